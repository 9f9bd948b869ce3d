"""torchvision imports beside any build of torch, and its registered names are the ones that the pools rely on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from metaunsup.data import downloads, omniglot
from metaunsup.data.mnist_family import FASHION_MNIST, KMNIST, MNIST


@pytest.mark.slow
def test_it_imports_here_and_after_someone_elses_failed_import() -> None:
    """The second in a process of its own, since an import happens once."""
    from metaunsup.data.vision import transforms

    assert transforms.ToTensor.__name__ == "ToTensor"
    before = "try:\n    import torchvision\nexcept RuntimeError:\n    pass\n"
    code = before + "from metaunsup.data.vision import datasets, transforms\nprint(transforms.ToTensor.__name__)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "ToTensor", done.stderr


def test_loading_the_registry_does_not_import_it() -> None:
    code = "import sys, metaunsup.data.registry\nprint('torchvision' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "False", done.stderr


def test_downloads_land_where_the_pools_look() -> None:
    root = Path("root")
    for member in (MNIST, FASHION_MNIST, KMNIST, omniglot.WHOLE, omniglot.MINIMAL):
        wanted = [root / resource.target for resource in downloads.resources(member.pool)]
        assert sorted(wanted) == sorted(member.files(root))
        assert all(len(resource.md5) == 32 and resource.urls for resource in downloads.resources(member.pool))
    assert downloads.resources("digits") == ()
