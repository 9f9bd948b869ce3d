"""The table of unseen alphabets, from what ``evaluate`` writes."""

from __future__ import annotations

from benchmarks.alphabets import table


def test_a_row_for_each_learner_that_tells_alphabets() -> None:
    def around(mean: float) -> dict:
        return {"mean": mean, "ci95": [mean - 0.1, mean + 0.1]}

    told = {
        "kmeans": {"groups": {"Balinese": around(0.4), "Sanskrit": around(0.3)}},
        "maml": {"groups": {"Balinese": around(0.9), "Sanskrit": around(0.8)}},
        "old": {},
    }
    assert table({"learners": told}) == [
        ["", "Balinese", "Sanskrit"],
        ["`kmeans`", "0.400 ± 0.100", "0.300 ± 0.100"],
        ["`maml`", "0.900 ± 0.100", "0.800 ± 0.100"],
    ]
    assert table({"learners": {"old": {}}}) == [[""]]
