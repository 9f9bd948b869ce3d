"""Make what finance and recommendation have practised: python -m benchmarks.practise_applications [--only NAME ...].

One training each, seed 0; the last step ships. No label is read: neither which transaction is fraud, nor a taste. The
recommender takes ten seconds of a core, the others some minutes.
"""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Callable
from functools import partial

import torch
from tqdm import tqdm

from metaunsup.applications import card_practice, clicks, ledger, recommendation

TORCH = torch.__version__.split("+")[0]


def preference() -> None:
    """The recommender that adapts."""
    data = clicks.made_up_clicks()
    made = recommendation.practise(data)
    people = {"name": "tastes", "people": len(data.practised), "seed": clicks.WORLD}
    made.save(recommendation.CHECKPOINT, {"pool": people, "labels": False, "seed": recommendation.SEED, "torch": TORCH})


def cards(name: str) -> None:
    """A learner of finance."""
    steps = tqdm(card_practice.practise(name, ledger.practice_ledger()), desc=name, total=card_practice.STEPS[name])
    learner, _ = deque(steps, maxlen=1).pop()
    learner.trained_on = torch.arange(ledger.PRACTISED)  # its items are customers: their numbers
    customers = {"name": "transactions", "customers": ledger.PRACTISED, "seed": ledger.REGION}
    learner.card = {"pool": customers, "labels": False, "seed": card_practice.SEED, "torch": TORCH}
    learner.save(card_practice.CHECKPOINTS / f"transactions-{name}.safetensors")


NAMES: dict[str, Callable[[], None]] = {
    "preference": preference,
    **{name: partial(cards, name) for name in card_practice.STEPS},
}


def main() -> None:
    """Make those asked for, or all."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    for name in ask.parse_args().only:
        NAMES[name]()


if __name__ == "__main__":
    main()
