"""What the learners come to on many tasks like those of the page Your turn: ``python -m benchmarks.turns``.

Each result is one ``python -m metaunsup evaluate ... --json benchmarks/results/turn-POOL.json``; ``benchmarks.means``
makes the race's faint curves of it. About two minutes of a core a pool; needs MNIST and Omniglot.
"""

from __future__ import annotations

from benchmarks.serving import ROOT
from metaunsup.cli.main import main as metaunsup
from metaunsup.ui.common.requests import HOME_LEARNERS, HOME_STEPS
from metaunsup.ui.turn.request import FIELDS, PICTURES, POOLS

RESULTS = ROOT / "benchmarks" / "results"
TASKS = 100


def command(pool: str) -> list[str]:
    """What is measured on ``pool``, as words of the command line."""
    ways = int(str(FIELDS["ways"].default))
    numbers = {"ways": ways, "shots": PICTURES // ways, "tasks": TASKS, "adapt-steps": HOME_STEPS, "seed": 0}
    words = {"pool": pool, "trained-on": POOLS[pool], "learners": ",".join(HOME_LEARNERS), **numbers}
    words["json"] = RESULTS / f"turn-{pool}.json"
    return ["evaluate", *(f"--{name}={value}" for name, value in words.items())]


def main() -> None:
    """Measure all of them."""
    for pool in POOLS:
        metaunsup(command(pool))


if __name__ == "__main__":
    main()
