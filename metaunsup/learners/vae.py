"""VAE: a latent Gaussian for each image, from which images are drawn; K-Means, or a mixture, on the latent means.

Kingma & Welling, Auto-Encoding Variational Bayes (ICLR 2014), arXiv:1312.6114, with Conv4 for an encoder; ``beta`` is
that of Higgins et al., beta-VAE (ICLR 2017); the divergence is let in slowly at first, as in Bowman et al. (2016),
arXiv:1511.06349. It practises on the images of the very episodes that the autoencoder practises on. The encoder sees an
image beside the others (batch norm, as Conv4 always does), which leaves the bound a bound; the decoder draws each
latent by itself, or what is said of one image would depend on others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from metaunsup.adaptation.bounds import Density, Elbo, Posterior, importance_bound, log_likelihood, log_weight
from metaunsup.adaptation.heads import head_steps
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.base import State, as_items
from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.meta import check_images
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import blueprint, initial_parameters
from metaunsup.networks.decoder import latent_decoder
from metaunsup.tasks.episode import Episodes

LATENT, DECODER = "latent.", "decoder."  # before the names of the parameters of either
KEPT = 1.3  # of what the encoder keeps for a gradient, encoder and decoder together; measured
SIZE = (28, 28)  # of the pools' images
MOST = 10_000  # images drawn at once


@dataclass(eq=False, repr=False)
class Vae(EncodedLearner):
    """Practises by the evidence lower bound, with the divergence times ``beta``.

    ``latent_size`` numbers a latent, whose mean and log-variance are linear in Conv4's features (averaged over places
    where an image is larger than 31 pixels). ``kl_warmup`` is the share of all steps in which the divergence's weight
    rises from 0 to ``beta``. The mixture works on the latent means, every other head on their directions (``embed``).
    What draws images returns them in [0, 1], (N, C, H, W), in any ``size`` that Conv4 takes: at another one than it
    practised on (28 x 28 for every pool) it has had no chance to learn how.
    """

    name = "vae"
    print_name = "VAE"
    paper = Paper(
        "Kingma, Welling 2014",
        "Auto-encoding variational Bayes",
        "https://arxiv.org/abs/1312.6114",
        (
            r"\max_\theta\; \mathbb{E}_{u \sim q_\theta(u \mid x)} \log p_\theta(x \mid u)"
            r" - \beta\, \mathrm{KL}\bigl(q_\theta(u \mid x) \Vert \mathcal{N}(0, I)\bigr)",
        ),
    )
    terms: ClassVar[tuple[str, ...]] = ("reconstruction", "kl")

    steps: int = 50
    ways: int = setting(128)
    latent_size: int = setting(16, low=1, high=512, group="outer")
    beta: float = setting(1.0, low=0.0, high=100.0, group="outer", words="meta_train.kl_beta")
    kl_warmup: float = setting(0.2, low=0.0, high=1.0, group="outer")

    # -- practising ------------------------------------------------------------------------------------------------

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """The encoder's parameters before practice, those of mean and log-variance, and the decoder's."""
        with torch.device("meta"):
            heads = nn.ModuleDict({name: nn.Linear(self.filters, self.latent_size) for name in Posterior._fields})
        own = {LATENT: heads, DECODER: latent_decoder(self.latent_size, channels, self.filters)}
        parameters = super().initialise(channels, generator)
        for prefix, network in own.items():
            parameters |= {prefix + name: value for name, value in initial_parameters(network, generator).items()}
        return parameters

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean negative bound, in nats, of one episode's images."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        images = torch.cat([episode.support, episode.query])
        loss, found = self.loss(parameters, images, generator, share)
        self.measured = tuple(float(term.detach().mean()) for term in found)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(images)

    def loss(
        self, parameters: Mapping[str, Tensor], images: Tensor, generator: torch.Generator, share: float
    ) -> tuple[Tensor, Elbo]:
        """What practice minimises when ``share`` of it is behind us, and the bound's terms."""
        posterior = self.posterior(parameters, images)
        prior, latents = self.prior(posterior, generator), posterior.draw(generator)
        logits = self.logits(parameters, latents, images.shape[2:])
        found = Elbo(log_likelihood(images.to(logits), logits), self.divergence(posterior, latents, prior))
        weight = self.beta * min(1.0, share / self.kl_warmup) if self.kl_warmup else self.beta
        return (weight * found.kl - found.reconstruction).mean(), found

    def kept_bytes(self, images: int, pixels: int) -> float:
        """Of the decoder, too."""
        return KEPT * super().kept_bytes(images, pixels)

    # -- what it makes of images -----------------------------------------------------------------------------------

    def posterior(self, parameters: Mapping[str, Tensor], images: Tensor) -> Posterior:
        """The latent's distribution for each of ``images`` (N, C, H, W)."""
        kernel = parameters["blocks.0.conv.weight"]
        filters, channels = kernel.shape[:2]
        network, items = blueprint(channels, filters), images.to(kernel.device, kernel.dtype)
        features = functional_call(network, self.encoder(parameters), (items,)).unflatten(1, (filters, -1)).mean(2)
        mean, log_variance = (
            F.linear(features, parameters[f"{LATENT}{name}.weight"], parameters[f"{LATENT}{name}.bias"])
            for name in Posterior._fields
        )
        return Posterior(mean, log_variance)

    def prior(self, posterior: Posterior, generator: torch.Generator) -> Density:
        """Of the latents of the images that ``posterior`` is of: the standard normal, whatever they are."""
        return Posterior(torch.zeros_like(posterior.mean), torch.zeros_like(posterior.mean))

    def divergence(self, posterior: Posterior, latents: Tensor, prior: Density) -> Tensor:
        """Of each image's posterior, of which ``latents`` (N, L) are a draw, from the prior, (N,) in nats: exactly."""
        return posterior.kl()

    def logits(self, parameters: Mapping[str, Tensor], latents: Tensor, size: Sequence[int]) -> Tensor:
        """What is drawn of ``latents`` (N, L), in logits."""
        own = {name.removeprefix(DECODER): v for name, v in parameters.items() if name.startswith(DECODER)}
        channels, filters = len(own["body.last.bias"]), parameters["blocks.0.conv.weight"].shape[0]
        network = latent_decoder(latents.shape[1], channels, filters)
        drawn: Tensor = functional_call(network, own, (latents, *size))
        return drawn

    def embed(self, parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
        """Unit-length embeddings (N, L + 1): see ``directions``."""
        return directions(self.posterior(parameters, items).mean)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        with torch.no_grad():
            mean = self.posterior(self.ready(), items).mean
        z = directions(mean)
        for one in head_steps(self.head, mean if self.head == "gmm" else z, n_clusters, generator, steps):
            yield State(one.assignments, z, one.objective, one.probability)

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
        told = [(self._likelihood(items, u), self.divergence(posterior, u, prior)) for u in drawn]
        return Elbo(*(torch.stack(term).mean(0) for term in zip(*told, strict=True)))

    @torch.no_grad()
    def importance_bound(self, images: Tensor, samples: int, generator: torch.Generator) -> Tensor:
        """The importance-weighted bound (N,) in nats, which rises with ``samples`` to the images' log-likelihood."""
        check_range("samples", samples, 1, MOST)
        posterior, items = self.encode(images), self._images(images)
        prior = self.prior(posterior, generator)
        drawn = [posterior.draw(generator) for _ in range(samples)]
        weights = [log_weight(self._likelihood(items, u), u, posterior, prior) for u in drawn]
        return importance_bound(torch.stack(weights))

    # -- what it draws ---------------------------------------------------------------------------------------------

    @torch.no_grad()
    def decode(self, latents: Tensor, size: Sequence[int] = SIZE) -> Tensor:
        """The image of each of ``latents`` (N, L)."""
        parameters = self.ready()
        if latents.ndim != 2 or latents.shape[1] != self.latent_size or not bool(torch.isfinite(latents).all()):
            raise MetaUnsupError("latent_codes", learner=self.name, shape=tuple(latents.shape), wanted=self.latent_size)
        channels = parameters["blocks.0.conv.weight"].shape[1]
        check_images(self.full_name, torch.empty(1, channels, *size, device="meta"), channels)
        return self.logits(parameters, latents.to(parameters["blocks.0.conv.weight"]), size).sigmoid()

    def sample(self, n: int, generator: torch.Generator, size: Sequence[int] = SIZE) -> Tensor:
        """``n`` images of latents drawn from the prior."""
        check_range("n", n, 1, MOST)
        return self.decode(torch.randn(n, self.latent_size, generator=generator), size)

    def reconstruct(self, images: Tensor) -> Tensor:
        """What is drawn of the latent means of ``images``, in their size."""
        return self.decode(self.encode(images).mean, images.shape[-2:])

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
        items = as_items(images)
        self._check(items, 1, 0)
        return items

    def _likelihood(self, items: Tensor, latents: Tensor) -> Tensor:
        logits = self.logits(self.ready(), latents, items.shape[2:])
        return log_likelihood(items.to(logits), logits)


def directions(latents: Tensor) -> Tensor:
    """Latents (N, L) as unit vectors (N, L + 1) that look nearly the same: seen from the sphere's middle.

    They are laid on a plane before the sphere, so near its middle that those within two standard deviations of the
    prior keep their distances but for a fifth.
    """
    flat = latents / (2 * latents.shape[1] ** 0.5)
    return F.normalize(torch.cat([flat, torch.ones_like(flat[:, :1])], 1), dim=1)
