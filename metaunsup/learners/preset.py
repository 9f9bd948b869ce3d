"""A learner that is another one with other defaults, told so that scikit-learn and the registry can see them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, TypeVar

C = TypeVar("C", bound=type)


def preset(**defaults: Any) -> Callable[[C], C]:
    """Give a subclass its parent's ``__init__`` with these defaults in place of the parent's."""

    def decorate(build: C) -> C:
        parent: Any = build.__init__  # type: ignore[misc]
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
        build.__init__ = init  # type: ignore[misc]
        return build

    return decorate
