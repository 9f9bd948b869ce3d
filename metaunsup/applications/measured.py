"""What was measured of each field and comes with the program: ``python -m benchmarks.applications`` writes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "measured"


def measured(field: str) -> dict[str, dict[str, Any]]:
    """Of each variant its ``field.summarise``; empty where nothing was measured yet."""
    path = FOLDER / f"{field}.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
