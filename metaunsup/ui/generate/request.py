"""What the page has been asked to draw, as plain values: hashable, so that equal requests share one computation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from metaunsup.data.kept import as_told
from metaunsup.learners.registry import GENERATIVE
from metaunsup.ui.common import run_picker
from metaunsup.ui.common.link import Choice, Field, Several, Whole
from metaunsup.ui.common.requests import OWN, OwnRun
from metaunsup.ui.common.uploads import PoolField

if TYPE_CHECKING:
    from metaunsup.evaluation.drawings import DrawnStep
    from metaunsup.tasks.generation import GenerationTask

PAGE = "generate"
TRAINED_ON = "omniglot-minimal"  # letters: whatever the pool, its classes are new
ITEMS, STEPS = ("1", "2", "5", "10", "20"), ("5", "10", "20")
MOST, DRAWINGS = 4, 12
DEFAULT = ("reptile-vae", "plain-vae", "statistician", "augmented")


def generators() -> tuple[str, ...]:
    """Those that can draw at once: that need no practice, or whose checkpoint comes with the program."""
    from metaunsup.generation.registry import GENERATORS
    from metaunsup.learners.shipped import shipped_checkpoint

    return tuple(
        name
        for name, build in GENERATORS.items()
        if not build.learner_name or shipped_checkpoint(build.learner_name, TRAINED_ON) is not None
    )


def all_names() -> tuple[str, ...]:
    """Every generator that a link may ask for, those of a training of this place among them."""
    return (*generators(), *(f"{name}@{OWN}" for name in GENERATIVE))


FIELDS: dict[str, Field] = {
    "pool": PoolField("digits"),
    "items": Choice("5", ITEMS),
    "generators": Several(DEFAULT, all_names, MOST),
    "steps": Choice("10", STEPS),
    "seed": Whole(0, 0, 2**31 - 1),
    "step": Whole(-1, -1, 20),  # the one that is looked at; -1: the last
    "own": run_picker.FIELDS["own"],
    "start": Whole(0, 0, 1),
}


@dataclass(frozen=True)
class GenerateChoice:
    """Drawings by their parameters: ``items`` of the class that ``seed`` draws from ``pool``, and who draws.

    ``own`` is a training of this place, which is called ``LEARNER@own`` among ``generators``.
    """

    pool: str
    items: int
    generators: tuple[str, ...]
    steps: int
    seed: int
    own: OwnRun | None = None

    @property
    def rows(self) -> bool:
        """Whether what is drawn are rows of a table."""
        from metaunsup.data.registry import load_pool

        return load_pool(self.pool).images.ndim == 2

    def reference(self, generator: str) -> str:
        """A generator as the package, and the command line, call it."""
        base, _, label = generator.partition("@")
        return f"{base}@run:{self.own.run_id}" if label == OWN and self.own is not None else generator

    def task(self) -> GenerationTask:
        """The task; refuses what the pool cannot give."""
        from metaunsup.data.registry import load_pool
        from metaunsup.evaluation.drawings import one_task

        return one_task(load_pool(self.pool), self.items, self.seed)

    def run(self) -> tuple[GenerationTask, Iterator[DrawnStep]]:
        """The task, and drawings of every step, ready to go; refuses what cannot be had before the first."""
        from metaunsup.data.registry import load_pool
        from metaunsup.evaluation.drawings import drawn_steps
        from metaunsup.evaluation.row_judge import judge_for
        from metaunsup.generation.registry import make_generator
        from metaunsup.training.references import referenced_learner

        task, pool = self.task(), load_pool(self.pool)
        made = {
            name: make_generator(self.reference(name), trained_on=TRAINED_ON, resolve=referenced_learner)
            for name in self.generators
        }
        numbers = {"steps": self.steps, "seed": self.seed, "drawings": DRAWINGS}
        return task, drawn_steps(pool, task, made, judge_for(pool, self.pool), **numbers)

    def command(self) -> str:
        """The command that draws the same."""
        pool, out = as_told(self.pool), "drawings.csv" if self.rows else "drawings.png"
        return (
            f"python -m metaunsup generate --pool {pool} --shots {self.items} --adapt-steps {self.steps}"
            f" --seed {self.seed} --generators {','.join(map(self.reference, self.generators))} --out {out}"
            " --json drawings.json"
        )
