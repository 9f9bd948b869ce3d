"""VAEs tuned to a handful of items: practised by Reptile, practised plainly, and never practised.

Bounds are importance-weighted (Burda, Grosse, Salakhutdinov, ICLR 2016, arXiv:1509.00519, equation 8).
"""

from __future__ import annotations

from dataclasses import dataclass

from metaunsup.generation.tuned import ScratchGenerator, TunedGenerator
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.few_shot_vae import PlainVae, ReptileVae
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class ReptileVaeGenerator(TunedGenerator):
    """Practised by Reptile on pseudo-classes."""

    name = learner_name = ReptileVae.name
    print_name = ReptileVae.print_name
    paper = ReptileVae.paper
    has_bound = True

    rate: float = setting(5e-3)


@dataclass(eq=False, repr=False)
class PlainVaeGenerator(TunedGenerator):
    """The control: practised without Reptile. Both rates were chosen by the bound on validation tasks."""

    name = learner_name = PlainVae.name
    print_name = PlainVae.print_name
    paper = PlainVae.paper
    has_bound = True


@dataclass(eq=False, repr=False)
class ScratchVaeGenerator(ScratchGenerator):
    """The control: never practised."""

    name = "scratch-vae"
    print_name = "VAE from scratch"
    paper = PlainVae.paper
    has_bound = True

    def _learner(self) -> FewShotLearner:
        return PlainVae()
