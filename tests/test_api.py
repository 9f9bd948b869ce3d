"""The public face: what ``from metaunsup import ...`` gives, how it is imported, and that its examples hold."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

import metaunsup
from metaunsup import api, compare, evaluate, load_pool, make_learner, sample_task, train
from metaunsup.cli.main import main
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.race import race
from metaunsup.learners.registry import make_learner as untrained
from metaunsup.learners.shipped import shipped_checkpoint

FACE = ("load_pool", "sample_task", "make_learner", "evaluate", "compare", "train")
ROOT = Path(__file__).parents[1]
SMALL = {"ways": 3, "shots": 5, "tasks": 2, "adapt_steps": 2}


@pytest.mark.parametrize("name", FACE)
def test_the_example_of_each_holds(name) -> None:
    tests = doctest.DocTestFinder(recurse=False).find(getattr(metaunsup, name), name, module=api)
    assert [test.name for test in tests if test.examples] == [name]
    for test in tests:
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


def test_importing_the_package_imports_nothing_heavy() -> None:
    """Milliseconds: ``python -m benchmarks.import_time``. Here, without a clock: few modules, none of them heavy."""
    code = (
        "import sys; before = set(sys.modules); import metaunsup; new = set(sys.modules) - before\n"
        "roots = {name.split('.')[0] for name in new}\n"
        "assert roots - sys.stdlib_module_names == {'metaunsup'}, roots\n"
        "light = {'metaunsup.errors', 'metaunsup.words', 'metaunsup.data', 'metaunsup.data.text'}\n"
        "assert {name for name in new if 'metaunsup.' in name} == light, new\n"
        "assert len(new) < 40, new\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=120)


def test_all_is_there_and_told() -> None:
    assert set(FACE) < set(metaunsup.__all__) <= set(dir(metaunsup))
    assert all(getattr(metaunsup, name) is getattr(api, name) for name in FACE)
    assert set(FACE) <= set(api.__all__)
    with pytest.raises(AttributeError, match="no attribute 'evaluat'"):
        _ = metaunsup.evaluat
    with pytest.raises(ImportError):
        exec("from metaunsup import nothing")


def without_seconds(content: Any) -> Any:
    """What does not depend on how fast a machine is."""
    if isinstance(content, dict):
        return {key: without_seconds(one) for key, one in content.items() if "seconds" not in key}
    return [without_seconds(one) for one in content] if isinstance(content, list) else content


def test_evaluate_gives_what_the_command_writes(tmp_path) -> None:
    target = tmp_path / "result.json"
    command = "evaluate --pool digits --learners kmeans,protonet --ways 3 --shots 5 --tasks 2 --adapt-steps 2 --json"
    assert main([*command.split(), str(target)]) == 0
    summary = evaluate("digits", ["kmeans", "protonet"], **SMALL).summary()
    written = json.loads(target.read_text(encoding="utf-8"))
    assert without_seconds(json.loads(json.dumps(summary))) == without_seconds(written)


def test_results_are_an_iterator_that_may_be_left() -> None:
    results = evaluate(load_pool("digits"), ["kmeans"], **SMALL)
    assert len(results) == 2 and results.finished == []
    assert next(results).index == 0 and len(results.finished) == 1
    results.close()
    assert results.summary()["tasks"] == 1 and list(results) == []


def test_learners_of_one_s_own_are_evaluated_under_names_of_one_s_own() -> None:
    first, second = untrained("kmeans"), untrained("kmeans")
    summary = evaluate("digits", {"one": first, "other": second}, **SMALL).summary()
    assert list(summary["learners"]) == ["one", "other"]
    assert list(evaluate("digits", [first, "spectral"], **SMALL).summary()["learners"]) == ["kmeans", "spectral"]
    with pytest.raises(MetaUnsupError, match="called kmeans"):
        evaluate("digits", [first, second], **SMALL)


def test_compare_gives_what_the_command_writes(tmp_path) -> None:
    target = tmp_path / "result.json"
    command = (
        "compare --learners kmeans,spectral --pools digits --ways 2,3 --shots 5 --imbalance equal,1 --seeds 1 "
        f"--tasks 2 --adapt-steps 2 --jobs 1 --json {target}"
    )
    assert main(command.split()) == 0
    results = compare(
        ["kmeans", "spectral"], ways=(2, 3), shots=5, imbalances=(None, 1.0), seeds=1, tasks=2, adapt_steps=2
    )
    done = list(results)
    assert len(done) == len(results) == 8
    written = json.loads(target.read_text(encoding="utf-8"))
    summary = json.loads(json.dumps(results.summary()))
    for key in ("grid", "learners", "tasks_planned", "complete"):
        assert summary[key] == written[key]
    for ours, theirs in zip(summary["settings"], written["settings"], strict=True):
        for name, one in ours["learners"].items():
            assert one["accuracy"] == theirs["learners"][name]["accuracy"]


def test_a_checkpoint_trained_here_is_compared(tmp_path) -> None:
    events = list(train("protonet", out=tmp_path / "run", steps=2, seed=3, options={"ways": 5}, validate_every=2))
    assert [event.progress.step for event in events] == [1, 2]
    assert events[-1].validation is not None
    checkpoint = events[-1].checkpoint
    results = compare(["protonet"], ways=3, shots=5, tasks=1, checkpoints={"protonet": checkpoint})
    cost = results.summary()["meta_training"]["digits"]["protonet"]
    assert (cost["steps"], cost["checkpoint"]) == (2, checkpoint.name)


def test_a_training_that_is_left_goes_on_from_there(tmp_path) -> None:
    def steps(out: Path, **more) -> object:
        return train("protonet", out=out, steps=3, options={"ways": 5}, validate_every=0, **more)

    stopped = steps(tmp_path / "two")
    next(stopped)
    stopped.close()
    resumed = list(steps(tmp_path / "two", resume=True))
    whole = list(steps(tmp_path / "one"))
    assert [event.progress.step for event in resumed] == [2, 3]
    ours, theirs = (make_learner("protonet", checkpoint=done[-1].checkpoint).parameters for done in (resumed, whole))
    assert all(torch.equal(ours[name], theirs[name]) for name in theirs)


def test_a_learner_is_made_from_what_it_is_told() -> None:
    assert make_learner("maml").parameters is None and make_learner("maml", ways=7).ways == 7
    assert make_learner("kmeans-umap", trained_on="digits").before == "umap"
    shipped = make_learner("protonet", checkpoint="shipped:digits/protonet")
    named = make_learner("protonet", trained_on="digits")
    file = make_learner("protonet", checkpoint=shipped_checkpoint("protonet", "digits"))
    assert shipped.card == named.card == file.card
    for wrong, told in (({"ways": 5}, "ways"), ({"temperature": 0.2, "ways": 5}, "temperature, ways")):
        with pytest.raises(MetaUnsupError, match=told):
            make_learner("maml", trained_on="digits", **wrong)
    with pytest.raises(MetaUnsupError, match="nobody"):
        make_learner("nobody", trained_on="digits")


def test_a_folder_is_a_pool_too(tmp_path) -> None:
    with pytest.raises(MetaUnsupError, match="digits"):
        load_pool(tmp_path / "nowhere")
    assert load_pool("digits") is load_pool("digits")


def test_its_task_and_learners_race() -> None:
    task = sample_task("digits", ways=3, shots=5, seed=2)
    assert torch.equal(task.items, sample_task(load_pool("digits"), 3, 5, seed=2).items)
    frames = list(race(task, {"kmeans": make_learner("kmeans")}, steps=1, seed=0))
    assert frames[-1].last
