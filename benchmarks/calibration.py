"""How far VIML's and MAML's probabilities can be believed.

    python -m benchmarks.calibration

MNIST, practised on unlabelled MNIST, the shipped checkpoints: 10 clusters x 20 images, and 8 clusters x 20 with 20
images of the two other digits mixed in, 100 tasks each. Expected calibration error and reliability diagram of both
learners, and, with outliers, how well uncertainty (the entropy of an item's probabilities) tells them. Two
`python -m metaunsup evaluate ...`; what they say of this lands in benchmarks/results/calibration.json and in the
README beside it (`--readme`: only that). Needs METAUNSUP_DATA (or the user's cache) to hold MNIST; about forty minutes
of one core.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.readme import RESULTS, around, put
from metaunsup.cli.main import main as metaunsup
from metaunsup.cli.output import write_json

LEARNERS = ("maml", "viml")
SETTINGS = {"plain": (10, 0), "outliers": (8, 20)}  # ways, outliers
TOLD = ("accuracy", "calibration", "outlier_auroc", "seconds_per_task")


def measure(ways: int, outliers: int, tasks: int, folder: Path) -> dict[str, Any]:
    """One command, and of what it wrote that which matters here."""
    path = folder / "summary.json"
    command = (
        f"evaluate --pool mnist --ways {ways} --shots 20 --tasks {tasks} --adapt-steps 20 --seed 0 "
        f"--outliers {outliers} --learners {','.join(LEARNERS)} --json"
    )
    if metaunsup([*command.split(), str(path)]) != 0:
        raise SystemExit(f"{ways} ways with {outliers} outliers could not be evaluated")
    summary = json.loads(path.read_text(encoding="utf-8"))
    learners = {name: {key: one[key] for key in TOLD} for name, one in summary["learners"].items()}
    for one in learners.values():
        del one["accuracy"]["per_task"]
    return {
        "command": f"python -m metaunsup {command.removesuffix(' --json')}",
        "note": summary["note"],
        "learners": learners,
        "paired": summary["paired"],
    }


def table(found: dict[str, Any]) -> list[list[str]]:
    """The table of benchmarks/results/README.md: a row for each learner."""
    rows = [["", "calibration error, a task", "all tasks pooled", "with outliers, a task", "outliers told, AUROC"]]
    for learner in LEARNERS:
        plain, outliers = (found[setting]["learners"][learner] for setting in SETTINGS)
        sure = plain["calibration"]["ece"]
        rows.append(
            [
                f"`{learner}`",
                around(sure),
                f"{sure['pooled']:.3f}",
                around(outliers["calibration"]["ece"]),
                around(outliers["outlier_auroc"]),
            ]
        )
    return rows


def main() -> None:
    """Measure both settings and keep them."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--tasks", type=int, default=100)
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    path = RESULTS / "calibration.json"
    if not chosen.readme:
        with tempfile.TemporaryDirectory() as folder:
            found = {
                name: measure(ways, outliers, chosen.tasks, Path(folder)) for name, (ways, outliers) in SETTINGS.items()
            }
        write_json(path, found)
    put("calibration", table(json.loads(path.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
