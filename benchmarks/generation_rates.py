"""How generators' rates were chosen: on letters of the validation part, never on a test item.

    python -m benchmarks.generation_rates                      # what is missing from the results, then the table
    python -m benchmarks.generation_rates --only task --again
    python -m benchmarks.generation_rates --readme             # only write the table from the results

Three choices, each by the mean over 1 and 10 items shown: the rate of the inner steps in practice, after a short
practice at each (``practice``); the rate of the steps at a task, by what ships (``task``); and as how many items the
standard normal counts in the prior (``prior``). VAEs are chosen by the bound, which needs no label; GANs have none and
are chosen by MMD in the space of a judge that learned letters of the train part by their labels. Five minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from benchmarks.generation import PRACTISED_ON, STEPS
from benchmarks.make_checkpoints import practise, settings_of
from benchmarks.readme import RESULTS, put
from metaunsup.data.registry import load_pool
from metaunsup.evaluation.generation import judge_task
from metaunsup.evaluation.judge import shipped_judge
from metaunsup.evaluation.metrics import mean_interval
from metaunsup.generation.base import FewShotGenerator
from metaunsup.generation.registry import make_generator
from metaunsup.tasks.generation import GenerationKind, sample_generation_task
from metaunsup.tasks.streams import derive_seed

PATH = RESULTS / "generation-rates.json"
KIND, TASKS, SEED = GenerationKind(sizes=(1, 10), held_out=10), 10, 1
SHORT = {"reptile-vae": 15, "figr": 15}  # steps of practice at each rate
VAES = ("reptile-vae", "plain-vae", "scratch-vae")
GANS = ("figr", "plain-gan", "scratch-gan")
RATES = {**dict.fromkeys(VAES, (1e-3, 2e-3, 5e-3, 1e-2)), **dict.fromkeys(GANS, (1e-3, 2e-3, 5e-3))}
WEIGHTS = (0.0, 0.5, 1.0, 2.0, 4.0, 1e9)
WHAT = ("practice", "task", "prior")
ABOUT = "the best value: its mean; the others: minus the best, paired ± half the 95 % interval over tasks"
Results = dict[str, dict[str, dict[str, list[float]]]]  # what -> generator -> value -> a number a task


def judged(made: FewShotGenerator) -> list[float]:
    """The bound, or where there is none MMD, of each validation task: the mean over sizes."""
    pool, judge, told = load_pool(PRACTISED_ON), shipped_judge(PRACTISED_ON), []
    metric = "bound" if made.has_bound else "mmd"
    for index in range(TASKS):
        seed = derive_seed(SEED, "rates", index)
        task = sample_generation_task(pool, KIND, seed, part="validation")
        found = judge_task(task, {made.name: made}, KIND, judge, SEED, index, STEPS)
        for failure in found.failures.values():
            raise failure.error
        told.append(sum(getattr(found.learners[made.name], metric)) / len(KIND.sizes))
    return [round(one, 5) for one in told]


def candidates(what: str, name: str, runs: Path) -> Iterable[tuple[float, FewShotGenerator]]:
    """The values that are tried, each with the generator that has it."""
    if what == "practice":
        for rate in RATES[name]:
            settings = settings_of(PRACTISED_ON, name)
            settings = replace(settings, steps=SHORT[name], options={**settings.options, "train_lr": rate})
            out = runs / name / f"{rate:g}"
            practise(settings, out, f"{name} at {rate:g}")
            yield rate, make_generator(f"{name}@short", given={"short": out / "checkpoint.safetensors"}, rate=rate)
    elif what == "task":
        for rate in RATES[name]:
            yield rate, make_generator(name, trained_on=PRACTISED_ON, rate=rate)
    else:
        for weight in WEIGHTS:
            yield weight, make_generator(name, trained_on=PRACTISED_ON, prior_weight=weight)


def table(results: Results) -> list[list[str]]:
    """A row a choice: what the best value came to, in bold, and how far from it the others are, paired."""
    rows = [
        [
            "chosen",
            "for",
            "by",
            ABOUT,
        ]
    ]
    for what in WHAT:
        for name, found in results.get(what, {}).items():
            rows.append([what, f"`{name}`", "bound" if name in VAES else "MMD²", _cells(found, name in VAES)])
    return rows


def _cells(found: Mapping[str, list[float]], higher: bool) -> str:
    best = (max if higher else min)(found, key=lambda value: mean_interval(found[value]).mean)
    digits, cells = 1 if higher else 3, []
    for value, told in found.items():
        if value == best:
            cells.append(f"**{value}: {mean_interval(told).mean:.{digits}f}**")
            continue
        apart = mean_interval([one - other for one, other in zip(told, found[best], strict=True)])
        cells.append(f"{value}: {apart.mean:+.{digits}f} ± {apart.margin or 0:.{digits}f}")
    return ", ".join(cells)


def main() -> None:
    """Measure what is missing, then write the table."""
    names = {"practice": tuple(SHORT), "task": VAES + GANS, "prior": VAES}
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=WHAT, default=list(WHAT))
    ask.add_argument("--for", nargs="+", choices=VAES + GANS, default=list(VAES + GANS), dest="whom")
    ask.add_argument("--runs", type=Path, default=Path("runs/generation-rates"), help="where short practice is kept")
    ask.add_argument("--again", action="store_true", help="measure what is in the results, too")
    ask.add_argument("--readme", action="store_true", help="measure nothing")
    chosen = ask.parse_args()
    for what in () if chosen.readme else chosen.only:
        for name in (one for one in names[what] if one in chosen.whom):
            if not chosen.again and name in _read().get(what, {}):
                continue
            tried = candidates(what, name, chosen.runs)
            found = {f"{value:g}": judged(made) for value, made in tqdm(tried, desc=f"{what} {name}")}
            results = _read()
            results.setdefault(what, {})[name] = found
            PATH.write_text(json.dumps(results, separators=(",", ":")) + "\n", encoding="utf-8")
    put("generation-rates", table(_read()))


def _read() -> Results:
    return dict(json.loads(PATH.read_text(encoding="utf-8"))) if PATH.is_file() else {}


if __name__ == "__main__":
    main()
