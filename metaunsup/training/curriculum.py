"""Which episodes a training draws at which step: UMTRA, CACTUs, LASIUM, or first UMTRA and then its own partitions."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from metaunsup.data.pool import Unlabelled
from metaunsup.errors import MetaUnsupError
from metaunsup.networks.conv4 import part
from metaunsup.tasks.cactus import CactusEpisodes, encoder_embedding, make_partitions, pca_embedding
from metaunsup.tasks.episode import Episode, Episodes
from metaunsup.tasks.lasium import LasiumEpisodes, decoder_of
from metaunsup.tasks.streams import derive_seed, stream
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training.settings import PARTITIONED, TrainingSettings

Embed = Callable[[Tensor], Tensor]
PARTITIONS, LATENTS, DECODER = "partitions", "latents", "decoder/"


class Curriculum:
    """Episodes that change on the way; ``renew`` makes what is due, and the learner only draws.

    Partitions, and LASIUM's latents, follow from the seed, the step and the encoder alone. They are part of the
    training's state, with the decoder: a resumed training has those made earlier, wherever their checkpoint is now.
    ``given`` is the checkpoint's: for CACTUs what embeds items, for LASIUM what finds latents that ``decoder`` draws.
    """

    def __init__(
        self,
        source: Unlabelled,
        settings: TrainingSettings,
        strength: float,
        given: Embed | None,
        decoder: Mapping[str, Tensor] | None = None,
    ) -> None:
        self.source, self.settings, self.strength, self.given = source, settings, strength, given
        self.current: Episodes = UmtraEpisodes(source, strength)
        self.partitions: Tensor | None = None
        self.latents: Tensor | None = None
        self.decoder = {} if decoder is None else dict(decoder)
        kind = settings.episodes
        self.stage = "latents" if kind == "lasium" else "partitions"  # what ``renew`` makes
        # the step before which the first of them are made
        own = math.ceil(settings.umtra_share * settings.steps)
        self.first = {"umtra": math.inf, "self-training": own}.get(kind, 0)
        if kind in PARTITIONED and settings.clusters > len(source):
            raise MetaUnsupError("cactus_clusters", clusters=settings.clusters, items=len(source))

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """An episode of the kind that is drawn at this step."""
        return self.current.draw(ways, support, query, generator)

    def due(self, step: int) -> bool:
        """Whether something is to be made before the step that follows ``step`` done ones."""
        if step < self.first or step >= self.settings.steps:
            return False
        if self.settings.episodes != "self-training":
            return self.partitions is None and self.latents is None
        return (step - int(self.first)) % self.settings.refresh == 0

    def renew(self, step: int, own: Embed) -> None:
        """Make partitions, or latents, of what the checkpoint, PCA, or the learner's ``own`` encoder makes of items."""
        seed = self.settings.seed
        if self.settings.episodes == "cactus" and self.given is None:
            embedding = pca_embedding(self.source, derive_seed(seed, "pca"))
        else:
            embedding = encoder_embedding(self.source, self.given or own, stream(seed, "embedding", step))
        if not bool(torch.isfinite(embedding).all()):  # a finite loss, but not the step it led to
            raise MetaUnsupError("training_diverged", step=step)
        one = self.settings
        if one.episodes == "lasium":
            self.latents, self.current = embedding, self.around(embedding)
            return
        generator = stream(seed, "partitions", step)
        self._take(make_partitions(embedding, one.partitions, one.clusters, generator, one.rescale, one.coarsest))

    def state(self) -> dict[str, Tensor]:
        """What resuming needs."""
        if self.latents is not None:
            return {LATENTS: self.latents, **{f"{DECODER}{name}": value for name, value in self.decoder.items()}}
        return {} if self.partitions is None else {PARTITIONS: self.partitions.to(torch.int32)}

    def restorable(self, state: dict[str, Tensor], step: int) -> bool:
        """Whether ``state`` is what a training that has done ``step`` steps must have."""
        if self.settings.episodes == "lasium":
            return self._drawable(state)
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
        if LATENTS in state:
            self.decoder = part(state, DECODER)
            self.latents = state[LATENTS]
            self.current = self.around(self.latents)

    def _drawable(self, state: dict[str, Tensor]) -> bool:
        """Whether LASIUM can go on with what is in ``state``."""
        latents, decoder = state.get(LATENTS), part(state, DECODER)
        if latents is None or (network := decoder_of(decoder)) is None:
            return False
        wanted = (len(self.source), network.latent_size), self.source.images.shape[1]
        numbers = (latents, *decoder.values())
        return (tuple(latents.shape), network.channels) == wanted and all(
            one.dtype == torch.float32 and bool(torch.isfinite(one).all()) for one in numbers
        )

    def around(self, latents: Tensor) -> LasiumEpisodes:
        """LASIUM's episodes around the items' ``latents`` (N, L)."""
        return LasiumEpisodes(self.source, latents, self.decoder, self.settings.interpolation, self.strength)

    def _take(self, partitions: Tensor) -> None:
        self.partitions = partitions
        self.current = CactusEpisodes(self.source, partitions, self.strength)
