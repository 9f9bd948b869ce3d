"""What is taken home: tidy CSV, the LaTeX table, the JSON summary."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from dataclasses import replace

import numpy as np
import pytest

from metaunsup.evaluation.calibration import Calibration
from metaunsup.evaluation.compare import Arena, Grid, Plan, Setting
from metaunsup.evaluation.comparison import summarise_comparison
from metaunsup.evaluation.latex import as_latex, escape, learner_name
from metaunsup.evaluation.metrics import mean_interval, paired_difference
from metaunsup.evaluation.rows import COLUMNS, as_csv
from metaunsup.evaluation.statistics import pairs
from metaunsup.evaluation.tables import ordered, table
from metaunsup.learners.registry import LEARNERS, VARIANTS
from tests.evaluation.made_results import finished

SMALL, LARGE = Setting("digits", 2, 3), Setting("digits", 5, 3)
COST = {
    "pool": "digits",
    "labels": False,
    "steps": 3,
    "seconds": 1.0,
    "items_seen": 9,
    "checkpoint": "shipped:digits/maml",
}


def plan(pool: str = "digits", **changes) -> Plan:
    grid = Grid((pool,), **{"ways": (2, 5), "shots": (3,), "tasks": 8, "adapt_steps": 1, **changes})
    arenas = {pool: Arena(pool, pool, "", ())}
    return Plan(grid, ("kmeans", "maml"), arenas, {pool: None}, {pool: {"kmeans": None, "maml": COST}})


def results(setting: Setting, gap: float = 0.1, tasks: int = 8) -> list:
    """MAML is better than K-Means on every task, by about ``gap``."""
    rng = np.random.default_rng(setting.ways)
    found = []
    for index in range(tasks):
        base = float(rng.random()) / 2
        traces = {"kmeans": [base], "maml": [0.0, base + gap + 0.01 * float(rng.random())]}
        found.append(finished(traces, setting, index=index))
    return found


def test_csv_is_one_row_per_task_and_learner() -> None:
    done = [
        *results(SMALL, tasks=2),
        finished({"kmeans": [0.5, 0.99, 1.0], "maml": [0.1]}, Setting("digits", 5, 3, 0.5), seed=7),
    ]
    rows = list(csv.DictReader(io.StringIO(as_csv(done))))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["ways"], row["seed"], row["task"], row["learner"]) for row in rows] == [
        ("2", "0", "0", "kmeans"), ("2", "0", "0", "maml"), ("2", "0", "1", "kmeans"), ("2", "0", "1", "maml"),
        ("5", "7", "0", "kmeans"), ("5", "7", "0", "maml"),
    ]  # fmt: skip
    last = rows[4]
    assert (rows[0]["imbalance"], last["imbalance"]) == ("", "0.5")
    assert (last["accuracy"], last["accuracy_step_0"], last["steps"]) == ("1.0", "0.5", "2")
    # K-Means ends best: its level is its own end, and 95 % of it
    assert (last["kmeans_step"], last["best95_step"], float(last["best95_seconds"])) == ("2", "1", 0.2)
    assert (rows[5]["kmeans_step"], rows[5]["best95_seconds"]) == ("", "")  # 0.1 is never there
    assert (float(last["seconds"]), float(last["gain"])) == pytest.approx((0.3, 0.5))
    assert float(rows[1]["accuracy"]) == done[0].task.learners["maml"].accuracy[-1]


def test_calibration_is_told_of_learners_that_have_one() -> None:
    done = results(SMALL, tasks=3)
    sure = [Calibration((0,) * 9 + (4,), (0.0,) * 9 + (3.9,), (0,) * 9 + (right,)) for right in (4, 3, 2)]
    for one, own in zip(done, sure, strict=True):
        one.task.learners["maml"] = replace(one.task.learners["maml"], calibration=own)
    rows = list(csv.DictReader(io.StringIO(as_csv(done))))
    assert [row["ece"] for row in rows[::2]] == ["", "", ""]
    assert [float(row["ece"]) for row in rows[1::2]] == pytest.approx([0.1 / 4, 0.9 / 4, 1.9 / 4])
    learners = summarise_comparison(done, plan(ways=(2,)))["settings"][0]["learners"]
    assert learners["kmeans"]["calibration"] is None
    assert learners["maml"]["calibration"]["ece"]["mean"] == pytest.approx(2.9 / 12)
    assert learners["maml"]["calibration"]["ece"]["pooled"] == pytest.approx(2.7 / 12)
    assert learners["maml"]["calibration"]["bins"][9]["accuracy"] == pytest.approx(9 / 12)


def test_a_pools_name_is_no_formula() -> None:
    text = as_csv([finished({"a": [0.5]}, Setting('=HYPERLINK("x","y"),', 2, 3))])
    assert next(csv.DictReader(io.StringIO(text)))["pool"] == '\'=HYPERLINK("x","y"),'


def test_a_table_knows_the_best_and_who_is_worse_by_more_than_luck() -> None:
    clear = table(results(SMALL), SMALL)
    assert (clear.draws, clear.tasks) == (8, 8)
    assert (clear.best(), clear.beaten()) == ({"maml"}, {"kmeans"})
    accuracy = {name: [one.task.learners[name].accuracy[-1] for one in results(SMALL)] for name in ("kmeans", "maml")}
    assert clear.scores["maml"].accuracy == mean_interval(accuracy["maml"])
    gain = {"kmeans": [0.0] * 8, "maml": accuracy["maml"]}
    assert clear.pairs == pairs(accuracy, gain)
    assert clear.pairs[0].gain.low == pytest.approx(paired_difference(gain["kmeans"], gain["maml"]).low)
    assert clear.scores["maml"].gain == clear.scores["maml"].accuracy
    few = table(results(SMALL, tasks=4), SMALL)  # no sign test of 4 draws can reach 5 %
    assert (few.best(), few.beaten()) == ({"maml"}, set())
    same = table([finished({"a": [0.5], "b": [0.5]}, SMALL, index=at) for at in range(8)], SMALL)
    assert (same.best(), same.beaten()) == ({"a", "b"}, set())


def test_all_together_counts_each_draw_once() -> None:
    both = table([*results(SMALL), *results(LARGE)])
    assert (both.draws, both.tasks, both.setting) == (8, 16, None)
    assert both.scores["kmeans"].accuracy.mean == pytest.approx(
        np.mean([table(results(one), one).scores["kmeans"].accuracy.mean for one in (SMALL, LARGE)])
    )


def test_latex_by_hand() -> None:
    values = [0.5, 0.6, 0.7]
    done = [finished({"kmeans": [v], "maml": [v + 0.2]}, SMALL, index=at) for at, v in enumerate(values)]
    text = as_latex([table(done, SMALL)], plan(ways=(2,)))
    # mean 0.6, s = 0.1, t(0.975, 2) = 4.3027, half width 4.3027 x 0.1 / sqrt(3) = 0.2484
    assert r"K-Means & $60.0 \pm 24.8\phantom{^{\ast}}$ \\" in text
    assert r"MAML & $\mathbf{80.0} \pm 24.8\phantom{^{\ast}}$ \\" in text
    assert r" & digits $2 \times 3$ \\" in text
    assert text.count(r"\toprule") == text.count(r"\midrule") == text.count(r"\bottomrule") == 1
    assert "mean over 3 tasks" in text
    assert r"of the row 100\% is here.}" in as_latex(
        [table(done, SMALL)], plan(ways=(2,)), ["of the row 100% is here."]
    )
    assert "no labels used" in text


def test_latex_marks_what_is_worse_by_more_than_luck_and_turns_round_when_it_is_wide() -> None:
    tables = [table(results(one), one) for one in (SMALL, LARGE)]
    assert as_latex(tables, plan()).count(r"^{\ast}$ & ") == 1
    wide = [Setting("digits", ways, 3) for ways in range(2, 8)]
    text = as_latex([table(results(one), one) for one in wide], plan(ways=tuple(range(2, 8))))
    assert r" & K-Means & MAML \\" in text
    assert text.count(r"\times 3$ & ") == 6


def test_latex_of_one_task_and_of_none_says_no_interval() -> None:
    single = as_latex([table(results(SMALL, tasks=1), SMALL)], plan(ways=(2,)))
    assert r"\pm" not in single
    assert "permutation" not in single
    assert r"\bottomrule" in as_latex([], plan())


def test_every_learner_has_a_name_to_be_printed() -> None:
    assert all(vars(spec.build)["print_name"] for spec in LEARNERS.values())  # its own, and not inherited
    assert (learner_name("metasgd"), learner_name("leo-soft")) == ("Meta-SGD", "LEO, soft")
    assert learner_name("leo-soft@mine") == "LEO, soft (mine)"
    printed = [learner_name(name) for name in (*LEARNERS, *VARIANTS)]
    assert len(set(printed)) == len(printed)


def test_letters_that_latex_would_act_on() -> None:
    assert escape(r"my_pool & 100% #1 {x} \cmd ~ ^ $") == (
        r"my\_pool \& 100\% \#1 \{x\} \textbackslash{}cmd \textasciitilde{} \textasciicircum{} \$"
    )
    name = "a_b"
    done = [finished({"kmeans": [0.5], "maml": [0.5]}, Setting(name, 2, 3, None))]
    assert r"a\_b $2 \times 3$" in as_latex([table(done, Setting(name, 2, 3))], plan(pool=name, ways=(2,)))


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_latex_compiles(tmp_path) -> None:
    body = as_latex([table(results(one), one) for one in (SMALL, LARGE)], plan(imbalances=(None, 0.5)))
    (tmp_path / "a.tex").write_text(
        f"\\documentclass{{article}}\\usepackage{{booktabs}}\\begin{{document}}{body}\\end{{document}}"
    )
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "a.tex"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()[-500:]


def test_the_summary_holds_every_table_and_curve_and_says_how() -> None:
    done = [*results(LARGE), *results(SMALL)]
    summary = summarise_comparison(done, plan())
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    assert (summary["tasks_finished"], summary["tasks_planned"], summary["complete"]) == (16, 16, True)
    assert [(one["ways"], one["draws"]) for one in summary["settings"]] == [(2, 8), (5, 8)]
    small = table(results(SMALL), SMALL)
    entry = summary["settings"][0]["learners"]["maml"]
    assert entry["accuracy"]["mean"] == small.scores["maml"].accuracy.mean
    assert entry["convergence"]["best95"]["steps"] == {"median": 1.0, "ci95": [1.0, 1.0]}
    assert entry["convergence"]["kmeans"]["reached"] == 1.0
    assert entry["area"]["mean"] == pytest.approx(entry["accuracy"]["mean"] / 2)  # from 0 in one step
    assert (summary["settings"][0]["best"], summary["format"]) == ("maml", 2)
    [pair] = summary["all"]["paired"]
    assert (pair["first"], pair["second"], pair["win_rate"]) == ("kmeans", "maml", 0.0)
    assert pair["p"] == pair["p_holm"] == 2 / 2**8
    assert pair["gain"]["mean"] == pytest.approx(-summary["all"]["learners"]["maml"]["gain"]["mean"])
    assert pair["difference"]["ci95"][0] < pair["difference"]["mean"] < pair["difference"]["ci95"][1] < 0
    assert set(summary["curves"]) == {"steps", "seconds", "shots", "ways", "imbalance"}
    assert summary["curves"]["ways"]["maml"]["x"] == [2, 5]
    assert summary["meta_training"]["digits"]["maml"]["seconds"] == 1.0
    assert "Holm" in summary["methods"]["p_holm"]


def test_half_a_comparison_is_summarised_and_says_so() -> None:
    summary = summarise_comparison(results(LARGE, tasks=3), plan())
    assert (summary["tasks_finished"], summary["complete"]) == (3, False)
    assert [one["ways"] for one in summary["settings"]] == [5]
    assert summarise_comparison([], plan())["all"] is None


def test_results_are_put_in_the_plans_order() -> None:
    done = [*results(LARGE), *results(SMALL)]
    again = ordered(done[::-1], plan())
    assert [(one.cell.setting, one.task.index) for one in again] == [
        (setting, index) for setting in (SMALL, LARGE) for index in range(8)
    ]
    assert summarise_comparison(done, plan()) == summarise_comparison(done[::-1], plan())
