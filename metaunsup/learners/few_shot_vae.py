"""A VAE that is quick to tune to a handful of items: Reptile on the evidence lower bound; and the same without it.

Kingma & Welling (ICLR 2014), arXiv:1312.6114, by Nichol, Achiam, Schulman (2018), arXiv:1803.02999, algorithm 2:
theta <- theta + eps (mean phi - theta), phi after a few steps of Adam on the bound of one pseudo-class, the difference
handed to Adam as a gradient. ``plain-vae`` is the control that says what Reptile is worth: the same network on the same
pseudo-classes, all of them mixed in every step. What all classes share it learns far quicker; where both are at hand
Reptile's practice had better begin from its parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Self

import torch
from torch import Tensor, nn

from metaunsup.adaptation.bounds import Density, Posterior, fitted_prior, gaussian_kl
from metaunsup.errors import check_range
from metaunsup.learners.bound import LATENT, NARROW, BoundLearner
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.latent import MOST, SIZE
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.strided import FEATURES
from metaunsup.tasks.episode import Episodes


@dataclass(eq=False, repr=False)
class ReptileVae(FewShotLearner, BoundLearner):
    """Practises by Reptile; the whole bound counts (``beta`` 1), since what is drawn is drawn from a prior."""

    name = "reptile-vae"
    print_name = "Reptile VAE"
    paper = Paper(
        "Nichol, Achiam, Schulman 2018",
        "On first-order meta-learning algorithms",
        "https://arxiv.org/abs/1803.02999",
        (
            r"\theta \leftarrow \theta + \varepsilon\, (\phi - \theta)",
            r"\phi: \max_\phi\; \mathbb{E}_{u \sim q_\phi(u \mid x)} \log p_\phi(x \mid u)"
            r" - \mathrm{KL}\bigl(q_\phi(u \mid x) \Vert \mathcal{N}(0, I)\bigr)",
        ),
    )

    known: Posterior | None = None  # the latents' prior (1, L) where it is not the standard normal

    beta: float = setting(1.0)
    denoising: bool = setting(False, fixed=True)

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Latents begin narrow, as every VAE's here."""
        parameters = super().initialise(channels, generator)
        parameters[f"{LATENT}log_variance.weight"] *= NARROW
        return parameters

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """What makes means and log-variances, and the decoder."""
        with torch.device("meta"):
            heads = nn.ModuleDict({name: nn.Linear(FEATURES, self.latent_size) for name in Posterior._fields})
        return {LATENT: heads, **super().parts(channels), **self.spread_of(channels)}

    def descend(
        self, parameters: dict[str, Tensor], items: Tensor, steps: int, generator: torch.Generator, share: float = 1.0
    ) -> Iterator[float]:
        """Steps of Adam, beginning afresh, on the negative bound of views, in nats an image."""
        batches = ((views, views) for views in (self.views(items, generator) for _ in range(steps)))
        for loss, _ in self._descend(parameters, batches, generator, share):
            yield loss

    def prior(self, posterior: Posterior, generator: torch.Generator) -> Posterior:
        """The same whatever the images: the standard normal, or what ``fitted`` made of others."""
        if self.known is None:
            return Posterior(torch.zeros_like(posterior.mean), torch.zeros_like(posterior.mean))
        return Posterior(*(value.expand(len(posterior.mean), -1) for value in self.known))

    def divergence(self, posterior: Posterior, latents: Tensor, prior: Density) -> Tensor:
        """From the prior, in closed form."""
        assert isinstance(prior, Posterior)
        return posterior.kl() if self.known is None else gaussian_kl(posterior, prior)

    def fitted(self, images: Tensor, weight: float) -> Self:
        """A copy whose prior is fitted to the latents of ``images`` (N, C, H, W); see ``bounds.fitted_prior``."""
        one = copy(self)
        one.known = fitted_prior(self.encode(images), weight)
        return one

    @torch.no_grad()
    def sample(self, n: int, generator: torch.Generator, size: Sequence[int] = SIZE) -> Tensor:
        """``n`` images of latents drawn from the prior; rows with the noise of their columns."""
        if self.known is None:
            drawn = super().sample(n, generator, size)
        else:
            check_range("n", n, 1, MOST)
            drawn = self.decode(Posterior(*(value.expand(n, -1) for value in self.known)).draw(generator), size)
        return drawn if drawn.ndim == 4 else self.strayed(self.ready(), drawn, generator)


@dataclass(eq=False, repr=False)
class PlainVae(ReptileVae):
    """Practises on views of all pseudo-classes of an episode together, a single step each; tunes as the other does."""

    name = "plain-vae"
    print_name = "VAE"
    paper = Paper(
        "Kingma, Welling 2014",
        "Auto-encoding variational Bayes",
        "https://arxiv.org/abs/1312.6114",
        (
            r"\max_\theta\; \mathbb{E}_{u \sim q_\theta(u \mid x)} \log p_\theta(x \mid u)"
            r" - \mathrm{KL}\bigl(q_\theta(u \mid x) \Vert \mathcal{N}(0, I)\bigr)",
        ),
    )

    ways: int = setting(10)

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean negative bound of a view of every item of an episode."""
        images = self.altered(episodes, generator).flatten(0, 1)
        loss, _ = self.loss(parameters, images, generator, share)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(images)
