"""What every learner that practises shares: exact resuming, checkpoints, and refusing what does not fit."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.maml import RATE
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.networks.checkpoints import DIGEST, write_checkpoint
from metaunsup.tasks.umtra import UmtraEpisodes

TRAINABLE = [name for name, spec in LEARNERS.items() if spec.trainable]
META = [name for name, spec in LEARNERS.items() if spec.meta]


@pytest.mark.parametrize("name", TRAINABLE)
def test_progress_counts_up_and_every_step_learns(name, ready, unlabelled) -> None:
    learner = ready(name)
    start = {key: value.clone() for key, value in learner.parameters.items()}
    told = list(learner.meta_train(UmtraEpisodes(unlabelled), steps=3, generator=torch.Generator().manual_seed(0)))
    assert [progress.step for progress in told] == [1, 2, 3]
    assert all(torch.isfinite(torch.tensor(progress.loss)) for progress in told)
    assert [progress.seconds for progress in told] == sorted(progress.seconds for progress in told)
    assert 0 < told[0].items_seen < told[1].items_seen < told[2].items_seen
    assert any(not torch.equal(start[key], learner.parameters[key]) for key in start)
    done = list(learner.meta_train(UmtraEpisodes(unlabelled), steps=3, generator=torch.Generator()))
    assert done == []  # three steps in all, and they are done


@pytest.mark.parametrize("name", TRAINABLE)
def test_interrupted_and_restored_equals_uninterrupted(name, ready, unlabelled) -> None:
    episodes, steps = UmtraEpisodes(unlabelled), 4
    whole, half = ready(name), ready(name)
    list(whole.meta_train(episodes, steps=steps, generator=torch.Generator().manual_seed(7)))

    generator = torch.Generator().manual_seed(7)
    practice = half.meta_train(episodes, steps=steps, generator=generator)
    next(practice), next(practice)
    practice.close()
    state, progress, randomness = half.training_state(), half.progress, generator.get_state()
    other = ready(name)
    other.restore(state, progress)
    assert other.training_state().keys() == state.keys()  # nothing is lost where it is kept again at once
    generator = torch.Generator()
    generator.set_state(randomness)
    told = list(other.meta_train(episodes, steps=steps, generator=generator))
    assert [one.step for one in told] == [3, 4]
    for key, value in whole.training_state().items():
        assert torch.equal(other.training_state()[key], value), key
    assert other.progress.items_seen == whole.progress.items_seen


@pytest.mark.parametrize("name", META)
def test_saved_and_loaded_it_is_the_same(name, ready, trace, task, tmp_path) -> None:
    options = {"outer_lr": 0.0123, "filters": 32}
    learner = ready(name, **options)
    path = tmp_path / "deep" / "c.safetensors"
    learner.save(path)
    assert sorted(file.name for file in path.parent.iterdir()) == ["c.json", "c.safetensors"]
    card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert card["format"] == 1 and card["learner"] == LEARNERS[name].checkpoint_of and len(card.pop(DIGEST)) == 64
    assert card["options"] == learner.options() and card["pool"] == {"name": "digits"}

    other = LEARNERS[name].build()
    other.load(path)
    assert other.options() == learner.options()
    assert other.trained_on.tolist() == [0, 1, 2] and other.card == card
    if LEARNERS[name].reads_pool:
        other.given(learner.source())
    adapting = (learner, other)
    if LEARNERS[name].sees_labels:
        adapting = tuple(one.told(task.truth.labels) for one in adapting)
    for one, two in zip(*(trace(each, task.items, 3) for each in adapting), strict=True):
        assert torch.equal(one.assignments, two.assignments) and torch.equal(one.embedding, two.embedding)
    by_option = LEARNERS[name].build(checkpoint=str(path))
    assert by_option.ready().keys() == learner.parameters.keys()


@pytest.mark.parametrize("name", META)
def test_another_learners_checkpoint_is_refused(name, ready, tmp_path) -> None:
    path = tmp_path / "c.safetensors"
    for other in TRAINABLE:
        ready(other).save(path)
        if other == LEARNERS[name].checkpoint_of:
            LEARNERS[name].build().load(path)
            continue
        with pytest.raises(MetaUnsupError) as caught:
            LEARNERS[name].build().load(path)
        assert caught.value.code == "checkpoint_other_learner"
        assert other in str(caught.value) and LEARNERS[name].checkpoint_of in str(caught.value)


def test_practice_goes_on_from_a_loaded_checkpoint(ready, unlabelled, tmp_path) -> None:
    learner, episodes = ready("protonet"), UmtraEpisodes(unlabelled)
    list(learner.meta_train(episodes, steps=2, generator=torch.Generator().manual_seed(0)))
    learner.save(tmp_path / "c.safetensors")
    list(learner.meta_train(episodes, steps=3, generator=torch.Generator().manual_seed(1)))
    learner.load(tmp_path / "c.safetensors")  # back to step 2, and not with the optimiser of step 3
    told = list(learner.meta_train(episodes, steps=4, generator=torch.Generator().manual_seed(2)))
    assert [progress.step for progress in told] == [3, 4]
    other = make_learner("protonet")
    other.load(tmp_path / "c.safetensors")
    list(other.meta_train(episodes, steps=4, generator=torch.Generator().manual_seed(2)))
    for key, value in other.training_state().items():
        assert torch.equal(value, learner.training_state()[key]), key


def without(name: str):
    return lambda tensors, card: tensors.pop(name)


def put(name: str, value: object):
    return lambda tensors, card: tensors.update({name: value})


def say(name: str, value: object):
    return lambda tensors, card: card.update({name: value})


def choose(name: str, value: object):
    return lambda tensors, card: card["options"].update({name: value})


@pytest.mark.parametrize(
    "damage",
    [
        without("blocks.2.norm.bias"),
        without("blocks.0.conv.weight"),
        without(RATE + "blocks.3.conv.weight"),
        without("trained_on"),
        put("trained_on", torch.zeros(3)),
        put("blocks.0.conv.weight", torch.zeros(())),
        put("blocks.1.conv.weight", torch.zeros(32, 32, 3, 2)),
        put("blocks.1.norm.bias", torch.full((32,), float("nan"))),
        put("blocks.1.norm.bias", torch.zeros(32, dtype=torch.float64)),
        put("blocks.4.conv.weight", torch.zeros(32, 32, 3, 3)),
        say("options", None),
        say("options", {}),
        say("options", [1]),
        say("steps", "many"),
        say("seconds", None),
        choose("filters", 64),
        choose("filters", -1),
        choose("filters", "32"),
        choose("filters", 10**12),
        choose("train_steps", 3),
        choose("train_steps", "x"),
        choose("inner_lr", -1),
    ],
)
def test_a_checkpoint_that_does_not_fit_is_refused(damage, ready, tmp_path) -> None:
    path = tmp_path / "c.safetensors"
    ready("maml", learn_rates=True).save(path)
    make_learner("maml").load(path)
    tensors, card = load_file(path), json.loads(path.with_suffix(".json").read_text())
    damage(tensors, card)
    write_checkpoint(path, tensors, card)
    learner = make_learner("maml")
    with pytest.raises(MetaUnsupError) as caught:
        learner.load(path)
    assert caught.value.code == "checkpoint_damaged" and str(path) in str(caught.value)
    assert learner.parameters is None and learner.options() == make_learner("maml").options()


def test_an_option_no_longer_known_is_passed_over(ready, tmp_path) -> None:
    path = tmp_path / "c.safetensors"
    ready("protonet").save(path)
    card = json.loads(path.with_suffix(".json").read_text())
    card["options"]["colour"] = "red"
    path.with_suffix(".json").write_text(json.dumps(card))
    learner = make_learner("protonet")
    learner.load(path)
    assert "colour" not in learner.options()


def test_the_network_fits_the_pool_s_channels(unlabelled) -> None:
    coloured = replace(unlabelled, images=unlabelled.images[:20].expand(-1, 3, -1, -1))
    learner = make_learner("protonet", ways=3)
    next(learner.meta_train(UmtraEpisodes(coloured), steps=1, generator=torch.Generator().manual_seed(0)))
    assert learner.ready()["blocks.0.conv.weight"].shape[1] == 3


@pytest.mark.parametrize("filters", [32, 64])
def test_filters(filters) -> None:
    parameters = make_learner("reptile", filters=filters).initialise(1, torch.Generator().manual_seed(0))
    assert parameters["blocks.3.norm.weight"].shape == (filters,)


def test_what_is_handed_out_does_not_train_along(ready, unlabelled) -> None:
    learner = ready("protonet")
    list(learner.meta_train(UmtraEpisodes(unlabelled), steps=1, generator=torch.Generator().manual_seed(0)))
    state = learner.training_state()
    kept = {name: value.clone() for name, value in state.items()}
    list(learner.meta_train(UmtraEpisodes(unlabelled), steps=2, generator=torch.Generator().manual_seed(0)))
    assert all(torch.equal(state[name], kept[name]) for name in kept)
    assert not any(value.requires_grad for value in learner.ready().values())
