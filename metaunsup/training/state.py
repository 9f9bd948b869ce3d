"""What a training leaves in its folder, and how it is taken up again.

``metrics.jsonl`` has a line for every step, and one for step 0 where the accuracy is measured; ``map.safetensors``
says what became of a task meanwhile (training/practice_map.py). ``state.safetensors`` holds what resuming needs, in
one file, so that one move replaces all of it: parameters, optimiser, random state, position, partitions.
``checkpoint.safetensors`` is what others load. After a kill at any moment the state is a whole one; lines and rows of
steps after it are dropped and made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import torch
from torch import Tensor

from metaunsup.data.files import leftovers, replace_file
from metaunsup.data.foreign import lines, open_regular, parse_json
from metaunsup.data.root import CHECKPOINT, MAP, METRICS, STATE
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Progress
from metaunsup.learners.meta import MetaLearner
from metaunsup.networks.checkpoints import finish_writing, read_checkpoint, write_checkpoint
from metaunsup.training.curriculum import Curriculum
from metaunsup.training.practice_map import PracticeMap, begun_map, kept_on_map, read_map
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.validation import Sighted, Validation

FREE = frozenset({"device"})  # settings that a resumed training may have changed


class TrainingFolder:
    """The folder of one training that is under way."""

    def __init__(
        self,
        out: Path,
        settings: TrainingSettings,
        learner: MetaLearner,
        curriculum: Curriculum,
        generator: torch.Generator,
    ) -> None:
        self.out, self.settings, self.learner = out, settings, learner
        self.curriculum, self.generator = curriculum, generator
        self._metrics: IO[str] | None = None
        self._map: PracticeMap | None = None
        self._saved, self._saved_at = -1, time.monotonic()  # the step that the state on disk is of, and since when

    def begin(self) -> None:
        """Make the folder ready for a new training; refuses one that holds another's state."""
        if (self.out / STATE).exists():
            raise MetaUnsupError("out_not_empty", out=self.out)
        self._clear_up()
        replace_file(self.out / METRICS, b"")  # a folder that cannot be written is noticed before the work
        (self.out / MAP).unlink(missing_ok=True)

    def resume(self, channels: int, *, writes: bool) -> None:
        """Bring learner, curriculum and generator to where the state on disk is; who ``writes`` the metrics, them too.

        One process alone may: another that came late would take away the file that the first is writing to.
        """
        path = self.out / STATE
        if not path.is_file():
            raise MetaUnsupError("nothing_to_resume", out=self.out)
        if writes:
            self._clear_up()
        tensors, card = read_checkpoint(path)
        self._compare(card)
        try:
            step, loss, seconds, items_seen = tensors["progress"].tolist()
            progress = Progress(int(step), loss, seconds, int(items_seen))
            self.generator.set_state(tensors["generator"])
            described = tensors["trained_on"].dtype == torch.int64 and isinstance(card["card"], dict)
            described = described and math.isfinite(loss) and 0 <= seconds < math.inf and items_seen >= 0
        except (KeyError, TypeError, ValueError, RuntimeError, OverflowError) as error:
            raise MetaUnsupError("checkpoint_damaged", path=path) from error
        whole = self.learner.resumable(tensors, channels) and self.curriculum.restorable(tensors, progress.step)
        if not whole or not described or not 1 <= progress.step <= self.settings.steps:
            raise MetaUnsupError("checkpoint_damaged", path=path)
        self.learner.trained_on, self.learner.card = tensors["trained_on"], card["card"]
        self.learner.restore(tensors, progress)
        self.curriculum.restore(tensors)
        self._saved = progress.step
        if writes:
            self._drop_after(progress.step)
            with contextlib.suppress(MetaUnsupError):  # one that somebody broke is begun anew
                found = read_map(self.out / MAP)
                self._map = None if found is None else found.until(progress.step)

    def log_start(self, validation: Validation) -> None:
        """The accuracy before any practice, as a line of step 0 that has no loss."""
        self._write({**asdict(self.learner.progress), "loss": None, "validation": asdict(validation)})

    def log_step(
        self, progress: Progress, validation: Validation | None, validated: bool, few: Validation | None = None
    ) -> None:
        """Add a step's line to the metrics, where whoever watches can read it at once.

        ``few``: the same on fewer tasks, those that all points before had; as "validation_few".
        """
        line: dict[str, Any] = asdict(progress)
        if validated:
            line["validation"] = None if validation is None else asdict(validation)
        if few is not None:
            line["validation_few"] = asdict(few)
        self._write(line)

    def draw_map(self, hashes: Tensor, seen: Sighted) -> None:
        """Add what was ``seen`` of the items with these ``hashes`` (N,) to the map, if this step has a place there."""
        step = self.learner.progress.step
        if kept_on_map(self.settings, step):
            self._map = (self._map or begun_map(hashes, seen)).then(step, seen)
            self._map.write(self.out / MAP)

    def _write(self, line: dict[str, Any]) -> None:
        if not line["terms"]:
            del line["terms"]
        try:
            if self._metrics is None:
                self._metrics = (self.out / METRICS).open("a", encoding="utf-8")
            self._metrics.write(json.dumps(line) + "\n")
            self._metrics.flush()
        except OSError as error:
            raise self._unwritable(error) from error

    def save_state(self) -> None:
        """Put the state on disk, unless this step's is there; the lines of all its steps are there before it."""
        progress = self.learner.progress
        if progress.step < 1 or progress.step == self._saved:
            return
        try:
            if self._metrics is not None:
                os.fsync(self._metrics.fileno())
            if not (self.out / METRICS).is_file():  # somebody deleted the folder: do not make half of it again
                raise FileNotFoundError(2, "No such file or directory", str(self.out / METRICS))
        except OSError as error:
            raise self._unwritable(error) from error
        assert self.learner.trained_on is not None
        tensors: dict[str, Tensor] = {
            **self.learner.training_state(),
            **self.curriculum.state(),
            "trained_on": self.learner.trained_on,
            "generator": self.generator.get_state(),
            "progress": torch.tensor(
                [progress.step, progress.loss, progress.seconds, progress.items_seen], dtype=torch.float64
            ),
        }
        card = {"settings": self._plain(), "items": self._items(), "card": self.learner.card}
        write_checkpoint(self.out / STATE, tensors, card)
        self._saved, self._saved_at = progress.step, time.monotonic()

    def seconds_since_saved(self) -> float:
        """How much practice a kill would cost now."""
        return time.monotonic() - self._saved_at

    def save_checkpoint(self) -> Path:
        """Write the checkpoint that others load."""
        self.learner.save(self.out / CHECKPOINT)
        return self.out / CHECKPOINT

    def close(self) -> None:
        """Let go of the files."""
        if self._metrics is not None:
            with contextlib.suppress(OSError):  # a full disk was told of when the line was written
                self._metrics.close()

    def _compare(self, card: dict[str, Any]) -> None:
        """Refuse a state of other settings or of other items."""
        before, now = card.get("settings"), self._plain()
        if not isinstance(before, dict):
            raise MetaUnsupError("checkpoint_damaged", path=self.out / STATE)
        before = {**TrainingSettings("").as_json(), **before}  # of before a setting was known, its default
        for name in now:  # in their order: of another learner all options differ, too
            if name not in FREE and before.get(name) != now[name]:
                raise MetaUnsupError(
                    "resume_settings_differ", out=self.out, name=name, before=before.get(name), now=now[name]
                )
        if card.get("items") != self._items():
            raise MetaUnsupError("resume_pool_differs", out=self.out, pool=self.settings.pool)

    def _items(self) -> str:
        """A name for these items in this order, which episodes and partitions count in."""
        return hashlib.sha256(self.curriculum.source.hashes.numpy().tobytes()).hexdigest()[:16]

    def _plain(self) -> dict[str, Any]:
        """Settings as JSON gives them back; every option with its value, given or by default."""
        plain: dict[str, Any] = json.loads(
            json.dumps({**self.settings.as_json(), "options": self.learner.options()}, default=str)
        )
        return plain

    def _drop_after(self, step: int) -> None:
        """Drop metrics of steps that were logged but whose state was never saved; they will be made again."""
        path, kept = self.out / METRICS, []
        with contextlib.suppress(OSError), open_regular(path) as file:
            for text in lines(file):
                try:
                    if parse_json(text, finite=False)["step"] <= step:
                        kept.append(text.rstrip(b"\n") + b"\n")
                except (ValueError, KeyError, TypeError):
                    continue  # half a line, from a kill in the middle of writing
        replace_file(path, b"".join(kept))

    def _clear_up(self) -> None:
        """Finish what a killed process was about to put in place, and remove what else it left."""
        with contextlib.suppress(OSError):
            for path in (self.out / STATE, self.out / CHECKPOINT):
                finish_writing(path)
                leftovers(path, remove=True)
                leftovers(path.with_suffix(".json"), remove=True)
            for path in (self.out / METRICS, self.out / MAP):
                leftovers(path, remove=True)

    def _unwritable(self, error: OSError) -> MetaUnsupError:
        return MetaUnsupError("cannot_write", path=self.out / METRICS, reason=error.strerror or error)
