"""What practice is worth in judging what does not belong: one-class MNIST, K = 10 normal items, no labels.

    python -m benchmarks.anomaly              # what is missing from the results, then the table
    python -m benchmarks.anomaly --only knn --kind apart
    python -m benchmarks.anomaly --readme     # only write the tables from benchmarks/results/anomaly.json

Every detector meets the same tasks of MNIST's test part: 10 unlabelled items of one digit, then 20 to be judged, half
of them of other digits (or one in ten): of all (apart), of one or two (clumps), and then with two of the ten, too.
``@mnist/`` has practised on MNIST's unlabelled train part (all ten digits), ``@omniglot-minimal/`` never met a digit.
Controls: an untrained network, the VAE's latents, the mean of 16 altered views of each item (``-tta``), and ProtoNet
after as much more practice as ACR's, on as many pictures of the same clusters (``proto@more-POOL``). An hour of a core.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from benchmarks.make_checkpoints import practise, settings_of
from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.detectors.registry import make_detector
from metaunsup.evaluation.anomaly import METRICS, evaluate_anomaly
from metaunsup.evaluation.classes import two_way
from metaunsup.evaluation.metrics import Interval, mean_interval
from metaunsup.tasks.anomaly import AnomalyKind
from metaunsup.training.references import referenced_learner

PATH = RESULTS / "anomaly.json"
SHOWN = Path(__file__).parents[1] / "metaunsup" / "ui" / "anomalies" / "measured.json"  # what the page states of them
KINDS = {
    "apart": (AnomalyKind(), 100),
    "apart, one in ten": (AnomalyKind(rate=0.1), 100),
    "clumps": (AnomalyKind(anomalies="clumps"), 100),
    "clumps, 20 % in the support": (AnomalyKind(anomalies="clumps", contamination=0.2), 100),
}
STEPS = 5
RAW = ("iforest", "ocsvm", "lof", "knn", "proto", "svdd")
BEST = "best in raw space"  # on these very tasks
MORE = "proto@more-{}"
CONTROLS = ("proto@untrained", "proto@mnist/vae", "vae@mnist/vae")
ON = ("mnist", "omniglot-minimal")
LEARNED = (
    "knn@{}/protonet",
    "proto@{}/protonet",
    "proto@{}/protonet-alone",
    "proto@{}/protonet-tta",
    "svdd@{}/protonet",
)
PRACTISED = ("acr@{}/acr", "fomaml@{}/oc-fomaml", "maml@{}/oc-maml", "reptile@{}/oc-reptile")
NAMES = (*RAW, *CONTROLS, *(name.format(on) for on in ON for name in (*LEARNED, MORE, *PRACTISED)))
Results = dict[str, dict[str, dict[str, list[Any]]]]  # kind -> detector -> metric (and "normal") -> tasks


def more(on: str, runs: Path) -> Path:
    """ProtoNet's checkpoint for ``on`` after as many further steps as ACR's, on as many pictures of its clusters."""
    as_acr = settings_of(on, "acr")
    sizes = {"ways": 10, "support_views": 10, "query_views": 2}
    practise(replace(as_acr, learner="protonet", options=sizes, validate_every=0), runs / on, f"{on}, more")
    return runs / on / "checkpoint.safetensors"


def measure(kind: str, names: list[str], runs: Path) -> dict[str, dict[str, list[Any]]]:
    """Each detector's metrics on each task, and the digit that was normal."""
    what, tasks = KINDS[kind]
    detectors = {
        name: make_detector(
            name.replace("@", "@shipped:") if "/" in name else name,
            given={f"more-{on}": more(on, runs) for on in ON if name == MORE.format(on)},
            resolve=referenced_learner,
        )
        for name in names
    }
    found: dict[str, dict[str, list[Any]]] = {name: {key: [] for key in (*METRICS, "normal")} for name in names}
    work = evaluate_anomaly(load_pool("mnist"), detectors, what, tasks=tasks, seed=0, adapt_steps=STEPS)
    for task in tqdm(work, desc=kind, total=tasks):
        for name, one in task.learners.items():
            for metric in METRICS:
                found[name][metric].append(round(getattr(one, metric), 6))
            found[name]["normal"].append(task.classes[0])
    return found


def over_digits(values: list[float], normal: list[str]) -> Interval:
    """The mean of ``values``, one a task, with its interval over tasks and the digits that were normal."""
    weight = (np.array(normal)[:, None] == np.array(sorted(set(normal)))).astype(float)
    return two_way(weight, weight * np.array(values)[:, None])


def table(results: Results) -> list[list[str]]:
    """AUROC of each detector, balanced accuracy behind it, then paired differences; a column for each kind of task."""
    kinds = [kind for kind in KINDS if kind in results]
    rows = [["AUROC (balanced accuracy)", *(f"{kind} ({KINDS[kind][1]} tasks)" for kind in kinds)]]
    there = [name for name in NAMES if any(name in results[kind] for kind in kinds)]
    rows += [[f"`{name}`", *(_cell(results[kind].get(name)) for kind in kinds)] for name in there]
    for on in ON:
        pairs = [(name, BEST) for name in ("proto@{}/protonet", *PRACTISED)]
        pairs += [(PRACTISED[0], rival) for rival in (*(name for name in LEARNED if name.startswith("proto@")), MORE)]
        for name, rival in ((first.format(on), second.format(on)) for first, second in pairs):
            cells = [_apart(results[kind], name, rival) for kind in kinds]
            if any(cell != "-" for cell in cells):
                rows.append([f"`{name}` minus {rival}, paired", *cells])
    return rows


def _cell(one: dict[str, list[Any]] | None) -> str:
    if one is None:
        return "-"
    balanced = mean_interval(one["balanced_accuracy"]).mean
    return f"{_around(mean_interval(one['auroc']))}, digits ± {_margin(one['auroc'], one['normal'])} ({balanced:.2f})"


def _apart(results: dict[str, dict[str, list[Any]]], name: str, rival: str) -> str:
    raw = [one for one in RAW if one in results]
    if (best := rival == BEST) and raw:
        rival = max(raw, key=lambda one: float(np.mean(results[one]["auroc"])))
    if name not in results or rival not in results:
        return "-"
    apart = (np.array(results[name]["auroc"]) - np.array(results[rival]["auroc"])).tolist()
    told = f" ({rival})" if best else ""
    return f"{_around(mean_interval(apart), '+')}, digits ± {_margin(apart, results[name]['normal'])}{told}"


def _margin(values: list[float], normal: list[str]) -> str:
    return f"{over_digits(values, normal).margin or 0:.3f}"


def _around(one: Interval, sign: str = "") -> str:
    return f"{one.mean:{sign}.3f} ± {one.margin or 0:.3f}"


def shown(results: Results) -> dict[str, Any]:
    """What the page states: of each detector and kind of task the mean AUROC, half its intervals, balanced accuracy."""
    rows = []
    for name in NAMES:
        cells = {kind: _shown(results[kind][name]) for kind in KINDS if name in results.get(kind, {})}
        rows += [{"detector": name, **cells}] if cells else []
    tasks = {kind: KINDS[kind][1] for kind in KINDS if kind in results}
    return {"command": "python -m benchmarks.anomaly", "pool": "mnist", "tasks": tasks, "rows": rows}


def _shown(one: dict[str, list[Any]]) -> dict[str, float | None]:
    over_tasks, over_both = mean_interval(one["auroc"]), over_digits(one["auroc"], one["normal"])
    found = {"auroc": over_tasks.mean, "margin": over_tasks.margin, "margin_classes": over_both.margin}
    found["balanced_accuracy"] = mean_interval(one["balanced_accuracy"]).mean
    return {name: None if value is None else round(value, 4) for name, value in found.items()}


def main() -> None:
    """Measure what is missing, then write the table, here and for the page."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=NAMES, default=list(NAMES))
    ask.add_argument("--kind", nargs="+", choices=KINDS, default=list(KINDS))
    ask.add_argument("--runs", type=Path, default=Path("runs/anomaly"), help="where the control's trainings are kept")
    ask.add_argument("--again", action="store_true", help="measure what is in the results, too")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    for kind in () if chosen.readme else chosen.kind:
        missing = [name for name in chosen.only if chosen.again or name not in _read().get(kind, {})]
        if missing:
            found = measure(kind, missing, chosen.runs)
            results = _read()
            results[kind] = results.get(kind, {}) | found
            PATH.write_text(json.dumps(results, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
    put("anomaly", table(_read()))
    SHOWN.write_text(json.dumps(shown(_read()), indent=1) + "\n", encoding="utf-8")


def _read() -> Results:
    return dict(json.loads(PATH.read_text(encoding="utf-8"))) if PATH.is_file() else {}


if __name__ == "__main__":
    main()
