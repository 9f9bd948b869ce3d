"""Every learner on the reference tasks: MNIST, 10 clusters x 20 images, 100 tasks, practised on unlabelled MNIST.

    python -m benchmarks.learners                      # evaluate those without a result on disk, then write the table
    python -m benchmarks.learners --only leo viml      # these again
    python -m benchmarks.learners --readme             # only write the table from the results on disk

A learner's numbers depend on no other learner, so each has a file of its own, benchmarks/results/learners/NAME.json,
written by one `python -m metaunsup evaluate ...`; those of `benchmarks.reference` are read from its file. Needs
METAUNSUP_DATA (or the user's cache) to hold MNIST; an adapting learner takes five minutes of a core and more.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.readme import RESULTS as ALL_RESULTS
from benchmarks.readme import around, put
from metaunsup.cli.main import main as metaunsup
from metaunsup.evaluation.metrics import paired_difference
from metaunsup.learners.registry import LEARNERS, learner_spec
from metaunsup.learners.shipped import shipped_checkpoint, shipped_pools
from metaunsup.words import Say

RESULTS = ALL_RESULTS / "learners"
POOL = "mnist"
CONTROL = "protonet-adapt"
# variants that answer a question: does an embedding help K-Means, does knowing the sizes help an encoder
VARIANTS = ("kmeans-pca", "kmeans-tsne", "kmeans-umap", "protonet-soft", "protonet-sinkhorn")


# for time's sake; those that adapt have their own place in the reference table
LONG = ("fomaml", "anil", "metasgd", "mtnet", "leo", "viml", "psco-adapt", "umap-pool")
TASKS, FEW = 100, {**dict.fromkeys(LONG, 10), "instance-adapt": 30}


def wanted() -> list[str]:
    """Every learner and variant that can be evaluated here."""
    return [
        name
        for name in (*LEARNERS, *VARIANTS)
        if learner_spec(name).checkpoint_of is None or shipped_checkpoint(name, POOL) is not None
    ]


def evaluate(name: str) -> None:
    """Run one learner's command."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    command = (
        f"evaluate --pool {POOL} --ways 10 --shots 20 --tasks {FEW.get(name, TASKS)} --adapt-steps 20 --seed 0 "
        f"--learners {name} --json {RESULTS / f'{name}.json'}"
    )
    if metaunsup(command.split()) != 0:
        raise SystemExit(f"{name} could not be evaluated")


def table(results: dict[str, dict[str, Any]]) -> list[list[str]]:
    """The table of benchmarks/results/README.md, a row for each learner, from what the commands wrote."""
    rows = [["learner", "", "accuracy", "gain", f"minus `{CONTROL}`, paired", "s/task", "meta-training", "shipped for"]]
    control = results.get(CONTROL, {}).get("accuracy", {}).get("per_task")
    for name, one in results.items():
        cost = one["meta_training"]
        against, tasks = "", len(one["accuracy"]["per_task"])
        if control is not None and name != CONTROL:
            own = one["accuracy"]["per_task"]
            both = min(len(own), len(control))  # task i is the same however many there are
            found = paired_difference(own[:both], control[:both])
            against = f"{found.mean:+.3f} ± {found.margin:.3f}"
        rows.append(
            [
                f"`{name}`",
                Say().learner_title(name),
                around(one["accuracy"]) + (f" ({tasks} tasks)" if tasks < TASKS else ""),
                f"{one['gain']['mean']:+.3f}",
                against,
                f"{one['seconds_per_task']:.2f}",
                f"{cost['steps']} steps, {cost['seconds']:.0f} s" if cost else "none",
                ", ".join(shipped_pools(name)) if cost else "",
            ]
        )
    return rows


def results_on_disk() -> dict[str, dict[str, Any]]:
    """What has been measured, by learner in the registry's order: its own file, else that of the reference table."""
    files = {path.stem: path for path in RESULTS.glob("*.json")}
    reference = read(RESULTS.parent / f"reference-{POOL}.json")
    found = {name: read(files[name])[name] if name in files else reference.get(name) for name in (*LEARNERS, *VARIANTS)}
    return {name: one for name, one in found.items() if one is not None}


def read(path: Path) -> dict[str, Any]:
    """The learners of a file that ``evaluate`` wrote; none where there is no such file."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"learners": {}}
    return dict(content["learners"])


def write_readme() -> None:
    """Put the table between its marks."""
    put("learners", table(results_on_disk()))


def main() -> None:
    """Evaluate what is asked for, then write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", metavar="NAME")
    ask.add_argument("--readme", action="store_true", help="evaluate nothing")
    chosen = ask.parse_args()
    missing = [name for name in wanted() if name not in results_on_disk()]
    for name in [] if chosen.readme else chosen.only or missing:
        evaluate(name)
    write_readme()


if __name__ == "__main__":
    main()
