"""What lessons say was measured stands in the files of results."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from metaunsup.evaluation.metrics import mean_interval
from metaunsup.lessons.measured import ABLATION, COMMANDS, KIN, MEASURED, OMNIGLOT
from metaunsup.words import WORDS

ROOT = Path(__file__).parents[2]


def found(content: Any, path: tuple[str | int, ...]) -> float:
    """The number at ``path``; "*" is the mean over a list."""
    if not path:
        return float(content)
    if path[0] == "*":
        return fmean(found(one, path[1:]) for one in content)
    return found(content[path[0]], path[1:])


@pytest.mark.parametrize("file", COMMANDS)
def test_every_number_is_the_one_in_the_file(file: str) -> None:
    content = json.loads((ROOT / file).read_text(encoding="utf-8"))
    wrong = [
        f"{name}: said {one.value}, measured {one.sign * found(content, one.path)}"
        for name, one in MEASURED.items()
        if one.file == file
        and abs(one.value - one.sign * found(content, one.path))
        > (0.5 if one.value > 5 else 0.005 if name.startswith("sine") else 0.0005) + 1e-9
    ]
    assert not wrong, "\n".join(wrong)
    assert any(one.file == file for one in MEASURED.values())


def test_the_numbers_in_the_sentences_themselves_are_those_of_the_files() -> None:
    ablation = json.loads((ROOT / ABLATION).read_text(encoding="utf-8"))
    ends = [[fmean(one["end"]) for one in ablation[way]] for way in ("maml (as it is)", "- second order (fomaml)")]
    over_seeds = mean_interval([a - b for a, b in zip(*ends, strict=True)])  # seed by seed
    control, orders = (
        json.loads((ROOT / file).read_text(encoding="utf-8"))["paired"]["accuracy"][pair]["ci95"]
        for file, pair in ((OMNIGLOT, "protonet-adapt vs maml"), (KIN, "maml vs fomaml"))
    )

    def half(interval: list[float]) -> float:
        return 50 * (interval[1] - interval[0])

    for column in (0, 1):
        said = WORDS["lessons.orders.told"][column]
        assert f"{100 * over_seeds.mean:.1f} " in said and f"± {100 * over_seeds.margin:.1f}" in said
        assert f"± {half(orders):.1f}" in said
        assert f"± {half(control):.1f}" in WORDS["lessons.control.told"][column]
    assert 0 < MEASURED["bo_vae"].value - MEASURED["bo_denoising"].value < 0.03  # "within three points"
