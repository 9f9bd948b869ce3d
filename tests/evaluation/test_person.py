"""A person's moves as a runner: scores counted by hand, and what nobody can have done."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import score
from metaunsup.evaluation.names import PERSON
from metaunsup.evaluation.person import MOST_MOVES, Move, Turn, person_frames, read_turn, turn_of
from metaunsup.learners.base import NOISE
from metaunsup.tasks.task import Task, Truth

TRUTH = (0, 0, 1, 1, 2)
PLAIN = {"pool": "digits", "ways": 2, "shots": 2, "seed": 3, "moves": [[0.5, 0, 1], [2, 3, 0], [2, 0, -1]]}


def small_task() -> Task:
    """Five pictures of three kinds."""
    items = torch.linspace(0, 1, 5 * 16).reshape(5, 1, 4, 4)
    index = torch.arange(5)
    return Task(items, 3, Truth(torch.tensor(TRUTH), ("a", "b", "c")), "digits", "test", index, index, 0)


def test_every_move_is_a_step_scored_as_a_learner_s() -> None:
    moves = [Move(0.4, 0, 2), Move(1.0, 1, 2), Move(1.5, 2, 0), Move(2.0, 3, 2), Move(3.5, 3, 0), Move(4.0, 1, NOISE)]
    frames = person_frames(small_task(), moves)
    # by hand, of five: none | 0 | 0 1 | 0 1, 2 | the same, 3 being in the wrong group | 0 1, 2 3 | 0, 2 3; 4 nowhere
    assert [frame.scores.accuracy for frame in frames] == [0, 0.2, 0.4, 0.6, 0.6, 0.8, 0.6]
    assert [frame.step.seconds for frame in frames] == [0, 0.4, 1.0, 1.5, 2.0, 3.5, 4.0]
    assert [frame.step.index for frame in frames] == list(range(7))
    assert [frame.last for frame in frames] == [False] * 6 + [True] and {frame.learner for frame in frames} == {PERSON}
    assert frames[-1].step.assignments.tolist() == [2, NOISE, 0, 0, NOISE]
    assert frames[5].scores == score(torch.tensor([2, 2, 0, 0, NOISE]), torch.tensor(TRUTH))
    lengths = frames[0].step.embedding.norm(dim=1)
    torch.testing.assert_close(lengths, torch.ones(5))
    assert all(np.array_equal(frame.plane, frames[0].plane) for frame in frames)  # colours move, pictures do not


def test_whoever_never_moved_has_a_frame_too() -> None:
    (frame,) = person_frames(small_task(), ())
    assert frame.last and frame.scores.accuracy == 0 and set(frame.step.assignments.tolist()) == {NOISE}


def test_a_file_of_moves_is_read_as_it_was_written(tmp_path) -> None:
    turn = turn_of(PLAIN)
    assert turn == Turn("digits", 2, 2, 3, (Move(0.5, 0, 1), Move(2.0, 3, 0), Move(2.0, 0, NOISE)))
    (tmp_path / "moves.json").write_text(json.dumps(turn.as_json()), encoding="utf-8")
    assert read_turn(tmp_path / "moves.json") == turn
    assert turn.task().n_clusters == 2 and len(turn.task().items) == 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"moves": None}, "turn_malformed"),
        ({"moves": [[1, 0]]}, "move_malformed"),
        ({"moves": [["1", 0, 0]]}, "move_malformed"),
        ({"moves": [[float("nan"), 0, 0]]}, "move_malformed"),
        ({"moves": [[float("inf"), 0, 0]]}, "move_malformed"),
        ({"moves": [[-1, 0, 0]]}, "move_malformed"),
        ({"moves": [[2, 0, 0], [1, 0, 1]]}, "move_malformed"),
        ({"moves": [[1, 4, 0]]}, "move_malformed"),
        ({"moves": [[1, 0, 2]]}, "move_malformed"),
        ({"moves": [[1, 0, -2]]}, "move_malformed"),
        ({"moves": [[1, True, 0]]}, "move_malformed"),
        ({"moves": [[1, 0.5, 0]]}, "move_malformed"),
        ({"moves": [[1, 0, 0]] * (MOST_MOVES + 1)}, "turn_too_long"),
        ({"ways": 50, "shots": 200}, "turn_too_large"),
        ({"ways": 1}, "number_out_of_range"),
        ({"seed": "0"}, "turn_malformed"),
        ({"pool": 3}, "turn_malformed"),
    ],
)
def test_what_nobody_can_have_done_is_refused(change, code) -> None:
    with pytest.raises(MetaUnsupError) as refused:
        turn_of({**PLAIN, **change})
    assert refused.value.code == code and str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "3"])
def test_a_file_of_something_else_is_refused(tmp_path, text) -> None:
    (tmp_path / "moves.json").write_text(text, encoding="utf-8")
    with pytest.raises(MetaUnsupError) as refused:
        read_turn(tmp_path / "moves.json")
    assert refused.value.code == "turn_malformed"
