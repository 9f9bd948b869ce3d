"""A recurrent policy over a menu: each round it picks an entry not tried yet, sees what is told of it, and may keep it.

Duan, Schulman, Chen, Bartlett, Sutskever, Abbeel, RL^2 (2016), arXiv:1611.02779: a GRU (Cho et al., 2014) whose hidden
state, carried from round to round of a task, is what it has learned of the task; its weights hold what all tasks have
in common. Where the paper hands the reward of the last action back to the policy, this one is told what can be told
without labels: at a task nobody knows a reward.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

HIDDEN = 32
SHARPER = 10.0  # by how much differences between two entries' indices are larger than a wire's usual signal


class Told(NamedTuple):
    """What is told of entries: ``indices`` (E, F), and ``agreement`` (E, E) of each two; of untried ones anything."""

    indices: Tensor
    agreement: Tensor


class Round(NamedTuple):
    """What B players did in a round, each (B,).

    The entry ``picked`` and the one ``kept`` since; ``log_chance`` (B, 2) of the pick and of keeping it or not, and the
    ``value`` (B, 2) expected before each; ``entropy`` of both decisions, in nats; ``chances`` (B, E) of the entries.
    """

    picked: Tensor
    kept: Tensor
    log_chance: Tensor
    value: Tensor
    entropy: Tensor
    chances: Tensor


def seen_numbers(entries: int, indices: int) -> int:
    """How many numbers the policy sees each round."""
    return 2 * entries + 2 * indices + 5


def initial_policy(entries: int, indices: int, generator: torch.Generator) -> dict[str, Tensor]:
    """Parameters before practice: the GRU at random, all decisions even."""
    made: dict[str, Tensor] = {}
    for name, width in (("input", seen_numbers(entries, indices)), ("hidden", HIDDEN)):
        made[name] = torch.nn.init.uniform_(
            torch.empty(3 * HIDDEN, width), -(HIDDEN**-0.5), HIDDEN**-0.5, generator=generator
        )
        made[f"{name}_bias"] = torch.zeros(3 * HIDDEN)
    for name, rows in (("pick", entries), ("keep", 1), ("value", 1)):
        made[name] = torch.zeros(rows, HIDDEN)
        made[f"{name}_bias"] = torch.zeros(rows)
    return made


def play(
    parameters: Mapping[str, Tensor],
    look: Callable[[Tensor], Told],
    rounds: int,
    size: tuple[int, int],
    generator: torch.Generator | None = None,
    players: int = 1,
) -> Iterator[Round]:
    """So many ``rounds`` of ``players`` at one task, or as many as there are entries.

    ``look`` tells of the entries picked (B,), and of those before; ``size``: the task's items and clusters. With a
    ``generator`` decisions are drawn, else the likeliest are taken. The first pick is kept; a later one replaces it
    where the policy says so.
    """
    entries, like = len(parameters["pick"]), parameters["pick"]
    rows = torch.arange(players, device=like.device)
    tried = torch.zeros(players, entries, dtype=torch.bool, device=like.device)
    kept = torch.zeros(players, dtype=torch.int64, device=like.device)
    task = like.new_tensor([math.log10(size[0] / size[1]), math.log10(size[1])]).expand(players, 2)
    nothing = like.new_zeros(players, parameters["input"].shape[1] - 2)
    hidden = _gru(parameters, torch.cat([nothing, task], 1), like.new_zeros(players, HIDDEN))
    rounds = min(rounds, entries)
    for number in range(rounds):
        before = _value(parameters, hidden)
        logits = F.linear(hidden, parameters["pick"], parameters["pick_bias"]).masked_fill(tried, -torch.inf)
        chances = logits.softmax(1)
        picked = chances.argmax(1) if generator is None else _drawn(chances, generator)
        log_chance = logits.log_softmax(1)[rows, picked]
        entropy, of_keeping = torch.special.entr(chances.clamp(min=1e-12)).sum(1), torch.zeros_like(log_chance)
        if number == 0:
            kept = picked
        told = look(picked)
        seen = _seen(told, picked, kept, tried, (number + 1) / rounds)
        hidden = _gru(parameters, torch.cat([seen.to(like), task], 1), hidden)
        after = _value(parameters, hidden)
        tried = tried.scatter(1, picked[:, None], True)
        if number > 0:
            logit = F.linear(hidden, parameters["keep"], parameters["keep_bias"])[:, 0]
            chance = logit.sigmoid()
            takes = chance > 0.5 if generator is None else _uniform(players, generator).to(chance) < chance
            of_keeping = F.logsigmoid(torch.where(takes, logit, -logit))
            entropy = entropy + torch.special.entr(torch.stack([chance, 1 - chance]).clamp(min=1e-12)).sum(0)
            kept = torch.where(takes, picked, kept)
        decided = torch.stack([log_chance, of_keeping], 1)
        yield Round(picked, kept, decided, torch.stack([before, after], 1), entropy, chances)


def _seen(told: Told, picked: Tensor, kept: Tensor, tried: Tensor, progress: float) -> Tensor:
    """What is before the policy in a round, (B, seen_numbers - 2)."""
    indices, agreement = told.indices.to(picked.device), told.agreement.to(picked.device)
    entries, before = len(indices), tried.to(indices)
    mean = (agreement[picked] * before).sum(1, keepdim=True) / before.sum(1, keepdim=True).clamp(min=1)
    parts = [
        F.one_hot(picked, entries).to(indices),
        F.one_hot(kept, entries).to(indices),
        indices[picked],
        SHARPER * (indices[picked] - indices[kept]),
        agreement[picked, kept][:, None],
        mean,
        torch.full_like(mean, progress),
    ]
    return torch.cat(parts, 1)


def _gru(parameters: Mapping[str, Tensor], seen: Tensor, hidden: Tensor) -> Tensor:
    names = ("input", "hidden", "input_bias", "hidden_bias")
    return torch.gru_cell(seen, hidden, *(parameters[name] for name in names))


def _value(parameters: Mapping[str, Tensor], hidden: Tensor) -> Tensor:
    return F.linear(hidden, parameters["value"], parameters["value_bias"])[:, 0]


def _uniform(count: int, generator: torch.Generator) -> Tensor:
    return torch.rand(count, generator=generator)


def _drawn(chances: Tensor, generator: torch.Generator) -> Tensor:
    return torch.multinomial(chances.detach().cpu(), 1, generator=generator)[:, 0].to(chances.device)
