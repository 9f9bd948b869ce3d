"""Links: what is written is read back, and junk falls back to the default and is named."""

from __future__ import annotations

import pytest

from metaunsup.ui.common import link
from metaunsup.ui.common.link import Choice, Field, Real, Several, Whole

FIELDS: dict[str, Field] = {
    "pool": Choice("digits", ("digits", "mnist")),
    "ways": Whole(10, 2, 50),
    "imbalance": Real(None, 0.01, 1000),
    "learners": Several(("kmeans", "maml"), ("kmeans", "maml", "reptile"), 2),
}
DEFAULTS = {"pool": "digits", "ways": 10, "imbalance": None, "learners": ("kmeans", "maml")}


def test_an_empty_link_means_the_defaults() -> None:
    assert link.read({}, FIELDS) == (DEFAULTS, [])


def test_defaults_are_left_out_of_the_link() -> None:
    assert link.write(DEFAULTS, FIELDS) == {}


def test_what_is_written_is_read_back() -> None:
    values = {"pool": "mnist", "ways": 3, "imbalance": 0.5, "learners": ("reptile",)}
    written = link.write(values, FIELDS)
    assert written == {"pool": "mnist", "ways": "3", "imbalance": "0.5", "learners": "reptile"}
    assert link.read(written, FIELDS) == (values, [])


@pytest.mark.parametrize("value", [0.01, 0.012345678901234567, 1 / 3, 123.456789, 1000.0, 1000])
def test_a_number_comes_back_to_the_last_digit(value: float) -> None:
    values, ignored = link.read(link.write({"imbalance": value}, FIELDS), FIELDS)
    assert (values["imbalance"], ignored) == (value, [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pool", "../../etc/passwd"),
        ("pool", ""),
        ("ways", "0"),
        ("ways", "51"),
        ("ways", "-3"),
        ("ways", "ten"),
        ("ways", "1e1"),
        ("ways", "9" * 400),
        ("ways", "１２"),
        ("imbalance", "nan"),
        ("imbalance", "inf"),
        ("imbalance", "-1"),
        ("imbalance", "0"),
        ("learners", ""),
        ("learners", "kmeans,kmeans"),
        ("learners", "kmeans,maml,reptile"),
        ("learners", "kmeans,<script>"),
    ],
)
def test_junk_falls_back_and_is_named(name: str, text: str) -> None:
    values, ignored = link.read({name: text}, FIELDS)
    assert values == DEFAULTS
    assert len(ignored) == 1
    assert ignored[0].startswith(f"{name}=")


def test_junk_is_shown_short_and_without_markup() -> None:
    shown = link.shown("`**bold**`\n" + "x" * 100)
    assert "`" not in shown
    assert "\n" not in shown
    assert len(shown) == 24


def test_unknown_parameters_are_left_alone() -> None:
    assert link.read({"utm_source": "mail"}, FIELDS) == (DEFAULTS, [])
