"""The detectors that the page offers, each by its name in the registry: as items are, or in what an encoder sees."""

from __future__ import annotations

from functools import cache
from typing import cast

from metaunsup.detectors.placed import SpaceDetector
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.detectors.registry import DETECTORS, DETECTORS_OF
from metaunsup.detectors.spaces import UNTRAINED
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.registry import known_spec, trainable_learners
from metaunsup.learners.shipped import shipped_checkpoint, shipped_pools
from metaunsup.ui.common.palette import DASHES, INKS, Look, shaded

MOST = 6  # at a time
USUAL = ("knn", "proto@protonet", "acr", "vae")
USUAL_ROWS = ("knn", "iforest", "proto", "svdd")  # of a table, which nothing that ships has practised on
OWN = "own"  # the space of a training of this place
PLAIN, ALONE, VIEWS = "", "-alone", "-tta"
ENDINGS = (PLAIN, ALONE, VIEWS)


def in_spaces() -> tuple[str, ...]:
    """Those that judge in any space."""
    return tuple(name for name, build in DETECTORS.items() if issubclass(build, SpaceDetector))


@cache
def spaces() -> tuple[str, ...]:
    """An untrained network, a training of this place, and every learner that ships what it has practised to see."""
    return (UNTRAINED, OWN, *(name for name in trainable_learners() if shipped_pools(name)))


def endings(space: str, detector: str = "knn") -> tuple[str, ...]:
    """How a space can be looked through; the latents of a learner that draws have no batch norm to be set alone.

    A detector of places (``patches``) has a way of its own.
    """
    if not cast(type[SpaceDetector], DETECTORS[detector]).whole:
        return (PLAIN,)
    spec = known_spec(space)
    latent = spec is not None and issubclass(spec.build, LatentLearner)
    return (PLAIN, VIEWS) if latent else ENDINGS


@cache
def all_names() -> tuple[str, ...]:
    """Every detector that a link may ask for."""
    placed = (f"{name}@{space}{end}" for name in in_spaces() for space in spaces() for end in endings(space, name))
    return (*DETECTORS, *(own_name(learner) for learner in DETECTORS_OF), *placed)


def own_name(learner: str) -> str:
    """The detector that ``learner`` practises for, with a training of this place; empty where it does for none."""
    return f"{DETECTORS_OF[learner]}@{OWN}" if learner in DETECTORS_OF else ""


def practised_by(name: str) -> str | None:
    """The learner whose checkpoint a detector needs; None where it needs none that is shipped."""
    base, _, where = name.partition("@")
    build = DETECTORS[base]
    if issubclass(build, PractisedDetector):
        return None if where == OWN else build.learner_name
    space = where.removesuffix(VIEWS).removesuffix(ALONE)
    return None if space in ("", UNTRAINED, OWN) else space


def missing(names: tuple[str, ...] | list[str], trained_on: str) -> list[str]:
    """Learners that have not practised on ``trained_on``, and would have to for ``names``."""
    needed = dict.fromkeys(filter(None, map(practised_by, names)))
    return [learner for learner in needed if shipped_checkpoint(learner, trained_on) is None]


def look_of(name: str) -> Look:
    """A detector's ink goes with what it is called, its shade and dash with the space that it judges in."""
    base, at, where = name.partition("@")
    place = list(DETECTORS).index(base) if base in DETECTORS else 0
    number = 1 + list(spaces()).index(space) if (space := where.partition("-")[0]) in spaces() else len(where)
    ink = INKS[(1 + place) % len(INKS)]
    if not at:
        return Look(ink, "circle", "solid")
    return Look(shaded(ink, (-0.3, 0.25)[number % 2]), "circle-open", DASHES[number % len(DASHES)])
