"""``evaluate --task anomaly``: detectors on the same many tasks of judging what does not belong."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, real, shown, whole
from metaunsup.cli.classes import over_words, wider
from metaunsup.cli.output import bar, number, output_file, paragraph, table, with_interval, write_json
from metaunsup.cli.practice import cost_in_words, practice_notes, prepared
from metaunsup.cli.remarks import complain, failures, over
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.detectors.base import Detector
    from metaunsup.tasks.anomaly import AnomalyKind

DEFAULT_DETECTORS = "iforest,ocsvm,lof,knn,knn@untrained,knn@protonet,proto@protonet,acr,fomaml"
# option -> default as text
OPTIONS: dict[str, Any] = {
    "detectors": DEFAULT_DETECTORS,
    "queries": "20",
    "normal_ways": "1",
    "contamination": "0",
    "rate": "0.5",
    "anomalies": "apart",
    "miss_cost": "1",
    "csv": None,
    "scores": None,
    "curves": None,
    "heat": None,
}
FILES = ("csv", "scores", "curves", "heat")
_METAVARS = {"detectors": "A,B,...", "contamination": "X", "rate": "X", "anomalies": "KIND", "miss_cost": "X"}
_METAVARS |= dict.fromkeys(FILES, "FILE")


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Add what this kind of task has alone."""
    for name in OPTIONS:
        option = name.replace("_", "-")
        parser.add_argument(f"--{option}", metavar=_METAVARS.get(name, "N"), help=say(f"cli.evaluate.{option}"))


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Evaluate, write the files, then print the table, and what stopped whom."""
    numbers = {
        "tasks": whole(chosen.tasks, "--tasks", 1, 100_000),
        "seed": whole(chosen.seed, "--seed", 0, BIGGEST_SEED),
        "adapt_steps": whole(chosen.adapt_steps, "--adapt-steps", 0, 1000),
    }
    kind = read_kind(chosen)
    named = names(chosen.detectors, "--detectors")
    given = pairs(chosen.checkpoint, "--checkpoint", "acr=FILE.safetensors")
    target = None if chosen.json is None else output_file(chosen.json, "--json")
    miss_cost = real(chosen.miss_cost, "--miss-cost", 0.01, 1000)
    files = {name: output_file(file, f"--{name}") for name in FILES if (file := getattr(chosen, name)) is not None}

    from metaunsup.cli.anomaly_files import judge_unscored, refuse_heat, write_files
    from metaunsup.data.registry import POOLS, resolve_pool
    from metaunsup.evaluation.anomaly import evaluate_anomaly
    from metaunsup.evaluation.anomaly_summary import summarise_anomaly
    from metaunsup.evaluation.failures import failed

    for named_pool in (chosen.trained_on, chosen.pool):
        if named_pool is not None and named_pool not in POOLS:
            resolve_pool(named_pool)  # a slip of the pen is told as that, not as a checkpoint that could be made
    detectors, cost = prepare(named, given, chosen.trained_on or chosen.pool)
    if "heat" in files:
        refuse_heat(detectors)
    pool = resolve_pool(chosen.pool)
    unscored = {"scores"} <= files.keys() <= {"scores", "heat"} and target is None
    if pool.labels is None and pool.unsorted is None and unscored:  # nobody knows what would be right
        return judge_unscored(pool, detectors, kind, files, say, **numbers)
    work = evaluate_anomaly(pool, detectors, kind, **numbers)
    results = list(bar(work, total=numbers["tasks"], words=say("cli.evaluate.tasks_bar")))
    settings = {name: numbers[name] for name in ("seed", "adapt_steps")}
    summary = summarise_anomaly(results, kind, pool=pool, checkpoints=cost, miss_cost=miss_cost, **settings)
    notes = [text for text in (say.note(pool.note),) if text is not None]
    notes += practice_notes((one for one in cost.values() if one and one["pool"] != pool.name), say)
    for told in filter(None, (summary, *cost.values())):  # a file is read by people without the program, too
        told["note"] = Say().note(told["note"])
    if target is not None:
        write_json(target, summary)
    write_files(files, results, pool, detectors, kind, **settings)
    broken = failures(failed(results), len(results), say)
    print(report(summary, notes, broken, say))
    complain(broken)
    return 0


def read_kind(chosen: argparse.Namespace) -> AnomalyKind:
    """What tasks are asked for."""
    from metaunsup.tasks import anomaly as tasks

    if chosen.anomalies not in tasks.KINDS:
        raise MetaUnsupError("option_choice", name="--anomalies", value=shown(chosen.anomalies), choices=tasks.KINDS)
    return tasks.AnomalyKind(
        shots=whole(chosen.shots, "--shots", *tasks.SHOTS),
        queries=whole(chosen.queries, "--queries", *tasks.QUERIES),
        normal_ways=whole(chosen.normal_ways, "--normal-ways", *tasks.NORMAL_WAYS),
        contamination=real(chosen.contamination, "--contamination", *tasks.CONTAMINATION),
        rate=real(chosen.rate, "--rate", *tasks.RATE),
        anomalies=chosen.anomalies,
    )


def prepare(
    named: Sequence[str], given: Mapping[str, str], trained_on: str
) -> tuple[dict[str, Detector], dict[str, dict[str, Any] | None]]:
    """Each detector, and what the meta-training of its encoder cost; refuses a checkpoint that none of them loads."""
    from metaunsup.detectors.registry import make_detector

    return prepared(named, given, trained_on, make_detector, lambda name, _: used_by(name, given))


def used_by(name: str, given: Mapping[str, str]) -> str | None:
    """Which of the checkpoints ``given`` the detector called ``name`` loads."""
    from metaunsup.detectors.registry import DETECTORS_OF

    base, _, where = name.partition("@")
    plain = where.removesuffix("-tta").removesuffix("-alone")
    practised = next((learner for learner, detector in DETECTORS_OF.items() if detector == base), base)
    return next((one for one in ((plain,) if plain else (base, practised)) if one in given), None)


def report(summary: dict[str, Any], notes: Sequence[str], broken: Sequence[str], say: Say) -> str:
    """The summary as a person reads it; ``broken``: what stopped whom."""
    from metaunsup.evaluation.anomaly import METRICS

    also = summary["over"]["unit"] != "tasks"  # intervals over tasks and classes
    head = [say("cli.evaluate.anomaly.head", **summary), say(f"cli.evaluate.anomaly.{summary['anomalies']}")]
    if summary["contamination"]:
        head.append(say("cli.evaluate.anomaly.contaminated", share=f"{summary['contamination']:.0%}"))
    heads = [say("cli.evaluate.anomaly.detector"), *(say(f"metric.{metric}") for metric in METRICS)]
    heads[2:2] = [say("cli.classes.column")] * also
    rows = [[*heads, say("cli.evaluate.column.seconds"), say("cli.evaluate.column.practice")]]
    for name, one in summary["learners"].items():
        cells = [with_interval(one[metric]) for metric in METRICS]
        cells[1:1] = [wider(one["auroc"])] * also
        rows.append([name, *cells, number(one["seconds_per_task"]), cost_in_words(one["meta_training"], say)])
    parts = ["\n".join(map(paragraph, [*head, *notes])), table(rows, right=range(1, len(rows[0]) - 1))]
    parts.append(_errors(summary, say))
    legend = [say("cli.evaluate.anomaly.legend"), over_words(summary["over"], say)]
    parts.append(paragraph(" ".join(legend)))
    parts += ["\n".join(map(paragraph, broken))] if broken else []
    found = summary["paired"]
    if found["auroc"]:
        both = [[say("cli.evaluate.paired.pair"), *(say(f"metric.{metric}") for metric in METRICS)]]
        both[0][2:2] = [say("cli.classes.column")] * also
        for pair, entry in found["auroc"].items():
            cells = [with_interval(found[metric][pair], signed=True) for metric in METRICS]
            cells[1:1] = [wider(entry)] * also
            both.append([over(pair, entry.get("tasks"), say), *cells])
        parts.append(say("cli.evaluate.paired") + "\n" + table(both, right=range(1, len(both[0]))))
    return "\n\n".join(parts)


def _errors(summary: dict[str, Any], say: Say) -> str:
    """Both kinds of error at each detector's own threshold, and what they cost."""
    columns = ("detector", "missed", "alarms", "cost", "least")
    rows = [[say(f"cli.evaluate.anomaly.{column}") for column in columns]]
    for name, one in summary["learners"].items():
        if one["cost"]["mean"] is not None:
            shares = (f"{one['errors'][error]:.0%}" for error in ("missed", "alarms"))
            rows.append([name, *shares, with_interval(one["cost"]), with_interval(one["least_cost"])])
    told = say("cli.evaluate.anomaly.errors", miss_cost=f"{summary['miss_cost']:g}")
    return f"{paragraph(told)}\n{table(rows, right=range(1, len(columns)))}"
