"""The IMF's COFER as its SDMX interface answers: a series for each currency, for all together, and for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from sdmx_answers import structured, without_series
from stub import Answer, Internet

HOST = "api.imf.org"
FLOW = "IMF.STA:COFER(7.0.1)"


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    answer = of_shares(frames["reserve_share"], 100.0)
    internet.on(HOST, re.compile(r"/data/IMF\.STA,COFER/G001\.AFXRA\.\.SHRO_PT\.Q$"), answer)


def of_shares(frame: pd.DataFrame, together: float) -> Answer:
    """The answer for these shares, with all currencies making up ``together`` per cent."""
    quarters = sorted(frame["date"].unique())
    figures = {
        currency: [(_quarter(d), v, "") for d, v in zip(rows["date"], rows["value"], strict=True)]
        for currency, rows in frame.groupby("entity")
    }
    figures["T"] = [(_quarter(day), together, "") for day in quarters]
    figures["OTHC"] = [(_quarter(day), 5.0, "") for day in quarters]
    key = {"COUNTRY": "G001", "INDICATOR": "AFXRA", "TYPE_OF_TRANSFORMATION": "SHRO_PT", "FREQUENCY": "Q", "SCALE": "0"}
    series = [({**key, "FXR_CURRENCY": f"CI_{currency}"}, shares) for currency, shares in figures.items()]
    dates = {"PUBLICATION_DATE": "2026-09-30T13:00:00Z", "UPDATE_DATE": "2026-10-01T13:00:00Z"}
    return structured(FLOW, dates, [{"INDICATOR": "AFXRA", "UNIT": "PT"}], series)


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b" FXR_CURRENCY=", b" CURRENCY="))


def _quarter(day: pd.Timestamp) -> str:
    return f"{day.year}-Q{day.quarter}"


CASE = Case(
    source="imf_cofer",
    host=HOST,
    figures=r"/data/IMF\.STA,COFER/",
    serve=serve,
    spoil=spoil,
    empty=without_series,
)
