"""The app as a program: ``python -m metaunsup app``. What must hold before any page is opened holds here, too."""

from __future__ import annotations

from pathlib import Path

from streamlit.web import cli

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import shell  # noqa: F401 - from here on the server asks nobody for its address

APP = Path(__file__).parents[3] / "app.py"


def serve(address: str | None = None) -> None:
    """Serve the app until it is stopped: to this machine alone, or to all who reach ``address``, its own.

    Raises ``app_missing`` where the pages are not beside the package.
    """
    if not APP.is_file():
        raise MetaUnsupError("app_missing", path=APP)
    opened = [] if address is None else [f"--server.address={address}", f"--server.allowedHosts={address}"]
    cli.main(["run", str(APP), *opened], prog_name="streamlit", standalone_mode=False)
