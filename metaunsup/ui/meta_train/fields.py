"""What the page of trainings asks for: the fields of its link, and the settings that they make."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from metaunsup.data.kept import PREFIX
from metaunsup.data.registry import POOLS
from metaunsup.data.root import RUN_ID
from metaunsup.learners.registry import learner_spec, make_learner, practising_learners
from metaunsup.learners.settings import Setting, settings_of
from metaunsup.ui.common.link import Choice, Codes, Field, Real, Text, Whole
from metaunsup.ui.common.uploads import PoolField, code_of

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingSettings


@dataclass(frozen=True)
class Count(Real):
    """A whole number from ``low`` to ``high``, or None where the link leaves it out."""

    def parse(self, text: str) -> int:
        """The number, or ``ValueError``."""
        return Whole(0, math.ceil(self.low), math.floor(self.high)).parse(text)


EPISODES = ("umtra", "cactus", "lasium", "self-training")  # as in TrainingSettings, in the order of the form
MOST_STEPS = 20_000  # a machine that many people share; the command takes more
FILTERS = ("32", "64")
NOTHING = "none"  # start from random parameters
RUN = Codes((), RUN_ID, 1)
USUAL = "usual"
YES_NO = ("no", "yes")
_SHARED: dict[str, Field] = {
    "learner": Choice("protonet", practising_learners),
    "pool": PoolField("digits"),
    "episodes": Choice("umtra", EPISODES),
    "steps": Whole(300, 1, MOST_STEPS),
    "seed": Whole(0, 0, 2**31 - 1),
    "name": Text("", 100),
    "filters": Choice("32", FILTERS),
    "validate_every": Count(None, 0, MOST_STEPS),
    "partitions": Whole(10, 1, 100),
    "clusters": Whole(150, 2, 5000),
    "refresh": Whole(100, 1, MOST_STEPS),
    "umtra_share": Real(0.5, 0, 1),
    "rescale": Real(1.0, 0, 1),
    "coarsest": Real(1.0, 0.05, 1),
    "interpolation": Real(0.2, 0, 1),
    "precision": Choice("float32", ("float32", "float64")),
}
CACTUS = ("partitions", "clusters", "coarsest", "rescale")
SELF_TRAINING = ("umtra_share", "refresh", *CACTUS)
OWN: dict[str, tuple[str, ...]] = {
    "umtra": (),
    "cactus": ("embedding", *CACTUS),
    "lasium": ("embedding", "interpolation"),
    "self-training": SELF_TRAINING,
}


def fields(references: Sequence[str]) -> dict[str, Field]:
    """Every field of the page's link; ``references`` are the checkpoints that there are to begin with or to cluster."""
    return {
        **_SHARED,
        **_learner_fields(),
        "embedding": Choice("pca", ("pca", *references)),
        "start_from": Choice(NOTHING, (NOTHING, *references)),
        "run": RUN,
    }


def asked(learner: str) -> dict[str, Setting]:
    """The learner's settings that the form asks for: not what makes a preset what it is."""
    settings = settings_of(learner_spec(learner).build)
    return {name: one for name, one in settings.items() if one.group and not one.fixed}


def _learner_fields() -> dict[str, Field]:
    """A field for each setting of any learner: empty, or "usual", means what the learner usually does."""
    settings: dict[str, Setting] = {}
    for learner in practising_learners():
        settings = asked(learner) | settings  # of a setting that several have, what the first says
    return {name: _field(one) for name, one in settings.items()}


def _field(one: Setting) -> Field:
    if words := words_of(one):
        return Choice(USUAL, (USUAL, *words))
    assert one.low is not None and one.high is not None, f"{one.name} has neither choices nor a range"
    return (Real if isinstance(one.default, float) else Count)(None, one.low, one.high)


def words_of(one: Setting) -> tuple[str, ...]:
    """What a setting that is chosen, not typed, can be: a switch knows no and yes; of a number nothing."""
    return YES_NO if isinstance(one.default, bool) else tuple(map(str, one.choices))


def used(learner: str, episodes: str) -> list[str]:
    """Names of the fields that matter for this learner and these episodes."""
    names = ["learner", "pool", "episodes", "steps", "seed", "name", "filters", "validate_every", "precision"]
    names += ["start_from", *asked(learner)]
    return names + list(OWN[episodes])


def as_word(value: bool | int | str) -> str:
    """The value of a setting that is chosen, as the form has it."""
    return YES_NO[value] if isinstance(value, bool) else str(value)


def as_settings(values: Mapping[str, Any]) -> TrainingSettings:
    """The training that the form asks for; only what differs from the usual is told, so that the command is short."""
    from metaunsup.training.settings import TrainingSettings

    names = used(values["learner"], values["episodes"])
    default = TrainingSettings("").as_json()
    told = {name: values[name] for name in names if name in default and name not in ("learner", "start_from")}
    options: dict[str, Any] = {
        name: one.read(values[name])
        for name, one in asked(values["learner"]).items()
        if values[name] not in (None, USUAL)
    }
    if values["filters"] != FILTERS[0]:
        options["filters"] = int(values["filters"])
    start = None if values["start_from"] == NOTHING else values["start_from"]
    return TrainingSettings(values["learner"], **told, options=options, start_from=start)


def offered(settings: Mapping[str, Any]) -> bool:
    """Whether the form can ask for these pictures and this embedding: it cannot for files of the machine."""
    embedding = settings.get("embedding", "pca")
    pool = str(settings.get("pool"))
    return (pool in POOLS or pool.startswith(PREFIX)) and (
        embedding == "pca" or (isinstance(embedding, str) and embedding.startswith(("run:", "shipped:")))
    )


def as_values(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The form that asks for the training of ``TrainingSettings.as_json()``, as far as the form can."""
    options = dict(settings["options"])
    own = _learner_fields()
    values: dict[str, Any] = {name: field.default for name, field in (_SHARED | own).items()}
    values |= {name: settings[name] for name in values if name in settings}
    values["pool"] = code_of(str(values["pool"]))
    read = make_learner(settings["learner"], **options).get_params()  # options may be text, as somebody typed them
    values |= {
        name: as_word(read[name]) if isinstance(own[name], Choice) else read[name] for name in options if name in own
    }
    values["filters"] = str(options.get("filters", FILTERS[0]))
    values["embedding"], values["start_from"] = settings["embedding"], settings["start_from"] or NOTHING
    return values
