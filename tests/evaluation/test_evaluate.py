"""The comparison over many tasks: fairness, reproducibility, the JSON, and the refusal of test items."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.classes import Over, over, over_classes
from metaunsup.evaluation.convergence import area, convergence
from metaunsup.evaluation.evaluate import evaluate, meta_training, pad
from metaunsup.evaluation.metrics import mean_interval, paired_difference, right_per_class, score
from metaunsup.evaluation.results import TaskResult
from metaunsup.evaluation.summary import summarise
from metaunsup.learners.base import NOISE
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.task import OUTLIER, Truth

SETTINGS = {"ways": 3, "shots": 5, "seed": 0, "adapt_steps": 3}


def without_seconds(result: TaskResult) -> TaskResult:
    return replace(result, learners={name: replace(one, clock=()) for name, one in result.learners.items()})


def run(pool, learners, tasks=3, **changes) -> list[TaskResult]:
    return [without_seconds(one) for one in evaluate(pool, learners, tasks=tasks, **{**SETTINGS, **changes})]


def test_rerun_gives_the_same_numbers_and_another_seed_others(pool, practised) -> None:
    field = {"kmeans": make_learner("kmeans"), "maml": practised("maml")}
    assert run(pool, field) == run(pool, field)
    assert run(pool, field) != run(pool, field, seed=1)


def test_neither_learners_nor_tasks_disturb_each_other(pool, guesser) -> None:
    field = {"kmeans": make_learner("kmeans"), "guess": guesser(), "random": make_learner("random")}
    together = run(pool, field)
    assert run(pool, field, tasks=2) == together[:2]
    for name, learner in field.items():
        assert [one.learners[name] for one in run(pool, {name: learner})] == [one.learners[name] for one in together]
    assert together[0].learners["guess"] != together[1].learners["guess"]


def test_every_learner_meets_the_same_tasks(pool, guesser) -> None:
    met: dict[str, list] = {"a": [], "b": []}

    class Spy(guesser):
        def adapt(self, items, n_clusters, **settings):
            met[self.who].append(items)
            return super().adapt(items, n_clusters, **settings)

    field = {name: Spy() for name in met}
    for name, learner in field.items():
        learner.who = name
    results = run(pool, field)
    for index, (a, b) in enumerate(zip(*met.values(), strict=True)):
        assert torch.equal(a, b)
        assert torch.equal(a, sample_clustering_task(pool, 3, 5, results[index].seed).items)
    assert not torch.equal(met["a"][0], met["a"][1])


def test_scores_are_those_of_the_learners_steps(pool) -> None:
    [result] = run(pool, {"kmeans": make_learner("kmeans")}, tasks=1)
    task = sample_clustering_task(pool, 3, 5, result.seed)
    from metaunsup.tasks.streams import stream

    steps = make_learner("kmeans").adapt(task.items, 3, steps=3, generator=stream(0, "evaluate", 0, "kmeans"))
    scores = [score(step.assignments, task.truth) for step in steps]
    assert result.learners["kmeans"].accuracy == tuple(one.accuracy for one in scores)
    assert result.learners["kmeans"].ari == tuple(one.ari for one in scores)


def test_destroying_the_labels_of_a_task_changes_no_learners_output(pool, practised) -> None:
    seen: list[list[list[int]]] = []
    task = sample_clustering_task(pool, 3, 5, 7)
    for labels in (task.truth.labels, torch.zeros_like(task.truth.labels)):
        changed = replace(task, truth=replace(task.truth, labels=labels))
        for learner in (make_learner("kmeans"), practised("reptile"), practised("protonet-adapt")):
            generator = torch.Generator().manual_seed(0)
            steps = learner.adapt(changed.items, changed.n_clusters, steps=2, generator=generator)
            seen.append([step.assignments.tolist() for step in steps])
    assert seen[:3] == seen[3:]


def test_the_summary_is_the_json_of_the_contract(pool, guesser, practised) -> None:
    field = {"a": guesser(), "maml": practised("maml"), "b": guesser(ends_at=0)}
    results = list(evaluate(pool, field, tasks=4, **SETTINGS, outliers=2))
    cost = {name: meta_training(learner, "maml.safetensors") for name, learner in field.items()}
    summary = summarise(results, pool=pool, outliers=2, checkpoints=cost, **SETTINGS)
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    head = {
        "pool": "digits",
        "ways": 3,
        "shots": 5,
        "tasks": 4,
        "seed": 0,
        "n_clusters": 3,
        "adapt_steps": 3,
        "imbalance": None,
        "outliers": 2,
        "outliers_apart": False,
        "note": None,
    }
    assert {key: summary[key] for key in head} == head
    draws = [[one] for one in results]
    classes = len({name for one in results for name in one.classes})
    assert summary["over"] == Over("classes", classes).as_json()
    assert set(summary) == {*head, "learners", "best", "over", "paired"}
    assert list(summary["learners"]) == ["a", "maml", "b"]
    for name, one in summary["learners"].items():
        sure = ["calibration", "outlier_auroc", "outlier_auroc_cosine"]
        assert list(one) == [
            "accuracy", "nmi", "ari", "trace", "gain", "area", *sure, "seconds_per_task", "meta_training",
            "convergence", "groups",
        ]  # fmt: skip
        assert one["convergence"]["best95"] == convergence(results, name)["best95"].as_json()
        assert one["area"]["mean"] == pytest.approx(np.mean([area(each.learners[name], 3) for each in results]))
        traces = [result.learners[name].accuracy for result in results]
        last = [trace[-1] for trace in traces]
        interval = mean_interval(last)
        both = over_classes(draws, over(draws), name)
        wider = [both["accuracy"].low, both["accuracy"].high]
        assert one["accuracy"] == {**interval.as_json(), "per_task": last, "ci95_classes": wider}
        assert one["groups"] == {}
        assert set(one["nmi"]) == set(one["ari"]) == {"mean", "ci95", "per_task"}
        assert one["trace"]["accuracy"]["per_task"] == [list(trace) for trace in traces]
        assert one["trace"]["accuracy"]["mean"] == pytest.approx(np.mean(traces, axis=0).tolist())
        assert set(one["gain"]) == {"mean", "ci95", "ci95_classes"}
        assert one["gain"]["mean"] == pytest.approx(np.mean([trace[-1] - trace[0] for trace in traces]))
        assert one["seconds_per_task"] == pytest.approx(np.mean([r.learners[name].seconds for r in results]))
    for name, told in (("a", False), ("maml", True), ("b", False)):  # the others tell no probabilities
        one = summary["learners"][name]
        assert (one["calibration"] is not None) == (one["outlier_auroc"] is not None) == told
        cosines = [result.learners[name].outlier_auroc_cosine for result in results]
        assert one["outlier_auroc_cosine"]["mean"] == pytest.approx(np.mean(cosines))  # takes no probabilities
    maml = summary["learners"]["maml"]
    assert sum(one["count"] for one in maml["calibration"]["bins"]) == 4 * 15  # without outliers
    assert maml["outlier_auroc"]["mean"] == pytest.approx(np.mean([r.learners["maml"].outlier_auroc for r in results]))
    assert maml["calibration"]["ece"]["mean"] == pytest.approx(
        np.mean([r.learners["maml"].calibration.ece for r in results])
    )
    assert summary["learners"]["a"]["meta_training"] is None
    assert summary["learners"]["maml"]["meta_training"] == {
        "pool": "digits",
        "note": None,
        "labels": False,
        "steps": 0,
        "seconds": 0.0,
        "items_seen": 0,
        "checkpoint": "maml.safetensors",
    }
    assert summary["best"] == max(summary["learners"], key=lambda name: summary["learners"][name]["accuracy"]["mean"])
    gains = {name: [one.learners[name].gain for one in results] for name in field}
    assert gains["b"] == [0.0] * 4
    for pair, entry in summary["paired"]["gain"].items():
        first, second = pair.split(" vs ")
        wider = over_classes(draws, over(draws), first, second)["gain"]
        both = {**paired_difference(gains[first], gains[second]).as_json(), "ci95_classes": [wider.low, wider.high]}
        assert entry == both
    pairs = summary["paired"]["accuracy"]
    assert list(pairs) == ["a vs maml", "a vs b", "maml vs b"]
    means = {name: one["accuracy"]["mean"] for name, one in summary["learners"].items()}
    for pair, entry in pairs.items():
        first, second = pair.split(" vs ")
        assert entry["mean"] == pytest.approx(means[first] - means[second])
        assert entry["ci95"][0] <= entry["mean"] <= entry["ci95"][1]


def test_results_know_classes_and_who_learns_nothing_between_steps(pool, guesser) -> None:
    settings = {**SETTINGS, "ways": 8, "shots": 8, "adapt_steps": 9}
    done = list(evaluate(pool, {"kmeans": make_learner("kmeans"), "a": guesser()}, tasks=3, **settings, outliers=2))
    for one in done:
        task = sample_clustering_task(pool, 8, 8, one.seed, outliers=2)
        assert (one.classes, one.sizes) == (task.truth.class_names, (8,) * 8)
        for result in one.learners.values():
            ends = (result.accuracy[0], result.accuracy[-1])
            assert [sum(right) / 64 for right in result.right] == pytest.approx(ends)
        kmeans, other = one.learners.values()
        assert (kmeans.adapted, kmeans.gain) == (False, 0)
        assert (other.adapted, other.gain) == (True, other.accuracy[-1] - other.accuracy[0])
    assert any(one.learners["kmeans"].accuracy[0] != one.learners["kmeans"].accuracy[-1] for one in done)


def test_right_per_class_by_hand() -> None:
    truth = Truth(torch.tensor([0, 0, 0, 1, 1, 2, 2, OUTLIER]), ("a", "b", "c"))
    # clusters 7 and 5 are matched with a and b; c has none of its own; an item of b is noise
    assert right_per_class(torch.tensor([7, 7, 7, 5, NOISE, 7, 7, 5]), truth) == (3, 1, 0)
    assert right_per_class(torch.full((8,), NOISE), truth) == (0, 0, 0)


def test_traces_are_padded_with_their_last_value() -> None:
    assert pad([(0.1, 0.2), (0.5,), (0.3, 0.4, 0.9)]) == [[0.1, 0.2, 0.2], [0.5, 0.5, 0.5], [0.3, 0.4, 0.9]]


def test_one_task_has_null_for_an_interval(pool, guesser) -> None:
    summary = summarise(
        list(evaluate(pool, {"a": guesser(), "b": guesser()}, tasks=1, **SETTINGS)), pool=pool, **SETTINGS
    )
    assert summary["learners"]["a"]["accuracy"]["ci95"] == [None, None]
    assert summary["paired"]["accuracy"]["a vs b"]["ci95"] == [None, None]


def test_a_learner_that_practised_on_test_items_is_refused_at_once(pool, practised) -> None:
    train, test = pool.unlabelled("train").hashes, pool.unlabelled("test").hashes
    assert len(run(pool, {"maml": practised("maml", train)}, tasks=1)) == 1
    spoiled = practised("maml", torch.cat([train, test[17:18]]))
    with pytest.raises(MetaUnsupError) as caught:
        evaluate(pool, {"kmeans": make_learner("kmeans"), "maml": spoiled}, tasks=1, **SETTINGS)
    assert caught.value.code == "trained_on_test_items"
    assert caught.value.fields == {"learner": "maml", "pool": "digits", "count": 1, "total": len(test)}


def test_a_checkpoint_not_read_yet_is_read_before_it_is_trusted(pool, practised, tmp_path) -> None:
    spoiled = practised("protonet", pool.unlabelled("test").hashes)
    spoiled.save(tmp_path / "spoiled.safetensors")
    lazy = make_learner("protonet").set_params(checkpoint=str(tmp_path / "spoiled.safetensors"))
    with pytest.raises(MetaUnsupError) as caught:
        evaluate(pool, {"protonet": lazy}, tasks=1, **SETTINGS)
    assert caught.value.code == "trained_on_test_items"


def test_a_learner_that_diverged_gets_no_score(pool, guesser) -> None:
    class Diverges(guesser):
        def _guess(self, *settings):
            for state in super()._guess(*settings):
                yield replace(state, embedding=state.embedding * float("nan"))

    [result] = run(pool, {"a": guesser(), "b": Diverges()}, tasks=1)
    assert list(result.learners) == ["a"]
    assert result.failures["b"].code == "embedding_not_finite"


@pytest.mark.parametrize("cost", ["step", "seconds", "items_seen"])
@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**400, -1])
def test_a_cost_that_nobody_can_have_paid_is_refused(practised, cost, value) -> None:
    learner = practised("maml")
    learner.progress = replace(learner.progress, **{cost: value})
    with pytest.raises(MetaUnsupError) as caught:
        meta_training(learner, "maml.safetensors")
    assert caught.value.code == "checkpoint_damaged"


@pytest.mark.parametrize(
    "pool_of_card", [{"name": float("nan"), "note": 3}, {"name": {}, "note": ["x"]}, {}, ["digits"], "digits", None]
)
def test_a_card_written_by_hand_still_makes_json(practised, pool_of_card) -> None:
    learner = practised("maml")
    learner.card = {"pool": pool_of_card}
    cost = meta_training(learner, "maml.safetensors")
    assert cost is not None
    assert cost["pool"] is None and cost["note"] is None
    json.dumps(cost, allow_nan=False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tasks": 0}, "number_out_of_range"),
        ({"tasks": 10**9}, "number_out_of_range"),
        ({"adapt_steps": -1}, "number_out_of_range"),
        ({"ways": 11}, "too_many_ways"),
        ({"ways": 0}, "number_out_of_range"),
        ({"shots": 190}, "too_many_shots"),
        ({"imbalance": float("nan")}, "number_out_of_range"),
        ({"outliers": 10**6}, "too_many_outliers"),
    ],
)
def test_impossible_requests_are_refused_at_once(pool, guesser, changes, code) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        evaluate(pool, {"a": guesser()}, **{"tasks": 1, **SETTINGS, **changes})
    assert caught.value.code == code


def test_nobody_to_evaluate_and_nothing_to_summarise_are_refused(pool) -> None:
    with pytest.raises(MetaUnsupError):
        evaluate(pool, {}, tasks=1, **SETTINGS)
    with pytest.raises(MetaUnsupError):
        summarise([], pool=pool, **SETTINGS)


def test_a_fault_of_the_only_learner_is_a_sentence_that_names_it(pool, guesser) -> None:
    class Faulty(type(guesser())):
        def adapt(self, *told, **more):
            raise RuntimeError("cannot cache function")

    with pytest.raises(MetaUnsupError) as told:
        list(evaluate(pool, {"faulty": Faulty()}, ways=2, shots=3, tasks=1, seed=0, adapt_steps=1))
    assert (told.value.code, told.value.fields["learner"]) == ("learner_broke", "faulty")
