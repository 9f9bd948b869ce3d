"""Who says which transactions look like fraud: by each account's own last transactions, or the same for everybody.

All of them are handed a task without its truth. ``boosting`` alone has learned from labels, of the customers and months
that the others practised on without: the ceiling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest

from metaunsup.applications.card_practice import SEED, shipped, unpractised
from metaunsup.applications.columns import NAMES
from metaunsup.applications.ledger import DeskTask, Ledger, practice_ledger
from metaunsup.applications.made_up_frauds import CustomerEpisodes
from metaunsup.detectors.acr import AcrDetector
from metaunsup.detectors.base import Detector
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.lof import Lof
from metaunsup.detectors.ocsvm import OcSvm
from metaunsup.detectors.proto import Proto
from metaunsup.detectors.spaces import Encoded

METHODS = (
    *("amount", "iforest", "knn", "lof", "ocsvm"),
    *("acr-untrained", "protonet", "umtra", "acr-customers", "acr", "acr-other", "made-up", "boosting"),
)
CEILINGS = ("boosting",)
MADE_UP = 2000  # episodes that ``made-up`` learns from
Judge = Callable[[DeskTask, torch.Generator], np.ndarray]  # how suspicious each query is, (Q,)


@dataclass(frozen=True, eq=False)
class ByAccount:
    """A detector that judges each account by its own support; or, as a control, by that of the ``other`` beside it."""

    detector: Detector
    other: bool = False

    def __call__(self, task: DeskTask, generator: torch.Generator) -> np.ndarray:
        """Minus the scores, which are higher where more normal."""
        known = [one.support for one in task.accounts]
        known = [*known[1:], *known[:1]] if self.other else known
        return np.concatenate(
            [
                -judged.scores.numpy()
                for one, support in zip(task.accounts, known, strict=True)
                for judged in self.detector.detect(support, one.queries, steps=0, generator=generator)
            ]
        )


@dataclass(frozen=True, eq=False)
class ForAll:
    """Something fitted once, on other customers; ``suspicion`` (Q, D) -> (Q,)."""

    suspicion: Callable[[np.ndarray], np.ndarray]

    def __call__(self, task: DeskTask, generator: torch.Generator) -> np.ndarray:
        """The same for every account."""
        return self.suspicion(torch.cat([one.queries for one in task.accounts]).numpy())


def by_amount(task: DeskTask, generator: torch.Generator) -> np.ndarray:
    """The more money, the more suspicious."""
    return task.amount


def card_judges() -> dict[str, Judge]:
    """Every method by name, for the customers of the made-up bank."""
    return {name: card_judge(name) for name in METHODS}


@lru_cache(maxsize=len(METHODS))
def card_judge(name: str) -> Judge:
    """The method called ``name``; what has to be fitted is, when it is first asked for."""
    made: Judge = _MAKES[name]()
    return made


_MAKES: dict[str, Callable[[], Judge]] = {
    "amount": lambda: by_amount,
    "iforest": lambda: ForAll(isolation_forest(practice_rows(practice_ledger()))),
    "knn": lambda: ByAccount(Knn()),
    "lof": lambda: ByAccount(Lof()),
    "ocsvm": lambda: ByAccount(OcSvm()),
    "acr-untrained": lambda: ByAccount(AcrDetector(learner=unpractised(len(NAMES)))),
    "protonet": lambda: ByAccount(Proto(space=Encoded("protonet", shipped("protonet"), alone=True))),
    "umtra": lambda: ByAccount(Knn(space=Encoded("umtra", shipped("umtra"), alone=True))),
    "acr-customers": lambda: ByAccount(AcrDetector(learner=shipped("acr-customers"))),
    "acr": lambda: ByAccount(AcrDetector(learner=shipped("acr"))),
    "acr-other": lambda: ByAccount(AcrDetector(learner=shipped("acr")), other=True),
    "made-up": lambda: ForAll(boosting(*made_up_rows(practice_ledger()))),
    "boosting": lambda: ForAll(boosting(practice_rows(practice_ledger()), practice_truth(practice_ledger()))),
}


def practice_rows(ledger: Ledger) -> np.ndarray:
    """All transactions of the customers that are practised on, (N, D), without their labels."""
    return torch.cat(list(ledger.columns)).numpy()


def practice_truth(ledger: Ledger) -> np.ndarray:
    """Which of them were fraud, (N,) bool: for the ceiling alone."""
    return np.concatenate([one.fraud for one in ledger.histories]) > 0


def made_up_rows(ledger: Ledger, count: int = MADE_UP) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the episodes that ACR practises on, and which of them were made up: no label is read."""
    generator = torch.Generator().manual_seed(SEED)
    episodes = CustomerEpisodes(ledger)
    made = [episodes.one_class(20, 20, generator) for _ in range(count)]
    return torch.cat([one.queries for one in made]).numpy(), torch.cat([one.anomalous for one in made]).numpy()


def isolation_forest(rows: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Liu, Ting, Zhou, Isolation forest (ICDM 2008), on all customers' transactions together."""
    forest = IsolationForest(n_estimators=200, random_state=SEED).fit(rows)
    return lambda new: -forest.score_samples(new)


def boosting(rows: np.ndarray, fraud: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """Gradient boosting (Friedman 2001) that tells ``fraud`` (N,) bool from the other ``rows`` (N, D)."""
    made = HistGradientBoostingClassifier(max_iter=150, learning_rate=0.06, random_state=SEED).fit(rows, fraud)
    return lambda new: made.decision_function(new)
