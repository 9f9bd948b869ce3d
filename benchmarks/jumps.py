"""How far pictures jump on a race's map, and how many change colour: ``python -m benchmarks.jumps [--seeds 3]``.

Races of the home page and on MNIST (practised on Omniglot), and of every learner that moves its embedding: the largest
and the mean way of a picture in one step as a share of the map's radius; on the plane of each step by itself, turned
onto the one before (as it was); on the plane of the first step (live); and on the plane of all steps (once settled).
Beside it the most pictures that change their number in one step, by the learner's own numbers and by the page's.
Writes benchmarks/results/jumps.json.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.serving import ROOT
from metaunsup.evaluation.projection import principal_plane, procrustes
from metaunsup.evaluation.race import RaceFrame
from metaunsup.ui.common.requests import RaceChoice, TaskChoice, home_race
from metaunsup.ui.race.recording import PackedFrame, Recorder

RESULT = ROOT / "benchmarks" / "results" / "jumps.json"
MNIST = ("kmeans", "protonet-adapt", "maml", "reptile")


def step_by_step(embeddings: Sequence[np.ndarray]) -> np.ndarray:
    """The plane of each step by itself (T, N, 2), turned onto the one before."""
    frames: list[np.ndarray] = []
    for points in embeddings:
        frame = principal_plane(points)
        frames.append(frame @ procrustes(frame, frames[-1]) if frames else frame)
    return np.stack(frames)


def jumps(frames: np.ndarray) -> dict[str, float]:
    """Largest and mean way of an item from step to step, as a share of the radius of all that is shown."""
    radius = np.linalg.norm(frames - frames.mean((0, 1)), axis=-1).max()
    ways = np.linalg.norm(np.diff(frames, axis=0), axis=-1) / radius
    return {"largest": round(float(ways.max()), 3), "mean": round(float(ways.mean()), 4)}


def recoloured(groups: Sequence[np.ndarray]) -> int:
    """The most items whose number changes in one step."""
    return max(int((one != other).sum()) for one, other in pairwise(groups))


def measure(choice: RaceChoice) -> dict[str, Any]:
    """One race."""
    task, events = choice.run()
    recorder = Recorder(task, choice.learners)
    shown: defaultdict[str, list[RaceFrame]] = defaultdict(list)
    packed: defaultdict[str, list[PackedFrame]] = defaultdict(list)
    for event in events:
        if isinstance(event, RaceFrame):
            shown[event.learner].append(event)
            packed[event.learner].append(recorder.pack(event))
    told: dict[str, Any] = {}
    for name, frames in shown.items():
        embeddings = [frame.step.embedding.numpy() for frame in frames]
        settled = frames[-1].settled
        if settled is None or len(frames) < 2:
            continue
        told[name] = {
            "steps": len(frames) - 1,
            "recoloured_own_numbers": recoloured([frame.step.assignments.numpy() for frame in frames]),
            "recoloured": recoloured([recorder.groups_of(frame) for frame in packed[name]]),
        }
        if not np.array_equal(embeddings[0], embeddings[-1]):
            told[name] |= {
                "step_by_step": jumps(step_by_step(embeddings)),
                "live": jumps(np.stack([frame.plane for frame in frames])),
                "settled": jumps(settled),
            }
    return told


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seeds", type=int, default=3)
    asked = ask.parse_args()
    result: dict[str, Any] = {}
    for seed in range(asked.seeds):
        mnist = RaceChoice(TaskChoice("mnist", 10, 20, seed), MNIST, "omniglot-minimal", 12)
        for name, choice in ((f"home {seed}", home_race(seed)), (f"mnist {seed}", mnist)):
            result[name] = measure(choice)
            print(name, json.dumps(result[name]))
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
