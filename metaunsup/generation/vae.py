"""VAEs tuned to a handful of items: practised by Reptile, practised plainly, and never practised.

Bounds are importance-weighted (Burda, Grosse, Salakhutdinov, ICLR 2016, arXiv:1509.00519, equation 8). After each step
the prior is fitted to the latents of the items shown, in each of the three alike (``bounds.fitted_prior``).
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from metaunsup.generation.tuned import ScratchGenerator, TunedGenerator, Tuning
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.few_shot_vae import PlainVae, ReptileVae
from metaunsup.learners.settings import setting


@dataclass(eq=False, repr=False)
class FittedPrior(Tuning):
    """Draws from a prior fitted to the items, in which the standard normal counts as ``prior_weight`` items more.

    A very large one leaves the standard normal, which practice had.
    """

    prior_weight: float = setting(2.0, low=0.0, high=1e9)

    def _read(self, learner: FewShotLearner, items: Tensor) -> FewShotLearner:
        assert isinstance(learner, ReptileVae)
        return learner.fitted(items, self.prior_weight)


@dataclass(eq=False, repr=False)
class ReptileVaeGenerator(FittedPrior, TunedGenerator):
    """Practised by Reptile on pseudo-classes."""

    name = learner_name = ReptileVae.name
    print_name = ReptileVae.print_name
    paper = ReptileVae.paper
    has_bound = True


@dataclass(eq=False, repr=False)
class PlainVaeGenerator(FittedPrior, TunedGenerator):
    """The control: practised without Reptile. All rates: ``python -m benchmarks.generation_rates``."""

    name = learner_name = PlainVae.name
    print_name = PlainVae.print_name
    paper = PlainVae.paper
    has_bound = True

    rate: float = setting(1e-3)


@dataclass(eq=False, repr=False)
class ScratchVaeGenerator(FittedPrior, ScratchGenerator):
    """The control: never practised."""

    name = "scratch-vae"
    print_name = "VAE from scratch"
    paper = PlainVae.paper
    has_bound = True

    rate: float = setting(1e-2)

    def _learner(self) -> FewShotLearner:
        return PlainVae()
