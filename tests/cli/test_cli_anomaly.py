"""``evaluate --task anomaly``: its table and files, in both languages, and what it refuses."""

from __future__ import annotations

import csv
import json

import pytest

SMALL = "evaluate --task anomaly --tasks 2 --shots 5 --queries 6 --adapt-steps 1"


def test_table_json_and_csv(command, tmp_path) -> None:
    files = tmp_path / "a.json", tmp_path / "a.csv"
    line = f"{SMALL} --detectors knn,knn@protonet,acr --anomalies clumps --contamination 0.2 --json {files[0]}"
    done = command(line, "--csv", str(files[1]))
    assert (done.code, done.err) == (0, "")
    summary = json.loads(files[0].read_text())
    assert list(summary["learners"]) == ["knn", "knn@protonet", "acr"]
    assert (summary["anomalies"], summary["contamination"], summary["shots"]) == ("clumps", 0.2, 5)
    for metric in ("auroc", "average_precision", "balanced_accuracy"):
        assert len(summary["learners"]["acr"][metric]["per_task"]) == 2
    assert summary["learners"]["knn"]["meta_training"] is None
    assert summary["learners"]["knn@protonet"]["meta_training"]["checkpoint"] == "shipped:digits/protonet"
    rows = list(csv.DictReader(files[1].read_text().splitlines()))
    assert len(rows) == 6 and float(rows[0]["auroc"]) == summary["learners"]["knn"]["auroc"]["per_task"][0]
    assert f"{summary['learners']['acr']['auroc']['mean']:.3f} ±" in done.out and "knn vs acr" in done.out
    chinese = command(f"{line} --lang zh")
    assert chinese.code == 0 and "异常成堆出现" in chinese.out and "20%" in chinese.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--ways 5", "--ways is of use with --task clustering alone"),
        ("--task clustering --queries 5", "--queries is of use with --task anomaly alone"),
        ("--task nothing", "clustering, anomaly"),
        ("--anomalies everywhere", "apart, clumps"),
        ("--contamination 0.9", "--contamination"),
        ("--contamination x", "--contamination"),
        ("--queries 1", "--queries"),
        ("--detectors knn --normal-ways 10", "fewer normal classes"),
        ("--detectors nobody", "iforest"),
        ("--detectors knn@nobody", "knn@nobody"),
        ("--detectors maml", "train --learner oc-maml"),
        ("--detectors knn --checkpoint acr=x.safetensors", "of no use"),
        ("--detectors acr --checkpoint acr=/nowhere.safetensors", "/nowhere.safetensors"),
        ("--detectors knn --shots 150", "at most"),
    ],
)
def test_bad_input_is_one_sentence(command, words, said) -> None:
    assert said in command(f"{SMALL} {words}").sentence
