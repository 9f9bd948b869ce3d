"""``compare``: a grid of tasks, every learner on the same ones, spread over processes; tables, CSV, LaTeX and JSON."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, pool_names, real, whole
from metaunsup.cli.comparison import report
from metaunsup.cli.evaluate import chosen_files
from metaunsup.cli.output import bar, output_file, write_json
from metaunsup.cli.practice import as_path, loop_note
from metaunsup.cli.remarks import complain, failures
from metaunsup.cli.stopping import STANDARD_OUTPUT, Stoppable, json_lines
from metaunsup.data.files import as_published
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Finished, Grid, Plan

DEFAULT_LEARNERS = "kmeans,spectral,protonet,reptile"
DEFAULT_POOLS = "digits"
MOST_JOBS = 256


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    about = say("cli.compare.about")
    parser = commands.add_parser("compare", say=say, help=about, description=about)
    for option, metavar, default in (
        ("learners", "A,B,...", DEFAULT_LEARNERS),
        ("ways", "K,K,...", "5"),
        ("shots", "N,N,...", "5"),
        ("imbalance", "X,X,...", None),
        ("seeds", "N,N,...", "0"),
        ("tasks", "N", "20"),
        ("adapt-steps", "N", "20"),
        ("trained-on", "POOL", None),
        ("jobs", "N", None),
        ("dask", "ADDRESS", None),
        ("csv", "FILE", None),
        ("latex", "FILE", None),
        ("lines", "FILE", None),
    ):
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=say(f"cli.compare.{option}"))
    parser.add_argument("--pools", metavar="A,B,...", action="append", help=say("cli.compare.pools"))
    parser.add_argument("--checkpoint", metavar="NAME=FILE", action="append", help=say("cli.evaluate.checkpoint"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Compare, keep what is finished also where it is stopped, write the files and print the tables."""
    named = names(chosen.learners, "--learners")
    files = chosen_files(named, pairs(chosen.checkpoint, "--checkpoint", "maml=FILE.safetensors"))
    grid = read_grid(chosen)
    targets = {
        kind: output_file(file, f"--{kind}")
        for kind in ("json", "csv", "latex", "lines")
        if (file := getattr(chosen, kind)) is not None and (kind, file) != ("lines", STANDARD_OUTPUT)
    }

    from metaunsup.data.registry import POOLS, resolve_pool
    from metaunsup.evaluation.compare import compare, prepare
    from metaunsup.evaluation.failures import failed
    from metaunsup.evaluation.tables import ordered

    jobs = _jobs(chosen.jobs)
    if chosen.trained_on is not None and chosen.trained_on not in POOLS:
        resolve_pool(chosen.trained_on)  # a slip of the pen is told as that, not as a checkpoint that could be made
    plan = prepare(
        grid,
        named,
        trained_on=chosen.trained_on,
        checkpoints={name: as_path(file) for name, file in files.items()},
        published={name: as_published(file) for name, file in files.items()},
    )
    results: list[Finished] = []
    with (
        json_lines(targets.get("lines", chosen.lines)) as write,
        Stoppable(results, write) as stoppable,
        contextlib.closing(compare(plan, jobs=jobs, dask=chosen.dask)) as work,  # type: ignore[type-var]
    ):
        for one in bar(work, total=grid.total, words=say("cli.evaluate.tasks_bar")):
            results.append(one)
            write(one.as_json())
    _keep(results, plan, targets)
    broken = failures(failed(one.task for one in ordered(results, plan)), len(results), say)
    if chosen.lines != STANDARD_OUTPUT:
        print(report(results, plan, broken, say))
    complain(broken)
    return stoppable.exit_code(say("cli.compare.kept", done=len(results), total=grid.total))


def read_grid(chosen: argparse.Namespace) -> Grid:
    """The grid of the command line; its size is checked with what it holds."""
    from metaunsup.evaluation.compare import Grid

    def numbers(option: str, low: int, high: int) -> tuple[int, ...]:
        return tuple(whole(text, f"--{option}", low, high) for text in names(getattr(chosen, option), f"--{option}"))

    shares: tuple[float | None, ...] = (None,)
    if chosen.imbalance is not None:
        shares = tuple(
            None if text == "equal" else real(text, "--imbalance", 0.01, 1000)
            for text in names(chosen.imbalance, "--imbalance")
        )
    return Grid(
        pools=tuple(pool_names(chosen.pools, "--pools", DEFAULT_POOLS)),
        ways=numbers("ways", 2, 50),
        shots=numbers("shots", 1, 200),
        imbalances=shares,
        seeds=numbers("seeds", 0, BIGGEST_SEED),
        tasks=whole(chosen.tasks, "--tasks", 1, 100_000),
        adapt_steps=whole(chosen.adapt_steps, "--adapt-steps", 0, 1000),
    )


def _jobs(text: str | None) -> int:
    from joblib import cpu_count

    return int(cpu_count()) if text is None else whole(text, "--jobs", 1, MOST_JOBS)


def _keep(results: list[Finished], plan: Plan, targets: dict[str, Path]) -> None:
    from metaunsup.data.files import replace_file
    from metaunsup.evaluation.comparison import summarise_comparison
    from metaunsup.evaluation.latex import as_latex
    from metaunsup.evaluation.rows import as_csv
    from metaunsup.evaluation.tables import ordered
    from metaunsup.evaluation.tables import table as table_of

    if "json" in targets:
        summary = summarise_comparison(results, plan)
        # a file is read by people who may not have the program at hand
        summary["notes"] = {pool: Say().note(note) for pool, note in plan.notes.items()}
        write_json(targets["json"], summary)
    if "csv" in targets:
        replace_file(targets["csv"], as_csv(ordered(results, plan)).encode(errors="backslashreplace"))
    if "latex" in targets:
        tables = [table_of(ordered(results, plan), setting) for setting in plan.settings()]
        notes = [f"{pool}: {text}" for pool, note in plan.notes.items() if (text := Say().note(note)) is not None]
        notes += loop_note(plan.practice.values(), Say())
        replace_file(targets["latex"], as_latex(tables, plan, notes).encode(errors="backslashreplace"))
