"""Episodes to practise on without a label: which transactions are a customer's own, and which were put among them.

A fraud is somebody else's shopping on your card, so what practice has to be told apart from a customer's own
transactions are some of another customer's, put among them: as a run, at another time, in another hurry (their gaps
are squeezed by a factor of up to a thousand), and the columns are computed anew, as the customer's past makes them.
Half of the made-up frauds are such; the others are own transactions of which some columns have the values of other rows
(Bahri et al., SCARF, ICLR 2022, arXiv:2106.15147, section 3). Nobody has looked at which ones are fraud: what
fraud there is among the customers' own stays there, as it comes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from metaunsup.applications.bank import DAY
from metaunsup.applications.columns import columns_of
from metaunsup.applications.ledger import Ledger
from metaunsup.applications.statements import Statement
from metaunsup.tasks.episode import Episode, episode_of
from metaunsup.tasks.one_class import OneClassEpisode

LONGEST_RUN = 6
SLOWER = 3.0  # powers of ten by which a run is squeezed, at most
SWAPPED = 0.5  # share of the columns that have values of other rows, at most


@dataclass(frozen=True, eq=False)
class CustomerEpisodes:
    """Episodes over the customers of ``ledger``; as pseudo-classes, or as one-class tasks of one customer each."""

    ledger: Ledger

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """``ways`` customers as pseudo-classes: ``support`` transactions in a row of each, then ``query`` more."""
        each = support + query
        able = [at for at, one in enumerate(self.ledger.columns) if len(one) >= each]
        chosen = torch.randperm(len(able), generator=generator)[:ways].tolist()
        rows = [self.ledger.columns[able[at]] for at in chosen]
        first = [int(torch.randint(len(one) - each + 1, (), generator=generator)) for one in rows]
        views = torch.stack([one[at : at + each] for one, at in zip(rows, first, strict=True)])
        return episode_of(views, support)

    def one_class(self, support: int, query: int, generator: torch.Generator) -> OneClassEpisode:
        """One customer's ``support`` transactions, ``query`` of what follows, and as many made-up frauds among them."""
        rng = np.random.default_rng(int(torch.randint(2**62, (), generator=generator)))
        able = [at for at, one in enumerate(self.ledger.columns) if len(one) >= support + query]
        at = able[rng.integers(len(able))]
        rows, columns = self.ledger.histories[at].rows, self.ledger.columns[at]
        first = int(rng.integers(support, len(rows) - query + 1))
        own = columns[first : first + query]
        frauds = [self._run(rows, first, rng)]
        while sum(map(len, frauds)) < query // 2:
            frauds.append(self._run(rows, first, rng))
        frauds = [torch.cat(frauds)[: query // 2], self._swapped(own, query - query // 2, rng)]
        return OneClassEpisode(
            support=columns[first - support : first],
            queries=torch.cat([own, *frauds]),
            anomalous=torch.arange(2 * query) >= query,
        )

    def _run(self, rows: Statement, first: int, rng: np.random.Generator) -> Tensor:
        """The columns of a run of another customer's, put among ``rows`` after the row number ``first``."""
        other = self.ledger.histories[rng.integers(len(self.ledger.histories))].rows
        size = int(rng.integers(1, LONGEST_RUN + 1))
        if len(other) < size:
            return torch.zeros(0, self.ledger.columns[0].shape[1])
        begin = int(rng.integers(len(other) - size + 1))
        run = other.take(slice(begin, begin + size))
        time = (run.time - run.time[0]) * 10 ** -rng.uniform(0, SLOWER) + rng.uniform(
            rows.time[first - 1], rows.time[-1]
        )
        if rng.random() < 0.5:  # at the hour that it was made at, else at any
            time += (run.time[0] - time[0]) % DAY
        past = rows.take(rows.time <= time[-1])
        both, order = past.joined(replace(run, time=time))
        return self.ledger.scale(columns_of(both)[order >= len(past)])

    def _swapped(self, own: Tensor, count: int, rng: np.random.Generator) -> Tensor:
        """Rows of ``own`` with some columns of rows of any customer."""
        made = own[torch.from_numpy(rng.integers(len(own), size=count))].clone()
        who = rng.integers(len(self.ledger.columns), size=count)
        rest = torch.stack(
            [
                self.ledger.columns[one][rng.integers(len(self.ledger.columns[one]))]
                if len(self.ledger.columns[one])
                else made[at]
                for at, one in enumerate(who)
            ]
        )
        share = rng.uniform(0.1, SWAPPED, (count, 1))
        swap = torch.from_numpy(rng.random(made.shape) < share)
        return torch.where(swap, rest, made)
