"""The page of comparisons with a reader's own data: compared on, beside a pool, and unseen by another browser."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from opened import opened, texts
from streamlit.testing.v1 import AppTest

from metaunsup.data.kept import keep, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.registry import resolve_pool
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.compare import Finished, compare
from metaunsup.ui.common import uploads
from metaunsup.ui.compare import jobs
from metaunsup.ui.compare.jobs import Comparisons
from metaunsup.ui.compare.request import CompareChoice
from metaunsup.words import Say
from tests.data.made import as_zip, classes

MINE, THEIRS = "a" * 32, "b" * 32
LINK = {"lang": "en", "ways": "2", "shots": "3", "tasks": "2", "learners": "kmeans,random", "start": "1"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place of its own for what is kept, a browser that has told its key, a server that computes in a thread."""

    def in_a_thread(choice: CompareChoice, keep_on: Callable[[], bool]) -> Iterator[Finished]:
        yield from compare(choice.plan())

    own = Comparisons(run=in_a_thread)
    monkeypatch.setattr(jobs, "all_comparisons", lambda: own)
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    monkeypatch.setattr(uploads, "browser_token", lambda: MINE)
    yield tmp_path
    own.close()


def finished(test: AppTest) -> AppTest:
    """Run until the comparison is over."""
    for _ in range(100):
        if test.success or test.error:
            return test
        time.sleep(0.1)
        test.run()
    raise AssertionError(texts(test))


def test_own_pictures_are_compared_on_beside_a_pool(here: Path, monkeypatch) -> None:
    one = keep(
        own_pool([Source(Path("l.zip"), as_zip(here / "l.zip", classes(3, 30)).read_bytes())]), "l.zip", owner_of(MINE)
    )
    link = {**LINK, "pools": f"own:{one.id},digits"}
    test = finished(opened("pages/5_Compare.py", **link))
    assert not test.exception and not test.error and "--pools YOUR_FILE,digits" in texts(test)
    assert owner_of(MINE) not in texts(test) and Say()("uploads.share") in texts(test)
    assert any("l.zip" in option for option in test.selectbox(key=_setting(test)).options)
    assert test.query_params["pools"] in (link["pools"], [link["pools"]])
    monkeypatch.setattr(uploads, "browser_token", lambda: THEIRS)
    other = opened("pages/5_Compare.py", **link)
    assert other.button(key="compare.go").disabled and Say()("uploads.gone") in texts(other)
    assert "l.zip" not in texts(other).replace("\\", "") and not other.success


def _setting(test: AppTest) -> str:
    return next(str(one.key) for one in test.selectbox if str(one.key).startswith("compare.setting."))


def test_an_upload_is_chosen_and_the_form_fits_it(here: Path) -> None:
    data = as_zip(here / "letters.zip", classes(3, 30)).read_bytes()
    test = opened("pages/5_Compare.py", lang="en", ways="10,20", shots="200", learners="kmeans", tasks="2")
    test.file_uploader(key="compare.upload.files").set_value(("letters.zip", data, "application/zip")).run()
    assert not test.error and [code[:4] for code in test.multiselect(key="compare.pools").value] == ["own:"]
    assert test.multiselect(key="compare.ways").value == ["3"]
    assert 1 < int(test.multiselect(key="compare.shots").value[0]) < 20
    code = test.multiselect(key="compare.pools").value[0]
    test.button(key=f"compare.upload.{code.removeprefix('own:')}").click().run()
    assert test.multiselect(key="compare.pools").value == ["digits"]


def test_what_has_no_classes_cannot_be_compared_on(here: Path) -> None:
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(90))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    test = opened("pages/5_Compare.py", **{**LINK, "pools": f"own:{one.id}"})
    assert len(test.error) == 1 and test.button(key="compare.go").disabled
    assert len(resolve_pool(one.name)) == 90  # which is how the process of a comparison finds it
    with pytest.raises(MetaUnsupError):
        resolve_pool(f"upload:{owner_of(THEIRS)}/{one.id}")


def test_who_is_who_speaks_of_rows_where_tables_alone_are_compared_on(here: Path) -> None:
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(60))
    one = keep(own_pool([Source(Path("t.csv"), rows.encode())]), "t.csv", owner_of(MINE))
    for pools, say in ((f"own:{one.id}", Say().of_rows()), (f"own:{one.id},digits", Say())):
        test = opened("pages/5_Compare.py", **LINK | {"pools": pools, "start": "0"})
        told = [say.about_learner(name) for name in ("kmeans", "random")]
        assert not test.exception and all(one in texts(test) for one in (*told, say("variants.about")))
