"""The sections on task design and on transfer: languages, links, stored results, and small ones run from the page."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from opened import JUNK, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.cli.main import build_parser
from metaunsup.cli.study import read_study
from metaunsup.cli.transfer import read_matrix
from metaunsup.evaluation.results import Failure
from metaunsup.evaluation.transfer import transfer as transfer_matrix
from metaunsup.training.study import Trained, Untrained, Yardstick, study
from metaunsup.ui.compare import jobs, studies, task_design, transfer
from metaunsup.ui.compare.jobs import Comparisons
from metaunsup.ui.compare.page import FIELDS, SECTIONS
from metaunsup.ui.compare.studies import MATRIX_POOLS, STORED, StudyChoice, TransferChoice, stored
from metaunsup.ui.compare.study_figures import curve, matrix, row_title
from metaunsup.ui.jobs.process import work
from metaunsup.words import WORDS, Say

LANGS = ("en", "zh")


def here(choice: Any, keep_on: Callable[[], bool]) -> Iterator[Any]:
    """Without the process, so that a test of the page does not wait for one to load its libraries."""
    plan = choice.plan()
    for one in study(plan) if isinstance(choice, StudyChoice) else transfer_matrix(plan):
        if not keep_on():
            return
        yield one


@pytest.fixture
def server(monkeypatch) -> Iterator[Comparisons]:
    """A server of this test's own, which computes in a thread, and little."""
    own = Comparisons(run=here)
    monkeypatch.setattr(jobs, "all_comparisons", lambda: own)
    monkeypatch.setattr(studies, "LIVE_WAYS", 4)
    monkeypatch.setattr(studies, "LIVE_TASKS", 2)
    monkeypatch.setitem(studies.LIVE_VALUES, "strength", (0.5, 1.0))
    monkeypatch.setattr(transfer, "MATRIX_POOLS", ("digits", "glyphs"))
    yield own
    own.close()


def page(**query: str) -> AppTest:
    return opened("pages/5_Compare.py", **query)


def until(test: AppTest, there: Callable[[AppTest], bool]) -> AppTest:
    for _ in range(300):
        if there(test):
            return test
        time.sleep(0.1)
        test.run()
        assert not test.exception
    raise AssertionError(texts(test))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("section", ["design", "transfer"])
def test_a_section_opens_in_both_languages(lang, section, server) -> None:
    test = page(lang=lang, section=section)
    written = texts(test)
    key = "study" if section == "design" else "transfer"
    assert Say(lang)(f"{key}.lead") in written
    assert test.button(key=f"compare.{key}.run").label == Say(lang)(f"{key}.run")
    other = LANGS.index("zh" if lang == "en" else "en")
    foreign = [pair[other] for name, pair in WORDS.items() if name.startswith(("study.", "transfer.", "compare."))]
    assert not any(sentence in written for sentence in foreign if len(sentence) > 12 and "{" not in sentence)
    assert not test.error


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("vary", studies.VARIED)
def test_every_stored_study_is_shown_at_once_with_its_command(lang, vary, server) -> None:
    summary = stored(f"{vary}-digits")
    assert summary is not None
    test = page(lang=lang, section="design", vary=vary)
    written = texts(test)
    assert f"{summary['kmeans']['mean']:.1%}" in written
    assert summary["command"] in written
    assert Say(lang)("study.validation") in written  # nothing was tuned on the test part, and the page says so


def test_stored_results_are_what_their_commands_would_make() -> None:
    """No canned results: each file has the command, and the settings of that command are those in the file."""
    files = sorted(STORED.glob("*.json"))
    assert {"strength-digits", "episodes-digits", "partitions-digits", "transfer-protonet"} <= {f.stem for f in files}
    for file in files:
        summary = json.loads(file.read_text(encoding="utf-8"))
        chosen = build_parser(Say()).parse_args(summary["command"].split()[3:])
        assert summary["complete"] is True
        if file.stem.startswith("transfer"):
            asked = read_matrix(chosen)
            assert (asked.learner, list(asked.pools), asked.tasks) == (
                summary["learner"], summary["pools"], summary["tasks"],
            )  # fmt: skip
            continue
        plan = read_study(chosen)
        assert (plan.vary, list(plan.values), list(plan.seeds)) == (
            summary["vary"], summary["values"], summary["seeds"],
        )  # fmt: skip
        assert {name: getattr(plan.base, name) for name in ("learner", "pool", "steps", "episodes")}.items() <= (
            summary["settings"].items()
        )
        assert summary["part"] == "validation"


def test_old_links_open_the_comparison_and_junk_is_named(server) -> None:
    test = page(lang="en", ways="3,5", tasks="7")
    assert test.multiselect(key="compare.ways").value == ["3", "5"]
    test = page(**dict.fromkeys(["lang", *FIELDS], JUNK))
    warned = " ".join(str(warning.value) for warning in test.warning)
    assert all(f"{name}=" in warned for name in FIELDS)
    assert not test.error


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("section", "nowhere"),
        ("vary", "ways"),
        ("studied", "mnist"),
        ("practice", "5"),
        ("trainings", "4"),
        ("carried", "kmeans"),
        ("carried", "../../etc"),
        ("matrix_tasks", "0"),
    ],
)
def test_a_link_out_of_range_falls_back(name, text, server) -> None:
    test = page(lang="en", **{"section": "transfer" if name in ("carried", "matrix_tasks") else "design", name: text})
    assert f"{name}=" in str(test.warning[0].value)
    assert not test.error


def test_the_link_follows_the_section(server) -> None:
    test = page(lang="en", section="design", vary="episodes")
    assert test.query_params["section"] in ("design", ["design"])
    test.segmented_control(key="compare.section").set_value("transfer").run()
    assert test.query_params["section"] in ("transfer", ["transfer"])
    assert "vary" not in test.query_params
    test.segmented_control(key="compare.section").set_value("tasks").run()
    assert "section" not in test.query_params
    test.segmented_control(key="compare.section").set_value("design").run()
    assert test.query_params["vary"] in ("episodes", ["episodes"])  # what was chosen there is still chosen
    assert not test.warning
    assert SECTIONS[0] == "tasks"


@pytest.mark.slow
def test_a_small_study_runs_from_the_page_and_is_the_command_s(server) -> None:
    test = page(lang="en", section="design", practice="10")
    test.button(key="compare.study.run").click().run()
    assert test.query_params["start"] in ("1", ["1"])  # at once: a reload keeps it
    until(test, lambda t: any(str(part.value) == Say()("study.finished") for part in t.success))
    assert len(page(**{name: "".join(text) for name, text in test.query_params.items()}).success) == 1  # for anybody
    (one,) = server._known.values()
    done = [event for event in one.results if isinstance(event, Trained)]
    expected = [event for event in study(StudyChoice("strength", 10, 1).study()) if isinstance(event, Trained)]
    assert [event.accuracy for event in done] == [event.accuracy for event in expected]
    assert Say()("study.interval.tasks") in texts(test)  # one training each, and the page says what that means
    assert not test.exception


@pytest.mark.slow
def test_a_small_matrix_runs_from_the_page(server, monkeypatch) -> None:
    monkeypatch.setattr("metaunsup.evaluation.evaluate.earlier_loop", lambda card: card["pool"]["name"] == "digits")
    test = page(lang="zh", section="transfer", matrix_tasks="1")
    test.button(key="compare.transfer.run").click().run()
    until(test, lambda t: any(str(part.value) == Say("zh")("study.finished") for part in t.success))
    assert Say("zh")("transfer.away.about") in texts(test)
    early = Say("zh")("learners.earlier_loop", learners=row_title("digits", Say("zh")))
    assert early in texts(test)


def test_it_can_be_stopped_and_keeps_what_is_there(server, monkeypatch) -> None:
    def forever(choice: Any, keep_on: Callable[[], bool]) -> Iterator[Any]:
        yield Yardstick(3, 4, (0.5, 0.6))
        yield Trained(0.5, 0, (0.7, 0.8), 1.0, 10)
        while keep_on():
            time.sleep(0.02)

    server.run = forever
    test = page(lang="en", section="design")
    test.button(key="compare.study.run").click().run()
    until(test, lambda t: "75.0%" in texts(t))
    test.button(key="compare.study.cancel").click().run()
    until(test, lambda t: any("Stopped at" in str(part.value) for part in t.warning))
    assert "75.0%" in texts(test)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_training_that_failed_is_told_beside_the_others(lang, server) -> None:
    failure = Failure("training_diverged", {"step": 3}, 1)

    def some(choice: Any, keep_on: Callable[[], bool]) -> Iterator[Any]:
        yield Yardstick(3, 4, (0.5, 0.6))
        yield Trained(0.5, 0, (0.7, 0.8), 1.0, 10)
        yield Untrained(1.0, 0, failure)

    server.run = some
    test = page(lang=lang, section="design")
    test.button(key="compare.study.run").click().run()
    say = Say(lang)
    told = say(
        "study.broken.all",
        value=say("study.named.strength", value="1"),
        count=1,
        total=1,
        reason=say.explain(failure.error),
    )
    until(test, lambda t: any(str(part.value) == told for part in t.warning))
    assert "75.0%" in texts(test)


def test_a_failure_is_told_in_a_sentence(server) -> None:
    from metaunsup.errors import MetaUnsupError

    def broken(choice: Any, keep_on: Callable[[], bool]) -> Iterator[Any]:
        raise MetaUnsupError("training_diverged", step=3)
        yield

    server.run = broken
    test = page(lang="en", section="design")
    test.button(key="compare.study.run").click().run()
    until(test, lambda t: bool(t.error))
    assert "could not be finished" in str(test.error[0].value)


def test_choices_are_their_commands() -> None:
    for vary in studies.VARIED:
        choice = StudyChoice(vary, 20, 2)
        assert choice.plan() == choice.study()
        typed = read_study(build_parser(Say()).parse_args(choice.process(1)))
        assert typed.arguments() == choice.study().arguments()
        assert choice.total == 1 + 2 * len(choice.study().values) * 21
    moved = TransferChoice("maml", MATRIX_POOLS, 3)
    assert read_matrix(build_parser(Say()).parse_args(moved.process(1))) == moved.asked()
    assert moved.total == 12
    assert moved.estimate() > replace(moved, learner="protonet").estimate()


@pytest.mark.slow
def test_a_process_of_its_own_gives_the_same_events(monkeypatch) -> None:
    monkeypatch.setattr(studies, "LIVE_WAYS", 4)
    monkeypatch.setattr(studies, "LIVE_TASKS", 2)
    monkeypatch.setitem(studies.LIVE_VALUES, "strength", (1.0,))
    choice = StudyChoice("strength", 2, 1)
    told = list(work(choice, lambda: True))
    assert len(told) == choice.total == 4
    assert [type(one) for one in told] == [type(one) for one in study(choice.study())]


def test_the_curve_shows_the_points_and_the_verdict_names_them() -> None:
    def point(value: float, mean: float, margin: float) -> dict[str, Any]:
        interval = {"mean": mean, "ci95": [mean - margin, mean + margin]}
        seeds = [{"seed": 0, "accuracy": mean - 0.01}, {"seed": 1, "accuracy": mean + 0.01}]
        return {"value": value, "accuracy": interval, "seconds": 1.0, "per_seed": seeds}

    points = [point(0.0, 0.4, 0.05), point(1.0, 0.8, 0.02), point(1.5, 0.77, 0.02)]
    summary = {"vary": "strength", "points": points, "kmeans": {"mean": 0.65, "ci95": [0.6, 0.7]}}
    text = task_design.verdict(summary, Say("en"))
    assert "strength 1**" in text
    assert "80.0%" in text
    assert "overlaps that of strength 1.5:" in text
    assert "overlaps no other" in task_design.verdict({**summary, "points": points[:2]}, Say("en"))
    chart = curve(summary, Say("en"))
    mean = next(trace for trace in chart.data if trace.name == Say()("study.figure.mean"))
    assert list(mean.y) == [0.4, 0.8, 0.77]
    assert list(mean.error_y.array) == pytest.approx([0.05, 0.02, 0.02])


def test_the_matrix_frames_home_and_leaves_gaps_for_what_is_missing() -> None:
    cell = {"mean": 0.9, "ci95": [0.88, 0.92], "against_home": None, "tasks": 2}
    away = {**cell, "mean": 0.8, "against_home": {"mean": -0.1, "ci95": [-0.12, -0.08]}}
    summary = {
        "rows": ["kmeans", "digits"],
        "pools": ["digits", "glyphs"],
        "cells": {"kmeans": {"digits": away}, "digits": {"digits": cell}},
    }
    chart = matrix(summary, Say("en"))
    assert len(chart.layout.shapes) == 1
    assert [list(line) for line in chart.data[0].z] == [[0.8, None], [0.9, None]]
    (first, second) = transfer._away(summary, Say("en"))
    assert list(first.values())[1:] == ["**−10.0\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}2.0**"]  # nobody is home on glyphs
    assert list(second.values())[1:] == ["home"]
