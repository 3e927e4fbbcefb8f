"""Our World in Data's chart of nuclear warheads: a CSV with short names, and its metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from opened import CATALOG
from stub import Answer, Internet

HOST = "ourworldindata.org"
CHART = "/grapher/nuclear-warhead-stockpiles"
METADATA = {
    "chart": {"title": "Estimated nuclear warhead stockpiles", "originalChartUrl": f"https://{HOST}{CHART}"},
    "columns": {
        "number_of_warheads": {
            "titleShort": "Number of nuclear warheads",
            "unit": "warheads",
            "timespan": "1945-2026",
            "shortName": "number_of_warheads",
            "lastUpdated": "2026-05-13",
            "nextUpdate": "2027-05-13",
            "citationShort": "Federation of American Scientists (2026) – with minor processing by Our World in Data",
        }
    },
    "dateDownloaded": "2026-11-23",
}


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    """The table with a row for the world, which counts retired warheads too."""
    (frame,) = frames.values()
    lines = ["entity,code,year,number_of_warheads\n"]
    for row in frame.itertuples():
        value = "" if pd.isna(row.value) else f"{row.value:.10g}"
        lines.append(f"{CATALOG.entity[row.entity].name},{row.entity},{row.date.year},{value}\n")
    lines.append("World,OWID_WRL,2023,12512\n")
    internet.on(HOST, f"{CHART}.csv", Answer(200, {"Content-Type": "text/csv"}, "".join(lines).encode()))
    described = json.dumps(METADATA, ensure_ascii=False).encode()
    internet.on(HOST, f"{CHART}.metadata.json", Answer(200, {"Content-Type": "application/json"}, described))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b"entity,code,year", b"country,iso,date", 1))


def empty(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.partition(b"\n")[0] + b"\n")


CASE = Case("fas", HOST, r"/grapher/nuclear-warhead-stockpiles\.csv", serve, spoil, empty)
