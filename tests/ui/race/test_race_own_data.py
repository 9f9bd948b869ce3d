"""The race page with a reader's own data: handed over, raced on, deleted, and unseen by another browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import opened, texts

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.ui.common import uploads
from metaunsup.ui.player.words import player_words
from metaunsup.words import Say
from tests.data.made import as_zip, classes

MINE, THEIRS = "a" * 32, "b" * 32


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_own_data_are_raced_on_and_seen_by_their_owner_alone(tmp_path: Path, monkeypatch, lang: str) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    say = Say(lang)
    data = as_zip(tmp_path / "letters.zip", classes(3, 30)).read_bytes()
    test = opened("pages/2_Race.py", lang=lang, learners="kmeans")
    test.file_uploader(key="race.upload.files").set_value(("letters *x*.zip", data, "application/zip")).run()
    code = test.selectbox(key="race.pool").value
    assert test.number_input(key="race.ways").value == 3 and 2 < test.number_input(key="race.shots").value < 20
    assert code.startswith("own:") and test.query_params["pool"] in (code, [code])
    written = texts(test)
    assert say("report.kind.archive") in written and not test.error
    test.button(key="race.go").click().run()
    assert not test.exception and not test.error and "letters \\*x\\*" in texts(test)
    broken = test.file_uploader(key="race.upload.files").set_value(("x.zip", b"PK\3\4?", "application/zip")).run()
    assert "x" in str(broken.error[0].value) and not test.exception

    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened("pages/2_Race.py", lang=lang, pool=code, start="1")
    assert "letters" not in texts(other) and say("uploads.gone") in texts(other)
    assert other.button(key="race.go").disabled
    assert not any("letters" in one for one in other.selectbox(key="race.pool").options)

    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    again = opened("pages/2_Race.py", lang=lang, pool=code, ways="2", shots="3")
    assert "letters" in texts(again) and not again.button(key="race.go").disabled
    again.button(key=f"race.upload.{code.removeprefix('own:')}").click().run()
    assert again.selectbox(key="race.pool").value == "digits" and "letters" not in texts(again)


def test_rows_without_classes_are_raced_on_without_a_score(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(60))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    test = opened("pages/2_Race.py", pool=f"own:{one.id}", ways="2", shots="4", learners="kmeans,random", start="1")
    from metaunsup.ui.common.requests import RaceChoice, TaskChoice
    from metaunsup.ui.race.jobs import all_races

    assert not test.exception and not test.error and "3 numbers" in texts(test)
    assert Say().of_rows().about_learner("random") in texts(test)
    assert Say().about_learner("random") not in texts(test)
    race = all_races().join(RaceChoice(TaskChoice(one.name, 2, 4, 0), ("kmeans", "random"), None, 20), owner="x")
    race.wait(60)
    assert race.error is None and race.recorder is not None and not race.recorder.scored and not race.failures
    assert race.recorder.sheet.count == 8 and race.frames


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_player_of_rows_speaks_of_rows(lang: str) -> None:
    say = Say(lang)
    of_rows = player_words(say.of_rows())
    assert of_rows["player.hint_map"] == say("rows.player.hint_map") != player_words(say)["player.hint_map"]
    assert "{number}" in of_rows["player.item"] and of_rows.keys() == player_words(say).keys()
