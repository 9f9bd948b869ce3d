"""What practice is worth in drawing more rows of an unseen class of a table, without labels, on scikit-learn's tables.

    python -m benchmarks.generation_rows              # what is missing from the results, then the tables
    python -m benchmarks.generation_rows --only wine --again
    python -m benchmarks.generation_rows --readme     # only write the tables from results/generation-rows.json

A class is unseen because it is held out of practice. The digits (64 numbers a row, nobody is told that they lie side by
side) are practised on from 0 to 4 and drawn from 5 to 9; of wine, iris and cytology, which have two or three
classes, one is held out at a time, every one once. Columns are standardised by the rows that are practised on alone,
whose labels nobody who practises sees. Ten steps at a task, as for pictures (``benchmarks.generation``). How rows are
practised on (``CHOICES``) was chosen by who practised on digits 0, 1 and 2, by the bound of the plain VAE on 3 and 4:
neither is drawn from later. Rates at a task are those of pictures. A quarter of an hour.
"""

from __future__ import annotations

import argparse
import json
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.datasets import load_breast_cancer, load_digits, load_iris, load_wine
from tqdm import tqdm

import metaunsup
from benchmarks.generation import DIGITS, over_classes
from benchmarks.readme import RESULTS, put
from metaunsup.data.pool import PARTS, Pool, item_hash
from metaunsup.data.vectors import FARTHEST
from metaunsup.evaluation.generation import METRICS, evaluate_generation
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.evaluation.row_judge import judge_of_rows
from metaunsup.generation.base import FewShotGenerator
from metaunsup.generation.registry import GENERATORS, make_generator
from metaunsup.generation.tuned import PractisedGenerator
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.cactus import CactusEpisodes, make_partitions, pca_embedding
from metaunsup.tasks.generation import GenerationKind

PATH = RESULTS / "generation-rows.json"
MEASURED = Path(metaunsup.__file__).parent / "judges" / "measured-rows.json"  # what the page shows of it
KIND = GenerationKind(sizes=(1, 2, 5, 10, 20), held_out=20)
STEPS, SEED = 10, 0
# table -> who loads it, and the classes held out together; those of the others are practised on
TABLES: dict[str, tuple[Callable[..., Any], tuple[tuple[int, ...], ...]]] = {
    "digits": (load_digits, (tuple(range(5, 10)),)),
    "wine": (load_wine, ((0,), (1,), (2,))),
    "iris": (load_iris, ((0,), (1,), (2,))),
    "cytology": (load_breast_cancer, ((0,), (1,))),
}
TASKS = {"digits": 50, "wine": 10, "iris": 10, "cytology": 15}  # of each fold
# Steps. Reptile's kinds begin from the plain ones' parameters and take 400 rows a step, of the plain ones one takes 100
# (VAE) or 60 (GAN): ``@more`` has as many rows in all.
PRACTICE = {"plain-vae": 600, "plain-gan": 400, "statistician": 600, "reptile-vae": 100, "figr": 40}
MORE = {"plain-vae@more": ("plain-vae", 400), "plain-gan@more": ("plain-gan", 267)}
START = {"reptile-vae": "plain-vae", "figr": "plain-gan"}
VIEWS = {"support_views": 5, "query_views": 5}  # of a pseudo-class: classes of these tables have few rows
CHOICES = {"strength": (0.5, 0.0), "outer_lr": (2e-3, 1e-2)}  # tried in practice; the VAEs' and the Statistician's rate
CHOSEN = {"strength": 0.0, "outer_lr": 2e-3}
FIXED = {"reptile-vae": {"train_lr": 5e-3, "outer_lr": 1e-3, "kl_warmup": 0.0}}  # not searched for here
NAMES = ("reptile-vae", "plain-vae", "plain-vae@more", "scratch-vae", "statistician", "figr", "plain-gan",
         "plain-gan@more", "scratch-gan", "augmented", "copies")  # fmt: skip
PAIRS = (
    ("reptile-vae", "plain-vae", ("bound", "mmd")),
    ("reptile-vae", "plain-vae@more", ("bound", "mmd")),
    ("reptile-vae", "scratch-vae", ("bound", "mmd")),
    ("plain-vae", "scratch-vae", ("bound", "mmd")),
    ("statistician", "plain-vae", ("bound", "mmd")),
    ("figr", "plain-gan", ("mmd",)),
    ("figr", "plain-gan@more", ("mmd",)),
    ("figr", "scratch-gan", ("mmd",)),
    *((name, "augmented", ("mmd",)) for name in ("reptile-vae", "plain-vae", "statistician", "figr", "scratch-vae")),
)
UNDER = (10, 1)  # items shown in the table of differences
Results = dict[str, Any]  # table -> generator -> metric -> a list of tasks for each size; "class" beside them; "chosen"


def table(name: str, tested: tuple[int, ...], practised: tuple[int, ...] | None = None) -> Pool:
    """A table whose test part are the classes ``tested``, its train part the others, or ``practised``."""
    loaded = TABLES[name][0]()
    rows, labels = loaded.data.astype(np.float64), loaded.target
    train = ~np.isin(labels, tested) if practised is None else np.isin(labels, practised)
    test = np.isin(labels, tested)
    deviation = rows[train].std(0)
    varies = deviation > 0
    standard = (rows[:, varies] - rows[train][:, varies].mean(0)) / deviation[varies]
    standard = standard.clip(-FARTHEST, FARTHEST).astype(np.float32)[train | test]
    return Pool(
        name=f"{name} {tested}",
        images=torch.from_numpy(standard),
        labels=torch.from_numpy(labels[train | test].astype(np.int64)),
        parts=torch.from_numpy(np.where(train, 0, PARTS.index("test"))[train | test].astype(np.int8)),
        hashes=torch.tensor([item_hash(np.frombuffer(row.tobytes(), np.uint8)) for row in standard]),
        class_names=tuple(map(str, loaded.target_names)),
    )


def practised(pool: Pool, name: str, begun: FewShotLearner | None, steps: int, **options: Any) -> FewShotLearner:
    """Who practised as ``name`` on clusters of the pool's unlabelled train part."""
    learner = make_learner(name, **VIEWS, **options)
    assert isinstance(learner, FewShotLearner)
    source, generator = pool.unlabelled("train"), torch.Generator().manual_seed(SEED)
    clusters = max(2, len(source) // 20)
    cut = make_partitions(pca_embedding(source, SEED), 8, clusters, generator, rescale=0.5, coarsest=0.5)
    if begun is not None:
        learner.begin(begun.ready())
    practice = learner.meta_train(CactusEpisodes(source, cut, learner.strength), steps=steps, generator=generator)
    deque(practice, maxlen=0)
    learner.trained_on = source.hashes
    return learner


def ready(pool: Pool) -> dict[str, FewShotGenerator]:
    """Every generator, practised on the pool's train part where it practises."""
    learners: dict[str, FewShotLearner] = {}
    for name, steps in PRACTICE.items():
        gan = "gan" in name or name == "figr"
        options = {"strength": CHOSEN["strength"], **({} if gan else {"outer_lr": CHOSEN["outer_lr"]})}
        options |= FIXED.get(name, {})
        learners[name] = practised(pool, name, learners.get(START.get(name, "")), steps, **options)
    for name, (base, steps) in MORE.items():
        options = {"strength": CHOSEN["strength"]}
        options |= {"outer_lr": CHOSEN["outer_lr"], "kl_warmup": 0.0} if base == "plain-vae" else {}
        learners[name] = practised(pool, base, learners[base], steps, **options)
    made: dict[str, FewShotGenerator] = {}
    for name in NAMES:
        build = GENERATORS[name.partition("@")[0]]
        if issubclass(build, PractisedGenerator):
            made[name] = build(learner=learners[name], label=name.partition("@")[2])
        else:
            made[name] = make_generator(name, **({"strength": CHOSEN["strength"]} if "scratch" in name else {}))
    return made


def measure(name: str, most: int) -> dict[str, dict[str, Any]]:
    """Every generator's metrics on each task of every fold, by size, and the class that the task is of."""
    sizes = range(len(KIND.sizes))
    found: dict[str, dict[str, Any]] = {
        one: {"class": [], **{metric: [[] for _ in sizes] for metric in METRICS}} for one in NAMES
    }
    for tested in TABLES[name][1]:
        pool = table(name, tested)
        numbers = {"tasks": min(most, TASKS[name]), "seed": SEED, "adapt_steps": STEPS}
        work = evaluate_generation(pool, ready(pool), KIND, judge_of_rows(pool), **numbers)
        for task in tqdm(work, desc=pool.name, total=numbers["tasks"], mininterval=20):
            for failure in task.failures.values():
                raise failure.error
            for one, result in task.learners.items():
                found[one]["class"].append(task.classes[0])
                for metric in METRICS:
                    for place, value in enumerate(getattr(result, metric)):
                        found[one][metric][place].append(None if value is None else round(value, 5))
    return found


def choose() -> dict[str, list[float]]:
    """The plain VAE's bound on tasks of digits 3 and 4, the mean over sizes, of each way to practise on 0, 1 and 2."""
    pool, told = table("digits", (3, 4), (0, 1, 2)), {}
    kind, numbers = GenerationKind((1, 10), held_out=20), {"tasks": 20, "seed": SEED + 1, "adapt_steps": STEPS}
    for strength in CHOICES["strength"]:
        for rate in CHOICES["outer_lr"]:
            learner = practised(pool, "plain-vae", None, PRACTICE["plain-vae"], strength=strength, outer_lr=rate)
            made: Mapping[str, FewShotGenerator] = {"plain-vae": GENERATORS["plain-vae"](learner=learner)}  # type: ignore[call-arg]
            work = evaluate_generation(pool, made, kind, judge_of_rows(pool), **numbers)
            bounds = [task.learners["plain-vae"].bound for task in work]
            told[f"strength {strength:g}, rate {rate:g}"] = [
                round(sum(filter(None, one)) / len(one), 4) for one in bounds
            ]
    return told


def put_measured(results: Results) -> None:
    """What the page Generate shows of tables: as ``generation.put_measured`` has it for pictures."""
    told: dict[str, Any] = {}
    for name in TABLES:
        found = results.get(name, {})
        each: dict[str, dict[str, list[list[float]]]] = {}
        for one in (one for one in GENERATORS if one in found):
            for metric in METRICS:
                if not any(None in values for values in found[one][metric]):
                    at = [over_classes(values, found[one]["class"]) for values in found[one][metric]]
                    ends = [[round(float(end or 0), 4) for end in (it.mean, it.low, it.high)] for it in at]
                    each.setdefault(one, {})[metric] = ends
        if each:
            tasks = len(found["copies"]["class"])
            told[name] = {"sizes": KIND.sizes, "tasks": tasks, "steps": STEPS, "generators": each}
    MEASURED.write_text(json.dumps(told, separators=(",", ":")) + "\n", encoding="utf-8")


def means(results: Results) -> list[list[str]]:
    """Bound, MMD and distance by size for each generator."""
    rows = [["", "shown", *(f"`{name}`" for name in NAMES)]]
    for name in (one for one in TABLES if one in results):
        found = results[name]
        rows.append([f"{name}, tasks", "", *(str(len(found[one]["class"])) for one in NAMES)])
        for metric in METRICS:
            for place, size in enumerate(KIND.sizes):
                cells = [_cell(found[one][metric][place], metric) for one in NAMES]
                if any(cell != "-" for cell in cells):
                    rows.append([f"{name}, {metric}", str(size), *cells])
    return rows


def differences(results: Results) -> list[list[str]]:
    """What practice is worth, paired, and what more rows bring."""
    there = [name for name in TABLES if name in results]
    rows = [["paired (tasks)", *(f"{name} ({len(results[name]['copies']['class'])})" for name in there)]]
    for name in ("reptile-vae", "plain-vae", "scratch-vae", "statistician"):
        cells = []
        for found in (results[one][name] for one in there):
            places = [KIND.sizes.index(size) for size in UNDER]
            cells.append(_apart(*(found["bound"][place] for place in places), found["class"], "bound"))
        rows.append([f"bound: `{name}` shown {UNDER[0]} minus shown {UNDER[1]}", *cells])
    for size in UNDER:
        place = KIND.sizes.index(size)
        for first, second, metrics in PAIRS:
            for metric in metrics:
                ends = [(results[one][first], results[one][second]) for one in there]
                cells = [_apart(a[metric][place], b[metric][place], a["class"], metric) for a, b in ends]
                rows.append([f"{metric}: `{first}` minus `{second}`, {size} shown", *cells])
    return rows


def chosen_table(told: Mapping[str, list[float]]) -> list[list[str]]:
    """What was tried in practice, and the bound that it came to."""
    rows = [["practice", "bound on digits 3 and 4"]]
    return rows + [
        [way, f"{(one := mean_interval(values)).mean:.2f} ± {one.margin or 0:.2f}"] for way, values in told.items()
    ]


def _cell(values: list[Any], metric: str) -> str:
    if None in values:
        return "-"
    found, digits = mean_interval(values), DIGITS[metric]
    return f"{found.mean:.{digits}f} ± {found.margin or 0:.{digits}f}"


def _apart(first: list[Any], second: list[Any], classes: list[str], metric: str) -> str:
    apart = [a - b for a, b in zip(first, second, strict=True)]
    found, wide, digits = mean_interval(apart), over_classes(apart, classes), DIGITS[metric]
    return f"{found.mean:+.{digits}f} ± {found.margin or 0:.{digits}f}, classes ± {wide.margin or 0:.{digits}f}"


def main() -> None:
    """Measure what is missing, then write the tables."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=("chosen", *TABLES), default=["chosen", *TABLES])
    ask.add_argument("--tasks", type=int, default=100, help="the first so many of a fold alone, where time is short")
    ask.add_argument("--again", action="store_true", help="measure what is in the results, too")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    asked = ask.parse_args()
    for name in () if asked.readme else asked.only:
        if asked.again or name not in _read():
            found, results = choose() if name == "chosen" else measure(name, asked.tasks), _read()
            results[name] = found
            PATH.write_text(json.dumps(results, separators=(",", ":")) + "\n", encoding="utf-8")
            put_measured(results)
    results = _read()
    put("generation-rows-chosen", chosen_table(results["chosen"]))
    put("generation-rows-paired", differences(results))
    put("generation-rows", means(results))


def _read() -> Results:
    return dict(json.loads(PATH.read_text(encoding="utf-8"))) if PATH.is_file() else {}


if __name__ == "__main__":
    main()
