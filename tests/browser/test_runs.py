"""The list of runs in a real browser: what is clicked there happens on disk, and what is taken home can be used."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visits import Visit

from benchmarks.serving import serving
from metaunsup.learners.protonet import ProtoNet
from metaunsup.runs import folder as files
from metaunsup.runs.store import Store
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train
from metaunsup.words import Say

MINE = "0123456789abcdef" * 2
Runs = tuple[str, Store]  # the address of an app, and its list
OPTIONS = {"ways": 4, "query_views": 1}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """An app, and the list that it shows: each test fills it anew."""
    folder = tmp_path_factory.mktemp("runs")
    here = Store(folder)
    here.start_waiting = lambda: 0  # type: ignore[method-assign]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("METAUNSUP_RUNS", str(folder))
        with serving() as address:
            yield address, here


def made(store: Store) -> dict[str, str]:
    """Two short trainings that this browser owns, one that another does, and no others: their ids by name."""
    for row in store.list():
        store.delete(row.id)
    for seed, (name, token) in enumerate((("first 🧪", MINE), ('the "second"', MINE), ("a stranger's", "b" * 32))):
        settings = TrainingSettings("protonet", steps=4, seed=seed, options=OPTIONS, validate_every=2)
        row = store.submit(settings, name=name, token=token)
        list(train(settings, Path(row.folder)))
        files.write_status(Path(row.folder), "done")
    return ids(store)


def ids(store: Store) -> dict[str, str]:
    return {row.name: row.id for row in store.list()}


def press(page: Any, key: str, lang: str) -> None:
    page.get_by_role("button", name=Say(lang)(key), exact=True).click(timeout=60_000)


def taken(page: Any, key: str, lang: str) -> bytes:
    """What the browser saves when the button is clicked, once nothing is drawn anew under the mouse."""
    page.wait_for_function(
        "document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=60_000
    )
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=Say(lang)(key), exact=True).click(timeout=60_000)
    return Path(download.value.path()).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_runs_are_found_kept_changed_and_deleted(
    visit: Visit, runs: tuple[str, Store], lang: str, tmp_path: Path
) -> None:
    visit.page.add_init_script(f"localStorage.setItem('metaunsup.keyring', '{MINE}')")
    address, store = runs
    known = made(store)
    first = known["first 🧪"]
    visit.open(address, f"Runs?lang={lang}&runs={first}")
    assert visit.page.locator("h1").first.inner_text() == Say(lang)("runs.title")
    visit.page.wait_for_selector(".js-plotly-plot", timeout=60_000)

    rows = list(csv.DictReader(io.StringIO(taken(visit.page, "runs.csv", lang).decode("utf-8-sig"))))
    assert {row["name"]: row["id"] for row in rows} == known
    run = json.loads(taken(visit.page, "runs.json", lang))
    assert run["id"] == first and [line["step"] for line in run["metrics"]] == [0, 1, 2, 3, 4]
    with zipfile.ZipFile(io.BytesIO(taken(visit.page, "runs.checkpoint", lang))) as archive:
        archive.extractall(tmp_path / "taken")
    learner = ProtoNet(checkpoint=str(tmp_path / "taken" / "checkpoint.safetensors"))
    assert learner.ready() and learner.progress.step == 4

    visit.page.get_by_label(Say(lang)("runs.name"), exact=True).fill("renamed <b>")
    visit.page.get_by_label(Say(lang)("runs.note"), exact=True).fill("what I saw")
    press(visit.page, "runs.save", lang)
    visit.page.get_by_role("heading").filter(has_text="renamed <b>").wait_for(timeout=60_000)
    visit.rest()
    assert (store.get(first).name, store.get(first).note) == ("renamed <b>", "what I saw")

    press(visit.page, "runs.delete", lang)
    press(visit.page, "runs.delete.no", lang)
    visit.rest()
    assert Path(store.get(first).folder).is_dir()
    folder = Path(store.get(first).folder)
    press(visit.page, "runs.delete", lang)
    press(visit.page, "runs.delete.yes", lang)
    visit.page.get_by_text(Say(lang)("runs.choose")).first.wait_for(timeout=60_000)
    visit.rest()
    assert not folder.exists() and first not in ids(store).values()
    assert visit.page.locator("[data-testid='stException']").count() == 0
    assert (visit.outside, visit.errors) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("visit", ["desktop", "phone"], indirect=True)
def test_another_browsers_run_is_shown_and_cannot_be_changed(visit: Visit, runs: Runs) -> None:
    visit.page.add_init_script(f"localStorage.setItem('metaunsup.keyring', '{MINE}')")
    address, store = runs
    own, strange = (made(store)[name] for name in ("first 🧪", "a stranger's"))
    visit.open(address, f"Runs?lang=en&runs={own},{strange}")
    visit.page.wait_for_selector(".js-plotly-plot", timeout=60_000)  # side by side
    visit.open(address, f"Runs?lang=en&runs={strange}")
    visit.page.get_by_text(Say()("runs.other_browser")).first.wait_for(timeout=60_000)
    for key in ("runs.delete", "runs.save", "runs.star"):
        assert visit.page.get_by_role("button", name=Say()(key), exact=True).count() == 0
    assert not visit.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    assert (visit.outside, visit.errors) == ([], [])
