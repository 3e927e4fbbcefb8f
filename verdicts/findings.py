"""Findings: one row of evidence, answered as of a day, in figures and in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from loaders.catalog import Catalog
from loaders.rows import Event
from verdicts.answers import answer_words
from verdicts.checks import Estimate, Outcome, Unanswered
from verdicts.clock import AsOf, Knowledge
from verdicts.compared import base_words
from verdicts.evidence import Evidence
from verdicts.measures import Series
from verdicts.results import EventResult, Kind, Result, SeriesResult, answer, since
from verdicts.rule import SCORES
from verdicts.sentences import event_words, series_parts, series_words, since_words
from verdicts.words import capitalised

CONTEXT = "context"
"""What a record has for the outcome of a row that is not scored."""


class _Finding:
    """What findings of figures and of events have in common."""

    if TYPE_CHECKING:

        @property
        def evidence(self) -> Evidence: ...
        @property
        def as_of(self) -> AsOf: ...
        @property
        def result(self) -> Result: ...
        @property
        def words(self) -> str: ...
        @property
        def source(self) -> str: ...

    @property
    def outcome(self) -> Outcome:
        return self.result.outcome

    @property
    def told_outcome(self) -> str:
        """The outcome for programs; of a row that is not scored, that it is context."""
        return self.outcome if self.evidence.weight else CONTEXT

    @property
    def answer(self) -> str:
        """The answer to the row's question, in a word or two; context has none."""
        return answer_words(self.result) if self.evidence.weight else ""

    @property
    def statement(self) -> str:
        """What was found, as a sentence of its own."""
        return capitalised(self.words)

    @property
    def sentence(self) -> str:
        """Answer and statement in one; of context the statement alone."""
        return f"{self.answer}. {self.statement}" if self.answer else self.statement

    @property
    def scored(self) -> bool:
        """Whether the finding bears on the verdict: context and findings without data do not."""
        return bool(self.evidence.weight) and self.outcome != "no data"

    @property
    def score(self) -> int:
        """What it counts for: 1 for yes, -1 for no, 0 for what is not decided."""
        return SCORES.get(self.outcome, 0)

    def _record(self, measured: dict[str, Any], left_out: list[str]) -> dict[str, Any]:
        row = self.evidence
        return {
            "evidence": row.id,
            "question": row.question,
            "outcome": self.told_outcome,
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
    """The answer of figures to a row's question. Its sentences are made when somebody reads them."""

    evidence: Evidence
    as_of: AsOf
    result: SeriesResult
    catalog: Catalog
    editions: tuple[InUse, ...] = ()
    """What it rests on."""
    since: SeriesResult | None = None
    """The same test carried on to the newest period, beside a claim about what lay before the article; never scored."""

    @property
    def source(self) -> str:
        """The id of the source of the indicator."""
        return self.catalog.indicator[self.evidence.indicator].source

    @cached_property
    def words(self) -> str:
        """What was found, as it follows the answer in a sentence."""
        return series_words(self.evidence, self.result, self.catalog)

    @cached_property
    def parts(self) -> tuple[str, str]:
        """The statement in two: the sentence that tells the figures, and what is said of them, which may be empty."""
        said, more = series_parts(self.evidence, self.result, self.catalog)
        return capitalised(said), more

    @cached_property
    def since_words(self) -> str:
        """What the same test shows when carried on, as a sentence; empty without it."""
        if self.since is None:
            return ""
        return since_words(self.evidence, self.since, self.catalog, self.result)

    @cached_property
    def base_words(self) -> str:
        """How often others, earlier spans or comparables, answer the same, as a sentence."""
        return base_words(self.evidence, self.result, self.catalog)

    @property
    def of_its_time(self) -> bool:
        """Whether all editions it rests on had been published by the day."""
        return all(one.published <= self.as_of.day for one in self.editions)

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
        if self.outcome != "inconclusive":
            return ""
        return answer_words(self.result).casefold()

    def record(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        found, series = self.estimate, self.series
        measured: dict[str, Any] = {"statistic": None, "unit": series.unit, "low": None, "high": None, "n": self.n}
        if not isinstance(found, Unanswered):
            of = found.interval
            measured |= {"statistic": _rounded(of.estimate), "low": _rounded(of.low), "high": _rounded(of.high)}
        ends = (str(series.dates[0]), str(series.dates[-1])) if len(series) else (None, None)
        told = {
            **measured,
            "from": ends[0],
            "to": ends[1],
            "about": None if len(series) == 0 else f"{ends[0]}/{ends[1]}",
            "edition": [one.edition for one in self.editions],
            "edition_published": [one.published.isoformat() for one in self.editions],
            "base_rate": self.base_words or None,
            "base_rates": [rate.record() for rate in self.result.base],
            "since": self.since_words or None,
        }
        return self._record(told, list(series.without))


@dataclass(frozen=True, eq=False)
class EventFinding(_Finding):
    """The answer of the record of events to a row's question."""

    evidence: Evidence
    as_of: AsOf
    result: EventResult
    words: str
    """What the record says, as it follows the answer in a sentence."""
    source: str
    """The page that documents the event."""
    event: Event

    @property
    def parts(self) -> tuple[str, str]:
        """The statement, and nothing more."""
        return self.statement, ""

    @property
    def n(self) -> int:
        """How many things it rests on: the event, or that it did not come in time."""
        return 0 if self.outcome == "no data" else 1

    @property
    def reason(self) -> str:
        """Why there is neither yes nor no, in words; empty where there is one."""
        return "it had not happened yet" if self.outcome == "no data" else ""

    def record(self) -> dict[str, Any]:
        """The finding as plain values, for JSON."""
        none: dict[str, Any] = {"statistic": None, "unit": "", "low": None, "high": None, "n": self.n}
        none |= dict.fromkeys(("from", "to", "about")) | {"edition": [], "edition_published": []}
        none |= {"base_rate": None, "base_rates": [], "since": None}
        return self._record(none, [])


Finding = SeriesFinding | EventFinding


class InUse(NamedTuple):
    """An edition that a finding rests on."""

    indicator: str
    edition: str
    published: dt.date


def has_figures(finding: Finding) -> TypeGuard[SeriesFinding]:
    """Whether a finding has figures to show: neither one of an event nor one whose window is empty."""
    return isinstance(finding, SeriesFinding) and len(finding.series) > 0


def find(row: Evidence, known: Knowledge, kind: Kind = "fact") -> Finding:
    """Measure and check one row of evidence of a claim of some kind, or look its event up, with what was known on a day."""
    return told(row, known, kind, answer(row, known, kind))


def told(row: Evidence, known: Knowledge, kind: Kind, result: Result) -> Finding:
    """The finding that a row's result makes, with its words and where it comes from."""
    catalog = known.catalog
    if isinstance(result, EventResult):
        event = catalog.event[row.event]
        words = event_words(event, row, result, known.as_of)
        return EventFinding(row, known.as_of, result, words, str(event.source or ""), event)
    later = since(row, known, kind, result)
    return SeriesFinding(
        row,
        known.as_of,
        result,
        catalog,
        tuple(
            InUse(name, found.edition, found.published)
            for name in row.request.indicators
            if (found := known.provenance(name))
        ),
        later,
    )


def _rounded(value: float) -> float:
    """Nine significant digits: more would be noise of the arithmetic."""
    return float(f"{value:.9g}")
