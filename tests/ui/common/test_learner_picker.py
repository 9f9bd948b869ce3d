"""Variants of learners: put in one at a time, kept in the link, never more than there is room for."""

from __future__ import annotations

import pytest
from opened import opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.learners.registry import LEARNERS, VARIANTS
from metaunsup.learners.variants import VARIATIONS
from metaunsup.ui.common import learner_picker
from metaunsup.ui.common.link import read, write
from metaunsup.ui.compare.form import FIELDS as COMPARE_FIELDS
from metaunsup.ui.compare.request import CompareChoice
from metaunsup.ui.race.form import FIELDS as RACE_FIELDS
from metaunsup.words import Say

FILES = {"race": "pages/2_Race.py", "compare": "pages/5_Compare.py"}


@pytest.fixture(autouse=True)
def _no_compiling(monkeypatch) -> None:
    monkeypatch.setattr("metaunsup.ui.common.warmup._compile_umap", lambda: None)


def add(test: AppTest, page: str, base: str, group: str, kind: str) -> AppTest:
    test.selectbox(key=f"{page}.variant_of").set_value(base).run()
    test.selectbox(key=f"{page}.variant_{group}").set_value(kind).run()
    test.button(key=f"{page}.variant_add").click().run()
    assert not test.exception
    return test


def chosen(test: AppTest, page: str) -> list[str]:
    return list(test.multiselect(key=f"{page}.learners").value)


@pytest.mark.parametrize("page", FILES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_variant_is_put_beside_its_learner_and_into_the_link(page, lang) -> None:
    test = opened(FILES[page], lang=lang, learners="kmeans,protonet")
    assert len(test.multiselect(key=f"{page}.learners").options) == len(LEARNERS)  # the list is not flooded
    add(test, page, "kmeans", "before", "umap")
    assert chosen(test, page) == ["kmeans", "protonet", "kmeans-umap"]
    assert test.query_params["learners"] in ("kmeans,protonet,kmeans-umap", ["kmeans,protonet,kmeans-umap"])
    assert Say(lang).learner_title("kmeans-umap") in test.multiselect(key=f"{page}.learners").options
    assert not test.button(key=f"{page}.go").disabled
    assert test.button(key=f"{page}.variant_add").disabled  # it is there already
    assert Say(lang)("variants.there") in texts(test)
    add(test, page, "protonet", "head", "sinkhorn")
    assert chosen(test, page)[-1] == "protonet-sinkhorn"
    test.multiselect(key=f"{page}.learners").set_value(["kmeans-umap"]).run()
    assert chosen(test, page) == ["kmeans-umap"] and not test.exception


@pytest.mark.parametrize("page", FILES)
def test_links_hold_variants_and_old_links_work(page) -> None:
    fields = {"race": RACE_FIELDS, "compare": COMPARE_FIELDS}[page]
    for names in (("dbscan-umap", "kmeans", "maml-soft"), ("kmeans", "maml")):
        assert read({"learners": ",".join(names)}, fields)[0]["learners"] == names
        assert write({"learners": names}, fields)["learners"] == ",".join(names)
    assert read({"learners": "kmeans-nothing"}, fields)[1]
    test = opened(FILES[page], lang="en", learners="dbscan-umap,protonet-sinkhorn")
    assert chosen(test, page) == ["dbscan-umap", "protonet-sinkhorn"] and not test.warning
    assert not test.button(key=f"{page}.go").disabled


def test_a_full_field_swaps_the_learner_for_its_variant_or_says_so() -> None:
    test = opened(FILES["race"], lang="en", learners="kmeans,spectral,dbscan,gmm")
    add(test, "race", "spectral", "before", "pca")
    assert chosen(test, "race") == ["kmeans", "spectral-pca", "dbscan", "gmm"]
    test.selectbox(key="race.variant_of").set_value("protonet").run()
    assert test.button(key="race.variant_add").disabled
    assert Say()("variants.full", most=4) in texts(test)


def test_every_variant_can_be_put_together_and_is_described() -> None:
    made = {
        f"{base}-{kind}"
        for base in learner_picker.bases()
        for group in VARIATIONS.values()
        for kind in group
        if f"{base}-{kind}" in VARIANTS
    }
    assert made == set(VARIANTS)
    for lang in ("en", "zh"):
        titles = {Say(lang).learner_title(name) for name in (*LEARNERS, *VARIANTS)}
        assert len(titles) == len(LEARNERS) + len(VARIANTS)


def test_a_small_race_with_noise_and_a_reduction_runs_to_its_table() -> None:
    test = opened(FILES["race"], lang="en", ways="2", shots="6", learners="dbscan,kmeans-pca", steps="2", start="1")
    for _ in range(60):
        if test.table:
            break
        test.run()
    assert not test.exception
    assert [cell.strip("*") for cell in test.table[0].value.iloc[:, 0]] == ["DBSCAN", "K-Means, after PCA"]


def test_estimates_know_what_takes_longer() -> None:
    def seconds(*learners: str) -> float:
        return CompareChoice(("digits",), (5,), (5,), (None,), (0,), 10, learners, None, 5).estimate()

    assert seconds("kmeans") < seconds("kmeans-pca") + 1e-9 < seconds("kmeans-tsne") < seconds("kmeans-umap")
    assert seconds("meanshift") > seconds("dbscan") == seconds("kmeans")
    assert seconds("protonet-soft") == seconds("protonet") < seconds("protonet-adapt-soft")
