"""Learners by name: options as text or numbers, and refusals that say what would do."""

from __future__ import annotations

import pickle

import pytest
import torch
from sklearn.base import clone

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.evaluate import meta_training
from metaunsup.learners import shipped
from metaunsup.learners.registry import LEARNERS, VARIANTS, learner_spec, make_learner, without_label
from metaunsup.learners.self_labelling import EARLIER
from metaunsup.learners.settings import settings_of
from metaunsup.networks.checkpoints import read_card


def refusal(name: str, **options: object) -> MetaUnsupError:
    with pytest.raises(MetaUnsupError) as caught:
        make_learner(name, **options)
    assert str(caught.value)
    return caught.value


def test_who_is_registered_and_who_needs_practice() -> None:
    trainable = {"protonet", "maml", "fomaml", "anil", "metasgd", "mtnet", "leo", "viml", "reptile"}
    classical = {"kmeans", "spectral", "dbscan", "hdbscan", "agglomerative", "gmm", "meanshift", "random"}
    trainable |= {"autoencoder", "simclr", "vae", "gmvae", "gan", "psco", "memory", "selfcritique", "rl"}
    borrowing = {"protonet-adapt", "protonet-tta", "instance-adapt", "oracle-adapt", "global"}
    classical |= {"spectral-pool", "umap-pool"}
    of_memory = {"memory-unknown", "memory-online", "memory-knn"}
    of_rl = {"rl-random", "rl-fixed", "rl-silhouette"}
    assert set(LEARNERS) == classical | trainable | borrowing | {"psco-adapt"} | of_memory | of_rl
    assert learner_spec("psco-adapt").checkpoint_of == "psco"
    assert {learner_spec(name).checkpoint_of for name in of_memory} == {"memory"}
    assert {learner_spec(name).checkpoint_of for name in of_rl} == {"rl"}
    assert {name for name, spec in LEARNERS.items() if spec.reads_pool} == {"global", "spectral-pool", "umap-pool"}
    assert {name for name, spec in LEARNERS.items() if spec.trainable} == trainable
    assert {name for name, spec in LEARNERS.items() if not spec.meta} == classical
    assert {learner_spec(name).checkpoint_of for name in borrowing} == {"protonet"}
    assert {name for name in (*LEARNERS, *VARIANTS) if learner_spec(name).sees_labels} == {"oracle-adapt"}
    for name, spec in LEARNERS.items():
        assert spec.build.name == spec.name == name
    for name in (*LEARNERS, *VARIANTS):
        assert make_learner(name).full_name == learner_spec(name).name == name


@pytest.mark.parametrize("name", LEARNERS)
def test_defaults_lie_within_their_ranges(name) -> None:
    options, settings = make_learner(name).get_params(), settings_of(LEARNERS[name].build)
    ranges = {key: one for key, one in settings.items() if one.low is not None and one.high is not None}
    for key, one in ranges.items():
        assert one.default == options[key]
        assert one.low <= options[key] <= one.high, key
    numbers = {key for key, value in options.items() if isinstance(value, int | float) and not isinstance(value, bool)}
    assert numbers - set(ranges) <= {"n_clusters", "steps", "random_state", "filters"}
    assert make_learner(name, **{key: str(options[key]) for key in numbers & set(ranges)}).get_params() == options
    words = {key for key, value in options.items() if isinstance(value, str)}
    assert all(options[key] in settings[key].choices for key in words - {"before", "head"})


def test_text_is_read_as_what_the_default_is() -> None:
    learner = make_learner("maml", ways="7", inner_lr="0.5", learn_rates="true", filters="64")
    assert (learner.ways, learner.inner_lr, learner.learn_rates, learner.filters) == (7, 0.5, True, 64)
    assert make_learner("maml", learn_rates="No").learn_rates is False


@pytest.mark.parametrize(
    ("options", "code", "named"),
    [
        ({"ways": "many"}, "option_not_a_whole_number", "many"),
        ({"ways": "2.5"}, "option_not_a_whole_number", "needs a whole number"),
        ({"ways": 1.5}, "option_not_a_whole_number", "1.5"),
        ({"inner_lr": "fast"}, "option_not_a_number", "needs a number"),
        ({"learn_rates": 1}, "option_choice", "true, false"),
        ({"ways": "1" * 5000}, "option_not_a_whole_number", "ways"),
        ({"ways": 1}, "number_out_of_range", "1000"),
        ({"ways": "100000"}, "number_out_of_range", "1000"),
        ({"inner_lr": "nan"}, "number_out_of_range", "inner_lr"),
        ({"inner_lr": float("inf")}, "number_out_of_range", "inner_lr"),
        ({"outer_lr": 0}, "number_out_of_range", "outer_lr"),
        ({"temperature": 0}, "number_out_of_range", "temperature"),
        ({"train_steps": 0}, "number_out_of_range", "train_steps"),
        ({"strength": -1}, "number_out_of_range", "strength"),
        ({"multi_step_loss": 1.5}, "number_out_of_range", "multi_step_loss"),
        ({"learn_rates": "maybe"}, "option_choice", "true, false"),
        ({"filters": "33"}, "option_choice", "32, 64"),
        ({"colour": "red"}, "unknown_option", "train_steps"),
        ({"steps": 3}, "unknown_option", "train_steps"),
        ({"checkpoint": "x"}, "unknown_option", "train_steps"),
    ],
)
def test_options_out_of_place(options, code, named) -> None:
    error = refusal("maml", **options)
    assert error.code == code and named in str(error)


@pytest.mark.parametrize("name", ["nobody", "", "KMeans", "../maml"])
def test_unknown_names_are_answered_with_the_known_ones(name) -> None:
    error = refusal(name)
    assert error.code == "unknown_learner" and "protonet-adapt" in str(error)


def test_who_asks_for_a_variant_that_is_none_is_told_that_there_are_others() -> None:
    told = str(refusal("kmeans-sinkhorn"))
    assert all(name in told and name in VARIANTS for name in ("kmeans-umap", "protonet-soft"))


def test_a_label_tells_apart_whose_checkpoint_it_is_and_changes_nothing_else() -> None:
    spec, plain = learner_spec("protonet-adapt-soft@own-2"), learner_spec("protonet-adapt-soft")
    assert (spec.name, spec.label, spec.checkpoint_of) == ("protonet-adapt-soft@own-2", "own-2", "protonet")
    assert (spec.lender, plain.lender, learner_spec("kmeans").lender) == ("protonet@own-2", "protonet", None)
    assert (spec.build, spec.options, spec.papers) == (plain.build, plain.options, plain.papers)
    assert not learner_spec("protonet@own").trainable  # nothing is trained under a label
    assert make_learner("protonet-soft@own").full_name == "protonet-soft" == without_label("protonet-soft@own")


@pytest.mark.parametrize("name", ["protonet@", "protonet@Own", "protonet@a b", "protonet@a@b", "protonet@own\n",
                                  "protonet@../x", f"protonet@{'a' * 25}", "kmeans@own"])  # fmt: skip
def test_labels_that_will_not_do(name) -> None:
    assert refusal(name).code == "learner_label"
    assert learner_spec(f"protonet@{'a' * 24}").label == "a" * 24
    assert refusal("nobody@own").code == "unknown_learner"


def test_a_label_stands_for_a_given_checkpoint_alone(ready, tmp_path) -> None:
    assert shipped.shipped_checkpoint("protonet", "digits") and not shipped.shipped_checkpoint("protonet@own", "digits")
    with pytest.raises(MetaUnsupError) as caught:
        shipped.ready_learner("protonet@own", trained_on="digits")
    assert caught.value.code == "label_without_checkpoint"
    ready("protonet").save(tmp_path / "a.safetensors")
    own = shipped.ready_learner("protonet-adapt@own", trained_on="digits", checkpoint=tmp_path / "a.safetensors")
    assert torch.equal(own.parameters["blocks.0.conv.weight"], ready("protonet").parameters["blocks.0.conv.weight"])


@pytest.mark.parametrize("name", [*LEARNERS, *VARIANTS])
def test_learners_travel_between_processes(name) -> None:
    usual = make_learner(name)
    other = clone(usual).set_params(n_clusters=3, random_state=7)
    for learner in (usual, other, clone(other)):
        again = pickle.loads(pickle.dumps(learner))
        assert type(again) is type(learner) is learner_spec(name).build
        assert again.get_params() == learner.get_params()
    assert other.get_params() != usual.get_params()


def test_shipped_checkpoints_are_found_by_pool_and_nowhere_else(ready, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path / "checkpoints")
    ready("protonet").save(tmp_path / "checkpoints" / "digits" / "protonet.safetensors")
    ready("protonet").save(tmp_path / "protonet.safetensors")
    path = shipped.shipped_checkpoint("protonet", "digits")
    assert path is not None and shipped.shipped_checkpoint("protonet-adapt", "digits") == path
    assert shipped.shipped_pools("protonet-adapt") == ["digits"] and shipped.shipped_pools("maml") == []
    for pool in ("mnist", "..", "../", "", ".", "digits/", "digits/../digits", str(tmp_path), "x" * 999, "\0"):
        assert shipped.shipped_checkpoint("protonet", pool) is None
    assert shipped.shipped_checkpoint("kmeans", "digits") is None

    learner = shipped.ready_learner("protonet-adapt", trained_on="digits")
    assert torch.equal(learner.parameters["blocks.0.conv.weight"], ready("protonet").parameters["blocks.0.conv.weight"])
    given = shipped.ready_learner("protonet", trained_on="mnist", checkpoint=tmp_path / "protonet.safetensors")
    assert given.parameters is not None
    assert shipped.ready_learner("kmeans", trained_on="mnist").name == "kmeans"
    for wanted, trained in (("protonet-adapt", "protonet"), ("maml", "maml")):
        with pytest.raises(MetaUnsupError) as caught:
            shipped.ready_learner(wanted, trained_on="mnist")
        assert caught.value.code == "no_checkpoint"
        assert f"train --learner {trained} --pool mnist" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "options", "earlier"),
    [
        ("maml", EARLIER, True),
        ("maml", {"inner_optimiser": "sgd"}, False),
        ("maml", {}, False),
        ("protonet", EARLIER, False),  # no part of its practice is a loop
    ],
)
def test_who_practised_the_loop_of_before_is_known_from_the_card(ready, tmp_path, name, options, earlier) -> None:
    learner = ready(name, **options)
    learner.save(tmp_path / "a.safetensors")
    card = read_card(tmp_path / "a.safetensors")
    assert shipped.earlier_loop(card) is earlier and not shipped.earlier_loop({})
    assert meta_training(learner) is not None and "earlier_loop" not in meta_training(learner)  # it has no card yet
    again = shipped.ready_learner(name, checkpoint=tmp_path / "a.safetensors")
    assert ("earlier_loop" in meta_training(again)) is earlier
    untold = {**card, "options": {"ways": 3}}  # as cards were before there was a choice
    assert shipped.earlier_loop(untold) is (name == "maml")


def test_nothing_is_shipped_where_the_folder_is_missing(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path / "none")
    assert shipped.shipped_pools("maml") == []
