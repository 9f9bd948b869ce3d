"""The inner loop against a step written out by hand."""

from __future__ import annotations

import itertools

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans, match_clusters
from metaunsup.adaptation.self_labelling import self_label, self_labelling_loss


def linear(parameters: dict[str, Tensor], items: Tensor) -> Tensor:
    return F.normalize(items @ parameters["w"] + parameters["b"], dim=1)


@pytest.fixture
def items(seeded) -> Tensor:
    centres = 3 * torch.randn(3, 5, generator=seeded(0), dtype=torch.float64)
    return centres.repeat_interleave(4, 0) + torch.randn(12, 5, generator=seeded(1), dtype=torch.float64)


@pytest.fixture
def parameters(seeded) -> dict[str, Tensor]:
    return {
        "w": torch.randn(5, 4, generator=seeded(2), dtype=torch.float64),
        "b": torch.zeros(4, dtype=torch.float64),
    }


RATES = [{"w": torch.tensor(0.5), "b": torch.tensor(0.1)}, {"w": torch.tensor(0.2), "b": torch.tensor(0.0)}]


def run(parameters: dict[str, Tensor], items: Tensor, steps: int, **how: bool) -> list:
    generator = torch.Generator().manual_seed(9)

    def view(x: Tensor) -> Tensor:
        return x + 0.1 * torch.randn(x.shape, generator=generator, dtype=x.dtype)

    return list(
        self_label(
            linear,
            parameters,
            items,
            3,
            rates=lambda step: RATES[step],
            steps=steps,
            view=view,
            generator=generator,
            temperature=0.3,
            **how,
        )
    )


def test_steps_equal_steps_written_out(items, parameters, seeded) -> None:
    generator = seeded(9)
    w, b = (parameters[name].clone().requires_grad_() for name in "wb")
    previous, expected, loss = None, [], None
    for step in range(3):
        z = items @ w + b
        z = z / z.norm(dim=1, keepdim=True)
        own = kmeans(z, 3, generator)
        previous = own if previous is None else match_clusters(own, previous, 3)
        expected.append((w.detach(), b.detach(), z.detach(), previous, loss))
        if step == 2:
            break
        views = items + 0.1 * torch.randn(items.shape, generator=generator, dtype=items.dtype)
        z_views = views @ w + b
        z_views = z_views / z_views.norm(dim=1, keepdim=True)
        centres = torch.stack([z[previous == k].mean(0) for k in range(3)])
        centres = centres / centres.norm(dim=1, keepdim=True)  # with gradient: they are the head
        logits = z_views @ centres.T / 0.3
        value = -(logits.gather(1, previous[:, None])[:, 0] - logits.logsumexp(1)).mean()
        by_w, by_b = torch.autograd.grad(value, [w, b])
        loss = float(value.detach())
        w = (w - RATES[step]["w"] * by_w).detach().requires_grad_()
        b = (b - RATES[step]["b"] * by_b).detach().requires_grad_()
    found = run(parameters, items, 2)
    assert len(found) == 3 and found[0][3] is None
    for (at, z, assignments, value), (w, b, z_slow, slow, loss) in zip(found, expected, strict=True):
        assert torch.allclose(at["w"], w, rtol=1e-9) and torch.allclose(at["b"], b, rtol=1e-9)
        assert torch.allclose(z, z_slow, rtol=1e-9) and torch.equal(assignments, slow)
        assert value is None if loss is None else float(value.detach()) == pytest.approx(loss, rel=1e-12)
    assert not torch.equal(found[1][0]["b"], found[0][0]["b"])
    assert torch.equal(found[2][0]["b"], found[1][0]["b"])  # its rate is nought at the second step


def test_what_was_given_is_left_alone(items, parameters) -> None:
    kept = {name: value.clone() for name, value in parameters.items()}
    run(parameters, items, 2)
    for name, value in parameters.items():
        assert torch.equal(value, kept[name]) and not value.requires_grad and value.grad is None


def test_without_tracking_no_graph_is_kept(items, parameters) -> None:
    found = run(parameters, items, 2)
    assert not found[-1][1].requires_grad  # the last embedding needs none at all
    assert all(value.is_leaf for at, *_ in found[:-1] for value in at.values())


def test_tracking_leads_back_to_the_parameters(items, parameters) -> None:
    at = {name: value.requires_grad_() for name, value in parameters.items()}
    second = run(at, items, 2, track=True, create_graph=True)[-1][1].square()[:, 0].sum()
    first = run(at, items, 2, track=True)[-1][1].square()[:, 0].sum()
    assert float(second.detach()) == float(first.detach())
    by_second, by_first = (torch.autograd.grad(value, at["w"])[0] for value in (second, first))
    assert float((by_second - by_first).norm() / by_second.norm()) > 1e-3


def test_clusters_keep_their_names(items, parameters) -> None:
    """K-means numbers clusters anew each time; between steps of a settled task nothing must flicker."""
    found = run(parameters, items, 2)
    for (_, _, one, _), (_, _, other, _) in itertools.pairwise(found):
        assert int((one == other).sum()) >= 8


def test_the_loss_takes_an_embedding_that_is_there_already(items, parameters) -> None:
    assignments = torch.arange(3).repeat_interleave(4)
    z = linear(parameters, items)
    fresh = self_labelling_loss(linear, parameters, items, items + 0.1, assignments, 3, 0.3)
    given = self_labelling_loss(linear, parameters, items, items + 0.1, assignments, 3, 0.3, embedding=z)
    assert float(fresh) == float(given)
