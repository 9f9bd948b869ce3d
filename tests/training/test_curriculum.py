"""Which episodes are drawn when, of whose partitions, and that stopping anywhere changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from metaunsup.data.pool import Unlabelled
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import LatentLearner, directions
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.learners.shipped import SHIPPED
from metaunsup.networks.checkpoints import read_card, write_checkpoint
from metaunsup.tasks.cactus import CactusEpisodes, encoder_embedding, make_partitions, pca_embedding
from metaunsup.tasks.lasium import LasiumEpisodes
from metaunsup.tasks.streams import derive_seed, stream
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training import train as training
from metaunsup.training.curriculum import Curriculum
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import TrainingEvent, TrainingSettings
from metaunsup.training.train import train

TRAINABLE = [name for name, spec in LEARNERS.items() if spec.trainable]
CACTUS = {"episodes": "cactus", "clusters": 4, "partitions": 2}
LASIUM = {"episodes": "lasium", "embedding": "shipped:digits/gan", "interpolation": 0.3}
OWN = {"episodes": "self-training", "clusters": 4, "partitions": 2, "umtra_share": 0.5, "refresh": 2}


@pytest.fixture
def checkpoint(pool, tmp_path) -> Path:
    """An encoder to cut by: MAML with learned rates, which are no part of its network."""
    learner = make_learner("maml", learn_rates=True)
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(9))
    learner.trained_on = torch.arange(5)
    learner.save(tmp_path / "given.safetensors")
    return tmp_path / "given.safetensors"


def nobody(items: Tensor) -> Tensor:
    raise AssertionError("this encoder is not to be asked")


def cut(source: Unlabelled, learner: Any, network: dict[str, Tensor], seed: int, step: int) -> Tensor:
    """The partitions that ``network`` makes of the items before the step after ``step``."""
    embedding = encoder_embedding(source, lambda items: learner.embed(network, items), stream(seed, "embedding", step))
    return make_partitions(embedding, 2, 4, stream(seed, "partitions", step))


@pytest.mark.parametrize(
    ("share", "steps", "refresh", "expected"),
    [
        (0.5, 6, 2, [3, 5]),
        (0.5, 7, 2, [4, 6]),  # the first half, rounded up
        (0.0, 4, 1, [0, 1, 2, 3]),
        (0.0, 4, 3, [0, 3]),
        (0.3, 10, 100, [3]),
        (1.0, 4, 1, []),
    ],
)
def test_partitions_are_due_when_the_settings_say(share, steps, refresh, expected, small_pool) -> None:
    chosen = TrainingSettings("protonet", steps=steps, **OWN | {"umtra_share": share, "refresh": refresh})
    curriculum = Curriculum(small_pool.unlabelled("train"), chosen, 1.0, None)
    assert [step for step in range(steps + 2) if curriculum.due(step)] == expected


def test_other_kinds_make_partitions_once_or_never(small_pool) -> None:
    source = small_pool.unlabelled("train")
    never = Curriculum(source, TrainingSettings("protonet", steps=4), 1.0, None)
    assert not any(never.due(step) for step in range(5)) and never.state() == {}
    once = Curriculum(source, TrainingSettings("protonet", steps=4, **CACTUS), 1.0, None)
    assert once.due(0)
    once.renew(0, nobody)
    assert not any(once.due(step) for step in range(5))
    drawn = Curriculum(source, TrainingSettings("protonet", steps=4, **LASIUM), 1.0, lambda items: items.flatten(1))
    assert drawn.due(0) and (once.stage, drawn.stage) == ("partitions", "latents")
    drawn.renew(0, nobody)
    assert not any(drawn.due(step) for step in range(5))


def test_who_is_asked_for_the_embedding(small_pool) -> None:
    """CACTUs asks the given encoder or PCA, self-training the learner; and its partitions are of that embedding."""
    source = small_pool.unlabelled("train")
    hidden = torch.arange(30) % 4

    def knowing(items: Tensor) -> Tensor:
        index = [int((source.images == (item * 255).round().byte()).flatten(1).all(1).nonzero()[0]) for item in items]
        return 100.0 * hidden[index][:, None] + torch.zeros(1, 3)

    same = hidden[:, None] == hidden
    for settings, given, own in ((CACTUS, knowing, nobody), (OWN, None, knowing)):
        chosen = TrainingSettings("protonet", steps=4, **settings)
        curriculum = Curriculum(source, chosen, 1.0, given)
        curriculum.renew(2, own)
        partitions = curriculum.state()["partitions"]
        assert partitions.shape == (2, 30) and partitions.dtype == torch.int32
        assert all(torch.equal(partition[:, None] == partition, same) for partition in partitions)
        episode = curriculum.draw(4, 2, 1, torch.Generator().manual_seed(0))
        assert isinstance(curriculum.current, CactusEpisodes) and episode.n_classes == 4
    by_pca = Curriculum(source, TrainingSettings("protonet", steps=4, seed=8, **CACTUS), 1.0, None)
    by_pca.renew(0, nobody)
    expected = make_partitions(pca_embedding(source, derive_seed(8, "pca")), 2, 4, stream(8, "partitions", 0))
    assert torch.equal(by_pca.state()["partitions"].long(), expected)


def test_partitions_follow_the_seed_and_the_step(small_pool) -> None:
    source = small_pool.unlabelled("train")

    def made(seed: int, step: int) -> Tensor:
        chosen = TrainingSettings("protonet", steps=9, seed=seed, **OWN)
        curriculum = Curriculum(source, chosen, 1.0, None)
        curriculum.renew(step, lambda items: items.flatten(1))
        return curriculum.state()["partitions"]

    assert torch.equal(made(0, 5), made(0, 5))
    assert not torch.equal(made(0, 5), made(0, 7)) and not torch.equal(made(0, 5), made(1, 5))


def test_partitions_are_rescaled_and_as_coarse_as_the_settings_say(small_pool) -> None:
    source = small_pool.unlabelled("train")
    chosen = TrainingSettings("protonet", steps=9, **OWN | {"clusters": 8, "rescale": 0.25, "coarsest": 0.5})
    curriculum = Curriculum(source, chosen, 1.0, None)
    curriculum.renew(5, lambda items: items.flatten(1))
    embedding = encoder_embedding(source, lambda items: items.flatten(1), stream(0, "embedding", 5))
    made = curriculum.state()["partitions"].long()
    assert torch.equal(made, make_partitions(embedding, 2, 8, stream(0, "partitions", 5), 0.25, 0.5))
    assert [len(one.unique()) for one in made] == [4, 8]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ["umtra"] * 6),
        (CACTUS, ["cactus"] * 6),
        (LASIUM, ["lasium"] * 6),
        (OWN, ["umtra"] * 3 + ["cactus"] * 3),
        (OWN | {"umtra_share": 0}, ["cactus"] * 6),
        (OWN | {"umtra_share": 1}, ["umtra"] * 6),
    ],
)
def test_which_step_draws_what(more, expected, pool, settings, steps, tmp_path, monkeypatch) -> None:
    drawn: list[str] = []
    for kind, name in ((UmtraEpisodes, "umtra"), (CactusEpisodes, "cactus"), (LasiumEpisodes, "lasium")):
        real = kind.draw

        def draw(self, *arguments: Any, real: Callable[..., Any] = real, name: str = name) -> Any:
            drawn.append(name)
            return real(self, *arguments)

        monkeypatch.setattr(kind, "draw", draw)
    steps(settings(steps=6, validate_every=0, options={"meta_batch": 2}, **more), tmp_path)
    assert drawn[::2] == drawn[1::2] == expected  # two tasks a step


@pytest.mark.parametrize("name", ["protonet", "maml"])
def test_self_training_cuts_by_its_own_encoder_as_it_is_then(name, pool, settings, stopped, tmp_path) -> None:
    """Stopped just before a refresh the state has the parameters; one step on it has the partitions."""
    chosen, source = settings(name, steps=6, validate_every=0, **OWN), pool.unlabelled("train")
    learner, seen = make_learner(name, **chosen.options), []
    for first in (3, 5):
        stopped(chosen, tmp_path / str(first), first)
        state = load_file(tmp_path / str(first) / "state.safetensors")
        assert ("partitions" in state) == (first == 5)
        network = {k.removeprefix("parameter/"): v for k, v in state.items() if k.startswith("parameter/blocks.")}
        expected = cut(source, learner, network, chosen.seed, first)
        stopped(chosen, tmp_path / str(first), 1)
        seen.append(load_file(tmp_path / str(first) / "state.safetensors")["partitions"])
        assert torch.equal(seen[-1].long(), expected)
    assert not torch.equal(*seen)


def test_cactus_cuts_by_the_encoder_it_is_given(pool, settings, stopped, checkpoint, tmp_path) -> None:
    chosen, source = settings(steps=3, embedding=str(checkpoint), **CACTUS), pool.unlabelled("train")
    stopped(chosen, tmp_path / "run", 1)
    found = load_file(tmp_path / "run" / "state.safetensors")["partitions"].long()
    network = {name: value for name, value in load_file(checkpoint).items() if name.startswith("blocks.")}
    assert torch.equal(found, cut(source, make_learner("protonet"), network, chosen.seed, 0))
    checkpoint.unlink()  # what was made of it is kept: going on does not need it
    stopped(chosen, tmp_path / "run", 2)
    assert torch.equal(load_file(tmp_path / "run" / "state.safetensors")["partitions"].long(), found)


def test_cactus_cuts_by_what_an_adversary_s_encoder_finds(pool, settings, stopped, tmp_path) -> None:
    """As in BiGAN's paper and in CACTUs': the shipped one's latents are what is clustered."""
    chosen, source = settings(embedding="shipped:digits/gan", **CACTUS), pool.unlabelled("train")
    stopped(chosen, tmp_path, 1)
    gan: Any = referenced_learner("shipped:digits/gan")
    latents = encoder_embedding(source, lambda items: gan.codes(gan.ready(), items), stream(3, "embedding", 0))
    expected = make_partitions(directions(latents), 2, 4, stream(3, "partitions", 0))
    assert torch.equal(load_file(tmp_path / "state.safetensors")["partitions"].long(), expected)


def test_lasium_draws_with_what_it_is_given_wherever_that_goes(
    pool, settings, stopped, steps, remains, tmp_path
) -> None:
    """The latents are the shipped encoder's; once begun, the checkpoint may go, and the end is the same."""
    copy = tmp_path / "copy.safetensors"
    for suffix in (".safetensors", ".json"):
        shutil.copyfile(SHIPPED / "digits" / f"gan{suffix}", copy.with_suffix(suffix))
    chosen, gan = settings(steps=4, **LASIUM | {"embedding": str(copy)}), referenced_learner(str(copy))
    assert isinstance(gan, LatentLearner)
    stopped(chosen, tmp_path / "parts", 1)
    state, source = load_file(tmp_path / "parts" / "state.safetensors"), pool.unlabelled("train")
    expected = encoder_embedding(source, lambda items: gan.codes(gan.ready(), items), stream(3, "embedding", 0))
    assert torch.equal(state["latents"], expected)
    assert {k[8:]: v.tolist() for k, v in state.items() if k.startswith("decoder/")} == {
        k[8:]: v.tolist() for k, v in gan.ready().items() if k.startswith("decoder.")
    }
    steps(chosen, tmp_path / "whole")
    card = read_card(tmp_path / "whole" / "checkpoint.safetensors")
    assert card["episodes"] == "lasium" and card["seconds"] > gan.progress.seconds
    assert [one["learner"] for one in card["builds_on"].values()] == ["gan"]
    copy.unlink()
    steps(chosen, tmp_path / "parts", resume=True)
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


@pytest.mark.parametrize(
    ("embedding", "code"), [("pca", "lasium_generator"), ("shipped:digits/protonet", "lasium_generator")]
)
def test_lasium_asks_for_a_checkpoint_that_draws(embedding, code, pool, settings, tmp_path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        train(settings(**LASIUM | {"embedding": embedding}), tmp_path / "run")
    assert caught.value.code == code and "shipped:digits/gan" in str(caught.value)
    assert embedding in str(caught.value) and not (tmp_path / "run").exists()


@pytest.mark.parametrize("damaged", ["latents", "decoder/body.last.bias"])
def test_damaged_latents_are_a_sentence(damaged, pool, settings, stopped, tmp_path) -> None:
    chosen, state = settings(steps=6, validate_every=0, **LASIUM), tmp_path / "state.safetensors"
    stopped(chosen, tmp_path, 1)
    tensors = load_file(state)
    whole = tensors.pop(damaged)
    for wrong in (None, whole[:-1], whole.double(), whole * torch.nan):
        write_checkpoint(state, tensors if wrong is None else tensors | {damaged: wrong}, read_card(state))
        with pytest.raises(MetaUnsupError) as caught:
            train(chosen, tmp_path, resume=True)
        assert caught.value.code == "checkpoint_damaged"
    write_checkpoint(state, tensors | {damaged: whole}, read_card(state))
    train(chosen, tmp_path, resume=True).close()


@pytest.mark.parametrize(
    "more",
    [CACTUS, OWN, OWN | {"umtra_share": 0.0, "refresh": 1}, pytest.param(LASIUM, marks=pytest.mark.slow)],
    ids=["cactus", "own", "always", "lasium"],
)
@pytest.mark.slow
def test_stopped_anywhere_it_is_bit_for_bit_the_same(more, pool, settings, stopped, steps, remains, tmp_path) -> None:
    """Before, at and after the steps at which partitions are made: 3 and 5 of self-training's six."""
    chosen = settings(steps=6, validate_every=4, **more)
    steps(chosen, tmp_path / "whole")
    for stop in range(1, 6):
        stopped(chosen, tmp_path / str(stop), stop)
        steps(chosen, tmp_path / str(stop), resume=True)
        assert remains(tmp_path / str(stop)) == remains(tmp_path / "whole"), stop
    for _ in range(6):  # and every step in a training of its own
        stopped(chosen, tmp_path / "often", 1)
    assert remains(tmp_path / "often") == remains(tmp_path / "whole")


@pytest.mark.parametrize("name", [name for name in TRAINABLE if name != "protonet"])
@pytest.mark.parametrize(
    "more", [CACTUS, OWN, pytest.param(LASIUM, marks=pytest.mark.slow)], ids=["cactus", "own", "lasium"]
)
def test_every_learner_can_be_stopped_at_a_refresh(
    name, more, pool, settings, stopped, steps, remains, tmp_path
) -> None:
    chosen = settings(name, steps=6, validate_every=0, **more | {"clusters": 3})
    steps(chosen, tmp_path / "whole")
    for stop in (3, 1, 2):
        stopped(chosen, tmp_path / "parts", stop)
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


def test_practice_goes_on_from_a_kill_just_after_a_refresh(
    pool, settings, remains, steps, tmp_path, monkeypatch
) -> None:
    chosen = settings(steps=6, validate_every=2, **OWN)
    steps(chosen, tmp_path / "whole")
    real = Curriculum.renew

    def kill(self, step, own) -> None:
        real(self, step, own)
        if step == 5:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Curriculum, "renew", kill)
        with pytest.raises(KeyboardInterrupt):
            steps(chosen, tmp_path / "parts")
    assert int(load_file(tmp_path / "parts" / "state.safetensors")["progress"][0]) == 4
    steps(chosen, tmp_path / "parts", resume=True)
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


@pytest.mark.parametrize(
    "damaged",
    [
        None,
        torch.full((2, 30), 4, dtype=torch.int32),
        torch.full((2, 30), -1, dtype=torch.int32),
        torch.zeros(2, 30),
        torch.zeros(2, 30, dtype=torch.int64),
        torch.zeros(2, 29, dtype=torch.int32),
        torch.zeros(3, 30, dtype=torch.int32),
        torch.zeros(0, dtype=torch.int32),
    ],
    ids=["missing", "too large", "negative", "fractions", "other kind", "fewer items", "more partitions", "empty"],
)
@pytest.mark.parametrize("more", [CACTUS, OWN], ids=["cactus", "own"])
def test_damaged_partitions_are_a_sentence(more, damaged, pool, settings, stopped, tmp_path) -> None:
    chosen = settings(steps=6, validate_every=0, **more)
    stopped(chosen, tmp_path, 4)
    state = tmp_path / "state.safetensors"
    tensors = load_file(state)
    whole = tensors.pop("partitions")
    assert whole.shape == (2, 30)
    write_checkpoint(state, tensors if damaged is None else tensors | {"partitions": damaged}, read_card(state))
    with pytest.raises(MetaUnsupError) as caught:
        train(chosen, tmp_path, resume=True)
    assert caught.value.code == "checkpoint_damaged" and str(tmp_path) in str(caught.value)
    write_checkpoint(state, tensors | {"partitions": whole}, read_card(state))
    train(chosen, tmp_path, resume=True).close()


@pytest.mark.parametrize("more", [CACTUS, OWN], ids=["cactus", "own"])
def test_more_clusters_than_items_are_refused_at_once(more, pool, settings, steps, tmp_path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        train(settings(**more | {"clusters": 31}), tmp_path / "run")
    assert caught.value.code == "cactus_clusters" and "2 to 30" in str(caught.value)
    assert not (tmp_path / "run").exists()
    train(settings(**more | {"clusters": 30}), tmp_path / "run").close()


def test_more_ways_than_clusters_give_smaller_episodes(pool, settings, steps, tmp_path) -> None:
    """Augmentation could not make 31 pseudo-classes of 30 pictures; of clusters there are as many as there are."""
    (event,) = steps(settings(steps=1, validate_every=0, options={"ways": 31}, **CACTUS | {"clusters": 2}), tmp_path)
    assert event.progress.items_seen == 2 * 3


@pytest.mark.parametrize(
    ("embedding", "code"),
    [("", "reference_unknown"), ("nowhere", "checkpoint_missing"), ("shipped:digits/kmeans", "reference_unknown")],
)
def test_an_encoder_that_is_not_there_is_refused_at_once(embedding, code, pool, settings, tmp_path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        train(settings(embedding=embedding, **CACTUS), tmp_path / "run")
    assert caught.value.code == code and not (tmp_path / "run").exists()


def test_an_encoder_of_other_channels_is_refused_at_once(
    small_pool, settings, checkpoint, tmp_path, monkeypatch
) -> None:
    coloured = replace(small_pool, images=small_pool.images.expand(-1, 3, -1, -1))
    monkeypatch.setattr(training, "resolve_pool", lambda name: coloured)
    with pytest.raises(MetaUnsupError) as caught:
        train(settings(embedding=str(checkpoint), **CACTUS), tmp_path / "run")
    assert caught.value.code == "items_channels" and not (tmp_path / "run").exists()


def test_an_encoder_that_diverged_cannot_be_cut_by(pool, settings, tmp_path, monkeypatch) -> None:
    """Finite losses, and a last step that led to no numbers: a sentence, and not k-means' own trouble with them."""
    practise = LEARNERS["protonet"].build.task_gradient

    def explode(self, *arguments):
        gradients, loss, seen = practise(self, *arguments)
        if self.progress.step == 2:
            gradients = {name: value * float("inf") for name, value in gradients.items()}
        return gradients, loss, seen

    monkeypatch.setattr(LEARNERS["protonet"].build, "task_gradient", explode)
    told = []
    with pytest.raises(MetaUnsupError) as caught:
        told.extend(one for one in train(settings(steps=6, validate_every=0, **OWN), tmp_path))
    assert caught.value.code == "training_diverged" and caught.value.fields == {"step": 3}
    assert sum(isinstance(one, TrainingEvent) for one in told) == 3
