"""What recommends, against its definition: ridge regressions column by column, normal equations, lists by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.linear_model import Ridge
from sklearn.metrics import ndcg_score
from sklearn.metrics.pairwise import cosine_similarity

from metaunsup.applications import recommenders
from metaunsup.applications.recommenders import (
    best_of,
    chosen,
    ease,
    factorisation,
    fold_in,
    hit_rate,
    item_neighbours,
    ndcg,
    popularity,
)

RNG = np.random.default_rng(0)
CLICKS = (RNG.random((40, 12)) < RNG.uniform(0.1, 0.6, 12)).astype(float)
KNOWN = (RNG.random((5, 12)) < 0.3).astype(float)


def test_ease_is_a_ridge_regression_of_each_item_on_all_others() -> None:
    found = ease(CLICKS, 3.0)(np.eye(12))
    for item in range(12):
        others = [other for other in range(12) if other != item]
        weights = Ridge(alpha=3.0, fit_intercept=False).fit(CLICKS[:, others], CLICKS[:, item]).coef_
        assert np.allclose(found[others, item], weights, atol=1e-8)
        assert found[item, item] == 0


def test_neighbours_are_the_most_alike() -> None:
    alike = cosine_similarity(CLICKS.T) - np.eye(12)
    assert np.allclose(item_neighbours(CLICKS, 12)(KNOWN), KNOWN @ alike)
    few = item_neighbours(CLICKS, 3)(np.eye(12))
    for item in range(12):  # who has clicked it alone is shown the three most like it
        nearest = np.argsort(-alike[item])[:3]
        assert set(np.flatnonzero(few[item])) == set(nearest.tolist())


def test_popularity_is_the_same_for_everybody() -> None:
    assert np.array_equal(popularity(CLICKS)(KNOWN), np.tile(CLICKS.sum(0), (5, 1)))


def test_factors_solve_the_weighted_least_squares_problem() -> None:
    other = RNG.normal(size=(12, 3))
    found = fold_in(KNOWN, other, 0.7, 5.0)
    for row, one in enumerate(KNOWN):
        weight = np.sqrt(1 + 5.0 * one)
        design = np.concatenate([other * weight[:, None], math.sqrt(0.7) * np.eye(3)])
        solved = np.linalg.lstsq(design, np.concatenate([one * weight, np.zeros(3)]), rcond=None)[0]
        assert np.allclose(found[row], solved)


def test_factorising_lowers_the_objective_of_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    def objective(rounds: int) -> float:
        monkeypatch.setattr(recommenders, "ROUNDS", rounds)
        scores = factorisation(CLICKS, 4, 0.5, 3.0)(CLICKS)
        return float(((1 + 3.0 * CLICKS) * (CLICKS - scores) ** 2).sum())

    assert objective(8) < objective(2) < 0.8 * float((4.0 * CLICKS).sum())


def test_scores_of_lists() -> None:
    scores = RNG.random((5, 12))
    later = ((RNG.random((5, 12)) < 0.4) & (KNOWN == 0)).astype(float)
    later[:, KNOWN.sum(0).argmin()] = 1
    known = KNOWN * (later == 0)
    hidden = np.where(known > 0, -1e9, scores)
    for at in (1, 3, 10):
        told = [ndcg_score(later[[row]], hidden[[row]], k=at) for row in range(5)]
        assert np.allclose(ndcg(scores, known, later, at), told)
        hits = [any(later[row, item] for item in np.argsort(-hidden[row])[:at]) for row in range(5)]
        assert np.array_equal(hit_rate(scores, known, later, at), np.array(hits, dtype=float))
    assert ndcg(later, known, later).min() == pytest.approx(1)
    assert not (np.take_along_axis(known, best_of(scores, known, 4), 1) > 0).any()


def test_the_setting_is_chosen_that_serves_others_best() -> None:
    later = np.eye(12)[:5] * (KNOWN == 0) + (KNOWN.sum(1, keepdims=True) == 12)
    later = np.where(later.sum(1, keepdims=True) == 0, 1 - KNOWN, later)
    good, scores = chosen([lambda: lambda known: -later[: len(known)], lambda: lambda known: later], KNOWN, later)
    assert scores[1] == pytest.approx(1) and scores[0] < 1 and np.array_equal(good(KNOWN), later)
