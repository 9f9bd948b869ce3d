"""Fields of application: what few-shot learning without labels is asked for outside of class, beside the usual answer.

A field is an object ``Field`` in a file of its own; it is looked up by name, and imported when somebody asks for it.
"""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import TYPE_CHECKING

from metaunsup.errors import MetaUnsupError

if TYPE_CHECKING:
    from metaunsup.applications.field import Field

FIELDS: dict[str, str] = {
    "industry": "metaunsup.applications.industry:INDUSTRY",
    "medical": "metaunsup.applications.medical:MEDICAL",
    "finance": "metaunsup.applications.finance:FINANCE",
    "recommendation": "metaunsup.applications.recommendation:RECOMMENDATION",
}
"""Name -> "module:attribute", in the order of the page."""


def fields() -> tuple[str, ...]:
    """Those that are here."""
    return tuple(name for name, place in FIELDS.items() if find_spec(place.partition(":")[0]) is not None)


def load_field(name: str) -> Field:
    """The field called ``name``; raises ``unknown_field``."""
    if name not in fields():
        raise MetaUnsupError("unknown_field", field=name, known=fields())
    module, _, attribute = FIELDS[name].partition(":")
    found: Field = getattr(importlib.import_module(module), attribute)
    return found
