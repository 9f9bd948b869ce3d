"""Downloads against a small server on this machine: what arrives, and everything that can go wrong on the way."""

from __future__ import annotations

import gzip
import hashlib
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from metaunsup.data import downloads
from metaunsup.data.downloads import DownloadProgress, Resource, fetch
from metaunsup.data.registry import download, load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

PLAIN = np.random.default_rng(0).integers(0, 256, 300_000, dtype=np.uint8).tobytes()
FILES = {"/plain.zip": PLAIN, "/packed.gz": gzip.compress(PLAIN), "/cut.zip": PLAIN, "/broken.gz": b"\x1f\x8b\x08junk"}
for _half, _size in (("train", 30), ("t10k", 20)):
    _rng = np.random.default_rng(_size)
    for _kind, _values in (
        ("images-idx3", _rng.integers(0, 256, (_size, 28, 28), dtype=np.uint8)),
        ("labels-idx1", _rng.integers(0, 10, _size, dtype=np.uint8)),
    ):
        _head = bytes([0, 0, 8, _values.ndim]) + b"".join(size.to_bytes(4, "big") for size in _values.shape)
        FILES[f"/{_half}-{_kind}-ubyte.gz"] = gzip.compress(_head + _values.tobytes())


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        data = FILES.get(self.path)
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if data is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if self.path.startswith("/cut") else data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setenv("no_proxy", "*")
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def url(server: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def resource(server: ThreadingHTTPServer, *paths: str, checksum: str = "", gzipped: bool = False) -> Resource:
    checksum = checksum or md5(FILES[paths[-1]])
    return Resource(tuple(url(server, path) for path in paths), checksum, Path("pool/file.bin"), gzipped)


def failure(wanted: Resource, root: Path) -> MetaUnsupError:
    with pytest.raises(MetaUnsupError) as caught:
        list(fetch("mnist", (wanted,), root))
    assert [path for path in root.rglob("*") if path.is_file()] == []  # no half a file stays
    for lang in ("en", "zh"):
        assert "file.bin" in Say(lang).explain(caught.value)
    return caught.value


@pytest.mark.parametrize(("path", "gzipped"), [("/plain.zip", False), ("/packed.gz", True)])
def test_a_file_arrives_with_progress_and_only_once(
    server: ThreadingHTTPServer, tmp_path: Path, path: str, gzipped: bool
) -> None:
    wanted = resource(server, path, gzipped=gzipped)
    if gzipped:
        wanted = Resource(wanted.urls, wanted.md5, wanted.target, gzipped)
    seen = list(fetch("mnist", (wanted,), tmp_path))
    assert (tmp_path / "pool/file.bin").read_bytes() == PLAIN
    assert [path.name for path in (tmp_path / "pool").iterdir()] == ["file.bin"]
    assert len(seen) > 3 and [p.done for p in seen] == sorted({p.done for p in seen})
    assert seen[-1] == DownloadProgress("file.bin", len(FILES[path]), len(FILES[path]))
    if not gzipped:
        assert list(fetch("mnist", (wanted,), tmp_path)) == [] and len(server.asked) == 1  # type: ignore[attr-defined]


def test_a_whole_pool_arrives_and_loads(
    server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = downloads.resources("kmnist")
    mine = tuple(
        Resource((url(server, f"/{r.target.name}.gz"),), md5(FILES[f"/{r.target.name}.gz"]), r.target, True)
        for r in listed
    )
    monkeypatch.setattr(downloads, "resources", lambda name: mine)
    assert len({progress.file for progress in download("kmnist", tmp_path)}) == 4
    pool = load_pool("kmnist", root=tmp_path)
    assert len(pool) == 50 and pool.class_names[0] == "お"
    # A file that is cut short is fetched again, the whole ones are not.
    labels = tmp_path / "KMNIST/raw/train-labels-idx1-ubyte"
    labels.write_bytes(labels.read_bytes()[:-1])
    assert {progress.file for progress in download("kmnist", tmp_path)} == {labels.name}
    assert list(download("kmnist", tmp_path)) == []


def test_the_next_address_is_tried(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    list(fetch("mnist", (resource(server, "/nothing", "/cut.zip", "/plain.zip"),), tmp_path))
    assert (tmp_path / "pool/file.bin").read_bytes() == PLAIN
    assert server.asked == ["/nothing", "/cut.zip", "/plain.zip"]  # type: ignore[attr-defined]


def test_a_wrong_checksum_leaves_nothing(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    assert failure(resource(server, "/plain.zip", checksum="0" * 32), tmp_path).code == "download_broken"


def test_a_cut_connection_leaves_nothing(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    assert failure(resource(server, "/cut.zip"), tmp_path).code == "download_broken"


def test_a_broken_gzip_leaves_nothing(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    assert failure(resource(server, "/broken.gz", gzipped=True), tmp_path).code == "download_broken"


def test_a_missing_page_says_where_it_looked(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    error = failure(resource(server, "/nothing", checksum="0" * 32), tmp_path)
    assert error.code == "download_offline"
    assert str(tmp_path / "pool") in str(error) and "/nothing" in str(error) and "glyphs" in str(error)


def test_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with socket.socket() as free:  # a port that nobody listens on
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/file"
    assert failure(Resource((address,), "0" * 32, Path("pool/file.bin")), tmp_path).code == "download_offline"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, where every write meets a full disk")
def test_a_full_disk_leaves_nothing(
    server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = tempfile.mkstemp

    def on_a_full_disk(**where: object) -> tuple[int, str]:
        handle, path = make(**where)  # type: ignore[call-overload]
        os.close(handle)
        return os.open("/dev/full", os.O_WRONLY), path

    monkeypatch.setattr(tempfile, "mkstemp", on_a_full_disk)
    wanted = resource(server, "/plain.zip", "/plain.zip")
    with pytest.raises(MetaUnsupError) as caught:
        list(fetch("mnist", (wanted,), tmp_path))
    assert caught.value.code == "cannot_write" and "space" in str(caught.value.fields["reason"])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert len(server.asked) == 1  # type: ignore[attr-defined] # another address would not help


def test_a_root_that_is_a_file(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    (tmp_path / "root").write_text("in the way")
    with pytest.raises(MetaUnsupError) as caught:
        list(fetch("mnist", (resource(server, "/plain.zip"),), tmp_path / "root"))
    assert caught.value.code == "cannot_write"


def test_cancelling_leaves_nothing(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    running = fetch("mnist", (resource(server, "/plain.zip"),), tmp_path)
    assert 0 < next(running).done < len(PLAIN)
    assert [path.suffix for path in (tmp_path / "pool").iterdir()] == [".part"]
    running.close()  # type: ignore[attr-defined]
    assert list((tmp_path / "pool").iterdir()) == []


@pytest.mark.parametrize(("name", "code"), [("digits", "pool_needs_no_download"), ("nothing", "unknown_pool")])
def test_pools_that_cannot_be_fetched(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        download(name, tmp_path)  # at once, not at the first step
    assert caught.value.code == code and name in Say("zh").explain(caught.value)
