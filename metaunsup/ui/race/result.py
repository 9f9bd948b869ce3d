"""What a race came to, in a sentence, beside what many such tasks came to (``benchmarks.means``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from metaunsup.evaluation.names import PERSON
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.race.frames import RaceSetup
from metaunsup.ui.race.jobs import RaceJob
from metaunsup.ui.race.titles import runner_titles
from metaunsup.words import Say, signed

MEANS = Path(__file__).parent / "means.json"
SETTING = ("pool", "ways", "shots", "imbalance", "outliers")
YARDSTICK = "kmeans"


@lru_cache(maxsize=1)
def _stored() -> list[dict[str, Any]]:
    stored: list[dict[str, Any]] = json.loads(MEANS.read_text(encoding="utf-8"))
    return stored


def means(choice: RaceChoice) -> tuple[int, dict[str, list[float]]]:
    """How many tasks like this one were measured, and by learner the mean accuracy after each step (steps + 1,).

    Only of learners that practised where those of ``choice`` did; 0 and nothing where no such tasks were measured.
    """
    for one in _stored():
        if all(getattr(choice.task, name, None) == one[name] for name in SETTING):
            known = one["learners"].items()
            like = {name: told["accuracy"] for name, told in known if told["trained_on"] in (None, choice.trained_on)}
            if any(one["learners"][name]["trained_on"] for name in like) or choice.trained_on is None:
                return one["tasks"], {name: like[name] for name in choice.learners if name in like}
    return 0, {}


def result_line(race: RaceJob, say: Say) -> str:
    """The best learner against K-Means and against its own start, here and over many tasks; empty until it is over.

    Also when the race was computed, if that was before.
    """
    before = "" if race.day is None else say("player.recorded", day=race.day)
    return _line(race, say) + before


def _line(race: RaceJob, say: Say) -> str:
    curves: dict[str, list[float]] = {name: [] for name in race.request.learners}
    for frame in race.frames:
        curves[race.request.learners[frame.facts["learner"]]].append(frame.facts["scores"][0])
    curves = {name: curve for name, curve in curves.items() if curve and name not in race.failures}
    if race.over and PERSON in curves:
        return _beside_you(race, list(curves), say)
    best = None if race.recorder is None else _best(curves, race.recorder)
    if not race.over or best is None:
        return ""
    told = say("player.result", learner=runner_titles(race.request, say)[best], told=_told(curves, best, say))
    tasks, stored = means(race.request)
    if best not in stored:
        return told
    reached = {name: curve[: race.request.steps + 1] for name, curve in stored.items()}
    return told + say("player.result.mean", tasks=tasks, told=_told(reached, best, say))


def _beside_you(race: RaceJob, names: Sequence[str], say: Say) -> str:
    """How far the person came and in how many seconds, and the best learner: here, and over many tasks."""
    ends = {race.request.learners[frame.facts["learner"]]: frame.facts for frame in race.frames}

    def rank(name: str) -> tuple[float, float]:
        return ends[name]["scores"][0], -ends[name]["seconds"]

    def reached(name: str) -> dict[str, str]:
        return {"accuracy": f"{ends[name]['scores'][0]:.0%}", "seconds": seconds_text(ends[name]["seconds"])}

    told = say("player.result.you", **reached(PERSON))
    best = max((name for name in names if name != PERSON), key=rank, default=None)
    if best is None:
        return told
    told += say("player.result.beside", learner=say.learner_title(best), **reached(best))
    tasks, stored = means(race.request)
    if best in stored:
        told += say("player.result.beside.mean", tasks=tasks, accuracy=f"{stored[best][-1]:.0%}")
    return told


def seconds_text(seconds: float) -> str:
    """Seconds of a person or of a computer, to two digits at least."""
    return f"{seconds:.0f}" if seconds >= 10 else f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}"


def _best(curves: Mapping[str, Sequence[float | None]], setup: RaceSetup) -> str | None:
    """Who ended best among those that are told no label, K-Means left out; None where nothing is scored."""
    told = dict(zip(setup.learners, setup.told, strict=True))
    names = [name for name in curves if name != YARDSTICK and not told[name]]
    scored = {name: last for name in names if (last := curves[name][-1]) is not None}
    return max(scored, key=scored.__getitem__, default=None)


def _told(curves: Mapping[str, Sequence[float]], best: str, say: Say) -> str:
    """Points over K-Means, or else the accuracy; and what its own steps changed, where it took any."""
    curve = curves[best]
    if YARDSTICK in curves:
        points = _points(curve[-1] - curves[YARDSTICK][-1])
        parts = [say("player.result.over", points=points)]
    else:
        parts = [say("player.result.reached", accuracy=f"{curve[-1]:.1%}")]
    if len(curve) > 1:
        parts.append(say("player.result.steps", points=_points(curve[-1] - curve[0])))
    return say("player.result.and").join(parts)


def _points(share: float) -> str:
    """A difference in whole percentage points, with its sign."""
    points = round(100 * share)
    return signed(points, "+d") if points else "±0"
