"""LEO without labels: a task is adapted to by moving one small code per cluster, from which a head is decoded.

Rusu et al., Meta-Learning with Latent Embedding Optimization (ICLR 2019), arXiv:1807.05960, algorithm 1; encoder,
relation network and decoder are in ``adaptation.latent``. The paper's embeddings are those of a network pretrained
with labels, and stay; here they are Conv4's, practised without any: ``warmup`` is that pretraining, by prototype
loss, and after it the network goes on learning with the rest (on MNIST's validation part no worse than fixed).

While practising the inner loop is told the episode's pseudo-classes, as the paper's is told its labels (MAML here
clusters instead). MAML's head is made of whatever items are in a cluster, so that its outer loss can make another one,
of the pseudo-classes; LEO's head *is* what was adapted, one row a cluster, and between a row and the pseudo-class it
is judged by there must be no doubt. At a task there are no labels: k-means' clusters of the embedding take their
place, to make codes of and to learn from, views of an item being taken for its cluster. They stay, as the paper's
labels do: the embedding does not move, so clustering anew would find them again; and to learn from the head's own
assignments led below k-means on the validation parts of digits and Omniglot, where this did not. Items belong to the
cluster that the head of the moment gives them, and clusters keep their numbers, since a number is a row of the head.

Further differences: embeddings and the head's weights have unit length, with a temperature; features of an image
larger than 31 pixels are averaged over places, so that an embedding has ``filters`` numbers whatever the image;
no dropout, no clipped gradients.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.heads import HEADS, KNOWS_SIZES, balanced_assignment
from metaunsup.adaptation.latent import (
    DECODER,
    ENCODER,
    RELATION,
    Moved,
    cluster_codes,
    decode,
    descend,
    encodings,
    initial_latent,
    orthogonality,
    principal_directions,
)
from metaunsup.adaptation.objectives import cluster_probability, prototype_loss, prototypes
from metaunsup.data.augment import augment
from metaunsup.learners.base import State
from metaunsup.learners.bilevel import WarmedUpLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.mlp import size_of
from metaunsup.tasks.episode import Episode

CODE_RATE, WEIGHT_RATE = "log_rate.code", "log_rate.weight"  # (code_size,) and (filters,)


LOGITS, CODES = 6, 30  # copies of either that an inner step keeps, for the second derivative, too


class AdaptedCodes(NamedTuple):
    """The inner loop at a task after a step.

    ``moved``: codes and weights; ``assignments`` (N,) int64; ``embedding`` (N, D), the same at every step;
    ``encodings`` (N, code_size): what the encoder makes of each item.
    """

    moved: Moved
    assignments: Tensor
    embedding: Tensor
    encodings: Tensor


@dataclass(eq=False, repr=False)
class Leo(WarmedUpLearner):
    """Meta-learns encoder, relation network, decoder, the inner loop's rates, and the embedding they work on.

    ``code_size`` numbers a code; the inner loop takes ``code_steps`` steps on the codes, then ``weight_steps`` on the
    head's weights (at a task: as many as are left), at rates that begin at ``code_lr`` and ``weight_lr`` and are
    learned for each direction. Weights of the outer loss's terms, with the paper's letters: ``kl_weight`` beta,
    ``encoder_penalty_weight`` gamma, ``l2_weight`` lambda_1, ``orthogonality_weight`` lambda_2.
    """

    name = "leo"
    print_name = "LEO"
    paper = Paper(
        "Rusu et al. 2019",
        "Meta-learning with latent embedding optimization",
        "https://arxiv.org/abs/1807.05960",
        (
            r"c_k \sim q(c \mid \mathcal{D}), \quad w_k = g(c_k)",
            r"c_k \leftarrow c_k - \alpha \nabla_{c_k} \mathcal{L}_S(w)",
        ),
    )

    ways: int = setting(30)
    support_views: int = setting(3)
    query_views: int = setting(4)
    warmup: float = setting(0.85)
    extras_lr: float = setting(0.01)
    code_size: int = setting(16, low=2, high=128, group="latent")
    code_steps: int = setting(10, low=1, high=50, group="latent")
    weight_steps: int = setting(5, low=0, high=50, group="latent")
    code_lr: float = setting(1.0, low=1e-6, high=100.0, group="latent")
    weight_lr: float = setting(0.1, low=1e-6, high=100.0, group="latent")
    kl_weight: float = setting(1e-3, low=0.0, high=10.0, group="penalties")
    encoder_penalty_weight: float = setting(1e-3, low=0.0, high=10.0, group="penalties")
    l2_weight: float = setting(1e-6, low=0.0, high=1.0, group="penalties")
    orthogonality_weight: float = setting(0.1, low=0.0, high=1000.0, group="penalties")

    def task_bytes(self, share: float, pixels: int) -> float:
        """Beside the network's: at every step the codes, and the loss of all support items under every row."""
        kept = super().task_bytes(share, pixels)
        if share < self.warmup:
            return kept
        steps = self.code_steps + self.weight_steps
        each = LOGITS * self.ways * self.support_views + CODES * self.code_size
        return kept + 4.0 * self.ways * each * steps

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice: Conv4's, the code space's, and logarithms of the rates."""
        return {
            **super().initialise(channels, generator),
            **initial_latent(self.code_size, self.filters, generator),
            CODE_RATE: torch.full((self.code_size,), math.log(self.code_lr)),
            WEIGHT_RATE: torch.full((self.filters,), math.log(self.weight_lr)),
        }

    def embed(self, parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
        """Unit-length embeddings (N, filters) of items (N, C, H, W), averaged over what places Conv4 leaves."""
        z = super().embed(parameters, items)
        filters = size_of(parameters)[0]
        return z if z.shape[1] == filters else F.normalize(z.unflatten(1, (filters, -1)).mean(2), dim=1)

    def outer_loss(
        self,
        parameters: Mapping[str, Tensor],
        episode: Episode,
        generator: torch.Generator,
        *,
        train_steps: int | None = None,
        second_order: bool = True,
    ) -> Tensor:
        """The paper's equation 6 and its regulariser, a scalar, differentiable in ``parameters``.

        Cross-entropy of held-out views under the adapted head, plus the weighted terms: KL of the codes'
        distributions to N(0, I) and the squared way that adapting took each code, both means over the codes; squares
        of the latent networks' weights; the decoder's orthogonality penalty. With ``train_steps`` 0, the warm-up: the
        prototype loss of the embedding alone.
        """
        z, labels, ways = self.embed(parameters, episode.support), episode.support_labels, episode.n_classes
        query = self.embed(parameters, episode.query)

        def error(embedding: Tensor, truth: Tensor, weights: Tensor) -> Tensor:
            return prototype_loss(embedding, truth, weights, self.temperature)

        if train_steps == 0:
            return error(query, episode.query_labels, prototypes(z, labels, ways))
        belief = cluster_codes(encodings(parameters, z), labels, ways)
        begin = belief.sample(generator)
        *_, moved = descend(
            begin,
            lambda codes: decode(parameters, codes).sample(generator),
            lambda weights: error(z, labels, F.normalize(weights, dim=1)),
            code_steps=self.code_steps,
            steps=self.code_steps + self.weight_steps,
            code_rate=parameters[CODE_RATE].exp(),
            weight_rate=parameters[WEIGHT_RATE].exp(),
            create_graph=second_order,
            track=True,
        )
        latent = [value for name, value in parameters.items() if name.startswith((ENCODER, RELATION, DECODER))]
        return (
            error(query, episode.query_labels, F.normalize(moved.weights, dim=1))
            + self.kl_weight * belief.divergence().mean()
            + self.encoder_penalty_weight * (moved.codes.detach() - begin).square().sum(1).mean()
            + self.l2_weight * torch.stack([value.square().sum() for value in latent]).sum()
            + self.orthogonality_weight * orthogonality(parameters[DECODER])
        )

    def objective(
        self, items: Tensor, weights: Tensor, assignments: Tensor, n_views: int, generator: torch.Generator
    ) -> Tensor:
        """What adapting lowers at a task, a scalar: cross-entropy of new views of ``items`` under a head (K, D).

        ``assignments`` (N,) say what the views should be taken for; ``n_views`` of each item are drawn.
        """
        with torch.no_grad():
            views = torch.cat(
                [self.embed(self.ready(), augment(items, generator, self.strength)) for _ in range(n_views)]
            )
        return prototype_loss(views, assignments.repeat(n_views), F.normalize(weights, dim=1), self.temperature)

    def inner_loop(
        self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator
    ) -> Iterator[AdaptedCodes]:
        """The inner loop at a task: its state at step 0, 1, ... ``steps``.

        Step 0 has k-means' clusters, which the loop learns from; every later step what its head makes of the items.
        """
        parameters = self.ready()
        with torch.no_grad():
            z = self.embed(parameters, items)
            clusters = HEADS[self.head](z, n_clusters, generator)
            encoded = encodings(parameters, z)
        for moved in descend(
            cluster_codes(encoded, clusters, n_clusters).mean,
            lambda codes: decode(parameters, codes).mean,
            lambda weights: self.objective(items, weights, clusters, 1, generator),
            code_steps=self.code_steps,
            steps=steps,
            code_rate=parameters[CODE_RATE].exp(),
            weight_rate=parameters[WEIGHT_RATE].exp(),
        ):
            likely = cluster_probability(z, F.normalize(moved.weights.detach(), dim=1), self.temperature)
            # a head that knows the sizes of clusters keeps to them
            found = (balanced_assignment(likely) if self.head in KNOWS_SIZES else likely.argmax(1)).cpu()
            yield AdaptedCodes(moved, clusters if moved.loss is None else found, z, encoded[:, : self.code_size])

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        """The inner loop as a trace.

        ``shown``: "codes" (K, 2) and "code_items" (N, 2), the clusters' codes and what the encoder makes of each
        item, on the plane of the latter's first two principal components: the same for all steps.
        """
        for moved, found, z, each in self.inner_loop(items, n_clusters, steps=steps, generator=generator):
            plane, middle = principal_directions(each), each.mean(0)
            head = F.normalize(moved.weights.detach(), dim=1)
            yield State(
                found,
                z,
                None if moved.loss is None else float(moved.loss.detach()),
                probability=cluster_probability(z, head, self.temperature),
                shown={"codes": (moved.codes.detach() - middle) @ plane, "code_items": (each - middle) @ plane},
            )
