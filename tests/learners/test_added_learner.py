"""Adding a learner is a class, a line of the registry and its words: here one is added, found everywhere, and removed.

What lists learners was imported long before, so a list made at import would lack it.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
import test_contract
import torch
from streamlit.testing.v1 import AppTest
from torch import Tensor

import metaunsup
from metaunsup import words
from metaunsup.adaptation.objectives import prototype_loss, prototypes
from metaunsup.cli.main import main
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.latex import learner_name
from metaunsup.evaluation.race import race
from metaunsup.learners.papers import Paper
from metaunsup.learners.registry import LEARNERS, VARIANTS, learner_spec, make_learner, register, unregister
from metaunsup.learners.self_labelling import SelfLabellingLearner
from metaunsup.learners.settings import setting
from metaunsup.tasks.episode import Episodes
from metaunsup.ui.common import learner_picker
from metaunsup.ui.common.link import read
from metaunsup.ui.meta_train import fields as form
from metaunsup.ui.race import form as race_form

ROOT = Path(__file__).parents[2]
WORDS = {
    "learner.toy.title": ("Toy", "玩具"),
    "learner.toy.about": (
        "Learns as ProtoNet does, with a weight on what it learns.",
        "像 ProtoNet 一样学，另加一个权重。",
    ),
    "symbols.toy": ("g: a weight.", "g：一个权重。"),
    "meta_train.gain": ("Gain", "增益"),
    "meta_train.gain.help": ("How much every loss counts.", "每个损失占多少权重。"),
}


@dataclass(eq=False, repr=False)
class Toy(SelfLabellingLearner):
    """ProtoNet's loss times ``gain``."""

    name = "toy"
    print_name = "Toy & co"
    paper = Paper("Nobody 2026", "On toys", "https://example.org", (r"\min_\theta g \mathcal{L}",))

    ways: int = setting(4)
    gain: float = setting(0.5, low=0.0, high=2.0, group="inner")

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        episode = episodes.draw(self.ways, self.support_views, self.query_views, generator)
        centres = prototypes(self.embed(parameters, episode.support), episode.support_labels, episode.n_classes)
        query = self.embed(parameters, episode.query)
        loss = self.gain * prototype_loss(query, episode.query_labels, centres, self.temperature)
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), len(episode.query)


@pytest.fixture(scope="module", autouse=True)
def toy() -> Iterator[None]:
    everything = list(pkgutil.walk_packages(metaunsup.__path__, "metaunsup."))
    for module in everything:
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    before = (list(LEARNERS), list(VARIANTS))
    words.WORDS.update(WORDS)
    register(Toy)
    yield
    unregister("toy")
    for key in WORDS:
        del words.WORDS[key]
    assert (list(LEARNERS), list(VARIANTS)) == before
    with pytest.raises(MetaUnsupError):
        learner_spec("toy")


def contract() -> Iterator[Any]:
    """Every check of the contract that is made of every learner, with each of its other arguments."""
    for check in vars(test_contract).values():
        marks = [mark.args for mark in getattr(check, "pytestmark", ()) if mark.name == "parametrize"]
        if not isinstance(check, FunctionType) or not any(values is LEARNERS for _, values in marks):
            continue
        others = [[(name, value) for value in values] for name, values in marks if values is not LEARNERS]
        for arguments in itertools.product(*others):
            yield pytest.param(check, dict(arguments), id="-".join([check.__name__, *(str(v) for _, v in arguments)]))


@pytest.mark.parametrize(("check", "arguments"), list(contract()))
def test_it_keeps_the_contract(check, arguments, request) -> None:
    wanted = check.__code__.co_varnames[: check.__code__.co_argcount]
    fixtures = {name: request.getfixturevalue(name) for name in wanted if name not in {"name", *arguments}}
    check(name="toy", **arguments, **fixtures)


def test_the_contract_s_checks_were_found() -> None:
    assert len(list(contract())) > 30


def test_the_form_asks_for_it_and_for_its_setting() -> None:
    known = form.fields(())
    assert read({"learner": "toy", "gain": "1.5"}, known)[1] == []
    assert (known["gain"].low, known["gain"].high) == (0.0, 2.0)
    assert form.asked("toy")["gain"].default == 0.5 and "gain" in form.used("toy", "umtra")
    assert "gain" not in form.used("protonet", "umtra")
    values = {name: field.default for name, field in known.items()} | {"learner": "toy", "gain": 1.5}
    assert form.as_settings(values).options == {"gain": 1.5}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_trainings_draws_it(lang) -> None:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.switch_page("pages/3_Meta_train.py")
    for key, value in {"lang": lang, "learner": "toy", "gain": "1.5"}.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception and not page.error
    box = page.number_input(key="meta_train.gain")
    assert box.value == 1.5 and box.label == WORDS["meta_train.gain"][lang == "zh"]
    assert page.selectbox(key="meta_train.learner").value == "toy"


def test_the_pickers_offer_it_and_its_variants(ready, task) -> None:
    values, ignored = read({"learners": "toy,toy-soft"}, race_form.FIELDS)
    assert values["learners"] == ("toy", "toy-soft") and not ignored
    assert "toy" in learner_picker.bases()
    frames = list(race(task, {"toy": ready("toy"), "toy-soft": ready("toy-soft")}, steps=2, seed=0))
    assert [frame.learner for frame in frames] == ["toy", "toy-soft"] * 3
    assert learner_name("toy-soft") == r"Toy \& co, soft"


def test_the_command_line_trains_and_evaluates_it(tmp_path, capsys) -> None:
    train = ["train", "--learner", "toy", "--steps", "2", "--validate-every", "0", "--out", str(tmp_path / "run")]
    assert main([*train, "--learner-option", "gain=3"]) == 2
    assert "gain" in capsys.readouterr().err
    assert main([*train, "--learner-option", "gain=1.5"]) == 0
    file = tmp_path / "run" / "checkpoint.safetensors"
    loaded = make_learner("toy")
    assert isinstance(loaded, Toy)
    loaded.load(file)
    assert loaded.gain == 1.5
    asked = ["evaluate", "--tasks", "1", "--ways", "2", "--shots", "3", "--learners", "kmeans,toy,toy-soft"]
    assert main([*asked, "--checkpoint", f"toy={file}"]) == 0
    assert "toy-soft" in capsys.readouterr().out
    for command in ("train", "evaluate"):
        assert main([command, "--help"]) == 0
        assert "toy" in capsys.readouterr().out


def collections(value: object, depth: int = 4) -> Iterator[set[str]]:
    """The texts of every collection in ``value``, and in what it holds."""
    if not depth or isinstance(value, str | bytes | type):
        return
    inner: list[Any] = []
    if isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
        yield {one for one in value if isinstance(one, str)}
    elif isinstance(value, tuple | list | set | frozenset):
        inner = list(value)
        yield {one for one in value if isinstance(one, str)}
    elif is_dataclass(value):
        inner = [getattr(value, one.name, None) for one in fields(value)]
    for one in inner:
        yield from collections(one, depth - 1)


def test_no_module_holds_a_list_of_learners_that_lacks_it() -> None:
    trainable = {name for name, spec in LEARNERS.items() if spec.trainable} - {"toy"}
    wrong = [
        f"{module}.{name}"
        for module, loaded in list(sys.modules.items())
        if module.startswith("metaunsup.")
        for name, value in list(vars(loaded).items())
        for found in collections(value)
        if trainable <= found and "toy" not in found
    ]
    assert not wrong, "\n".join(wrong)
