"""What encoders are trained on: cross-entropy against prototypes on the unit sphere."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

TEMPERATURE = 0.1


def prototypes(embeddings: Tensor, labels: Tensor, n_classes: int) -> Tensor:
    """Unit-length mean embedding of each class, with gradient: (N, D), (N,) int64 -> (n_classes, D)."""
    member = F.one_hot(labels, n_classes).to(embeddings)  # (N, K)
    return F.normalize(member.T @ embeddings, dim=1)  # the mean's length drops out


def cluster_probability(embeddings: Tensor, centres: Tensor, temperature: float | Tensor = TEMPERATURE) -> Tensor:
    """Chance of each item to belong to each centre, (N, D), (K, D) -> (N, K): what ``prototype_loss`` takes it for."""
    return (embeddings @ centres.T / temperature).softmax(1)


def prototype_loss(
    embeddings: Tensor,
    labels: Tensor,
    centres: Tensor,
    temperature: float | Tensor = TEMPERATURE,
    weights: Tensor | None = None,
) -> Tensor:
    """Cross-entropy of ``labels`` (N,) under softmax(z c^T / temperature), a scalar; each item's times its weight.

    Snell et al., Prototypical Networks (2017), arXiv:1703.05175, eq. 2, with unit-length embeddings (N, D) and
    centres (K, D), where squared distance and inner product order alike. ``weights`` (N,) have mean 1.
    """
    logits, labels = embeddings @ centres.T / temperature, labels.to(embeddings.device)
    if weights is None:
        return F.cross_entropy(logits, labels)
    return (weights * F.cross_entropy(logits, labels, reduction="none")).mean()


def contrastive_loss(embeddings: Tensor, image_of: Tensor, temperature: float) -> Tensor:
    """NT-Xent, a scalar: ``image_of`` (N,) says which of unit-length ``embeddings`` (N, D) are views of one image.

    Chen et al., SimCLR (2020), arXiv:2002.05709, eq. 1: every view against all others, mean over views. With more than
    two views of an image, the mean over the view's positive pairs; each image has at least two.
    """
    image_of = image_of.to(embeddings.device)
    itself = torch.eye(len(embeddings), dtype=torch.bool, device=embeddings.device)
    log_chance = (embeddings @ embeddings.T / temperature).masked_fill(itself, -torch.inf).log_softmax(1)
    pair = (image_of[:, None] == image_of).logical_and(~itself)
    return -(log_chance.masked_fill(~pair, 0.0).sum(1) / pair.sum(1)).mean()


def pair_loss(probability: Tensor, labels: Tensor) -> Tensor:
    """How far a clustering parts what belongs together, a scalar: cross-entropy of "same cluster" over pairs of items.

    ``probability`` (N, K) of each cluster, ``labels`` (N,) int64 the truth. Two items are in the same cluster with
    P_ij = sum_k p_ik p_jk, whatever the clusters are called; Hsu, Lv, Kira, Learning to cluster (ICLR 2018),
    arXiv:1711.10125, equation 3. Pairs of one class and pairs of two weigh half each, however many they are; where
    there are none of a kind, the other is all.
    """
    labels = labels.to(probability.device)
    same = labels[:, None] == labels
    itself = torch.eye(len(labels), dtype=torch.bool, device=labels.device)
    chance = (probability @ probability.T).clamp(1e-6, 1 - 1e-6)
    parts = [-chance[same & ~itself].log(), -(1 - chance[~same]).log()]
    return torch.stack([part.mean() for part in parts if part.numel()]).mean()
