"""What the page has been asked to judge, as plain values: hashable, so that equal requests share one computation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from metaunsup.data.kept import as_told
from metaunsup.tasks.anomaly import KINDS, AnomalyKind, Kind
from metaunsup.ui.anomalies.names import MOST, OWN, USUAL, all_names
from metaunsup.ui.common import run_picker
from metaunsup.ui.common.learner_picker import TRAINED
from metaunsup.ui.common.link import Choice, Field, Several, Text, Whole, plain
from metaunsup.ui.common.requests import OwnRun
from metaunsup.ui.common.uploads import PoolField

if TYPE_CHECKING:
    from metaunsup.data.pool import Pool
    from metaunsup.detectors.base import Detector
    from metaunsup.evaluation.anomaly import AnomalyResult
    from metaunsup.evaluation.anomaly_look import Verdict
    from metaunsup.tasks.anomaly import AnomalyTask

PAGE = "anomalies"
CUT = rf"[0-9]{{0,3}}(,[0-9]{{0,3}}){{0,{MOST - 1}}}"
TASK_NUMBERS = ("shots", "queries", "rate", "spoiled", "seed")
FIELDS: dict[str, Field] = {
    "pool": PoolField("digits"),
    "shots": Whole(10, 2, 100),
    "queries": Whole(40, 2, 200),
    "rate": Whole(50, 1, 99),  # percent
    "spoiled": Whole(0, 0, 50),  # percent
    "kind": Choice(KINDS[0], KINDS),
    "seed": Whole(0, 0, 2**31 - 1),
    "detectors": Several(USUAL, all_names, MOST),
    "trained": Choice("digits" if "digits" in TRAINED else TRAINED[0], TRAINED),
    "steps": Whole(5, 0, 50),
    **run_picker.FIELDS,
    "start": Whole(0, 0, 1),
    "truth": Whole(0, 0, 1),
    "miss": Whole(1, 1, 100),
    "cut": Text("", 4 * MOST, CUT),  # how many pictures each detector calls odd, where the reader moved its threshold
    "tasks": Whole(20, 2, 200),
    "many": Whole(0, 0, 1),
}


@dataclass(frozen=True)
class AnomalyChoice:
    """A task by its parameters, and who judges it: the same values always give the same numbers.

    ``tasks``: 0 for the one task, looked at closely; else so many, of which that is the first. ``own`` is a training
    of this place, whose space is called ``own`` among ``detectors``.
    """

    pool: str
    shots: int
    queries: int
    rate: int
    spoiled: int
    kind: Kind
    seed: int
    detectors: tuple[str, ...]
    trained_on: str
    steps: int
    own: OwnRun | None = None
    tasks: int = 0

    def many(self, tasks: int) -> AnomalyChoice:
        """The same over ``tasks`` tasks."""
        return replace(self, tasks=tasks)

    @property
    def asked(self) -> AnomalyKind:
        """What its tasks are like."""
        share = self.spoiled / 100
        return AnomalyKind(self.shots, self.queries, 1, share, self.rate / 100, self.kind)

    def load(self) -> Pool:
        """The pool; refuses one that is not here."""
        from metaunsup.data.registry import load_pool

        return load_pool(self.pool)

    def sample(self) -> AnomalyTask:
        """The task; refuses the impossible with what is possible."""
        from metaunsup.evaluation.anomaly import draw_anomaly_task

        return draw_anomaly_task(self.load(), self.asked, self.seed, 0)

    def reference(self, detector: str) -> str:
        """A detector as the package, and the command line, call it."""
        base, at, space = detector.partition("@")
        if at and self.own is not None and space.partition("-")[0] == OWN:
            return f"{base}@run:{self.own.run_id}{space.removeprefix(OWN)}"
        return detector

    def made(self) -> dict[str, Detector]:
        """The detectors, by the names that the form has for them."""
        from metaunsup.detectors.registry import make_detector
        from metaunsup.training.references import referenced_learner

        return {
            name: make_detector(self.reference(name), trained_on=self.trained_on, resolve=referenced_learner)
            for name in self.detectors
        }

    def look(self) -> tuple[AnomalyTask, Iterator[Verdict | None]]:
        """The task, and what each detector makes of it; refuses what cannot be judged."""
        from metaunsup.evaluation.anomaly_look import look

        return look(self.load(), self.made(), self.asked, seed=self.seed, adapt_steps=self.steps)

    def results(self) -> Iterator[AnomalyResult]:
        """Many tasks, each when it is done."""
        from metaunsup.evaluation.anomaly import evaluate_anomaly

        sizes = {"tasks": self.tasks, "seed": self.seed, "adapt_steps": self.steps}
        return evaluate_anomaly(self.load(), self.made(), self.asked, **sizes)

    def command(self, tasks: int, miss_cost: int) -> str:
        """The command that gives the same numbers, over ``tasks`` tasks, and all files."""
        pool = as_told(self.pool)
        parts = [f"python -m metaunsup evaluate --task anomaly --pool {pool}"]
        parts.append(f"--shots {self.shots} --queries {self.queries}")
        changed: dict[str, Any] = {"--rate": (self.rate, 50), "--contamination": (self.spoiled, 0)}
        parts += [f"{option} {plain(value / 100)}" for option, (value, usual) in changed.items() if value != usual]
        parts += [f"--anomalies {self.kind}"] if self.kind != KINDS[0] else []
        parts.append(f"--seed {self.seed} --tasks {tasks} --detectors {','.join(map(self.reference, self.detectors))}")
        parts += [f"--trained-on {self.trained_on}"] if self.trained_on != self.pool else []
        parts.append(f"--adapt-steps {self.steps}")
        parts += [f"--miss-cost {miss_cost}"] if miss_cost != 1 else []
        draws = any(name.partition("@")[0] in ("vae", "patches") for name in self.detectors)
        parts.append("--json result.json --scores scores.csv --curves curves.csv" + " --heat heat.png" * draws)
        return " ".join(parts)
