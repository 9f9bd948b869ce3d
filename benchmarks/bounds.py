"""What a bound's practice is worth beside its controls, paired: VAE and Meta-GMVAE on MNIST and digits.

    python -m benchmarks.bounds              # practise the control where it is missing, evaluate, write the table
    python -m benchmarks.bounds --only mnist # one of the pools
    python -m benchmarks.bounds --readme     # only write the table from benchmarks/results/bounds.json

10 clusters x 20 images, the shipped checkpoints. ``autoencoder@denoising`` is the control: an autoencoder that must
draw the picture that a view was made of, too, practised for as many steps on as many images; ``vae-gmm`` is
Meta-GMVAE's. Ten minutes of one core for the controls, five for the rest.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.make_checkpoints import practise, settings_of
from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.metrics import Interval, mean_interval, paired_difference
from metaunsup.learners.shipped import ready_learner

TASKS = {"mnist": 100, "digits": 50}
DENOISING = "autoencoder@denoising"
NAMES = ("kmeans", "spectral", "autoencoder", DENOISING, "vae", "vae-gmm", "gmvae")
PAIRS = (
    ("vae", "kmeans"),
    ("gmvae", "kmeans"),
    ("vae", "spectral"),
    ("vae", "autoencoder"),
    ("vae", DENOISING),
    ("gmvae", "vae-gmm"),
)


def control(pool: str, runs: Path) -> Path:
    """The control's checkpoint, practised now where it is missing."""
    out = runs / pool
    shipped = settings_of(pool, "autoencoder")
    practise(replace(shipped, options={"denoising": True}, validate_every=0), out, f"{pool}/{DENOISING}")
    return out / "checkpoint.safetensors"


def measure(pool: str, runs: Path) -> dict[str, list[float]]:
    """The accuracy of each learner on each task."""
    own = {DENOISING: control(pool, runs)}
    learners = {name: ready_learner(name, trained_on=pool, checkpoint=own.get(name)) for name in NAMES}
    work = evaluate(load_pool(pool), learners, ways=10, shots=20, tasks=TASKS[pool], seed=0, adapt_steps=20)
    found: dict[str, list[float]] = {name: [] for name in NAMES}
    for task in tqdm(work, desc=pool, total=TASKS[pool]):
        for name, told in task.learners.items():
            found[name].append(told.accuracy[-1])
    return found


def table(results: dict[str, dict[str, list[float]]]) -> list[list[str]]:
    """Accuracies, then paired differences; a column for each pool."""
    rows = [["", *(f"{pool} ({len(found['kmeans'])} tasks)" for pool, found in results.items())]]
    rows += [[f"`{name}`", *(_around(mean_interval(one[name])) for one in results.values())] for name in NAMES]
    for first, second in PAIRS:
        apart = [paired_difference(one[first], one[second]) for one in results.values()]
        rows.append([f"`{first}` minus `{second}`, paired", *(_around(one, "+") for one in apart)])
    return rows


def _around(one: Interval, sign: str = "") -> str:
    return f"{one.mean:{sign}.3f} ± {one.margin or 0:.3f}"


def main() -> None:
    """Measure, then write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=Path, default=Path("runs/bounds"), help="where the control's trainings are kept")
    ask.add_argument("--only", nargs="+", choices=TASKS, default=list(TASKS))
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    path = RESULTS / "bounds.json"
    for pool in () if chosen.readme else chosen.only:
        measured = {pool: measure(pool, chosen.runs)}
        results = _read(path) | measured
        told = {name: results[name] for name in TASKS if name in results}
        path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    put("bounds", table(_read(path)))


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


if __name__ == "__main__":
    main()
