"""The Energy Information Administration's workbook of the monthly Brent price."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
from cases import Case
from stub import Answer, Internet
from xls import workbook

HOST = "www.eia.gov"
PLACE = "/dnav/pet/hist_xls/RBRTEm.xls"
TITLE = "Europe Brent Spot Price FOB (Dollars per Barrel)"
FIRST = dt.date(1899, 12, 30)
"""The day from which Excel counts."""


def prices(rows: Sequence[tuple[dt.date, float | str]], key: str = "RBRTE", sheet: str = "Data 1") -> Answer:
    """The workbook with a row for each month, whatever its day; a month without a price has an empty cell."""
    head = [["Back to Contents", f"Data 1: {TITLE}"], ["Sourcekey", key], ["Date", TITLE]]
    days = [[float((day - FIRST).days), value] for day, value in rows]
    content = workbook({"Contents": [["", "Workbook Contents"], ["", TITLE]], sheet: [*head, *days]})
    return Answer(200, {"Content-Type": "application/vnd.ms-excel"}, content)


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    (frame,) = frames.values()
    rows = [
        (row.date.date().replace(day=15), "" if pd.isna(row.value) else row.value)
        for row in frame.sort_values("date").itertuples()
    ]
    internet.on(HOST, PLACE, prices(rows))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=prices([(dt.date(2026, 1, 15), 60.0)], key="RWTC").body)


def empty(answer: Answer) -> Answer:
    return replace(answer, body=prices([]).body)


CASE = Case("eia", HOST, r"RBRTEm\.xls", serve, spoil, empty)
