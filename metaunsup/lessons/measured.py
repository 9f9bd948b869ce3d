"""The numbers that lessons say, each with the file of results that it comes from and where it stands in it.

A test reads the files (``benchmarks/results``, ``metaunsup/studies``) and holds every number to them. In a path "*"
takes the mean over a list.
"""

from __future__ import annotations

from typing import NamedTuple


class Measured(NamedTuple):
    """``value``, rounded; ``file`` under the root; where it stands; and -1 for a difference that is turned round."""

    value: float
    file: str
    path: tuple[str | int, ...]
    sign: int = 1

    @property
    def difference(self) -> bool:
        """Whether it is one of two accuracies."""
        return "paired" in self.path or "gain" in self.path


OMNIGLOT = "benchmarks/results/reference-omniglot-to-mnist.json"
MNIST = "benchmarks/results/reference-mnist.json"
UNEQUAL = "benchmarks/results/reference-dirichlet.json"
KIN = "benchmarks/results/reference-kin.json"
ABLATION = "benchmarks/results/ablation.json"
CALIBRATION = "benchmarks/results/calibration.json"
LOOP = "benchmarks/results/loop.json"
HALVES = "benchmarks/results/halves.json"
SINES = "benchmarks/results/sines.json"
BOUNDS = "benchmarks/results/bounds.json"
STRENGTH = "metaunsup/studies/strength-digits.json"
TRANSFER = "metaunsup/studies/transfer-protonet.json"
COMMANDS = {
    OMNIGLOT: "python -m benchmarks.reference",
    MNIST: "python -m benchmarks.reference",
    UNEQUAL: "python -m benchmarks.reference",
    KIN: "python -m benchmarks.reference --only kin",
    ABLATION: "python -m benchmarks.ablation",
    CALIBRATION: "python -m benchmarks.calibration",
    LOOP: "python -m benchmarks.loop",
    HALVES: "python -m benchmarks.halves",
    SINES: "python -m benchmarks.sines",
    BOUNDS: "python -m benchmarks.bounds",
    STRENGTH: "python -m benchmarks.studies",
    TRANSFER: "python -m benchmarks.studies",
}


def _accuracy(value: float, file: str, learner: str) -> Measured:
    return Measured(value, file, ("learners", learner, "accuracy", "mean"))


def _paired(value: float, file: str, pair: str, sign: int = 1) -> Measured:
    return Measured(value, file, ("paired", "accuracy", pair, "mean"), sign)


def _study(value: float, point: int) -> Measured:
    return Measured(value, STRENGTH, ("points", point, "accuracy", "mean"))


def _sine(value: float, way: str, step: int) -> Measured:
    return Measured(value, SINES, (way, "squared_error", step, "mean"))


_TOO_FAST, _AS_IT_IS = "Adam 0.04", "Adam 0.0125, the last block 3.2 times that (as it is)"
_FIRST_ORDER = "- second order (fomaml)"
MEASURED: dict[str, Measured] = {
    "om_kmeans": _accuracy(0.527, OMNIGLOT, "kmeans"),
    "om_spectral": _accuracy(0.603, OMNIGLOT, "spectral"),
    "om_random": _accuracy(0.380, OMNIGLOT, "random"),
    "om_protonet": _accuracy(0.833, OMNIGLOT, "protonet"),
    "om_tta": _accuracy(0.909, OMNIGLOT, "protonet-tta"),
    "om_adapt": _accuracy(0.938, OMNIGLOT, "protonet-adapt"),
    "om_maml": _accuracy(0.937, OMNIGLOT, "maml"),
    "om_reptile": _accuracy(0.948, OMNIGLOT, "reptile"),
    "om_maml_lead": _paired(-0.001, OMNIGLOT, "protonet-adapt vs maml", -1),
    "om_tta_lead": _paired(0.029, OMNIGLOT, "protonet-tta vs protonet-adapt", -1),
    "om_maml_gain": Measured(0.127, OMNIGLOT, ("learners", "maml", "gain", "mean")),
    "om_adapt_gain": Measured(0.094, OMNIGLOT, ("learners", "protonet-adapt", "gain", "mean")),
    "mn_protonet": _accuracy(0.963, MNIST, "protonet"),
    "mn_adapt": _accuracy(0.963, MNIST, "protonet-adapt"),
    "mn_adapt_gain": Measured(-0.001, MNIST, ("learners", "protonet-adapt", "gain", "mean")),
    "un_kmeans": _accuracy(0.464, UNEQUAL, "kmeans"),
    "un_protonet": _accuracy(0.710, UNEQUAL, "protonet"),
    "un_tta": _accuracy(0.689, UNEQUAL, "protonet-tta"),
    "un_adapt": _accuracy(0.772, UNEQUAL, "protonet-adapt"),
    "seed0": _paired(0.016, KIN, "protonet-adapt vs reptile", -1),
    "seed1": _paired(-0.028, KIN, "protonet-adapt@seed1 vs reptile@seed1", -1),
    "seed2": _paired(0.018, KIN, "protonet-adapt@seed2 vs reptile@seed2", -1),
    "kin_maml": _accuracy(0.935, KIN, "maml"),
    "kin_fomaml": _accuracy(0.935, KIN, "fomaml"),
    "ab_maml": Measured(0.913, ABLATION, ("maml (as it is)", "*", "end", "*")),
    "ab_fomaml": Measured(0.895, ABLATION, (_FIRST_ORDER, "*", "end", "*")),
    "ab_maml_seconds": Measured(89, ABLATION, ("maml (as it is)", "*", "seconds")),
    "ab_fomaml_seconds": Measured(34, ABLATION, (_FIRST_ORDER, "*", "seconds")),
    "ece": Measured(0.030, CALIBRATION, ("plain", "protonet", "calibration", "ece", "mean")),
    "ece_outliers": Measured(0.054, CALIBRATION, ("outliers", "protonet", "calibration", "ece", "mean")),
    "auroc": Measured(0.801, CALIBRATION, ("outliers", "protonet", "outlier_auroc", "mean")),
    "fast_0": Measured(0.837, LOOP, (_TOO_FAST, "accuracy", "*", 0)),
    "fast_3": Measured(0.751, LOOP, (_TOO_FAST, "accuracy", "*", 3)),
    "fast_20": Measured(0.864, LOOP, (_TOO_FAST, "accuracy", "*", 20)),
    "slow_20": Measured(0.954, LOOP, (_AS_IT_IS, "accuracy", "*", 20)),
    "half_first": Measured(0.506, HALVES, ("learners", "kmeans", "first 5,000", "mean")),
    "half_last": Measured(0.584, HALVES, ("learners", "kmeans", "last 5,000", "mean")),
    "st_kmeans": Measured(0.679, STRENGTH, ("kmeans", "mean")),
    "st_none": _study(0.414, 0),
    "st_one": _study(0.845, 2),
    "st_two": _study(0.578, 4),
    "tr_omniglot_digits": Measured(0.635, TRANSFER, ("cells", "omniglot-minimal", "digits", "mean")),
    "tr_kmeans_digits": Measured(0.737, TRANSFER, ("cells", "kmeans", "digits", "mean")),
    "tr_omniglot_mnist": Measured(0.827, TRANSFER, ("cells", "omniglot-minimal", "mnist", "mean")),
    "sine_pre_0": _sine(2.91, "pretrained", 0),
    "sine_pre_1": _sine(2.41, "pretrained", 1),
    "sine_pre_10": _sine(1.81, "pretrained", 10),
    "sine_maml_0": _sine(2.91, "maml", 0),
    "sine_maml_1": _sine(0.50, "maml", 1),
    "sine_maml_10": _sine(0.15, "maml", 10),
    "bo_kmeans": Measured(0.527, BOUNDS, ("mnist", "kmeans", "*")),
    "bo_vae": Measured(0.850, BOUNDS, ("mnist", "vae", "*")),
    "bo_gmvae": Measured(0.825, BOUNDS, ("mnist", "gmvae", "*")),
    "bo_redrawing": Measured(0.621, BOUNDS, ("mnist", "autoencoder", "*")),
    "bo_denoising": Measured(0.822, BOUNDS, ("mnist", "autoencoder@denoising", "*")),
}


def numbers() -> dict[str, float]:
    """What fills the gaps of the lessons' sentences; differences of accuracies in percentage points."""
    return {name: 100 * one.value if one.difference else one.value for name, one in MEASURED.items()}


def sources(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The files behind ``names``, each once, with the command that makes it."""
    return [(file, COMMANDS[file]) for file in dict.fromkeys(MEASURED[name].file for name in names)]
