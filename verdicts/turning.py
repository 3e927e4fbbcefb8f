"""What would change an answer, or a verdict: how far figures are from where it turns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from verdicts.checks import Outcome, Result, judge_at
from verdicts.findings import Finding
from verdicts.measures import Series
from verdicts.verdict import Label, Verdict, answer_of, decide

DIRECTIONS = {"rises": 1, "steps_up": 1, "falls": -1, "steps_down": -1}
"""Which way a change has to go to answer yes."""


class Turn(NamedTuple):
    """A value of the statistic at which the answer becomes another one."""

    outcome: Outcome
    value: float
    away: float
    """``value`` minus the statistic as it is."""


class Swing(NamedTuple):
    """A finding that, answered otherwise, gives the claim another verdict."""

    finding: Finding
    outcome: Outcome
    label: Label


def turns(check: str, result: Result, threshold: float, share: float | None = None) -> tuple[Turn, ...]:
    """Where the answer turns into each other outcome it can reach, the nearest first; nothing without a statistic.

    The interval or margin moves with the statistic and keeps its width, or, if a ``share`` is given, that share of it.
    """
    if result.statistic is None:
        return ()
    now, below, above = result.statistic, result.statistic - result.low, result.high - result.statistic

    def bounds(value: float) -> tuple[float, float]:
        return (
            (value - below, value + above)
            if share is None
            else (value - abs(value) * share, value + abs(value) * share)
        )

    lines = _lines(check, below, above, threshold) if share is None else _levels(threshold, share)
    found: dict[Outcome, Turn] = {}
    for value in sorted(lines, key=lambda line: abs(line - now)):
        step = 1e-9 * max(abs(value), abs(now), 1e-9)
        for beyond in (value - step, value + step):
            outcome = judge_at(check, beyond, *bounds(beyond), threshold)
            if outcome != result.outcome:
                found.setdefault(outcome, Turn(outcome, value, value - now))
    return tuple(found.values())


def turns_of(finding: Finding) -> tuple[Turn, ...]:
    """The same for a finding: the margin of a level is a share of it, unless it is a difference of two."""
    row, series = finding.evidence, finding.series
    if series is None:
        return ()
    levels = row.check in ("at_least", "at_most") and row.measure not in ("gap", "distance")
    return turns(row.check, finding.result, row.threshold or 0.0, _share(series) if levels else None)


def _share(series: Series) -> float:
    """The margin as a share of the figure, from the last one that is not nothing."""
    known = np.flatnonzero(series.values)
    return float(series.margins[known[-1]] / abs(series.values[known[-1]])) if len(known) else 0.0


def _levels(threshold: float, share: float) -> set[float]:
    """The levels whose margin, a share of them, just touches the threshold from either side."""
    return {threshold / (1 - share), threshold / (1 + share)}


def _lines(check: str, below: float, above: float, threshold: float) -> set[float]:
    """The values of a statistic at which one of the check's conditions turns."""
    if check in ("at_least", "at_most"):
        return {threshold + below, threshold - above}
    if check == "unchanged":
        return {threshold - above, threshold + below, below - threshold, -above - threshold}
    if DIRECTIONS[check] > 0:
        return {max(threshold, below), max(threshold, 0.0) - above}
    return {-max(threshold, above), below - max(threshold, 0.0)}


def swings(verdict: Verdict) -> tuple[Swing, ...]:
    """Each scored finding with each other answer that would change the verdict, all else as it is."""
    answers = [answer_of(finding) for finding in verdict.findings]
    outcomes: tuple[Outcome, ...] = ("supports", "inconclusive", "contradicts")
    found = []
    for i, finding in enumerate(verdict.findings):
        if not finding.scored:
            continue
        for outcome in outcomes:
            changed = [*answers[:i], answers[i]._replace(outcome=outcome), *answers[i + 1 :]]
            label, _ = decide(verdict.claim.kind, changed, verdict.as_of)
            if label != verdict.label:
                found.append(Swing(finding, outcome, label))
    return tuple(found)
