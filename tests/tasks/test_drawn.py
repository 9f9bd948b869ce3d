"""Drawings as a task: what is shuffled, what counts, and that files hold the same."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup.data.ready_made import ready_made
from metaunsup.data.registry import load_folder, load_pool
from metaunsup.data.strokes import Drawing, render
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.race import RaceFrame, race
from metaunsup.learners.kmeans import KMeans
from metaunsup.tasks.drawn import drawn_task
from metaunsup.tasks.export import as_npz, as_pictures
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.task import OUTLIER

DRAWINGS = ready_made("digits")


def test_a_task_of_drawings_is_shuffled_and_its_truth_is_what_they_are_called() -> None:
    task = drawn_task([*DRAWINGS, Drawing(DRAWINGS[0].strokes)], 4, 3)
    place = -1 - task.index
    assert sorted(place.tolist()) == list(range(13)) and place.tolist() != list(range(13))
    pictures = torch.from_numpy(render(DRAWINGS)).float() / 255
    named = place < 12
    assert torch.equal(task.items[named], pictures[place[named]])
    called = [task.truth.class_names[label] for label in task.truth.labels[named].tolist()]
    assert called == [DRAWINGS[at].name for at in place[named].tolist()]
    assert task.truth.labels[~named].tolist() == [OUTLIER]
    assert torch.equal(drawn_task(DRAWINGS, 4, 3).index, drawn_task(DRAWINGS, 4, 3).index)


def test_mixed_into_a_pool_s_task_a_drawing_belongs_to_the_class_of_its_name() -> None:
    pool = load_pool("digits")
    other = sample_clustering_task(pool, 10, 3, 0)
    task = drawn_task(DRAWINGS, 10, 0, other)
    assert task.pool == "digits+drawings" and task.truth.class_names == other.truth.class_names
    assert len(task.items) == 42 and sorted(task.index[task.index >= 0].tolist()) == sorted(other.index.tolist())
    sizes = {name: int((task.truth.labels == at).sum()) for at, name in enumerate(task.truth.class_names)}
    assert sizes == {str(digit): 6 if str(digit) in "0124" else 3 for digit in range(10)}


def test_without_names_nothing_is_scored_and_the_race_runs_all_the_same() -> None:
    task = drawn_task([replace(one, name="") for one in DRAWINGS], 4, 0)
    assert not task.truth.known
    events = list(race(task, {"kmeans": KMeans()}, steps=2, seed=0))
    assert all(isinstance(event, RaceFrame) and np.isnan(event.scores.accuracy) for event in events)


def test_what_cannot_be_grouped_is_refused() -> None:
    for drawings, code in (((), "drawings_empty"), (DRAWINGS[:2], "clusters_against_items")):
        with pytest.raises(MetaUnsupError) as refused:
            drawn_task(drawings, 3, 0)
        assert refused.value.code == code


def test_the_files_hold_the_same(tmp_path: Path) -> None:
    task = drawn_task(DRAWINGS, 4, 0)
    held = np.load(io.BytesIO(as_npz(task)))
    assert np.array_equal(held["items"], task.items.numpy()) and held["class_names"].tolist() == ["0", "2", "4", "1"]
    file = tmp_path / "drawings.zip"
    file.write_bytes(as_pictures(DRAWINGS))
    pool = load_folder(file)
    assert pool.labels is not None and [name[3:] for name in pool.class_names] == ["0", "2", "4", "1"]
    pictures = {picture.tobytes(): one.name for one, picture in zip(DRAWINGS, render(DRAWINGS), strict=True)}
    told = {
        image.numpy().tobytes(): pool.class_names[int(k)][3:] for image, k in zip(pool.images, pool.labels, strict=True)
    }
    assert told == pictures
    file.write_bytes(as_pictures([*DRAWINGS, Drawing(DRAWINGS[0].strokes)]))
    assert load_folder(file).labels is None  # one has no name
