"""Where a checkpoint comes from: what its card says before the first step of practice."""

from __future__ import annotations

from dataclasses import replace

import torch

from metaunsup.data.files import as_published
from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.meta import MetaLearner
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import TrainingSettings


def fill_card(learner: MetaLearner, settings: TrainingSettings, pool: Pool) -> MetaLearner | None:
    """Fill in ``card``, ``trained_on`` and the cost so far; returns the checkpoint that tasks are made with, if any.

    What another encoder has practised on this one has learned from, too, and what that practice cost was paid. Raises
    ``practised_on_held_out`` where it has met classes that the pool keeps for its tests.
    """
    source = pool.unlabelled("train")
    given = settings.given
    wanted = [reference for reference in (given, settings.start_from) if reference is not None]
    before = {reference: referenced_learner(reference) for reference in wanted}
    for reference, one in before.items():
        if pool.unseen is not None and one.trained_on is not None and torch.isin(one.trained_on, pool.unseen).any():
            raise MetaUnsupError("practised_on_held_out", reference=as_published(reference), pool=pool.name)
    seen = [one.trained_on for one in before.values() if one.trained_on is not None]
    learner.trained_on = torch.cat([source.hashes, *seen]).unique() if seen else source.hashes
    learner.card = {
        "seed": settings.seed,
        "pool": {
            "name": pool.name,
            "part": "train",
            "fingerprint": source.fingerprint,
            "items": len(source),
            "note": pool.note,
        },
        "episodes": settings.episodes,
        "labels": any((one.card or {}).get("labels", False) for one in before.values()),
        "licence": POOLS[pool.name].licence if pool.name in POOLS else None,
        "torch": torch.__version__.split("+")[0],
    }
    if before:
        learner.card["builds_on"] = {
            as_published(reference): {
                "learner": one.name,
                "pool": (one.card or {}).get("pool"),
                "steps": one.progress.step,
            }
            for reference, one in before.items()
        }
    learner.progress = replace(
        learner.progress,
        seconds=sum(one.progress.seconds for one in before.values()),
        items_seen=sum(one.progress.items_seen for one in before.values()),
    )
    return None if given is None else before[given]
