"""The reference experiment: 10 (or 20) clusters of 20 images, 100 tasks, the shipped checkpoints, beside the controls.

    python -m benchmarks.reference                    # all tables, then write them
    python -m benchmarks.reference --only digits      # one of them
    python -m benchmarks.reference --readme           # only write the table from the results on disk

Each table is one `python -m metaunsup evaluate ...` and lands in benchmarks/results. Needs METAUNSUP_DATA (or the
user's cache) to hold MNIST; about a quarter of an hour a table on one core. Where a pool has no checkpoints yet, its
table says which command makes them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import Any

from benchmarks.readme import README, RESULTS, around, put
from metaunsup.cli.main import main as metaunsup
from metaunsup.learners.registry import learner_spec

LEARNERS = (
    "kmeans",
    "spectral",
    "random",
    "protonet",
    "protonet-tta",
    "protonet-adapt",
    "instance-adapt",
    "reptile",
    "maml",
)
ADAPTING = ("reptile", "maml")
LONG = ("instance-adapt", *ADAPTING)  # and one more control that takes as long
# those without steps, and some for time's sake
NOT_TWICE = ("spectral", "random", "protonet", "protonet-tta", "instance-adapt", "reptile")
# differences that the claim hangs on: the first minus the second
PAIRS = (
    ("protonet-adapt", "protonet-tta"),
    ("protonet-adapt", "instance-adapt"),
    ("reptile", "protonet-adapt"),
    ("maml", "protonet-adapt"),
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
    "omniglot-to-mnist-40": ("mnist", "omniglot-minimal", 10, 40, "the same, 40 steps", NOT_TWICE),
    "digits": ("digits", "digits", 10, 20, "digits, practised on unlabelled digits", ("protonet-adapt", "maml")),
    "alphabets": ("omniglot-minimal", "omniglot-minimal", 10, 20, "unseen alphabets, practised on others", LONG),
    "alphabets-20": ("omniglot-minimal", "omniglot-minimal", 20, 20, "the same, 20 clusters", ("random", *ADAPTING)),
    "dirichlet": ("mnist", "omniglot-minimal", 10, 20, "MNIST, practised on Omniglot, unequal sizes", ()),
    "held-out-digits": ("mnist-0-4", "mnist-0-4", 5, 20, "MNIST's 5 to 9, practised on 0 to 4 (5 clusters)", ADAPTING),
    "held-out-digits-reverse": ("mnist-5-9", "mnist-5-9", 5, 20, "MNIST's 0 to 4, practised on 5 to 9", ADAPTING),
    # all ten digits are in the pool and in every task: it measures clustering of the pool more than of a new handful
    "mnist": ("mnist", "mnist", 10, 20, "MNIST, practised on unlabelled MNIST (all ten digits in the pool)", ()),
}
UNEQUAL = {"dirichlet": 1.0}  # concentration of the Dirichlet that cluster sizes are drawn from

# the project's README has room for these rows alone
SHORT = ("kmeans", "spectral", "protonet", "protonet-tta", "protonet-adapt", "reptile", "maml")
HEADLINE = ("omniglot-to-mnist", "alphabets", "mnist")  # in the project's README


def evaluate(table: str, everyone: bool) -> None:
    """Run one table's command."""
    pool, trained_on, ways, steps, _, left_out = TABLES[table]
    learners = [name for name in LEARNERS if everyone or name not in left_out]
    command = (
        f"evaluate --pool {pool} --trained-on {trained_on} --ways {ways} --shots 20 --tasks 100 --adapt-steps {steps} "
        f"--seed 0 --learners {','.join(learners)} --json {RESULTS / f'reference-{table}.json'}"
    )
    if table in UNEQUAL:
        command += f" --imbalance {UNEQUAL[table]}"
    if metaunsup(command.split()) != 0:
        raise SystemExit(f"{table} could not be evaluated")


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
            if learner in ("protonet-adapt", "instance-adapt", "reptile", "maml"):
                text += f" (gain {one['gain']['mean']:+.3f})"
            cells.append(text)
        rows.append([f"`{learner}`", *cells])
    for one, other in pairs:
        cells = [difference(result["paired"]["accuracy"], one, other) for result in results.values()]
        rows.append([f"`{one}` minus `{other}`, paired", *cells])
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
        if (path := RESULTS / f"reference-{name}.json").is_file()
    }
    put("reference", table(results))
    headline = {name: results[name] for name in HEADLINE if name in results}
    put("headline", table(headline, SHORT, PAIRS[:2]), README)


def main() -> None:
    """Evaluate what is asked for, then write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=list(TABLES), default=list(TABLES))
    ask.add_argument("--everyone", action="store_true", help="every learner in every table")
    ask.add_argument("--readme", action="store_true", help="evaluate nothing")
    chosen = ask.parse_args()
    for table in [] if chosen.readme else chosen.only:
        evaluate(table, chosen.everyone)
    write_readme()


if __name__ == "__main__":
    main()
