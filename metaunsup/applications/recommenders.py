"""What the field recommends with already: popularity, item neighbours, matrix factorisation, EASE.

All of them are fitted on the clicks of other people, (U, I) 0 or 1, and then score every item for somebody of whom a
few clicks are known, (B, I) -> (B, I), higher is better. Nobody's later clicks have a part in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

Recommender = Callable[[np.ndarray], np.ndarray]
ROUNDS = 12  # of alternating least squares


def popularity(clicks: np.ndarray) -> Recommender:
    """The most clicked items, for everybody the same."""
    often = clicks.sum(0)
    return lambda known: np.broadcast_to(often, known.shape).astype(np.float64)


def item_neighbours(clicks: np.ndarray, neighbours: int) -> Recommender:
    """Items beside those clicked: the sum of cosines, of each clicked item's ``neighbours`` most alike alone.

    Sarwar et al., Item-based collaborative filtering (WWW 2001); of clicks: Deshpande & Karypis (ACM TOIS 22, 2004).
    """
    length = np.sqrt(clicks.sum(0))
    alike = clicks.T @ clicks / np.maximum(np.outer(length, length), 1e-12)
    np.fill_diagonal(alike, 0)
    if neighbours < len(alike):
        least = np.partition(alike, -neighbours, axis=0)[-neighbours]
        alike = np.where(alike >= least, alike, 0)
    return lambda known: known @ alike.T


def ease(clicks: np.ndarray, ridge: float) -> Recommender:
    """The item weights B that best rebuild everybody's clicks from their others, in closed form.

    Steck, Embarrassingly shallow autoencoders for sparse data (WWW 2019), arXiv:1905.03375, equations 5 to 8: with
    P = (X'X + ridge I)^-1, B = I - P / diag(P), whose diagonal is 0.
    """
    inverse = np.linalg.inv(clicks.T.astype(np.float64) @ clicks + ridge * np.eye(clicks.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return lambda known: known @ weights


def factorisation(clicks: np.ndarray, factors: int, ridge: float, confidence: float, *, seed: int = 0) -> Recommender:
    """Matrix factorisation of clicks by alternating least squares; somebody new is folded in by the same equation.

    Hu, Koren, Volinsky, Collaborative filtering for implicit feedback datasets (ICDM 2008), equations 3 to 5: a click
    counts ``1 + confidence``, no click counts 1.
    """
    rng = np.random.default_rng(seed)
    items = rng.normal(0, 0.1, (clicks.shape[1], factors))
    for _ in range(ROUNDS):
        people = fold_in(clicks, items, ridge, confidence)
        items = fold_in(clicks.T, people, ridge, confidence)
    return lambda known: fold_in(known, items, ridge, confidence) @ items.T


def fold_in(clicks: np.ndarray, other: np.ndarray, ridge: float, confidence: float) -> np.ndarray:
    """The factors (N, F) of each row of ``clicks`` (N, M), given those of its columns, ``other`` (M, F): equation 4."""
    whole = other.T @ other + ridge * np.eye(other.shape[1])
    squares = (other[:, :, None] * other[:, None, :]).reshape(len(other), -1)  # y y' of each column
    weighted = whole + confidence * (clicks @ squares).reshape(len(clicks), *whole.shape)
    wanted = (1 + confidence) * clicks @ other
    found: np.ndarray = np.linalg.solve(weighted, wanted[:, :, None])[:, :, 0]
    return found


def ndcg(scores: np.ndarray, known: np.ndarray, later: np.ndarray, at: int = 10) -> np.ndarray:
    """Normalised discounted cumulative gain of the first ``at``, (B,); what is ``known`` already is not recommended.

    Järvelin & Kekäläinen (ACM TOIS 20, 2002), with gain 1 for each of ``later``'s items: 1 where all places hold one.
    """
    found = _hits(scores, known, later, at)
    discount = 1 / np.log2(np.arange(found.shape[1]) + 2)
    whole: np.ndarray = np.cumsum(discount)
    best = whole[np.minimum(later.sum(1), found.shape[1]).astype(int) - 1]
    gain: np.ndarray = found @ discount
    return gain / best


def hit_rate(scores: np.ndarray, known: np.ndarray, later: np.ndarray, at: int = 10) -> np.ndarray:
    """Whether any of the first ``at`` is one of ``later``'s items, (B,) 0 or 1."""
    return np.asarray(_hits(scores, known, later, at).any(1), dtype=np.float64)


def best_of(scores: np.ndarray, known: np.ndarray, at: int) -> np.ndarray:
    """The ``at`` items with the highest scores that are not ``known``, (B, at), the best first; of equals the first."""
    return np.argsort(-np.where(known > 0, -np.inf, scores), axis=1, kind="stable")[:, :at]


def _hits(scores: np.ndarray, known: np.ndarray, later: np.ndarray, at: int) -> np.ndarray:
    return np.take_along_axis(later, best_of(scores, known, at), axis=1) > 0


def chosen(
    makes: Iterable[Callable[[], Recommender]], known: np.ndarray, later: np.ndarray
) -> tuple[Recommender, list[float]]:
    """Of several settings that with the best NDCG at 10 for people neither practised on nor tested; and all NDCGs."""
    made = [make() for make in makes]
    scores = [float(ndcg(one(known), known, later).mean()) for one in made]
    return made[int(np.argmax(scores))], scores
