"""Checkpoints: tensors as safetensors, and what a person should know about them as JSON beside it; no pickle.

``NAME.safetensors`` holds the tensors, ``NAME.json`` the card: learner, settings, pool and part with their
fingerprint, seed, steps and cost, and the digest of the tensors' file: a card beside other tensors is refused. Both
are written to the end under another name first and then moved into place, so a full disk or a kill leaves the previous
checkpoint whole; killed between the two moves it leaves the new one whole, half of it still under the other name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from metaunsup.data.files import leftovers, replace_files
from metaunsup.data.foreign import read_json
from metaunsup.data.root import is_file
from metaunsup.data.text import one_line
from metaunsup.errors import MetaUnsupError

FORMAT, DIGEST = 1, "tensors_sha256"
ATTEMPTS = 3  # to read both files of one moment, while a training replaces them


def write_checkpoint(path: Path, tensors: Mapping[str, Tensor], card: Mapping[str, Any]) -> None:
    """Write ``tensors`` to ``path`` (``*.safetensors``) and ``card`` beside it (``*.json``); both, or neither."""
    data = save({name: tensor.detach().contiguous() for name, tensor in tensors.items()})
    told = {"format": FORMAT, **card, DIGEST: _digest(data)}
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
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
    for _ in range(ATTEMPTS):
        card = read_card(path)
        try:
            data = path.read_bytes()
            tensors = load(data)
        except (SafetensorError, ValueError, OSError, KeyError) as error:
            raise MetaUnsupError("checkpoint_damaged", path=path) from error
        wanted = card.pop(DIGEST, None)  # None: of before there was one
        if wanted is None or wanted == _digest(data):
            return tensors, card
        for other in leftovers(path):
            if _is(other, wanted):  # killed between the two moves
                return load(other.read_bytes()), card
    raise MetaUnsupError("checkpoint_not_its_card", path=path, card=path.with_suffix(".json").name)


def finish_writing(path: Path) -> None:
    """Make the second move of a checkpoint whose writer was killed before it; without one, do nothing."""
    try:
        wanted = read_card(path).get(DIGEST)
        if wanted is not None and not _is(path, wanted):
            for other in leftovers(path):
                if _is(other, wanted):
                    other.replace(path)
                    return
    except (MetaUnsupError, OSError):
        return  # whoever reads it will say what is wrong


def _is(path: Path, digest: object) -> bool:
    try:
        return _digest(path.read_bytes()) == digest
    except OSError:
        return False


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
