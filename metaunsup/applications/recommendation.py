"""Recommendation from a few clicks: a person is a task, what is clicked later is what methods are scored by.

Every method is fitted or has practised on other people's clicks and has its settings chosen by a third group's; those
who are tested are met by none. There are no labels here: clicks are all that anybody is told.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import torch

from metaunsup.applications.clicks import Batch, ClickData, known_and_later, made_up_clicks, read_clicks
from metaunsup.applications.field import Field, FieldTask
from metaunsup.applications.preference import Preference
from metaunsup.applications.recommenders import (
    Recommender,
    chosen,
    ease,
    factorisation,
    hit_rate,
    item_neighbours,
    ndcg,
    popularity,
)
from metaunsup.data.source import Source

CHECKPOINTS = Path(__file__).parent / "checkpoints"
CHECKPOINT = CHECKPOINTS / "tastes-preference.safetensors"
KNOWN = 5  # clicks that settings are chosen for
NEIGHBOURS = (10, 20, 50, 100, 400)
RIDGES = (100.0, 300.0, 1000.0, 3000.0, 6000.0)
FACTORS = ((8, 30.0, 10.0), (8, 100.0, 10.0), (16, 100.0, 10.0), (8, 100.0, 30.0))  # factors, ridge, confidence
STEPS = 600  # of practice
SEED = 0
CLICKS = ("5", "1", "2", "10")  # that are known
METRICS = ("ndcg", "hit_rate")


@dataclass(frozen=True, eq=False)
class Fitted:
    """Every method by name, and what was chosen for it."""

    methods: Mapping[str, Recommender]
    settings: Mapping[str, str]


def fit(data: ClickData, learner: Preference) -> Fitted:
    """All methods, fitted on the people of ``data`` to practise on; ``learner`` has practised on them already."""
    known, later = known_and_later(data.chosen_by, KNOWN, SEED)
    able = later.sum(1) > 0
    known, later, clicks = known[able], later[able], data.practised
    grids: dict[str, list[tuple[str, Callable[[], Recommender]]]] = {
        "item-knn": [(str(one), partial(item_neighbours, clicks, one)) for one in NEIGHBOURS],
        "factorisation": [(f"{f}, {r:g}, {c:g}", partial(factorisation, clicks, f, r, c)) for f, r, c in FACTORS],
        "ease": [(f"{one:g}", partial(ease, clicks, one)) for one in RIDGES],
    }
    methods: dict[str, Recommender] = {"popularity": popularity(clicks)}
    settings = {}
    for name, grid in grids.items():
        methods[name], scores = chosen([make for _, make in grid], known, later)
        settings[name] = grid[int(np.argmax(scores))][0]
    untrained = Preference(factors=learner.factors, inner_steps=learner.inner_steps)
    untrained.parameters = untrained.initialise(torch.from_numpy(clicks), torch.Generator().manual_seed(SEED))
    methods["preference-untrained"] = untrained.scores
    methods["preference-start"] = partial(learner.scores, steps=0)
    methods["preference"] = learner.scores
    return Fitted(methods, settings)


def practise(data: ClickData, steps: int = STEPS, seed: int = SEED) -> Preference:
    """A learner that has practised on the people of ``data``."""
    return deque(practising(data, steps, seed), maxlen=1).pop()


def practising(data: ClickData, steps: int = STEPS, seed: int = SEED) -> Iterator[Preference]:
    """The same learner after each step."""
    learner = Preference()
    clicks = torch.from_numpy(data.practised[data.practised.sum(1) > 1])
    for _ in learner.meta_train(clicks, steps=steps, generator=torch.Generator().manual_seed(seed)):
        yield learner


@lru_cache(maxsize=1)
def made_up_methods() -> Fitted:
    """Those for the audience that comes with the program, by the shipped checkpoint."""
    return fit(made_up_clicks(), Preference.load(CHECKPOINT))


def evaluate(data: Path | None, variant: str, tasks: int, seed: int) -> Iterator[FieldTask]:
    """People, one after the other, of whom ``variant`` clicks are known."""
    if data is None:
        yield from evaluate_on(made_up_clicks(), made_up_methods(), variant, tasks, seed)
    else:
        own = read_clicks(Source(data))
        yield from evaluate_on(own, fit(own, practise(own)), variant, tasks, seed)


def evaluate_on(data: ClickData, fitted: Fitted, variant: str, tasks: int, seed: int) -> Iterator[FieldTask]:
    """The same with methods that are fitted already."""
    index = 0
    for batch in data.tested(int(variant), seed):
        scores, seconds = _scored(batch, fitted)
        for row in range(len(batch.known)):
            told = {name: {metric: float(one[metric][row]) for metric in METRICS} for name, one in scores.items()}
            yield FieldTask(index, seed, "", told, seconds)
            index += 1
            if index == tasks:
                return


def _scored(batch: Batch, fitted: Fitted) -> tuple[dict[str, dict[str, np.ndarray]], dict[str, float]]:
    found, seconds = {}, {}
    for name, one in fitted.methods.items():
        begun = time.perf_counter()
        scores = one(batch.known)
        seconds[name] = (time.perf_counter() - begun) / len(batch.known)
        found[name] = _metrics(scores, batch)
    if batch.pull is not None:
        found["tastes"] = _metrics(batch.pull, batch)
    return found, seconds


def _metrics(scores: np.ndarray, batch: Batch) -> dict[str, np.ndarray]:
    return {
        "ndcg": ndcg(scores, batch.known, batch.later),
        "hit_rate": hit_rate(scores, batch.known, batch.later),
    }


RECOMMENDATION = Field(
    name="recommendation",
    variants=CLICKS,
    metrics=METRICS,
    baselines=("popularity", "item-knn", "ease"),
    evaluate=evaluate,
    ceilings=("tastes",),
    measured_tasks=1000,
)
