"""A resume from a state that lacks a piece must not go on as if nothing were missing."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load_file

from metaunsup.errors import MetaUnsupError
from metaunsup.networks.checkpoints import read_card, write_checkpoint
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train

SETTINGS = TrainingSettings("protonet", "digits", steps=2, options={"ways": 4}, validate_every=0)


def _drop(prefix):
    return lambda state: {name: value for name, value in state.items() if not name.startswith(prefix)}


def _put(name, value):
    return lambda state: {**state, name: torch.full_like(state[name], value)}


def _progress(**changes):
    told = {"step": 2.0, "loss": 1.0, "seconds": 1.0, "items_seen": 1.0, **changes}
    return lambda state: {**state, "progress": torch.tensor(list(told.values()), dtype=torch.float64)}


def _step(number):
    return lambda state: {**state, "progress": torch.tensor([number, 1.0, 1.0, 1.0], dtype=torch.float64)}


@pytest.mark.parametrize(
    "spoil",
    [
        _drop("parameter/blocks.0.conv.weight"),
        _drop("parameter/"),
        _drop("optimiser/"),
        _step(-3),
        _step(1e18),
        _progress(seconds=-1.0),
        _progress(seconds=float("inf")),
        _progress(items_seen=-1.0),
        _progress(loss=float("nan")),
        _put("optimiser/blocks.0.conv.weight.step", -1.0),
        _put("optimiser/blocks.0.conv.weight.step", 0.0),
        _put("optimiser/blocks.0.conv.weight.step", float("nan")),
        _put("optimiser/blocks.1.conv.weight.exp_avg_sq", -1.0),
        _put("optimiser/blocks.1.conv.weight.exp_avg", float("inf")),
        _put("parameter/blocks.1.conv.weight", float("nan")),
    ],
)
def test_a_state_with_a_piece_missing_is_refused(spoil, tmp_path) -> None:
    list(train(SETTINGS, tmp_path))
    assert list(train(SETTINGS, tmp_path, resume=True)) == []  # whole, it is taken
    state = tmp_path / "state.safetensors"
    spoiled = {name: value.clone() for name, value in spoil(load_file(state)).items()}
    write_checkpoint(state, spoiled, read_card(state))  # the card is of these tensors
    with pytest.raises(MetaUnsupError) as caught:
        list(train(SETTINGS, tmp_path, resume=True))
    assert caught.value.code == "checkpoint_damaged"
