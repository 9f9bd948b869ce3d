"""What must be said below a table of learners: who finds clusters itself, what was chosen, who was told more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metaunsup.cli.output import paragraph
from metaunsup.words import Say


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
    if any(one.get("noise") for one in found.values()):
        lines.append(say("cli.remark.noise"))
    return ["\n".join(map(paragraph, lines))] if lines else []
