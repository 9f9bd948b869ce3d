"""``evaluate --task generation``: its tables and files, in both languages, and what it refuses."""

from __future__ import annotations

import csv
import json

import pytest
import torch

from metaunsup.learners.registry import make_learner

SMALL = "evaluate --task generation --tasks 2 --shots 1,3 --held-out 5 --adapt-steps 2"


def test_tables_json_and_csv(command, tmp_path) -> None:
    learner = make_learner("reptile-vae")
    learner.parameters = learner.initialise(1, torch.Generator().manual_seed(0))
    learner.trained_on = torch.arange(3)
    learner.card = {"pool": {"name": "elsewhere"}, "labels": False}
    learner.save(tmp_path / "own.safetensors")
    files = tmp_path / "a.json", tmp_path / "a.csv"
    line = f"{SMALL} --generators reptile-vae@own,scratch-gan,augmented --checkpoint own={tmp_path}/own.safetensors"
    done = command(line, "--json", str(files[0]), "--csv", str(files[1]))
    assert (done.code, done.err) == (0, "")
    summary = json.loads(files[0].read_text())
    assert list(summary["learners"]) == ["reptile-vae@own", "scratch-gan", "augmented"]
    assert summary["sizes"] == [1, 3] and summary["held_out"] == 5 and summary["judge"]["pool"] == "digits"
    for metric in ("mmd", "share", "distance"):
        assert len(summary["learners"]["augmented"][metric]["3"]["per_task"]) == 2
    assert summary["learners"]["scratch-gan"]["bound"]["1"]["mean"] is None
    assert summary["learners"]["reptile-vae@own"]["meta_training"]["pool"] == "elsewhere"
    assert summary["learners"]["augmented"]["meta_training"] is None
    rows = list(csv.DictReader(files[1].read_text().splitlines()))
    assert len(rows) == 12
    assert float(rows[1]["bound"]) == summary["learners"]["reptile-vae@own"]["bound"]["3"]["per_task"][0]
    bound = summary["learners"]["reptile-vae@own"]["bound"]["3"]["mean"]
    assert f"{bound:.3f} ±" in done.out and "reptile-vae@own vs augmented" in done.out
    assert f"{summary['growth']['reptile-vae@own']['bound']['mean']:+.3f}" in done.out
    chinese = command(f"{line} --judge omniglot-minimal --lang zh")
    assert chinese.code == 0 and "评判者" in chinese.out and "说不出该认作什么" in chinese.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--ways 5", "--ways is of use with --task clustering alone"),
        ("--queries 5", "--queries is of use with --task anomaly alone"),
        ("--task anomaly --shots 10 --adapt-steps 1 --held-out 5", "--held-out is of use with --task generation alone"),
        ("--shots 5,2", "must rise"),
        ("--shots x", "--shots"),
        ("--shots ,", "“” is none"),
        ("--shots 500", "--shots"),
        ("--generators copies --shots 90", "at most"),
        ("--held-out 1", "--held-out"),
        ("--generators nobody", "reptile-vae"),
        ("--generators copies@own", "copies@own"),
        ("--generators reptile-vae --trained-on mnist-0-4", "train --learner reptile-vae"),
        ("--generators copies --checkpoint reptile-vae=x.safetensors", "of no use"),
        ("--generators copies --checkpoint reptile-vae=/nowhere.safetensors", "of no use"),
        ("--generators figr --checkpoint figr=/nowhere.safetensors", "/nowhere.safetensors"),
        ("--generators copies --judge nobody", "digits, mnist, omniglot-minimal"),
    ],
)
def test_bad_input_is_one_sentence(command, words, said) -> None:
    assert said in command(f"{SMALL} {words}").sentence
