"""One example of each class: against slow calculations by hand, and what must change nothing."""

from __future__ import annotations

import math
from collections import deque
from itertools import islice

import pytest
import torch
from torch.nn import functional as F

from metaunsup.data.augment import augment
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.kmeans import KMeans
from metaunsup.learners.one_shot import one_shot, pixels
from metaunsup.learners.self_labelling import SelfLabellingLearner
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.sampler import sample_clustering_task


def questions(seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Three digits with one example each, and another of each of them."""
    task = sample_clustering_task(load_pool("digits"), 3, 2, seed, part="validation")
    order = task.truth.labels.argsort(stable=True)
    items = task.items[order]
    return items[::2], items[1::2]


def by_hand(parameters: dict[str, torch.Tensor], images: torch.Tensor) -> torch.Tensor:
    """Conv4 written out: convolution, batch norm with the batch's own statistics, ReLU, pooling; unit length."""
    hidden = images
    for block in range(4):
        own = {name: parameters[f"blocks.{block}.{name}"] for name in ("conv.weight", "norm.weight", "norm.bias")}
        hidden = F.conv2d(hidden, own["conv.weight"], padding=1)
        mean, variance = hidden.mean((0, 2, 3), keepdim=True), hidden.var((0, 2, 3), unbiased=False, keepdim=True)
        scale, shift = own["norm.weight"][:, None, None], own["norm.bias"][:, None, None]
        hidden = F.max_pool2d(((hidden - mean) / (variance + 1e-5).sqrt() * scale + shift).relu(), 2)
    flat = hidden.flatten(1)
    return flat / flat.norm(dim=1, keepdim=True)


def softmax_by_hand(z: torch.Tensor, temperature: float) -> list[float]:
    """Of the last row's similarity to each row before it."""
    likeness = [math.exp(sum((z[-1] * one).tolist()) / temperature) for one in z[:-1]]
    return [one / sum(likeness) for one in likeness]


def test_protonet_s_chances_are_the_softmax_of_similarity_to_the_examples() -> None:
    examples, asked = questions()
    learner = ready_learner("protonet", trained_on="digits")
    (told,) = one_shot(learner, examples, steps=5, generator=torch.Generator().manual_seed(0))
    found = told.probability(asked)
    for place in range(3):
        z = by_hand(learner.ready(), torch.cat([examples, asked[place : place + 1]]))
        assert found[place].tolist() == pytest.approx(softmax_by_hand(z, learner.temperature), abs=1e-4)
    assert torch.equal(told.probability(asked[1:2])[0], found[1])  # one more question changes no answer


def test_maml_s_first_step_is_its_own_on_the_named_examples() -> None:
    examples, asked = questions()
    learner = ready_learner("maml", trained_on="digits")
    assert isinstance(learner, SelfLabellingLearner)
    start, after = islice(one_shot(learner, examples, steps=1, generator=torch.Generator().manual_seed(4)), 2)
    parameters = {name: value.clone().requires_grad_() for name, value in learner.ready().items()}
    moving = learner.moving(parameters)
    views = augment(examples, torch.Generator().manual_seed(4), learner.loop(parameters).strength)
    z, seen = by_hand(parameters, torch.cat([examples, views])).split(3)
    loss = F.cross_entropy(seen @ z.T / learner.temperature, torch.arange(3))  # a class's centroid is its example
    gradients = torch.autograd.grad(loss, list(moving.values()))
    rates, moved = learner.rates(parameters)(0), dict(learner.ready())
    for (name, value), gradient in zip(moving.items(), gradients, strict=True):
        # Adam's first step from nothing, bias-corrected: the gradient's sign; plain descent: the gradient
        way = gradient / (gradient.abs() + 1e-8) if learner.inner_optimiser == "adam" else gradient
        moved[name] = (value - rates[name] * way).detach()
    question = torch.cat([examples, asked[:1]])
    for told, wanted in ((start, learner.ready()), (after, moved)):
        chance = softmax_by_hand(by_hand(wanted, question), learner.temperature)
        assert told.probability(asked[:1])[0].tolist() == pytest.approx(chance, abs=2e-3)
    assert not torch.allclose(start.probability(asked[:1]), after.probability(asked[:1]), atol=1e-4)


def test_the_classes_order_only_orders_the_chances_and_each_example_is_its_own() -> None:
    examples, asked = questions(1)
    turned = torch.tensor([2, 0, 1])
    learner = ready_learner("protonet", trained_on="digits")
    (one,) = one_shot(learner, examples, steps=0, generator=torch.Generator())
    (other,) = one_shot(learner, examples[turned], steps=0, generator=torch.Generator())
    assert torch.allclose(other.probability(asked), one.probability(asked)[:, turned], atol=1e-5)
    for name in ("maml", "reptile"):
        trace = one_shot(ready_learner(name, trained_on="digits"), examples, steps=3, generator=torch.Generator())
        assert deque(trace, maxlen=1).pop().probability(examples).argmax(1).tolist() == [0, 1, 2]


def test_the_pixels_likeliest_is_the_nearest_and_nothing_to_compare_is_refused() -> None:
    examples, asked = questions(2)
    flat, rows = F.normalize(examples.flatten(1), dim=1), F.normalize(asked.flatten(1), dim=1)
    assert torch.equal(pixels(examples).probability(asked).argmax(1), torch.cdist(rows, flat).argmin(1))
    blank = pixels(examples).probability(torch.zeros_like(asked[:1]))
    assert blank[0].tolist() == pytest.approx([1 / 3] * 3)
    for learner, given, code in (
        (KMeans(), examples, "one_shot_learner"),
        (ready_learner("protonet", trained_on="digits"), examples[:1], "one_shot_examples"),
    ):
        with pytest.raises(MetaUnsupError) as refused:
            one_shot(learner, given, steps=1, generator=torch.Generator())
        assert refused.value.code == code
