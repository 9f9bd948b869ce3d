"""How soon learners are where others end, as a table below the scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metaunsup.cli.output import number, paragraph, table, with_interval
from metaunsup.words import Say


def soon(learners: Mapping[str, Mapping[str, Any]], best: str | None, say: Say) -> str:
    """A row for each of ``learners``, by its ``convergence`` and ``area`` as JSON; ``best``: whose end is a level."""
    targets = [t for t in ("kmeans", "best95") if any(t in one["convergence"] for one in learners.values())]
    if best is None or not targets:
        return ""
    levels = {target: say(f"cli.soon.{target}", learner=best) for target in targets}
    head = [say("cli.evaluate.column.learner")]
    for _ in targets:
        head += [say(f"cli.soon.column.{column}") for column in ("steps", "seconds", "reached")]
    rows = [[*head, say("cli.soon.column.area")]]
    for name, one in learners.items():
        cells = [name]
        for target in targets:
            told = one["convergence"].get(target)
            cells += ["-"] * 3 if told is None else [_middle(told["steps"], 0, say), _middle(told["seconds"], 3, say)]
            cells += [] if told is None else [f"{told['reached']:.0%}"]
        rows.append([*cells, with_interval(one["area"])])
    named = [say("cli.soon.one" if len(levels) == 1 else "cli.soon.both", **levels)]
    lead, about = (paragraph(" ".join(words)) for words in (named, [say("cli.soon.about")]))
    return f"{lead}\n{table(rows, right=range(1, len(rows[0])))}\n{about}"


def _middle(told: Mapping[str, Any], digits: int, say: Say) -> str:
    """The median and its interval, where there is one."""

    def text(value: Any) -> str:
        return say("cli.soon.never") if value == "never" else f"{value:g}" if digits == 0 else number(value, digits)

    low, high = told["ci95"]
    return text(told["median"]) + ("" if low is None else f" ({text(low)} .. {text(high)})")
