"""The page Applications: each field opens by its link, in both languages; what it shows follows from the link."""

from __future__ import annotations

import numpy as np
import pytest
from opened import JUNK, opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.applications.measured import measured
from metaunsup.ui.applications.curve import lines, rows
from metaunsup.ui.applications.page import offered
from metaunsup.ui.applications.pictures import framed, on_one_scale
from metaunsup.ui.applications.results import forest
from metaunsup.words import Say

PAGE = "pages/9_Applications.py"


def page(**query: str) -> AppTest:
    return opened(PAGE, **query)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("field", offered())
def test_a_field_opens_and_says_what_it_is(field: str, lang: str) -> None:
    test = page(field=field, lang=lang)
    written, say = texts(test), Say(lang)
    assert say(f"applications.{field}.question") in written
    assert not test.error
    other = Say("zh" if lang == "en" else "en")
    assert other(f"applications.{field}.question") not in written


def test_junk_in_the_link_is_named() -> None:
    test = page(field=JUNK, industry_kind=JUNK, industry_seed=JUNK, medical_specificity="400")
    warned = " ".join(str(one.value) for one in test.warning)
    assert all(f"{name}=" in warned for name in ("field", "industry_kind", "industry_seed", "medical_specificity"))
    assert not test.error


def test_the_link_holds_the_task_and_the_truth_is_told_when_asked_for() -> None:
    test = page(field="industry", lang="en", industry_kind="wood", industry_shots="5", industry_seed="3")
    assert test.selectbox(key="applications.industry_kind").value == "wood"
    assert "5 pictures of this material" in texts(test)
    assert "among the first" not in texts(test)
    test.toggle(key="industry.truth").set_value(True).run()
    assert not test.exception and "among the first 10" in texts(test)
    assert test.query_params["industry_truth"] in ("1", ["1"])
    test.button(key="industry.another").click().run()
    assert not test.exception and test.query_params["industry_seed"] in ("4", ["4"])


def test_a_lower_specificity_finds_no_fewer() -> None:
    counts = []
    for share in ("95", "75"):
        test = page(field="medical", lang="en", medical_method="knn", medical_specificity=share)
        assert not any("of 40**" in one.value for one in test.markdown)  # before one asks for it
        test.toggle(key="medical.truth").set_value(True).run()
        line = next(one.value for one in test.markdown if "of 40**" in one.value)
        counts.append([int(word.strip("*")) for word in line.split() if word.strip("*").isdigit()])
    assert counts[0][0] <= counts[1][0] and counts[0][2] <= 2 and counts[1][2] <= 10  # of 40 benign


@pytest.mark.parametrize("field", [name for name in ("industry", "medical") if measured(name)])
def test_the_figure_says_what_was_measured(field: str) -> None:
    for told in measured(field).values():
        metric = next(key for key, one in next(iter(told["methods"].values())).items() if isinstance(one, dict))
        chart = forest(told, metric, (), f"applications.{field}", Say())
        drawn = {one.y[0].removesuffix(" *"): one.x[0] for one in chart.data}
        assert len(drawn) == len(told["methods"])  # no two methods are called the same
        for name, one in told["methods"].items():
            assert drawn[Say()(f"applications.{field}.method.{name}")] == one[metric]["mean"]


@pytest.mark.parametrize("field", ["industry", "recommendation"])
def test_the_curve_and_its_table_say_what_was_measured(field: str) -> None:
    found, say = {int(variant): told for variant, told in measured(field).items()}, Say()
    metric = {"industry": "image_auroc", "recommendation": "ndcg"}[field]
    first, rival = {"industry": ("practised", "pixels"), "recommendation": ("preference", "popularity")}[field]
    chart = lines(found, (rival,), f"applications.{field}", say)
    drawn = {one.name.removesuffix(" *"): one for one in chart.data}
    assert len(drawn) == len(found[5]["methods"]) and sorted(found) == [int(one) for one in chart.layout.xaxis.ticktext]
    for name in (first, rival):
        line = drawn[say(f"applications.{field}.method.{name}")]
        assert list(line.y) == [found[count]["methods"][name][metric]["mean"] for count in sorted(found)]
        assert (line.line.dash == "solid") == (name == first)
    apart = lines(found, (), f"applications.{field}", say, minus=rival)
    line = next(one for one in apart.data if one.name == say(f"applications.{field}.method.{first}"))
    assert list(line.y) == [found[count]["paired"][rival][first][metric]["mean"] for count in sorted(found)]
    assert len(apart.data) == len(chart.data) - 1
    *_, last = rows(found, sorted(found), first, rival, f"applications.{field}", say)
    for count, cell in zip(sorted(found), list(last.values())[1:], strict=True):
        mean = found[count]["paired"][rival][first][metric]["mean"]
        assert cell.startswith(f"{mean:+.3f}".replace("-", "−"))


def test_heat_and_an_outline_stand_where_they_belong() -> None:
    picture, heat, mask = np.full((64, 64), 0.5), np.zeros((64, 64)), np.zeros((64, 64), dtype=bool)
    heat[10:20, 30:40], mask[10:20, 30:40] = 5.0, True
    shown = np.asarray(framed(picture, on_one_scale(heat, 0.0, 5.0), mask)).astype(int)
    assert shown.shape == (136, 136, 4) and (shown[:4, :, 3] == 0).all() and (shown[4:-4, 4:-4, 3] == 255).all()
    shown = shown[4:-4, 4:-4, :3]
    assert (shown[60:, :] == shown[127, 127]).all()  # far from it the picture as it is
    assert shown[30, 70, 0] - shown[30, 70, 2] > 60  # hot within
    assert (shown[17, 60:80] == (64, 196, 255)).all(1).any()  # its edge
