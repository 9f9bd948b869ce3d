"""The real thing: ``python -m metaunsup train`` as a process, killed, resumed, queued and paused from outside."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_training import remains, settings

from metaunsup.runs import command
from metaunsup.runs.ownership import held
from metaunsup.runs.store import Store

ROOT = Path(command.__file__).parents[2]


@pytest.fixture
def pictures(small_pool, tmp_path) -> Path:
    from PIL import Image

    for number, picture in enumerate(small_pool.images[:, 0].numpy()):
        folder = tmp_path / "pictures" / str(int(small_pool.labels[number]))
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(folder / f"{number}.png")
    return tmp_path / "pictures"


def typed(chosen, out: Path, *more: str) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "metaunsup", "train", *command.as_arguments(chosen), "--out", str(out), *more]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(line, cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"}, **pipes)


def lines(out: Path) -> int:
    metrics = out / "metrics.jsonl"
    return metrics.read_bytes().count(b"\n") if metrics.exists() else 0


def until(condition, process: subprocess.Popen[bytes] | None = None, seconds: float = 400.0) -> None:
    end = time.monotonic() + seconds
    while not condition() and (process is None or process.poll() is None):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def run_to_the_end(process: subprocess.Popen[bytes]) -> str:
    out, err = process.communicate(timeout=1200)
    assert process.returncode == 0, err.decode()
    return out.decode()


@pytest.mark.slow
def test_killed_it_shows_as_interrupted_and_resumed_it_is_as_if_it_never_was(pictures, store, tmp_path) -> None:
    chosen = settings(steps=150, pool=str(pictures), validate_every=50)
    said = run_to_the_end(typed(chosen, tmp_path / "whole"))
    out = tmp_path / "parts"
    process = typed(chosen, out)
    until(lambda: lines(out) >= 60, process)
    row = store.list(status="running")[0]
    assert row.folder == str(out) and held(out)
    process.kill()
    process.communicate()
    assert store.get(row.id).status == "interrupted" and not held(out)
    assert 0 < lines(out) < 150
    run_to_the_end(typed(chosen, out, "--resume"))
    assert remains(out) == remains(tmp_path / "whole")
    assert store.get(row.id).status == "done" and store.count() == 2
    assert f"runs show {store.list(sort='created', descending=False)[0].id}" in said


@pytest.mark.slow
def test_two_who_resume_at_once_are_one(pictures, store, tmp_path) -> None:
    chosen, out = settings(steps=3000, pool=str(pictures), validate_every=0), tmp_path / "run"
    process = typed(chosen, out)
    until(lambda: lines(out) >= 5, process)
    process.send_signal(signal.SIGINT)
    assert process.wait(120) == 130 and b"--resume" in process.communicate()[1]
    assert store.list()[0].status == "paused"
    both = [typed(chosen, out, "--resume") for _ in range(2)]
    until(lambda: any(process.poll() is not None for process in both))
    loser = next(process for process in both if process.poll() is not None)
    winner = next(process for process in both if process is not loser)
    said, err = loser.communicate()
    assert (loser.returncode, said) == (2, b"") and err.count(b"\n") == 1 and b"Another process" in err
    assert winner.poll() is None
    until(lambda: store.list()[0].status == "running", winner)
    winner.send_signal(signal.SIGTERM)
    assert winner.wait(120) == 143
    winner.communicate()
    row = store.list()[0]
    assert row.status == "interrupted" and row.step == lines(out)


@pytest.mark.slow
def test_the_queue_starts_pauses_and_resumes_real_workers(pictures, store, tmp_path) -> None:
    chosen = settings(steps=2000, pool=str(pictures), validate_every=0)
    first = store.submit(chosen, token="mine")
    second = store.submit(settings(steps=2, pool=str(pictures)))
    assert (store.get(first.id).stage, second.status) == ("starting", "queued")
    until(lambda: store.get(first.id).step > 3)
    store.request_pause(first.id, "mine")
    until(lambda: store.get(first.id).status == "paused")
    assert store.get(first.id).step == lines(Path(first.folder)) < 2000
    until(lambda: store.get(second.id).status == "done")  # its turn came when the first one ended
    until(lambda: "2 steps" in (Path(second.folder) / "log.txt").read_text())
    before = store.get(first.id).step
    store.resume(first.id, "mine")
    until(lambda: store.get(first.id).step > before)
    store.request_cancel(first.id, "mine")
    until(lambda: store.get(first.id).status == "cancelled")
    assert [line["step"] for line in store.metrics(first.id)] == list(range(1, store.get(first.id).step + 1))


@pytest.mark.slow
def test_killed_at_twenty_random_moments_it_is_as_if_it_never_was(pictures, tmp_path) -> None:
    chosen = settings(steps=300, pool=str(pictures), validate_every=10)
    run_to_the_end(typed(chosen, tmp_path / "whole"))
    out, store, rng, kills = tmp_path / "parts", Store(), random.Random(20), 0
    while kills < 20:
        resume = ["--resume"] if (out / "run.json").exists() else []
        before, wanted = lines(out), rng.randint(0, 14)
        process = typed(chosen, out, *resume)
        until(lambda before=before, wanted=wanted: lines(out) >= before + wanted and out.exists(), process)
        time.sleep(rng.random() * 0.2)
        process.kill()
        _, said = process.communicate()
        assert process.returncode == -signal.SIGKILL, said.decode()
        kills += 1
        if (out / "run.json").exists():
            row = next(row for row in store.list() if row.folder == str(out))
            assert row.status == "interrupted" and row.problem is None
    assert 0 < lines(out) < 300
    run_to_the_end(typed(chosen, out, "--resume"))
    assert remains(out) == remains(tmp_path / "whole")
    assert store.count() == 2 and {row.status for row in store.list()} == {"done"}
