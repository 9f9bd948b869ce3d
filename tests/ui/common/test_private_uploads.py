"""No page shows one browser's data to another, by whatever link, writes outside their folder, or runs what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data import kept
from metaunsup.data.kept import owner_of
from metaunsup.ui.common import uploads
from metaunsup.words import Say

MINE, THEIRS = "a" * 32, "b" * 32
PAGES = {
    "tasks": ("pages/1_Tasks.py", "pool"),
    "race": ("pages/2_Race.py", "pool"),
    "meta_train": ("pages/3_Meta_train.py", "pool"),
    "latent_space": ("pages/4_Latent_space.py", "pool"),
    "compare": ("pages/5_Compare.py", "pools"),
    "anomalies": ("pages/6_Anomalies.py", "pool"),
    "generate": ("pages/7_Generate.py", "pool"),
    "draw": ("pages/8_Draw.py", "mix"),
    "turn": ("pages/12_Your_turn.py", "pool"),
}
NAME = "../../secret\N{RIGHT-TO-LEFT OVERRIDE}<img src=x onerror=alert(1)>$(touch x).csv"


def written(test: AppTest) -> str:
    """All that stands on the page, the choices included."""
    told = texts(test) + "".join(str(one.label) for one in test.button)
    return told + "".join(map(str, (one.options for one in [*test.selectbox, *test.multiselect])))


@pytest.mark.parametrize("page", PAGES)
def test_what_is_handed_over_stays_in_its_folder_and_with_its_browser(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("metaunsup.ui.meta_train.estimates.all_estimates", lambda: None)

    def look_as(token: str) -> None:
        monkeypatch.setattr("metaunsup.ui.meta_train.page.browser_token", lambda: token)
        monkeypatch.setattr(uploads, "browser_token", lambda: token)

    look_as(MINE)
    file, field = PAGES[page]
    cell = "=cmd|' /C calc'!A0"  # what a spreadsheet might carry out
    rows = "x,y,kind\n" + "\n".join(f"{n * 7 % 31},{n * n % 29},{cell if n % 2 else '__import__'}" for n in range(160))
    monkeypatch.setattr(f"metaunsup.ui.{page}.page.show_estimate", lambda *_: object(), raising=False)
    test = opened(file, lang="en", **({"set": "learning"} if page == "draw" else {}))
    test.text_input(key=f"{page}.upload.label").set_value("kind")
    test.file_uploader(key=f"{page}.upload.files").set_value((NAME, rows.encode(), "text/csv")).run()
    (one,) = kept.kept(owner_of(MINE))
    assert not test.exception and "secret" in written(test) and one.title.isprintable()
    mine = {path for path in tmp_path.rglob("*") if path.is_file() and ".uploads" in path.parts}
    assert {path.name for path in mine} == {f"{one.id}.json", f"{one.id}.safetensors"}
    others = {path.name for path in tmp_path.rglob("*") if path.is_file()} - {path.name for path in mine}
    assert all(name.startswith("runs.sqlite") or name.endswith((".db", ".lock")) for name in others), others
    code = f"own:{one.id}"
    assert code in str(test.query_params.get(field)) and "secret" not in str(dict(test.query_params))
    look_as(THEIRS)
    for asked in (code, one.name):
        other = opened(file, lang="en", **{field: asked})
        assert not other.exception and "secret" not in written(other), asked
        told = Say()("uploads.gone" if asked == code else "app.link_ignored", what="").split("{")[0][:30]
        assert told in texts(other), asked
