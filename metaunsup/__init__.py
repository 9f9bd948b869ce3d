"""MetaUnsup Lab: unsupervised meta-learning that one can see, and a backend that researchers can trust.

``from metaunsup import load_pool, sample_task, make_learner, evaluate, compare, train`` is what most work begins with
(``metaunsup.api``); torch is loaded when one of them is first asked for. ``python -m metaunsup.examples`` shows them.
"""

from metaunsup import words as _words  # gives errors their sentences
from metaunsup.errors import MetaUnsupError

TYPE_CHECKING = False  # true to mypy, and spares ``import metaunsup`` the import of typing
if TYPE_CHECKING:
    from metaunsup.api import compare, evaluate, load_pool, make_learner, sample_task, train

__version__ = "0.1.0"
__all__ = [
    "MetaUnsupError",
    "__version__",
    "compare",
    "evaluate",
    "load_pool",
    "make_learner",
    "sample_task",
    "train",
]

del _words

if not TYPE_CHECKING:  # mypy would take every name for one of this module

    def __getattr__(name: str) -> object:
        if name in __all__:
            from metaunsup import api

            return getattr(api, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
