"""Training on a reader's own data: private to the browser that sent them, on every page that shows trainings."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.kept import Kept, keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.learners.registry import GENERATIVE, ONE_CLASS
from metaunsup.networks.checkpoints import read_card
from metaunsup.runs import folder as files
from metaunsup.runs.export import as_csv, as_json
from metaunsup.runs.store import Store
from metaunsup.training.estimate import Costs, Stretch
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train
from metaunsup.ui.common import ownership, run_store, uploads
from metaunsup.words import WORDS, Say
from tests.data.made import as_zip, classes

MINE, THEIRS = "a" * 32, "b" * 32
COSTS = Costs((Stretch(0, 1, 0.25),), 600_000_000, validation=1.0)


class Told:
    """Estimates that are there at once."""

    def ask(self, settings: TrainingSettings, others: int, owner: object = None) -> Costs:
        return COSTS


def look_as(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is opened by the browser with this key."""
    for page in ("meta_train", "runs"):
        monkeypatch.setattr(f"metaunsup.ui.{page}.page.browser_token", lambda: token)
    monkeypatch.setattr(uploads, "browser_token", lambda: token)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Pictures that the browser ``MINE`` sent; nothing is really started or measured."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    monkeypatch.setattr("metaunsup.ui.meta_train.estimates.all_estimates", Told)
    monkeypatch.setattr(run_store, "FRESH", 0.0)
    look_as(MINE, monkeypatch)
    data = as_zip(tmp_path / "l.zip", classes(3, 30)).read_bytes()
    return keep(own_pool([Source(Path("secret.zip"), data)]), "secret.zip", owner_of(MINE))


def trained(one: Kept) -> str:
    """A training on it that is over: three real steps."""
    settings = TrainingSettings("protonet", one.name, 3, options={"ways": 4}, validate_every=0)
    row = Store().submit(settings, name="secret training", token=MINE)
    for _ in train(settings, row.place):
        pass
    files.write_status(row.place, "done")
    return row.id


def written(test: AppTest) -> str:
    """All that stands on the page, the list and the choices included."""
    told = texts(test) + "".join(str(one.value) for one in test.dataframe)
    told += "".join(str(one.label) for one in test.button)
    return (told + "".join(map(str, (one.options for one in [*test.selectbox, *test.multiselect])))).replace("\\", "")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_training_on_own_data_is_started_from_the_form(mine: Kept, lang: str) -> None:
    test = opened("pages/3_Meta_train.py", lang=lang, pool=f"own:{mine.id}", ways="4", steps="5")
    assert not test.exception and not test.error and "--pool YOUR_FILE" in texts(test)
    assert owner_of(MINE) not in written(test) and test.query_params["pool"] in (f"own:{mine.id}", [f"own:{mine.id}"])
    test.button(key="meta_train.start").click().run()
    (row,) = Store().list()
    assert row.pool == mine.name and row.has_token and "secret.zip" in row.name
    assert "secret" in written(test) and Say(lang)("uploads.share") in texts(test)
    assert owner_of(MINE) not in written(test)


def test_nobody_else_sees_it_on_any_page(mine: Kept, monkeypatch) -> None:
    run_id = trained(mine)
    assert read_card(Store().get(run_id).place / "checkpoint.safetensors")["pool"]["name"] == "folder:secret.zip"
    pages = {
        "pages/10_Runs.py": {"runs": run_id, "text": "secret"},
        "pages/3_Meta_train.py": {"start_from": f"run:{run_id}"},
        "pages/2_Race.py": {"own": run_id, "learners": "kmeans"},
        "pages/5_Compare.py": {"own": run_id, "learners": "kmeans"},
        "pages/4_Latent_space.py": {"own": run_id},
        "pages/6_Anomalies.py": {"own": run_id, "detectors": "knn@own"},
    }
    for file, link in pages.items():
        assert "secret" in written(opened(file, lang="en", **link)), file
    assert "secret" in written(opened("pages/3_Meta_train.py", lang="en", run=run_id))
    look_as(THEIRS, monkeypatch)
    for file, link in pages.items():
        assert "secret" not in written(opened(file, lang="en", **link)), file
    watched = opened("pages/3_Meta_train.py", lang="en", run=run_id)
    assert len(watched.error) == 1 and "secret" not in written(watched)
    race = opened("pages/2_Race.py", lang="en", own=run_id, learners="kmeans")
    assert WORDS["own.gone"][0].partition("{")[0] in texts(race)


def test_no_qr_code_leads_to_what_only_one_browser_can_open(mine: Kept) -> None:
    run_id, say = trained(mine), Say("en")
    pages = {
        "race": ("pages/2_Race.py", {"learners": "kmeans"}),
        "compare": ("pages/5_Compare.py", {"learners": "kmeans"}),
        "latent_space": ("pages/4_Latent_space.py", {"first": "own", "second": "none", "ways": "2", "shots": "2"}),
        "anomalies": ("pages/6_Anomalies.py", {"detectors": "knn@own"}),
    }
    for page, (file, link) in pages.items():
        own = opened(file, lang="en", own=run_id, **link)
        others = opened(file, lang="en", **{**link, "first": "pixels", "detectors": "knn"})
        assert say("uploads.share") in texts(own) and f"{page}.code" not in {one.key for one in own.button}, page
        assert say("app.share.about") in texts(others) and f"{page}.code" in {one.key for one in others.button}, page
    generate = opened("pages/7_Generate.py", lang="en", pool=f"own:{mine.id}", items="1", generators="copies")
    assert "generate.code" not in {one.key for one in generate.button}


def test_what_is_handed_on_does_not_open_the_data(mine: Kept) -> None:
    row = Store().get(trained(mine))
    assert owner_of(MINE) not in as_csv([row]) + as_json(row, []) and "YOUR_FILE" in as_json(row, [])
    test = opened("pages/10_Runs.py", lang="en", runs=row.id)
    test.selectbox(key="runs.pool").set_value(f"own:{mine.id}").run()
    assert not test.exception and "secret training" in written(test)
    assert test.query_params["pool"] in (f"own:{mine.id}", [f"own:{mine.id}"]) and owner_of(MINE) not in written(test)


def test_who_may_see_what() -> None:
    assert ownership.may_see("digits", None) and ownership.may_see("upload:x/1", "x")
    assert not ownership.may_see("upload:xy/1", "x") and not ownership.may_see("upload:x/1", "y")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("learner", ONE_CLASS)
def test_who_practises_for_a_detector_is_asked_for_like_all_others(mine: Kept, learner: str, lang: str) -> None:
    say, test = Say(lang), opened("pages/3_Meta_train.py", lang=lang, learner=learner, pool=f"own:{mine.id}", ways="3")
    assert not test.exception and not test.error and test.selectbox(key="meta_train.learner").value == learner
    assert say(f"symbols.{learner}") in texts(test) and say("meta_train.sets") in [
        one.label for one in test.number_input
    ]
    assert f"--learner {learner} --pool YOUR_FILE" in texts(test)
    test.number_input(key="meta_train.sets").set_value(2).run()
    test.button(key="meta_train.start").click().run()
    (row,) = Store().list()
    assert (row.learner, row.pool, row.settings["options"]) == (learner, mine.name, {"ways": 3, "sets": 2})
    assert not test.exception and not test.error


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("learner", GENERATIVE)
def test_who_practises_for_a_generator_is_asked_for_like_all_others(mine: Kept, learner: str, lang: str) -> None:
    say, test = Say(lang), opened("pages/3_Meta_train.py", lang=lang, learner=learner, pool=f"own:{mine.id}", ways="3")
    assert not test.exception and not test.error and test.selectbox(key="meta_train.learner").value == learner
    assert say(f"symbols.{learner}") in texts(test) and say("meta_train.drawers") in texts(test)
    assert say("meta_train.batch") in [one.label for one in test.number_input]
    assert say("meta_train.denoising") not in [one.label for one in test.selectbox]  # a switch that nothing hangs on
    assert f"--learner {learner} --pool YOUR_FILE" in texts(test)
