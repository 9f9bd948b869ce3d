"""``generate``: generators draw more of a few pictures of one class; what the page Generate does, without a browser."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, whole
from metaunsup.cli.generation import TRAINED_ON, prepare
from metaunsup.cli.output import bar, number, output_file, paragraph, table, write_json
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.drawings import DrawnStep

GENERATORS = "reptile-vae,plain-vae,statistician,augmented"


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    about = say("cli.generate.about")
    parser = commands.add_parser("generate", say=say, help=about, description=about)
    for option, metavar, default in (
        ("pool", "POOL", "digits"),
        ("shots", "N", "5"),
        ("generators", "A,B,...", GENERATORS),
        ("trained-on", "POOL", TRAINED_ON),
        ("adapt-steps", "N", "10"),
        ("drawings", "N", "12"),
        ("seed", "N", "0"),
    ):
        key = {"pool": "cli.pool", "seed": "cli.seed"}.get(option, f"cli.generate.{option}")
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=say(key, default=default))
    parser.add_argument("--checkpoint", metavar="NAME=FILE", action="append", help=say("cli.generate.checkpoint"))
    parser.add_argument("--out", metavar="FILE", help=say("cli.generate.out"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Draw, write the picture and the numbers, and print how near the last step's drawings are."""
    from metaunsup.evaluation.drawings import DRAWN, MOST_STEPS

    shots, seed = whole(chosen.shots, "--shots", 1, 200), whole(chosen.seed, "--seed", 0, BIGGEST_SEED)
    steps = whole(chosen.adapt_steps, "--adapt-steps", 0, MOST_STEPS)
    drawings = whole(chosen.drawings, "--drawings", *DRAWN)
    named = names(chosen.generators, "--generators")
    given = pairs(chosen.checkpoint, "--checkpoint", "reptile-vae=FILE.safetensors")
    target = None if chosen.json is None else output_file(chosen.json, "--json")
    out = None if chosen.out is None else output_file(chosen.out, "--out")
    if out is not None and out.suffix != ".png":
        raise MetaUnsupError("cli_not_a_file", option="--out", path=chosen.out)

    from metaunsup.data.registry import POOLS, resolve_pool
    from metaunsup.evaluation.drawings import drawn_steps, one_task
    from metaunsup.evaluation.judge import shipped_judge

    for named_pool in (chosen.trained_on, chosen.pool):
        if named_pool not in POOLS:
            resolve_pool(named_pool)  # a slip of the pen is told as that, not as a checkpoint that could be made
    made, cost = prepare(named, given, chosen.trained_on)
    pool = resolve_pool(chosen.pool)
    task = one_task(pool, shots, seed)
    work = drawn_steps(pool, task, made, shipped_judge(chosen.pool), steps=steps, seed=seed, drawings=drawings)
    found: dict[str, list[DrawnStep]] = {name: [] for name in named}
    for one in bar(work, words=say("cli.generate.bar")):
        found[one.name].append(one)
    if out is not None:
        save(out, task.support, [found[name][-1] for name in named])
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


def save(out: Path, support: Any, last: list[DrawnStep]) -> None:
    """One picture: the items shown in the first row, then a row of drawings for each generator."""
    from metaunsup.data.files import replace_file
    from metaunsup.evaluation.drawings import board

    replace_file(out, board(support, [one.drawings for one in last]))


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
