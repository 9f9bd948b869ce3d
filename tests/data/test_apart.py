"""Pools that hold classes, or writers, apart: what is in which part, and that practice meets nothing of a test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup.data import downloads
from metaunsup.data.apart import hold_blocks_apart, hold_classes_apart
from metaunsup.data.downloads import DownloadProgress, Resource
from metaunsup.data.mnist_family import MNIST
from metaunsup.data.pool import PARTS, Pool, make_pool
from metaunsup.data.registry import available, download, load_pool, part_sizes, pool_info
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.evaluate import refuse_test_items
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.training.card import fill_card
from metaunsup.training.settings import TrainingSettings
from metaunsup.words import Say

FORMS = (0, 130, 256, 386, 516, 646, 776, 915, 1029, 1157, 1287, 1415, 1545, 1667)  # where each begins in the file
HELD = {"digits-0-4": ("digits", range(5)), "mnist-0-4": ("mnist", range(5)), "mnist-5-9": ("mnist", range(5, 10))}


def here(name: str) -> Pool:
    found = available(name)
    if not found.here:
        pytest.skip(f"{name} is not in {found.where}: set METAUNSUP_DATA")
    return load_pool(name)


def made(items: int = 60, classes: str = "abc") -> Pool:
    images = np.random.default_rng(1).integers(0, 256, (items, 1, 4, 4), dtype=np.uint8)
    return make_pool("made", images, np.arange(items) % len(classes), tuple(classes))


def labelled(pool: Pool, part: int) -> set[int]:
    assert pool.labels is not None
    return set(pool.labels[pool.parts == part].tolist())


def hashes(pool: Pool, keep: torch.Tensor) -> set[int]:
    return set(pool.hashes[keep].tolist())


def test_classes_are_held_apart_and_an_item_keeps_its_part_or_has_none() -> None:
    pool = made()
    held = hold_classes_apart(pool, "held", practised="a", tested=("b",))
    assert (held.name, held.class_names) == ("held", pool.class_names)
    assert [labelled(held, part) for part in range(3)] == [{0}, {1}, {1}]
    part, label = (
        dict(zip(pool.hashes.tolist(), values.tolist(), strict=True)) for values in (pool.parts, pool.labels)
    )
    assert held.parts.tolist() == [part[value] for value in held.hashes.tolist()]
    assert held.labels is not None and held.labels.tolist() == [label[value] for value in held.hashes.tolist()]
    kept = [value for value in part if label[value] == (0 if part[value] == 0 else 1)]
    assert sorted(kept) == sorted(held.hashes.tolist()) and 0 < len(kept) < len(pool)
    picture = dict(zip(pool.hashes.tolist(), pool.images, strict=True))
    assert all(torch.equal(picture[value], held.images[at]) for at, value in enumerate(held.hashes.tolist()))


def test_classes_that_cannot_be_held_apart() -> None:
    for practised, tested in (("ab", "bc"), ("a", "d")):
        with pytest.raises(ValueError, match="made"):
            hold_classes_apart(made(), "held", practised=practised, tested=tested)
    with pytest.raises(MetaUnsupError) as caught:
        hold_classes_apart(replace(made(), labels=None), "held", practised="a", tested="b")
    assert caught.value.code == "pool_unlabelled"


def test_blocks_leave_out_what_is_between_them_and_what_comes_again() -> None:
    pool = made(12)
    images = pool.images.numpy().copy()
    images[10] = images[0]  # what was practised on comes again in the test block
    assert pool.labels is not None
    again = make_pool("made", images, pool.labels.numpy(), pool.class_names)
    held = hold_blocks_apart(again, "held", train=range(4), validation=range(5, 7), test=range(7, 12))
    assert held.parts.tolist() == [0] * 4 + [1] * 2 + [2] * 4
    wanted = [0, 1, 2, 3, 5, 6, 7, 8, 9, 11]
    assert torch.equal(held.images, again.images[wanted]) and torch.equal(held.hashes, again.hashes[wanted])
    assert held.labels is not None and torch.equal(held.labels, again.labels[wanted])


@pytest.mark.parametrize("name", HELD)
def test_who_practises_meets_no_digit_of_the_tests(name: str) -> None:
    pool, whole, practised = here(name), load_pool(HELD[name][0]), set(HELD[name][1])
    tested = set(range(10)) - practised
    assert [labelled(pool, part) for part in range(3)] == [practised, tested, tested]
    assert pool.note == whole.note
    # exactly the items of the whole pool's part, so that figures of the two are of the same pictures
    assert whole.labels is not None
    low = torch.isin(whole.labels, torch.tensor(sorted(practised)))
    for part in range(3):
        keep = (whole.parts == part) & (low if part == 0 else ~low)
        assert hashes(pool, pool.parts == part) == hashes(whole, keep)
    learner = make_learner("protonet")
    assert isinstance(learner, MetaLearner)
    fill_card(learner, TrainingSettings("protonet", name), pool)
    assert learner.trained_on is not None and len(learner.trained_on) == len(pool.unlabelled("train"))
    assert not set(learner.trained_on.tolist()) & hashes(whole, ~low)
    assert pool.unseen is not None and set(pool.unseen.tolist()) == hashes(whole, ~low)


@pytest.mark.parametrize("name", HELD)
def test_a_task_has_five_groups_at_most_and_says_so(name: str) -> None:
    pool = here(name)
    task = sample_clustering_task(pool, 5, 20, 0)
    assert set(task.truth.class_names) == {str(digit) for digit in set(range(10)) - set(HELD[name][1])}
    with pytest.raises(MetaUnsupError) as caught:
        sample_clustering_task(pool, 6, 20, 0)
    assert "at most 5 clusters" in str(caught.value) and "最多为 5" in Say("zh").explain(caught.value)


def test_who_practised_on_items_of_a_test_is_refused_whatever_the_pool_was_called() -> None:
    def practised(name: str) -> MetaLearner:
        learner = make_learner("protonet")
        assert isinstance(learner, MetaLearner)
        learner.parameters = {}
        learner.trained_on = load_pool(name).unlabelled("train").hashes
        return learner

    for trained_on in ("digits", "digits-0-4"):
        refuse_test_items(load_pool("digits-0-4"), {"protonet": practised(trained_on)})
    with pytest.raises(MetaUnsupError) as caught:
        refuse_test_items(load_pool("digits-0-4"), {"protonet": practised("digits-blocks")})
    assert caught.value.code == "trained_on_test_items" and int(str(caught.value.fields["count"])) > 100


@pytest.mark.parametrize("field", ["start_from", "embedding"])
def test_nothing_that_has_seen_the_held_out_digits_is_built_on(field: str) -> None:
    pool, seen = load_pool("digits-0-4"), "shipped:digits/protonet"
    learner = make_learner("protonet")
    assert isinstance(learner, MetaLearner)
    settings = TrainingSettings("protonet", pool.name, episodes="cactus")
    with pytest.raises(MetaUnsupError) as caught:
        fill_card(learner, replace(settings, **{field: seen}), pool)
    assert caught.value.code == "practised_on_held_out"
    assert seen in str(caught.value) and "digits-0-4" in Say("zh").explain(caught.value)
    fill_card(learner, replace(settings, **{field: "shipped:glyphs/protonet"}), pool)  # it never saw a digit


def test_blocks_of_the_small_digits_are_whole_forms() -> None:
    pool, file = load_pool("digits-blocks"), load_pool("digits")
    assert file.labels is not None
    for begin in FORMS:  # each begins with 0 to 9 in order
        assert file.labels[begin : begin + 10].tolist() == list(range(10))
    ends = [0, *torch.cumsum(torch.bincount(pool.parts), 0).tolist()]
    assert set(ends) <= {*FORMS, 1797}
    assert torch.equal(pool.hashes, file.hashes) and pool.parts.tolist() == sorted(pool.parts.tolist())
    assert all(len(pool.part(part).classes) == 10 for part in PARTS)
    assert int(pool.part("validation").sizes.min()) >= 20  # as many as validation asks for


def test_blocks_of_mnist_are_those_of_the_t10k_file() -> None:
    pool, file = here("mnist-blocks"), load_pool("mnist")
    t10k = file.hashes[-10_000:]
    assert torch.equal(pool.unlabelled("train").hashes, t10k[:5000])
    assert torch.equal(pool.unlabelled("test").hashes, t10k[6000:])
    assert len(pool) == pool_info("mnist-blocks").n_items and int(t10k[5000]) not in set(pool.hashes.tolist())
    assert pool.note is None  # the file that it is made of is here, whole


def test_pools_of_the_same_files_come_by_the_same_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, list[str]]] = []

    def fetch(name: str, wanted: tuple[Resource, ...], root: Path) -> list[DownloadProgress]:
        assert root == tmp_path
        asked.append((name, [one.target.name for one in wanted]))
        return []

    known = tuple(Resource((), "", file.relative_to(tmp_path), True) for file in MNIST.files(tmp_path))
    monkeypatch.setattr(downloads, "resources", {"mnist": known}.__getitem__)  # the real one takes seconds to import
    monkeypatch.setattr(downloads, "fetch", fetch)
    for name in ("mnist", "mnist-0-4", "mnist-5-9", "mnist-blocks"):
        download(name, tmp_path)
        with pytest.raises(MetaUnsupError) as caught:
            part_sizes(name, root=tmp_path)
        assert caught.value.code == "pool_missing" and f"data --get {name}" in str(caught.value)
    assert [name for name, _ in asked] == ["mnist", "mnist-0-4", "mnist-5-9", "mnist-blocks"]
    whole = asked[0][1]
    assert len(whole) == 4 and asked[1][1] == asked[2][1] == whole
    assert asked[3][1] == [name for name in whole if name.startswith("t10k")]
