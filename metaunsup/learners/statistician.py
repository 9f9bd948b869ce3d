"""Neural Statistician: a VAE of sets. A context is inferred from a handful of items, and items are drawn under it.

Edwards & Storkey, Towards a Neural Statistician (ICLR 2017), arXiv:1606.02185, equation 5 with one layer of latents:
c ~ N(0, I) for a set, u ~ p(u | c) and x ~ p(x | u, c) for each of its items; q(c | D) from the mean over the set of
what is seen of its items, q(u | x, c) for each. Nothing is tuned at a task: reading the items is adapting. Differs
from the paper: practice has sets of 1 to as many items as a pseudo-class has, so that every size is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.adaptation.bounds import Posterior, gaussian_kl, importance_bound, log_weight
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.latent import DECODER
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import part
from metaunsup.networks.strided import FEATURES
from metaunsup.tasks.episode import Episodes

CONTEXT, LATENT, PRIOR = "context.", "latent.", "prior."  # before the names of the parameters of each


@dataclass(eq=False, repr=False)
class Statistician(FewShotLearner):
    """``context_size`` numbers a set, ``latent_size`` an item; ``kl_warmup``: see ``bound.BoundLearner``."""

    name = "statistician"
    print_name = "Neural Statistician"
    paper = Paper(
        "Edwards, Storkey 2017",
        "Towards a neural statistician",
        "https://arxiv.org/abs/1606.02185",
        (
            r"\max\; \mathbb{E}_{q(c \mid D)} \sum_{x \in D} \Bigl( \mathbb{E}_{q(u \mid x, c)} \log p(x \mid u, c)"
            r" - \mathrm{KL}\bigl(q(u \mid x, c) \Vert p(u \mid c)\bigr) \Bigr)"
            r" - \mathrm{KL}\bigl(q(c \mid D) \Vert \mathcal{N}(0, I)\bigr)",
        ),
    )

    ways: int = setting(10)
    context_size: int = setting(32, low=1, high=512, group="outer")
    kl_warmup: float = setting(0.2, low=0.0, high=1.0, group="outer")
    train_steps: int = setting(0, fixed=True)

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """What makes contexts of sets, latents of items, the latents' prior under a context, and the decoder."""
        with torch.device("meta"):
            return {
                CONTEXT: _gaussian(FEATURES, self.context_size),
                LATENT: _gaussian(FEATURES + self.context_size, self.latent_size),
                PRIOR: _gaussian(self.context_size, self.latent_size),
                DECODER: self.decoder(channels),
                **self.spread_of(channels),
            }

    @property
    def codes_drawn(self) -> int:
        """Latent and context side by side."""
        return self.latent_size + self.context_size

    def codes(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """The mean of the context of each image taken for a set of its own."""
        return self._heads(parameters, CONTEXT, self.features(parameters, images)).mean

    # -- practising ------------------------------------------------------------------------------------------------

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean negative bound, in nats an item, of sets of equally many items of pseudo-classes."""
        views = self.altered(episodes, generator)
        size = int(torch.randint(1, views.shape[1] + 1, (), generator=generator))
        views = views[:, torch.randperm(views.shape[1], generator=generator)[:size]]
        weight = min(1.0, share / self.kl_warmup) if self.kl_warmup else 1.0
        loss = self.loss(parameters, views, generator, weight)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), views.shape[0] * size

    def loss(
        self, parameters: Mapping[str, Tensor], sets: Tensor, generator: torch.Generator, weight: float = 1.0
    ) -> Tensor:
        """The negative bound of ``sets`` (K, M, C, H, W), in nats an item, its divergences times ``weight``."""
        count, size = sets.shape[:2]
        images = sets.flatten(0, 1)
        features = self.features(parameters, images)
        context = self._heads(parameters, CONTEXT, features.unflatten(0, (count, size)).mean(1))
        of_each = context.draw(generator).repeat_interleave(size, 0)
        posterior, prior = self._of_items(parameters, features, of_each), self._heads(parameters, PRIOR, of_each)
        likelihood = self.likelihood(parameters, images, torch.cat([posterior.draw(generator), of_each], 1))
        divergence = gaussian_kl(posterior, prior).sum() + context.kl().sum()
        return (weight * divergence - likelihood.sum()) / len(images)

    def descend(
        self, parameters: dict[str, Tensor], items: Tensor, steps: int, generator: torch.Generator, share: float = 1.0
    ) -> Iterator[float]:
        """There are no steps."""
        raise MetaUnsupError("not_tuned", learner=self.name)

    # -- what it makes of a handful of items -----------------------------------------------------------------------

    @torch.no_grad()
    def context(self, items: Tensor | None) -> Posterior:
        """What ``items`` (N, C, H, W) tell of their class, (1, context_size) each; None: what is known before any."""
        if items is None:
            nothing = torch.zeros(1, self.context_size)
            return Posterior(nothing, nothing)
        parameters = self.ready()
        return self._heads(parameters, CONTEXT, self.features(parameters, self._images(items)).mean(0, keepdim=True))

    @torch.no_grad()
    def draw(self, context: Posterior, n: int, generator: torch.Generator, size: Sequence[int]) -> Tensor:
        """``n`` images (n, C, H, W) of ``size``, or rows (n, D), each under a draw of the context of its own."""
        parameters = self.ready()
        contexts = Posterior(*(value.expand(n, -1) for value in context)).draw(generator)
        latents = self._heads(parameters, PRIOR, contexts).draw(generator)
        drawn = self.logits(parameters, torch.cat([latents, contexts], 1), size)
        return drawn.sigmoid() if drawn.ndim == 4 else self.strayed(parameters, drawn, generator)

    @torch.no_grad()
    def predictive_bound(self, context: Posterior, images: Tensor, samples: int, generator: torch.Generator) -> Tensor:
        """A bound (N,) on log E_q(c | D) p(x | c) of each image in nats, by ``samples`` draws of context and latent."""
        parameters, items = self.ready(), self._images(images)
        features, weights = self.features(parameters, items), []
        for _ in range(samples):
            contexts = Posterior(*(value.expand(len(items), -1) for value in context)).draw(generator)
            posterior, prior = self._of_items(parameters, features, contexts), self._heads(parameters, PRIOR, contexts)
            latents = posterior.draw(generator)
            likelihood = self.likelihood(parameters, items, torch.cat([latents, contexts], 1))
            weights.append(log_weight(likelihood, latents, posterior, prior))
        return importance_bound(torch.stack(weights))

    def _of_items(self, parameters: Mapping[str, Tensor], features: Tensor, contexts: Tensor) -> Posterior:
        return self._heads(parameters, LATENT, torch.cat([features, contexts], 1))

    def _heads(self, parameters: Mapping[str, Tensor], prefix: str, inputs: Tensor) -> Posterior:
        own = part(parameters, prefix)
        hidden = F.relu(F.linear(inputs, own["hidden.weight"], own["hidden.bias"]))
        mean, log_variance = (
            F.linear(hidden, own[f"{name}.weight"], own[f"{name}.bias"]) for name in Posterior._fields
        )
        return Posterior(mean, log_variance)


def _gaussian(inputs: int, size: int) -> nn.ModuleDict:
    """One hidden layer, then a mean and a log-variance: the shapes, for ``Statistician._heads`` to compute with."""
    return nn.ModuleDict(
        {"hidden": nn.Linear(inputs, FEATURES), **{one: nn.Linear(FEATURES, size) for one in Posterior._fields}}
    )
