"""Other practice than that of the shipped checkpoints: as much as MAML's, more of it, other seeds.

    python -m benchmarks.practice                             # all; an hour of one core
    python -m benchmarks.practice --only protonet@equal       # one of them

``protonet@equal`` is the control that MAML's gain must be held against. MAML's checkpoint for Omniglot begins from
ProtoNet's and practises on for 400 episodes; so does this one, on clusters of the same embedding and at the same outer
rate, but without an inner loop, for about as many seconds of computing. ``fomaml@2000`` practises ten times as long as
the shipped ``fomaml``; ``maml@loop`` learns the loop's temperature, margin and strength, too. ``@seed1`` and ``@seed2``
are the shipped trainings with other seeds, MAML's from the ProtoNet of the same seed on. ``--pool digits`` knows
``protonet@equal`` alone: MAML practised from the beginning there, and so does this one. Checkpoints lie in
runs/practice; ``benchmarks.reference`` measures them as ``protonet-adapt@equal`` and so on. An interrupted training
goes on where it stopped.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from benchmarks.make_checkpoints import TODAYS_OPTIONS, practise, settings_of, todays_schedule
from metaunsup.training.settings import TrainingSettings

POOL, OTHER = "omniglot-minimal", "digits"
OUT = Path("runs") / "practice"
SEEDS = (1, 2)
NAMES = (
    "protonet@equal",
    "fomaml@2000",
    "maml@loop",
    *(f"{name}@seed{seed}" for seed in SEEDS for name in ("protonet", "reptile", "maml")),
)


def checkpoint(name: str, pool: str = POOL) -> Path:
    """Where the training called ``name`` puts its checkpoint."""
    return OUT / pool / name / "checkpoint.safetensors"


def settings(name: str, pool: str = POOL) -> TrainingSettings:
    """What the training called ``name`` practises."""
    if pool == OTHER:
        # a third of a second a step, as the shipped one's card says, where MAML's says 711 seconds in all
        return replace(settings_of(pool, "protonet"), steps=2200)
    if name == "protonet@equal":
        # half a second a step where an episode of MAML's takes 1.3
        options = {"outer_lr": TODAYS_OPTIONS["maml"]["outer_lr"]}
        return TrainingSettings("protonet", POOL, options=options, **todays_schedule(POOL, 1000))
    if name == "fomaml@2000":
        return replace(settings_of(POOL, "fomaml"), steps=2000)
    if name == "maml@loop":
        # only inner gradients lead to the loop's numbers
        shipped = replace(settings_of(POOL, "maml"), steps=200)
        return replace(shipped, options=shipped.options | {"learn_loop": True, "first_order_until": 0.0})
    learner, _, seed = name.partition("@seed")
    shipped = replace(settings_of(POOL, learner), seed=int(seed))
    if learner in ("protonet", "reptile"):
        return shipped
    begun = str(checkpoint(f"protonet@seed{seed}"))
    return replace(shipped, embedding=begun, start_from=begun)


def main() -> None:
    """Train those asked for."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=NAMES, default=NAMES)
    ask.add_argument("--pool", choices=(POOL, OTHER), default=POOL)
    chosen = ask.parse_args()
    if chosen.pool == OTHER and list(chosen.only) != ["protonet@equal"]:
        ask.error("for digits there is --only protonet@equal")
    for name in chosen.only:
        practise(replace(settings(name, chosen.pool), validate_every=0), OUT / chosen.pool / name, name)


if __name__ == "__main__":
    main()
