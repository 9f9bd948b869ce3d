"""What a browser sent is its own: nobody else sees it, nothing of it names a path, and it goes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest
import torch

from metaunsup.data import kept
from metaunsup.data.files import as_published
from metaunsup.data.kept import Kept, as_told, forget, in_grey, keep, load_kept, owner_of
from metaunsup.data.own import own_pool
from metaunsup.data.pool import Pool
from metaunsup.data.registry import load_pool, resolve_pool, resolve_pools
from metaunsup.data.root import GREY
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.sampler import sample_unscored_task
from metaunsup.ui.common.uploads import PoolField, take
from tests.data.made import as_zip, classes, png

A, B = owner_of("a" * 32), owner_of("b" * 32)
NAMES = (
    "../../x.csv",
    "/etc/passwd",
    "..\\..\\x",
    "a/b/c.csv",
    "\x1b[31m",
    "'; rm -rf /",
    "x" * 5000,
    "",
    "..",
    "~root",
)


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    kept._loaded.cache_clear()
    return tmp_path / "runs" / ".uploads"


def rows(seed: int = 0) -> bytes:
    return "\n".join(f"{n * (seed + 3) % 17},{n * n % 13},{'ab'[n % 2]}" for n in range(60)).encode()


def pool(seed: int = 0) -> Pool:
    return own_pool([Source(Path("mine.csv"), rows(seed))], "3")


def gone(name: str) -> bool:
    with pytest.raises(MetaUnsupError) as caught:
        load_pool(name)
    return caught.value.code in ("upload_gone", "unknown_pool")


def test_a_pool_is_kept_whole_and_for_its_owner_alone(root: Path) -> None:
    made = pool()
    one = keep(made, "mine.csv", A)
    again = load_pool(one.name)
    assert again.name == made.name and again.report == made.report and again.class_names == made.class_names
    assert torch.equal(again.images, made.images) and torch.equal(again.hashes, made.hashes)
    assert made.labels is not None and again.labels is not None and torch.equal(again.labels, made.labels)
    assert [found.id for found in kept.kept(A)] == [one.id] and kept.kept(B) == []
    assert gone(f"upload:{B}/{one.id}") and not re.search("a{8}", str([*root.rglob("*")]))
    assert keep(made, "the same again", A).id == one.id and len(kept.kept(A)) == 1
    forget(Kept(B, one.id, "", 0, 0))  # of somebody else nothing goes
    assert kept.kept(A)
    forget(one)
    assert gone(one.name) and kept.kept(A) == [] and list(root.iterdir()) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_outside_and_no_name_is_a_path(root: Path, tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.rglob("*") if root not in path.parents}
    one = take([(name, rows())], "3", A)
    written = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
    assert written == {f"{A}/{one.id}.json", f"{A}/{one.id}.safetensors"} and one.title.isprintable()
    assert {path for path in tmp_path.rglob("*") if root not in path.parents} - before <= {root.parent, root}
    assert root.joinpath(A).stat().st_mode & 0o077 == 0
    for odd in (f"upload:{name}", f"upload:{A}/{name}", f"upload:../{A}/{one.id}", f"upload:{A}/{one.id}/"):
        assert gone(odd)
    field = PoolField("digits")
    for odd in (name, one.name, f"own:{name}", f"own:{one.id}x", f"own:{one.id},own:{one.id}"):
        with pytest.raises(ValueError):
            field.parse(odd)
    assert field.parse(f"own:{one.id}") == f"own:{one.id}" and field.parse("mnist") == "mnist"


def test_what_is_damaged_or_old_is_not_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = keep(pool(), "a", A), keep(pool(1), "b", B)
    (root / A / f"{one.id}.json").write_text("{", encoding="utf-8")
    assert kept.kept(A) == [] and gone(one.name)
    old = 1_000_000
    os.utime(root / B / f"{other.id}.json", (old, old))
    assert kept.kept(B) == [] and gone(other.name)
    kept.sweep()
    assert not (root / B).exists()
    monkeypatch.setattr(kept, "MOST_KEPT", 2)
    for seed in (2, 3):
        keep(pool(seed), "c", B)
    with pytest.raises(MetaUnsupError) as caught:
        keep(pool(4), "d", B)
    assert caught.value.code == "uploads_full" and len(kept.kept(B)) == 2
    monkeypatch.setattr(kept, "MOST_KEPT_BYTES", 100)
    with pytest.raises(MetaUnsupError) as caught:
        keep(pool(5), "e", A)
    assert caught.value.code == "uploads_no_room"


def test_pictures_are_kept_in_grey_and_without_classes_they_make_a_task_without_a_truth(tmp_path: Path) -> None:
    red = torch.zeros(20, 20, 3, dtype=torch.uint8)
    files = {f"{n}.png": png((red + torch.tensor([200, n, 0], dtype=torch.uint8)).numpy()) for n in range(40)}
    made = load_kept(take(list(files.items()), None, A).name)
    assert made.images.shape == (40, 1, 28, 28) and int(made.images[0, 0, 9, 9]) == 60
    assert made.report is not None and "pool.note.grey" in made.report.done
    (one,) = kept.kept(A)
    assert as_told(one.name) == "grey:YOUR_FILE" and as_told("digits") == "digits"
    assert as_told(keep(pool(1), "a", A).name) == "YOUR_FILE" == as_told("upload:../x")
    task = sample_unscored_task(made, 2, 3, seed=1)
    assert task.items.shape == (6, 1, 28, 28) and not task.truth.known
    with pytest.raises(MetaUnsupError) as caught:
        sample_unscored_task(made, 20, 20, seed=1)
    assert caught.value.code == "too_few_items"
    labelled = own_pool([Source(Path("m.zip"), as_zip(tmp_path / "m.zip", classes()).read_bytes())])
    assert in_grey(labelled) is labelled


def test_grey_before_a_path_takes_own_pictures_without_their_colours(tmp_path: Path) -> None:
    for name, ink in (("a", (200, 10, 0)), ("b", (0, 90, 220))):
        (tmp_path / name).mkdir()
        for n in range(6):
            pixels = np.zeros((28, 28, 3), dtype=np.uint8)
            pixels[n : n + 9] = ink
            (tmp_path / name / f"{n}.png").write_bytes(png(pixels))
    coloured, grey = resolve_pool(str(tmp_path)), resolve_pool(f"{GREY}{tmp_path}")
    assert coloured.images.shape[1] == 3 and torch.equal(grey.images, in_grey(coloured).images)
    assert grey.name == f"{coloured.name} (grey)" and torch.equal(grey.parts, coloured.parts)
    assert resolve_pool("grey:digits") is resolve_pool("digits")
    both = resolve_pools([str(tmp_path), f"{GREY}{tmp_path}"])
    assert len({pool.name for pool in both.values()}) == 2
    assert as_published(f"{GREY}{tmp_path}/x/y") == "grey:x/y"


def test_reading_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    data = as_zip(tmp_path / "m.zip", classes()).read_bytes()
    with pytest.raises(MetaUnsupError) as caught:
        own_pool([Source(Path("m.zip"), data)], seconds=-1)
    assert caught.value.code == "upload_too_slow"
