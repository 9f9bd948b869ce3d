"""Own data of every kind as a pool with a report: tables, arrays, IDX, Parquet, pictures from memory."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup.data import archives, arrays, limits, tables
from metaunsup.data.folder import load_folder
from metaunsup.data.own import own_pool
from metaunsup.data.pool import Pool
from metaunsup.data.registry import resolve_pool
from metaunsup.data.report import Report
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say
from tests.data.made import as_folder, as_tar, as_zip, classes, grey, png


def read(data: bytes | str, name: str = "mine", label: str | None = None) -> Pool:
    return own_pool([Source(Path(name), data.encode() if isinstance(data, str) else data)], label)


def refusal(data: bytes | str, name: str = "mine", label: str | None = None) -> str:
    with pytest.raises(MetaUnsupError) as caught:
        read(data, name, label)
    for lang in ("en", "zh"):
        assert "{" not in Say(lang).explain(caught.value)
    return caught.value.code


def told(pool: Pool) -> Report:
    assert pool.report is not None
    for lang in ("en", "zh"):
        say = Say(lang)
        assert say(f"report.kind.{pool.report.kind}") and all(say.note(one) for one in pool.report.done)
        assert all(say(f"report.why.{why}") for _, why in pool.report.left_out)
    return pool.report


def saved(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=array.dtype == object)
    return file.getvalue()


def table(rows: int = 60, seed: int = 0) -> tuple[np.ndarray, list[str]]:
    rng = np.random.default_rng(seed)
    values = rng.normal((5, -100, 0), (1, 30, 1e-3), (rows, 3))
    return values, [("rose", "oak", "fern")[n % 3] for n in range(rows)]


def as_csv(values: np.ndarray, labels: list[str], separator: str = ",", point: str = ".") -> str:
    rows = [
        [*(repr(float(one)).replace(".", point) for one in row), label]
        for row, label in zip(values, labels, strict=True)
    ]
    return "\n".join(separator.join(row) for row in [["length", "width", "depth", "kind"], *rows]) + "\n"


def test_pictures_in_memory_are_the_same_pool_as_on_disk(tmp_path: Path) -> None:
    plain = load_folder(as_folder(tmp_path / "m", classes()))
    for path in (as_zip(tmp_path / "m.zip", classes()), as_tar(tmp_path / "m.tar.bz2", classes(), "w:bz2")):
        pool = read(path.read_bytes(), path.name)
        assert torch.equal(pool.images, plain.images) and torch.equal(pool.hashes, plain.hashes)
        assert pool.class_names == plain.class_names and told(pool) == Report("archive")
    alone = own_pool([Source(Path(f"{n}.png"), png(grey(n, 40))) for n in range(4)])
    assert len(alone) == 4 and alone.labels is None
    assert told(alone).done == ("pool.note.resized:low=40:high=40:side=28",)
    with pytest.raises(MetaUnsupError) as caught:
        own_pool([Source(Path("a.png"), png(grey(1))), Source(Path("b.csv"), b"1,2\n3,4\n")])
    assert caught.value.code == "own_several"


def test_a_report_names_what_was_left_out_and_why(tmp_path: Path) -> None:
    files = classes() | {"a/photo.heic": b"?", "b/cut.png": png(grey(3))[:50]}
    report = told(read(as_zip(tmp_path / "m.zip", files).read_bytes(), "m.zip"))
    assert dict(report.left_out) == {"b/cut.png": "unreadable", "a/photo.heic": "kind"} and report.left_out_count == 2


@pytest.mark.parametrize("packed", [bytes, gzip.compress])
@pytest.mark.parametrize(
    ("separator", "point", "encoding"),
    [(",", ".", "utf-8"), (";", ",", "utf-8-sig"), ("\t", ".", "utf-16"), ("|", ".", "gb18030")],
)
def test_a_table_is_standardised_by_the_part_that_is_practised_on(packed, separator, point, encoding) -> None:
    values, labels = table()
    text = as_csv(values, [f"类{one}" for one in labels], separator, point)
    pool = read(packed(text.encode(encoding)), label="kind")
    assert pool.images.dtype == torch.float32 and pool.images.shape == (60, 3)
    assert set(pool.class_names) == {"类rose", "类oak", "类fern"} and pool.labels is not None
    train = pool.parts.numpy() == 0
    assert 15 < train.sum() < 45  # by the hash of a row, not by its place
    expected = (values - values[train].mean(0)) / values[train].std(0)
    assert np.allclose(pool.images.numpy(), expected, atol=1e-4)
    assert f"pool.note.standardised:columns=3:rows={train.sum()}" in told(pool).done
    again = read(as_csv(values[::-1], labels[::-1]))  # another order, no label column
    assert torch.equal(again.hashes.flip(0), pool.hashes) and again.labels is None
    assert told(again).left_out == (("kind (2: fern)", "text"),)


def test_what_is_missing_and_what_tells_nothing() -> None:
    rows = [f"{n},{n % 7 or 'NA'},7,{'' if n % 3 else n},{'inf' if n == 3 else n * n},=1+{n}" for n in range(40)]
    pool = read("a,b,c,d,e,f\n" + "\n".join(rows) + "\n1,2\n")
    assert pool.images.shape == (40, 3) and bool(torch.isfinite(pool.images).all())
    assert float(pool.images[7, 1]) == 0 == float(pool.images[3, 2])
    assert dict(told(pool).left_out) == {
        "f (2: =1+0)": "text", "42": "ragged", "c": "constant", "d": "missing",
    }  # fmt: skip
    assert "pool.note.filled:count=7" in told(pool).done


def test_headings_are_told_from_rows() -> None:
    assert len(read("1,2\n3,4\n5,6\n")) == 3 and len(read("a,b\n3,4\n5,6\n")) == 2
    iris = "5.1,3.5,setosa\n4.9,3.0,setosa\n6.2,2.9,virginica\n"
    assert len(read(iris)) == 3 and read(iris, label="3").class_names == ("setosa", "virginica")
    assert read("sep=;\na;b\n1;2\n3;5\n").images.shape == (2, 2)
    extreme = read("1e308,1\n-1e308,2\n1e-300,3\n5,4\n")
    assert bool(torch.isfinite(extreme.images).all())


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [
        ("", None, "table_empty"),
        ("a,b\n", None, "table_empty"),
        ("a,b\n1,2\n", None, "table_few_rows"),
        ("a,b\nx,y\nu,v\n", None, "table_no_numbers"),
        ("a,b\n1,2\n1,2\n", None, "rows_identical"),
        ("a,b\n1,2\n3,4\n", "c", "label_column"),
        ('a,b\n1,"2\n' + "3,4\n" * 40_000, None, "table_unreadable"),
        (",".join(["1"] * 10_000) + "\n", None, "table_too_large"),
        ("\n".join(f"{n},a{n}" for n in range(2_100)), "2", "label_classes"),
        ("\0\1\2\3" * 30, None, "folder_not_archive"),
        (b"\x1f\x8bno gzip".decode("latin-1"), None, "folder_not_archive"),
    ],
)
def test_tables_that_cannot_be_used_are_refused_with_what_to_do(text: str, label: str | None, code: str) -> None:
    assert refusal(text.encode("latin-1"), label=label) == code


def test_too_many_rows_are_refused_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 10)
    assert refusal("1,2\n" * 11) == "table_too_large"


def test_arrays_of_pictures_and_of_vectors(tmp_path: Path) -> None:
    pictures = np.stack([grey(n) for n in range(6)])
    plain = load_folder(as_folder(tmp_path / "m", {f"{n}.png": png(one) for n, one in enumerate(pictures)}))
    for array in (
        pictures,
        pictures[:, None],
        pictures[..., None],
        np.asfortranarray(pictures),
        pictures.astype(">i4"),
    ):
        pool = read(saved(array))
        assert torch.equal(pool.images, plain.images) and torch.equal(pool.hashes, plain.hashes)
    colour = np.repeat(pictures[..., None], 3, -1)
    colour[..., 0] = 0
    assert torch.equal(read(saved(colour)).images, read(saved(np.moveaxis(colour, -1, 1))).images)
    assert read(saved((colour / 255).astype(np.float32))).images.shape == (6, 3, 28, 28)
    values, labels = table()
    file = io.BytesIO()
    np.savez_compressed(file, x=values, y=np.array(labels), further=np.arange(3))
    pool = read(file.getvalue())
    same = read(as_csv(values, labels), label="kind")
    assert torch.equal(pool.images, same.images) and torch.equal(pool.hashes, same.hashes)
    assert pool.labels is not None and same.labels is not None and torch.equal(pool.labels, same.labels)
    assert told(pool).left_out == (("further", "array"),)


def test_arrays_that_are_none_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(saved(np.array([{}, 1], dtype=object))) == "array_objects"
    assert refusal(saved(np.arange(4))) == refusal(saved(np.zeros((2, 2, 2, 5), np.uint8))) == "array_shape"
    assert refusal(saved(np.zeros((3, 2), complex))) == refusal(saved(np.zeros((0, 2)))) == "array_shape"
    whole = saved(np.zeros((4, 4)))
    assert refusal(whole[:-8]) == refusal(whole.replace(b"(4, 4)", b"(4, 9)")) == "own_damaged"
    file = io.BytesIO()
    np.savez(file, a=np.arange(3))
    assert refusal(file.getvalue()) == "npz_no_items"
    monkeypatch.setattr(arrays, "MOST_FILE_BYTES", 1 << 21)
    with zipfile.ZipFile(tmp_path / "bomb.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", saved(np.zeros((1 << 7, 1 << 11))))
        archive.writestr("y.npy", saved(np.zeros(1 << 11)))
    assert refusal((tmp_path / "bomb.npz").read_bytes()) == "own_too_large"


def test_idx_finds_its_labels(tmp_path: Path) -> None:
    pictures, labels = np.stack([grey(n) for n in range(8)]), np.arange(8, dtype=np.uint8) % 2
    images = b"\0\0\x08\x03" + struct.pack(">III", 8, 28, 28) + pictures.tobytes()
    told_labels = b"\0\0\x08\x01" + struct.pack(">I", 8) + labels.tobytes()
    files = {
        "t10k-images-idx3-ubyte.gz": gzip.compress(images),
        "t10k-labels-idx1-ubyte.gz": gzip.compress(told_labels),
    }
    beside = resolve_pool(str(as_folder(tmp_path / "m", files) / "t10k-images-idx3-ubyte.gz"))
    sent = own_pool([Source(Path("a"), told_labels), Source(Path("b"), images)])
    for pool in (beside, sent):
        assert np.array_equal(pool.images[:, 0].numpy(), pictures) and pool.labels is not None
        assert pool.labels.tolist() == labels.tolist() and pool.class_names == ("0", "1")
    assert refusal(images[:-1]) == "own_damaged"


def test_parquet_is_read_in_a_process_that_is_bounded() -> None:
    import pyarrow
    from pyarrow import parquet

    values, labels = table()
    columns = {f"c{n}": values[:, n] for n in range(3)} | {
        "kind": labels, "nested": [[1, 2]] * 60, "at": pyarrow.array([0] * 60, pyarrow.timestamp("s")),
    }  # fmt: skip
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file)
    pool, same = read(file.getvalue(), label="kind"), read(as_csv(values, labels), label="kind")
    assert torch.equal(pool.images, same.images) and pool.class_names == same.class_names
    assert [why for _, why in told(pool).left_out] == ["nested", "text"]
    assert refusal(file.getvalue(), label="kid") == "label_column"
    assert refusal(file.getvalue()[:-9] + b"\xff" * 5 + b"PAR1") == "own_damaged"


def test_a_label_column_stands_behind_a_hash_mark(tmp_path: Path) -> None:
    values, labels = table()
    path = tmp_path / "flowers #1.csv"
    path.write_text(as_csv(values, labels), encoding="utf-8")
    pool = resolve_pool(f"{path}#kind")
    assert pool.name == "folder:flowers #1.csv" and len(pool.class_names) == 3
    assert resolve_pool(str(path)).labels is None
    with pytest.raises(MetaUnsupError) as caught:
        resolve_pool(f"{path}x#kind")
    assert caught.value.code == "unknown_pool"


def test_a_zip_of_more_members_than_are_looked_at_is_refused_before_they_take_memory(monkeypatch) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for n in range(30):
            archive.writestr(f"{n}", b"")
    monkeypatch.setattr(archives, "MOST_MEMBERS", 20)
    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", lambda self: pytest.fail("listed"))
    assert refusal(b"before a zip " * 9 + file.getvalue()) == "too_many_members"
    assert limits.MOST_MEMBERS > limits.MOST_PICTURES
