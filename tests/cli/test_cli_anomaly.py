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


def test_what_the_page_shows_is_had_as_files_too(command, tmp_path) -> None:
    names = {name: tmp_path / f"a.{name}" for name in ("scores", "curves", "heat", "json")}
    files = " ".join(f"--{name} {path}" for name, path in names.items())
    done = command(f"{SMALL} --detectors knn,vae --miss-cost 3 {files}")
    assert (done.code, done.err) == (0, "") and "3 false alarms" in " ".join(done.out.split())
    told = json.loads(names["json"].read_text())
    rows = list(csv.DictReader(names["scores"].read_text().splitlines()))
    assert len(rows) == 2 * 2 * 6 and told["miss_cost"] == 3
    knn = [row for row in rows if row["detector"] == "knn"]
    missed = sum(row["anomalous"] == "True" and row["called_anomalous"] == "False" for row in knn)
    alarms = sum(row["anomalous"] == "False" and row["called_anomalous"] == "True" for row in knn)
    assert told["learners"]["knn"]["cost"]["mean"] == pytest.approx((3 * missed + alarms) / 12)
    assert names["curves"].read_text().startswith("detector,curve,x,mean,low,high\nknn,roc,")
    assert names["heat"].read_bytes().startswith(b"\x89PNG")


def test_pictures_without_classes_give_scores_and_nothing_else(command, tmp_path) -> None:
    rows = "\n".join(f"{n * 7 % 17},{n * n % 13},{n % 5}" for n in range(60))
    (tmp_path / "t.csv").write_text(rows)
    line = f"{SMALL} --pool {tmp_path / 't.csv'} --detectors knn,proto"
    assert "no labels" in command(line).sentence or "classes" in command(line).sentence
    done = command(f"{line} --scores {tmp_path / 's.csv'}")
    assert done.code == 0 and "/ 12" in done.out
    scores = list(csv.DictReader((tmp_path / "s.csv").read_text().splitlines()))
    assert len(scores) == 24 and {row["anomalous"] for row in scores} == {""}


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
        ("--detectors knn --heat x.png", "add patches, or vae"),
        ("--miss-cost 0", "--miss-cost"),
    ],
)
def test_bad_input_is_one_sentence(command, words, said) -> None:
    assert said in command(f"{SMALL} {words}").sentence
