"""A person's own pictures: folders and archives, good ones, odd ones and hostile ones."""

from __future__ import annotations

import gzip
import os
import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup.data import archives
from metaunsup.data.folder import load_folder, read_folder
from metaunsup.data.images import to_uint8
from metaunsup.data.pictures import read_picture
from metaunsup.data.pool import item_hash, part_of
from metaunsup.data.registry import load_pool, resolve_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say
from tests.data.made import as_folder, as_tar, as_zip, classes, grey, png, refused, strokes


def test_every_container_gives_the_same_pool(tmp_path: Path) -> None:
    files = classes()
    pools = [
        load_folder(as_folder(tmp_path / "mine", files)),
        load_folder(as_zip(tmp_path / "mine.zip", files)),
        load_folder(as_tar(tmp_path / "mine.tar", files)),
        load_folder(as_tar(tmp_path / "mine.tar.gz", files, "w:gz")),
        load_folder(as_tar(tmp_path / "mine.tar.xz", files, "w:xz")),
    ]
    for pool in pools:
        assert pool.name == "folder:mine" and pool.class_names == ("a", "b", "c") and pool.note is None
        assert torch.equal(pool.images, pools[0].images) and torch.equal(pool.hashes, pools[0].hashes)
        assert pool.labels is not None and pool.labels.tolist() == [0] * 4 + [1] * 4 + [2] * 4
        assert pool.parts.tolist() == [part_of(int(value)) for value in pool.hashes]
    assert np.array_equal(pools[0].images[5, 0].numpy(), grey(11))  # 28 x 28 comes through untouched


def test_surrounding_folders_are_ignored(tmp_path: Path) -> None:
    wrapped = classes(prefix="download/letters/") | {"__MACOSX/download/a/._0.png": b"x", "download/read.me": b"hi"}
    assert load_folder(as_zip(tmp_path / "w.zip", wrapped)).class_names == ("a", "b", "c")
    nested = {f"{alphabet}/{name}": data for alphabet in ("x", "y") for name, data in classes(2, 2).items()}
    assert load_folder(as_folder(tmp_path / "n", nested)).class_names == ("x/a", "x/b", "y/a", "y/b")


def test_pictures_without_sub_folders_are_unlabelled(tmp_path: Path) -> None:
    pool = load_folder(as_folder(tmp_path / "flat", {f"{i}.png": png(grey(i)) for i in range(5)}))
    assert pool.labels is None and len(pool) == 5
    with pytest.raises(MetaUnsupError) as caught:
        pool.part("test")
    assert caught.value.code == "pool_unlabelled" and "flat" in str(caught.value) and "folder:" not in str(caught.value)


def test_resolve_pool_finds_folders_but_a_registry_name_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_folder(tmp_path / "digits", classes())
    monkeypatch.chdir(tmp_path)
    assert resolve_pool("digits") is load_pool("digits")
    assert resolve_pool("./digits").name == "folder:digits" and len(resolve_pool("./digits")) == 12


def test_a_picture_keeps_the_hash_it_has_in_a_pool(tmp_path: Path) -> None:
    pixels = load_pool("glyphs:2").images[7, 0].numpy()
    files = {"grey.png": png(pixels), "colour.png": png(np.repeat(pixels[..., None], 3, -1)), "other.png": png(grey(0))}
    contents = read_folder(as_folder(tmp_path / "h", files), side=40)
    by_name = dict(zip(map(str, contents.names), contents.hashes, strict=True))
    assert by_name["grey.png"] == by_name["colour.png"] == int(load_pool("glyphs:2").hashes[7])


def test_colour_is_kept_where_most_are_in_colour(tmp_path: Path) -> None:
    red = np.zeros((20, 20, 3), np.uint8)
    red[..., 0] = 200
    coloured = {"0.png": png(red), "1.png": png(red[:, :, ::-1].copy()), "2.png": png(grey(1))}
    pool = load_folder(as_folder(tmp_path / "c", coloured))
    assert pool.images.shape == (3, 3, 28, 28)
    assert pool.images[0, :, 14, 14].tolist() == [200, 0, 0] and pool.images[1, :, 14, 14].tolist() == [0, 0, 200]
    mostly_grey = coloured | {"3.png": png(grey(2)), "4.png": png(grey(3))}
    pool = load_folder(as_folder(tmp_path / "g", mostly_grey))
    assert pool.images.shape == (5, 1, 28, 28) and int(pool.images[0, 0, 14, 14]) == 60  # 0.299 * 200


def test_shapes_depths_and_transparency_are_understood(tmp_path: Path) -> None:
    wide = np.full((10, 30), 250, np.uint8)
    deep = (grey(1).astype(np.uint16) * 257).astype(np.uint16)
    clear = np.dstack([np.full((9, 9, 3), 255, np.uint8), np.zeros((9, 9), np.uint8)])
    fractions = np.linspace(0, 1, 784, dtype=np.float32).reshape(28, 28)
    files = {"0.png": png(wide), "1.png": png(deep), "2.png": png(clear), "3.png": png(grey(2))}
    contents = read_folder(as_folder(tmp_path / "m", files))
    assert [image.shape for image in contents.images] == [(1, 28, 28)] * 4
    assert np.array_equal(contents.images[1][0], grey(1)) and contents.images[2].max() == 0
    assert contents.hashes[1] == item_hash(grey(1))
    of_fractions = read_folder(as_folder(tmp_path / "f", {"0.tif": png(fractions, "TIFF"), "1.png": png(grey(1))}))
    assert np.array_equal(of_fractions.images[0][0], to_uint8(255 * fractions))
    with pytest.raises(ValueError, match="not a number"):
        read_picture(png(np.full((9, 9), np.nan, np.float32), "TIFF"), 28)


@pytest.mark.parametrize("side", [16, 28, 64])
def test_side_and_padding(tmp_path: Path, side: int) -> None:
    wide = np.full((10, 30), 255, np.uint8)
    wide[:, 10:20] = 0
    pool = load_folder(as_folder(tmp_path / "w", {"0.png": png(wide), "1.png": png(grey(1))}), side=side)
    assert pool.images.shape == (2, 1, side, side)
    padded = read_folder(tmp_path / "w", side=side).images[0]
    assert padded[0, 0].min() == 255 and int(padded[0, side // 2, side // 2]) == 0  # paper stays paper


@pytest.mark.parametrize("side", [0, -1, 15, 65, 10**9])
def test_sides_out_of_range_are_refused(tmp_path: Path, side: int) -> None:
    refused(as_folder(tmp_path / "m", classes()), "number_out_of_range", side=side)


def test_damaged_pictures_are_left_out_and_said_so(tmp_path: Path) -> None:
    good = png(grey(1))
    files = classes() | {"a/cut.png": good[:60], "b/empty.png": b"", "c/text.jpg": b"no picture", "c/odd.gif": good[:8]}
    at = as_folder(tmp_path / "m", files)
    pool = load_folder(at)
    assert len(pool) == 12 and pool.note == "pool.note.skipped:count=4"
    assert sorted(map(str, read_folder(at).skipped)) == ["a/cut.png", "b/empty.png", "c/odd.gif", "c/text.jpg"]
    assert "2" in refused(as_folder(tmp_path / "bad", {"1.png": b"x", "2.png": b""}), "pictures_unreadable")


def test_huge_pictures_are_left_out_without_unpacking_them(tmp_path: Path) -> None:
    """A header that claims 50,000 x 50,000 pixels must not be believed into memory."""
    bomb = bytearray(png(grey(1)))
    bomb[16:24] = (50_000).to_bytes(4, "big") * 2
    import zlib

    bomb[29:33] = zlib.crc32(bytes(bomb[12:29])).to_bytes(4, "big")
    contents = read_folder(as_folder(tmp_path / "b", classes() | {"a/bomb.png": bytes(bomb)}))
    assert [str(name) for name in contents.skipped] == ["a/bomb.png"]


def test_missing_empty_and_nearly_empty(tmp_path: Path) -> None:
    assert "nowhere" in refused(tmp_path / "nowhere", "folder_missing")
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "empty", "folder_empty")
    refused(as_zip(tmp_path / "empty.zip", {}), "folder_empty")
    refused(as_tar(tmp_path / "empty.tar", {}), "folder_empty")
    refused(as_zip(tmp_path / "text.zip", {"a/read.me": b"hello"}), "folder_empty")
    refused(as_folder(tmp_path / "one", {"1.png": png(grey(1))}), "folder_too_few")


def test_files_that_are_no_archives(tmp_path: Path) -> None:
    for name, data, code in (
        ("zero.zip", b"", "archive_damaged"),
        ("zero.tar", b"", "archive_damaged"),
        ("junk.tar.gz", b"\x1f\x8bjunk", "archive_damaged"),
        ("text.txt", b"hello", "folder_not_archive"),
        ("picture.png", png(grey(1)), "folder_not_archive"),
    ):
        (tmp_path / name).write_bytes(data)
        assert name in refused(tmp_path / name, code)


@pytest.mark.timeout(20)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no pipes with a name")
def test_what_may_never_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        assert path.name in refused(path, "folder_not_archive")


@pytest.mark.parametrize("name", ["m.zip", "m.tar.gz"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.97])
def test_truncated_archives(tmp_path: Path, name: str, share: float) -> None:
    path = as_zip(tmp_path / name, classes()) if name == "m.zip" else as_tar(tmp_path / name, classes(), "w:gz")
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    refused(path, "archive_damaged")


def test_a_zip_with_a_flipped_byte(tmp_path: Path) -> None:
    path = as_zip(tmp_path / "m.zip", classes())
    data = bytearray(path.read_bytes())
    data[120] ^= 0xFF  # within the first picture: its checksum no longer fits
    path.write_bytes(bytes(data))
    refused(path, "archive_damaged")


UNSAFE = ("../evil.png", "a/../../evil.png", "/etc/evil.png", "C:\\evil.png", "..\\evil.png", "\\evil.png")


@pytest.mark.parametrize("member", UNSAFE)
@pytest.mark.parametrize("make", [as_zip, as_tar])
def test_names_that_point_outside_are_refused(tmp_path: Path, make: object, member: str) -> None:
    files = classes() | {member: png(grey(1))}
    suffix = "zip" if make is as_zip else "tar"
    sentence = refused(make(tmp_path / f"m.{suffix}", files), "archive_unsafe")  # type: ignore[operator]
    assert "evil.png" in sentence
    assert not list(tmp_path.rglob("*evil*")) and not (tmp_path.parent / "evil.png").exists()


def test_links_out_of_a_tar_are_not_followed(tmp_path: Path) -> None:
    path = as_tar(tmp_path / "m.tar", classes())
    with tarfile.open(path, "a") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"a/link{kind.decode()}.png")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    pool = load_folder(path)
    assert len(pool) == 12 and pool.note == "pool.note.unused:count=3"


def test_bombs_are_refused_by_what_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1 << 20)
    flood = {"a/0.png": png(grey(0)), "a/1.png": bytes(3 << 20), "b/2.png": png(grey(2))}
    packed = as_zip(tmp_path / "m.zip", flood)
    assert packed.stat().st_size < 10_000
    assert "1 MB" in refused(packed, "archive_too_large")
    refused(as_tar(tmp_path / "m.tar.gz", flood, "w:gz"), "archive_too_large")
    beside = {"a/0.png": png(grey(0)), "notes.txt": bytes(3 << 20), "b/1.png": png(grey(2))}
    refused(as_tar(tmp_path / "n.tar.gz", beside, "w:gz"), "archive_too_large")  # also in what would be skipped
    (tmp_path / "zeros.tar.gz").write_bytes(gzip.compress(bytes(3 << 20)))
    with pytest.raises(MetaUnsupError):
        load_folder(tmp_path / "zeros.tar.gz")


def test_too_many_pictures_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_PICTURES", 10)
    assert "10" in refused(as_folder(tmp_path / "m", classes()), "too_many_pictures")
    refused(as_zip(tmp_path / "m.zip", classes()), "too_many_pictures")
    assert len(load_folder(as_zip(tmp_path / "n.zip", classes(2, 5)))) == 10


def test_a_locked_zip_is_refused(tmp_path: Path) -> None:
    path = as_zip(tmp_path / "m.zip", classes())
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1  # the flag "encrypted" of each entry in the directory
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(data))
    refused(path, "archive_encrypted")


@pytest.mark.parametrize("colour", [False, True])
def test_dark_ink_on_paper_is_turned_into_its_negative(tmp_path: Path, colour: bool) -> None:
    def saved(seed: int, ground: int, ink: int) -> bytes:
        grey = strokes(seed, ground, ink)
        return png(np.stack([grey, grey, grey // 2 if ink == 20 else grey], -1) if colour else grey)

    light = {f"{seed % 2}/{seed}.png": saved(seed, 235, 20) for seed in range(8)}
    dark = {f"{seed % 2}/{seed}.png": saved(seed, 20, 235) for seed in range(8)}
    paper, board = (load_folder(as_folder(tmp_path / name, files)) for name, files in (("p", light), ("b", dark)))
    assert paper.note == "pool.note.pictures_negative" and board.note is None
    assert int(paper.images[0, 0, 0, 0]) == 20 and int(paper.images[0, 0, 20, 9]) == 235
    assert int(board.images[0, 0, 0, 0]) == 20 and int(board.images[0, 0, 20, 9]) == 235
    for pool, folder in ((paper, tmp_path / "p"), (board, tmp_path / "b")):  # of the pixels as they are in the files
        assert pool.hashes.tolist() == read_folder(folder).hashes
        assert pool.parts.tolist() == [part_of(int(value)) for value in pool.hashes]
    for lang in ("en", "zh"):
        assert Say(lang)(paper.note)


def test_one_picture_on_paper_among_others_stays_as_it_is(tmp_path: Path) -> None:
    files = {f"{seed}.png": png(strokes(seed, 235 if seed == 0 else 10, 120)) for seed in range(5)}
    pool = load_folder(as_folder(tmp_path / "most are dark", files))
    assert pool.note is None and int(pool.images[0, 0, 0, 0]) == 235


def test_a_pool_says_both_that_it_is_a_negative_and_that_files_are_missing(tmp_path: Path) -> None:
    files = {f"{seed}.png": png(strokes(seed, 255, 0)) for seed in range(3)} | {"broken.png": b"no picture"}
    pool = load_folder(as_folder(tmp_path / "paper", files))
    assert pool.note == "pool.note.pictures_negative pool.note.skipped:count=1"
    for lang in ("en", "zh"):
        said = Say(lang).note(pool.note)
        assert said is not None and Say(lang)("pool.note.pictures_negative") in said
        assert Say(lang)("pool.note.skipped", count=1) in said
