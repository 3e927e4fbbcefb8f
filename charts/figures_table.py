"""The figures of a chart as rows: for the table beside it, and for a CSV that says what they are."""

from __future__ import annotations

import csv
import io
from typing import Any

from charts.evidence import whole_series
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.findings import Finding
from verdicts.words import label, period

COLUMNS = (
    "date", "period", "value", "unit", "series", "status", "in_window", "indicator", "source", "edition", "licence", "citation",
    "retrieved", "state", "url",
)  # fmt: skip


def figure_rows(finding: Finding, observations: Observations, catalog: Catalog) -> list[dict[str, Any]]:
    """One row a figure of the finding's series, the later ones first, with all of :data:`COLUMNS`.

    ``value`` is the measured one, in ``unit``; ``status`` is what the source marks (estimate, provisional), on either side;
    ``in_window`` says whether the check looked at it. What comes from two indicators names both sources.
    """
    if finding.series is None or not len(finding.series):
        return []
    series = whole_series(finding, observations, catalog)
    request = finding.evidence.request
    sides = [(request.indicator, request.entity, request.counterpart)]
    sides += [request.versus] if request.has_versus else []
    marks = [observations.statuses(*side) for side in sides]
    origin = _origin(request.indicators, observations, catalog)
    name = label(request, catalog)
    first, last = finding.series.dates[0], finding.series.dates[-1]
    return [
        {
            "date": str(date),
            "period": period(date, series.frequency, series.smoothing),
            "value": float(f"{value:.10g}"),
            "unit": series.unit,
            "series": name,
            "status": " and ".join(dict.fromkeys(m[date] for m in marks if date in m)),
            "in_window": bool(first <= date <= last),
            **origin,
        }
        for date, value in zip(series.dates[::-1], series.values[::-1], strict=True)
    ]


def _origin(indicators: tuple[str, ...], observations: Observations, catalog: Catalog) -> dict[str, str]:
    """Where figures come from; what belongs to several indicators is joined in their order."""
    sources = [catalog.source[catalog.indicator[i].source] for i in indicators]
    provenance = [observations.provenance[i] for i in indicators]

    def joined(values) -> str:
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


def figures_csv(rows: list[dict[str, Any]]) -> str:
    """The same rows as CSV text, oldest first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(reversed(rows))
    return out.getvalue()
