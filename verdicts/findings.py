"""Findings: one row of evidence, answered as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Event
from verdicts.checks import HAPPENED, LEVELS, Estimate, Result, Rule, estimate, judge
from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.measures import Series, measure
from verdicts.sentences import sentence
from verdicts.words import capitalised


@dataclass(frozen=True)
class Finding:
    """The answer to one evidence row's question, with the series it rests on."""

    evidence: Evidence
    as_of: AsOf
    result: Result
    series: Series | None
    """The measured series within the row's window; None for a check of an event."""
    sentence: str
    source: str
    """The id of the source of the indicator; for a check of an event, the page that documents it."""
    event: Event | None = None
    """The row's event, if it has one."""

    @property
    def outcome(self) -> str:
        return self.result.outcome

    @property
    def scored(self) -> bool:
        """Whether the finding counts for the verdict: context and findings without data do not."""
        return bool(self.evidence.weight) and self.outcome != "no data"

    @property
    def statement(self) -> str:
        """The sentence without its answer."""
        return capitalised(self.sentence.split(": ", 1)[1])

    @property
    def score(self) -> int:
        return {"supports": 1, "contradicts": -1}.get(self.outcome, 0)

    def record(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        row, result, series = self.evidence, self.result, self.series
        dates = series.dates if series is not None and len(series) else None
        return {
            "evidence": row.id,
            "question": row.question,
            "outcome": result.outcome,
            "statistic": _rounded(result.statistic),
            "unit": series.unit if series is not None else "",
            "low": _rounded(result.low),
            "high": _rounded(result.high),
            "n": result.n,
            "from": str(dates[0]) if dates is not None else None,
            "to": str(dates[-1]) if dates is not None else None,
            "threshold": row.threshold,
            "check": row.check,
            "weight": row.weight,
            "sentence": self.sentence,
            "indicator": row.indicator,
            "source": self.source,
            "left_out": list(series.without) if series is not None else [],
        }


def find(row: Evidence, observations: Observations, catalog: Catalog, as_of: AsOf) -> Finding:
    """Measure and check one row of evidence with what was known on a day."""
    result, series = answer(row, Knowledge(observations, catalog, as_of))
    event = catalog.event[row.event] if row.event else None
    source = str(event.source or "") if row.check == HAPPENED else catalog.indicator[row.indicator].source
    return Finding(row, as_of, result, series, sentence(row, result, series, catalog, as_of), source, event)


def answer(row: Evidence, known: Knowledge) -> tuple[Result, Series | None]:
    """A row's result and the series it rests on (none for a check of an event), without the words."""
    if row.check == HAPPENED:
        return happened(row, known), None
    series = measure(known, row.request, row.window)
    return judge(row.check, estimated(row, series, known), row.threshold or 0.0), series


def estimated(row: Evidence, series: Series, known: Knowledge) -> Estimate:
    """What a row's series says on the day, whatever its threshold.

    The last figure of a window that only an end is given for is asked for once that end has come: before, the last one
    known would be of another time.
    """
    if row.check in LEVELS and row.last and not row.first and known.as_of.day < row.last:
        return Estimate(silent="no data", reason=f"the period asked for ends on {row.last}")
    return estimate(row.check, series, rule_for(row, known.catalog))


def rule_for(row: Evidence, catalog: Catalog) -> Rule:
    """What a row's check holds its series against."""
    event = catalog.event[row.event].date if row.event else None
    return Rule(row.threshold or 0.0, event, catalog.indicator[row.indicator].exact)


def happened(row: Evidence, known: Knowledge) -> Result:
    """An event on record in time supports; a deadline passed without it contradicts; else nothing is known yet."""
    day, deadline, as_of = known.catalog.event[row.event].date, row.last, known.as_of.day
    if day <= as_of and (deadline is None or day <= deadline):
        return Result("supports", n=1)
    if deadline and as_of > deadline:
        return Result("contradicts", n=1)
    return Result("no data", reason="it had not happened")


def _rounded(value: float | None) -> float | None:
    """Nine significant digits: more would be noise of the arithmetic."""
    return None if value is None else float(f"{value:.9g}")
