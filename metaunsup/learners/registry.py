"""Every learner by name: what the pages, the command line and the comparisons list."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner
from metaunsup.learners.kmeans import KMeans
from metaunsup.learners.maml import Fomaml, Maml
from metaunsup.learners.meta import FIT_ONLY, MetaLearner
from metaunsup.learners.protonet import ProtoNet, ProtoNetAdapt
from metaunsup.learners.random import RandomEncoder
from metaunsup.learners.reptile import Reptile
from metaunsup.learners.spectral import Spectral
from metaunsup.networks.conv4 import FILTERS


@dataclass(frozen=True)
class LearnerSpec:
    """A registered learner; ``checkpoint_of`` names the learner that is trained for it (None: needs no training)."""

    name: str
    build: type[Learner]
    checkpoint_of: str | None

    @property
    def meta(self) -> bool:
        """Whether it must have practised before it can be used."""
        return self.checkpoint_of is not None

    @property
    def trainable(self) -> bool:
        """Whether ``train`` makes a checkpoint of this name."""
        return self.checkpoint_of == self.name


def _spec(build: type[Learner]) -> LearnerSpec:
    return LearnerSpec(build.name, build, build.checkpoint_of() if issubclass(build, MetaLearner) else None)


LEARNERS: dict[str, LearnerSpec] = {
    build.name: _spec(build)
    for build in (KMeans, Spectral, RandomEncoder, ProtoNet, ProtoNetAdapt, Maml, Fomaml, Reptile)
}


def learner_spec(name: str) -> LearnerSpec:
    """The registered learner of that name; refuses others, naming those there are."""
    if name not in LEARNERS:
        raise MetaUnsupError("unknown_learner", learner=name, known=tuple(LEARNERS))
    return LEARNERS[name]


# What an option may be, ends included; a value outside could only fail later, and less clearly.
RANGES: dict[str, tuple[float, float]] = {
    "outer_lr": (1e-6, 1.0),
    "inner_lr": (1e-6, 10.0),
    "train_lr": (1e-6, 10.0),
    "temperature": (0.01, 10.0),
    "strength": (0.0, 3.0),
    "ways": (2, 1000),
    "warmup_ways": (2, 1000),
    "support_views": (1, 100),
    "query_views": (1, 100),
    "train_steps": (1, 50),
    "meta_batch": (1, 100),
    "multi_step_loss": (0.0, 1.0),
    "warmup": (0.0, 1.0),
    "first_order_until": (0.0, 1.0),
    "blur": (0.0, 10.0),
    "neighbours": (1, 200),
}


def make_learner(name: str, **options: Any) -> Learner:
    """Build a learner with its options; values given as text are read as what the option's default is."""
    build = learner_spec(name).build
    known = {
        key: parameter.default for key, parameter in inspect.signature(build).parameters.items() if key not in FIT_ONLY
    }
    for key in options:
        if key not in known:
            raise MetaUnsupError("unknown_option", option=key, learner=name, known=tuple(known) or "-")
    read = {key: read_option(key, value, known[key]) for key, value in options.items()}
    for key, value in read.items():
        low, high = RANGES.get(key, (value, value))
        if not low <= value <= high:  # also true of NaN
            raise MetaUnsupError("number_out_of_range", name=key, value=value, low=low, high=high)
    if read.get("filters", FILTERS[0]) not in FILTERS:
        raise MetaUnsupError("option_choice", name="filters", value=read["filters"], choices=tuple(map(str, FILTERS)))
    return build(**read)


def read_option(name: str, value: Any, default: Any) -> Any:
    """``value`` as the type of ``default``; refuses text that is no such thing."""
    if default is None or isinstance(default, str):
        return value
    if not isinstance(value, str):
        # settings may come from a file that somebody edited
        kind = bool if isinstance(default, bool) else Integral if isinstance(default, int) else Real
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _not_a(kind, name, value)
        return value
    if isinstance(default, bool):
        words: Mapping[str, bool] = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        if value.lower() not in words:
            raise _not_a(bool, name, value)
        return words[value.lower()]
    try:
        return type(default)(value)
    except ValueError as error:
        raise _not_a(Integral if isinstance(default, int) else Real, name, value) from error


def _not_a(kind: type, name: str, value: Any) -> MetaUnsupError:
    if kind is bool:
        return MetaUnsupError("option_choice", name=name, value=value, choices=("true", "false"))
    code = "option_not_a_whole_number" if kind is Integral else "option_not_a_number"
    return MetaUnsupError(code, name=name, value=value)
