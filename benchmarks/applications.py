"""Fields of application, each method beside what the field uses: 100 tasks a kind of task (or 1,000 people), seed 0.

    python -m benchmarks.applications                          # what is missing from the results, then the tables
    python -m benchmarks.applications --only industry --again
    python -m benchmarks.applications --readme                 # only write the tables

It is what ``python -m metaunsup apply FIELD --variant NAME`` runs. The results come with the program, for the page
Applications shows them.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from tqdm import tqdm

from benchmarks.readme import put
from metaunsup.applications import fields, load_field
from metaunsup.applications.field import summarise
from metaunsup.applications.measured import FOLDER, measured

SEED = 0


def measure(name: str, variant: str) -> dict[str, Any]:
    """All tasks of a kind."""
    field = load_field(name)
    work = field.run(variant=variant, tasks=field.measured_tasks, seed=SEED)
    results = list(tqdm(work, desc=f"{name}, {variant}", total=field.measured_tasks))
    return summarise(field, results, variant=variant, seed=SEED)


def table(name: str) -> list[list[str]]:
    """A row a method and kind of task: its metrics, then the first metric's paired difference from each baseline."""
    field, results = load_field(name), measured(name)
    every = list(dict.fromkeys(metric for variant in results for metric in field.metrics_of(variant)))
    baselines = [one for one in field.baselines if any(one in told["methods"] for told in results.values())]
    rows = [["", *every, *(f"minus `{one}`, paired" for one in baselines)]]
    for variant, told in results.items():
        for method, one in told["methods"].items():
            mark = " (told the labels)" if one["sees_labels"] else ""
            cells = [_around(one.get(metric)) for metric in every]
            first = field.metrics_of(variant)[0]
            apart = [_around(told["paired"].get(base, {}).get(method, {}).get(first), "+") for base in baselines]
            rows.append([f"{variant}: `{method}`{mark}", *cells, *apart])
    return rows


def _around(one: dict[str, Any] | None, sign: str = "") -> str:
    """Mean ± half the interval over tasks; behind it that over tasks and units, where there is one."""
    if one is None or one["mean"] is None or one["ci95"][1] is None:
        return "-"
    text = f"{one['mean']:{sign}.3f} ± {one['ci95'][1] - one['mean']:.3f}"
    wide = one["ci95_units"]
    return text if wide is None or wide[1] is None else f"{text} ({wide[1] - one['mean']:.3f})"


def main() -> None:
    """Measure what is missing, then write the tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=fields(), default=list(fields()))
    ask.add_argument("--again", action="store_true", help="measure what is in the results, too")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    for name in chosen.only:
        for variant in () if chosen.readme else load_field(name).variants:
            if chosen.again or variant not in measured(name):
                found = {**measured(name), variant: measure(name, variant)}
                ordered = {one: found[one] for one in load_field(name).variants if one in found}
                FOLDER.mkdir(exist_ok=True)
                text = json.dumps(ordered, indent=1, allow_nan=False) + "\n"
                (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")
        if measured(name):
            put(f"applications-{name}", table(name))


if __name__ == "__main__":
    main()
