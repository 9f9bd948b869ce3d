"""What partitions are for: a practice task made of one, and why there is more than one."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
import torch
from torch import Tensor

from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.partitions import still_together
from metaunsup.tasks.cactus import CactusEpisodes
from metaunsup.tasks.streams import stream
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import sheet
from metaunsup.ui.tasks.partition_gallery import View
from metaunsup.ui.tasks.widgets import chosen, one_of, slider
from metaunsup.words import Say

ROWS = 6  # of the practice task
CLOSER = 40  # pictures of the cluster that is looked at closely


def practice_task(view: View, choice: TaskChoice, say: Say) -> None:
    """How many clusters can be used, and the first kinds of a task made of them."""
    st.markdown(f"#### {say('tasks.cactus.episode')}")
    for column, (name, low, high) in zip(
        st.columns(3), (("kinds", 2, 128), ("support", 1, 10), ("query", 1, 20)), strict=True
    ):
        with column:
            slider(name, low, high, say)
    kinds, support, query = chosen("kinds"), chosen("support"), chosen("query")
    need = support + query
    able = int((view.sizes >= need).sum())
    facts = {"need": need, "dropped": view.clusters - able, "clusters": view.clusters, "able": able}
    st.markdown(say("tasks.cactus.dropped" if able < view.clusters else "tasks.cactus.all_able", **facts))
    if 2 <= able < kinds:
        st.info(say("tasks.cactus.fewer", able=able, kinds=kinds))
    episodes = CactusEpisodes(view.sample.source, view.assignments[None], st.session_state["tasks.strength"])
    try:
        episode = episodes.draw(min(kinds, ROWS), support, query, stream(choice.seed, "cactus", choice.pool))
    except MetaUnsupError as error:
        st.warning(explain_publicly(error, say))
        return
    rows = torch.cat([episode.support.unflatten(0, (-1, support)), episode.query.unflatten(0, (-1, query))], dim=1)
    half = -(-len(rows) // 2)
    for place, (column, part) in enumerate(zip(st.columns(2), (rows[:half], rows[half:]), strict=True)):
        groups = [
            (say("tasks.umtra.row", number=place * half + row + 1), range(row * need, (row + 1) * need))
            for row in range(len(part))
        ]
        words = {"canvas": say("tasks.cactus.episode.canvas", rows=len(part))}
        with column:
            if groups:
                key = f"tasks.cactus.episode.{place}"
                show_gallery(sheet(part.flatten(0, 1)), groups, words, key=key, across=max(10, min(need, 15)))
    st.caption(say("tasks.cactus.episode.about", rows=len(rows)))


def compare(view: View, partitions: int, made: Callable[[int], Tensor], say: Say) -> None:
    """One cluster, and where another partition puts its pictures."""
    st.markdown(f"#### {say('tasks.cactus.why')}")
    st.markdown(say("tasks.cactus.why.about"))
    left, right = st.columns(2)
    with left:
        against = one_of("against", [n for n in range(1, partitions + 1) if n != view.number], say)
    with right:
        cluster = slider("cluster", 1, int(view.assignments.max()) + 1, say) - 1
    second = made(against)
    members = view.members(cluster)
    share, chance = still_together(view.assignments, second)
    into = len(second[members].unique())
    fields = {"number": cluster + 1, "count": len(members), "first": view.number, "second": against, "into": into}
    key = "tasks.cactus.scattered" if len(members) > 1 else "tasks.cactus.alone"
    rates = {"share": f"{share:.0%}", "chance": f"{chance:.0%}"}
    st.markdown(f"{say(key, **fields)} {say('tasks.cactus.together', **fields, **rates)}")
    words = {name: say(f"tasks.cactus.{name}", **fields) for name in ("reveal", "hidden", "shown")}
    words["canvas"] = say("tasks.cactus.closer.canvas", **fields)
    pictures = view.sample.source.items(members[:CLOSER])
    groups = scattered(members[:CLOSER], second, against, say)
    show_gallery(sheet(pictures), groups, words, key="tasks.cactus.closer", across=20)
    if len(members) > CLOSER:
        st.caption(say("tasks.cactus.closer", shown=CLOSER, count=len(members)))


def scattered(members: Tensor, second: Tensor, against: int, say: Say) -> list[tuple[str, list[int]]]:
    """``members`` by their cluster in the second partition, those that stay together in greatest number first."""
    where = second[members].tolist()
    found = sorted(set(where), key=lambda cluster: (-where.count(cluster), cluster))
    return [
        (
            say("tasks.cactus.elsewhere", number=cluster + 1, partition=against, count=where.count(cluster)),
            [place for place, one in enumerate(where) if one == cluster],
        )
        for cluster in found
    ]
