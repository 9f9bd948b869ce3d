"""How far practice has moved what is learned beside the network: ``python -m benchmarks.moved [--pool POOL]``.

For every shipped checkpoint of MAML's kin, what it began with and what it has now: MT-net's chances to adapt and its
transforms, Meta-SGD's rates, VIML's standard deviations, LEO's codes and rates, the rule of self-critique; and of
``maml@loop`` (benchmarks.practice), where it is there, temperature, margin and strength. A mechanism that practice
leaves where it was buys nothing; one that it moved may. Writes a table into benchmarks/results/README.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

import torch
from torch import Tensor

from benchmarks.practice import checkpoint
from benchmarks.readme import put
from metaunsup.adaptation.critique import PACE, RULE
from metaunsup.adaptation.latent import DECODER, ENCODER
from metaunsup.adaptation.variational import LOG_STD
from metaunsup.learners.leo import CODE_RATE, WEIGHT_RATE
from metaunsup.learners.maml import LOOP
from metaunsup.learners.maml import WEIGHT_RATE as RATE
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.mtnet import MASK, TRANSFORM
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.streams import stream

POOL = "omniglot-minimal"
LEARNERS = ("mtnet", "metasgd", "viml", "leo", "selfcritique")


def spread(values: Tensor, digits: int = 3) -> str:
    """Median, and from the 5 % to the 95 % quantile."""
    low, middle, high = torch.quantile(values.flatten().double()[:16_000_000], torch.tensor([0.05, 0.5, 0.95]).double())
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def joined(parameters: Mapping[str, Tensor], prefix: str) -> Tensor:
    """All values of the parameters whose names begin so."""
    return torch.cat([value.flatten() for name, value in parameters.items() if name.startswith(prefix)])


def both(what: str, begun: Tensor, now: Tensor, digits: int = 3) -> list[str]:
    """A row: what, at the beginning, now."""
    return [what, spread(begun, digits), spread(now, digits)]


def rows(name: str, learner: MetaLearner) -> list[list[str]]:
    """What ``learner`` has learned beside its network, a row each."""
    now = learner.ready()
    begun = learner.initialise(1, stream(0, "meta-train", learner.name))  # as the training drew it
    found: list[list[str]] = []
    if name == "mtnet":
        found.append(both("chance of a filter to adapt", joined(begun, MASK).sigmoid(), joined(now, MASK).sigmoid()))
        found.append(moved("transforms", begun, now, TRANSFORM))
    if name == "metasgd":
        ratio = torch.cat([(now[k] / begun[k]).flatten() for k in now if k.startswith(RATE)])
        found.append(both("rates, of their beginning", torch.ones(1), ratio))
    if name == "viml":
        found.append(both("standard deviations", joined(begun, LOG_STD).exp(), joined(now, LOG_STD).exp(), 4))
    if name == "leo":
        found += [moved("encoder", begun, now, ENCODER), moved("decoder", begun, now, DECODER)]
        found.append(both("rates of codes", begun[CODE_RATE].exp(), now[CODE_RATE].exp()))
        found.append(both("rates of the head", begun[WEIGHT_RATE].exp(), now[WEIGHT_RATE].exp()))
    if name == "selfcritique":
        found.append(both("the rule's answers", joined(begun, f"{RULE}{PACE}.1"), joined(now, f"{RULE}{PACE}.1")))
    loop = [key for key in now if key.startswith(LOOP)]
    found += [both(key.removeprefix(LOOP), begun[key].exp(), now[key].exp()) for key in loop]
    return [[f"`{name}`", *row] for row in found]


def moved(what: str, begun: Mapping[str, Tensor], now: Mapping[str, Tensor], prefix: str) -> list[str]:
    """A row: how far the matrices whose names begin with ``prefix`` went, of their size at the beginning."""
    names = [name for name in now if name.startswith(prefix) and bool(begun[name].any())]
    away = torch.stack([(now[name] - begun[name]).norm() / begun[name].norm() for name in names])
    return both(f"{what}, distance from the beginning, of its size", torch.zeros(1), away)


def main() -> None:
    """Read the checkpoints, write the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--pool", default=POOL)
    pool = ask.parse_args().pool
    told = [["", "what", "at the beginning", "after practice"]]
    learners = {
        name: ready_learner(name, trained_on=pool) for name in ("mtnet", "metasgd", "viml", "leo", "selfcritique")
    }
    if checkpoint("maml@loop").is_file():
        learners["maml@loop"] = ready_learner("maml", checkpoint=checkpoint("maml@loop"))
    for name, learner in learners.items():
        assert isinstance(learner, MetaLearner)
        told += rows(name, learner)
    for row in told:
        print(" | ".join(row))
    if pool == POOL:
        put("moved", told)


if __name__ == "__main__":
    main()
