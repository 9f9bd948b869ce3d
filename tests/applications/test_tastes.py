"""Made-up films and people: a number gives a person, clicks follow tastes and fame as they say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from metaunsup import MetaUnsupError
from metaunsup.applications.tastes import (
    FEWEST_CLICKS,
    GENRES,
    ITEMS,
    LIKED_SERIES,
    MEAN_CLICKS,
    SECOND_GENRE,
    SERIES,
    draw_audience,
    make_films,
)

FILMS = make_films(0)
PEOPLE = draw_audience(FILMS, 0, 600)


def test_films_and_people_follow_from_seed_and_number_alone() -> None:
    again = draw_audience(make_films(0), 5, 3)
    assert np.array_equal(again.clicks, PEOPLE.clicks[5:8]) and np.array_equal(again.pull, PEOPLE.pull[5:8])
    assert not np.array_equal(make_films(1).genre, FILMS.genre)
    assert not np.array_equal(PEOPLE.clicks[0], PEOPLE.clicks[1])


def test_films_have_genres_and_series() -> None:
    assert FILMS.genre.shape == (ITEMS, len(GENRES))
    assert np.allclose(FILMS.genre.sum(1), 1)
    assert abs(((FILMS.genre > 0).sum(1) == 2).mean() - SECOND_GENRE) < 0.08
    assert np.array_equal(np.bincount(FILMS.series), np.full(SERIES, ITEMS // SERIES))
    main = FILMS.genre.argmax(1)
    assert all(len(set(main[FILMS.series == one])) == 1 for one in range(SERIES))


def test_clicks_are_as_many_as_stated_and_skewed() -> None:
    each = PEOPLE.clicks.sum(1)
    assert each.min() > FEWEST_CLICKS and abs(each.mean() - MEAN_CLICKS) < 3
    share = np.sort(PEOPLE.clicks.sum(0))[::-1] / PEOPLE.clicks.sum()
    assert share[: ITEMS // 10].sum() > 0.25  # a tenth of the films has much more than a tenth of the clicks
    assert spearmanr(PEOPLE.clicks.sum(0), FILMS.fame).statistic > 0.6


def test_people_click_what_they_are_drawn_to() -> None:
    drawn = np.array(
        [pull[clicks].mean() - pull[~clicks].mean() for pull, clicks in zip(PEOPLE.pull, PEOPLE.clicks, strict=True)]
    )
    assert (drawn > 0).all()
    fond = (PEOPLE.pull - PEOPLE.pull.mean(0)) > 1.5  # far above what others feel
    assert PEOPLE.clicks[fond].mean() > 2 * PEOPLE.clicks[~fond].mean()


def test_one_click_on_a_series_makes_another_likely() -> None:
    """Of two films of a series, seldom known to many, who has clicked one clicks the other more often."""
    pairs = [(one, one + SERIES) for one in range(SERIES)]
    given = np.mean([PEOPLE.clicks[PEOPLE.clicks[:, one], other].mean() for one, other in pairs])
    plain = np.mean([PEOPLE.clicks[:, other].mean() for _, other in pairs])
    assert given > 2 * plain
    assert 0.05 < LIKED_SERIES < 0.2


def test_no_people_are_refused() -> None:
    with pytest.raises(MetaUnsupError) as caught:
        draw_audience(FILMS, 0, 0)
    assert caught.value.code == "number_out_of_range"
