"""Latent space: what encoders see in pictures, laid out on a plane; and what decoders draw."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.latent_space import page

    page.show(say)


SAY = shell.begin("latent_space")
with shell.guarded(SAY):
    content(SAY)
