"""What is said of many tasks of a field: means, paired differences, intervals over units."""

from __future__ import annotations

import importlib
import json

import numpy as np
import pytest

from metaunsup.applications import FIELDS, fields, load_field
from metaunsup.applications.field import Field, FieldTask, as_csv, over_units, summarise
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.metrics import mean_interval

VALUES = {"new": (0.9, 0.8, 0.7, 0.9), "usual": (0.5, 0.7, 0.6, 0.5)}
UNITS = ("wood", "wood", "metal", "metal")


def tasks() -> list[FieldTask]:
    return [
        FieldTask(i, 10 + i, UNITS[i], {name: {"score": VALUES[name][i]} for name in VALUES}, {"new": 2.0})
        for i in range(4)
    ]


def of() -> Field:
    return Field("made_up", ("usual", "other"), ("score",), ("usual",), lambda *_: iter(tasks()))


def test_differences_are_paired_task_by_task() -> None:
    told = summarise(of(), tasks(), variant="usual", seed=0)
    apart = np.array(VALUES["new"]) - np.array(VALUES["usual"])
    found = told["paired"]["usual"]["new"]["score"]
    assert found["mean"] == pytest.approx(apart.mean())
    assert found["ci95"] == pytest.approx(list(vars(mean_interval(apart.tolist())).values())[1:])
    assert told["methods"]["new"]["seconds_per_task"] == 2.0 and told["methods"]["usual"]["seconds_per_task"] is None
    json.dumps(told, allow_nan=False)


def test_an_interval_over_units_is_wider_where_units_differ() -> None:
    easy_and_hard = [0.9, 0.91, 0.9, 0.5, 0.51, 0.5]
    wide = over_units(easy_and_hard, ["easy"] * 3 + ["hard"] * 3)
    assert wide is not None and wide.margin > 2 * mean_interval(easy_and_hard).margin
    assert over_units(easy_and_hard, ["one"] * 6) is None
    assert over_units(easy_and_hard, list("abcdef")) is None  # each task its own unit: over tasks says it all


def test_a_task_without_a_value_is_left_out_of_that_mean_alone() -> None:
    some = [*tasks(), FieldTask(4, 14, "wood", {"new": {"score": np.nan}, "usual": {"score": 1.0}})]
    told = summarise(of(), some, variant="usual", seed=0)
    assert told["methods"]["new"]["score"]["tasks"] == 4 and told["methods"]["usual"]["score"]["tasks"] == 5
    assert told["paired"]["usual"]["new"]["score"]["tasks"] == 4


def test_rows_for_a_spreadsheet() -> None:
    lines = as_csv(of(), tasks(), variant="usual", seed=3).splitlines()
    assert lines[0] == "field,variant,seed,task,task_seed,unit,method,score,seconds"
    assert lines[1] == "made_up,usual,3,0,10,wood,new,0.9,2.0" and len(lines) == 1 + 8


def test_what_cannot_be_run_is_refused() -> None:
    with pytest.raises(MetaUnsupError, match="other"):
        of().run(variant="none")
    with pytest.raises(MetaUnsupError):
        of().run(tasks=0)
    with pytest.raises(MetaUnsupError, match="alchemy"):
        load_field("alchemy")
    with pytest.raises(MetaUnsupError):
        summarise(of(), [], variant="usual", seed=0)


@pytest.mark.parametrize("name", fields())
def test_a_field_is_what_its_name_says(name: str) -> None:
    field = load_field(name)
    assert field.name == name and field.variants and field.metrics and field.baselines
    assert importlib.import_module(FIELDS[name].partition(":")[0]).__doc__
