"""ProtoNet with as much practice as MAML had: the control that MAML's gain must be held against.

    python -m benchmarks.equal_practice

MAML's checkpoint for Omniglot begins from ProtoNet's and practises on for 400 episodes. So does this one, on clusters
of the same embedding and at the same outer rate, but without an inner loop, for about as many seconds of computing. The
checkpoint lands in runs/equal; `benchmarks.reference` measures it as `protonet-adapt@equal`. Ten minutes of a core.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.make_checkpoints import TODAYS_OPTIONS, practise, todays_schedule
from metaunsup.training.settings import TrainingSettings

POOL, STEPS = "omniglot-minimal", 1000  # half a second a step where an episode of MAML's takes 1.3
OUT = Path("runs") / "equal" / POOL
CHECKPOINT = OUT / "checkpoint.safetensors"


def main() -> None:
    """Train, or go on where it was interrupted."""
    options = {"outer_lr": TODAYS_OPTIONS["maml"]["outer_lr"]}
    schedule = todays_schedule(POOL, STEPS)
    settings = TrainingSettings("protonet", POOL, seed=0, options=options, validate_every=0, **schedule)
    practise(settings, OUT, "protonet@equal")


if __name__ == "__main__":
    main()
