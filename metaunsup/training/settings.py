"""What decides a training's result: the same settings give the same parameters."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.base import Progress
from metaunsup.learners.registry import read_options
from metaunsup.tasks.lasium import INTERPOLATION
from metaunsup.training.validation import FEW, TASKS, Validation

STEPS = (1, 1_000_000)
POINTS, LATEST = 10, 50  # how often the accuracy is measured at least: so many times, and after so many steps
EPISODES = ("umtra", "cactus", "lasium", "self-training")
PARTITIONED = ("cactus", "self-training")  # of these, those that cut the pool
PARTITIONS, CLUSTERS, REFRESH = (1, 100), (2, 5000), (1, 1_000_000)
COARSEST = 0.05
DEVICES = ("cpu", "cuda", "mps", "auto")
PRECISIONS = ("float32", "float64")
WAYS = frozenset({"ways", "warmup_ways"})  # settings of learners that say how many items an episode draws


@dataclass(frozen=True)
class TrainingSettings:
    """What a person chooses before a training.

    ``pool`` is a registry name or a local folder or archive; ``options`` are the learner's own; every
    ``validate_every`` steps the accuracy on validation tasks is measured (0: never; None: as ``interval`` says).

    ``episodes``: "umtra" makes pseudo-classes by augmentation alone; "cactus" by ``partitions`` k-means partitions
    into ``clusters`` clusters each, of what ``embedding`` makes of the pool ("pca", or a checkpoint: a file, run:ID,
    shipped:POOL/LEARNER), each dimension scaled down at random by at most the share ``rescale``; the first has only
    the share ``coarsest`` of those clusters, the last all. "lasium" lets ``embedding``, a checkpoint that draws, draw
    from near latents, the share ``interpolation`` of the way to another item's. "self-training" begins with
    UMTRA, for the share ``umtra_share`` of the steps, and goes on with partitions of the learner's own encoder, made
    anew every ``refresh`` steps.

    ``start_from`` is a checkpoint whose parameters are the beginning (None: random ones). ``device`` and
    ``precision`` say where and in which floating-point numbers practice is computed.
    """

    learner: str
    pool: str = "digits"
    steps: int = 300
    seed: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    validate_every: int | None = None
    episodes: str = "umtra"
    embedding: str = "pca"
    partitions: int = 10
    clusters: int = 150
    refresh: int = 100
    umtra_share: float = 0.5
    rescale: float = 1.0
    coarsest: float = 1.0
    interpolation: float = INTERPOLATION
    start_from: str | None = None
    device: str = "cpu"
    precision: str = "float32"

    def __post_init__(self) -> None:
        """Take options typed as text ("8") for what they mean (8); the others are the learner's to judge."""
        with contextlib.suppress(MetaUnsupError):
            object.__setattr__(self, "options", read_options(self.learner, self.options))

    def check(self) -> None:
        """Refuse numbers out of range and names that nothing has; options are the learner's to judge."""
        for name, text in (("pool", self.pool), ("embedding", self.embedding), ("start_from", self.start_from or "")):
            if "\0" in text:  # no file is called that, and no process can be told
                raise MetaUnsupError("settings_damaged", name=name)
        check_range("steps", self.steps, *STEPS)
        check_range("validate-every", self.interval, 0, STEPS[1])
        check_range("seed", self.seed, 0, 2**31 - 1)
        check_range("partitions", self.partitions, *PARTITIONS)
        check_range("clusters", self.clusters, *CLUSTERS)
        check_range("refresh", self.refresh, *REFRESH)
        check_range("umtra-share", self.umtra_share, 0, 1)
        check_range("rescale", self.rescale, 0, 1)
        check_range("coarsest", self.coarsest, COARSEST, 1)
        check_range("interpolation", self.interpolation, 0, 1)
        for name, text, choices in (
            ("episodes", self.episodes, EPISODES),
            ("device", self.device, DEVICES),
            ("precision", self.precision, PRECISIONS),
        ):
            if text not in choices:
                raise MetaUnsupError("option_choice", name=name, value=text, choices=choices)
        if self.given == "pca":  # of LASIUM: principal components could draw, but nothing that looks drawn
            raise MetaUnsupError("lasium_generator", reference=self.given)

    @property
    def given(self) -> str | None:
        """The checkpoint that practice tasks are made with."""
        made = self.episodes == "lasium" or (self.episodes == "cactus" and self.embedding != "pca")
        return self.embedding if made else None

    @property
    def interval(self) -> int:
        """Steps from one validation to the next (0: never), the first before any practice and the last at the end.

        Where nobody chose it ten points lie between those two at least, and no more than 50 steps between two points.
        """
        if self.validate_every is not None:
            return self.validate_every
        return max(1, min(LATEST, self.steps // POINTS))

    @property
    def tasks_a_point(self) -> int:
        """Validation tasks that a point is measured on, the same at every point; the last is measured on all, too."""
        return FEW if self.validate_every is None else TASKS

    def as_json(self) -> dict[str, Any]:
        """Plain values, as JSON gives them back."""
        return {**asdict(self), "options": dict(self.options)}


def settings_from_json(values: Any) -> TrainingSettings:
    """What ``as_json`` gave; refuses a file that somebody edited into something else, naming what is wrong in it."""
    if not isinstance(values, dict) or not isinstance(values.get("learner"), str):
        raise MetaUnsupError("settings_damaged", name="learner")
    example = TrainingSettings("").as_json()
    may_be = {"start_from": str, "validate_every": int}  # where they are not None
    for name, value in values.items():
        if name not in example:
            raise MetaUnsupError("settings_damaged", name=name)
        kind = type(example[name])
        alike = type(value) is kind or (kind is float and type(value) is int)
        if not (alike or type(value) is may_be.get(name)):
            raise MetaUnsupError("settings_damaged", name=name)
    settings = TrainingSettings(**values)
    settings.check()
    return settings


@dataclass(frozen=True)
class TrainingStage:
    """Something that takes a while and is no step, about to begin.

    ``name``: "baseline" (K-Means on the validation tasks), "step-0" (the accuracy before practice), "partitions"
    (CACTUs), "latents" (LASIUM), "first-step".
    """

    name: str


@dataclass(frozen=True)
class TrainingEvent:
    """A finished step; ``validation`` and ``checkpoint`` are there at the steps that have them."""

    progress: Progress
    total: int
    validation: Validation | None = None
    checkpoint: Path | None = None
