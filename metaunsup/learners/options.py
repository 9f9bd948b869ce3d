"""What a learner's options may be, and how they are read from text."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.networks.conv4 import FILTERS

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
    "mask_start": (0.0, 1.0),
    "code_size": (2, 128),
    "code_steps": (1, 50),
    "weight_steps": (0, 50),
    "code_lr": (1e-6, 100.0),
    "weight_lr": (1e-6, 100.0),
    "kl_weight": (0.0, 10.0),
    "encoder_penalty_weight": (0.0, 10.0),
    "l2_weight": (0.0, 1.0),
    "orthogonality_weight": (0.0, 1000.0),
    "samples": (1, 100),
    "gradient_samples": (1, 100),
    "beta": (0.0, 100.0),
    "std_start": (1e-6, 1.0),
    "blur": (0.0, 10.0),
    "neighbours": (1, 200),
    "eps": (0.0, 1e12),  # here and below 0 leaves it to the learner
    "bandwidth": (0.0, 1e12),
    "min_samples": (0, 1000),
    "min_cluster_size": (0, 1000),
    "components": (0, 1000),
}
# What an option that is a word, or one of few numbers, may be.
CHOICES: dict[str, tuple[str | int, ...]] = {
    "filters": FILTERS,
    "adapts": ("all", "last"),
    "rates_per": ("tensor", "weight"),
    "linkage": ("auto", "ward", "average", "complete"),
    "covariance": ("auto", "full", "tied", "diag", "spherical"),
}


def check_options(options: Mapping[str, Any]) -> None:
    """Refuse numbers out of range and words that an option does not know."""
    check_words(options)
    for key, value in options.items():
        low, high = RANGES.get(key, (None, None))
        if low is not None and not low <= value <= high:  # also true of NaN
            raise MetaUnsupError("number_out_of_range", name=key, value=value, low=low, high=high)


def check_words(options: Mapping[str, Any]) -> None:
    """Refuse a value that is none of the few that an option may have."""
    for key, choices in CHOICES.items():
        if key in options and options[key] not in choices:
            raise MetaUnsupError("option_choice", name=key, value=options[key], choices=tuple(map(str, choices)))


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
