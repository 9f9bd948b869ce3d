"""A judge of drawn rows: the standardised columns are the space it sees in, and nothing has to be learned for that.

Where the rows' classes are known it also says what a row is taken for: a logistic regression on the labelled rows of
the train part, which no generator ever sees. Everything else is as for pictures (``judge``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from metaunsup.data.pool import Part, Pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.judge import LAST, SPACED, Judge, accuracy_of, shipped_judge

LEAST = 5  # rows of a class from which it is learned
MOST = 5000  # rows that are learned from
ROUNDS = 500  # of the regression's solver


@dataclass(frozen=True, eq=False)
class RowJudge(Judge):
    """``columns`` numbers a row; ``classes`` is empty where there was nothing to learn them from."""

    columns: int = 0

    def features(self, images: Tensor) -> Tensor:
        """Rows (N, D) as they are."""
        if images.ndim != 2 or images.shape[1] != self.columns:
            raise MetaUnsupError("items_columns", learner=self.pool, columns=images.shape[-1], wanted=self.columns)
        return images


def judge_for(pool: Pool, name: str) -> Judge:
    """Who judges what is drawn of ``pool``: of a table its columns, of pictures the judge that ships for ``name``."""
    return judge_of_rows(pool) if pool.images.ndim == 2 else shipped_judge(name)


def judge_of_rows(pool: Pool) -> RowJudge:
    """The judge of a table: the kernel is as wide as the median distance of two rows of its train part."""
    source = pool.unlabelled("train")
    some = torch.randperm(len(source), generator=torch.Generator().manual_seed(0))[:SPACED]
    rows, columns = source.items(some), pool.images.shape[1]
    apart = float(torch.pdist(rows).median()) if len(rows) > 1 else 0.0
    # of equal rows the distance that two rows of independent columns have
    judge = RowJudge({}, pool.name, (), apart or math.sqrt(2 * columns), None, 0, columns)
    if pool.labels is None or (learned := _classifier(pool.part("train"))) is None:
        return judge
    weight, bias, classes, rounds = learned
    judge = replace(judge, parameters={f"{LAST}weight": weight, f"{LAST}bias": bias}, classes=classes, steps=rounds)
    return replace(judge, accuracy=accuracy_of(judge, pool))


def _classifier(source: Part) -> tuple[Tensor, Tensor, tuple[str, ...], int] | None:
    """Weight (C, D) and bias (C,) of a regression, its classes and its rounds; None where two classes are not there."""
    from sklearn.linear_model import LogisticRegression

    able = source.classes[source.sizes >= LEAST]
    if len(able) < 2:
        return None
    at = torch.isin(source.labels, able).nonzero()[:, 0]
    at = at[torch.randperm(len(at), generator=torch.Generator().manual_seed(0))[:MOST]]
    rows, labels = source.data.items(at).double().numpy(), source.labels[at].numpy()
    if len(set(labels.tolist())) < 2:
        return None
    model = LogisticRegression(max_iter=ROUNDS).fit(rows, labels)
    weight, bias = (torch.from_numpy(one).float() for one in (model.coef_, model.intercept_))
    if len(weight) == 1:  # of two classes it tells the second's alone
        weight, bias = torch.cat([torch.zeros_like(weight), weight]), torch.cat([torch.zeros_like(bias), bias])
    names = tuple(source.class_names[int(one)] for one in model.classes_)
    return weight, bias, names, int(model.n_iter_.max())
