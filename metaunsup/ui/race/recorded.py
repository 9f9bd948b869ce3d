"""Races that were computed before, so that a whole class sees one at once: ``python -m benchmarks.home_recordings``.

A file a race, xz of one line of JSON and then bytes. The line has the format, the race that was asked for, the SHA-256
of every checkpoint that took part and of the file of pictures, which all races share, the day, what stays the same
(``RaceSetup``) and the facts of all frames; the bytes are, learner by learner, what changes little from step to step,
as the difference to the step before. A file of another format, race or checkpoint, or a damaged one, is no recording:
the race is then computed.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import io
import json
import logging
import lzma
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from metaunsup.ui.common.requests import RaceChoice, home_race
from metaunsup.ui.player.sprites import Sheet, grey_sheet
from metaunsup.ui.race.frames import PackedFrame, RaceSetup

FORMAT = 1
SEEDS = range(31)  # of the home page's tasks that are recorded
FOLDER = Path(__file__).parent / "recordings"
PICTURES = FOLDER / "pictures.png"  # a sheet of all pictures that tasks are made of
CHECKPOINTS = Path(__file__).parents[2] / "checkpoints"
_LONG = 64  # characters of base64 in a fact from which on it is kept as bytes
_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Recording:
    """A race that is over: the ``day`` it was computed (ISO), what stays the same, and its settled frames."""

    day: str
    setup: RaceSetup
    frames: tuple[PackedFrame, ...]


def file_of(choice: RaceChoice) -> Path | None:
    """Where a recording of ``choice`` lies; None of a race that is not recorded."""
    seed = choice.task.seed
    return FOLDER / f"home-{seed}.xz" if seed in SEEDS and choice == home_race(seed) else None


@functools.lru_cache(maxsize=64)
def recorded(choice: RaceChoice) -> Recording | None:
    """The recording of ``choice``, or None where there is none that holds today."""
    path = file_of(choice)
    if path is None or not path.is_file():
        return None
    try:
        return read(path.read_bytes(), choice)
    except (OSError, lzma.LZMAError, ValueError, KeyError, TypeError, IndexError) as error:
        _log.warning("recording %s cannot be read and is left out: %r", path.name, error)
        return None


def read(data: bytes, choice: RaceChoice) -> Recording | None:
    """The recording in ``data``, or None where it is of another format, race or checkpoint than today's."""
    line, _, rest = lzma.decompress(data).partition(b"\n")
    head = json.loads(line)
    if head["format"] != FORMAT or head["request"] != _plain(choice) or head["files"] != _hashes(choice):
        return None
    facts = head["facts"]
    told: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in head["setup"].items()}
    truth, sheet = np.array(told.pop("truth"), np.int64), _sheet(head["pictures"], told.pop("tile"))
    setup = RaceSetup(**told, truth=truth, sheet=sheet)
    bodies: list[dict[str, bytes]] = [{} for _ in facts]
    for name, kind, width in head["parts"]:
        for place in range(len(setup.learners)):
            own = [at for at, fact in enumerate(facts) if fact["learner"] == place and name in head["has"][at]]
            size = len(own) * width * np.dtype(kind).itemsize
            planes = np.frombuffer(rest[:size], np.uint8).reshape(np.dtype(kind).itemsize, len(own), width)
            changes = np.ascontiguousarray(np.moveaxis(planes, 0, -1)).view(kind)[..., 0]
            for at, values in zip(own, np.cumsum(changes, 0, dtype=kind), strict=True):
                bodies[at][name] = values.tobytes()
            rest = rest[size:]
    if rest:
        raise ValueError("longer than its parts")
    frames = []
    for fact, body in zip(facts, bodies, strict=True):
        points = body.pop("points")
        frames.append(PackedFrame(points, fact | {name: _told(value) for name, value in body.items()}))
    return Recording(str(head["day"]), setup, tuple(frames))


def packed(
    choice: RaceChoice, setup: RaceSetup, frames: Sequence[PackedFrame], pictures: Sequence[int], day: str
) -> bytes:
    """The file of a race of ``choice`` with ``setup``, over, whose settled frames are ``frames``.

    ``pictures``: where those of the task stand in the file of pictures.
    """
    bodies = [{"points": frame.points} | _bytes_of(frame.facts) for frame in frames]
    if _sheet(pictures, setup.sheet.tile) != setup.sheet:
        raise ValueError("not the pictures of this race")
    rest, parts = [], []
    for name in sorted({name for body in bodies for name in body}):
        kind = "<u2" if name == "points" else "u1"
        lengths = {len(body[name]) for body in bodies if name in body}
        if len(lengths) != 1:
            raise ValueError(f"{name} differs in length from frame to frame")
        parts.append((name, kind, lengths.pop() // np.dtype(kind).itemsize))
        for place in range(len(setup.learners)):
            of = [body for body, frame in zip(bodies, frames, strict=True) if frame.facts["learner"] == place]
            own = [np.frombuffer(body[name], kind) for body in of if name in body]
            if not own:
                continue
            values = np.stack(own)
            changes = np.diff(values, axis=0, prepend=values[:1] * 0).astype(kind)
            planes = changes.view("u1").reshape(*changes.shape, -1)
            rest.append(np.ascontiguousarray(np.moveaxis(planes, -1, 0)).tobytes())
    plain = ("learners", "finds", "told", "looks", "n_clusters", "class_names", "scored")
    kept = {name: getattr(setup, name) for name in plain}
    head = {
        "format": FORMAT,
        "request": _plain(choice),
        "files": _hashes(choice),
        "day": day,
        "setup": {**kept, "truth": setup.truth.tolist(), "tile": setup.sheet.tile},
        "pictures": list(pictures),
        "parts": parts,
        "has": [sorted(body) for body in bodies],
        "facts": [
            {name: value for name, value in frame.facts.items() if name not in body}
            for frame, body in zip(frames, bodies, strict=True)
        ],
    }
    line = json.dumps(head, separators=(",", ":")).encode()
    return lzma.compress(b"\n".join((line, b"".join(rest))), check=lzma.CHECK_SHA256, preset=9 | lzma.PRESET_EXTREME)


def _plain(choice: RaceChoice) -> Any:
    """``choice`` as JSON gives it back."""
    return json.loads(json.dumps(asdict(choice)))


def _hashes(choice: RaceChoice) -> dict[str, str]:
    """SHA-256 of the pictures and of the shipped checkpoint of every learner that has one, by the learner's name."""
    paths = {name: CHECKPOINTS / str(choice.trained_on) / f"{name}.safetensors" for name in choice.learners}
    paths["pictures"] = PICTURES
    return {name: _hash(path) for name, path in paths.items() if path.is_file()}


@functools.lru_cache(maxsize=64)
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sheet(pictures: Sequence[int], tile: int) -> Sheet:
    """Those of the file of pictures that stand at these places."""
    board = np.asarray(Image.open(io.BytesIO(PICTURES.read_bytes())))
    rows, columns = (size // tile for size in board.shape)
    tiles = board[: rows * tile, : columns * tile].reshape(rows, tile, columns, tile).swapaxes(1, 2)
    return grey_sheet(tiles.reshape(-1, tile, tile)[list(pictures)])


def _bytes_of(facts: dict[str, Any]) -> dict[str, bytes]:
    """Those of ``facts`` that are bytes in base64."""
    found = {}
    for name, value in facts.items():
        if isinstance(value, str) and len(value) > _LONG:
            try:
                decoded = base64.b64decode(value, validate=True)
            except binascii.Error:
                continue
            if _told(decoded) == value:
                found[name] = decoded
    return found


def _told(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
