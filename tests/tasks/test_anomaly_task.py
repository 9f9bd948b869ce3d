"""Anomaly detection tasks: what is normal, what is not, and that both follow from the seed alone."""

from __future__ import annotations

import pytest
import torch

from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.anomaly import AnomalyKind, sample_anomaly_task

POOL = load_pool("digits")
PART = POOL.part("test")


@pytest.mark.parametrize("anomalies", ["apart", "clumps"])
@pytest.mark.parametrize(("ways", "contamination"), [(1, 0.0), (1, 0.3), (3, 0.1)])
def test_items_are_what_the_truth_says(anomalies, ways, contamination) -> None:
    kind = AnomalyKind(10, 21, ways, contamination, 1 / 3, anomalies)
    task = sample_anomaly_task(POOL, kind, seed=5)
    truth, total = task.truth, 10 * ways
    assert len(task.support) == total and len(task.queries) == 21 and int(truth.anomalous.sum()) == 7
    assert int(truth.contaminated.sum()) == round(contamination * total)
    assert len(task.index.unique()) == total + 21  # nothing is shown and judged
    assert torch.equal(torch.cat([task.support, task.queries]), PART.data.items(task.index))
    assert torch.equal(task.hashes, PART.data.hashes[task.index])
    labels = [PART.class_names[label] for label in PART.labels[task.index].tolist()]
    strange = torch.cat([truth.contaminated, truth.anomalous]).tolist()
    assert [label not in truth.normal for label in labels] == strange
    assert [truth.class_names[place] for place in truth.classes.tolist()] == labels[total:]
    met = [label for label, one in zip(labels, strange, strict=True) if one]
    counts = [met.count(label) for label in set(met)]
    assert max(counts) - min(counts) <= 1
    assert len(counts) == min(len(met), 10 - ways) if anomalies == "apart" else len(counts) <= 2
    flags = truth.anomalous.long()
    assert int((flags[1:] != flags[:-1]).sum()) > 0 and not torch.equal(flags, flags.sort().values)  # shuffled


def test_the_seed_decides_everything_and_clumps_are_of_one_class_or_two() -> None:
    kind = AnomalyKind(anomalies="clumps")
    one, same, other = (sample_anomaly_task(POOL, kind, seed) for seed in (1, 1, 2))
    assert torch.equal(one.index, same.index) and not torch.equal(one.index, other.index)
    tasks = [sample_anomaly_task(POOL, kind, seed).truth for seed in range(12)]
    assert {len(one.classes[one.anomalous].unique()) for one in tasks} == {1, 2}


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (AnomalyKind(shots=0), "number_out_of_range"),
        (AnomalyKind(contamination=0.6), "number_out_of_range"),
        (AnomalyKind(contamination=float("nan")), "number_out_of_range"),
        (AnomalyKind(anomalies="x"), "option_choice"),  # type: ignore[arg-type]
        (AnomalyKind(normal_ways=10), "anomaly_classes"),
        (AnomalyKind(shots=200), "anomaly_normal"),
        (AnomalyKind(shots=1, queries=1000, rate=0.99), "anomaly_strange"),
        (AnomalyKind(shots=1, queries=200, rate=0.9, anomalies="clumps"), "anomaly_strange"),
    ],
)
def test_the_impossible_is_refused_in_a_sentence(kind, code) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        sample_anomaly_task(POOL, kind, seed=0)
    assert caught.value.code == code and str(caught.value)
