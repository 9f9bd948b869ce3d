"""What learners found out by themselves, over many tasks: how many clusters, how much noise, which parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from metaunsup.evaluation.results import LearnerResult
from metaunsup.learners.registry import known_spec


def findings(results: Sequence[LearnerResult], name: str) -> dict[str, Any]:
    """What there is to say of the learner ``name`` beside its scores, after its last step; empty for most.

    ``noise`` (mean share of items in no cluster) and ``clusters`` (their mean number) of a learner that finds them
    itself; ``chosen``, of parameters picked without labels: a number's mean, and a word's share of the tasks that it
    was picked on; ``knows_sizes``, true, of one that was told that clusters are of equal size;
    ``sees_labels``, true, of a ceiling, which was told the labels.
    """
    found: dict[str, Any] = {}
    if results and results[0].clusters:
        found["noise"] = float(np.mean([one.noise[-1] for one in results]))
        found["clusters"] = float(np.mean([one.clusters[-1] for one in results]))
    chosen = {key: [one.chosen[key] for one in results if key in one.chosen] for one in results for key in one.chosen}
    if chosen:
        found["chosen"] = {key: _summary(values) for key, values in chosen.items()}
    if (spec := known_spec(name)) is not None and spec.knows_sizes:
        found["knows_sizes"] = True
    if any(one.sees_labels for one in results):
        found["sees_labels"] = True
    return found


def earlier_loops(practice: Iterable[Mapping[str, Mapping[str, Any] | None]]) -> list[str]:
    """Whose checkpoint practised the adapting loop of before, in one of ``practice``: learner -> ``meta_training``."""
    told = (name for costs in practice for name, one in costs.items() if one is not None and one.get("earlier_loop"))
    return list(dict.fromkeys(told))


def _summary(values: Sequence[Any]) -> float | dict[str, float]:
    if any(isinstance(value, str) for value in values):
        return {word: count / len(values) for word, count in Counter(map(str, values)).most_common()}
    return float(np.mean(values))


def chosen_text(chosen: Mapping[str, Any]) -> str:
    """Chosen parameters, of one task or of many, as the same words in every language: ``eps 4.21 · linkage ward``."""

    def put(value: Any) -> str:
        if isinstance(value, Mapping):
            return ", ".join(word if share == 1 else f"{word} {share:.0%}" for word, share in value.items())
        return value if isinstance(value, str) else f"{value:.3g}"

    return " · ".join(f"{name} {put(value)}" for name, value in chosen.items())
