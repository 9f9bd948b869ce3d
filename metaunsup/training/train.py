"""Meta-training with everything around it: validation, metrics on disk, checkpoints, exact resume.

The folder holds ``checkpoint.safetensors`` and ``.json`` (what others load), ``state.safetensors`` and ``.json`` (what
resuming needs: parameters, optimiser, random state, position) and ``metrics.jsonl`` (one line a step). A training
that is killed and resumed ends with the same parameters, bit for bit, as one that never stopped.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS, resolve_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Progress
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import LEARNERS, learner_spec, make_learner
from metaunsup.networks.checkpoints import read_checkpoint, replace_file, write_checkpoint
from metaunsup.tasks.streams import stream
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training.validation import Validation, Validator

STEPS = (1, 1_000_000)


@dataclass(frozen=True)
class TrainingSettings:
    """What decides a training's result: the same settings give the same parameters.

    ``pool`` is a registry name or a local folder or archive; ``options`` are the learner's own;
    ``validate_every`` steps the accuracy on validation tasks is measured and a checkpoint written (0: only at the
    end, without validation).
    """

    learner: str
    pool: str = "digits"
    steps: int = 300
    seed: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    validate_every: int = 50


@dataclass(frozen=True)
class TrainingEvent:
    """A finished step; ``validation`` and ``checkpoint`` are there at the steps that have them."""

    progress: Progress
    total: int
    validation: Validation | None = None
    checkpoint: Path | None = None


def train(settings: TrainingSettings, out: Path, *, resume: bool = False) -> Iterator[TrainingEvent]:
    """Meta-train into the folder ``out``, yielding every step; ``resume`` goes on where an interrupted run stopped.

    Refuses at once, not at the first step, what cannot work: an unknown learner or pool, a folder that holds another
    training or cannot be written, settings that differ from those the run was started with.
    """
    learner = _trainable(settings)
    pool = resolve_pool(settings.pool)
    source = pool.unlabelled("train")
    generator = stream(settings.seed, "meta-train", settings.learner)
    learner.trained_on = source.hashes
    learner.card = {
        "seed": settings.seed,
        "pool": {
            "name": pool.name,
            "part": "train",
            "fingerprint": source.fingerprint,
            "items": len(source),
            "note": pool.note,
        },
        "labels": False,
        "licence": POOLS[pool.name].licence if pool.name in POOLS else None,
        "torch": torch.__version__.split("+")[0],
    }
    UmtraEpisodes(source).draw(2, 1, 1, torch.Generator())  # a pool too small to practise on is refused here
    if resume:
        _restore(learner, settings, out, generator, source.images.shape[1])
    else:
        if (out / "state.safetensors").exists():
            raise MetaUnsupError("out_not_empty", out=out)
        replace_file(out / "metrics.jsonl", b"")  # a folder that cannot be written is noticed before the work
    return _run(learner, pool, settings, out, generator)


def _trainable(settings: TrainingSettings) -> MetaLearner:
    low, high = STEPS
    if not low <= settings.steps <= high:
        raise MetaUnsupError("number_out_of_range", name="steps", value=settings.steps, low=low, high=high)
    if not 0 <= settings.validate_every <= high:
        raise MetaUnsupError(
            "number_out_of_range", name="validate-every", value=settings.validate_every, low=0, high=high
        )
    if not learner_spec(settings.learner).trainable:
        known = ", ".join(name for name, spec in LEARNERS.items() if spec.trainable)
        raise MetaUnsupError("not_trainable", learner=settings.learner, known=known)
    learner = make_learner(settings.learner, **settings.options)
    assert isinstance(learner, MetaLearner)
    return learner


def _run(
    learner: MetaLearner, pool: Pool, settings: TrainingSettings, out: Path, generator: torch.Generator
) -> Iterator[TrainingEvent]:
    validator = Validator(pool, settings.seed) if settings.validate_every else None
    episodes = UmtraEpisodes(pool.unlabelled("train"), learner.strength)
    unsaved: list[dict[str, Any]] = []
    for progress in learner.meta_train(episodes, steps=settings.steps, generator=generator):
        if not math.isfinite(progress.loss):
            raise MetaUnsupError("training_diverged", step=progress.step)
        line: dict[str, Any] = asdict(progress)
        unsaved.append(line)
        last = progress.step == settings.steps
        if not last and (validator is None or progress.step % settings.validate_every):
            yield TrainingEvent(progress, settings.steps)
            continue
        if not all(bool(torch.isfinite(value).all()) for value in learner.ready().values()):
            raise MetaUnsupError("training_diverged", step=progress.step)  # a finite loss, but not the step it led to
        validation = None if validator is None else validator.measure(learner)
        line["validation"] = None if validation is None else asdict(validation)
        _append(out / "metrics.jsonl", unsaved)
        unsaved = []
        learner.save(out / "checkpoint.safetensors")
        _save_state(learner, settings, out, generator)  # last: a kill before it only means doing these steps again
        yield TrainingEvent(progress, settings.steps, validation, out / "checkpoint.safetensors")


def _append(path: Path, lines: list[dict[str, Any]]) -> None:
    try:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
    except OSError as error:
        raise MetaUnsupError("cannot_write", path=path, reason=error.strerror or error) from error


def _save_state(learner: MetaLearner, settings: TrainingSettings, out: Path, generator: torch.Generator) -> None:
    progress = learner.progress
    tensors: dict[str, Tensor] = {
        **learner.training_state(),
        "generator": generator.get_state(),
        # in the same file as the parameters, so that one move replaces both
        "progress": torch.tensor(
            [progress.step, progress.loss, progress.seconds, progress.items_seen], dtype=torch.float64
        ),
    }
    write_checkpoint(out / "state.safetensors", tensors, {"settings": _plain(settings, learner)})


def _restore(
    learner: MetaLearner, settings: TrainingSettings, out: Path, generator: torch.Generator, channels: int
) -> None:
    if not (out / "state.safetensors").is_file():
        raise MetaUnsupError("nothing_to_resume", out=out)
    tensors, card = read_checkpoint(out / "state.safetensors")
    now, before = _plain(settings, learner), card.get("settings")
    if not isinstance(before, dict) or not {"generator", "progress"} <= tensors.keys():
        raise MetaUnsupError("checkpoint_damaged", path=out / "state.safetensors")
    for name, value in now.items():
        if before.get(name) != value:
            raise MetaUnsupError("resume_settings_differ", out=out, name=name, before=before.get(name), now=value)
    try:
        step, loss, seconds, items_seen = tensors["progress"].tolist()
        progress = Progress(int(step), loss, seconds, int(items_seen))
        generator.set_state(tensors["generator"])
    except (TypeError, ValueError, RuntimeError, OverflowError) as error:
        raise MetaUnsupError("checkpoint_damaged", path=out / "state.safetensors") from error
    if not learner.resumable(tensors, channels) or not 1 <= progress.step <= settings.steps:
        raise MetaUnsupError("checkpoint_damaged", path=out / "state.safetensors")
    learner.restore(tensors, progress)
    _drop_after(out / "metrics.jsonl", progress.step)


def _drop_after(path: Path, step: int) -> None:
    """Drop metrics of steps that were told but never kept; they will be made again."""
    kept = []
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []:
        try:
            if json.loads(text)["step"] <= step:
                kept.append(text + "\n")
        except (ValueError, KeyError, TypeError):
            continue  # half a line, from a kill in the middle of writing
    replace_file(path, "".join(kept).encode())


def _plain(settings: TrainingSettings, learner: MetaLearner) -> dict[str, Any]:
    """Settings as JSON gives them back; every option with its value, given or by default."""
    plain: dict[str, Any] = json.loads(json.dumps({**asdict(settings), "options": learner.options()}, default=str))
    return plain
