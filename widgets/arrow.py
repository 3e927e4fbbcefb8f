"""Rows as an Arrow table, which Streamlit shows as it is.

Of a list Streamlit makes a frame first, and pyarrow's own way from lists asks for pandas as well: some fifty megabytes
that nothing else on a page needs. So the columns are written into Arrow's buffers here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import streamlit as st

_KINDS: tuple[tuple[type | tuple[type, ...], pa.DataType, str, Any], ...] = (
    (bool, pa.bool_(), "bool", False),
    (int, pa.int64(), "int64", 0),
    ((int, float), pa.float64(), "float64", 0.0),
    (dt.date, pa.date32(), "datetime64[D]", dt.date(1970, 1, 1)),
)
"""What the cells of a column are, how Arrow and numpy call it, and what stands where there is none."""


def sortable_table(rows: Sequence[Mapping[str, Any]], **options: Any) -> None:
    """Show rows as the table that a reader sorts and searches; ``options`` are those of st.dataframe."""
    # Asked to decide by itself whether rows are sent at once, Streamlit loads pandas.
    st.dataframe(as_arrow(rows), hide_index=True, lazy=False, **options)


def as_arrow(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """The rows with the columns of the first: texts, numbers, days, yes or no; None for an empty cell.

    Raises
    ------
    TypeError
        For a column of anything else, or of several kinds.
    """
    names = list(rows[0]) if rows else []
    return pa.Table.from_arrays([_column([row[name] for row in rows]) for name in names], names)


def _column(cells: Sequence[Any]) -> pa.Array:
    filled = [cell for cell in cells if cell is not None]
    known = None if len(filled) == len(cells) else _bits(np.array([cell is not None for cell in cells]))
    if all(isinstance(cell, str) for cell in filled):
        texts = [(cell or "").encode() for cell in cells]
        ends = np.cumsum([0, *map(len, texts)], dtype="int32")
        return pa.Array.from_buffers(
            pa.string(), len(cells), [known, pa.py_buffer(ends), pa.py_buffer(b"".join(texts))]
        )
    for kind, arrow, numpy, nothing in _KINDS:
        if all(isinstance(cell, kind) for cell in filled):
            values = np.array([nothing if cell is None else cell for cell in cells], numpy)
            if kind is dt.date:
                values = values.astype("int32")
            return pa.Array.from_buffers(
                arrow, len(cells), [known, _bits(values) if kind is bool else pa.py_buffer(values)]
            )
    raise TypeError(f"A column of {', '.join(sorted({type(cell).__name__ for cell in filled}))} cannot be shown.")


def _bits(values: np.ndarray) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little"))
