"""What practice is worth in drawing more of a handful of items of an unseen class, without labels.

    python -m benchmarks.generation              # what is missing from the results, then the table
    python -m benchmarks.generation --only augmented --pool mnist
    python -m benchmarks.generation --readme     # only write the table from benchmarks/results/generation.json

Every generator adapts to the same handfuls, ten steps: 1 to 20 digits of MNIST's test part, or 1 to 10 letters of two
alphabets that no network has met. All practised on Omniglot's other letters, unlabelled. Controls: the same networks
practised plainly (``@more``: on as many pictures in all as Reptile's), and never practised; the items themselves,
altered by half as much as elsewhere (``augmented``) and as they are (``copies``). Half an hour of a core.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

import metaunsup
from benchmarks.make_checkpoints import practise, settings_of
from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.classes import two_way
from metaunsup.evaluation.generation import METRICS, evaluate_generation
from metaunsup.evaluation.judge import shipped_judge
from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.generation.registry import GENERATORS, make_generator
from metaunsup.tasks.generation import GenerationKind

PATH = RESULTS / "generation.json"
MEASURED = Path(metaunsup.__file__).parent / "judges" / "measured.json"  # what the page shows of it
KINDS = {
    "mnist": GenerationKind(sizes=(1, 2, 5, 10, 20), held_out=20),
    "omniglot-minimal": GenerationKind(sizes=(1, 2, 5, 10), held_out=10),  # a letter has twenty items
}
PRACTISED_ON = "omniglot-minimal"
TASKS, STEPS, SEED = 100, 10, 0
# Steps of plain practice that a control has more of, on as many pictures as Reptile's, which begins where these do.
MORE = {"plain-vae@more": 400, "plain-gan@more": 267}
NAMES = tuple(one for name in GENERATORS for one in (name, f"{name}@more") if one in (name, *MORE))
UNDER = 10  # items shown in the table of differences
DIGITS = {"bound": 1, "mmd": 3, "share": 2, "distance": 2}
PAIRS = (
    ("reptile-vae", "plain-vae", ("bound", "mmd")),
    ("reptile-vae", "plain-vae@more", ("bound", "mmd")),
    ("reptile-vae", "scratch-vae", ("bound", "mmd")),
    ("statistician", "reptile-vae", ("bound", "mmd")),
    ("figr", "plain-gan", ("mmd",)),
    ("figr", "plain-gan@more", ("mmd",)),
    ("figr", "scratch-gan", ("mmd",)),
    *(
        (name, control, ("mmd",))
        for control in ("augmented", "copies")
        for name in ("reptile-vae", "plain-vae", "statistician", "figr", "plain-gan")
    ),
)
# generator -> metric -> a list of tasks for each size; "class" and "before" beside them
Results = dict[str, dict[str, dict[str, Any]]]


def more(name: str, runs: Path) -> dict[str, Path]:
    """The checkpoint of ``name``, one of ``MORE``, by its label; what ships has practised on, plainly."""
    learner, _, label = name.partition("@")
    options = {"kl_warmup": 0.0} if learner == "plain-vae" else {}  # its divergence counts in full already
    begun = f"shipped:{PRACTISED_ON}/{learner}"
    settings = replace(settings_of(PRACTISED_ON, learner), steps=MORE[name], start_from=begun, options=options)
    practise(settings, runs / learner, name)
    return {label: runs / learner / "checkpoint.safetensors"}


def measure(pool: str, name: str, runs: Path, tasks: int) -> dict[str, Any]:
    """A generator's metrics on each task, by size, and the class that the task is of."""
    made = {name: make_generator(name, trained_on=PRACTISED_ON, given=more(name, runs) if name in MORE else {})}
    kind = KINDS[pool]
    found: dict[str, Any] = {"class": [], "before": [], **{metric: [[] for _ in kind.sizes] for metric in METRICS}}
    judge = shipped_judge(pool)
    work = evaluate_generation(load_pool(pool), made, kind, judge, tasks=tasks, seed=SEED, adapt_steps=STEPS)
    for task in tqdm(work, desc=f"{pool} {name}", total=tasks, mininterval=20, maxinterval=60):
        one = task.learners[name]
        for metric in METRICS:
            for place, value in enumerate(getattr(one, metric)):
                found[metric][place].append(None if value is None else round(value, 5))
        found["before"].append(one.before["bound"] and round(one.before["bound"], 3))
        found["class"].append(task.classes[0])
    return found


def put_measured(results: Results) -> None:
    """What the page Generate shows: mean and interval over tasks and classes by size, of every generator and metric."""
    told: dict[str, Any] = {}
    for pool, kind in KINDS.items():
        each: dict[str, dict[str, list[list[float]]]] = {}
        for name in GENERATORS:
            one = results.get(pool, {}).get(name)
            for metric in METRICS if one else ():
                assert one is not None
                if not any(None in values for values in one[metric]):
                    found = [over_classes(values, one["class"]) for values in one[metric]]
                    ends = [[round(float(end or 0), 4) for end in (at.mean, at.low, at.high)] for at in found]
                    each.setdefault(name, {})[metric] = ends
        if each:
            told[pool] = {
                "sizes": kind.sizes,
                "tasks": min(len(one["class"]) for one in results[pool].values()),
                "steps": STEPS,
                "generators": each,
            }
    MEASURED.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")


def over_classes(values: list[float], classes: list[str]) -> Interval:
    """The mean of ``values``, one a task, with its interval over tasks and classes."""
    weight = (np.array(classes)[:, None] == np.array(sorted(set(classes)))).astype(float)
    return two_way(weight, weight * np.array(values)[:, None])


def table(results: Results) -> list[list[str]]:
    """Bound, MMD, share and distance by size for each generator, then paired differences."""
    rows = [["", "shown", *(f"`{name}`" for name in NAMES)]]
    for pool, kind in KINDS.items():
        counts = [str(len(results.get(pool, {}).get(name, {}).get("class", ()))) for name in NAMES]
        rows.append([f"{pool}, tasks", "", *counts])
        for metric in METRICS:
            for place, size in enumerate(kind.sizes):
                cells = [_cell(results.get(pool, {}).get(name), metric, place) for name in NAMES]
                if any(cell != "-" for cell in cells):
                    rows.append([f"{pool}, {metric}", str(size), *cells])
    return rows


def differences(results: Results) -> list[list[str]]:
    """What the marks ask for: pairs at ten items shown, and ten items against one."""
    rows = [["paired (tasks)", *KINDS]]
    both = [(results.get(pool, {}), kind) for pool, kind in KINDS.items()]
    for metric in ("bound", "mmd"):
        for name in NAMES:
            cells = [_grown(found.get(name), metric, kind) for found, kind in both]
            if any(cell != "-" for cell in cells):
                rows.append([f"{metric}: `{name}` shown {UNDER} minus shown 1", *cells])
    for size in (UNDER, 1):  # what one item alone can be made of is the control's weak point
        for first, second, metrics in PAIRS:
            for metric in metrics if size == UNDER or second == "augmented" else ():
                cells = [_apart(found, first, second, metric, kind, size) for found, kind in both]
                if any(cell != "-" for cell in cells):
                    rows.append([f"{metric}: `{first}` minus `{second}`, {size} shown", *cells])
    return rows


def _cell(one: dict[str, Any] | None, metric: str, place: int) -> str:
    if one is None or None in one[metric][place]:
        return "-"
    found, digits = mean_interval(one[metric][place]), DIGITS[metric]
    return f"{found.mean:.{digits}f} ± {found.margin or 0:.{digits}f}"


def _grown(one: dict[str, Any] | None, metric: str, kind: GenerationKind) -> str:
    if one is None:
        return "-"
    return _told(one[metric][kind.sizes.index(UNDER)], one[metric][0], one["class"], metric)


def _apart(
    results: dict[str, dict[str, Any]], first: str, second: str, metric: str, kind: GenerationKind, size: int
) -> str:
    if first not in results or second not in results:
        return "-"
    place = kind.sizes.index(size)
    return _told(results[first][metric][place], results[second][metric][place], results[first]["class"], metric)


def _told(first: list[Any], second: list[Any], classes: list[str], metric: str) -> str:
    if None in first or None in second:
        return "-"
    apart = [a - b for a, b in zip(first, second, strict=False)]  # the tasks that both have, the first of them all
    found, wide, digits = mean_interval(apart), over_classes(apart, classes[: len(apart)]), DIGITS[metric]
    told = f"{found.mean:+.{digits}f} ± {found.margin or 0:.{digits}f}"
    return f"{told}, classes ± {wide.margin or 0:.{digits}f} ({len(apart)})"


def main() -> None:
    """Measure what is missing, then write the tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    ask.add_argument("--pool", nargs="+", choices=KINDS, default=list(KINDS))
    ask.add_argument("--tasks", type=int, default=TASKS, help="the first so many alone, where time is short")
    ask.add_argument("--runs", type=Path, default=Path("runs/generation"), help="where the control's training is kept")
    ask.add_argument("--again", action="store_true", help="measure what is in the results, too")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    for pool in () if chosen.readme else chosen.pool:
        missing = [name for name in chosen.only if chosen.again or name not in _read().get(pool, {})]
        for name in missing:  # nobody's numbers depend on who else takes part, and what is done is kept
            found, results = measure(pool, name, chosen.runs, chosen.tasks), _read()
            results.setdefault(pool, {})[name] = found
            PATH.write_text(json.dumps(results, separators=(",", ":")) + "\n", encoding="utf-8")
            put_measured(results)
    put("generation", table(_read()))
    put("generation-paired", differences(_read()))


def _read() -> Results:
    return dict(json.loads(PATH.read_text(encoding="utf-8"))) if PATH.is_file() else {}


if __name__ == "__main__":
    main()
