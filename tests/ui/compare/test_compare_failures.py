"""A learner that breaks at a task, on the page: told beside the numbers of the others."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from opened import opened
from streamlit.testing.v1 import AppTest

from metaunsup.evaluation.compare import compare
from metaunsup.evaluation.transfer import transfer as transferred
from metaunsup.learners.protonet import ProtoNet
from metaunsup.learners.spectral import Spectral
from metaunsup.ui.compare import jobs, transfer
from metaunsup.ui.compare.jobs import Comparisons
from metaunsup.ui.compare.studies import TransferChoice
from metaunsup.ui.compare.study_figures import matrix
from metaunsup.words import Say
from tests.broken import EVERY, break_learner

LINK = {"ways": "2", "shots": "3", "tasks": "3", "learners": "kmeans,spectral", "steps": "1", "start": "1"}


def here(choice: Any, keep_on: Callable[[], bool]) -> Iterator[Any]:
    """Without a process, where nothing would be broken."""
    yield from (transferred if isinstance(choice, TransferChoice) else compare)(choice.plan())


@pytest.fixture(autouse=True)
def server(monkeypatch) -> Iterator[Comparisons]:
    own = Comparisons(run=here)
    monkeypatch.setattr(jobs, "all_comparisons", lambda: own)
    monkeypatch.setattr(transfer, "MATRIX_POOLS", ("digits",))
    yield own
    own.close()


def warned(test: AppTest) -> str:
    """What the page warns of, once the work is over."""
    for _ in range(120):
        if test.success or test.error:
            break
        time.sleep(0.1)
        test.run()
        assert not test.exception
    return "\n".join(str(part.value) for part in test.warning)


@pytest.mark.parametrize(("lang", "said"), [("en", "failed on 1 of 3 tasks"), ("zh", "在 3 个任务中有 1 个没能完成")])
def test_a_failure_is_told_and_the_tables_are_of_the_rest(monkeypatch, lang, said) -> None:
    break_learner(monkeypatch, Spectral, {1})
    test = opened("pages/5_Compare.py", lang=lang, **LINK)
    text = warned(test)
    assert said in text and "umap" in text and "/home/somebody" not in text
    scores, pairs, _ = (part.value for part in test.table)
    assert list(scores.iloc[:, 0]) == [f"**{Say(lang).learner_title(name)}**" for name in ("kmeans", "spectral")]
    assert scores.iloc[1, 1] != "–"
    assert Say(lang)("compare.pair.shared", what="", count=2) in pairs.iloc[0, 0]


def test_who_always_fails_has_dashes_and_no_line_in_the_figure(monkeypatch) -> None:
    break_learner(monkeypatch, Spectral, EVERY)
    test = opened("pages/5_Compare.py", lang="en", **LINK)
    assert "failed on every task (3)" in warned(test)
    scores = test.table[0].value
    assert list(scores.iloc[1]) == ["**Spectral clustering**", *["–"] * 5]
    assert len(test.get("plotly_chart")) == 1


def test_a_matrix_tells_it_and_has_a_dash(monkeypatch) -> None:
    break_learner(monkeypatch, ProtoNet, {0})
    test = opened("pages/5_Compare.py", lang="en", section="transfer", matrix_tasks="2")
    test.button(key="compare.transfer.run").click().run()
    assert "small digits → small digits failed on 1 of 2 tasks" in warned(test)
    assert any("(on 1 task)" in str(part.value.to_numpy()) for part in test.table)


def test_a_cell_without_a_number() -> None:
    nothing = {"mean": None, "ci95": [None, None], "against_home": None, "tasks": 2}
    away = {"mean": 0.5, "ci95": [None, None], "against_home": {**nothing, "tasks": 0}, "tasks": 2}
    cells = {"kmeans": {"digits": away}, "digits": {"digits": nothing}}
    summary = {"rows": ["kmeans", "digits"], "pools": ["digits"], "cells": cells}
    chart = matrix(summary, Say("en"))
    assert [list(line) for line in chart.data[0].z] == [[0.5], [None]]
    assert list(chart.data[0].text[1]) == ["–"]
    assert "–" in transfer._away(summary, Say("en"))[0].values()
