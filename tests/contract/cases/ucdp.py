"""UCDP's interface: pages of JSON, a token, and a version in the path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pandas as pd
from cases import Case
from opened import CATALOG
from stub import Answer, Internet, Request

HOST = "ucdpapi.pcr.uu.se"
COLUMNS = {
    "best": "cumulative_total_deaths_in_orgvio_best",
    "low": "cumulative_total_deaths_in_orgvio_low",
    "high": "cumulative_total_deaths_in_orgvio_high",
    "interstate": "sb_interstate_deaths_best",
}
REST = "Vatican City State"
"""Who has what the world has beyond the states of the frames: listed in every year, and in no figure here but the world's."""

OF_OTHERS = "Palestine"
"""A name of catalog/entity_names.csv that only tables of others have; the service itself counts it under Israel."""

HEADERS = {"Content-Type": "application/json; charset=utf-8"}


@cache
def name_of(entity: str) -> str:
    """What UCDP calls a state."""
    own = [row.name for row in CATALOG.names.rows if (row.source, row.entity) == ("ucdp", entity)]
    return own[0] if own and own[0] != OF_OTHERS else CATALOG.entity[entity].name


def rows_of(frames: Mapping[str, pd.DataFrame]) -> list[dict]:
    """A row for each state and year with the four columns; the world is their sum.

    A year has zeros where nothing happened: of a column whose frame has a few states alone, all others have none.
    """
    rows: dict[tuple[str, int], dict] = {}
    parts = {COLUMNS[CATALOG.indicator[name].code]: by_state_and_year(frame) for name, frame in frames.items()}
    for column, part in parts.items():
        for place, value in part.items():
            row = rows.setdefault(place, dict.fromkeys(COLUMNS.values()))
            row[column] = None if pd.isna(value) else int(value)
    for column, part in parts.items():
        states, years = ({place[at] for place in part} for at in (0, 1))
        for (state, year), row in rows.items():
            if state not in states and year in years:
                row[column] = 0
    ids = {state: number for number, state in enumerate(dict.fromkeys(state for state, _ in rows), start=1)}
    return [
        {"country": state, "country_id": ids[state], "year": year, **row, "Version": "26.1"}
        for (state, year), row in rows.items()
    ]


def by_state_and_year(frame: pd.DataFrame) -> dict[tuple[str, int], float]:
    """The figures of the states, with the rest of each year's world.

    Where each state's figure was rounded, the states may have a few deaths more than the world, and there is no rest.
    """
    found: dict[tuple[str, int], float] = {}
    for year, figures in frame.assign(year=pd.to_datetime(frame["date"]).dt.year).groupby("year"):
        values = dict(zip(figures["entity"], figures["value"], strict=True))
        world = values.pop("WLD", 0)
        found |= {(name_of(entity), int(year)): value for entity, value in values.items()}
        found[REST, int(year)] = max(0, world - sum(value for value in values.values() if not pd.isna(value)))
    return found


def answer_pages(internet: Internet, rows: list[dict]) -> None:
    """The rows, a thousand a page, for whoever has a token."""

    def handler(request: Request) -> Answer:
        if not request.headers.get("x-ucdp-access-token"):
            return Answer(401, {"Content-Type": "text/plain"}, b"API token required. Add header: x-ucdp-access-token")
        size, page = int(request.query["pagesize"]), int(request.query["page"])
        pages = -(-len(rows) // size)
        beside = {-1: "", 1: ""}
        for step in beside:
            if 0 <= page + step < pages:
                beside[step] = f"https://{HOST}{request.path}?pagesize={size}&page={page + step}"
        document = {
            "TotalCount": len(rows),
            "TotalPages": pages,
            "PreviousPageUrl": beside[-1],
            "NextPageUrl": beside[1],
            "Result": rows[page * size : (page + 1) * size],
        }
        return Answer(200, HEADERS, json.dumps(document).encode())

    internet.on(HOST, "/api/organizedviolencecy/", handler)


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    answer_pages(internet, rows_of(frames))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b'"Result"', b'"Rows"').replace(b'"Total', b'"Sum'))


def empty(answer: Answer) -> Answer:
    nothing = {"TotalCount": 0, "TotalPages": 0, "PreviousPageUrl": "", "NextPageUrl": "", "Result": []}
    return replace(answer, body=json.dumps(nothing).encode())


CASE = Case("ucdp", HOST, r"/api/organizedviolencecy/", serve, spoil, empty, token=True)
