"""``data``: the list of pools, as a table and as JSON, with whatever is here and whatever is not."""

from __future__ import annotations

import json

import pytest

from metaunsup.cli import data
from metaunsup.data import registry
from metaunsup.data.registry import POOLS, Availability, DownloadProgress, load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say


@pytest.fixture(autouse=True)
def few_pools(monkeypatch, tmp_path):
    """Two pools, one always here and one that is not: the whole list takes seconds to read."""
    monkeypatch.setenv("METAUNSUP_DATA", str(tmp_path / "root"))
    before = dict(POOLS)  # with its order, which pages and other tests go by
    for name in set(POOLS) - {"digits", "mnist"}:
        del POOLS[name]
    yield
    POOLS.clear()
    POOLS.update(before)


def test_table_sentences_and_json(command, tmp_path) -> None:
    done = command("data --json", str(tmp_path / "data.json"))
    assert (done.code, done.err) == (0, "")
    digits, mnist = json.loads((tmp_path / "data.json").read_text(encoding="utf-8"))["pools"]
    pool = load_pool("digits")
    assert (digits["name"], digits["items"], digits["classes"], digits["here"]) == ("digits", 1797, 10, True)
    assert digits["parts"] == {part: len(pool.unlabelled(part)) for part in ("train", "validation", "test")}
    assert sum(digits["parts"].values()) == 1797
    assert digits["get"] is None
    assert (mnist["here"], mnist["parts"]) == (False, None)
    assert mnist["get"] == "python -m metaunsup data --get mnist"
    assert mnist["get"] in done.out
    assert str(tmp_path) in done.out  # where it was looked for
    assert mnist["where"] == "METAUNSUP_DATA/MNIST/raw"  # a file may be handed on
    for pool in (digits, mnist):
        assert pool["licence"] in done.out
        assert pool["title"] in done.out
        assert pool["source"].startswith("https://")


def test_nothing_is_loaded_to_be_listed(command, monkeypatch) -> None:
    monkeypatch.setattr(registry, "load_pool", lambda name, **_: pytest.fail(f"{name} was loaded"))
    assert "911 / 168 / 718" in command("data").out


def test_the_list_in_chinese(command) -> None:
    done = command("data --lang zh")
    assert "尚未下载" in done.out
    assert "Source" not in done.out


def test_a_damaged_pool_does_not_hide_the_others(command, monkeypatch) -> None:
    def damaged(name, **_):
        raise MetaUnsupError("pool_damaged", pool=name, path="mnist.gz")

    monkeypatch.setattr(registry, "available", lambda name: Availability(True, None, None))
    monkeypatch.setattr(registry, "part_sizes", damaged)
    done = command("data")
    assert done.code == 0
    assert done.out.count("damaged") >= 2
    assert "mnist.gz" in done.out


def test_the_json_of_a_damaged_pool_tells_no_place_on_this_machine(command, tmp_path) -> None:
    raw = tmp_path / "root" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for name in ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"):
        (raw / name).write_bytes(b"cut short")
    done = command("data --json", str(tmp_path / "data.json"))
    assert str(raw) in done.out
    text = (tmp_path / "data.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    assert "METAUNSUP_DATA/MNIST/raw/t10k-images-idx3-ubyte" in json.loads(text)["pools"][1]["problem"]


def test_download_shows_every_file_and_says_what_is_here(command, monkeypatch, tmp_path) -> None:
    asked = []

    def download(name):
        asked.append(name)
        for file in ("images", "labels"):
            yield DownloadProgress(file, 5, 10)
            yield DownloadProgress(file, 10, 10)

    monkeypatch.setattr(registry, "download", download)
    monkeypatch.setattr(registry, "load_pool", lambda name: load_pool("digits"))
    done = command("data --get mnist")
    assert (done.code, done.err, asked) == (0, "", ["mnist"])
    assert "1,797" in done.out


def test_what_cannot_be_got(command) -> None:
    assert "digits needs no download" in command("data --get digits").out
    for lang in ("en", "zh"):
        assert "nowhere" in command(f"data --get nowhere --lang {lang}").sentence


def test_a_download_that_fails_is_a_sentence(command, monkeypatch) -> None:
    def download(name):
        yield DownloadProgress("images", 5, 10)
        raise MetaUnsupError("cannot_write", path="images", reason="No space left on device")

    monkeypatch.setattr(registry, "download", download)
    assert "No space left on device" in command("data --get mnist").sentence


def test_one_pool_in_words_names_its_problem() -> None:
    pool = {**data.describe("digits", Say()), "problem": "It is broken.", "get": "fetch it", "where": "here"}
    assert "It is broken." in data.in_words(pool, Say())
    assert "fetch it" in data.in_words(pool, Say())
