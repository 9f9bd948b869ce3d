"""Interrupted and resumed, a training ends exactly where an uninterrupted one ends."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.protonet import ProtoNet
from metaunsup.learners.registry import LEARNERS
from metaunsup.networks.checkpoints import DIGEST, read_card, read_checkpoint, write_checkpoint
from metaunsup.training import train as training
from metaunsup.training.settings import TrainingEvent, TrainingSettings
from metaunsup.training.state import TrainingFolder
from metaunsup.training.train import train

TRAINABLE = [name for name, spec in LEARNERS.items() if spec.trainable]


@pytest.fixture
def interrupted(stopped) -> Callable[..., None]:
    """Close the iterator after so many steps, again and again, then let it finish."""

    def run(settings: TrainingSettings, out: Path, *stops: int) -> None:
        for stop in stops:
            stopped(settings, out, stop)
        list(train(settings, out, resume=(out / "state.safetensors").exists()))

    return run


def kept(out: Path) -> int:
    """The step that the state on disk is of."""
    return int(load_file(out / "state.safetensors")["progress"][0])


@pytest.mark.parametrize("name", TRAINABLE)
def test_a_resumed_training_equals_an_uninterrupted_one(name, pool, settings, interrupted, remains, tmp_path) -> None:
    chosen = settings(name, steps=7)
    list(train(chosen, tmp_path / "whole"))
    interrupted(chosen, tmp_path / "parts", 1, 3, 1, 0, 2)  # before the first checkpoint, on one, between two
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


@pytest.mark.slow
def test_every_place_to_stop(pool, settings, stopped, interrupted, remains, tmp_path) -> None:
    chosen = settings("protonet", steps=5)
    list(train(chosen, tmp_path / "whole"))
    for stop in range(6):
        stopped(chosen, tmp_path / str(stop), stop)
        if stop:
            assert kept(tmp_path / str(stop)) == stop  # closing loses nothing
            lines = (tmp_path / str(stop) / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
            assert [json.loads(line)["step"] for line in lines] == list(range(stop + 1))
        interrupted(chosen, tmp_path / str(stop))
        assert remains(tmp_path / str(stop)) == remains(tmp_path / "whole"), stop


def test_closing_at_a_stage_keeps_the_last_step(pool, settings, remains, tmp_path, monkeypatch) -> None:
    """Before anything, before the first step, and before partitions are made in the middle."""
    more = {"episodes": "self-training", "umtra_share": 0.5, "clusters": 4, "partitions": 2, "validate_every": 3}
    chosen = settings(steps=4, **more)
    told = list(train(chosen, tmp_path / "whole"))
    names = [getattr(one, "name", "step") for one in told]
    assert names == ["baseline", "step-0", "first-step", "step", "step", "partitions", "step", "step"]
    for stop in range(len(told) + 1):
        out = tmp_path / str(stop)
        work = train(chosen, out)
        for _ in range(stop):
            next(work)
        work.close()
        done = names[:stop].count("step")
        assert (kept(out) if done else (out / "state.safetensors").exists()) == done
        list(train(chosen, out, resume=done > 0))
        assert remains(out) == remains(tmp_path / "whole"), stop


def test_closing_keeps_no_parameters_that_are_no_numbers(pool, settings, stopped, tmp_path, monkeypatch) -> None:
    stopped(settings(), tmp_path, 2)
    practise = ProtoNet.task_gradient

    def explode(self, parameters, episodes, generator, share):
        gradients, loss, seen = practise(self, parameters, episodes, generator, share)
        return {name: value * float("inf") for name, value in gradients.items()}, loss, seen

    monkeypatch.setattr(ProtoNet, "task_gradient", explode)
    stopped(settings(), tmp_path, 1)
    assert kept(tmp_path) == 2


def test_seconds_go_on_counting(pool, settings, stopped, steps, tmp_path) -> None:
    chosen = settings(steps=4)
    stopped(chosen, tmp_path, 2)
    lines = (tmp_path / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
    before = [json.loads(line)["seconds"] for line in lines[1:]]
    after = [event.progress.seconds for event in steps(chosen, tmp_path, resume=True)]
    assert [*before, *after] == sorted([*before, *after]) and len(before) == len(after) == 2


def test_a_finished_training_has_nothing_left(pool, settings, remains, tmp_path) -> None:
    list(train(settings(), tmp_path))
    before = remains(tmp_path)
    assert list(train(settings(), tmp_path, resume=True)) == []
    assert remains(tmp_path) == before


@pytest.mark.parametrize("where", ["log_step", "save_checkpoint", "save_state"])
@pytest.mark.parametrize("step", [2, 5])
def test_a_kill_while_keeping_is_no_loss(where, step, pool, settings, remains, tmp_path, monkeypatch) -> None:
    """Killed before metrics, checkpoint or state are written; at the last step, too."""
    chosen = settings(steps=5)
    list(train(chosen, tmp_path / "whole"))
    real = getattr(TrainingFolder, where)

    def kill(folder, *arguments):
        if folder.learner.progress.step == step:
            raise KeyboardInterrupt
        return real(folder, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(TrainingFolder, where, kill)
        with pytest.raises(KeyboardInterrupt):
            list(train(chosen, tmp_path / "parts"))
    assert (tmp_path / "parts" / "state.safetensors").exists() == (step == 5)
    list(train(chosen, tmp_path / "parts", resume=(tmp_path / "parts" / "state.safetensors").exists()))
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


def test_half_a_line_of_metrics_is_made_again(pool, settings, stopped, remains, tmp_path) -> None:
    chosen = settings(steps=4)
    list(train(chosen, tmp_path / "whole"))
    stopped(chosen, tmp_path / "parts", 2)
    with (tmp_path / "parts" / "metrics.jsonl").open("ab") as file:
        file.write(b'{"step": 3, "loss": 1.0}\n5\n[]\n\xff\xfe{"step": 4, "lo')
    list(train(chosen, tmp_path / "parts", resume=True))
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


@pytest.mark.parametrize("junk", [b"[" * 100_000, b'{"step":' * 50_000, b"\0" * 1_000_000, b"[1]\n" + b"\xff" * 70_000])
def test_a_line_that_is_none_hides_no_step(junk, pool, settings, stopped, remains, tmp_path) -> None:
    chosen = settings(steps=4)
    list(train(chosen, tmp_path / "whole"))
    stopped(chosen, tmp_path / "parts", 2)
    with (tmp_path / "parts" / "metrics.jsonl").open("ab") as file:
        file.write(junk)
    list(train(chosen, tmp_path / "parts", resume=True))
    assert remains(tmp_path / "parts") == remains(tmp_path / "whole")


@pytest.mark.parametrize("name", ["state", "checkpoint"])
@pytest.mark.parametrize("step", [2, 4])
def test_a_kill_between_the_two_moves_is_no_loss(name, step, pool, settings, remains, tmp_path, monkeypatch) -> None:
    """The card is of this step, the tensors beside it of an earlier one: what was not moved yet is."""
    chosen = settings(steps=5, validate_every=1)
    list(train(chosen, tmp_path / "whole"))
    out, replace_, moves = tmp_path / "parts", Path.replace, []

    def kill(self: Path, target: Path) -> Path:
        if Path(target).name == f"{name}.safetensors":
            moves.append(1)
            if len(moves) == step:
                raise Killed
        return replace_(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", kill)
        with pytest.raises(Killed):
            list(train(chosen, out))
    assert [one.name.split(".")[1] for one in out.glob(".*")] == [name]
    tensors, card = read_checkpoint(out / f"{name}.safetensors")  # whole already, before anybody mends it
    assert int(tensors["progress"][0]) == step if name == "state" else card["steps"] == step
    list(train(chosen, out, resume=True))
    assert remains(out) == remains(tmp_path / "whole") and not list(out.glob(".*"))


class Killed(BaseException):
    """As if the process were no more: nothing is cleaned up."""


def test_a_state_beside_another_card_is_refused(pool, settings, stopped, tmp_path) -> None:
    stopped(settings(), tmp_path / "a", 1)
    stopped(settings(), tmp_path / "b", 2)
    (tmp_path / "a" / "state.safetensors").write_bytes((tmp_path / "b" / "state.safetensors").read_bytes())
    assert refusal(settings(), tmp_path / "a").code == "checkpoint_not_its_card"


def test_a_state_of_before_there_were_digests_is_taken(pool, settings, stopped, steps, tmp_path) -> None:
    stopped(settings(), tmp_path, 2)
    card = json.loads((tmp_path / "state.json").read_text())
    assert len(card.pop(DIGEST)) == 64
    (tmp_path / "state.json").write_text(json.dumps(card))
    assert len(steps(settings(), tmp_path, resume=True)) == 2


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
    work = train(settings(), tmp_path)  # the folder is made, and the file is opened at the first step
    (tmp_path / "metrics.jsonl").unlink()
    (tmp_path / "metrics.jsonl").symlink_to("/dev/full")
    with pytest.raises(MetaUnsupError) as caught:
        list(work)
    assert caught.value.code == "cannot_write" and "metrics.jsonl" in str(caught.value)


def test_a_folder_that_somebody_deleted_is_not_half_made_again(pool, settings, tmp_path) -> None:
    work = train(settings(validate_every=0), tmp_path / "run")
    while not isinstance(next(work), TrainingEvent):
        pass
    shutil.rmtree(tmp_path / "run")
    with pytest.raises(MetaUnsupError) as caught:
        list(work)
    assert caught.value.code == "cannot_write" and not (tmp_path / "run" / "state.safetensors").exists()


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
        ({"episodes": "cactus", "clusters": 5}, "episodes"),
        ({"clusters": 5}, "clusters"),
        ({"partitions": 3}, "partitions"),
        ({"refresh": 3}, "refresh"),
        ({"umtra_share": 0.25}, "umtra_share"),
        ({"rescale": 0.25}, "rescale"),
        ({"coarsest": 0.25}, "coarsest"),
        ({"interpolation": 0.25}, "interpolation"),
        ({"embedding": "x"}, "embedding"),
        ({"start_from": "x"}, "start_from"),
        ({"precision": "float64"}, "precision"),
    ],
)
def test_other_settings_are_refused_by_name(pool, settings, remains, tmp_path, change, name) -> None:
    list(train(settings(), tmp_path))
    before = remains(tmp_path)
    error = refusal(settings(**change), tmp_path)
    assert error.code == "resume_settings_differ" and error.fields["name"] == name
    assert remains(tmp_path) == before


def test_a_state_older_than_a_setting_has_its_default(pool, settings, stopped, steps, tmp_path) -> None:
    stopped(settings(), tmp_path, 2)
    card = json.loads((tmp_path / "state.json").read_text())
    del card["settings"]["rescale"]
    (tmp_path / "state.json").write_text(json.dumps(card))
    assert refusal(settings(rescale=0.5), tmp_path).fields["before"] == 1.0
    assert len(steps(settings(), tmp_path, resume=True)) == 2


def test_options_spelt_out_are_the_same_options(pool, settings, stopped, steps, tmp_path) -> None:
    stopped(settings(), tmp_path, 2)
    default = settings().options | {"query_views": "2", "ways": "4"}
    assert len(steps(settings(options=default), tmp_path, resume=True)) == 2


def test_where_it_is_computed_may_change(pool, settings, stopped, steps, tmp_path) -> None:
    stopped(settings(device="cpu"), tmp_path, 2)
    assert len(steps(settings(device="auto"), tmp_path, resume=True)) == 2


@pytest.mark.parametrize("change", ["one picture more", "one less", "another order"])
def test_other_items_are_refused(change, small_pool, pool, settings, stopped, tmp_path, monkeypatch) -> None:
    """Episodes and partitions count in positions: the same pictures in another order are another pool to them."""
    stopped(settings(), tmp_path, 2)
    index = torch.arange(len(small_pool))
    if change == "another order":
        index = index.flip(0)
    parts = small_pool.parts.clone()
    if change != "another order":
        parts[30 if change == "one picture more" else 0] = 0 if change == "one picture more" else 2
    other = replace(
        small_pool,
        images=small_pool.images[index],
        labels=small_pool.labels[index],
        hashes=small_pool.hashes[index],
        parts=parts[index],
    )
    monkeypatch.setattr(training, "resolve_pool", lambda name: other)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert refusal(settings(), tmp_path).code == "resume_pool_differs"
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


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
        tensors.pop(name, None)
        state = out / "state.safetensors"
        write_checkpoint(state, tensors if value is None else tensors | {name: value}, read_card(state))

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
        (tensor("trained_on", None), "checkpoint_damaged"),
        (tensor("trained_on", torch.zeros(30)), "checkpoint_damaged"),
        (tensor("parameter/blocks.0.conv.weight", torch.zeros(32, 1, 3, 2)), "checkpoint_damaged"),
        (tensor("optimiser/blocks.0.conv.weight.exp_avg", torch.zeros(32, 1, 3, 2)), "checkpoint_damaged"),
        (tensor("optimiser/blocks.0.conv.weight.step", torch.zeros(2)), "checkpoint_damaged"),
        (tensor("partitions", torch.zeros(10, 30, dtype=torch.int32)), "checkpoint_damaged"),  # UMTRA has none
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
        "env": {**os.environ, "OMP_NUM_THREADS": "1", "METAUNSUP_RUNS": str(tmp_path / "runs")},
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
