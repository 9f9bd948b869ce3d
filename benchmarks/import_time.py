"""How long `import metaunsup` takes: ``python -m benchmarks.import_time [--times 21]``.

Each time in a fresh interpreter, whose own start is left out; the mark is a median under 50 ms. Writes
benchmarks/results/import_time.json.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.readme import RESULTS

MARK = 50.0  # milliseconds
CODE = "import time; begun = time.perf_counter(); import metaunsup; print(1000 * (time.perf_counter() - begun))"


def measure(times: int) -> list[float]:
    """Milliseconds of each import."""
    command, root = [sys.executable, "-c", CODE], Path(__file__).parents[1]
    return [float(subprocess.check_output(command, cwd=root, text=True)) for _ in range(times)]


def main() -> None:
    """Measure, keep and tell."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--times", type=int, default=21)
    found = measure(ask.parse_args().times)
    median = statistics.median(found)
    result = {"milliseconds": [round(one, 1) for one in found], "median": round(median, 1), "mark": MARK}
    (RESULTS / "import_time.json").write_text(json.dumps(result) + "\n", encoding="utf-8")
    print(f"import metaunsup: median {median:.1f} ms of {len(found)} (mark: {MARK:g} ms)")
    if median >= MARK:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
