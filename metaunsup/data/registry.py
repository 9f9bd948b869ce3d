"""Every pool by name: what it is, whether it is here, and how to load it. To add a pool: its file, and a line here."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from metaunsup.data import digits, downloads, glyphs, textures
from metaunsup.data.apart import PoolLoader
from metaunsup.data.downloads import DownloadProgress
from metaunsup.data.folder import load_folder
from metaunsup.data.mnist_family import FASHION_MNIST, KMNIST, MNIST, MNIST_0_4, MNIST_5_9, MNIST_BLOCKS
from metaunsup.data.omniglot import MINIMAL, WHOLE
from metaunsup.data.pool import PARTS, PartName, Pool
from metaunsup.data.root import GREY, UPLOAD, data_root, is_file, own_place
from metaunsup.data.text import readable
from metaunsup.errors import MetaUnsupError

__all__ = [
    "POOLS",
    "Availability",
    "DownloadProgress",
    "PoolInfo",
    "available",
    "download",
    "load_folder",
    "load_pool",
    "part_sizes",
    "pool_info",
    "resolve_pool",
    "resolve_pools",
]


@dataclass(frozen=True)
class _Embedded:
    """A pool that needs no files."""

    make: Callable[[], Pool]
    count: Callable[[], tuple[int, ...]]

    def files(self, root: Path) -> list[Path]:
        return []

    def missing(self, root: Path) -> list[Path]:
        return []

    def note(self, root: Path) -> str | None:
        return None

    def load(self, root: Path) -> Pool:
        return self.make()

    def sizes(self, root: Path) -> tuple[int, ...]:
        return self.count()


@dataclass(frozen=True)
class PoolInfo:
    """What is known of a pool before it is loaded; its title and description are ``pool.NAME.title`` and ``.about``.

    ``source`` a URL, or "" for one that this program draws itself; ``licence`` that of the data; ``n_items`` and
    ``n_classes`` of the whole pool (None: as many as one asks for); ``side`` of a picture in pixels; ``made_of`` the
    pool whose downloads it shares, or "".
    """

    name: str
    source: str
    licence: str
    n_items: int | None
    n_classes: int | None
    loader: PoolLoader
    side: int = 28
    made_of: str = ""

    @property
    def embedded(self) -> bool:
        """Always there, without a download."""
        return isinstance(self.loader, _Embedded)


@dataclass(frozen=True)
class Availability:
    """``here``: can be used at once; ``note``: key of a sentence to say beside its name; ``where`` it is looked for."""

    here: bool
    note: str | None
    where: Path | None


_UCI = "https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits"
_MNIST = "https://huggingface.co/datasets/ylecun/mnist"
_OMNIGLOT = "https://github.com/brendenlake/omniglot"
_BY_SA = "CC BY-SA 3.0"

POOLS: dict[str, PoolInfo] = {
    info.name: info
    for info in (
        PoolInfo("digits", _UCI, "CC BY 4.0", 1_797, 10, _Embedded(digits.load, digits.sizes)),
        PoolInfo("digits-0-4", _UCI, "CC BY 4.0", 859, 10, _Embedded(digits.load_0_4, digits.sizes_0_4)),
        PoolInfo("digits-blocks", _UCI, "CC BY 4.0", 1_797, 10, _Embedded(digits.load_blocks, digits.sizes_blocks)),
        PoolInfo("glyphs", "", "MIT", None, None, _Embedded(glyphs.load, glyphs.sizes)),
        PoolInfo("textures", "", "MIT", 3_360, 168, _Embedded(textures.load, textures.sizes)),
        PoolInfo("mnist", _MNIST, _BY_SA, 70_000, 10, MNIST),
        # about half of MNIST: which pictures are in it follows from their pixels
        PoolInfo("mnist-0-4", _MNIST, _BY_SA, 35_000, 10, MNIST_0_4, made_of="mnist"),
        PoolInfo("mnist-5-9", _MNIST, _BY_SA, 35_000, 10, MNIST_5_9, made_of="mnist"),
        PoolInfo("mnist-blocks", _MNIST, _BY_SA, 9_999, 10, MNIST_BLOCKS, made_of="mnist"),
        PoolInfo("fashion-mnist", "https://github.com/zalandoresearch/fashion-mnist", "MIT", 70_000, 10, FASHION_MNIST),
        PoolInfo("kmnist", "https://github.com/rois-codh/kmnist", "CC BY-SA 4.0", 70_000, 10, KMNIST),
        PoolInfo("omniglot", _OMNIGLOT, "MIT", 32_460, 1_623, WHOLE),
        PoolInfo("omniglot-minimal", _OMNIGLOT, "MIT", 4_840, 242, MINIMAL),
    )
}

_loading = threading.Lock()  # two pages that ask for the same pool at once share one copy of it


def pool_info(name: str) -> PoolInfo:
    """The entry of a pool, also of ``glyphs:N`` (that many characters instead of the usual number)."""
    base, colon, count = name.partition(":")
    if base not in POOLS or (colon and base != "glyphs"):
        raise MetaUnsupError("unknown_pool", name=name, known=tuple(POOLS))
    if colon:
        glyphs.check_classes(count)
    return POOLS[base]


def available(name: str, root: Path | None = None) -> Availability:
    """Whether a pool can be used now, without loading it."""
    info = pool_info(name)
    folder = root or data_root()
    files = info.loader.files(folder)
    return Availability(
        here=not info.loader.missing(folder),
        note=info.loader.note(folder),
        where=files[0].parent if files else None,
    )


def download(name: str, root: Path | None = None) -> Iterator[DownloadProgress]:
    """Fetch what is missing of a pool into ``root``, piece by piece; nothing where all of it is here.

    Raises ``MetaUnsupError``: ``unknown_pool`` and ``pool_needs_no_download`` at once, later ``download_offline``,
    ``download_broken`` or ``cannot_write``.
    """
    info, folder = pool_info(name), root or data_root()
    if info.embedded:
        raise MetaUnsupError("pool_needs_no_download", pool=name)
    files = info.loader.files(folder)
    wanted = (one for one in downloads.resources(info.made_of or name) if folder / one.target in files)
    return downloads.fetch(name, tuple(wanted), folder)


def load_pool(name: str, *, root: Path | None = None) -> Pool:
    """The pool called ``name``, of the registry or kept for a browser; the last few are kept in memory.

    Raises ``MetaUnsupError``: ``unknown_pool``, ``pool_missing`` (what, where, and what can be used instead),
    ``cannot_read`` (it may be there, but this person may not look) or ``pool_damaged``.
    """
    if name.startswith(UPLOAD):
        from metaunsup.data.kept import load_kept

        return load_kept(name)
    loader, folder = _here(name, root)
    with _loading:
        return _loaded(name, folder, _stamp(loader.files(folder)))


def part_sizes(name: str, *, root: Path | None = None) -> dict[PartName, int]:
    """Items in each part of a pool of the registry, counted without drawing or decoding them; raises as ``load_pool``.

    Damage inside a file shows only when the pool is loaded.
    """
    loader, folder = _here(name, root)
    return dict(zip(PARTS, loader.sizes(folder), strict=True))


def _here(name: str, root: Path | None) -> tuple[PoolLoader, Path]:
    """Where a pool's items come from; refuses one that is not here."""
    info = pool_info(name)
    folder = (root or data_root()).absolute()
    missing = info.loader.missing(folder)
    if missing:
        try:
            missing[0].stat()
        except PermissionError as error:
            raise MetaUnsupError("cannot_read", path=missing[0], reason=error.strerror or error) from error
        except OSError:
            pass
        names = tuple(path.name for path in missing)
        raise MetaUnsupError("pool_missing", pool=name, files=names, where=missing[0].parent)
    return info.loader, folder


def _stamp(files: list[Path]) -> tuple[tuple[int, int], ...]:
    """Sizes and times of the files that are here, so that a pool that has just been completed is read afresh."""
    found = [path.stat() for path in files if is_file(path)]
    return tuple((status.st_size, status.st_mtime_ns) for status in found)


@lru_cache(maxsize=4)
def _loaded(name: str, root: Path, stamp: tuple[tuple[int, int], ...]) -> Pool:
    count = name.partition(":")[2]
    return glyphs.load(glyphs.check_classes(count)) if count else POOLS[name].loader.load(root)


def resolve_pool(name_or_path: str, *, root: Path | None = None) -> Pool:
    """A registry name, else own data on this machine (``own``); for the command line only, never for a web page.

    Also what a browser sent (``kept``), by its whole name, which a page gives the processes that it starts; and
    ``grey:`` before a path: own pictures without their colours, as pages take them.
    """
    if name_or_path.partition(":")[0] in POOLS or name_or_path.startswith(UPLOAD):
        return load_pool(name_or_path, root=root)
    if own_place(name_or_path) is not None:
        from metaunsup.data.own import load_own

        return load_own(name_or_path)
    if name_or_path.startswith(GREY):
        from metaunsup.data.kept import in_grey

        coloured = resolve_pool(name_or_path.removeprefix(GREY), root=root)
        grey = in_grey(coloured)
        return coloured if grey is coloured else replace(grey, name=f"{grey.name} ({GREY[:-1]})")
    raise MetaUnsupError("unknown_pool", name=name_or_path, known=tuple(POOLS))


def resolve_pools(names_or_paths: Sequence[str]) -> dict[str, Pool]:
    """Each of them and its pool; own folders that are called alike are told apart by the folders around them.

    Only the same folder twice, spelled otherwise, keeps one name.
    """
    pools = {source: resolve_pool(source) for source in names_or_paths}
    called = Counter(pool.name for pool in pools.values() if pool.name.startswith("folder:"))
    for name in (name for name, times in called.items() if times > 1):
        places = {
            source: Path(os.path.realpath(os.path.expanduser(source.removeprefix(GREY)))).parts[1:]  # noqa: PTH111
            for source, pool in pools.items()
            if pool.name == name
        }
        for length in range(1, max(map(len, places.values())) + 1):
            longer = {source: f"folder:{readable('/'.join(parts[-length:]))}" for source, parts in places.items()}
            if len(set(longer.values())) == len(longer):
                pools |= {source: replace(pools[source], name=found) for source, found in longer.items()}
                break
    return pools
