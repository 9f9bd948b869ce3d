"""A comparison as the page is asked for it: plain values, the command that makes it, and how long it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from metaunsup.data.kept import as_told
from metaunsup.learners.registry import learner_spec
from metaunsup.ui.common.link import plain
from metaunsup.ui.common.requests import OwnRun, arguments, checkpoints
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Finished, Grid, Plan

MOST_SECONDS = 20 * 60.0  # of one core, estimated; the command line takes more
START_SECONDS = 5.0  # until the program has loaded its libraries
# Seconds of one core, measured on 2 shared ones (Conv4 with 32 filters, 28 x 28): for each picture of a task, and for
# each picture and step where the network learns on the task
MEMORIES = ("memory", "memory-unknown", "memory-online", "memory-knn")
CHOOSING = ("rl", "rl-random", "rl-fixed", "rl-silhouette")
LIGHT = {"kmeans", "spectral", "random", "protonet", "global", "spectral-pool", "umap-pool"}
LIGHT |= {"autoencoder", "simclr", "vae", "gmvae", "gan", "psco", *MEMORIES, *CHOOSING}
PER_ITEM, PER_ITEM_AND_STEP, PER_TASK = 0.0005, 0.001, 0.01
# and for each picture of what takes longer: the learner, or what comes before it; UMAP's first takes UMAP_SECONDS more
SLOWER = (
    {"meanshift": 0.012, "umap": 0.002, "tsne": 0.003} | dict.fromkeys(MEMORIES, 0.005) | dict.fromkeys(CHOOSING, 0.002)
)
READ_SECONDS = {"spectral-pool": 2.0, "umap-pool": 20.0}  # for each task, whose pool is taken along
UMAP_SECONDS = 15.0
PAGE = "compare"
EQUAL = "equal"  # in a link: clusters of equal size


@dataclass(frozen=True)
class CompareChoice:
    """A comparison by its parameters; hashable, so that equal requests share one. ``trained_on`` None: the own pool."""

    pools: tuple[str, ...]
    ways: tuple[int, ...]
    shots: tuple[int, ...]
    imbalances: tuple[float | None, ...]
    seeds: tuple[int, ...]
    tasks: int
    learners: tuple[str, ...]
    trained_on: str | None
    steps: int
    own: OwnRun | None = None

    def grid(self) -> Grid:
        """What ``evaluation.compare`` is asked."""
        from metaunsup.evaluation.compare import Grid

        return Grid(self.pools, self.ways, self.shots, self.imbalances, self.seeds, self.tasks, self.steps)

    def plan(self) -> Plan:
        """The checked comparison; refuses what cannot be run."""
        from metaunsup.evaluation.compare import prepare

        own = checkpoints(self.own, self.learners)
        called = dict.fromkeys(own, f"run:{self.own.run_id}") if self.own is not None else {}
        return prepare(self.grid(), self.learners, trained_on=self.trained_on, checkpoints=own, published=called)

    @property
    def total(self) -> int:
        """Tasks in all."""
        settings = len(self.pools) * len(self.ways) * len(self.shots) * len(self.imbalances)
        return settings * len(self.seeds) * self.tasks

    def estimate(self) -> float:
        """Seconds of one core that it may take, roughly."""
        specs = [learner_spec(name) for name in self.learners]
        slow = [spec for spec in specs if spec.meta and spec.base not in LIGHT]
        more = sum(SLOWER.get(spec.base, 0.0) + SLOWER.get(spec.variant, 0.0) for spec in specs)
        lays_out = any("umap" in (spec.variant, spec.base.removesuffix("-pool")) for spec in specs)
        begin = START_SECONDS + UMAP_SECONDS * lays_out
        one = 0.0
        for ways in self.ways:
            for shots in self.shots:
                items = ways * shots
                one += len(self.learners) * (PER_TASK + PER_ITEM * items) + more * items
                one += sum(READ_SECONDS.get(spec.base, 0.0) for spec in specs)
                one += len(slow) * PER_ITEM_AND_STEP * items * self.steps
        return begin + one * len(self.pools) * len(self.imbalances) * len(self.seeds) * self.tasks

    def arguments(self) -> list[str]:
        """What to type after ``python -m metaunsup`` for the same comparison."""

        def listed(values: tuple[object, ...]) -> str:
            return ",".join(map(str, values))

        words = ["compare", "--learners", listed(self.learners), "--pools", listed(self.pools)]
        words += ["--ways", listed(self.ways), "--shots", listed(self.shots)]
        if self.imbalances != (None,):
            words += ["--imbalance", listed(tuple("equal" if x is None else plain(x) for x in self.imbalances))]
        words += ["--seeds", listed(self.seeds), "--tasks", str(self.tasks), "--adapt-steps", str(self.steps)]
        if self.trained_on is not None:
            words += ["--trained-on", self.trained_on]
        return words + arguments(self.own)

    def process(self, jobs: int) -> list[str]:
        """The command whose lines the page reads."""
        return [*self.arguments(), "--jobs", str(min(jobs, self.total)), "--lines", "-"]

    def read(self, content: Mapping[str, Any]) -> Finished:
        """A finished task."""
        from metaunsup.evaluation.compare import finished_from_json

        return finished_from_json(content)

    def command(self) -> str:
        """The same comparison on the command line, with all its files."""
        files = "--csv compare.csv --latex compare.tex --json compare.json"
        shown = replace(self, pools=tuple(map(as_told, self.pools)))
        return f"python -m metaunsup {' '.join(shown.arguments())} {files}"


def size_title(code: str, say: Say) -> str:
    """A code of ``UNEVEN`` in words."""
    return say("compare.equal") if code == EQUAL else say("compare.uneven", value=code)
