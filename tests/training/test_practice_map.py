"""What is seen of a training: the accuracy before it, and one task's pictures on a map, which no label has a say in."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import replace

import numpy as np
import pytest
import torch

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import score
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.streams import stream
from metaunsup.tasks.task import Truth
from metaunsup.training import validation
from metaunsup.training.practice_map import read_map
from metaunsup.training.train import train


def test_step_0_is_what_the_untrained_learner_makes_of_the_tasks(pool, settings, steps, tmp_path) -> None:
    """Adapted here by hand, from parameters drawn by hand: they are the first that the training's stream draws."""
    chosen = settings("reptile", steps=2)
    steps(chosen, tmp_path)
    start = json.loads((tmp_path / "metrics.jsonl").read_text().splitlines()[0])
    learner = make_learner("reptile", **chosen.options)
    learner.parameters = learner.initialise(1, stream(3, "meta-train", "reptile"))
    scores, found = [], read_map(tmp_path / "map.safetensors")
    for number, task in enumerate(validation.validation_tasks(pool, 3, range(2))):
        generator = stream(3, "validation", task.seed, "reptile")
        end = deque(learner.adapt(task.items, task.n_clusters, steps=1, generator=generator), maxlen=1).pop()
        scores.append(score(end.assignments, task.truth).accuracy)
        if number == 0:  # the task of the map
            assert torch.equal(found.hashes, task.hashes) and found.steps.tolist() == [0, 2]
            assert torch.equal(found.groups[0].long(), end.assignments)
            assert torch.equal(found.embedding[0], end.embedding.half())
    assert start["validation"]["accuracy"] == pytest.approx(np.mean(scores))


def test_the_usual_points_have_fewer_tasks_and_the_last_both(pool, settings, steps, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(validation, "TASKS", 4)
    steps(settings(steps=12, validate_every=None), tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [line["validation"]["tasks"] for line in lines] == [3] * 12 + [4]
    assert [line["step"] for line in lines if "validation_few" in line] == [12]
    assert lines[-1]["validation_few"]["tasks"] == 3
    assert lines[-1]["validation_few"]["kmeans"] == lines[0]["validation"]["kmeans"]


def test_labels_leave_the_map_as_it_is(pool, settings, steps, tmp_path, monkeypatch) -> None:
    """Every item gets the name of another, and the files are the same; another seed has other ones."""
    real, kept = validation.validation_tasks, []

    def shuffled(*arguments):
        return [replace(one, truth=Truth(one.truth.labels.roll(1), one.truth.class_names)) for one in real(*arguments)]

    for run, seed, tasks in (("true", 3, real), ("wrong", 3, shuffled), ("other", 4, real)):
        monkeypatch.setattr(validation, "validation_tasks", tasks)
        steps(settings(seed=seed), tmp_path / run)
        line = json.loads((tmp_path / run / "metrics.jsonl").read_text().splitlines()[0])
        kept.append(((tmp_path / run / "map.safetensors").read_bytes(), line["validation"]["accuracy"]))
    assert kept[0][0] == kept[1][0] != kept[2][0]
    assert kept[0][1] != kept[1][1]  # the scores do depend on them


def test_the_plane_is_one_for_all_points(pool, settings, steps, tmp_path) -> None:
    steps(settings(steps=4), tmp_path)
    found = read_map(tmp_path / "map.safetensors")
    places = found.planes()
    assert places.shape == (3, 12, 2)
    centred = found.embedding.float().numpy() - found.embedding.float().numpy().mean(1, keepdims=True)
    flat = centred.reshape(-1, centred.shape[2])
    fitted = flat @ np.linalg.lstsq(flat, places.reshape(-1, 2), rcond=None)[0]
    np.testing.assert_allclose(fitted, places.reshape(-1, 2), atol=1e-4)  # the same two directions at every point
    np.testing.assert_allclose(np.square(places).sum(2).mean(), 1, atol=1e-4)
    rows = list(found.rows())
    assert len(rows) == 3 * 12 and rows[13][:2] == (2, 1) and rows[13][4] == int(found.groups[1, 1])
    assert rows[13][2:4] == pytest.approx(places[1, 1], abs=1e-4)


@pytest.mark.parametrize("junk", [b"", b"{", b"x" * 100, None])
def test_a_broken_map_is_a_sentence_and_is_begun_anew(junk, pool, settings, stopped, steps, tmp_path) -> None:
    stopped(settings(), tmp_path, 2)
    path = tmp_path / "map.safetensors"
    if junk is None:
        found = read_map(path)
        replace(found, groups=found.groups[:1]).write(path)
    else:
        path.write_bytes(junk)
    with pytest.raises(MetaUnsupError) as caught:
        read_map(path)
    assert caught.value.code == "run_damaged"
    assert len(steps(settings(), tmp_path, resume=True)) == 2
    assert read_map(path).steps.tolist() == [4]
    assert read_map(tmp_path / "none") is None
    assert len(list(train(settings(), tmp_path, resume=True))) == 0


@pytest.mark.parametrize("name", ["maml", "leo", "vae"])
def test_the_warm_up_ends_where_the_first_other_step_is_taken(name) -> None:
    learner, warm = make_learner(name), "kl_warmup" if name == "vae" else "warmup"
    for steps in (1, 7, 60, 300):
        shares = [step / steps for step in range(steps)]
        assert learner.warm_steps(steps) == sum(share < getattr(learner, warm) for share in shares)
    assert make_learner("protonet").warm_steps(60) == make_learner("selfcritique").warm_steps(60) == 0
