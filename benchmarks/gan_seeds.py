"""Five seeds of BiGAN on digits: whether encoder and generator come to agree, and whether any term diverges.

    python -m benchmarks.gan_seeds              # train what is missing, measure, write the table
    python -m benchmarks.gan_seeds --readme     # only write the table from benchmarks/results/gan-seeds.json

A fifth of the steps of the shipped training. The squared error is that of pictures of the validation part drawn again,
summed over pixels; accuracy that of 20 test tasks, 10 clusters x 20 images, beside K-Means on the same. Minutes of
one core; an interrupted training goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from benchmarks.make_checkpoints import practise, settings_of
from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.metrics import mean_interval, paired_difference
from metaunsup.learners.gan import BiGan
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.streams import stream
from metaunsup.training.train import begin_practice

POOL, STEPS, SEEDS, TASKS, LAST = "digits", 60, (0, 1, 2, 3, 4), 20, 10


def squared_error(drawn: Tensor, images: Tensor) -> float:
    """Mean over images of the sum over pixels."""
    return float((drawn - images).square().flatten(1).sum(1).mean())


def measure(seed: int, runs: Path) -> dict[str, Any]:
    """Train under one seed, unless it is there, and say how it went."""
    settings, out = replace(settings_of(POOL, "gan"), steps=STEPS, seed=seed, validate_every=0), runs / str(seed)
    practise(settings, out, f"seed {seed}")
    lines = [json.loads(line) for line in (out / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]
    terms = {name: [line["terms"][name] for line in lines] for name in BiGan.terms}
    pool = load_pool(POOL)
    held = pool.unlabelled("validation")
    images = held.items(torch.arange(len(held)))
    fresh, gan = BiGan(), BiGan()
    begin_practice(fresh, settings, images.shape[1], stream(seed, "meta-train", "gan"))
    gan.load(out / "checkpoint.safetensors")
    work = list(
        evaluate(
            pool,
            {"gan": gan, "kmeans": make_learner("kmeans")},
            ways=10,
            shots=20,
            tasks=TASKS,
            seed=0,
            adapt_steps=50,
        )
    )
    return {
        "steps": len(lines),
        "seconds": gan.progress.seconds,
        "finite": sum(all(math.isfinite(terms[name][at]) for name in terms) for at in range(len(lines))),
        "terms": {name: [values[0], sum(values[-LAST:]) / LAST, max(values)] for name, values in terms.items()},
        "error": [squared_error(one.reconstruct(images), images) for one in (fresh, gan)],
        "error_of_mean_picture": squared_error(images.mean(0, keepdim=True), images),
        "accuracy": [one.learners["gan"].accuracy[-1] for one in work],
        "kmeans": [one.learners["kmeans"].accuracy[-1] for one in work],
    }


def table(results: Sequence[dict[str, Any]]) -> list[list[str]]:
    """A row for each seed, and one for all of them: intervals over tasks, in the last row over seeds."""
    head = ["seed", "squared error, before", "after", "steps with finite terms", "discriminator's loss, at the end"]
    rows = [[*head, "encoder's and generator's", "accuracy", "minus `kmeans`, paired", "practice"]]
    for seed, one in zip(SEEDS, results, strict=False):
        own, lead = mean_interval(one["accuracy"]), paired_difference(one["accuracy"], one["kmeans"])
        rows.append(
            [
                f"{seed}",
                *(f"{value:.1f}" for value in one["error"]),
                f"{one['finite']} of {one['steps']}",
                *(f"{one['terms'][name][1]:.2f}" for name in ("discriminator", "generator")),
                f"{own.mean:.3f} ± {own.margin:.3f}",
                f"{lead.mean:+.3f} ± {lead.margin:.3f}",
                f"{one['seconds']:.0f} s",
            ]
        )
    told = [
        mean_interval([value(one) for one in results])
        for value in (
            lambda one: one["error"][1],
            lambda one: mean_interval(one["accuracy"]).mean,
            lambda one: paired_difference(one["accuracy"], one["kmeans"]).mean,
        )
    ]
    error, accuracy, leads = (f"{one.mean:.3f} ± {one.margin or 0:.3f}" for one in told)
    rows.append(["all, over seeds", "", error, "", "", "", accuracy, leads, ""])
    return rows


def main() -> None:
    """Measure everything, then write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--runs", type=Path, default=Path("runs/gan-seeds"), help="where the trainings are kept")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    path = RESULTS / "gan-seeds.json"
    if not chosen.readme:
        results = []
        for seed in SEEDS:
            results.append(measure(seed, chosen.runs))
            path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    put("gan-seeds", table(json.loads(path.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    main()
