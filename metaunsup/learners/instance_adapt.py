"""A control without clusters in the loop: ProtoNet's encoder learns to tell every item of the task from all others.

Instance discrimination (Dosovitskiy et al., NeurIPS 2014, arXiv:1406.6909; Wu et al., CVPR 2018) on a handful of items:
the same steps on the same views, and clusters are found only to be shown. What self-labelling adds is the difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from metaunsup.adaptation.labelling import LoopRule
from metaunsup.learners.encoded import BorrowingLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.self_labelling import SelfLabellingLearner


@dataclass(eq=False, repr=False)
class InstanceAdapt(SelfLabellingLearner, BorrowingLearner):
    """ProtoNet's encoder, adapted with each item as a class of its own."""

    name = "instance-adapt"
    print_name = "ProtoNet, each item a class"
    paper = Paper(
        "Dosovitskiy, Springenberg, Riedmiller, Brox 2014",
        "Discriminative unsupervised feature learning with convolutional neural networks",
        "https://arxiv.org/abs/1406.6909",
        (r"\phi \leftarrow \phi - \alpha \nabla_\phi\, \mathrm{CE}(f_\phi(S') f_\phi(S)^\top / \tau,\; i)",),
    )

    @property
    def rule(self) -> LoopRule:
        """The loop's, but for what it learns from."""
        return replace(super().rule, instances=True)
