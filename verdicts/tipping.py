"""What would change an answer, or a verdict: how far figures are from where it turns."""

from __future__ import annotations

from typing import NamedTuple

from verdicts.checks import LEVELS, Outcome, Unanswered, judge_at
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.intervals import Interval
from verdicts.verdict import Label, Verdict, answer_of, decide

YES_OR_NO: tuple[Outcome, ...] = ("supports", "contradicts")
DIRECTIONS = {"rises": 1, "steps_up": 1, "falls": -1, "steps_down": -1}
"""Which way a change has to go to answer yes."""


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
    check: str, interval: Interval, threshold: float, share: float | None = None
) -> tuple[TippingPoint, ...]:
    """Where the answer turns into each other outcome it can reach, the nearest first.

    The interval or margin moves with the statistic and keeps its width, or, if a ``share`` is given, that share of it.
    """
    answer = judge_at(check, interval, threshold)
    now, below, above = interval.estimate, interval.estimate - interval.low, interval.high - interval.estimate

    def around(value: float) -> Interval:
        if share is None:
            return Interval(value, value - below, value + above)
        return Interval(value, value - abs(value) * share, value + abs(value) * share)

    lines = _lines(check, below, above, threshold) if share is None else _levels(threshold, share)
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
    """The same for a finding, nothing without an estimate: the margin of a level is a share of it, unless it is that of a difference."""
    row, estimate = finding.evidence, finding.estimate
    if isinstance(estimate, Unanswered):
        return ()
    share = finding.series.margin_share if row.check in LEVELS else None
    return tipping_points(row.check, estimate.interval, row.limit, share)


def _levels(threshold: float, share: float) -> set[float]:
    """The levels whose margin, a share of them, just touches the threshold from either side."""
    return {threshold / (1 + share), *({threshold / (1 - share)} if share < 1 else ())}


def _lines(check: str, below: float, above: float, threshold: float) -> set[float]:
    """The values of a statistic at which one of the check's conditions turns."""
    if check in LEVELS:
        return {threshold + below, threshold - above}
    if check == "unchanged":
        return {threshold - above, threshold + below, below - threshold, -above - threshold}
    if DIRECTIONS[check] > 0:
        return {max(threshold, below), max(threshold, 0.0) - above}
    return {-max(threshold, above), below - max(threshold, 0.0)}


def swings(verdict: Verdict) -> tuple[Swing, ...]:
    """Each weighted finding with each other answer it could give that would change the verdict, all else as it is."""
    answers = [answer_of(finding) for finding in verdict.findings]
    found = []
    for i, finding in enumerate(verdict.findings):
        for outcome in _possible(finding) if finding.evidence.weight else ():
            changed = [*answers[:i], answers[i]._replace(outcome=outcome, later=True), *answers[i + 1 :]]
            label, _ = decide(verdict.claim.kind, changed, verdict.as_of)
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
