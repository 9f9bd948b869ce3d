"""One word for each thing: what a sentence must not call it, and symbols that are set as mathematics."""

from __future__ import annotations

import re

import pytest

from metaunsup.words import WORDS

# what is no longer said -> what is said in its place
ENGLISH = {
    r"\bgroupings?\b(?! the| is)": "partition",  # the noun; "grouping the pictures" is what a learner does
    r"\b(?<![Aa]ltered )views?\b": "altered view",
    r"\baugmented views?\b": "altered view",
    r"practised to \w+": "practised placing, sorting, ...",
    r"\b[Pp]art(s|ing)? the (pictures|items)\b": "group",
    r"learners are the most": "at most {n} learners",
    r"^First$|^Of which\b|to whom\?": "a label that stands by itself",
    r"glyphs:N": "the number that the page has",
}
CHINESE = {
    "异类": "离群图片",
    "定住": "冻结",
    "看轻": "权重降低",
    "也学$": "一并学习",
    "处处都是": "每一栏用的都是",
    "适应": "调整",
    "分组方案": "划分",
    "视图": "变形图",
}


@pytest.mark.parametrize(("column", "retired"), [(0, ENGLISH), (1, CHINESE)], ids=["en", "zh"])
def test_retired_words_do_not_come_back(column: int, retired: dict[str, str]) -> None:
    found = [
        f"{key}: {pair[column]!r} (say {better})"
        for key, pair in WORDS.items()
        for pattern, better in retired.items()
        if re.search(pattern, pair[column])
    ]
    assert not found, "\n".join(found)


def test_symbols_are_set_as_mathematics() -> None:
    """An index written with an underscore shows the underscore, unless it stands in code or in a formula."""
    set_apart = re.compile(r"`[^`]*`|\$[^$]*\$|\{[^}]*\}")
    raw = [
        key
        for key, pair in WORDS.items()
        if not key.startswith(("cli.", "error."))
        for sentence in pair
        if re.search(r"\w_\w", set_apart.sub("", sentence))
    ]
    assert raw == []


@pytest.mark.parametrize("column", [0, 1])
def test_the_home_page_says_what_it_is_about(column: int) -> None:
    told = WORDS["home.lead"][column]
    assert ("learning to learn", "学会学习")[column] in told and ("meta-learning", "元学习")[column] in told


@pytest.mark.parametrize("column", [0, 1])
def test_the_training_records_are_called_so(column: int) -> None:
    assert WORDS["app.page.runs"][column] == ("Runs", "训练记录")[column]
    assert WORDS["runs.title"][column].startswith(WORDS["app.page.runs"][column])
