"""What stands around the chart of a finding: its heading, what is measured, what is to be said under it, and its source."""

from __future__ import annotations

from collections.abc import Iterable

from charts.drawing import Caption, Drawing
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.checks import Change, Level, Step, Unanswered
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.findings import Finding, SeriesFinding
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.sentences import found_words, subject
from verdicts.words import axis_unit, capitalised, change, count, last_value, span

_PERIODS = {"A": "years", "Q": "quarters", "M": "months", "D": "days"}


def caption(finding: SeriesFinding, drawing: Drawing, observations: Observations, catalog: Catalog) -> Caption:
    """The words around a finding's drawing."""
    head = found_words(finding.evidence, finding.result, catalog)
    return Caption(head, drawing.subtitle, drawing.under, source_line(finding, observations, catalog))


def measured(finding: SeriesFinding, whole: Series, catalog: Catalog, suffix: str) -> str:
    """What a chart measures: X of the United States, $bn, 1990-2024."""
    each = f", {count(whole.smoothing)} {_PERIODS[whole.frequency]} to each point" if whole.smoothing > 1 else ""
    when = span(whole.dates, whole.frequency, whole.smoothing)
    return f"{subject(finding.evidence, catalog)}, {axis_unit(whole.unit, suffix)}, {when}{each}{basis(finding.evidence, catalog)}"


def basis(row: Evidence, catalog: Catalog) -> str:
    """The statistic behind a row's own words, in brackets; the words of the catalog name it themselves."""
    if not row.label:
        return ""
    names = (catalog.indicator[name].name for name in row.request.indicators)
    return f" ({' and '.join(names)})"


def headline(finding: Finding) -> str:
    """The finding in a few words, for a title: 'Yes: down 5.2 points, 1991 to 2024'."""
    return f"{finding.answer}: {_in_short(finding)}" if finding.answer else capitalised(_in_short(finding))


def _in_short(finding: Finding) -> str:
    if not isinstance(finding, SeriesFinding):
        return finding.reason or finding.evidence.question
    series = finding.series
    match finding.estimate:
        case Unanswered(reason=reason):
            return reason
        case Level(interval=of):
            return last_value(of.estimate, series, finding.evidence.request, finding.evidence.ends)
        case Change(interval=of, ends=ends):
            return f"{_way(of, series)}, {_end(series, slice(ends))} to {_end(series, slice(-ends, None))}"
        case Step(interval=of, event=event):
            return f"{_way(of, series)} after {event:%b %Y}"


def _end(series: Series, which: slice) -> str:
    """The period, or the few periods, at an end of a window."""
    return span(series.dates[which], series.frequency, series.smoothing)


def _way(of: Interval, series: Series) -> str:
    if not of.estimate:
        return "no change"
    return f"{'up' if of.estimate > 0 else 'down'} {change(of.estimate, series.unit)}"


def source_line(finding: Finding, observations: Observations, catalog: Catalog) -> str:
    """Publisher, edition and licence of the figures, in one line."""
    return sources_line(finding.evidence.request.indicators, Knowledge(observations, catalog, finding.as_of))


def sources_line(indicators: Iterable[str], known: Knowledge) -> str:
    """Publisher, edition and licence of the figures of some indicators, in one line."""
    catalog, parts = known.catalog, []
    for indicator in indicators:
        source = catalog.source[catalog.indicator[indicator].source]
        provenance = known.provenance(indicator)
        edition = f", {provenance.edition}" if provenance else ""
        parts.append(f"{source.publisher}, {source.name}{edition} ({source.licence})")
    return "Source: " + " and ".join(dict.fromkeys(parts)) + ". Measured by Plumbline."
