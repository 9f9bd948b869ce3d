"""The panel of partitions: what is clustered, what is said of it against slow oracles, and the page around it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import torch
from opened import JUNK, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.partitions import chance_purity, purity, still_together
from metaunsup.ui.tasks import clustering, partitions
from metaunsup.ui.tasks.partition_episode import scattered
from metaunsup.words import WORDS, Say

ENCODERS = clustering.embeddings()[1:]


def page(**query: str) -> AppTest:
    """The page of tasks, opened by its link at CACTUs."""
    return opened("pages/1_Tasks.py", timeout=180, **{"lang": "en", "practice": "cactus", **query})


def blobs(sizes: tuple[int, ...]) -> tuple[torch.Tensor, torch.Tensor]:
    """Points far apart in as many directions as there are groups, and the group of each."""
    labels = torch.repeat_interleave(torch.arange(len(sizes)), torch.tensor(sizes))
    noise = torch.randn(len(labels), len(sizes), generator=torch.Generator().manual_seed(0))
    return 100 * torch.nn.functional.one_hot(labels, len(sizes)) + 0.01 * noise, labels


# -- what is computed ------------------------------------------------------------------------------------------------


def test_a_partition_finds_what_is_far_apart_and_numbers_it_by_size() -> None:
    points, labels = blobs((10, 40, 20))
    made = clustering.partition(points, 3, seed=0, number=1)
    assert torch.bincount(made).tolist() == [40, 20, 10]
    assert purity(made, labels) == 1


def test_partitions_differ_from_each_other_and_never_from_themselves() -> None:
    points = torch.randn(200, 8, generator=torch.Generator().manual_seed(1))
    first, again, second = (clustering.partition(points, 12, 0, number) for number in (1, 1, 2))
    assert torch.equal(first, again)
    assert still_together(first, second)[0] < 0.9


def test_only_practice_items_are_clustered_and_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "MOST_PICTURES", 50)
    pool = load_pool("digits")
    train = pool.unlabelled("train")
    found = clustering.sample("digits", 0)
    assert (len(found.source), found.total) == (50, len(train))
    assert torch.equal(train.images[found.index], found.source.images)
    assert len(set(found.index.tolist())) == 50
    assert not set(found.source.hashes.tolist()) & set(pool.unlabelled("test").hashes.tolist())
    assert not torch.equal(found.index, clustering.sample("digits", 1).index)


@pytest.mark.parametrize("embedding", [clustering.PCA, ENCODERS[0]])
def test_digits_cluster_by_what_they_are_far_above_chance(embedding: str) -> None:
    found = clustering.sample("digits", 0)
    labels = load_pool("digits").part("train").labels[found.index]
    points = clustering.embed(found.source, embedding, 0)
    assert points.shape[0] == len(labels)
    made = clustering.partition(points, 40, 0, 1)
    assert purity(made, labels) > chance_purity(made, labels, 0) + 0.3
    assert torch.equal(points, clustering.embed(found.source, embedding, 0))


def test_items_of_one_cluster_are_gathered_by_their_other_cluster() -> None:
    second = torch.tensor([4, 1, 4, 1, 4, 0])
    groups = scattered(torch.tensor([0, 2, 3, 5, 4]), second, 2, Say("en"))
    assert [members for _, members in groups] == [[0, 1, 4], [3], [2]]
    assert groups[0][0] == Say()("tasks.cactus.elsewhere", number=5, partition=2, count=3)


# -- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_panel_is_written_in_the_readers_language_alone(lang: str) -> None:
    test = page(lang=lang, clusters="30", truth="1")
    written = texts(test)
    assert Say(lang)("tasks.cactus.about") in written
    foreign = [pair[lang == "en"] for key, pair in WORDS.items() if key.startswith(("tasks.cactus", "tasks.practice"))]
    assert not any(sentence in written for sentence in foreign if len(sentence) > 12 and "{" not in sentence)


def test_umtra_stays_the_first_thing_shown() -> None:
    test = page(practice="umtra")
    assert Say()("tasks.umtra.about") in texts(test)
    assert Say()("tasks.cactus.about") not in texts(test)
    test.segmented_control(key="tasks.practice").set_value("cactus").run()
    assert Say()("tasks.cactus.about") in texts(test)
    assert test.query_params["practice"] in ("cactus", ["cactus"])


def test_the_truth_is_told_on_request_only_and_is_true() -> None:
    test = page(clusters="25")
    assert "Purity" not in texts(test)
    assert test.segmented_control(key="tasks.order").options == ["largest", "smallest"]
    test.toggle(key="tasks.truth").set_value(True).run()
    found = clustering.sample("digits", 0)
    labels = load_pool("digits").part("train").labels[found.index].tolist()
    made = clustering.partition(clustering.embed(found.source, clustering.PCA, 0), 25, 0, 1).tolist()
    in_each = [Counter(label for label, one in zip(labels, made, strict=True) if one == c) for c in range(25)]
    share = sum(counts.most_common(1)[0][1] for counts in in_each) / len(labels)
    assert f"**Purity {share:.0%}**" in texts(test)
    assert "most mixed" in test.segmented_control(key="tasks.order").options
    assert test.query_params["truth"] in ("1", ["1"])


def test_clusters_too_small_for_an_episode_are_counted() -> None:
    test = page(clusters="120", support="3", query="5")
    found = clustering.sample("digits", 0)
    made = clustering.partition(clustering.embed(found.source, clustering.PCA, 0), 120, 0, 1)
    dropped = int((np.bincount(made.numpy(), minlength=120) < 8).sum())
    assert 0 < dropped < 120
    assert f"**{dropped} of the 120 clusters have fewer**" in texts(test)


def test_where_no_cluster_is_large_enough_the_page_says_so_and_works_on() -> None:
    test = page(clusters="300", support="10", query="20")
    assert "**300 of the 300 clusters have fewer**" in texts(test)
    assert any("ask for fewer clusters" in str(warning.value) for warning in test.warning)
    assert Say()("tasks.cactus.why") in texts(test)


def test_one_partition_has_nothing_to_be_compared_with() -> None:
    test = page(partitions="1", clusters="20")
    assert Say()("tasks.cactus.why") not in texts(test)
    test.slider(key="tasks.partitions").set_value(3).run()
    assert Say()("tasks.cactus.why") in texts(test)
    assert test.segmented_control(key="tasks.against").options == ["2", "3"]


def test_everything_is_in_the_link_and_comes_back_from_it() -> None:
    asked = {"clusters": "31", "partitions": "5", "partition": "4", "against": "3", "order": "smallest", "page": "2"}
    test = page(**asked, cluster="7", support="2", query="4", kinds="9", embedding=ENCODERS[0])
    assert not test.warning
    assert test.slider(key="tasks.clusters").value == 31
    assert test.segmented_control(key="tasks.partition").value == 4
    assert test.slider(key="tasks.cluster").value == 7
    assert test.selectbox(key="tasks.embedding").value == ENCODERS[0]
    written = {name: test.query_params[name] for name in (*asked, "cluster", "support", "query", "kinds", "embedding")}
    assert {name: value if isinstance(value, str) else value[0] for name, value in written.items()} == {
        **asked,
        "cluster": "7",
        "support": "2",
        "query": "4",
        "kinds": "9",
        "embedding": ENCODERS[0],
    }


def test_junk_in_the_link_is_named_and_the_panel_works_on() -> None:
    test = page(**dict.fromkeys(partitions.FIELDS, JUNK))
    warned = " ".join(str(warning.value) for warning in test.warning)
    assert all(f"{name}=" in warned for name in partitions.FIELDS)
    assert not test.error
    assert test.slider(key="tasks.clusters").value == 60


def test_numbers_of_other_settings_are_brought_within_reach() -> None:
    test = page(clusters="12", partitions="2", partition="9", against="9", page="25", cluster="300", order="mixed")
    assert not test.warning
    assert test.segmented_control(key="tasks.partition").value == 2
    assert test.segmented_control(key="tasks.against").value == 1
    assert test.slider(key="tasks.cluster").value == 12
    assert test.segmented_control(key="tasks.order").value == "largest"  # without the truth nobody knows what is mixed


def test_an_encoder_that_cannot_be_read_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(reference: str) -> None:
        raise MetaUnsupError("checkpoint_damaged", path="protonet.safetensors")

    monkeypatch.setattr(clustering, "referenced_learner", damaged)
    test = page(embedding=ENCODERS[-1], pool="glyphs", seed="77")
    assert len(test.error) == 1
    assert r"protonet\.safetensors" in str(test.error[0].value)  # a file's name is text, not Markdown
    test.selectbox(key="tasks.embedding").set_value(clustering.PCA).run()
    assert not test.error
