"""Cases: tasks keep to fixed parts, sensitivity by hand, practice without diagnoses, sets that are not there."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from metaunsup.applications import medical
from metaunsup.applications.cases import cytology, load_cases
from metaunsup.errors import MetaUnsupError


@pytest.fixture(autouse=True)
def brief_practice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(medical, "STEPS", {"protonet": 8, "acr": 8})
    medical.practised.cache_clear()


def test_the_cytology_is_all_of_it() -> None:
    pool = cytology()
    assert pool.images.shape == (569, 30) and pool.class_names == ("benign", "malignant")
    assert torch.bincount(pool.labels).tolist() == [357, 212]
    train = pool.images[pool.parts == 0]
    assert torch.allclose(train.mean(0), torch.zeros(30), atol=1e-4)  # by the train part alone


def test_tasks_keep_to_the_test_part_and_follow_from_their_seed() -> None:
    pool = cytology()
    one, again, other = (medical.case_task(pool, 0, index) for index in (3, 3, 4))
    assert torch.equal(one.queries, again.queries) and not torch.equal(one.queries, other.queries)
    assert one.ill.sum() == 40 and len(one.queries) == 80 and len(one.support) == 10
    tested = pool.unlabelled("test").images
    assert all(bool((tested == row).all(1).any()) for row in torch.cat([one.support, one.queries]))
    assert not any(bool((one.support == row).all(1).any()) for row in one.queries)


def test_sensitivity_is_read_off_by_hand() -> None:
    ill = np.array([False] * 10 + [True] * 4)
    suspicion = np.array([*range(10), 8.5, 9.5, 9.0, -1.0])  # 9 of 10 stay at 8 or below
    assert medical.sensitivity(suspicion, ill, 0.9) == 3 / 4
    assert medical.sensitivity(suspicion, ill, 1.0) == 1 / 4  # 9.0 does not exceed 9
    assert medical.metrics(np.where(ill, 1.0, 0.0), ill) == {
        "auroc": 1.0,
        "sensitivity_95": 1.0,
        "sensitivity_90": 1.0,
    }


def test_no_diagnosis_reaches_whoever_practises_or_judges() -> None:
    """With all diagnoses but the harmless ten's turned round, suspicions stay the same to the last bit."""
    pool = cytology()
    task = medical.case_task(pool, 0, 0)
    before = {name: medical.suspicion(one, name, task) for name, one in medical.detectors_for(pool).items()}
    medical.practised.cache_clear()
    turned = replace(pool, labels=1 - pool.labels)
    after = {name: medical.suspicion(one, name, task) for name, one in medical.detectors_for(turned).items()}
    for name, found in before.items():
        np.testing.assert_array_equal(found, after[name])


def test_both_kinds_of_task_give_every_metric_and_beat_chance() -> None:
    for variant in medical.MEDICAL.variants:
        (task,) = medical.MEDICAL.run(variant=variant, tasks=1)
        for scores in task.scores.values():
            assert tuple(scores) == medical.MEDICAL.metrics_of(variant)
        assert task.scores["logistic"][medical.MEDICAL.metrics_of(variant)[0]] > 0.8
    judged = list(medical.MEDICAL.run(variant="anomaly", tasks=3))
    assert np.mean([one.scores["knn"]["auroc"] for one in judged]) > 0.8


def test_a_table_of_one_s_own(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    values = np.concatenate([rng.normal(0, 1, (150, 4)), rng.normal(3, 1, (60, 4))])
    rows = [",".join(f"{one:.4f}" for one in row) for row in values]
    kinds = ["well"] * 150 + ["ill"] * 60
    table = tmp_path / "cases.csv"
    table.write_text("a,b,c,d,what\n" + "\n".join(f"{row},{kind}" for row, kind in zip(rows, kinds, strict=True)))
    pool = load_cases(f"{table}#what")
    assert pool.class_names[medical.harmless_class(pool)] == "well"
    (task,) = medical.MEDICAL.run(data=Path(f"{table}#what"), tasks=1)
    assert task.scores["knn"]["auroc"] > 0.9
    few = tmp_path / "few.csv"
    few.write_text("a,what\n" + "\n".join(f"{n},{'well' if n % 2 else 'ill'}" for n in range(12)))
    with pytest.raises(MetaUnsupError) as caught:
        medical.case_task(load_cases(f"{few}#what"), 0, 0)
    assert caught.value.code == "cases_few"


def _made_up(offline: bool) -> SimpleNamespace:
    """A package that looks as medmnist does."""

    class Made:
        def __init__(self, split: str, download: bool) -> None:
            if offline:
                raise RuntimeError("no network")
            rng = np.random.default_rng(len(split))
            self.imgs = rng.integers(0, 255, (30, 28, 28), dtype=np.uint8)
            self.labels = np.arange(30)[:, None] % 2

    info = {"task": "binary-class", "label": {"0": "normal", "1": "pneumonia"}, "python_class": "Made"}
    return SimpleNamespace(INFO={"made": info, "chest": {**info, "task": "multi-label"}}, Made=Made)


def test_medmnist_comes_in_its_own_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "medmnist", _made_up(offline=False))
    pool = load_cases("medmnist:made")
    assert pool.images.shape == (90, 1, 28, 28) and torch.bincount(pool.parts.long()).tolist() == [30, 30, 30]
    assert pool.class_names == ("normal", "pneumonia")


@pytest.mark.parametrize(
    ("package", "name", "code"),
    [
        (None, "made", "medmnist_absent"),
        (_made_up(offline=True), "made", "medmnist_offline"),
        (_made_up(offline=True), "chest", "medmnist_unknown"),
    ],
)
def test_a_set_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, package, name: str, code: str) -> None:
    monkeypatch.setitem(sys.modules, "medmnist", package)
    with pytest.raises(MetaUnsupError) as caught:
        load_cases(f"medmnist:{name}")
    assert caught.value.code == code and str(caught.value)
