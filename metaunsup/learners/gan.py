"""BiGAN: a generator draws images from latents, an encoder finds latents of images, a discriminator tells their pairs.

Donahue, Krahenbuhl, Darrell, Adversarial Feature Learning (ICLR 2017), arXiv:1605.09782, equation 3, in its
non-saturating form. At the optimum the encoder inverts the generator (theorem 2). All three take their steps at the
same time, and the discriminator's gradient at true pairs is held small (R1: Mescheder, Geiger, Nowozin, ICML 2018,
arXiv:1801.04406, equation 9): with it such steps converge where without they circle, and unlike spectral norm's power
iteration it keeps nothing from step to step. Ten minutes of practice are far from the optimum, so that the encoder's
latents may also be asked directly to be drawn again as the image (``agreement``; Li et al., ALICE, NeurIPS 2017,
arXiv:1709.01215, equation 8). Differs from the paper: an image's latent is that of another altered view of it
(``other_view``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from metaunsup.learners.latent import DECODER, LatentLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import part
from metaunsup.networks.discriminator import joint_discriminator
from metaunsup.networks.mlp import first_weight, inputs_of
from metaunsup.tasks.episode import Episodes

LATENT, DISCRIMINATOR = "latent.", "discriminator."  # before the names of the parameters of either
KEPT = 2.0  # of what the encoder keeps for a gradient, all three together


@dataclass(eq=False, repr=False)
class BiGan(LatentLearner):
    """Practises adversarially on the images of the episodes that the autoencoder practises on.

    ``penalty`` is R1's weight (gamma), ``agreement`` that of the squared error of an image drawn again. ``other_view``:
    a true pair is an image and the latent of another altered view of it, so that the encoder inverts the generator up
    to what augmentation changes; else of itself, as in the paper.
    """

    name = "gan"
    print_name = "BiGAN"
    paper = Paper(
        "Donahue, Krähenbühl, Darrell 2017",
        "Adversarial feature learning",
        "https://arxiv.org/abs/1605.09782",
        (
            r"\min_{G, E} \max_D\; \mathbb{E}_{x} \log D(x, E(x)) + \mathbb{E}_{u \sim \mathcal{N}(0, I)} \log"
            r" \bigl(1 - D(G(u), u)\bigr)",
        ),
    )
    terms: ClassVar[tuple[str, ...]] = ("discriminator", "generator", "squared_error")
    betas: ClassVar[tuple[float, float]] = (0.5, 0.999)  # of Adam: with more momentum the players overshoot each other

    steps: int = 50
    ways: int = setting(64)
    query_views: int = setting(1)
    outer_lr: float = setting(5e-3)
    penalty: float = setting(1.0, low=0.0, high=1000.0, group="outer")
    other_view: bool = setting(True, group="outer")
    agreement: float = setting(1.0, low=0.0, high=100.0, group="outer")

    # -- practising ------------------------------------------------------------------------------------------------

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """What makes latents, the generator and the discriminator."""
        size, filters = self.latent_size, self.filters
        with torch.device("meta"):
            last = nn.Linear(filters, size)
        return {
            LATENT: last,
            DECODER: self.decoder(channels),
            DISCRIMINATOR: joint_discriminator(size, channels, filters),
        }

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """Each player's gradient of its own loss, at one episode's images and as many latents of the prior.

        The loss told is their sum, so that what diverges is said, whosever it is.
        """
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        views = torch.cat([part.unflatten(0, (episode.n_classes, -1)) for part in (episode.support, episode.query)], 1)
        images = views.flatten(0, 1)
        others = views.roll(1, 1).flatten(0, 1) if self.other_view else images
        latents = torch.randn(len(images), self.latent_size, generator=generator)
        judge, players, error = self.losses(parameters, images, others, latents)
        gradients: dict[str, Tensor] = {}
        for loss, judges in ((judge, True), (players, False)):
            own = {name: one for name, one in parameters.items() if name.startswith(DISCRIMINATOR) == judges}
            gradients |= dict(zip(own, torch.autograd.grad(loss, list(own.values()), retain_graph=judges), strict=True))
        self.measured = (float(judge.detach()), float(players.detach()), error)
        return gradients, sum(self.measured[:2]), len(images)

    def losses(
        self, parameters: Mapping[str, Tensor], images: Tensor, others: Tensor, latents: Tensor
    ) -> tuple[Tensor, Tensor, float]:
        """The discriminator's loss, the encoder's and generator's, and the squared error of pictures drawn again.

        A scalar each. The latents of ``images`` (N, C, H, W), or of rows (N, D), are those of ``others``, row by row;
        ``latents`` (N, L) are of the prior. Neither loss has a gradient for the other's player.
        """
        kernel = first_weight(parameters)
        codes, latents, others = self.codes(parameters, images), latents.to(kernel), others.to(kernel)
        made = self.logits(parameters, torch.cat([latents, codes]), others.shape[2:])
        drawn, again = (made if made.ndim == 2 else made.sigmoid()).chunk(2)  # a row's numbers have no range
        pairs = (others.detach().requires_grad_(), codes.detach().requires_grad_())
        true, false = self.judged(parameters, *pairs), self.judged(parameters, drawn.detach(), latents)
        slopes = torch.autograd.grad(true.sum(), pairs, create_graph=True)
        steepness = sum((slope.square().sum() for slope in slopes), kernel.new_zeros(())) / len(images)
        judge = (F.softplus(-true) + F.softplus(false)).mean() + self.penalty / 2 * steepness
        fixed = {name: one.detach() for name, one in parameters.items() if name.startswith(DISCRIMINATOR)}
        fooled = F.softplus(self.judged(fixed, others, codes)) + F.softplus(-self.judged(fixed, drawn, latents))
        error = (again - others).square().flatten(1).sum(1).mean()
        return judge, fooled.mean() + self.agreement * error, float(error.detach())

    def judged(self, parameters: Mapping[str, Tensor], images: Tensor, latents: Tensor) -> Tensor:
        """Logits (N,) of the pairs: above 0 for an encoder's."""
        own = part(parameters, DISCRIMINATOR)
        network = joint_discriminator(latents.shape[1], inputs_of(images), self.filters)
        found: Tensor = functional_call(network, own, (images, latents))
        return found

    def kept_bytes(self, images: int, pixels: int) -> float:
        """Of the others, too."""
        return KEPT * super().kept_bytes(images, pixels)

    # -- what it makes of images -----------------------------------------------------------------------------------

    def codes(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """The encoder's latents: linear in Conv4's features (averaged over places where an image is larger)."""
        features = self.features(parameters, images)
        return F.linear(features, parameters[f"{LATENT}weight"], parameters[f"{LATENT}bias"])
