"""VAE: what is unlikely under a generative model, by a bound on its likelihood, is anomalous.

The importance-weighted bound (Burda, Grosse, Salakhutdinov, ICLR 2016, arXiv:1509.00519, equation 8). A likelihood says
as much of how simple an image is as of whether it belongs (Nalisnick et al., ICLR 2019, arXiv:1810.09136), so with
``ratio`` the score is by how much the steps on the support have raised it (Ren et al., Likelihood Ratios for
Out-of-Distribution Detection, NeurIPS 2019, arXiv:1906.02845, with the model before the steps for background).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

import torch
from torch import Tensor

from metaunsup.detectors.base import Judged
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.detectors.views import held_out_views
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.learners.vae import Vae


@dataclass(eq=False, repr=False)
class VaeDetector(PractisedDetector):
    """The bound, by ``samples`` latents an item.

    Step 0 is the VAE as it has practised; further steps tune it to the support by Adam at ``rate``.
    """

    name = "vae"
    print_name = Vae.print_name
    adapts = draws = True
    learner_name = Vae.name
    paper = Paper(
        "Burda, Grosse, Salakhutdinov 2016",
        "Importance weighted autoencoders",
        "https://arxiv.org/abs/1509.00519",
        (r"s(x) = \log \frac{1}{k} \sum_{j=1}^{k} \frac{p_\phi(x, u_j)}{q_\phi(u_j \mid x)}",),
    )

    rate: float = setting(1e-2, low=1e-6, high=1.0)
    samples: int = setting(16, low=1, high=1000)
    ratio: bool = setting(True)

    def _detect(self, support: Tensor, queries: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Judged]:
        learner = self.learner
        assert isinstance(learner, Vae)
        learner = copy(learner)  # whose own rate is practice's
        learner.train_lr = self.rate
        items = torch.cat([queries, held_out_views(support, generator)])
        seed = int(torch.randint(2**31, (), generator=generator))
        before: Tensor | None = None
        for one in learner.tuned(support, steps, generator):
            # the same latents' noise at every step: what changes is the model
            bound = one.importance_bound(items, self.samples, torch.Generator().manual_seed(seed))
            scores = bound if before is None or not self.ratio else bound - before
            before = bound if before is None else before
            drawn = one.reconstruct(items)[: len(queries)]
            yield Judged(scores[: len(queries)], scores[len(queries) :], shown={"reconstruction": drawn})
