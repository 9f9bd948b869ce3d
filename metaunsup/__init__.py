"""MetaUnsup Lab: unsupervised meta-learning that one can see, and a backend that researchers can trust."""

from metaunsup import words as _words  # gives errors their sentences
from metaunsup.errors import MetaUnsupError

__version__ = "0.1.0"
__all__ = ["MetaUnsupError", "__version__"]

del _words
