"""What a newcomer asks, answered in place: each with the experiment of this app that shows it, its papers and tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from metaunsup.lessons.measured import numbers
from metaunsup.ui.common import shell
from metaunsup.ui.how_it_works.course import COMPARED, FROM_LETTERS, Elsewhere, compare, race
from metaunsup.words import Say


@dataclass(frozen=True)
class Question:
    """``experiments`` that show the answer; ``papers`` and the field's ``tools``: (cited, link)."""

    experiments: tuple[Elsewhere, ...]
    papers: Sequence[tuple[str, str]]
    tools: Sequence[tuple[str, str]]


_UMTRA = ("Khodadadeh, Bölöni, Shah 2019 (UMTRA)", "https://arxiv.org/abs/1811.11819")
_CACTUS = ("Hsu, Levine, Finn 2019 (CACTUs)", "https://arxiv.org/abs/1810.02334")
_MAML = ("Finn, Abbeel, Levine 2017 (MAML)", "https://arxiv.org/abs/1703.03400")
_SURVEY = ("Hospedales, Antoniou, Micaelli, Storkey 2020", "https://arxiv.org/abs/2004.05439")
_LEARN2LEARN = ("learn2learn", "https://github.com/learnables/learn2learn")
_TORCHOPT = ("TorchOpt", "https://github.com/metaopt/torchopt")
QUESTIONS: dict[str, Question] = {
    "different": Question(
        (race("kmeans,protonet", **FROM_LETTERS),),
        (_SURVEY, _CACTUS, _UMTRA),
        (("scikit-learn", "https://scikit-learn.org/stable/modules/clustering.html"), _LEARN2LEARN),
    ),
    "algorithms": Question(
        (race("protonet,maml,reptile,memory"), Elsewhere("meta_train", {"learner": "maml"})),
        (
            _MAML,
            ("Nichol, Achiam, Schulman 2018 (Reptile)", "https://arxiv.org/abs/1803.02999"),
            ("Snell, Swersky, Zemel 2017 (ProtoNet)", "https://arxiv.org/abs/1703.05175"),
            ("Rusu et al. 2019 (LEO)", "https://arxiv.org/abs/1807.05960"),
        ),
        (
            _LEARN2LEARN,
            ("easy-few-shot-learning", "https://github.com/sicara/easy-few-shot-learning"),
            ("Torchmeta", "https://github.com/tristandeleu/pytorch-meta"),
        ),
    ),
    "used": Question(
        (
            race("kmeans,protonet,protonet-adapt", **FROM_LETTERS),
            Elsewhere("tasks", {"pool": "glyphs"}),
            Elsewhere("applications", {"field": "medical"}),
            Elsewhere("applications", {"field": "industry"}),
        ),
        (
            _SURVEY,
            ("Lake, Salakhutdinov, Tenenbaum 2015 (Omniglot)", "https://doi.org/10.1126/science.aab3050"),
            ("Metz, Maheswaranathan, Cheung, Sohl-Dickstein 2019", "https://arxiv.org/abs/1804.00222"),
        ),
        (
            ("PyOD", "https://github.com/yzhao062/pyod"),
            ("Anomalib", "https://github.com/openvinotoolkit/anomalib"),
            ("MedMNIST", "https://github.com/MedMNIST/MedMNIST"),
        ),
    ),
    "design": Question(
        (Elsewhere("compare", {"section": "design", "vary": "strength"}), Elsewhere("tasks", {"practice": "side"})),
        (_UMTRA, _CACTUS),
        (("Lightly", "https://github.com/lightly-ai/lightly"),),
    ),
    "domains": Question(
        (Elsewhere("compare", {"section": "transfer"}),),
        (("Triantafillou et al. 2020 (Meta-Dataset)", "https://arxiv.org/abs/1903.03096"),),
        (("Meta-Dataset", "https://github.com/google-research/meta-dataset"),),
    ),
    "cost": Question(
        (Elsewhere("meta_train", {"learner": "maml"}), Elsewhere("meta_train", {"learner": "fomaml"})),
        (
            ("Rajeswaran, Finn, Kakade, Levine 2019 (iMAML)", "https://arxiv.org/abs/1909.04630"),
            ("Antoniou, Edwards, Storkey 2019 (MAML++)", "https://arxiv.org/abs/1810.09502"),
        ),
        (_TORCHOPT, ("higher", "https://github.com/facebookresearch/higher")),
    ),
    "theory": Question(
        (compare("protonet,protonet-tta,protonet-adapt,maml", **COMPARED),),
        (
            ("Raghu, Raghu, Bengio, Vinyals 2020 (ANIL)", "https://arxiv.org/abs/1909.09157"),
            ("Fallah, Mokhtari, Ozdaglar 2020", "https://arxiv.org/abs/1908.10400"),
        ),
        (_LEARN2LEARN, ("Interactive MAML", "https://interactive-maml.github.io")),
    ),
}


def show_questions(say: Say) -> None:
    """Each question with its answer, its experiments, its papers and tools."""
    for name, question in QUESTIONS.items():
        st.markdown(f"#### {say(f'how_it_works.question.{name}')}")
        st.markdown(say(f"how_it_works.answer.{name}", **numbers()))
        for number, one in enumerate(question.experiments, 1):
            file, icon = shell.PAGES[one.page]
            label = say(f"how_it_works.shows.{name}.{number}")
            st.page_link(file, label=label, icon=icon, query_params={"lang": say.lang, **one.query})
        told = (("papers", question.papers), ("tools", question.tools))
        st.markdown("  \n".join(f":small[{say(f'how_it_works.{kind}')} {_links(some)}]" for kind, some in told))


def _links(cited: Sequence[tuple[str, str]]) -> str:
    return " · ".join(f"[{name}]({link})" for name, link in cited)
