"""Autoencoder: a code from which each image can be drawn again; K-Means on the code.

Hinton & Salakhutdinov, Reducing the Dimensionality of Data with Neural Networks, Science 313 (2006), with Conv4 for an
encoder. It practises on the images of the very episodes that ProtoNet practises on, whose pseudo-classes it does not
look at: what is left is what reconstruction alone is worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional as F

from metaunsup.learners.encoded import EncodedLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import initial_parameters, part, under
from metaunsup.networks.decoder import decoder
from metaunsup.networks.mlp import WIDTH, Columns, size_of
from metaunsup.networks.rows import row_decoder
from metaunsup.tasks.episode import Episodes

DECODER = "decoder."  # before the name of each of its parameters
KEPT = 1.3  # of what the encoder keeps for a gradient, encoder and decoder together; measured


@dataclass(eq=False, repr=False)
class Autoencoder(EncodedLearner):
    """Practises by the cross-entropy of pixels between an image and what its decoder makes of the image's code.

    The code is the embedding, of unit length, which the decoder gets as it is. An episode has ``ways`` images in
    ``support_views`` + ``query_views`` views, each of which is to be drawn again as it is, or with ``denoising`` as the
    picture that it is a view of: so a VAE of equal practice does, for which this is the control. Of a table's rows,
    whose columns are standardised, it is the squared error of a number.
    """

    name = "autoencoder"
    print_name = "Autoencoder"
    paper = Paper(
        "Hinton, Salakhutdinov 2006",
        "Reducing the dimensionality of data with neural networks",
        "https://doi.org/10.1126/science.1127647",
        (r"\min_{\theta} \sum_i \mathrm{CE}\bigl(g_\theta(f_\theta(x_i)),\; x_i\bigr)",),
    )

    steps: int = 50
    ways: int = setting(128)
    denoising: bool = setting(False, group="outer")

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """The encoder's parameters before practice, and the decoder's, which are drawn first."""
        drawn = initial_parameters(self._decoder(channels, self.filters), generator)
        return super().initialise(channels, generator) | under(DECODER, drawn)

    def reconstruct(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """What is drawn of ``images`` (N, C, H, W), in logits; of rows (N, D) as they are."""
        filters, inputs = size_of(parameters)
        given = (self.embed(parameters, images), *images.shape[2:])
        return functional_call(self._decoder(inputs, filters), part(parameters, DECODER), given)

    @staticmethod
    def _decoder(inputs: int, filters: int) -> nn.Module:
        if isinstance(inputs, Columns):
            return row_decoder(WIDTH * filters, inputs, WIDTH * filters)
        return decoder(inputs, filters)

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The gradient of the mean cross-entropy of a pixel over one episode's images; of rows, of squared error."""
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        images, shown = episode.to_draw(self.denoising)
        drawn = self.reconstruct(parameters, images)
        loss_of = F.mse_loss if drawn.ndim == 2 else F.binary_cross_entropy_with_logits
        loss = loss_of(drawn, shown.to(drawn))
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(images)

    def kept_bytes(self, images: int, pixels: int) -> float:
        """Of the decoder, too."""
        return KEPT * super().kept_bytes(images, pixels)
