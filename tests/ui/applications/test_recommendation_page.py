"""Recommendation on the page: clicks in the link, lists that follow them and the steps, one's own file."""

from __future__ import annotations

from itertools import pairwise

import pytest
from opened import JUNK, opened, texts, until_over

from metaunsup.applications.tastes import GENRES, ITEMS
from metaunsup.ui.applications.films import genre_of, title_of, to_choose
from metaunsup.ui.applications.recommendation import METHODS, OFFERED, recommended
from metaunsup.words import Say

PAGE = "pages/9_Applications.py"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_titles_are_all_different_and_in_the_reader_s_language(lang: str) -> None:
    titles = [title_of(item, Say(lang)) for item in range(ITEMS)]
    assert len(set(titles)) == ITEMS
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in title) == (lang == "zh") for title in titles)


def test_films_of_every_genre_are_offered_once() -> None:
    assert [genre_of(item) for item in to_choose(2)] == [genre for genre in GENRES for _ in range(2)]
    assert len(set(OFFERED)) == len(OFFERED)


def test_lists_hold_no_film_that_was_clicked_and_follow_steps() -> None:
    clicked = tuple(map(int, OFFERED[:4]))
    lists = [recommended(clicked, steps) for steps in range(5)]
    for one in lists:
        assert set(one) == set(METHODS)
        assert all(len(set(films)) == 10 and not set(films) & set(clicked) for films in one.values())
    assert any(a["preference"] != b["preference"] for a, b in pairwise(lists))
    own = [sum(genre_of(item) == genre_of(clicked[0]) for item in one["preference"]) for one in lists]
    assert own[-1] > own[0]  # four films of one genre were clicked


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_lists_results_and_what_is_real(lang: str) -> None:
    clicks = ",".join(OFFERED[4:7])
    test = opened(PAGE, lang=lang, field="recommendation", recommendation_clicks=clicks, recommendation_steps="2")
    say, told = Say(lang), texts(test)
    for part in ("question", "lead", "reading", "metrics", "about.real", "about.learners"):
        assert say(f"applications.recommendation.{part}") in told, part
    lists = test.table[0].value
    assert lists.shape == (10, 1 + len(METHODS))
    assert clicks in told  # the link
    test.button(key="recommendation.random").click().run()
    assert not test.exception and not (lists.values == test.table[0].value.values).all()


def test_without_a_click_it_asks_for_one() -> None:
    test = opened(PAGE, field="recommendation")
    test.session_state["applications.recommendation_clicks"] = []
    test.run()
    assert not test.exception
    assert Say("en")("applications.recommendation.none") in texts(test)


def test_junk_in_the_link_is_ignored() -> None:
    test = opened(PAGE, field="recommendation", recommendation_clicks=JUNK, recommendation_steps="99")
    assert len(test.table) >= 1


def test_an_own_file_is_measured_or_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metaunsup.applications.recommendation.STEPS", 10)
    rows = [f"{person},{(person % 2) * 20 + item},5" for person in range(120) for item in range(0, 20, 1 + person % 3)]
    good = ("userId,movieId,rating\n" + "\n".join(rows)).encode()
    test = opened(PAGE, field="recommendation")
    for data, sentence in ((b"no ratings here\nat,all,none", "is no rating"), (good, "")):
        test.file_uploader(key="recommendation.own").set_value(("ratings.csv", data, "text/csv")).run()
        test.button(key="recommendation.own.go").click().run()
        until_over(test, "recommendation")
        assert not test.exception
        assert (sentence in "".join(str(one.value) for one in test.error)) if sentence else not test.error
    assert len(test.table[-1].value) == len(METHODS) + 2
