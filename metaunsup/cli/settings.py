"""The settings of a training on the command line; ``runs.command.as_arguments`` is the way back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from metaunsup.cli.arguments import BIGGEST_SEED, Parser, pairs, real, whole
from metaunsup.words import Say, titled_learners

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingSettings

MOST_STEPS = 1_000_000
# option, what stands for its value, default as text; the same defaults as TrainingSettings (a test holds them equal)
OPTIONS: tuple[tuple[str, str, str | None], ...] = (
    ("learner", "NAME", None),
    ("pool", "POOL", "digits"),
    ("steps", "N", "300"),
    ("seed", "N", "0"),
    ("validate-every", "N", None),
    ("episodes", "KIND", "umtra"),
    ("embedding", "NAME", "pca"),
    ("partitions", "N", "10"),
    ("clusters", "N", "150"),
    ("refresh", "N", "100"),
    ("umtra-share", "X", "0.5"),
    ("rescale", "X", "1"),
    ("coarsest", "X", "1"),
    ("interpolation", "X", "0.2"),
    ("start-from", "FILE", None),
    ("device", "NAME", "cpu"),
    ("precision", "NAME", "float32"),
)
_SHARED = {"pool": "cli.pool", "seed": "cli.seed"}
_FREE = {"start-from", "validate-every"}  # may be left out, and then there is none


def add_settings(parser: Parser, say: Say) -> None:
    """Add every setting of a training to ``parser``."""
    for option, metavar, default in OPTIONS:
        needed = default is None and option not in _FREE
        key = _SHARED.get(option, f"cli.train.{option}")
        known = {"learners": say.listed(titled_learners())} if option == "learner" else {}
        about = say(key, **known)
        parser.add_argument(f"--{option}", metavar=metavar, default=default, required=needed, help=about)
    parser.add_argument("--learner-option", metavar="KEY=VALUE", action="append", help=say("cli.train.learner-option"))


def read_settings(chosen: argparse.Namespace) -> TrainingSettings:
    """The settings as typed; a number that is none, or out of range, is refused by the name of its option."""
    every = chosen.validate_every
    numbers = {
        "steps": whole(chosen.steps, "--steps", 1, MOST_STEPS),
        "seed": whole(chosen.seed, "--seed", 0, BIGGEST_SEED),
        "partitions": whole(chosen.partitions, "--partitions", 1, 100),
        "clusters": whole(chosen.clusters, "--clusters", 2, 5000),
        "refresh": whole(chosen.refresh, "--refresh", 1, MOST_STEPS),
    }
    shares = {
        "umtra_share": real(chosen.umtra_share, "--umtra-share", 0, 1),
        "rescale": real(chosen.rescale, "--rescale", 0, 1),
        "coarsest": real(chosen.coarsest, "--coarsest", 0.05, 1),
        "interpolation": real(chosen.interpolation, "--interpolation", 0, 1),
    }
    options = pairs(chosen.learner_option, "--learner-option", "filters=64")

    from metaunsup.training.settings import TrainingSettings

    return TrainingSettings(
        learner=chosen.learner,
        pool=chosen.pool,
        validate_every=None if every is None else whole(every, "--validate-every", 0, MOST_STEPS),
        options=options,
        episodes=chosen.episodes,
        embedding=chosen.embedding,
        start_from=chosen.start_from,
        device=chosen.device,
        precision=chosen.precision,
        **numbers,
        **shares,  # type: ignore[arg-type]
    )
