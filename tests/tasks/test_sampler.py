"""Clustering tasks hold what was asked for, give nothing away, and refuse what cannot be."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.stats import chisquare

from metaunsup.data.pool import PARTS
from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.task import OUTLIER, Task


def sizes(task: Task) -> list[int]:
    return task.truth.labels[task.truth.labels != OUTLIER].bincount(minlength=task.n_clusters).tolist()


@pytest.mark.parametrize("pool_name", ["digits", "glyphs"])
def test_a_task_holds_what_was_asked_for(pool_name) -> None:
    pool = load_pool(pool_name)
    task = sample_clustering_task(pool, 5, 7, seed=3)
    assert task.items.shape == (35, 1, 28, 28) and task.items.dtype == torch.float32
    assert float(task.items.min()) >= 0 and float(task.items.max()) <= 1
    assert sizes(task) == [7] * 5 and len(set(task.index.tolist())) == 35
    assert (task.n_clusters, task.pool, task.part, task.seed) == (5, pool_name, "test", 3)
    source = pool.part("test")
    assert torch.equal(task.items, source.data.items(task.index))
    assert torch.equal(task.hashes, source.data.hashes[task.index])
    # items share a label in the truth exactly where they share a class in the pool
    true = source.labels[task.index]
    same = task.truth.labels[:, None] == task.truth.labels
    assert torch.equal(same, true[:, None] == true)
    for cluster, name in enumerate(task.truth.class_names):
        (own,) = true[task.truth.labels == cluster].unique().tolist()
        assert source.class_names[own] == name


def test_the_same_arguments_give_the_same_task_and_others_another() -> None:
    pool = load_pool("digits")
    one, again, other = (sample_clustering_task(pool, 5, 7, seed) for seed in (3, 3, 4))
    assert torch.equal(one.index, again.index) and torch.equal(one.truth.labels, again.truth.labels)
    assert torch.equal(one.items, again.items) and one.truth.class_names == again.truth.class_names
    assert not torch.equal(one.index, other.index)
    unequal = [sample_clustering_task(pool, 5, 7, 3, imbalance=1.0, outliers=2) for _ in range(2)]
    assert torch.equal(unequal[0].index, unequal[1].index)
    torch.manual_seed(99)
    assert torch.equal(sample_clustering_task(pool, 5, 7, 3).index, one.index)  # the global stream plays no part


def test_seeds_reach_every_class_and_any_item() -> None:
    pool = load_pool("digits")
    tasks = [sample_clustering_task(pool, 2, 20, seed) for seed in range(60)]
    counts = np.bincount([int(name) for task in tasks for name in task.truth.class_names], minlength=10)
    assert chisquare(counts).pvalue > 1e-3  # 120 draws over ten digits
    assert len({int(i) for task in tasks for i in task.index}) > 600


def test_the_order_tells_nothing(make) -> None:
    pool = make([40] * 4)
    runs = []
    for seed in range(100):
        labels = sample_clustering_task(pool, 2, 20, seed).truth.labels
        runs.append(int((labels[1:] != labels[:-1]).sum()))
    # in a fair shuffle of 20 and 20 the label changes 20 times on average, with a standard deviation of 3.1
    assert abs(np.mean(runs) - 20) < 4 * 3.1 / 10
    assert min(runs) > 8


def test_parts_share_no_item() -> None:
    pool = load_pool("digits")
    seen = [
        {int(h) for seed in range(20) for h in sample_clustering_task(pool, 10, 5, seed, part=part).hashes}
        for part in PARTS
    ]
    assert all(len(hashes) > 100 for hashes in seen)
    assert not (seen[0] & seen[1]) and not (seen[0] & seen[2]) and not (seen[1] & seen[2])


def test_unequal_sizes_add_up_and_stay_within_bounds(make) -> None:
    pool = make([12, 30, 30, 45, 60])
    for seed in range(40):
        for concentration in (0.01, 0.3, 5.0, 1000.0):
            task = sample_clustering_task(pool, 4, 11, seed, imbalance=concentration)
            found = sizes(task)
            assert sum(found) == 44 and min(found) >= 1 and len(set(task.index.tolist())) == 44
            able = {f"class {c}": size for c, size in enumerate([12, 30, 30, 45, 60])}
            assert all(n <= able[name] for n, name in zip(found, task.truth.class_names, strict=True))


def test_a_smaller_concentration_makes_sizes_less_equal(make) -> None:
    pool = make([300] * 6)

    def spread(concentration: float) -> float:
        drawn = [sizes(sample_clustering_task(pool, 5, 20, seed, imbalance=concentration)) for seed in range(60)]
        return float(np.std(drawn))

    # one each, the other 95 by Dirichlet shares: sd = 95 * sqrt(0.16 / (5 c + 1)), less what rounding adds or takes
    for concentration in (0.5, 2.0, 50.0):
        assert spread(concentration) == pytest.approx(95 * (0.16 / (5 * concentration + 1)) ** 0.5, rel=0.15, abs=0.4)
    assert spread(1000.0) < 2 < 20 < spread(0.1)


def test_rounding_sizes_favours_nobody(make) -> None:
    """At a concentration of 1000 fifty shares of 19 hardly differ (sd 0.6), and the remainders must not pile up."""
    found = sizes(sample_clustering_task(make([200] * 50), 50, 20, 0, imbalance=1000.0))
    assert sum(found) == 1000 and 16 <= min(found) <= max(found) <= 24


def test_outliers_come_from_other_classes() -> None:
    pool = load_pool("digits")
    task = sample_clustering_task(pool, 4, 6, 1, outliers=9)
    strange = task.truth.labels == OUTLIER
    assert int(strange.sum()) == 9 and sizes(task) == [6] * 4 and task.n_clusters == 4
    true = pool.part("test").labels[task.index]
    assert not set(true[strange].tolist()) & set(true[~strange].tolist())
    assert len(set(task.index.tolist())) == 33
    positions = [
        int(i)
        for seed in range(40)
        for i in (sample_clustering_task(pool, 4, 6, seed, outliers=9).truth.labels == OUTLIER).nonzero()[:, 0]
    ]
    assert abs(np.mean(positions) - 16) < 4 * 9.5 / len(positions) ** 0.5  # anywhere in the row
    without = sample_clustering_task(pool, 4, 6, 1)
    assert set(without.truth.class_names) == set(task.truth.class_names)


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        ({"ways": 1}, "number_out_of_range", "2"),
        ({"ways": 0}, "number_out_of_range", "2"),
        ({"ways": -3}, "number_out_of_range", "2"),
        ({"ways": 51}, "number_out_of_range", "50"),
        ({"ways": 10**30}, "number_out_of_range", "50"),
        ({"shots": 0}, "number_out_of_range", "200"),
        ({"shots": 201}, "number_out_of_range", "200"),
        ({"imbalance": 0.0}, "number_out_of_range", "0.01"),
        ({"imbalance": -1.0}, "number_out_of_range", "0.01"),
        ({"imbalance": float("nan")}, "number_out_of_range", "0.01"),
        ({"imbalance": float("inf")}, "number_out_of_range", "1000"),
        ({"ways": 6}, "too_many_ways", "at most 5 clusters"),
        ({"ways": 3, "shots": 31}, "too_many_shots", "at most 30"),
        ({"ways": 2, "shots": 46}, "too_many_shots", "at most 45"),
        ({"ways": 5, "shots": 13}, "too_many_shots", "at most 12"),
        ({"ways": 2, "shots": 22, "imbalance": 1.0}, "too_many_shots", "at most 21"),
        ({"ways": 3, "outliers": 43}, "too_many_outliers", "at most 42"),
        ({"ways": 5, "outliers": 1}, "no_class_for_outliers", "choose 4 clusters or fewer"),
        ({"outliers": -1}, "too_many_outliers", "at most 42"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_can(make, arguments, code, named) -> None:
    pool = make([12, 30, 30, 45, 60])
    wanted = {"ways": 3, "shots": 5, **arguments}
    with pytest.raises(MetaUnsupError) as caught:
        sample_clustering_task(pool, wanted.pop("ways"), wanted.pop("shots"), 0, **wanted)
    assert caught.value.code == code and named in str(caught.value)


@pytest.mark.parametrize(
    ("ways", "shots", "more"),
    [(5, 12, {}), (3, 30, {}), (2, 45, {}), (2, 21, {"imbalance": 0.01}), (3, 5, {"outliers": 42})],
)
def test_and_what_the_refusals_name_is_possible(make, ways, shots, more) -> None:
    for seed in range(10):
        task = sample_clustering_task(make([12, 30, 30, 45, 60]), ways, shots, seed, **more)
        assert len(task.items) == ways * shots + more.get("outliers", 0)


def test_pools_that_cannot_give_tasks(make) -> None:
    for pool, code in (
        (make([1]), "too_few_classes"),
        (make([5, 5], labelled=False), "pool_unlabelled"),
        (make([9, 9], part=0), "too_few_classes"),  # the test part is empty
    ):
        with pytest.raises(MetaUnsupError) as caught:
            sample_clustering_task(pool, 2, 1, 0)
        assert caught.value.code == code


@pytest.mark.parametrize("sizes", [[], [1], [40]])
def test_where_no_number_would_do_none_is_named_as_possible(make, sizes) -> None:
    pool = make(sizes or [9], part=2 if sizes else 0)
    draws = (
        lambda: sample_clustering_task(pool, 2, 1, 0),
        lambda: sample_clustering_task(pool, 10, 20, 0, imbalance=1.0),
    )
    for draw in draws:
        with pytest.raises(MetaUnsupError) as caught:
            draw()
        assert caught.value.code == "too_few_classes"
        assert "at most" not in str(caught.value) and f"has {len(sizes)};" in str(caught.value)


def test_outliers_apart_are_each_of_a_class_of_their_own() -> None:
    pool = load_pool("digits")
    source = pool.part("test")
    for seed in range(5):
        task = sample_clustering_task(pool, 4, 5, seed, outliers=6, outliers_apart=True)
        strangers = [source.class_names[int(source.labels[at])] for at in task.index[task.truth.labels == OUTLIER]]
        assert sorted([*strangers, *task.truth.class_names]) == sorted(source.class_names)
        plain = sample_clustering_task(pool, 4, 5, seed)
        assert set(plain.index.tolist()) < set(task.index.tolist())  # the others stay who they are
    with pytest.raises(MetaUnsupError) as caught:
        sample_clustering_task(pool, 4, 5, 0, outliers=7, outliers_apart=True)
    assert (caught.value.code, caught.value.fields["possible"]) == ("too_many_outliers", 6)
