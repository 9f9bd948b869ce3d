"""A table of numbers as a pool of vectors, (N, D) float32: columns that tell nothing go, all others are standardised.

A part follows from the row as it is in the table (its numbers, one that is missing as such), so the same row falls in
the same part wherever it stands. Mean and deviation are those of the train part alone: nothing of the test part is in
what learners practise on.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from metaunsup.data.pool import Pool, item_hash, part_of
from metaunsup.data.report import Remarks, note
from metaunsup.data.tables import Table
from metaunsup.data.text import readable
from metaunsup.errors import MetaUnsupError

MOST_MISSING = 0.5  # of a column's cells; one that has more missing is left out
FARTHEST = 20.0  # deviations from the mean; a value beyond is set to that
_LONGEST = 60  # characters of a column's name
_LEAST = 2  # rows of the train part, or all rows together give mean and deviation


def vector_pool(path: Path, name: str, table: Table, remarks: Remarks) -> Pool:
    """``table`` as a pool called ``name``, with its report; a missing value becomes its column's mean, 0.

    Raises ``MetaUnsupError``: ``table_no_numbers``, ``table_few_rows`` or ``rows_identical``.
    """
    values, names = table.values, table.names
    if not names:
        raise MetaUnsupError("table_no_numbers", path=path)
    if len(values) < 2:
        raise MetaUnsupError("table_few_rows", path=path, count=len(values))
    values = values + 0.0  # of the two zeros one
    values[np.isnan(values)] = np.nan  # and one NaN of many
    hashes = np.array([item_hash(np.frombuffer(row.tobytes(), np.uint8)) for row in values.astype(">f8")])
    parts = np.array([part_of(int(value)) for value in hashes], dtype=np.int8)
    practised = values[parts == 0] if (parts == 0).sum() >= _LEAST else values
    missing = np.isnan(values)
    with np.errstate(all="ignore"):
        largest = np.nanmax(np.abs(np.where(missing, 0, values)), axis=0)  # so that no square overflows
        values = values / np.where(largest > 0, largest, 1)
        practised = practised / np.where(largest > 0, largest, 1)
        there = ~np.isnan(practised)
        count = np.maximum(there.sum(0), 1)
        mean = np.where(there, practised, 0).sum(0) / count
        deviation = np.sqrt((np.where(there, practised - mean, 0) ** 2).sum(0) / count)
    told = deviation > 1e-12
    often = missing.mean(0) <= MOST_MISSING
    for at in np.flatnonzero(~(told & often)):
        remarks.leave_out(names[at], "constant" if often[at] else "missing")
    keep = told & often
    if not keep.any():
        raise MetaUnsupError("rows_identical", path=path, count=len(values))
    standard = (values[:, keep] - mean[keep]) / deviation[keep]
    if filled := int(missing[:, keep].sum()):
        remarks.done.append(note("filled", count=filled))
    standard[missing[:, keep]] = 0.0
    if far := int((np.abs(standard) > FARTHEST).sum()):
        remarks.done.append(note("far", count=far, most=FARTHEST))
    remarks.done.append(note("standardised", columns=int(keep.sum()), rows=len(practised)))
    classes = tuple(sorted(set(table.labels or ())))
    number = {one: index for index, one in enumerate(classes)}
    known = table.labels is not None and len(classes) > 1
    return Pool(
        name=name,
        images=torch.from_numpy(standard.clip(-FARTHEST, FARTHEST).astype(np.float32)),
        labels=torch.tensor([number[one] for one in table.labels or ()]) if known else None,
        parts=torch.from_numpy(parts),
        hashes=torch.from_numpy(hashes.astype(np.int64)),
        class_names=tuple(map(readable, classes)) if known else (),
        report=remarks.report(),
        columns=tuple(readable(names[at])[:_LONGEST] for at in np.flatnonzero(keep)),
    )
