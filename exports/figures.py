"""The figures of a finding as rows that say what they are.

The rows are what the chart shows: the measured series, and dashed behind it the source's projections. Figures that the
licence keeps from being passed on are left out of every file, and a line of its own (``note``) says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from charts.evidence import whole_series
from charts.overlays import projections
from exports.dossier import Dossier
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.findings import Finding
from verdicts.words import join, label, period

Row = dict[str, Any]

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
    "licence": ("string", "The licence of the source, in a few words."),
    "citation": ("string", "The citation the publisher asks for."),
    "retrieved": ("string", "The day the figures were retrieved, YYYY-MM-DD; two are joined by |."),
    "state": ("string", "bundled with the project, or stored: retrieved since."),
    "url": ("string", "The home page of the dataset."),
    "note": ("string", "Why there are no figures, in the one row of a table without any; else empty."),
}
"""The columns in their order: the type as Data Package names it, and what stands in them."""
COLUMNS = tuple(FIELDS)


def figure_rows(finding: Finding, observations: Observations, catalog: Catalog) -> list[Row]:
    """One row a figure of the finding's chart, the later ones first, with all of :data:`COLUMNS`.

    For a reader's own screen: whether they may go into a file is for :func:`withheld` to say. ``value`` is the measured
    one, in ``unit``; ``status`` is what the source marks, on either side; ``in_window`` says whether the check looked at
    it. What comes from two indicators names both sources. Empty for a finding without figures.
    """
    if finding.series is None or not len(finding.series):
        return []
    series = whole_series(finding, observations, catalog)
    request = finding.evidence.request
    sides = [(request.indicator, request.entity, request.counterpart)]
    sides += [request.versus] if request.has_versus else []
    marks = [observations.statuses(*side) for side in sides]
    first, last = finding.series.dates[0], finding.series.dates[-1]
    same = {
        "claim": finding.evidence.claim,
        "evidence": finding.evidence.id,
        "unit": series.unit,
        "series": label(request, catalog),
        "as_of": finding.as_of.day.isoformat(),
        **_origin(request.indicators, observations, catalog),
        "note": "",
    }

    def row(date: np.datetime64, value: float, status: str, in_window: bool) -> Row:
        one = {
            "date": str(date),
            "period": period(date, series.frequency, series.smoothing),
            "value": float(f"{value:.10g}"),
            "status": status,
            "in_window": in_window,
        }
        return {name: (one if name in one else same)[name] for name in COLUMNS}

    measured = [
        row(date, value, " and ".join(dict.fromkeys(m[date] for m in marks if date in m)), bool(first <= date <= last))
        for date, value in zip(series.dates, series.values, strict=True)
    ]
    ahead = [
        row(date, value, "projection", False) for date, value in zip(*projections(finding, observations), strict=True)
    ]
    return [*measured, *ahead][::-1]


def withheld(finding: Finding, catalog: Catalog) -> str:
    """Why a finding's figures may not go into a file, in a sentence; empty where they may."""
    kept = [name for name in finding.evidence.request.indicators if name and not catalog.may_pass_on(name)]
    if not kept:
        return ""
    names = join(tuple(catalog.indicator[name].name for name in kept))
    licences = join(tuple(dict.fromkeys(catalog.source[catalog.indicator[name].source].licence for name in kept)))
    return (
        f"The figures are left out: they may not be passed on ({names}; licence: {licences}). The dashboard shows them."
    )


def note(finding: Finding, catalog: Catalog) -> str:
    """Why a file holds no figures of a finding, in a sentence; empty where it does."""
    if finding.series is None:
        return "This test looks up a documented event; there are no figures to it."
    if not len(finding.series):
        return f"There are no figures: {finding.result.reason}."
    return withheld(finding, catalog)


def rows(dossier: Dossier, evidence: str) -> list[Row]:
    """The figures of one finding that may be passed on, oldest first; none where :func:`note` says why.

    Raises KeyError where the claim has no such row of evidence.
    """
    finding = dossier.finding(evidence)
    return [] if note(finding, dossier.catalog) else figure_rows(finding, dossier.observations, dossier.catalog)[::-1]


def file_rows(finding: Finding, observations: Observations, catalog: Catalog) -> list[Row]:
    """The rows of a file: figures, oldest first, or the one row whose ``note`` says why there are none."""
    said = note(finding, catalog)
    if not said:
        return figure_rows(finding, observations, catalog)[::-1]
    request = finding.evidence.request
    known = {
        "claim": finding.evidence.claim,
        "evidence": finding.evidence.id,
        "as_of": finding.as_of.day.isoformat(),
        "note": said,
    }
    if finding.series is not None:
        known |= {"series": label(request, catalog), **_origin(request.indicators, observations, catalog)}
    return [{name: known.get(name, None if name in ("date", "value", "in_window") else "") for name in COLUMNS}]


def claim_rows(dossier: Dossier) -> list[Row]:
    """The rows of all findings of a claim, in the order of its evidence."""
    return [
        row for finding in dossier.now.findings for row in file_rows(finding, dossier.observations, dossier.catalog)
    ]


def _origin(indicators: tuple[str, ...], observations: Observations, catalog: Catalog) -> dict[str, str]:
    """Where figures come from; what belongs to several indicators is joined in their order."""
    sources = [catalog.source[catalog.indicator[i].source] for i in indicators]
    provenance = [observations.provenance[i] for i in indicators if i in observations.provenance]

    def joined(values: Iterable[str]) -> str:
        return " | ".join(dict.fromkeys(values))

    return {
        "indicator": joined(indicators),
        "source": joined(f"{s.publisher}, {s.name}" for s in sources),
        "edition": joined(p.edition for p in provenance),
        "licence": joined(s.licence for s in sources),
        "citation": joined(s.citation for s in sources),
        "retrieved": joined(p.retrieved.isoformat() for p in provenance),
        "state": joined(p.state for p in provenance),
        "url": joined(str(s.url) for s in sources),
    }
