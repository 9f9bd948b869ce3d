"""A moment of a race as a link holds it: the step, how it is shown, and whether the truth is.

On a page called PAGE its parts are ``PAGE.step``, ``PAGE.view`` and ``PAGE.truth``, among the fields of its link.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from metaunsup.ui.common import link, shell
from metaunsup.ui.common.link import Field
from metaunsup.ui.common.requests import MOMENT_FIELDS
from metaunsup.words import Say

NEVER: dict[str, Any] = {name: field.default for name, field in MOMENT_FIELDS.items()}
QUIET = 4  # modules of white around a QR code, as its standard asks for


def moment_of(page: str) -> dict[str, Any]:
    """The moment that PAGE's link, or whoever shared it last, speaks of; ``NEVER`` where nobody did."""
    return {name: st.session_state.get(f"{page}.{name}", default) for name, default in NEVER.items()}


def keep_moment(page: str, told: object) -> None:
    """Take over what the player told of itself, as a stranger's link is read; None: no moment."""
    written = {name: str(told[name]) for name in MOMENT_FIELDS if name in told} if isinstance(told, Mapping) else {}
    for name, value in link.read(written, MOMENT_FIELDS)[0].items():
        st.session_state[f"{page}.{name}"] = value


@dataclass(frozen=True)
class Shared:
    """A race as ``page`` shows it: its link's ``fields``, and their ``values``, but for the moment."""

    page: str
    fields: Mapping[str, Field]
    values: Mapping[str, Any]

    def address(self, say: Say) -> str:
        """The whole link of this race at its moment."""
        parameters = link.write({**self.values, **moment_of(self.page)}, self.fields)
        return shell.address(self.page, {"lang": say.lang, **parameters})


def qr_code(text: str) -> str:
    """``text`` as a QR code, the address of a picture: black on white whatever the theme, of no size of its own."""
    import segno

    code = segno.make(text, micro=False, error="m")
    return str(code.svg_data_uri(border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None))


def only_here(address: str) -> bool:
    """Whether ``address`` leads to the reader's own machine, whoever opens it."""
    return urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")


def share_dialog(shared: Shared, say: Say) -> None:
    """The link and its QR code, over the page, until it is closed."""
    key = f"{shared.page}.sharing"

    def forget() -> None:
        st.session_state.pop(key, None)

    @st.dialog(say("player.share.title"), width="large", on_dismiss=forget)
    def show() -> None:
        address = shared.address(say)
        picture, words = st.columns(2)
        alt, code = html.escape(say("player.share.code")), html.escape(qr_code(address))
        picture.html(f'<img alt="{alt}" src="{code}" style="display:block; width:min(100%, 66vh); margin:auto">')
        with words:
            st.markdown(say("player.share.about"))
            st.code(address, language=None, wrap_lines=True)
            if only_here(address):
                st.warning(say("player.share.only_here"))

    # over the page only as long as it is the moment that the page is at
    if st.session_state.get(key) == moment_of(shared.page) != NEVER:
        show()
