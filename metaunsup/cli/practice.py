"""What commands say of the practice behind a learner, and the checkpoints that a person names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from metaunsup.words import Say


def practice_notes(costs: Iterable[dict[str, Any]], say: Say) -> list[str]:
    """What must be said of the pools practised on, each once."""
    known = {one["pool"]: text for one in costs if (text := say.note(one["note"])) is not None}
    return [say("cli.evaluate.practice_note", pool=pool, note=text) for pool, text in known.items()]


def loop_note(practice: Iterable[Mapping[str, dict[str, Any] | None]], say: Say) -> list[str]:
    """A sentence on who practised with the adapting loop of before, and so takes its steps; none where nobody did."""
    from metaunsup.evaluation.findings import earlier_loops

    names = [say.learner_title(name) for name in earlier_loops(practice)]
    return [say("learners.earlier_loop", learners=say.listed(names))] if names else []


def cost_in_words(cost: dict[str, Any] | None, say: Say) -> str:
    """What meta-training took: where, how many steps, seconds and pictures."""
    if cost is None:
        return say("cli.evaluate.no_practice")
    return say(
        "cli.evaluate.practice",
        pool=cost["pool"] or "?",
        steps=f"{cost['steps']:,}",
        seconds=f"{cost['seconds']:,.0f}",
        items=f"{cost['items_seen']:,}",
    )


def as_path(file: str) -> Path:
    """A checkpoint as it was typed: run:ID, shipped:POOL/LEARNER or a file, of which the shell leaves ~ to us."""
    from metaunsup.training.references import reference_path

    return reference_path(os.path.expanduser(file))  # noqa: PTH111 - pathlib's raises for "~nobody"
