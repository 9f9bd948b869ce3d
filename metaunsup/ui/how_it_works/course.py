"""The lessons: what each shows, which guess was the one measured, where its experiments are, and its numbers.

Its sentences are in ``words/pages/lessons/``: ``lessons.NAME.title``, ``.plain``, ``.mathematics``, ``.question``,
``.a`` to ``.c``, ``.told``, ``.break`` and, for each experiment, ``.to.1`` and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from metaunsup.ui.common.link import plain
from metaunsup.ui.how_it_works.figures import FIGURES

GUESSES = ("a", "b", "c")
# the set of ready-made drawings that goes with a lesson (``data.drawing_sets``)
DRAWN = {
    **{name: name for name in ("kmeans", "learning", "augmentation", "orders", "hurts", "control", "unequal", "fair")},
    "letters": "digits",
    "uncertainty": "unsure",
}


@dataclass(frozen=True)
class Elsewhere:
    """An experiment on another page, a key of ``shell.PAGES``, in the state that ``query`` asks for."""

    page: str
    query: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lesson:
    """``formulas`` by their names, the right ``answer``, and the names of the ``numbers`` that it says.

    ``figure`` of this page, if any, in the state ``state`` ("" its usual one) and, to break it, in ``broken``;
    ``experiments`` on other pages, and ``breaks`` there.
    """

    formulas: tuple[str, ...]
    answer: str
    numbers: tuple[str, ...]
    figure: str = ""
    state: str = ""
    experiments: tuple[Elsewhere, ...] = ()
    breaks: tuple[Elsewhere, ...] = ()


def race(learners: str, **query: str) -> Elsewhere:
    """A race that starts by itself."""
    return Elsewhere("race", {"learners": learners, **query, "start": "1"})


def spaces(second: str, **query: str) -> Elsewhere:
    """The latent space of an encoder beside another, the raw pixels where nothing else is said."""
    return Elsewhere("latent_space", {"method": "pca", "second": second, **query, "start": "1"})


def compare(learners: str, **query: str) -> Elsewhere:
    """A comparison, to be started by who looks at it."""
    return Elsewhere("compare", {"learners": learners, **query})


# the sine curves before the first step, with as many points as MAML practised on
TEN_POINTS = "3.2,0.9,0,0.002,0.01,10," + ",".join(map(plain, FIGURES["sines"].usual[6:]))
FROM_LETTERS = {"pool": "mnist", "trained": "omniglot-minimal"}
COMPARED = {"pools": "mnist", "trained": "omniglot-minimal", "ways": "10", "shots": "20"}  # as a race has it
LESSONS: dict[str, Lesson] = {
    "kmeans": Lesson(
        ("inertia", "accuracy"),
        "b",
        ("om_kmeans", "om_spectral"),
        "kmeans",
        "",
        (race("kmeans,spectral", pool="mnist"),),
        (race("kmeans,spectral,dbscan,hdbscan", pool="mnist"),),
    ),
    "learning": Lesson(
        ("sine_maml", "sine_pretrained"),
        "c",
        ("sine_maml_0", "sine_maml_1", "sine_maml_10", "sine_pre_0", "sine_pre_1", "sine_pre_10"),
        "sines",
        TEN_POINTS,
        (Elsewhere("meta_train", {"learner": "maml", "steps": "60"}),),
        (Elsewhere("meta_train", {"learner": "maml", "steps": "60", "train_steps": "1"}),),
    ),
    "augmentation": Lesson(
        ("augmentation",),
        "a",
        ("st_none", "st_one", "st_two", "st_kmeans"),
        experiments=(
            Elsewhere("tasks", {"strength": "1"}),
            Elsewhere("compare", {"section": "design", "vary": "strength"}),
        ),
        breaks=(Elsewhere("tasks", {"strength": "2"}),),
    ),
    "orders": Lesson(
        ("chain", "first_order"),
        "b",
        ("ab_maml", "ab_fomaml", "ab_maml_seconds", "ab_fomaml_seconds", "kin_maml", "kin_fomaml"),
        "gradient",
        "-0.6,-1.2,-1.6,0.9,1.7,0.8,0.3,-1.5,0.6,1,0,4,1,0",
        (race("protonet-adapt,fomaml,maml", **FROM_LETTERS),),
        (Elsewhere("meta_train", {"learner": "fomaml", "steps": "60"}),),
    ),
    "letters": Lesson(
        ("self_labelling",),
        "b",
        ("om_kmeans", "om_protonet", "om_adapt", "tr_omniglot_digits", "tr_kmeans_digits", "tr_omniglot_mnist"),
        experiments=(
            race("kmeans,protonet,protonet-adapt", **FROM_LETTERS),
            spaces("shipped:omniglot-minimal/protonet", pool="mnist"),
        ),
        breaks=(
            race("kmeans,protonet,protonet-adapt", trained="omniglot-minimal"),
            Elsewhere("compare", {"section": "transfer"}),
        ),
    ),
    "hurts": Lesson(
        ("self_labelling",),
        "c",
        ("mn_protonet", "mn_adapt", "mn_adapt_gain", "fast_0", "fast_3", "fast_20", "slow_20"),
        "gradient",
        "-0.6,-1.2,-1.6,0.9,1.7,0.8,0.3,-1.5,1.3,1,0,1,1,0",
        (
            race("protonet,protonet-adapt", pool="mnist", trained="mnist"),
            spaces("none", first="shipped:mnist/protonet-adapt", pool="mnist", scrub="steps"),
        ),
        (race("protonet,protonet-adapt", ways="8", outliers="40"),),
    ),
    "control": Lesson(
        ("bilevel", "self_labelling"),
        "a",
        (
            "om_protonet",
            "om_tta",
            "om_adapt",
            "om_maml",
            "om_maml_lead",
            "om_tta_lead",
            "om_maml_gain",
            "om_adapt_gain",
        ),
        experiments=(
            race("protonet,protonet-tta,protonet-adapt,maml", **FROM_LETTERS),
            compare("protonet,protonet-tta,protonet-adapt,maml", **COMPARED),
        ),
        breaks=(race("random,protonet,protonet-adapt,oracle-adapt", **FROM_LETTERS),),
    ),
    "uncertainty": Lesson(
        ("chance", "calibration"),
        "b",
        ("ece", "ece_outliers", "auroc"),
        "cells",
        "",
        (
            compare("protonet,viml", pools="mnist", trained="mnist", ways="10", shots="10", tasks="10"),
            spaces("none", first="shipped:mnist/protonet", pool="mnist", colour="unsure"),
        ),
        (race("protonet,viml", pool="mnist", trained="mnist", ways="8", outliers="20"),),
    ),
    "unequal": Lesson(
        ("sizes", "sinkhorn"),
        "c",
        ("om_protonet", "om_tta", "un_kmeans", "un_protonet", "un_tta", "un_adapt"),
        experiments=(race("kmeans,protonet,protonet-tta,protonet-adapt", **FROM_LETTERS, imbalance="1"),),
        breaks=(
            race("protonet,protonet-sinkhorn", **FROM_LETTERS, imbalance="1"),
            race("protonet,protonet-sinkhorn", **FROM_LETTERS),
        ),
    ),
    "fair": Lesson(
        ("paired",),
        "c",
        ("seed0", "seed1", "seed2", "half_first", "half_last"),
        experiments=(compare("kmeans,spectral,protonet-adapt,reptile", **COMPARED, tasks="20"),),
        breaks=(compare("kmeans,spectral,protonet-adapt,reptile", **COMPARED, tasks="2"),),
    ),
    "bound": Lesson(
        ("evidence", "elbo", "gap"),
        "b",
        ("bo_kmeans", "bo_vae", "bo_gmvae", "bo_redrawing", "bo_denoising"),
        "latent",
        "",
        (
            race("kmeans,vae,gmvae,protonet", pool="mnist", trained="mnist"),
            spaces("none", first="shipped:mnist/vae", pool="mnist", drawn="traverse"),
        ),
        (race("vae,vae-gmm,gmvae,autoencoder", pool="mnist", trained="mnist"),),
    ),
    "prototypes": Lesson(
        ("prototype", "chance"),
        "a",
        ("om_random", "om_kmeans", "om_protonet"),
        "cells",
        "",
        (
            race("kmeans,random,protonet", **FROM_LETTERS),
            spaces("shipped:omniglot-minimal/protonet", first="random", pool="mnist"),
        ),
        (race("random,protonet,protonet-soft", **FROM_LETTERS, shots="5"),),
    ),
}
