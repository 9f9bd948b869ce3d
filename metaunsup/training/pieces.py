"""What an estimate is put together from: a step, a set of partitions, a validation, each done once or twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import torch
from torch import Tensor

from metaunsup.adaptation.kmeans import kmeans
from metaunsup.data.pool import Pool, Unlabelled
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.latent import LatentLearner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.registry import make_learner
from metaunsup.networks.mlp import first_weight
from metaunsup.tasks.cactus import BATCH, encoder_embedding, make_partitions, pca_embedding
from metaunsup.tasks.episode import Episodes
from metaunsup.tasks.lasium import LasiumEpisodes
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.training.curriculum import Curriculum
from metaunsup.training.memory import saved_for_backward
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.validation import TASKS, Validator

SAMPLE = 2048  # items really embedded; the time for all follows from theirs
# What is larger is done in part, and the rest follows in proportion, so that measuring cannot exhaust the memory of the
# server, whose every other page would end with it.
MOST_BYTES = 150e6  # kept at a time; the process grows by up to four times as much
VECTOR_PLACES = 16
MOST_IMAGES = 2000  # of an episode
HALVED = (
    "gradient_samples",
    "train_steps",
    "support_views",
    "query_views",
)  # where an episode of few kinds is too large
FEW_WAYS, FEWEST = 10, {"train_steps": 2}  # below it the fixed costs of a step would count too much
MOST_DISTANCES = 6_000_000  # items times clusters of a k-means that is really done


def places(images: Tensor) -> int:
    """Pixels of a picture, by which what an encoder keeps of it is reckoned; of a vector as many as keep as much."""
    return images[0, 0].numel() if images.ndim == 4 else VECTOR_PLACES


def one_step(learner: MetaLearner, episodes: Episodes, share: float, pixels: int) -> tuple[float, int]:
    """Seconds of an outer step on images of so many ``pixels``, and the most bytes saved for its gradient at a time.

    Of two the quicker: the first one also fills caches. Tasks of a meta-batch follow each other, so one is done.
    """
    parameters = {name: value.detach().clone().requires_grad_(True) for name, value in learner.ready().items()}
    times, most = [], 0
    part = smaller(learner, share, pixels)
    larger = task_bytes(learner, share, pixels) / task_bytes(part, share, pixels)
    longer = max(larger, _drawn(learner, share) / _drawn(part, share))
    for seed in (0, 1):
        begun = time.perf_counter()
        with saved_for_backward() as peak:
            part.task_gradient(parameters, episodes, torch.Generator().manual_seed(seed), share)
        times.append(time.perf_counter() - begun)
        most = max(most, peak())
    return min(times) * learner.meta_batch * longer, int(most * larger)


def task_bytes(learner: MetaLearner, share: float, pixels: int) -> float:
    """``MetaLearner.task_bytes`` in the numbers that it practises in: float64 takes twice as much as float32."""
    return learner.task_bytes(share, pixels) * learner.dtype.itemsize / 4


def _drawn(learner: MetaLearner, share: float) -> int:
    """How many images a task of practice draws."""
    name, views = learner.episode_size(share)
    return int(learner.options()[name]) * views


def smaller(learner: MetaLearner, share: float, pixels: int) -> MetaLearner:
    """The learner itself, or one whose tasks at ``share`` are as large as can be tried here."""
    while (
        excess := max(_drawn(learner, share) / MOST_IMAGES, task_bytes(learner, share, pixels) / MOST_BYTES)
    ) > 1 and (fewer := _fewer(learner, share, excess)):
        learner = _changed(learner, **fewer)
    return learner


def _changed(learner: MetaLearner, **options: int) -> MetaLearner:
    """A learner as ``learner`` but for some of its options."""
    changed = make_learner(learner.name, **{**learner.options(), **options})
    assert isinstance(changed, MetaLearner)
    changed.device, changed.dtype = learner.device, learner.dtype
    return changed


def _fewer(learner: MetaLearner, share: float, excess: float) -> dict[str, int]:
    """What to change first in a learner whose tasks are ``excess`` times too large: fewer kinds, then all else."""
    options, ways = learner.options(), learner.episode_size(share).ways
    if options[ways] > FEW_WAYS:
        return {ways: max(FEW_WAYS, int(options[ways] / excess))}
    able = {name: options[name] for name in HALVED if options.get(name, 0) > FEWEST.get(name, 1)}
    if able:
        name = max(able, key=able.__getitem__)
        return {name: max(FEWEST.get(name, 1), able[name] // 2)}
    if options[ways] > 2:
        return {ways: 2}
    return {"train_steps": 1} if options.get("train_steps", 1) > 1 else {}  # better a rough figure than none


def partitioning(settings: TrainingSettings, learner: MetaLearner, source: Unlabelled) -> tuple[float, int, Tensor]:
    """Seconds for one set of partitions, bytes it takes, and one partition to draw episodes from."""
    generator = torch.Generator().manual_seed(settings.seed)
    begun = time.perf_counter()
    pixels = source.images[0].numel()
    if settings.episodes == "cactus" and settings.embedding == "pca":
        few = _first(source, int(MOST_BYTES / (12 * pixels)))
        embedding = pca_embedding(few, settings.seed)
        held = 12 * len(source) * pixels  # the pixels as float32, centred, and in the making
    else:
        encoder = referenced_learner(settings.embedding) if settings.episodes == "cactus" else learner
        few, embedding, held = _embedded(source, encoder, encoder.embed, generator)
    scale = len(source) / len(few)
    embedding_seconds = (time.perf_counter() - begun) * scale
    size, clusters = len(source), min(settings.clusters, len(source))
    held += 3 * size * clusters * 4  # distances, and who is nearest to whom, as numbers and as ones
    factor = max(1.0, size * clusters / MOST_DISTANCES, (12 * size * embedding.shape[1] / MOST_BYTES) ** 2)
    few_items, few_clusters = int(size / factor**0.5), max(2, int(clusters / factor**0.5))
    if few_items > len(few):
        # the others stand in as near copies: how long k-means takes hardly depends on where exactly they lie
        copies = torch.arange(few_items) % len(few)
        embedding = embedding[copies] + 0.05 * torch.randn(few_items, embedding.shape[1], generator=generator)
    begun = time.perf_counter()
    if factor > 1:  # fewer items in fewer clusters of the same size
        part = kmeans(embedding[:few_items], few_clusters, generator, starts=1)
        seconds = (time.perf_counter() - begun) * factor
        order = torch.randperm(size, generator=generator)
        partition = (part[order % few_items] + few_clusters * (order % max(1, clusters // few_clusters)))[None]
    else:
        partition = make_partitions(embedding, 1, clusters, generator)
        seconds = time.perf_counter() - begun
    return embedding_seconds + seconds * settings.partitions, held, partition


def encoding(curriculum: Curriculum) -> tuple[float, int, LasiumEpisodes]:
    """Seconds to find the latents of all items, bytes it takes, and episodes around those of some of them."""
    settings, source = curriculum.settings, curriculum.source
    begun = time.perf_counter()
    encoder = referenced_learner(settings.embedding)
    assert isinstance(encoder, LatentLearner)
    few, latents, held = _embedded(source, encoder, encoder.codes, torch.Generator().manual_seed(settings.seed))
    seconds = (time.perf_counter() - begun) * len(source) / len(few)
    latents = latents[torch.arange(len(source)) % len(few)]
    return seconds, held, curriculum.around(latents)


def _embedded(
    source: Unlabelled,
    encoder: MetaLearner,
    embed: Callable[[Mapping[str, Tensor], Tensor], Tensor],
    generator: torch.Generator,
) -> tuple[Unlabelled, Tensor, int]:
    """As many items as can be tried here, what ``embed`` of ``encoder`` makes of them, and the bytes of a batch."""
    parameters = encoder.ready()
    # what the first block makes of an item of a batch
    each = 3 * encoder.dtype.itemsize * len(first_weight(parameters)) * places(source.images)
    few = _first(source, SAMPLE if BATCH * each <= MOST_BYTES else int(MOST_BYTES / each))
    return few, encoder_embedding(few, lambda items: embed(parameters, items), generator), BATCH * each


def _first(source: Unlabelled, count: int) -> Unlabelled:
    count = max(2, min(count, len(source)))
    return Unlabelled(source.pool, source.part, source.images[:count], source.hashes[:count])


def refuse_small_groups(learner: MetaLearner, partition: Tensor, share: float, pool: str) -> None:
    """Refuse a partition (1, N) whose clusters are too small for the learner's episodes, as drawing them would."""
    sizes, need = torch.bincount(partition[0]), learner.episode_size(share).views
    if int((sizes >= need).sum()) < 2:
        raise MetaUnsupError("cactus_too_small", need=need, largest=int(sizes.max()), pool=pool)


def validating(settings: TrainingSettings, learner: MetaLearner, pool: Pool) -> tuple[float, float, int]:
    """Seconds of one validation, and of the yardstick beforehand; bytes saved for gradients at a task."""
    begun = time.perf_counter()
    validator = Validator(pool, settings.seed)
    baseline = time.perf_counter() - begun
    if not validator.tasks:
        return 0.0, 0.0, 0
    options, pixels = learner.options(), places(pool.images)
    draws, judged = options.get("samples", 1), options.get("gradient_samples", 1)
    full = judged * learner.kept_bytes(2 * validator.ways * validator.shots, pixels) * learner.dtype.itemsize / 4
    longer = larger = 1.0
    part, shots = learner, validator.shots
    if max(full, full * draws / judged / 3) > MOST_BYTES:  # draws without a gradient take less, but all stay
        if "samples" in options:
            part = _changed(learner, samples=1, gradient_samples=1)
            part.begin(learner.ready())
            longer, larger = (max(draws, judged) + 3 * judged) / 4, float(max(draws / 3, judged))
        shots = max(1, min(shots, int(shots * judged * MOST_BYTES / full)))
        longer, larger = longer * validator.shots / shots, larger * validator.shots / shots
    validator.tasks = [
        sample_clustering_task(pool, validator.ways, shots, task.seed, part="validation")
        for task in validator.tasks[:2]
    ]
    begun = time.perf_counter()
    with saved_for_backward() as peak:
        validator.measure(part)
    return (time.perf_counter() - begun) / 2 * TASKS * longer, baseline, int(peak() * larger)
