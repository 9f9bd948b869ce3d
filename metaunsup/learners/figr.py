"""FIGR: Reptile over a GAN, so that a few steps on a handful of images make it draw more of them.

Clouatre & Demers, FIGR: Few-shot Image Generation with Reptile (2019), arXiv:1901.02199, algorithm 1: a Wasserstein GAN
whose critic's gradient is held to length 1 (Gulrajani et al., NeurIPS 2017, arXiv:1704.00028, equation 3) takes a few
steps on one class, then generator and critic both move towards where those led. Differs from the paper: a class is a
pseudo-class, images are altered views, and the networks are small enough for two CPU cores. ``plain-gan`` is the
control: the same two networks, as many images, all classes mixed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.adaptation.optimiser import DictAdam
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.latent import DECODER
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.strided import FEATURES
from metaunsup.tasks.episode import Episodes

CRITIC = "critic."  # before the names of the parameters of its last layer
INNER_BETAS = (0.0, 0.9)  # of the players' Adam: Gulrajani et al., algorithm 1


@dataclass(eq=False, repr=False)
class Figr(FewShotLearner):
    """Practises by Reptile. A step is ``critic_steps`` of the critic and one of the generator.

    ``penalty`` is the weight of the critic's gradient (lambda).
    """

    name = "figr"
    print_name = "FIGR"
    paper = Paper(
        "Clouâtre, Demers 2019",
        "FIGR: few-shot image generation with Reptile",
        "https://arxiv.org/abs/1901.02199",
        (
            r"\min_G \max_D\; \mathbb{E}_{x} D(x) - \mathbb{E}_{u \sim \mathcal{N}(0, I)} D(G(u))"
            r" - \lambda\, \mathbb{E}_{\hat x} \bigl(\Vert \nabla D(\hat x) \Vert - 1\bigr)^2",
            r"\theta \leftarrow \theta + \varepsilon\, (\phi - \theta)",
        ),
    )

    penalty: float = setting(10.0, low=0.0, high=1000.0, group="inner")
    critic_steps: int = setting(1, low=1, high=10, group="inner")

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """The critic's last layer, and the generator."""
        with torch.device("meta"):
            last = nn.Linear(FEATURES, 1)
        return {CRITIC: last, **super().parts(channels)}

    def codes(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """What the critic sees: there is no encoder."""
        return self.features(parameters, images)

    def judged(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """The critic's number (N,) for each image, higher where it takes it to be real."""
        features = self.features(parameters, images)
        return F.linear(features, parameters[f"{CRITIC}weight"], parameters[f"{CRITIC}bias"])[:, 0]

    def drawn(self, parameters: Mapping[str, Tensor], like: Tensor, generator: torch.Generator) -> Tensor:
        """As many images as ``like`` (N, C, H, W), or rows (N, D), of latents of the prior."""
        latents = torch.randn(len(like), self.latent_size, generator=generator).to(like)
        made = self.logits(parameters, latents, like.shape[2:])
        return made if made.ndim == 2 else made.sigmoid()  # a row's numbers have no range

    def critic_loss(
        self, parameters: Mapping[str, Tensor], real: Tensor, fake: Tensor, generator: torch.Generator
    ) -> Tensor:
        """Equation 3: how far fakes are above real images, and how far the gradient between them is from length 1."""
        mix = torch.rand(len(real), *[1] * (real.ndim - 1), generator=generator).to(real)
        between = torch.lerp(real, fake, mix).requires_grad_()
        (slope,) = torch.autograd.grad(self.judged(parameters, between).sum(), between, create_graph=True)
        length = slope.flatten(1).square().sum(1).clamp(min=1e-12).sqrt()
        apart = self.judged(parameters, fake).mean() - self.judged(parameters, real).mean()
        return apart + self.penalty * (length - 1).square().mean()

    def descend(
        self, parameters: dict[str, Tensor], items: Tensor, steps: int, generator: torch.Generator, share: float = 1.0
    ) -> Iterator[float]:
        """Steps of both players, by an Adam of their own each that begins afresh; yields the critic's loss."""
        players = _of_generator(parameters)
        judge = {name: one for name, one in parameters.items() if name not in players}
        for_judge, for_players = (DictAdam(one, self.train_lr, betas=INNER_BETAS) for one in (judge, players))
        for _ in range(steps):
            loss = torch.zeros(())
            for _ in range(self.critic_steps):
                real = self.views(items, generator)
                with torch.no_grad():
                    fake = self.drawn(parameters, real, generator)
                loss = self.critic_loss(parameters, real, fake, generator)
                for_judge.step(dict(zip(judge, torch.autograd.grad(loss, list(judge.values())), strict=True)))
            fooled = -self.judged(parameters, self.drawn(parameters, real, generator)).mean()
            for_players.step(dict(zip(players, torch.autograd.grad(fooled, list(players.values())), strict=True)))
            yield float(loss.detach())


@dataclass(eq=False, repr=False)
class PlainGan(Figr):
    """Practises on views of all pseudo-classes of an episode together; tunes as FIGR does."""

    name = "plain-gan"
    print_name = "WGAN-GP"
    betas: ClassVar[tuple[float, float]] = INNER_BETAS
    paper = Paper(
        "Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville 2017",
        "Improved training of Wasserstein GANs",
        "https://arxiv.org/abs/1704.00028",
        (
            r"\min_G \max_D\; \mathbb{E}_{x} D(x) - \mathbb{E}_{u \sim \mathcal{N}(0, I)} D(G(u))"
            r" - \lambda\, \mathbb{E}_{\hat x} \bigl(\Vert \nabla D(\hat x) \Vert - 1\bigr)^2",
        ),
    )

    ways: int = setting(6)
    outer_lr: float = setting(1e-3)

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """Each player's gradient of its own loss, at a view of every item of an episode; the critic's loss is told."""
        real = self.altered(episodes, generator).flatten(0, 1)
        players = _of_generator(parameters)
        judge = {name: one for name, one in parameters.items() if name not in players}
        fake = self.drawn(parameters, real, generator)
        loss = self.critic_loss(parameters, real, fake.detach(), generator)
        gradients = dict(zip(judge, torch.autograd.grad(loss, list(judge.values())), strict=True))
        fooled = -self.judged(parameters, fake).mean()
        gradients |= zip(players, torch.autograd.grad(fooled, list(players.values())), strict=True)
        return {name: gradients[name] for name in parameters}, float(loss.detach()), len(real)


def _of_generator(parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: one for name, one in parameters.items() if name.startswith(DECODER)}
