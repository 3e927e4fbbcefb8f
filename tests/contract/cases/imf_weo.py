"""The IMF's World Economic Outlook as its SDMX interface answers: groups with the last actual year, series, years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from sdmx_answers import structured, without_series
from stub import Answer, Internet, Request

from loaders.catalog import read_catalog

HOST = "api.imf.org"
FLOW = "IMF.RES:WEO(9.0.0)"


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    catalog = read_catalog()
    own = {row.entity: row.name for row in catalog.names.rows if row.source == "imf_weo" and row.entity}
    by_code = {
        catalog.indicator[name].code: frame.assign(entity=[own.get(entity, entity) for entity in frame["entity"]])
        for name, frame in frames.items()
    }
    internet.on(HOST, re.compile(r"/data/IMF\.RES,WEO/"), lambda request: _answer(request, by_code))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b" COUNTRY=", b" REF_AREA="))


def _answer(request: Request, by_code: Mapping[str, pd.DataFrame]) -> Answer:
    areas, code, frequency = request.path.rpartition("/")[2].split(".")
    assert frequency == "A"
    frame = by_code[code]
    frame = frame[frame["entity"].isin(areas.split("+"))]
    years = frame["date"].dt.year
    # Where the IMF names no last actual year, the year before the edition counts as an estimate.
    estimated = years[frame["status"] == "estimate"]
    edition = int(estimated.max()) + 1 if len(estimated) else 2026
    groups = [{"INDICATOR": code, "SERIES_NAME": f"The concept {code}"}]
    series = []
    for area, rows in frame.groupby("entity"):
        if "estimate" not in set(rows["status"]):
            last = rows.loc[rows["status"] == "", "date"].dt.year.max()
            groups.append({"INDICATOR": code, "COUNTRY": area, "LATEST_ACTUAL_ANNUAL_DATA": str(last)})
        key = {"COUNTRY": area, "INDICATOR": code, "FREQUENCY": "A", "DECIMALS_DISPLAYED": "3", "SCALE": "9"}
        series.append((key, zip(rows["date"].dt.year.astype(str), rows["value"], rows["status"], strict=True)))
    attributes = {
        "PUBLISHER": "IMF",
        "PUBLICATION_DATE": f"{edition}-04-14T13:00:00Z",
        "UPDATE_DATE": f"{edition}-04-15T13:00:00Z",
    }
    return structured(FLOW, attributes, groups, series)


CASE = Case(
    source="imf_weo",
    host=HOST,
    figures=r"/data/IMF\.RES,WEO/",
    serve=serve,
    spoil=spoil,
    empty=without_series,
)
