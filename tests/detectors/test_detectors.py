"""What every detector promises, and that each computes what its name says."""

from __future__ import annotations

import inspect
import itertools

import numpy as np
import pytest
import torch
from sklearn.base import clone
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor

from metaunsup.detectors.base import Detector, folds
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.lof import Lof
from metaunsup.detectors.ocsvm import OcSvm
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.detectors.proto import Proto
from metaunsup.detectors.registry import DETECTORS, make_detector
from metaunsup.detectors.spaces import Encoded
from metaunsup.detectors.svdd import Svdd
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import make_learner
from metaunsup.networks.mlp import Columns

EVERY = pytest.mark.parametrize("name", DETECTORS)
PRACTISED = [name for name, build in DETECTORS.items() if issubclass(build, PractisedDetector)]
# need nobody who practised on such vectors
VECTORS = [name for name, build in DETECTORS.items() if name not in PRACTISED and build.takes_vectors]


def trace(detector: Detector, support: torch.Tensor, queries: torch.Tensor, steps: int = 2, **kind: float) -> list:
    generator = torch.Generator().manual_seed(0)
    return list(detector.detect(support, queries, steps=steps, generator=generator, **kind))


@EVERY
def test_steps_scores_and_a_seed_that_decides_them(name, ready, task) -> None:
    detector = ready(name)
    steps = trace(detector, task.support, task.queries)
    assert [one.index for one in steps] == list(range(3 if detector.adapts else 1))
    for one in steps:
        assert one.scores.shape == (8,) and one.held_out.shape == (6,) and one.scores.dtype == torch.float32
        assert torch.equal(one.predictions, torch.where(one.scores >= one.offset, 1, -1)) and one.seconds > 0
        assert not one.scores.requires_grad
        assert all(value.shape == task.queries.shape for value in one.shown.values())
    assert detector.adapts == (len({tuple(one.scores.tolist()) for one in steps}) > 1)
    torch.manual_seed(3)  # the global stream plays no part
    again = trace(ready(name), task.support, task.queries)
    assert all(torch.equal(a.scores, b.scores) and a.offset == b.offset for a, b in zip(steps, again, strict=True))
    stopped = detector.detect(task.support, task.queries, steps=1000, generator=torch.Generator())
    assert len(list(itertools.islice(stopped, 1))) == 1
    stopped.close()
    assert next(stopped, None) is None and torch.is_grad_enabled()


@EVERY
def test_the_order_of_queries_says_nothing_and_no_truth_is_handed_over(name, ready, task) -> None:
    assert set(inspect.signature(Detector.detect).parameters) == {
        *("self", "support", "queries", "steps", "generator", "contamination")
    }
    order = torch.randperm(8, generator=torch.Generator().manual_seed(1))
    one, other = (trace(ready(name), task.support, queries, 0)[-1] for queries in (task.queries, task.queries[order]))
    if name != "vae":  # whose bound is estimated by noise in the queries' order
        assert torch.allclose(one.scores[order], other.scores, atol=1e-3)


@EVERY
def test_bad_items_are_refused_at_once(name, ready, task) -> None:
    detector, good = ready(name), task.support

    def refusal(support: torch.Tensor, queries: torch.Tensor, steps: int = 1) -> str:
        with pytest.raises(MetaUnsupError) as caught:
            detector.detect(support, queries, steps=steps, generator=torch.Generator())
        assert str(caught.value)
        return caught.value.code

    assert refusal(good[:1], good) == refusal(good, good[:0]) == refusal(good, good[..., 1:]) == "detector_items"
    assert refusal(good, good * float("nan")) == "items_not_finite"
    assert refusal(good * 1e12, good) == "items_too_large"
    assert refusal(good, good, -1) == refusal(good, good, 1001) == "number_out_of_range"
    if name in PRACTISED:  # on pictures
        assert refusal(good.flatten(1), good.flatten(1)) == "needs_images"
        detector.learner = None
        assert refusal(good, good) == "not_meta_trained"


@pytest.mark.parametrize("name", VECTORS)
def test_scikit_learn_s_conventions_on_vectors(name, ready) -> None:
    rng = np.random.default_rng(0)
    known, near, far = rng.normal(size=(40, 5)), rng.normal(size=(30, 5)), rng.normal(size=(30, 5)) + 6
    detector = clone(ready(name)).set_params(steps=3, contamination=0.1)
    new = np.concatenate([near, far])
    scores, decision, predicted = (
        getattr(detector.fit(known), one)(new) for one in ("score_samples", "decision_function", "predict")
    )
    assert set(predicted.tolist()) == {1, -1} and np.array_equal(predicted == 1, decision >= 0)
    assert np.allclose(scores - decision, (scores - decision)[0], atol=1e-5)
    assert roc_auc_score([1] * 30 + [0] * 30, scores) > 0.95  # chance does so once in 10^9 times
    assert np.array_equal(detector.fit_predict(known), detector.predict(known))


def test_scores_are_what_the_formulas_say() -> None:
    generator = torch.Generator().manual_seed(0)
    known, new = torch.randn(12, 4, generator=generator), torch.randn(7, 4, generator=generator)
    apart = torch.tensor([[float((a - b).norm()) for b in known] for a in new])
    (one,) = trace(Knn(neighbours=2), known, new)
    assert torch.allclose(one.scores, -apart.sort(1).values[:, :2].mean(1), atol=1e-5)
    held_out = torch.cat([trace(Knn(neighbours=2), known[rest], known[part])[0].scores for rest, part in folds(12)])
    assert torch.allclose(one.held_out, held_out, atol=1e-5)
    assert one.offset == pytest.approx(float(np.quantile(held_out.numpy(), 0.1)), abs=1e-5)
    (stated,) = trace(Knn(neighbours=2), known, new, contamination=0.4)
    assert stated.offset == pytest.approx(float(np.quantile(held_out.numpy(), 0.4)), abs=1e-5)
    centre = torch.stack([known[:, place].sum() / 12 for place in range(4)])
    assert torch.allclose(trace(Proto(), known, new)[0].scores, -((new - centre) ** 2).sum(1).sqrt(), atol=1e-5)
    factor = LocalOutlierFactor(11, novelty=True).fit(known)  # 20 neighbours, where there are so many
    assert np.allclose(trace(Lof(), known, new)[0].scores, factor.score_samples(new.numpy()), atol=1e-4)
    far = trace(OcSvm(), known, torch.cat([known, known + 50]))[0].scores
    assert float(far[:12].min()) > float(far[12:].max())


def test_svdd_draws_the_support_towards_the_centre_it_began_with() -> None:
    generator = torch.Generator().manual_seed(0)
    known = torch.randn(20, 6, generator=generator)
    for soft in (False, True):
        steps = trace(Svdd(soft=soft), known, known, steps=30)
        assert float(steps[-1].scores.mean()) > 0.7 * float(steps[0].scores.mean())  # minus squared distances
        assert steps[-1].loss < steps[1].loss


@pytest.mark.parametrize("name", ["acr", "maml", "fomaml", "reptile", "vae"])
def test_what_practised_on_vectors_judges_vectors_and_no_others(name) -> None:
    generator = torch.Generator().manual_seed(0)
    known, new = torch.randn(12, 5, generator=generator), torch.randn(9, 5, generator=generator)
    learner = make_learner(DETECTORS[name].learner_name)
    learner.parameters = learner.initialise(Columns(5), generator)
    detector = DETECTORS[name](learner=learner)
    scores = trace(detector, known, new)[-1].scores
    assert scores.shape == (9,) and len(set(scores.tolist())) == 9
    for items, code in ((known[:, 1:], "items_columns"), (torch.rand(6, 1, 16, 16), "needs_vectors")):
        with pytest.raises(MetaUnsupError) as caught:
            trace(detector, items, items)
        assert caught.value.code == code


def test_an_encoder_of_vectors_is_a_space() -> None:
    generator = torch.Generator().manual_seed(0)
    known, new = torch.randn(12, 5, generator=generator), torch.randn(9, 5, generator=generator)
    for where in ("untrained", "untrained-alone", "untrained-tta"):
        detector = make_detector(f"proto@{where}")
        few, many = (trace(detector, known, queries)[0].scores for queries in (new[:4], new))
        assert torch.allclose(few, many[:4], atol=1e-5) == (where == "untrained-alone")


def test_spaces_and_their_refusals(task) -> None:
    for name, wanted in (("knn@untrained", ""), ("knn@protonet-alone", "alone"), ("proto@protonet-tta", "views")):
        detector = make_detector(name, trained_on="digits")
        space = detector.space  # type: ignore[attr-defined]
        assert detector.full_name == name and isinstance(space, Encoded)
        assert (space.alone, space.views > 0) == (wanted == "alone", wanted == "views")
        few, many = (
            trace(detector, task.support, queries, 0)[0].scores for queries in (task.queries[:5], task.queries)
        )
        assert torch.allclose(few, many[:5], atol=1e-5) == (wanted == "alone")  # else batch norm sees all of them
    for name, code in (
        ("nobody", "unknown_detector"),
        ("knn@", "unknown_detector"),
        ("knn@kmeans", "unknown_space"),
        ("knn@nobody", "unknown_space"),
        ("knn@vae-alone", "unknown_space"),
        ("patches@untrained-tta", "unknown_space"),
        ("patches@untrained-alone", "unknown_space"),
        ("acr@own", "label_without_checkpoint"),
        ("maml", "no_checkpoint"),
    ):
        with pytest.raises(MetaUnsupError) as caught:
            make_detector(name, trained_on="digits")
        assert caught.value.code == code and str(caught.value), name
