"""Whether a table is whole: not cut in its last row, and no row of it twice."""

from __future__ import annotations

import csv
import re

import pandas as pd

from loaders.errors import Invalid

AGAIN = "Download it again."

MOST_TWICE, FEW = 0.1, 3
"""Of the publishers' tables, one row in a hundred stands twice at most. In a table of a few rows it says nothing."""

TAIL = 1 << 16
"""Characters at the end of a text in which its last row is looked for."""


def require_whole(text: str, sep: str, width: int) -> None:
    """Raise :class:`Invalid` if the last row has fewer cells than the header: pandas fills it up and says nothing."""
    last = re.split(r"[\r\n]", text.rstrip("\r\n")[-TAIL:])[-1]
    # An odd number of quotation marks: the end of a cell that goes over several lines.
    if len(last) == TAIL or last.count('"') % 2:
        return
    found = len(next(csv.reader([last], delimiter=sep)))
    if found < width:
        raise Invalid(f"The file breaks off in its last row, which has {found} of {width} cells. {AGAIN}")


def require_once(table: pd.DataFrame) -> None:
    """Raise :class:`Invalid` if the header, or more than a tenth of the rows, stands in a table again: it was put behind itself."""
    again = table[table.iloc[:, 0] == table.columns[0]]
    if (again == list(table.columns)).all(axis=1).any():
        raise Invalid(f"The header stands in the file again: it was put behind itself or another one. {AGAIN}")
    twice = int(table.duplicated(keep=False).sum())
    if len(table) > FEW and twice > MOST_TWICE * len(table):
        raise Invalid(
            f"{twice:,} of {len(table):,} rows stand in the file more than once: it holds itself, or a part, twice. {AGAIN}"
        )
