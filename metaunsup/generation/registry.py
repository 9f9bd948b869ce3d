"""The generators that there are, by the names that pages and the command line call them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.generation.augmented import AugmentedGenerator, CopiesGenerator
from metaunsup.generation.base import FewShotGenerator
from metaunsup.generation.figr import FigrGenerator, PlainGanGenerator, ScratchGanGenerator
from metaunsup.generation.statistician import StatisticianGenerator
from metaunsup.generation.tuned import PractisedGenerator
from metaunsup.generation.vae import PlainVaeGenerator, ReptileVaeGenerator, ScratchVaeGenerator
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.settings import check_fixed, settings_of
from metaunsup.learners.shipped import ready_learner

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
Resolve = Callable[[str], MetaLearner]  # a reference, such as run:ID, as a learner


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
    name; ``reptile-vae@LABEL`` the one given under this label, ``reptile-vae@run:ID`` what ``resolve`` makes of that.
    """
    base, at, label = name.partition("@")
    build = GENERATORS.get(base)
    if build is None or (at and (not label or not issubclass(build, PractisedGenerator))):
        raise MetaUnsupError("unknown_generator", generator=name, known=tuple(GENERATORS))
    known = settings_of(build)
    for key, value in options.items():
        if key not in known:
            raise MetaUnsupError("unknown_option", option=key, learner=name, known=tuple(known) or "-")
        options[key] = known[key].read(value)
        known[key].check(options[key])
    check_fixed(build, options, name)
    if not issubclass(build, PractisedGenerator):
        return build(**options)
    return build(learner=_practised(name, build.learner_name, trained_on, given or {}, resolve), label=label, **options)


def _practised(
    name: str, learner: str, trained_on: str | None, given: Mapping[str, Path], resolve: Resolve | None
) -> MetaLearner:
    label = name.partition("@")[2]
    path = given.get(label or learner)
    if path is None and label:
        if resolve is None or ":" not in label:
            raise MetaUnsupError("label_without_checkpoint", learner=name)
        made = resolve(label)
        if made.checkpoint_of() != learner:
            raise MetaUnsupError("checkpoint_other_learner", path=label, learner=made.checkpoint_of(), wanted=learner)
        return made
    ready = ready_learner(learner, trained_on=trained_on, checkpoint=path)
    assert isinstance(ready, MetaLearner)
    return ready
