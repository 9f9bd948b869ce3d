"""What a training will take, time and memory, measured by doing a little of it here and now.

A step does not cost the same all along: MAML warms up without an inner loop, then ignores the second order, then
follows it; self-training changes its episodes half-way. So every stretch is timed at a step of its own. What is
measured does not depend on the number of steps: one ``measure`` serves any.
"""

from __future__ import annotations

import itertools
from collections.abc import Generator
from dataclasses import dataclass

import torch

from metaunsup.data.pool import Pool
from metaunsup.data.registry import resolve_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.meta import MetaLearner
from metaunsup.networks.mlp import inputs_of
from metaunsup.tasks.cactus import CactusEpisodes
from metaunsup.tasks.episode import Episodes
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training.curriculum import Curriculum
from metaunsup.training.memory import give_back
from metaunsup.training.pieces import encoding, one_step, partitioning, places, refuse_small_groups, validating
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import begin_practice, begun, check_size, fit_ways, trainable
from metaunsup.training.validation import TASKS

# A worker before its first step: resident memory, and seconds from its start until it has imported what it needs.
# Both measured on Linux with torch 2.13 for the CPU (benchmarks/training_page.py compares with real workers).
BASE_BYTES, START_SECONDS = 535_000_000, 6.0
DRAWN = 2  # copies of an episode's images, as float32, while they are altered
TRANSIENT = 1.3  # memory of a step over what it saves for its gradient: that gradient, and results not saved


@dataclass(frozen=True)
class Stretch:
    """Steps from the share ``begin`` to the share ``end`` of all, each taking ``seconds``."""

    begin: float
    end: float
    seconds: float


@dataclass(frozen=True)
class Estimate:
    """What a training will take: wall-clock ``seconds`` in all, ``memory_bytes`` at its peak.

    ``seconds_per_step`` is the mean; of the whole, ``validation_seconds`` go into measuring the accuracy and
    ``partition_seconds`` into making partitions.
    """

    seconds: float
    memory_bytes: int
    seconds_per_step: float
    validation_seconds: float
    partition_seconds: float


@dataclass(frozen=True)
class Load:
    """What else ran meanwhile: so many ``busy`` of the ``cores``, beside which all takes ``slowdown`` times longer."""

    busy: float
    cores: int
    slowdown: float


@dataclass(frozen=True)
class Costs:
    """What was measured; ``partitions`` and ``validation`` are seconds for one time, ``baseline`` before the start.

    ``load``: beside what it will run at a low priority (None: at everybody's, as it was measured).
    """

    stretches: tuple[Stretch, ...]
    memory_bytes: int
    partitions: float = 0.0
    validation: float = 0.0
    baseline: float = 0.0
    load: Load | None = None

    def estimate(self, settings: TrainingSettings) -> Estimate:
        """For settings that differ from those measured in nothing but steps and how often to validate."""
        slower = self.load.slowdown if self.load is not None else 1.0
        step = slower * sum((one.end - one.begin) * one.seconds for one in self.stretches)
        validating = slower * (self.baseline + self.validation * validations(settings)) if settings.interval else 0.0
        partitioning = slower * self.partitions * times_partitioned(settings)
        total = slower * START_SECONDS + step * settings.steps + validating + partitioning
        return Estimate(total, self.memory_bytes, step, validating, partitioning)


def validations(settings: TrainingSettings) -> float:
    """How often a training does what a validation on all tasks takes: one on fewer counts as so much less."""
    before = -(-settings.steps // settings.interval)  # with that of step 0, and without the last
    return 1 + before * settings.tasks_a_point / TASKS


def times_partitioned(settings: TrainingSettings) -> int:
    """How often a training makes partitions."""
    if settings.episodes == "umtra":
        return 0
    if settings.episodes in ("cactus", "lasium"):
        return 1
    practised = settings.steps - -(-settings.umtra_share * settings.steps // 1)
    return int(-(-practised // settings.refresh))


def estimate(settings: TrainingSettings) -> Estimate:
    """What ``train(settings, ...)`` will take on this machine, with what else runs on it now.

    Takes some seconds itself. Raises the ``MetaUnsupError`` that the training would.
    """
    return measure(settings).estimate(settings)


def check(settings: TrainingSettings) -> tuple[MetaLearner, Pool, Curriculum]:
    """Raise what ``train`` would refuse, without touching any folder; a learner that has begun, pool and episodes."""
    settings.check()
    learner = trainable(settings)
    pool = resolve_pool(settings.pool)
    source = pool.unlabelled("train")
    fit_ways(learner, settings, source)
    check_size(learner, settings, source)
    given = None if settings.given is None else referenced_learner(settings.given)
    curriculum = begun(settings, source, learner.strength, given)
    begin_practice(learner, settings, inputs_of(source.images), torch.Generator().manual_seed(settings.seed))
    return learner, pool, curriculum


def measure(settings: TrainingSettings) -> Costs:
    """Do a step or two of every kind that the training will have, and time them."""
    work = measuring(settings)
    while True:
        try:
            next(work)
        except StopIteration as end:
            costs: Costs = end.value
            return costs


def measuring(settings: TrainingSettings) -> Generator[None, None, Costs]:
    """``measure`` piece by piece, so that who no longer wants it can stop."""
    learner, pool, curriculum = check(settings)
    source = curriculum.source
    other: Episodes = UmtraEpisodes(source, learner.strength)
    partitions, partition_bytes, own, clusters = 0.0, 0, None, None
    pixels = places(source.images)
    yield
    if settings.episodes == "lasium":
        partitions, partition_bytes, other = encoding(curriculum)
        give_back()
        yield
    elif settings.episodes != "umtra":
        partitions, partition_bytes, clusters = partitioning(settings, learner, source)
        own = CactusEpisodes(source, clusters, learner.strength)
        give_back()  # or a server's peak would be all that its estimates ever freed
        yield
    stretches, saved = [], 0
    for begin, end in itertools.pairwise(_cuts(settings, learner)):
        turned = own is not None and (settings.episodes == "cactus" or begin >= settings.umtra_share)
        episodes: Episodes = own if own is not None and turned else other
        share = (begin + end) / 2
        if clusters is not None and turned:
            try:
                refuse_small_groups(learner, clusters, share, source.pool)
            except MetaUnsupError:
                if settings.episodes == "cactus":
                    raise
                episodes = other  # what the encoder's own clusters will be nobody knows yet
        seconds, most = one_step(learner, episodes, share, pixels)
        stretches.append(Stretch(begin, end, seconds))
        name, views = learner.episode_size(share)
        drawn = DRAWN * 4 * source.images[0].numel() * learner.options()[name] * views
        saved = max(saved, most + drawn)
        give_back()
        yield
    validation, baseline, most = validating(settings, learner, pool) if settings.interval else (0.0, 0.0, 0)
    saved = max(saved, most)
    give_back()
    held = sum(part.nbytes for part in (pool.images, pool.hashes, source.images))
    peak = int(saved * TRANSIENT) + partition_bytes  # freed memory seldom comes back in one piece
    return Costs(tuple(stretches), BASE_BYTES + held + peak, partitions, validation, baseline)


def _cuts(settings: TrainingSettings, learner: MetaLearner) -> list[float]:
    """Shares of practice between which a step costs the same."""
    options = learner.options()
    cuts = {0.0, 1.0, *(float(options[name]) for name in ("warmup", "first_order_until") if name in options)}
    if settings.episodes == "self-training":
        cuts.add(settings.umtra_share)
    return sorted(cut for cut in cuts if 0 <= cut <= 1)
