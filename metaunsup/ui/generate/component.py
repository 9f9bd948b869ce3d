"""The boards: what was shown, and beneath it what every generator draws at a step; scrubbed without a rerun."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.generate.figures import look, title_of
from metaunsup.ui.player import read
from metaunsup.ui.player.sprites import sheet
from metaunsup.words import LANGUAGES, WORDS, Say

if TYPE_CHECKING:
    from metaunsup.ui.generate.jobs import GenerateJob

_HERE, _HEAD = Path(__file__).parent, "generate.view."
_boards = st.components.v2.component(
    "metaunsup_boards",
    html=read("boards.html", folder=_HERE),
    css=read("common.css") + read("boards.css", folder=_HERE),
    js=read("mount.js", "palette.js", "sheet.js") + read("boards.js", folder=_HERE),
)


def show_boards(job: GenerateJob, step: int, say: Say, *, key: str) -> Any:
    """Draw what ``job`` has come to, at ``step`` (-1: the last); what comes back has ``step`` once it was scrubbed."""
    return _boards(key=key, data=payload(job, say) | {"at": step}, on_step_change=_noted)


def _noted() -> None:
    """A trigger needs somebody to call; the run itself reads what it holds."""


def payload(job: GenerateJob, say: Say) -> dict[str, Any]:
    """All pictures in one sheet, those shown first, and of every step which they are, and what they are near to."""
    import torch

    assert job.task is not None
    frames = list(job.frames)
    pictures, start = [job.task.support], len(job.task.support)
    boards: dict[str, dict[str, Any]] = {}
    for one in frames:
        mine = {"title": title_of(one.name, say), "ink": look(one.name).ink, "steps": [], "about": about(one.name, say)}
        board = boards.setdefault(one.name, mine)
        pictures.append(one.drawings)
        board["steps"].append(
            {
                "first": start,
                "nearest": one.nearest.tolist(),
                "distance": [round(value, 3) for value in one.distance.tolist()],
                "told": told(one.bound, one.mmd, one.novelty, say),
            }
        )
        start += len(one.drawings)
    return {
        "id": f"{job.number}.{len(frames)}",
        "over": job.over,
        "lang": say.lang,
        "words": {
            key.removeprefix(_HEAD): pair[LANGUAGES.index(say.lang)]
            for key, pair in WORDS.items()
            if key.startswith(_HEAD)
        },
        "sprite": sheet(torch.cat(pictures)).as_dict(),
        "shown": len(job.task.support),
        "steps": max((len(board["steps"]) for board in boards.values()), default=1) - 1,
        "boards": list(boards.values()),
    }


def about(name: str, say: Say) -> str:
    """Who draws, in half a sentence."""
    return say(f"generate.what.{name.partition('@')[0]}")


def told(bound: float | None, mmd: float, novelty: float, say: Say) -> str:
    """The numbers of a step."""
    head = "" if bound is None else say("generate.told.bound", bound=bound) + " · "
    return head + say("generate.told.mmd", mmd=mmd) + " · " + say("generate.told.distance", distance=novelty)
