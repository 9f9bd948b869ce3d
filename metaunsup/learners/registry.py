"""Every learner by name: what the pages, the command line and the comparisons list."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from metaunsup.adaptation.heads import HEADS, KNOWS_SIZES
from metaunsup.adaptation.reduction import REDUCTIONS
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.agglomerative import Agglomerative
from metaunsup.learners.base import Learner
from metaunsup.learners.classical import Classical
from metaunsup.learners.dbscan import Dbscan
from metaunsup.learners.gmm import Gmm
from metaunsup.learners.hdbscan import Hdbscan
from metaunsup.learners.keeping import FIT_ONLY
from metaunsup.learners.kmeans import KMeans
from metaunsup.learners.leo import Leo
from metaunsup.learners.maml import Anil, Fomaml, Maml, MetaSgd
from metaunsup.learners.meanshift import MeanShift
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.mtnet import MtNet
from metaunsup.learners.options import check_options, read_option
from metaunsup.learners.preset import check_fixed
from metaunsup.learners.protonet import ProtoNet, ProtoNetAdapt
from metaunsup.learners.random import RandomEncoder
from metaunsup.learners.reptile import Reptile
from metaunsup.learners.spectral import Spectral
from metaunsup.learners.viml import Viml


@dataclass(frozen=True)
class LearnerSpec:
    """A registered learner; ``checkpoint_of`` names the learner that is trained for it (None: needs no training).

    A ``variant`` ("pca", "sinkhorn", ...) is one of ``base``, and named after both.
    """

    name: str
    build: type[Learner]
    checkpoint_of: str | None
    base: str = ""
    variant: str = ""

    @property
    def meta(self) -> bool:
        """Whether it must have practised before it can be used."""
        return self.checkpoint_of is not None

    @property
    def trainable(self) -> bool:
        """Whether ``train`` makes a checkpoint of this name."""
        return self.checkpoint_of == self.name

    @property
    def knows_sizes(self) -> bool:
        """Whether it is told, beside their number, that clusters are of equal size."""
        return self.variant in KNOWS_SIZES


def _spec(build: type[Learner], base: str = "", variant: str = "") -> LearnerSpec:
    checkpoint_of = build.checkpoint_of() if issubclass(build, MetaLearner) else None
    return LearnerSpec(build.name, build, checkpoint_of, base or build.name, variant)


LEARNERS: dict[str, LearnerSpec] = {
    build.name: _spec(build)
    for build in (
        KMeans,
        Spectral,
        Dbscan,
        Hdbscan,
        Agglomerative,
        Gmm,
        MeanShift,
        RandomEncoder,
        ProtoNet,
        ProtoNetAdapt,
        Maml,
        Fomaml,
        Anil,
        MetaSgd,
        MtNet,
        Leo,
        Viml,
        Reptile,
    )
}


def _variants() -> Iterator[LearnerSpec]:
    """Classical learners after a reduction, and encoders with another head: what parts the items in the embedding."""
    for name, spec in LEARNERS.items():
        if issubclass(spec.build, Classical):
            for before in REDUCTIONS:
                own = {"name": f"{name}-{before}", "before": before}
                yield _spec(type(f"{spec.build.__name__}{before.title()}", (spec.build,), own), name, before)
        if hasattr(spec.build, "head"):
            for head in HEADS:
                if head != "kmeans":
                    members: dict[str, Any] = {"name": f"{name}-{head}", "head": head}
                    if spec.checkpoint_of is not None:
                        members["checkpoint_of"] = classmethod(lambda cls, trained=spec.checkpoint_of: trained)
                    build = type(f"{spec.build.__name__}{head.title()}", (spec.build,), members)
                    yield _spec(build, name, head)


VARIANTS: dict[str, LearnerSpec] = {spec.name: spec for spec in _variants()}
# pickle, and so joblib's processes, find a class by its module and name
globals().update({spec.build.__qualname__: spec.build for spec in VARIANTS.values()})


def learner_spec(name: str) -> LearnerSpec:
    """The registered learner, or variant of one, of that name; refuses others, naming those there are."""
    spec = LEARNERS.get(name) or VARIANTS.get(name)
    if spec is None:
        raise MetaUnsupError("unknown_learner", learner=name, known=tuple(LEARNERS))
    return spec


def make_learner(name: str, **options: Any) -> Learner:
    """Build a learner with its options; values given as text are read as what the option's default is."""
    return learner_spec(name).build(**read_options(name, options))


def read_options(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options of a learner as it takes them; refuses those that it does not have, and values it cannot work with."""
    build = learner_spec(name).build
    parameters = inspect.signature(build).parameters
    known = {key: parameter.default for key, parameter in parameters.items() if key not in FIT_ONLY}
    for key in options:
        if key not in known:
            raise MetaUnsupError("unknown_option", option=key, learner=name, known=tuple(known) or "-")
    read = {key: read_option(key, value, known[key]) for key, value in options.items()}
    check_options(read)
    check_fixed(build, read)
    return read
