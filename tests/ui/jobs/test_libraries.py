"""No two threads import scikit-learn from different ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

from metaunsup.ui.common import warmup
from metaunsup.ui.jobs import libraries

AFTERWARDS = """
import sys
from metaunsup.ui.jobs.libraries import import_libraries

import_libraries()
before = set(sys.modules)
import metaunsup.evaluation.evaluate, metaunsup.evaluation.race, metaunsup.evaluation.compare
import metaunsup.learners.registry, metaunsup.training.estimate, metaunsup.ui.race.recording, metaunsup.ui.tasks.page
print(sorted(name for name in set(sys.modules) - before if name.split(".")[0] == "sklearn"))
"""


@pytest.mark.slow  # a fresh interpreter imports everything
def test_after_the_libraries_no_module_of_ours_imports_more_of_scikit_learn() -> None:
    done = subprocess.run([sys.executable, "-c", AFTERWARDS], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_the_warm_up_begins_with_them() -> None:
    for work in (warmup._prepare, warmup._compile_umap):
        assert work.__globals__["import_libraries"] is libraries.import_libraries
        assert work.__code__.co_names.index("import_libraries") == 0
