"""The generators that there are, by the names that pages and the command line call them by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.generation.augmented import AugmentedGenerator, CopiesGenerator
from metaunsup.generation.base import FewShotGenerator
from metaunsup.generation.figr import FigrGenerator, PlainGanGenerator, ScratchGanGenerator
from metaunsup.generation.statistician import StatisticianGenerator
from metaunsup.generation.tuned import PractisedGenerator
from metaunsup.generation.vae import PlainVaeGenerator, ReptileVaeGenerator, ScratchVaeGenerator
from metaunsup.learners.settings import read_settings
from metaunsup.learners.shipped import Resolve, practised_learner

GENERATORS: dict[str, type[FewShotGenerator]] = {
    build.name: build
    for build in (
        ReptileVaeGenerator,
        PlainVaeGenerator,
        ScratchVaeGenerator,
        StatisticianGenerator,
        FigrGenerator,
        PlainGanGenerator,
        ScratchGanGenerator,
        AugmentedGenerator,
        CopiesGenerator,
    )
}
# who needs no practice: of rows nothing that ships has practised on any
UNPRACTISED = tuple(name for name, build in GENERATORS.items() if not build.learner_name)


def make_generator(
    name: str,
    *,
    trained_on: str | None = None,
    given: Mapping[str, Path] | None = None,
    resolve: Resolve | None = None,
    **options: Any,
) -> FewShotGenerator:
    """The generator called ``name``, ready to adapt, with ``options`` of its settings.

    One that has practised (``reptile-vae``) has the checkpoint for ``trained_on``, or the one ``given`` under its
    name; ``reptile-vae@LABEL`` the one given under its name or this label, ``reptile-vae@run:ID`` what ``resolve``
    makes of that.
    """
    base, at, label = name.partition("@")
    build = GENERATORS.get(base)
    if build is None or (at and (not label or not issubclass(build, PractisedGenerator))):
        raise MetaUnsupError("unknown_generator", generator=name, known=tuple(GENERATORS))
    options = read_settings(build, options, name)
    if not issubclass(build, PractisedGenerator):
        return build(**options)
    given = given or {}
    path = given.get(name, given.get(label or build.learner_name))
    learner = practised_learner(name, build.learner_name, label, path, trained_on=trained_on, resolve=resolve)
    return build(learner=learner, label=label, **options)
