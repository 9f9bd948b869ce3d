"""A training of one's own in the place of what comes with the program: in races, comparisons, and their links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from opened import opened, texts

from metaunsup.errors import MetaUnsupError
from metaunsup.runs import folder as files
from metaunsup.runs.rows import RunRow
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train
from metaunsup.ui.common.requests import OwnRun, RaceChoice, TaskChoice, arguments, checkpoints
from metaunsup.ui.compare.request import CompareChoice
from metaunsup.ui.race.form import as_command, described
from metaunsup.ui.race.jobs import all_races
from metaunsup.words import Say

TASK = TaskChoice("digits", 3, 4, 0)
RACE = {"ways": "3", "shots": "4", "steps": "2"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path))
    monkeypatch.setattr("metaunsup.runs.queue.start_waiting", lambda store: 0)
    monkeypatch.setattr("metaunsup.ui.common.run_store.FRESH", 0.0)
    yield Store(tmp_path)


@pytest.fixture
def row(store: Store) -> RunRow:
    """A short training of ProtoNet that is over."""
    settings = TrainingSettings("protonet", steps=3, options={"ways": 4, "query_views": 1}, validate_every=0)
    made = store.submit(settings, name="<b>mine</b>", token="a" * 32)
    list(train(settings, Path(made.folder)))
    files.write_status(Path(made.folder), "done")
    return store.get(made.id)


def test_it_takes_the_place_of_its_learner_and_its_variants_alone(row: RunRow) -> None:
    own = OwnRun(row.id, row.learner)
    names = ["kmeans", "protonet", "protonet-adapt", "protonet-soft", "maml", "random"]
    assert list(checkpoints(own, names)) == ["protonet", "protonet-adapt", "protonet-soft"]
    assert arguments(own, names) == ["--checkpoint", f"protonet=run:{row.id}"]
    assert (checkpoints(None, names), arguments(None, names), arguments(own, ["maml"])) == ({}, [], [])


def test_the_race_is_run_with_what_it_learned(row: RunRow) -> None:
    shipped = RaceChoice(TASK, ("kmeans", "protonet"), "digits", 2)
    own = replace(shipped, own=OwnRun(row.id, row.learner))
    assert own != shipped  # so that neither is shown in the place of the other

    def embeddings(choice: RaceChoice) -> dict[str, torch.Tensor]:
        return {event.learner: event.step.embedding for event in choice.run()[1]}

    one, other = embeddings(own), embeddings(shipped)
    assert torch.equal(one["kmeans"], other["kmeans"])
    assert not torch.allclose(one["protonet"], other["protonet"])
    assert as_command(own).split("--checkpoint ")[1].split()[0] == f"protonet=run:{row.id}"
    for lang in ("en", "zh"):
        assert row.id in described(own, Say(lang)) and row.id not in described(shipped, Say(lang))
    files.write_status(Path(row.folder), "done")
    (Path(row.folder) / "checkpoint.safetensors").unlink()
    with pytest.raises(MetaUnsupError):
        own.run()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_races_offers_it_and_keeps_it_in_the_link(row: RunRow, lang: str) -> None:
    page = opened("pages/2_Race.py", lang=lang, learners="kmeans,protonet", own=row.id, start="1", **RACE)
    assert page.session_state["race.shown"].own == OwnRun(row.id, "protonet")
    assert page.query_params["own"] in (row.id, [row.id])
    assert f"protonet=run:{row.id}" in texts(page)
    all_races().join(page.session_state["race.shown"]).wait_for_frames(60, frames=10**6)
    page.run()
    told = str([table.value.to_dict() for table in page.table])
    assert row.id in told and told.count("<b>") == 0
    page.selectbox(key="race.own").set_value("").run()
    assert not page.exception and "own" not in page.query_params
    assert "--checkpoint" not in texts(page)
    page.selectbox(key="race.own").set_value(row.id).run()
    page.multiselect(key="race.learners").set_value(["kmeans", "maml"]).run()
    assert Say(lang)("own.absent", learner="ProtoNet") in texts(page)


def test_without_trainings_there_is_nothing_to_choose(store: Store) -> None:
    page = opened("pages/2_Race.py", lang="en", **RACE)
    assert "race.own" not in [one.key for one in page.selectbox]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("nobody", "what comes with the program"),
        ("-", "what comes with the program"),
        ("../../etc/passwd", "own=../../etc/passwd"),
        ("<img src=x>", "own=<img src=x>"),
    ],
)
@pytest.mark.parametrize("file", ["pages/2_Race.py", "pages/5_Compare.py"])
def test_a_link_to_none_says_so_and_goes_on(row: RunRow, file: str, asked: str, said: str) -> None:
    page = opened(file, lang="en", own=asked)
    assert said in texts(page)
    assert not page.error
    assert page.selectbox(key="race.own" if "Race" in file else "compare.own").value == ""


def test_one_that_goes_on_or_is_damaged_is_not_raced(row: RunRow) -> None:
    (Path(row.folder) / "checkpoint.json").write_text("{half")
    page = opened("pages/2_Race.py", lang="en", own=row.id, learners="kmeans,protonet", **RACE)
    assert page.error and str(Path(row.folder).parent) not in texts(page)
    assert page.button(key="race.go").disabled
    files.write_status(Path(row.folder), "paused")
    page = opened("pages/2_Race.py", lang="en", own=row.id, learners="kmeans,protonet", **RACE)
    assert not page.error and row.id in texts(page)


def test_a_comparison_with_it(row: RunRow) -> None:
    shipped = CompareChoice(("digits",), (3,), (4,), (None,), (0,), 2, ("kmeans", "protonet"), None, 2)
    own = replace(shipped, own=OwnRun(row.id, "protonet"))
    assert own.arguments() == [*shipped.arguments(), "--checkpoint", f"protonet=run:{row.id}"]
    practice = own.plan().practice["digits"]["protonet"]
    assert practice is not None and practice["checkpoint"] == f"run:{row.id}" and practice["steps"] == 3
    page = opened("pages/5_Compare.py", lang="en", own=row.id, learners="kmeans,protonet")
    assert f"protonet=run:{row.id}" in texts(page)


def test_a_training_that_is_over_leads_to_its_race(row: RunRow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.ui.runs.page.browser_token", lambda: "a" * 32)
    for file, query in (("pages/10_Runs.py", {"runs": row.id}), ("pages/3_Meta_train.py", {"run": row.id})):
        page = opened(file, lang="en", **query)
        links = [json.dumps(str(one.proto)) for one in page.get("page_link")]
        assert any(row.id in one and Say()("own.race") in one for one in links)
