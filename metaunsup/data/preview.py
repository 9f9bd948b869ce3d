"""What became of a person's own data, for a page and a terminal: sentences, what was left out, the first items."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
import torch

from metaunsup.data.pool import PARTS, Pool

MOST_NAMED = 12  # classes
FEW, IN_A_ROW = 6, 12  # items that are shown, in letters and as pictures
_LETTERS = " .:-=+*#%@"  # from dark to light
_ROWS, _COLUMNS = 14, 10


class Speaker(Protocol):
    """What ``words.Say`` does: sentences in one language."""

    def __call__(self, key: str, /, **fields: object) -> str:
        """The sentence named ``key``."""
        ...

    def note(self, note: str | None) -> str | None:
        """The sentences of a note."""
        ...

    def listed(self, names: Iterable[str]) -> str:
        """Several names, one after the other."""
        ...


def described(pool: Pool, say: Speaker) -> dict[str, Any]:
    """Plain values: ``sentences`` on what there is and what was done, and what was ``left_out`` with why."""
    report = pool.report
    assert report is not None
    parts: dict[str, int] = {part: int((pool.parts == number).sum()) for number, part in enumerate(PARTS)}
    counts: dict[str, object] = {"items": len(pool), **parts, "kind": say(f"report.kind.{report.kind}")}
    if pool.images.ndim == 2:
        sentences = [say("report.vectors", columns=pool.images.shape[1], **counts)]
    else:
        sentences = [say("report.pictures", side=pool.images.shape[-1], **counts)]
    sizes: dict[str, int] = {}
    if pool.labels is None:
        sentences.append(say("report.no_classes"))
    else:
        found = torch.bincount(pool.labels, minlength=len(pool.class_names)).tolist()
        sizes = dict(zip(pool.class_names, found, strict=True))
        named = [f"{name} ({size:,})" for name, size in list(sizes.items())[:MOST_NAMED]]
        more = ["…"] if len(sizes) > MOST_NAMED else []
        sentences.append(say("report.classes", count=len(sizes), classes=say.listed([*named, *more])))
    sentences += [said for one in report.done if (said := say.note(one)) is not None]
    return {
        "name": pool.name,
        "kind": report.kind,
        "items": len(pool),
        "shape": list(pool.images.shape[1:]),
        "parts": parts,
        "classes": sizes,
        "sentences": sentences,
        "left_out": [(what, say(f"report.why.{why}")) for what, why in report.left_out],
        "left_out_count": report.left_out_count,
    }


def first_items(pool: Pool, count: int = FEW) -> torch.Tensor:
    """Places (M,) of a few items, of as many classes as there are."""
    if pool.labels is None:
        return torch.arange(min(count, len(pool)))
    turn = torch.zeros(len(pool), dtype=torch.int64)  # which one of its class an item is
    for label in range(len(pool.class_names)):
        of_class = pool.labels == label
        turn[of_class] = torch.arange(int(of_class.sum()))
    return torch.argsort(turn * len(pool.class_names) + pool.labels, stable=True)[:count]


MOST_CELLS, CELLS_WIDE = 400, 28  # of a vector's picture: numbers that are shown, and its width in pixels


def as_pictures(vectors: torch.Tensor) -> torch.Tensor:
    """Standardised vectors (N, D) as pictures (N, 1, S, S) in [0, 1] to be told apart by: a square cell a number.

    Row by row in the order of the columns, from black, two deviations below the mean, to white, two above it.
    """
    shown = (vectors[:, :MOST_CELLS] / 4 + 0.5).clamp(0, 1)
    side = math.ceil(math.sqrt(shown.shape[1]))
    cells = torch.zeros(len(shown), side * side, dtype=shown.dtype)
    cells[:, : shown.shape[1]] = shown
    each = max(1, CELLS_WIDE // side)
    return cells.view(-1, 1, side, side).repeat_interleave(each, 2).repeat_interleave(each, 3)


def in_a_row(pool: Pool) -> np.ndarray:
    """The first items side by side as grey levels, (S, M * (S + 2)) uint8."""
    items = pool.unlabelled_items(first_items(pool, IN_A_ROW))
    pictures = (as_pictures(items) if items.ndim == 2 else items).mean(1).mul(255).round().to(torch.uint8)
    return torch.cat(list(torch.nn.functional.pad(pictures, (0, 2, 0, 0))), 1).numpy()


def in_letters(pool: Pool) -> str:
    """The first items, pictures as letters, rows as numbers."""
    chosen = first_items(pool, 3 if pool.images.ndim == 4 else FEW)
    if pool.images.ndim == 2:
        return "\n".join(
            "  "
            + " ".join(f"{value:7.2f}" for value in row[:_COLUMNS].tolist())
            + (" …" if len(row) > _COLUMNS else "")
            for row in pool.images[chosen]
        )
    grey = pool.images[chosen].to(torch.float32).mean(1)
    rows = torch.nn.functional.interpolate(grey[:, None], (_ROWS, 2 * _ROWS), mode="area")[:, 0].numpy()
    codes = np.minimum(rows / 256 * len(_LETTERS), len(_LETTERS) - 1).astype(int)
    return "\n".join("  ".join("".join(_LETTERS[at] for at in one[row]) for one in codes) for row in range(_ROWS))
