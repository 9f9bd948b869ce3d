"""Where each learner comes from, and its rule in one formula: the same in every language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """``cited`` as in a text, ``title`` and ``link`` of the source, and a learner's ``rules`` in LaTeX.

    Symbols: x items, N of them, z = f(x) embeddings of unit length, K clusters, a their assignments, c centroids,
    theta what is meta-learned, phi what a task makes of it, tau the temperature, S self-labelled and Q held-out views.
    """

    cited: str
    title: str
    link: str
    rules: tuple[str, ...] = ()


SPECTRAL = Paper(
    "von Luxburg 2007",
    "A tutorial on spectral clustering",
    "https://arxiv.org/abs/0711.0189",
    (
        r"L = I - D^{-1/2} W D^{-1/2}",
        r"L u_j = \lambda_j u_j, \quad j = 1, \dots, K",
    ),
)  # of the learner, of the head, and of what begins with it
MIXTURE = Paper(
    "Dempster, Laird, Rubin 1977",
    "Maximum likelihood from incomplete data via the EM algorithm",
    "https://doi.org/10.1111/j.2517-6161.1977.tb01600.x",
    (r"p(x) = \sum_{k=1}^{K} \pi_k\, \mathcal{N}(x \mid \mu_k, \Sigma_k)",),
)
