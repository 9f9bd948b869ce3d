"""How a page's state is taken along: its link, its QR code, and the command, or the code, that makes the same."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

import streamlit as st

from metaunsup.words import Say

QUIET = 4  # modules of white around a QR code, as its standard asks for


def link_and_code(
    address: str,
    code: str,
    say: Say,
    *,
    title: str,
    language: str = "bash",
    own: bool = False,
    about: str = "",
    below: str = "",
) -> None:
    """``address`` on the left, as ``show_link`` shows it, ``code`` under ``title`` on the right, ``below`` under it."""
    left, right = st.columns(2)
    with left:
        show_link(address, say, own=own, about=about)
    with right:
        st.markdown(f"**{title}**")
        st.code(code, language=language, wrap_lines=True)
        if below:
            st.caption(below)


def show_link(address: str, say: Say, *, own: bool = False, about: str = "") -> None:
    """The link, to be copied, what it opens, and its QR code at a press; once on a page.

    ``own``: one browser alone can open it, so that no code is offered; ``about`` stands in place of the usual sentence.
    """
    st.markdown(f"**{say('app.share')}**")
    st.code(address, language=None, wrap_lines=True)
    st.caption(about or say("uploads.share" if own else "app.share.about"))
    if own:
        return
    page = st.session_state["app.page"]
    st.button(
        say("app.share.code.show"),
        icon=":material/qr_code_2:",
        type="tertiary",
        key=f"{page}.code",
        on_click=offer,
        args=(page, address, "app.share"),
    )
    share_dialog(page, address, say, words="app.share")


def offer(page: str, address: str, words: str) -> None:
    """Have ``share_dialog`` show ``address``."""
    st.session_state[f"{page}.sharing"] = (words, address)


def share_dialog(page: str, address: str, say: Say, *, words: str, own: bool = False) -> None:
    """The link and its QR code over the page, if offered, until closed or the page is at something else.

    ``words`` names what is said of it: ``.title`` and ``.about``. ``own``: one browser alone can open it, so that no
    code is offered.
    """
    key = f"{page}.sharing"

    def forget() -> None:
        st.session_state.pop(key, None)

    @st.dialog(say(f"{words}.title"), width="large", on_dismiss=forget)
    def show() -> None:
        if own:
            st.code(address, language=None, wrap_lines=True)
            st.markdown(say("uploads.share"))
            return
        picture, told = st.columns(2)
        alt, code = html.escape(say("app.share.code")), html.escape(qr_code(address))
        picture.html(f'<img alt="{alt}" src="{code}" style="display:block; width:min(100%, 66vh); margin:auto">')
        with told:
            st.markdown(say(f"{words}.about"))
            st.code(address, language=None, wrap_lines=True)
            if only_here(address):
                st.warning(say("app.share.only_here"))

    if st.session_state.get(key) == (words, address):
        show()


def qr_code(text: str) -> str:
    """``text`` as a QR code, the address of a picture: black on white whatever the theme, of no size of its own."""
    import segno

    code = segno.make(text, micro=False, error="m")
    return str(code.svg_data_uri(border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None))


def only_here(address: str) -> bool:
    """Whether ``address`` leads to the reader's own machine, whoever opens it."""
    return urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")
