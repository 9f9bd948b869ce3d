"""What encoders are trained on: cross-entropy against prototypes on the unit sphere."""

from __future__ import annotations

from torch import Tensor
from torch.nn import functional as F

TEMPERATURE = 0.1


def prototypes(embeddings: Tensor, labels: Tensor, n_classes: int) -> Tensor:
    """Unit-length mean embedding of each class, with gradient: (N, D), (N,) int64 -> (n_classes, D)."""
    member = F.one_hot(labels, n_classes).to(embeddings)  # (N, K)
    return F.normalize(member.T @ embeddings, dim=1)  # the mean's length drops out


def cluster_probability(embeddings: Tensor, centres: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """Chance of each item to belong to each centre, (N, D), (K, D) -> (N, K): what ``prototype_loss`` takes it for."""
    return (embeddings @ centres.T / temperature).softmax(1)


def prototype_loss(embeddings: Tensor, labels: Tensor, centres: Tensor, temperature: float = TEMPERATURE) -> Tensor:
    """Cross-entropy of ``labels`` (N,) under softmax(z c^T / temperature), a scalar.

    Snell et al., Prototypical Networks (2017), arXiv:1703.05175, eq. 2, with unit-length embeddings (N, D) and
    centres (K, D), where squared distance and inner product order alike.
    """
    return F.cross_entropy(embeddings @ centres.T / temperature, labels.to(embeddings.device))
