"""The same few pictures, and what each way of making practice tasks puts together with them as one made-up kind."""

from __future__ import annotations

import math
from dataclasses import dataclass

import streamlit as st
import torch
from torch import Tensor

from metaunsup.data.augment import augment
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.partitions import shared_class
from metaunsup.tasks.streams import stream
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import sheet
from metaunsup.ui.tasks import partitions
from metaunsup.ui.tasks.clustering import PCA, Sample, embeddings
from metaunsup.ui.tasks.widgets import chosen, slider
from metaunsup.words import Say

ROWS, OTHERS = 5, 6  # pictures in front, and companions of each
STRENGTHS = (0.5, 1.0, 2.0)
DRAW = ("gan", "vae")
ELSEWHERE = ("shipped:omniglot-minimal/protonet", "shipped:mnist/protonet")  # practised on quite other pictures


@dataclass(frozen=True, eq=False)
class Construction:
    """``items``: for each row its picture and companions (1 + M, C, H, W); ``partition`` (N,) where it makes one.

    Where companions are ``drawn``, no label says what they are.
    """

    title: str
    items: list[Tensor]
    members: list[Tensor]  # where the row's pictures lie in the sample; UMTRA's is the one
    partition: Tensor | None
    drawn: bool = False


def show_constructions(choice: TaskChoice, say: Say) -> None:
    """A gallery for each construction, and on request how often made-up kinds are right."""
    sample = partitions.sample_of(choice.pool, choice.seed)
    rows = min(ROWS, len(sample.source))
    st.markdown(say("tasks.side.about", count=rows))
    left, right = st.columns([2, 3], vertical_alignment="bottom")
    with left:
        slider("clusters", 2, min(300, len(sample.source)), say)
    with right:
        st.session_state["tasks.truth"] = bool(st.session_state["tasks.truth"])
        st.toggle(say("tasks.cactus.truth"), help=say("tasks.cactus.truth.help"), key="tasks.truth")
    labels, _ = partitions.truth_of(choice, sample)
    try:
        with st.spinner(say("tasks.cactus.working")):
            made = constructions(choice, sample, rows, say)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    for first in range(0, len(made), 3):  # a row at a time: columns of all would be out of order on a phone
        for place, column in zip(range(first, min(first + 3, len(made))), st.columns(3), strict=False):
            with column:
                _gallery(made[place], place, labels, say)
    if chosen("truth"):
        if labels is None:
            st.info(say("tasks.no_truth"))
            return
        st.table(shares(made, labels, say), border="horizontal", hide_index=True)
        st.caption(say("tasks.side.reading"))


def constructions(choice: TaskChoice, sample: Sample, rows: int, say: Say) -> list[Construction]:
    """UMTRA at each strength, CACTUs on PCA and on what practised encoders see, LASIUM; ``rows`` kinds of each."""
    source = sample.source
    anchors = source.items(torch.arange(rows))
    made = []
    for strength in STRENGTHS:
        generator = stream(choice.seed, "side", choice.pool, strength)
        views = augment(anchors.repeat_interleave(OTHERS, 0), generator, strength).unflatten(0, (rows, OTHERS))
        items = [torch.cat([anchors[row : row + 1], views[row]]) for row in range(rows)]
        title = say("tasks.side.umtra", strength=f"{strength:g}")
        made.append(Construction(title, items, [torch.tensor([row]) for row in range(rows)], None))
    seen = encoders_for(choice.pool) if source.images.ndim == 4 else []  # what ships has practised on pictures
    for embedding in (PCA, *seen):
        cut = partitions.partition_of(choice.pool, choice.seed, embedding, chosen("clusters"), 1)
        members = []
        for row in range(rows):
            others = (cut == cut[row]).nonzero()[:, 0]
            members.append(torch.cat([torch.tensor([row]), others[others != row][:OTHERS]]))
        if embedding == PCA:
            title = say("tasks.side.pca")
        else:
            pool = embedding.removeprefix("shipped:").partition("/")[0]
            title = say("tasks.side.encoder", pool=say(f"pool.{pool}.title"))
        made.append(Construction(title, [source.items(one) for one in members], members, cut))
    for learner in DRAW:
        if (reference := f"shipped:{choice.pool}/{learner}") in embeddings():
            pictures = partitions.drawn_of(choice.pool, choice.seed, reference, rows, OTHERS + 1)
            title = say("tasks.side.lasium", learner=say.learner_title(learner))
            made.append(
                Construction(title, list(pictures), [torch.tensor([row]) for row in range(rows)], None, drawn=True)
            )
    return made


def encoders_for(pool: str) -> list[str]:
    """Two shipped encoders: the one that practised on the pool itself, where there is one, and one from elsewhere."""
    wanted = dict.fromkeys((f"shipped:{pool}/protonet", *ELSEWHERE))
    return [one for one in wanted if one in embeddings()][:2]


def _gallery(one: Construction, place: int, labels: Tensor | None, say: Say) -> None:
    st.markdown(f"**{one.title}**")
    groups, start = [], 0
    for row, items in enumerate(one.items):
        title = say("tasks.side.row", number=row + 1)
        others = one.members[row][1:]
        if one.partition is not None and not len(others):
            title = say("tasks.side.alone", number=row + 1)
        elif one.partition is not None and labels is not None:
            right = int((labels[others] == labels[row]).sum())
            title = say("tasks.side.true", number=row + 1, right=right, others=len(others))
        groups.append((title, range(start, start + len(items))))
        start += len(items)
    words = {"canvas": say("tasks.side.canvas", rows=len(one.items), construction=one.title)}
    show_gallery(sheet(torch.cat(one.items)), groups, words, key=f"tasks.side.{place}", across=1 + OTHERS)


def shares(made: list[Construction], labels: Tensor, say: Say) -> list[dict[str, str]]:
    """How often two pictures of one kind, and two of different kinds, truly share a class; chance last.

    UMTRA's kinds are single pictures: never wrong within, and between them any two pictures of the sample. LASIUM's
    begin at single pictures, too; what else is in them nobody can say.
    """
    names = tuple(say(f"tasks.side.{column}") for column in ("construction", "within", "between"))
    singles = torch.arange(len(labels))
    chance = shared_class(singles, labels)[2]
    rows = []
    for one in made:
        within, between, _ = shared_class(singles if one.partition is None else one.partition, labels)
        if one.partition is None:
            within = math.nan if one.drawn else 1.0
        rows.append((f"**{one.title}**", within, between))
    rows.append((say("tasks.side.chance"), chance, chance))
    return [
        dict(zip(names, (title, *("–" if math.isnan(x) else f"{x:.1%}" for x in told)), strict=True))
        for title, *told in rows
    ]
