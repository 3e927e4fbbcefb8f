"""The figures of a finding as rows that say what they are.

The rows are what the chart shows: the measured series, and dashed behind it the source's projections. Figures that the
licence keeps from being passed on are left out of every file, and a line of its own (``note``) says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from charts.evidence import whole_series
from charts.overlays import projections
from exports.dossier import Dossier
from exports.editions import cited
from loaders.catalog import Catalog
from loaders.observations import Line, Observations
from verdicts.clock import AsOf, Knowledge
from verdicts.findings import EventFinding, Finding, has_figures
from verdicts.measures import Request, Series
from verdicts.periods import PERIODS_A_YEAR
from verdicts.words import join, label, period

Row = dict[str, Any]
Marks = dict[np.datetime64, str]
"""By date, what a source marks of its own figures."""

FIELDS: dict[str, tuple[str, str]] = {
    "claim": ("string", "The claim, by its id."),
    "evidence": ("string", "The test of the claim that the figure belongs to, by its id."),
    "date": ("date", "The last day of the period."),
    "period": ("string", "The period in words."),
    "value": ("number", "The measured figure, in the unit beside it."),
    "unit": ("string", "The unit of the value."),
    "series": ("string", "What is measured, of whom."),
    "status": (
        "string",
        "What the source marks: estimate, provisional or projection; empty for a figure as published.",
    ),
    "in_window": ("boolean", "Whether the test looked at it. A projection is only shown, never looked at."),
    "as_of": ("date", "The day whose knowledge is used."),
    "indicator": ("string", "The indicator it is measured from, by its id; two are joined by |."),
    "source": ("string", "Publisher and dataset."),
    "edition": ("string", "The edition, in the publisher's words."),
    "edition_published": ("string", "The day that edition was published, YYYY-MM-DD; two are joined by |."),
    "licence": ("string", "The licence of the source, in a few words."),
    "citation": ("string", "The citation the publisher asks for."),
    "retrieved": ("string", "The day the figures were retrieved, YYYY-MM-DD; two are joined by |."),
    "state": ("string", "bundled with the project, or stored: retrieved since."),
    "url": ("string", "The home page of the dataset."),
    "note": ("string", "Why there are no figures, in the one row of a table without any; else empty."),
}
"""The columns in their order: the type as Data Package names it, and what stands in them."""
COLUMNS = tuple(FIELDS)


def value_rows(finding: Finding, observations: Observations, catalog: Catalog) -> list[Row]:
    """One row a figure of the finding's chart, the later ones first, with all of :data:`COLUMNS`.

    For a reader's own screen: whether they may go into a file is for :func:`withheld` to say. ``value`` is the measured
    one, in ``unit``; ``status`` is what the source marks, on either side; ``in_window`` says whether the check looked at
    it. What comes from two indicators names both sources. Empty for a finding without figures.
    """
    if not has_figures(finding):
        return []
    series = whole_series(finding, observations, catalog)
    request, known = finding.evidence.request, Knowledge(observations, catalog, finding.as_of)
    first, last = finding.series.dates[0], finding.series.dates[-1]
    same = {
        "claim": finding.evidence.claim,
        "evidence": finding.evidence.id,
        "unit": series.unit,
        "series": label(request, catalog),
        "as_of": finding.as_of.day.isoformat(),
        **origin(request.indicators, known),
        "note": "",
    }
    day = min(filter(None, (finding.evidence.window.end, finding.as_of.day)))
    found = figures(series, marks(request, known, day), projections(finding, observations))
    rows = [
        {**same, **one, "in_window": one["status"] != "projection" and bool(first <= date <= last)}
        for date, one in found
    ]
    return [{name: row[name] for name in COLUMNS} for row in rows][::-1]


def figures(series: Series, marked: Sequence[Marks], ahead: Line) -> list[tuple[np.datetime64, Row]]:
    """What a table says of each figure of a series and then of each projection, oldest first: date, period, value and status."""
    reach = np.timedelta64(round((series.smoothing - 0.5) * 365.25 / PERIODS_A_YEAR[series.frequency]), "D")

    def status(date: np.datetime64) -> str:
        """The marks of all periods that a value is made of: several, if it is a trailing mean."""
        return " and ".join(dict.fromkeys(m[d] for m in marked for d in sorted(m) if date - reach < d <= date))

    told = [(date, value, status(date)) for date, value in zip(series.dates, series.values, strict=True)]
    told += [(date, value, "projection") for date, value in zip(*ahead, strict=True)]
    return [
        (
            date,
            {
                "date": str(date),
                "period": period(date, series.frequency, series.smoothing),
                "value": float(f"{value:.10g}"),
                "status": mark,
            },
        )
        for date, value, mark in told
    ]


def withheld(finding: Finding, catalog: Catalog) -> str:
    """Why a finding's figures may not go into a file, in a sentence; empty where they may."""
    return not_passed_on(finding.evidence.request.indicators, catalog)


def not_passed_on(indicators: Iterable[str], catalog: Catalog) -> str:
    """Why figures measured from some indicators may not go into a file, in a sentence; empty where they may."""
    kept = [name for name in indicators if name and not catalog.may_pass_on(name)]
    if not kept:
        return ""
    names = join(tuple(catalog.indicator[name].name for name in kept))
    licences = join(tuple(dict.fromkeys(catalog.source[catalog.indicator[name].source].licence for name in kept)))
    return (
        f"The figures are left out: they may not be passed on ({names}; licence: {licences}). The dashboard shows them."
    )


def note(finding: Finding, catalog: Catalog) -> str:
    """Why a file holds no figures of a finding, in a sentence; empty where it does."""
    if isinstance(finding, EventFinding):
        return "This test looks up a documented event; there are no figures to it."
    if not len(finding.series):
        return f"There are no figures: {finding.reason}."
    return withheld(finding, catalog)


def rows(dossier: Dossier, evidence: str) -> list[Row]:
    """The figures of one finding that may be passed on, oldest first; none where :func:`note` says why.

    Raises KeyError where the claim has no such row of evidence.
    """
    finding = dossier.finding(evidence)
    return [] if note(finding, dossier.catalog) else value_rows(finding, dossier.observations, dossier.catalog)[::-1]


def file_rows(finding: Finding, observations: Observations, catalog: Catalog) -> list[Row]:
    """The rows of a file: figures, oldest first, or the one row whose ``note`` says why there are none."""
    said = note(finding, catalog)
    if not said:
        return value_rows(finding, observations, catalog)[::-1]
    known = {"evidence": finding.evidence.id, "note": said}
    if not isinstance(finding, EventFinding):
        request, of = finding.evidence.request, Knowledge(observations, catalog, finding.as_of)
        known |= {"series": label(request, catalog), **origin(request.indicators, of)}
    return [_empty(finding.evidence.claim, finding.as_of, known)]


def claim_rows(dossier: Dossier) -> list[Row]:
    """The rows of all findings of a claim, in the order of its evidence; of a claim without any, a row that says so."""
    if not dossier.now.findings:
        said = f"No indicator is held against this claim. {dossier.claim.caveat}".strip()
        return [_empty(dossier.claim.id, dossier.as_of, {"note": said})]
    return [
        row for finding in dossier.now.findings for row in file_rows(finding, dossier.observations, dossier.catalog)
    ]


def _empty(claim: str, as_of: AsOf, known: Row) -> Row:
    """The one row of a table without figures."""
    known = {"claim": claim, "as_of": as_of.day.isoformat(), **known}
    return {name: known.get(name, None if name in ("date", "value", "in_window") else "") for name in COLUMNS}


def marks(request: Request, known: Knowledge, day: dt.date) -> list[Marks]:
    """What the source marks of either side of a request; of a group that we add up, of its members on a day."""
    sides = [(request.indicator, request.entity, request.counterpart)]
    sides += [request.versus] if request.has_versus else []
    return [_marks(side, known, day) for side in sides]


def _marks(side: tuple[str, str, str], known: Knowledge, day: dt.date) -> Marks:
    """What the source marks of one side's figures; of a group that we add up, what it marks of any member's."""
    indicator, entity, counterpart = side
    catalog, sides, observations = known.catalog, [side], known.edition(indicator)[0]
    if not len(observations.line(*side).dates):
        if catalog.is_group(entity):
            sides = [(indicator, member, counterpart) for member in catalog.members_of(entity, day)]
        elif catalog.is_group(counterpart):
            sides = [(indicator, entity, member) for member in catalog.members_of(counterpart, day)]
    found: Marks = {}
    for one in sides:
        found |= {date: mark for date, mark in observations.statuses(*one).items() if mark != "projection"}
    return found


def origin(indicators: Sequence[str], known: Knowledge) -> dict[str, str]:
    """Where figures come from; what belongs to several indicators is joined in their order."""
    catalog = known.catalog
    sources = [catalog.source[catalog.indicator[i].source] for i in indicators]
    provenance = [found for i in indicators if (found := known.provenance(i))]

    def joined(values: Iterable[str]) -> str:
        return " | ".join(dict.fromkeys(values))

    return {
        "indicator": joined(indicators),
        "source": joined(f"{s.publisher}, {s.name}" for s in sources),
        "edition": joined(p.edition for p in provenance),
        "edition_published": joined(p.published.isoformat() for p in provenance),
        "licence": joined(s.licence for s in sources),
        "citation": joined(cited(s, indicators, known.observations, catalog, known.as_of) for s in sources),
        "retrieved": joined(p.retrieved.isoformat() for p in provenance),
        "state": joined(p.state for p in provenance),
        "url": joined(str(s.url) for s in sources),
    }
