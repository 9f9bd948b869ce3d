"""Two processes share a training and come to what one process comes to."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch
from safetensors.torch import load_file

from metaunsup.training.distributed import Ranks, joined

COMMON = ["train", "--pool", "digits", "--steps", "5", "--seed", "3", "--precision", "float64", "--validate-every", "0"]
COMMON += ["--learner-option", "meta_batch=4", "--learner-option", "ways=4"]
LEARNERS = {
    "protonet": [],
    "reptile": [],
    # every phase of MAML's practice within five steps
    "maml": ["support_views=2", "train_steps=2", "warmup=0.2", "warmup_ways=6", "first_order_until=0.4"],
}


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.slow
def test_one_and_two_ranks_agree(name, tmp_path) -> None:
    more = [part for option in LEARNERS[name] for part in ("--learner-option", option)]
    command = ["-m", "metaunsup", *COMMON, "--learner", name, *more, "--out"]
    torchrun = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    for out, launcher in (("one", []), ("two", torchrun)):
        done = run([sys.executable, *launcher, *command, str(tmp_path / out)])
        assert done.returncode == 0, done.stderr
    one, two = (load_file(tmp_path / out / "state.safetensors") for out in ("one", "two"))
    assert one.keys() == two.keys()
    compared = [key for key in one if key.startswith("parameter/")]
    assert len(compared) == 12  # four blocks: weights, and the scale and shift of batch norm
    for key in compared:
        assert one[key].dtype == torch.float64
        assert torch.allclose(one[key], two[key], rtol=0, atol=1e-10), key
        assert not torch.equal(one[key], torch.zeros_like(one[key])), key
    assert torch.equal(one["generator"], two["generator"])
    assert one["progress"][[0, 3]].tolist() == two["progress"][[0, 3]].tolist()  # steps, and items of both ranks


@pytest.mark.slow
def test_more_ranks_than_tasks_is_a_sentence(tmp_path) -> None:
    launcher = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    done = run([*launcher, "-m", "metaunsup", "train", "--learner", "reptile", "--out", str(tmp_path / "out")])
    assert done.returncode != 0 and "meta_batch" in done.stderr
    assert not (tmp_path / "out" / "state.safetensors").exists()


@pytest.mark.parametrize("size", [1, 2, 3])
def test_every_task_is_somebodys_and_only_his(size) -> None:
    shares = [Ranks(rank, size).mine(range(7)) for rank in range(size)]
    assert sorted(task for share in shares for task in share) == list(range(7))
    assert max(map(len, shares)) - min(map(len, shares)) <= 1
    assert [Ranks(rank, size).leads for rank in range(size)] == [True] + [False] * (size - 1)


def test_without_torchrun_a_process_is_alone() -> None:
    with joined("cpu") as share:
        assert (share.size, share.leads) == (1, True)
        assert list(share.mine([1, 2])) == [1, 2]
