"""What the intervals of a table are over, and its learners group by group of classes (alphabet by alphabet)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metaunsup.cli.output import number, paragraph, table, with_interval
from metaunsup.words import Say


def wider(entry: Mapping[str, Any]) -> str:
    """Half the interval over tasks and classes."""
    low, high = entry["ci95_classes"] or (None, None)
    return "-" if low is None else f"± {number((high - low) / 2)}"


def over_words(over: Mapping[str, Any], say: Say) -> str:
    """What intervals are over, as a sentence; ``over`` as JSON."""
    return say(f"cli.classes.{over['unit'] if over['count'] else 'unknown'}", count=over["count"])


def by_group(groups: Mapping[str, Mapping[str, Any]], say: Say) -> list[str]:
    """A paragraph with a row for each group and a column for each learner; none where classes have no groups."""
    names: Sequence[str] = list(dict.fromkeys(name for one in groups.values() for name in one))
    if not names:
        return []
    rows = [[say("cli.classes.group"), *groups]]
    rows += [
        [name, *("-" if name not in one else with_interval(one[name]) for one in groups.values())] for name in names
    ]
    return [f"{paragraph(say('cli.classes.by_group'))}\n{table(rows, right=range(1, len(rows[0])))}"]
