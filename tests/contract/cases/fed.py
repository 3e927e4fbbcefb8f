"""FRED's CSV of daily series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from stub import Answer, Internet, Request

from cases import Case
from loaders.catalog import read_catalog

CATALOG = read_catalog()
HOST = "fred.stlouisfed.org"
UNKNOWN = Answer(404, {"Content-Type": "text/html"}, b"<!DOCTYPE html>\n<html><body>Page not found</body></html>\n")


def csv(series: str, days: pd.Series, values: pd.Series) -> Answer:
    """The file of a series; a day without a value has an empty cell."""
    cells = ("" if pd.isna(value) else f"{value:.10g}" for value in values)
    lines = [f"{day:%Y-%m-%d},{cell}\n" for day, cell in zip(days, cells, strict=True)]
    return Answer(200, {"Content-Type": "application/csv"}, f"observation_date,{series}\n{''.join(lines)}".encode())


def answer_by_series(internet: Internet, files: Mapping[str, Answer]) -> None:
    def handler(request: Request) -> Answer:
        return files.get(request.query["id"], UNKNOWN)

    internet.on(HOST, "/graph/fredgraph.csv", handler)


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    """The month's value on each of its working days."""
    files = {}
    for name, frame in frames.items():
        spans = [pd.bdate_range(end.replace(day=1), end) for end in pd.to_datetime(frame["date"])]
        daily = frame.assign(day=spans).explode("day").sort_values("day")
        series = CATALOG.indicator[name].code
        files[series] = csv(series, daily["day"], daily["value"])
    answer_by_series(internet, files)


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b"observation_date", b"period", 1))


def empty(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.partition(b"\n")[0] + b"\n")


CASE = Case("fed", HOST, r"/graph/fredgraph\.csv", serve, spoil, empty)
