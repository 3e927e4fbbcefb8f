"""What would change an answer, or a verdict, in sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from verdicts.checks import LEVELS, Unanswered
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.intervals import Interval
from verdicts.sentences import ANSWERS
from verdicts.tipping import Swing, TippingPoint, tipping_points_of
from verdicts.verdict import Verdict
from verdicts.words import change, count, plain_unit, quantity, signed_change


def question_of(finding: Finding) -> str:
    """The question of a finding, marked where its answer is not scored."""
    return finding.evidence.question if finding.evidence.weight else f"Context, not scored: {finding.evidence.question}"


def tipping_sentence(finding: Finding) -> str:
    """Where a finding's answer turns, and how far off that is."""
    if isinstance(finding, EventFinding):
        return _event_point(finding)
    if isinstance(finding.estimate, Unanswered):
        return f"It cannot turn before there are more figures: {finding.reason}."
    of = finding.estimate.interval
    parts = " and ".join(_point(point, of, finding) for point in tipping_points_of(finding))
    return f"It is {_value(of.estimate, finding)} now. {_held(of, finding)} answer would be {parts}."


def _held(of: Interval, finding: SeriesFinding) -> str:
    """What stays as it is while the statistic moves; nothing for figures that are exact."""
    if of.exact:
        return "The"
    return f"With a doubt as large{' in proportion' if finding.evidence.check in LEVELS and finding.series.proportional else ''}, the"


def _point(point: TippingPoint, of: Interval, finding: SeriesFinding) -> str:
    answer = f"\N{LEFT SINGLE QUOTATION MARK}{ANSWERS[point.outcome].casefold()}\N{RIGHT SINGLE QUOTATION MARK}"
    if finding.series.unit == "rank":
        place = math.floor(point.value) + point.above
        off = change(place - of.estimate, "rank")
        return f"{answer} from no. {place} {'on' if point.above else 'up'} ({off} off)"
    off = f"{change(point.away, plain_unit(finding.series.unit))} off" if point.away else "where it stands"
    return f"{answer} {'above' if point.above else 'below'} {_value(point.value, finding)} ({off})"


def _value(value: float, finding: SeriesFinding) -> str:
    """A statistic: a level as it is, a change with its sign."""
    return (quantity if finding.evidence.check in LEVELS else signed_change)(value, plain_unit(finding.series.unit))


def _event_point(finding: EventFinding) -> str:
    if finding.outcome == "supports":
        return "It is on record: only a correction of the record could change that."
    if finding.outcome == "contradicts":
        return "The deadline has passed: only a record of it in time could change that."
    return "It turns to \N{LEFT SINGLE QUOTATION MARK}yes\N{RIGHT SINGLE QUOTATION MARK} as soon as it is on record."


def swing_sentence(swings: Sequence[Swing], verdict: Verdict) -> str:
    """Whether a single answer could change the verdict, and how many of them."""
    if verdict.label == "not testable":
        return "A judgement is not scored: no answer can change it."
    rows = len({swing.finding.evidence.id for swing in swings})
    tests = sum(bool(finding.evidence.weight) for finding in verdict.findings)
    if not tests:
        return "Its tests are context only: no answer is scored, so none can change it."
    if not rows:
        return "No single answer, were it another one, would change the verdict."
    if verdict.score is None:
        which = "Its one test" if tests == 1 else f"{count(rows).capitalize()} of its {count(tests)} tests"
        return f"{which}, once answered, would decide it."
    if tests == 1:
        return "Another answer to its one test would change the verdict."
    which = "any" if rows == tests else count(rows)
    return f"Another answer to {which} of its {count(tests)} tests could change the verdict."


def swing_words(swings: Sequence[Swing]) -> list[tuple[str, str]]:
    """Each question, and what other answers to it would do."""
    found: dict[str, list[str]] = {}
    for swing in swings:
        text = f"{ANSWERS[swing.outcome].casefold()}: {swing.label}"
        found.setdefault(swing.finding.evidence.question, []).append(text)
    return [(question, "; ".join(texts)) for question, texts in found.items()]
