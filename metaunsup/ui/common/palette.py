"""The look of a learner: one ink, one mark and one dash that go with its name, in every figure of every page."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from metaunsup.evaluation.names import PERSON

HEIGHT = 440
# All read on the light page and on the dark one (at least 3 : 1). The first look is K-Means', the yardstick.
INKS = (
    "#7b828a",
    *("#128f9c", "#a07d10", "#a25ccf", "#6f8f1f", "#9c6b4e", "#1b9e77"),
    *("#c2549a", "#2b8cc9", "#7d74c9", "#d9661f", "#d24b52"),
)
MARKS = ("circle", "square", "diamond", "star", "pentagon", "triangle-down", "cross", "x", "triangle-up")
DASHES = ("dot", "dash", "dashdot", "solid", "longdash", "longdashdot")
SHADES = (0.0, 0.35, -0.35)  # what further runs of a learner are mixed with: white, black
HOLLOW = "-open"
SHAPES = ("", HOLLOW, "-dot", "-open-dot")  # how plotly varies a mark


@dataclass(frozen=True)
class Look:
    """How a learner is drawn: ``ink`` is "#rrggbb"; ``mark`` and ``dash`` are plotly's names, as in the player."""

    ink: str
    mark: str
    dash: str

    def again(self, times: int) -> Look:
        """The look of one more run of the same learner: its hue and mark, in another shade and shape."""
        shape = SHAPES[times % len(SHAPES)]
        return Look(shaded(self.ink, SHADES[times % len(SHADES)]), self.mark + shape, self.dash)


YOURS = Look("#2f9e44", "hourglass", "solid")  # whoever sorted the same pictures by hand; no learner has it


def look_of(learner: str) -> Look:
    """The look of a learner by its name: by its place in the registry, so that it is the same wherever it stands.

    Inks, marks and dashes turn at different rates: of two learners that share an ink, neither mark nor dash agree.
    A name that is not registered gets a look by its letters. With a label (``protonet@own``) the ink stays, the mark
    is hollow and the dash another one; labels turn both. A person's is ``YOURS``.
    """
    from metaunsup.learners.registry import LEARNERS, VARIANTS

    if learner == PERSON:
        return YOURS
    names, (name, _, label) = [*LEARNERS, *VARIANTS], learner.partition("@")
    place = names.index(name) if name in names else len(names) + _number(name)
    look = Look(*(_turn(choices, place) for choices in (INKS, MARKS, DASHES)))
    if not label:
        return look
    turns = _number(label) ^ _number("own")  # none for the label of the pages: its mark has the same outline
    # that label goes two dashes on, which is easily told; none goes all the way round
    dash = DASHES[(DASHES.index(look.dash) + 1 + (turns + 1) % (len(DASHES) - 1)) % len(DASHES)]
    return Look(look.ink, MARKS[(MARKS.index(look.mark) + turns) % len(MARKS)] + HOLLOW, dash)


def _number(name: str) -> int:
    return zlib.crc32(name.encode(errors="replace"))


def _turn(choices: tuple[str, ...], place: int) -> str:
    return choices[0] if place == 0 else choices[1 + (place - 1) % (len(choices) - 1)]


def shaded(ink: str, share: float) -> str:
    """``ink`` mixed with white (``share`` above 0) or black (below 0)."""
    goal = 255 if share > 0 else 0
    parts = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (goal - part) * abs(share)):02x}" for part in parts)
