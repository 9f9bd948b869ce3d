"""Running the command line inside the test's own process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from metaunsup.cli.main import main


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one sentence of a refusal: exit code 2, one line on standard error, nothing else."""
        assert self.code == 2, self
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        assert self.err.rstrip()[-1] in ".。)）", self.err
        return self.err.rstrip("\n")


@pytest.fixture
def command(capsys) -> Callable[..., Outcome]:
    """``command("evaluate --ways 3", extra, ...)``: the words of the first text, then the extra arguments."""

    def run(line: str, *extra: str) -> Outcome:
        capsys.readouterr()
        code = main([*line.split(), *extra])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run
