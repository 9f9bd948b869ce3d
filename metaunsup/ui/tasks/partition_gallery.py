"""A partition in pictures: a row for each cluster, and on request what the clusters really hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st
import torch
from torch import Tensor

from metaunsup.evaluation.partitions import chance_purity, commonest, purity
from metaunsup.ui.common.task_form import group_title
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import sheet
from metaunsup.ui.tasks.clustering import Sample
from metaunsup.ui.tasks.widgets import chosen, one_of, slider
from metaunsup.words import Say

CLUSTERS, MEMBERS = 12, 10  # on a page, in a row
ORDERS = ("largest", "smallest", "mixed")


@dataclass(frozen=True, eq=False)
class View:
    """What is on the table: the pictures, and partition ``number`` of them; ``labels`` where the reader asked."""

    sample: Sample
    assignments: Tensor
    clusters: int
    number: int
    labels: Tensor | None
    class_names: tuple[str, ...]

    @cached_property
    def sizes(self) -> Tensor:
        """Pictures in each cluster, (clusters,) int64."""
        return torch.bincount(self.assignments, minlength=self.clusters)

    def members(self, cluster: int) -> Tensor:
        """Items of a cluster, in the sample's random order."""
        return (self.assignments == cluster).nonzero()[:, 0]


def show(view: View, partitions: int, seed: int, say: Say) -> None:
    """The clusters of one of ``partitions``, page by page."""
    st.session_state["tasks.partition"] = view.number
    left, middle, right = st.columns([4, 3, 3])
    with left:
        one_of("partition", range(1, partitions + 1), say)
    with middle:
        order = _order(view, say)
    ordered = _ordered(view, order)
    with right:
        page = slider("page", 1, -(-len(ordered) // CLUSTERS), say)
    _verdict(view, seed, say)
    shown = ordered[(page - 1) * CLUSTERS : page * CLUSTERS]
    half = -(-len(shown) // 2)
    for place, (column, part) in enumerate(zip(st.columns(2), (shown[:half], shown[half:]), strict=True)):
        if part:
            with column:
                _gallery(view, part, f"tasks.cactus.rows.{place}", say)


def _order(view: View, say: Say) -> str:
    options = [order for order in ORDERS if order != "mixed" or view.labels is not None]
    if st.session_state["tasks.order"] not in options:
        st.session_state["tasks.order"] = "largest"  # what is mixed cannot be known without the truth
    return str(
        st.segmented_control(
            say("tasks.cactus.order"),
            options,
            required=True,
            format_func=lambda code: say(f"tasks.cactus.order.{code}"),
            key="tasks.order",
        )
    )


def _ordered(view: View, order: str) -> list[int]:
    there = view.sizes.nonzero()[:, 0].tolist()  # the largest is cluster 0
    if order == "smallest":
        return there[::-1]
    if order == "mixed" and view.labels is not None:
        labels = view.labels
        share = {c: commonest(labels[view.members(c)])[1] / int(view.sizes[c]) for c in there}
        return sorted(there, key=lambda cluster: (share[cluster], cluster))
    return there


def _verdict(view: View, seed: int, say: Say) -> None:
    st.session_state["tasks.truth"] = bool(st.session_state["tasks.truth"])
    st.toggle(say("tasks.cactus.truth"), help=say("tasks.cactus.truth.help"), key="tasks.truth")
    if view.labels is not None:
        share = purity(view.assignments, view.labels)
        dealt = chance_purity(view.assignments, view.labels, seed)
        st.markdown(say("tasks.cactus.purity", share=f"{share:.0%}", chance=f"{dealt:.0%}"))


def _gallery(view: View, clusters: Sequence[int], key: str, say: Say) -> None:
    groups: list[tuple[str, range]] = []
    items: list[int] = []
    for cluster in clusters:
        members = view.members(cluster)
        first = len(items)
        items += members[:MEMBERS].tolist()
        groups.append((cluster_title(view, cluster, members, say), range(first, len(items))))
    pictures = view.sample.source.items(torch.tensor(items))
    words = {"canvas": say("tasks.cactus.canvas", clusters=len(clusters))}
    show_gallery(sheet(pictures), groups, words, key=key, across=MEMBERS)


def cluster_title(view: View, cluster: int, members: Tensor, say: Say) -> str:
    """A cluster's number and size, whether it is too small, and what most of it is, where that was asked for."""
    title = say("tasks.cactus.row", number=cluster + 1, count=len(members))
    if len(members) < chosen("support") + chosen("query"):
        title += say("tasks.cactus.small")
    if view.labels is not None:
        label, count = commonest(view.labels[members])
        name = group_title(view.class_names[label], say)
        title += say("tasks.cactus.mostly", share=f"{count / len(members):.0%}", name=name)
    return title
