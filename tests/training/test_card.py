"""What a checkpoint owes to others is on its card: their items, their cost, and whether they had seen labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from metaunsup.data.files import as_published
from metaunsup.learners.base import Progress
from metaunsup.learners.registry import make_learner
from metaunsup.training.card import fill_card
from metaunsup.training.settings import TrainingSettings

CACTUS = {"episodes": "cactus", "clusters": 4, "partitions": 2}


@pytest.fixture
def ancestor(tmp_path):
    """``ancestor(name, hashes, labels)``: a checkpoint that has practised on items with these hashes."""

    def build(name: str, hashes: list[int], labels: bool | None = False) -> str:
        learner = make_learner("reptile")
        learner.parameters = learner.initialise(1, torch.Generator().manual_seed(len(name)))
        learner.trained_on = torch.tensor(hashes)
        learner.card = {"pool": {"name": name}} | ({} if labels is None else {"labels": labels})
        learner.progress = Progress(7 * len(name), 0.5, 100.0 * len(name), 1000 * len(name))
        learner.save(tmp_path / f"{name}.safetensors")
        return str(tmp_path / f"{name}.safetensors")

    return build


def described(pool, **more):
    learner = make_learner("reptile", ways=3)
    given = fill_card(learner, TrainingSettings("reptile", seed=5, **more), pool)
    return learner, given


def test_without_ancestors_it_owes_nothing(small_pool) -> None:
    learner, given = described(small_pool)
    assert given is None and torch.equal(learner.trained_on, small_pool.unlabelled("train").hashes)
    assert (learner.progress.step, learner.progress.seconds, learner.progress.items_seen) == (0, 0, 0)
    assert learner.card["labels"] is False and "builds_on" not in learner.card
    assert (learner.card["seed"], learner.card["episodes"], learner.card["licence"]) == (5, "umtra", "CC BY 4.0")


def test_items_and_cost_of_all_of_them_are_added(small_pool, ancestor) -> None:
    own = small_pool.unlabelled("train").hashes
    shared = int(own[3])
    start, encoder = ancestor("a", [1, 2, shared]), ancestor("bcd", [2, 3])
    learner, given = described(small_pool, start_from=start, embedding=encoder, **CACTUS)
    assert set(learner.trained_on.tolist()) == {1, 2, 3, *own.tolist()} and learner.trained_on.dtype == torch.int64
    assert len(learner.trained_on) == 33  # one entry an item
    assert (learner.progress.step, learner.progress.seconds, learner.progress.items_seen) == (0, 400.0, 4000)
    assert learner.card["builds_on"] == {
        as_published(start): {"learner": "reptile", "pool": {"name": "a"}, "steps": 7},
        as_published(encoder): {"learner": "reptile", "pool": {"name": "bcd"}, "steps": 21},
    }
    assert not any(name.startswith("/") for name in learner.card["builds_on"])  # it is handed on
    assert given is not None and given.card["pool"] == {"name": "bcd"}  # the one to cut by, not the one to start from
    assert learner.card["pool"]["fingerprint"] == small_pool.unlabelled("train").fingerprint


def test_what_is_both_is_paid_for_once(small_pool, ancestor) -> None:
    both = ancestor("ab", [1])
    learner, given = described(small_pool, start_from=both, embedding=both, **CACTUS)
    assert (
        learner.progress.seconds == 200.0
        and list(learner.card["builds_on"]) == [as_published(both)]
        and given is not None
    )


def test_an_encoder_that_is_not_cut_by_does_not_count(small_pool, ancestor) -> None:
    unused = ancestor("ab", [1])
    for episodes in ("umtra", "self-training"):
        learner, given = described(small_pool, embedding=unused, episodes=episodes)
        assert given is None and 1 not in learner.trained_on.tolist() and learner.progress.seconds == 0
        assert learner.card["episodes"] == episodes


@pytest.mark.parametrize("which", ["start_from", "embedding"])
@pytest.mark.parametrize(("labels", "expected"), [(True, True), (False, False), (None, False)])
def test_an_ancestor_that_had_labels_is_told(which, labels, expected, small_pool, ancestor) -> None:
    for other in ("start_from", "embedding"):
        references = {one: ancestor("x", [1], labels if one == which else False) for one in (other, which)}
        references = {one: ancestor(one, [1], labels if one == which else False) for one in references}
        learner, _ = described(small_pool, **CACTUS | references)
        assert learner.card["labels"] is expected


def test_it_is_handed_down_and_survives_a_pause(pool, settings, ancestor, stopped, steps, tmp_path) -> None:
    """A child of a child of one that had labels; paused and gone on with it owes the same."""
    first = ancestor("abc", [11, 12], True)
    steps(settings("reptile", steps=1, validate_every=0, start_from=first), tmp_path / "child")
    child = tmp_path / "child" / "checkpoint.safetensors"
    chosen = settings("protonet", steps=2, validate_every=0, start_from=str(child), embedding=first, **CACTUS)
    stopped(chosen, tmp_path / "grandchild", 1)
    Path(first).unlink()
    child.unlink()
    steps(chosen, tmp_path / "grandchild", resume=True)
    card = json.loads((tmp_path / "grandchild" / "checkpoint.json").read_text(encoding="utf-8"))
    assert (
        card["labels"] is True
        and card["builds_on"]["child/checkpoint.safetensors"]["steps"] == 1
        and card["steps"] == 2
    )
    hashes = load_file(tmp_path / "grandchild" / "checkpoint.safetensors")["trained_on"].tolist()
    assert set(hashes) == {11, 12, *pool.unlabelled("train").hashes.tolist()}
    assert card["seconds"] > 600 and card["items_seen"] > 6000  # the first twice over: it was needed for both
    lines = [json.loads(line) for line in (tmp_path / "grandchild" / "metrics.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [1, 2] and lines[0]["seconds"] > 600
