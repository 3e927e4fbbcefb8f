"""The World Bank as its Indicators API v2 answers wbgapi: lists of economies, a database's dimensions, pages of rows."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from cases import Case
from stub import Answer, Internet, Request

from loaders.catalog import read_catalog

HOST = "api.worldbank.org"
UPDATED = "2026-11-02"
NAMES = {
    "NY.GDP.MKTP.CD": "GDP (current US$)",
    "NY.GDP.MKTP.PP.KD": "GDP, PPP (constant 2021 international $)",
    "NY.GDP.MKTP.KD": "GDP (constant 2015 US$)",
    "NY.GDP.MKTP.KD.ZG": "GDP growth (annual %)",
    "NY.GDP.PCAP.PP.KD": "GDP per capita, PPP (constant 2021 international $)",
    "SP.POP.TOTL": "Population, total",
    "FP.CPI.TOTL.ZG": "Inflation, consumer prices (annual %)",
    "NE.TRD.GNFS.ZS": "Trade (% of GDP)",
    "NY.GDP.TOTL.RT.ZS": "Total natural resources rents (% of GDP)",
    "NY.GDP.PETR.RT.ZS": "Oil rents (% of GDP)",
    "TX.VAL.FUEL.ZS.UN": "Fuel exports (% of merchandise exports)",
    "GB.XPD.RSDV.GD.ZS": "Research and development expenditure (% of GDP)",
    "MS.MIL.XPND.GD.ZS": "Military expenditure (% of GDP)",
}
"""As the Bank names the series of indicators.csv."""

SOURCE = {"id": "2", "name": "World Development Indicators"}
UNITED_STATES = {
    "id": "USA",
    "iso2Code": "US",
    "name": "United States",
    "region": {"id": "NAC", "iso2code": "XU", "value": "North America"},
    "adminregion": {"id": "", "iso2code": "", "value": ""},
    "incomeLevel": {"id": "HIC", "iso2code": "XD", "value": "High income"},
    "lendingType": {"id": "LNX", "iso2code": "XX", "value": "Not classified"},
    "capitalCity": "Washington D.C.",
    "longitude": "-77.032",
    "latitude": "38.8895",
}
ARAB_WORLD = {
    **UNITED_STATES,
    "id": "ARB",
    "iso2Code": "1A",
    "name": "Arab World",
    "region": {"id": "NA", "iso2code": "NA", "value": "Aggregates"},
    "capitalCity": "",
    "longitude": "",
    "latitude": "",
}
LISTS = {
    "region": [{"id": "", "code": "NAC", "iso2code": "XU", "name": "North America"}],
    "incomelevel": [{"id": "HIC", "iso2code": "XD", "value": "High income"}],
    "lendingtype": [{"id": "LNX", "iso2code": "XX", "value": "Not classified"}],
    "country/all": [UNITED_STATES, ARAB_WORLD],
    "sources/2": [{**SOURCE, "code": "WDI", "lastupdated": UPDATED, "dataavailability": "Y", "concepts": "3"}],
}


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    catalog = read_catalog()
    own = {row.entity: row.name for row in catalog.names.rows if row.source == "worldbank" and row.entity}
    rows: dict[str, list[dict]] = {}
    for indicator, frame in frames.items():
        code = catalog.indicator[indicator].code
        rows[code] = [
            _row(own.get(entity, entity), code, str(date.year), None if math.isnan(value) else value)
            for entity, date, value in zip(frame["entity"], frame["date"], frame["value"], strict=True)
        ] + [_row("ARB", code, "2020", 1.0)]
    for place, listed in LISTS.items():
        internet.on(HOST, re.compile(f"^/v2/en/{place}$"), lambda request, listed=listed: _list(request, listed))
    concepts = [{"id": name, "value": name} for name in ("Country", "Series", "Time")]
    internet.on(HOST, "/v2/en/sources/2/concepts", _structure(concepts))
    years = [{"id": f"YR{year}", "value": str(year)} for year in range(1960, 2026)]
    internet.on(HOST, "/v2/en/sources/2/time/all", _structure([{"id": "Time", "variable": years}]))
    internet.on(HOST, "/v2/en/sources/2/series/", lambda request: _data(request, rows))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b'"variable"', b'"dimensions"'))


def empty(answer: Answer) -> Answer:
    """Rows for every economy and year, all without a value."""
    said = json.loads(answer.body)
    for row in said["source"]["data"]:
        row["value"] = None
    return json_answer(said)


def json_answer(said: Any) -> Answer:
    return Answer(200, {"Content-Type": "application/json;charset=utf-8"}, json.dumps(said).encode())


def _row(economy: str, code: str, year: str, value: float | None) -> dict:
    variables = (("Country", economy, economy), ("Series", code, NAMES[code]), ("Time", f"YR{year}", year))
    return {"variable": [{"concept": c, "id": i, "value": v} for c, i, v in variables], "value": value}


def _data(request: Request, rows: Mapping[str, list[dict]]) -> Answer:
    found = re.fullmatch(r"/v2/en/sources/2/series/([^/]+)/country/all/time/all", request.path)
    if not found or found[1] not in rows:
        # As for a code that there is not: status 200 all the same.
        fault = {"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}
        return json_answer([{"message": [fault]}])
    header, page = _page(request, rows[found[1]])
    return json_answer({**header, "lastupdated": UPDATED, "source": {**SOURCE, "data": page}})


def _list(request: Request, rows: list[dict]) -> Answer:
    header, page = _page(request, rows)
    return json_answer([{name: str(number) for name, number in header.items()}, page])


def _structure(concepts: list[dict]) -> Answer:
    header = {"page": 1, "pages": 1, "per_page": "5000", "total": len(concepts)}
    return json_answer({**header, "source": [{**SOURCE, "concept": concepts}]})


def _page(request: Request, rows: list[dict]) -> tuple[dict[str, int], list[dict]]:
    assert request.query["format"] == "json"
    number, size = int(request.query["page"]), int(request.query["per_page"])
    header = {"page": number, "pages": -(-len(rows) // size), "per_page": size, "total": len(rows)}
    return header, rows[(number - 1) * size : number * size]


CASE = Case(
    source="worldbank",
    host=HOST,
    figures=r"^/v2/en/sources/2/series/",
    serve=serve,
    spoil=spoil,
    empty=empty,
)
