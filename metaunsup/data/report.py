"""What became of a person's own data while it was read: what was taken, what was left out and why, what was changed."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_TOLD = 200  # of what was left out, each by its name; all are counted


@dataclass(frozen=True)
class Report:
    """``kind`` of data (``report.kind.KIND`` names it), and what was done to it.

    ``left_out`` are (what, why) of what was not taken, the first ``MOST_TOLD`` of ``left_out_count``;
    ``report.why.WHY`` says why. ``done`` are sentences on what was changed, as ``words.Say.note`` reads them.
    """

    kind: str
    left_out: tuple[tuple[str, str], ...] = ()
    left_out_count: int = 0
    done: tuple[str, ...] = ()


@dataclass
class Remarks:
    """A report that is being written."""

    kind: str
    left_out: list[tuple[str, str]] = field(default_factory=list)
    first: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0
    done: list[str] = field(default_factory=list)

    def leave_out(self, what: str, why: str, *, first: bool = False) -> None:
        """Note that ``what`` was not taken; ``first``: before all others, since it matters most."""
        self.count += 1
        told = self.first if first else self.left_out
        if len(told) < MOST_TOLD:
            told.append((what, why))

    def report(self) -> Report:
        """What was noted."""
        return Report(self.kind, tuple([*self.first, *self.left_out][:MOST_TOLD]), self.count, tuple(self.done))


def note(key: str, **numbers: float) -> str:
    """One sentence with its numbers, as ``words.Say.note`` reads it."""
    told = (f":{name}={value:.{0 if float(value).is_integer() else 4}f}" for name, value in numbers.items())
    return f"pool.note.{key}{''.join(told)}"
