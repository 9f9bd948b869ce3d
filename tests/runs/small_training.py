"""A training so small that it takes a moment, and what is left of it to compare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from metaunsup.training.settings import TrainingSettings


def settings(steps: int = 4, **more: Any) -> TrainingSettings:
    options = {"ways": 4, "query_views": 1, **more.pop("options", {})}
    return TrainingSettings("protonet", steps=steps, options=options, **{"seed": 3, "validate_every": 2, **more})


def remains(folder: Path) -> dict[str, Any]:
    """What a training left, apart from how long it took."""
    from safetensors.torch import load_file

    card = json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]
    for timed in (card, *lines):
        assert timed.pop("seconds") > 0 or timed["step"] == 0
    parameters = {name: value.numpy().tobytes() for name, value in load_file(folder / "checkpoint.safetensors").items()}
    return {"parameters": parameters, "card": card, "metrics": lines}
