"""Meta-training with everything around it: validation, metrics on disk, checkpoints, exact resume.

A training that is killed and resumed ends with the same parameters and metrics, bit for bit, as one that never
stopped (but for the seconds). What is in the folder: training/state.py.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch

from metaunsup.data.files import as_published
from metaunsup.data.pool import Pool, Unlabelled
from metaunsup.data.registry import resolve_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Progress
from metaunsup.learners.latent import DECODER, LatentLearner
from metaunsup.learners.meta import MetaLearner, check_items
from metaunsup.learners.registry import learner_spec, make_learner, practising_learners
from metaunsup.learners.sharing import ALONE, Share
from metaunsup.learners.shipped import shipped_checkpoint
from metaunsup.networks.conv4 import part
from metaunsup.networks.mlp import inputs_of, size_of
from metaunsup.tasks.streams import stream
from metaunsup.tasks.umtra import refuse_ways
from metaunsup.training.card import fill_card
from metaunsup.training.curriculum import Curriculum
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import WAYS, TrainingEvent, TrainingSettings, TrainingStage
from metaunsup.training.state import TrainingFolder
from metaunsup.training.validation import Validator

SAVE_EVERY = 30.0  # seconds of practice that a kill may cost


def train(
    settings: TrainingSettings, out: Path, *, resume: bool = False, share: Share = ALONE
) -> Iterator[TrainingStage | TrainingEvent]:
    """Meta-train into the folder ``out``: stages before anything slow, and an event after every step.

    ``resume`` goes on where an interrupted training stopped; closing the iterator keeps the state of the last
    finished step. Of several processes that share a training only the one that leads (``share.leads``) validates and
    writes. One that diverges says so (``training_diverged``), and its checkpoint is that of the last sound step.
    Refuses at once, not at the first step, what cannot work: an unknown learner or pool, a pool too small for
    the episodes, a folder that holds another training or cannot be written, settings that differ from those the run
    was started with.
    """
    settings.check()
    learner = trainable(settings)
    settings = with_start(settings, learner)
    if share.size > learner.meta_batch:
        raise MetaUnsupError("ranks_against_tasks", ranks=share.size, tasks=learner.meta_batch)
    pool = resolve_pool(settings.pool)
    source = pool.unlabelled("train")
    fit_ways(learner, settings, source)
    check_size(learner, settings, source)
    given = None if resume else fill_card(learner, settings, pool)
    curriculum = begun(settings, source, learner.strength, given)
    folder = TrainingFolder(out, settings, learner, curriculum, stream(settings.seed, "meta-train", settings.learner))
    channels = inputs_of(source.images)
    if resume:
        folder.resume(channels, writes=share.leads)
    else:
        begin_practice(learner, settings, channels, folder.generator)
        if share.leads:
            folder.begin()
    return _run(learner, pool, folder, share)


def trainable(settings: TrainingSettings) -> MetaLearner:
    """The learner that the settings ask for, before any practice; refuses one that does not practise."""
    if not learner_spec(settings.learner).trainable:
        raise MetaUnsupError("not_trainable", learner=settings.learner, known=list(practising_learners()))
    learner = make_learner(settings.learner, **settings.options)
    assert isinstance(learner, MetaLearner)
    learner.device, learner.dtype = device(settings.device), getattr(torch, settings.precision)
    return learner


def with_start(settings: TrainingSettings, learner: MetaLearner) -> TrainingSettings:
    """``settings`` that name what a learner begins from where it cannot begin from random parameters."""
    if settings.start_from is not None or not learner.starts_from:
        return settings
    if shipped_checkpoint(learner.starts_from, settings.pool) is None:
        raise MetaUnsupError("start_needed", learner=learner.name, wanted=learner.starts_from, pool=settings.pool)
    return replace(settings, start_from=f"shipped:{settings.pool}/{learner.starts_from}")


def device(name: str) -> torch.device:
    """The device called ``name``; "auto" is the best there is. Refuses one that is not there."""
    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        name = next(kind for kind, here in there.items() if here)
    if not there.get(name, False):
        raise MetaUnsupError("device_missing", device=name)
    return torch.device(name)


def fit_ways(learner: MetaLearner, settings: TrainingSettings, source: Unlabelled) -> None:
    """Make episodes whose size nobody chose no larger than ``source``; two pseudo-classes are the least possible."""
    for name in WAYS.intersection(learner.options()).difference(settings.options):
        setattr(learner, name, max(2, min(getattr(learner, name), len(source))))


def check_size(learner: MetaLearner, settings: TrainingSettings, source: Unlabelled) -> None:
    """Refuse episodes, also later ones, that have too few items."""
    options = learner.options()
    if settings.episodes == "cactus":
        return
    refuse_ways(options["ways"], source)
    if options.get("warmup", 0) > 0:
        refuse_ways(options["warmup_ways"], source, "warmup_ways")


def begun(settings: TrainingSettings, source: Unlabelled, strength: float, given: MetaLearner | None) -> Curriculum:
    """The episodes before the first step; refuses a checkpoint ``given`` that cannot make them of these pictures."""
    if given is None:
        return Curriculum(source, settings, strength, None)
    parameters = given.ready()
    check_items(given.name, source.images, size_of(parameters)[1])
    if settings.episodes != "lasium":
        return Curriculum(source, settings, strength, lambda items: given.embed(parameters, items))
    if not isinstance(given, LatentLearner):
        raise MetaUnsupError("lasium_generator", reference=as_published(settings.embedding))
    return Curriculum(
        source, settings, strength, lambda items: given.codes(parameters, items), part(parameters, DECODER)
    )


def _run(
    learner: MetaLearner, pool: Pool, folder: TrainingFolder, share: Share
) -> Iterator[TrainingStage | TrainingEvent]:
    settings, curriculum = folder.settings, folder.curriculum
    validator: Validator | None = None
    if settings.interval and share.leads and learner.progress.step < settings.steps:
        yield TrainingStage("baseline")
        validator = Validator(pool, settings.seed)
        validator = validator if validator.tasks else None
    practice = learner.meta_train(curriculum, steps=settings.steps, generator=folder.generator, share=share)
    fresh, sound = True, None  # the parameters after the last step that led to numbers, and how far that was
    try:
        if validator is not None and learner.progress.step == 0:
            yield TrainingStage("step-0")
            seen = validator.look(learner, settings.tasks_a_point)
            folder.log_start(validator.summary(seen))
            folder.draw_map(validator.tasks[0].hashes, seen[0])
        while (step := learner.progress.step) < settings.steps:
            if curriculum.due(step):
                yield TrainingStage(curriculum.stage)
                since = time.perf_counter()
                curriculum.renew(step, lambda items: learner.embed(learner.ready(), items))
                learner.progress = replace(
                    learner.progress, seconds=learner.progress.seconds + time.perf_counter() - since
                )
            if fresh:
                fresh = False
                yield TrainingStage("first-step")
            if share.leads and _finite(learner):
                sound = {name: value.detach().clone() for name, value in learner.ready().items()}, learner.progress
            yield _after(next(practice), folder, validator, share)
    except MetaUnsupError as error:
        if error.code == "training_diverged" and sound is not None and sound[1].step > 0:
            learner.parameters, learner.progress = sound
            folder.save_checkpoint()
        raise
    except GeneratorExit:  # paused or cancelled between two steps
        if share.leads and _finite(learner):
            folder.save_state()
        raise
    finally:
        folder.close()


def begin_practice(learner: MetaLearner, settings: TrainingSettings, channels: int, generator: torch.Generator) -> None:
    """Random parameters, or those of the encoder to start from, and what else its learner has where that fits."""
    parameters = learner.initialise(channels, generator)
    if settings.start_from is not None:
        start = referenced_learner(settings.start_from)
        found = start.ready()
        fits = {name for name, value in found.items() if name in parameters and value.shape == parameters[name].shape}
        own = start.checkpoint_of() == learner.checkpoint_of()
        must = {name for name in found if name in parameters} if own else set()  # a decoder may be of another kind
        if (start.encoder(found).keys() | must) - fits:
            raise MetaUnsupError("start_from_shape", reference=settings.start_from, learner=learner.name)
        parameters |= {name: found[name] for name in fits}
    learner.begin(parameters)


def _finite(learner: MetaLearner) -> bool:
    return all(bool(torch.isfinite(value).all()) for value in learner.ready().values())


def _after(progress: Progress, folder: TrainingFolder, validator: Validator | None, share: Share) -> TrainingEvent:
    """What follows a step: its line in the metrics, and when it is time validation, checkpoint and state."""
    settings, learner = folder.settings, folder.learner
    if not math.isfinite(progress.loss):
        raise MetaUnsupError("training_diverged", step=progress.step)
    if not share.leads:
        return TrainingEvent(progress, settings.steps)
    last = progress.step == settings.steps
    validate = settings.interval > 0 and (last or progress.step % settings.interval == 0)
    keep = last or validate or folder.seconds_since_saved() > SAVE_EVERY
    if keep and not _finite(learner):
        raise MetaUnsupError("training_diverged", step=progress.step)  # a finite loss, but not the step it led to
    validation, paired = None, None
    if validator is not None and validate:
        few = settings.tasks_a_point
        seen = validator.look(learner, None if last else few)
        validation = validator.summary(seen)
        paired = validator.summary(seen[:few]) if len(seen) > few else None
        folder.draw_map(validator.tasks[0].hashes, seen[0])
    folder.log_step(progress, validation, validate, paired)
    checkpoint = folder.save_checkpoint() if last or validate else None
    if keep:
        folder.save_state()  # last: a kill before it only means doing these steps again
    return TrainingEvent(progress, settings.steps, validation, checkpoint)
