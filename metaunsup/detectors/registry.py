"""The detectors that there are, by the names that pages and the command line call them by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from metaunsup.detectors.acr import AcrDetector
from metaunsup.detectors.base import Detector
from metaunsup.detectors.iforest import IForest
from metaunsup.detectors.knn import Knn
from metaunsup.detectors.lof import Lof
from metaunsup.detectors.ocsvm import OcSvm
from metaunsup.detectors.one_class import FomamlDetector, MamlDetector, ReptileDetector
from metaunsup.detectors.patches import Patches
from metaunsup.detectors.placed import SpaceDetector
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.detectors.proto import Proto
from metaunsup.detectors.spaces import UNTRAINED, Encoded
from metaunsup.detectors.svdd import Svdd
from metaunsup.detectors.vae import VaeDetector
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import known_spec
from metaunsup.learners.settings import read_settings
from metaunsup.learners.shipped import Resolve, practised_learner, ready_learner

DETECTORS: dict[str, type[Detector]] = {
    build.name: build
    for build in (
        IForest,
        OcSvm,
        Lof,
        Knn,
        Proto,
        Svdd,
        VaeDetector,
        AcrDetector,
        MamlDetector,
        FomamlDetector,
        ReptileDetector,
        Patches,
    )
}
WAYS_TO_LOOK = re.compile(r"(?P<space>.+?)(?P<alone>-alone)?(?P<views>-tta)?")
SPACES = (UNTRAINED, "protonet", "reptile", "vae")  # to name some
VIEWS = 16  # as ``protonet-tta`` looks at


def make_detector(
    name: str,
    *,
    trained_on: str | None = None,
    given: Mapping[str, Path] | None = None,
    resolve: Resolve | None = None,
    **options: Any,
) -> Detector:
    """The detector called ``name``, ready to judge, with ``options`` of its settings.

    ``knn`` judges items as they are, ``patches`` place by place, ``knn@untrained`` in a network that has never
    practised, ``knn@protonet`` in what that learner has practised on the pool ``trained_on`` to see, ``knn@LABEL`` by
    the checkpoint ``given`` under this label, and ``knn@run:ID`` by what ``resolve`` makes of such a reference. Behind
    it, ``-alone`` lets batch norm see the support alone and ``-tta`` takes the mean of 16 altered views of each item.
    What practises itself (``acr``) has that learner's checkpoint for ``trained_on``, or by ``acr@LABEL`` the one given.
    """
    base, at, where = name.partition("@")
    build = DETECTORS.get(base)
    if build is None or (at and not where):
        raise MetaUnsupError("unknown_detector", detector=name, known=tuple(DETECTORS))
    options = read_settings(build, options, name)
    if issubclass(build, PractisedDetector):
        files, own = given or {}, build.learner_name
        path = next((files[one] for one in ((where,) if where else (base, own)) if one in files), None)
        learner = practised_learner(name, own, where, path, trained_on=trained_on, resolve=resolve)
        return build(learner=learner, label=where, **options)
    assert issubclass(build, SpaceDetector)
    if not where:
        return build(**options)
    found = WAYS_TO_LOOK.fullmatch(where)
    assert found is not None  # something stands behind the @
    space = _space(name, found["space"], trained_on, given or {}, resolve)
    latent = isinstance(space.learner, LatentLearner)  # whose latents are made by a layer of their own
    if (found["alone"] and latent) or (not build.whole and where != found["space"]):
        raise MetaUnsupError("unknown_space", detector=name, space=where, known=SPACES)
    space = replace(space, name=where, alone=bool(found["alone"]), views=VIEWS if found["views"] else 0)
    return build(space=space, **options)


def _space(
    name: str, where: str, trained_on: str | None, given: Mapping[str, Path], resolve: Resolve | None
) -> Encoded:
    if where == UNTRAINED:
        return Encoded(where, None)
    if ":" in where and resolve is not None:
        return Encoded(where, resolve(where))
    spec = known_spec(where)
    path = given.get(where)
    if path is not None and (spec is None or not spec.meta):  # a label of somebody's own
        if resolve is None:
            raise MetaUnsupError("label_without_checkpoint", learner=name)
        return Encoded(where, resolve(str(path)))
    if spec is None or not spec.meta:
        raise MetaUnsupError("unknown_space", detector=name, space=where, known=SPACES)
    made = ready_learner(where, trained_on=trained_on, checkpoint=path)
    assert isinstance(made, MetaLearner)
    return Encoded(where, made)


DETECTORS_OF = {
    build.learner_name: name for name, build in DETECTORS.items() if issubclass(build, PractisedDetector)
}  # learner -> the detector that it practises for
