"""``apply industry --good FOLDER --others FOLDER``: own pictures in the order of suspicion, as the page judges them."""

from __future__ import annotations

import argparse
from pathlib import Path

from metaunsup.cli.arguments import shown
from metaunsup.cli.output import bar, output_file, paragraph, table
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

METHOD = "practised"
# options of tasks, and of a desk's month, which have no part in it
NOT_HERE = ("data", "variant", "tasks", "json", "alarms", "svg", "calls", "call_cost", "day")


def asked(chosen: argparse.Namespace) -> bool:
    """Whether own pictures are to be judged; refuses half of what that takes, and what has no part in it."""
    if chosen.good is None and chosen.others is None:
        return False
    other = next((name for name in NOT_HERE if getattr(chosen, name) is not None), None)
    if chosen.field != "industry" or chosen.good is None or chosen.others is None or other is not None:
        raise MetaUnsupError("surfaces_good_and_others")
    return True


def judge(chosen: argparse.Namespace, say: Say) -> int:
    """Judge the pictures, write the sheet, and print the most suspicious first."""
    import numpy as np

    from metaunsup.applications.industry import METHODS
    from metaunsup.applications.own import Pictures, judge_pictures
    from metaunsup.data.files import csv_text, replace_file

    method = chosen.method or METHOD
    if method not in METHODS:
        raise MetaUnsupError("option_choice", name="--method", value=shown(method), choices=tuple(METHODS))
    sheet = None if chosen.csv is None else output_file(chosen.csv, "--csv")
    good, others = read(chosen.good), read(chosen.others)
    work = judge_pictures(good, others, method)
    *_, found = bar(work, total=len(good) + len(others) + 1, words=say("cli.apply.reading"))
    assert isinstance(found, Pictures)
    order = np.argsort(-found.verdict.suspicion, kind="stable").tolist()
    # significant digits: what pixels differ by is a few thousandths
    rows = [(rank, found.names[at], f"{found.verdict.suspicion[at]:.4g}") for rank, at in enumerate(order, 1)]
    columns = ("rank", "picture", "suspicion")
    if sheet is not None:
        replace_file(sheet, csv_text(columns, rows).encode(errors="backslashreplace"))
    title = say(f"applications.industry.method.{method}")
    told = [say("cli.apply.judged", method=title, good=len(good), others=len(others), bad=len(found.bad))]
    told += [say("error.surfaces_picture", path=shown(name)) for name in found.bad]
    heads = [say(f"cli.apply.column.{name}") for name in columns]
    print("\n".join(map(paragraph, told)))
    lines = [[str(rank), name, value] for rank, name, value in rows]
    print("\n" + table([heads, *lines], right=(0, 2)))
    return 0


def read(folder: str) -> list[tuple[str, bytes]]:
    """The files of ``folder`` by their names, with what is in them; none that is hidden, or no file."""
    from metaunsup.data.limits import MOST_FILE_BYTES

    try:
        files = sorted(path for path in Path(folder).iterdir() if path.is_file() and not path.name.startswith("."))
        return [(path.name, path.read_bytes() if path.stat().st_size <= MOST_FILE_BYTES else b"") for path in files]
    except OSError as error:
        raise MetaUnsupError("cannot_read", path=folder, reason=error.strerror or error) from error
