"""Rows of a table on the page of anomalies: who judges by default, own trainings, and a bar for each column missed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from opened import finished, opened, texts
from own_rows import as_this_browser, kept_rows, practised

from metaunsup.data.kept import Kept, load_kept
from metaunsup.ui.anomalies.names import USUAL_ROWS
from metaunsup.words import Say

FILE = "pages/6_Anomalies.py"
ROWS = "height,width <b>,depth,kind\n" + "\n".join(
    f"{n * 7 % 17 + 40 * (n % 2)},{n * n % 13},{n % 5 - 9 * (n % 2)},{'xy'[n % 2]}" for n in range(160)
)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Two classes of rows, kept for this browser."""
    as_this_browser(tmp_path, monkeypatch)
    return kept_rows(ROWS, "kind")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_who_judges_rows_by_default_can(table: Kept, lang: str) -> None:
    test = finished(opened(FILE, lang=lang, pool=f"own:{table.id}", shots="6", queries="12", start="1"), 1)
    assert test.multiselect(key="anomalies.detectors").value == list(USUAL_ROWS)
    assert not test.exception and not test.error and not test.warning
    found = next(one.value for one in test.table if Say(lang)("anomalies.table.cost") in one.value)
    assert len(found) == len(USUAL_ROWS)
    chosen = opened(FILE, lang=lang, pool=f"own:{table.id}", detectors="knn,lof")
    assert chosen.multiselect(key="anomalies.detectors").value == ["knn", "lof"]


def test_handing_over_a_table_brings_them_and_pictures_do_not(tmp_path: Path, monkeypatch) -> None:
    as_this_browser(tmp_path, monkeypatch)
    test = opened(FILE, lang="en")
    usual = test.multiselect(key="anomalies.detectors").value
    assert usual != list(USUAL_ROWS)
    test.file_uploader(key="anomalies.upload.files").set_value(("t.csv", ROWS.encode(), "text/csv")).run()
    assert test.multiselect(key="anomalies.detectors").value == list(USUAL_ROWS) and not test.error
    assert not test.button(key="anomalies.go").disabled


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_own_vae_shows_in_which_columns_it_fails(table: Kept, lang: str) -> None:
    say, run_id = Say(lang), practised(table.name, "vae")
    link = {"pool": f"own:{table.id}", "shots": "6", "queries": "12", "detectors": "knn,vae@own", "own": run_id}
    test = finished(opened(FILE, lang=lang, start="1", truth="1", **link), 1)
    assert not test.exception and not test.error and not test.warning
    assert say("anomalies.heat.rows.about") in texts(test)
    charts = [one for one in test.get("plotly_chart") if "anomalies.heat" in str(one.proto.id)]
    assert len(charts) == 6
    told = json.loads(charts[0].proto.spec)
    assert set(told["layout"]["yaxis"]["ticktext"]) <= {"height", "width &lt;b>", "depth"}
    numbers = next(one.value for one in test.dataframe if say("rows.error") in one.value)
    assert len(numbers) == 6 * 3 and set(numbers[say("rows.column")]) == {"height", "width <b>", "depth"}
    for row in numbers.to_dict("records"):
        missed = float(row[say("rows.value")]) - float(row[say("rows.drawn")])
        assert float(row[say("rows.error")]) == pytest.approx(missed**2, abs=0.05 + 0.05 * abs(missed))


@pytest.mark.parametrize("learner", ["acr", "oc-fomaml", "oc-reptile"])
def test_who_practised_here_for_a_detector_is_offered_and_judges(table: Kept, learner: str) -> None:
    from metaunsup.detectors.registry import DETECTORS_OF

    run_id = practised(table.name, learner, support_views=3, query_views=3)
    name = f"{DETECTORS_OF[learner]}@own"
    link = {"pool": f"own:{table.id}", "shots": "6", "queries": "12", "own": run_id}
    test = opened(FILE, lang="en", detectors="knn", **link)
    assert Say()("detector.in", detector=Say().detector_title(DETECTORS_OF[learner]), space="own training") in (
        test.multiselect(key="anomalies.detectors").options
    )
    test = finished(opened(FILE, lang="en", start="1", **link, detectors=f"knn,{name}"), 1)
    assert not test.exception and not test.error and not test.warning
    assert f"--detectors knn,{DETECTORS_OF[learner]}@run:{run_id}" in texts(test)
    other = "vae@own" if learner != "vae" else "acr@own"
    test = opened(FILE, lang="en", detectors=f"knn,{other}", **link)
    assert test.button(key="anomalies.go").disabled and "was of another learner" in texts(test)
    test = opened("pages/3_Meta_train.py", lang="en", run=run_id)
    (led,) = [one.proto for one in test.get("page_link") if one.proto.label == Say()("own.anomalies")]
    assert f"own={run_id}" in led.query_string and name.replace("@", "%40") in led.query_string


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_page_says_of_rows_speaks_of_rows(table: Kept, lang: str) -> None:
    link = {"pool": f"own:{table.id}", "shots": "6", "queries": "12", "detectors": "knn,lof"}
    test = finished(opened(FILE, lang=lang, start="1", truth="1", **link), 1)
    say = Say(lang).of_rows()
    assert test.number_input(key="anomalies.shots").label == say("anomalies.shots")
    assert say("anomalies.line.about") in texts(test) and say("anomalies.seen", count=6) in texts(test)
    assert Say(lang)("anomalies.line.about") not in texts(test)
    assert say("detector.knn.about") in texts(test) and Say(lang)("detector.knn.about") not in texts(test)
    told = say("anomalies.shown", pool="t\\.csv", shots=6, queries=12, seed=0) + say("anomalies.shown.end")
    assert told in texts(test)  # and not that it had practised on digits: neither has
    pictures = opened(FILE, lang=lang)
    assert pictures.number_input(key="anomalies.shots").label == Say(lang)("anomalies.shots")


def test_a_training_on_rows_is_told_of_rows_and_its_default_size_fits_them(table: Kept) -> None:
    say = Say().of_rows()
    test = opened("pages/3_Meta_train.py", lang="en", pool=f"own:{table.id}", learner="autoencoder")
    assert not test.exception and not test.error  # it usually draws 128 items an episode, and there are fewer
    assert say("meta_train.episodes.umtra.about") in texts(test)
    usually = test.number_input(key="meta_train.ways").placeholder
    there = len(load_kept(table.name).unlabelled("train"))
    assert there < 128 and usually == say("meta_train.usual", value=str(there))
