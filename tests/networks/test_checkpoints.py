"""Checkpoints come back as they were, or not at all; a failed writing leaves the one before."""

from __future__ import annotations

import ast
import errno
import hashlib
import json
import os
import pickle
from pathlib import Path

import pytest
import torch

from metaunsup.data.files import replace_file
from metaunsup.errors import MetaUnsupError
from metaunsup.networks import checkpoints
from metaunsup.networks.checkpoints import DIGEST, FORMAT, read_card, read_checkpoint, write_checkpoint

PACKAGE = Path(checkpoints.__file__).parents[1]


def tensors(seed: int = 0) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return {
        "a": torch.randn(3, 4, generator=generator),
        "hashes": torch.tensor([-(2**63), 2**63 - 1]),
        "bytes": torch.arange(5, dtype=torch.uint8),
        "turned": torch.randn(4, 3, generator=generator).T,
        "scalar": torch.tensor(1.5, dtype=torch.float64),
    }


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "run" / "c.safetensors"


def refusal(path: Path) -> MetaUnsupError:
    with pytest.raises(MetaUnsupError) as caught:
        read_checkpoint(path)
    assert path.stem in str(caught.value)
    return caught.value


def test_what_is_written_is_read(path) -> None:
    write_checkpoint(path, tensors(), {"learner": "protonet", "note": "练习", "nested": {"x": [1, None, 2.5]}})
    found, card = read_checkpoint(path)
    assert found.keys() == tensors().keys()
    for name, value in tensors().items():
        assert torch.equal(found[name], value) and found[name].dtype == value.dtype
    assert card == {"format": FORMAT, "learner": "protonet", "note": "练习", "nested": {"x": [1, None, 2.5]}}
    written = read_card(path)
    assert (
        written.pop(DIGEST) == hashlib.sha256(path.read_bytes()).hexdigest()
        and written == card
        and "练习" in path.with_suffix(".json").read_text(encoding="utf-8")
    )
    assert sorted(file.name for file in path.parent.iterdir()) == ["c.json", "c.safetensors"]


def test_the_same_content_is_the_same_file(path, tmp_path) -> None:
    write_checkpoint(path, tensors(), {"b": 1, "a": 2})
    write_checkpoint(tmp_path / "d.safetensors", tensors(), {"a": 2, "b": 1})
    assert path.read_bytes() == (tmp_path / "d.safetensors").read_bytes()
    assert path.with_suffix(".json").read_bytes() == (tmp_path / "d.json").read_bytes()


@pytest.mark.parametrize("keep", [0, 1, 7, 8, 60, -1])
def test_a_truncated_file_is_refused(path, keep) -> None:
    write_checkpoint(path, tensors(), {})
    path.write_bytes(path.read_bytes()[:keep])
    assert refusal(path).code == "checkpoint_damaged"


@pytest.mark.parametrize("content", [b"", b"\0" * 200, b"\xff" * 200, b"PK\x03\x04 not this", pickle.dumps([1, 2])])
def test_other_files_are_refused(path, content) -> None:
    write_checkpoint(path, tensors(), {})
    path.write_bytes(content)
    assert refusal(path).code == "checkpoint_damaged"


def test_missing_files_are_named(path) -> None:
    assert refusal(path).code == "checkpoint_missing"
    write_checkpoint(path, tensors(), {})
    path.with_suffix(".json").unlink()
    error = refusal(path)
    assert error.code == "checkpoint_without_card" and "c.json" in str(error)
    path.unlink()
    path.mkdir()
    assert refusal(path).code == "checkpoint_missing"


JUNK = {
    "empty": "",
    "half": "{",
    "list": "[]",
    "number": "5",
    "null": "null",
    "text": '"format"',
    "nothing": "{}",
    "word": '{"format": "new"}',
    "none": '{"format": null}',
    "nan": '{"format": NaN}',
    "infinity": '{"format": Infinity}',
    "a list": '{"format": [1]}',
    "deep": "[" * 100_000,
    "long": '{"format": ' + "1" * 5_000 + "}",
    "bytes": "\udcff\udcfe",
}


@pytest.mark.parametrize("text", JUNK.values(), ids=JUNK)
def test_junk_in_the_card_is_refused(path, text) -> None:
    write_checkpoint(path, tensors(), {})
    path.with_suffix(".json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert refusal(path).code == "checkpoint_damaged"


def test_a_card_beside_other_tensors_is_refused(path) -> None:
    write_checkpoint(path, tensors(0), {"steps": 2})
    earlier = path.read_bytes()
    write_checkpoint(path, tensors(1), {"steps": 4})
    path.write_bytes(earlier)
    error = refusal(path)
    assert error.code == "checkpoint_not_its_card" and "c.json" in str(error)
    card = json.loads(path.with_suffix(".json").read_text())
    for digest in (5, None, [1], "x"):
        path.with_suffix(".json").write_text(json.dumps(card | {DIGEST: digest}))
        if digest is None:  # of before there was one
            assert read_checkpoint(path)[1]["steps"] == 4
        else:
            assert refusal(path).code == "checkpoint_not_its_card"


def test_both_files_are_of_one_moment_whoever_replaces_them_meanwhile(path, monkeypatch) -> None:
    write_checkpoint(path, tensors(0), {"steps": 0})
    real, times = checkpoints.read_card, []

    def late(where: Path) -> dict:
        card = real(where)
        times.append(1)
        if len(times) == 1:  # between the reading of the card and that of the tensors
            write_checkpoint(path, tensors(1), {"steps": 1})
        return card

    monkeypatch.setattr(checkpoints, "read_card", late)
    found, card = read_checkpoint(path)
    assert card["steps"] == 1 and torch.equal(found["a"], tensors(1)["a"])


def test_a_newer_format_is_refused_with_both_versions(path) -> None:
    write_checkpoint(path, tensors(), {"format": FORMAT + 6})
    error = refusal(path)
    assert error.code == "checkpoint_newer"
    assert str(FORMAT + 6) in str(error) and f"up to {FORMAT}" in str(error)


class FullDisk:
    """Writes go through until ``after`` bytes are written in all; then there is no space left."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self, descriptor: int) -> None:
        self.left -= os.fstat(descriptor).st_size
        if self.left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("after", [0, 20, 300, 399])
def test_a_full_disk_leaves_the_previous_checkpoint_whole(path, monkeypatch, after) -> None:
    write_checkpoint(path, tensors(0), {"which": "old"})
    size = path.stat().st_size + path.with_suffix(".json").stat().st_size
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", FullDisk(min(after, size - 1)))
        with pytest.raises(MetaUnsupError) as caught:
            write_checkpoint(path, tensors(1), {"which": "new"})
    assert caught.value.code == "cannot_write" and "No space left" in str(caught.value)
    assert sorted(file.name for file in path.parent.iterdir()) == ["c.json", "c.safetensors"]
    found, card = read_checkpoint(path)
    assert card["which"] == "old" and torch.equal(found["a"], tensors(0)["a"])
    write_checkpoint(path, tensors(1), {"which": "new"})
    assert read_checkpoint(path)[1]["which"] == "new"


def test_a_write_that_fails_halfway_leaves_nothing(path, monkeypatch) -> None:
    real = open

    class Half:
        def __init__(self, file) -> None:
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, data: bytes) -> int:
            self.file.write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    write_checkpoint(path, tensors(0), {"which": "old"})
    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", lambda file, mode="r", *a, **k: Half(real(file, mode, *a, **k)))
        with pytest.raises(MetaUnsupError):
            write_checkpoint(path, tensors(1), {"which": "new"})
    assert sorted(file.name for file in path.parent.iterdir()) == ["c.json", "c.safetensors"]
    assert read_checkpoint(path)[1]["which"] == "old"


def test_places_that_cannot_be_written(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    for path in (
        tmp_path / "file" / "c",
        tmp_path / "file" / "deep" / "c",
        tmp_path / "folder",
        tmp_path / ("x" * 300),
    ):
        with pytest.raises(MetaUnsupError) as caught:
            replace_file(path, b"data")
        assert caught.value.code == "cannot_write" and str(path) in str(caught.value)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == "x"


def test_the_card_is_there_as_soon_as_the_tensors_are(path, monkeypatch) -> None:
    """Killed between the two moves, a first checkpoint must not be half of one."""
    moved = []
    replace = Path.replace

    def record(self: Path, target: Path) -> Path:
        moved.append(Path(target).name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", record)
    write_checkpoint(path, tensors(), {})
    assert moved == ["c.json", "c.safetensors"]


def test_no_code_can_load_a_pickle() -> None:
    wrong = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
                if node.module == "joblib":  # spreads tasks over processes; what must not come in is what reads files
                    names = [f"joblib.{one.name}" for one in node.names if one.name in {"load", "dump", "Memory"}]
            wrong += [f"{file.name}: {n}" for n in names if n.split(".")[0] in {"pickle", "joblib", "dill", "shelve"}]
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called == "torch.load" or any(keyword.arg == "allow_pickle" for keyword in node.keywords):
                    wrong.append(f"{file.name}:{node.lineno}: {called}")
    assert not wrong


def test_cards_are_json_that_other_programs_read(path) -> None:
    write_checkpoint(path, tensors(), {"x": 1})
    text = path.with_suffix(".json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert text.endswith("}\n") and len(told.pop(DIGEST)) == 64 and told == {"format": FORMAT, "x": 1}
