"""``generate``: generators draw more of a few items of one class; what the page Generate does, without a browser."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, whole
from metaunsup.cli.generation import TRAINED_ON, prepare, usual
from metaunsup.cli.output import bar, number, output_file, paragraph, table, write_json
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.drawings import DrawnStep
    from metaunsup.tasks.generation import GenerationTask

GENERATORS = "reptile-vae,plain-vae,statistician,augmented"


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    about = say("cli.generate.about")
    parser = commands.add_parser("generate", say=say, help=about, description=about)
    for option, metavar, default in (
        ("pool", "POOL", "digits"),
        ("shots", "N", "5"),
        ("generators", "A,B,...", None),
        ("trained-on", "POOL", TRAINED_ON),
        ("adapt-steps", "N", "10"),
        ("drawings", "N", "12"),
        ("seed", "N", "0"),
    ):
        key = {"pool": "cli.pool", "seed": "cli.seed"}.get(option, f"cli.generate.{option}")
        told = GENERATORS if option == "generators" else default
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=say(key, default=told))
    parser.add_argument("--checkpoint", metavar="NAME=FILE", action="append", help=say("cli.generate.checkpoint"))
    parser.add_argument("--out", metavar="FILE", help=say("cli.generate.out"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Draw, write the picture (or the rows) and the numbers, and print how near the last step's drawings are."""
    from metaunsup.evaluation.drawings import DRAWN, MOST_STEPS

    shots, seed = whole(chosen.shots, "--shots", 1, 200), whole(chosen.seed, "--seed", 0, BIGGEST_SEED)
    steps = whole(chosen.adapt_steps, "--adapt-steps", 0, MOST_STEPS)
    drawings = whole(chosen.drawings, "--drawings", *DRAWN)
    asked = None if chosen.generators is None else names(chosen.generators, "--generators")
    given = pairs(chosen.checkpoint, "--checkpoint", "reptile-vae=FILE.safetensors")
    target = None if chosen.json is None else output_file(chosen.json, "--json")
    out = None if chosen.out is None else output_file(chosen.out, "--out", (".png", ".csv"))

    from metaunsup.data.registry import POOLS, resolve_pool
    from metaunsup.evaluation.drawings import drawn_steps, one_task
    from metaunsup.evaluation.row_judge import judge_for

    for named_pool in (chosen.trained_on, chosen.pool):
        if named_pool not in POOLS:
            resolve_pool(named_pool)  # a slip of the pen is told as that, not as a checkpoint that could be made
    pool = resolve_pool(chosen.pool)
    if out is not None and out.suffix.lower() != (kind := ".csv" if pool.images.ndim == 2 else ".png"):
        raise MetaUnsupError("generate_out", path=chosen.out, kind=kind)
    named = asked or usual(GENERATORS, pool, given)
    made, cost = prepare(named, given, chosen.trained_on)
    task = one_task(pool, shots, seed)
    work = drawn_steps(pool, task, made, judge_for(pool, chosen.pool), steps=steps, seed=seed, drawings=drawings)
    found: dict[str, list[DrawnStep]] = {name: [] for name in named}
    for one in bar(work, words=say("cli.generate.bar")):
        found[one.name].append(one)
    if out is not None:
        save(out, task, pool.columns, [found[name][-1] for name in named])
    if target is not None:
        told = {"pool": pool.name, "class": task.name, "shots": shots, "seed": seed, "index": task.index.tolist()}
        steps_of = {name: [_as_json(one) for one in each] for name, each in found.items()}
        content = {name: {"steps": steps_of[name], "meta_training": cost[name]} for name in named}
        write_json(target, {**told, "generators": content})
    print(report({name: each[-1] for name, each in found.items()}, task.name, shots, pool.name, say))
    return 0


def report(last: dict[str, DrawnStep], name: str, shots: int, pool: str, say: Say) -> str:
    """What each generator came to at its last step, as a person reads it; ``name`` is empty where nobody knows it."""
    columns = ("generator", "step", "bound", "mmd", "distance", "seconds")
    rows = [[say(f"cli.generate.column.{one}") for one in columns]]
    for key, one in last.items():
        cells = [number(one.bound, 1), number(one.mmd), number(one.novelty, 2), f"{one.seconds:.2f}"]
        rows.append([key, str(one.index), *cells])
    told = say("cli.generate.shown", pool=pool, name=name, shots=shots)
    head = paragraph(told if name else say("cli.generate.unsorted", pool=pool, shots=shots))
    return "\n\n".join([head, table(rows, right=range(1, len(columns))), paragraph(say("cli.generate.legend"))])


def save(out: Path, task: GenerationTask, columns: Sequence[str], last: list[DrawnStep]) -> None:
    """One picture: the items shown in the first row, then a row of drawings for each generator; of rows a table."""
    from metaunsup.data.files import replace_file
    from metaunsup.evaluation.drawings import board, sheet

    if task.support.ndim == 2:
        replace_file(out, sheet(task, columns, last).encode(errors="backslashreplace"))
    else:
        replace_file(out, board(task.support, [one.drawings for one in last]))


def _as_json(one: DrawnStep) -> dict[str, Any]:
    return {
        "step": one.index,
        "loss": one.loss,
        "bound": one.bound,
        "mmd": one.mmd,
        "distance": one.novelty,
        "nearest": one.nearest.tolist(),
        "distance_each": [round(value, 5) for value in one.distance.tolist()],
        "seconds": round(one.seconds, 4),
    }
