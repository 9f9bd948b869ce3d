"""Generators: one contract for all of them, and what their controls draw."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

import pytest
import torch

from metaunsup.errors import MetaUnsupError
from metaunsup.generation.augmented import AugmentedGenerator
from metaunsup.generation.base import FewShotGenerator
from metaunsup.generation.registry import GENERATORS, make_generator
from metaunsup.generation.tuned import PractisedGenerator
from metaunsup.learners.few_shot_vae import PlainVae, ReptileVae
from metaunsup.learners.registry import make_learner

ITEMS = torch.rand(4, 1, 28, 28, generator=torch.Generator().manual_seed(0))
Ready = Callable[[str], FewShotGenerator]


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize("name", GENERATORS)
def test_all_keep_the_contract(name, ready: Ready) -> None:
    made = ready(name)
    steps = list(made.adapt(ITEMS, steps=3, generator=seeded()))
    assert [one.index for one in steps] == list(range(1 + min(3, made.most_steps)))
    assert all(one.seconds >= 0 for one in steps) and steps[0].loss is None
    first = steps[0].sample(5, seeded())
    assert first.shape == (5, 1, 28, 28) and first.dtype == torch.float32
    assert bool(((first >= 0) & (first <= 1)).all())
    # the same seeds give the same drawings, and a step is what it was when later ones have been taken
    again = [one.sample(5, seeded()) for one in made.adapt(ITEMS, steps=3, generator=seeded())]
    assert all(torch.equal(one.sample(5, seeded()), other) for one, other in zip(steps, again, strict=True))
    if made.most_steps:
        assert not torch.equal(steps[0].sample(5, seeded()), steps[-1].sample(5, seeded()))
    for one in steps:
        assert (one.bound is not None) == made.has_bound
        if one.bound is not None:
            bound = one.bound(ITEMS, seeded())
            assert bound.shape == (4,) and bool((bound < 0).all())
            alone = one.bound(ITEMS[2:3], seeded(1))  # what lies beside an image changes only the noise
            assert float(alone) == pytest.approx(float(bound[2]), rel=0.05)
    for few in (ITEMS[:1], ITEMS[:, :, :20, :24]):
        (*_, last) = made.adapt(few, steps=1, generator=seeded())
        assert last.sample(2, seeded()).shape == (2, *few.shape[1:])


@pytest.mark.parametrize("name", ["reptile-vae", "scratch-vae"])
def test_what_it_was_shown_becomes_likelier(name, ready: Ready) -> None:
    """By more than what it was not shown: bright strokes to the left, or to the right."""
    left = torch.zeros(6, 1, 28, 28)
    left[:, :, 4:24, 4:8] = 1
    made = ready(name)
    steps = list(made.adapt(left, steps=15, generator=seeded()))
    gain = [
        float((steps[-1].bound(images, seeded()) - steps[0].bound(images, seeded())).mean())
        for images in (left, left.flip(3))
    ]
    assert gain[0] > gain[1] + 5


@pytest.mark.parametrize("name", ["reptile-vae", "plain-vae", "scratch-vae"])
def test_from_the_first_step_on_latents_are_drawn_near_those_of_the_items(name, ready: Ready) -> None:
    """Where the items alone count, a drawing of one of them is a decoded draw of its own posterior, by hand."""
    made = ready(name)
    steps: dict[float, list[torch.Tensor]] = {}
    for weight in (0.0, 1e9):
        made.prior_weight = weight
        steps[weight] = [one.sample(4, seeded(5)) for one in made.adapt(ITEMS[:1], steps=1, generator=seeded())]
    assert torch.equal(steps[0.0][0], steps[1e9][0])  # nothing was seen yet
    generator = seeded()
    learner = copy(made.encoders[0]) if made.encoders else PlainVae().untrained(1, generator)
    assert isinstance(learner, ReptileVae)
    learner.train_lr = made.rate
    *_, tuned = learner.tuned(ITEMS[:1], 1, generator)
    noise = torch.randn(4, learner.latent_size, generator=seeded(5))
    told = tuned.encode(ITEMS[:1])
    assert torch.allclose(steps[0.0][1], tuned.decode(told.mean + (told.log_variance / 2).exp() * noise), atol=1e-5)
    assert torch.allclose(steps[1e9][1], tuned.decode(noise), atol=1e-5)


def test_the_statistician_draws_of_what_it_read_from_its_first_step_on(ready: Ready) -> None:
    made = ready("statistician")
    one, other = ([*made.adapt(items, steps=5, generator=seeded())] for items in (ITEMS, 1 - ITEMS))
    assert torch.equal(one[0].sample(3, seeded()), other[0].sample(3, seeded()))
    assert not torch.equal(one[1].sample(3, seeded()), other[1].sample(3, seeded()))
    turned = [*made.adapt(ITEMS.flip(0), steps=5, generator=seeded())][1]  # a set has no order
    assert torch.allclose(one[1].sample(3, seeded()), turned.sample(3, seeded()), atol=1e-5)


def test_copies_are_copies_and_altered_ones_are_not() -> None:
    (copies,) = make_generator("copies").adapt(ITEMS, steps=5, generator=seeded())
    drawn = copies.sample(40, seeded())
    same = (drawn[:, None] == ITEMS[None]).flatten(2).all(2)
    assert bool(same.any(1).all()) and bool(same.any(0).all())  # each of the four is met
    (altered,) = AugmentedGenerator().adapt(ITEMS, steps=5, generator=seeded())
    assert not bool((altered.sample(40, seeded())[:, None] == ITEMS[None]).flatten(2).all(2).any())
    with pytest.raises(MetaUnsupError) as caught:
        make_generator("copies", strength="0.5")
    assert caught.value.code == "option_fixed"


@pytest.mark.parametrize(
    ("items", "code"),
    [
        (torch.rand(3, 10), "generator_of_pictures"),
        (torch.rand(3, 0), "items_shape"),
        (torch.rand(0, 1, 28, 28), "items_shape"),
        (torch.full((2, 1, 28, 28), torch.nan), "items_not_finite"),
        (torch.full((2, 1, 28, 28), 2.0), "items_not_pictures"),
        (torch.rand(2, 3, 28, 28), "items_channels"),
        (torch.rand(2, 1, 8, 8), "items_too_small"),
    ],
)
def test_what_cannot_be_drawn_of_is_refused_at_once(items, code, ready: Ready) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        ready("reptile-vae").adapt(items, steps=1, generator=seeded())
    assert caught.value.code == code and str(caught.value)


def test_names_and_numbers_that_mean_nothing_are_refused(ready: Ready) -> None:
    for name, options, code in (
        ("nobody", {}, "unknown_generator"),
        ("copies@own", {}, "unknown_generator"),
        ("reptile-vae@", {}, "unknown_generator"),
        ("reptile-vae@own", {}, "label_without_checkpoint"),
        ("reptile-vae", {"trained_on": "mnist-0-4"}, "no_checkpoint"),
        ("augmented", {"strength": "9"}, "number_out_of_range"),
        ("augmented", {"style": "9"}, "unknown_option"),
    ):
        with pytest.raises(MetaUnsupError) as caught:
            make_generator(name, **options)
        assert caught.value.code == code and str(caught.value)
    with pytest.raises(MetaUnsupError) as caught:
        GENERATORS["reptile-vae"]().adapt(ITEMS, steps=1, generator=seeded())
    assert caught.value.code == "not_meta_trained"
    (step,) = ready("augmented").adapt(ITEMS, steps=0, generator=seeded())
    with pytest.raises(MetaUnsupError):
        step.sample(0, seeded())


def test_a_checkpoint_of_one_s_own_goes_by_its_label(tmp_path) -> None:
    learner = make_learner("reptile-vae")
    learner.parameters = learner.initialise(1, seeded(3))
    learner.trained_on = torch.arange(2)
    learner.save(tmp_path / "own.safetensors")
    made = make_generator("reptile-vae@own", given={"own": tmp_path / "own.safetensors"})
    assert isinstance(made, PractisedGenerator) and made.full_name == "reptile-vae@own"
    assert torch.equal(made.learner.parameters["last.weight"], learner.parameters["last.weight"])
    assert made.encoders[0].trained_on.tolist() == [0, 1]
    whole = make_generator("reptile-vae@own", given={"reptile-vae@own": tmp_path / "own.safetensors"})
    assert whole.encoders[0].trained_on.tolist() == [0, 1]
    referred = make_generator("reptile-vae@run:x", resolve=lambda _: learner)
    assert referred.encoders == (learner,)
    with pytest.raises(MetaUnsupError) as caught:
        make_generator("figr@run:x", resolve=lambda _: learner)
    assert caught.value.code == "checkpoint_other_learner"


def test_who_closes_the_iterator_ends_the_work(ready: Ready) -> None:
    steps = ready("reptile-vae").adapt(ITEMS, steps=100, generator=seeded())
    next(steps)
    steps.close()
    assert list(steps) == []
