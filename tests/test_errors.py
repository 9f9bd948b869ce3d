"""Errors as JSON holds them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from metaunsup.errors import LONGEST, MetaUnsupError


def test_fields_go_through_json_and_keep_their_kind() -> None:
    fields = {"a": 3, "b": np.int64(4), "c": 0.1 + 0.2, "d": None, "e": True, "f": "text", "g": ("x", (1, 2.5))}
    odd = {
        "nan": float("nan"),
        "path": Path("/a"),
        "error": OSError("gone"),
        "tensor": torch.tensor(1),
        "all": "x" * 9999,
    }
    plain = MetaUnsupError("items_shape", **fields, **odd).plain_fields()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert {name: plain[name] for name in fields} == {**fields, "g": ["x", [1, 2.5]]}
    assert [plain[name] for name in odd] == ["nan", "/a", "gone", "tensor(1)", "x" * LONGEST]


def test_a_number_told_to_another_process_is_still_one() -> None:
    error = MetaUnsupError("compare_too_large", cells=2, tasks=3, total=6000, records=9, most=1, most_records=1)
    again = MetaUnsupError(error.code, **json.loads(json.dumps(error.plain_fields())))
    assert str(again) == str(error) and "6,000 tasks" in str(again)
