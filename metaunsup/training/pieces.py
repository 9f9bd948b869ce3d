"""What an estimate is put together from: a step, a set of partitions, a validation, each done once or twice."""

from __future__ import annotations

import time

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.data.pool import Pool, Unlabelled
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.cactus import BATCH, encoder_embedding, make_partitions, pca_embedding
from metaunsup.tasks.episode import Episodes
from metaunsup.training.memory import saved_for_backward
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.validation import TASKS, Validator

SAMPLE = 2048  # items really embedded; the time for all follows from theirs
MOST_IMAGES = 2000  # of an episode; of a larger one a part is done, so that measuring cannot exhaust the memory
MOST_DISTANCES = 6_000_000  # items times clusters of a k-means that is really done


def one_step(learner: MetaLearner, episodes: Episodes, share: float) -> tuple[float, int]:
    """Seconds of an outer step, and the most bytes were saved for its gradient at a time.

    Of two the quicker: the first one also fills caches. Tasks of a meta-batch follow each other, so one is done.
    """
    parameters = {name: value.detach().clone().requires_grad_(True) for name, value in learner.ready().items()}
    times, most = [], 0
    learner, factor = _smaller(learner, share)
    for seed in (0, 1):
        begun = time.perf_counter()
        with saved_for_backward() as peak:
            learner.task_gradient(parameters, episodes, torch.Generator().manual_seed(seed), share)
        times.append(time.perf_counter() - begun)
        most = max(most, peak())
    return min(times) * learner.meta_batch * factor, int(most * factor)


def _smaller(learner: MetaLearner, share: float) -> tuple[MetaLearner, float]:
    """A learner with episodes at ``share`` small enough to try, and how many times larger the real ones are."""
    options = learner.options()
    name, views = learner.episode_size(share)
    factor = options[name] * views / MOST_IMAGES
    if factor <= 1:
        return learner, 1.0
    few = max(2, int(options[name] / factor))
    smaller = make_learner(learner.name, **{**options, name: few})
    assert isinstance(smaller, MetaLearner)
    return smaller, options[name] / few


def partitioning(settings: TrainingSettings, learner: MetaLearner, source: Unlabelled) -> tuple[float, int, Tensor]:
    """Seconds for one set of partitions, bytes it takes, and one partition to draw episodes from."""
    generator = torch.Generator().manual_seed(settings.seed)
    begun = time.perf_counter()
    if settings.episodes == "cactus" and settings.embedding == "pca":
        embedding, scale = pca_embedding(source, settings.seed), 1.0
        held = 3 * len(source) * source.images[0].numel() * 4  # the pixels as float32, centred, and in the making
    else:
        encoder = referenced_learner(settings.embedding) if settings.episodes == "cactus" else learner
        few = Unlabelled(source.pool, source.part, source.images[:SAMPLE], source.hashes[:SAMPLE])
        embedding = encoder_embedding(few, lambda items: encoder.embed(encoder.ready(), items), generator)
        scale = len(source) / len(few)
        # the others stand in as near copies: how long k-means takes hardly depends on where exactly they lie
        copies = torch.arange(len(source)) % len(few)
        embedding = embedding[copies] + 0.05 * torch.randn(len(source), embedding.shape[1], generator=generator)
        width = encoder.ready()["blocks.0.conv.weight"].shape[0]
        held = 3 * BATCH * width * source.images[0, 0].numel() * 4  # what the first block makes of a batch
    embedding_seconds = (time.perf_counter() - begun) * scale
    size, clusters = len(source), min(settings.clusters, len(source))
    held += 3 * size * clusters * 4  # distances, and who is nearest to whom, as numbers and as ones
    factor = max(1.0, size * clusters / MOST_DISTANCES)
    begun = time.perf_counter()
    if factor > 1:  # fewer items in fewer clusters of the same size
        few_items, few_clusters = int(size / factor**0.5), max(2, int(clusters / factor**0.5))
        part = kmeans(embedding[:few_items], few_clusters, generator, starts=1)
        seconds = (time.perf_counter() - begun) * factor
        order = torch.randperm(size, generator=generator)
        partition = (part[order % few_items] + few_clusters * (order % max(1, clusters // few_clusters)))[None]
    else:
        partition = make_partitions(embedding, 1, clusters, generator)
        seconds = time.perf_counter() - begun
    return embedding_seconds + seconds * settings.partitions, held, partition


def validating(settings: TrainingSettings, learner: MetaLearner, pool: Pool) -> tuple[float, float]:
    """Seconds of one validation, and of the yardstick beforehand."""
    begun = time.perf_counter()
    validator = Validator(pool, settings.seed)
    baseline = time.perf_counter() - begun
    if not validator.tasks:
        return 0.0, 0.0
    validator.tasks = validator.tasks[:2]
    begun = time.perf_counter()
    validator.measure(learner)
    return (time.perf_counter() - begun) / 2 * TASKS, baseline
