"""A learner that is another one with other defaults, told so that scikit-learn and the registry can see them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner

C = TypeVar("C", bound=type[Learner])


def preset(**defaults: Any) -> Callable[[C], C]:
    """Give a subclass its parent's ``__init__`` with these defaults in place of the parent's, and note them as fixed.

    They stay parameters: scikit-learn's ``clone`` and the checkpoints' cards tell a learner by all of them.
    """

    def decorate(build: C) -> C:
        build.preset_of = build.__base__.name  # type: ignore[union-attr]
        build.fixed = {**build.fixed, **defaults}
        parent: Any = build.__init__
        signature = inspect.signature(parent)
        unknown = defaults.keys() - signature.parameters.keys()
        if unknown:
            raise TypeError(f"{build.__name__} has no {sorted(unknown)}")
        own = signature.replace(
            parameters=[
                one.replace(default=defaults.get(name, one.default)) for name, one in signature.parameters.items()
            ]
        )

        def init(*args: Any, **kwargs: Any) -> None:
            bound = own.bind(*args, **kwargs)
            bound.apply_defaults()
            parent(*bound.args, **bound.kwargs)

        init.__signature__ = own  # type: ignore[attr-defined]
        build.__init__ = init  # type: ignore[method-assign]
        return build

    return decorate


def check_fixed(build: type[Learner], options: Mapping[str, Any]) -> None:
    """Refuse an option at another value than the one that makes ``build`` what it is called."""
    for name, value in build.fixed.items():
        if name in options and options[name] != value:
            told = {"value": _typed(options[name]), "fixed": _typed(value)}
            raise MetaUnsupError("option_fixed", learner=build.name, name=name, general=build.preset_of, **told)


def _typed(value: Any) -> str:
    """A value as one types it on the command line."""
    return str(value).lower() if isinstance(value, bool) else str(value)
