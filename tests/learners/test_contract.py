"""What every registered learner promises, whatever it does inside."""

from __future__ import annotations

import inspect
import itertools
from collections import deque
from dataclasses import replace

import numpy as np
import pytest
import torch
from sklearn.base import clone
from sklearn.metrics import adjusted_rand_score

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.race import race
from metaunsup.learners.base import NOISE, Learner, as_items
from metaunsup.learners.classical import Classical
from metaunsup.learners.registry import LEARNERS
from metaunsup.tasks.task import Task, Truth

CEILINGS = ["oracle-adapt"]  # the one exception: it is told the labels, by ``evaluation.truth`` and nobody else
EVERY = pytest.mark.parametrize("name", LEARNERS)
UNTOLD = pytest.mark.parametrize("name", [name for name in LEARNERS if name not in CEILINGS])
NETWORKS = [name for name, spec in LEARNERS.items() if not spec.build.takes_vectors]
# by gradient steps
LOOPS = ["protonet-adapt", "instance-adapt", "maml", "fomaml", "anil", "metasgd", "mtnet", "leo", "viml", "reptile"]
LOOPS += [*CEILINGS, "selfcritique", "psco-adapt"]
CLASSICAL = [name for name, spec in LEARNERS.items() if issubclass(spec.build, Classical)]
READERS = {"pool": "digits", "most": 60}  # what a learner needs that reads a pool
PLACED = {"spectral", "spectral-pool", "umap-pool"}  # whose embedding is made of all items at once
FINDERS = [name for name, spec in LEARNERS.items() if spec.build.finds_clusters]  # are not told n_clusters


def within(name: str, assignments: torch.Tensor, n_clusters: int) -> bool:
    """Whether these are clusters such as the learner may give; one that counts them itself leaves no number out."""
    if name not in FINDERS:
        return int(assignments.min()) >= 0 and int(assignments.max()) < n_clusters
    found = sorted(set(assignments.tolist()) - {NOISE})
    return found == list(range(len(found))) and int(assignments.min()) >= NOISE


def refusal(learner: Learner, items: torch.Tensor, n_clusters: object, steps: object = 2) -> MetaUnsupError:
    """What ``adapt`` raises at once: no step is asked for."""
    with pytest.raises(MetaUnsupError) as caught:
        learner.adapt(items, n_clusters, steps=steps, generator=torch.Generator())  # type: ignore[arg-type]
    assert str(caught.value)  # there is a sentence, and its gaps can be filled
    return caught.value


@EVERY
def test_steps_begin_at_nought_and_stay_within_the_budget(name, ready, trace, task) -> None:
    steps = trace(ready(name), task.items, 3, steps=3)
    assert [step.index for step in steps] == list(range(len(steps)))
    assert 1 <= len(steps) <= 4
    if name in LOOPS:
        assert len(steps) == 4 and steps[0].loss is None and all(step.loss is not None for step in steps[1:])
    seconds = [step.seconds for step in steps]
    assert seconds == sorted(seconds) and seconds[0] > 0
    for step in steps:
        assert step.assignments.shape == (18,) and step.assignments.dtype == torch.int64
        assert within(name, step.assignments, 3)
        assert step.embedding.ndim == 2 and len(step.embedding) == 18 and step.embedding.dtype == torch.float32
        assert not step.embedding.requires_grad and not step.assignments.requires_grad
        assert torch.allclose(step.embedding.norm(dim=1), torch.ones(18), atol=1e-5)
        assert step.loss is None or (isinstance(step.loss, float) and np.isfinite(step.loss))


@EVERY
def test_a_seed_decides_everything(name, ready, trace, task) -> None:
    before = task.items.clone()
    torch.manual_seed(1)
    first = trace(ready(name), task.items, 3)
    torch.manual_seed(2)  # the global stream plays no part ...
    state = torch.random.get_rng_state()
    second = trace(ready(name), task.items, 3)
    assert torch.equal(torch.random.get_rng_state(), state)  # ... nor is it used up
    assert torch.equal(task.items, before)
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        assert torch.equal(one.assignments, other.assignments) and torch.equal(one.embedding, other.embedding)
        assert one.loss == other.loss


@UNTOLD
def test_the_truth_is_out_of_reach(name, ready, task) -> None:
    assert list(inspect.signature(Learner.adapt).parameters) == ["self", "items", "n_clusters", "steps", "generator"]
    assert "adapt" not in vars(LEARNERS[name].build)
    labels = task.truth.labels

    def run(truth: Truth) -> list:
        return list(race(replace(task, truth=truth), {name: ready(name)}, steps=2, seed=0))

    true = run(task.truth)
    for wrong in (labels[torch.randperm(18, generator=torch.Generator().manual_seed(0))], torch.zeros_like(labels)):
        frames = run(Truth(wrong, task.truth.class_names))
        assert len(frames) == len(true)
        for frame, other in zip(frames, true, strict=True):
            assert torch.equal(frame.step.assignments, other.step.assignments)
            assert torch.equal(frame.step.embedding, other.step.embedding)


def test_only_a_ceiling_is_told_the_truth(ready, task) -> None:
    assert [name for name, spec in LEARNERS.items() if hasattr(spec.build, "told")] == CEILINGS
    assert [name for name, spec in LEARNERS.items() if spec.sees_labels] == CEILINGS
    for name in CEILINGS:
        learner, shuffled = ready(name), Truth(task.truth.labels.roll(7), task.truth.class_names)
        unaware = clone(learner)
        assert "labels" not in learner.get_params() and "adapt" not in vars(LEARNERS[name].build)
        true, wrong = (
            [event.step for event in race(replace(task, truth=truth), {name: learner}, steps=2, seed=0)]
            for truth in (task.truth, shuffled)
        )
        assert torch.equal(true[0].embedding, wrong[0].embedding)  # step 0 is before any update
        assert not torch.equal(true[-1].embedding, wrong[-1].embedding)
        unaware.parameters = learner.parameters  # what it was told did not go with it
        assert refusal(unaware, task.items, 3).code == "needs_labels"
        for labels in (torch.arange(17) % 3, torch.arange(18), torch.full((18,), -1), torch.rand(18), torch.arange(0)):
            assert refusal(learner.told(labels), task.items, 3).code == "labels_against_items"


@EVERY
def test_no_steps_are_step_nought_alone(name, ready, trace, task) -> None:
    (step,) = trace(ready(name), task.items, 3, steps=0)
    assert step.index == 0
    if name in LOOPS:  # and it does not depend on how many steps would follow
        longer = trace(ready(name), task.items, 3, steps=2)
        assert torch.equal(step.assignments, longer[0].assignments)
        assert torch.equal(step.embedding, longer[0].embedding)


@EVERY
@pytest.mark.parametrize("after", [0, 1])
def test_closing_stops_the_work(name, after, ready, trace, task) -> None:
    learner = ready(name)
    steps = learner.adapt(task.items, 3, steps=1000, generator=torch.Generator().manual_seed(0))
    told = list(itertools.islice(steps, after + 1))  # some end by themselves before
    assert [one.index for one in told] == list(range(len(told))) and len(told) > (after if name in LOOPS else 0)
    steps.close()
    assert next(steps, None) is None
    assert torch.is_grad_enabled()  # no mode is left behind in the middle
    whole = trace(learner, task.items, 3)
    assert len(whole) == len(trace(ready(name), task.items, 3))  # the learner can be used again


@EVERY
@pytest.mark.parametrize("n_clusters", [0, -1, 19, 10**12])
def test_more_clusters_than_items_or_none_are_refused_at_once(name, ready, task, n_clusters) -> None:
    error = refusal(ready(name), task.items, n_clusters)
    assert (error.code, error.fields["items"]) == ("clusters_against_items", 18)
    assert "18" in str(error)


@EVERY
def test_numbers_that_are_no_counts_are_refused_at_once(name, ready, trace, task) -> None:
    for wrong in (2.5, "3", None):
        assert refusal(ready(name), task.items, wrong).code == "not_a_whole_number"
        assert refusal(ready(name), task.items, 3, steps=wrong).code == "not_a_whole_number"
    for wrong in (-1, 1001):
        assert refusal(ready(name), task.items, 3, steps=wrong).code == "number_out_of_range"
    assert trace(ready(name), task.items, np.int64(3))


@EVERY
@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_tiny_tasks(name, ready, trace, task, count) -> None:
    items = task.items[:count]
    for n_clusters in {1, max(1, count - 1), count}:
        steps = trace(ready(name), items, n_clusters, steps=1)
        assert torch.isfinite(steps[-1].embedding).all()
        found = steps[-1].assignments
        assert found.shape == (count,) and within(name, found, n_clusters)
        if count == 1 or (n_clusters == 1 and name not in FINDERS):
            assert found.eq(0).all()
        if n_clusters == count and name not in FINDERS:
            assert sorted(found.tolist()) == list(range(count))


@EVERY
@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_pictures_of_one_brightness(name, ready, trace, value) -> None:
    for step in trace(ready(name), torch.full((6, 1, 28, 28), value), 3):
        assert within(name, step.assignments, 3)
        assert name not in FINDERS or step.assignments.eq(0).all()  # copies belong together
        assert torch.isfinite(step.embedding).all()
        assert step.loss is None or np.isfinite(step.loss)
        norms = step.embedding.norm(dim=1)
        if value or name == "spectral":
            assert torch.allclose(norms, torch.ones(6), atol=1e-5)
        else:  # black has no direction, neither in pixels nor after a network without biases
            assert ((norms - 1).abs() < 1e-5).logical_or(norms == 0).all()


@EVERY
def test_copies_of_two_pictures_are_two_clusters(name, ready, trace, task) -> None:
    pair = torch.stack([task.items[task.truth.labels == cluster][0] for cluster in (0, 1)])
    which = torch.tensor([0] * 6 + [1] * 6)
    steps = trace(ready(name), pair[which], 2)
    for step in steps[:1] if name == "protonet-tta" else steps:  # which then sees each copy in views of its own
        assert adjusted_rand_score(which, step.assignments) == 1
    few = trace(ready(name), pair[which], 4)[-1].assignments  # more clusters than there are different pictures
    assert within(name, few, 4)


@EVERY
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 1e30])
def test_values_that_are_no_numbers_or_far_too_large_are_refused_at_once(name, ready, task, value) -> None:
    items = task.items.clone()
    items[4, 0, 3, 3] = value
    items[5, 0, 0, 0] = value
    error = refusal(ready(name), items, 3)
    assert error.code == ("items_too_large" if value == 1e30 else "items_not_finite")
    assert error.fields["count"] == 2


@EVERY
def test_vectors_are_taken_or_refused_as_declared(name, ready, trace, task) -> None:
    vectors = task.items.flatten(1)
    if LEARNERS[name].build.takes_vectors:
        assert trace(ready(name), vectors, 3)[-1].assignments.shape == (18,)
    else:
        assert refusal(ready(name), vectors, 3).code == "needs_images"


@EVERY
@pytest.mark.parametrize("shape", [(0, 1, 28, 28), (4, 0, 28, 28), (4, 1, 0, 28), (4, 0), (5,), (), (4, 28, 28)])
def test_what_is_no_batch_of_items_is_refused_at_once(name, ready, shape) -> None:
    assert refusal(ready(name), torch.zeros(shape), 1).code == "items_shape"


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_refuse_pictures_they_cannot_take(name, ready, trace) -> None:
    generator = torch.Generator().manual_seed(0)
    for shape in ((4, 1, 15, 28), (4, 1, 28, 15), (4, 1, 1, 1)):
        error = refusal(ready(name), torch.rand(shape, generator=generator), 2)
        assert (error.code, error.fields["smallest"]) == ("items_too_small", 16)
    assert trace(ready(name), torch.rand(4, 1, 16, 33, generator=generator), 2)
    if LEARNERS[name].meta:
        error = refusal(ready(name), torch.rand(4, 3, 28, 28, generator=generator), 2)
        assert (error.code, error.fields["channels"], error.fields["wanted"]) == ("items_channels", 3, 1)


@EVERY
def test_three_channels(name, ready, trace) -> None:
    items = torch.rand(6, 3, 20, 20, generator=torch.Generator().manual_seed(0))
    steps = trace(ready(name, channels=3), items, 2)
    assert torch.allclose(steps[-1].embedding.norm(dim=1), torch.ones(6), atol=1e-5)


@EVERY
@pytest.mark.parametrize("shape", [(1, 16, 16), (2, 17, 30), (1, 64, 64)])
def test_one_to_three_channels_and_16_to_64_pixels(name, ready, trace, shape) -> None:
    items = torch.rand(6, *shape, generator=torch.Generator().manual_seed(0))
    step = trace(ready(name, channels=shape[0]), items, 2, steps=1)[-1]
    assert step.assignments.shape == (6,) and torch.allclose(step.embedding.norm(dim=1), torch.ones(6), atol=1e-5)


@pytest.mark.parametrize("name", [name for name, spec in LEARNERS.items() if spec.meta])
def test_what_has_not_practised_is_refused_at_once(name, task) -> None:
    assert refusal(LEARNERS[name].build(), task.items, 3).code == "not_meta_trained"


def blobs() -> tuple[torch.Tensor, torch.Tensor]:
    """Three kinds of pictures that nobody can mix up: a bright left, middle or right third, with faint noise."""
    truth = torch.arange(3).repeat_interleave(15)
    items = 0.05 * torch.rand(45, 1, 24, 24, generator=torch.Generator().manual_seed(0))
    for row, cluster in enumerate(truth.tolist()):
        items[row, :, :, 8 * cluster : 8 * cluster + 8] += 0.9
    return items, truth


@pytest.mark.parametrize("name", CLASSICAL)
def test_the_order_of_well_separated_items_does_not_matter(name, ready, trace) -> None:
    items, truth = blobs()
    order = torch.randperm(45, generator=torch.Generator().manual_seed(1))
    straight, shuffled = (trace(ready(name), pictures, 3)[-1].assignments for pictures in (items, items[order]))
    assert adjusted_rand_score(straight[order], shuffled) == 1
    agreement = adjusted_rand_score(truth, straight)
    assert agreement == 1 or (name == "dbscan" and agreement > 0.9)  # which calls the rim of a cluster noise


@pytest.mark.parametrize("name", [name for name in LEARNERS if name not in PLACED])
def test_embeddings_follow_their_items(name, ready, trace, task) -> None:
    order = torch.randperm(18, generator=torch.Generator().manual_seed(1))
    # views, which some embed beside the items, are drawn in the items' order: here they are the items themselves
    still = {"strength": 0.0} if name in LOOPS else {}
    straight = trace(ready(name, **still), task.items, 3, steps=0)[0].embedding
    shuffled = trace(ready(name, **still), task.items[order], 3, steps=0)[0].embedding
    assert torch.allclose(straight[order], shuffled, atol=1e-4)
    assert not torch.allclose(straight, shuffled, atol=1e-2)


@UNTOLD
def test_is_a_scikit_learn_clusterer(name, ready, task, tmp_path) -> None:
    build = LEARNERS[name].build
    settings = {"n_clusters": 3, "steps": 2, "random_state": 4}
    if LEARNERS[name].meta:
        ready(LEARNERS[name].checkpoint_of).save(tmp_path / "c.safetensors")
        settings["checkpoint"] = str(tmp_path / "c.safetensors")
    if LEARNERS[name].reads_pool:
        settings |= READERS
    learner = build().set_params(**settings)
    assert {key: learner.get_params()[key] for key in settings} == settings
    copy = clone(learner)
    assert copy.get_params() == learner.get_params() and copy is not learner
    pixels = (task.items * 255).round().to(torch.uint8).numpy()
    labels = learner.fit_predict(pixels)
    assert labels is learner.labels_ and labels.shape == (18,) and labels.dtype == np.int64
    assert learner.embedding_.shape[0] == 18 and 0 <= learner.n_iter_ <= 2
    assert np.array_equal(copy.fit(pixels[:, 0], task.truth.labels).labels_, labels)  # (N, H, W); y is ignored
    items, generator = as_items(pixels), torch.Generator().manual_seed(4)
    last = deque(learner.adapt(items, 3, steps=2, generator=generator), maxlen=1).pop()
    assert np.array_equal(last.assignments, labels)
    with pytest.raises(ValueError, match="Invalid parameter"):
        learner.set_params(colour="red")


@EVERY
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_items_that_are_part_of_a_graph_are_clustered_like_any(name, ready, trace, task, dtype) -> None:
    learner = ready(name).set_params(n_clusters=3, steps=1)
    part = task.items.to(dtype, copy=True).requires_grad_() * 1
    assert np.array_equal(learner.fit_predict(part), learner.fit_predict(task.items))
    grown, plain = (trace(ready(name), items, 3, steps=1)[-1] for items in (part, task.items))
    assert torch.equal(grown.assignments, plain.assignments) and not grown.embedding.requires_grad


@EVERY
def test_other_kinds_of_numbers_are_read_as_pixels(name, ready, trace, task) -> None:
    pixels = (task.items * 255).round().to(torch.uint8)
    expected = trace(ready(name), pixels / 255, 3)[-1].assignments
    assert torch.equal(trace(ready(name), pixels, 3)[-1].assignments, expected)
    assert torch.equal(trace(ready(name), (pixels / 255).double(), 3)[-1].assignments, expected)


def test_arrays_that_are_no_pictures_are_refused() -> None:
    for wrong in (np.array([["a", "b"]]), np.array([[1j, 2]]), [[object()]], None):
        with pytest.raises(MetaUnsupError) as caught:
            as_items(wrong)
        assert caught.value.code == "items_not_numbers"
    assert as_items(np.full((2, 4, 4), 255, np.uint8)).shape == (2, 1, 4, 4)
    assert as_items(np.full((2, 4, 4), 255, np.uint8)).max() == 1
    assert as_items([[1, 2], [3, 4]]).tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_tasks_are_what_the_learners_above_were_given(task: Task) -> None:
    assert task.items.shape == (18, 1, 28, 28) and task.truth.labels.bincount().tolist() == [6, 6, 6]
