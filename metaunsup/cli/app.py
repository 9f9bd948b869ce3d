"""``app``: the pages in the browser, for this machine alone or, by one switch, for a class."""

from __future__ import annotations

import argparse
import socket
from typing import Any

from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

_ELSEWHERE = ("192.0.2.1", 9)  # of a network that nobody has; asking the way there sends nothing


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    parser = commands.add_parser("app", say=say, help=say("cli.app.about"), description=say("cli.app.about"))
    parser.add_argument("--class", dest="address", nargs="?", const="", metavar="ADDRESS", help=say("cli.app.class"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, _: Say) -> int:
    """Serve the app until it is stopped."""
    address = None if chosen.address is None else reachable(chosen.address or own_address())
    from metaunsup.ui.common.serve import serve

    serve(address)
    return 0


def reachable(address: str) -> str:
    """``address``, by which others reach this machine; raises ``app_address`` where it is none of this machine's."""
    try:
        kind = socket.getaddrinfo(address, 0, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((address, 0), family=kind).close()
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MetaUnsupError("app_address", address=address, reason=reason) from error
    return address


def own_address() -> str:
    """The address that this machine has in its network; raises ``app_no_network`` where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)
        except OSError as error:
            raise MetaUnsupError("app_no_network") from error
        return str(asking.getsockname()[0])
