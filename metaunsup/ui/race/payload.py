"""What the player is sent: a race's frames from one point on, the task's pictures when it starts, and its words."""

from __future__ import annotations

import base64
from typing import Any

from metaunsup.evaluation.names import PERSON
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.player.words import player_words
from metaunsup.ui.race.jobs import RaceJob, Races, status_note
from metaunsup.ui.race.result import means, result_line
from metaunsup.ui.race.titles import runner_titles
from metaunsup.words import Say


def race_data(race: RaceJob, races: Races, say: Say, *, since: int, until: int) -> dict[str, Any]:
    """The message for frames ``since`` .. ``until - 1``; with the set-up where ``since`` is 0. JSON throughout.

    "edition" is 1 once the frames are settled: those of before must not be mixed with them.
    """
    settled = race.settled
    frames = (race.frames if settled is None else settled)[since:until]
    data: dict[str, Any] = {
        "race": race.number if race.recorder is not None else 0,
        "edition": int(settled is not None),
        "lang": say.lang,
        "words": player_words(say, by_hand=PERSON in race.request.learners),
        "titles": list(runner_titles(race.request, say).values()),
        "failures": {
            str(race.request.learners.index(name)): explain_publicly(error, say, markdown=False)
            for name, error in list(race.failures.items())
        },
        "note": status_note(race, races, say),
        "result": result_line(race, say),
        "over": race.over and until == len(race.frames),  # which are settled before that
        "from": since,
        "total": until,
        "facts": [frame.facts for frame in frames],
        "points": base64.b64encode(b"".join(frame.points for frame in frames)).decode("ascii"),
    }
    if since == 0 and race.recorder is not None:
        recorder = race.recorder
        tasks, curves = means(race.request)
        data["setup"] = {
            "sprite": recorder.sheet.as_dict(),
            "truth": recorder.truth.tolist(),
            "scored": recorder.scored,
            "outliers": int((recorder.truth < 0).sum()),
            "classes": list(recorder.class_names),
            "groups": recorder.n_clusters,
            "steps": race.request.steps,
            "mean_tasks": tasks,
            "learners": [
                {
                    "name": name,
                    "title": "",
                    "person": name == PERSON,
                    "finds": finds,
                    "mean": curves.get(name, []),
                    **look,
                }
                for name, finds, look in zip(recorder.learners, recorder.finds, recorder.looks, strict=True)
            ],
        }
    return data
