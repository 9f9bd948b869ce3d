"""What a learner that draws (VAE, BiGAN) makes of its latents: rows of pictures, ready to be laid side by side.

One that has practised on a table draws vectors, which ``matrix`` lays out as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.latent import LatentLearner

REACH = 2.5  # standard deviations of the prior, to either side
ACROSS = 9  # pictures in a row


KINDS = ("plane", "traverse", "between", "again")
MOST_ROWS = 16  # dimensions that are gone through
AGAIN = 36  # items that are drawn again
AGAIN_ROWS = 12  # of a table


@dataclass(frozen=True, eq=False)
class Row:
    """``pictures`` (M, C, H, W) in [0, 1], or vectors (M, D); ``kind`` and ``number`` say what they are of."""

    kind: str
    number: int
    pictures: Tensor


def drawings(
    learner: LatentLearner,
    items: Tensor,
    codes: Tensor,
    kind: str,
    ends: tuple[int, int] = (0, 1),
    dimensions: tuple[int, int] | None = None,
) -> list[Row]:
    """What ``kind`` (of ``KINDS``) shows of ``items`` (N, C, H, W) and their latents (N, L).

    ``ends``: the item that is gone out from, and the one that is gone to; ``dimensions`` of a plane, by default the two
    in which items differ most.
    """
    if kind not in KINDS:
        raise MetaUnsupError("option_choice", name="drawn", value=kind, choices=KINDS)
    for end in ends:
        check_range("picture", end + 1, 1, len(items))
    (first, second), size, order = ends, items.shape[2:], active(codes)
    if kind == "plane":
        return plane(learner, codes[first], *(dimensions or (order[0], order[-1 if len(order) < 2 else 1])), size)
    if kind == "traverse":
        return traversals(learner, codes[first], order[:MOST_ROWS], size)
    if kind == "between":
        way = Row("way", 0, between(learner, codes[first], codes[second], size))
        return [Row("item", first, items[first][None]), way, Row("item", second, items[second][None])]
    some = slice(0, AGAIN)
    return [Row("items", 0, items[some]), Row("drawn", 0, learner.decode(codes[some], size))]


def matrix(rows: Sequence[Row], kind: str, column: int = 0) -> Tensor:
    """What ``drawings`` of ``kind`` come to where items are vectors (D,), as numbers (M, D).

    Of a plane one ``column``, (9, 9); going through dimensions, by how much each column changes from the first to the
    last; of items that are drawn again, each with what is drawn below it.
    """
    drawn = [row.pictures for row in rows]
    if kind == "plane":
        return torch.stack(drawn)[:, :, column]
    if kind == "traverse":
        return torch.stack([one[-1] - one[0] for one in drawn])
    if kind == "again":
        return torch.stack([one[:AGAIN_ROWS] for one in drawn], 1).flatten(0, 1)
    return torch.cat(drawn)


def most_moved(rows: Sequence[Row]) -> int:
    """The column that changes most over all that is drawn."""
    return int(torch.cat([row.pictures for row in rows]).std(0, correction=0).argmax())


def active(codes: Tensor) -> list[int]:
    """Dimensions of ``codes`` (N, L), the one in which items differ most first."""
    return torch.argsort(codes.std(0, correction=0), descending=True, stable=True).tolist()


def plane(learner: LatentLearner, code: Tensor, across: int, down: int, size: Sequence[int]) -> list[Row]:
    """Pictures on a grid over two dimensions of the latent, from -2.5 to 2.5; all others are those of ``code`` (L,).

    ``across`` grows to the right, ``down`` upwards, as in a figure.
    """
    if across == down:
        raise MetaUnsupError("same_dimension", dimension=across)
    values = torch.linspace(-REACH, REACH, ACROSS)
    rows = []
    check_range("dimension", down, 0, learner.latent_size - 1)
    for value in values.flip(0).tolist():
        moved = code.clone()
        moved[down] = value
        rows.append(Row("dimension", down, learner.traverse(moved, across, values.tolist(), size)))
    return rows


def traversals(learner: LatentLearner, code: Tensor, dimensions: Sequence[int], size: Sequence[int]) -> list[Row]:
    """For each of ``dimensions`` the pictures of ``code`` (L,) with that number going from -2.5 to 2.5."""
    values = torch.linspace(-REACH, REACH, ACROSS).tolist()
    return [Row("dimension", one, learner.traverse(code, one, values, size)) for one in dimensions]


def between(learner: LatentLearner, first: Tensor, second: Tensor, size: Sequence[int]) -> Tensor:
    """Pictures on the straight way from one latent (L,) to another, both ends among them: (9, C, H, W)."""
    return learner.interpolate(first, second, ACROSS, size)
