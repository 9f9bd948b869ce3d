"""Tables, wrapped help and files."""

from __future__ import annotations

import json
import os

import pytest

from metaunsup.cli.output import (
    display_width,
    output_file,
    output_folder,
    table,
    with_interval,
    wrap,
    write_json,
)
from metaunsup.data.files import as_published
from metaunsup.errors import MetaUnsupError


def test_columns_line_up_in_both_languages() -> None:
    lines = table([["学习器", "准确率"], ["kmeans", "0.515"], ["protonet", "0.9"]], right=[1]).splitlines()
    assert lines == ["学习器    准确率", "kmeans     0.515", "protonet     0.9"]
    assert len({display_width(line) for line in lines}) == 1


def test_wrap_breaks_at_spaces_and_between_chinese_characters() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("元训练一个学习器", 8) == ["元训练一", "个学习器"]
    assert wrap("使用 filters=64 的设置", 12) == ["使用", "filters=64", "的设置"]
    assert wrap("一二三，四", 6) == ["一二三，", "四"]  # a comma stays with its sentence
    assert wrap("", 10) == []
    text = "让各簇大小不等：Dirichlet 分布的浓度参数，0.01 到 1000，越小越不均衡"
    lines = wrap(text, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(display_width, lines)) <= 22


def test_interval_in_words() -> None:
    assert with_interval({"mean": 0.5, "ci95": [0.25, 0.75]}) == "0.500 ± 0.250"
    assert with_interval({"mean": 0.5, "ci95": [None, None]}, signed=True) == "+0.500"


def test_files_are_tried_before_the_work(tmp_path) -> None:
    path = output_file(str(tmp_path / "new" / "result.json"), "--json")
    assert list(path.parent.iterdir()) == []  # the trial leaves nothing behind
    (tmp_path / "taken").write_text("x")
    for text, code in (
        (str(tmp_path), "cli_not_a_file"),
        ("/dev/null", "cli_not_a_file"),
        ("", "cli_not_a_file"),
        (str(tmp_path / "taken" / "result.json"), "cannot_write"),
    ):
        with pytest.raises(MetaUnsupError) as caught:
            output_file(text, "--json")
        assert caught.value.code == code
    for text in (str(tmp_path / "taken"), ""):
        with pytest.raises(MetaUnsupError) as caught:
            output_folder(text, "--out")
        assert caught.value.code == "cli_not_a_folder"


def test_a_full_disk_is_noticed_before_the_work(tmp_path, monkeypatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MetaUnsupError, match="No space left"):
        output_file(str(tmp_path / "result.json"), "--json")
    assert list(tmp_path.iterdir()) == []


def test_json_keeps_order_and_chinese_and_refuses_nan(tmp_path) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"z": "数", "a": 1})
    assert path.read_text(encoding="utf-8") == '{\n "z": "数",\n "a": 1\n}\n'
    assert json.loads(path.read_bytes()) == {"z": "数", "a": 1}
    with pytest.raises(ValueError):
        write_json(path, {"z": float("nan")})
    assert json.loads(path.read_bytes())["a"] == 1


def test_names_that_are_no_text_still_make_json(tmp_path) -> None:
    write_json(tmp_path / "a.json", {"file": os.fsdecode(b"\xff.safetensors"), "标题": "数字"})
    text = (tmp_path / "a.json").read_bytes().decode("utf-8")
    assert "标题" in text
    assert json.loads(text)["file"] == "\udcff.safetensors"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("run/checkpoint.safetensors", "run/checkpoint.safetensors"),
        ("../run/checkpoint.safetensors", "../run/checkpoint.safetensors"),
        ("/far/away/secret/run/checkpoint.safetensors", "run/checkpoint.safetensors"),
        ("/checkpoint.safetensors", "checkpoint.safetensors"),
        ("~/checkpoint.safetensors", "~/checkpoint.safetensors"),
        ("~ada/secret/run/checkpoint.safetensors", "run/checkpoint.safetensors"),
    ],
)
def test_a_published_name_tells_no_place_on_this_machine(given: str, told: str) -> None:
    assert as_published(given) == told
