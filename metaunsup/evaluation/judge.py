"""A judge of drawings: a small classifier that has learned a pool's labels, and the fixed space that it sees in.

It takes no part in any generator, and judges only: whether a drawing is taken for the class, and how far drawings are
from new items of the class. It learned on the train part alone, so that every item of a test is new to it. The kernel
distance is the unbiased estimate of squared maximum mean discrepancy (Gretton, Borgwardt, Rasch, Schölkopf, Smola, A
kernel two-sample test, JMLR 13, 2012, equation 3), whose expectation is 0 where both are of one distribution, however
few there are. (FID's is not: its bias at 20 images is larger than what would be measured; Bińkowski et al.,
Demystifying MMD GANs, ICLR 2018, arXiv:1801.01401, section 4.)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.adaptation.optimiser import DictAdam, cosine
from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.networks.checkpoints import read_checkpoint, write_checkpoint
from metaunsup.networks.conv4 import initial_parameters, part, under
from metaunsup.networks.strided import FEATURES, strided, strided_features

FOLDER = Path(__file__).parent.parent / "judges"
ELSEWHERE = "omniglot-minimal"  # whose judge has the space for pools without one of their own
FILTERS, BATCH, RATE = 32, 128, 2e-3
SPACED = 1000  # items whose median distance is the kernel's width
TRUNK, LAST = "trunk.", "last."  # before the names of its parameters


@dataclass(frozen=True, eq=False)
class Judge:
    """``pool`` that it learned, ``classes`` by name, the kernel's ``bandwidth``, and its ``accuracy`` on validation.

    ``accuracy`` is None where the validation part has no class of the train part.
    """

    parameters: Mapping[str, Tensor]
    pool: str
    classes: tuple[str, ...]
    bandwidth: float
    accuracy: float | None
    steps: int

    @torch.no_grad()
    def features(self, images: Tensor) -> Tensor:
        """What it sees of ``images`` (N, C, H, W), each by itself: (N, FEATURES)."""
        kernel = self.parameters[f"{TRUNK}blocks.0.conv.weight"]
        if images.shape[1] != kernel.shape[1]:
            told = {"channels": images.shape[1], "wanted": kernel.shape[1]}
            raise MetaUnsupError("items_channels", learner=f"judge of {self.pool}", **told)
        return _features(self.parameters, images)

    def taken_for(self, images: Tensor) -> list[str]:
        """The name of the class that it takes each of ``images`` for."""
        seen = self.features(images)
        logits = F.linear(seen, self.parameters[f"{LAST}weight"], self.parameters[f"{LAST}bias"])
        return [self.classes[one] for one in logits.argmax(1).tolist()]

    def distance(self, first: Tensor, second: Tensor) -> float:
        """Squared maximum mean discrepancy of two sets of images, two or more each, in its space."""
        return mmd(self.features(first), self.features(second), self.bandwidth)

    def save(self, path: Path) -> None:
        """As a checkpoint is kept."""
        card = {
            "judge": self.pool,
            "classes": list(self.classes),
            "bandwidth": self.bandwidth,
            "accuracy": self.accuracy,
            "steps": self.steps,
            "labels": True,
            "licence": "MIT",
        }
        write_checkpoint(path, self.parameters, card)


def mmd(first: Tensor, second: Tensor, bandwidth: float) -> float:
    """The unbiased estimate of squared MMD of ``first`` (N, D) and ``second`` (M, D), by k = exp(-d^2 / 2 h^2).

    It may be below 0.
    """
    if min(len(first), len(second)) < 2:
        raise MetaUnsupError("mmd_items", first=len(first), second=len(second))
    x, y = first.double(), second.double()

    def kernel(a: Tensor, b: Tensor) -> Tensor:
        return torch.exp(-torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist").square() / (2 * bandwidth**2))

    def within(a: Tensor) -> Tensor:
        k = kernel(a, a)
        return (k.sum() - k.diagonal().sum()) / (len(a) * (len(a) - 1))

    return float(within(x) + within(y) - 2 * kernel(x, y).mean())


def learn(pool: Pool, *, steps: int, seed: int = 0) -> Iterator[float | Judge]:
    """Learn the labels of a pool's train part, yielding the loss of each step, and at the end the judge."""
    source = pool.part("train")
    generator = torch.Generator().manual_seed(seed)
    channels, count = source.data.images.shape[1], len(source.classes)
    with torch.device("meta"):
        last = nn.Linear(FEATURES, count)
    parameters = under(TRUNK, initial_parameters(strided(channels, FILTERS), generator))
    parameters |= under(LAST, initial_parameters(last, generator))
    for value in parameters.values():
        value.requires_grad_()
    labels = torch.searchsorted(source.classes, source.labels)
    adam = DictAdam(parameters, RATE)
    for step in range(steps):
        chosen = torch.randint(len(source), (BATCH,), generator=generator)
        logits = _logits(parameters, source.data.items(chosen))
        loss = F.cross_entropy(logits, labels[chosen])
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        adam.step(dict(zip(parameters, gradients, strict=True)), cosine(step, steps))
        yield float(loss.detach())
    found = {name: value.detach() for name, value in parameters.items()}
    names = tuple(source.class_names[int(one)] for one in source.classes)
    some = source.data.items(torch.randperm(len(source), generator=generator)[:SPACED])
    with torch.no_grad():
        bandwidth = float(torch.pdist(_features(found, some)).median())
    judge = Judge(found, pool.name, names, bandwidth, None, steps)
    yield Judge(found, pool.name, names, bandwidth, accuracy_of(judge, pool), steps)


def shipped_judge(pool: str) -> Judge:
    """The judge of ``pool`` that comes with the program, or where there is none, that of Omniglot's letters."""
    here = {path.stem for path in FOLDER.glob("*.safetensors")}  # a pool's name, and never a way out of this folder
    return read_judge(FOLDER / f"{pool if pool in here else ELSEWHERE}.safetensors")


def read_judge(path: Path) -> Judge:
    """A judge that was saved; refuses what is none."""
    tensors, card = read_checkpoint(path)
    try:
        judge = Judge(
            tensors,
            str(card["judge"]),
            tuple(map(str, card["classes"])),
            float(card["bandwidth"]),
            None if card["accuracy"] is None else float(card["accuracy"]),
            int(card["steps"]),
        )
        channels = tensors[f"{TRUNK}blocks.0.conv.weight"].shape[1]
        wanted = {name: value.shape for name, value in strided(channels, FILTERS).named_parameters()}
        whole = {name: value.shape for name, value in part(tensors, TRUNK).items()} == wanted
        whole &= tensors[f"{LAST}weight"].shape == (len(judge.classes), FEATURES)
        whole &= tensors[f"{LAST}bias"].shape == (len(judge.classes),)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise MetaUnsupError("checkpoint_damaged", path=path) from error
    if not whole or not math.isfinite(judge.bandwidth) or judge.bandwidth <= 0:
        raise MetaUnsupError("checkpoint_damaged", path=path)
    return judge


def accuracy_of(judge: Judge, pool: Pool) -> float | None:
    """How much of the validation part ``judge`` takes for what it is; None where not all of its classes are known."""
    source = pool.part("validation")
    names = [source.class_names[int(label)] for label in source.labels]
    if not names or not set(names) <= set(judge.classes):
        return None
    taken = judge.taken_for(source.data.items(torch.arange(len(source))))
    return sum(one == other for one, other in zip(names, taken, strict=True)) / len(names)


def _features(parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
    return strided_features(part(parameters, TRUNK), images.to(parameters[f"{LAST}weight"]))


def _logits(parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
    return F.linear(_features(parameters, images), parameters[f"{LAST}weight"], parameters[f"{LAST}bias"])
