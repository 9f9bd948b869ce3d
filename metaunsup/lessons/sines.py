"""The family of sine curves, on which one sees what MAML learns and pre-training does not.

Finn, Abbeel, Levine, Model-Agnostic Meta-Learning (ICML 2017), arXiv:1703.03400, section 5.1: y = A sin(x - p) with A
from 0.1 to 5, p from 0 to pi and x from -5 to 5; a network with two hidden layers of 40 ReLU; one inner step of rate
0.01 on 10 points, judged by 10 others. Parameters are a dict of tensors with a leading dimension for tasks, (T, ...).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from metaunsup.adaptation.optimiser import cosine

HIDDEN = 40
POINTS = 10
INNER_LR = 0.01
REACH = 5.0  # of x, to both sides
AMPLITUDE, PHASE = (0.1, 5.0), (0.0, math.pi)
WAYS_TO_PRACTISE = ("pretrained", "maml")
FILE = Path(__file__).with_name("sines.json")


def initial(generator: torch.Generator) -> dict[str, Tensor]:
    """Parameters of one network, (1, ...), before any practice: Kaiming's normal for weights, 0 for biases."""
    sizes = (1, HIDDEN, HIDDEN, 1)
    parameters: dict[str, Tensor] = {}
    for layer, (into, out) in enumerate(pairwise(sizes)):
        parameters[f"w{layer}"] = torch.randn(1, into, out, generator=generator) * math.sqrt(2 / into)
        parameters[f"b{layer}"] = torch.zeros(1, 1, out)
    return parameters


def predict(parameters: Mapping[str, Tensor], x: Tensor) -> Tensor:
    """What networks (T, ...) say of ``x`` (T, N, 1): (T, N, 1)."""
    for layer in range(3):
        x = x @ parameters[f"w{layer}"] + parameters[f"b{layer}"]
        x = x.relu() if layer < 2 else x
    return x


def squared_error(parameters: Mapping[str, Tensor], x: Tensor, y: Tensor) -> Tensor:
    """Mean squared error of each network, (T,)."""
    return (predict(parameters, x) - y).square().mean((1, 2))


def fitted(
    parameters: Mapping[str, Tensor], x: Tensor, y: Tensor, steps: int, rate: float = INNER_LR, *, track: bool = False
) -> Iterator[dict[str, Tensor]]:
    """The networks (T, ...) at step 0, 1, ... ``steps`` of plain gradient descent on ``x`` and ``y`` (T, N, 1).

    ``track`` keeps the graph through the gradients, for MAML.
    """
    names = list(parameters)
    current = {name: value if track else value.detach().requires_grad_() for name, value in parameters.items()}
    yield current
    for _ in range(steps):
        loss = squared_error(current, x, y).sum()  # of tasks that have nothing to do with each other
        found = torch.autograd.grad(loss, [current[name] for name in names], create_graph=track)
        current = {name: current[name] - rate * g for name, g in zip(names, found, strict=True)}
        if not track:
            current = {name: value.detach().requires_grad_() for name, value in current.items()}
        yield current


def draw_tasks(tasks: int, points: int, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Curves (T, 2), amplitude and phase, and ``points`` of each: x and y, (T, N, 1)."""
    share = torch.rand(tasks, 2, generator=generator)
    low, high = torch.tensor([AMPLITUDE, PHASE]).T
    curves = low + share * (high - low)
    x = (2 * torch.rand(tasks, points, 1, generator=generator) - 1) * REACH
    return curves, x, sine(curves, x)


def sine(curves: Tensor, x: Tensor) -> Tensor:
    """Values (T, N, 1) of ``curves`` (T, 2) at ``x`` (T, N, 1)."""
    amplitude, phase = curves[:, 0, None, None], curves[:, 1, None, None]
    return amplitude * (x - phase).sin()


def practise(way: str, steps: int, seed: int = 0, tasks: int = 25) -> Iterator[tuple[dict[str, Tensor], float]]:
    """Parameters (1, ...) and the loss of each step of practice, by "maml", or "pretrained" on all curves at once."""
    generator = torch.Generator().manual_seed(seed)
    parameters = {name: value.requires_grad_() for name, value in initial(generator).items()}
    optimiser = torch.optim.Adam(parameters.values(), lr=1e-3)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * cosine(step, steps)
        _, x, y = draw_tasks(tasks, 2 * POINTS, generator)
        each = {name: value.expand(tasks, -1, -1) for name, value in parameters.items()}
        if way == "maml":
            *_, each = fitted(each, x[:, :POINTS], y[:, :POINTS], 1, track=True)
            x, y = x[:, POINTS:], y[:, POINTS:]
        loss = squared_error(each, x, y).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        yield {name: value.detach() for name, value in parameters.items()}, float(loss.detach())


@cache
def shipped() -> dict[str, Any]:
    """What ``python -m benchmarks.sines`` wrote: ``networks`` (way -> parameter -> numbers in rows), and how."""
    content: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return content


def network(way: str) -> dict[str, Tensor]:
    """The shipped parameters (1, ...) of a way to practise."""
    return {name: torch.tensor(rows)[None] for name, rows in shipped()["networks"][way].items()}
