"""``transfer``: one learner's checkpoints of several pools, each tested on all of them; a matrix to read, and JSON."""

from __future__ import annotations

import argparse
import contextlib
import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, PROGRAM, pairs, pool_names, whole
from metaunsup.cli.output import bar, output_file, paragraph, table, with_interval, write_json
from metaunsup.cli.practice import as_path, cost_in_words, loop_note
from metaunsup.cli.remarks import complain, failures, over
from metaunsup.cli.stopping import STANDARD_OUTPUT, Stoppable, json_lines
from metaunsup.data.files import as_published
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.transfer import Matrix, Tested, TransferPlan

DEFAULT_POOLS = "digits,glyphs,omniglot-minimal,mnist"


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    about = say("cli.transfer.about")
    parser = commands.add_parser("transfer", say=say, help=about, description=about)
    for option, metavar, default, key in (
        ("learner", "NAME", "protonet", "cli.transfer.learner"),
        ("ways", "K", "10", "cli.evaluate.ways"),
        ("shots", "N", "20", "cli.evaluate.shots"),
        ("tasks", "N", "50", "cli.transfer.tasks"),
        ("adapt-steps", "N", "20", "cli.evaluate.adapt-steps"),
        ("seed", "N", "0", "cli.seed"),
    ):
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=say(key))
    parser.add_argument("--pools", metavar="A,B,...", action="append", help=say("cli.transfer.pools"))
    parser.add_argument("--checkpoint", metavar="POOL=FILE", action="append", help=say("cli.transfer.checkpoint"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.add_argument("--lines", action="store_true", help=say("cli.transfer.lines"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Test every row on every pool; keep what is finished also where it is stopped."""
    matrix = read_matrix(chosen)
    files = pairs(chosen.checkpoint, "--checkpoint", "mnist=FILE.safetensors")
    target = None if chosen.json is None else output_file(chosen.json, "--json")

    from metaunsup.evaluation.transfer import prepare, summarise_transfer, transfer

    plan = prepare(
        matrix,
        checkpoints={name: as_path(file) for name, file in files.items()},
        published={name: as_published(file) for name, file in files.items()},
    )
    results: list[Tested] = []
    with (
        json_lines(STANDARD_OUTPUT if chosen.lines else None) as write,
        Stoppable(results, write) as stoppable,
        contextlib.closing(transfer(plan)) as work,  # type: ignore[type-var]
    ):
        for one in bar(work, total=matrix.total, words=say("cli.evaluate.tasks_bar")):
            results.append(one)
            write(one.as_json())
    summary = summarise_transfer(results, plan)
    broken = told_failures(results, plan, say)
    if target is not None:
        # a file is read by people who may not have the program at hand
        notes = {pool: Say().note(note) for pool, note in summary["note_keys"].items()}
        write_json(target, {**summary, "notes": notes, "command": command(matrix, files)})
    if not chosen.lines:
        print(report(summary, broken, say))
    complain(broken)
    return stoppable.exit_code(say("cli.compare.kept", done=len(results), total=matrix.total))


def read_matrix(chosen: argparse.Namespace) -> Matrix:
    """What the command line asks for."""
    numbers = {
        "ways": whole(chosen.ways, "--ways", 2, 50),
        "shots": whole(chosen.shots, "--shots", 1, 200),
        "tasks": whole(chosen.tasks, "--tasks", 1, 10_000),
        "adapt_steps": whole(chosen.adapt_steps, "--adapt-steps", 0, 1000),
        "seed": whole(chosen.seed, "--seed", 0, BIGGEST_SEED),
    }
    pools = tuple(pool_names(chosen.pools, "--pools", DEFAULT_POOLS))

    from metaunsup.evaluation.transfer import Matrix

    return Matrix(chosen.learner, pools, **numbers)


def command(matrix: Matrix, files: dict[str, str]) -> str:
    """The command that makes this matrix, fit to be handed on."""
    words = replace(matrix, pools=tuple(map(as_published, matrix.pools))).arguments()
    for pool, file in files.items():
        words += ["--checkpoint", f"{as_published(pool)}={as_published(file)}"]
    return f"{PROGRAM} {shlex.join(words)}"


def told_failures(results: Sequence[Tested], plan: TransferPlan, say: Say) -> list[str]:
    """What stopped which row, pool by pool."""
    from metaunsup.evaluation.failures import failed

    told = []
    for pool in plan.pools:
        here = [one.task for one in results if one.pool == pool]
        told += failures({f"{row} > {pool}": one for row, one in failed(here).items()}, len(here), say)
    return told


def report(summary: dict[str, Any], broken: Sequence[str], say: Say) -> str:
    """The matrix, and how far behind home each row is; ``broken``: what stopped which row."""
    head = [say("cli.transfer.head", **summary)]
    if summary["left_out"]:
        head.append(say("transfer.left_out", pools=say.listed(summary["left_out"]), learner=summary["learner"]))
    if summary.get("sees_labels"):
        head.append(say("learners.sees_labels", learners=say.learner_title(summary["learner"])))
    head += [
        say("cli.transfer.given", row=row, file=cost["checkpoint"])
        for row, cost in summary["meta_training"].items()
        if cost and cost["checkpoint"] and not cost["checkpoint"].startswith(f"shipped:{row}/")
    ]
    head += loop_note([summary["meta_training"]], say)
    notes = {pool: say.note(note) for pool, note in summary["note_keys"].items()}
    head += [f"{pool}: {text}" for pool, text in notes.items() if text is not None]
    cells, pools = summary["cells"], summary["pools"]
    here = [[say("cli.transfer.row"), *pools]]
    away = [[say("cli.transfer.row"), *pools]]
    for row in summary["rows"]:
        home = {pool: "*" if pool == row else " " for pool in pools}
        found = [cells[row].get(pool) for pool in pools]
        told = ["-" if one is None else with_interval(one) + home[pool] for pool, one in zip(pools, found, strict=True)]
        here.append([row, *told])
        differences = [None if one is None else one["against_home"] for one in found]
        away.append([row, *("-" if one is None else _difference(one, say) for one in differences)])
    right = range(1, len(pools) + 1)
    parts = ["\n".join(map(paragraph, head)), table(here, right=right), paragraph(say("cli.transfer.legend"))]
    parts += ["\n".join(map(paragraph, broken))] if broken else []
    parts.append(paragraph(say("cli.transfer.against_home")) + "\n" + table(away, right=right))
    costs = [f"{row}: {cost_in_words(cost, say)}" for row, cost in summary["meta_training"].items() if cost is not None]
    parts.append(say("cli.transfer.practice") + "\n" + "\n".join(costs))
    return "\n\n".join(parts)


def _difference(one: dict[str, Any], say: Say) -> str:
    return over(with_interval(one, signed=True), one.get("tasks"), say)
