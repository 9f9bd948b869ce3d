"""A comparison as a table of a paper: booktabs, mean +- half a 95 % interval in percent, best in bold."""

from __future__ import annotations

import math
from collections.abc import Sequence

from metaunsup.data.text import one_line
from metaunsup.evaluation.compare import Plan, Setting
from metaunsup.evaluation.statistics import ALPHA, flips
from metaunsup.evaluation.tables import Table
from metaunsup.learners.registry import known_spec

MOST_COLUMNS = 4  # settings beside each other; where there are more, they are the rows and the learners the columns
VARIANT_NAMES = {"pca": "PCA + {}", "tsne": "t-SNE + {}", "umap": "UMAP + {}", "soft": "{}, soft"}
VARIANT_NAMES["spectral"] = "{}, spectral"
VARIANT_NAMES["sinkhorn"] = r"{}, balanced$^\dagger$"
VARIANT_NAMES["gmm"] = "{}, mixture"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def as_latex(tables: Sequence[Table], plan: Plan, notes: Sequence[str] = ()) -> str:
    """``tables``, one for each setting, as a LaTeX table that needs the package booktabs and nothing else.

    ``notes`` are sentences that must be said of the pools: they end the caption.
    """
    settings = [one for one in tables if one.setting is not None and one.tasks]
    learners = [learner_name(name) for name in plan.learners]
    heads = [heading(one.setting, plan) for one in settings if one.setting is not None]
    cells = [[cell(one, name) for name in plan.learners] for one in settings]
    if len(settings) <= MOST_COLUMNS:
        body = [[learner, *(column[row] for column in cells)] for row, learner in enumerate(learners)]
        head = ["", *heads]
    else:
        body = [[name, *row] for name, row in zip(heads, cells, strict=True)]
        head = ["", *learners]
    lines = [
        r"\begin{table}",
        r"\centering",
        f"\\caption{{{' '.join([caption(settings, plan), *map(escape, notes)])}}}",
        f"\\begin{{tabular}}{{l{'r' * (len(head) - 1)}}}",
        r"\toprule",
        " & ".join(head) + r" \\",
        r"\midrule",
        *(" & ".join(row) + r" \\" for row in body),
        r"\bottomrule",
        r"\end{tabular}",
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def learner_name(name: str) -> str:
    """A learner's name, or that of a variant; a dagger marks what knew the clusters' sizes, two what saw the labels.

    Its label, if it has one, follows in brackets.
    """
    spec = known_spec(name)
    if spec is None:
        return escape(name)
    printed = VARIANT_NAMES.get(spec.variant, "{}").format(escape(spec.build.print_name))
    if spec.sees_labels:
        printed += r"$^\ddagger$"
    return f"{printed} ({escape(spec.label)})" if spec.label else printed


def heading(setting: Setting, plan: Plan) -> str:
    """A setting in as few words as tell it from the others."""
    parts = f"{escape(setting.pool)} ${setting.ways} \\times {setting.shots}$"
    if len(plan.grid.imbalances) > 1:
        parts += " equal" if setting.imbalance is None else f" $\\alpha = {setting.imbalance:g}$"
    return parts


def cell(one: Table, name: str) -> str:
    """Mean +- half the interval in percent; bold: best; an asterisk: worse than the best by more than luck."""
    score = one.scores.get(name)
    if score is None:
        return "--"
    number = f"{100 * score.accuracy.mean:.1f}"
    if name in one.best():
        number = f"\\mathbf{{{number}}}"
    if score.accuracy.margin is not None:
        number += f" \\pm {100 * score.accuracy.margin:.1f}"
    mark = r"^{\ast}" if name in one.beaten() else r"\phantom{^{\ast}}"
    return f"${number}{mark}$"


def caption(tables: Sequence[Table], plan: Plan) -> str:
    """What a reader must know to read the numbers."""
    draws = sorted({one.draws for one in tables})
    count = str(draws[0]) if len(draws) == 1 else f"{draws[0]} to {draws[-1]}" if draws else "0"
    words = f"Clustering accuracy in percent (clusters matched one to one with classes), mean over {count} tasks"
    if draws and draws[0] > 1:
        words += r" $\pm$ half a 95\,\% interval over tasks of the same classes (Student's $t$)"
    words += f"; pool, clusters $\\times$ items; at most {plan.grid.adapt_steps} adaptation steps; "
    words += _labels(plan)
    words += ". Bold: highest mean."
    if draws and draws[0] > 1:
        words += (
            f" $\\ast$: worse than it on the same tasks ($p < {ALPHA:.2f}$, sign-flip permutation test, "
            f"{flips(math.comb(len(plan.learners), 2))} flips or all, Holm-corrected for all pairs of the setting)."
        )
    specs = [spec for name in plan.learners if (spec := known_spec(name)) is not None]
    if any(spec.knows_sizes for spec in specs):
        words += r" $\dagger$: told that clusters are of equal size."
    if any(spec.sees_labels for spec in specs):
        words += r" $\ddagger$: a ceiling, no competitor: it adapts to the true labels."
    if any(spec.build.finds_clusters for spec in specs):
        words += " Items left as noise count as wrong."
    if plan.grid.imbalances != (None,):
        words += r" $\alpha$: concentration of the Dirichlet distribution of cluster sizes."
    for name in plan.learners:
        broken = [one.failed[name] for one in tables if name in one.failed]
        if broken:
            words += (
                f" {learner_name(name)} failed on {sum(one.tasks for one in broken)} of "
                f"{sum(one.tasks for one in tables)} tasks, which its numbers leave out; it first said: "
                f"{escape(one_line(str(broken[0].first.error)))}"
            )
    return words


def _labels(plan: Plan) -> str:
    """Whether anything but the metrics had labels."""
    if any(cost and cost["labels"] for practice in plan.practice.values() for cost in practice.values()):
        return "labels were used in meta-training"
    told = any((spec := known_spec(name)) is not None and spec.sees_labels for name in plan.learners)
    return r"no labels used but where marked $\ddagger$" if told else "no labels used"


def escape(text: str) -> str:
    """``text`` as LaTeX prints it."""
    return "".join(_SPECIAL.get(letter, letter) for letter in text)
