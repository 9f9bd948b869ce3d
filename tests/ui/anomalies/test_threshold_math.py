"""The browser's own arithmetic against ours."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from metaunsup.evaluation.thresholds import cheapest, cuts, errors_at

SCORES = [0.5, -1.0, 2.0, 2.0, 0.25, 3.0]
ODD = [False, True, True, False, True, False]
SCRIPT = Path(__file__).parents[3] / "metaunsup" / "ui" / "anomalies" / "threshold_math.js"


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node to run the browser's script")
def test_the_browser_counts_as_we_do() -> None:
    asked = json.dumps([SCORES, ODD])
    code = f"""{SCRIPT.read_text(encoding="utf-8")}
const [scores, odd] = {asked};
console.log(JSON.stringify([cutsOf(scores), cutsOf(scores).map((cut) => errorsAt(scores, odd, cut)),
  cheapestOf(scores, odd, 7), [0, 1, 4, 5, 6].map((called) => cutFor(scores, called))]));"""
    told = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True, timeout=60).stdout
    found, errors, best, back = json.loads(told)
    assert found == pytest.approx(cuts(SCORES))
    for cut, one in zip(found, errors, strict=True):
        ours = errors_at(SCORES, ODD, cut)
        assert (one["called"], one["missed"], one["alarms"]) == (ours.called, ours.missed, ours.alarms)
    ours = cheapest(SCORES, ODD, 7)
    assert best["cut"] == pytest.approx(ours.threshold) and best["cost"] == pytest.approx(6 * ours.cost(7))
    assert back == pytest.approx([found[0], found[1], found[4], found[4], found[5]])
