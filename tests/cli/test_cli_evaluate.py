"""``evaluate`` from the command line: its files, its table, whose checkpoint it takes, and what it refuses."""

from __future__ import annotations

import itertools
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from metaunsup.data.registry import load_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners import shipped
from metaunsup.learners.registry import make_learner

SMALL = "evaluate --tasks 2 --ways 3 --shots 4 --adapt-steps 2"


def checkpoint(path: Path, name: str, hashes: torch.Tensor | None = None, seed: int = 0) -> Path:
    """A checkpoint of a learner that never practised, with ``hashes`` for the items it claims to have seen."""
    learner = make_learner(name)
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(seed))
    learner.trained_on = load_pool("digits").unlabelled("train").hashes if hashes is None else hashes
    learner.card = {"pool": {"name": "digits"}, "seed": seed}
    learner.save(path)
    return path


def without_seconds(summary: dict) -> dict:
    for one in summary["learners"].values():
        one["seconds_per_task"] = None
        for soon in one["convergence"].values():
            soon["seconds"] = None
    return summary


def test_json_table_and_rerun(command, tmp_path) -> None:
    first, second = tmp_path / "new" / "first.json", tmp_path / "second.json"
    done = command(f"{SMALL} --learners kmeans,random,spectral --seed 3 --json", str(first))
    assert (done.code, done.err) == (0, "")
    assert command(f"{SMALL} --learners spectral,kmeans --seed 3 --json", str(second)).code == 0
    one, two = (without_seconds(json.loads(path.read_text(encoding="utf-8"))) for path in (first, second))
    assert list(one["learners"]) == ["kmeans", "random", "spectral"]
    assert list(one["paired"]["accuracy"]) == ["kmeans vs random", "kmeans vs spectral", "random vs spectral"]
    assert (one["pool"], one["ways"], one["shots"], one["tasks"], one["seed"]) == ("digits", 3, 4, 2, 3)
    for name in ("kmeans", "spectral"):  # a learner less changes nobody's numbers
        assert one["learners"][name] == two["learners"][name]
    for text in ("kmeans", f"{one['learners']['kmeans']['accuracy']['mean']:.3f} ±", "kmeans vs spectral", "none"):
        assert text in done.out


def test_imbalance_and_outliers_are_said_and_recorded(command, tmp_path) -> None:
    path = tmp_path / "a.json"
    done = command(f"{SMALL} --learners kmeans --imbalance 0.5 --outliers 3 --json", str(path))
    summary = json.loads(path.read_text())
    assert (summary["imbalance"], summary["outliers"]) == (0.5, 3)
    assert "unequal" in done.out
    assert "3 items of other classes" in done.out


def test_calibration_and_outliers_have_a_column_where_somebody_says_how_sure_he_is(command, tmp_path) -> None:
    path, own = tmp_path / "a.json", checkpoint(tmp_path / "own.safetensors", "protonet")
    line = f"{SMALL} --learners kmeans,protonet-adapt --checkpoint protonet={own} --json {path}"
    done = command(f"{line} --outliers 3")
    kmeans, adapt = json.loads(path.read_text())["learners"].values()
    assert kmeans["calibration"] is None and kmeans["outlier_auroc"] is None
    assert "outliers AUROC" in done.out and f"{adapt['calibration']['ece']['mean']:.3f} ±" in done.out
    assert f"{adapt['outlier_auroc']['mean']:.3f} ±" in done.out
    plain = command(line)
    assert "calibration error" in plain.out and "AUROC" not in plain.out
    assert "calibration" not in command(f"{SMALL} --learners kmeans").out


def test_a_chinese_table(command) -> None:
    done = command(f"{SMALL} --learners kmeans,random --lang zh")
    assert "准确率" in done.out
    assert "accuracy" not in done.out


def test_the_note_of_a_pool_is_said_and_written(command, tmp_path, monkeypatch) -> None:
    from dataclasses import replace

    from metaunsup.data import registry
    from metaunsup.words import Say

    key = "pool.note.mnist_t10k"
    pool = replace(load_pool("digits"), note=key)
    monkeypatch.setattr(registry, "resolve_pool", lambda _: pool)
    path = tmp_path / "a.json"
    done = command(f"{SMALL} --learners kmeans --lang zh --json", str(path))
    assert Say("zh")(key) in "".join(done.out.split("\n"))
    assert json.loads(path.read_text(encoding="utf-8"))["note"] == Say()(key)


def test_the_note_of_the_pool_practised_on_is_said_and_written(command, tmp_path) -> None:
    from metaunsup.words import Say

    path = tmp_path / "a.json"
    done = command(f"{SMALL} --learners protonet --trained-on mnist --json", str(path))
    assert Say()("pool.note.mnist_t10k").split(".")[0] in " ".join(done.out.split())
    cost = json.loads(path.read_text(encoding="utf-8"))["learners"]["protonet"]["meta_training"]
    assert (cost["pool"], cost["note"]) == ("mnist", Say()("pool.note.mnist_t10k"))


def test_a_slip_in_the_pools_name_is_told_as_that(command) -> None:
    done = command("evaluate --pool digitss --learners protonet --tasks 1")
    assert done.code == 2
    assert "no pool called" in done.err and "metaunsup train" not in done.err


def test_a_name_with_a_space_can_be_typed_as_it_is_told(command, tmp_path) -> None:
    from metaunsup.learners.shipped import ready_learner

    with pytest.raises(MetaUnsupError, match="--pool 'my pictures' --out"):
        ready_learner("maml", trained_on="my pictures")


def test_a_run_or_a_shipped_checkpoint_is_named_as_in_a_training(command, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("METAUNSUP_RUNS", str(tmp_path / "runs"))
    made = command("train --learner protonet --steps 1 --validate-every 0 --learner-option ways=4")
    assert made.code == 0
    (run,) = (tmp_path / "runs").glob("*/checkpoint.safetensors")
    path = tmp_path / "a.json"
    for name, steps in ((f"run:{run.parent.name}", 1), ("shipped:glyphs/protonet", 800)):
        done = command(f"{SMALL} --learners protonet --checkpoint protonet={name} --json", str(path))
        assert done.code == 0
        cost = json.loads(path.read_text(encoding="utf-8"))["learners"]["protonet"]["meta_training"]
        assert (cost["checkpoint"], cost["steps"]) == (name, steps)
    assert command(f"{SMALL} --learners protonet --checkpoint protonet=shipped:nothing/protonet").code == 2


def test_the_card_beside_a_checkpoint_stands_for_it(command, tmp_path) -> None:
    tensors = shipped.shipped_checkpoint("protonet", "digits")
    done = [
        command(f"{SMALL} --learners protonet --checkpoint protonet={path} --json", str(tmp_path / "a.json"))
        for path in (tensors, tensors.with_suffix(".json"))
    ]
    assert [one.code for one in done] == [0, 0]


# -- whose checkpoint -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_given_checkpoint_comes_first_and_is_named_as_given(command, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path / "shipped")
    for folder, seed in (("digits", 1), ("glyphs", 2)):
        checkpoint(tmp_path / "shipped" / folder / "protonet.safetensors", "protonet", seed=seed)
    given = checkpoint(tmp_path / "own.safetensors", "protonet", seed=3)
    found = {}
    for name, options in {
        "own": ["--checkpoint", f"protonet={given}", "--trained-on", "glyphs"],
        "shipped": ["--trained-on", "glyphs"],
        "default": [],
    }.items():
        path = tmp_path / f"{name}.json"
        done = command(f"{SMALL} --tasks 8 --learners protonet,protonet-adapt,kmeans --json", str(path), *options)
        assert done.code == 0, done.err
        found[name] = json.loads(path.read_text())["learners"]
    for learner in ("protonet", "protonet-adapt"):
        named = [found[name][learner]["meta_training"]["checkpoint"] for name in ("own", "shipped", "default")]
        assert named == [f"{tmp_path.name}/own.safetensors", "shipped:glyphs/protonet", "shipped:digits/protonet"]
        scores = [[found[name][learner][kind]["per_task"] for kind in ("accuracy", "nmi", "ari")] for name in found]
        assert all(one != other for one, other in itertools.combinations(scores, 2))
    assert found["own"]["kmeans"]["meta_training"] is None
    assert str(tmp_path) not in json.dumps(found)


def test_ones_own_takes_part_beside_the_shipped_one(command, tmp_path) -> None:
    given, path = checkpoint(tmp_path / "own.safetensors", "protonet", seed=3), tmp_path / "a.json"

    def learners(line: str) -> dict:
        done = command(f"{SMALL} {line} --json {path}")
        assert done.code == 0, done.err
        return json.loads(path.read_text())["learners"]

    names = "protonet,protonet@own,protonet-adapt@own"
    both = learners(f"--learners {names} --checkpoint protonet@own={given}")
    assert ",".join(both) == names
    told = [one["meta_training"]["checkpoint"] for one in both.values()]
    assert told == ["shipped:digits/protonet", *[f"{tmp_path.name}/own.safetensors"] * 2]
    alone, own = learners("--learners protonet"), learners(f"--learners protonet --checkpoint protonet={given}")
    for metric in ("accuracy", "nmi"):
        assert both["protonet"][metric] == alone["protonet"][metric]  # names without a label keep their numbers
        assert both["protonet@own"][metric] == own["protonet"][metric] != alone["protonet"][metric]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_label_without_its_checkpoint_and_one_that_is_none(command, lang, tmp_path) -> None:
    given = checkpoint(tmp_path / "own.safetensors", "protonet")
    line = f"{SMALL} --lang {lang} --checkpoint protonet={given} --learners"
    assert "--checkpoint protonet@own=" in command(f"{line} protonet,protonet@own").sentence
    assert "protonet@Mine" in command(f"{line} protonet@Mine").sentence
    assert "protonet@own" in command(f"{line.replace('protonet=', 'protonet@own=')} protonet").sentence
    assert "protonet@own" in command(f"train --lang {lang} --learner protonet@own --steps 1").sentence


def test_a_checkpoint_in_the_home_folder_is_found(command, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    checkpoint(tmp_path / "own.safetensors", "protonet")
    assert command(f"{SMALL} --learners protonet --checkpoint protonet=~/own.safetensors").code == 0


def test_a_pool_that_is_none_has_no_train_command(command) -> None:
    for learner in ("kmeans", "maml"):
        sentence = command(f"{SMALL} --learners {learner} --trained-on omniglotminimal").sentence
        assert "omniglot-minimal" in sentence
        assert "train" not in sentence


def test_without_a_checkpoint_the_train_command_is_named(command, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path)
    for lang in ("en", "zh"):
        sentence = command(f"{SMALL} --learners kmeans,protonet-adapt --trained-on kmnist --lang {lang}").sentence
        assert "python -m metaunsup train --learner protonet --pool kmnist" in sentence


def test_checkpoints_that_will_not_do(command, tmp_path) -> None:
    good = checkpoint(tmp_path / "good.safetensors", "maml")
    test_items = load_pool("digits").unlabelled("test").hashes[:5]
    spoiled = checkpoint(tmp_path / "spoiled.safetensors", "maml", test_items)
    other = checkpoint(tmp_path / "other.safetensors", "reptile")
    truncated = checkpoint(tmp_path / "truncated.safetensors", "maml")
    truncated.write_bytes(truncated.read_bytes()[:-100])
    priceless = checkpoint(tmp_path / "priceless.safetensors", "maml")
    card = priceless.with_suffix(".json")
    card.write_text(card.read_text().replace('"seconds": 0.0', '"seconds": NaN'))
    assert "NaN" in card.read_text()
    alone = tmp_path / "alone.safetensors"
    alone.write_bytes(good.read_bytes())
    assert command(f"{SMALL} --learners maml --checkpoint maml={good}").code == 0
    assert "5 of the" in command(f"{SMALL} --learners maml --checkpoint maml={spoiled}").sentence
    assert "reptile" in command(f"{SMALL} --learners maml --checkpoint maml={other}").sentence
    for broken in (truncated, alone, priceless, tmp_path / "nowhere.safetensors", tmp_path):
        for lang in ("en", "zh"):
            command(f"{SMALL} --learners maml --lang {lang} --checkpoint maml={broken}").sentence  # noqa: B018
    for given in ("kmeans", "maml", "nobody"):  # of no use to those compared, or no learner at all
        assert given in command(f"{SMALL} --learners kmeans --checkpoint {given}={good}").sentence


# -- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["ways", "shots", "tasks", "adapt-steps", "imbalance", "outliers", "seed"])
@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "nan", "many", "", "1e999"])
def test_numbers_out_of_place(command, option, value) -> None:
    assert f"--{option}" in command(SMALL, f"--{option}={value}").sentence
    assert f"--{option}" in command(SMALL, f"--{option}={value}", "--lang=zh").sentence


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("--ways 11 --learners kmeans", "10"),
        ("--shots 200 --learners kmeans", "200"),
        ("--outliers 9999 --learners kmeans", "9999"),
        ("--pool nowhere --learners kmeans", "nowhere"),
        ("--learners kmeans,kmeans", "kmeans"),
        ("--learners nobody", "nobody"),
        ("--learners ,", "--learners"),
        ("--learners kmeans --json /dev/null", "/dev/null"),
        ("--learners kmeans --json /", "--json"),
        ("--learners maml --checkpoint maml", "--checkpoint"),
    ],
)
def test_requests_that_cannot_be_met(command, line, named) -> None:
    for lang in ("en", "zh"):
        assert named in command(f"{SMALL} {line} --lang {lang}").sentence


def test_an_unwritable_file_is_noticed_before_the_first_task(command, tmp_path, monkeypatch) -> None:
    from metaunsup.evaluation import evaluate

    monkeypatch.setattr(evaluate, "adapt_and_score", lambda *_: pytest.fail("work was begun"))
    (tmp_path / "file").write_text("x")
    command(f"{SMALL} --learners kmeans --json {tmp_path}/file/result.json").sentence  # noqa: B018


def picture(path: Path, seed: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (28, 28), dtype=np.uint8)
    Image.fromarray(pixels).save(path)


def test_a_folder_of_ones_own(command, tmp_path) -> None:
    for number in range(120):
        picture(tmp_path / "mine" / f"class{number % 3}" / f"{number}.png", number)
    done = command(f"evaluate --pool {tmp_path / 'mine'} --ways 3 --shots 3 --tasks 2 --learners kmeans")
    assert done.code == 0, done.err
    assert str(tmp_path) not in done.out
    command(f"{SMALL} --pool {tmp_path / 'mine'} --learners maml").sentence  # noqa: B018


def test_folders_and_archives_that_will_not_do(command, tmp_path) -> None:
    picture(tmp_path / "single" / "a" / "0.png", 0)
    for number in range(40):
        picture(tmp_path / "flat" / f"{number}.png", number)
    (tmp_path / "empty").mkdir()
    (tmp_path / "corrupt.zip").write_bytes(b"PK\x03\x04 and then nothing")
    with zipfile.ZipFile(tmp_path / "hollow.zip", "w"):
        pass
    with zipfile.ZipFile(tmp_path / "climbing.zip", "w") as archive:
        archive.write(tmp_path / "single" / "a" / "0.png", "../../a/0.png")
    for name in ("single", "flat", "empty", "corrupt.zip", "hollow.zip", "climbing.zip"):
        for lang in ("en", "zh"):
            outcome = command(
                f"evaluate --ways 2 --shots 2 --learners kmeans --lang {lang} --pool", str(tmp_path / name)
            )
            assert outcome.sentence, name
    assert not (tmp_path.parent / "a").exists()


def test_black_pictures_are_scored_like_any_others(command, tmp_path) -> None:
    for number in range(80):
        path = tmp_path / "black" / f"class{number % 2}" / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        # one grey pixel each, so that they are different items; the last is all black
        pixels = np.zeros((28, 28), dtype=np.uint8)
        pixels[number % 28, number // 28] = number
        Image.fromarray(pixels).save(path)
    outcome = command(
        f"evaluate --pool {tmp_path / 'black'} --ways 2 --shots 3 --tasks 2 --learners kmeans,spectral,random"
    )
    assert outcome.code == 0, outcome.err
