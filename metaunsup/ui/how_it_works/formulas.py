"""Each formula of the page, and the functions of the package that compute it."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.words import Say

_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Formula:
    """``latex``, and the functions that compute it, as "module:name", in the order in which they are shown.

    A word in it is a key, "@accuracy", which ``written`` puts in the reader's language.
    """

    latex: str
    code: tuple[str, ...]

    def written(self, say: Say) -> str:
        """The formula as LaTeX, its words in the language of ``say``."""
        return re.sub(r"@([a-z_]+)", lambda found: say(f"how_it_works.formula.word.{found[1]}"), self.latex)


_OUTER = "learners.bilevel:BilevelLearner.outer_loss"
FORMULAS: dict[str, Formula] = {
    "bilevel": Formula(
        r"\begin{gathered}\sum_i \nabla_\theta\, L\bigl(\theta - \alpha \nabla_\theta L(\theta, D^{\text{train}}_i), \\"
        r" D^{\text{test}}_i\bigr)\end{gathered}",
        ("lessons.landscape:meta_loss", "lessons.landscape:directions", _OUTER),
    ),
    "inner": Formula(
        r"\varphi_i = \theta - \alpha \nabla_\theta L(\theta, D^{\text{train}}_i)",
        ("lessons.landscape:inner_steps", "adaptation.self_labelling:self_label"),
    ),
    "there": Formula(
        r"g_i = \nabla_\varphi L(\varphi_i, D^{\text{test}}_i)",
        ("lessons.landscape:Bowl.test_loss", "learners.bilevel:held_out_loss"),
    ),
    "chain": Formula(
        r"\begin{gathered}\nabla_\theta L(\varphi_i, D^{\text{test}}_i) = \\"
        r" \bigl(I - \alpha \nabla^2_\theta L(\theta, D^{\text{train}}_i)\bigr)\, g_i\end{gathered}",
        ("lessons.landscape:directions", "learners.bilevel:WarmedUpLearner.task_gradient"),
    ),
    "first_order": Formula(
        r"\begin{gathered}\text{FOMAML:}\ \sum_i g_i \\"
        r" \text{@dropped}\ -\alpha \sum_i \nabla^2_\theta L(\theta, D^{\text{train}}_i)\, g_i\end{gathered}",
        ("lessons.landscape:directions", "learners.bilevel:BilevelLearner.second_order", "learners.maml:Fomaml"),
    ),
    "reptile": Formula(
        r"\theta \leftarrow \theta + \varepsilon \sum_i (\varphi_i - \theta)",
        ("lessons.landscape:directions", "learners.reptile:Reptile.task_gradient"),
    ),
    "pretraining": Formula(
        r"\sum_i \nabla_\theta L(\theta, D_i)",
        ("lessons.landscape:directions", "learners.protonet:ProtoNet.task_gradient"),
    ),
    "sine": Formula(
        r"\begin{gathered}y = A \sin(x - p) \\ A \in [0.1, 5],\ p \in [0, \pi]\end{gathered}",
        ("lessons.sines:draw_tasks",),
    ),
    "sine_maml": Formula(
        r"\begin{gathered}\min_\theta\, \mathbb{E}_{A, p}\; L_{\text{@others}}(\varphi) \\"
        r" \varphi = \theta - \alpha \nabla L_{\text{@ten}}(\theta)\end{gathered}",
        ("lessons.sines:practise", "lessons.sines:fitted"),
    ),
    "sine_pretrained": Formula(r"\min_\theta\, \mathbb{E}_{A, p}\; L(\theta)", ("lessons.sines:practise",)),
    "assign": Formula(r"a_n = \arg\min_k \lVert x_n - c_k \rVert^2", ("adaptation.kmeans:lloyd",)),
    "move": Formula(r"c_k = \frac{1}{|\{n : a_n = k\}|} \sum_{n : a_n = k} x_n", ("adaptation.kmeans:continued",)),
    "inertia": Formula(
        r"\sum_n \lVert x_n - c_{a_n} \rVert^2", ("adaptation.kmeans:inertia_of", "adaptation.kmeans:kmeans")
    ),
    "evidence": Formula(
        r"p(x) = \int p(x \mid z)\, p(z)\, dz", ("lessons.evidence:log_evidence", "adaptation.bounds:importance_bound")
    ),
    "elbo": Formula(
        r"\begin{gathered}\log p(x) \ge \underbrace{\mathbb{E}_{q(z)} \log p(x \mid z)}_{\text{@reconstruction}} \\"
        r" - \underbrace{\mathrm{KL}\bigl(q(z) \Vert p(z)\bigr)}_{\text{@divergence}}\end{gathered}",
        (
            "lessons.evidence:bound",
            "adaptation.bounds:Elbo",
            "adaptation.bounds:Posterior.kl",
            "learners.bound:BoundLearner.loss",
        ),
    ),
    "gap": Formula(
        r"\begin{gathered}\log p(x) - \mathrm{ELBO} = \\ \mathrm{KL}\bigl(q(z) \Vert p(z \mid x)\bigr)\end{gathered}",
        ("lessons.evidence:gap",),
    ),
    "prototype": Formula(
        r"c_k = \frac{1}{|S_k|} \sum_{x \in S_k} f(x)", ("lessons.plane:means", "adaptation.objectives:prototypes")
    ),
    "chance": Formula(
        r"p(k \mid x) ="
        r" \frac{\exp(-\lVert f(x) - c_k \rVert^2 / \tau)}{\sum_j \exp(-\lVert f(x) - c_j \rVert^2 / \tau)}",
        (
            "lessons.plane:class_probability",
            "adaptation.objectives:cluster_probability",
            "adaptation.objectives:prototype_loss",
        ),
    ),
    "augmentation": Formula(
        r"\begin{gathered}x' = \text{augment}(x, s) \\ \text{@class_of}(x') = \text{@number_of}(x)\end{gathered}",
        ("data.augment:augment", "tasks.umtra:UmtraEpisodes"),
    ),
    "accuracy": Formula(
        r"\text{@accuracy} = \max_{\pi} \frac{1}{N} \sum_n \bigl[\pi(a_n) = y_n\bigr]",
        ("evaluation.metrics:hungarian_accuracy",),
    ),
    "self_labelling": Formula(
        r"\phi \leftarrow \phi - \alpha \nabla_\phi\, \mathrm{CE}\bigl(f_\phi(x')\, c^{\top} / \tau,\; a\bigr)",
        ("adaptation.self_labelling:self_labelling_loss", "adaptation.self_labelling:self_label"),
    ),
    "paired": Formula(
        r"\begin{gathered}\bar d \pm t_{0.975,\, n-1} \frac{s_d}{\sqrt n} \\"
        r" d_i = \text{@accuracy}^{A}_i - \text{@accuracy}^{B}_i\end{gathered}",
        ("evaluation.metrics:paired_difference", "evaluation.metrics:mean_interval"),
    ),
    "calibration": Formula(
        r"\mathrm{ECE} = \sum_b \frac{|b|}{N} \bigl|\, \text{@right}_b - \text{@sure}_b \bigr|",
        ("evaluation.calibration:calibration",),
    ),
    "sinkhorn": Formula(r"\sum_n P_{nk} = \frac{N}{K}, \quad \sum_k P_{nk} = 1", ("adaptation.heads:transport_plan",)),
    "sizes": Formula(
        r"(n_1, \dots, n_K) / N \sim \mathrm{Dirichlet}(\beta, \dots, \beta)", ("tasks.sampler:sample_clustering_task",)
    ),
}


@dataclass(frozen=True)
class Place:
    """Where a function stands: ``file`` below the root, ``line``, its ``name``, and its ``source``."""

    file: str
    line: int
    name: str
    source: str


@cache
def place_of(code: str) -> Place:
    """The place of "module:name" in the package as it is now."""
    module, _, name = code.partition(":")
    found: Any = importlib.import_module(f"metaunsup.{module}")
    for part in name.split("."):
        found = getattr(found, part)
    function: Callable[..., Any] = inspect.unwrap(found)
    lines, line = inspect.getsourcelines(function)
    file = Path(inspect.getsourcefile(function) or "").relative_to(_ROOT)
    return Place(file.as_posix(), line, name, inspect.cleandoc("\n" + "".join(lines)))


def show_formula(name: str, say: Say) -> None:
    """The formula, what it says, where the functions stand that compute it, and their code at a click."""
    formula = FORMULAS[name]
    st.latex(formula.written(say))
    st.markdown(say(f"how_it_works.formula.{name}"))
    places = [place_of(code) for code in formula.code]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover(say("how_it_works.code"), icon=":material/code:", type="tertiary"):
            for place in places:
                st.caption(f"`{place.file}:{place.line}` `{place.name}`")
                st.code(place.source, language="python")
        st.caption(say.listed(f"`{place.file}:{place.line}`" for place in places))
