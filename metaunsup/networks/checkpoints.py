"""Checkpoints: tensors as safetensors, and what a person should know about them as JSON beside it; no pickle.

``NAME.safetensors`` holds the tensors, ``NAME.json`` the card: learner, settings, pool and part with their
fingerprint, seed, steps and cost. Both are written to the end under another name first and then moved into place,
so a full disk or a kill leaves the previous checkpoint whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from metaunsup.data.files import replace_files
from metaunsup.data.foreign import read_json
from metaunsup.data.root import is_file
from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError

FORMAT = 1


def write_checkpoint(path: Path, tensors: Mapping[str, Tensor], card: Mapping[str, Any]) -> None:
    """Write ``tensors`` to ``path`` (``*.safetensors``) and ``card`` beside it (``*.json``); both, or neither."""
    data = save({name: tensor.detach().contiguous() for name, tensor in tensors.items()})
    text = json.dumps({"format": FORMAT, **card}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    # the tensors last: where they are, their card is
    replace_files({path.with_suffix(".json"): text.encode(errors="backslashreplace"), path: data})


def read_card(path: Path) -> dict[str, Any]:
    """The JSON beside a checkpoint."""
    if not is_file(path):
        raise MetaUnsupError("checkpoint_missing", path=path)
    card_path = path.with_suffix(".json")
    if not is_file(card_path):
        raise MetaUnsupError("checkpoint_without_card", path=path, card=card_path.name)
    try:
        card = read_json(card_path)
        version = int(card["format"])
    except (ValueError, KeyError, TypeError, OSError, OverflowError) as error:
        raise MetaUnsupError("checkpoint_damaged", path=card_path) from error
    if version > FORMAT:
        raise MetaUnsupError("checkpoint_newer", path=path, version=version, known=FORMAT)
    return card


def practised_on(card: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Name of the pool that a checkpoint practised on, and the key of what must be said wherever it is named."""
    pool = card.get("pool")
    name, note = (pool.get(key) if isinstance(pool, dict) else None for key in ("name", "note"))
    return one_line(name) if isinstance(name, str) else None, note if isinstance(note, str) else None


def read_checkpoint(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and card of a checkpoint; refuses a truncated or foreign file with a sentence."""
    if path.suffix == ".json":  # its card was named in its place
        path = path.with_suffix(".safetensors")
    card = read_card(path)
    try:
        tensors = load(path.read_bytes())
    except (SafetensorError, ValueError, OSError, KeyError) as error:
        raise MetaUnsupError("checkpoint_damaged", path=path) from error
    return tensors, card
