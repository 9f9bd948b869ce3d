"""Every learner by name: what the pages, the command line and the comparisons list.

``LEARNERS`` and ``VARIANTS`` grow with ``register``: who lists learners reads them when asked, not when imported.

``LEARNER@LABEL`` ("protonet@own") is LEARNER with a checkpoint of somebody's own, beside the shipped one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from metaunsup.adaptation.heads import KNOWS_SIZES
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.acr import Acr
from metaunsup.learners.agglomerative import Agglomerative
from metaunsup.learners.autoencoder import Autoencoder
from metaunsup.learners.base import Learner
from metaunsup.learners.dbscan import Dbscan
from metaunsup.learners.few_shot_vae import PlainVae, ReptileVae
from metaunsup.learners.figr import Figr, PlainGan
from metaunsup.learners.gan import BiGan
from metaunsup.learners.global_centroids import GlobalCentroids
from metaunsup.learners.gmm import Gmm
from metaunsup.learners.gmvae import GmVae
from metaunsup.learners.hdbscan import Hdbscan
from metaunsup.learners.instance_adapt import InstanceAdapt
from metaunsup.learners.kmeans import KMeans
from metaunsup.learners.leo import Leo
from metaunsup.learners.maml import Anil, Fomaml, Maml, MetaSgd
from metaunsup.learners.meanshift import MeanShift
from metaunsup.learners.memory import Memory, MemoryUnknown
from metaunsup.learners.memory_controls import MemoryKnn, MemoryOnline
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.mtnet import MtNet
from metaunsup.learners.oc_maml import OneClassFomaml, OneClassMaml
from metaunsup.learners.oc_reptile import OneClassReptile
from metaunsup.learners.oracle_adapt import OracleAdapt
from metaunsup.learners.papers import Paper
from metaunsup.learners.pool_reader import PoolReader
from metaunsup.learners.protonet import ProtoNet, ProtoNetAdapt
from metaunsup.learners.protonet_tta import ProtoNetTta
from metaunsup.learners.psco import PsCo, PsCoAdapt
from metaunsup.learners.random import RandomEncoder
from metaunsup.learners.reptile import Reptile
from metaunsup.learners.rl import Rl
from metaunsup.learners.rl_controls import RlFixed, RlRandom, RlSilhouette
from metaunsup.learners.selfcritique import SelfCritique
from metaunsup.learners.settings import read_settings
from metaunsup.learners.simclr import SimClr
from metaunsup.learners.spectral import Spectral
from metaunsup.learners.statistician import Statistician
from metaunsup.learners.vae import Vae
from metaunsup.learners.variants import VARIANT_PAPERS, VARIATIONS
from metaunsup.learners.viml import Viml
from metaunsup.learners.with_pool import SpectralPool, UmapPool

LABEL = "[a-z0-9-]{1,24}"  # a regular expression


@dataclass(frozen=True)
class LearnerSpec:
    """A registered learner, or a variant of one: the class to ``build``, and ``options`` that make it the variant.

    ``label`` tells apart those that have a checkpoint of somebody's own; empty without one.
    """

    build: type[Learner]
    options: Mapping[str, Any] = field(default_factory=dict)
    label: str = ""

    @property
    def base(self) -> str:
        """The learner that a variant is one of; a learner itself."""
        return self.build.name

    @property
    def variant(self) -> str:
        """What is different about a variant ("pca", "sinkhorn", ...); empty for a learner itself."""
        return str(self.options.get(self.build.varies, ""))

    @property
    def name(self) -> str:
        """By which it is called for; a variant's after both, and a label behind it."""
        return _labelled(f"{self.base}-{self.variant}" if self.variant else self.base, self.label)

    @property
    def checkpoint_of(self) -> str | None:
        """The learner that is trained for it (None: needs no training)."""
        return self.build.checkpoint_of() if issubclass(self.build, MetaLearner) else None

    @property
    def lender(self) -> str | None:
        """Whose checkpoint serves it, too, where it is given none: that learner's, under the same label."""
        return _labelled(self.checkpoint_of, self.label) if self.checkpoint_of else None

    @property
    def meta(self) -> bool:
        """Whether it must have practised before it can be used."""
        return self.checkpoint_of is not None

    @property
    def trainable(self) -> bool:
        """Whether ``train`` makes a checkpoint of this name."""
        return self.checkpoint_of == self.name

    @property
    def reads_pool(self) -> bool:
        """Whether it reads, at every task, the unlabelled train part of a pool."""
        return issubclass(self.build, PoolReader)

    @property
    def knows_sizes(self) -> bool:
        """Whether it is told, beside their number, that clusters are of equal size."""
        return self.variant in KNOWS_SIZES

    @property
    def sees_labels(self) -> bool:
        """Whether it is a ceiling that is told the true labels: marked as that wherever it is shown."""
        return issubclass(self.build, OracleAdapt)

    @property
    def papers(self) -> dict[str, Paper]:
        """Where the learner comes from, and what a variant of it adds: by their names."""
        return {self.base: self.build.paper} | ({self.variant: VARIANT_PAPERS[self.variant]} if self.variant else {})


def _labelled(name: str, label: str) -> str:
    return f"{name}@{label}" if label else name


LEARNERS: dict[str, LearnerSpec] = {}
VARIANTS: dict[str, LearnerSpec] = {}  # classical learners after a reduction, and encoders with another head


def register(build: type[Learner]) -> None:
    """List a learner, and with it its variants."""
    LEARNERS[build.name] = LearnerSpec(build)
    for value in VARIATIONS.get(build.varies, ()):
        spec = LearnerSpec(build, {build.varies: value})
        VARIANTS[spec.name] = spec


def unregister(name: str) -> None:
    """Take a learner and its variants off the list."""
    del LEARNERS[name]
    for variant in [variant for variant, spec in VARIANTS.items() if spec.base == name]:
        del VARIANTS[variant]


register(KMeans)
register(Spectral)
register(Dbscan)
register(Hdbscan)
register(Agglomerative)
register(Gmm)
register(MeanShift)
register(RandomEncoder)
register(ProtoNet)
register(ProtoNetAdapt)
register(Maml)
register(Fomaml)
register(Anil)
register(MetaSgd)
register(MtNet)
register(Leo)
register(Viml)
register(SelfCritique)
register(Reptile)
register(ProtoNetTta)
register(InstanceAdapt)
register(GlobalCentroids)
register(SpectralPool)
register(UmapPool)
register(Autoencoder)
register(SimClr)
register(Vae)
register(GmVae)
register(BiGan)
register(PsCo)
register(PsCoAdapt)
register(Memory)
register(MemoryUnknown)
register(MemoryOnline)
register(MemoryKnn)
register(Rl)
register(RlRandom)
register(RlFixed)
register(RlSilhouette)
register(OracleAdapt)  # the last, as it is no competitor

# Who practise for a detector (``detectors``): trained, kept and called for as all others, but no grouping competitor.
ONE_CLASS = {build.name: LearnerSpec(build) for build in (Acr, OneClassMaml, OneClassFomaml, OneClassReptile)}
# Who practise for a generator (``generation``), and in the same way.
GENERATIVE = {build.name: LearnerSpec(build) for build in (ReptileVae, PlainVae, Figr, PlainGan, Statistician)}


def trainable_learners() -> tuple[str, ...]:
    """Names of the learners that ``train`` trains."""
    return tuple(name for name, spec in LEARNERS.items() if spec.trainable)


def practising_learners() -> tuple[str, ...]:
    """The same, and those that practise for a detector or a generator: who can be asked to practise on a page."""
    return (*trainable_learners(), *ONE_CLASS, *GENERATIVE)


def without_label(name: str) -> str:
    """``LEARNER`` of ``LEARNER@LABEL``; its random stream is LEARNER's, so that a label changes no number."""
    return name.partition("@")[0]


def known_spec(name: str) -> LearnerSpec | None:
    """The registered learner, or variant of one, of that name, which may carry a label; None where there is none."""
    plain = without_label(name)
    spec = LEARNERS.get(plain) or VARIANTS.get(plain) or ONE_CLASS.get(plain) or GENERATIVE.get(plain)
    return replace(spec, label=name.partition("@")[2]) if spec is not None and "@" in name else spec


def learner_spec(name: str) -> LearnerSpec:
    """``known_spec``; refuses others, naming those there are, and labels that nothing can be told apart by."""
    spec = known_spec(name)
    if spec is None:
        raise MetaUnsupError("unknown_learner", learner=name, known=tuple(LEARNERS))
    if "@" in name and not (spec.meta and re.fullmatch(LABEL, spec.label)):
        raise MetaUnsupError("learner_label", learner=name)
    return spec


def make_learner(name: str, **options: Any) -> Learner:
    """Build a learner with its options; values given as text are read as what the option's default is."""
    spec = learner_spec(name)
    return spec.build(**spec.options, **read_options(name, options))


def read_options(name: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Options of a learner as it takes them; refuses those that it does not have, and values it cannot work with."""
    return read_settings(learner_spec(name).build, options, name)
