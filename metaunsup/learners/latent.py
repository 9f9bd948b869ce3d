"""What learners share whose embedding is a latent that images are drawn from: drawing, and clustering latents."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from metaunsup.adaptation.bounds import Posterior, log_likelihood
from metaunsup.adaptation.heads import head_steps
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.base import State, as_items
from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.meta import check_images
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import SMALLEST_SIDE, part
from metaunsup.networks.decoder import latent_decoder
from metaunsup.networks.mlp import WIDTH, Columns, first_weight, is_of_vectors, size_of
from metaunsup.networks.rows import Spread, drawn_rows, row_decoder, soft_floor

DECODER = "decoder."  # before the names of its parameters
SPREAD = "spread."  # the same of the columns' log-variance, where the decoder's rows have one
SIZE = (28, 28)  # of the pools' images
MOST = 10_000  # images drawn at once
LARGEST_SIDE = 1024  # of an image that is drawn


@dataclass(eq=False, repr=False)
class LatentLearner(EncodedLearner):
    """``latent_size`` numbers a latent. The mixture works on the latents, every other head on their directions.

    What draws images returns them in [0, 1], (N, C, H, W), in any ``size`` that Conv4 takes: at another one than it
    practised on (28 x 28 for every pool) it has had no chance to learn how. One that has practised on the rows of a
    table draws rows (N, D), whatever the ``size``.
    """

    latent_size: int = setting(16, low=1, high=512, group="outer")

    @abstractmethod
    def codes(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """The latent (N, L) that stands for each of ``images`` (N, C, H, W), or of rows (N, D), beside each other."""

    def logits(self, parameters: Mapping[str, Tensor], latents: Tensor, size: Sequence[int]) -> Tensor:
        """What the decoder draws of ``latents`` (N, L): (N, C, H, W) in logits, or rows (N, D) as they are."""
        own, channels = part(parameters, DECODER), size_of(parameters)[1]
        if isinstance(channels, Columns):
            return drawn_rows(own, latents)
        drawn: Tensor = functional_call(self.decoder(channels), own, (latents, *size))
        return drawn

    def decoder(self, channels: int) -> nn.Module:
        """From latents to images in logits, or to rows, on no device."""
        if isinstance(channels, Columns):
            return row_decoder(self.latent_size, channels, WIDTH * self.filters)
        return latent_decoder(self.latent_size, channels, self.filters)

    @staticmethod
    def spread_of(channels: int) -> dict[str, nn.Module]:
        """What is to be learned of how far rows stray from what is drawn; of pictures nothing."""
        return {SPREAD: Spread(channels)} if isinstance(channels, Columns) else {}

    @staticmethod
    def spread(parameters: Mapping[str, Tensor]) -> Tensor:
        """The log-variance (D,) of rows' columns around what is drawn."""
        return soft_floor(parameters[f"{SPREAD}log_variance"])

    def likelihood(self, parameters: Mapping[str, Tensor], items: Tensor, latents: Tensor) -> Tensor:
        """Log p(x | z) (N,) of ``items`` in nats: of pictures a mass, of rows a density, which may be above 0."""
        drawn = self.logits(parameters, latents, items.shape[2:])
        if items.ndim == 4:
            return log_likelihood(items.to(drawn), drawn)
        return Posterior(drawn, self.spread(parameters).expand_as(drawn)).log_density(items.to(drawn))

    def strayed(self, parameters: Mapping[str, Tensor], rows: Tensor, generator: torch.Generator) -> Tensor:
        """``rows`` (N, D) as they may come around what is drawn: without it they would lie too near their middle."""
        return Posterior(rows, self.spread(parameters).expand_as(rows)).draw(generator)

    def embed(self, parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
        """Unit-length embeddings (N, L + 1): see ``directions``."""
        return directions(self.codes(parameters, items))

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        with torch.no_grad():
            codes = self.codes(self.ready(), items)
        z = directions(codes)
        for one in head_steps(self.head, codes if self.head == "gmm" else z, n_clusters, generator, steps):
            yield State(one.assignments, z, one.objective, one.probability)

    # -- what it draws ---------------------------------------------------------------------------------------------

    @torch.no_grad()
    def decode(self, latents: Tensor, size: Sequence[int] = SIZE) -> Tensor:
        """The image, or the row, of each of ``latents`` (N, L)."""
        parameters = self.ready()
        if latents.ndim != 2 or latents.shape[1] != self.latent_size or not bool(torch.isfinite(latents).all()):
            raise MetaUnsupError("latent_codes", learner=self.name, shape=tuple(latents.shape), wanted=self.latent_size)
        latents = latents.to(first_weight(parameters))
        if is_of_vectors(parameters):
            return self.logits(parameters, latents, ())
        channels = size_of(parameters)[1]
        check_size(self.full_name, size)
        check_images(self.full_name, torch.empty(1, channels, *size, device="meta"), channels)
        return self.logits(parameters, latents, size).sigmoid()

    def sample(self, n: int, generator: torch.Generator, size: Sequence[int] = SIZE) -> Tensor:
        """``n`` images of latents drawn from the prior."""
        check_range("n", n, 1, MOST)
        return self.decode(torch.randn(n, self.latent_size, generator=generator), size)

    @torch.no_grad()
    def reconstruct(self, images: Tensor) -> Tensor:
        """What is drawn of the latents that stand for ``images``, in their size."""
        return self.decode(self.codes(self.ready(), self._images(images)), images.shape[-2:])

    def interpolate(self, a: Tensor, b: Tensor, steps: int, size: Sequence[int] = SIZE) -> Tensor:
        """``steps`` images on the straight line from latent ``a`` (L,) to ``b``, both ends included."""
        check_range("steps", steps, 2, MOST)
        return self.decode(torch.lerp(a[None], b[None], torch.linspace(0, 1, steps).to(a)[:, None]), size)

    def traverse(self, item: Tensor, dimension: int, values: Sequence[float], size: Sequence[int] = SIZE) -> Tensor:
        """Images of latent ``item`` (L,) with each of ``values`` in the place of the number ``dimension``."""
        check_range("dimension", dimension, 0, self.latent_size - 1)
        latents = item.repeat(len(values), 1)
        latents[:, dimension] = torch.as_tensor(values).to(latents)
        return self.decode(latents, size)

    def _images(self, images: Tensor) -> Tensor:
        """``images`` as items, refused where the network cannot take them."""
        items = as_items(images)
        self._check(items, 1, 0)
        return items


def check_size(learner: str, size: Sequence[int]) -> None:
    """Refuse a ``size`` that no image can be drawn in."""
    if len(size) != 2 or not all(isinstance(one, int) and 1 <= one <= LARGEST_SIDE for one in size):
        known = {"trained": " x ".join(map(str, SIZE)), "smallest": SMALLEST_SIDE, "largest": LARGEST_SIDE}
        raise MetaUnsupError("drawn_size", learner=learner, size=" x ".join(map(str, size)) or "-", **known)


def directions(latents: Tensor) -> Tensor:
    """Latents (N, L) as unit vectors (N, L + 1) that look nearly the same: seen from the sphere's middle.

    They are laid on a plane before the sphere, so near its middle that those within two standard deviations of the
    prior keep their distances but for a fifth.
    """
    flat = latents / (2 * latents.shape[1] ** 0.5)
    return F.normalize(torch.cat([flat, torch.ones_like(flat[:, :1])], 1), dim=1)
