"""``runs``: the list of trainings, and everything that can be done with one."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from metaunsup.cli.arguments import PROGRAM, shown, whole
from metaunsup.cli.output import display_width, number, output_file, paragraph, table
from metaunsup.data.text import printable
from metaunsup.errors import MetaUnsupError
from metaunsup.words import WORDS, Say

if TYPE_CHECKING:
    from metaunsup.runs.rows import RunRow
    from metaunsup.runs.store import Store

MOST = 1_000_000
WIDTH, POOL = 100, 12  # columns of the table, and of a pool's name in it
FILES = ("csv", "json", "checkpoint", "map")
COLUMNS = ("id", "name", "status", "step", "accuracy", "learner", "pool", "created")


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    about = say("cli.runs.about")
    parser = commands.add_parser("runs", say=say, help=about.partition("\n")[0], description=about)
    parser.add_argument("words", metavar="ACTION", nargs="*", help=say("cli.runs.words"))
    for option, metavar, default in (
        ("status", "STATUS", None),
        ("learner", "NAME", None),
        ("pool", "POOL", None),
        ("text", "TEXT", None),
        ("sort", "COLUMN", "created"),
        ("limit", "N", "50"),
        ("csv", "FILE", None),
        ("json", "FILE", None),
        ("checkpoint", "FILE", None),
        ("map", "FILE", None),
    ):
        parser.add_argument(f"--{option}", metavar=metavar, default=default, help=say(f"cli.runs.{option}"))
    for option in ("starred", "ascending", "yes"):
        parser.add_argument(f"--{option}", action="store_true", help=say(f"cli.runs.{option}"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Do what the first word says, with the run that the second names."""
    action, *rest = chosen.words or ["list"]
    if action not in ACTIONS:
        raise MetaUnsupError("cli_runs_action", action=shown(action), known=tuple(ACTIONS))
    most = {"list": 0, "rescan": 0, "rename": None, "note": None}.get(action, 1)
    if most is not None and len(rest) > most:
        raise MetaUnsupError("cli_runs_extra", action=action, extra=shown(rest[most]))
    if not rest and action not in ("list", "rescan", "export"):
        raise MetaUnsupError("cli_runs_id", program=PROGRAM, action=action)
    if action not in ("list", "show", "export"):
        for kind in FILES:
            if getattr(chosen, kind) is not None:
                raise MetaUnsupError("cli_runs_no_file", action=action, option=f"--{kind}")
    from metaunsup.runs.store import Store

    store = Store()
    store.start_waiting()
    ACTIONS[action](store, chosen, rest, say)
    return 0


# -- looking -------------------------------------------------------------------------------------------------------


def list_runs(store: Store, chosen: argparse.Namespace, _: list[str], say: Say) -> None:
    """The runs that fit, as a table, and as files where asked."""
    asked = {name: getattr(chosen, name) for name in ("status", "learner", "pool", "text", "sort")}
    asked |= {"starred": True if chosen.starred else None, "descending": not chosen.ascending}
    files = chosen.csv is not None or chosen.json is not None
    rows = store.list(**asked, limit=None if files else whole(chosen.limit, "--limit", 1, MOST))
    if files:
        export_list(chosen, rows, say)
        return
    if not rows:
        print(say("cli.runs.none", program=PROGRAM))
        return
    print(as_table(rows, say))
    if (total := store.count(**asked)) > len(rows):
        print(say("cli.runs.more", shown=len(rows), total=total))


def show(store: Store, chosen: argparse.Namespace, rest: list[str], say: Say) -> None:
    """One run in full, in words; and as files, where asked."""
    row = store.get(rest[0])
    if any(getattr(chosen, kind) is not None for kind in FILES):
        export(store, chosen, rest, say)
    print(printable(in_words(row, say)))


def as_table(rows: list[RunRow], say: Say) -> str:
    """A line a run, at most 100 columns: the names get what the others leave."""
    head = [say(f"runs.column.{name}") for name in COLUMNS]
    lines = [
        [
            row.id,
            f"{'★ ' if row.starred else ''}{row.name}",
            state(row, say),
            f"{row.step:,}/{row.steps:,}",
            "-" if row.accuracy is None else number(row.accuracy),
            row.learner,
            cut(row.pool, POOL),
            moment(row.created)[5:],
        ]
        for row in rows
    ]
    others = sum(max(display_width(line[at]) for line in [head, *lines]) + 2 for at in range(len(COLUMNS)) if at != 1)
    for line in lines:
        line[1] = cut(line[1], max(WIDTH - others, 8))
    return table([head, *lines], right=(3, 4))


def in_words(row: RunRow, say: Say) -> str:
    """Everything about one run, a fact a line."""
    facts = {
        "id": row.id,
        "name": f"{'★ ' if row.starred else ''}{row.name}",
        "status": " · ".join(filter(None, [state(row, say), stage(row, say)])),
        "step": f"{row.step:,}/{row.steps:,}",
        "loss": "-" if row.loss is None else number(row.loss),
        "accuracy": "-" if row.accuracy is None else number(row.accuracy),
        "kmeans": "-" if row.kmeans is None else number(row.kmeans),
        "seconds": f"{row.seconds:,.1f}",
        "items_seen": f"{row.items_seen:,}",
        "created": moment(row.created),
        "settings": ", ".join(f"{name}={value}" for name, value in row.settings.items() if name != "options"),
        "folder": row.folder,
        "branch_of": row.branch_of or "",
        "note": row.note.replace("\n", " "),
    }
    options = row.settings.get("options")
    if isinstance(options, dict) and options:
        facts["settings"] += "".join(f", {name}={value}" for name, value in options.items())
    lines = [[say(f"runs.column.{name}"), text] for name, text in facts.items() if text]
    told = [table(lines)]
    if row.silent is not None and row.silent > 10:
        told.append(say("runs.silent", seconds=row.silent))
    if (problem := row.problem) is not None:
        told.append(paragraph(say.explain(problem)))
    return "\n".join(told)


def state(row: RunRow, say: Say) -> str:
    """Its status in a word; what it was asked to do counts until it is done."""
    return say(f"runs.request.{row.request}" if row.request else f"runs.status.{row.status}")


def stage(row: RunRow, say: Say) -> str:
    """What a running one does before its first step; nothing once it takes steps."""
    key = f"runs.stage.{row.stage}"
    return "" if row.stage is None else say(key) if key in WORDS else row.stage


def moment(seconds: float) -> str:
    """A time of day for people, theirs."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
    except (OverflowError, ValueError, OSError):
        return "-" * 6  # edited by hand


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns of a terminal."""
    text = "".join(one if one.isprintable() else " " for one in text)
    if display_width(text) <= width:
        return text
    while text and display_width(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


# -- changing ------------------------------------------------------------------------------------------------------


def pause(store: Store, _: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Ask a run to stop where it is."""
    print(say("cli.runs.paused", id=store.request_pause(rest[0]).id))


def cancel(store: Store, _: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Give a run up."""
    print(say("cli.runs.cancelled", id=store.request_cancel(rest[0]).id))


def resume(store: Store, _: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Let a run go on, in a process of its own."""
    row = store.resume(rest[0])
    print(say("cli.runs.resumed", id=row.id, status=state(row, say)))


def rename(store: Store, _: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Give a run another name."""
    row = store.rename(rest[0], " ".join(rest[1:]))
    print(say("cli.runs.changed", id=row.id, name=row.name))


def note(store: Store, _: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Write something down about a run."""
    row = store.note(rest[0], " ".join(rest[1:]))
    print(say("cli.runs.changed", id=row.id, name=row.name))


def star(store: Store, chosen: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Mark a run, or unmark it."""
    row = store.star(rest[0], chosen.words[0] == "star")
    print(say("cli.runs.changed", id=row.id, name=f"{'★ ' if row.starred else ''}{row.name}"))


def delete(store: Store, chosen: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Delete a run with its files, if --yes says so."""
    row = store.get(rest[0])
    gone = row.problem is not None and row.problem.code == "run_folder_gone"  # then it is taken off the list, no more
    told: dict[str, Any] = {"id": row.id, "name": row.name, "folder": row.folder}
    if not chosen.yes:
        raise MetaUnsupError("cli_runs_yes_gone" if gone else "cli_runs_yes", **told)
    store.delete(row.id)
    print(say("cli.runs.deleted_gone" if gone else "cli.runs.deleted", **told))


def rescan(store: Store, _: argparse.Namespace, __: list[str], say: Say) -> None:
    """Make the list anew from the folders."""
    print(say("cli.runs.rescanned", count=store.rescan()))


# -- writing -------------------------------------------------------------------------------------------------------


def export(store: Store, chosen: argparse.Namespace, rest: list[str], say: Say) -> None:
    """Write the list, or one run, to files."""
    from metaunsup.runs.export import as_json, checkpoint_zip, map_csv

    of_run = (chosen.json, chosen.checkpoint, chosen.map)
    wanted = of_run if rest else (chosen.csv, chosen.json)
    misplaced = chosen.csv if rest else chosen.checkpoint or chosen.map
    if not any(file is not None for file in wanted) or misplaced:
        raise MetaUnsupError("cli_runs_export")
    if not rest:
        list_runs(store, chosen, rest, say)
        return
    row = store.get(rest[0])
    if chosen.json is not None:
        put(chosen.json, "--json", lambda: as_json(row, store.metrics(row.id)).encode(), say)
    if chosen.checkpoint is not None:
        put(chosen.checkpoint, "--checkpoint", lambda: checkpoint_zip(row), say)
    if chosen.map is not None:
        put(chosen.map, "--map", lambda: map_csv(row).encode(), say)


def export_list(chosen: argparse.Namespace, rows: list[RunRow], say: Say) -> None:
    """The list as CSV, JSON, or both."""
    from metaunsup.runs.export import as_csv, as_text, described

    if chosen.csv is not None:
        put(chosen.csv, "--csv", lambda: as_csv(rows).encode(), say)
    if chosen.json is not None:
        told = {"runs": [described(row) for row in rows]}
        put(chosen.json, "--json", lambda: as_text(told).encode(), say)


def put(file: str, option: str, content: Callable[[], bytes], say: Say) -> None:
    """Write a file in one move, and say so."""
    from metaunsup.data.files import replace_file

    path = output_file(file, option)
    replace_file(path, content(), make_folder=False)
    print(say("cli.runs.written", path=path))


ACTIONS: dict[str, Callable[[Store, argparse.Namespace, list[str], Say], None]] = {
    "list": list_runs,
    "show": show,
    "pause": pause,
    "resume": resume,
    "cancel": cancel,
    "delete": delete,
    "rename": rename,
    "note": note,
    "star": star,
    "unstar": star,
    "export": export,
    "rescan": rescan,
}
