"""``compare``: a grid of tasks, every learner on the same ones, spread over processes; tables, CSV, LaTeX and JSON."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, pairs, pool_names, real, whole
from metaunsup.cli.classes import by_group, over_words
from metaunsup.cli.evaluate import as_path, chosen_files, cost_in_words, loop_note
from metaunsup.cli.output import bar, number, output_file, paragraph, table, write_json
from metaunsup.cli.remarks import complain, failures, over, remarks
from metaunsup.cli.soon import soon
from metaunsup.cli.stopping import STANDARD_OUTPUT, Stoppable, json_lines
from metaunsup.data.files import as_published
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Finished, Grid, Plan
    from metaunsup.evaluation.metrics import Interval
    from metaunsup.evaluation.tables import Table

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


def report(results: list[Finished], plan: Plan, broken: Sequence[str], say: Say) -> str:
    """The comparison as a person reads it: the settings side by side, then everything about all of them together.

    ``broken``: what stopped whom.
    """
    from metaunsup.evaluation.statistics import FEW, flips
    from metaunsup.evaluation.tables import ordered
    from metaunsup.evaluation.tables import table as table_of

    results = ordered(results, plan)
    everything = table_of(results, steps=plan.grid.adapt_steps)
    head = [say("cli.compare.head", tasks=len(results), adapt_steps=plan.grid.adapt_steps)]
    head += [f"{pool}: {text}" for pool, note in plan.notes.items() if (text := say.note(note)) is not None]
    head += loop_note(plan.practice.values(), say)
    parts = ["\n".join(map(paragraph, head))]
    settings = [one for setting in plan.settings() if (one := table_of(results, setting)).tasks]
    if len(settings) > 1:
        parts += [_side_by_side(settings, plan, say), say("cli.compare.all")]
    parts.append(_everything(everything, plan, say))
    legend = say("cli.compare.legend" if everything.draws > 1 else "cli.compare.legend_single")
    parts.append(paragraph(f"{legend} {over_words(everything.over.as_json(), say)}"))
    parts += ["\n".join(map(paragraph, broken))] if broken else []
    parts += remarks({name: score.findings for name, score in everything.scores.items()}, say)
    known = {
        name: {"convergence": {t: one.as_json() for t, one in score.convergence.items()}, "area": score.area.as_json()}
        for name, score in everything.scores.items()
    }
    groups = {name: one.groups for name, one in everything.scores.items()}
    parts += by_group({name: {key: one.as_json() for key, one in each.items()} for name, each in groups.items()}, say)
    parts += filter(None, [soon(known, everything.leader, say)])
    if everything.pairs:
        counted = {"few": FEW, "flips": flips(len(everything.pairs))}
        parts.append(paragraph(say("cli.compare.paired", **counted)) + "\n" + _pairs(everything, say))
    return "\n\n".join(parts)


def described(one: Table, say: Say) -> str:
    """A setting in a few words."""
    setting = one.setting
    assert setting is not None
    text = f"{setting.pool} {setting.ways} x {setting.shots}"
    return text if setting.imbalance is None else f"{text} {say('cli.compare.uneven', value=setting.imbalance)}"


def _side_by_side(settings: list[Table], plan: Plan, say: Say) -> str:
    rows = [[say("cli.compare.setting"), *plan.learners]]
    for one in settings:
        beaten = one.beaten()
        cells = [
            plus_minus(one.scores[name].accuracy) + (" *" if name in beaten else "  ") if name in one.scores else "-"
            for name in plan.learners
        ]
        rows.append([described(one, say), *cells])
    return table(rows, right=range(1, len(rows[0])))


def _everything(one: Table, plan: Plan, say: Say) -> str:
    columns = ("learner", "accuracy", "nmi", "ari", "gain", "seconds", "practice")
    rows = [[say(f"cli.compare.column.{column}") for column in columns]]
    also = one.over.unit != "tasks"  # intervals over tasks and classes
    rows[0][2:2] = [say("cli.classes.column")] * also
    beaten = one.beaten()
    for name, score in one.scores.items():
        costs = {cost_in_words(practice[name], say) for practice in plan.practice.values()}
        rows.append(
            [
                name,
                plus_minus(score.accuracy) + (" *" if name in beaten else "  "),
                *[_wider(score.over_classes)] * also,
                number(score.nmi.mean),
                number(score.ari.mean),
                plus_minus(score.gain, signed=True),
                number(score.seconds),
                " | ".join(sorted(costs)),
            ]
        )
    rows += [[name, *["-"] * (len(rows[0]) - 1)] for name in one.without_score]
    return table(rows, right=range(1, len(rows[0]) - 1))


def _pairs(one: Table, say: Say) -> str:
    rows = [[say(f"cli.compare.pair.{column}") for column in ("pair", "difference", "interval", "wins", "p", "gain")]]
    also = one.over.unit != "tasks"
    rows[0][3:3] = [say("cli.classes.column")] * also
    for pair in one.pairs:
        low, high = pair.difference.low, pair.difference.high
        rows.append(
            [
                over(f"{pair.first} - {pair.second}", None if pair.draws == one.draws else pair.draws, say),
                number(pair.difference.mean, signed=True),
                "-" if low is None or high is None else f"{low:+.3f} .. {high:+.3f}",
                *[_wider(pair.over_classes)] * also,
                f"{pair.win_rate:.0%}",
                "-" if pair.p_holm is None else f"{pair.p_holm:.4f}",
                "-" if pair.gain is None else plus_minus(pair.gain, signed=True),
            ]
        )
    return table(rows, right=range(1, len(rows[0])))


def _wider(over_classes: Mapping[str, Interval]) -> str:
    both = over_classes.get("accuracy")
    return "-" if both is None or both.margin is None else f"± {number(both.margin)}"


def plus_minus(interval: Interval, *, signed: bool = False) -> str:
    """Mean +- half the interval's width; the mean alone where a single draw leaves none."""
    margin = interval.margin
    return number(interval.mean, signed=signed) + ("" if margin is None else f" ± {number(margin)}")
