"""Meta-GMVAE: a VAE whose prior is, for every task anew, a mixture of Gaussians fitted to the task's own latents.

Lee, Min, Lee, Hwang, Meta-GMVAE: Mixture of Gaussian VAE for Unsupervised Meta-Learning (ICLR 2021), algorithm 1. A
group of items is a component of the prior, so clusters are the posteriors of the components. Differs from the paper:
the encoder knows the other items of a task by batch norm's statistics in place of an attention over them, pictures are
Bernoulli, and gradients go through EM. ``vae-gmm``, a mixture fitted to the latents of a VAE that practised with a
single Gaussian for its prior, is what it must be compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from metaunsup.adaptation.bounds import Density, Posterior
from metaunsup.adaptation.mixture_prior import MixturePrior, em_path
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.base import State
from metaunsup.learners.bound import BoundLearner
from metaunsup.learners.latent import MOST, SIZE, directions
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting

ROUNDS = 100  # at most, for a task; practice takes fewer


@dataclass(eq=False, repr=False)
class GmVae(BoundLearner):
    """Practises by the bound under the mixture of ``components`` that ``em_rounds`` of EM fit to an episode's latents.

    For a task the mixture has as many components as clusters are asked for, and a step of the trace is a round of EM
    on the latent means; loss: their mean negative log-density under the mixture.
    """

    name = "gmvae"
    print_name = "Meta-GMVAE"
    paper = Paper(
        "Lee, Min, Lee, Hwang 2021",
        "Meta-GMVAE: mixture of Gaussian VAE for unsupervised meta-learning",
        "https://openreview.net/forum?id=wS0UFjsNYjn",
        (
            r"\max_\theta\; \mathbb{E}_{u \sim q_\theta(u \mid \tilde x)} \bigl[\log p_\theta(x \mid u)"
            r" + \log p_{\psi}(u) - \log q_\theta(u \mid \tilde x)\bigr]",
            r"p_{\psi}(u) = \sum_k \pi_k\, \mathcal{N}(u; \mu_k, I), \quad \psi = \mathrm{EM}(u_1, \dots, u_N)",
        ),
    )

    components: int = setting(20, low=1, high=256, group="outer")
    em_rounds: int = setting(5, low=0, high=ROUNDS, group="outer")
    head: str = field(default="mixture", kw_only=True)

    def prior(self, posterior: Posterior, generator: torch.Generator) -> MixturePrior:
        """The mixture fitted to a draw of the latents of the images that ``posterior`` is of."""
        latents = posterior.draw(generator)
        return em_path(latents, min(self.components, len(latents)), generator, self.em_rounds)[-1]

    def divergence(self, posterior: Posterior, latents: Tensor, prior: Density) -> Tensor:
        """Of each image, by its one draw in ``latents``: a mixture has no closed form."""
        return posterior.log_density(latents) - prior.log_density(latents)

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        if self.head != "mixture":
            yield from super()._adapt(items, n_clusters, steps=steps, generator=generator)
            return
        with torch.no_grad():
            mean = self.posterior(self.ready(), items).mean.cpu()
            path = self._settled(mean, n_clusters, generator)
        yield from [*path[:steps], path[-1]] if len(path) > steps else path

    @staticmethod
    def _settled(mean: Tensor, k: int, generator: torch.Generator) -> list[State]:
        """A state for each round of EM on the latent means, until the posteriors no longer change.

        Where each item is to have a cluster of its own there is nothing to fit, and components would share items.
        """
        z = directions(mean)
        if k == len(mean):
            share = torch.eye(k).to(mean)
            return [State(share.argmax(1), z, None, share)]
        path: list[State] = []
        before = mean.new_zeros(len(mean), k)
        for prior in em_path(mean, k, generator, ROUNDS):
            share, loss = prior.probability(mean), -float(prior.log_density(mean).mean())
            path.append(State(share.argmax(1), z, loss, share))
            if torch.allclose(share, before, atol=1e-4):
                break
            before = share
        return path

    @torch.no_grad()
    def sample(
        self, n: int, generator: torch.Generator, size: Sequence[int] = SIZE, *, like: Tensor | None = None
    ) -> Tensor:
        """``n`` images of latents drawn from the mixture that is fitted to the images ``like``: there is no other."""
        check_range("n", n, 1, MOST)
        if like is None:
            raise MetaUnsupError("sample_like", learner=self.name)
        return self.decode(self.prior(self.encode(like), generator).draw(n, generator), size)
