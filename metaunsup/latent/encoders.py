"""Encoders by name: raw pixels, an untrained network, a shipped checkpoint, a training of this place, any file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import STARTS, kmeans
from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.evaluate import refuse_test_items
from metaunsup.latent.shown import Shown
from metaunsup.learners.base import Learner
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.meta import MetaLearner, check_items
from metaunsup.learners.registry import LEARNERS, trainable_learners
from metaunsup.learners.shipped import SHIPPED, ready_learner, shipped_checkpoint
from metaunsup.networks import mlp
from metaunsup.networks.conv4 import FILTERS, embed, initial_parameters
from metaunsup.tasks.cactus import encoder_embedding
from metaunsup.tasks.streams import stream
from metaunsup.training.references import reference_path, referenced_learner

PIXELS, RANDOM = "pixels", "random"
PLAIN = (PIXELS, RANDOM)
BORROWING = ("protonet-adapt", "psco-adapt", "instance-adapt")  # which adapt an encoder that another practised
FEW = 1000  # points that K-Means is started on more than once


@dataclass(frozen=True, eq=False)
class Found:
    """Items at one step of adapting: ``points`` (N, D) float32, and the ``groups`` (N,) int64 found there."""

    step: int
    points: Tensor
    groups: Tensor


@dataclass(frozen=True, eq=False)
class Encoder:
    """What places items: ``name``, and the learner behind it, None of raw pixels and of an untrained network."""

    name: str
    learner: MetaLearner | None

    @property
    def drawing(self) -> LatentLearner | None:
        """The learner, where it draws pictures of what it places."""
        return self.learner if isinstance(self.learner, LatentLearner) else None

    def place(self, shown: Shown) -> Tensor:
        """Items as it places them, (N, D) float32: pixels, latents of a learner that draws, else unit vectors.

        Batch norm takes its statistics from all items, or, of many, from batches of about 512.
        """
        if self.name == PIXELS:
            return shown.items.flatten(1)
        with torch.no_grad():
            return encoder_embedding(shown.source, self._embed, stream(shown.seed, "order"))

    def _embed(self, items: Tensor) -> Tensor:
        if self.learner is None:
            network = mlp.encoder(mlp.inputs_of(items), FILTERS[0])
            return embed(network, initial_parameters(network, stream(0, "untrained")), items)
        if isinstance(self.learner, LatentLearner):
            return self.learner.codes(self.learner.ready(), items)
        return self.learner.embed(self.learner.ready(), items)

    def look(self, shown: Shown, steps: int) -> Iterator[Found]:
        """How it places and groups the items, step by step where it adapts to a task; else K-Means' groups, once."""
        if self.learner is None or shown.task is None:
            points = self.place(shown)
            generator = stream(shown.seed, "look", self.name)
            starts = STARTS if len(points) <= FEW else 1  # as scikit-learn has it; ten would take longer than UMAP
            yield Found(0, points, kmeans(points, min(shown.n_clusters, len(points)), generator, starts))
            return
        fixed = self.place(shown) if self.drawing is not None else None
        generator = stream(shown.seed, "look", shown.source.pool, self.learner.name)
        for one in self.learner.adapt(shown.items, shown.n_clusters, steps=steps, generator=generator):
            yield Found(one.index, one.embedding if fixed is None else fixed, one.assignments)


def encoder(name: str, pool: Pool | None = None) -> Encoder:
    """The encoder called ``name``: ``pixels``, ``random``, ``shipped:POOL/LEARNER``, ``run:ID``, or a file.

    ``run:ID/LEARNER`` is another learner, or a variant, with what was learned there. Refuses one that cannot take items
    of ``pool`` or has practised on those of its test part.
    """
    if name in PLAIN:
        return Encoder(name, None)
    kind, _, rest = name.partition(":")
    on, _, learner = rest.partition("/")
    made: Learner
    if kind == "shipped" and learner in BORROWING:
        made = ready_learner(learner, checkpoint=_shipped(name, learner, on))
    elif kind == "run" and learner:
        made = ready_learner(learner, checkpoint=reference_path(f"run:{on}"))
    else:
        made = referenced_learner(name)
    if not isinstance(made, MetaLearner):  # one that never practises
        raise MetaUnsupError("reference_unknown", reference=name)
    if pool is not None:
        check_items(made.full_name, pool.images[:1], mlp.size_of(made.ready())[1])
        refuse_test_items(pool, {made.full_name: made})
    return Encoder(name, made)


def _shipped(name: str, learner: str, pool: str) -> Path:
    path = shipped_checkpoint(learner, pool)
    if path is None:
        raise MetaUnsupError("reference_unknown", reference=name)
    return path


def known_encoders() -> tuple[str, ...]:
    """Those that come with the program."""
    names = [name for name in (*trainable_learners(), *BORROWING) if name in LEARNERS]
    pools = sorted(folder.name for folder in SHIPPED.glob("*") if folder.is_dir())
    here = (f"shipped:{pool}/{name}" for pool in pools for name in names if shipped_checkpoint(name, pool) is not None)
    return (*PLAIN, *here)
