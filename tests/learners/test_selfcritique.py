"""The learned rule's gradient against finite differences, and that nothing but the rule moves."""

from __future__ import annotations

import pytest
import torch
from slopes import check_slopes, flat, seeded

from metaunsup.adaptation.critique import RULE
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.selfcritique import SelfCritique
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.train import train

OPTIONS = {"ways": 4, "support_views": 3, "query_views": 1, "train_steps": 2}


def test_the_rule_s_gradient_equals_finite_differences(episode) -> None:
    # one plain step: Adam's first is nearly a sign, and what the rule sees at a second one counts as a constant
    learner = SelfCritique(**OPTIONS | {"train_steps": 1}, inner_optimiser="sgd", inner_lr=0.5)
    fresh = {name: value.double() for name, value in learner.initialise(1, seeded(0)).items()}
    # a fresh rule's last layers are zero, and so would be the gradients of its first ones
    rule = {
        k: v + 0.3 * torch.randn(v.shape, generator=seeded(1), dtype=v.dtype) for k, v in fresh.items() if RULE in k
    }
    network = {k: v.requires_grad_() for k, v in fresh.items() if RULE not in k}
    asked = {name: value.requires_grad_() for name, value in rule.items()}
    exact = check_slopes(lambda at: learner.outer_loss(network | at, episode, seeded(1)), asked)
    size = float(flat(exact).norm())
    assert sum(float(value.norm()) > 1e-6 * size for value in exact.values()) == len(exact)


def test_practice_moves_the_rule_and_nothing_else(unlabelled) -> None:
    learner = SelfCritique(**OPTIONS)
    start = learner.initialise(1, seeded(0))
    learner.begin(start)
    for _ in learner.meta_train(UmtraEpisodes(unlabelled), steps=3, generator=seeded()):
        pass
    after = learner.ready()
    for name, value in start.items():
        assert torch.equal(after[name], value) != name.startswith(RULE), name


def test_it_begins_from_the_shipped_protonet_of_its_pool(tmp_path) -> None:
    settings = TrainingSettings("selfcritique", "digits", steps=1, options=OPTIONS, validate_every=0)
    for _ in train(settings, tmp_path / "out"):
        pass
    learner = SelfCritique()
    learner.load(tmp_path / "out" / "checkpoint.safetensors")
    protonet = ready_learner("protonet", trained_on="digits")
    for name, value in protonet.ready().items():  # type: ignore[attr-defined]
        assert torch.equal(learner.ready()[name], value)
    assert (learner.card or {})["builds_on"]["shipped:digits/protonet"]["learner"] == "protonet"


def test_where_no_protonet_ships_it_says_what_to_do(tmp_path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        train(TrainingSettings("selfcritique", "digits-blocks", steps=1), tmp_path / "out")
    assert caught.value.code == "start_needed" and "--start-from" in str(caught.value)
    assert not (tmp_path / "out").exists()
