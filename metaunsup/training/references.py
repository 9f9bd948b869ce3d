"""Naming a checkpoint where a person writes one: a file, ``run:ID``, or ``shipped:POOL/LEARNER``."""

from __future__ import annotations

from pathlib import Path

from metaunsup.data.root import CHECKPOINT, run_folder
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import GENERATIVE, LEARNERS, ONE_CLASS, make_learner
from metaunsup.learners.shipped import shipped_checkpoint
from metaunsup.networks.checkpoints import read_card


def reference_path(reference: str) -> Path:
    """The file that ``reference`` means; it may be missing, but for a shipped one."""
    kind, _, rest = reference.partition(":")
    if kind == "run":
        return run_folder(rest) / CHECKPOINT
    if kind == "shipped":
        pool, _, name = rest.partition("/")
        path = shipped_checkpoint(name, pool) if name in LEARNERS | ONE_CLASS | GENERATIVE else None
        if path is None:
            raise MetaUnsupError("reference_unknown", reference=reference)
        return path
    if not reference.strip():
        raise MetaUnsupError("reference_unknown", reference=reference)
    return Path(reference)


def referenced_learner(reference: str) -> MetaLearner:
    """The learner whose checkpoint ``reference`` means, loaded."""
    path = reference_path(reference)
    name = read_card(path).get("learner")
    spec = (LEARNERS | ONE_CLASS | GENERATIVE).get(name) if isinstance(name, str) else None
    if spec is None or not spec.trainable:
        raise MetaUnsupError("checkpoint_damaged", path=path)
    learner = make_learner(spec.name)
    assert isinstance(learner, MetaLearner)
    learner.load(path)
    return learner
