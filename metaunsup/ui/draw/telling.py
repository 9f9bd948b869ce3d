"""One example of each class and a question: what each learner makes of them, and what it takes the question for."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import lru_cache

import torch

from metaunsup.data.strokes import Drawing, render
from metaunsup.learners.base import Learner
from metaunsup.learners.one_shot import OneShot, one_shot, pixels
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.streams import stream

STEPS = 3  # as many as MAML took in its practice


def chances(
    names: Sequence[str], trained_on: str, examples: tuple[Drawing, ...], question: Drawing
) -> list[list[float]]:
    """The chance of each example's class for the ``question``: by each of ``names``, and last by the pixels."""
    torch.set_num_threads(1)
    makers = [_taught(name, trained_on, examples) for name in names] + [pixels(_items(examples))]
    asked = _items((question,))
    return [one.probability(asked)[0].tolist() for one in makers]


@lru_cache(maxsize=24)
def _taught(name: str, trained_on: str, examples: tuple[Drawing, ...]) -> OneShot:
    """A learner after its steps on the examples: kept while one draws questions."""
    learner, generator = _ready(name, trained_on), stream(0, "one-shot", name)
    return deque(one_shot(learner, _items(examples), steps=STEPS, generator=generator), maxlen=1).pop()


@lru_cache(maxsize=12)
def _ready(name: str, trained_on: str) -> Learner:
    return ready_learner(name, trained_on=trained_on)


def _items(drawings: Sequence[Drawing]) -> torch.Tensor:
    return torch.from_numpy(render(drawings)).to(torch.float32) / 255
