"""Mean accuracy step by step of what was measured, for the race's curves: ``python -m benchmarks.means``.

Reads what ``python -m benchmarks.reference`` and ``python -m benchmarks.turns`` wrote, and writes
metaunsup/ui/race/means.json: for each setting the mean over its tasks after each step, of learners that need no
practice or practised as the shipped checkpoint did.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.serving import ROOT
from metaunsup.ui.turn.request import POOLS

RESULTS = ROOT / "benchmarks" / "results"
MEASURED = ("digits", "mnist", "omniglot-to-mnist", "alphabets", "alphabets-20")
MEANS = ROOT / "metaunsup" / "ui" / "race" / "means.json"
SETTING = ("pool", "ways", "shots", "imbalance", "outliers", "tasks")


def curves(result: dict[str, Any]) -> dict[str, Any]:
    """Of one comparison: its setting, and by learner where it practised and its means (steps + 1,)."""
    told: dict[str, Any] = {name: result[name] for name in SETTING}
    told["learners"] = {}
    for name, learner in result["learners"].items():
        checkpoint = (learner["meta_training"] or {}).get("checkpoint")
        if checkpoint is None or checkpoint.startswith("shipped:"):
            practised = None if checkpoint is None else checkpoint.removeprefix("shipped:").split("/")[0]
            means = [round(value, 4) for value in learner["trace"]["accuracy"]["mean"]]
            told["learners"][name] = {"trained_on": practised, "accuracy": means}
    return told


def main() -> None:
    """Write the file."""
    names = [*(f"reference-{name}" for name in MEASURED), *(f"turn-{pool}" for pool in POOLS)]
    read = (json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8")) for name in names)
    MEANS.write_text("".join(["[\n", ",\n".join(json.dumps(curves(one)) for one in read), "\n]\n"]), encoding="utf-8")


if __name__ == "__main__":
    main()
