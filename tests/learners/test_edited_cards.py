"""A card that somebody edited by hand is refused with a sentence, not with a traceback at the first step."""

from __future__ import annotations

import json

import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import make_learner, read_options
from metaunsup.learners.shipped import SHIPPED


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("inner_lr", None),
        ("inner_lr", "fast"),
        ("inner_lr", [1]),
        ("strength", "1"),
        ("temperature", "0.1"),
        ("filters", 999),
    ],
)
def test_an_option_of_another_kind_is_refused(option, value, tmp_path) -> None:
    shipped = SHIPPED / "digits" / "reptile.safetensors"
    (tmp_path / "reptile.safetensors").write_bytes(shipped.read_bytes())
    card = json.loads(shipped.with_suffix(".json").read_text())
    (tmp_path / "reptile.json").write_text(json.dumps(card))
    make_learner("reptile").load(tmp_path / "reptile.safetensors")  # whole, it is taken
    card["options"][option] = value
    (tmp_path / "reptile.json").write_text(json.dumps(card))
    with pytest.raises(MetaUnsupError) as caught:
        make_learner("reptile").load(tmp_path / "reptile.safetensors")
    assert caught.value.code == "checkpoint_damaged"


@pytest.mark.parametrize("cost", [{"steps": -1}, {"seconds": -1.0}, {"items_seen": -5}, {"steps": float("inf")}])
def test_a_cost_that_none_can_be_is_refused(cost, tmp_path) -> None:
    shipped = SHIPPED / "digits" / "reptile.safetensors"
    (tmp_path / "reptile.safetensors").write_bytes(shipped.read_bytes())
    card = json.loads(shipped.with_suffix(".json").read_text())
    (tmp_path / "reptile.json").write_text(json.dumps(card | cost))
    with pytest.raises(MetaUnsupError) as caught:
        make_learner("reptile").load(tmp_path / "reptile.safetensors")
    assert caught.value.code == "checkpoint_damaged"


def test_a_card_cannot_undo_a_preset(tmp_path) -> None:
    """ANIL's and MAML's parameters are the same in shape, so that nothing else would tell."""
    shipped = SHIPPED / "digits" / "anil.safetensors"
    card = json.loads(shipped.with_suffix(".json").read_text())
    assert card["options"]["adapts"] == "last"
    card["options"]["adapts"] = "all"
    (tmp_path / "anil.safetensors").write_bytes(shipped.read_bytes())
    (tmp_path / "anil.json").write_text(json.dumps(card))
    with pytest.raises(MetaUnsupError) as caught:
        make_learner("anil").load(tmp_path / "anil.safetensors")
    assert caught.value.code == "checkpoint_damaged"


@pytest.mark.parametrize(
    "path", sorted(SHIPPED.rglob("*.safetensors")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_every_shipped_card_is_taken(path) -> None:
    learner = make_learner(path.stem)
    learner.load(path)
    assert read_options(path.stem, learner.options()) == learner.options()


@pytest.mark.parametrize("name", [".", "/"])
def test_a_folder_is_no_checkpoint(name) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        make_learner("maml").load(name)
    assert caught.value.code == "checkpoint_missing"
