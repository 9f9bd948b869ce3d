"""ANIL moves the last block alone, Meta-SGD steps by learned rates, and the outer gradient goes through both."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
import torch
from slopes import check_slopes, gradient, seeded
from torch import Tensor

from metaunsup.adaptation.self_labelling import self_labelling_loss
from metaunsup.data.augment import augment
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.maml import LAST, LOOP, WEIGHT_RATE, Anil, Maml, MetaSgd
from metaunsup.learners.registry import make_learner
from metaunsup.learners.self_labelling import EARLIER
from metaunsup.learners.settings import check_fixed, setting, settings_of
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.words import Say

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
    return {name: value.double().requires_grad_() for name, value in learner.initialise(1, seeded(0)).items()}


def moved(learner: Maml, parameters: dict[str, Tensor], items: Tensor, steps: int) -> dict[str, Tensor]:
    """The parameters after ``steps`` inner steps at a task, with the embeddings that lead there."""
    found: list[dict[str, Tensor]] = []
    learner.parameters = parameters
    original = learner.shown
    learner.shown = lambda at: found.append(dict(at)) or original(at)  # type: ignore[method-assign,func-returns-value]
    list(learner.adapt(items, 4, steps=steps, generator=seeded()))
    assert len(found) == steps + 1
    return found[-1]


@pytest.mark.parametrize("build", [Anil, MetaSgd])
@pytest.mark.slow
def test_second_order_gradient_equals_finite_differences(build, episode) -> None:
    learner = build(**OPTIONS, multi_step_loss=0.3)
    exact = check_slopes(lambda at: learner.outer_loss(at, episode, seeded(1)), precise(learner))
    rates = [value for name, value in exact.items() if name.startswith(WEIGHT_RATE)]
    assert len(rates) == (0 if build is Anil else 12)
    assert all(bool(exact[f"blocks.{block}.conv.weight"].ne(0).any()) for block in range(4))  # practice moves them all


@pytest.mark.slow
def test_the_loop_s_own_numbers_are_learned_through_its_gradients_and_used_at_a_task(episode, task) -> None:
    # one step, views apart: weights by the margin count as constants in the items' embedding
    options = OPTIONS | {"margin": 0.7, "strength": 0.5, "train_steps": 1, "shared_statistics": False}
    learner, fixed = Maml(**options, learn_loop=True), Maml(**options)
    parameters = precise(learner)
    own = {name: value for name, value in parameters.items() if name.startswith(LOOP)}
    exact = check_slopes(lambda at: learner.outer_loss(parameters | at, episode, seeded(1)), own)
    assert len(exact) == 3 and all(float(value.abs()) > 1e-6 for value in exact.values())

    items = task.items.double()
    same = moved(learner, parameters, items, 2)
    as_set = moved(fixed, {name: value for name, value in parameters.items() if name not in own}, items, 2)
    with torch.no_grad():
        parameters[f"{LOOP}strength"] += 0.5
    other = moved(learner, parameters, items, 2)
    weight = "blocks.0.conv.weight"
    assert torch.allclose(same[weight], as_set[weight], rtol=1e-6) and not torch.allclose(same[weight], other[weight])


def test_anil_adapts_its_last_block_and_nothing_else(task) -> None:
    learner = Anil(**OPTIONS)
    start = learner.initialise(1, seeded(0))
    end = moved(learner, start, task.items, steps=2)
    for name, value in start.items():
        assert torch.equal(end[name], value) != name.startswith(LAST), name
    # and MAML that keeps the rest still is the same learner
    same = moved(Maml(**OPTIONS, adapts="last"), start, task.items, steps=2)
    assert all(torch.equal(end[name], same[name]) for name in start)


def test_meta_sgd_steps_as_far_as_each_weight_s_own_rate(task) -> None:
    """One step written out: theta - alpha * gradient, elementwise (equation 3); a negative rate climbs."""
    learner = MetaSgd(**OPTIONS)
    start = learner.initialise(1, seeded(0))
    for name in list(start):
        if name.startswith(WEIGHT_RATE):
            start[name] = torch.randn(start[name].shape, generator=seeded(1)) * 0.1
    end = moved(learner, start, task.items, steps=1)
    learner.parameters = start
    first = next(iter(learner.adapt(task.items, 4, steps=1, generator=seeded())))
    phi = {name: start[name].clone().requires_grad_() for name in learner.moving(start)}
    both = torch.cat([task.items, augment(task.items, seeded(), learner.strength)])
    z, seen = learner.embed(phi, both).chunk(2)
    loss = self_labelling_loss(seen, z, first.assignments, 4, learner.temperature)
    for name, slope in gradient(loss, phi).items():
        assert torch.allclose(end[name], start[name] - start[WEIGHT_RATE + name] * slope, atol=1e-6), name
    assert bool((start[WEIGHT_RATE + "blocks.0.conv.weight"] < 0).any())


def test_rates_alike_are_maml_exactly(task, episode) -> None:
    exact = OPTIONS | {"inner_lr": 0.125}  # the same number in either precision
    alike, plain = MetaSgd(**exact), Maml(**exact)
    parameters = precise(alike)
    network = {name: value for name, value in parameters.items() if not name.startswith(WEIGHT_RATE)}
    one, other = alike.outer_loss(parameters, episode, seeded()), plain.outer_loss(network, episode, seeded())
    assert float(one.detach()) == pytest.approx(float(other.detach()), rel=1e-12)
    found, expected = gradient(one, parameters), gradient(other, network)
    assert all(torch.allclose(found[name], expected[name], rtol=1e-9, atol=1e-13) for name in network)


def test_presets_are_what_they_say() -> None:
    assert make_learner("anil").get_params()["adapts"] == "last"
    assert make_learner("metasgd").get_params()["rates_per"] == "weight"
    assert make_learner("anil", learn_rates="yes").get_params()["learn_rates"] is True  # what it does not fix
    assert Anil(7, filters=64).get_params() == Maml(7, filters=64, adapts="last").get_params()
    with pytest.raises(TypeError, match="colour"):
        Anil(colour="red")


def test_a_preset_of_a_preset_keeps_what_either_fixes() -> None:
    @dataclass(eq=False, repr=False)
    class Both(MetaSgd):
        name = "both"
        inner_lr: float = setting(0.25)  # another default, in the same range
        train_steps: int = setting(1, fixed=True)

    settings = settings_of(Both)
    assert [name for name, one in settings.items() if one.fixed] == ["train_steps", "learn_rates", "rates_per"]
    assert replace(settings["inner_lr"], default=0.0125) == settings_of(MetaSgd)["inner_lr"]
    for name, value, general in (("rates_per", "tensor", "maml"), ("train_steps", 2, "metasgd")):
        with pytest.raises(MetaUnsupError) as caught:
            check_fixed(Both, {name: value}, "both-soft")
        assert caught.value.fields["general"] == general
        assert caught.value.fields["learner"] == "both-soft"


@pytest.mark.parametrize(
    ("name", "option", "value", "fixed"),
    [
        ("anil", "adapts", "all", "last"),
        ("anil-soft", "adapts", "all", "last"),
        ("metasgd", "learn_rates", "no", "true"),
        ("metasgd", "learn_rates", False, "true"),
        ("metasgd", "rates_per", "tensor", "weight"),
    ],
)
def test_what_makes_a_preset_cannot_be_undone(name, option, value, fixed) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        make_learner(name, **{option: value})
    assert caught.value.code == "option_fixed"
    for text in (str(caught.value), Say("zh").explain(caught.value)):
        assert all(word in text for word in (name, option, fixed, "maml"))
    assert make_learner(name, **{option: fixed}).get_params() == make_learner(name).get_params()
    make_learner("maml", **{option: value})


@pytest.mark.parametrize(
    ("options", "factors"),
    [
        ({"cosine": False}, [1, 1, 1, 1]),
        ({"second_cosine": False}, [1, 0.05 + 0.95 * (1 + 0.5**0.5) / 2, 0.525, 0.05 + 0.95 * (1 - 0.5**0.5) / 2]),
        ({}, [1, 0.525, 1, 0.525]),
    ],
)
def test_the_outer_rate_stays_or_falls_once_or_twice(options, factors, unlabelled) -> None:
    learner = Maml(**OPTIONS | options | {"warmup": 0.5, "warmup_ways": 4, "learn_rates": True})
    found = []
    for _ in learner.meta_train(UmtraEpisodes(unlabelled), steps=4, generator=seeded()):
        assert learner._optimiser is not None and learner.parameters is not None
        names = list(learner.parameters)
        rates = [group["lr"] for group in learner._optimiser.adam.param_groups]
        found += [rates[names.index(prefix + "blocks.0.conv.weight")] for prefix in ("", "log_rate.")]
    assert found == pytest.approx(
        [factor * rate for factor in factors for rate in (learner.outer_lr, learner.extras_lr)]
    )
