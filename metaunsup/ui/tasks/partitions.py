"""The panel of partitions (CACTUs) on the page of tasks: what is clustered, how, and what comes of it."""

from __future__ import annotations

import streamlit as st
from torch import Tensor

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.tasks import clustering, partition_episode, partition_gallery
from metaunsup.ui.tasks.clustering import PCA, Sample, embeddings
from metaunsup.ui.tasks.partition_gallery import ORDERS, View
from metaunsup.ui.tasks.widgets import chosen, slider
from metaunsup.words import Say

FIELDS: dict[str, Field] = {
    "embedding": Choice(PCA, embeddings),
    "clusters": Whole(60, 2, 300),
    "partitions": Whole(4, 1, 10),
    "partition": Whole(1, 1, 10),
    "against": Whole(2, 1, 10),
    "order": Choice("largest", ORDERS),
    "page": Whole(1, 1, 25),
    "cluster": Whole(1, 1, 300),
    "kinds": Whole(20, 2, 128),
    "support": Whole(1, 1, 10),
    "query": Whole(2, 1, 20),
    "truth": Whole(0, 0, 1),
}


@st.cache_resource(show_spinner=False, max_entries=4)
def sample_of(pool: str, seed: int) -> Sample:
    """Some of the pool's practice part, one for all viewers."""
    return clustering.sample(pool, seed)


@st.cache_resource(show_spinner=False, max_entries=16)
def _embedding(pool: str, seed: int, embedding: str) -> Tensor:
    return clustering.embed(sample_of(pool, seed).source, embedding, seed)


@st.cache_resource(show_spinner=False, max_entries=128)
def partition_of(pool: str, seed: int, embedding: str, clusters: int, number: int) -> Tensor:
    """Partition ``number`` of that sample, one for all viewers."""
    return clustering.partition(_embedding(pool, seed, embedding), clusters, seed, number)


@st.cache_resource(show_spinner=False, max_entries=16)
def drawn_of(pool: str, seed: int, reference: str, rows: int, each: int) -> Tensor:
    """What LASIUM draws around the first pictures of that sample, one for all viewers."""
    return clustering.drawn(sample_of(pool, seed).source, reference, rows, each, seed)


def show_partitions(choice: TaskChoice, say: Say) -> None:
    """Clusters as rows of pictures, and all that one can ask of them."""
    st.markdown(say("tasks.cactus.about"))
    sample = sample_of(choice.pool, choice.seed)
    embedding = _settings(len(sample.source), say)
    clusters, partitions = chosen("clusters"), chosen("partitions")

    def made(number: int) -> Tensor:
        return partition_of(choice.pool, choice.seed, embedding, clusters, number)

    key = "tasks.cactus.sample" if len(sample.source) < sample.total else "tasks.cactus.all"
    st.caption(say(key, items=f"{len(sample.source):,}", total=f"{sample.total:,}"))
    number = min(chosen("partition"), partitions)
    try:
        with st.spinner(say("tasks.cactus.working")):
            assignments = made(number)
        labels, names = truth_of(choice, sample)
        view = View(sample, assignments, clusters, number, labels, names)
        partition_gallery.show(view, partitions, choice.seed, say)
        partition_episode.practice_task(view, choice, say)
        if partitions > 1:
            with st.spinner(say("tasks.cactus.working")):
                partition_episode.compare(view, partitions, made, say)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))


def _settings(items: int, say: Say) -> str:
    left, middle, right = st.columns(3)
    with left:
        embedding = st.selectbox(
            say("tasks.cactus.embedding"),
            embeddings(),
            format_func=lambda code: embedding_title(code, say),
            help=say("tasks.cactus.embedding.help"),
            key="tasks.embedding",
        )
    with middle:
        slider("clusters", 2, min(300, items), say)
    with right:
        slider("partitions", 1, 10, say)
    return embedding


def embedding_title(code: str, say: Say) -> str:
    """What is clustered, in words."""
    if code == PCA:
        return say("tasks.cactus.pca")
    pool, _, learner = code.removeprefix("shipped:").partition("/")
    titles = {"learner": say.learner_title(learner), "pool": say(f"pool.{pool}.title")}
    return say("tasks.cactus.encoder", **titles)


def truth_of(choice: TaskChoice, sample: Sample) -> tuple[Tensor | None, tuple[str, ...]]:
    """Labels of the sample and their names, only where the reader asked for them."""
    from metaunsup.data.registry import load_pool

    pool = load_pool(choice.pool)
    if not chosen("truth") or pool.labels is None:
        return None, ()
    part = pool.part("train")
    return part.labels[sample.index], part.class_names
