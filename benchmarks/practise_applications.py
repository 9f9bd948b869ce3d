"""Make what recommendation has practised: python -m benchmarks.practise_applications.

One training, seed 0; the last step ships. No taste is read, only clicks. Ten seconds of a core.
"""

from __future__ import annotations

import torch

from metaunsup.applications import clicks, recommendation


def preference() -> None:
    """The recommender that adapts."""
    data = clicks.made_up_clicks()
    made = recommendation.practise(data)
    people = {"name": "tastes", "people": len(data.practised), "seed": clicks.WORLD}
    card = {"pool": people, "labels": False, "seed": recommendation.SEED, "torch": torch.__version__.split("+")[0]}
    made.save(recommendation.CHECKPOINT, card)


if __name__ == "__main__":
    preference()
