"""MAML's outer gradient against finite differences, a case derived by hand, and an independent loop."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch
from slopes import Gradients, check_slopes, cosine, flat, gradient, seeded
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from metaunsup.adaptation.kmeans import kmeans, match_clusters
from metaunsup.adaptation.labelling import PLAIN
from metaunsup.adaptation.objectives import pair_loss, prototype_loss, prototypes
from metaunsup.adaptation.self_labelling import self_label
from metaunsup.data.augment import augment
from metaunsup.learners.bilevel import in_one_style, shuffled_support
from metaunsup.learners.maml import RATE, Fomaml, Maml
from metaunsup.learners.self_labelling import EARLIER
from metaunsup.learners.sharing import ALONE
from metaunsup.networks.conv4 import Conv4
from metaunsup.tasks.episode import Episode
from metaunsup.tasks.umtra import UmtraEpisodes

# the loop's steps written out are plain ones; that today's are what they should be is shown in tests/adaptation
OPTIONS = {
    "ways": 4,
    "support_views": 2,
    "query_views": 1,
    "train_steps": 2,
    "inner_lr": 0.1,
    "temperature": 0.2,
    **EARLIER,
}


def precise(learner: Maml) -> dict[str, Tensor]:
    """Fresh parameters in float64 that gradients are wanted of."""
    fresh = learner.initialise(1, seeded(0))
    return {name: value.double().requires_grad_() for name, value in fresh.items()}


@pytest.mark.parametrize("learn_rates", [pytest.param(False, marks=pytest.mark.slow), True])
def test_second_order_gradient_equals_finite_differences(episode, learn_rates) -> None:
    learner = Maml(**OPTIONS, multi_step_loss=0.3, learn_rates=learn_rates)
    exact = check_slopes(lambda at: learner.outer_loss(at, episode, seeded(1)), precise(learner))
    size = float(flat(exact).norm())
    matter = sum(float(value.norm()) > 1e-6 * size for value in exact.values())
    assert matter >= (24 if learn_rates else 12)  # all but the biases before a batch norm


def test_a_case_derived_by_hand() -> None:
    """One parameter t; item x is embedded on the circle at angle t x. Two items, two clusters, one inner step.

    Each item is its own cluster, so the centroids are the items' embeddings, and a view v of item x lies at the
    cosine cos(t (v - x)) from x's centroid. With items -s and s and views moved inwards by e, both items give the
    same loss: L(t) = log(1 + exp u(t)), u(t) = (cos(b t) - cos(e t)) / tau, b = 2 s - e. With the logistic function g

        u'  = (-b sin(b t) + e sin(e t)) / tau          u'' = (-b^2 cos(b t) + e^2 cos(e t)) / tau
        L'  = g(u) u'                                   L'' = g(u) (1 - g(u)) u'^2 + g(u) u''

    The outer loss M is L with e = 0.3 in place of 0.2, taken at p = t - alpha L'(t). Hence

        dM/dt = M'(p) (1 - alpha L''(t))    second order        dM/dt = M'(p)     first order
        dM/dalpha = -M'(p) L'(t)

    At t = 0.5, s = 0.6, tau = 0.4, alpha = 0.7 these are the numbers asserted below.
    """
    s, tau, alpha, t = 0.6, 0.4, 0.7, 0.5

    def derivatives(at: float, e: float) -> tuple[float, float, float]:
        b = 2 * s - e
        u = (math.cos(b * at) - math.cos(e * at)) / tau
        u1 = (-b * math.sin(b * at) + e * math.sin(e * at)) / tau
        u2 = (-b * b * math.cos(b * at) + e * e * math.cos(e * at)) / tau
        g = 1 / (1 + math.exp(-u))
        return math.log1p(math.exp(u)), g * u1, g * (1 - g) * u1 * u1 + g * u2

    _, inner1, inner2 = derivatives(t, 0.2)
    outer, outer1, _ = derivatives(t - alpha * inner1, 0.3)
    by_hand = {"second": outer1 * (1 - alpha * inner2), "first": outer1, "rate": -outer1 * inner1}
    assert by_hand == pytest.approx({"second": -0.672265, "first": -0.480107, "rate": -0.235553}, abs=1e-6)

    items = torch.tensor([[-s], [s]], dtype=torch.float64)

    def embed(parameters: dict[str, Tensor], x: Tensor) -> Tensor:
        angle = parameters["t"] * x[:, 0]
        return torch.stack([angle.cos(), angle.sin()], 1)

    def loss(create_graph: bool) -> tuple[Tensor, dict[str, Tensor], Tensor]:
        parameters = {"t": torch.tensor(t, dtype=torch.float64, requires_grad=True)}
        rate = torch.tensor(alpha, dtype=torch.float64, requires_grad=True)
        *_, (adapted, z, *_) = self_label(
            embed,
            parameters,
            items,
            2,
            rates=lambda step: {"t": rate},
            steps=1,
            view=lambda x: x - 0.2 * x.sign(),
            generator=seeded(),
            temperature=tau,
            rule=PLAIN,
            create_graph=create_graph,
            track=True,
        )
        label = torch.arange(2)
        return (
            prototype_loss(embed(adapted, items - 0.3 * items.sign()), label, prototypes(z, label, 2), tau),
            (parameters),
            rate,
        )

    for order in ("second", "first"):
        value, parameters, rate = loss(order == "second")
        assert float(value.detach()) == pytest.approx(outer, rel=1e-12)
        by_t, by_rate = torch.autograd.grad(value, [parameters["t"], rate])
        assert float(by_t) == pytest.approx(by_hand[order], rel=1e-12)
        assert float(by_rate) == pytest.approx(by_hand["rate"], rel=1e-12)
    assert abs(by_hand["first"] / by_hand["second"] - 1) > 0.2


def slow_loss(learner: Maml, parameters: dict[str, Tensor], episode: Episode, detach: bool) -> Tensor:
    """``outer_loss`` written out for constant rates: one network, a plain loop, inner gradients detached on request."""
    network, generator = Conv4(1, learner.filters).double(), seeded()

    def z(phi: dict[str, Tensor], images: Tensor) -> Tensor:
        found = functional_call(network, phi, (images,))
        return found / found.norm(dim=1, keepdim=True)

    order = torch.randperm(len(episode.support), generator=generator)
    items, labels = episode.support[order], episode.support_labels[order]

    def both(phi: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """Batch norm sees items and views together."""
        embedded, views = z(phi, torch.cat([items, augment(items, generator, learner.strength)])).chunk(2)
        return embedded, views

    def judged(phi: dict[str, Tensor], embedded: Tensor) -> Tensor:
        centres = torch.stack([embedded[labels == k].mean(0) for k in range(episode.n_classes)])
        logits = z(phi, episode.query) @ (centres / centres.norm(dim=1, keepdim=True)).T / learner.temperature
        return -logits.log_softmax(1)[torch.arange(len(logits)), episode.query_labels].mean()

    phi, previous, steps = parameters, None, learner.train_steps
    total = torch.zeros((), dtype=torch.float64)
    for _ in range(steps):
        embedded, views = both(phi)
        total = total + learner.multi_step_loss / steps * judged(phi, embedded)
        own = kmeans(embedded, episode.n_classes, generator)
        previous = own if previous is None else match_clusters(own, previous, episode.n_classes)
        centres = torch.stack([embedded[previous == k].mean(0) for k in range(episode.n_classes)])
        centres = centres / centres.norm(dim=1, keepdim=True)
        logits = views @ centres.T / learner.temperature
        inner = -logits.log_softmax(1)[torch.arange(len(items)), previous].mean()
        gradients = torch.autograd.grad(inner, list(phi.values()), create_graph=True)
        if detach:
            gradients = tuple(value.detach() for value in gradients)
        phi = {name: phi[name] - learner.inner_lr * g for name, g in zip(phi, gradients, strict=True)}
    return total + (1 - learner.multi_step_loss) * judged(phi, both(phi)[0])


@pytest.mark.parametrize("second_order", [True, False])
def test_outer_gradient_equals_a_loop_written_out(episode, second_order) -> None:
    learner = Maml(**OPTIONS, multi_step_loss=0.3)
    parameters = precise(learner)
    loss = learner.outer_loss(parameters, episode, seeded(), second_order=second_order)
    slow = slow_loss(learner, parameters, episode, detach=not second_order)
    assert float(loss.detach()) == pytest.approx(float(slow.detach()), rel=1e-12)
    found, expected = gradient(loss, parameters), gradient(slow, parameters)
    for name, value in found.items():
        assert torch.allclose(value, expected[name], rtol=1e-8, atol=1e-12), name


def test_first_and_second_order_differ_plainly(episode) -> None:
    learner = Maml(**OPTIONS, multi_step_loss=0.0)
    parameters = precise(learner)
    full, first = (
        gradient(learner.outer_loss(parameters, episode, seeded(), second_order=order), parameters)
        for order in (True, False)
    )
    assert cosine(full, first) < 0.97
    assert float((flat(full) - flat(first)).norm() / flat(full).norm()) > 0.1


def test_equals_higher(episode) -> None:
    higher = pytest.importorskip("higher")
    learner = Maml(**OPTIONS, multi_step_loss=0.3)
    parameters = precise(learner)
    network = Conv4(1, learner.filters).double()
    with torch.no_grad():
        for name, value in network.named_parameters():
            value.copy_(parameters[name])
    generator = seeded()
    order = torch.randperm(len(episode.support), generator=generator)
    items, labels = episode.support[order], episode.support_labels[order]
    ways, tau, last = episode.n_classes, learner.temperature, learner.train_steps

    def judged(model: nn.Module, z: Tensor) -> Tensor:
        centres = prototypes(z, labels, ways)
        return prototype_loss(F.normalize(model(episode.query), dim=1), episode.query_labels, centres, tau)

    previous = None
    optimiser = torch.optim.SGD(network.parameters(), lr=learner.inner_lr)
    with higher.innerloop_ctx(network, optimiser, copy_initial_weights=False) as (model, inner):
        total = torch.zeros((), dtype=torch.float64)
        for step in range(last + 1):
            seen = torch.cat([items, augment(items, generator, learner.strength)])
            z, views = F.normalize(model(seen), dim=1).chunk(2)
            total = total + (0.3 / last if step < last else 0.7) * judged(model, z)
            own = kmeans(z, ways, generator)
            previous = own if previous is None else match_clusters(own, previous, ways)
            if step < last:
                inner.step(prototype_loss(views, previous, prototypes(z, previous, ways), tau))
        wanted = torch.autograd.grad(total, list(model.parameters(time=0)))
    loss = learner.outer_loss(parameters, episode, seeded())
    assert float(loss.detach()) == pytest.approx(float(total.detach()), rel=1e-10)
    found = flat(gradient(loss, parameters))
    expected = flat(dict(zip((name for name, _ in network.named_parameters()), wanted, strict=True)))
    assert float((found - expected).norm() / expected.norm()) < 1e-10


def meta_gradient(learner: Maml, unlabelled, share: float) -> tuple[Gradients, float, int]:
    parameters = {name: value.requires_grad_() for name, value in learner.initialise(1, seeded(0)).items()}
    return learner.task_gradient(parameters, UmtraEpisodes(unlabelled), seeded(), share)


def test_the_three_phases_of_practice(unlabelled) -> None:
    phases = {"warmup": 0.4, "first_order_until": 0.7, "warmup_ways": 6, "multi_step_loss": 0.3}
    learner = Maml(**OPTIONS, **phases)
    parameters = {name: value.requires_grad_() for name, value in learner.initialise(1, seeded(0)).items()}

    def of(ways: int, views: tuple[int, int], **how: object) -> tuple[Gradients, float]:
        generator = seeded()
        drawn = UmtraEpisodes(unlabelled).draw(ways, *views, generator)
        loss = learner.outer_loss(parameters, drawn, generator, **how)
        return gradient(loss, parameters), float(loss.detach())

    expected: dict[float, tuple[Gradients, float]] = {
        0.39: of(6, (1, 2), train_steps=0),
        0.5: of(4, (2, 1), second_order=False),
        0.71: of(4, (2, 1), second_order=True),
    }
    for share, (gradients, loss) in expected.items():
        found, value, seen = meta_gradient(learner, unlabelled, share)
        assert value == pytest.approx(loss, rel=1e-6)
        assert seen == (18 if share < 0.4 else 12)
        assert torch.allclose(flat(found), flat(gradients), rtol=1e-4, atol=1e-6)
    assert cosine(expected[0.5][0], expected[0.71][0]) < 0.97
    first, _, _ = meta_gradient(Fomaml(**OPTIONS, **phases), unlabelled, 0.71)  # fomaml never goes second order
    assert torch.allclose(flat(first), flat(expected[0.5][0]), rtol=1e-4, atol=1e-6)


@pytest.mark.slow
def test_a_batch_of_episodes_is_averaged(unlabelled) -> None:
    """Each with a stream of its own, drawn one after the other from the one of the training."""
    learner = Maml(**OPTIONS, warmup=0.0, first_order_until=0.0, meta_batch=3)
    parameters, episodes = precise(learner), UmtraEpisodes(unlabelled)
    found, loss, seen, *_ = learner._outer_gradient(parameters, episodes, seeded(), 10, ALONE)
    losses = []
    for seed in torch.randint(2**62, (3,), generator=seeded()).tolist():
        own = seeded(seed)
        losses.append(learner.outer_loss(parameters, episodes.draw(4, 2, 1, own), own))
    mean = sum(losses) / 3
    assert isinstance(mean, Tensor) and loss == pytest.approx(float(mean.detach()), rel=1e-12) and seen == 36
    assert len({float(one.detach()) for one in losses}) == 3
    expected = gradient(mean, parameters)
    assert found.keys() == expected.keys() and not any(value.requires_grad for value in found.values())
    assert torch.allclose(flat(found), flat(expected), rtol=1e-8, atol=1e-12)


def test_learned_rates_are_learned_once_the_inner_loop_runs(unlabelled) -> None:
    learner = Maml(**OPTIONS, learn_rates=True, warmup=0.5, warmup_ways=4, multi_step_loss=0.3)
    for share, moves in ((0.1, False), (0.6, True), (0.95, True)):
        found, _, _ = meta_gradient(learner, unlabelled, share)
        rates = {name: value for name, value in found.items() if name.startswith(RATE)}
        assert len(rates) == 12 and all(value.shape == (2,) for value in rates.values())
        assert bool(flat(rates).ne(0).any()) == moves
        if moves:  # at both steps of the inner loop
            assert all(bool(value.ne(0).all()) for name, value in rates.items() if "conv.weight" in name)
    # one step, all of the loss on the step before it: the rates matter to nothing, and that is no error
    odd = Maml(**OPTIONS | {"train_steps": 1}, learn_rates=True, warmup=0.0, first_order_until=0.0, multi_step_loss=1.0)
    found, _, _ = meta_gradient(odd, unlabelled, 0.5)
    assert all(bool(value.eq(0).all()) for name, value in found.items() if name.startswith(RATE))


def test_later_steps_reuse_the_last_rate() -> None:
    learner = Maml(**OPTIONS, learn_rates=True)
    parameters = learner.initialise(1, seeded(0))
    name = "blocks.1.conv.weight"
    assert learner.rates(parameters)(0)[name] == pytest.approx(0.1)
    parameters[RATE + name] = torch.tensor([0.5, 0.25]).log()
    assert [float(learner.rates(parameters)(step)[name]) for step in (0, 1, 2, 40)] == pytest.approx(
        [0.5, 0.25, 0.25, 0.25]
    )
    assert set(learner.rates(parameters)(0)) == set(learner.encoder(parameters))
    constant = Maml(**OPTIONS)
    assert all(rate == pytest.approx(0.1) for rate in constant.rates(constant.initialise(1, seeded(0)))(3).values())


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_adapting_uses_the_learned_rates(ready, trace, task, scale) -> None:
    learned, constant = ready("maml", learn_rates=True, inner_lr=0.1), ready("maml", inner_lr=0.1 * scale)
    for name in list(learned.parameters):
        if name.startswith(RATE):
            learned.parameters[name] += math.log(scale)
    one, other = trace(learned, task.items, 3)[-1], trace(constant, task.items, 3)[-1]
    assert torch.allclose(one.embedding, other.embedding, atol=1e-4)
    assert not torch.allclose(one.embedding, trace(ready("maml", inner_lr=0.1), task.items, 3)[-1].embedding, atol=1e-4)


def test_sizes_are_drawn_unequal_and_items_keep_their_labels(unlabelled) -> None:
    episode = UmtraEpisodes(unlabelled, strength=0.0).draw(6, 10, 1, seeded())
    items, labels = shuffled_support(episode, seeded(1), 0.2)
    sizes = labels.bincount()
    assert len(sizes) == 6 and int(sizes.min()) >= 2 and int(sizes.max()) <= 10 and len(sizes.unique()) > 2
    for item, label in zip(items, labels, strict=True):  # unaltered views of one image are equal
        assert torch.equal(item, episode.support[episode.support_labels == label][0])
    whole, same = shuffled_support(episode, seeded(1))
    assert torch.equal(same.bincount(), torch.full((6,), 10)) and len(whole) == 60


def test_the_pair_loss_judges_the_clusters_that_were_found(unlabelled) -> None:
    """With ``pairs`` 1 the loss is the last step's clusters' alone: held-out views could be anything."""
    learner = Maml(**OPTIONS | {"pairs": 1.0, "multi_step_loss": 0.0})
    episode = UmtraEpisodes(unlabelled).draw(4, 3, 1, seeded())
    parameters = learner.initialise(1, seeded())
    parameters = {name: value.requires_grad_() for name, value in parameters.items()}
    loss = learner.outer_loss(parameters, episode, seeded(2))
    other = replace(episode, query=torch.rand_like(episode.query))
    assert torch.equal(loss, learner.outer_loss(parameters, other, seeded(2)))
    states = list(
        self_label(
            learner.embed,
            parameters,
            shuffled_support(episode, generator := seeded(2))[0],
            4,
            rates=learner.rates(parameters, generator),
            steps=learner.train_steps,
            view=lambda images: augment(images, generator, learner.strength),
            generator=generator,
            temperature=learner.temperature,
            rule=learner.rule,
            track=True,
        )
    )
    labels = shuffled_support(episode, seeded(2))[1]
    centres = prototypes(states[-1].embedding, states[-1].assignments, 4)
    chance = (states[-1].embedding @ centres.T / learner.temperature).softmax(1)
    assert float(loss) == pytest.approx(float(pair_loss(chance, labels)), abs=1e-5)


def test_a_style_is_a_task_s_and_not_an_image_s(unlabelled) -> None:
    episode = UmtraEpisodes(unlabelled, strength=0.0).draw(3, 2, 1, seeded())
    same = in_one_style(episode, seeded(1), 2.0)
    assert not torch.allclose(same.support, episode.support, atol=0.1)
    # unaltered views of one image are equal, and stay so
    assert torch.allclose(same.support[::2], same.query, atol=1e-6)
    assert torch.equal(same.support_labels, episode.support_labels)
    assert in_one_style(episode, seeded(1), 0.0) is episode
