"""A desk's month as an SVG: every payment by day and suspicion, the line, who was called about, and what was fraud."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import numpy as np

from metaunsup.applications.alarms import Alarms, day_of, on_a_log_scale
from metaunsup.applications.bank import MONTH

# as the page has them on white paper
QUIET, ALARM, FRAUD, INK, FAINT = "#7b828a", "#d9661f", "#d24b52", "#23282d", "#e3e6e9"
WIDTH, HEIGHT = 960, 420
LEFT, RIGHT, TOP, BOTTOM = 76, 16, 44, 48  # pixels around the plane
LINES = 5  # of the scale of suspicion, about


def svg(found: Alarms, seen: np.ndarray, words: Mapping[str, str]) -> str:
    """What is ``seen`` (Q,) bool of the month, as the page draws it with the truth shown.

    ``words``: "about" for readers, "day", "suspicion" for the axes, "quiet", "alarm", "late", "fraud" for the marks.
    """
    days, scale = day_of(found.task), _Scale(found)
    x = LEFT + days / MONTH * (WIDTH - LEFT - RIGHT)
    y = np.array([scale.at(one) for one in found.suspicion.tolist()])
    kinds = {
        "quiet": ~found.over & seen,
        "alarm": found.called & seen,
        "late": found.over & ~found.called & seen,
        "fraud": (found.task.truth > 0) & seen,
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' role="img" font-family="system-ui, sans-serif" font-size="13" fill="{INK}">'
        f"<title>{escape(words['about'])}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    ]
    parts += _axes(scale, words)
    for kind, rows in kinds.items():
        if kind == "late" and not rows.any():
            continue
        parts += [_mark(kind, *point) for point in zip(x[rows].tolist(), y[rows].tolist(), strict=True)]
    line = scale.at(found.threshold)
    parts.append(
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{line:.1f}" y2="{line:.1f}" stroke="{ALARM}"'
        f' stroke-width="1.5" stroke-dasharray="7 5"/>'
    )
    shown = [kind for kind in kinds if kind != "late" or kinds["late"].any()]
    for place, kind in enumerate(shown):
        at = LEFT + place * (WIDTH - LEFT - RIGHT) / 4
        parts.append(_mark(kind, at + 8, 20))
        parts.append(f'<text x="{at + 22:.0f}" y="24">{escape(words[kind])}</text>')
    return "\n".join([*parts, "</svg>\n"])


class _Scale:
    """Where a suspicion stands: the largest on top, the smallest below; logarithmic where the page is."""

    def __init__(self, found: Alarms) -> None:
        self.log = on_a_log_scale(found.suspicion)
        values = self._of(np.append(found.suspicion, found.threshold))
        self.low, self.high = float(values.min()), float(values.max())
        if self.low == self.high:
            self.low, self.high = self.low - 1, self.high + 1

    def at(self, suspicion: float) -> float:
        share = (float(self._of(np.array([suspicion]))[0]) - self.low) / (self.high - self.low)
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)

    def ticks(self) -> list[float]:
        """Round numbers within the scale: 1, 2 and 5 of each power of ten where it is logarithmic."""
        if self.log:
            powers = range(int(np.floor(self.low)), int(np.ceil(self.high)) + 1)
            ticks = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        else:
            rough = (self.high - self.low) / LINES
            power = 10.0 ** np.floor(np.log10(rough))
            step = next(one * power for one in (1, 2, 5, 10) if one * power >= rough)
            ticks = [one * step for one in range(int(np.ceil(self.low / step)), int(self.high // step) + 1)]
        return [one for one in ticks if self.low <= float(self._of(np.array([one]))[0]) <= self.high]

    def _of(self, suspicion: np.ndarray) -> np.ndarray:
        return np.log10(suspicion) if self.log else suspicion


def _axes(scale: _Scale, words: Mapping[str, str]) -> list[str]:
    right, low = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for tick in scale.ticks():
        y = scale.at(tick)
        parts.append(f'<line x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" stroke="{FAINT}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for day in (1, *range(5, MONTH + 1, 5)):
        x = LEFT + (day - 1) / MONTH * (right - LEFT)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{low}" y2="{low + 5}" stroke="{INK}"/>')
        parts.append(f'<text x="{x:.1f}" y="{low + 20}" text-anchor="middle">{day}</text>')
    parts.append(f'<line x1="{LEFT}" x2="{right}" y1="{low}" y2="{low}" stroke="{INK}"/>')
    parts.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(words["day"])}</text>')
    middle = (TOP + low) / 2
    parts.append(
        f'<text x="18" y="{middle}" text-anchor="middle" transform="rotate(-90 18 {middle})">'
        f"{escape(words['suspicion'])}</text>"
    )
    return parts


def _mark(kind: str, x: float, y: float) -> str:
    """The mark of a payment: quiet ones are dots, alarms triangles (hollow without a call), frauds have a ring."""
    if kind == "quiet":
        return f'<circle class="quiet" cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{QUIET}"/>'
    if kind == "fraud":
        return f'<circle class="fraud" cx="{x:.1f}" cy="{y:.1f}" r="8" fill="none" stroke="{FRAUD}" stroke-width="2"/>'
    fill = ALARM if kind == "alarm" else "none"
    return (
        f'<path class="{kind}" d="M{x - 5:.1f} {y + 4:.1f} L{x:.1f} {y - 5:.1f} L{x + 5:.1f} {y + 4:.1f} Z"'
        f' fill="{fill}" stroke="{ALARM}" stroke-width="1.5"/>'
    )
