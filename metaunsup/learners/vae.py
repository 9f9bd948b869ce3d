"""VAE: a latent Gaussian for each image, from which images are drawn; K-Means, or a mixture, on the latent means.

Kingma & Welling, Auto-Encoding Variational Bayes (ICLR 2014), arXiv:1312.6114; ``learners.bound`` says what of it is
shared with others, and what differs.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.bounds import Density, Posterior
from metaunsup.learners.bound import BoundLearner
from metaunsup.learners.papers import Paper


@dataclass(eq=False, repr=False)
class Vae(BoundLearner):
    """Its prior is the standard normal, for every task."""

    name = "vae"
    print_name = "VAE"
    paper = Paper(
        "Kingma, Welling 2014",
        "Auto-encoding variational Bayes",
        "https://arxiv.org/abs/1312.6114",
        (
            r"\max_\theta\; \mathbb{E}_{u \sim q_\theta(u \mid \tilde x)} \log p_\theta(x \mid u)"
            r" - \beta\, \mathrm{KL}\bigl(q_\theta(u \mid \tilde x) \Vert \mathcal{N}(0, I)\bigr)",
        ),
    )

    def prior(self, posterior: Posterior, generator: torch.Generator) -> Density:
        """The standard normal, whatever the images."""
        return Posterior(torch.zeros_like(posterior.mean), torch.zeros_like(posterior.mean))

    def divergence(self, posterior: Posterior, latents: Tensor, prior: Density) -> Tensor:
        """From the prior, in closed form."""
        return posterior.kl()
