"""Interrupted and resumed, a training ends exactly where an uninterrupted one ends."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import LEARNERS
from metaunsup.training import train as training
from metaunsup.training.train import TrainingSettings, train

TRAINABLE = [name for name, spec in LEARNERS.items() if spec.trainable]


def interrupted(settings: TrainingSettings, out: Path, *stops: int) -> None:
    """Close the iterator after so many steps, again and again, then let it finish."""
    begun = False
    for stop in stops:
        work = train(settings, out, resume=begun)
        for _ in range(stop):
            next(work)
        work.close()
        begun = (out / "state.safetensors").exists()
    list(train(settings, out, resume=begun))


@pytest.mark.parametrize("name", TRAINABLE)
def test_a_resumed_training_equals_an_uninterrupted_one(name, pool, settings, remains, tmp_path) -> None:
    chosen = settings(name, steps=7)
    list(train(chosen, tmp_path / "whole"))
    interrupted(chosen, tmp_path / "parts", 1, 3, 1, 4)  # before the first checkpoint, between two, on one
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


def test_every_place_to_stop(pool, settings, remains, tmp_path) -> None:
    chosen = settings("protonet", steps=5)
    list(train(chosen, tmp_path / "whole"))
    for stop in range(1, 6):
        interrupted(chosen, tmp_path / str(stop), stop)
        assert remains(tmp_path / str(stop)) == remains(tmp_path / "whole"), stop


def test_seconds_go_on_counting(pool, settings, tmp_path) -> None:
    chosen = settings(steps=4)
    work = train(chosen, tmp_path)
    before = [next(work).progress.seconds for _ in range(2)]
    work.close()
    after = [event.progress.seconds for event in train(chosen, tmp_path, resume=True)]
    assert [*before, *after] == sorted([*before, *after]) and len(after) == 2


def test_a_finished_training_has_nothing_left(pool, settings, remains, tmp_path) -> None:
    list(train(settings(), tmp_path))
    before = remains(tmp_path)
    assert list(train(settings(), tmp_path, resume=True)) == []
    assert remains(tmp_path) == before


@pytest.mark.parametrize("where", ["_append", "_save_state"])
@pytest.mark.parametrize("step", [2, 5])
def test_a_kill_while_keeping_is_no_loss(where, step, pool, settings, remains, tmp_path, monkeypatch) -> None:
    """Killed before metrics, checkpoint or state are written; at the last step, too."""
    chosen = settings(steps=5)
    list(train(chosen, tmp_path / "whole"))
    real, calls = getattr(training, where), []

    def kill(*arguments):
        calls.append(1)
        if len(calls) == (1 if step == 2 else 3):
            raise KeyboardInterrupt
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(training, where, kill)
        with pytest.raises(KeyboardInterrupt):
            list(train(chosen, tmp_path / "parts"))
    list(train(chosen, tmp_path / "parts", resume=(tmp_path / "parts" / "state.safetensors").exists()))
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


def test_half_a_line_of_metrics_is_made_again(pool, settings, remains, tmp_path) -> None:
    chosen = settings(steps=4)
    list(train(chosen, tmp_path / "whole"))
    work = train(chosen, tmp_path / "parts")
    next(work), next(work)
    work.close()
    with (tmp_path / "parts" / "metrics.jsonl").open("ab") as file:
        file.write(b'{"step": 3, "loss": 1.0}\n5\n[]\n\xff\xfe{"step": 4, "lo')
    list(train(chosen, tmp_path / "parts", resume=True))
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


@pytest.mark.parametrize("call", range(1, 6))
def test_a_disk_that_fills_up_can_be_cleared_and_gone_on_with(
    call, pool, settings, remains, tmp_path, monkeypatch
) -> None:
    chosen = settings(steps=4)
    list(train(chosen, tmp_path / "whole"))
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(1)
        if len(calls) >= call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    out = tmp_path / "parts"
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(MetaUnsupError) as caught:
            list(train(chosen, out))
    assert caught.value.code == "cannot_write" and "No space left" in str(caught.value)
    assert not [file.name for file in out.iterdir() if file.name.startswith(".")]
    list(train(chosen, out, resume=(out / "state.safetensors").exists()))
    assert remains(out) == remains(tmp_path / "whole")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_metrics_that_cannot_be_written_are_a_sentence(pool, settings, tmp_path) -> None:
    work = train(settings(), tmp_path)
    next(work)
    (tmp_path / "metrics.jsonl").unlink()
    (tmp_path / "metrics.jsonl").symlink_to("/dev/full")
    with pytest.raises(MetaUnsupError) as caught:
        next(work)
    assert caught.value.code == "cannot_write" and "metrics.jsonl" in str(caught.value)


def refusal(settings: TrainingSettings, out: Path) -> MetaUnsupError:
    with pytest.raises(MetaUnsupError) as caught:
        train(settings, out, resume=True)
    assert str(out) in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"steps": 5}, "steps"),
        ({"seed": 4}, "seed"),
        ({"validate_every": 1}, "validate_every"),
        ({"options": {"inner_lr": 0.123}}, "options"),
        ({"learner": "reptile"}, "learner"),
        ({"pool": "glyphs"}, "pool"),
    ],
)
def test_other_settings_are_refused_by_name(pool, settings, remains, tmp_path, change, name) -> None:
    list(train(settings(), tmp_path))
    before = remains(tmp_path)
    error = refusal(settings(**change), tmp_path)
    assert error.code == "resume_settings_differ" and error.fields["name"] == name
    assert remains(tmp_path) == before


def test_options_spelt_out_are_the_same_options(pool, settings, remains, tmp_path) -> None:
    work = train(settings(), tmp_path)
    next(work), next(work)
    work.close()
    default = settings().options | {"query_views": "2", "ways": "4"}
    assert len(list(train(settings(options=default), tmp_path, resume=True))) == 2


def test_nothing_to_resume(pool, settings, tmp_path) -> None:
    assert refusal(settings(), tmp_path).code == "nothing_to_resume"
    assert refusal(settings(), tmp_path / "none").code == "nothing_to_resume"
    assert not (tmp_path / "none").exists()


def truncate(out: Path) -> None:
    state = out / "state.safetensors"
    state.write_bytes(state.read_bytes()[:-9])


def empty(out: Path) -> None:
    (out / "state.safetensors").write_bytes(b"")


def junk_card(out: Path) -> None:
    (out / "state.json").write_text('{"format": 1, "settings": [1]}')


def no_card(out: Path) -> None:
    (out / "state.json").unlink()


def tensor(name: str, value: torch.Tensor | None):
    def change(out: Path) -> None:
        tensors = load_file(out / "state.safetensors")
        tensors.pop(name)
        save_file(tensors if value is None else tensors | {name: value}, out / "state.safetensors")

    return change


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (truncate, "checkpoint_damaged"),
        (empty, "checkpoint_damaged"),
        (junk_card, "checkpoint_damaged"),
        (no_card, "checkpoint_without_card"),
        (tensor("generator", None), "checkpoint_damaged"),
        (tensor("generator", torch.zeros(7, dtype=torch.uint8)), "checkpoint_damaged"),
        (tensor("generator", torch.zeros(5056)), "checkpoint_damaged"),
        (tensor("progress", None), "checkpoint_damaged"),
        (tensor("progress", torch.zeros(3)), "checkpoint_damaged"),
        (tensor("progress", torch.tensor(1.0)), "checkpoint_damaged"),
        (tensor("progress", torch.full((4,), float("nan"))), "checkpoint_damaged"),
    ],
)
def test_a_damaged_state_is_refused_and_left_as_it_is(pool, settings, tmp_path, damage, code) -> None:
    list(train(settings(), tmp_path))
    damage(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert refusal(settings(), tmp_path).code == code
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.slow
def test_a_process_killed_again_and_again_equals_an_uninterrupted_one(small_pool, remains, tmp_path) -> None:
    """A real ``python -m metaunsup train``, killed without warning at random moments: while practising or writing."""
    from PIL import Image

    for number, picture in enumerate(small_pool.images[:, 0].numpy()):
        folder = tmp_path / "pictures" / str(int(small_pool.labels[number]))
        folder.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(folder / f"{number}.png")
    options = {"ways": 3, "train_steps": 2, "warmup_ways": 4, "warmup": 0.3}
    line = [sys.executable, "-m", "metaunsup", "train", "--learner", "maml", "--pool", str(tmp_path / "pictures")]
    line += ["--steps", "16", "--validate-every", "1", "--seed", "5"]
    for key, value in options.items():
        line += ["--learner-option", f"{key}={value}"]
    settings = {
        "cwd": Path(training.__file__).parents[2],
        "env": {**os.environ, "OMP_NUM_THREADS": "1"},
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.PIPE,
    }
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    subprocess.run([*line, "--out", str(whole)], check=True, timeout=900, **settings)

    def steps_kept() -> int:
        metrics = parts / "metrics.jsonl"
        return len(metrics.read_bytes().splitlines()) if metrics.exists() else 0

    rng, kills = random.Random(0), 0
    while steps_kept() < 15 and kills < 6:
        resume = ["--resume"] if (parts / "state.safetensors").exists() else []
        before, wanted = steps_kept(), rng.randint(1, 4)
        process = subprocess.Popen([*line, "--out", str(parts), *resume], **settings)
        until = time.monotonic() + 600
        while steps_kept() < before + wanted and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(rng.random() * 0.1)
        process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), said.decode()
        kills += process.returncode == -signal.SIGKILL
    assert kills >= 3
    resume = ["--resume"] if (parts / "state.safetensors").exists() else []
    done = subprocess.run([*line, "--out", str(parts), *resume], timeout=900, **settings)
    assert done.returncode == 0, done.stderr.decode()
    assert remains(parts) == remains(whole)
    assert json.loads((parts / "checkpoint.json").read_text())["steps"] == 16
