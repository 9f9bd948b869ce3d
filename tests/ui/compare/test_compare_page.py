"""The page of comparisons: both languages, junk in its link, what it refuses, a comparison from link to files."""

from __future__ import annotations

import csv
import io
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from opened import JUNK, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.cli.compare import read_grid
from metaunsup.cli.main import build_parser
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.compare import Finished, compare
from metaunsup.evaluation.curves import Curve
from metaunsup.evaluation.draws import per_draw
from metaunsup.evaluation.metrics import Interval
from metaunsup.evaluation.tables import ordered
from metaunsup.ui.common import ownership
from metaunsup.ui.common.link import read, write
from metaunsup.ui.compare import jobs, view
from metaunsup.ui.compare.figures import cut, figure
from metaunsup.ui.compare.form import FIELDS, values
from metaunsup.ui.compare.jobs import MOST_WAITING, Comparisons
from metaunsup.ui.compare.request import CompareChoice
from metaunsup.ui.jobs.process import work
from metaunsup.words import WORDS, Say, signed

SMALL = CompareChoice(("digits",), (2, 3), (3,), (None,), (0,), 3, ("kmeans", "spectral"), None, 2)


def here(choice: CompareChoice, keep_on: Callable[[], bool]) -> Iterator[Finished]:
    """Without the process, so that a test of the page does not wait for one to load its libraries."""
    for one in compare(choice.plan()):
        if not keep_on():
            return
        yield one


@pytest.fixture
def server(monkeypatch) -> Iterator[Comparisons]:
    """A server of this test's own, which computes in a thread."""
    own = Comparisons(run=here)
    monkeypatch.setattr(jobs, "all_comparisons", lambda: own)
    yield own
    own.close()


def page(**query: str) -> AppTest:
    return opened("pages/5_Compare.py", **query)


def ask(**changes) -> dict[str, str]:
    """The link of ``SMALL`` with changes, its start included."""
    return {"lang": "en", **write({**values(replace(SMALL, **changes)), "start": 1}, FIELDS)}


def until(test: AppTest, there: Callable[[AppTest], bool]) -> AppTest:
    for _ in range(120):
        if there(test):
            return test
        time.sleep(0.1)
        test.run()
        assert not test.exception
    raise AssertionError(texts(test))


def finished(test: AppTest) -> bool:
    return any("tasks are finished" in str(part.value) for part in test.success)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_opens_in_both_languages(lang, server) -> None:
    test = page(lang=lang)
    assert test.title[0].value == Say(lang)("compare.title")
    assert not test.button(key="compare.go").disabled
    other = 1 if lang == "en" else 0
    foreign = [pair[other] for key, pair in WORDS.items() if key.startswith("compare.")]
    written = texts(test)
    assert not any(sentence in written for sentence in foreign if len(sentence) > 12 and "{" not in sentence)
    assert "python -m metaunsup compare --learners kmeans,spectral,protonet,reptile --pools digits" in written


def test_junk_in_every_parameter_is_named_and_the_page_works_on(server) -> None:
    test = page(**dict.fromkeys(["lang", *FIELDS], JUNK))
    warned = " ".join(str(warning.value) for warning in test.warning)
    for name in ("lang", *FIELDS):
        assert f"{name}=" in warned
    assert not test.error
    assert not test.button(key="compare.go").disabled
    assert values(SMALL).keys() < FIELDS.keys()


@pytest.mark.parametrize(
    ("name", "text"),
    [("ways", "51"), ("ways", "5,5"), ("ways", "-2"), ("shots", "0"), ("tasks", "501"), ("tasks", "nan"),
     ("seeds", ",".join(map(str, range(11)))), ("learners", ",".join(["kmeans"] * 2)), ("imbalance", "7"),
     ("learners", "kmeans,spectral,random,protonet,protonet-adapt,maml,reptile"), ("pools", "../../etc"),
     ("steps", "1e3"), ("trained", "nowhere")],
)  # fmt: skip
def test_a_link_out_of_range_falls_back_to_the_default(name, text, server) -> None:
    test = page(lang="en", **{name: text})
    assert f"{name}=" in str(test.warning[0].value)
    assert not test.error


def test_the_link_fills_the_form_and_the_form_fills_the_link(server) -> None:
    test = page(lang="en", ways="3,5", shots="4", imbalance="equal,10", seeds="1,2", tasks="7", learners="kmeans,maml")
    assert test.multiselect(key="compare.ways").value == ["3", "5"]
    assert test.multiselect(key="compare.imbalance").value == ["equal", "10"]
    assert test.number_input(key="compare.tasks").value == 7
    test.multiselect(key="compare.ways").set_value(["2", "4"]).run()
    assert test.query_params["ways"] in ("2,4", ["2,4"])
    test.multiselect(key="compare.ways").set_value(["5"]).run()  # the default needs no place in the link
    assert "ways" not in test.query_params
    assert not test.warning


def test_what_a_link_holds_is_what_was_chosen() -> None:
    choice = replace(SMALL, imbalances=(None, 0.3, 10.0), seeds=(0, 4), trained_on="omniglot-minimal")
    kept, ignored = read(write(values(choice), FIELDS), FIELDS)
    assert not ignored
    assert kept == {**values(choice), "start": 0}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("tasks", 0, "1 to 500"), ("tasks", 10**9, "1 to 500"), ("steps", -1, "0 to 100"), ("ways", [], "Groups"),
     ("learners", [], "six learners"), ("ways", ["11"], "10"), ("shots", ["200"], "200")],
)  # fmt: skip
def test_what_cannot_be_had_is_refused_with_what_can(key, value, said, server) -> None:
    test = page(lang="en")
    kind = test.number_input if isinstance(value, int) else test.multiselect
    kind(key=f"compare.{key}").set_value(value).run()
    assert not test.exception
    assert said in str(test.error[0].value)
    assert test.button(key="compare.go").disabled


def test_a_comparison_too_long_for_the_page_gets_its_command(server) -> None:
    test = page(lang="en", tasks="500", learners="maml,reptile", ways="10", shots="20")
    assert "about 1 h 8 min of computing, and this page allows 20 min," in str(test.error[0].value)
    assert test.button(key="compare.go").disabled
    assert "--tasks 500" in texts(test)


def test_missing_pictures_and_missing_practice_are_explained(server, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_DATA", str(tmp_path))
    test = page(lang="en", pools="digits,kmnist", learners="kmeans,maml")
    assert "python -m metaunsup data --get kmnist" in texts(test)
    assert test.button(key="compare.go").disabled
    test.multiselect(key="compare.pools").set_value(["glyphs"]).run()
    assert "python -m metaunsup train --learner maml --pool glyphs" in texts(test)
    assert test.button(key="compare.go").disabled
    test.selectbox(key="compare.trained").set_value("digits").run()
    assert not test.button(key="compare.go").disabled


def test_a_comparison_from_its_link_to_its_tables(server) -> None:
    test = until(page(**ask()), finished).run()  # once more: it may have been over before the link was written again
    assert test.query_params["start"] in ("1", ["1"])  # a reload keeps it
    plan = SMALL.plan()
    results = ordered(list(compare(plan)), plan)
    means = [
        sum(one.task.learners[name].accuracy[-1] for one in results) / len(results) for name in ("kmeans", "spectral")
    ]
    scores, pairs, soon = (part.value for part in test.table)
    assert [cell.strip("*") for cell in scores.iloc[:, 0]] == ["K-Means", "Spectral clustering"]
    for cell, mean in zip(scores.iloc[:, 1], means, strict=True):
        assert cell.strip("*").startswith(f"{100 * mean:.1f}\N{NO-BREAK SPACE}±")
    assert signed(100 * (means[0] - means[1]), "+.1f") in pairs.iloc[0, 1]
    assert list(soon.iloc[:, -1]) == [Say()("compare.practice.none")] * 2
    assert soon.iloc[0, 1].startswith("0") and len(soon.columns) == 7  # K-Means is where it ends
    assert len(test.get("plotly_chart")) == 1
    test.segmented_control(key="compare.axis").set_value("ways").run()
    assert not test.exception
    assert Say()("compare.figure.axis.about") in texts(test)
    one = server.join(SMALL)
    picked = next(box for box in test.selectbox if box.key and box.key.startswith("compare.setting."))
    picked.set_value(1).run()
    assert not test.exception
    half = [one.task.learners["kmeans"].accuracy[-1] for one in results if one.cell.setting.ways == 2]
    assert test.table[0].value.iloc[0, 1].strip("*").startswith(f"{100 * sum(half) / 3:.1f}\N{NO-BREAK SPACE}±")
    assert server.join(SMALL) is one  # nothing was computed twice


def test_learners_that_say_how_sure_they_are_get_a_diagram(server) -> None:
    asked = ask(learners=("kmeans", "reptile"), steps=1)
    test = until(page(**asked), finished).run()
    assert Say()("compare.sure.about") in texts(test)
    assert len(test.get("plotly_chart")) == 2
    told = test.table[2].value
    assert list(told.iloc[:, 0]) == ["**Reptile**"]  # K-Means says nothing of the kind
    [one] = server._known.values()
    errors = per_draw(one.results, lambda result: 0.0 if result.calibration is None else result.calibration.ece)
    assert told.iloc[0, 3].startswith(f"{100 * errors['reptile'].mean():.1f}")
    assert Say("zh")("compare.sure.about") in texts(page(**{**asked, "lang": "zh"}))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_practised_the_loop_of_before_is_told(lang, server, monkeypatch) -> None:
    monkeypatch.setattr("metaunsup.evaluation.evaluate.earlier_loop", lambda card: card.get("learner") == "reptile")
    asked = {**ask(learners=("kmeans", "protonet-adapt", "reptile"), steps=1), "lang": lang}
    test = until(page(**asked), lambda test: bool(test.table))
    told = Say(lang)("learners.earlier_loop", learners="Reptile")
    assert any(told in str(one.value) for one in test.caption)
    [one] = server._known.values()
    assert one.wait(60) and one.plan is not None
    assert "Reptile: practised with the adapting steps" in view.as_file("latex", one, one.plan).decode()


def test_a_second_viewer_joins_and_both_languages_tell_the_same(server) -> None:
    first = until(page(**ask()), finished)
    second = page(**{**ask(), "lang": "zh"})
    assert len(second.table) == 3
    assert [list(part.value.iloc[:, 1]) for part in second.table] == [
        list(part.value.iloc[:, 1]) for part in first.table
    ]
    assert len(server._known) == 1


def test_files_to_take_home_are_those_of_the_command_line(server) -> None:
    one = server.join(SMALL)
    assert one.wait(60)
    plan = one.plan
    assert plan is not None
    rows = list(csv.DictReader(io.StringIO(view.as_file("csv", one, plan).decode())))
    assert len(rows) == 12
    assert r"\bottomrule" in view.as_file("latex", one, plan).decode()
    assert json.loads(view.as_file("json", one, plan))["complete"] is True


def test_the_command_shown_asks_for_the_same_comparison() -> None:
    choice = replace(SMALL, pools=("digits", "mnist"), imbalances=(None, 0.3), seeds=(1, 2), trained_on="digits")
    assert choice.command() == (
        "python -m metaunsup compare --learners kmeans,spectral --pools digits,mnist --ways 2,3 --shots 3 "
        "--imbalance equal,0.3 --seeds 1,2 --tasks 3 --adapt-steps 2 --trained-on digits "
        "--csv compare.csv --latex compare.tex --json compare.json"
    )
    chosen = build_parser(Say()).parse_args(choice.command().split()[3:])
    assert read_grid(chosen) == choice.grid()
    assert choice.grid().total == choice.total


# -- the server's queue ----------------------------------------------------------------------------------------------


class Held:
    """Work that waits to be let go, task by task."""

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.running: list[CompareChoice] = []
        self.most = 0

    def __call__(self, choice: CompareChoice, keep_on: Callable[[], bool]) -> Iterator[Finished]:
        self.running.append(choice)
        self.most = max(self.most, len(self.running))
        try:
            for one in compare(choice.plan()):
                while not self.go.acquire(timeout=0.02):
                    if not keep_on():
                        return
                yield one
        finally:
            self.running.remove(choice)


def eventually(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def held() -> Iterator[tuple[Comparisons, Held]]:
    work = Held()
    server = Comparisons(run=work)
    yield server, work
    server.close()


def test_one_runs_at_a_time_and_the_queue_is_bounded(held) -> None:
    server, work = held
    first = server.join(SMALL)
    eventually(lambda: first.status == "running")
    others = [server.join(replace(SMALL, seeds=(seed,))) for seed in range(1, MOST_WAITING + 1)]
    assert [server.ahead_of(one) for one in others] == list(range(1, MOST_WAITING + 1))
    with pytest.raises(MetaUnsupError) as caught:
        server.join(replace(SMALL, seeds=(99,)))
    assert caught.value.code == "compare_queue_full"
    assert server.join(SMALL) is first
    server.cancel(others[0])
    assert others[0].status == "cancelled"
    work.go.release(10_000)
    eventually(lambda: all(one.over for one in others))
    assert [one.status for one in others] == ["cancelled", *["finished"] * (MOST_WAITING - 1)]
    assert work.most == 1


def test_what_was_finished_when_it_is_cancelled_stays(held) -> None:
    server, work = held
    one = server.join(SMALL)
    work.go.release(2)
    eventually(lambda: len(one.results) == 2)
    assert one.left() is not None
    server.cancel(one)
    assert one.wait(30)
    assert (one.status, len(one.results)) == ("cancelled", 2)
    assert server.join(SMALL) is one  # a viewer sees what there is
    again = server.join(SMALL, again=True)  # a click starts it anew
    assert again is not one


def test_one_that_nobody_watches_is_stopped(held) -> None:
    server, _ = held
    server.patience = 0.2
    one = server.join(SMALL)
    assert one.wait(30)
    assert one.status == "stopped"


def test_tables_are_made_once_for_all_viewers(held) -> None:
    server, work = held
    one = server.join(SMALL)
    work.go.release(2)
    eventually(lambda: len(one.results) == 2)
    made = []
    for _ in range(3):
        assert one.cached("a", lambda results: made.append(len(results)) or len(results)) == 2
    assert made == [2]
    work.go.release(10)
    assert one.wait(30)
    assert one.cached("a", len) == 6


def test_the_page_shows_parts_and_its_button_stops_the_work(held, monkeypatch) -> None:
    server, work = held
    monkeypatch.setattr(jobs, "all_comparisons", lambda: server)
    work.go.release(4)
    test = until(page(**ask()), lambda test: bool(test.table))
    one = server.join(SMALL)
    eventually(lambda: len(one.results) == 4)  # a busy machine may still be at it
    assert not one.over
    test.button(key="compare.cancel").click().run()
    until(test, lambda test: any("Stopped: 4 of 6" in str(part.value) for part in test.warning))
    assert len(test.table) == 3


def test_only_who_started_a_comparison_may_stop_it(held, monkeypatch) -> None:
    server, work = held
    monkeypatch.setattr(jobs, "all_comparisons", lambda: server)
    browsers: dict[str, str] = {}
    monkeypatch.setattr(ownership, "_browsers", lambda: browsers)
    work.go.release(1)

    def may(test: AppTest) -> bool:
        return "compare.cancel" in [button.key for button in test.button]

    first, second = page(**ask()), page(**ask())
    assert may(first.run()) and not may(second.run())
    browsers |= {first.session_state["app.session"]: "a", second.session_state["app.session"]: "b"}
    assert may(first.run()) and not may(second.run())
    browsers[second.session_state["app.session"]] = "a"  # the same browser, after a reload
    assert may(second.run())


def test_a_refusal_or_a_fault_shows_on_the_page(server, monkeypatch) -> None:
    def refuses(choice: CompareChoice, keep_on: object) -> Iterator[Finished]:
        yield from ()
        raise MetaUnsupError("embedding_not_finite")

    def breaks(choice: CompareChoice, keep_on: object) -> Iterator[Finished]:
        yield from ()
        raise RuntimeError("<b>out of luck</b>")

    for run, said in ((refuses, "diverged"), (breaks, "RuntimeError")):
        server.run = run
        server._known.clear()
        test = until(page(**ask()), lambda test: bool(test.error))
        assert said in str(test.error[0].value)


# -- the process -----------------------------------------------------------------------------------------------------


def bare(one: Finished) -> Finished:
    learners = {name: replace(result, clock=()) for name, result in one.task.learners.items()}
    return replace(one, task=replace(one.task, learners=learners))


@pytest.mark.slow
def test_the_process_gives_the_numbers_of_this_one() -> None:
    plan = SMALL.plan()
    found = ordered(list(work(SMALL, lambda: True)), plan)
    assert [bare(one) for one in found] == [bare(one) for one in ordered(list(compare(plan)), plan)]


@pytest.mark.slow
def test_the_process_ends_when_nobody_wants_it() -> None:
    wanted = [True]
    long = replace(SMALL, tasks=500)
    done = []
    begun = 0.0
    for one in work(long, lambda: wanted[0]):
        done.append(one)
        if wanted[0]:
            begun = time.monotonic()
        wanted[0] = False
    assert 1 <= len(done) < long.total
    assert time.monotonic() - begun < 30


@pytest.mark.slow
def test_what_the_process_refuses_arrives_with_its_fields(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("METAUNSUP_DATA", str(tmp_path))
    with pytest.raises(MetaUnsupError) as caught:
        list(work(replace(SMALL, pools=("kmnist",)), lambda: True))
    assert caught.value.code == "compare_broke"  # refused before the first line: its sentence is repeated
    assert "kmnist" in str(caught.value)


# -- figures ---------------------------------------------------------------------------------------------------------


def test_every_learner_keeps_its_colour_and_mark(server) -> None:
    from metaunsup.evaluation.curves import over, over_steps

    results = list(compare(SMALL.plan()))
    learners = ("protonet", *SMALL.learners)  # who is not there takes no one else's colour
    steps = figure(over_steps(results), learners, "steps", Say("en"))
    ways = figure(over(results, "ways"), learners, "ways", Say("zh"))
    inks = [{trace.name: trace.line.color for trace in chart.data if trace.name} for chart in (steps, ways)]
    assert [*inks[0].values()] == [*inks[1].values()]
    assert len(set(inks[0].values())) == 2
    assert list(ways.data[0].x) == ["2", "3"]
    assert ways.layout.xaxis.type == "category"
    assert ways.data[0].error_y.array[0] > 0


@pytest.mark.parametrize("axis", ["steps", "seconds", "shots", "ways", "imbalance"])
@pytest.mark.parametrize("count", [1, 2])
def test_no_interval_is_drawn_beyond_what_an_accuracy_can_be(axis, count) -> None:
    wide = [Interval(0.75, -3.0, 4.5), Interval(0.5, 0.4, 0.6)][:count]
    curves = {"kmeans": Curve([1.0, 2.0][:count], wide)}
    chart = figure(curves, ("kmeans",), axis, Say("en"))
    drawn = []
    for trace in chart.data:
        drawn += trace.y
        if trace.error_y.array is not None:
            drawn += [value + above for value, above in zip(trace.y, trace.error_y.array, strict=True)]
            drawn += [value - below for value, below in zip(trace.y, trace.error_y.arrayminus, strict=True)]
    assert (min(drawn), max(drawn)) == (0, 1)
    y = chart.layout.yaxis
    assert (y.range, y.autorange) == (None, None)  # as close as what is drawn allows
    assert -0.05 < y.minallowed < 0 < 1 < y.maxallowed < 1.05
    assert cut(curves)
    assert not cut({"kmeans": Curve([1.0], [Interval(1.0, None, None)])})
    assert not cut({"kmeans": Curve([1.0], [Interval(0.5, 0.0, 1.0)])})
