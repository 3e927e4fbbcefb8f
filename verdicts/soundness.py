"""Whether a test can tell anything: rows that cannot pass, cannot fail, or say the same of everybody.

A row that is well formed may still be unfair. These are found by what the figures leave open, not by which way its answer
went: no row is named because its answer is a yes or a no. What is named here must not decide a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from loaders.tables import Fault, Table
from verdicts.base_rates import FEWEST
from verdicts.checks import CHANGES, DIRECTIONS, LEVELS, STEPS, Change, Level, Step, Unanswered
from verdicts.evidence import Evidence
from verdicts.findings import SeriesFinding
from verdicts.measures import Series
from verdicts.verdict import Verdict
from verdicts.words import change, quantity

MOST = 4 / 5
"""Of comparables that may pass: a test that more of them pass tells nobody apart."""
Weakness = Literal["cannot pass", "cannot fail", "always the same", "common", "within the doubt"]
_BOUNDED = {"share": (0.0, 100.0), "ratio": (0.0, None), "rank": (1.0, None), "distance": (0.0, None)}
"""The least and the most that a measure can be; of a share of something larger."""


class Weak(NamedTuple):
    """A row that tells little, and what would be right."""

    row: Evidence
    weakness: Weakness
    problem: str
    remedy: str


def weak_tests(verdicts: tuple[Verdict, ...]) -> tuple[Weak, ...]:
    """The scored rows of some claims that tell little by the figures known, each once for each reason."""
    found: list[Weak] = []
    for verdict in verdicts:
        changes = any(f.evidence.check in DIRECTIONS for f in verdict.findings if f.evidence.weight == 1)
        for finding in verdict.findings:
            if isinstance(finding, SeriesFinding) and finding.evidence.weight:
                found += _weak(finding, changes)
    return tuple(found)


def _weak(finding: SeriesFinding, changes: bool) -> Iterator[Weak]:
    """What is weak in one test; ``changes`` says whether its claim is about a change."""
    row, series, estimate = finding.evidence, finding.series, finding.estimate
    if isinstance(estimate, Unanswered):
        return
    yield from _one_sided(row, series, estimate)
    doubt, limit = estimate.interval.half, row.limit
    if row.check in CHANGES and doubt > limit:
        yield Weak(
            row,
            "within the doubt",
            f"The threshold of {change(limit, series.unit)} is less than the doubt of measuring, {change(doubt, series.unit)} either way.",
            "Ask for more than the doubt, or take a figure that is better known.",
        )
    for rate in finding.result.base:
        if rate.where == "time" and row.check in LEVELS and changes and rate.n >= FEWEST and rate.yes in (0, rate.n):
            said = "passed" if rate.yes else "missed"
            yield Weak(
                row,
                "always the same",
                f"The line was {said} in all {rate.n} earlier periods, and the claim is about a change.",
                "Ask for a change, or give it a weight below 1.",
            )
        if rate.where == "space" and rate.n >= FEWEST and rate.rate > MOST:
            yield Weak(
                row,
                "common",
                f"{rate.yes} of {rate.n} comparable cases pass the same test.",
                "Draw the line where it tells cases apart, or give it a weight below 1.",
            )


def _one_sided(row: Evidence, series: Series, found: Level | Change | Step) -> Iterator[Weak]:
    """A line that no figure can reach, or that none can miss."""
    least, most = _range(row, series)
    doubt = found.interval.half
    if row.check == "unchanged" and doubt > row.limit:
        yield _cannot("pass", row, f"its doubt is {change(doubt, series.unit)} either way", "a wider threshold")
    elif row.check in LEVELS:
        far, near = (most, least) if row.check == "at_least" else (least, most)
        sign = 1 if row.check == "at_least" else -1
        if far is not None and sign * row.limit > sign * far:
            yield _cannot(
                "pass", row, f"the figure cannot be beyond {quantity(far, series.unit)}", "a line within that"
            )
        if near is not None and sign * row.limit <= sign * near:
            yield _cannot(
                "fail", row, f"the figure cannot be beyond {quantity(near, series.unit)}", "a line within that"
            )
    elif row.check in DIRECTIONS:
        start = found.before if row.check in STEPS and isinstance(found, Step) else getattr(found, "first", None)
        end = most if DIRECTIONS[row.check] > 0 else least
        if start is not None and end is not None and abs(end - start) < row.limit:
            room = (
                f"it starts at {quantity(start, series.unit)}, and {quantity(end, series.unit)} is as far as it can go"
            )
            yield _cannot("pass", row, room, "a smaller change, or one in proportion")


def _cannot(what: Literal["pass", "fail"], row: Evidence, why: str, right: str) -> Weak:
    weakness: Weakness = "cannot pass" if what == "pass" else "cannot fail"
    return Weak(row, weakness, f"The test cannot {what}: {why}.", f"Choose {right}.")


def _range(row: Evidence, series: Series) -> tuple[float | None, float | None]:
    """The least and the most that a series can be, where that is known: nothing is less than none of what is counted."""
    if row.measure in _BOUNDED:
        least, most = _BOUNDED[row.measure]
        # A share of something that it is no part of may be more than all of it.
        return least, most if row.versus_entity or row.versus_counterpart else None
    signed = series.unit.startswith("%") or bool((series.values < 0).any()) or row.measure in ("gap", "growth")
    return (None if signed else 0.0), None


def as_faults(weak: Iterable[Weak], evidence: Table[Evidence]) -> list[Fault]:
    """The same with file and line, as faults are told."""
    return [
        Fault(evidence.file, evidence.lines[one.row.id], _COLUMNS[one.weakness], one.problem, one.remedy, "nothing")
        for one in weak
    ]


_COLUMNS: dict[Weakness, str] = {
    "cannot pass": "threshold",
    "cannot fail": "threshold",
    "always the same": "check",
    "common": "threshold",
    "within the doubt": "threshold",
}
"""Where what is weak stands."""
