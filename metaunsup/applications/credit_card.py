"""Files in the format of the public credit-card set: Time, V1 to V28, Amount, Class.

Dal Pozzolo, Caelen, Johnson, Bontempi, Calibrating probability with undersampling for unbalanced classification (SSCI
2015): two days of European card payments, of which 28 principal components are published, and no customers. So all
transactions are one account here: the first half, in the order of time, is practised on without ``Class``, and tasks
are stretches of the second half in which there is some fraud.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from metaunsup.applications.bank import DAY
from metaunsup.applications.card_practice import SEED, CardAcr, RowEpisodes, unpractised
from metaunsup.applications.judges import ByAccount, ForAll, Judge, boosting, by_amount, isolation_forest
from metaunsup.applications.ledger import Account, DeskTask, Scale
from metaunsup.data.source import Source, text_of
from metaunsup.data.text import one_line
from metaunsup.detectors.acr import AcrDetector
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.lof import Lof
from metaunsup.detectors.ocsvm import OcSvm
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.episode import Episode
from metaunsup.tasks.one_class import OneClassEpisode
from metaunsup.tasks.streams import derive_seed

COMPONENTS = tuple(f"V{number}" for number in range(1, 29))
NEEDED = ("Time", *COMPONENTS, "Amount", "Class")
MOST_ROWS = 400_000
FEWEST_ROWS = 400
WINDOW = 500  # transactions of a task
STEPS = 300  # of practice
MADE_UP = 400  # episodes that ``made-up`` learns from


@dataclass(frozen=True, eq=False)
class CardFile:
    """``columns`` (N, D) float32, standardised by the first half; ``time`` (s), ``amount`` and ``fraud`` (N,)."""

    columns: Tensor
    time: np.ndarray
    amount: np.ndarray
    fraud: np.ndarray

    @property
    def half(self) -> int:
        """Where the second half begins."""
        return len(self.time) // 2


def read_card_file(source: Source) -> CardFile:
    """The file in the order of time; of a folder the ``creditcard.csv`` in it.

    Raises ``MetaUnsupError``: ``card_columns``, ``card_numbers``, ``card_rows``, ``card_no_fraud``, ``folder_missing``,
    ``own_no_text`` and those of ``Source``.
    """
    if source.is_folder:
        source = Source(source.path / "creditcard.csv")
    if source.data is None and not source.path.is_file():
        raise MetaUnsupError("folder_missing", path=source.path)
    head, _, body = text_of(source, "creditcard.csv").partition("\n")
    names = [name.strip().strip('"') for name in head.split(",")]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        told = [*missing[:5], "…"] if len(missing) > 5 else missing
        raise MetaUnsupError("card_columns", path=source.path, missing=told)
    try:
        places = [names.index(name) for name in NEEDED]
        table = np.loadtxt(
            io.StringIO(body), delimiter=",", quotechar='"', usecols=places, max_rows=MOST_ROWS + 1, ndmin=2
        )
    except (ValueError, IndexError) as error:
        raise MetaUnsupError("card_numbers", path=source.path, reason=one_line(str(error))[:120]) from error
    if not FEWEST_ROWS <= len(table) <= MOST_ROWS:
        raise MetaUnsupError("card_rows", path=source.path, rows=len(table), least=FEWEST_ROWS, most=MOST_ROWS)
    if not np.isfinite(table).all():
        raise MetaUnsupError("card_numbers", path=source.path, reason="NaN, inf")
    table = table[np.argsort(table[:, 0], kind="stable")]
    time, amount, fraud = table[:, 0], table[:, -2], table[:, -1] > 0
    if not fraud[len(table) // 2 :].any():
        raise MetaUnsupError("card_no_fraud", path=source.path)
    hour = time / 60 % DAY / DAY * 2 * np.pi
    numbers = np.column_stack([table[:, 1:29], np.log1p(amount.clip(0)), np.sin(hour), np.cos(hour)])
    scale = Scale.of(numbers[: len(table) // 2], numbers.shape[1])
    return CardFile(scale(numbers), time, amount, fraud)


def stretches(data: CardFile, shots: int, seed: int) -> Iterator[DeskTask]:
    """Stretches of ``WINDOW`` transactions of the second half with some fraud, in random order, each once."""
    size = min(WINDOW, max(20, (len(data.time) - data.half) // 4))
    begins = np.arange(data.half, len(data.time) - size + 1, size)
    for first in np.random.default_rng(derive_seed(seed, "applications", "stretch")).permutation(begins):
        rows = slice(first, first + size)
        if data.fraud[rows].any():
            support = data.columns[max(0, first - shots) : first]
            account = Account(support, data.columns[rows], data.amount[rows], data.time[rows] / 60)
            yield DeskTask((account,), data.fraud[rows].astype(np.int64), seed, 0)


@dataclass(frozen=True, eq=False)
class StreamEpisodes:
    """One-class tasks of consecutive ``rows`` (N, D), whose anomalies are made up: columns of other rows, stretched."""

    rows: Tensor

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """``ways`` transactions as pseudo-classes, altered: such files know no customers."""
        return RowEpisodes(self.rows).draw(ways, support, query, generator)

    def one_class(self, support: int, query: int, generator: torch.Generator) -> OneClassEpisode:
        """``support`` transactions, the ``query`` that follow, and as many of the latter made strange."""
        rng = np.random.default_rng(int(torch.randint(2**62, (), generator=generator)))
        first = int(rng.integers(0, len(self.rows) - support - query))
        known, own = self.rows[first : first + support], self.rows[first + support : first + support + query]
        other = self.rows[torch.from_numpy(rng.integers(len(self.rows), size=query))]
        stretched = other * torch.from_numpy(rng.uniform(1, 4, (query, 1)).astype(np.float32))
        swap = torch.from_numpy(rng.random(own.shape) < rng.uniform(0.1, 0.5, (query, 1)))
        strange = torch.where(swap, stretched, own)
        return OneClassEpisode(known, torch.cat([own, strange]), torch.arange(2 * query) >= query)


def own_judges(data: CardFile) -> dict[str, Judge]:
    """The methods, fitted and practised on the first half; no ``protonet``, for there are no customers."""
    judges = deque(judging(data), maxlen=1).pop()
    assert judges is not None
    return judges


def judging(data: CardFile) -> Iterator[dict[str, Judge] | None]:
    """The same as ``own_judges`` at the end; None after each step of practice before."""
    rows = data.columns[: data.half]
    episodes = StreamEpisodes(rows)
    learner = CardAcr(support_views=20, query_views=20, sets=8)
    generator = torch.Generator().manual_seed(SEED)
    for _ in learner.meta_train(episodes, steps=STEPS, generator=generator):
        yield None
    made = [episodes.one_class(20, 20, generator) for _ in range(MADE_UP)]
    made_up = torch.cat([one.queries for one in made]).numpy(), torch.cat([one.anomalous for one in made]).numpy()
    judges: dict[str, Judge] = {
        "amount": by_amount,
        "iforest": ForAll(isolation_forest(rows.numpy())),
        "knn": ByAccount(Knn()),
        "lof": ByAccount(Lof()),
        "ocsvm": ByAccount(OcSvm()),
        "acr-untrained": ByAccount(AcrDetector(learner=unpractised(rows.shape[1]))),
        "acr": ByAccount(AcrDetector(learner=learner)),
        "made-up": ForAll(boosting(*made_up)),
    }
    seen = data.fraud[: data.half]
    yield judges | ({"boosting": ForAll(boosting(rows.numpy(), seen))} if seen.any() else {})
