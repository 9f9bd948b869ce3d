"""What commands say of the practice behind a learner, and the checkpoints that a person names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.learners.meta import MetaLearner


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


class Practised(Protocol):
    """A detector or a generator: ``encoders`` have practised for it, one at most."""

    @property
    def encoders(self) -> Sequence[MetaLearner]:
        """Who practised."""
        ...


P = TypeVar("P", bound=Practised)


def prepared(
    named: Sequence[str],
    given: Mapping[str, str],
    trained_on: str,
    make: Callable[..., P],
    loads: Callable[[str, P], str | None],
) -> tuple[dict[str, P], dict[str, dict[str, Any] | None]]:
    """All that are ``named``, made by ``make``, and what the meta-training of each cost.

    ``loads`` says which of the checkpoints ``given`` one loads; refuses a checkpoint that none of them does.
    """
    from metaunsup.data.files import as_published
    from metaunsup.evaluation.evaluate import meta_training
    from metaunsup.training.references import referenced_learner

    files = {name: as_path(file) for name, file in given.items()}
    made = {name: make(name, trained_on=trained_on, given=files, resolve=referenced_learner) for name in named}
    loaded = {name: loads(name, one) for name, one in made.items()}
    for name in given:
        if name not in loaded.values():
            raise MetaUnsupError("cli_checkpoint_unused", learner=name, learners=tuple(named))
    cost: dict[str, dict[str, Any] | None] = dict.fromkeys(named)
    for name, one in made.items():
        for encoder in one.encoders:
            file, where = loaded[name], name.partition("@")[2]
            shipped = where if ":" in where else f"shipped:{trained_on}/{encoder.checkpoint_of()}"
            cost[name] = meta_training(encoder, shipped if file is None else as_published(given[file]))
    return made, cost
