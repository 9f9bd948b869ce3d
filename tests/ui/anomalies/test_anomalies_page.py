"""The page as Streamlit runs it: from its link to the numbers, the truth on request, many tasks, refusals, own data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from opened import JUNK, finished, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.detectors.registry import DETECTORS, make_detector
from metaunsup.ui.anomalies import component, names, stored
from metaunsup.ui.anomalies.jobs import Looks
from metaunsup.ui.anomalies.request import FIELDS, TASK_NUMBERS, AnomalyChoice
from metaunsup.ui.common import uploads
from metaunsup.ui.common.requests import OwnRun
from metaunsup.words import WORDS, Say
from tests.data.made import as_zip, classes

FILE = "pages/6_Anomalies.py"
SMALL = {"shots": "5", "queries": "12", "detectors": "knn,proto@protonet", "seed": "3"}
CHOICE = AnomalyChoice("digits", 5, 12, 50, 0, "apart", 3, ("knn", "proto@protonet"), "digits", 5)
MINE, THEIRS = "a" * 32, "b" * 32


def query(test: AppTest, name: str) -> str | None:
    """A parameter of the address."""
    value = test.query_params.get(name)
    return value[0] if isinstance(value, list) else value


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_from_the_link_to_the_numbers_of_the_evaluation(lang: str) -> None:
    say = Say(lang)
    test = finished(opened(FILE, lang=lang, start="1", truth="1", miss="4", **SMALL), 1)
    assert not test.exception and not test.error and not test.warning
    (first, *_) = CHOICE.many(2).results()
    table = next(one.value for one in test.table if say("anomalies.table.cost") in one.value)
    assert list(table[say("metric.auroc")]) == [f"**{one.auroc:.3f}**" for one in first.learners.values()]
    odd = sum(first.anomalous)
    for row, one in enumerate(first.learners.values()):
        called = [score < one.offset for score in one.scores]
        missed = sum(o and not c for o, c in zip(first.anomalous, called, strict=True))
        alarms = sum(c and not o for o, c in zip(first.anomalous, called, strict=True))
        assert table[say("anomalies.table.missed")].iloc[row] == f"{missed} / {odd}"
        assert table[say("anomalies.table.cost")].iloc[row] == str(4 * missed + alarms)
    best = max(first.learners, key=lambda name: first.learners[name].auroc)
    assert say.detector_title(best) in texts(test) and CHOICE.command(20, 4) in texts(test)
    assert query(test, "start") == "1" and query(test, "truth") == "1"


def test_the_truth_is_told_on_request_alone() -> None:
    test = finished(opened(FILE, lang="en", start="1", **SMALL), 1)
    assert not test.toggle(key="anomalies.truth.box").value and not test.slider
    assert WORDS["anomalies.scores.is"][0] not in test.dataframe[0].value
    test.toggle(key="anomalies.truth.box").set_value(True).run()
    assert query(test, "truth") == "1" and WORDS["anomalies.scores.is"][0] in test.dataframe[0].value
    test.slider(key="anomalies.miss").set_value(9).run()
    assert query(test, "miss") == "9" and "--miss-cost 9" in texts(test)
    assert "truth" not in test.query_params or test.toggle(key="anomalies.truth.box").value


def test_many_tasks_have_intervals_and_are_in_the_link() -> None:
    test = finished(opened(FILE, lang="en", start="1", tasks="3", **SMALL), 1)
    before = len(test.table)
    test.button(key="anomalies.many.go").click().run()
    test = finished(test, before)
    for _ in range(20):
        if WORDS["anomalies.band"][0].format(tasks=3) in texts(test):
            break
        test.run()
    assert query(test, "many") == "1" and WORDS["anomalies.band"][0].format(tasks=3) in texts(test)
    say = Say()
    table = next(one.value for one in test.table if "±" in str(one.value.iloc[0, 1]))
    results = list(CHOICE.many(3).results())
    mean = sum(one.learners["knn"].auroc for one in results) / 3
    assert str(table[say("metric.auroc")].iloc[0]).startswith(f"{mean:.3f}\N{NO-BREAK SPACE}±")


def test_junk_in_the_link_is_named_and_the_page_works_on() -> None:
    test = opened(FILE, **dict.fromkeys(FIELDS, JUNK))
    assert "detectors=" in str(test.warning[0].value) and not test.error
    assert not test.button(key="anomalies.go").disabled


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_impossible_numbers_are_refused_with_what_is_possible(lang: str) -> None:
    test = opened(FILE, lang=lang)
    for name, value, said in (("shots", 1, "100"), ("queries", 201, "200"), ("rate", 0, "99"), ("spoiled", 51, "50")):
        test.number_input(key=f"anomalies.{name}").set_value(value).run()
        assert said in str(test.error[0].value) and test.button(key="anomalies.go").disabled
        test.number_input(key=f"anomalies.{name}").set_value(FIELDS[name].default).run()
    assert not test.error
    test.number_input(key="anomalies.shots").set_value(None).run()
    assert Say(lang)("anomalies.shots") in str(test.error[0].value)
    test.number_input(key="anomalies.shots").set_value(100).run()  # more than any class has
    assert len(test.error) == 1 and test.button(key="anomalies.go").disabled
    test.number_input(key="anomalies.shots").set_value(10).run()
    test.multiselect(key="anomalies.detectors").set_value([]).run()
    assert Say(lang)("anomalies.no_detectors") in texts(test) and test.button(key="anomalies.go").disabled
    test.multiselect(key="anomalies.detectors").set_value(["maml"]).run()  # ships for other pools only
    assert "train --learner oc-maml --pool digits" in texts(test) and test.button(key="anomalies.go").disabled


def test_a_rule_is_put_into_a_space_and_into_the_link() -> None:
    test = opened(FILE, lang="en")
    test.selectbox(key="anomalies.space.detector").set_value("lof").run()
    test.selectbox(key="anomalies.space.space").set_value("untrained").run()
    test.button(key="anomalies.space.add").click().run()
    assert "lof@untrained" in test.multiselect(key="anomalies.detectors").value
    assert "lof@untrained" in str(query(test, "detectors"))
    assert test.button(key="anomalies.space.add").disabled  # it is there already


def test_every_name_that_a_link_may_hold_is_made_or_known_to_be_missing() -> None:
    assert set(DETECTORS) < set(names.all_names()) and all(WORDS[f"detector.{name}.title"] for name in DETECTORS)
    for name in names.all_names():
        if f"@{names.OWN}" in name or names.missing([name], "digits"):
            continue
        assert make_detector(name, trained_on="digits").full_name == name


def test_own_training_and_upload_in_the_command() -> None:
    own = OwnRun("abc", "protonet")
    choice = AnomalyChoice("upload:x/y", 5, 12, 10, 20, "clumps", 3, ("knn@own-tta", "vae"), "mnist", 5, own)
    assert choice.command(7, 2) == (
        "python -m metaunsup evaluate --task anomaly --pool YOUR_FILE --shots 5 --queries 12 --rate 0.1"
        " --contamination 0.2 --anomalies clumps --seed 3 --tasks 7 --detectors knn@run:abc-tta,vae"
        " --trained-on mnist --adapt-steps 5 --miss-cost 2"
        " --json result.json --scores scores.csv --curves curves.csv --heat heat.png"
    )


def test_the_browser_is_sent_the_truth_only_when_it_is_to_be_shown() -> None:
    queue = Looks()
    job = queue.join(CHOICE)
    assert job.wait(60) and job.status == "finished"
    shown = {"truth": False, "miss": 2, "cut": ",3"}
    pick = {"titles": list("0123456789"), "say": Say("zh")}
    data = component.payload(1, job.task, job.queries, job.verdicts, CHOICE.detectors, shown=shown, **pick)
    assert data["truth"] is None and "classes" not in json.dumps(data)
    told = component.payload(
        1, job.task, job.queries, job.verdicts, CHOICE.detectors, shown={**shown, "truth": True}, **pick
    )
    assert told["truth"]["odd"] == job.task.truth.anomalous.tolist()
    knn = data["detectors"][0]
    assert knn["scores"] == job.verdicts["knn"].judgement.scores.tolist() and len(knn["held"]) == 5
    assert [one["place"] for one in data["detectors"]] == [0, 1]


def test_a_detector_that_cannot_judge_is_told_and_the_others_go_on(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    rows = "a,b,c,kind\n" + "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5},{'xy'[n % 2]}" for n in range(160))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())], "kind"), "t.csv", owner_of(MINE))
    link = {**SMALL, "pool": f"own:{one.id}", "detectors": "knn,acr", "start": "1"}
    test = finished(opened(FILE, lang="en", **link), 1)
    assert not test.error and "ACR" in str(test.warning[0].value)
    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened(FILE, lang="en", **link)
    assert other.button(key="anomalies.go").disabled and Say()("uploads.gone") in texts(other)
    assert "t\\.csv" not in texts(other)


@pytest.mark.parametrize("known", [True, False])
def test_own_pictures_are_judged_and_scored_where_their_classes_are_known(
    tmp_path: Path, monkeypatch, known: bool
) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    test = opened(FILE, lang="en", detectors="knn,proto@untrained", trained="digits")
    data = as_zip(tmp_path / "letters.zip", classes(3, 40)).read_bytes()
    if not known:
        rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(90))
        test = opened(FILE, lang="en", detectors="knn,proto")
        test.file_uploader(key="anomalies.upload.files").set_value(("t.csv", rows.encode(), "text/csv")).run()
    else:
        test.file_uploader(key="anomalies.upload.files").set_value(("letters.zip", data, "application/zip")).run()
    assert str(query(test, "pool")).startswith("own:") and not test.error
    test.button(key="anomalies.go").click().run()
    for _ in range(40):
        if test.dataframe:
            break
        test.run()
    assert not test.exception and not test.error and not test.warning and len(test.dataframe) == 1
    assert (Say().of_rows()("anomalies.unknown") in texts(test)) == (not known)
    assert bool([one for one in test.button if one.key == "anomalies.many.go"]) == known


def test_what_is_stated_is_what_was_measured() -> None:
    from benchmarks.anomaly import SHOWN, _read, shown

    assert json.loads(SHOWN.read_text(encoding="utf-8")) == shown(_read())
    kinds = list(stored.measured()["tasks"])
    assert [f"anomalies.stored.{number}" in WORDS for number in range(len(kinds))] == [True] * 4
    for row in stored.measured()["rows"]:
        for lang in ("en", "zh"):
            assert stored.title(row["detector"], Say(lang))


def test_every_example_asks_for_what_there_is() -> None:
    from metaunsup.data.registry import available
    from metaunsup.ui.anomalies.page import EXAMPLES
    from metaunsup.ui.common import link

    for name, (pool, query) in EXAMPLES.items():
        values, ignored = link.read(query, FIELDS)
        assert not ignored and f"anomalies.try.{name}" in WORDS
        assert not names.missing(values["detectors"], values["trained"])
        if not available(pool).here:
            continue
        told = {one: values[one] for one in ("pool", "kind", "detectors", "steps", *TASK_NUMBERS)}
        assert AnomalyChoice(trained_on=values["trained"], **told).sample().truth.known
