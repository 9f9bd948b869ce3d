"""``app``: this machine's alone unless one switch says otherwise, and it asks nobody anything, from its start on."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from metaunsup.cli import app
from metaunsup.ui.common import serve

ROOT = Path(__file__).parents[2]
GUARDED = """
import socket
from streamlit.web import bootstrap, cli
from streamlit.web.server.server_util import is_url_from_allowed_origins
from metaunsup.cli.main import main

asked = []

def nobody(*where):
    asked.append(where)
    raise OSError

def in_the_servers_place(*_):
    bootstrap._print_url(False)
    if asks_own_launcher:  # another site's page knocks before any page of ours is opened
        assert not is_url_from_allowed_origins("http://elsewhere.example")

socket.getaddrinfo = socket.socket.connect = nobody
bootstrap.run = in_the_servers_place
asks_own_launcher = False
cli.main(["run", "app.py", "--server.headless=true"], standalone_mode=False)
asks_own_launcher = True
assert main(["app"]) == 0
assert not asked, asked
"""


@pytest.fixture
def begun(monkeypatch) -> list[list[str]]:
    """What Streamlit was asked to run."""
    lines: list[list[str]] = []
    monkeypatch.setattr(serve.cli, "main", lambda line, **_: lines.append(line))
    return lines


def test_one_switch_opens_it_to_a_class(command, begun, monkeypatch) -> None:
    monkeypatch.setattr(app, "own_address", lambda: "127.0.0.2")
    for line in ("app", "app --class", "app --class=127.0.0.3"):
        assert command(line).code == 0
    alone, found, named = begun
    assert alone == ["run", str(ROOT / "app.py")]  # the rest is in .streamlit/config.toml
    for line, address in ((found, "127.0.0.2"), (named, "127.0.0.3")):
        assert line == [*alone, f"--server.address={address}", f"--server.allowedHosts={address}"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_no_address_of_this_machine_is_refused(command, begun, lang) -> None:
    assert "203.0.113.7" in command("app --class 203.0.113.7 --lang", lang).sentence
    assert begun == []


def test_a_machine_without_a_network_has_no_class(command, begun, monkeypatch) -> None:
    def unreachable(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    assert "--class ADDRESS" in command("app --class").sentence
    assert begun == []


def test_pages_that_are_not_there_are_a_sentence(command, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(serve, "APP", tmp_path / "app.py")
    assert str(tmp_path) in command("app").sentence


def test_from_its_start_on_it_asks_nobody_for_its_address() -> None:
    done = subprocess.run([sys.executable, "-c", GUARDED], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("http://127.0.0.1:") == 2
