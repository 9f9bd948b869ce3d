"""GANs tuned to a handful of items: FIGR (Clouatre & Demers 2019, arXiv:1901.02199), and its two controls."""

from __future__ import annotations

from dataclasses import dataclass

from metaunsup.generation.tuned import ScratchGenerator, TunedGenerator
from metaunsup.learners.few_shot import FewShotLearner
from metaunsup.learners.figr import Figr, PlainGan


@dataclass(eq=False, repr=False)
class FigrGenerator(TunedGenerator):
    """Practised by Reptile on pseudo-classes."""

    name = learner_name = Figr.name
    print_name = Figr.print_name
    paper = Figr.paper


@dataclass(eq=False, repr=False)
class PlainGanGenerator(TunedGenerator):
    """The control: practised on the same images without Reptile."""

    name = learner_name = PlainGan.name
    print_name = PlainGan.print_name
    paper = PlainGan.paper


@dataclass(eq=False, repr=False)
class ScratchGanGenerator(ScratchGenerator):
    """The control: never practised."""

    name = "scratch-gan"
    print_name = "WGAN-GP from scratch"
    paper = PlainGan.paper

    def _learner(self) -> FewShotLearner:
        return PlainGan()
