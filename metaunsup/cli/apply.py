"""``apply``: the methods of a field of application on the same many tasks; what the page Applications shows."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from metaunsup.applications import fields
from metaunsup.cli import apply_pictures
from metaunsup.cli.arguments import BIGGEST_SEED, real, shown, whole
from metaunsup.cli.output import bar, number, output_file, paragraph, table, with_interval, write_json
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

# option, what stands for its value, default
ALARM_OPTIONS: tuple[tuple[str, str, str | None], ...] = (
    ("svg", "FILE", None),
    ("method", "NAME", "knn"),
    ("calls", "N", "10"),
    ("call-cost", "X", "5"),
    ("day", "N", "30"),
)
OF_TASKS = ("tasks", "json", "csv", "variant")  # options without a part in a desk's month


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    parser = commands.add_parser("apply", say=say, help=say("cli.apply.about"), description=say("cli.apply.about"))
    parser.add_argument("field", metavar="FIELD", help=say("cli.apply.field", known=say.listed(fields())))
    parser.add_argument("--data", metavar="PATH", help=say("cli.apply.data"))
    parser.add_argument("--variant", metavar="NAME", help=say("cli.apply.variant"))
    parser.add_argument("--tasks", metavar="N", help=say("cli.apply.tasks"))
    parser.add_argument("--seed", metavar="N", default="0", help=say("cli.seed"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.add_argument("--csv", metavar="FILE", help=say("cli.apply.csv"))
    for option in ("good", "others"):
        parser.add_argument(f"--{option}", metavar="FOLDER", help=say(f"cli.apply.{option}"))
    parser.add_argument("--alarms", metavar="FILE", help=say("cli.apply.alarms"))
    for option, metavar, default in ALARM_OPTIONS:
        parser.add_argument(f"--{option}", metavar=metavar, help=say(f"cli.apply.{option}", default=default))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Run the tasks, write the files, then print the table and the differences from what the field uses.

    With ``--alarms`` a desk's month in their place, with ``--good`` and ``--others`` own pictures.
    """
    if apply_pictures.asked(chosen):
        return apply_pictures.judge(chosen, say)
    if (wanted := _alarm_options(chosen)) is not None:
        return _alarms(chosen.alarms, whole(chosen.seed, "--seed", 0, BIGGEST_SEED), wanted, say)
    from metaunsup.applications import load_field
    from metaunsup.applications.field import MOST_TASKS, as_csv, summarise
    from metaunsup.data.files import replace_file

    tasks = whole(chosen.tasks or "100", "--tasks", 1, MOST_TASKS)
    seed = whole(chosen.seed, "--seed", 0, BIGGEST_SEED)
    target = None if chosen.json is None else output_file(chosen.json, "--json")
    sheet = None if chosen.csv is None else output_file(chosen.csv, "--csv")
    field = load_field(chosen.field)
    variant = chosen.variant or field.variants[0]
    work = field.run(data=None if chosen.data is None else Path(chosen.data), variant=variant, tasks=tasks, seed=seed)
    results = list(bar(work, total=tasks, words=say("cli.apply.bar")))
    summary = summarise(field, results, variant=variant, seed=seed)
    if target is not None:
        write_json(target, summary)
    if sheet is not None:
        text = as_csv(field, results, variant=variant, seed=seed)
        replace_file(sheet, text.encode(errors="backslashreplace"))
    print(report(summary, field.metrics_of(variant), say))
    return 0


def _alarm_options(chosen: argparse.Namespace) -> dict[str, str | None] | None:
    """What else is asked of ``--alarms``, by name; None without it. Refuses what has no part in a desk's month."""
    given = {
        name: value for name, _, _ in ALARM_OPTIONS if (value := getattr(chosen, name.replace("-", "_"))) is not None
    }
    if chosen.alarms is None:
        if given:
            raise MetaUnsupError("alarms_alone", option=f"--{next(iter(given))}")
        return None
    if chosen.field != "finance" or chosen.data is not None:
        raise MetaUnsupError("alarms_of_finance")
    if other := next((name for name in OF_TASKS if getattr(chosen, name) is not None), None):
        raise MetaUnsupError("alarms_without", option=f"--{other}")
    return {name: given.get(name, default) for name, _, default in ALARM_OPTIONS}


def _alarms(file: str, seed: int, wanted: Mapping[str, Any], say: Say) -> int:
    """Write a desk's alarms up to a day as the page lists and draws them, and say what its calls come to."""
    from metaunsup.applications.alarms import COLUMNS, alarm_rows, alarms_of, bill_of, day_of, judged_month, until
    from metaunsup.applications.bank import MONTH
    from metaunsup.applications.judges import METHODS
    from metaunsup.data.files import csv_text, replace_file

    target, method = output_file(file, "--alarms"), wanted["method"]
    drawing = None if wanted["svg"] is None else output_file(wanted["svg"], "--svg", (".svg",))
    if method not in METHODS:
        raise MetaUnsupError("option_choice", name="--method", value=shown(method), choices=METHODS)
    calls, day = whole(wanted["calls"], "--calls", 1, 90), whole(wanted["day"], "--day", 1, MONTH)
    cost = real(wanted["call-cost"], "--call-cost", 0, 1_000_000)
    task, suspicion, before = judged_month(method, seed)
    found = alarms_of(task, suspicion, before, calls)
    seen = day_of(task) < day
    rows = [tuple(one.values()) for one in alarm_rows(found, found.over & seen)]
    replace_file(target, csv_text(COLUMNS, rows).encode())
    bill = bill_of(found.called & seen, until(task, seen), cost)
    words, late = "applications.finance", int((found.over & seen & ~found.called).sum())
    head = say("cli.apply.alarms.head", method=say(f"{words}.method.{method}"), day=day)
    if drawing is not None:
        from metaunsup.applications.alarms_svg import svg

        titles = {name: say(f"{words}.column.{name}") for name in ("day", "suspicion")}
        titles |= {name: say(f"{words}.mark.{name}") for name in ("quiet", "alarm", "late", "fraud")}
        replace_file(drawing, svg(found, seen, {"about": head, **titles}).encode())
    fields = {"alarms": bill.alarms, "caught": bill.caught, "frauds": bill.frauds, "calls": bill.alarms * cost}
    told = [say(f"{words}.bill.truth", missed=bill.missed, cost=bill.cost, stolen=bill.stolen, **fields)]
    told += [say(f"{words}.late", count=late, calls=int(found.called.sum()))] if late else []
    print("\n".join(map(paragraph, [head, *told])))
    return 0


def report(summary: dict[str, Any], metrics: tuple[str, ...], say: Say) -> str:
    """The tables for a terminal."""
    words = f"applications.{summary['field']}"
    head = say(
        "cli.apply.head",
        title=say(f"{words}.title"),
        variant=say(f"{words}.variant.{summary['variant']}"),
        tasks=summary["tasks"],
        seed=summary["seed"],
    )
    titles = [say(f"{words}.metric.{metric}") for metric in metrics]
    also = any(one[metrics[0]]["ci95_units"] for one in summary["methods"].values())
    over = [say("cli.apply.units", unit=say(f"{words}.unit"))] if also else []
    rows = [[say("cli.apply.column.method"), titles[0], *over, *titles[1:], say("cli.apply.seconds")]]
    for name, one in summary["methods"].items():
        mark = "*" if one["sees_labels"] else ""
        cells = _cells(one, metrics, also, signed=False)
        rows.append([say(f"{words}.method.{name}") + mark, *cells, number(one["seconds_per_task"])])
    parts = [paragraph(head), table(rows, right=range(1, len(rows[0])))]
    if any(one["sees_labels"] for one in summary["methods"].values()):
        parts.append(paragraph(say("cli.apply.ceiling")))
    for baseline, others in summary["paired"].items():
        title = say("cli.apply.paired", baseline=say(f"{words}.method.{baseline}"))
        rows = [[say("cli.apply.column.method"), titles[0], *over, *titles[1:]]]
        for name, one in others.items():
            rows.append([say(f"{words}.method.{name}"), *_cells(one, metrics, also, signed=True)])
        parts.append(paragraph(title) + "\n" + table(rows, right=range(1, len(rows[0]))))
    legend = say("cli.apply.legend")
    if also:
        legend += ("" if say.lang == "zh" else " ") + say("cli.apply.legend.units", unit=say(f"{words}.unit"))
    return "\n\n".join([*parts, paragraph(legend)])


def _cells(one: dict[str, Any], metrics: tuple[str, ...], also: bool, *, signed: bool) -> list[str]:
    """A row's numbers; behind the first metric's half its interval's width over units, where there are any."""
    cells = ["-" if one[metric]["mean"] is None else with_interval(one[metric], signed=signed) for metric in metrics]
    if also:
        wide = one[metrics[0]]["ci95_units"]
        cells.insert(1, "-" if wide is None or wide[1] is None else f"± {number(wide[1] - one[metrics[0]]['mean'])}")
    return cells
