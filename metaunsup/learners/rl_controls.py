"""What the learned policy must beat on its own menu and with its own budget: chance, one fixed choice, an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.adaptation.menu import Menu
from metaunsup.learners.choosing import WORTH, Choice, ChoosingLearner
from metaunsup.learners.encoded import BorrowingLearner
from metaunsup.learners.papers import Paper


@dataclass(eq=False, repr=False)
class RlRandom(BorrowingLearner, ChoosingLearner):
    """As many entries at random, none twice; the last one is the answer."""

    name = "rl-random"
    print_name = "Menu, at random"
    paper = Paper(
        "Bergstra, Bengio 2012",
        "Random search for hyper-parameter optimization",
        "https://jmlr.org/papers/v13/bergstra12a.html",
        (r"e_t \sim \mathcal{U}(E \setminus \{e_{<t}\})",),
    )

    lender = "rl"

    def choices(self, parameters: Mapping[str, Tensor], menu: Menu, generator: torch.Generator) -> Iterator[Choice]:
        """In a random order."""
        for number in torch.randperm(self.entries, generator=generator)[: self.budget()].tolist():
            yield Choice(number, number)


@dataclass(eq=False, repr=False)
class RlFixed(BorrowingLearner, ChoosingLearner):
    """The entry that was worth most on the practice tasks, at every task: one round."""

    name = "rl-fixed"
    print_name = "Menu, best fixed entry"
    paper = Paper(
        "Rice 1976",
        "The algorithm selection problem",
        "https://doi.org/10.1016/S0065-2458(08)60520-3",
        (r"e = \arg\max_{e \in E} \mathbb{E}\, R(e)",),
    )

    lender = "rl"

    def budget(self) -> int:
        """One."""
        return 1

    def choices(self, parameters: Mapping[str, Tensor], menu: Menu, generator: torch.Generator) -> Iterator[Choice]:
        """That entry."""
        best = int(parameters[WORTH].argmax())
        yield Choice(best, best)


@dataclass(eq=False, repr=False)
class RlSilhouette(BorrowingLearner, ChoosingLearner):
    """All entries, whatever the ``rounds``; the answer is that of the best silhouette in the encoder's embedding."""

    name = "rl-silhouette"
    print_name = "Menu, best silhouette"
    paper = Paper(
        "Rousseeuw 1987",
        "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis",
        "https://doi.org/10.1016/0377-0427(87)90125-7",
        (
            r"e = \arg\max_{e \in E} \tfrac1N \sum_i s_i(e)",
            r"s_i = \frac{v_i - u_i}{\max(u_i, v_i)}",
        ),
    )

    lender = "rl"

    def budget(self) -> int:
        """The whole menu."""
        return self.entries

    def choices(self, parameters: Mapping[str, Tensor], menu: Menu, generator: torch.Generator) -> Iterator[Choice]:
        """In the menu's order."""
        best = 0
        for number in range(self.entries):
            menu.tries(number)
            best = number if menu.indices[number, 0] > menu.indices[best, 0] else best
            yield Choice(number, best)
