"""Runs in a folder of the test's own, and trainings that take a moment."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_training import settings

from metaunsup.data.pool import Pool
from metaunsup.runs import command, queue
from metaunsup.runs import folder as files
from metaunsup.runs.identity import identity
from metaunsup.runs.store import Store
from metaunsup.training import train as training
from metaunsup.training import validation


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.delenv("METAUNSUP_TRAININGS", raising=False)
    monkeypatch.delenv(command.QUEUED_RUN, raising=False)
    monkeypatch.setattr(queue, "_started", {})
    monkeypatch.setattr(queue, "_ended", set())
    monkeypatch.setattr(validation, "TASKS", 2)
    monkeypatch.setattr(validation, "ADAPT_STEPS", 1)
    return tmp_path / "runs"


@pytest.fixture
def pool(small_pool, monkeypatch) -> Pool:
    monkeypatch.setattr(training, "resolve_pool", lambda name: small_pool)
    return small_pool


@pytest.fixture
def store(root) -> Store:
    return Store()


@pytest.fixture
def started(monkeypatch) -> list[str]:
    """The queue starts nothing; what it would have started is noted here."""
    noted: list[str] = []

    class Idle:
        def poll(self) -> None:
            return None

    def process(settings, run_id, *_: Any) -> subprocess.Popen[bytes]:
        noted.append(run_id)
        return Idle()  # type: ignore[return-value]

    monkeypatch.setattr(command, "process", process)
    return noted


@pytest.fixture
def written(root) -> Callable[..., Path]:
    """A run as its folder alone, without any training; ``written("abc", status="done", step=4)``."""

    def write(run_id: str, status: str = "done", step: int = 4, folder: Path | None = None, **more: Any) -> Path:
        folder = folder or root / run_id
        folder.mkdir(parents=True)
        chosen = more.pop("settings", settings())
        told = identity(chosen.as_json()) | {"created": time.time()} | more
        files.write(folder / "run.json", {"id": run_id, **told})
        files.write_status(folder, status)
        with (folder / "metrics.jsonl").open("w") as file:
            for number in range(1, step + 1):
                line = {"step": number, "loss": 1 / number, "seconds": float(number), "items_seen": 8 * number}
                if number % 2 == 0:
                    line["validation"] = {"accuracy": 0.5 + number / 100, "low": 0.4, "high": 0.7, "kmeans": 0.45}
                file.write(json.dumps(line) + "\n")
        for name in ("checkpoint", "state"):
            (folder / f"{name}.safetensors").write_bytes(b"not read by the list")
            (folder / f"{name}.json").write_text('{"format": 1}')
        return folder

    return write
