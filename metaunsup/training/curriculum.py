"""Which episodes a training draws at which step: UMTRA, CACTUs, or first the one and then its own partitions."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from metaunsup.data.pool import Unlabelled
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.cactus import CactusEpisodes, encoder_embedding, make_partitions, pca_embedding
from metaunsup.tasks.episode import Episode, Episodes
from metaunsup.tasks.streams import derive_seed, stream
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training.settings import TrainingSettings

Embed = Callable[[Tensor], Tensor]
PARTITIONS = "partitions"


class Curriculum:
    """Episodes that change on the way; ``renew_partitions`` makes those that are due, and the learner only draws.

    Partitions follow from the seed, the step and the encoder alone, and are part of the training's state: a resumed
    training has those that its encoder made earlier.
    """

    def __init__(self, source: Unlabelled, settings: TrainingSettings, strength: float, given: Embed | None) -> None:
        self.source, self.settings, self.strength, self.given = source, settings, strength, given
        self.current: Episodes = UmtraEpisodes(source, strength)
        self.partitions: Tensor | None = None
        cactus, own = settings.episodes == "cactus", settings.episodes == "self-training"
        # the step before which the first partitions are made
        self.first = 0 if cactus else math.ceil(settings.umtra_share * settings.steps) if own else math.inf
        if self.first < math.inf and settings.clusters > len(source):
            raise MetaUnsupError("cactus_clusters", clusters=settings.clusters, items=len(source))

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """An episode of the kind that is drawn at this step."""
        return self.current.draw(ways, support, query, generator)

    def due(self, step: int) -> bool:
        """Whether partitions are to be made before the step that follows ``step`` done ones."""
        if step < self.first or step >= self.settings.steps:
            return False
        if self.settings.episodes == "cactus":
            return self.partitions is None
        return (step - int(self.first)) % self.settings.refresh == 0

    def renew_partitions(self, step: int, own: Embed) -> None:
        """Make partitions of what the given encoder, PCA, or the learner's ``own`` encoder makes of the items."""
        seed = self.settings.seed
        if self.settings.episodes == "cactus" and self.given is None:
            embedding = pca_embedding(self.source, derive_seed(seed, "pca"))
        else:
            embedding = encoder_embedding(self.source, self.given or own, stream(seed, "embedding", step))
        if not bool(torch.isfinite(embedding).all()):  # a finite loss, but not the step it led to
            raise MetaUnsupError("training_diverged", step=step)
        one = self.settings
        generator = stream(seed, "partitions", step)
        self._take(make_partitions(embedding, one.partitions, one.clusters, generator, one.rescale, one.coarsest))

    def state(self) -> dict[str, Tensor]:
        """What resuming needs."""
        return {} if self.partitions is None else {PARTITIONS: self.partitions.to(torch.int32)}

    def restorable(self, state: dict[str, Tensor], step: int) -> bool:
        """Whether ``state`` is what a training that has done ``step`` steps must have."""
        kept = state.get(PARTITIONS)
        if kept is None:
            return step <= self.first  # exactly there they are still to be made
        return (
            step > self.first
            and kept.shape == (self.settings.partitions, len(self.source))
            and kept.dtype == torch.int32
            and 0 <= int(kept.min()) <= int(kept.max()) < self.settings.clusters
        )

    def restore(self, state: dict[str, Tensor]) -> None:
        """Go on with what ``state()`` gave."""
        if PARTITIONS in state:
            self._take(state[PARTITIONS].long())

    def _take(self, partitions: Tensor) -> None:
        self.partitions = partitions
        self.current = CactusEpisodes(self.source, partitions, self.strength)
