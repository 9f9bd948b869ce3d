"""The columns of the reference experiment: the commands that they are, without running one."""

from __future__ import annotations

import pytest

from benchmarks import reference
from metaunsup.cli.evaluate import read_numbers
from metaunsup.cli.main import main
from metaunsup.data.registry import POOLS


@pytest.mark.parametrize("table", reference.TABLES)
def test_a_column_is_a_command_that_is_understood(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def understood(chosen, say) -> int:
        asked.append((chosen, read_numbers(chosen)))
        return 0

    monkeypatch.setattr("metaunsup.cli.evaluate.run", understood)
    monkeypatch.setattr(reference, "metaunsup", main)
    reference.evaluate(table, everyone=True)
    ((chosen, numbers),) = asked
    pool, trained_on, ways, steps, *_ = reference.TABLES[table]
    assert (chosen.pool, chosen.trained_on) == (pool, trained_on) and {pool, trained_on} <= set(POOLS)
    assert (numbers["ways"], numbers["shots"], numbers["adapt_steps"]) == (ways, 20, steps)
    assert numbers["imbalance"] == (1.0 if table == "dirichlet" else None)
    assert chosen.json.endswith(f"reference-{table}.json") and chosen.learners.split(",") == list(reference.LEARNERS)


def test_held_out_digits_are_practised_on_nowhere() -> None:
    for table in ("held-out-digits", "held-out-digits-reverse"):
        pool, trained_on, ways, *_ = reference.TABLES[table]
        assert pool == trained_on and ways == 5
