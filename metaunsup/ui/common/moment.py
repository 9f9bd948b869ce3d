"""A moment of what moves on a page, as a link holds it: of a race the step, how it is shown, and whether the truth is.

On a page called PAGE its parts are ``PAGE.step``, ``PAGE.view`` and ``PAGE.truth``, among the fields of its link.
Where ``fields`` are given, a moment has those parts instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from metaunsup.ui.common import link, shell
from metaunsup.ui.common.link import Field
from metaunsup.ui.common.requests import MOMENT_FIELDS
from metaunsup.words import Say

NEVER: dict[str, Any] = {name: field.default for name, field in MOMENT_FIELDS.items()}


def moment_of(page: str, fields: Mapping[str, Field] = MOMENT_FIELDS) -> dict[str, Any]:
    """The moment that PAGE's link, or whoever shared it last, speaks of; defaults where nobody did."""
    return {name: st.session_state.get(f"{page}.{name}", field.default) for name, field in fields.items()}


def keep_moment(page: str, told: object, fields: Mapping[str, Field] = MOMENT_FIELDS) -> None:
    """Take over what the browser told of itself, as a stranger's link is read; None: no moment."""
    written = {name: str(told[name]) for name in fields if name in told} if isinstance(told, Mapping) else {}
    for name, value in link.read(written, fields)[0].items():
        st.session_state[f"{page}.{name}"] = value


@dataclass(frozen=True)
class Shared:
    """A race as ``page`` shows it: its link's ``fields``, and their ``values``, but for the moment.

    ``own``: whether one browser alone can open it.
    """

    page: str
    fields: Mapping[str, Field]
    values: Mapping[str, Any]
    own: bool = False

    def address(self, say: Say) -> str:
        """The whole link of this race at its moment."""
        parameters = link.write({**self.values, **moment_of(self.page)}, self.fields)
        return shell.address(self.page, {"lang": say.lang, **parameters})
