"""What would change an answer, or a verdict: how far figures are from where it turns."""

from __future__ import annotations

import math
from typing import NamedTuple

from verdicts.checks import DIRECTIONS, LEVELS, Outcome, Unanswered, judge_at
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.intervals import Interval
from verdicts.rule import Label, decide, settled
from verdicts.verdict import Verdict, answer_of

YES_OR_NO: tuple[Outcome, ...] = ("supports", "contradicts")


class TippingPoint(NamedTuple):
    """A value of the statistic at which the answer becomes another one."""

    outcome: Outcome
    value: float
    away: float
    """``value`` minus the statistic as it is."""
    above: bool
    """Whether the other answer is given above the value, or below it."""


class Swing(NamedTuple):
    """A finding that, answered otherwise, gives the claim another verdict."""

    finding: Finding
    outcome: Outcome
    label: Label


def tipping_points(
    check: str, interval: Interval, threshold: float, proportional: bool = False
) -> tuple[TippingPoint, ...]:
    """Where the answer turns into each other outcome it can reach, the nearest first.

    The doubt moves with the statistic and keeps its width or, if it is ``proportional``, its proportion.
    """
    answer = judge_at(check, interval, threshold)
    now, below, above = interval.estimate, interval.estimate - interval.low, interval.high - interval.estimate
    proportional = proportional and now != 0

    def around(value: float) -> Interval:
        scale = abs(value / now) if proportional else 1.0
        return Interval(value, value - scale * below, value + scale * above)

    lines = (
        _levels(threshold, below / abs(now), above / abs(now))
        if proportional
        else _lines(check, below, above, threshold)
    )
    # Small beside all that is added up, but not lost in adding: a figure of nothing may have a wide interval.
    step = 1e-9 * max(abs(now), abs(threshold), below, above, 1e-9)
    found: dict[Outcome, TippingPoint] = {}
    for value in sorted(lines, key=lambda line: abs(line - now)):
        for is_above, beyond in ((False, value - step), (True, value + step)):
            outcome = judge_at(check, around(beyond), threshold)
            if outcome != answer:
                found.setdefault(outcome, TippingPoint(outcome, value, value - now, is_above))
    return tuple(found.values())


def tipping_points_of(finding: SeriesFinding) -> tuple[TippingPoint, ...]:
    """The same for a finding, nothing without an estimate: the margin of a level may be a proportion of it."""
    row, estimate = finding.evidence, finding.estimate
    if isinstance(estimate, Unanswered):
        return ()
    proportional = row.check in LEVELS and finding.series.proportional
    points = tipping_points(row.check, estimate.interval, row.limit, proportional)
    if not asks_for_place(finding):
        return points
    return tuple(point for point in points if place_beyond(point, row.check) >= 1)


def asks_for_place(finding: SeriesFinding) -> bool:
    """Whether a finding is about a place in a ranking itself, and not about a change of places."""
    return finding.series.unit == "rank" and finding.evidence.check in LEVELS


def place_beyond(point: TippingPoint, check: str) -> int:
    """The first whole place that gives the other answer: our line itself is still a yes, whichever way is asked."""
    if check == "at_least":
        return math.ceil(point.value) - (not point.above)
    return math.floor(point.value) + point.above


def _levels(threshold: float, below: float, above: float) -> set[float]:
    """The levels whose margins, proportions of them, just touch the threshold from either side."""
    return {threshold / (1 + above), *({threshold / (1 - below)} if below < 1 else ())}


def _lines(check: str, below: float, above: float, threshold: float) -> set[float]:
    """The values of a statistic at which one of the check's conditions turns."""
    if check == "unchanged":
        return {threshold - above, threshold + below, below - threshold, -above - threshold}
    if DIRECTIONS.get(check, 1) > 0:
        return {threshold + below, threshold - above}
    return {-threshold - above, below - threshold}


def swings(verdict: Verdict) -> tuple[Swing, ...]:
    """Each weighted finding with each other answer it could give that would change the verdict, all else as it is."""
    answers = [answer_of(finding) for finding in verdict.findings]
    lowered = decide(verdict.claim.kind, answers, verdict.as_of)[0] != verdict.label
    found = []
    for i, finding in enumerate(verdict.findings):
        for outcome in _possible(finding) if finding.evidence.weight else ():
            changed = [*answers[:i], answers[i]._replace(outcome=outcome, later=True), *answers[i + 1 :]]
            label, _ = decide(verdict.claim.kind, changed, verdict.as_of)
            # Other choices that lower this verdict would lower that one too.
            label = settled(label, 0.0 if lowered else 1.0)
            if label != verdict.label:
                found.append(Swing(finding, outcome, label))
    return tuple(found)


def _possible(finding: Finding) -> tuple[Outcome, ...]:
    """The other answers a finding could give."""
    if isinstance(finding, EventFinding):
        return tuple(outcome for outcome in YES_OR_NO if outcome != finding.outcome)
    if isinstance(finding.estimate, Unanswered):
        return tuple(outcome for outcome in (*YES_OR_NO, "inconclusive") if outcome != finding.outcome)
    return tuple(point.outcome for point in tipping_points_of(finding))
