"""Training leaves what it says it leaves, learns from pictures alone, and refuses what cannot work."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from metaunsup.data.pool import make_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.protonet import ProtoNet
from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.networks.checkpoints import read_card
from metaunsup.training import train as training
from metaunsup.training.practice_map import read_map
from metaunsup.training.settings import WAYS, TrainingEvent, TrainingSettings, TrainingStage
from metaunsup.training.train import train

TRAINABLE = [name for name, spec in LEARNERS.items() if spec.trainable]


def refusal(settings: TrainingSettings, out: Path, resume: bool = False) -> MetaUnsupError:
    """What ``train`` raises at once: no step is asked for."""
    with pytest.raises(MetaUnsupError) as caught:
        train(settings, out, resume=resume)
    assert str(caught.value)
    return caught.value


def learner_terms(name: str) -> tuple[str, ...]:
    """Of what each loss is made up, where that is told."""
    return tuple(LEARNERS[name].build.terms)


@pytest.mark.parametrize("name", TRAINABLE)
def test_what_a_training_leaves(name, pool, settings, steps, tmp_path) -> None:
    out = tmp_path / "new" / "run"
    chosen = settings(name, steps=5)
    events = steps(chosen, out)
    assert [event.progress.step for event in events] == [1, 2, 3, 4, 5] and {event.total for event in events} == {5}
    assert [event.checkpoint is not None for event in events] == [False, True, False, True, True]
    assert [event.validation is not None for event in events] == [False, True, False, True, True]
    assert sorted(file.name for file in out.iterdir()) == [
        *("checkpoint.json", "checkpoint.safetensors", "map.safetensors", "metrics.jsonl"),
        *("state.json", "state.safetensors"),
    ]
    start, *lines = [json.loads(line) for line in (out / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (start["step"], start["loss"]) == (0, None) and start["validation"]["tasks"] == 2
    assert read_map(out / "map.safetensors").steps.tolist() == [0, 2, 4, 5]
    for line, event in zip(lines, events, strict=True):
        assert line["step"] == event.progress.step and line["loss"] == event.progress.loss
        assert math.isfinite(line["loss"]) and line["items_seen"] == event.progress.items_seen
        assert ("validation" in line) == (event.validation is not None)
        assert line.get("terms", {}) == event.progress.terms and tuple(event.progress.terms) == learner_terms(name)
        if event.validation is not None:
            assert line["validation"] == vars(event.validation)
    card = json.loads((out / "checkpoint.json").read_text(encoding="utf-8"))
    train_part = pool.unlabelled("train")
    assert card["pool"] == {
        "name": "digits",
        "part": "train",
        "fingerprint": train_part.fingerprint,
        "items": 30,
        "note": None,
    }
    assert (card["format"], card["learner"], card["seed"], card["steps"], card["labels"]) == (1, name, 3, 5, False)
    begins = make_learner(name).starts_from  # another learner, whose practice it has on its card, too
    assert card["episodes"] == "umtra" and ("builds_on" in card) == bool(begins)
    assert card["items_seen"] == events[-1].progress.items_seen > 0 and card["seconds"] >= 0
    assert card["licence"] == "CC BY 4.0" and card["torch"] == torch.__version__.split("+")[0]
    options = make_learner(name, **chosen.options).options()
    sizes = {key: min(value, 30) for key, value in options.items() if key in WAYS}  # what nobody chose fits the pool
    assert card["options"] == options | sizes
    learner = make_learner(name)
    learner.load(events[-1].checkpoint)
    assert torch.equal(learner.trained_on, train_part.hashes) or begins
    assert torch.isin(train_part.hashes, learner.trained_on).all()
    task_items = pool.unlabelled("test").items(torch.arange(6))
    assert list(learner.adapt(task_items, 2, steps=1, generator=torch.Generator().manual_seed(0)))


@pytest.mark.parametrize("name", TRAINABLE)
def test_a_seed_decides_the_parameters(name, pool, settings, remains, tmp_path) -> None:
    for run, seed in (("one", 3), ("again", 3), ("other", 4)):
        torch.manual_seed(len(run))  # the global stream plays no part
        list(train(settings(name, seed=seed), tmp_path / run))
    assert remains(tmp_path / "one") == remains(tmp_path / "again")
    assert remains(tmp_path / "one")["checkpoint"] != remains(tmp_path / "other")["checkpoint"]


@pytest.mark.parametrize("name", TRAINABLE)
@pytest.mark.slow
def test_validating_more_or_less_often_changes_no_parameter(name, pool, settings, remains, tmp_path) -> None:
    for every in (0, 1, 3):
        list(train(settings(name, validate_every=every), tmp_path / str(every)))
    kept = [remains(tmp_path / str(every)) for every in (0, 1, 3)]
    assert kept[0]["checkpoint"] == kept[1]["checkpoint"] == kept[2]["checkpoint"]
    assert kept[0]["state"] == kept[1]["state"] == kept[2]["state"]
    losses = [[line["loss"] for line in one["metrics"] if line["step"]] for one in kept]
    assert losses[0] == losses[1] == losses[2] and len(losses[0]) == 4
    assert all(line.get("validation") is None for line in kept[0]["metrics"])


def test_without_labels_or_with_wrong_ones_the_same_is_learned(
    small_pool, settings, steps, remains, tmp_path, monkeypatch
):
    shuffled = small_pool.labels[torch.randperm(len(small_pool), generator=torch.Generator().manual_seed(0))]
    pools = {
        "true": small_pool,
        "none": replace(small_pool, labels=None, class_names=()),
        "wrong": replace(small_pool, labels=shuffled),
    }
    for run, pool in pools.items():
        monkeypatch.setattr(training, "resolve_pool", lambda name, pool=pool: pool)
        events = steps(settings("maml", steps=3), tmp_path / run)
        assert (events[-1].validation is None) == (run == "none")
    kept = [remains(tmp_path / run) for run in pools]
    assert kept[0]["checkpoint"] == kept[1]["checkpoint"] == kept[2]["checkpoint"]
    assert kept[1]["metrics"][-1]["validation"] is None


def test_only_the_train_part_is_practised_on(small_pool, settings, remains, tmp_path, monkeypatch) -> None:
    elsewhere = small_pool.images.clone()
    elsewhere[small_pool.parts != 0] = 255 - elsewhere[small_pool.parts != 0]
    for run, pool in (("one", small_pool), ("other", replace(small_pool, images=elsewhere))):
        monkeypatch.setattr(training, "resolve_pool", lambda name, pool=pool: pool)
        list(train(settings(validate_every=0), tmp_path / run))
    assert remains(tmp_path / "one")["checkpoint"] == remains(tmp_path / "other")["checkpoint"]


def test_an_unlabelled_pool_of_the_persons_own(small_pool, settings, steps, tmp_path, monkeypatch) -> None:
    images = small_pool.images[small_pool.parts == 0].numpy()
    own = make_pool("mine", images, None, parts=[0] * 30, note="pool.note.pictures_skipped")
    monkeypatch.setattr(training, "resolve_pool", lambda name: own)
    events = steps(settings(pool="mine"), tmp_path)
    assert all(event.validation is None for event in events) and events[-1].checkpoint is not None
    card = json.loads((tmp_path / "checkpoint.json").read_text(encoding="utf-8"))
    assert card["licence"] is None
    assert (card["pool"]["name"], card["pool"]["note"]) == ("mine", "pool.note.pictures_skipped")


def test_a_part_too_small_to_validate_on_is_no_obstacle(small_pool, settings, steps, tmp_path, monkeypatch) -> None:
    for labels_left in (0, 1):
        keep = (small_pool.parts != 1) | (small_pool.labels == 4 if labels_left else torch.tensor(False))
        pool = replace(
            small_pool,
            **{field: getattr(small_pool, field)[keep] for field in ("images", "labels", "parts", "hashes")},
        )
        monkeypatch.setattr(training, "resolve_pool", lambda name, pool=pool: pool)
        events = steps(settings(), tmp_path / str(labels_left))
        assert len(events) == 4 and all(event.validation is None for event in events)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"learner": "nobody"}, "unknown_learner"),
        ({"learner": "kmeans"}, "not_trainable"),
        ({"learner": "protonet-adapt"}, "not_trainable"),
        ({"steps": 0}, "number_out_of_range"),
        ({"steps": -5}, "number_out_of_range"),
        ({"steps": 10**7}, "number_out_of_range"),
        ({"validate_every": -1}, "number_out_of_range"),
        ({"options": {"colour": "red"}}, "unknown_option"),
        ({"options": {"ways": "many"}}, "option_not_a_whole_number"),
        ({"options": {"outer_lr": float("nan")}}, "number_out_of_range"),
    ],
)
def test_settings_that_cannot_work_are_refused_at_once(pool, settings, tmp_path, change, code) -> None:
    assert refusal(replace(settings(), **change), tmp_path / "run").code == code
    assert not (tmp_path / "run").exists()


def test_pools_that_cannot_work_are_refused_at_once(small_pool, settings, tmp_path, monkeypatch) -> None:
    assert refusal(settings(pool="nowhere"), tmp_path / "run").code == "unknown_pool"
    lonely = make_pool("lonely", small_pool.images[:1].numpy(), None, parts=[0])
    empty = make_pool("empty", small_pool.images[:3].numpy(), None, parts=[2, 2, 2])
    for pool in (lonely, empty):
        monkeypatch.setattr(training, "resolve_pool", lambda name, pool=pool: pool)
        assert refusal(settings(pool="own"), tmp_path / "run").code == "episode_items"
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("learner", "options"),
    [
        ("protonet", {"ways": 31}),
        ("maml", {"ways": 31}),
        ("maml", {"warmup_ways": 31}),
        ("fomaml", {"warmup_ways": "31"}),
        ("reptile", {"ways": 31}),
    ],
)
@pytest.mark.parametrize("episodes", ["umtra", "self-training"])
def test_more_pseudo_classes_than_pictures_are_refused_at_once(
    learner, options, episodes, pool, settings, tmp_path
) -> None:
    """Also those that would only be drawn later."""
    error = refusal(settings(learner, options=options, episodes=episodes, clusters=5), tmp_path / "run")
    assert error.code == "episode_ways" and error.fields["ways"] == 31
    assert f"choose 2 to 30 for the learner’s {next(iter(options))}," in str(error)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("name", "items"), [("autoencoder", 30), ("simclr", 30), ("psco", 30), ("acr", 3), ("maml", 3)]
)
def test_a_size_that_nobody_chose_fits_the_pool(name, items, small_pool, stopped, tmp_path, monkeypatch) -> None:
    """However it is stopped and resumed; the checkpoint tells the size, and learners usually take more."""
    index = torch.cat([torch.arange(items), torch.arange(30, len(small_pool.images))])
    images, labels = small_pool.images[index], small_pool.labels[index]
    few = replace(small_pool, images=images, labels=labels, parts=small_pool.parts[index])
    monkeypatch.setattr(training, "resolve_pool", lambda _: replace(few, hashes=small_pool.hashes[index]))
    chosen = TrainingSettings(name, steps=2, validate_every=0)
    list(train(chosen, tmp_path / "at once"))
    stopped(chosen, tmp_path / "resumed", 1)
    stopped(chosen, tmp_path / "resumed", 1)
    told = read_card(tmp_path / "at once" / "checkpoint.safetensors")["options"]
    usual = make_learner(name).options()
    for one in ("ways", "warmup_ways"):
        assert told.get(one) == (items if one in usual else None) and usual.get(one, 99) > items
    once, resumed = (load_file(tmp_path / one / "checkpoint.safetensors") for one in ("at once", "resumed"))
    assert all(torch.equal(value, resumed[key]) for key, value in once.items())


def test_ways_that_are_never_drawn_are_no_obstacle(pool, settings, steps, tmp_path) -> None:
    chosen = settings("maml", steps=1, validate_every=0, options={"warmup_ways": 31, "warmup": 0})
    assert len(steps(chosen, tmp_path)) == 1


def test_folders_that_cannot_be_written_are_noticed_at_once(pool, settings, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    for out in (tmp_path / "file", tmp_path / "file" / "run"):
        assert refusal(settings(), out).code == "cannot_write"
    assert (tmp_path / "file").read_text() == "x"


def test_a_folder_that_holds_a_training_is_refused(pool, settings, remains, tmp_path) -> None:
    list(train(settings(), tmp_path))
    before = remains(tmp_path)
    error = refusal(settings(seed=9), tmp_path)
    assert error.code == "out_not_empty" and "--resume" in str(error)
    assert remains(tmp_path) == before


def test_a_loss_that_is_no_number_ends_the_training(pool, settings, tmp_path, monkeypatch) -> None:
    practise = ProtoNet.task_gradient

    def diverge(self, parameters, episodes, generator, share):
        gradients, loss, seen = practise(self, parameters, episodes, generator, share)
        return gradients, float("nan") if self.progress.step == 2 else loss, seen

    monkeypatch.setattr(ProtoNet, "task_gradient", diverge)
    told = []
    with pytest.raises(MetaUnsupError) as caught:
        told.extend(one for one in train(settings(validate_every=1), tmp_path) if isinstance(one, TrainingEvent))
    assert [event.progress.step for event in told] == [1, 2]
    assert caught.value.code == "training_diverged" and caught.value.fields == {"step": 3}
    assert all(bool(torch.isfinite(v).all()) for v in load_file(tmp_path / "checkpoint.safetensors").values())
    assert int(load_file(tmp_path / "state.safetensors")["progress"][0]) == 2


def test_parameters_that_are_no_numbers_are_never_kept(pool, settings, tmp_path, monkeypatch) -> None:
    """The last step's loss is that before its update: finite, while what it leads to is not."""
    practise = ProtoNet.task_gradient

    def explode(self, parameters, episodes, generator, share):
        gradients, loss, seen = practise(self, parameters, episodes, generator, share)
        if self.progress.step == 3:
            gradients["blocks.1.conv.weight"] = gradients["blocks.1.conv.weight"] * float("inf")
        return gradients, loss, seen

    monkeypatch.setattr(ProtoNet, "task_gradient", explode)
    with pytest.raises(MetaUnsupError) as caught:
        list(train(settings(), tmp_path))
    assert caught.value.code == "training_diverged" and caught.value.fields == {"step": 4}
    assert all(bool(torch.isfinite(v).all()) for v in load_file(tmp_path / "checkpoint.safetensors").values())
    assert (
        read_card(tmp_path / "checkpoint.safetensors")["steps"] == 3
    )  # of the last sound step, not the last validated


def test_practice_lowers_the_loss(pool, steps, tmp_path) -> None:
    chosen = TrainingSettings("protonet", steps=40, seed=0, options={"ways": 16}, validate_every=0)
    losses = [event.progress.loss for event in steps(chosen, tmp_path)]
    assert sum(losses[-8:]) < 0.8 * sum(losses[:8])


def test_stages_are_told_before_what_takes_a_while(pool, settings, tmp_path) -> None:
    def told(run: str, **more: object) -> list[str]:
        chosen = settings(steps=3, **more)
        return [one.name if isinstance(one, TrainingStage) else "step" for one in train(chosen, tmp_path / run)]

    assert told("umtra") == ["baseline", "step-0", "first-step", "step", "step", "step"]
    assert told("blind", validate_every=0) == ["first-step", "step", "step", "step"]
    small = {"clusters": 4, "partitions": 2, "validate_every": 0}
    assert told("cactus", episodes="cactus", **small) == ["partitions", "first-step", "step", "step", "step"]
    drawn = told("drawn", episodes="lasium", embedding="shipped:digits/gan", validate_every=0)
    assert drawn == ["latents", "first-step", "step", "step", "step"]
    own = told("own", episodes="self-training", umtra_share=1 / 3, refresh=1, **small)
    assert own == ["first-step", "step", "partitions", "step", "partitions", "step"]


def test_a_line_is_on_disk_before_its_step_is_told(pool, settings, tmp_path) -> None:
    for told in train(settings(steps=3), tmp_path):
        lines = (tmp_path / "metrics.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == (1 + told.progress.step if isinstance(told, TrainingEvent) else told.name == "first-step")


def test_the_state_is_kept_now_and_then_between_validations(pool, settings, tmp_path, monkeypatch) -> None:
    def kept() -> int:
        path = tmp_path / str(every) / "state.safetensors"
        return int(load_file(path)["progress"][0]) if path.exists() else 0

    for every, expected in ((0.0, [1, 2, 3, 4]), (1e9, [0, 0, 0, 4])):
        monkeypatch.setattr(training, "SAVE_EVERY", every)
        work = train(settings(validate_every=0), tmp_path / str(every))
        assert [kept() for told in work if isinstance(told, TrainingEvent)] == expected


@pytest.mark.parametrize("name", TRAINABLE)
def test_float64_is_computed_in_and_float32_is_left(name, pool, settings, steps, tmp_path) -> None:
    """One step apart by rounding alone, and the numbers in between are really double ones."""
    kept = {}
    for precision in ("float32", "float64"):
        steps(settings(name, steps=1, precision=precision), tmp_path / precision)
        kept[precision] = load_file(tmp_path / precision / "state.safetensors")
        checkpoint = load_file(tmp_path / precision / "checkpoint.safetensors")
        wrong = {k for k, v in checkpoint.items() if v.dtype != (torch.int64 if k == "trained_on" else torch.float32)}
        assert not wrong
        make_learner(name).load(tmp_path / precision / "checkpoint.safetensors")
    double = {k: v for k, v in kept["float64"].items() if k.startswith(("parameter/", "optimiser/")) and v.ndim}
    assert double and all(value.dtype == torch.float64 for value in double.values())
    assert any(not torch.equal(value, value.float().double()) for value in double.values())
    loss32, loss64 = (float(kept[one]["progress"][1]) for one in ("float32", "float64"))
    assert loss32 == pytest.approx(loss64, rel=1e-4) and loss32 != loss64


def test_devices(pool, settings, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    for device in ("cuda", "mps"):
        error = refusal(settings(device=device), tmp_path / "run")
        assert error.code == "device_missing" and device in str(error)
    assert training.device("auto") == training.device("cpu") == torch.device("cpu")
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    assert training.device("auto") == torch.device("mps")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert training.device("auto") == torch.device("cuda")
