"""A training of one's own beside what comes with the program: in races, comparisons, and their links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import torch
from opened import opened, texts

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.shipped import shipped_checkpoint
from metaunsup.networks.checkpoints import read_card
from metaunsup.runs import folder as files
from metaunsup.runs.rows import RunRow
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train
from metaunsup.ui.common.requests import OwnRun, RaceChoice, TaskChoice, arguments, checkpoints
from metaunsup.ui.common.run_picker import told
from metaunsup.ui.compare.request import CompareChoice
from metaunsup.ui.race.form import as_command, described
from metaunsup.ui.race.jobs import all_races
from metaunsup.ui.race.titles import runner_titles
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


def test_it_is_one_more_by_a_name_of_its_own(row: RunRow) -> None:
    own = OwnRun(row.id, "protonet-adapt")
    assert list(checkpoints(own, ["kmeans", "protonet", "protonet-adapt", own.entrant])) == ["protonet-adapt@own"]
    assert arguments(own) == ["--checkpoint", f"protonet-adapt@own=run:{row.id}"]
    assert (checkpoints(None, ["protonet"]), checkpoints(own, ["protonet-adapt"]), arguments(None)) == ({}, {}, [])
    everybody = {"learners": ("kmeans",), "own": row.id, "as": "protonet-adapt"}
    assert told(("kmeans", own.entrant), own) == everybody
    assert told(("kmeans",), None) == {"learners": ("kmeans",), "own": "", "as": ""}


def test_both_race_each_with_what_it_learned(row: RunRow) -> None:
    shipped = RaceChoice(TASK, ("kmeans", "protonet"), "digits", 2)
    own = replace(shipped, learners=(*shipped.learners, "protonet@own"), own=OwnRun(row.id, row.learner))

    def embeddings(choice: RaceChoice) -> dict[str, torch.Tensor]:
        return {event.learner: event.step.embedding for event in choice.run()[1]}

    one, other = embeddings(own), embeddings(shipped)
    assert list(one) == ["kmeans", "protonet", "protonet@own"]
    assert all(torch.equal(one[name], other[name]) for name in shipped.learners)
    assert not torch.allclose(one["protonet@own"], one["protonet"])
    command = as_command(own)
    assert "--learners kmeans,protonet,protonet@own --checkpoint" in command
    assert command.split("--checkpoint ")[1].split()[0] == f"protonet@own=run:{row.id}"
    for lang in ("en", "zh"):
        assert row.id in described(own, Say(lang)) and row.id not in described(shipped, Say(lang))
    files.write_status(Path(row.folder), "done")
    (Path(row.folder) / "checkpoint.safetensors").unlink()
    with pytest.raises(MetaUnsupError):
        own.run()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_races_offers_it_and_keeps_it_in_the_link(row: RunRow, lang: str) -> None:
    page = opened("pages/2_Race.py", lang=lang, learners="kmeans,protonet", own=row.id, start="1", **RACE)
    asked = page.session_state["race.shown"]
    assert (asked.own, asked.learners) == (OwnRun(row.id, "protonet", 3), ("kmeans", "protonet", "protonet@own"))
    assert page.query_params["own"] in (row.id, [row.id])
    assert f"protonet@own=run:{row.id}" in texts(page)
    all_races().join(asked).wait_for_frames(60, frames=10**6)
    page.run()
    rows = str([table.value.to_dict() for table in page.table])
    title, say = Say(lang).learner_title, Say(lang)
    both = [say("own.here", learner="ProtoNet", steps=3), say("own.shipped", learner="ProtoNet", steps="300")]
    assert rows.count(row.id) == 1 and all(f"**{one}**" in rows for one in both)
    assert rows.count("<b>") == 0
    page.selectbox(key="race.as").set_value("protonet-adapt").run()
    assert f"protonet-adapt@own=run:{row.id}" in texts(page) and texts(page).count(title("protonet-adapt")) >= 1
    assert page.query_params["as"] in ("protonet-adapt", ["protonet-adapt"])
    page.multiselect(key="race.learners").set_value(["kmeans", "maml", "reptile", "protonet"]).run()
    full = Say(lang)("own.full", learner=title("protonet-adapt@own"), most=4)
    assert full in texts(page) and page.button(key="race.go").disabled
    page.multiselect(key="race.learners").set_value(["kmeans", "maml", "reptile"]).run()
    assert full not in texts(page) and not page.button(key="race.go").disabled
    page.selectbox(key="race.own").set_value("").run()
    assert not page.exception and not {"own", "as"} & set(page.query_params)
    assert "--checkpoint" not in texts(page)


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
    files.write_status(Path(row.folder), "interrupted")
    page = opened("pages/2_Race.py", lang="en", own=row.id, learners="kmeans,protonet", **RACE)
    assert not page.error and row.id in texts(page)


def test_a_comparison_with_it(row: RunRow) -> None:
    shipped = CompareChoice(("digits",), (3,), (4,), (None,), (0,), 2, ("protonet", "protonet@own"), None, 2)
    own = replace(shipped, own=OwnRun(row.id, "protonet"))
    assert own.arguments() == [*shipped.arguments(), "--checkpoint", f"protonet@own=run:{row.id}"]
    costs = own.plan().practice["digits"].values()
    sources = [(cost["checkpoint"], cost["steps"]) for cost in costs if cost is not None]
    assert sources[0][0] == "shipped:digits/protonet" and sources[1:] == [(f"run:{row.id}", 3)]
    page = opened("pages/5_Compare.py", lang="en", own=row.id, learners="kmeans,protonet")
    assert "--learners kmeans,protonet,protonet@own" in texts(page) and f"protonet@own=run:{row.id}" in texts(page)
    page.multiselect(key="compare.learners").set_value([]).run()
    assert page.button(key="compare.go").disabled  # it needs somebody to be compared with


@pytest.mark.parametrize("shipped", [True, False])
def test_a_training_that_is_over_leads_to_its_race(
    row: RunRow, shipped: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not shipped:
        monkeypatch.setattr("metaunsup.learners.shipped.SHIPPED", tmp_path / "none")
    monkeypatch.setattr("metaunsup.ui.runs.page.browser_token", lambda: "a" * 32)
    for file, query in (("pages/10_Runs.py", {"runs": row.id}), ("pages/3_Meta_train.py", {"run": row.id})):
        page = opened(file, lang="en", **query)
        [link] = [one.proto for one in page.get("page_link") if one.proto.label == Say()("own.race")]
        asked = {name: values[0] for name, values in parse_qs(link.query_string).items()}
        assert asked["own"] == row.id and asked["pool"] == "digits"
        assert asked["learners"] == ("kmeans,protonet" if shipped else "kmeans") and asked["start"] == "1"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_runners_that_practised_alike_are_told_apart_by_their_steps(row: RunRow, lang: str) -> None:
    say, own = Say(lang), OwnRun(row.id, "protonet-adapt", 3)
    choice = RaceChoice(TASK, ("kmeans", "maml", "protonet", own.entrant), "omniglot-minimal", 2, own)
    kmeans, maml, shipped, mine = runner_titles(choice, say).values()
    assert (kmeans, maml) == (say.learner_title("kmeans"), say.learner_title("maml"))
    assert mine == say("own.here", learner=say.learner_title("protonet-adapt"), steps=3)
    steps = read_card(shipped_checkpoint("protonet", "omniglot-minimal"))["steps"]
    where = say("pool.omniglot-minimal.title")
    assert shipped == say("own.shipped_on", learner="ProtoNet", steps=f"{steps:,}", pool=where)
    (Path(row.folder) / "checkpoint.json").unlink()
    assert list(runner_titles(choice, say).values())[2:] == [*map(say.learner_title, ("protonet", own.entrant))]


def test_a_paused_training_races_as_far_as_it_has_come(row: RunRow) -> None:
    files.write_status(Path(row.folder), "paused")
    page = opened("pages/2_Race.py", lang="en", own=row.id, start="1", learners="kmeans", **RACE)
    assert page.session_state["race.shown"].own == OwnRun(row.id, "protonet", 3)
