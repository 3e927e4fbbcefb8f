"""Rows as Arrow tables: what is put in comes out, as pyarrow reads it."""

import datetime as dt

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.arrow import as_arrow

CELLS = {
    "text": st.text(),
    "number": st.floats(allow_nan=False),
    "count": st.integers(-(2**63), 2**63 - 1),
    "day": st.dates(),
    "yes": st.booleans(),
}
ROWS = st.lists(st.fixed_dictionaries({name: st.none() | cells for name, cells in CELLS.items()}), min_size=1)


@given(ROWS)
def test_what_stands_in_the_rows_stands_in_the_table(rows):
    table = as_arrow(rows)
    table.validate(full=True)
    assert table.to_pylist() == rows


def test_columns_have_the_types_that_are_shown_as_numbers_days_and_ticks():
    row = {"text": "Ä", "number": np.float64(1.5), "count": 3, "day": dt.date(2025, 2, 17), "yes": True}
    types = [pa.string(), pa.float64(), pa.int64(), pa.date32(), pa.bool_()]
    assert as_arrow([row]).schema == pa.schema(list(zip(row, types, strict=True)))


def test_whole_numbers_among_others_are_numbers():
    assert as_arrow([{"x": 1}, {"x": 2.5}, {"x": None}]).to_pylist() == [{"x": 1.0}, {"x": 2.5}, {"x": None}]


def test_no_rows_are_a_table_without_columns():
    assert as_arrow([]).num_columns == 0


def test_a_column_of_several_kinds_is_refused():
    with pytest.raises(TypeError, match="int, str"):
        as_arrow([{"x": "one"}, {"x": 2}])
