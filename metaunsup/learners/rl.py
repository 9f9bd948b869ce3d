"""A policy learned by reinforcement: which clustering of a menu to try next, and which of those tried to keep.

Duan, Schulman, Chen, Bartlett, Sutskever, Abbeel, RL^2 (2016), arXiv:1611.02779 (``networks.policy``), by REINFORCE
(``adaptation.reinforce``). The reward is the adjusted Rand index of what is kept at the end with the pseudo-classes of
a practice task; at a task nothing but what needs no label is told. In practice all entries are clustered once, and
many players, who differ in what they draw, play the same task.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch
from sklearn.metrics import adjusted_rand_score
from torch import Tensor

from metaunsup.adaptation.menu import Menu
from metaunsup.adaptation.reinforce import surrogate
from metaunsup.learners.bilevel import in_one_style
from metaunsup.learners.choosing import POLICY, WORTH, Choice, ChoosingLearner
from metaunsup.learners.papers import Paper
from metaunsup.learners.settings import setting
from metaunsup.networks.policy import Told, play
from metaunsup.tasks.episode import Episodes

KEPT_NUMBERS = 385  # that a player's round keeps for the gradient; measured


@dataclass(eq=False, repr=False)
class Rl(ChoosingLearner):
    """Practises with ``players`` on episodes of ``ways`` pseudo-classes, support and query together, in one ``style``.

    ``bonus`` weighs the entropy of decisions. Returns are counted from the mean of the menu at the episode.
    """

    name = "rl"
    print_name = "RL$^2$"
    starts_from = "protonet"
    paper = Paper(
        "Duan, Schulman, Chen, Bartlett, Sutskever, Abbeel 2016",
        "RL^2: Fast reinforcement learning via slow reinforcement learning",
        "https://arxiv.org/abs/1611.02779",
        (
            r"h_{t+1} = \mathrm{GRU}(h_t,\, e_t,\, o_t), \quad e_t \sim \pi_\theta(\cdot \mid h_t)",
            r"\nabla_\theta J = \mathbb{E} \sum_t (R - b_\theta(h_t))\, \nabla_\theta \log \pi_\theta(e_t \mid h_t)"
            r" + \beta\, \nabla_\theta H(\pi_\theta)",
        ),
    )
    terms = ("return", "baseline", "entropy")

    ways: int = setting(10, high=50)
    support_views: int = setting(10, high=50)
    query_views: int = setting(10, high=50)
    outer_lr: float = setting(1e-2)
    players: int = setting(64, low=1, high=1000, group="inner")
    bonus: float = setting(1e-3, low=0.0, high=1.0, group="inner")
    style: float = setting(1.0, low=0.0, high=3.0, group="episode")

    def choices(self, parameters: Mapping[str, Tensor], menu: Menu, generator: torch.Generator) -> Iterator[Choice]:
        """The likeliest decision each time."""

        def look(picked: Tensor) -> Told:
            for number in picked.tolist():
                menu.tries(number)
            return Told(menu.indices, menu.agreement)

        with torch.no_grad():
            rounds = list(play(self.policy(parameters), look, self.rounds, (len(menu.items), menu.k)))
        for one in rounds:
            yield Choice(int(one.picked[0]), int(one.kept[0]), one.chances[0])

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The policy's gradient at one episode; of the encoder it is zero, and Adam leaves it where it is.

        The loss told is 1 - the mean return - the bonus for entropy. Measured: mean return, the return expected, and
        the entropy of a round in nats.
        """
        episode = in_one_style(
            episodes.draw(self.ways, self.support_views, self.query_views, generator), generator, self.style
        )
        images = torch.cat([episode.support, episode.query])
        classes = torch.cat([episode.support_labels, episode.query_labels])
        menu = self.menu(parameters, images, episode.n_classes, generator)
        reward = next(iter(parameters.values())).new_tensor(
            [adjusted_rand_score(classes, menu.tries(number)) for number in range(self.entries)]
        )
        told, policy, size = Told(menu.indices, menu.agreement), self.policy(parameters), (len(images), menu.k)
        rounds = list(play(policy, lambda picked: told, self.rounds, size, generator, self.players))
        returns = reward[rounds[-1].kept]
        log_chance, value, entropy = (
            torch.stack([getattr(one, name) for one in rounds]) for name in ("log_chance", "value", "entropy")
        )
        loss = surrogate(log_chance, value, returns - reward.mean(), entropy, self.bonus)
        moving = {name: value for name, value in parameters.items() if name.startswith(POLICY)}
        found = torch.autograd.grad(loss, list(moving.values()), allow_unused=True, materialize_grads=True)
        gradients = {name: torch.zeros_like(value) for name, value in parameters.items()}
        gradients |= dict(zip(moving, found, strict=True))
        mean = float(returns.mean())
        self.measured = (mean, float(reward.mean() + value.detach().mean()), float(entropy.detach().mean()))
        self.left = (reward,)
        return gradients, 1 - mean - self.bonus * float(entropy.detach().sum(0).mean()), len(images)

    @property
    def leaves(self) -> int:
        """The reward of each entry."""
        return self.entries

    @torch.no_grad()
    def remember(self, left: Tensor) -> None:
        """Each entry's worth is its mean reward over all of practice so far."""
        assert self.parameters is not None
        worth = self.parameters[WORTH]
        worth += (left.mean(0) - worth) / (self.progress.step + 1)

    def task_bytes(self, share: float, pixels: int) -> float:
        """What the policy keeps: the encoder keeps nothing."""
        return 4.0 * KEPT_NUMBERS * self.players * self.budget()
