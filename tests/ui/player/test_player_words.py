"""Every sentence that the player's scripts ask for exists, with the gaps that they fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import metaunsup.ui
from metaunsup.ui.player.words import player_words
from metaunsup.words import LANGUAGES, WORDS, Say

PLAYER = Path(metaunsup.ui.__file__).parent / "player"
SCRIPTS = sorted(PLAYER.glob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_sentences_exist(script: Path) -> None:
    asked = re.findall(r'"((?:player|metric)\.[a-z_]+)"', script.read_text(encoding="utf-8"))
    assert [key for key in asked if key not in WORDS] == []


def test_scripts_never_write_html() -> None:
    writes = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write")
    assert SCRIPTS
    assert [path.name for path in SCRIPTS if writes.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_person_has_left_over_is_no_noise(lang: str) -> None:
    told = [player_words(Say(lang), by_hand=by_hand) for by_hand in (False, True)]
    changed = {key for key in told[0] if told[0][key] != told[1][key]}
    assert changed == {f"player.{name}" for name in ("in_noise", "hint_noise", "moved_noise", "sum_noise")}
    assert not [key for key in changed if "噪声" in told[1][key] or "noise" in told[1][key].lower()]


@pytest.mark.parametrize("key", sorted(key for key in WORDS if key.startswith(("player.", "metric."))))
def test_both_languages_have_the_same_gaps(key: str) -> None:
    english, chinese = (set(re.findall(r"\{(\w+)\}", text)) for text in WORDS[key])
    assert english == chinese
