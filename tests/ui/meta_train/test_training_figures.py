"""The charts of a training: what is drawn is what was measured, and a long run stays small."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from metaunsup.evaluation.thinning import MOST_POINTS
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import LEARNERS
from metaunsup.ui.meta_train.figures import accuracy_chart, curve_chart, loss_chart, losses, terms, warm_steps
from metaunsup.words import WORDS, Say


def lines(count: int, every: int = 0) -> list[dict[str, Any]]:
    """Metrics with a loss that zigzags, one spike, and a validation every so often."""
    found: list[dict[str, Any]] = [
        {"step": step, "loss": 2 / step + 0.1 * (step % 2), "seconds": 0.1 * step, "items_seen": 48 * step}
        for step in range(1, count + 1)
    ]
    for line in found[every - 1 :: every] if every else []:
        share = line["step"] / count
        told = {"accuracy": 0.5 + 0.4 * share, "low": 0.45 + 0.4 * share, "high": 0.55 + 0.4 * share}
        line["validation"] = {**told, "kmeans": 0.53, "encoder_kmeans": 0.4 + 0.4 * share}
    return found


def test_the_smooth_line_is_the_mean_of_the_last_steps() -> None:
    told = lines(90)
    found = losses(told)
    assert found.window == 3
    raw = np.array([line["loss"] for line in told])
    np.testing.assert_allclose(found.smooth[:3], [raw[0], raw[:2].mean(), raw[:3].mean()])
    np.testing.assert_allclose(found.smooth[50], raw[48:51].mean())
    np.testing.assert_array_equal(found.raw, raw)


def test_a_long_run_is_thinned_and_no_spike_is_lost() -> None:
    told = lines(20_000)
    told[12_345]["loss"] = 99.0
    told[777]["loss"] = -5.0
    found = losses(told)
    assert len(found.raw) <= MOST_POINTS + 2
    assert len(found.smooth) <= MOST_POINTS
    assert (found.raw.max(), found.raw.min()) == (99.0, -5.0)
    assert (found.raw_steps[0], found.raw_steps[-1]) == (1, 20_000)
    assert np.all(np.diff(found.raw_steps) > 0)
    assert len(loss_chart(told, 20_000, "maml", Say("en")).to_json()) < 80_000


def test_one_step_is_a_chart_too() -> None:
    figure = loss_chart(lines(1), 100, "maml", Say("en"))
    assert [list(trace.y) for trace in figure.data] == [[2.1], [2.1]]
    assert "markers" in figure.data[1].mode
    shown = [trace.name for trace in figure.data if trace.showlegend is not False]
    assert shown == [Say("en")("meta_train.chart.each")]  # a mean of one step is no mean
    assert not accuracy_chart(lines(1), 100, "maml", Say("en")).data


def test_accuracy_stands_beside_both_lines_with_its_interval() -> None:
    figure = accuracy_chart(lines(100, every=25), 100, "maml", Say("zh"))
    kmeans, encoder, band, own = figure.data
    assert list(kmeans.y) == [0.53, 0.53]
    assert list(kmeans.x) == [0, 100]
    np.testing.assert_allclose(encoder.y, [0.5, 0.6, 0.7, 0.8])
    np.testing.assert_allclose(own.y, [0.6, 0.7, 0.8, 0.9])
    np.testing.assert_allclose(band.y, [0.65, 0.75, 0.85, 0.95, 0.85, 0.75, 0.65, 0.55])
    np.testing.assert_allclose(band.x, [25, 50, 75, 100, 100, 75, 50, 25])


def test_step_0_has_no_loss_and_the_last_point_the_tasks_of_all_others() -> None:
    told = lines(100, every=50)
    few = {"accuracy": 0.85, "low": 0.8, "high": 0.9, "kmeans": 0.5, "encoder_kmeans": 0.7, "tasks": 3}
    told[-1]["validation_few"] = few
    start = {"step": 0, "loss": None, "seconds": 0, "items_seen": 0, "validation": {**few, "accuracy": 0.4}}
    told.insert(0, start)
    assert list(losses(told).raw_steps) == [*range(1, 101)]
    kmeans, _, _, own = accuracy_chart(told, 100, "maml", Say("en")).data
    assert (list(own.x), list(own.y), list(kmeans.y)) == ([0, 50, 100], [0.4, 0.7, 0.85], [0.5, 0.5])


@pytest.mark.parametrize(("learner", "options", "warm"), [("maml", {}, 60), ("maml", {"warmup": 0.25}, 25)])
def test_a_line_says_where_the_warm_up_ends(learner: str, options: dict[str, float], warm: int) -> None:
    found = warm_steps(learner, options, 100)
    assert found == warm
    for chart in (loss_chart, accuracy_chart):
        figure = chart(lines(100, every=50), 100, learner, Say("zh"), found)
        assert [line.x0 for line in figure.layout.shapes] == [warm]
        assert figure.layout.annotations[0].text == Say("zh")("meta_train.chart.warm")
        assert not chart(lines(100, every=50), 100, learner, Say("zh"), 100).layout.shapes
    assert [warm_steps(name, {}, 100) for name in ("protonet", "selfcritique", "nobody", "kmeans")] == [0] * 4
    assert warm_steps("maml", {"warmup": "x"}, 100) == warm_steps("maml", None, 100) == 0


def test_numbers_that_somebody_edited_are_left_out() -> None:
    told = lines(100, every=25)
    told[24]["validation"]["encoder_kmeans"] = "high"
    told[49]["validation"]["low"] = None
    _, encoder, band, own = accuracy_chart(told, 100, "maml", Say("en")).data
    assert list(encoder.x) == [50, 75, 100]
    assert len(band.x) == 6
    assert len(own.x) == 4


def test_the_terms_of_a_loss_are_curves_too() -> None:
    told = lines(60)
    for line in told:
        line["terms"] = {"reconstruction": -200.0 + line["step"], "kl": 5.0, "<b>": 1.0}
    told[7]["terms"] = {"reconstruction": "good", "kl": float("nan")}
    told[8]["terms"] = 3
    del told[9]["terms"]
    found = terms(told)
    assert list(found) == ["reconstruction", "kl"]  # in the learner's order, and nothing that somebody else wrote
    assert list(found["kl"].raw_steps) == [step for step in range(1, 61) if step not in (8, 9, 10)]
    assert list(curve_chart(found["reconstruction"], 60, "vae", Say("zh")).data[0].y[:2]) == [-199.0, -198.0]
    assert terms(lines(3)) == {}


def test_what_a_learner_tells_of_its_practice_has_words() -> None:
    for spec in LEARNERS.values():
        for name in spec.build.terms if issubclass(spec.build, MetaLearner) else ():
            assert {f"meta_train.term.{name}", f"meta_train.term.{name}.help"} <= WORDS.keys(), name
