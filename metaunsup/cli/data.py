"""``data``: every pool, its size, parts, source and licence, whether it is here, and how to get it.

``data PATH``: what own data become, what was left out and why, and a few of the items.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from metaunsup.cli.arguments import PROGRAM
from metaunsup.cli.output import bar, output_file, paragraph, table, write_json
from metaunsup.errors import MetaUnsupError
from metaunsup.words import Say

TOLD = 20  # of what was left out of own data; all of it is in the JSON


def add(commands: Any, say: Say) -> None:
    """Register the command."""
    parser = commands.add_parser("data", say=say, help=say("cli.data.about"), description=say("cli.data.about"))
    parser.add_argument("own", nargs="?", metavar="PATH", help=say("cli.data.own"))
    parser.add_argument("--get", metavar="NAME", help=say("cli.data.get"))
    parser.add_argument("--json", metavar="FILE", help=say("cli.json"))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, say: Say) -> int:
    """Download what was asked for, then list the pools."""
    target = None if chosen.json is None else output_file(chosen.json, "--json")
    if chosen.own is not None:
        return show_own(chosen.own, target, say)
    if chosen.get is not None:
        get(chosen.get, say)
    from metaunsup.data.registry import POOLS

    pools = [describe(name, say) for name in bar(POOLS, words=say("cli.data.looking"), leave=False)]
    if target is not None:
        from metaunsup.data.root import data_root

        write_json(target, {"pools": [without_place(pool, str(data_root())) for pool in pools]})
    print(as_table(pools, say))
    print()
    print("\n\n".join(in_words(pool, say) for pool in pools))
    return 0


def show_own(name: str, target: Path | None, say: Say) -> int:
    """What becomes of the data at the path ``name``."""
    from metaunsup.data.preview import described, in_letters
    from metaunsup.data.registry import resolve_pool

    pool = resolve_pool(name)
    told = described(pool, say)
    if target is not None:
        write_json(target, told)
    print("\n".join([pool.name, *(paragraph(line, "  ") for line in told["sentences"])]))
    if told["left_out"]:
        print("\n" + say("cli.data.left_out", count=told["left_out_count"]))
        print("\n".join(paragraph(f"{what}: {why}", "  ") for what, why in told["left_out"][:TOLD]))
    print("\n" + say("cli.data.preview") + "\n" + in_letters(pool))
    return 0


def get(name: str, say: Say) -> None:
    """Download a pool behind a progress bar, one for each of its files."""
    from metaunsup.data.registry import download, load_pool, pool_info

    if pool_info(name).embedded:
        print(say("cli.data.embedded", pool=name))
        return
    current, shown = None, None
    try:
        for progress in download(name):
            if shown is None or progress.file != current:
                if shown is not None:
                    shown.close()
                current = progress.file
                shown = bar((), total=progress.total, words=progress.file, unit="B", unit_scale=True)
            shown.update(progress.done - shown.n)
    finally:
        if shown is not None:
            shown.close()
    print(say("cli.data.got", pool=name, items=f"{len(load_pool(name)):,}"))


def describe(name: str, say: Say) -> dict[str, Any]:
    """What there is to know of a pool; ``parts`` are of the items that are here, None where there are none."""
    from metaunsup.data.registry import POOLS, available, part_sizes

    info, found = POOLS[name], available(name)
    parts: dict[str, int] | None = None
    problem: str | None = None
    if found.here:
        try:
            parts = {str(part): size for part, size in part_sizes(name).items()}
        except MetaUnsupError as error:  # a damaged file of one pool must not hide the others
            problem = say.explain(error)
    return {
        "name": name,
        "title": say(f"pool.{name}.title"),
        "about": say(f"pool.{name}.about"),
        "items": info.n_items,
        "classes": info.n_classes,
        "side": info.side,
        "parts": parts,
        "source": info.source,
        "licence": info.licence,
        "embedded": info.embedded,
        "here": found.here,
        "note": say.note(found.note),
        "problem": problem,
        "get": None if info.embedded else f"{PROGRAM} data --get {name}",
        "where": None if found.where is None else str(found.where),
    }


def without_place(pool: dict[str, Any], root: str) -> dict[str, Any]:
    """A pool as a file that is handed on tells of it: where the data lie on this machine is nobody else's business."""
    local = {key: pool[key].replace(root, "METAUNSUP_DATA") for key in ("where", "problem") if pool[key] is not None}
    return {**pool, **local}


def as_table(pools: list[dict[str, Any]], say: Say) -> str:
    """One line a pool."""
    head = [say(f"cli.data.{column}") for column in ("pool", "items", "classes", "parts", "licence", "here")]
    rows = [head]
    for pool in pools:
        parts = pool["parts"]
        rows.append(
            [
                pool["name"],
                _count(pool["items"], say),
                _count(pool["classes"], say),
                "-" if parts is None else " / ".join(f"{size:,}" for size in parts.values()),
                pool["licence"],
                say(_state(pool)),
            ]
        )
    return table(rows, right=(1, 2, 3))


def _count(number: int | None, say: Say) -> str:
    return say("cli.data.any") if number is None else f"{number:,}"


def _state(pool: dict[str, Any]) -> str:
    if pool["problem"] is not None:
        return "cli.data.damaged"
    if not pool["here"]:
        return "cli.data.missing"
    return "cli.data.present" if pool["note"] is None else "cli.data.partly"


def in_words(pool: dict[str, Any], say: Say) -> str:
    """The same pool in sentences: what it shows, where it comes from, and what to do where it is not here."""
    lines = [pool["about"]]
    if pool["source"]:
        lines.append(say("cli.data.source", source=pool["source"]))
    lines += [sentence for sentence in (pool["note"], pool["problem"]) if sentence is not None]
    if pool["get"] is not None and (not pool["here"] or pool["problem"] is not None or pool["note"] is not None):
        lines.append(say("cli.data.how", where=pool["where"], command=pool["get"]))
    return "\n".join([f"{pool['name']}: {pool['title']}", *(paragraph(line, "  ") for line in lines)])
