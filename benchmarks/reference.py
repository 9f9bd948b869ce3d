"""The reference experiment: 10 (or 20) clusters of 20 images, 100 tasks, the shipped checkpoints, beside the controls.

    python -m benchmarks.reference                    # all tables, then write them
    python -m benchmarks.reference --only digits      # one of them
    python -m benchmarks.reference --readme           # only write the table from the results on disk

    python -m benchmarks.reference --only digits --learners maml     # one learner more, beside those measured before

Each table is one `python -m metaunsup evaluate ...`, to the digit: a task follows from its number, and what a learner
does there from its name, so learners are measured one by one, in as many processes as one likes, and what is measured
is kept in runs/reference (delete a file there to measure again, after any change to the program). Needs METAUNSUP_DATA
(or the user's cache) to hold MNIST; about ten minutes of a core for an adapting learner.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.make_checkpoints import KIN
from benchmarks.practice import NAMES, SEEDS, checkpoint
from benchmarks.readme import README, RESULTS, around, put
from metaunsup.adaptation.room import one_thread_of_all
from metaunsup.cli.evaluate import Prepared, prepare
from metaunsup.cli.output import write_json
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.evaluate import draw_task, finish_task, meta_training, refuse_test_items
from metaunsup.evaluation.results import TaskResult, task_from_json
from metaunsup.evaluation.summary import summarise
from metaunsup.learners.registry import learner_spec
from metaunsup.words import Say

LEARNERS = (
    "kmeans",
    "spectral",
    "random",
    "protonet",
    "protonet-tta",
    "protonet-adapt",
    "protonet-adapt@equal",  # with as much practice as MAML (benchmarks.practice)
    "instance-adapt",
    "reptile",
    "maml",
    "selfcritique",
    "psco",
    "memory",
    "memory-unknown",
    "oracle-adapt",  # told the labels: a ceiling, in no headline
)
ASKED = ("psco", "memory", "memory-unknown")  # for columns where somebody asks for them
# MAML's kin, and other practice than the shipped: for one column, where they are asked for
OTHERS = (*KIN, "psco-adapt", "fomaml@2000", "maml@loop")
OTHERS += tuple(f"{name}@seed{seed}" for seed in SEEDS for name in ("protonet-adapt", "reptile", "maml"))
CONTROLS = ("autoencoder", "simclr")
ADAPTING = ("reptile", "maml", "selfcritique", "oracle-adapt")
ADAPTS = ("protonet-adapt", "protonet-adapt@equal", "instance-adapt", *ADAPTING)
LONG = ("protonet-adapt@equal", "instance-adapt", *ADAPTING)  # and controls that take as long
# differences that the claim hangs on: the first minus the second
PAIRS = (
    ("protonet-adapt", "protonet-tta"),
    ("protonet-adapt", "instance-adapt"),
    ("reptile", "protonet-adapt"),
    ("maml", "protonet-adapt"),
    ("maml", "protonet-adapt@equal"),
    ("maml", "reptile"),
    ("selfcritique", "protonet-adapt"),
    ("psco", "protonet"),
    ("memory", "protonet"),
    ("memory", "protonet-tta"),  # as many views
)
# pool, practised on, ways, steps, title, and what is left out by default: an adapting learner takes five minutes of a
# core for twenty steps
TABLES = {
    "omniglot-to-mnist": (
        "mnist",
        "omniglot-minimal",
        10,
        20,
        "MNIST, practised on Omniglot (never saw a digit)",
        LONG,
    ),
    "digits": ("digits", "digits", 10, 20, "digits, practised on unlabelled digits (50 tasks)", LONG),
    "alphabets": ("omniglot-minimal", "omniglot-minimal", 10, 20, "unseen alphabets, practised on others", LONG),
    "alphabets-20": (
        "omniglot-minimal",
        "omniglot-minimal",
        20,
        20,
        "the same, 20 clusters (50 tasks)",
        ("random", *ADAPTING),
    ),
    "dirichlet": ("mnist", "omniglot-minimal", 10, 20, "MNIST, practised on Omniglot, unequal sizes", LONG),
    "held-out-digits": ("mnist-0-4", "mnist-0-4", 5, 20, "MNIST's 5 to 9, practised on 0 to 4 (5 clusters)", ADAPTING),
    "held-out-digits-reverse": ("mnist-5-9", "mnist-5-9", 5, 20, "MNIST's 0 to 4, practised on 5 to 9", ADAPTING),
    # the first tasks of the first column, for many learners: a table of its own
    "kin": ("mnist", "omniglot-minimal", 10, 20, "MNIST, practised on Omniglot, all ways to learn to adapt", LONG),
    # all ten digits are in the pool and in every task: it measures clustering of the pool more than of a new handful
    "mnist": ("mnist", "mnist", 10, 20, "MNIST, practised on unlabelled MNIST (all ten digits; 50 tasks)", LONG),
}
UNEQUAL = {"dirichlet": 1.0}  # concentration of the Dirichlet that cluster sizes are drawn from

# the project's README has room for these rows alone
SHORT = ("kmeans", "spectral", "protonet", "protonet-tta", "protonet-adapt", "reptile", "maml")
HEADLINE = ("omniglot-to-mnist", "held-out-digits", "alphabets", "mnist")  # in the project's README


FEWER = ("kin", "digits", "alphabets-20", "mnist")  # for time's sake
TASKS = {name: 50 if name in FEWER else 100 for name in TABLES}
KEPT = Path("runs") / "reference"


def kept(table: str, name: str) -> Path:
    """Where what ``name`` made of the table's tasks is kept: a line a task."""
    return KEPT / ("omniglot-to-mnist" if table == "kin" else table) / f"{name}.jsonl"


def numbers(table: str) -> dict[str, Any]:
    """The options of the table's `evaluate`."""
    _, _, ways, steps, _, _ = TABLES[table]
    return {"ways": ways, "shots": 20, "seed": 0, "adapt_steps": steps, "imbalance": UNEQUAL.get(table)}


def prepared_of(table: str, names: Sequence[str]) -> dict[str, Prepared]:
    """The learners with their checkpoints: shipped ones, but for those that practised otherwise."""
    given = {name.replace("protonet-adapt", "protonet"): name for name in names if "@" in name}
    own = {name: str(checkpoint(name, TABLES[table][1])) for name in given if name in NAMES}
    return prepare(list(names), own, TABLES[table][1])


def measure(table: str, name: str, one: Prepared) -> None:
    """What ``name`` makes of the table's tasks, a line each; those that have their line are not done again."""
    pool, settings = load_pool(TABLES[table][0]), numbers(table)
    ways, shots, seed, steps, imbalance = settings.values()
    refuse_test_items(pool, {name: one.learner})
    path = kept(table, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file, one_thread_of_all():
        file.seek(0)
        for index in tqdm(range(len(file.readlines()), TASKS[table]), desc=f"{table}: {name}"):
            task = draw_task(pool, ways, shots, seed, index, imbalance=imbalance)
            result = finish_task(task, {name: one.learner}, seed, index, steps)
            file.write(json.dumps(asdict(result)) + "\n")
            file.flush()


def together(results: Sequence[Sequence[TaskResult]]) -> list[TaskResult]:
    """The same tasks with all learners, as if they had met them at once."""
    return [
        replace(
            same[0],
            learners={name: one for task in same for name, one in task.learners.items()},
            failures={name: one for task in same for name, one in task.failures.items()},
        )
        for same in zip(*results, strict=True)
    ]


def summarised(table: str, names: Sequence[str]) -> dict[str, Any]:
    """The table's `evaluate --json`, of the learners ``names`` as they were measured."""
    pool = TABLES[table][0]
    lines = [kept(table, name).read_text(encoding="utf-8").splitlines()[: TASKS[table]] for name in names]
    results = together([[task_from_json(json.loads(line)) for line in one] for one in lines])
    prepared = prepared_of(table, names)
    cost = {name: meta_training(one.learner, one.checkpoint) for name, one in prepared.items()}
    summary = summarise(results, pool=load_pool(pool), checkpoints=cost, **numbers(table))
    for told in filter(None, (summary, *cost.values())):  # as the command writes it
        told["note"] = Say().note(told["note"])
    return summary


def table(
    results: dict[str, dict[str, Any]], learners: Sequence[str] = LEARNERS, pairs: Sequence[tuple[str, str]] = PAIRS
) -> list[list[str]]:
    """The table of benchmarks/results/README.md, from what the commands wrote."""
    rows = [["", *(TABLES[name][4] for name in results)]]
    for learner in learners:
        cells = []
        for result in results.values():
            one = result["learners"].get(learner)
            if one is None:
                cells.append("")
                continue
            text = around(one["accuracy"])
            if learner in ADAPTS:
                text += f" (gain {one['gain']['mean']:+.3f})"
            cells.append(text)
        rows.append([f"`{learner}`", *cells])
    for one, other in pairs:
        cells = [difference(result["paired"]["accuracy"], one, other) for result in results.values()]
        rows.append([f"`{one}` minus `{other}`, paired", *cells])
        if one in ADAPTING and other in ADAPTS:
            gains = [difference(result["paired"].get("gain", {}), one, other) for result in results.values()]
            rows.append(["the same, in gain", *gains])
    cost = [
        ", ".join(
            f"{name} {one['meta_training']['seconds']:.0f} s"
            for name, one in result["learners"].items()
            if one["meta_training"] and learner_spec(name).trainable
        )
        for result in results.values()
    ]
    rows.append(["meta-training before (2 shared cores, one thread)", *cost])
    return rows


def kin_table(result: dict[str, Any]) -> list[list[str]]:
    """A row for every way to learn to adapt: beside the same loop from ProtoNet, and from ProtoNet of more practice."""
    rows = [
        ["", "accuracy", "gain", "minus the control, paired", "in gain", "minus `protonet-adapt@equal`", "practice"]
    ]
    for name in ("reptile", "maml", "selfcritique", *OTHERS, *CONTROLS):
        one = result["learners"].get(name)
        if one is None:
            continue
        seed = name.partition("@seed")[2]
        against = [f"protonet-adapt@seed{seed}" if seed else "protonet-adapt", "protonet-adapt@equal"]
        accuracy, gain = result["paired"]["accuracy"], result["paired"].get("gain", {})
        if name == against[0]:
            against[0] = "protonet-adapt"
        practised = one["meta_training"]
        rows.append(
            [
                f"`{name}`",
                around(one["accuracy"]),
                f"{one['gain']['mean']:+.3f}",
                difference(accuracy, name, against[0]),
                difference(gain, name, against[0]),
                difference(accuracy, name, against[1]),
                f"{practised['steps']} steps, {practised['seconds']:.0f} s",
            ]
        )
    return rows


def difference(pairs: dict[str, dict[str, Any]], one: str, other: str) -> str:
    """``one`` minus ``other``, whichever way round the pair was taken; empty where it was not."""
    pair = pairs.get(f"{one} vs {other}")
    if pair is None and (turned := pairs.get(f"{other} vs {one}")) is not None:
        pair = flip(turned)
    return "" if pair is None else around(pair)


def flip(pair: dict[str, Any]) -> dict[str, Any]:
    """A minus B as B minus A."""
    low, high = pair["ci95"]
    return {"mean": -pair["mean"], "ci95": [-high, -low]}


def write_readme() -> None:
    """Put the table between its marks, and some of its columns into the project's README."""
    results = {
        name: json.loads(path.read_text(encoding="utf-8"))
        for name in TABLES
        if name != "kin" and (path := RESULTS / f"reference-{name}.json").is_file()
    }
    put("reference", table(results))
    put("kin", kin_table(json.loads((RESULTS / "reference-kin.json").read_text(encoding="utf-8"))))
    headline = {name: results[name] for name in HEADLINE if name in results}
    put("headline", table(headline, SHORT, PAIRS[:2]), README)


def main() -> None:
    """Measure what is asked for, then write the tables of which everything is measured."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=list(TABLES), default=list(TABLES))
    ask.add_argument("--learners", nargs="+", help="these alone; the table then has all that were ever measured")
    ask.add_argument("--everyone", action="store_true", help="every learner in every table")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    for table in [] if chosen.readme else chosen.only:
        usual = [name for name in LEARNERS if chosen.everyone or name not in (*TABLES[table][5], *ASKED)]
        for name, one in prepared_of(table, chosen.learners or usual).items():
            measure(table, name, one)
        known = (*LEARNERS, *OTHERS, *CONTROLS) if table == "kin" else LEARNERS
        whole = [name for name in known if finished(table, name)]
        write_json(RESULTS / f"reference-{table}.json", summarised(table, whole))
    write_readme()


def finished(table: str, name: str) -> bool:
    """Whether all tasks of the table have their line of this learner."""
    path = kept(table, name)
    return path.is_file() and len(path.read_text(encoding="utf-8").splitlines()) >= TASKS[table]


if __name__ == "__main__":
    main()
