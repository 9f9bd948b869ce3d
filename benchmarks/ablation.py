"""What each of MAML's options is worth: one changed at a time, three seeds of meta-training, the same test tasks.

    python -m benchmarks.ablation              # train what is missing, evaluate, write the table
    python -m benchmarks.ablation --readme     # only write the table from benchmarks/results/ablation.json

digits, UMTRA episodes, 100 steps, 20 tasks of 10 clusters x 20 images, 5 adapting steps. Nothing is chosen by these
numbers. Half an hour of one core.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.learners.shipped import ready_learner
from metaunsup.training.settings import TrainingEvent, TrainingSettings
from metaunsup.training.train import train

POOL, STEPS, SEEDS = "digits", 100, (0, 1, 2)
TASKS, ADAPT_STEPS = 20, 5
# name of the row -> learner and what differs from its defaults
VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "maml (as it is)": ("maml", {}),
    "+ learned rates, per layer and step": ("maml", {"learn_rates": True}),
    "- multi-step loss": ("maml", {"multi_step_loss": 0.0}),
    "- cosine schedule": ("maml", {"cosine": False}),
    "- second order (fomaml)": ("fomaml", {}),
    "last block alone adapts (anil)": ("anil", {}),
    "a learned rate for every weight (metasgd)": ("metasgd", {}),
}


def measure(row: str, seed: int, runs: Path) -> dict[str, Any]:
    """Train one variant under one seed, unless it is there, and evaluate it."""
    learner, options = VARIANTS[row]
    out = runs / f"{list(VARIANTS).index(row)}-{seed}"
    settings = TrainingSettings(learner, POOL, steps=STEPS, seed=seed, options=options, validate_every=0)
    seconds = 0.0
    for event in train(settings, out, resume=(out / "state.safetensors").is_file()):
        if isinstance(event, TrainingEvent):
            seconds = event.progress.seconds
    ready = ready_learner(learner, checkpoint=out / "checkpoint.safetensors")
    work = evaluate(load_pool(POOL), {learner: ready}, ways=10, shots=20, tasks=TASKS, seed=0, adapt_steps=ADAPT_STEPS)
    traces = [result.learners[learner].accuracy for result in work]
    return {"start": [one[0] for one in traces], "end": [one[-1] for one in traces], "seconds": seconds}


def table(results: dict[str, list[dict[str, Any]]]) -> list[list[str]]:
    """A row for each variant: means over seeds, intervals over seeds, differences seed by seed."""
    rows = [["", "accuracy, step 0", f"step {ADAPT_STEPS}", "minus maml, paired by seed", "meta-training"]]
    means = {row: [sum(one["end"]) / len(one["end"]) for one in found] for row, found in results.items()}
    base = next(iter(means.values()))
    for row, found in results.items():
        end = mean_interval(means[row])
        start = sum(sum(one["start"]) / len(one["start"]) for one in found) / len(found)
        against = mean_interval([a - b for a, b in zip(means[row], base, strict=True)])
        rows.append(
            [
                row,
                f"{start:.3f}",
                f"{end.mean:.3f} ± {end.margin or 0:.3f}",
                "" if means[row] is base else f"{against.mean:+.3f} ± {against.margin or 0:.3f}",
                f"{sum(one['seconds'] for one in found) / len(found):.0f} s",
            ]
        )
    return rows


def main() -> None:
    """Measure everything, then write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=Path, default=Path("runs/ablation"), help="where the trainings are kept")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    path = RESULTS / "ablation.json"
    if not chosen.readme:
        results = {row: [measure(row, seed, chosen.runs) for seed in SEEDS] for row in tqdm(VARIANTS, desc="ablation")}
        path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    put("ablation", table(json.loads(path.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
