"""The one learner that is told the labels: only it, through one function, and marked wherever it is shown."""

from __future__ import annotations

import csv
import io
import json

import pytest
import torch

from metaunsup.cli.main import main
from metaunsup.evaluation.compare import Grid, compare, finished_from_json, prepare
from metaunsup.evaluation.comparison import summarise_comparison
from metaunsup.evaluation.evaluate import evaluate
from metaunsup.evaluation.latex import as_latex
from metaunsup.evaluation.rows import as_csv
from metaunsup.evaluation.summary import summarise
from metaunsup.evaluation.tables import table
from metaunsup.evaluation.truth import adapt, sees_labels
from metaunsup.learners.registry import LEARNERS, make_learner, trainable_learners
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.ui.compare.form import FIELDS as COMPARED
from metaunsup.ui.race.form import FIELDS as RACED
from metaunsup.words import Say

CEILING = "oracle-adapt"


@pytest.mark.slow
def test_true_labels_lift_what_k_means_finds(pool) -> None:
    """By .13 +- .05 over twelve such tasks: what wrong labels cost the loop. K-means keeps it from 1."""
    learners = {name: ready_learner(name, trained_on="digits") for name in (CEILING, "protonet-adapt")}
    kind = {"ways": 8, "shots": 4, "seed": 0, "adapt_steps": 8}
    told = summarise(list(evaluate(pool, learners, tasks=5, **kind)), pool=pool, **kind)
    difference = told["paired"]["accuracy"][f"{CEILING} vs protonet-adapt"]
    print(told["learners"][CEILING]["accuracy"], told["learners"]["protonet-adapt"]["accuracy"], difference)
    assert difference["ci95"][0] > 0 and told["learners"][CEILING]["accuracy"]["mean"] > 0.93
    assert told["learners"][CEILING]["gain"]["ci95"][0] > 0


def test_outliers_have_no_class_to_learn_from(pool) -> None:
    learner = ready_learner(CEILING, trained_on="digits")
    task = sample_clustering_task(pool, 3, 5, seed=0, outliers=4)
    steps = list(adapt(learner, task, steps=2, generator=torch.Generator().manual_seed(0)))
    assert len(steps) == 3 and learner.told_classes is None  # it knows them for this task alone


def test_nobody_else_is_told(task) -> None:
    assert [name for name in LEARNERS if sees_labels(make_learner(name))] == [CEILING]

    class Curious(type(make_learner("kmeans"))):
        def told(self, labels):
            raise AssertionError("labels reached a learner")

    assert list(adapt(Curious(), task, steps=1, generator=torch.Generator().manual_seed(0)))


def test_it_is_no_default_and_nothing_trains_it() -> None:
    assert CEILING not in trainable_learners()
    assert CEILING not in COMPARED["learners"].default and CEILING not in RACED["learners"].default
    assert main(f"train --learner {CEILING} --pool digits --steps 1 --out unused".split()) == 2


@pytest.fixture(scope="module")
def compared():
    plan = prepare(Grid(("digits",), (3,), (5,), tasks=2, adapt_steps=2), (CEILING, "kmeans", "protonet"))
    return plan, list(compare(plan))


def test_it_is_never_a_table_s_best_and_every_file_says_what_it_is(compared) -> None:
    plan, results = compared
    for one in results:
        assert finished_from_json(json.loads(json.dumps(one.as_json()))) == one
    found = table(results)
    assert found.scores[CEILING].accuracy.mean >= max(one.accuracy.mean for one in found.scores.values())
    assert found.best() and CEILING not in found.best()
    told = summarise_comparison(results, plan)["all"]["learners"]
    assert {name for name, one in told.items() if one.get("sees_labels")} == {CEILING}
    rows = list(csv.DictReader(io.StringIO(as_csv(results))))
    assert {row["learner"] for row in rows if row["sees_labels"] == "True"} == {CEILING}
    text = as_latex([table(results, setting) for setting in plan.settings()], plan)
    assert "(ceiling)$^\\ddagger$" in text and "it adapts to the true labels" in text
    assert "no labels used but where marked" in text
    assert "\\mathbf" not in next(line for line in text.splitlines() if "(ceiling)" in line)


def test_under_another_name_it_is_marked_all_the_same(pool) -> None:
    kind = {"ways": 3, "shots": 5, "seed": 0, "adapt_steps": 1}
    results = list(evaluate(pool, {"mine": ready_learner(CEILING, trained_on="digits")}, tasks=1, **kind))
    assert summarise(results, pool=pool, **kind)["learners"]["mine"]["sees_labels"] is True


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "command",
    [
        f"evaluate --learners kmeans,{CEILING} --ways 3 --shots 5 --tasks 1",
        f"compare --learners kmeans,{CEILING} --ways 3 --shots 5 --tasks 1 --jobs 1",
        f"transfer --learner {CEILING} --pools digits --ways 3 --shots 5 --tasks 1",
    ],
)
def test_every_command_says_what_it_is(command, lang, capsys) -> None:
    assert main([*command.split(), "--adapt-steps", "1", "--lang", lang]) == 0
    say = Say(lang)
    sentence = say("learners.sees_labels", learners=say.learner_title(CEILING))
    assert "".join(sentence.split()) in "".join(capsys.readouterr().out.split())
