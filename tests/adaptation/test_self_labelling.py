"""The inner loop against a step written out by hand."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import continued, inertia_of, kmeans, match_clusters
from metaunsup.adaptation.labelling import PLAIN, LoopRule
from metaunsup.adaptation.self_labelling import embed_both, self_label, self_labelling_loss


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


def run(parameters: dict[str, Tensor], items: Tensor, steps: int, rule: LoopRule = PLAIN, **how: bool | Tensor) -> list:
    generator = torch.Generator().manual_seed(9)

    def view(x: Tensor) -> Tensor:
        return x + 0.1 * torch.randn(x.shape, generator=generator, dtype=x.dtype)

    return list(
        self_label(
            linear,
            parameters,
            items,
            3,
            rates=lambda step: RATES[min(step, 1)],
            steps=steps,
            view=view,
            generator=generator,
            temperature=0.3,
            rule=rule,
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
        views = items + 0.1 * torch.randn(items.shape, generator=generator, dtype=items.dtype)
        own = kmeans(z, 3, generator)
        previous = own if previous is None else match_clusters(own, previous, 3)
        expected.append((w.detach(), b.detach(), z.detach(), previous, loss))
        if step == 2:
            break
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
    for (at, z, assignments, value, *_), (w, b, z_slow, slow, loss) in zip(found, expected, strict=True):
        assert torch.allclose(at["w"], w, rtol=1e-9) and torch.allclose(at["b"], b, rtol=1e-9)
        assert torch.allclose(z, z_slow, rtol=1e-9) and torch.equal(assignments, slow)
        assert value is None if loss is None else float(value.detach()) == pytest.approx(loss, rel=1e-12)
    assert not torch.equal(found[1][0]["b"], found[0][0]["b"])
    assert torch.equal(found[2][0]["b"], found[1][0]["b"])  # its rate is nought at the second step


def test_the_pull_is_the_slope_of_an_items_own_loss_along_the_sphere(items, parameters, seeded) -> None:
    """By finite differences in every item, with the clusters' middles where they are."""
    step = {"rates": lambda step: RATES[0], "generator": seeded(0), "temperature": 0.3}
    first, last = self_label(linear, parameters, items, 3, steps=1, view=lambda x: x, rule=LoopRule(), **step)
    weights, pull = first.teaching
    assert last.teaching == (None, None)
    z, labels = first.points, first.assignments
    centres = F.normalize(torch.stack([z[labels == k].sum(0) for k in range(3)]), dim=1)
    direction = torch.randn(z.shape, generator=seeded(5), dtype=z.dtype)

    def losses(by: float) -> Tensor:
        moved = F.normalize(z + by * direction, dim=1)
        return weights * F.cross_entropy(moved @ centres.T / 0.3, labels, reduction="none")

    slopes = (losses(1e-5) - losses(-1e-5)) / 2e-5
    assert torch.allclose((pull * direction).sum(1), -slopes, rtol=1e-6, atol=1e-9)
    assert float((pull * z).sum(1).abs().max()) < 1e-12 < float(pull.norm(dim=1).min())
    margin = (z @ centres.T / 0.3).softmax(1).sort(1).values.diff(dim=1)[:, -1]
    assert torch.allclose(weights, margin / margin.mean())
    told = torch.tensor([*[0, 1] * 5, -1, -1])
    taught, _ = self_label(linear, parameters, items, 3, steps=1, view=lambda x: x, rule=LoopRule(), told=told, **step)
    assert taught.teaching.weights is None and not taught.teaching.pull[-2:].any()  # who is told nothing is not pulled


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
    for (_, _, one, *_), (_, _, other, *_) in itertools.pairwise(found):
        assert int((one == other).sum()) >= 8


def test_today_s_steps_equal_steps_written_out(items, parameters, seeded, monkeypatch) -> None:
    """Lasting clusters, margins, remembered views and Adam, each in as few lines as it takes."""
    monkeypatch.setattr("metaunsup.adaptation.preconditioning.EPSILON", 1e-13)  # torch's stands beside the root
    generator = seeded(9)
    at = {name: parameters[name].clone().requires_grad_() for name in "wb"}
    adam = {name: torch.optim.Adam([at[name]], betas=(0.9, 0.99), eps=1e-13) for name in "wb"}
    previous, seen, expected = None, None, []
    for step in range(4):
        z = linear(at, items)
        views = linear(at, items + 0.1 * torch.randn(items.shape, generator=generator, dtype=items.dtype))
        points = z.detach() if seen is None else F.normalize(z.detach() + 0.5 * seen, dim=1)
        seen = views.detach() if seen is None else 0.5 * seen + views.detach()
        own = kmeans(points, 3, generator)
        if previous is not None:
            last = continued(points, previous, 3)
            better = inertia_of(points, own, 3) < 0.98 * inertia_of(points, last, 3)
            own = match_clusters(own, previous, 3) if better else last
        previous = own
        expected.append(({name: value.detach().clone() for name, value in at.items()}, points, previous))
        centres = F.normalize(torch.stack([points[previous == k].mean(0) for k in range(3)]), dim=1)
        likely = (points @ centres.T / 0.3).softmax(1).sort(1).values
        margin = likely[:, 2] - likely[:, 1]
        heads = F.normalize(torch.stack([z[previous == k].mean(0) for k in range(3)]), dim=1)
        logits = views @ heads.T / 0.3
        loss = -(margin * logits.log_softmax(1)[torch.arange(12), previous]).sum() / margin.sum()
        for name, gradient in zip("wb", torch.autograd.grad(loss, list(at.values())), strict=True):
            at[name].grad = gradient
            adam[name].param_groups[0]["lr"] = float(RATES[min(step, 1)][name])
            adam[name].step()
    found = run(parameters, items, 3, LoopRule())
    for one, (slow, points, labels) in zip(found, expected, strict=True):
        assert all(torch.allclose(one.parameters[name], slow[name], rtol=1e-7, atol=1e-9) for name in "wb")
        assert torch.allclose(one.points, points, atol=1e-9) and torch.equal(one.assignments, labels)


def test_items_and_views_are_normalised_together_or_apart(items) -> None:
    def normalised(parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        return images - images.mean(0)

    views = items + 1
    together = embed_both(normalised, {}, items, views, True)
    apart = embed_both(normalised, {}, items, views, False)
    assert torch.allclose(together[0], items - items.mean(0) - 0.5) and torch.allclose(apart[0], items - items.mean(0))
    assert torch.allclose(apart[1], apart[0])


def test_a_settled_loop_ends_unless_somebody_differentiates_through_it(items, parameters) -> None:
    still = {name: value * 0 for name, value in RATES[0].items()}
    rule = LoopRule(settle=2, memory=0.0)

    def steps(**how: bool) -> int:
        at = {name: value.clone().requires_grad_() for name, value in parameters.items()}
        work = self_label(
            linear,
            at,
            items,
            3,
            rates=lambda step: still,
            steps=9,
            view=lambda x: x,
            generator=torch.Generator().manual_seed(0),
            temperature=0.3,
            rule=rule,
            **how,
        )
        return len(list(work)) - 1

    assert steps() == 2 and steps(track=True) == 9


@pytest.mark.parametrize("rule", [PLAIN, LoopRule()], ids=["plain", "today's"])
def test_the_gradient_through_the_loop_is_that_of_finite_differences(items, parameters, rule, monkeypatch) -> None:
    # a softer Adam: at 1e-8 a step is the gradient's sign but for gradients that are as small
    monkeypatch.setattr("metaunsup.adaptation.preconditioning.EPSILON", 0.05)
    rates = {"w": torch.tensor(0.05), "b": torch.tensor(0.02)}

    def end(w: Tensor) -> Tensor:
        *_, last = self_label(
            linear,
            {"w": w, "b": parameters["b"].requires_grad_()},
            items,
            3,
            rates=lambda step: rates,
            steps=3,
            view=lambda x: x + 0.1 * x.cos(),
            generator=torch.Generator().manual_seed(0),
            temperature=0.3,
            # margins and remembered views are no part of the derivative, so they may not move here
            rule=LoopRule(rule.optimiser, rule.lasting, 0.0, rule.memory),
            create_graph=True,
            track=True,
        )
        return last.embedding[:, 0].square().sum()

    w = parameters["w"].clone().requires_grad_()
    (found,) = torch.autograd.grad(end(w), w)
    for place in [(0, 0), (2, 3), (4, 1)]:
        shift = torch.zeros_like(w)
        shift[place] = 1e-5
        ends = [float(end((w + by).detach().requires_grad_()).detach()) for by in (shift, -shift)]
        slope = (ends[0] - ends[1]) / 2e-5
        assert float(found[place]) == pytest.approx(slope, rel=1e-5)


def test_weights_of_items_scale_their_part_of_the_loss(items, parameters) -> None:
    z, labels = linear(parameters, items), torch.arange(3).repeat_interleave(4)
    views, weights = linear(parameters, items + 0.1), torch.linspace(0, 2, 12, dtype=torch.float64)
    heads = F.normalize(torch.stack([z[labels == k].mean(0) for k in range(3)]), dim=1)
    losses = -(views @ heads.T / 0.3).log_softmax(1)[torch.arange(12), labels]
    assert float(self_labelling_loss(views, z, labels, 3, 0.3)) == pytest.approx(float(losses.mean()))
    found = float(self_labelling_loss(views, z, labels, 3, 0.3, weights))
    assert found == pytest.approx(float((weights * losses).mean()))


def test_told_classes_take_the_clusters_place_and_items_of_none_teach_nothing(items, parameters) -> None:
    told = torch.tensor([0, 1, 2, -1] * 3)  # across the clusters, which are four items in a row each
    start, after = run(parameters, items, 1, LoopRule("sgd"), told=told)
    assert torch.equal(start.assignments, run(parameters, items, 1)[0].assignments)  # clusters are found as ever
    w, b = (value.clone().requires_grad_() for value in parameters.values())
    views = items + 0.1 * torch.randn(items.shape, generator=torch.Generator().manual_seed(9), dtype=items.dtype)
    z, seen = linear({"w": w, "b": b}, items), linear({"w": w, "b": b}, views)
    heads = F.normalize(torch.stack([z[told == k].mean(0) for k in range(3)]), dim=1)
    known = [i for i in range(12) if told[i] >= 0]
    loss = sum(-(seen[i] @ heads.T / 0.3).log_softmax(0)[told[i]] for i in known) / len(known)
    assert float(after.loss) == pytest.approx(float(loss))
    loss.backward()
    assert torch.allclose(after.parameters["w"], (w - 0.5 * w.grad).detach())
    changed = items.clone()
    changed[told < 0] = 7.0
    other = run(parameters, changed, 1, LoopRule("sgd"), told=told)[-1]
    assert torch.allclose(other.parameters["w"], after.parameters["w"])
