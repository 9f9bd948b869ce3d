"""One owner, whoever looks on, and nobody left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.ownership import Ownership, held, owned

TAKE = """
import sys, time
from pathlib import Path
from metaunsup.runs.ownership import Ownership
owner = Ownership(Path(sys.argv[1]))
print("mine", flush=True)
time.sleep(120)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", TAKE, str(folder)]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    assert process.stdout is not None and process.stdout.readline() == "mine\n"
    return process


def test_one_owner_and_the_next_after_it(tmp_path) -> None:
    first = Ownership(tmp_path)
    assert held(tmp_path)
    with pytest.raises(MetaUnsupError) as caught:
        Ownership(tmp_path, timeout=0.05)
    assert caught.value.code == "run_in_use" and str(tmp_path) in str(caught.value)
    assert held(tmp_path) and not first.lost  # the refusal changed nothing
    first.release()
    first.release()
    assert not held(tmp_path)
    with owned(tmp_path):
        assert held(tmp_path)
    assert not held(tmp_path)


def test_the_kernel_gives_back_what_kill_9_leaves(tmp_path) -> None:
    process = holder(tmp_path)
    assert held(tmp_path)
    with pytest.raises(MetaUnsupError):
        Ownership(tmp_path, timeout=0.05)
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    assert not held(tmp_path)
    Ownership(tmp_path).release()


@pytest.mark.skipif(sys.platform == "win32", reason="looking takes the lock there")
def test_those_who_look_do_not_see_each_other(tmp_path) -> None:
    import fcntl

    Ownership(tmp_path).release()
    looking = os.open(tmp_path / "lock", os.O_RDONLY)
    fcntl.flock(looking, fcntl.LOCK_SH)
    assert not held(tmp_path)
    os.close(looking)


def test_a_folder_that_goes_away_is_noticed(tmp_path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    owner = Ownership(folder)
    assert not owner.lost
    shutil.rmtree(folder)
    assert owner.lost
    folder.mkdir()
    Ownership(folder).release()  # somebody made it anew: still not ours
    assert owner.lost
    owner.release()


def test_where_no_lock_can_be(tmp_path) -> None:
    for folder in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").touch()
        assert not held(folder)
        with pytest.raises(MetaUnsupError) as caught:
            Ownership(folder)
        assert caught.value.code == "cannot_write"
