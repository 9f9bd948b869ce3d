"""Colours and marks of the figures, in one order on every page."""

from __future__ import annotations

# read on white and on black, and told apart by the colour-blind together with marks and dashes
INKS = ("#2b8cc9", "#d9661f", "#1b9e77", "#c2549a", "#a07d10", "#7d74c9")
MARKS = ("circle", "square", "diamond", "triangle-up", "x", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
HEIGHT = 440
