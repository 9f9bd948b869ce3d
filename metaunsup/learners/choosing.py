"""A learner that chooses, round by round and without labels, from a menu of clusterings of the task."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor

from metaunsup.adaptation.menu import INDICES, MENU, Menu
from metaunsup.adaptation.objectives import cluster_probability, prototypes
from metaunsup.learners.base import State
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.settings import setting
from metaunsup.networks.conv4 import part, under
from metaunsup.networks.policy import initial_policy

POLICY, WORTH = "policy.", "menu.worth"


class Choice(NamedTuple):
    """A round: the entry ``tried``, the one that is the answer since, and each entry's chance (E,) to be tried."""

    tried: int
    answer: int
    chances: Tensor | None = None


@dataclass(eq=False, repr=False)
class ChoosingLearner(MetaLearner):
    """Tries ``rounds`` of the first ``entries`` of a menu, in ProtoNet's encoder of the same pool, which never moves.

    A step is a round, and shows the answer since: step 0 is after the first. With fewer steps than rounds several make
    a step. Parameters beside the encoder's are the policy's, and each entry's mean reward in practice (``WORTH``).
    """

    varies = ""

    entries: int = setting(len(MENU), low=1, high=len(MENU), group="inner")
    rounds: int = setting(4, low=1, high=len(MENU), group="inner")

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """A network, which practice replaces by ProtoNet's, a policy whose decisions are even, and no worth yet."""
        network = super().initialise(channels, generator)
        policy = initial_policy(self.entries, len(INDICES), generator)
        return network | under(POLICY, policy) | {WORTH: torch.zeros(self.entries)}

    def policy(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The policy's own among ``parameters``."""
        return part(parameters, POLICY)

    def menu(
        self, parameters: Mapping[str, Tensor], items: Tensor, n_clusters: int, generator: torch.Generator
    ) -> Menu:
        """The menu of a task's ``items`` (N, C, H, W)."""
        fixed = {name: value.detach() for name, value in self.encoder(parameters).items()}
        return Menu(items, n_clusters, lambda images: self.embed(fixed, images), self.entries, generator)

    @abstractmethod
    def choices(self, parameters: Mapping[str, Tensor], menu: Menu, generator: torch.Generator) -> Iterator[Choice]:
        """The rounds of a task."""

    def _adapt(self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator) -> Iterator[State]:
        """Choosing as a trace; ``chosen``: the entry tried and the answer; ``shown``: "chances" (E,) of the entries."""
        parameters = self.ready()
        menu = self.menu(parameters, items, n_clusters, generator)
        total = self.budget()
        parts = min(steps + 1, total)
        stops = {-(-total * part // parts) for part in range(1, parts + 1)}
        for number, choice in enumerate(self.choices(parameters, menu, generator), start=1):
            if number not in stops:
                continue
            found, z = menu.tries(choice.answer), menu.z
            chance = cluster_probability(z, prototypes(z, found.to(z.device), n_clusters), self.temperature)
            told = {"tried": menu.entries[choice.tried].name, "answer": menu.entries[choice.answer].name}
            shown = {} if choice.chances is None else {"chances": choice.chances}
            yield State(found, z, probability=chance, chosen=told, shown=shown)

    def budget(self) -> int:
        """How many rounds a task has."""
        return min(self.rounds, self.entries)
