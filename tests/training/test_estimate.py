"""Estimates: arithmetic by hand, memory of tensors that are known, refusals as the training's, the real thing."""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from metaunsup.data.registry import resolve_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.learners.settings import settings_of
from metaunsup.networks.conv4 import FILTERS
from metaunsup.tasks.episode import Episode
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training.estimate import BASE_BYTES, START_SECONDS, Costs, Stretch, check, measure, times_partitioned
from metaunsup.training.memory import give_back, saved_for_backward
from metaunsup.training.pieces import MOST_BYTES, MOST_IMAGES, smaller, task_bytes
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train

VIEWS = {"support_views": 1, "query_views": 1}
SMALL = {"ways": 6, **VIEWS}
TASKS_TRIED = {"memory": 12}  # whose episodes differ in size: the largest of a few


def test_time_is_the_sum_of_its_parts() -> None:
    costs = Costs((Stretch(0, 0.5, 0.1), Stretch(0.5, 1, 0.3)), 7, partitions=4.0, validation=2.0, baseline=1.0)
    settings = TrainingSettings("maml", steps=100, validate_every=30, episodes="cactus")
    found = costs.estimate(settings)
    assert found.seconds_per_step == pytest.approx(0.2)
    assert found.validation_seconds == pytest.approx(1 + 5 * 2)  # before the first, after 30, 60, 90 and 100
    assert found.partition_seconds == pytest.approx(4)
    assert found.seconds == pytest.approx(START_SECONDS + 20 + 11 + 4)
    assert found.memory_bytes == 7
    never = costs.estimate(TrainingSettings("maml", steps=100, validate_every=0))
    assert (never.validation_seconds, never.partition_seconds) == (0, 0)
    usual = costs.estimate(TrainingSettings("maml", steps=100))
    assert usual.validation_seconds == pytest.approx(
        1 + (10 * 3 / 8 + 1) * 2
    )  # ten points on 3 of 8 tasks, and the end


def test_nothing_that_was_counted_stays() -> None:
    """Graphs that held themselves, 120 MB a learner, took a server over its bound."""

    def tensors() -> int:
        gc.collect()
        return sum(isinstance(one, torch.Tensor) for one in gc.get_objects())

    options = {"ways": 3, **VIEWS, "train_steps": 1, "warmup": 0.0, "first_order_until": 1.0}
    settings = TrainingSettings("maml", "digits", options=options, validate_every=0)
    measure(settings)  # caches of libraries
    before = tensors()
    measure(settings)
    assert tensors() == before


@pytest.mark.parametrize(
    ("steps", "share", "refresh"), [(10, 0.5, 2), (10, 0.5, 3), (7, 0.5, 2), (5, 0.0, 1), (5, 1.0, 1), (9, 0.33, 4)]
)
def test_partitions_are_counted_as_training_makes_them(steps: int, share: float, refresh: int) -> None:
    settings = TrainingSettings(
        "protonet",
        steps=steps,
        options=SMALL,
        episodes="self-training",
        umtra_share=share,
        refresh=refresh,
        clusters=8,
    )
    curriculum = check(settings)[2]
    due = [step for step in range(steps) if curriculum.due(step)]
    assert times_partitioned(settings) == len(due)


def test_memory_saved_for_backward_is_counted_once_and_released() -> None:
    x = torch.randn(1000, requires_grad=True)  # 4,000 bytes
    with saved_for_backward() as peak:
        y = x.exp()  # remembers its result: 4,000
        assert peak() == 4000
        z = (y * y).sum()  # remembers y again, the same bytes
        assert peak() == 4000
        del y
        z.backward()
        del z
        (x.sin() * 2).sum().backward()  # remembers x: the others are gone
    assert peak() == 4000
    torch.testing.assert_close(x.grad, 2 * (2 * x.detach()).exp() + 2 * x.detach().cos())


def test_second_order_remembers_more_than_first() -> None:
    options = {"ways": 5, "support_views": 2, "query_views": 1, "train_steps": 3, "warmup": 0.0}
    first, second = (
        measure(TrainingSettings("maml", options={**options, "first_order_until": until}, validate_every=0))
        for until in (1.0, 0.0)
    )
    assert second.memory_bytes - BASE_BYTES > 1.15 * (first.memory_bytes - BASE_BYTES)


@pytest.mark.slow
def test_every_stretch_of_maml_is_measured_with_episodes_of_its_own() -> None:
    options = {
        "ways": 4,
        "support_views": 2,
        "query_views": 1,
        "warmup_ways": 8,
        "warmup": 0.5,
        "first_order_until": 0.8,
    }
    settings = TrainingSettings("maml", options=options, episodes="self-training", umtra_share=0.6, clusters=20)
    costs = measure(settings)
    assert [(one.begin, one.end) for one in costs.stretches] == [(0, 0.5), (0.5, 0.6), (0.6, 0.8), (0.8, 1)]
    assert all(one.seconds > 0 for one in costs.stretches)
    assert costs.partitions > 0
    assert costs.validation > 0


def test_an_enormous_episode_is_measured_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    draw = UmtraEpisodes.draw

    def watched(self: UmtraEpisodes, ways: int, *more: Any) -> Episode:
        drawn.append(ways)
        return draw(self, ways, *more)

    monkeypatch.setattr(UmtraEpisodes, "draw", watched)
    monkeypatch.setattr("metaunsup.training.pieces.MOST_IMAGES", 100)
    small, large = (
        measure(TrainingSettings("protonet", options={"ways": ways, **VIEWS}, validate_every=0)) for ways in (50, 500)
    )
    assert max(drawn) == 50  # 500 were never tried
    assert large.memory_bytes - BASE_BYTES == pytest.approx(10 * (small.memory_bytes - BASE_BYTES), rel=0.3)


def corners(name: str) -> Iterator[dict[str, Any]]:
    """Both ends of every setting that says how much is computed."""
    known = settings_of(LEARNERS[name].build)
    sizes = ("ways", "warmup_ways", "support_views", "query_views", "train_steps", "gradient_samples", "code_size")
    ends = {one: (known[one].low, known[one].high) for one in sizes if one in known}
    ends["filters"] = FILTERS
    for values in itertools.product(*ends.values()):
        yield dict(zip(ends, map(int, values), strict=True))


@pytest.mark.parametrize("pixels", [16 * 16, 28 * 28, 64 * 64])
@pytest.mark.parametrize("share", [0.0, 0.95])
@pytest.mark.parametrize("name", [name for name, spec in LEARNERS.items() if spec.trainable])
def test_what_is_tried_is_bounded_at_every_corner_of_the_ranges(name: str, share: float, pixels: int) -> None:
    for number, options in enumerate(corners(name)):
        learner = make_learner(name, **options)
        learner.dtype = (torch.float32, torch.float64)[number % 2]
        part = smaller(learner, share, pixels)
        ways, views = part.episode_size(share)
        assert task_bytes(part, share, pixels) <= MOST_BYTES
        assert getattr(part, ways) * views <= MOST_IMAGES
        assert part.filters == learner.filters and part.options()["ways"] >= 2


@pytest.mark.parametrize("precision", [torch.float32, torch.float64])
@pytest.mark.parametrize("share", [0.0, 0.95])
@pytest.mark.parametrize("name", [name for name, spec in LEARNERS.items() if spec.trainable])
def test_what_a_task_keeps_is_known_before_it_is_tried(name: str, share: float, precision: torch.dtype) -> None:
    known = settings_of(LEARNERS[name].build)
    sizes = {"ways": 6, "warmup_ways": 9, "support_views": 2, "query_views": 2, "train_steps": 3, "gradient_samples": 2}
    learner = make_learner(name, **{one: value for one, value in sizes.items() if one in known})
    learner.dtype = precision
    source = resolve_pool("digits").unlabelled("train")
    learner.begin(learner.initialise(1, torch.Generator().manual_seed(0)))
    parameters = {one: value.clone().requires_grad_() for one, value in learner.ready().items()}
    most = 0
    for seed in range(TASKS_TRIED.get(name, 1)):
        with saved_for_backward() as peak:
            learner.task_gradient(parameters, UmtraEpisodes(source), torch.Generator().manual_seed(seed), share)
        most = max(most, peak())
    assert 0.6 < most / task_bytes(learner, share, 28 * 28) < 1.2


LINK = {"ways": 400, "support_views": 4, "query_views": 1, "train_steps": 50, "filters": 64, "warmup": 0.0}


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("maml", {**LINK, "first_order_until": 0.0}),
        ("viml", {**LINK, "first_order_until": 0.0, "gradient_samples": 100, "samples": 100}),
    ],
)
def test_a_link_cannot_fill_the_memory(name: str, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.training.pieces.MOST_BYTES", 20e6)  # a fifteenth of what is allowed, and as quick
    kept = []

    @contextmanager
    def watched() -> Iterator[Callable[[], int]]:
        with saved_for_backward() as peak:
            yield peak
        kept.append(peak())

    monkeypatch.setattr("metaunsup.training.pieces.saved_for_backward", watched)
    costs = measure(TrainingSettings(name, options=options))
    assert len(kept) >= 3 and max(kept) < 2 * 20e6
    assert costs.memory_bytes > 100e9  # and it is told what the whole would take


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (TrainingSettings("kmeans"), "not_trainable"),
        (TrainingSettings("protonet", pool="nowhere"), "unknown_pool"),
        (TrainingSettings("protonet", steps=0), "number_out_of_range"),
        (TrainingSettings("protonet", options={"ways": 1000}), "episode_ways"),
        (TrainingSettings("protonet", episodes="cactus", clusters=5000), "cactus_clusters"),
        (TrainingSettings("protonet", episodes="cactus", embedding="shipped:nowhere/maml"), "reference_unknown"),
        (TrainingSettings("protonet", episodes="lasium"), "lasium_generator"),
        (TrainingSettings("protonet", episodes="lasium", embedding="shipped:digits/protonet"), "lasium_generator"),
        (
            TrainingSettings("protonet", options={"filters": 64}, start_from="shipped:digits/protonet"),
            "start_from_shape",
        ),
    ],
)
def test_what_training_would_refuse_is_refused(settings: TrainingSettings, code: str, tmp_path: Path) -> None:
    with pytest.raises(MetaUnsupError) as ours:
        check(settings)
    with pytest.raises(MetaUnsupError) as its:
        train(settings, tmp_path)
    assert ours.value.code == its.value.code == code


def test_groups_too_small_for_an_episode_are_noticed_before_the_start() -> None:
    options = {"ways": 5, "support_views": 50, "query_views": 50}
    with pytest.raises(MetaUnsupError) as refused:
        measure(TrainingSettings("protonet", options=options, episodes="cactus", clusters=800, validate_every=0))
    assert refused.value.code == "cactus_too_small"


@pytest.mark.slow
@pytest.mark.parametrize("learner", ["protonet", "maml", "reptile"])
def test_a_real_training_takes_about_what_was_said(learner: str, tmp_path: Path) -> None:
    settings = TrainingSettings(learner, steps=30, validate_every=10, episodes="self-training", refresh=10)
    costs = measure(settings)
    begun = time.perf_counter()
    for _ in train(settings, tmp_path):
        pass
    took = time.perf_counter() - begun
    said = costs.estimate(settings).seconds - START_SECONDS  # everything is imported here already
    assert 0.5 < said / took < 2


def test_what_is_freed_is_given_back() -> None:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("only Linux tells how much memory a process has")

    def resident() -> int:
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")) * 1024

    pieces = [bytes([number % 256]) * 50_000 for number in range(2000)]  # 100 MB, each too small for a map of its own
    pins = pieces[::20]  # what still lives among them keeps the allocator from returning the rest by itself
    before = resident()
    pieces.clear()
    give_back()
    assert before - resident() > 60_000_000 and len(pins) == 100
