"""Eurostat's table of gas imports as its SDMX interface answers: generic data, a series for each partner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from sdmx_answers import generic, without_series
from stub import Answer, Internet

HOST = "ec.europa.eu"
PLACE = "/eurostat/api/dissemination/sdmx/2.1/data/nrg_ti_gas/"
KEY = "A.G3000.TOTAL+RU.TJ_GCV.EU27_2020"
PARTNERS = {"WLD": "TOTAL", "RUS": "RU"}
FLAGS = {"estimate": "e", "provisional": "p"}


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    key = {"freq": "A", "siec": "G3000", "unit": "TJ_GCV", "geo": "EU27_2020"}
    series = [
        (
            {**key, "partner": PARTNERS[partner]},
            zip(rows["date"].dt.year.astype(str), rows["value"], rows["status"].map(FLAGS).fillna(""), strict=True),
        )
        for partner, rows in frames["gas_imports_eurostat"].groupby("entity")
    ]
    internet.on(HOST, PLACE + KEY, generic("ESTAT:NRG_TI_GAS(1.0)", series))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b'id="partner"', b'id="supplier"'))


CASE = Case(
    source="eurostat",
    host=HOST,
    figures=PLACE,
    serve=serve,
    spoil=spoil,
    empty=without_series,
)
