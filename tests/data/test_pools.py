"""The registry's pools: counts, fixed parts, and pixels as their sources hold them."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup.data import omniglot
from metaunsup.data.mnist_family import FASHION_MNIST, KMNIST, MNIST
from metaunsup.data.pool import PARTS, Pool, item_hash, part_of
from metaunsup.data.registry import POOLS, available, load_pool, part_sizes, pool_info, resolve_pool
from metaunsup.data.root import data_root
from metaunsup.errors import MetaUnsupError
from metaunsup.words import WORDS, Say


def needs(name: str) -> pytest.MarkDecorator:
    here = available(name)
    return pytest.mark.skipif(not here.here, reason=f"{name} is not in {here.where}: set METAUNSUP_DATA")


def shares(pool: Pool) -> list[float]:
    return [float((pool.parts == part).float().mean()) for part in range(3)]


def test_digits_count_and_are_bright_on_black() -> None:
    pool = load_pool("digits")
    assert pool.images.shape == (1797, 1, 28, 28) and pool.images.dtype == torch.uint8
    assert pool.labels is not None and torch.bincount(pool.labels).tolist()[:3] == [178, 182, 177]
    assert pool.images[:, 0, :, 0].float().mean() < 3  # the left edge is paper
    assert (pool.images.flatten(1).amax(1) > 200).all()


def test_digits_hashes_are_those_of_the_original_pixels() -> None:
    from sklearn.datasets import load_digits

    raw = load_digits().images.astype(np.uint8)
    pool = load_pool("digits")
    digest = hashlib.sha256(raw[5].tobytes()).digest()
    assert int(pool.hashes[5]) == int.from_bytes(digest[:8], "big", signed=True)
    # Looked at where the original pixels' centres lie, the enlarged picture is the original one.
    small = torch.nn.functional.interpolate(pool.images.float(), size=(8, 8), mode="bilinear")[:, 0] * 16 / 255
    difference = (small - torch.from_numpy(raw)).abs()
    assert float(difference.mean()) < 0.5 and float(difference.max()) < 4


@pytest.mark.parametrize("name", ["digits", pytest.param("mnist", marks=needs("mnist"))])
def test_hashed_parts_are_half_tenth_and_two_fifths(name: str) -> None:
    pool = load_pool(name)
    for share, wanted in zip(shares(pool), (0.5, 0.1, 0.4), strict=True):
        # four standard deviations of a binomial share
        assert abs(share - wanted) < 4 * (wanted * (1 - wanted) / len(pool)) ** 0.5
    assert pool.parts.tolist() == [part_of(int(value)) for value in pool.hashes]


def test_parts_share_no_item_even_where_pictures_repeat() -> None:
    pool = load_pool("digits")
    seen = [set(pool.unlabelled(part).hashes.tolist()) for part in PARTS]
    assert not (seen[0] & seen[1] or seen[0] & seen[2] or seen[1] & seen[2])
    assert sum(len(pool.unlabelled(part)) for part in PARTS) == len(pool)


@needs("mnist")
def test_mnist_is_what_torchvision_reads() -> None:
    from metaunsup.data.vision import datasets

    pool = load_pool("mnist")
    read = datasets.mnist.read_image_file(str(MNIST.files(data_root())[2]))
    tail = pool.images[-len(read) :, 0]  # the t10k pictures come last, also where all 70,000 are here
    assert len(read) == 10_000 and torch.equal(tail, read)
    labels = datasets.mnist.read_label_file(str(MNIST.files(data_root())[3]))
    assert pool.labels is not None and torch.equal(pool.labels[-len(read) :], labels)
    assert pool.note == ("pool.note.mnist_t10k" if len(pool) == 10_000 else None)


@pytest.mark.parametrize("name", POOLS)
def test_parts_are_counted_as_they_are_loaded(name: str) -> None:
    if not available(name).here:
        pytest.skip(f"{name} is not here: set METAUNSUP_DATA")
    pool = load_pool(name)
    assert part_sizes(name) == {part: len(pool.unlabelled(part)) for part in PARTS}


def test_parts_of_a_pool_that_is_not_here_or_broken(tmp_path: Path) -> None:
    for name in ("kmnist", "omniglot"):
        with pytest.raises(MetaUnsupError) as caught:
            part_sizes(name, root=tmp_path)
        assert caught.value.code == "pool_missing"
    write_family(tmp_path, "MNIST", {"t10k": 40})
    assert sum(part_sizes("mnist", root=tmp_path).values()) == 40
    for file in [*omniglot.MINIMAL.files(tmp_path), MNIST.files(tmp_path)[2]]:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"PK\x03\x04 not a zip")
    for name in ("omniglot-minimal", "mnist"):
        with pytest.raises(MetaUnsupError) as caught:
            part_sizes(name, root=tmp_path)
        assert caught.value.code == "pool_damaged"


def write_idx(path: Path, values: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = bytes([0, 0, 8, values.ndim]) + b"".join(size.to_bytes(4, "big") for size in values.shape)
    path.write_bytes(head + values.astype(np.uint8).tobytes())


def write_family(root: Path, folder: str, sizes: dict[str, int]) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    made = {}
    for half, size in sizes.items():
        made[half] = rng.integers(0, 256, (size, 28, 28))
        write_idx(root / folder / "raw" / f"{half}-images-idx3-ubyte", made[half])
        write_idx(root / folder / "raw" / f"{half}-labels-idx1-ubyte", rng.integers(0, 10, size))
    return made


def test_a_picture_keeps_its_part_when_the_rest_of_mnist_arrives(tmp_path: Path) -> None:
    made = write_family(tmp_path, "MNIST", {"t10k": 40})
    alone = load_pool("mnist", root=tmp_path)
    assert len(alone) == 40 and alone.note == "pool.note.mnist_t10k"
    both = {**write_family(tmp_path, "MNIST", {"train": 60}), **made}
    write_idx(tmp_path / "MNIST/raw/t10k-images-idx3-ubyte", made["t10k"])
    whole = load_pool("mnist", root=tmp_path)  # read afresh: the files changed
    assert len(whole) == 100 and whole.note is None
    assert np.array_equal(whole.images[:60, 0].numpy(), both["train"])
    part = dict(zip(whole.hashes.tolist(), whole.parts.tolist(), strict=True))
    assert all(part[value] == alone.parts[at] for at, value in enumerate(alone.hashes.tolist()))


def test_the_other_two_need_all_four_files(tmp_path: Path) -> None:
    write_family(tmp_path, "KMNIST", {"t10k": 20})
    assert not available("kmnist", tmp_path).here
    with pytest.raises(MetaUnsupError) as caught:
        load_pool("kmnist", root=tmp_path)
    sentence = str(caught.value)
    assert caught.value.code == "pool_missing" and "train-images-idx3-ubyte" in sentence
    assert str(tmp_path / "KMNIST" / "raw") in sentence and "digits" in sentence and "glyphs" in sentence
    write_family(tmp_path, "KMNIST", {"train": 30})
    assert len(load_pool("kmnist", root=tmp_path)) == 50
    assert len(KMNIST.class_names) == len(FASHION_MNIST.class_names) == 10
    assert all(f"class.{name}" in WORDS for name in FASHION_MNIST.class_names)


@pytest.mark.parametrize("kept", [0, 3, 10, 500])
def test_truncated_mnist_is_named_as_damaged(tmp_path: Path, kept: int) -> None:
    write_family(tmp_path, "MNIST", {"t10k": 20})
    file = tmp_path / "MNIST/raw/t10k-images-idx3-ubyte"
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(MetaUnsupError) as caught:
        load_pool("mnist", root=tmp_path)
    assert caught.value.code == "pool_damaged" and str(file) in str(caught.value)


@needs("omniglot-minimal")
def test_small_omniglot_holds_242_characters_in_fixed_alphabets() -> None:
    pool = load_pool("omniglot-minimal")
    assert pool.labels is not None and torch.bincount(pool.labels).tolist() == [20] * 242
    alphabets = {
        part: {pool.class_names[int(number)].split("/")[0] for number in pool.part(part).classes} for part in PARTS
    }
    assert alphabets["test"] == {"Balinese", "Sanskrit"} and alphabets["validation"] == {"Early_Aramaic"}
    assert alphabets["train"] == {"Greek", "Korean", "Latin", "Japanese_(katakana)", "Tagalog"}
    assert [len(pool.part(part).classes) for part in PARTS] == [154, 22, 66]
    assert len(set(pool.hashes.tolist())) == len(pool)


@needs("omniglot-minimal")
def test_omniglot_ink_is_as_bright_as_mnist_on_black() -> None:
    images = load_pool("omniglot-minimal").images
    assert images[:, :, 0].float().mean() < 6  # the uppermost row is nearly all paper
    assert 0.05 < images.float().mean() / 255 < 0.16  # MNIST: 0.13
    assert (images.flatten(1).amax(1) == 255).all()


@needs("omniglot-minimal")
def test_whole_omniglot_puts_a_picture_into_the_same_part(tmp_path: Path) -> None:
    """The two small zips stand in for the whole set's: same layout, and one of them counts as evaluation."""
    small = omniglot.MINIMAL.files(data_root())
    for source, target in zip(small, omniglot.WHOLE.files(tmp_path), strict=True):
        target.parent.mkdir(exist_ok=True)
        shutil.copy(source, target)
    whole, minimal = load_pool("omniglot", root=tmp_path), load_pool("omniglot-minimal")
    assert torch.equal(whole.hashes, minimal.hashes) and torch.equal(whole.images, minimal.images)
    assert whole.labels is not None
    alphabets = [whole.class_names[int(label)].split("/")[0] for label in whole.labels]
    evaluation = {"Greek", "Japanese_(katakana)", "Latin", "Sanskrit", "Tagalog"}
    for at, alphabet in enumerate(alphabets):
        assert whole.parts[at] == (2 if alphabet in evaluation else minimal.parts[at])


def test_validation_alphabets_are_background_and_not_what_the_small_set_trains_on() -> None:
    trained_on = {"Greek", "Korean", "Latin", "Japanese_(katakana)", "Tagalog"}
    assert "Early_Aramaic" in omniglot.VALIDATION_ALPHABETS
    assert not omniglot.VALIDATION_ALPHABETS & (trained_on | omniglot.TEST_ALPHABETS)


def test_a_damaged_omniglot_zip_is_named(tmp_path: Path) -> None:
    for file in omniglot.MINIMAL.files(tmp_path):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"PK\x03\x04 not a zip")
    with pytest.raises(MetaUnsupError) as caught:
        load_pool("omniglot-minimal", root=tmp_path)
    assert caught.value.code == "pool_damaged"


def test_item_hash_tells_pixels_apart_and_ignores_layout() -> None:
    picture = np.arange(784, dtype=np.uint8).reshape(28, 28)
    assert item_hash(picture) == item_hash(np.asfortranarray(picture)) != item_hash(picture.T)
    assert [part_of(value) for value in (0, 2**62, -(2**63), -1)] == [0, 0, 1, 2]


def test_every_pool_is_described_in_both_languages() -> None:
    for name in [*POOLS, "folder"]:
        for key in (f"pool.{name}.title", f"pool.{name}.about"):
            english, chinese = Say()(key), Say("zh")(key)
            assert english != chinese and any("一" <= letter <= "鿿" for letter in chinese)
    for info in POOLS.values():
        assert info.licence and (info.source.startswith("http") or info.name in ("glyphs", "textures"))


def test_every_error_of_this_room_has_a_sentence() -> None:
    for file in Path(omniglot.__file__).parent.glob("*.py"):
        for code in re.findall(r'MetaUnsupError\(\s*"(\w+)"', file.read_text(encoding="utf-8")):
            english, chinese = WORDS[f"error.{code}"]
            gaps = [set(re.findall(r"{(\w+)", sentence)) for sentence in (english, chinese)]
            assert gaps[0] == gaps[1], code


def test_embedded_pools_need_nothing(tmp_path: Path) -> None:
    embedded = ["digits", "digits-0-4", "digits-blocks", "glyphs", "textures"]
    assert [name for name in POOLS if available(name, tmp_path).here] == embedded
    assert [name for name, info in POOLS.items() if info.embedded] == embedded
    assert load_pool("digits", root=tmp_path / "missing").images.shape[0] == 1797


@pytest.mark.parametrize("name", ["", "Digits", "mnist:3", "../mnist", "digits:", "\0", "x" * 3000])
def test_unknown_pools_are_refused_with_the_known_ones(name: str) -> None:
    for ask in (load_pool, available, pool_info):
        with pytest.raises(MetaUnsupError) as caught:
            ask(name)
        assert caught.value.code == "unknown_pool"
        assert "glyphs" in Say().explain(caught.value) and "glyphs" in Say("zh").explain(caught.value)


def test_resolve_pool_takes_names_and_paths_only(tmp_path: Path) -> None:
    assert resolve_pool("digits") is load_pool("digits")
    for bad in (str(tmp_path / "nothing"), "no-such-pool", "\0", "x" * 5000):
        with pytest.raises(MetaUnsupError) as caught:
            resolve_pool(bad)
        assert caught.value.code == "unknown_pool"


@pytest.mark.parametrize("root", ["~nobody-at-all/data", "x" * 5000])
def test_a_root_that_cannot_be_is_a_pool_that_is_not_here(monkeypatch: pytest.MonkeyPatch, root: str) -> None:
    monkeypatch.setenv("METAUNSUP_DATA", root)
    for name in ("mnist", "omniglot-minimal"):
        assert not available(name).here
        with pytest.raises(MetaUnsupError) as caught:
            load_pool(name)
        assert caught.value.code == "pool_missing"


def test_a_root_that_is_a_file_or_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(MetaUnsupError) as caught:
        load_pool("mnist", root=tmp_path / "file")
    assert caught.value.code == "pool_missing"

    def forbidden(path: object, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.stat", forbidden)  # this test may run as somebody who may look everywhere
    found = available("omniglot-minimal", tmp_path)
    with pytest.raises(MetaUnsupError) as caught:
        load_pool("omniglot-minimal", root=tmp_path)
    monkeypatch.undo()
    assert not found.here
    assert caught.value.code == "cannot_read"
    assert "Permission denied" in Say("zh").explain(caught.value)
