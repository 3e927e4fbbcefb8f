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
    "date", "period", "value", "unit", "series", "in_window", "indicator", "source", "edition", "licence", "citation",
    "retrieved", "state", "url",
)  # fmt: skip


def figure_rows(finding: Finding, observations: Observations, catalog: Catalog) -> list[dict[str, Any]]:
    """One row a figure of the finding's series, the later ones first, with all of :data:`COLUMNS`.

    ``value`` is the measured one, in ``unit``; ``in_window`` says whether the check looked at it.
    """
    if finding.series is None or not len(finding.series):
        return []
    series = whole_series(finding, observations, catalog)
    row = finding.evidence
    source = catalog.source[finding.source]
    provenance = observations.provenance[row.indicator]
    name = label(row.request, catalog)
    first, last = finding.series.dates[0], finding.series.dates[-1]
    return [
        {
            "date": str(date),
            "period": period(date, series.frequency, series.smoothing),
            "value": float(f"{value:.10g}"),
            "unit": series.unit,
            "series": name,
            "in_window": bool(first <= date <= last),
            "indicator": row.indicator,
            "source": f"{source.publisher}, {source.name}",
            "edition": provenance.edition,
            "licence": source.licence,
            "citation": source.citation,
            "retrieved": provenance.retrieved.isoformat(),
            "state": provenance.state,
            "url": str(source.url),
        }
        for date, value in zip(series.dates[::-1], series.values[::-1], strict=True)
    ]


def figures_csv(rows: list[dict[str, Any]]) -> str:
    """The same rows as CSV text, oldest first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(reversed(rows))
    return out.getvalue()
