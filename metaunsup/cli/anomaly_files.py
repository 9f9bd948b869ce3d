"""The files of ``evaluate --task anomaly`` beside its JSON, and what can be done where nobody knows the classes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from metaunsup.cli.output import bar, paragraph, table
from metaunsup.cli.remarks import complain
from metaunsup.data.files import csv_text, replace_file
from metaunsup.data.pool import Pool
from metaunsup.detectors.base import Detector
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.anomaly import AnomalyResult
from metaunsup.evaluation.anomaly_look import COLUMNS, Verdict, look, score_rows
from metaunsup.evaluation.anomaly_summary import as_csv, curves_csv
from metaunsup.tasks.anomaly import AnomalyKind, AnomalyTask
from metaunsup.words import Say


def write_files(
    files: Mapping[str, Path],
    results: Sequence[AnomalyResult],
    pool: Pool,
    detectors: Mapping[str, Detector],
    kind: AnomalyKind,
    *,
    seed: int,
    adapt_steps: int,
) -> None:
    """Whichever of ``files`` are asked for: "csv", "scores", "curves", "heat"."""
    if "csv" in files:
        _write(files["csv"], as_csv(results, pool.name, seed))
    if "curves" in files:
        _write(files["curves"], curves_csv(results))
    rows: list[tuple[object, ...]] = []
    for one in results if "scores" in files else results[: "heat" in files]:
        task, verdicts = _looked(pool, detectors, kind, seed, adapt_steps, one.index)
        rows += score_rows(task, verdicts, seed, one.index)
        if "heat" in files and one.index == 0:
            write_heat(files["heat"], task, verdicts)
    if "scores" in files:
        _write(files["scores"], csv_text(COLUMNS, rows))


def refuse_heat(detectors: Mapping[str, Detector]) -> None:
    """Refuse a picture of reconstructions where nobody draws any."""
    if not any(one.draws or one.points for one in detectors.values()):
        raise MetaUnsupError("no_detector_draws", detectors=tuple(detectors))


def judge_unscored(
    pool: Pool,
    detectors: Mapping[str, Detector],
    kind: AnomalyKind,
    files: Mapping[str, Path],
    say: Say,
    *,
    tasks: int,
    seed: int,
    adapt_steps: int,
) -> int:
    """Judge tasks of a pool without classes: the scores as a file, and how many items each detector calls anomalous."""
    rows: list[tuple[object, ...]] = []
    broken: dict[str, str] = {}
    called = dict.fromkeys(detectors, 0)
    for index in bar(range(tasks), total=tasks, words=say("cli.evaluate.tasks_bar")):
        task, verdicts = _looked(pool, detectors, kind, seed, adapt_steps, index)
        rows += score_rows(task, verdicts, seed, index)
        for name, one in verdicts.items():
            if one.error is not None:
                broken.setdefault(name, f"{name}: {say.explain(one.error)}")
            elif one.judgement is not None:
                called[name] += int((one.judgement.predictions < 0).sum())
        if len(broken) == len(detectors):
            raise next(one.error for one in verdicts.values() if one.error is not None)
        if index == 0 and "heat" in files:
            write_heat(files["heat"], task, verdicts)
    _write(files["scores"], csv_text(COLUMNS, rows))
    total = tasks * kind.queries
    heads = [say("cli.evaluate.anomaly.detector"), say("cli.evaluate.anomaly.called")]
    body = [[name, f"{count} / {total}"] for name, count in called.items() if name not in broken]
    told = paragraph(say("cli.evaluate.anomaly.unscored", pool=pool.name, tasks=tasks))
    print("\n\n".join([told, table([heads, *body], right=(1,))]))
    complain([*broken.values()])
    return 0


def write_heat(path: Path, task: AnomalyTask, verdicts: Mapping[str, Verdict]) -> None:
    """The most suspicious items and where the first detector that says so finds them odd, as PNG."""
    from PIL import Image

    board = next((board for one in verdicts.values() if (board := one.board(task.queries)) is not None), None)
    if board is None:  # it failed; what stopped it is told beside the numbers
        return
    file = io.BytesIO()
    Image.fromarray(board).save(file, format="PNG")
    replace_file(path, file.getvalue())


def _looked(
    pool: Pool, detectors: Mapping[str, Detector], kind: AnomalyKind, seed: int, adapt_steps: int, index: int
) -> tuple[AnomalyTask, dict[str, Verdict]]:
    task, verdicts = look(pool, detectors, kind, seed=seed, adapt_steps=adapt_steps, index=index)
    return task, {one.name: one for one in verdicts if one is not None}


def _write(path: Path, text: str) -> None:
    replace_file(path, text.encode(errors="backslashreplace"))
