"""Sorting one's own pictures by hand: what can be sorted, what cannot, and that nobody else gets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from opened import opened, texts

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.ui.common import uploads
from metaunsup.ui.turn import page
from metaunsup.words import Say
from tests.data.made import as_zip, classes

MINE, THEIRS = "a" * 32, "b" * 32
PAGE = "pages/12_Your_turn.py"


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the desk was given; a place of its own for what is kept, and a browser that has told its key."""
    told: list[dict[str, Any]] = []
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    monkeypatch.setattr(page, "show_desk", lambda data, *, key: told.append(data))
    return told


def test_own_pictures_are_sorted_and_the_form_fits_them(given, tmp_path, monkeypatch) -> None:
    data = as_zip(tmp_path / "letters.zip", classes(3, 40)).read_bytes()
    test = opened(PAGE, lang="en", ways="10")
    test.file_uploader(key="turn.upload.files").set_value(("letters.zip", data, "application/zip")).run()
    code = test.selectbox(key="turn.pool").value
    assert not test.error and code.startswith("own:") and test.segmented_control(key="turn.ways").value == "2"
    assert given[-1]["sprite"]["count"] == 20 and owner_of(MINE) not in str(given[-1])
    before = len(given)
    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened(PAGE, lang="en", pool=code, ways="2")
    assert len(given) == before and Say()("uploads.gone") in texts(other)


@pytest.mark.parametrize("kind", ["rows", "unsorted"])
def test_what_nobody_can_sort_is_refused_in_a_sentence(given, tmp_path, kind: str) -> None:
    if kind == "rows":
        rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{'ab'[n % 2]}" for n in range(160))
        pool = own_pool([Source(Path("t.csv"), ("x,y,k\n" + rows).encode())], "k")
    else:
        pool = own_pool([Source(Path("t.zip"), as_zip(tmp_path / "t.zip", classes(1, 80)).read_bytes())])
    one = keep(pool, "t", owner_of(MINE))
    test = opened(PAGE, lang="en", pool=f"own:{one.id}", ways="2")
    assert not test.exception and len(test.error) == 1 and not given


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_too_few_for_every_choice_is_told_with_what_is_needed(given, tmp_path, lang: str) -> None:
    """Not with a number of groups that the page does not offer."""
    pool = own_pool([Source(Path("t.zip"), as_zip(tmp_path / "t.zip", classes(3, 18)).read_bytes())])
    one = keep(pool, "t", owner_of(MINE))
    test = opened(PAGE, lang=lang, pool=f"own:{one.id}", ways="2")
    sizes = pool.part("test").sizes.tolist()
    told = Say(lang)("error.turn_few", classes=3, most=max(sizes), few=10, each=5)
    assert max(sizes) < 10 and [one.value for one in test.error] == [told] and not given
