"""Generators of rows: the contract again, what the controls draw, the judge by slow loops, and that practice pays."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import torch
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression

from metaunsup.data.apart import hold_classes_apart
from metaunsup.data.own import own_pool
from metaunsup.data.pool import Pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.drawings import drawn_steps, one_task, sheet
from metaunsup.evaluation.generation import evaluate_generation, nearest
from metaunsup.evaluation.generation_summary import summarise_generation
from metaunsup.evaluation.row_judge import RowJudge, judge_for, judge_of_rows
from metaunsup.generation.base import FewShotGenerator
from metaunsup.generation.registry import GENERATORS, make_generator
from metaunsup.generation.tuned import PractisedGenerator
from metaunsup.generation.vae import PlainVaeGenerator
from metaunsup.learners.registry import make_learner
from metaunsup.networks.mlp import Columns
from metaunsup.tasks.cactus import CactusEpisodes
from metaunsup.tasks.generation import GenerationKind

ROWS = torch.randn(4, 6, generator=torch.Generator().manual_seed(0))


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def made_ready(name: str, columns: int = 6) -> FewShotGenerator:
    build = GENERATORS[name]
    if not issubclass(build, PractisedGenerator):
        return build()
    learner: Any = make_learner(build.learner_name)
    learner.parameters = learner.initialise(Columns(columns), seeded())
    learner.trained_on = torch.arange(2)
    return build(learner=learner)


def table(rows: torch.Tensor, labels: list[str] | None, names: tuple[str, ...]) -> Pool:
    lines = [",".join([*names, *(["label"] if labels else [])])]
    for place, row in enumerate(rows.tolist()):
        lines.append(",".join([*map(repr, row), *([labels[place]] if labels else [])]))
    return own_pool([Source(Path("table.csv"), "\n".join(lines).encode())], "label" if labels else None)


@pytest.fixture(scope="module")
def wine() -> Pool:
    data = load_wine()
    names = tuple(name.replace("/", " ") for name in data.feature_names)
    return table(torch.tensor(data.data), [f"kind {one}" for one in data.target], names)


@pytest.mark.parametrize("name", GENERATORS)
def test_all_keep_the_contract_on_rows(name: str) -> None:
    made = made_ready(name)
    steps = list(made.adapt(ROWS, steps=3, generator=seeded()))
    assert [one.index for one in steps] == list(range(1 + min(3, made.most_steps)))
    again = [one.sample(5, seeded()) for one in made.adapt(ROWS, steps=3, generator=seeded())]
    for one, other in zip(steps, again, strict=True):
        drawn = one.sample(5, seeded())
        assert drawn.shape == (5, 6) and drawn.dtype == torch.float32 and torch.equal(drawn, other)
        assert (one.bound is not None) == made.has_bound
        if one.bound is not None:
            bound = one.bound(ROWS, seeded())
            assert bound.shape == (4,) and float(one.bound(ROWS[2:3], seeded(1))) == pytest.approx(
                float(bound[2]), rel=0.1, abs=0.5
            )
    (*_, last) = made.adapt(ROWS[:1], steps=1, generator=seeded())
    assert last.sample(2, seeded()).shape == (2, 6)
    if made.encoders:
        for items, code in ((ROWS[:, 1:], "items_columns"), (torch.rand(3, 1, 28, 28), "needs_vectors")):
            with pytest.raises(MetaUnsupError) as caught:
                made.adapt(items, steps=1, generator=seeded())
            assert caught.value.code == code


def test_copies_of_rows_are_copies_and_altered_ones_lie_around_them() -> None:
    (copies,) = made_ready("copies").adapt(ROWS, steps=5, generator=seeded())
    assert float(nearest(copies.sample(40, seeded()), ROWS)[1].max()) == 0
    (altered,) = made_ready("augmented").adapt(ROWS[:1], steps=5, generator=seeded())
    drawn = altered.sample(2000, seeded())
    masked = drawn == 0
    assert 0.12 < float(masked.float().mean()) < 0.18  # half of 0.3
    strays = (drawn - ROWS[0])[~masked]  # one row has nothing to be exchanged with: noise of half of 0.3 is all
    assert float(strays.mean()) == pytest.approx(0, abs=0.01) and float(strays.std()) == pytest.approx(0.15, abs=0.01)


def test_the_judge_of_rows_sees_columns_and_takes_rows_for_what_a_regression_does(wine: Pool) -> None:
    judge = judge_for(wine, "wine.csv")
    assert isinstance(judge, RowJudge) and judge.classes == ("kind 0", "kind 1", "kind 2") and judge.accuracy > 0.9
    source = wine.part("train")
    rows = source.data.items(torch.arange(len(source)))
    each = [float((a - b).square().sum().sqrt()) for i, a in enumerate(rows) for b in rows[i + 1 :]]
    assert judge.bandwidth == pytest.approx(sorted(each)[(len(each) - 1) // 2], rel=1e-5)
    theirs = LogisticRegression(max_iter=500).fit(rows.double(), source.labels)
    unseen = wine.unlabelled("test").items(torch.arange(40))
    told = [judge.classes.index(one) for one in judge.taken_for(unseen)]
    assert sum(a != b for a, b in zip(told, theirs.predict(unseen.double()).tolist(), strict=True)) <= 1
    x, y = rows[:5], unseen[:4]

    def kernel(a: torch.Tensor, b: torch.Tensor) -> float:
        return float(torch.exp(-(a - b).double().square().sum() / (2 * judge.bandwidth**2)))

    within = [
        sum(kernel(a, b) for i, a in enumerate(z) for j, b in enumerate(z) if i != j) / (len(z) * (len(z) - 1))
        for z in (x, y)
    ]
    wanted = sum(within) - 2 * sum(kernel(a, b) for a in x for b in y) / 20
    assert judge.distance(x, y) == pytest.approx(wanted)
    with pytest.raises(MetaUnsupError):
        judge.features(rows[:, 1:])


def test_of_two_classes_too_or_of_none() -> None:
    rows = torch.randn(80, 3, generator=seeded(1)) + torch.tensor([0.0, 4.0]).repeat(40)[:, None]
    two = judge_of_rows(table(rows, ["a", "b"] * 40, ("x", "y", "z")))
    assert two.classes == ("a", "b") and two.accuracy == 1.0
    none = judge_of_rows(table(rows, None, ("x", "y", "z")))
    assert none.classes == () and none.accuracy is None and none.bandwidth > 0
    one_class = judge_of_rows(table(rows, ["a"] * 78 + ["b"] * 2, ("x", "y", "z")))
    assert one_class.classes == ()
    apart = hold_classes_apart(table(rows, ["a", "b"] * 40, ("x", "y", "z")), "apart", practised=["a"], tested=["b"])
    assert judge_of_rows(apart).classes == ()  # nobody has seen the other class


def test_rows_are_evaluated_and_shown_as_pictures_are(wine: Pool) -> None:
    made = {name: made_ready(name, 13) for name in ("reptile-vae", "scratch-gan", "augmented", "copies")}
    judge, kind = judge_for(wine, "wine.csv"), GenerationKind(sizes=(1, 4), held_out=6)
    results = list(evaluate_generation(wine, made, kind, judge, tasks=3, seed=3, adapt_steps=2))
    assert not any(one.failures for one in results)
    summary = summarise_generation(results, kind, judge, pool=wine, seed=3, adapt_steps=2)
    assert summary["judge"]["columns"] and summary["judge"]["knows_classes"]
    assert summary["learners"]["copies"]["share"]["4"]["mean"] > 0.8  # rows of the class are taken for it
    assert summary["learners"]["scratch-gan"]["share"]["4"]["mean"] < 0.8
    task = one_task(wine, 4, 1)
    found = list(drawn_steps(wine, task, made, judge, steps=2, seed=1, drawings=5))
    for one in found:
        for row, place, distance in zip(one.drawings, one.nearest, one.distance, strict=True):
            each = [float((row - shown).square().mean().sqrt()) for shown in task.support]
            assert each[int(place)] == pytest.approx(min(each), abs=1e-6) == pytest.approx(float(distance), abs=1e-6)
    last = [one for one in found if one.last]
    lines = list(csv.reader(io.StringIO(sheet(task, wine.columns, last))))
    assert lines[0][:4] == ["who", "number", "nearest shown", "distance"] and lines[0][4:] == list(wine.columns)
    assert len(lines) == 1 + 4 + 4 * 5 and [line[0] for line in lines[1:5]] == ["shown"] * 4
    told = {line[0]: [float(value) for value in line[4:]] for line in lines[5:]}
    (altered,) = (one for one in last if one.name == "augmented")
    assert told["augmented"] == pytest.approx(altered.drawings[-1].tolist(), abs=1e-4)
    assert sheet(task, (), last).splitlines()[0].endswith(",column 12,column 13")


def test_practice_on_other_kinds_makes_a_new_kind_likelier() -> None:
    """Classes of rows at random places on a plane in ten dimensions: the plane can be practised, not the place.

    Behind are the same network from random numbers, and what was practised before it was tuned.
    """
    generator = seeded(3)
    plane, _ = torch.linalg.qr(torch.randn(10, 2, generator=generator))
    places = 3 * torch.randn(40, 2, generator=generator)
    labels = torch.arange(40).repeat_interleave(30)
    rows = places[labels] @ plane.T + 0.2 * torch.randn(1200, 10, generator=generator)
    pool = table(rows, [f"k{one:02}" for one in labels.tolist()], tuple(f"c{one}" for one in range(10)))
    pool = hold_classes_apart(
        pool, "plane", practised=[f"k{one:02}" for one in range(30)], tested=[f"k{one:02}" for one in range(30, 40)]
    )
    practice = {"ways": 20, "support_views": 3, "query_views": 3, "kl_warmup": 0.5, "outer_lr": 1e-2, "strength": 0.0}
    learner: Any = make_learner("plain-vae", **practice)
    source = pool.part("train")
    kinds = CactusEpisodes(source.data, torch.unique(source.labels, return_inverse=True)[1][None], 0.0)
    assert len(list(learner.meta_train(kinds, steps=200, generator=seeded()))) == 200
    learner.trained_on = source.data.hashes
    made = {"plain-vae": PlainVaeGenerator(learner=learner), "scratch-vae": make_generator("scratch-vae", strength="0")}
    kind = GenerationKind(sizes=(3,), held_out=4)
    results = list(evaluate_generation(pool, made, kind, judge_of_rows(pool), tasks=6, seed=0, adapt_steps=8))
    for one in results:
        assert one.learners["plain-vae"].bound[0] > one.learners["scratch-vae"].bound[0] + 1
        trace = one.learners["plain-vae"].trace[0]
        assert trace[-1] > trace[0]  # tuned to three rows of the class
