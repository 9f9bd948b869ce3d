"""What decides a training's result: the same settings give the same parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from metaunsup.learners.base import Progress
from metaunsup.training.validation import Validation

STEPS = (1, 1_000_000)
EPISODES = ("umtra", "cactus", "self-training")
PARTITIONS, CLUSTERS, REFRESH = (1, 100), (2, 5000), (1, 1_000_000)
DEVICES = ("cpu", "cuda", "mps", "auto")
PRECISIONS = ("float32", "float64")


@dataclass(frozen=True)
class TrainingSettings:
    """What a person chooses before a training.

    ``pool`` is a registry name or a local folder or archive; ``options`` are the learner's own; every
    ``validate_every`` steps the accuracy on validation tasks is measured (0: never).

    ``episodes``: "umtra" makes pseudo-classes by augmentation alone; "cactus" by ``partitions`` k-means partitions
    into ``clusters`` clusters each, of what ``embedding`` makes of the pool ("pca", or a checkpoint: a file, run:ID,
    shipped:POOL/LEARNER); "self-training" begins with UMTRA, for the share ``umtra_share`` of the steps, and goes on
    with partitions of the learner's own encoder, made anew every ``refresh`` steps.

    ``start_from`` is a checkpoint whose parameters are the beginning (None: random ones). ``device`` and
    ``precision`` say where and in which floating-point numbers practice is computed.
    """

    learner: str
    pool: str = "digits"
    steps: int = 300
    seed: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    validate_every: int = 50
    episodes: str = "umtra"
    embedding: str = "pca"
    partitions: int = 10
    clusters: int = 150
    refresh: int = 100
    umtra_share: float = 0.5
    start_from: str | None = None
    device: str = "cpu"
    precision: str = "float32"

    def as_json(self) -> dict[str, Any]:
        """Plain values, as JSON gives them back."""
        return {**asdict(self), "options": dict(self.options)}


@dataclass(frozen=True)
class TrainingStage:
    """Something that takes a while and is no step, about to begin.

    ``name``: "pool" (being read), "baseline" (K-Means on the validation tasks), "partitions" (CACTUs), "first-step".
    """

    name: str


@dataclass(frozen=True)
class TrainingEvent:
    """A finished step; ``validation`` and ``checkpoint`` are there at the steps that have them."""

    progress: Progress
    total: int
    validation: Validation | None = None
    checkpoint: Path | None = None
