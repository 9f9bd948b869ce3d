"""The page of latent spaces with a reader's own data, sorted and not, as pictures and as rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened import finished, opened, texts

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.source import Source
from metaunsup.ui.common import uploads
from metaunsup.words import Say
from tests.data.made import as_zip, classes

MINE, THEIRS = "a" * 32, "b" * 32
FILE = "pages/4_Latent_space.py"
SMALL = {"ways": "2", "shots": "5", "items": "12", "method": "pca", "start": "1", "lang": "en"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for what is kept, and a browser that has told its key."""
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    return tmp_path


@pytest.mark.parametrize("of", ["task", "pool"])
@pytest.mark.parametrize("kind", ["pictures", "rows"])
def test_own_data_are_laid_out_and_seen_by_their_owner_alone(here: Path, monkeypatch, of: str, kind: str) -> None:
    if kind == "pictures":
        source = Source(Path("l.zip"), as_zip(here / "l.zip", classes(3, 30)).read_bytes())
    else:
        rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(90))
        source = Source(Path("l.csv"), rows.encode())
    one = keep(own_pool([source]), source.path.name, owner_of(MINE))
    link = {**SMALL, "of": of, "pool": f"own:{one.id}", "second": "random"}
    test = finished(opened(FILE, **link))
    assert not test.exception and not test.error and len(test.table[0].value) == 2
    assert Say()("uploads.share") in texts(test) and "--pool YOUR_FILE" in texts(test)
    assert owner_of(MINE) not in texts(test)
    assert (Say()("latent_space.no_truth") in texts(test)) == (kind == "rows")
    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened(FILE, **link)
    assert other.button(key="latent_space.go").disabled and Say()("uploads.gone") in texts(other) and not other.table
