"""What UCDP gives everybody: a page of links, and the country-year dataset as a zip file of one CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from cases.ucdp import COLUMNS, rows_of
from stub import Answer, Internet

HOST = "ucdp.uu.se"
PAGE = "/downloads/index.html"
FOLDER = "/downloads/organizedviolencecy/"
HEADER = ["country", "country_id", "year", *COLUMNS.values(), "Version"]
MEMBER = "OrganizedViolenceCYDataSet26_1.csv"


def page(*versions: str) -> Answer:
    """The page with these versions of the dataset, beside another one."""
    links = [f"<a href='organizedviolencecy/organizedviolencecy-{v}-csv.zip' class='link'>CSV</a>" for v in versions]
    links += [link.replace("-csv", "-xlsx") for link in links]
    text = "<h1>UCDP Dataset Download Center</h1><a href='ged/ged261-csv.zip'>CSV</a>" + "\n".join(links)
    return Answer(200, {"Content-Type": "text/html"}, f"<!DOCTYPE html><html>{text}</html>".encode())


def table(rows: Iterable[Mapping[str, object]], header: list[str] = HEADER) -> Answer:
    """The zip file with these rows."""
    text, sink = io.StringIO(), io.BytesIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in HEADER] for row in rows)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MEMBER, text.getvalue())
    return Answer(200, {"Content-Type": "application/x-zip-compressed"}, sink.getvalue())


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    internet.on(HOST, "/downloads/", Answer(302, {"Location": PAGE}))
    internet.on(HOST, PAGE, page("261"))
    internet.on(HOST, f"{FOLDER}organizedviolencecy-261-csv.zip", table(rows_of(frames)))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=table([], ["state", *HEADER[1:]]).body)


def empty(answer: Answer) -> Answer:
    return replace(answer, body=table([]).body)


CASE = Case("ucdp", HOST, r"-csv\.zip", serve, spoil, empty)
