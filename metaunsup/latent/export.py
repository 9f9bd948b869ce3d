"""Pictures of spaces as tables, JSON and drawings."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np

from metaunsup.latent.look import Picture, Space
from metaunsup.latent.shown import Shown

# as the pages have them on white paper (ui/player/palette.js); beyond ten the number in a point decides
INKS = ("#0067a5", "#c8500a", "#00795c", "#b3458a", "#836600", "#2b8cc9", "#7d1d4f", "#4d40b0", "#5b6066", "#5f7200")
NOBODY = "#8b9096"
PANEL, EDGE, HEAD = 480, 24, 30  # pixels of a drawing
NUMBERED = 600  # points that there is room for a number in


def rows(shown: Shown, spaces: Sequence[Space], pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    """A row for each item in each picture: where it lies, its true class, the group it was put in, how unsure."""
    found = []
    for picture in pictures:
        space = spaces[picture.space]
        for item in range(len(shown)):
            label = None if shown.labels is None else int(shown.labels[item])
            found.append(
                {
                    "encoder": space.name,
                    "method": picture.method,
                    "near": picture.near,
                    "step": picture.step,
                    "item": item,
                    "index": int(shown.index[item]),
                    "x": round(float(picture.positions[item, 0]), 5),
                    "y": round(float(picture.positions[item, 1]), 5),
                    "truth": None if label is None or label < 0 else shown.class_names[label],
                    "group": int(picture.groups[item]),
                    "unsure": round(float(space.unsure[item]), 4),
                }
            )
    return found


def as_csv(found: Sequence[Mapping[str, Any]]) -> str:
    """``rows`` as a table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def summary(shown: Shown, spaces: Sequence[Space], pictures: Sequence[Picture]) -> dict[str, Any]:
    """What is known of the spaces, and of each picture: measures and positions; as plain values."""
    return {
        "pool": shown.source.pool,
        "part": shown.source.part,
        "seed": shown.seed,
        "items": len(shown),
        "groups_looked_for": shown.n_clusters,
        "classes": list(shown.class_names),
        "truth": None if shown.labels is None else shown.labels.tolist(),
        "index": shown.index.tolist(),
        "spaces": [
            {
                "encoder": space.name,
                "dimensions": space.points.shape[1],
                "silhouette_of_classes": space.silhouette,
                "accuracy_of_groups": space.accuracy,
                "moves": space.moves,
                "neighbours": space.neighbours.tolist(),
                "pictures": [_told(one) for one in pictures if one.space == space.number],
            }
            for space in spaces
        ],
    }


def _told(picture: Picture) -> dict[str, Any]:
    trusted, kept = picture.trust or (None, None)
    return {
        "method": picture.method,
        "near": picture.near,
        "step": picture.step,
        "trustworthiness": trusted,
        "neighbours_kept": kept,
        "silhouette_of_classes": picture.silhouette,
        "accuracy_of_groups": picture.accuracy,
        "seconds": round(picture.seconds, 3),
        "positions": np.round(picture.positions.astype(np.float64), 5).tolist(),
        "groups": picture.groups.tolist(),
    }


def svg(titles: Sequence[str], pictures: Sequence[Picture], colours: Sequence[np.ndarray], about: str) -> str:
    """Pictures side by side under their ``titles``, every point with the number of its colour; ``about`` for readers.

    ``colours``: for each picture (N,) int64, below 0 for none.
    """
    width, height = PANEL * len(pictures), PANEL + HEAD
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" font-family="system-ui, sans-serif"><title>{escape(about)}</title>'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    ]
    for place, (title, picture, colour) in enumerate(zip(titles, pictures, colours, strict=True)):
        left, many = place * PANEL, len(colour) > NUMBERED
        reach = max(float(np.abs(picture.positions).max(initial=0.0)), 1e-9)
        at = picture.positions / reach * (PANEL / 2 - EDGE) * (1, -1) + (left + PANEL / 2, HEAD + PANEL / 2)
        parts.append(f'<text x="{left + EDGE}" y="20" font-size="14" font-weight="600">{escape(title)}</text>')
        for (x, y), number in zip(at.tolist(), colour.tolist(), strict=True):
            ink = NOBODY if number < 0 else INKS[number % len(INKS)]
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 if many else 7}" fill="{ink}"/>')
            if not many:
                text = "–" if number < 0 else str(number + 1)
                parts.append(
                    f'<text x="{x:.1f}" y="{y + 3:.1f}" font-size="9" fill="#fff" text-anchor="middle">{text}</text>'
                )
    return "\n".join([*parts, "</svg>\n"])
