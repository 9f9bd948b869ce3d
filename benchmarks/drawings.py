"""The ready-made drawings of the page Draw, drawn anew: ``python -m benchmarks.drawings``; always the same files."""

from __future__ import annotations

import json

from metaunsup.data.files import replace_file
from metaunsup.data.ready_made import FOLDER, SETS, make
from metaunsup.data.strokes import as_plain


def main() -> None:
    """Write a file for each set."""
    for name in SETS:
        drawings = make(name)
        lines = [json.dumps(one, separators=(",", ":")) for one in as_plain(drawings)["drawings"]]
        text = '{"drawings":[\n' + ",\n".join(lines) + "\n]}\n"
        replace_file(FOLDER / f"{name}.json", text.encode())
        print(f"{name}: {len(drawings)} drawings")


if __name__ == "__main__":
    main()
