"""Own pictures the way people have them: other depths, clear grounds, odd metadata, links, splits, strips, archives."""

from __future__ import annotations

import io
import os
import random
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from metaunsup.data import archives, pictures
from metaunsup.data.folder import load_folder, read_folder
from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say
from tests.data.made import as_folder, as_tar, as_zip, classes, grey, png, refused, strokes


def tiff(pixels: np.ndarray) -> bytes:
    return png(pixels, "TIFF")


def named(values: dict[str, np.ndarray], encode=png, suffix: str = "png") -> dict[str, bytes]:
    return {f"{name}.{suffix}": encode(one) for name, one in values.items()}


def ink(dark: bool, seed: int = 0) -> np.ndarray:
    """A stroke in black or white ink on nothing, RGBA."""
    alpha = strokes(seed, 0, 255)
    return np.dstack([np.full_like(alpha, 0 if dark else 255)] * 3 + [alpha])


def same(one: Pool, other: Pool) -> None:
    assert torch.equal(one.images, other.images) and torch.equal(one.hashes, other.hashes)
    assert torch.equal(one.parts, other.parts) and one.class_names == other.class_names
    assert one.labels is other.labels is None or torch.equal(one.labels, other.labels)


def said(pool: Pool) -> str:
    chinese = Say("zh").note(pool.note)
    assert chinese is not None and "{" not in chinese
    return Say().note(pool.note) or ""


def test_black_ink_on_nothing_is_the_same_pool_as_white_ink(tmp_path: Path) -> None:
    odd = {f"{seed % 2}/{seed}": np.ascontiguousarray(ink(True, seed)[:, 3:]) for seed in range(8)}
    pools = []
    for dark in (True, False):
        drawn = {
            name: np.dstack([*(one[..., :3].transpose(2, 0, 1) + (0 if dark else 255)), one[..., 3]])
            for name, one in odd.items()
        }
        pools.append(
            load_folder(as_folder(tmp_path / str(dark), named({k: v.astype(np.uint8) for k, v in drawn.items()})))
        )
    same(*pools)
    assert len(set(pools[0].hashes.tolist())) > 1 and pools[0].images.max() > 200


def test_one_in_white_ink_among_others_in_black_is_seen(tmp_path: Path) -> None:
    for most in (True, False):
        drawn = {str(seed): ink(most if seed else not most, seed) for seed in range(6)}
        pool = load_folder(as_folder(tmp_path / str(most), named(drawn)))
        expected = load_folder(as_folder(tmp_path / f"all {most}", named({str(n): ink(most, n) for n in range(6)})))
        same(pool, expected)


def test_a_clear_ground_beside_paper(tmp_path: Path) -> None:
    drawn = {str(seed): ink(True, seed) for seed in range(3)} | {f"p{seed}": strokes(seed, 255, 0) for seed in range(3)}
    pool = load_folder(as_folder(tmp_path / "m", named(drawn)))
    assert torch.equal(pool.images[:3], pool.images[3:])


@pytest.mark.parametrize("train", [False, True])
def test_pictures_that_are_all_alike_are_refused(tmp_path: Path, train: bool) -> None:
    path = as_folder(
        tmp_path / "m", {f"{c}/{i}.png": png(np.full((30, 20), 7, np.uint8)) for c in "ab" for i in range(9)}
    )
    assert "18" in refused(path, "pictures_identical")
    if train:
        from metaunsup.training.settings import TrainingSettings
        from metaunsup.training.train import train as training

        with pytest.raises(MetaUnsupError) as caught:
            next(training(TrainingSettings("protonet", pool=str(path), steps=1), tmp_path / "out"))
        assert caught.value.code == "pictures_identical"


def values_of(pool: Pool) -> np.ndarray:
    return pool.images[:, 0].numpy()


def test_sixteen_bits_have_one_scale_for_the_pool(tmp_path: Path) -> None:
    """Some pictures' brightest value is below 256 and others' above: order within and between them is kept."""
    made = {str(top): np.linspace(20, top, 784).reshape(28, 28).astype(np.uint16) for top in (250, 262, 300)}
    pool = load_folder(as_folder(tmp_path / "m", named(made, tiff, "tif")))
    raw = np.stack(list(made.values())).astype(float)
    light = 255 - values_of(pool) if "negative" in (pool.note or "") else values_of(pool)
    assert np.abs(light - (raw - 20) / 280 * 255).max() <= 0.5
    assert "from 20 to 300" in said(pool)


def test_few_counts_keep_their_grey_levels(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    made = {str(n): rng.integers(300, 700, (28, 28)).astype(np.uint16) for n in range(4)}
    pool = load_folder(as_folder(tmp_path / "m", named(made, tiff, "tif")))
    assert len(np.unique(values_of(pool)[0])) > 150
    alone = read_folder(as_folder(tmp_path / "n", named({**made, "x": made["0"] * 90}, tiff, "tif")))
    hashes = dict(zip(map(str, alone.names), alone.hashes, strict=True))
    assert [hashes[f"{n}.tif"] for n in range(4)] == pool.hashes.tolist()  # whatever else is in the pool


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int32, np.float32])
def test_masks_of_zero_and_one_are_stretched_in_every_depth(tmp_path: Path, kind: type) -> None:
    made = {str(n): (strokes(n, 0, 1)).astype(kind) for n in range(4)}
    pool = load_folder(as_folder(tmp_path / "m", named(made, tiff, "tif")))
    assert np.array_equal(values_of(pool), 255 * np.stack(list(made.values())).astype(np.uint8))
    assert "from 0 to 1;" in said(pool)


def test_twelve_bits_in_sixteen(tmp_path: Path) -> None:
    made = {str(n): (strokes(n, 0, 1).astype(np.uint16) * (4095 if n else 2048)) for n in range(4)}
    pool = load_folder(as_folder(tmp_path / "m", named(made, png)))
    assert values_of(pool).max((1, 2)).tolist() == [128, 255, 255, 255] and "from 0 to 4095" in said(pool)


def test_a_range_of_any_size_is_told_in_figures(tmp_path: Path) -> None:
    for name, high, told in (("i", 1_234_567, "from 0 to 1234567;"), ("f", 0.75, "from 0 to 0.75;")):
        made = {str(n): strokes(n, 0, 1).astype(np.int32 if name == "i" else np.float32) * high for n in range(3)}
        kind = np.int32 if name == "i" else np.float32
        path = as_folder(tmp_path / name, named({k: v.astype(kind) for k, v in made.items()}, tiff, "tif"))
        assert told in said(load_folder(path))


def test_deep_pictures_beside_ordinary_ones(tmp_path: Path) -> None:
    eight = {f"a{n}": grey(n) for n in range(3)}
    for name, deep, expected in (
        ("bytes", grey(7).astype(np.int32), grey(7)),
        ("fractions", (grey(7) / 255).astype(np.float32), grey(7)),
        ("whole", grey(7).astype(np.uint16) * 257, grey(7)),
    ):
        files = named(eight) | {"z.tif": tiff(deep)}
        contents = read_folder(as_folder(tmp_path / name, files))
        assert np.array_equal(contents.images[-1][0], expected), name
        assert np.array_equal(contents.images[0][0], grey(0)), name


def with_exif(entries: bytes, count: int) -> bytes:
    """A picture 12 wide, 28 high in a file whose metadata are ``entries``."""
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, count) + entries
    photo = png(np.repeat(np.linspace(0, 255, 28).astype(np.uint8)[:, None], 12, 1), "JPEG")
    at = 4 + int.from_bytes(photo[4:6], "big")
    return photo[:at] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + photo[at:]


TURNED = struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
WIDTH_AS_TEXT = struct.pack("<HHI4s", 0x0100, 2, 4, b"28\0\0")


def test_odd_metadata_do_not_take_a_photo_away(tmp_path: Path) -> None:
    plain = with_exif(TURNED, 1)
    odd = with_exif(WIDTH_AS_TEXT + TURNED, 2)
    contents = read_folder(as_folder(tmp_path / "m", {"0.jpg": plain, "1.jpg": odd}))
    assert np.array_equal(*contents.images) and contents.hashes[0] == contents.hashes[1]
    row = contents.images[1][0, 14]  # dark at the top, turned to the right: dark on the right
    assert row[1] > 200 and row[-2] < 50
    files = classes() | {f"a/{n}.jpg": with_exif(os.urandom(12 * n), n + 40) for n in range(3)}
    assert len(load_folder(as_folder(tmp_path / "n", files))) == 15


def test_whatever_a_decoder_raises_only_that_picture_is_left_out(tmp_path: Path, monkeypatch) -> None:
    errors = [
        struct.error("odd"),
        RecursionError(),
        MemoryError(),
        ZeroDivisionError(),
        KeyError("x"),
        AssertionError(),
    ]
    opened = Image.open

    def odd(file: io.BytesIO, **options: object) -> Image.Image:
        if len(file.getvalue()) == 7:
            raise errors[file.getvalue()[0]]
        return opened(file, **options)

    monkeypatch.setattr(Image, "open", odd)
    files = classes() | {f"a/odd{n}.png": bytes([n, *b"??????"]) for n in range(len(errors))}
    pool = load_folder(as_folder(tmp_path / "m", files))
    assert len(pool) == 12 and pool.note == "pool.note.skipped:count=6"
    assert "6 of the files" in said(pool)


def test_linked_folders_and_files_are_read_and_none_twice(tmp_path: Path) -> None:
    plain = load_folder(as_folder(tmp_path / "plain", classes()))
    mine = as_folder(tmp_path / "mine", {name: data for name, data in classes().items() if name[0] != "c"})
    as_folder(tmp_path / "elsewhere", {name: data for name, data in classes().items() if name[0] == "c"})
    (mine / "c").symlink_to("../elsewhere/c")
    (mine / "a" / "0.png").rename(tmp_path / "0.png")
    (mine / "a" / "0.png").symlink_to(tmp_path / "0.png")
    same(load_folder(mine), plain)
    (mine / "again").symlink_to(mine / "b")
    (mine / "b" / "round").symlink_to(mine)
    (mine / "b" / "up").symlink_to(tmp_path)
    (mine / "self").symlink_to("self")
    (tmp_path / "elsewhere" / "c" / "back").symlink_to(mine)
    same(load_folder(mine), plain)
    (tmp_path / "link").symlink_to(mine)
    same(load_folder(tmp_path / "link"), plain)


def test_folders_linked_to_each_other_end_soon(tmp_path: Path) -> None:
    for n in range(12):
        as_folder(tmp_path / "m", {f"{n}/x.png": png(grey(n))})
        for other in range(12):
            (tmp_path / "m" / str(n) / f"to{other}").symlink_to(f"../{other}")
    assert len(load_folder(tmp_path / "m")) == 12


def test_what_looks_like_a_picture_and_is_not_used_is_counted(tmp_path: Path) -> None:
    pages = io.BytesIO()
    first, *others = [Image.fromarray(grey(n)) for n in range(5)]
    first.save(pages, "TIFF", save_all=True, append_images=others)
    files = classes() | {
        "a/photo.heic": b"?",
        "b/drawing.SVG": b"<svg/>",
        "c/pages.tif": pages.getvalue(),
        "c/read.me": b"!",
    }
    mine = as_folder(tmp_path / "m", files)
    (mine / "a" / "gone.png").symlink_to("nowhere.png")
    (mine / "b" / "really a folder.png").mkdir()
    pool = load_folder(mine)
    assert len(pool) == 13 and pool.note == "pool.note.unused:count=7"
    assert "7 of the pictures" in said(pool)
    assert load_folder(as_zip(tmp_path / "m.zip", files)).note == "pool.note.unused:count=6"
    assert load_folder(as_tar(tmp_path / "m.tar", files)).note == "pool.note.unused:count=6"
    assert "2" in refused(as_folder(tmp_path / "n", {"a.heic": b"?", "b.heic": b"?"}), "pictures_unreadable")


@pytest.mark.parametrize("suffix", ["jfif", "JPE", "jpg"])
def test_jpegs_of_every_name_are_read(tmp_path: Path, suffix: str) -> None:
    files = {f"{n}.{suffix}": png(grey(n), "JPEG") for n in range(3)}
    pool = load_folder(as_folder(tmp_path / "m", files))
    assert len(pool) == 3 and pool.note is None


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch) -> None:
    mine = as_folder(tmp_path / "m", classes() | {".hidden/x.png": b"", "lost+found/x.png": b""})
    scan = os.scandir

    def forbidden(path: str) -> object:
        if Path(path).name in {"c", ".hidden", "lost+found"}:
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", forbidden)  # this test may run as somebody who may look everywhere
    sentence = refused(mine, "cannot_read")
    assert str(mine / "c") in sentence and "Permission denied" in sentence


def test_links_within_a_tar_and_a_zip_are_read(tmp_path: Path) -> None:
    plain = load_folder(as_folder(tmp_path / "plain", classes()))
    files = {name: data for name, data in classes().items() if name[0] != "c"}
    store = {f"store{name[1:]}.bin": data for name, data in classes().items() if name[0] == "c"}
    for hard in (True, False):
        path = as_tar(tmp_path / f"{hard}.tar.gz", {}, "w:gz")
        with tarfile.open(path, "w:gz") as archive:
            for n in range(4):  # also before what they link to
                info = tarfile.TarInfo(f"c/{n}.png")
                info.type, info.linkname = tarfile.LNKTYPE if hard else tarfile.SYMTYPE, f"store/{n}.png.bin"
                info.linkname = info.linkname if hard else f"../{info.linkname}"
                archive.addfile(info)
            for name, data in (files | store).items():
                info = tarfile.TarInfo(f"./{name}")
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
        same(load_folder(path), plain)
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as packed:
        for name, data in (files | store).items():
            packed.writestr(name, data)
        for n, target in enumerate([*(f"../store/{n}.png.bin" for n in range(4)), "/etc/passwd", "../../outside.png"]):
            link = zipfile.ZipInfo(f"c/{n}.png")
            link.external_attr = 0o120777 << 16
            packed.writestr(link, target)
    pool = load_folder(tmp_path / "m.zip")
    assert torch.equal(pool.images, plain.images) and pool.note == "pool.note.unused:count=2"


def test_links_in_a_tar_that_lead_round_in_a_circle_end(tmp_path: Path) -> None:
    path = as_tar(tmp_path / "m.tar", classes())
    with tarfile.open(path, "a") as archive:
        for n in range(300):
            info = tarfile.TarInfo(f"a/l{n}.png")
            info.type, info.linkname = tarfile.SYMTYPE, f"l{(n + 1) % 300}.png"
            archive.addfile(info)
    assert load_folder(path).note == "pool.note.unused:count=300"


@pytest.mark.parametrize("make", [as_zip, as_tar])
def test_the_order_of_members_changes_nothing(tmp_path: Path, make) -> None:
    files = classes() | {"a/deep.tif": tiff(grey(5).astype(np.uint16)), "b/clear.png": png(ink(True))}
    pools = [load_folder(as_folder(tmp_path / "m", files))]
    for seed in range(3):
        mixed = random.Random(seed).sample(sorted(files), len(files))
        pools.append(load_folder(make(tmp_path / f"m{seed}", {name: files[name] for name in mixed})))
    for pool in pools:
        same(pool, pools[0])


@pytest.mark.parametrize(
    "splits", [("train", "val", "test"), ("Training", "VALID"), ("fold 1", "fold 2"), ("test1", "test2")]
)
@pytest.mark.parametrize("inside", [False, True])
def test_folders_of_splits_around_the_same_classes_are_merged(
    tmp_path: Path, splits: tuple[str, ...], inside: bool
) -> None:
    files = {}
    for at, (name, data) in enumerate(classes().items()):
        split, (letter, file) = splits[at % len(splits)], name.split("/")
        files[f"{letter}/{split}/{file}" if inside else f"{split}/{letter}/{file}"] = data
    pool = load_folder(as_folder(tmp_path / "m", files))
    assert pool.class_names == ("a", "b", "c") and pool.note == "pool.note.merged" and said(pool)
    flat = {
        f"{splits[at % len(splits)]}/{name.replace('/', '')}": data for at, (name, data) in enumerate(classes().items())
    }
    pool = load_folder(as_folder(tmp_path / "flat", flat))
    assert pool.labels is None and pool.note == "pool.note.merged"


def test_folders_called_like_splits_around_other_classes_stay(tmp_path: Path) -> None:
    files = {f"{'train' if name[0] == 'a' else 'test'}/{name}": data for name, data in classes().items()}
    pool = load_folder(as_folder(tmp_path / "m", files))
    assert pool.class_names == ("test/b", "test/c", "train/a") and pool.note is None
    vehicles = {f"{name}/{n}.png": png(grey(n)) for n, name in enumerate(("train", "bus", "test bench"))}
    assert load_folder(as_folder(tmp_path / "n", vehicles)).class_names == ("bus", "test bench", "train")


@pytest.mark.parametrize(
    "folder", ["@eaDir", "@eadir", "__MACOSX", "#recycle", "$RECYCLE.BIN", ".thumbnails", "lost+found"]
)
def test_what_systems_put_beside_pictures_is_ignored(tmp_path: Path, folder: str) -> None:
    plain = load_folder(as_folder(tmp_path / "plain", classes()))
    beside = {f"{name[0]}/{folder}/{name[2:]}/thumb_M.png": data for name, data in classes().items()}
    for made in (as_folder(tmp_path / "m", classes() | beside), as_tar(tmp_path / "m.tar", beside | classes())):
        pool = load_folder(made)
        same(pool, plain)
        assert pool.note is None


@pytest.mark.parametrize("extra", ["1.png", "b/more/1.png", "b/more/still/1.png"])
def test_a_mixture_is_unlabelled_at_every_depth(tmp_path: Path, extra: str) -> None:
    for path in (
        as_folder(tmp_path / "m", classes() | {extra: png(grey(99))}),
        as_zip(tmp_path / "m.zip", classes() | {extra: png(grey(99))}),
    ):
        pool = load_folder(path)
        assert len(pool) == 13 and pool.labels is None and pool.class_names == ()
        assert pool.note == "pool.note.unsorted" and said(pool)
        with pytest.raises(MetaUnsupError) as caught:
            pool.part("test")
        assert caught.value.code == "folder_mixed"
        assert str(path / extra.split("/")[0] if "/" in extra else path) in str(caught.value)


@pytest.mark.parametrize("shape", [(1, 60_000), (60_000, 1), (3, 192)])
def test_a_long_strip_takes_no_more_memory_than_it_has_pixels(tmp_path: Path, shape: tuple[int, int]) -> None:
    strip = np.zeros(shape, np.uint8)
    strip[..., : shape[1] // 2] = 255
    path = as_folder(tmp_path / "m", classes() | {"a/strip.png": png(strip)})
    limit = archives.MOST_BYTES  # a square as wide as the strip is long has 3.6 GB
    before = resident()
    contents = read_folder(path)
    assert resident() - before < limit / 10
    assert [str(name) for name in contents.skipped] == ([] if shape == (3, 192) else ["a/strip.png"])


def resident() -> int:
    """The most memory that this process has had, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def test_a_long_picture_is_shrunk_before_it_is_made_square(tmp_path: Path, monkeypatch) -> None:
    panorama = np.zeros((600, 9_600), np.uint8)
    panorama[:, 4_800:] = 200
    path = as_folder(tmp_path / "m", {"0.png": png(panorama), "1.png": png(grey(1))})
    new, sides = Image.new, [0]
    monkeypatch.setattr(Image, "new", lambda mode, size, *rest: sides.append(max(size)) or new(mode, size, *rest))
    image = read_folder(path).images[0]
    assert max(sides) <= 2048
    assert image[0, 14, 2] + 60 < image[0, 14, 25] and image[0, 2].min() == image[0, 2].max() == 100


def test_a_file_too_large_for_a_picture_is_not_read(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILE_BYTES", 1 << 16)
    large = {"a/large.png": os.urandom(1 << 17)}
    for path in (
        as_folder(tmp_path / "m", classes() | large),
        as_zip(tmp_path / "m.zip", classes() | large),
        as_tar(tmp_path / "m.tar", classes() | large),
    ):
        assert load_folder(path).note == "pool.note.unused:count=1"


def test_an_archive_is_judged_by_how_it_begins(tmp_path: Path) -> None:
    inner = io.BytesIO()
    np.savez(inner, labels=np.arange(5))
    plain = load_folder(as_folder(tmp_path / "plain", classes()))
    for name, make in (("ends in npz.tar", as_tar), ("a tar.zip", as_tar), ("a zip.tar", as_zip)):
        same(load_folder(make(tmp_path / name, classes() | {"z/labels.npz": inner.getvalue()})), plain)
    program = b"MZ this program unpacks itself" + as_zip(tmp_path / "m.zip", classes()).read_bytes()
    (tmp_path / "m.exe").write_bytes(program)
    same(load_folder(tmp_path / "m.exe"), plain)


def marked(path: Path, change: dict[bytes, tuple[int, bytes]]) -> Path:
    """Overwrite bytes of every header of a zip: signature -> (offset, bytes)."""
    data = bytearray(path.read_bytes())
    for signature, (offset, value) in change.items():
        at = data.find(signature)
        while at >= 0:
            data[at + offset : at + offset + len(value)] = value
            at = data.find(signature, at + 4)
    path.write_bytes(bytes(data))
    return path


@pytest.mark.parametrize("method", [6, 9, 93, 98])
def test_a_way_of_packing_that_is_not_known_is_told_as_that(tmp_path: Path, method: int) -> None:
    code = method.to_bytes(2, "little")
    path = marked(as_zip(tmp_path / "m.zip", classes()), {b"PK\x03\x04": (8, code), b"PK\x01\x02": (10, code)})
    assert "unpack it" in refused(path, "archive_packing")


def test_a_zip_with_a_member_without_a_name_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "m.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in classes().items():
            archive.writestr(name, data)
        archive.filelist[0].filename = ""  # in the directory, which is written now
    refused(path, "archive_damaged")


def test_a_zip_with_a_name_that_is_no_text_is_damaged(tmp_path: Path) -> None:
    path = as_zip(tmp_path / "m.zip", {"é" + name: data for name, data in classes().items()})
    path.write_bytes(path.read_bytes().replace("é".encode(), b"\xe9\xe9"))
    refused(path, "archive_damaged")


def test_a_tar_with_a_damaged_header_does_not_end_there(tmp_path: Path) -> None:
    path = as_tar(tmp_path / "m.tar", classes())
    data = bytearray(path.read_bytes())
    at = data.find(b"b/0.png")
    data[at : at + 7] = b"x/0.png"  # its checksum no longer fits
    path.write_bytes(bytes(data))
    refused(path, "archive_damaged")


def test_folders_with_dots_have_different_names(tmp_path: Path) -> None:
    for name, called in (
        ("2024.05.01", "2024.05.01"),
        ("2024.06.01", "2024.06.01"),
        ("v1.zip", "v1.zip"),
    ):
        assert load_folder(as_folder(tmp_path / name, classes())).name == f"folder:{called}"
    assert load_folder(as_tar(tmp_path / "a.2024.tar.gz", classes(), "w:gz")).name == "folder:a.2024"
    assert load_folder(as_zip(tmp_path / "a.2025.ZIP", classes())).name == "folder:a.2025"


@pytest.mark.skipif(os.sep != "/", reason="names are text on this system")
def test_names_that_are_no_text_are_written_as_what_can_be_written(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/lettr\xe9s\x1b[31m"
    for name, data in classes().items():
        file = os.fsdecode(raw + b"/\xff" + name.encode())
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_bytes(data)
    pool = load_folder(os.fsdecode(raw))
    assert pool.name == "folder:lettr\\xe9s\\x1b[31m"
    assert pool.class_names == ("\\xffa", "\\xffb", "\\xffc")
    assert torch.equal(pool.images, load_folder(as_folder(tmp_path / "plain", classes())).images)


def test_memory_of_reading_does_not_grow_with_what_is_thrown_away(tmp_path: Path) -> None:
    large = np.random.default_rng(0).integers(0, 256, (300, 300), dtype=np.uint8)
    path = as_folder(tmp_path / "m", {f"{n}.bmp": png(large + np.uint8(n), "BMP") for n in range(12)})
    tracemalloc.start()
    read_folder(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 900_000  # all twelve have 1.1 MB


def moving(side: int) -> bytes:
    """A WebP of two frames, each a single pixel, on a canvas of any size: some hundred bytes."""
    still = io.BytesIO()
    Image.new("RGBA", (1, 1), (9, 9, 9, 99)).save(still, "WEBP", lossless=True)
    frame = still.getvalue()[still.getvalue().index(b"VP8L") :]

    def block(name: bytes, content: bytes) -> bytes:
        return name + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)

    canvas = bytes([0x12, 0, 0, 0]) + 2 * struct.pack("<I", side - 1)[:3]
    frames = 2 * block(b"ANMF", bytes(12) + b"\1\0\0\0" + frame)
    content = b"WEBP" + block(b"VP8X", canvas) + block(b"ANIM", bytes(6)) + frames
    return b"RIFF" + struct.pack("<I", len(content)) + content


def tiled(side: int) -> bytes:
    """A TIFF of 20 x 20 pixels in a single tile of any size."""
    tags = {256: 20, 257: 20, 258: 8, 259: 1, 262: 1, 277: 1, 322: side, 323: side, 324: 200, 325: 32 * 32}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries
    return head.ljust(200, b"\0") + bytes(range(32)) * 32


@pytest.mark.parametrize(("made", "usual", "large"), [(moving, 300, 7000), (tiled, 32, 20_000)])
def test_a_small_file_that_takes_much_memory_is_refused_before_it_takes_any(made, usual, large, monkeypatch) -> None:
    assert pictures.read_picture(made(usual), 28).shown is not None
    data = made(large)
    assert len(data) < 2000

    def decoded(*_: object) -> None:
        raise AssertionError("memory was taken")

    monkeypatch.setattr("PIL._webp.WebPAnimDecoder", decoded)
    monkeypatch.setattr(Image.Image, "load", decoded)
    monkeypatch.setattr(TiffImageFile, "load", decoded)
    with pytest.raises(ValueError, match="too many pixels"):
        pictures.read_picture(data, 28)
