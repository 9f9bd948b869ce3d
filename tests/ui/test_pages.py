"""Each page as Streamlit runs it: both languages, links with junk in them, impossible numbers, missing pools."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from opened import JUNK, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.registry import Availability
from metaunsup.evaluation.race import RaceFrame
from metaunsup.ui.common.requests import RaceChoice, TaskChoice
from metaunsup.ui.race.form import as_command, described
from metaunsup.ui.tasks.page import as_code, as_npz, npz_name
from metaunsup.words import WORDS, Say

FILES = {
    "home": "app.py",
    "tasks": "pages/1_Tasks.py",
    "race": "pages/2_Race.py",
    "turn": "pages/12_Your_turn.py",
    "meta_train": "pages/3_Meta_train.py",
    "latent_space": "pages/4_Latent_space.py",
    "compare": "pages/5_Compare.py",
    "anomalies": "pages/6_Anomalies.py",
    "generate": "pages/7_Generate.py",
    "draw": "pages/8_Draw.py",
    "applications": "pages/9_Applications.py",
    "runs": "pages/10_Runs.py",
    "how_it_works": "pages/11_How_it_works.py",
}


def page(name: str, **query: str) -> AppTest:
    """``name`` opened by its link."""
    return opened(FILES[name], **query)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", FILES)
def test_a_page_opens_in_both_languages(name: str, lang: str) -> None:
    test = page(name, lang=lang)
    assert test.title[0].value == Say(lang)(f"{name}.title")
    other = "zh" if lang == "en" else "en"
    written = texts(test)
    foreign = [WORDS[key][0 if other == "en" else 1] for key in WORDS if key.startswith((f"{name}.", "learners."))]
    assert not any(sentence in written for sentence in foreign if len(sentence) > 12 and "{" not in sentence)


@pytest.mark.parametrize("name", ["home", "tasks", "race"])  # the others' own tests send them junk
def test_junk_in_the_link_is_named_and_the_page_works_on(name: str) -> None:
    fields = [
        "lang",
        "pool",
        "ways",
        "shots",
        "seed",
        "imbalance",
        "outliers",
        "learners",
        "trained",
        "steps",
        "start",
        "strength",
    ]
    test = page(name, **dict.fromkeys(fields, JUNK))
    warned = " ".join(str(warning.value) for warning in test.warning)
    assert "lang=" in warned
    assert "seed=" in warned
    assert not test.error
    assert test.title[0].value == Say()(f"{name}.title")


def test_switching_the_language_keeps_the_task_and_goes_into_the_link() -> None:
    test = page("tasks", lang="en", ways="3", shots="4")
    test.segmented_control(key="app.language").set_value("zh").run()
    assert not test.exception
    assert test.title[0].value == Say("zh")("tasks.title")
    assert test.query_params["lang"] in ("zh", ["zh"])
    assert test.number_input(key="tasks.ways").value == 3


def test_the_link_fills_the_form_and_the_form_fills_the_link() -> None:
    test = page("tasks", lang="en", pool="glyphs", ways="4", shots="3", seed="7", imbalance="2", outliers="5")
    assert test.selectbox(key="tasks.pool").value == "glyphs"
    names = ("ways", "shots", "seed", "imbalance", "outliers")
    assert [test.number_input(key=f"tasks.{name}").value for name in names] == [4, 3, 7, 2.0, 5]
    test.number_input(key="tasks.ways").set_value(6).run()
    assert test.query_params["ways"] in ("6", ["6"])
    test.number_input(key="tasks.ways").set_value(10).run()  # the default needs no place in the link
    assert "ways" not in test.query_params
    assert not test.warning


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ways", 0, "2 to 50"),
        ("ways", -5, "2 to 50"),
        ("ways", 10**9, "2 to 50"),
        ("ways", 11, "10"),
        ("shots", 0, "1 to 200"),
        ("shots", 150, "500"),
        ("seed", -1, "0 to 2147483647"),
        ("outliers", -1, "0 to 200"),
        ("imbalance", 0.0, "0.01 to 1000"),
    ],
)
@pytest.mark.parametrize("name_of_page", ["tasks", "race"])
def test_impossible_numbers_are_refused_with_what_is_possible(
    name_of_page: str, name: str, value: float, said: str
) -> None:
    test = page(name_of_page, lang="en")
    test.number_input(key=f"{name_of_page}.{name}").set_value(value).run()
    assert not test.exception
    assert len(test.error) == 1
    assert said in str(test.error[0].value)
    if name_of_page == "race":
        assert test.button(key="race.go").disabled


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_outliers_where_all_kinds_are_in_use_say_what_to_do(lang: str) -> None:
    test = page("tasks", lang=lang)
    test.number_input(key="tasks.outliers").set_value(1).run()
    (told,) = [str(one.value) for one in test.error]
    assert "10" in told and "9" in told and "0 " not in told.replace("10 ", "")


@pytest.mark.parametrize("name", ["ways", "shots", "seed", "outliers"])
@pytest.mark.parametrize("value", [None, 10**17])
def test_an_emptied_box_is_refused_and_does_not_become_nought(name: str, value: int | None) -> None:
    test = page("tasks", lang="zh")
    test.number_input(key=f"tasks.{name}").set_value(value).run()
    assert not test.exception
    assert len(test.error) == 1 and Say("zh")(f"form.{name}") in str(test.error[0].value)
    assert test.query_params.get(name) is None


def test_a_race_is_described_with_what_does_not_count() -> None:
    task = TaskChoice("digits", 3, 4, 0, 0.5, 50)
    told = described(RaceChoice(task, ("kmeans",), None, 2), Say("en"))
    assert "0.5" in told and "50 items" in told and "not count" in told
    plain = described(RaceChoice(TaskChoice("digits", 3, 4, 0), ("kmeans",), None, 2), Say("en"))
    assert plain == "Small handwritten digits: 3 groups of 4; task number 0."


def test_what_must_be_said_of_the_pictures_practised_on() -> None:
    said = Say()("pool.note.mnist_t10k")
    assert any(said in str(one.value) for one in page("race", lang="en", trained="mnist").caption)
    assert not any(said in str(one.value) for one in page("race", lang="en", trained="digits").caption)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_ceiling_is_told_as_one_on_the_race_page(lang: str) -> None:
    say = Say(lang)
    told = say("learners.sees_labels", learners=say.learner_title("oracle-adapt"))
    shown = page("race", lang=lang, learners="kmeans,oracle-adapt")
    captions = [str(one.value) for one in shown.caption]
    assert any(told in one for one in captions)
    assert not any(say("learners.labels") in one for one in captions)  # that nobody is given any
    assert not any(told in str(one.value) for one in page("race", lang=lang, learners="kmeans,protonet-adapt").caption)


def test_a_note_with_numbers_is_read_as_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = Availability(here=True, where=None, note="pool.note.merged pool.note.skipped:count=3")
    monkeypatch.setattr("metaunsup.ui.common.task_form.available", lambda _: noted)
    told = [str(one.value) for one in page("tasks", lang="zh").caption]
    assert any((Say("zh").note(noted.note) or "") in one and "3" in one for one in told)


def test_too_many_shots_names_how_many_there_are() -> None:
    test = page("tasks", lang="en", ways="4", shots="100")
    assert "digits" in str(test.error[0].value)


def test_a_pool_that_holds_digits_apart_says_how_many_groups_it_has() -> None:
    test = page("tasks", lang="en", pool="digits-0-4")  # the form begins with ten
    assert "at most 5" in str(test.error[0].value)
    test.number_input(key="tasks.ways").set_value(5).run()
    assert not test.error and not test.exception
    assert WORDS["pool.digits-0-4.about"][0] in texts(test)


def test_a_missing_pool_says_how_to_get_it_and_the_page_works_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METAUNSUP_DATA", str(tmp_path))
    test = page("race", lang="en", pool="kmnist", learners="kmeans")
    assert "python -m metaunsup data --get kmnist" in texts(test)
    assert test.button(key="race.go").disabled
    test.selectbox(key="race.pool").set_value("digits").run()
    assert not test.button(key="race.go").disabled


def test_a_learner_without_practice_there_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.ui.race.form.shipped_checkpoint", lambda learner, pool: None)
    test = page("race", lang="en")
    assert "cannot start" in texts(test)
    assert "python -m metaunsup train --learner protonet --pool digits" in texts(test)
    assert test.button(key="race.go").disabled
    test.multiselect(key="race.learners").set_value(["kmeans", "spectral"]).run()
    assert not test.button(key="race.go").disabled


def test_a_race_without_learners_cannot_start() -> None:
    test = page("race", lang="en")
    test.multiselect(key="race.learners").set_value([]).run()
    assert Say()("race.no_learners") in texts(test)
    assert test.button(key="race.go").disabled


def test_a_small_race_runs_from_its_link_to_its_table() -> None:
    test = page("race", lang="en", ways="2", shots="6", learners="kmeans,random", steps="2", start="1")
    for _ in range(60):
        if test.table:
            break
        test.run()
    assert not test.exception
    table = test.table[0].value
    assert [cell.strip("*") for cell in table.iloc[:, 0]] == ["K-Means", "Untrained network"]
    last: dict[str, float] = {}
    for frame in RaceChoice(TaskChoice("digits", 2, 6, 0), ("kmeans", "random"), None, 2).run()[1]:
        assert isinstance(frame, RaceFrame)
        last[frame.learner] = frame.scores.accuracy
    assert [cell.strip("*") for cell in table.iloc[:, 1]] == [f"{last[name]:.1%}" for name in ("kmeans", "random")]
    assert test.query_params["start"] in ("1", ["1"])  # a reload keeps it


def test_new_digits_are_other_digits_and_the_link_says_which() -> None:
    test = page("home", lang="en")
    test.button(key="home.draw").click().run()
    assert not test.exception
    assert test.query_params["seed"] in ("1", ["1"])


def test_after_the_last_digits_come_the_first() -> None:
    test = page("home", lang="en", seed=str(2**31 - 1))
    test.button(key="home.draw").click().run()
    assert not test.exception
    assert "seed" not in test.query_params


def test_a_refused_number_is_repeated_in_full() -> None:
    test = page("tasks", lang="en", imbalance="1e3")  # no link of ours: refused, and the page works on
    assert "imbalance=1e3" in str(test.warning[0].value)
    test.number_input(key="tasks.seed").set_value(12_345_678_901).run()
    assert "12345678901 is not possible" in str(test.error[0].value)


def test_the_exported_file_holds_the_task() -> None:
    choice = TaskChoice("digits", 3, 4, 5, outliers=2)
    with np.load(io.BytesIO(as_npz(choice))) as file:
        task = choice.sample()
        np.testing.assert_array_equal(file["items"], task.items.numpy())
        np.testing.assert_array_equal(file["truth"], task.truth.labels.numpy())
        np.testing.assert_array_equal(file["index"], task.index.numpy())
        assert (int(file["n_clusters"]), int(file["seed"]), str(file["pool"])) == (3, 5, "digits")
        assert file["class_names"].tolist() == list(task.truth.class_names)
    assert int((task.truth.labels < 0).sum()) == 2


def test_the_name_of_the_file_says_all_that_makes_the_task() -> None:
    assert npz_name(TaskChoice("digits", 3, 4, 5)) == "task-digits-3x4-seed5.npz"
    uneven = TaskChoice("digits", 3, 4, 5, imbalance=0.3, outliers=2)
    assert npz_name(uneven) == "task-digits-3x4-imbalance0.3-outliers2-seed5.npz"


def test_the_code_shown_draws_the_same_task() -> None:
    choice = TaskChoice("digits", 3, 4, 5, imbalance=2 / 3, outliers=2)
    names: dict[str, object] = {}
    exec(as_code(choice).rsplit("\n", 1)[0], names)
    np.testing.assert_array_equal(names["task"].index, choice.sample().index)  # type: ignore[attr-defined]


def test_the_command_shown_asks_for_the_same_race() -> None:
    command = as_command(RaceChoice(TaskChoice("mnist", 5, 3, 9, 2.0, 4), ("kmeans", "maml"), "omniglot-minimal", 12))
    assert command == (
        "python -m metaunsup evaluate --pool mnist --ways 5 --shots 3 --imbalance 2 --outliers 4 --tasks 100 "
        "--learners kmeans,maml --trained-on omniglot-minimal --adapt-steps 12 --seed 9 --json result.json"
    )
