"""Industry: flaws of a surface that nobody has shown before, from ten pictures without one.

Every method sees the same ten pictures of a new material and judges twenty others, half of them flawed. Image AUROC:
the chance that a flawed picture is found more suspicious than a good one. Pixel AUROC: the same of a place on a flaw
and one beside it, over all pictures of a task.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor
from torch.nn import functional as F

from metaunsup.applications.field import Field, FieldTask
from metaunsup.applications.practised_patches import PractisedPatches, shipped
from metaunsup.applications.surfaces import OwnSurfaces, SurfaceTask, surface_task
from metaunsup.detectors.acr import AcrDetector
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.patches import Patches, features, picture_scores, pixels
from metaunsup.learners.acr import Acr
from metaunsup.networks.conv4 import blueprint, initial_parameters
from metaunsup.tasks.streams import stream

Judge = Callable[[Tensor, Tensor], "Verdict"]  # support, queries


@dataclass(frozen=True, eq=False)
class Verdict:
    """``suspicion`` (Q,), higher where a query is stranger; ``heat`` (Q, H, W), where it is, or None."""

    suspicion: np.ndarray
    heat: np.ndarray | None


def _raw_knn(support: Tensor, queries: Tensor) -> Verdict:
    """The mean distance to the three nearest pictures; pixel by pixel from the nearest of them."""
    apart = torch.cdist(queries.flatten(1), support.flatten(1))
    near = support[apart.argmin(1)]
    score = -Knn().score(support.flatten(1), queries.flatten(1), 0)
    return Verdict(score.numpy(), (queries - near).abs()[:, 0].numpy())


@torch.no_grad()
def _by_patches(patches: Patches, support: Tensor, queries: Tensor) -> Verdict:
    heat = patches.heat(support, queries)
    whole = F.interpolate(heat[:, None], queries.shape[2:], mode="bilinear")[:, 0]
    return Verdict(-picture_scores(heat).numpy(), whole.numpy())


def _by_acr(support: Tensor, queries: Tensor) -> Verdict:
    *_, judged = AcrDetector(learner=_acr()).detect(support, queries, steps=0, generator=stream(0, "acr"))
    return Verdict(-judged.scores.numpy(), None)


@cache
def _acr() -> Acr:
    learner = shipped(Acr())
    assert isinstance(learner, Acr)
    return learner


@cache
def _patches(which: str) -> Patches:
    if which == "pixels":
        return Patches(places=pixels)
    if which == "untrained":
        return Patches(places=features(initial_parameters(blueprint(1, 32), stream(0, "untrained"))))
    if which == "acr":
        return Patches(places=features(_acr().ready()))
    learner = shipped(PractisedPatches())
    assert isinstance(learner, PractisedPatches)
    return learner.detector()


METHODS: dict[str, Judge] = {
    "practised": lambda support, queries: _by_patches(_patches("practised"), support, queries),
    "pixels": lambda support, queries: _by_patches(_patches("pixels"), support, queries),
    "untrained": lambda support, queries: _by_patches(_patches("untrained"), support, queries),
    "acr_patches": lambda support, queries: _by_patches(_patches("acr"), support, queries),
    "acr": _by_acr,
    "knn": _raw_knn,
}


def evaluate(data: Path | None, variant: str, tasks: int, seed: int) -> Iterator[FieldTask]:
    """Every method on the same tasks of ``variant`` normal pictures, on made-up surfaces or those in ``data``."""
    own, shots = None if data is None else OwnSurfaces(data), int(variant)
    for index in range(tasks):
        task = surface_task(seed, index, shots=shots) if own is None else own.task(seed, index, shots=shots)
        yield judge(task, index)


def judge(task: SurfaceTask, index: int) -> FieldTask:
    """Let every method judge ``task``."""
    scores, seconds = {}, {}
    for name, method in METHODS.items():
        begun = time.perf_counter()
        verdict = method(task.support, task.queries)
        seconds[name] = time.perf_counter() - begun
        scores[name] = score(verdict, task)
    return FieldTask(index, task.seed, task.kind, scores, seconds)


def score(verdict: Verdict, task: SurfaceTask) -> dict[str, float]:
    """The metrics; NaN of the pixels where the method shows no place, or nobody drew masks."""
    masks = task.truth.masks
    known = masks is not None and verdict.heat is not None and masks.any()
    return {
        "image_auroc": float(roc_auc_score(task.truth.flawed, verdict.suspicion)),
        "pixel_auroc": float(roc_auc_score(masks.ravel(), verdict.heat.ravel())) if known else float("nan"),  # type: ignore[union-attr]
    }


INDUSTRY = Field(
    name="industry",
    variants=("10", "5", "2"),
    metrics=("image_auroc", "pixel_auroc"),
    baselines=("knn", "pixels"),
    evaluate=evaluate,
)
