"""The page that explains: its lessons, its links, its formulas' places, and what a teacher can take away."""

from __future__ import annotations

import importlib
import inspect
import re
import string
from pathlib import Path

import pytest
from opened import JUNK, opened, texts

from metaunsup.data.drawing_sets import SETS
from metaunsup.lessons.measured import MEASURED, numbers
from metaunsup.ui.applications.page import all_fields
from metaunsup.ui.common import link, shell
from metaunsup.ui.compare import page as compare_page
from metaunsup.ui.how_it_works import page
from metaunsup.ui.how_it_works.course import DRAWN, LESSONS
from metaunsup.ui.how_it_works.figures import FIGURES, numbers_of, words_of
from metaunsup.ui.how_it_works.formulas import FORMULAS, place_of
from metaunsup.ui.how_it_works.questions import QUESTIONS
from metaunsup.ui.latent_space.request import FIELDS as SPACES
from metaunsup.ui.meta_train.fields import fields as training_fields
from metaunsup.ui.race.form import FIELDS as RACE
from metaunsup.ui.tasks.page import FIELDS as TASKS
from metaunsup.words import WORDS, Say

ROOT = Path(__file__).parents[3]
FILE = "pages/11_How_it_works.py"


@pytest.mark.parametrize("name", FORMULAS)
def test_the_code_beside_a_formula_is_where_the_page_says(name: str) -> None:
    for code in FORMULAS[name].code:
        place = place_of(code)
        lines = (ROOT / place.file).read_text(encoding="utf-8").splitlines()
        called = code.rpartition(":")[2].rpartition(".")[2]
        begin = place.line - 1
        assert any(re.match(rf"\s*(def|class) {called}\b", one) for one in lines[begin : begin + 4]), place
        assert place.source.splitlines()[0].strip() == lines[begin].strip()
    assert f"how_it_works.formula.{name}" in WORDS


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_whole_and_its_experiments_open_as_it_asks(name: str) -> None:
    lesson = LESSONS[name]
    parts = ["title", "plain", "mathematics", "question", "a", "b", "c", "told", "break"]
    parts += [f"to.{at + 1}" for at in range(len(lesson.experiments))]
    parts += [f"break_to.{at + 1}" for at in range(len(lesson.breaks))] + ["figure"] * bool(lesson.figure)
    said = " ".join(WORDS[f"lessons.{name}.{part}"][0] for part in parts)
    gaps = {gap for _, gap, _, _ in string.Formatter().parse(said) if gap}
    assert gaps <= set(lesson.numbers) <= set(MEASURED) and lesson.numbers
    assert set(lesson.formulas) <= set(FORMULAS)
    if lesson.state:
        assert FIGURES[lesson.figure].field.parse(lesson.state)
    known = {"race": RACE, "tasks": TASKS, "compare": compare_page.FIELDS, "latent_space": SPACES}
    known |= {"meta_train": training_fields([]), "applications": all_fields()}
    for one in (*lesson.experiments, *lesson.breaks, *(way for each in QUESTIONS.values() for way in each.experiments)):
        assert set(one.query) <= set(known[one.page])
        assert link.read(one.query, known[one.page])[1] == []


def test_drawings_go_with_lessons_and_each_set_with_one() -> None:
    assert set(DRAWN) <= set(LESSONS) and sorted(DRAWN.values()) == sorted(SETS)


def test_all_that_questions_say_can_be_filled() -> None:
    for name, question in QUESTIONS.items():
        assert Say()(f"how_it_works.answer.{name}", **numbers())
        assert all(f"how_it_works.shows.{name}.{at + 1}" in WORDS for at in range(len(question.experiments)))
        assert question.papers and question.tools


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_begins_within_what_a_link_may_ask_for(name: str) -> None:
    kind = FIGURES[name]
    text = ",".join(map(str, kind.usual))
    assert kind.field.parse(text) == text and numbers_of(name, text) == list(kind.usual)
    for junk in (text + ",1", "1", text.replace(str(kind.usual[0]), "9999", 1), JUNK, "nan," + text):
        with pytest.raises(ValueError):
            kind.field.parse(junk)


def test_every_sentence_that_a_figure_asks_for_is_there() -> None:
    scripts = (Path(inspect.getfile(page)).parent / "stage.js").read_text(encoding="utf-8")
    for key in re.findall(r'this\.say\("([\w.]+)"', scripts):
        assert all(key in words_of(name, Say()) for name in FIGURES), key
    names = {"landscape": "gradient", "sines": "sines", "kmeans": "kmeans", "evidence": "latent", "cells": "cells"}
    for file, name in names.items():
        script = (Path(inspect.getfile(page)).parent / f"{file}.js").read_text(encoding="utf-8")
        for key in re.findall(r'say\("([\w.]+)"', script):
            assert key in words_of(name, Say()), f"{file}: {key}"


def test_a_guess_is_kept_until_the_experiment_is_seen() -> None:
    test = opened(FILE, lang="en", section="lessons", lesson="kmeans")
    answer = WORDS["lessons.kmeans.told"][0].partition("{")[0]
    assert WORDS["lessons.kmeans.figure"][0] not in texts(test) and test.button(key="lessons.commit").disabled
    test.radio(key="lessons.kmeans.choice").set_value("a").run()
    test.button(key="lessons.commit").click().run()
    assert test.query_params["guess"] in ("a", ["a"]) and answer not in texts(test)
    assert WORDS["lessons.kmeans.a"][0] in texts(test) and WORDS["lessons.kmeans.figure"][0] in texts(test)
    test.button(key="lessons.see").click().run()
    assert answer in texts(test) and "52.7%" in texts(test) and "benchmarks/results" in texts(test)
    assert not test.exception


def test_a_teacher_s_link_takes_away_and_junk_in_it_is_named() -> None:
    test = opened(FILE, lang="zh", section="lessons", lesson="fair", guess="b", teacher="answer,only")
    assert Say("zh")("how_it_works.teacher.told") in texts(test)
    assert not [one for one in test.button if one.key == "lessons.see"] and not test.expander
    test = opened(FILE, lang="en", section=JUNK, lesson="nosuch", teacher="lock,fly", gradient="1,2,3", seen="7")
    warned = " ".join(str(one.value) for one in test.warning)
    assert all(f"{name}=" in warned for name in ("section", "lesson", "teacher", "gradient", "seen"))
    assert not test.exception and test.title[0].value == Say()("how_it_works.title")


def test_what_a_teacher_has_locked_nobody_is_asked_to_press() -> None:
    for query in ({"section": "kmeans"}, {"section": "lessons", "lesson": "kmeans", "guess": "a"}):
        asked = WORDS[f"{'lessons.kmeans.figure' if 'lesson' in query else 'how_it_works.try.kmeans'}"][1]
        assert asked in texts(opened(FILE, lang="zh", **query))
        for wish in ("lock", "bare"):
            assert asked not in texts(opened(FILE, lang="zh", **query, teacher=wish))


@pytest.mark.parametrize("section", page.SECTIONS)
def test_every_section_opens(section: str) -> None:
    assert not opened(FILE, lang="zh", section=section).exception


def test_a_sheet_has_everything_but_the_answer() -> None:
    told = texts(opened(FILE, lang="en", section="lessons", lesson="letters", sheet="1"))
    assert "☐" in told and WORDS["lessons.letters.plain"][0] in told and "/Race?learners=kmeans" in told
    assert WORDS["lessons.letters.told"][0].partition("{")[0] not in told


def test_pages_know_where_this_one_is() -> None:
    assert (ROOT / shell.PAGES["how_it_works"][0]).is_file() and importlib.util.find_spec("metaunsup.lessons")
