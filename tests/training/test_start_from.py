"""Beginning with another's parameters: as far as the networks are the same, and refused where they are not."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import torch

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.maml import RATE
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.training import train as training
from metaunsup.training.train import train

TRAINABLE = [name for name, spec in LEARNERS.items() if spec.trainable]


@pytest.fixture
def begin(tmp_path):
    """``begin(name, **options)``: a checkpoint to start from, and its parameters."""

    def build(name: str, channels: int = 1, **options):
        learner = make_learner(name, **options)
        learner.parameters = learner.initialise(channels, torch.Generator().manual_seed(77))
        for key, value in learner.parameters.items():
            if key.startswith(RATE):
                value += 0.25
        learner.trained_on = torch.arange(3)
        learner.save(tmp_path / "start.safetensors")
        return str(tmp_path / "start.safetensors"), learner.parameters

    return build


@pytest.fixture
def first(pool, settings, tmp_path, monkeypatch):
    """``first(name, start, **options)``: the parameters that practice begins with."""

    def run(name: str, start: str | None, options=None, **more):
        learners = []
        monkeypatch.setattr(
            training, "make_learner", lambda *a, **k: learners.append(make_learner(*a, **k)) or learners[-1]
        )
        chosen = settings(name, validate_every=0, start_from=start, options=options or {}, **more)
        train(chosen, tmp_path / f"run{len(list(tmp_path.iterdir()))}").close()
        return learners[0].ready()

    return run


@pytest.mark.parametrize("name", TRAINABLE)
@pytest.mark.parametrize("other", TRAINABLE)
def test_any_learners_encoder_will_do(name, other, begin, first) -> None:
    start, given = begin(other, **({"entries": 3} if other == "rl" else {}))  # as many as the quick settings say
    found, random = first(name, start), first(name, None)
    assert found.keys() == random.keys()
    for key, value in found.items():
        fits = key in given and given[key].shape == value.shape  # the decoders of VAE and BiGAN are of two kinds
        assert torch.equal(value, (given if fits else random)[key]), key
    assert not torch.equal(found["blocks.0.conv.weight"], random["blocks.0.conv.weight"])


def test_learned_rates_are_taken_over_only_where_both_have_them(begin, first) -> None:
    start, given = begin("maml", learn_rates=True, train_steps=2)
    with_rates = first("maml", start, {"learn_rates": True})
    assert all(torch.equal(with_rates[key], value) for key, value in given.items()) and len(with_rates) == 24
    assert first("reptile", start).keys() == {key for key in given if not key.startswith(RATE)}
    start, given = begin("fomaml")
    fresh = first("maml", start, {"learn_rates": True, "inner_lr": 0.125, "late": 1.0})
    for key, value in fresh.items():
        assert torch.allclose(value, given[key] if key in given else torch.full((2,), math.log(0.125))), key


@pytest.mark.parametrize(
    ("name", "options", "start"),
    [
        ("protonet", {"filters": 64}, {"name": "protonet"}),
        ("protonet", {}, {"name": "protonet", "filters": 64}),
        ("reptile", {}, {"name": "maml", "filters": 64}),
        ("protonet", {}, {"name": "protonet", "channels": 3}),
        ("maml", {"learn_rates": True}, {"name": "maml", "learn_rates": True, "train_steps": 5}),
    ],
)
def test_another_network_is_refused_at_once(name, options, start, begin, pool, settings, tmp_path) -> None:
    reference, _ = begin(**start)
    with pytest.raises(MetaUnsupError) as caught:
        train(settings(name, start_from=reference, options=options), tmp_path / "run")
    assert caught.value.code == "start_from_shape" and reference in str(caught.value) and name in str(caught.value)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("reference", ["", "nowhere.safetensors", "shipped:digits/kmeans", "run:../x"])
def test_what_is_no_checkpoint_is_refused_at_once(reference, pool, settings, tmp_path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        train(settings(start_from=reference), tmp_path / "run")
    assert caught.value.code in {"reference_unknown", "checkpoint_missing", "run_id"}
    assert not (tmp_path / "run").exists()


def test_where_it_starts_changes_no_episode(begin, pool, settings, steps, remains, tmp_path) -> None:
    """Only the parameters are others: what is drawn follows from the seed as before."""
    start, _ = begin("reptile")
    for run, reference in (("random", None), ("given", start)):
        steps(settings(steps=2, validate_every=0, start_from=reference), tmp_path / run)
    random, given = (remains(tmp_path / run) for run in ("random", "given"))
    assert random["state"]["generator"] == given["state"]["generator"]
    assert random["metrics"][0]["loss"] != given["metrics"][0]["loss"]


def test_a_resumed_training_does_not_need_its_start(begin, pool, settings, steps, stopped, remains, tmp_path) -> None:
    start, _ = begin("maml", learn_rates=True)
    chosen = replace(settings(steps=3, validate_every=0), start_from=start)
    steps(chosen, tmp_path / "whole")
    stopped(chosen, tmp_path / "parts", 1)
    begin("protonet", filters=64)  # another checkpoint has taken its place
    steps(chosen, tmp_path / "parts", resume=True)
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")
