"""Few-shot tasks made of what a momentum network has seen before: who is like whom, and how well that is told.

Jang, Lee, Shin, Unsupervised Meta-learning via Few-shot Pseudo-supervised Contrastive Learning (ICLR 2023),
arXiv:2303.00996, section 3.2. Every item is a pseudo-class; its shots are the entries of the queue that an optimal
transport of the items' keys to the whole queue, with entropy, ties it to most: no entry can be everybody's.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.heads import transport_plan

ENTROPY = 0.05  # the transport's, and how often its rows and columns are scaled in turn: as published
SCALINGS = 3


@torch.no_grad()
def pseudo_shots(keys: Tensor, queue: Tensor, shots: int) -> Tensor:
    """Places (N, ``shots``) in the ``queue`` (M, D) of the shots of each of ``keys`` (N, D), all of unit length."""
    return transport_plan(keys, queue, ENTROPY, SCALINGS).topk(shots, 1).indices


def pseudo_supervised_loss(queries: Tensor, item_of: Tensor, shots: Tensor, temperature: float) -> Tensor:
    """L_PsCo, a scalar: how badly a query is told to be like its own item's shots, and unlike all other items' shots.

    The supervised contrastive loss of unit-length ``queries`` (Q, D), of the items ``item_of`` (Q,), against ``shots``
    (N, S, D), mean over a query's own S.
    """
    log_chance = (queries @ shots.flatten(0, 1).T / temperature).log_softmax(1).unflatten(1, shots.shape[:2])
    return -log_chance[torch.arange(len(queries), device=queries.device), item_of].mean()


def instance_loss(queries: Tensor, item_of: Tensor, keys: Tensor, queue: Tensor, temperature: float) -> Tensor:
    """L_MoCo, a scalar: how badly a query is told to be like its own item's key, and unlike the others and the queue.

    ``queries`` (Q, D) are of the items ``item_of`` (Q,), whose ``keys`` are (N, D). He et al., Momentum Contrast (CVPR
    2020), arXiv:1911.05722, equation 1, with the other items' keys beside the ``queue`` (M, D).
    """
    return F.cross_entropy(queries @ torch.cat([keys, queue]).T / temperature, item_of)
