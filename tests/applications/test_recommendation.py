"""People as tasks: who is practised on is not tested, MovieLens files are read, the shipped learner recommends."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup import MetaUnsupError
from metaunsup.applications import load_field, recommendation
from metaunsup.applications.clicks import FEWEST_PEOPLE, PRACTISED, ClickData, made_up_clicks, read_clicks
from metaunsup.applications.preference import Preference
from metaunsup.applications.recommendation import CHECKPOINT, METRICS, evaluate_on, fit
from metaunsup.data.source import Source


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred people of two tastes, who rate what they like with 5 and some other films with 2."""
    rng = np.random.default_rng(0)
    lines = []
    for person in range(200):
        liked = rng.choice(20, 9, replace=False) + 20 * (person % 2)
        lines += [(person, item, 5) for item in liked] + [(person, item, 2) for item in rng.choice(40, 4)]
    path = tmp_path_factory.mktemp("own") / "ratings.csv"
    path.write_text("userId,movieId,rating,timestamp\n" + "".join(f"{a},{b},{c},0\n" for a, b, c in lines))
    return path


def as_lines(path: Path, separator: str) -> str:
    return "\n".join(line.replace(",", separator) for line in path.read_text().splitlines()[1:])


def test_all_of_movielens_s_formats_say_the_same(own: Path, tmp_path: Path) -> None:
    (tmp_path / "u.data").write_text(as_lines(own, "\t"))
    (tmp_path / "ratings.dat").write_text(as_lines(own, "::"))
    parts = [read_clicks(Source(path)) for path in (own, own.parent, tmp_path / "u.data", tmp_path / "ratings.dat")]
    parts.append(read_clicks(Source(Path("upload.csv"), own.read_bytes())))
    for one in parts[1:]:
        assert np.array_equal(one.practised, parts[0].practised) and one.items == parts[0].items
    data = parts[0]
    tested = np.concatenate([one.known + one.later for one in data.tested(5, 0)])
    assert len(data.practised) + len(data.chosen_by) + len(tested) == 200
    assert min(len(data.chosen_by), len(tested)) >= 10
    assert set(data.practised.sum(1)) == {9.0}  # the ratings of 2 are no clicks


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "own_no_text"),
        ("userId,movieId,rating\n1,2,5\n", "clicks_people"),
        ("a,b,5\n1,2\n", "clicks_columns"),
        ("1,2,5\n3,4,good\n", "clicks_columns"),
        ("\0\0\0\n\xff\n", "own_no_text"),
    ],
)
def test_other_files_are_refused_with_a_sentence(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(text)
    with pytest.raises(MetaUnsupError) as caught:
        read_clicks(Source(tmp_path / "own.csv"))
    assert caught.value.code == code and str(FEWEST_PEOPLE if code == "clicks_people" else "rating") in str(
        caught.value
    )


def test_a_folder_without_ratings_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path, "clicks_folder"), (tmp_path / "none", "folder_missing")):
        with pytest.raises(MetaUnsupError) as caught:
            list(load_field("recommendation").run(data=path, tasks=1))
        assert caught.value.code == code and str(caught.value)


def test_on_own_data_personal_methods_beat_popularity(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recommendation, "STEPS", 40)
    results = list(load_field("recommendation").run(data=own, variant="2", tasks=20))
    assert [one.index for one in results] == list(range(len(results))) and len(results) == 20
    means = {name: np.mean([one.scores[name]["ndcg"] for one in results]) for name in results[0].scores}
    assert "tastes" not in means
    assert all(means[name] > means["popularity"] + 0.1 for name in ("item-knn", "ease", "factorisation"))


def test_those_who_are_tested_are_others_and_a_seed_decides_them() -> None:
    data = made_up_clicks()
    assert len(data.practised) == PRACTISED
    one, again, other = (next(data.tested(5, seed)) for seed in (0, 0, 1))
    assert np.array_equal(one.known, again.known) and not np.array_equal(one.known, other.known)
    assert (one.known.sum(1) == 5).all() and not ((one.known > 0) & (one.later > 0)).any()
    seen = {row.tobytes() for row in np.concatenate([data.practised, data.chosen_by])}
    assert not seen & {row.tobytes() for row in one.known + one.later}


def test_the_shipped_learner_recommends_better_after_its_steps_than_before() -> None:
    """And than popularity does: paired over 400 people the difference is many times its error."""
    learner, data = Preference.load(CHECKPOINT), made_up_clicks()
    assert learner.parameters is not None and learner.parameters["items"].shape[0] == data.practised.shape[1]
    methods = {"popularity": lambda known: np.broadcast_to(data.practised.sum(0), known.shape)}
    fitted = recommendation.Fitted(
        {**methods, "preference": learner.scores, "start": lambda known: learner.scores(known, 0)}, {}
    )
    results = list(evaluate_on(data, fitted, "5", 400, seed=9))
    for rival in ("popularity", "start"):
        apart = np.array([one.scores["preference"]["ndcg"] - one.scores[rival]["ndcg"] for one in results])
        assert apart.mean() > 4 * apart.std() / len(apart) ** 0.5
    assert set(results[0].scores["preference"]) == set(METRICS)


def test_settings_are_chosen_without_those_who_are_tested() -> None:
    whole = made_up_clicks()

    def refuse(count: int, seed: int) -> None:
        raise AssertionError("fitting has asked for people who are tested")

    small = ClickData(whole.practised[:120], whole.chosen_by[:40], refuse)  # type: ignore[arg-type]
    learner = Preference(factors=4)
    list(learner.meta_train(torch.from_numpy(small.practised), steps=2, generator=torch.Generator()))
    fitted = fit(small, learner)
    assert set(fitted.settings) == {"item-knn", "factorisation", "ease"}
    assert all(np.isfinite(one(small.chosen_by[:3])).all() for one in fitted.methods.values())
