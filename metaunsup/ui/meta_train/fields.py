"""What the page of trainings asks for: the fields of its link, and the settings that they make."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from metaunsup.data.registry import POOLS
from metaunsup.data.root import RUN_ID
from metaunsup.learners.options import CHOICES, RANGES, read_option
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.ui.common.link import Choice, Codes, Field, Real, Text, Whole

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingSettings


@dataclass(frozen=True)
class Count(Real):
    """A whole number from ``low`` to ``high``, or None where the link leaves it out."""

    def parse(self, text: str) -> int:
        """The number, or ``ValueError``."""
        return Whole(0, math.ceil(self.low), math.floor(self.high)).parse(text)


TRAINABLE = tuple(name for name, spec in LEARNERS.items() if spec.trainable)
EPISODES = ("umtra", "cactus", "self-training")  # as in TrainingSettings, in the order of the form
MOST_STEPS = 20_000  # a machine that many people share; the command takes more
FILTERS = ("32", "64")
NOTHING = "none"  # start from random parameters
RUN = Codes((), RUN_ID, 1)
# Numbers that belong to the learner: empty means what it usually does.
OPTIONS: dict[str, Field] = {
    name: (Real if isinstance(example, float) else Count)(None, *RANGES[name])
    for name, example in {
        option: value
        for learner in reversed(TRAINABLE)
        for option, value in make_learner(learner).get_params().items()
        if option in RANGES
    }.items()
}
USUAL = "usual"
YES_NO = ("no", "yes")
# ... and so do words: "usual", or one of those that the option knows (a switch knows no and yes).
WORDS_OF: dict[str, tuple[str, ...]] = {
    option: YES_NO if isinstance(value, bool) else tuple(map(str, CHOICES[option]))
    for learner in TRAINABLE
    for option, value in make_learner(learner).get_params().items()
    if isinstance(value, bool) or (option in CHOICES and isinstance(value, str))
}
_SHARED: dict[str, Field] = {
    "learner": Choice("protonet", TRAINABLE),
    "pool": Choice("digits", tuple(POOLS)),
    "episodes": Choice("umtra", EPISODES),
    "steps": Whole(300, 1, MOST_STEPS),
    "seed": Whole(0, 0, 2**31 - 1),
    "name": Text("", 100),
    "filters": Choice("32", FILTERS),
    "validate_every": Whole(50, 0, MOST_STEPS),
    "partitions": Whole(10, 1, 100),
    "clusters": Whole(150, 2, 5000),
    "refresh": Whole(100, 1, MOST_STEPS),
    "umtra_share": Real(0.5, 0, 1),
    "rescale": Real(1.0, 0, 1),
    "coarsest": Real(1.0, 0.05, 1),
    "precision": Choice("float32", ("float32", "float64")),
}
CACTUS = ("partitions", "clusters", "coarsest", "rescale")
SELF_TRAINING = ("umtra_share", "refresh", *CACTUS)


def fields(references: Sequence[str]) -> dict[str, Field]:
    """Every field of the page's link; ``references`` are the checkpoints that there are to begin with or to cluster."""
    return {
        **_SHARED,
        **OPTIONS,
        **{name: Choice(USUAL, (USUAL, *words)) for name, words in WORDS_OF.items()},
        "embedding": Choice("pca", ("pca", *references)),
        "start_from": Choice(NOTHING, (NOTHING, *references)),
        "run": RUN,
    }


def usual(learner: str) -> dict[str, Any]:
    """The options of a learner, each with its usual value."""
    found = make_learner(learner)
    # what makes a preset what it is cannot be chosen
    chosen = (OPTIONS.keys() | WORDS_OF.keys()) - found.fixed.keys()
    return {name: value for name, value in found.get_params().items() if name in chosen}


def used(learner: str, episodes: str) -> list[str]:
    """Names of the fields that matter for this learner and these episodes."""
    names = ["learner", "pool", "episodes", "steps", "seed", "name", "filters", "validate_every", "precision"]
    names += ["start_from", *usual(learner)]
    names += {"umtra": (), "cactus": ("embedding", *CACTUS), "self-training": SELF_TRAINING}[episodes]
    return names


def as_word(value: bool | str) -> str:
    """A switch's, or another word option's, value as the form has it."""
    return YES_NO[value] if isinstance(value, bool) else value


def as_settings(values: Mapping[str, Any]) -> TrainingSettings:
    """The training that the form asks for; only what differs from the usual is told, so that the command is short."""
    from metaunsup.training.settings import TrainingSettings

    names = used(values["learner"], values["episodes"])
    default = TrainingSettings("").as_json()
    told = {name: values[name] for name in names if name in default and name not in ("learner", "start_from")}
    options: dict[str, Any] = {
        name: values[name] for name in usual(values["learner"]) if name in OPTIONS and values[name] is not None
    }
    for name, value in usual(values["learner"]).items():
        if name in WORDS_OF and values[name] != USUAL:
            options[name] = read_option(name, values[name], value)
    if values["filters"] != FILTERS[0]:
        options["filters"] = int(values["filters"])
    start = None if values["start_from"] == NOTHING else values["start_from"]
    return TrainingSettings(values["learner"], **told, options=options, start_from=start)


def offered(settings: Mapping[str, Any]) -> bool:
    """Whether the form can ask for these pictures and this embedding: it cannot for files of the machine."""
    embedding = settings.get("embedding", "pca")
    return settings.get("pool") in POOLS and (
        embedding == "pca" or (isinstance(embedding, str) and embedding.startswith(("run:", "shipped:")))
    )


def as_values(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The form that asks for the training of ``TrainingSettings.as_json()``, as far as the form can."""
    options = dict(settings["options"])
    values: dict[str, Any] = {name: field.default for name, field in _SHARED.items()} | dict.fromkeys(OPTIONS)
    values |= dict.fromkeys(WORDS_OF, USUAL)
    values |= {name: settings[name] for name in values if name in settings}
    read = make_learner(settings["learner"], **options).get_params()  # options may be text, as somebody typed them
    values |= {name: read[name] for name in options if name in OPTIONS}
    values["filters"] = str(options.get("filters", FILTERS[0]))
    values |= {name: as_word(read[name]) for name in options if name in WORDS_OF}
    values["embedding"], values["start_from"] = settings["embedding"], settings["start_from"] or NOTHING
    return values
