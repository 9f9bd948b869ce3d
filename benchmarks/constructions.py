"""Practice tasks of augmentation, of clusters (CACTUs) and drawn ones (LASIUM), at equal cost: ProtoNet on digits.

    python -m benchmarks.constructions              # train what is missing, measure, write the table
    python -m benchmarks.constructions --readme     # only write the table from benchmarks/results/constructions.json

Equal numbers of steps, pseudo-classes and views; three seeds each; 50 test tasks of 10 clusters x 20 images, the same
for all. Each training is one `python -m metaunsup train --learner protonet --pool digits ...`. Five minutes of one
core; an interrupted training goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.make_checkpoints import practise
from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.metrics import Interval, mean_interval, paired_difference
from metaunsup.learners.base import Learner
from metaunsup.learners.protonet import ProtoNet
from metaunsup.learners.registry import make_learner
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import TrainingSettings

POOL, STEPS, SEEDS, TASKS, WAYS = "digits", 60, (0, 1, 2), 50, 64
CLUSTERS = {"episodes": "cactus", "clusters": 30, "partitions": 8}
ROWS: dict[str, dict[str, Any]] = {
    "augmentation (UMTRA)": {},
    "CACTUs on pixels (PCA)": CLUSTERS,
    "CACTUs on BiGAN's latents": CLUSTERS | {"embedding": "shipped:digits/gan"},
    "LASIUM, BiGAN draws": {"episodes": "lasium", "embedding": "shipped:digits/gan"},
    "LASIUM, the VAE draws": {"episodes": "lasium", "embedding": "shipped:digits/vae"},
}
KMEANS = "K-Means, no practice"


def settings(row: str, seed: int) -> TrainingSettings:
    """What is practised."""
    return TrainingSettings(
        "protonet", POOL, steps=STEPS, seed=seed, options={"ways": WAYS}, validate_every=0, **ROWS[row]
    )


def measure(runs: Path, path: Path) -> None:
    """Write for each row and seed the accuracy on every task, and the cost of practice: its own, and before it."""
    found: dict[str, list[dict[str, Any]]] = {row: [] for row in (KMEANS, *ROWS)}
    for seed in SEEDS:
        learners: dict[str, Learner] = {} if seed else {KMEANS: make_learner("kmeans")}
        costs = {KMEANS: {"own": 0.0, "before": 0.0, "images": 0}}
        for number, row in enumerate(ROWS):
            chosen, out = settings(row, seed), runs / f"{number}-{seed}"
            practise(chosen, out, f"{row}, seed {seed}")
            learner = ProtoNet()
            learner.load(out / "checkpoint.safetensors")
            learners[row] = learner
            before = None if chosen.given is None else referenced_learner(chosen.given).progress
            spent, images = (before.seconds, before.items_seen) if before is not None else (0.0, 0)
            own = learner.progress
            costs[row] = {"own": own.seconds - spent, "before": spent, "images": own.items_seen - images}
        work = list(evaluate(load_pool(POOL), learners, ways=10, shots=20, tasks=TASKS, seed=0, adapt_steps=50))
        for row in learners:
            found[row].append({"accuracy": [one.learners[row].accuracy[-1] for one in work], "seconds": costs[row]})
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def table(results: dict[str, list[dict[str, Any]]]) -> list[list[str]]:
    """A row for each construction; tasks are averaged over seeds first, and intervals are over tasks."""
    rows = [["practice tasks", "accuracy", "each seed", "minus augmentation, paired", "each", "practice", "before"]]
    control = results[next(iter(ROWS))]
    for row, found in results.items():
        means = _over_seeds(found)
        cells = [row, _told(mean_interval(means)), ", ".join(f"{fmean(one['accuracy']):.3f}" for one in found)]
        cells.append("" if found is control else _told(paired_difference(means, _over_seeds(control)), "+"))
        pairs = zip(found, control, strict=True) if len(found) == len(control) and found is not control else ()
        cells.append(", ".join(f"{fmean(a['accuracy']) - fmean(b['accuracy']):+.3f}" for a, b in pairs))
        own, before = (fmean(one["seconds"][name] for one in found) for name in ("own", "before"))
        rows.append([*cells, *(f"{seconds:.0f} s" if seconds else "" for seconds in (own, before))])
    return rows


def _over_seeds(found: list[dict[str, Any]]) -> list[float]:
    return [fmean(same) for same in zip(*(one["accuracy"] for one in found), strict=True)]


def _told(one: Interval, sign: str = "") -> str:
    return f"{one.mean:{sign}.3f} ± {one.margin:.3f}"


def main() -> None:
    """Measure everything, then write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=Path, default=Path("runs/constructions"), help="where the trainings are kept")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    path = RESULTS / "constructions.json"
    if not chosen.readme:
        measure(chosen.runs, path)
    put("constructions", table(json.loads(path.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
