"""SDMX-ML 2.1 as the IMF (structure-specific) and Eurostat (generic) send it, built from plain figures."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from xml.sax.saxutils import quoteattr

from stub import Answer

Figure = tuple[str, float, str]
"""Period, value and flag."""

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/{path}"'
    for prefix, path in {
        "message": "message",
        "common": "common",
        "ss": "data/structurespecific",
        "generic": "data/generic",
        "footer": "message/footer",
    }.items()
)


def structured(
    flow: str,
    attributes: Mapping[str, str],
    groups: Iterable[Mapping[str, str]],
    series: Iterable[tuple[Mapping[str, str], Iterable[Figure]]],
) -> Answer:
    """A data set of the IMF. ``flow`` is such as IMF.RES:WEO(9.0.0)."""
    namespace = f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={flow}:ObsLevelDim:TIME_PERIOD"
    inner = "".join(f'<Group xsi:type="ns1:GROUP"{_said(group)}/>' for group in groups)
    for key, figures in series:
        # A placeholder has no value.
        observed = "".join(
            f"<Obs{_said({'TIME_PERIOD': period} | ({} if math.isnan(value) else {'OBS_VALUE': repr(value)}))}/>"
            for period, value, _ in figures
        )
        inner += f"<Series{_said(key)}>{observed}</Series>"
    return answer(
        f'<message:StructureSpecificData {NAMESPACES} xmlns:ns1="{namespace}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{_header(flow, f'namespace={quoteattr(namespace)}')}"
        f'<message:DataSet ss:dataScope="DataStructure" xsi:type="ns1:DataSetType" ss:structureRef="S" action="Replace"'
        f"{_said(attributes)}>{inner}</message:DataSet></message:StructureSpecificData>"
    )


def generic(flow: str, series: Iterable[tuple[Mapping[str, str], Iterable[Figure]]]) -> Answer:
    """A data set of Eurostat. ``flow`` is such as ESTAT:NRG_TI_GAS(1.0)."""
    inner = ""
    for key, figures in series:
        inner += f"<generic:Series><generic:SeriesKey>{_values(key)}</generic:SeriesKey>"
        for period, value, flag in figures:
            said = "NaN" if math.isnan(value) else repr(value)
            flags = f"<generic:Attributes>{_values({'OBS_FLAG': flag})}</generic:Attributes>" if flag else ""
            inner += (
                f'<generic:Obs><generic:ObsDimension value="{period}"/><generic:ObsValue value="{said}"/>{flags}'
                "</generic:Obs>"
            )
        inner += "</generic:Series>"
    return answer(
        f"<message:GenericData {NAMESPACES}>{_header(flow)}"
        f'<message:DataSet structureRef="S">{inner}</message:DataSet></message:GenericData>'
    )


def note(text: str) -> Answer:
    """What Eurostat sent in place of figures that it would make ready."""
    return answer(
        f"<message:GenericData {NAMESPACES}><message:Header><message:ID>N</message:ID><message:Test>false</message:Test>"
        '<message:Prepared>2026-11-02T12:00:00</message:Prepared><message:Sender id="ESTAT"/></message:Header>'
        f'<footer:Footer><footer:Message code="413" severity="Infomation"><common:Text xml:lang="en">{text}'
        "</common:Text></footer:Message></footer:Footer></message:GenericData>"
    )


def without_series(found: Answer) -> Answer:
    """A data set in which nothing is."""
    body = re.sub(rb"<((?:generic:)?(?:Group|Series))\b.*</\1>|<Group[^>]*/>", b"", found.body, flags=re.DOTALL)
    return replace(found, body=body)


def answer(xml: str) -> Answer:
    return Answer(200, {"Content-Type": "application/xml"}, f'<?xml version="1.0" encoding="UTF-8"?>{xml}'.encode())


def _header(flow: str, more: str = "") -> str:
    agency, name, version = re.fullmatch(r"(.+):(.+)\((.+)\)", flow).groups()
    return (
        "<message:Header><message:ID>DS1</message:ID><message:Test>false</message:Test>"
        f'<message:Prepared>2026-11-02T12:00:00Z</message:Prepared><message:Sender id="{agency}"/>'
        f'<message:Structure structureID="S" {more} dimensionAtObservation="TIME_PERIOD"><common:StructureUsage>'
        f'<Ref agencyID="{agency}" id="{name}" version="{version}"/></common:StructureUsage></message:Structure>'
        "</message:Header>"
    )


def _said(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())


def _values(pairs: Mapping[str, str]) -> str:
    return "".join(f"<generic:Value id={quoteattr(name)} value={quoteattr(value)}/>" for name, value in pairs.items())
