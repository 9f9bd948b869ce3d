"""torchvision, mended where it needs to be; the one module that imports it.

The registry's torchvision is built against CUDA. Beside a CPU build of torch its compiled operators cannot load, and
``import torchvision`` stops at "operator torchvision::nms does not exist", although data sets, transforms and utils
need none of them. Declaring the two schemas it asks about lets the import go on.

Importing this takes about two seconds, so callers import it inside the function that needs it.
"""

from __future__ import annotations

import sys

import torch

_SCHEMA = "{}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
_library: torch.library.Library | None = None  # its declarations last as long as this object does


def _declare_operators() -> None:
    global _library
    _library = torch.library.Library("torchvision", "DEF")
    for operator in ("nms", "qnms"):
        _library.define(_SCHEMA.format(operator))


try:
    import torchvision
except RuntimeError as error:
    if "torchvision::nms" not in str(error):
        raise
    # What the failed import left behind would be half a package: start over.
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]
    _declare_operators()
    import torchvision

from torchvision import datasets, transforms, utils  # noqa: E402 - after the mending

__all__ = ["datasets", "torchvision", "transforms", "utils"]
