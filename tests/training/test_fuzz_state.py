"""Damaged states: refused with a sentence, and the folder as it was; or taken, and the training ends."""

from __future__ import annotations

import json
import random

import pytest
import torch
from damage import damaged
from fuzzed import inputs
from safetensors.torch import load_file

from metaunsup.errors import MetaUnsupError
from metaunsup.networks.checkpoints import read_card, write_checkpoint
from metaunsup.training.train import train

VALUES = (-1.0, 0.0, 1.0, 1e30, float("nan"), float("inf"))


@pytest.fixture
def kept(pool, settings, stopped, tmp_path):
    stopped(settings(steps=3, validate_every=0), tmp_path, 2)
    return tmp_path


def resumed(settings, out) -> str:
    try:
        work = train(settings(steps=3, validate_every=0), out, resume=True)
    except MetaUnsupError as problem:
        assert str(problem)
        return problem.code
    work.close()
    return ""


def test_a_damaged_card_of_a_state(kept, settings) -> None:
    whole = {path: path.read_bytes() for path in kept.iterdir()}
    rng, content = random.Random(8), json.loads((kept / "state.json").read_bytes())
    codes = set()
    for _ in inputs("state cards"):
        for path, data in whole.items():
            path.write_bytes(data)
        (kept / "state.json").write_bytes(damaged(content, rng))
        codes.add(resumed(settings, kept))
        assert (kept / "state.safetensors").read_bytes() == whole[kept / "state.safetensors"]
    assert {"", "checkpoint_damaged", "resume_settings_differ"} <= codes


@pytest.mark.slow
def test_damaged_tensors_of_a_state(kept, settings) -> None:
    state = kept / "state.safetensors"
    whole, card, rng = load_file(state), read_card(state), random.Random(9)
    codes = []
    for _ in inputs("state tensors"):
        tensors = {name: value.clone() for name, value in whole.items()}
        name = rng.choice([*tensors, "progress", "generator"])
        change = rng.randrange(5)
        if change == 0:
            del tensors[name]
        elif change == 1 and tensors[name].is_floating_point():
            tensors[name].view(-1)[rng.randrange(tensors[name].numel())] = rng.choice(VALUES)
        elif change == 2:
            tensors[name] = tensors[name].to(rng.choice([torch.float32, torch.int64, torch.uint8, torch.bool]))
        elif change == 3:
            tensors[name] = tensors[name].reshape(-1)[: rng.randrange(4)].clone()
        else:
            tensors[rng.choice(["x", "optimiser/x.step", "parameter/x", "partitions"])] = tensors[name].clone()
        write_checkpoint(state, tensors, card)
        codes.append(resumed(settings, kept))
    assert {"", "checkpoint_damaged"} == set(codes) and codes.count("") < len(codes) / 2
