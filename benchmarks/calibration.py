"""How far probabilities can be believed, and how well outliers are told: ProtoNet, MAML and VIML.

    python -m benchmarks.calibration
    python -m benchmarks.calibration --learners protonet     # these alone; of the others what was measured stays

The shipped checkpoints, 100 tasks of each kind: MNIST, practised on unlabelled MNIST, 10 clusters x 20 images; 8
clusters x 20 with 20 images of the two other digits, which make clusters of their own; and unseen alphabets, practised
on others, 10 clusters x 20 with 20 outliers each of a character of its own. Expected calibration error and reliability,
and how well outliers are told: by the entropy of an item's probabilities, and by its distance from all centroids (1 -
the largest cosine). Three `python -m metaunsup evaluate ...` a learner; what they say of this lands in
benchmarks/results/calibration.json and in the README beside it (`--readme`: only that). Needs METAUNSUP_DATA (or the
user's cache) to hold MNIST and Omniglot's small sets; about an hour of one core.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.readme import RESULTS, around, markdown, put
from metaunsup.cli.main import main as metaunsup
from metaunsup.cli.output import write_json

RESULT = RESULTS / "calibration.json"
LEARNERS = ("protonet", "maml", "viml")
# pool and practised on, ways, outliers, more options
SETTINGS = {
    "plain": ("mnist", 10, 0, ""),
    "outliers": ("mnist", 8, 20, ""),
    "apart": ("omniglot-minimal", 10, 20, " --outliers-apart"),
}
TOLD = ("accuracy", "calibration", "outlier_auroc", "outlier_auroc_cosine", "seconds_per_task")


def measure(kind: str, learner: str, tasks: int, folder: Path) -> dict[str, Any]:
    """One command for ``learner``, and of what it wrote that which matters here."""
    pool, ways, outliers, more = SETTINGS[kind]
    path = folder / "summary.json"
    command = (
        f"evaluate --pool {pool} --ways {ways} --shots 20 --tasks {tasks} --adapt-steps 20 --seed 0 "
        f"--outliers {outliers}{more} --learners {learner} --json"
    )
    if metaunsup([*command.split(), str(path)]) != 0:
        raise SystemExit(f"{ways} ways with {outliers} outliers could not be evaluated")
    summary = json.loads(path.read_text(encoding="utf-8"))
    told = {key: summary["learners"][learner][key] for key in TOLD}
    del told["accuracy"]["per_task"]
    return {
        "command": f"python -m metaunsup {command.removesuffix(' --json')}",
        "tasks": tasks,
        "over": summary["over"],
        **told,
    }


def table(found: dict[str, Any]) -> list[list[str]]:
    """The table of benchmarks/results/README.md: a row for each learner; empty where a file of before has no number."""
    rows = [
        [
            "",
            "tasks",
            "calibration error, a task",
            "all tasks pooled",
            "with outliers, a task",
            "outliers of two digits told, AUROC",
            "the same by cosine",
            "outliers one a class told, AUROC",
            "the same by cosine",
        ]
    ]
    for learner in LEARNERS:
        plain, outliers, apart = (found.get(kind, {}).get(learner) for kind in SETTINGS)
        sure = None if plain is None else plain["calibration"]["ece"]
        told = [
            (one or {}).get(score) for one in (outliers, apart) for score in ("outlier_auroc", "outlier_auroc_cosine")
        ]
        cells = [sure, None if outliers is None else outliers["calibration"]["ece"], *told]
        mean, *rest = ("" if one is None else around(one) for one in cells)
        pooled, tasks = ("", "") if plain is None else (f"{sure['pooled']:.3f}", plain["tasks"])
        rows.append([f"`{learner}`", str(tasks), mean, pooled, *rest])
    return rows


def main() -> None:
    """Measure all settings and keep them."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--tasks", type=int, default=100)
    ask.add_argument("--learners", nargs="+", choices=LEARNERS, default=LEARNERS)
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    ask.add_argument("--json", type=Path, default=RESULT, help="elsewhere: the README is left alone")
    chosen = ask.parse_args()
    path = chosen.json
    if not chosen.readme:
        with tempfile.TemporaryDirectory() as folder:
            for learner in chosen.learners:
                for kind in SETTINGS:
                    one = measure(kind, learner, chosen.tasks, Path(folder))
                    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
                    write_json(path, {**found, kind: {**found.get(kind, {}), learner: one}})
    rows = table(json.loads(path.read_text(encoding="utf-8")))
    if path == RESULT:
        put("calibration", rows)
    else:
        print(markdown(rows))


if __name__ == "__main__":
    main()
