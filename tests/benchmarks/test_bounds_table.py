"""The table of VAEs and their controls."""

from __future__ import annotations

from benchmarks.bounds import NAMES, PAIRS, table


def test_a_row_for_each_learner_and_each_pair() -> None:
    found = {name: [0.1 * place, 0.1 * place + 0.2] for place, name in enumerate(NAMES)}
    head, *rows = table({"mnist": found})
    assert head == ["", "mnist (2 tasks)"] and len(rows) == len(NAMES) + len(PAIRS)
    assert rows[0] == ["`kmeans`", "0.100 ± 1.271"]  # t of one degree of freedom, 12.71, times 0.1
    assert rows[len(NAMES)] == ["`vae` minus `kmeans`, paired", "+0.400 ± 0.000"]
