"""REINFORCE with a learned baseline and a bonus for entropy.

Williams, Machine Learning 8 (1992). A decision is made likelier by as much as its return exceeds what was expected
before it: an expectation that does not depend on the decision changes no gradient on average, only how it scatters.
"""

from __future__ import annotations

from torch import Tensor


def surrogate(log_chance: Tensor, value: Tensor, returns: Tensor, entropy: Tensor, bonus: float) -> Tensor:
    """What practice minimises, a scalar; its gradient is the policy's and that of the values' squared error.

    ``log_chance`` and ``value`` (T, B, 2) of the decisions of B players in T rounds and of the return expected before
    each, ``returns`` (B,), ``entropy`` (T, B) in nats, which counts ``bonus`` times. Means over players, sums over
    decisions.
    """
    better = returns[None, :, None] - value
    policy = -(better.detach() * log_chance).sum((0, 2)).mean()
    return policy + 0.5 * better.square().sum((0, 2)).mean() - bonus * entropy.sum(0).mean()
