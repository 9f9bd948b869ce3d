"""A checkpoint by name: a file, a run, one that is shipped; and what is none, in a sentence."""

from __future__ import annotations

import json

import pytest
import torch

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import make_learner
from metaunsup.learners.shipped import SHIPPED
from metaunsup.training.references import reference_path, referenced_learner


@pytest.fixture
def checkpoint(tmp_path, monkeypatch):
    """A checkpoint of ProtoNet in the folder of a run."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    learner = make_learner("protonet", ways=7)
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
    learner.trained_on = torch.arange(4)
    path = tmp_path / "runs" / "ab-12" / "checkpoint.safetensors"
    learner.save(path)
    return path


def test_a_file_and_a_run_are_the_same_checkpoint(checkpoint) -> None:
    assert reference_path("run:ab-12") == reference_path(str(checkpoint)) == checkpoint
    for reference in ("run:ab-12", str(checkpoint)):
        learner = referenced_learner(reference)
        assert learner.name == "protonet" and learner.ways == 7 and learner.trained_on.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("name", ["protonet", "maml", "fomaml", "reptile"])
def test_shipped_ones_are_found(name) -> None:
    assert reference_path(f"shipped:digits/{name}") == SHIPPED / "digits" / f"{name}.safetensors"
    assert referenced_learner(f"shipped:digits/{name}").name == name
    assert reference_path("shipped:digits/protonet-adapt") == SHIPPED / "digits" / "protonet.safetensors"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("", "reference_unknown"),
        ("  ", "reference_unknown"),
        ("shipped:", "reference_unknown"),
        ("shipped:digits", "reference_unknown"),
        ("shipped:digits/", "reference_unknown"),
        ("shipped:digits/nobody", "reference_unknown"),
        ("shipped:digits/kmeans", "reference_unknown"),
        ("shipped:nowhere/maml", "reference_unknown"),
        ("shipped:../checkpoints/digits/maml", "reference_unknown"),
        ("shipped:digits/../digits/maml", "reference_unknown"),
        ("run:", "run_id"),
        ("run:../ab-12", "run_id"),
        ("run:AB", "run_id"),
        ("run:ab-12\n", "run_id"),
        ("run:" + "a" * 41, "run_id"),
        ("run:nobody", "checkpoint_missing"),
        ("nowhere/checkpoint.safetensors", "checkpoint_missing"),
        (".", "checkpoint_missing"),
        ("x" * 5000, "checkpoint_missing"),
        ("a\0b", "checkpoint_missing"),
    ],
)
def test_what_means_no_checkpoint_is_refused(reference, code, checkpoint) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        referenced_learner(reference)
    assert caught.value.code == code and str(caught.value)


@pytest.mark.parametrize("learner", [None, "nobody", "kmeans", "protonet-adapt", 3, ["protonet"], {}])
def test_a_card_of_another_learner_or_of_none_is_refused(learner, checkpoint) -> None:
    path = checkpoint.with_suffix(".json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"learner": learner}))
    with pytest.raises(MetaUnsupError) as caught:
        referenced_learner("run:ab-12")
    assert caught.value.code == "checkpoint_damaged" and str(checkpoint) in str(caught.value)
