"""A resume from a state that lacks a piece must not go on as if nothing were missing."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file, save_file

from metaunsup.errors import MetaUnsupError
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train

SETTINGS = TrainingSettings("protonet", "digits", steps=2, options={"ways": 4}, validate_every=0)


def _drop(prefix):
    return lambda state: {name: value for name, value in state.items() if not name.startswith(prefix)}


def _step(number):
    return lambda state: {**state, "progress": torch.tensor([number, 1.0, 1.0, 1.0], dtype=torch.float64)}


@pytest.mark.parametrize(
    "spoil",
    [_drop("parameter/blocks.0.conv.weight"), _drop("parameter/"), _drop("optimiser/"), _step(-3), _step(1e18)],
    ids=["one parameter", "all parameters", "all moments", "negative step", "huge step"],
)
def test_a_state_with_a_piece_missing_is_refused(spoil, tmp_path) -> None:
    list(train(SETTINGS, tmp_path))
    assert list(train(SETTINGS, tmp_path, resume=True)) == []  # whole, it is taken
    state = tmp_path / "state.safetensors"
    save_file({name: value.clone() for name, value in spoil(load_file(state)).items()}, state)
    with pytest.raises(MetaUnsupError) as caught:
        list(train(SETTINGS, tmp_path, resume=True))
    assert caught.value.code == "checkpoint_damaged"
