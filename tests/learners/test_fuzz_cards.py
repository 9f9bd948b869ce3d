"""Damaged cards and damaged tensors: refused with a sentence, or taken and usable."""

from __future__ import annotations

import json
import random

import pytest
from damage import damaged
from fuzzed import inputs

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.evaluate import meta_training
from metaunsup.learners.registry import make_learner
from metaunsup.learners.shipped import SHIPPED
from metaunsup.networks.checkpoints import practised_on


def attempt(path) -> str:
    """Load it and say what is said of it; the code of the refusal, or nothing."""
    learner = make_learner("reptile")
    try:
        learner.load(path)
        cost = meta_training(learner, "x")
    except MetaUnsupError as problem:
        assert str(problem)
        return problem.code
    json.dumps(cost, allow_nan=False)
    name, _ = practised_on(learner.card)
    assert name is None or "\x1b" not in name
    assert all(bool(value.isfinite().all()) for value in learner.ready().values())
    json.dumps(learner.options(), allow_nan=False)
    return ""


@pytest.mark.slow
def test_damaged_cards_are_refused_or_taken(tmp_path) -> None:
    shipped, path = SHIPPED / "digits" / "reptile.safetensors", tmp_path / "reptile.safetensors"
    path.write_bytes(shipped.read_bytes())
    rng, content = random.Random(5), json.loads(shipped.with_suffix(".json").read_text())
    codes = set()
    for _ in inputs("cards"):
        path.with_suffix(".json").write_bytes(damaged(content, rng))
        codes.add(attempt(path))
    assert {"", "checkpoint_damaged", "checkpoint_other_learner"} <= codes


def test_damaged_tensors_are_refused_or_taken(tmp_path) -> None:
    shipped, path = SHIPPED / "digits" / "reptile.safetensors", tmp_path / "reptile.safetensors"
    path.with_suffix(".json").write_bytes(shipped.with_suffix(".json").read_bytes())
    rng, whole = random.Random(6), shipped.read_bytes()
    for _ in inputs("tensors"):
        data = bytearray(whole[: rng.choice([len(whole), len(whole), rng.randrange(len(whole))])])
        for _ in range(rng.randint(1, 6)):  # mostly in the head, which says where what is
            at = rng.randrange(min(len(data), rng.choice([8, 900, len(data)])) or 1)
            data[at : at + 1] = rng.randbytes(rng.randint(0, 2))
        path.write_bytes(data)
        attempt(path)
