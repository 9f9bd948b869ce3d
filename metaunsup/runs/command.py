"""A training as the command that a person would type, and as the process that runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.runs.paths import LOG, RUN, STATE

if TYPE_CHECKING:
    from metaunsup.training.settings import TrainingSettings

QUEUED_RUN = "METAUNSUP_QUEUED_RUN"  # tells a worker that the queue started it, and for which run
_PACKAGE = Path(__file__).parents[2]


def as_arguments(settings: TrainingSettings) -> list[str]:
    """What to type after ``python -m metaunsup train`` for these settings; those at their default are left out."""
    usual = type(settings)(settings.learner).as_json()
    line = ["--learner", settings.learner]
    for name, value in settings.as_json().items():
        if name not in ("learner", "options") and value != usual[name]:
            line += [f"--{name.replace('_', '-')}", str(value)]
    for name, value in settings.options.items():
        line += ["--learner-option", f"{name}={value}"]
    return line


def process(settings: Mapping[str, Any], run_id: str, folder: Path, root: Path, cwd: str) -> subprocess.Popen[bytes]:
    """Start the run's worker: detached, so that it outlives whoever starts it, and with its words in the log."""
    from metaunsup.training.settings import settings_from_json

    chosen = settings_from_json(dict(settings))  # refuses what somebody edited into something else
    line = [sys.executable, "-m", "metaunsup", "train", *as_arguments(chosen), "--out", str(folder)]
    if (folder / STATE).exists():
        line.append("--resume")
    here = os.environ.get("PYTHONPATH")
    environment = {
        **os.environ,
        QUEUED_RUN: run_id,
        "METAUNSUP_RUNS": str(root),
        "OMP_WAIT_POLICY": "PASSIVE",  # idle threads that spin would slow the pages down
        "PYTHONPATH": os.pathsep.join([str(_PACKAGE), *([here] if here else [])]),
        "PYTHONUNBUFFERED": "1",
    }
    if not (folder / RUN).is_file():
        raise FileNotFoundError(2, os.strerror(2), str(folder / RUN))
    with (folder / LOG).open("ab") as log:
        return subprocess.Popen(
            line,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment,
            # a pool given as a relative path is looked for where it was when the run was made
            cwd=cwd if cwd and Path(cwd).is_dir() else _PACKAGE,
            start_new_session=True,
        )
