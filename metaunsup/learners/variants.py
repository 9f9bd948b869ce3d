"""What a variant of a learner adds: a reduction before it, or another head behind it."""

from __future__ import annotations

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.reduction import REDUCTIONS
from metaunsup.learners.papers import MIXTURE, SPECTRAL, Paper

# by the field of a learner that makes its variants (``Learner.varies``)
VARIATIONS: dict[str, tuple[str, ...]] = {
    "before": tuple(REDUCTIONS),
    "head": tuple(head for head in HEADS if head != "kmeans"),
}
VARIANT_PAPERS: dict[str, Paper] = {
    "pca": Paper(
        "Hotelling 1933",
        "Analysis of a complex of statistical variables into principal components",
        "https://doi.org/10.1037/h0071325",
        (
            r"z = V_d^\top (x - \bar{x})",
            r"\tfrac1N X^\top X = V \Lambda V^\top",
        ),
    ),
    "tsne": Paper(
        "van der Maaten, Hinton 2008",
        "Visualizing data using t-SNE",
        "https://jmlr.org/papers/v9/vandermaaten08a.html",
        (
            r"\min_z\, \mathrm{KL}(P \Vert Q)",
            r"q_{ij} \propto (1 + \lVert z_i - z_j \rVert^2)^{-1}",
        ),
    ),
    "umap": Paper(
        "McInnes, Healy, Melville 2018",
        "UMAP: uniform manifold approximation and projection",
        "https://arxiv.org/abs/1802.03426",
        (r"\min_z \sum_{ij} v_{ij} \log \tfrac{v_{ij}}{w_{ij}} + (1 - v_{ij}) \log \tfrac{1 - v_{ij}}{1 - w_{ij}}",),
    ),
    "soft": Paper(
        "Bishop 2006",
        "Pattern recognition and machine learning (section 9.3.2)",
        "https://www.microsoft.com/en-us/research/publication/pattern-recognition-machine-learning/",
        (
            r"r_{ik} = \frac{\exp(z_i \cdot c_k / \tau)}{\sum_j \exp(z_i \cdot c_j / \tau)}",
            r"c_k \propto \sum_i r_{ik} z_i",
        ),
    ),
    "sinkhorn": Paper(
        "Huang, Larochelle, Lacoste-Julien 2019",
        "Centroid networks for few-shot clustering and unsupervised few-shot classification",
        "https://arxiv.org/abs/1902.08605",
        (
            r"\max_{P \ge 0} \sum_{ik} P_{ik}\, z_i \cdot c_k + \tau H(P)",
            r"P \mathbf{1} = \mathbf{1}, \quad P^\top \mathbf{1} = \tfrac{N}{K} \mathbf{1}",
        ),
    ),
    "spectral": SPECTRAL,
    "gmm": MIXTURE,
}
