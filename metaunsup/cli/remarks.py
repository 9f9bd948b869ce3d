"""What must be said of learners below a table: who found or chose what, who was told more, and who failed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from metaunsup.cli.output import paragraph
from metaunsup.data.text import one_line
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.failures import Failed


def remarks(found: Mapping[str, Mapping[str, Any]], say: Say) -> list[str]:
    """Paragraphs about the learners in ``found``, each with its ``evaluation.findings`` (other keys are ignored)."""
    from metaunsup.evaluation.findings import chosen_text

    lines = []
    for name, one in found.items():
        if "clusters" in one:
            fields = {"clusters": f"{one['clusters']:.1f}", "noise": f"{one['noise']:.1%}"}
            lines.append(say("cli.remark.found", learner=name, **fields))
        if "chosen" in one:
            lines.append(say("cli.remark.chosen", learner=name, values=chosen_text(one["chosen"])))
        if one.get("knows_sizes"):
            lines.append(say("cli.remark.knows_sizes", learner=name))
    if told := [say.learner_title(name) for name, one in found.items() if one.get("sees_labels")]:
        lines.append(say("learners.sees_labels", learners=say.listed(told)))
    if any(one.get("noise") for one in found.values()):
        lines.append(say("cli.remark.noise"))
    return ["\n".join(map(paragraph, lines))] if lines else []


def failures(failed: Mapping[str, Failed], total: int, say: Say) -> list[str]:
    """A sentence for each learner that failed: on how many of ``total`` tasks, and why first."""
    return [
        say(
            f"cli.failed.{'all' if one.tasks == total else 'some'}",
            learner=name,
            count=one.tasks,
            total=total,
            reason=say.explain(one.first.error),
        )
        for name, one in failed.items()
    ]


def complain(sentences: Sequence[str]) -> None:
    """The same for whoever reads no table."""
    for sentence in sentences:
        print(one_line(sentence), file=sys.stderr)


def over(text: str, count: int | None, say: Say) -> str:
    """A difference, or the pair it is of, and over how many tasks it is taken where these are not all."""
    return text if count is None else say("cli.failed.shared", what=text, count=count)
