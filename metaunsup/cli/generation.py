"""``evaluate --task generation``: generators on the same handfuls of items of unseen classes."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, whole
from metaunsup.cli.classes import over_words, wider
from metaunsup.cli.output import bar, number, output_file, paragraph, table, with_interval, write_json
from metaunsup.cli.practice import cost_in_words, practice_notes, prepared
from metaunsup.cli.remarks import complain, failures, over
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.data.pool import Pool
    from metaunsup.generation.base import FewShotGenerator

DEFAULT_GENERATORS = "reptile-vae,plain-vae,scratch-vae,statistician,figr,plain-gan,scratch-gan,augmented,copies"
TRAINED_ON = "omniglot-minimal"  # letters: whatever the pool, its classes are new
# option -> default as text
OPTIONS: dict[str, Any] = {"generators": None, "held_out": "20", "judge": None, "csv": None}
_METAVARS = {"generators": "A,B,...", "judge": "POOL"}


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Add what this kind of task has alone."""
    for name in ("generators", "held_out", "judge"):
        option = name.replace("_", "-")
        parser.add_argument(f"--{option}", metavar=_METAVARS.get(name, "N"), help=say(f"cli.evaluate.{option}"))


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Evaluate, write the files, then print the tables, and what stopped whom."""
    numbers = {
        "tasks": whole(chosen.tasks, "--tasks", 1, 100_000),
        "seed": whole(chosen.seed, "--seed", 0, BIGGEST_SEED),
        "adapt_steps": whole(chosen.adapt_steps, "--adapt-steps", 0, 1000),
    }
    asked = None if chosen.generators is None else names(chosen.generators, "--generators")
    given = pairs(chosen.checkpoint, "--checkpoint", "reptile-vae=FILE.safetensors")
    target = None if chosen.json is None else output_file(chosen.json, "--json")
    sheet = None if chosen.csv is None else output_file(chosen.csv, "--csv")

    from metaunsup.data.files import replace_file
    from metaunsup.data.registry import POOLS, resolve_pool
    from metaunsup.evaluation.failures import failed
    from metaunsup.evaluation.generation import evaluate_generation
    from metaunsup.evaluation.generation_summary import as_csv, summarise_generation
    from metaunsup.evaluation.judge import FOLDER
    from metaunsup.evaluation.row_judge import judge_for
    from metaunsup.tasks.generation import HELD_OUT, SHOTS, GenerationKind

    sizes = tuple(whole(one, "--shots", *SHOTS) for one in chosen.shots.split(","))
    kind = GenerationKind(sizes, whole(chosen.held_out, "--held-out", *HELD_OUT))
    kind.check()
    judges = tuple(sorted(path.stem for path in FOLDER.glob("*.safetensors")))
    if chosen.judge is not None and chosen.judge not in judges:
        raise MetaUnsupError("option_choice", name="--judge", value=chosen.judge, choices=judges)
    for named_pool in (chosen.trained_on, chosen.pool):
        if named_pool is not None and named_pool not in POOLS:
            resolve_pool(named_pool)  # a slip of the pen is told as that, not as a checkpoint that could be made
    pool = resolve_pool(chosen.pool)
    if chosen.judge is not None and pool.images.ndim == 2:
        raise MetaUnsupError("judge_of_pictures", pool=pool.name)
    named = asked or usual(DEFAULT_GENERATORS, pool, given)
    generators, cost = prepare(named, given, chosen.trained_on or TRAINED_ON)
    judge = judge_for(pool, chosen.judge or chosen.pool)
    work = evaluate_generation(pool, generators, kind, judge, **numbers)
    results = list(bar(work, total=numbers["tasks"], words=say("cli.evaluate.tasks_bar")))
    settings = {name: numbers[name] for name in ("seed", "adapt_steps")}
    summary = summarise_generation(results, kind, judge, pool=pool, checkpoints=cost, **settings)
    notes = [text for text in (say.note(pool.note),) if text is not None]
    notes += practice_notes((one for one in cost.values() if one and one["pool"] != pool.name), say)
    for told in filter(None, (summary, *cost.values())):  # a file is read by people without the program, too
        told["note"] = Say().note(told["note"])
    if target is not None:
        write_json(target, summary)
    if sheet is not None:
        replace_file(sheet, as_csv(results, kind, pool.name, numbers["seed"]).encode(errors="backslashreplace"))
    broken = failures(failed(results), len(results), say)
    print(report(summary, notes, broken, say))
    complain(broken)
    return 0


def usual(pictures: str, pool: Pool, given: Mapping[str, str]) -> list[str]:
    """Who draws where nobody said who: of rows those whose checkpoint is ``given``, and who need no practice."""
    from metaunsup.generation.registry import GENERATORS, UNPRACTISED

    if pool.images.ndim == 4:
        return names(pictures, "--generators")
    return [*(name for name in given if name.partition("@")[0] in GENERATORS), *UNPRACTISED]


def prepare(
    named: Sequence[str], given: Mapping[str, str], trained_on: str
) -> tuple[dict[str, FewShotGenerator], dict[str, dict[str, Any] | None]]:
    """Each generator, and what its meta-training cost; refuses a checkpoint that none of them loads."""
    from metaunsup.generation.registry import make_generator

    def loads(name: str, made: FewShotGenerator) -> str | None:
        keys = (name, name.partition("@")[2]) if made.encoders else ()
        return next((key for key in keys if key in given), None)

    return prepared(named, given, trained_on, make_generator, loads)


def report(summary: dict[str, Any], notes: Sequence[str], broken: Sequence[str], say: Say) -> str:
    """The summary as a person reads it: a table for each metric, sizes for columns; ``broken``: what stopped whom."""
    from metaunsup.evaluation.generation import METRICS

    sizes = [str(size) for size in summary["sizes"]]
    head = [say("cli.evaluate.generation.head", **summary | {"sizes": say.listed(sizes)}), judged_by(summary, say)]
    parts = ["\n".join(map(paragraph, [*head, *notes]))]
    for metric in METRICS:
        rows = [_heads(metric, sizes, say)]
        for name, one in summary["learners"].items():
            if one["before"][metric]["mean"] is not None or any(
                one[metric][size]["mean"] is not None for size in sizes
            ):
                cells = [with_interval(one[metric][size]) for size in sizes]
                rows.append([name, with_interval(one["before"][metric]), *cells, wider(one[metric][sizes[-1]])])
        if len(rows) > 1:
            parts.append(paragraph(say(f"metric.{metric}.about")) + "\n" + table(rows, right=range(1, len(rows[0]))))
    practice = [[say("cli.evaluate.generation.generator"), *(say(f"cli.evaluate.column.{one}") for one in _COST)]]
    for name, one in summary["learners"].items():
        practice.append([name, number(one["seconds_per_task"]), cost_in_words(one["meta_training"], say)])
    parts.append(table(practice, right=(1,)))
    parts.append(paragraph(f"{say('cli.evaluate.generation.legend')} {over_words(summary['over'], say)}"))
    parts += ["\n".join(map(paragraph, broken))] if broken else []
    last = summary["paired"]
    rows = [[say("cli.evaluate.paired.pair"), *(say(f"metric.{metric}") for metric in METRICS)]]
    for pair in last["mmd"][sizes[-1]]:
        cells = [_difference(last[metric][sizes[-1]][pair], say) for metric in METRICS]
        rows.append([pair, *cells])
    if len(rows) > 1:
        told = say("cli.evaluate.generation.paired", size=sizes[-1])
        parts.append(told + "\n" + table(rows, right=range(1, len(rows[0]))))
    if len(sizes) > 1:
        rows = [[say("cli.evaluate.generation.generator"), *(say(f"metric.{metric}") for metric in METRICS)]]
        rows += [
            [name, *(_difference(one[metric], say) for metric in METRICS)] for name, one in summary["growth"].items()
        ]
        told = say("cli.evaluate.generation.growth", most=sizes[-1], least=sizes[0])
        parts.append(told + "\n" + table(rows, right=range(1, len(rows[0]))))
    return "\n\n".join(parts)


_COST = ("seconds", "practice")


def judged_by(summary: Mapping[str, Any], say: Say) -> str:
    """Who judged, and whether it knows the classes."""
    judge = summary["judge"]
    key = ("columns." if judge["columns"] else "") + ("knows" if judge["knows_classes"] else "strange")
    accuracy = "-" if judge["accuracy"] is None else f"{judge['accuracy']:.1%}"
    return say(f"cli.evaluate.generation.judge.{key}", pool=judge["pool"], accuracy=accuracy)


def _heads(metric: str, sizes: Sequence[str], say: Say) -> list[str]:
    columns = [say("cli.evaluate.generation.items", size=size) for size in sizes]
    return [say(f"metric.{metric}"), say("cli.evaluate.generation.before"), *columns, say("cli.classes.column")]


def _difference(entry: Mapping[str, Any], say: Say) -> str:
    if entry["mean"] is None:
        return "-"
    wide = "" if entry["ci95_classes"] is None else f" ({wider(entry)})"
    return over(with_interval(entry, signed=True) + wide, entry.get("tasks"), say)
