"""Parquet as a table of numbers, read in a process of its own that may take so much memory and no more.

Its pages say themselves how large they become, and a compiled library believes them; what they do to it, this process
does not feel. ``python -m metaunsup.data.parquet LABEL`` reads a file from its input and answers with one line of JSON
and then the numbers.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from metaunsup.data.limits import MOST_CELL, MOST_MEMORY
from metaunsup.data.report import Remarks
from metaunsup.data.source import Source
from metaunsup.data.tables import Table, check_classes, check_size, column_of
from metaunsup.errors import MetaUnsupError

MAGIC = b"PAR1"
_PATIENCE = 120.0  # seconds
_SPARING = {"ARROW_DEFAULT_MEMORY_POOL": "system", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_ROWS = 4096  # read at a time


def read_parquet(source: Source, label: str | None, remarks: Remarks) -> Table:
    """The columns of a Parquet file that hold numbers; ``label`` is the one that holds classes."""
    data = source.read()
    command = [sys.executable, "-m", __name__, *([] if label is None else [label])]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **_SPARING},
        )
        head, _, numbers = done.stdout.partition(b"\n")
        told = json.loads(head)
    except (ValueError, OSError, subprocess.TimeoutExpired) as error:
        raise MetaUnsupError("own_damaged", path=source.path) from error
    if "code" in told:
        raise MetaUnsupError(told["code"], **(told["fields"] | {"path": source.path}))
    for what, why in told["left_out"]:
        remarks.leave_out(what, why, first=why in ("text", "nested"))
    remarks.count += told["count"] - len(told["left_out"])
    names = told["names"]
    return Table(names, np.frombuffer(numbers).reshape(told["rows"], len(names)).copy(), told["labels"])


def columns_of(data: bytes, label: str | None) -> tuple[Table, Remarks]:
    """The same in this process."""
    import pyarrow
    from pyarrow import parquet

    remarks, source = Remarks("parquet"), Source(Path("-"), data)
    file = parquet.ParquetFile(io.BytesIO(data), thrift_string_size_limit=1 << 20, thrift_container_size_limit=1 << 20)
    schema = file.schema_arrow
    check_size(source, 0, len(schema.names))
    chosen = None if label is None else column_of(label, schema.names, source)
    kept = []
    for at, one in enumerate(schema):
        if pyarrow.types.is_nested(one.type) and at != chosen:
            remarks.leave_out(f"{one.name} ({one.type})"[:80], "nested", first=True)
        elif _is_number(pyarrow, one.type) and at != chosen and schema.names.count(one.name) == 1:
            kept.append(one.name)
        elif at != chosen:
            remarks.leave_out(f"{one.name} ({one.type})"[:80], "text", first=True)
    wanted = kept if chosen is None else [*kept, schema.names[chosen]]
    check_size(source, file.metadata.num_rows, len(kept))
    blocks, labels, count = [np.empty((0, len(kept)))], [], 0
    for batch in file.iter_batches(_ROWS, columns=wanted) if wanted else ():
        count += len(batch)
        check_size(source, count, len(kept))
        block = np.empty((len(batch), len(kept)))
        for place, name in enumerate(kept):
            block[:, place] = batch.column(name).cast(pyarrow.float64(), safe=False).to_numpy(zero_copy_only=False)
        block[~np.isfinite(block)] = np.nan
        if chosen is not None:
            told = [
                None if one is None else str(one)[:MOST_CELL].strip() for one in batch.column(wanted[-1]).to_pylist()
            ]
            for row, one in enumerate(told, count - len(batch) + 1):
                if not one:
                    remarks.leave_out(str(row), "unlabelled")
            block = block[[bool(one) for one in told]]
            labels += [one for one in told if one]
            check_classes(labels, source)
        blocks.append(block)
    values = np.concatenate(blocks)
    if len(values) == 0:
        raise MetaUnsupError("table_empty", path="-")
    return Table(kept, values, None if chosen is None else labels), remarks


def _is_number(pyarrow: Any, kind: Any) -> bool:
    types = pyarrow.types
    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_boolean(kind) or types.is_decimal(kind))


def _bounded() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # where a process's memory can be bounded
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _answer(data: bytes, label: str | None) -> Iterator[bytes]:
    try:
        table, remarks = columns_of(data, label)
    except MetaUnsupError as error:
        yield json.dumps({"code": error.code, "fields": error.plain_fields()}).encode() + b"\n"
        return
    except Exception:  # whatever the library raises for a file that is damaged, or asks for too much
        yield json.dumps({"code": "own_damaged", "fields": {}}).encode() + b"\n"
        return
    told = {
        "names": table.names,
        "rows": len(table.values),
        "labels": table.labels,
        "left_out": remarks.first + remarks.left_out,
        "count": remarks.count,
    }
    yield json.dumps(told).encode() + b"\n"
    yield np.ascontiguousarray(table.values).tobytes()


if __name__ == "__main__":
    _bounded()
    for piece in _answer(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else None):
        sys.stdout.buffer.write(piece)
