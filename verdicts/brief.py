"""A finding in a line, to stand in a list of tests: what was found, and what was asked for."""

from __future__ import annotations

from verdicts.answers import answer_words
from verdicts.checks import DIRECTIONS, LEVELS, STEPS, Change, Level, Step, Unanswered, falls_after, separate
from verdicts.evidence import Evidence
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.results import SeriesResult
from verdicts.sentences import DECIDED, too_close
from verdicts.told_figures import Figures, change_told, figures_of, step_told
from verdicts.words import capitalised, count, is_mean, period, span, within

ROLES = {1: "decides", 0.5: "helps", 0: "context"}
"""What a test does for the verdict, by its weight."""


def name_of(row: Evidence) -> str:
    """What a test is called in a list: what it measures, or its question where an event is looked up."""
    return capitalised(row.label) or row.question


def role_of(finding: Finding) -> str:
    """What a finding does for the verdict: decides; decides, not counted; helps; context."""
    role = ROLES[finding.evidence.weight]
    return f"{role}, not counted" if finding.evidence.weight and not finding.score else role


def brief(finding: Finding) -> str:
    """What was found and what was asked for: 26.2% in 2024. Asked: at least 20%."""
    if isinstance(finding, EventFinding):
        return finding.statement
    found = _found(finding.evidence, finding.result)
    return f"{found}. Asked: {_asked(finding)}." if finding.evidence.weight and _asked(finding) else f"{found}."


def brief_since(finding: Finding) -> str:
    """The same of the test carried on to the newest period, without what was asked: still yes, 26% in 2025; else empty."""
    if not isinstance(finding, SeriesFinding) or finding.since is None:
        return ""
    later = finding.since
    found = _found(finding.evidence, later)
    # Where a yes was held back then, whether it would be now is not asked.
    if not finding.evidence.weight or (finding.result.ordinary and later.outcome == "supports"):
        return found
    answer = answer_words(later).casefold()
    if finding.outcome in DECIDED and later.outcome in DECIDED:
        answer = f"{'still' if finding.outcome == later.outcome else 'now'} {answer}"
    return f"{answer}, {found[:1].casefold()}{found[1:]}"


def _figures(row: Evidence, result: SeriesResult) -> Figures:
    """How the figures of a level or a step are told."""
    mean = row.check in STEPS or row.ends > 1 or is_mean(result.series, row.request)
    return figures_of(row, result.series, name_of(row), mean)


def _found(row: Evidence, result: SeriesResult) -> str:
    """What was found, as it begins a line."""
    series = result.series
    match result.estimate:
        case Unanswered(reason=reason):
            return capitalised(reason)
        case Level(interval=of):
            told = _figures(row, result)
            dates = series.dates[-row.ends :]
            when = span(dates, series.frequency, series.smoothing) if row.ends > 1 else period(
                series.dates[-1], series.frequency, series.smoothing
            )  # fmt: skip
            place = told.place(of) if not row.weight or too_close(result) else told.beside(of, row.limit)
            return capitalised(f"{told.of(of.estimate, place)} {within(when)}")
        case Change() as change:
            _, ends = change_told(row, series, change, name_of(row))
            first, last = (
                span(dates, series.frequency, series.smoothing)
                for dates in (series.dates[: change.ends], series.dates[-change.ends :])
            )
            way = _way(change.interval.estimate, ends.by, series.unit)
            return f"{way}: {last} against {first}" if " to " in f"{first}{last}" else f"{way} from {first} to {last}"
        case Step() as step:
            _, ends = step_told(row, series, step, name_of(row))
            dates = series.dates[separate(series)]
            after = span(dates[falls_after(dates, step.event, series.frequency)], series.frequency, series.smoothing)
            return f"{_way(step.interval.estimate, ends.by, series.unit)} {within(after)}"


def _way(value: float, by: str, unit: str) -> str:
    """Which way a change goes and how far."""
    if not by:
        return "Hardly a change"
    return f"{'Up' if (value < 0 if unit == 'rank' else value > 0) else 'Down'} {by}"


def _asked(finding: SeriesFinding) -> str:
    """What was asked for: at least 20%; a rise of 5 points; empty where there are no figures to ask."""
    row, series = finding.evidence, finding.series
    if isinstance(finding.estimate, Unanswered):
        return ""
    told = _figures(row, finding.result)
    if series.unit == "rank" and row.check in LEVELS:
        top = row.limit if row.check == "at_most" else row.limit - 1
        place = "the top place" if top == 1 else f"the top {count(round(top))}"
        inside = place if top == 1 else f"a place in {place}"
        return inside if row.check == "at_most" else f"not {inside}"
    if row.check in LEVELS:
        return f"{row.check.replace('_', ' ')} {told.limit(row.limit)}"
    if isinstance(finding.estimate, Change):
        told, _ = change_told(row, series, finding.estimate, name_of(row))
    by = told.by(row.limit)
    way = DIRECTIONS.get(row.check)
    if way is None:
        return f"no more than {by} either way"
    rise = way > 0 if series.unit != "rank" else way < 0
    return f"a {'rise' if rise else 'fall'} of {by}"
