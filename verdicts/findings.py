"""Findings: one row of evidence, answered as of a day, in figures and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeGuard

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Event
from verdicts.checks import Estimate, Outcome, Unanswered, unsure
from verdicts.clock import AsOf, Knowledge
from verdicts.evidence import Evidence
from verdicts.measures import Series
from verdicts.results import EventResult, Result, SeriesResult, answer
from verdicts.sentences import ANSWERS, event_words, series_words
from verdicts.words import capitalised


@dataclass(frozen=True, eq=False)
class _Finding:
    """What findings of figures and of events have in common."""

    evidence: Evidence
    as_of: AsOf
    result: Result
    words: str
    """What was found, as it follows the answer in a sentence."""
    source: str
    """The id of the source of the indicator; for a check of an event, the page that documents it."""

    @property
    def outcome(self) -> Outcome:
        return self.result.outcome

    @property
    def answer(self) -> str:
        """The answer to the row's question, in a word or two."""
        return ANSWERS[self.outcome]

    @property
    def statement(self) -> str:
        """What was found, as a sentence of its own."""
        return capitalised(self.words)

    @property
    def sentence(self) -> str:
        """Answer and statement in one."""
        return f"{self.answer}: {self.words}"

    @property
    def scored(self) -> bool:
        """Whether the finding counts for the verdict: context and findings without data do not."""
        return bool(self.evidence.weight) and self.outcome != "no data"

    @property
    def score(self) -> int:
        return {"supports": 1, "contradicts": -1}.get(self.outcome, 0)

    def _record(self, measured: dict[str, Any], left_out: list[str]) -> dict[str, Any]:
        row = self.evidence
        return {
            "evidence": row.id,
            "question": row.question,
            "outcome": self.outcome,
            **measured,
            "threshold": row.threshold,
            "check": row.check,
            "weight": row.weight,
            "sentence": self.sentence,
            "indicator": row.indicator,
            "source": self.source,
            "left_out": left_out,
        }


@dataclass(frozen=True, eq=False)
class SeriesFinding(_Finding):
    """The answer of figures to a row's question."""

    result: SeriesResult

    @property
    def estimate(self) -> Estimate:
        return self.result.estimate

    @property
    def series(self) -> Series:
        """The measured series within the row's window; it may be empty."""
        return self.result.series

    @property
    def n(self) -> int:
        """How many points it rests on."""
        return self.estimate.n

    @property
    def reason(self) -> str:
        """Why there is neither yes nor no, in words; empty where there is one."""
        if isinstance(self.estimate, Unanswered):
            return self.estimate.reason
        return unsure(self.evidence.check) if self.outcome == "inconclusive" else ""

    def record(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        found, series = self.estimate, self.series
        measured: dict[str, Any] = {"statistic": None, "unit": series.unit, "low": None, "high": None, "n": self.n}
        if not isinstance(found, Unanswered):
            of = found.interval
            measured |= {"statistic": _rounded(of.estimate), "low": _rounded(of.low), "high": _rounded(of.high)}
        ends = (str(series.dates[0]), str(series.dates[-1])) if len(series) else (None, None)
        return self._record({**measured, "from": ends[0], "to": ends[1]}, list(series.without))


@dataclass(frozen=True, eq=False)
class EventFinding(_Finding):
    """The answer of the record of events to a row's question."""

    result: EventResult
    event: Event

    @property
    def n(self) -> int:
        """How many things it rests on: the event, or that it did not come in time."""
        return 0 if self.outcome == "no data" else 1

    @property
    def reason(self) -> str:
        """Why there is neither yes nor no, in words; empty where there is one."""
        return "it had not happened" if self.outcome == "no data" else ""

    def record(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        none = {"statistic": None, "unit": "", "low": None, "high": None, "n": self.n, "from": None, "to": None}
        return self._record(none, [])


Finding = SeriesFinding | EventFinding


def has_figures(finding: Finding) -> TypeGuard[SeriesFinding]:
    """Whether a finding has figures to show: neither one of an event nor one whose window is empty."""
    return isinstance(finding, SeriesFinding) and len(finding.series) > 0


def find(row: Evidence, observations: Observations, catalog: Catalog, as_of: AsOf) -> Finding:
    """Measure and check one row of evidence, or look its event up, with what was known on a day."""
    result = answer(row, Knowledge(observations, catalog, as_of))
    if isinstance(result, EventResult):
        event = catalog.event[row.event]
        return EventFinding(row, as_of, result, event_words(event, row, result, as_of), str(event.source or ""), event)
    source = catalog.indicator[row.indicator].source
    return SeriesFinding(row, as_of, result, series_words(row, result, catalog), source)


def _rounded(value: float) -> float:
    """Nine significant digits: more would be noise of the arithmetic."""
    return float(f"{value:.9g}")
