"""Checkpoints that a training can begin with or cluster: those that come with the program, and those of runs here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.registry import learner_spec, practising_learners
from metaunsup.learners.shipped import shipped_pools
from metaunsup.ui.common.run_store import Runs, learned
from metaunsup.words import Say

MOST_RUNS = 30  # the newest; an older one can be branched from on its own page


@dataclass(frozen=True)
class Reference:
    """A checkpoint by the name that the command line knows it by."""

    name: str
    learner: str
    pool: str = ""
    called: str = ""

    @property
    def draws(self) -> bool:
        """Whether it can draw pictures from latents."""
        return issubclass(learner_spec(self.learner).build, LatentLearner)

    def title(self, say: Say) -> str:
        """As a person reads it in a list."""
        learner = say.learner_title(self.learner)
        if not self.called:
            return say("meta_train.shipped", learner=learner, pool=say(f"pool.{self.pool}.title"))
        return say("meta_train.run", name=self.called, learner=learner)


def references(runs: Runs, chosen: Sequence[str | None] = ()) -> list[Reference]:
    """All that is here, shipped ones first; and those ``chosen`` in the form or the link, if they still exist."""
    found = [
        Reference(f"shipped:{pool}/{name}", name, pool)
        for name in practising_learners()
        for pool in shipped_pools(name)
    ]
    rows = runs.rows(limit=MOST_RUNS)
    older = {one[4:] for one in chosen if one and one.startswith("run:")} - {row.id for row in rows}
    if older:
        rows += [row for row in runs.rows() if row.id in older]
    return found + [
        Reference(f"run:{row.id}", row.learner, called=f"{row.name} · {row.id}") for row in rows if learned(row)
    ]
