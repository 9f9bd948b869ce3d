"""What learners share that practise by an evidence lower bound: a latent Gaussian for each image, and a decoder.

Kingma & Welling, Auto-Encoding Variational Bayes (ICLR 2014), arXiv:1312.6114, with Conv4 for an encoder; ``beta`` is
that of Higgins et al., beta-VAE (ICLR 2017); the divergence is let in slowly at first, as in Bowman et al. (2016),
arXiv:1511.06349. They practise on the images of the very episodes that the autoencoder practises on, by the denoising
criterion: the encoder sees an altered view, and the decoder must explain the picture as it was (Im, Ahn, Memisevic,
Bengio, AAAI 2017, arXiv:1511.06406, with alterations for noise). The encoder sees an image beside the others, too
(batch norm, as Conv4 always does). Both leave the bound a bound: it is one for whatever distribution latents are drawn
from. The decoder draws each latent by itself, or what is said of one image would depend on others.

Pixels are Bernoulli. The standardised numbers of a table's row are Gaussian around what is drawn, with a learned
variance for each column, the same for all rows (Rybkin, Daniilidis, Levine, Simple and Effective VAE Training with
Calibrated Decoders, ICML 2021, arXiv:2006.13202, who learn a single one): with unit variance a column that latents
explain well would hardly outweigh the divergence. With a linear decoder (``hidden`` 0) that is factor analysis.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from itertools import repeat
from statistics import fmean
from typing import Any, ClassVar, Self

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.adaptation.bounds import Density, Elbo, Posterior, importance_bound, log_weight
from metaunsup.adaptation.optimiser import DictAdam
from metaunsup.errors import check_range
from metaunsup.learners.base import MOST_STEPS
from metaunsup.learners.latent import DECODER, MOST, LatentLearner
from metaunsup.learners.meta import EpisodeSize
from metaunsup.learners.settings import setting
from metaunsup.networks.decoder import dense_decoder
from metaunsup.networks.mlp import Columns
from metaunsup.networks.rows import row_decoder
from metaunsup.tasks.episode import Episodes

LATENT = "latent."  # before the names of the parameters of mean and log-variance
NARROW = 0.2  # standard deviation of a latent before practice
KEPT = 1.3  # of what the encoder keeps for a gradient, encoder and decoder together; measured


@dataclass(eq=False, repr=False)
class BoundLearner(LatentLearner):
    """Practises by the evidence lower bound, with the divergence times ``beta``.

    A latent's mean and log-variance are linear in Conv4's features (averaged over places where an image is larger than
    31 pixels); its mean is what stands for an image. ``kl_warmup`` is the share of all steps in which the divergence's
    weight rises from 0 to ``beta``. ``denoising``: the latents of an altered view must explain the picture that it is a
    view of, so that they hold what altering leaves as it is; else the view itself. ``hidden`` units has the decoder; 0:
    it is of convolutions, or of rows linear. With ``train_steps`` above 0 it practises by Reptile (Nichol et al. 2018,
    arXiv:1803.02999, algorithm 2): towards where so many steps of Adam at ``train_lr`` on one episode lead, each on
    views of its own; then ``tuned`` is what it has practised.
    """

    terms: ClassVar[tuple[str, ...]] = ("reconstruction", "kl")

    steps: int = 50
    ways: int = setting(128)
    beta: float = setting(0.2, low=0.0, high=100.0, group="outer", words="meta_train.kl_beta")
    kl_warmup: float = setting(0.2, low=0.0, high=1.0, group="outer")
    denoising: bool = setting(True, group="outer")
    hidden: int = setting(256, low=0, high=4096, group="outer")
    train_steps: int = setting(0, low=0, high=50, group="inner", words="meta_train.reptile_steps")
    train_lr: float = setting(1e-3, low=1e-6, high=10.0, group="inner", words="meta_train.reptile_lr")

    @classmethod
    def earlier_options(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """A card that does not tell is of before there was a choice."""
        return {} if "denoising" in options else {"denoising": False, "hidden": 0}

    # -- practising ------------------------------------------------------------------------------------------------

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Latents begin narrow: where noise hides them at first, the decoder learns to do without them."""
        parameters = super().initialise(channels, generator)
        parameters[f"{LATENT}log_variance.weight"] *= NARROW
        parameters[f"{LATENT}log_variance.bias"] += 2 * math.log(NARROW)
        return parameters

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """What makes means and log-variances, and the decoder."""
        with torch.device("meta"):
            heads = nn.ModuleDict({name: nn.Linear(self.filters, self.latent_size) for name in Posterior._fields})
        return {LATENT: heads, DECODER: self.decoder(channels), **self.spread_of(channels)}

    def decoder(self, channels: int) -> nn.Module:
        """Of one hidden layer, or of convolutions; of rows one that may be linear."""
        if isinstance(channels, Columns):
            return row_decoder(self.latent_size, channels, self.hidden)
        return dense_decoder(self.latent_size, channels, self.hidden) if self.hidden else super().decoder(channels)

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean negative bound, in nats, of one episode's images."""
        if self.train_steps:
            return self._displacement(parameters, episodes, generator, share)
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        images, shown = episode.to_draw(self.denoising)
        loss, found = self.loss(parameters, images, generator, share, shown)
        self.measured = tuple(float(term.detach().mean()) for term in found)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(images)

    def _displacement(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """How far ``train_steps`` steps on one episode moved the parameters, backwards; each has views of its own."""
        each = self.support_views + self.query_views
        episode = episodes.draw(self.ways, each, each * (self.train_steps - 1), generator)
        first = len(episode.support)

        def split(images: Tensor) -> list[Tensor]:
            later = images[first:].unflatten(0, (episode.n_classes, -1)).split(each, 1) if self.train_steps > 1 else ()
            return [images[:first], *(batch.flatten(0, 1) for batch in later)]

        batches = list(zip(*map(split, episode.to_draw(self.denoising)), strict=True))
        phi = {name: value.detach().clone().requires_grad_() for name, value in parameters.items()}
        steps = list(self._descend(phi, batches, generator, share))
        reconstructions, divergences = zip(*(found for _, found in steps), strict=True)
        self.measured = tuple(float(torch.cat(term).detach().mean()) for term in (reconstructions, divergences))
        moved = {name: (parameters[name] - phi[name]).detach() for name in phi}
        return moved, fmean(loss for loss, _ in steps), sum(len(images) for images, _ in batches)

    def _descend(
        self,
        parameters: dict[str, Tensor],
        batches: Iterable[tuple[Tensor, Tensor]],
        generator: torch.Generator,
        share: float,
    ) -> Iterator[tuple[float, Elbo]]:
        """A step of Adam on ``parameters``, in place, for each of ``batches``; yields the loss that it began with."""
        optimiser = DictAdam(parameters, self.train_lr)
        for images, shown in batches:
            loss, found = self.loss(parameters, images, generator, share, shown)
            gradients = torch.autograd.grad(loss, list(parameters.values()))
            optimiser.step(dict(zip(parameters, gradients, strict=True)))
            yield float(loss.detach()), found

    def tuned(self, images: Tensor, steps: int, generator: torch.Generator) -> Iterator[Self]:
        """A copy after 0, 1, ... ``steps`` of Adam at ``train_lr`` on the bound of all of ``images``."""
        check_range("steps", steps, 0, MOST_STEPS)
        items = self._images(images)
        parameters = {name: value.detach().clone().requires_grad_() for name, value in self.ready().items()}

        return self._tuned(parameters, items, steps, generator)

    def _tuned(
        self, parameters: dict[str, Tensor], items: Tensor, steps: int, generator: torch.Generator
    ) -> Iterator[Self]:
        yield self._with(parameters)
        for _ in self._descend(parameters, repeat((items, items), steps), generator, 1.0):
            yield self._with(parameters)

    def _with(self, parameters: Mapping[str, Tensor]) -> Self:
        one = copy(self)
        one.parameters = {name: value.detach().clone() for name, value in parameters.items()}
        return one

    def loss(
        self,
        parameters: Mapping[str, Tensor],
        images: Tensor,
        generator: torch.Generator,
        share: float,
        shown: Tensor | None = None,
    ) -> tuple[Tensor, Elbo]:
        """What practice minimises when ``share`` of it is behind us, and the bound's terms.

        The bound is on the likelihood of what ``images`` are views of, ``shown``; None: of themselves.
        """
        explained = images if shown is None else shown
        posterior = self.posterior(parameters, images)
        prior, latents = self.prior(posterior, generator), posterior.draw(generator)
        likelihood = self.likelihood(parameters, explained, latents)
        found = Elbo(likelihood, self.divergence(posterior, latents, prior))
        weight = self.beta * min(1.0, share / self.kl_warmup) if self.kl_warmup else self.beta
        return (weight * found.kl - found.reconstruction).mean(), found

    def warm_steps(self, steps: int) -> int:
        """Those in which the divergence has not its whole weight yet."""
        return math.ceil(self.kl_warmup * steps)

    def episode_size(self, share: float) -> EpisodeSize:
        """Every step of Reptile's inner loop has views of its own."""
        return EpisodeSize("ways", (self.support_views + self.query_views) * max(1, self.train_steps))

    def task_bytes(self, share: float, pixels: int) -> float:
        """Of one inner step: nothing is kept for the next."""
        return super().task_bytes(share, pixels) / max(1, self.train_steps)

    def kept_bytes(self, images: int, pixels: int) -> float:
        """Of the decoder, too, where it is of convolutions."""
        return (1.0 if self.hidden else KEPT) * super().kept_bytes(images, pixels)

    # -- what it makes of images -----------------------------------------------------------------------------------

    def posterior(self, parameters: Mapping[str, Tensor], images: Tensor) -> Posterior:
        """The latent's distribution for each of ``images`` (N, C, H, W)."""
        features = self.features(parameters, images)
        mean, log_variance = (
            F.linear(features, parameters[f"{LATENT}{name}.weight"], parameters[f"{LATENT}{name}.bias"])
            for name in Posterior._fields
        )
        return Posterior(mean, log_variance)

    @abstractmethod
    def prior(self, posterior: Posterior, generator: torch.Generator) -> Density:
        """Of the latents of the images that ``posterior`` is of."""

    @abstractmethod
    def divergence(self, posterior: Posterior, latents: Tensor, prior: Density) -> Tensor:
        """Of each image's posterior, of which ``latents`` (N, L) are a draw, from the prior, (N,) in nats."""

    def codes(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """The latent means."""
        return self.posterior(parameters, images).mean

    @torch.no_grad()
    def encode(self, images: Tensor) -> Posterior:
        """The latent's distribution for each of ``images`` (N, C, H, W), seen beside each other."""
        return self.posterior(self.ready(), self._images(images))

    @torch.no_grad()
    def elbo(self, images: Tensor, generator: torch.Generator, samples: int = 1) -> Elbo:
        """The evidence lower bound of each image in nats, by so many ``samples`` where a term has no closed form."""
        check_range("samples", samples, 1, MOST)
        posterior, items = self.encode(images), self._images(images)
        prior = self.prior(posterior, generator)
        drawn = [posterior.draw(generator) for _ in range(samples)]
        told = [(self.likelihood(self.ready(), items, u), self.divergence(posterior, u, prior)) for u in drawn]
        return Elbo(*(torch.stack(term).mean(0) for term in zip(*told, strict=True)))

    @torch.no_grad()
    def importance_bound(self, images: Tensor, samples: int, generator: torch.Generator) -> Tensor:
        """The importance-weighted bound (N,) in nats, which rises with ``samples`` to the images' log-likelihood."""
        check_range("samples", samples, 1, MOST)
        posterior, items = self.encode(images), self._images(images)
        prior = self.prior(posterior, generator)
        drawn = [posterior.draw(generator) for _ in range(samples)]
        weights = [log_weight(self.likelihood(self.ready(), items, u), u, posterior, prior) for u in drawn]
        return importance_bound(torch.stack(weights))
