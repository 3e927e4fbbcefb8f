"""The Federal Reserve Board's release H.10: a zip file with one XML document of all daily series."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from opened import CATALOG
from stub import Answer, Internet

HOST = "www.federalreserve.gov"
PLACE = "/releases/h10/data/FRB_h10_xml.zip"
MEMBER = "H10_data.xml"
NAMES = {"DEXUSEU": "RXI$US_N.B.EU", "DEXCHUS": "RXI_N.B.CH", "DTWEXBGS": "JRXWTFB_N.B"}
"""The Board's name of each series."""

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<message:MessageGroup xmlns:message="http://www.SDMX.org/resources/SDMXML/schemas/v1_0/message"
 xmlns:frb="http://www.federalreserve.gov/structure/compact/common"
 xmlns:kf="http://www.federalreserve.gov/structure/compact/H10_H10">
<message:Header><message:ID>H10</message:ID><message:Test>false</message:Test>
<message:Prepared>2026-11-23T16:15:00</message:Prepared><message:Sender id="FRB"/></message:Header>
<frb:DataSet id="H10">
"""
FOOT = "</frb:DataSet></message:MessageGroup>\n"
Day = tuple[str, str, str]
"""Day, value and status."""


def series(name: str, days: Iterable[Day], multiple: str = "1") -> str:
    observations = "".join(
        f'<frb:Obs OBS_STATUS="{status}" OBS_VALUE="{value}" TIME_PERIOD="{day}" />\n' for day, value, status in days
    )
    return (
        f'<kf:Series CURRENCY="NA" FREQ="9" FX="NA" SERIES_NAME="{name}" UNIT="Currency" UNIT_MULT="{multiple}">\n'
        f"<frb:Annotations><frb:Annotation/></frb:Annotations>\n{observations}</kf:Series>\n"
    )


def release(*parts: str, member: str = MEMBER) -> Answer:
    """The file with these series."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("H10_struct.xml", "<structure/>")
        archive.writestr(member, HEAD + "".join(parts) + FOOT)
    return Answer(200, {"Content-Type": "application/x-zip-compressed"}, sink.getvalue())


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    """The month's value on each of its working days."""
    parts = [series("RXI_N.B.JA", [("2026-11-20", "155.1", "A")])]
    for name, frame in frames.items():
        days = [
            (f"{day:%Y-%m-%d}", *(("-9999", "ND") if pd.isna(row.value) else (f"{row.value:.10g}", "A")))
            for row in frame.sort_values("date").itertuples()
            for day in pd.bdate_range(row.date.replace(day=1), row.date)
        ]
        parts.append(series(NAMES[CATALOG.indicator[name].code], days))
    internet.on(HOST, PLACE, release(*parts))


def changed(answer: Answer, change: Callable[[str], str]) -> Answer:
    """The same file with another document."""
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        document = archive.read(MEMBER).decode()
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MEMBER, change(document))
    return replace(answer, body=sink.getvalue())


def spoil(answer: Answer) -> Answer:
    return changed(answer, lambda document: document.replace("SERIES_NAME=", "ID="))


def empty(answer: Answer) -> Answer:
    return changed(answer, lambda document: re.sub("<frb:Obs [^>]*>", "", document))


CASE = Case("fed", HOST, re.escape(PLACE), serve, spoil, empty)
