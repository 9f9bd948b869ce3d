"""The reference's unseen alphabets, told one by one: python -m benchmarks.alphabets.

Recall of each alphabet's pictures in the tasks of benchmarks/results/reference-alphabets.json, which `python -m
benchmarks.reference --only alphabets` makes; its interval is over tasks and the alphabet's characters. Two alphabets
are too few to be a sample, so there is no interval over these. Writes the table in the README beside it.
"""

from __future__ import annotations

import json
from typing import Any

from benchmarks.readme import RESULTS, around, put


def table(result: dict[str, Any]) -> list[list[str]]:
    """A row for each learner, a column for each alphabet; a result of before has none."""
    learners = {name: one["groups"] for name, one in result["learners"].items() if one.get("groups")}
    alphabets = list(dict.fromkeys(alphabet for one in learners.values() for alphabet in one))
    rows = [["", *alphabets]]
    rows += [[f"`{name}`", *(around(one[alphabet]) for alphabet in alphabets)] for name, one in learners.items()]
    return rows


def main() -> None:
    """Put the table in its place."""
    rows = table(json.loads((RESULTS / "reference-alphabets.json").read_text(encoding="utf-8")))
    if len(rows) == 1:
        raise SystemExit("measured before alphabets were told: python -m benchmarks.reference --only alphabets")
    put("alphabets", rows)


if __name__ == "__main__":
    main()
