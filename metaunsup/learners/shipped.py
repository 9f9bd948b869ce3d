"""The checkpoints that come with the package, so that a race starts at once."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.pool_reader import PoolReader
from metaunsup.learners.registry import known_spec, learner_spec, make_learner
from metaunsup.learners.self_labelling import EARLIER, SelfLabellingLearner

Resolve = Callable[[str], MetaLearner]  # a reference, such as run:ID, as a learner
SHIPPED = Path(__file__).parent.parent / "checkpoints"


def shipped_checkpoint(learner: str, pool: str) -> Path | None:
    """The file shipped for ``learner`` practised on ``pool``, or None; none is shipped for one with a label."""
    spec = learner_spec(learner)
    name = None if spec.label else spec.checkpoint_of
    here = {folder.name for folder in SHIPPED.glob("*")}  # a pool's name, and never a way out of this folder
    path = SHIPPED / pool / f"{name}.safetensors"
    return path if name is not None and pool in here and path.is_file() else None


def earlier_loop(card: Mapping[str, Any]) -> bool:
    """Whether a checkpoint with this ``card`` practised with the adapting loop of before, and so takes its steps."""
    spec, options = known_spec(str(card.get("learner"))), card.get("options")
    practises = spec is not None and issubclass(spec.build, SelfLabellingLearner) and spec.build.practises_loop
    told = options if isinstance(options, dict) else {}
    return practises and all(told.get(name, value) == value for name, value in EARLIER.items())


def shipped_pools(learner: str) -> list[str]:
    """Pools that ``learner`` ships a checkpoint for."""
    return sorted(p.name for p in SHIPPED.glob("*") if p.is_dir() and shipped_checkpoint(learner, p.name) is not None)


def practised_learner(
    name: str, learner: str, label: str, path: Path | None, *, trained_on: str | None, resolve: Resolve | None
) -> MetaLearner:
    """Who practised as ``learner`` for what is called ``name``, with ``label`` behind its @ ("" where none is).

    By the checkpoint at ``path``, else by what ``resolve`` makes of the label (``run:ID``), else by the one shipped for
    ``trained_on``.
    """
    if path is None and label:
        if resolve is None or ":" not in label:
            raise MetaUnsupError("label_without_checkpoint", learner=name)
        made = resolve(label)
        if made.checkpoint_of() != learner:
            raise MetaUnsupError("checkpoint_other_learner", path=label, learner=made.checkpoint_of(), wanted=learner)
        return made
    ready = ready_learner(learner, trained_on=trained_on, checkpoint=path)
    assert isinstance(ready, MetaLearner)
    return ready


def ready_learner(name: str, *, trained_on: str | None = None, checkpoint: Path | None = None) -> Learner:
    """A learner that can adapt at once: with ``checkpoint``, else with what is shipped for ``trained_on``.

    One that reads a pool's unlabelled train part reads that of ``trained_on``, when it first needs it.

    Raises ``no_checkpoint``, naming the command that makes one, where a meta-learner has neither, and
    ``label_without_checkpoint`` where ``name`` carries a label and nobody said what it stands for.
    """
    learner = make_learner(name)
    if isinstance(learner, PoolReader):
        learner.pool = trained_on
    if not isinstance(learner, MetaLearner):
        return learner
    path = checkpoint if checkpoint is not None else shipped_checkpoint(name, trained_on or "")
    if path is None and learner_spec(name).label:
        raise MetaUnsupError("label_without_checkpoint", learner=name)
    if path is None:
        trained = learner.checkpoint_of()
        pool = trained_on or "digits"
        raise MetaUnsupError("no_checkpoint", learner=name, pool=pool, typed=shlex.quote(pool), trained=trained)
    learner.load(path)
    return learner
