"""``study``: trainings that differ in one setting, judged on the same validation tasks; a table, and JSON."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import BIGGEST_SEED, names, real, whole
from metaunsup.cli.output import bar, number, output_file, paragraph, table, with_interval, write_json
from metaunsup.cli.remarks import complain
from metaunsup.cli.settings import OPTIONS, read_settings
from metaunsup.cli.stopping import STANDARD_OUTPUT, Stoppable, json_lines
from metaunsup.data.files import as_published
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.training.study import Study, Trained, Untrained, Value, Yardstick

VARIED = ("strength", "partitions", "episodes")
MOST_STRENGTH, MOST_PARTITIONS = 3.0, 100
# Of the settings of a training those that a study leaves to its user; None: what suits the setting that is varied
OWN_DEFAULTS: dict[str, str | None] = {"learner": "protonet", "steps": "200", "episodes": None}
FIXED = {"seed": "0", "validate_every": "0", "start_from": None, "device": "cpu", "precision": "float32"}


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    about = say("cli.study.about")
    parser = commands.add_parser("study", say=say, help=about, description=about)
    parser.add_argument("--vary", metavar="SETTING", default="strength", help=say("cli.study.vary"))
    parser.add_argument("--values", metavar="X,X,...", help=say("cli.study.values"))
    parser.add_argument("--seeds", metavar="N,N,...", default="0,1,2", help=say("cli.study.seeds"))
    parser.add_argument("--tasks", metavar="N", default="20", help=say("cli.study.tasks"))
    for option, metavar, default in OPTIONS:
        if option.replace("-", "_") not in FIXED:
            own = option in OWN_DEFAULTS
            key = "cli.pool" if option == "pool" else f"cli.{'study' if own else 'train'}.{option}"
            value = OWN_DEFAULTS[option] if own else default
            parser.add_argument(f"--{option}", metavar=metavar, default=value, help=say(key))
    parser.add_argument("--learner-option", metavar="KEY=VALUE", action="append", help=say("cli.train.learner-option"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.add_argument("--lines", action="store_true", help=say("cli.study.lines"))
    parser.set_defaults(run=run, **FIXED)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Train and judge; keep what is finished also where it is stopped, write the JSON and print the curve."""
    asked = read_study(chosen)
    target = None if chosen.json is None else output_file(chosen.json, "--json")

    from metaunsup.data.registry import resolve_pool
    from metaunsup.training.study import Practising, Untrained, Yardstick, event_as_json, study
    from metaunsup.training.study_summary import summarise_study

    yardstick: Yardstick | None = None
    done: list[Trained] = []
    failed: list[Untrained] = []
    with (
        json_lines(STANDARD_OUTPUT if chosen.lines else None) as write,
        Stoppable(done, write) as stoppable,
        contextlib.closing(study(asked)) as work,  # type: ignore[type-var]
        bar((), total=asked.trainings * asked.base.steps, words=say("cli.study.bar")) as shown,
    ):
        for event in work:
            write(event_as_json(event))
            if isinstance(event, Practising):
                shown.update()
            elif isinstance(event, Yardstick):
                yardstick = event
            elif isinstance(event, Untrained):
                failed.append(event)
            else:
                done.append(event)
    assert yardstick is not None
    # a file is handed on: it tells no place on this machine
    base = replace(asked.base, pool=as_published(asked.base.pool), embedding=as_published(asked.base.embedding))
    summary = summarise_study(replace(asked, base=base), yardstick, [*done, *failed])
    note = resolve_pool(asked.base.pool).note
    summary |= {"note_key": note, "note": Say().note(note)}
    if target is not None:
        write_json(target, summary)
    broken = told_failures(summary, say)
    if not chosen.lines:
        print(report(summary, say.note(note), broken, say))
    complain(broken)
    return stoppable.exit_code(say("cli.study.kept", done=len(done), total=asked.trainings))


def read_study(chosen: argparse.Namespace) -> Study:
    """The study of the command line; a number that is none, or out of range, is refused by the name of its option."""
    if chosen.vary not in VARIED:
        raise MetaUnsupError("option_choice", name="--vary", value=chosen.vary[:40], choices=VARIED)
    if chosen.episodes is None:
        chosen.episodes = "cactus" if chosen.vary == "partitions" else "umtra"
    given = None if chosen.values is None else [_value(chosen.vary, text) for text in names(chosen.values, "--values")]
    seeds = tuple(whole(text, "--seeds", 0, BIGGEST_SEED) for text in names(chosen.seeds, "--seeds"))
    tasks = whole(chosen.tasks, "--tasks", 2, 1000)
    base = read_settings(chosen)

    from metaunsup.training.study import USUAL, Study

    return Study(chosen.vary, USUAL[chosen.vary] if given is None else tuple(given), base, seeds, tasks)


def _value(vary: str, text: str) -> Value:
    if vary == "strength":
        return real(text, "--values", 0, MOST_STRENGTH)
    return whole(text, "--values", 1, MOST_PARTITIONS) if vary == "partitions" else text


def told_failures(summary: dict[str, Any], say: Say) -> list[str]:
    """A sentence for each value that some training of did not finish: how many, and why the first."""
    from metaunsup.training.study_summary import broken

    vary = say(f"cli.study.column.{summary['vary']}")
    return [
        say(key, value=f"{vary} {_plain(value)}", reason=say.explain(error), **counts)
        for value, key, counts, error in broken(summary)
    ]


def report(summary: dict[str, Any], note: str | None, broken: Sequence[str], say: Say) -> str:
    """The curve as a table; ``broken``: what stopped whom."""
    settings = summary["settings"]
    head = [say("cli.study.head", **{**settings, **summary}), say("cli.study.validation")]
    head += [] if note is None else [note]
    columns = (summary["vary"], "accuracy", "seconds", "trainings")
    cells = [[say(f"cli.study.column.{column}") for column in columns]]
    cells += [
        [
            _plain(point["value"]),
            with_interval(point["accuracy"]),
            number(point["seconds"], 1),
            str(len(point["per_seed"])),
        ]
        for point in summary["points"]
    ]
    there = {point["value"] for point in summary["points"]}
    cells += [[_plain(one["value"]), *"-" * 3] for one in summary.get("failed", ()) if one["value"] not in there]
    cells.append([say("cli.study.kmeans"), with_interval(summary["kmeans"]), "-", "-"])
    legend = "cli.study.legend" if len(summary["seeds"]) > 1 else "cli.study.legend_single"
    parts = ["\n".join(map(paragraph, head)), table(cells, right=range(1, 4)), paragraph(say(legend))]
    return "\n\n".join([*parts, *(["\n".join(map(paragraph, broken))] if broken else [])])


def _plain(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else str(value)
