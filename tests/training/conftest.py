"""A pool so small that a training takes a moment, and what is left of a training to compare."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import load_file

from metaunsup.data.pool import Pool
from metaunsup.training import train as training
from metaunsup.training import validation
from metaunsup.training.settings import TrainingEvent, TrainingSettings
from metaunsup.training.train import train

OPTIONS: dict[str, dict[str, Any]] = {
    "protonet": {"ways": 4},
    "maml": {
        "ways": 3,
        "support_views": 2,
        "query_views": 1,
        "train_steps": 2,
        "warmup_ways": 4,
        "learn_rates": True,
        "warmup": 0.3,
        "first_order_until": 0.6,
    },
    "fomaml": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 1, "warmup_ways": 4},
    "anil": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 1, "warmup_ways": 4, "warmup": 0.3},
    "metasgd": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 1, "warmup_ways": 4, "warmup": 0.3},
    "mtnet": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 1, "warmup_ways": 4, "warmup": 0.3},
    "viml": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 2, "warmup_ways": 4, "warmup": 0.3},
    "selfcritique": {"ways": 3, "support_views": 2, "query_views": 1, "train_steps": 1},
    "leo": {"ways": 3, "support_views": 2, "query_views": 1, "code_steps": 1, "weight_steps": 1, "warmup_ways": 4},
    "reptile": {"ways": 3, "train_steps": 2},
    "autoencoder": {"ways": 4},
    "simclr": {"ways": 4},
    "vae": {"ways": 4},
    "gmvae": {"ways": 4, "components": 3},
    "gan": {"ways": 4},
    "memory": {"ways": 4, "support_views": 2, "query_views": 2, "orders": 4},
    "rl": {"ways": 3, "support_views": 2, "query_views": 2, "players": 4, "entries": 3},
    "psco": {"ways": 4, "queue_size": 64},
}


@pytest.fixture(autouse=True)
def brief_validation(monkeypatch) -> None:
    monkeypatch.setattr(validation, "TASKS", 2)
    monkeypatch.setattr(validation, "ADAPT_STEPS", 1)


@pytest.fixture
def pool(small_pool, monkeypatch) -> Pool:
    """``small_pool``, and every training of this test reads it."""
    monkeypatch.setattr(training, "resolve_pool", lambda name: small_pool)
    return small_pool


@pytest.fixture
def settings() -> Callable[..., TrainingSettings]:
    def build(learner: str = "protonet", steps: int = 4, **more: Any) -> TrainingSettings:
        options = {**OPTIONS[learner], **more.pop("options", {})}
        return TrainingSettings(learner, steps=steps, options=options, **{"seed": 3, "validate_every": 2, **more})

    return build


@pytest.fixture
def steps() -> Callable[..., list[TrainingEvent]]:
    """Train to the end: what was told of the steps."""

    def run(*arguments: Any, **more: Any) -> list[TrainingEvent]:
        return [told for told in train(*arguments, **more) if isinstance(told, TrainingEvent)]

    return run


@pytest.fixture
def stopped() -> Callable[..., None]:
    """``stopped(settings, out, after)``: begin or resume, and close once ``after`` further steps are done."""

    def run(settings: TrainingSettings, out: Path, after: int) -> None:
        work = train(settings, out, resume=(out / "state.safetensors").exists())
        while after > 0:
            after -= isinstance(next(work), TrainingEvent)
        work.close()

    return run


@pytest.fixture
def remains() -> Callable[[Path], dict[str, Any]]:
    """What a training left, apart from how long it took."""

    def read(out: Path) -> dict[str, Any]:
        card = json.loads((out / "checkpoint.json").read_text(encoding="utf-8"))
        lines = [json.loads(line) for line in (out / "metrics.jsonl").read_text(encoding="utf-8").splitlines()]
        state = load_file(out / "state.safetensors")
        state["progress"] = state["progress"][[0, 1, 3]]
        for timed in (card, *lines):
            assert timed.pop("seconds") > 0 or timed["step"] == 0
        return {
            "checkpoint": (out / "checkpoint.safetensors").read_bytes(),
            "card": card,
            "map": path.read_bytes() if (path := out / "map.safetensors").exists() else None,
            "metrics": lines,
            "state": {name: value.numpy().tobytes() for name, value in state.items()},
        }

    return read
