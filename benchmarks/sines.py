"""Practise the two networks of the page on sine curves, and measure them: python -m benchmarks.sines [--measure].

Writes ``metaunsup/lessons/sines.json`` (the parameters, rounded: what the page ships) and ``results/sines.json``: the
squared error of the whole curve after 0 to 10 gradient steps on 10 of its points, over 500 curves, at the rate that was
best for each network on 200 other curves. ``--measure`` leaves the parameters as they are.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm

from benchmarks.readme import RESULTS
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.lessons import sines

COMMAND = "python -m benchmarks.sines"
STEPS, FIT_STEPS = 30_000, 10
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05)


def practised() -> dict[str, Any]:
    """Both networks, and how they came about."""
    networks, seconds = {}, {}
    for way in sines.WAYS_TO_PRACTISE:
        began, parameters = time.perf_counter(), {}
        for now, _ in tqdm(sines.practise(way, STEPS), way, STEPS):
            parameters = now
        seconds[way] = round(time.perf_counter() - began)
        networks[way] = {
            name: [[round(number, 5) for number in row] for row in value[0].tolist()]
            for name, value in parameters.items()
        }
    return {"command": COMMAND, "steps": STEPS, "seed": 0, "seconds": seconds, "networks": networks}


def errors(parameters: Mapping[str, Tensor], curves: int, seed: int, rate: float) -> Tensor:
    """Squared error of the whole curve (steps + 1, curves) after each step on 10 of its points."""
    tasks, x, y = sines.draw_tasks(curves, sines.POINTS, torch.Generator().manual_seed(seed))
    everywhere = torch.linspace(-sines.REACH, sines.REACH, 101).expand(curves, -1).unsqueeze(2)
    truth = sines.sine(tasks, everywhere)
    each = {name: value.expand(curves, -1, -1) for name, value in parameters.items()}
    steps = sines.fitted(each, x, y, FIT_STEPS, rate)
    return torch.stack([sines.squared_error(now, everywhere, truth).detach() for now in steps])


def measured() -> dict[str, Any]:
    """What the page and the lesson say."""
    told: dict[str, Any] = {"command": COMMAND, "curves": 500, "points": sines.POINTS}
    for way in sines.WAYS_TO_PRACTISE:
        parameters = sines.network(way)
        tried = {rate: float(errors(parameters, 200, 1, rate)[-1].mean()) for rate in RATES}
        best = min(tried, key=lambda rate: tried[rate] if math.isfinite(tried[rate]) else math.inf)
        steps = [mean_interval(row.tolist()).as_json() for row in errors(parameters, 500, 2, best)]
        told[way] = {"rate": best, "squared_error": steps}
    return told


def main() -> None:
    """Practise, write, measure, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--measure", action="store_true")
    torch.set_num_threads(1)
    if not ask.parse_args().measure:
        sines.FILE.write_text(json.dumps(practised(), separators=(",", ":")) + "\n", encoding="utf-8")
        sines.shipped.cache_clear()
    (RESULTS / "sines.json").write_text(json.dumps(measured(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
