"""A card that somebody edited by hand is refused with a sentence, not with a traceback at the first step."""

from __future__ import annotations

import json

import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import make_learner
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


@pytest.mark.parametrize("name", [".", "/"])
def test_a_folder_is_no_checkpoint(name) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        make_learner("maml").load(name)
    assert caught.value.code == "checkpoint_missing"
