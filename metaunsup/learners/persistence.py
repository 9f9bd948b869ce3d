"""How a meta-learner is kept: checkpoints that anybody may have edited, and the state from which practice goes on."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from metaunsup.adaptation.optimiser import KEPT, DictAdam
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner, Progress
from metaunsup.learners.settings import check_fixed, settings_of
from metaunsup.networks.checkpoints import read_checkpoint, write_checkpoint
from metaunsup.networks.conv4 import without_biases
from metaunsup.networks.mlp import size_of

HASHES = "trained_on"
_COST = {"steps": 0, "seconds": 0.0, "items_seen": 0}  # what a card must tell, each with a value of its kind


class KeptLearner(Learner):
    """A learner with meta-learned ``parameters`` that are saved, loaded and resumed; see ``MetaLearner``."""

    parameters: dict[str, Tensor] | None = None
    trained_on: Tensor | None = None
    card: dict[str, Any] | None = None
    memory: Mapping[str, Tensor] = {}  # what practice keeps beside them, without a gradient; no checkpoint has it
    left: tuple[Tensor, ...] = ()  # what the task whose gradient was given last leaves for it, flat
    checkpoint: str | None

    progress = Progress(step=0, loss=float("nan"), seconds=0.0, items_seen=0)
    _optimiser: DictAdam | None = None
    _optimiser_state: Mapping[str, Tensor] | None = None

    @abstractmethod
    def shapes(self, channels: int) -> dict[str, torch.Size]:
        """Shape of each parameter that this learner has for items with ``channels`` channels."""

    def memory_shapes(self, channels: int) -> dict[str, torch.Size]:
        """Shape of each tensor of ``memory`` after a step of practice: none here."""
        return {}

    @abstractmethod
    def begin(self, parameters: Mapping[str, Tensor]) -> None:
        """Practise from ``parameters``."""

    def ready(self) -> dict[str, Tensor]:
        """The meta-learned parameters, loaded from ``checkpoint`` on first use; refuses where there are none."""
        if self.parameters is None and self.checkpoint is not None:
            self.load(Path(self.checkpoint))
        if self.parameters is None:
            raise MetaUnsupError("not_meta_trained", learner=self.full_name)
        return {name: value.detach() for name, value in self.parameters.items()}

    def save(self, path: str | Path) -> None:
        """Write parameters and hashes to ``path`` (``*.safetensors``) and the card beside it (``*.json``)."""
        tensors = {name: value.to("cpu", torch.float32) for name, value in self.ready().items()}
        if self.trained_on is not None:
            tensors[HASHES] = self.trained_on
        card = {
            **(self.card or {}),
            "learner": self.checkpoint_of(),
            "options": self.options(),
            "steps": self.progress.step,
            "seconds": round(self.progress.seconds, 2),
            "items_seen": self.progress.items_seen,
        }
        write_checkpoint(Path(path), tensors, card)

    def load(self, path: str | Path) -> None:
        """Take over a checkpoint's parameters, settings and card; refuses another learner's or a damaged one."""
        tensors, card = read_checkpoint(Path(path))
        if card.get("learner") != self.checkpoint_of():
            raise MetaUnsupError(
                "checkpoint_other_learner", path=path, learner=card.get("learner"), wanted=self.checkpoint_of()
            )
        hashes, tensors = tensors.pop(HASHES, None), without_biases(tensors)
        # without the hashes nobody could tell whether it is tested on what it has seen
        if hashes is None or hashes.dtype != torch.int64 or not self._fits(tensors, card):
            raise MetaUnsupError("checkpoint_damaged", path=path)
        own = self.options()
        given = {k: v for k, v in card["options"].items() if k in own}
        self.set_params(**(given | self.earlier_options(given)))
        self.parameters, self.trained_on, self.card = tensors, hashes, card
        self._optimiser, self._optimiser_state, self.memory = None, None, {}  # they belong to other parameters
        self.progress = Progress(card["steps"], float("nan"), card["seconds"], card["items_seen"])

    def _fits(self, tensors: Mapping[str, Tensor], card: Mapping[str, Any]) -> bool:
        """Whether the tensors are those that a learner of these settings has, and the card says what it must."""
        try:
            filters, channels = size_of(tensors)
            settings = settings_of(type(self))
            given = {k: v for k, v in card["options"].items() if k in settings}
            for name, value in given.items():
                settings[name].check_choice(value)
            check_fixed(type(self), given, self.name)
            probe = type(self)(**(given | self.earlier_options(given)))
            return (
                all(_same_kind(value, settings[name].default) for name, value in given.items())
                and probe.filters == filters
                and {name: value.shape for name, value in tensors.items()} == probe.shapes(channels)
                and all(v.dtype == torch.float32 and bool(torch.isfinite(v).all()) for v in tensors.values())
                and all(_same_kind(card[key], kind) and card[key] >= 0 for key, kind in _COST.items())
            )
        except (KeyError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
            return False

    @classmethod
    def checkpoint_of(cls) -> str:
        """Name of the learner whose checkpoints this one loads: its own, unless it borrows."""
        return cls.name

    @classmethod
    def earlier_options(cls, options: Mapping[str, Any]) -> dict[str, Any]:
        """What a setting was before there was a choice, for a card with these ``options`` that does not tell."""
        return {}

    def options(self) -> dict[str, Any]:
        """The settings that make this learner what it is, by name: neither what ``fit`` alone needs nor its variant."""
        return {name: getattr(self, name) for name in sorted(settings_of(type(self)))}

    def training_state(self) -> dict[str, Tensor]:
        """Everything, beside the generator, that meta-training needs to go on exactly."""
        optimiser = (self._optimiser_state or {}) if self._optimiser is None else self._optimiser.state()
        return {
            **{f"parameter/{k}": v.clone().cpu() for k, v in self.ready().items()},
            **{f"optimiser/{k}": v.cpu() for k, v in optimiser.items()},
            **{f"memory/{k}": v.cpu() for k, v in self.memory.items()},
        }

    def resumable(self, state: Mapping[str, Tensor], channels: int) -> bool:
        """Whether ``state`` is a whole ``training_state``: parameters and memory, in shape, and what Adam keeps."""
        state = without_biases(state)
        shapes = self.shapes(channels)
        wanted = {f"parameter/{name}": shape for name, shape in shapes.items()}
        wanted |= {f"memory/{name}": shape for name, shape in self.memory_shapes(channels).items()}
        if wanted != {name: v.shape for name, v in state.items() if name.startswith(("parameter/", "memory/"))}:
            return False
        numbers = {name: state[name] for name in wanted}
        for name, shape in shapes.items():
            for key in KEPT:
                part = state.get(f"optimiser/{name}.{key}")
                if part is None or part.shape != (() if key == "step" else shape):
                    return False
                if (key == "step" and part < 1) or (key == "exp_avg_sq" and bool((part < 0).any())):
                    return False  # Adam would divide by nothing, or take a root of it
                numbers[f"{name}.{key}"] = part
        return all(value.is_floating_point() and bool(torch.isfinite(value).all()) for value in numbers.values())

    def restore(self, state: Mapping[str, Tensor], progress: Progress) -> None:
        """Take over a ``training_state`` and how far it had come."""
        state = without_biases(state)

        def part(head: str) -> dict[str, Tensor]:
            return {name.removeprefix(head): value.clone() for name, value in state.items() if name.startswith(head)}

        self.begin(part("parameter/"))
        self._optimiser_state, self.progress = part("optimiser/"), progress
        self.memory = part("memory/")


def _same_kind(value: Any, example: Any) -> bool:
    """Whether ``value``, read from a card that anybody may have edited, is of the kind that ``example`` is."""
    alike = type(value) is type(example) or (isinstance(example, float) and type(value) is int)
    return alike and (isinstance(value, str) or math.isfinite(value))
