"""Medicine: which cases deserve a second look, when only a handful is known to be harmless. No medical device.

Two kinds of task from the test part. "anomaly": ten benign cases, then up to forty benign and as many malignant ones to
be put into an order. "clustering": ten cases of each, mixed, to be put into two groups. What has practised did so on
the train part, on altered copies of single cases (``tasks.umtra``), and no diagnosis was read; whoever is told the
train part's diagnoses is a ceiling.

Sensitivity at a specificity of 95 %: the share of malignant cases above the threshold that 95 % of the benign stay
below, for each task (Hanley & McNeil, Radiology 143, 1982, on reading it from a ROC curve).
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from torch import Tensor

from metaunsup.applications.cases import load_cases
from metaunsup.applications.field import Field, FieldTask
from metaunsup.data.pool import Part, Pool
from metaunsup.detectors.acr import AcrDetector
from metaunsup.detectors.base import Detector
from metaunsup.detectors.iforest import IForest
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.lof import Lof
from metaunsup.detectors.ocsvm import OcSvm
from metaunsup.detectors.spaces import UNTRAINED, Encoded
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import score
from metaunsup.learners.base import Learner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.sampler import members_of, sample_clustering_task
from metaunsup.tasks.streams import derive_seed, stream
from metaunsup.tasks.umtra import UmtraEpisodes

SHOTS, QUERIES = 10, 40  # known cases; at most so many of either kind to be judged
HARMLESS = frozenset({"benign", "normal", "healthy"})  # MedMNIST's breasts are "normal, benign"
STEPS = {"protonet": 200, "acr": 100}  # of practice
WAYS = 128
PRACTISED, ACR, LOGISTIC = "protonet", "acr", "logistic"
ADAPT_STEPS = 20


@dataclass(frozen=True, eq=False)
class CaseTask:
    """``support`` (S, ...) harmless cases, ``queries`` (Q, ...); ``ill`` (Q,) bool for metrics; places in the part."""

    support: Tensor
    queries: Tensor
    ill: np.ndarray
    places: Tensor
    seed: int


def harmless_class(pool: Pool) -> int:
    """The class that is taken for normal: the one called so (``HARMLESS``), else the train part's most frequent."""
    for number, name in enumerate(pool.class_names):
        if HARMLESS.issuperset(one.strip().casefold() for one in name.split(",")):
            return number
    part = pool.part("train")
    return int(part.classes[part.sizes.argmax()])


def case_task(pool: Pool, seed: int, index: int, *, shots: int = SHOTS) -> CaseTask:
    """Task number ``index`` under ``seed``; refuses a test part with too few cases."""
    part, normal = pool.part("test"), harmless_class(pool)
    own = derive_seed(seed, "cases", pool.name, index)
    generator = stream(own)
    harmless = _members(part, [normal], generator)
    ill = _members(part, [int(one) for one in part.classes if int(one) != normal], generator)
    count = min(QUERIES, len(harmless) - shots, len(ill))
    if count < 2:
        raise MetaUnsupError("cases_few", shots=shots, harmless=len(harmless), ill=len(ill))
    queries = torch.cat([harmless[shots : shots + count], ill[:count]])
    queries = queries[torch.randperm(len(queries), generator=generator)]  # the order must not tell the truth
    support = harmless[:shots]
    return CaseTask(
        support=part.data.items(support),
        queries=part.data.items(queries),
        ill=(part.labels[queries] != normal).numpy(),
        places=queries,
        seed=own,
    )


def practise(pool: Pool, learner: str) -> Iterator[MetaLearner]:
    """``learner`` after each step of practice on the pool's train part, of which it sees no diagnosis."""
    source = pool.unlabelled("train")
    made = make_learner(learner)
    assert isinstance(made, MetaLearner)
    made.set_params(ways=max(2, min(made.ways if learner == ACR else WAYS, len(source))))
    episodes = UmtraEpisodes(source)
    for _ in made.meta_train(episodes, steps=STEPS[learner], generator=stream(0, "medical", learner)):
        yield made


@lru_cache(maxsize=4)
def practised(pool: Pool, learner: str) -> MetaLearner:
    """The end of ``practise``."""
    return deque(practise(pool, learner), maxlen=1).pop()


def detectors_for(pool: Pool, trained: Mapping[str, MetaLearner] | None = None) -> dict[str, Detector]:
    """The methods of the kind of task "anomaly", the ceiling apart; ``trained``: who has practised on it already."""
    ready = trained or {name: practised(pool, name) for name in (ACR, PRACTISED)}
    return {
        PRACTISED: Knn(space=Encoded(PRACTISED, ready[PRACTISED])),
        ACR: AcrDetector(learner=ready[ACR]),
        "untrained": Knn(space=Encoded(UNTRAINED, None)),
        "knn": Knn(),
        "iforest": IForest(),
        "ocsvm": OcSvm(),
        "lof": Lof(),
    }


def learners_for(pool: Pool) -> dict[str, Learner]:
    """The methods of the kind of task "clustering", the ceiling apart."""
    adapting = make_learner("protonet-adapt")
    assert isinstance(adapting, MetaLearner)
    trained = practised(pool, PRACTISED)
    adapting.begin(trained.ready())
    return {
        PRACTISED: trained,
        "protonet_adapt": adapting,
        "untrained": make_learner("random"),
        "kmeans": make_learner("kmeans"),
        "spectral": make_learner("spectral"),
    }


@lru_cache(maxsize=4)
def ceiling(pool: Pool) -> LogisticRegression:
    """``fit_ceiling``, remembered."""
    return fit_ceiling(pool)


def fit_ceiling(pool: Pool) -> LogisticRegression:
    """Logistic regression that is told every diagnosis of the train part."""
    part = pool.part("train")
    ill = (part.labels != harmless_class(pool)).numpy()
    return LogisticRegression(max_iter=2000).fit(_rows(part.data.items(torch.arange(len(part)))), ill)


def evaluate(data: Path | None, variant: str, tasks: int, seed: int) -> Iterator[FieldTask]:
    """Every method on the same tasks; practice comes first, on the train part."""
    return evaluate_pool(load_cases(None if data is None else str(data)), variant, tasks, seed)


def evaluate_pool(
    pool: Pool, variant: str, tasks: int, seed: int, trained: Mapping[str, MetaLearner] | None = None
) -> Iterator[FieldTask]:
    """The same of cases that are here; with ``trained``, who has practised on them, nothing of them is remembered."""
    if variant != "anomaly":
        yield from (_group(pool, seed, index) for index in range(tasks))
        return
    detectors, told = detectors_for(pool, trained), ceiling(pool) if trained is None else fit_ceiling(pool)
    yield from (_judge(pool, seed, index, detectors, told) for index in range(tasks))


def _judge(pool: Pool, seed: int, index: int, detectors: Mapping[str, Detector], told: LogisticRegression) -> FieldTask:
    task = case_task(pool, seed, index)
    methods: dict[str, Callable[[], np.ndarray]] = {
        name: lambda name=name, one=one: suspicion(one, name, task)  # type: ignore[misc]
        for name, one in detectors.items()
    }
    methods[LOGISTIC] = lambda: told.decision_function(_rows(task.queries))
    scores, seconds = {}, {}
    for name, method in methods.items():
        begun = time.perf_counter()
        scores[name] = metrics(method(), task.ill)
        seconds[name] = time.perf_counter() - begun
    return FieldTask(index, task.seed, "", scores, seconds)


def suspicion(detector: Detector, name: str, task: CaseTask) -> np.ndarray:
    """How strange each query is, (Q,), higher where stranger."""
    *_, last = detector.detect(task.support, task.queries, steps=0, generator=stream(task.seed, name))
    return np.asarray(-last.scores.numpy())


def _group(pool: Pool, seed: int, index: int) -> FieldTask:
    own = derive_seed(seed, "groups", pool.name, index)
    task = sample_clustering_task(pool, 2, SHOTS, own)
    scores, seconds = {}, {}
    for name, learner in learners_for(pool).items():
        *_, last = learner.adapt(task.items, 2, steps=ADAPT_STEPS, generator=stream(own, name))
        found = score(last.assignments, task.truth)
        scores[name], seconds[name] = {"accuracy": found.accuracy, "ari": found.ari}, last.seconds
    told = torch.from_numpy(ceiling(pool).predict(_rows(task.items)).astype(np.int64))
    found = score(told, task.truth)
    scores[LOGISTIC] = {"accuracy": found.accuracy, "ari": found.ari}
    return FieldTask(index, own, "", scores, seconds)


def metrics(suspicion: np.ndarray, ill: np.ndarray) -> dict[str, float]:
    """AUROC, and sensitivity where 90 % and 95 % of the harmless are left alone."""
    return {
        "auroc": float(roc_auc_score(ill, suspicion)),
        **{f"sensitivity_{level}": sensitivity(suspicion, ill, level / 100) for level in (95, 90)},
    }


def sensitivity(suspicion: np.ndarray, ill: np.ndarray, specificity: float) -> float:
    """The share of ``ill`` above the lowest threshold that at least ``specificity`` of the others do not exceed."""
    harmless = np.sort(suspicion[~ill])
    threshold = harmless[math.ceil(specificity * len(harmless) - 1e-9) - 1]
    return float((suspicion[ill] > threshold).mean())


def _members(part: Part, classes: list[int], generator: torch.Generator) -> Tensor:
    """Places of the items of ``classes``, in random order."""
    rows = [row for row, one in enumerate(part.classes.tolist()) if one in classes]
    found = torch.cat([members_of(part, row) for row in rows]) if rows else torch.zeros(0, dtype=torch.int64)
    return found[torch.randperm(len(found), generator=generator)]


def _rows(items: Tensor) -> np.ndarray:
    return np.asarray(items.flatten(1).numpy())


MEDICAL = Field(
    name="medical",
    variants=("anomaly", "clustering"),
    metrics=("auroc", "sensitivity_95", "sensitivity_90"),
    baselines=("knn", "kmeans"),
    evaluate=evaluate,
    ceilings=(LOGISTIC,),
    others={"clustering": ("accuracy", "ari")},
)
