"""Files as they are published, byte by byte: MovieLens, the credit-card set, MedMNIST, MVTec-AD.

What is pinned is what their makers say of them: GroupLens (100k, 1M, latest), header and quoted Class of
creditcard.csv, the arrays that ``medmnist.dataset`` reads, and the folders of Bergmann et al. (CVPR 2019).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from metaunsup.applications import credit_card
from metaunsup.applications.cases import load_cases
from metaunsup.applications.clicks import read_clicks
from metaunsup.applications.credit_card import read_card_file
from metaunsup.applications.medical import case_task, harmless_class
from metaunsup.applications.surfaces import GOOD, OWN_SIDE, OwnSurfaces
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError

RATINGS = [(1, 1193, 5, 978300760), (1, 661, 3, 978302109), (2, 1357, 4, 978298709)]


def movielens(line: str, head: str = "", newline: str = "\n") -> bytes:
    """The first lines as they stand in the file, then sixty people with four films each that they like."""
    more = [(person, film, 5, 978300000) for person in range(3, 63) for film in range(person % 5, person % 5 + 4)]
    lines = [line.format(*one) for one in [*RATINGS, *more]]
    return ((head + newline if head else "") + newline.join(lines) + newline).encode("ascii")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("u.data", movielens("{}\t{}\t{}\t{}")),
        ("ratings.dat", movielens("{}::{}::{}::{}")),
        ("ratings.csv", movielens("{},{},{}.0,{}", "userId,movieId,rating,timestamp")),
        ("ratings.csv", movielens("{},{},{}.0,{}", "userId,movieId,rating,timestamp", "\r\n")),
    ],
    ids=["100k", "1m", "latest", "latest-crlf"],
)
def test_movielens(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    for source in (Source(tmp_path), Source(tmp_path / name), Source(Path(name), data)):
        clicks = read_clicks(source)
        assert set(clicks.items) == {str(film) for film in range(8)} | {"1193", "1357"}  # 661 had a rating of 3
        whole = [clicks.practised, clicks.chosen_by, *(one.known + one.later for one in clicks.tested(1, 0))]
        assert sum(map(len, whole)) == 60  # who has fewer than three clicks does not count
        assert all((one.sum(1) == 4).all() for one in whole)


def test_half_stars_count_from_four_on() -> None:
    lines = [f"{person},{film},{(3.5, 4.0, 4.5, 5.0)[film]},1" for person in range(60) for film in range(4)]
    clicks = read_clicks(Source(Path("ratings.csv"), "\n".join(["userId,movieId,rating,timestamp", *lines]).encode()))
    assert clicks.items == ("1", "2", "3")


def card_file(rows: int) -> bytes:
    """As R wrote it: quoted names, bare numbers with up to 15 digits or an exponent, Class in quotes."""
    head = ",".join(f'"{name}"' for name in credit_card.NEEDED)
    first = "0,-1.3598071336738,-0.0727811733098497,2.53634673796914" + ",0.1" * 25 + ',149.62,"0"'
    rng = np.random.default_rng(0)
    lines = [first]
    for row in range(1, rows):
        time = "1e+05" if row == rows - 2 else str(row)
        fraud = row % 50 == 0
        numbers = [f"{value:.15g}" for value in rng.normal(size=28)]
        lines.append(",".join([time, *numbers, f"{rng.exponential(60):.2f}", f'"{int(fraud)}"']))
    return ("\n".join([head, *lines]) + "\n").encode("ascii")


def test_the_public_credit_card_file() -> None:
    cards = read_card_file(Source(Path("creditcard.csv"), card_file(500)))
    assert cards.columns.shape == (500, 31) and cards.fraud.sum() == 9  # rows 50, 100, ... 450
    assert cards.amount[0] == 149.62 and cards.time.max() == 100_000
    assert torch.isfinite(cards.columns).all() and (np.diff(cards.time) >= 0).all()


@pytest.mark.parametrize("read", [read_card_file, read_clicks])
def test_what_is_no_text_is_told_so_and_not_that_it_lacks_columns(read: Callable[[Source], object]) -> None:
    full = io.BytesIO()
    with zipfile.ZipFile(full, "w") as archive:
        archive.writestr("creditcard.csv", card_file(3))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    for data in (full.getvalue(), empty.getvalue(), b"", b" \n", b"\x89PNG\r\n\x1a\n\0\0\0\0"):
        with pytest.raises(MetaUnsupError) as caught:
            read(Source(Path("own.zip"), data))
        assert caught.value.code == "own_no_text" and "unpack" in str(caught.value)


def medmnist_file(path: Path, shape: tuple[int, ...], classes: int = 2) -> Path:
    rng = np.random.default_rng(0)
    arrays: dict[str, Any] = {}
    for split, count in (("train", 60), ("val", 20), ("test", 40)):
        labels = (np.arange(count) % 4 > 0).astype(np.uint8) if classes == 2 else np.arange(count) % classes
        arrays[f"{split}_images"] = rng.integers(0, 256, (count, *shape), dtype=np.uint8)
        arrays[f"{split}_labels"] = labels.astype(np.uint8)[:, None]  # (N, 1)
    np.savez_compressed(path, **arrays)
    return path


@pytest.mark.parametrize(("shape", "channels"), [((28, 28), 1), ((28, 28, 3), 3)])
def test_medmnist_s_own_file(tmp_path: Path, shape: tuple[int, ...], channels: int) -> None:
    pool = load_cases(str(medmnist_file(tmp_path / "pneumoniamnist.npz", shape)))
    assert pool.images.shape == (120, channels, 28, 28)
    assert torch.bincount(pool.parts.long()).tolist() == [60, 20, 40]  # its own parts
    assert pool.class_names == ("normal", "pneumonia")
    assert harmless_class(pool) == 0  # though three in four are ill
    task = case_task(pool, 0, 0, shots=5)
    assert task.support.shape == (5, channels, 28, 28) and task.ill.sum() == 5


def test_medmnist_s_solid_sets_are_refused_and_other_arrays_are_read_as_ever(tmp_path: Path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        load_cases(str(medmnist_file(tmp_path / "organmnist3d.npz", (28, 28, 28))))
    assert caught.value.code == "medmnist_layout" and str(caught.value)
    assert load_cases(str(medmnist_file(tmp_path / "bloodmnist_64.npz", (64, 64, 3), 8))).class_names == tuple(
        "01234567"
    )
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "own.npz", x=rng.normal(size=(60, 4)), y=np.arange(60) % 2)
    assert load_cases(f"{tmp_path / 'own.npz'}#y").images.shape[0] == 60


def test_mvtec_ad(tmp_path: Path) -> None:
    """One category as its archive unpacks: numbered PNGs, masks beside called NNN_mask.png, two text files."""
    root, rng = tmp_path / "mvtec_anomaly_detection" / "zipper", np.random.default_rng(0)
    for folder, count in (("train/good", 12), ("test/good", 4), ("test/rough", 3), ("test/fabric_border", 3)):
        (root / folder).mkdir(parents=True)
        for number in range(count):
            picture = rng.integers(90, 110, (64, 64), dtype=np.uint8)  # zipper, grid and screw are grey
            Image.fromarray(picture).save(root / folder / f"{number:03d}.png")
            if folder.startswith("test/") and GOOD not in folder:
                mask = np.zeros((64, 64), dtype=np.uint8)
                mask[16 : 16 + 8 * (number + 1), 8:40] = 255
                (root / folder.replace("test", "ground_truth")).mkdir(parents=True, exist_ok=True)
                Image.fromarray(mask).save(root / folder.replace("test", "ground_truth") / f"{number:03d}_mask.png")
    for text in ("license.txt", "readme.txt"):
        (root / text).write_text("MVTec AD")
    task = OwnSurfaces(root.parent).task(0, 0)
    assert task.kind == "zipper" and task.support.shape == (10, 1, OWN_SIDE, OWN_SIDE)
    assert set(task.truth.defects) <= {"", "rough", "fabric_border"} and task.truth.masks is not None
    for mask, name in zip(task.truth.masks, task.truth.defects, strict=True):
        assert mask.any() == (name != "")
        if name:  # 8, 16 or 24 of 64 rows high, half the picture wide
            assert min(abs(mask.mean() - rows * 32 / 64**2) for rows in (8, 16, 24)) < 0.02
