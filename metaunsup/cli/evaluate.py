"""``evaluate``: several learners on the same many tasks, with honest statistics; a table to read, JSON to keep."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from metaunsup.cli import anomaly, generation
from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, real, shown, whole
from metaunsup.cli.classes import by_group, over_words, wider
from metaunsup.cli.output import bar, number, output_file, paragraph, table, with_interval, write_json
from metaunsup.cli.practice import as_path, cost_in_words, loop_note, practice_notes
from metaunsup.cli.remarks import complain, failures, over, remarks
from metaunsup.cli.soon import soon
from metaunsup.data.files import as_published
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say, titled_learners

if TYPE_CHECKING:
    from metaunsup.learners.base import Learner

DEFAULT_LEARNERS = "kmeans,spectral,protonet,protonet-adapt,reptile,maml"
# what each task has alone, with its default: another task refuses it
CLUSTERING = {"ways": "10", "learners": DEFAULT_LEARNERS, "imbalance": None, "outliers": "0", "outliers_apart": False}
TASKS = {
    "clustering": CLUSTERING | {"shots": "20"},
    "anomaly": anomaly.OPTIONS | {"shots": "10"},
    "generation": generation.OPTIONS | {"shots": "1,2,5,10,20"},
}


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "evaluate", say=say, help=say("cli.evaluate.about"), description=say("cli.evaluate.about")
    )
    for option, metavar, default in (
        ("pool", "POOL", "digits"),
        ("task", "KIND", "clustering"),
        ("ways", "K", None),
        ("shots", "N", None),
        ("tasks", "N", "100"),
        ("learners", "A,B,...", None),
        ("trained-on", "POOL", None),
        ("adapt-steps", "N", "20"),
        ("imbalance", "X", None),
        ("outliers", "N", None),
        ("seed", "N", "0"),
    ):
        key = "cli.pool" if option == "pool" else "cli.seed" if option == "seed" else f"cli.evaluate.{option}"
        known = {"learners": say.listed(titled_learners())} if option == "learners" else {}
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=say(key, **known))
    parser.add_argument("--outliers-apart", action="store_true", help=say("cli.evaluate.outliers-apart"))
    anomaly.add_options(parser, say)
    generation.add_options(parser, say)
    parser.add_argument("--checkpoint", metavar="NAME=FILE", action="append", help=say("cli.evaluate.checkpoint"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Evaluate, write the JSON, then print the table, and what stopped whom."""
    settle(chosen)
    return {"clustering": _cluster, "anomaly": anomaly.run, "generation": generation.run}[chosen.task](chosen, say)


def settle(chosen: argparse.Namespace) -> None:
    """Fill in the defaults of the kind of task that is asked for; refuses another's options."""
    if chosen.task not in TASKS:
        raise MetaUnsupError("option_choice", name="--task", value=shown(chosen.task), choices=tuple(TASKS))
    for task, options in TASKS.items():
        for name, default in options.items():
            given = getattr(chosen, name)
            if task == chosen.task:
                setattr(chosen, name, default if given is None else given)
            elif given not in (None, False) and name not in TASKS[chosen.task]:
                raise MetaUnsupError("cli_option_of_task", option=f"--{name.replace('_', '-')}", task=task)


def _cluster(chosen: argparse.Namespace, say: Say) -> int:
    numbers = read_numbers(chosen)
    named = names(chosen.learners, "--learners")
    given = pairs(chosen.checkpoint, "--checkpoint", "maml=FILE.safetensors")
    target = None if chosen.json is None else output_file(chosen.json, "--json")

    from metaunsup.data.registry import POOLS, resolve_pool
    from metaunsup.evaluation.evaluate import evaluate, meta_training
    from metaunsup.evaluation.failures import failed
    from metaunsup.evaluation.summary import summarise

    for named_pool in (chosen.trained_on, chosen.pool):
        if named_pool is not None and named_pool not in POOLS:
            resolve_pool(named_pool)  # a slip of the pen is told as that, not as a checkpoint that could be made
    prepared = prepare(named, given, chosen.trained_on or chosen.pool)
    cost = {name: meta_training(one.learner, one.checkpoint) for name, one in prepared.items()}
    pool = resolve_pool(chosen.pool)
    learners = {name: one.learner for name, one in prepared.items()}
    work = evaluate(pool, learners, **numbers)
    results = list(bar(work, total=numbers["tasks"], words=say("cli.evaluate.tasks_bar")))
    settings = {name: value for name, value in numbers.items() if name != "tasks"}
    summary = summarise(results, pool=pool, checkpoints=cost, **settings)
    notes = [text for text in (say.note(pool.note),) if text is not None]
    notes += practice_notes((one for one in cost.values() if one and one["pool"] != pool.name), say)
    notes += loop_note([cost], say)
    # a file is read by people who may not have the program at hand
    for told in filter(None, (summary, *cost.values())):
        told["note"] = Say().note(told["note"])
    if target is not None:
        write_json(target, summary)
    broken = failures(failed(results), len(results), say)
    print(report(summary, notes, broken, say))
    complain(broken)
    return 0


def read_numbers(chosen: argparse.Namespace) -> dict[str, Any]:
    """Every number of the command line; the ranges are those that a task, a race and an evaluation allow."""
    return {
        "ways": whole(chosen.ways, "--ways", 2, 50),
        "shots": whole(chosen.shots, "--shots", 1, 200),
        "tasks": whole(chosen.tasks, "--tasks", 1, 100_000),
        "seed": whole(chosen.seed, "--seed", 0, BIGGEST_SEED),
        "adapt_steps": whole(chosen.adapt_steps, "--adapt-steps", 0, 1000),
        "imbalance": None if chosen.imbalance is None else real(chosen.imbalance, "--imbalance", 0.01, 1000),
        "outliers": whole(chosen.outliers, "--outliers", 0, 10_000),
        "outliers_apart": chosen.outliers_apart,
    }


@dataclass(frozen=True)
class Prepared:
    """A learner that can adapt at once, and where its parameters come from (None: it needs none)."""

    learner: Learner
    checkpoint: str | None


def prepare(named: list[str], given: dict[str, str], trained_on: str) -> dict[str, Prepared]:
    """Each learner with its checkpoint: the one given, else the one shipped for ``trained_on``."""
    from metaunsup.learners.registry import learner_spec
    from metaunsup.learners.shipped import ready_learner

    files = chosen_files(named, given)
    prepared = {}
    for name in named:
        spec, file = learner_spec(name), files.get(name)
        learner = ready_learner(name, trained_on=trained_on, checkpoint=None if file is None else as_path(file))
        shipped = f"shipped:{trained_on}/{spec.checkpoint_of}" if spec.meta else None
        prepared[name] = Prepared(learner, shipped if file is None else as_published(file))
    return prepared


def chosen_files(named: list[str], given: dict[str, str]) -> dict[str, str]:
    """Learner -> the file given for it; one given for ``protonet`` also serves ``protonet-adapt``, which has none.

    So does that of ``protonet@own`` for ``protonet-adapt@own``, and neither for the other's. Refuses a learner that
    nobody knows, and a file that none of the learners loads.
    """
    from metaunsup.learners.registry import learner_spec

    specs = {name: learner_spec(name) for name in named}
    useful = {name for name, spec in specs.items() if spec.meta} | {s.lender for s in specs.values()}
    for name in given:
        learner_spec(name)
        if name not in useful:
            raise MetaUnsupError("cli_checkpoint_unused", learner=name, learners=tuple(named))
    files = {name: given.get(name) or given.get(spec.lender or "") for name, spec in specs.items()}
    return {name: file for name, file in files.items() if file is not None}


def report(summary: dict[str, Any], notes: Sequence[str], broken: Sequence[str], say: Say) -> str:
    """The summary as a person reads it; ``broken``: what stopped whom."""
    learners = summary["learners"].values()
    # of learners that say how sure they are, where there is one
    scores = ("calibration", "outlier_auroc", "outlier_auroc_cosine")
    sure = [name for name in scores if any(one[name] is not None for one in learners)]
    columns = ("learner", "accuracy", "nmi", "ari", "gain", *sure, "seconds", "practice")
    rows = [[say(f"cli.evaluate.column.{column}") for column in columns]]
    also = summary["over"]["unit"] != "tasks"  # intervals over tasks and classes
    rows[0][2:2] = [say("cli.classes.column")] * also
    for name, one in summary["learners"].items():
        told = {**one, "calibration": (one["calibration"] or {}).get("ece")}
        rows.append(
            [
                name,
                with_interval(one["accuracy"]),
                *[wider(one["accuracy"])] * also,
                number(one["nmi"]["mean"]),
                number(one["ari"]["mean"]),
                with_interval(one["gain"], signed=True),
                *("-" if told[column] is None else with_interval(told[column]) for column in sure),
                number(one["seconds_per_task"]),
                cost_in_words(one["meta_training"], say),
            ]
        )
    head = [say("cli.evaluate.head", **summary)]
    extras = [extra for extra in ("imbalance", "outliers", "outliers_apart") if summary[extra]]
    head += [say(f"cli.evaluate.with.{extra}", **summary) for extra in extras]
    head += notes
    paragraphs = ["\n".join(map(paragraph, head)), table(rows, right=range(1, len(rows[0]) - 1))]
    legend = "cli.evaluate.legend" if summary["tasks"] > 1 else "cli.evaluate.legend_single"
    paragraphs.append(
        paragraph(
            " ".join(
                [
                    say(legend),
                    over_words(summary["over"], say),
                    *(say(f"cli.evaluate.{name}") for name in sure),
                    say("learners.chosen"),
                ]
            )
        )
    )
    paragraphs += ["\n".join(map(paragraph, broken))] if broken else []
    paragraphs += remarks(summary["learners"], say)
    paragraphs += by_group({name: one["groups"] for name, one in summary["learners"].items()}, say)
    paragraphs += filter(None, [soon(summary["learners"], summary["best"], say)])
    accuracy, gain = (summary["paired"][kind] for kind in ("accuracy", "gain"))
    differences = [[say(f"cli.evaluate.paired.{column}") for column in ("pair", "accuracy", "gain")]]
    for column in (3, 2) if also else ():
        differences[0].insert(column, say("cli.classes.column"))
    for pair, entry in accuracy.items():
        both = ([with_interval(one, signed=True), *[wider(one)] * also] for one in (entry, gain[pair]))
        differences.append([over(pair, entry.get("tasks"), say), *chain(*both)])
    if accuracy:
        paragraphs.append(say("cli.evaluate.paired") + "\n" + table(differences, right=range(1, len(differences[0]))))
    return "\n\n".join(paragraphs)
