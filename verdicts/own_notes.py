"""What a reader is told of their own test beside its answer: what speaks for it and against it, what would change it, and a second one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from verdicts.answers import counted_words
from verdicts.base_rates import FEWEST, rates
from verdicts.certainty import HALF, REASONS, Doubt
from verdicts.checks import Change, Level, Unanswered
from verdicts.choices import if_words
from verdicts.clock import Knowledge
from verdicts.compared import passed_words, way_of
from verdicts.evidence import Evidence
from verdicts.findings import Finding, SeriesFinding
from verdicts.numbers import place_of, rounded
from verdicts.own_figures import stands, whole_series
from verdicts.own_periods import periods
from verdicts.own_rows import problem_of, siblings
from verdicts.own_test import OwnTest, test_of
from verdicts.panels import WORLD
from verdicts.results import Result
from verdicts.soundness import MOST, Weak, Weakness, weak_tests
from verdicts.specifications import Specifications
from verdicts.told_figures import change_told, figures_of
from verdicts.verdict import Verdict
from verdicts.words import capitalised, difference_unit, period

MOST_CHANGES = 8
"""Other choices that are shown."""
HANGS = 1 / 3
"""The part of a change that a single period may bring before it is said that the change hangs on it."""
_GOOD: dict[Doubt, str] = {
    "indirect": "Direct: the figure is the one the claim names",
    "imprecise": "Precise: the answer is well clear of the line",
    "fragile": "Firm: other test settings mostly say the same",
    "untelling": "Telling: most others do not pass the same test",
}
_HEADS: dict[Weakness, str] = {
    "cannot pass": "It cannot pass",
    "cannot fail": "It cannot fail",
    "always the same": "It always says the same",
    "common": "Most others pass too",
    "within the doubt": "It asks for less than can be measured",
}


_WEIGHT = ", or give it a weight below 1"
"""A remedy for tables: a reader chooses no weights."""


class Reason(NamedTuple):
    """Why a verdict is as certain as it is: the steps it costs, none where it speaks for the verdict."""

    steps: int
    words: str


def reasons(verdict: Verdict) -> tuple[Reason, ...]:
    """What lowers the certainty of a verdict, then what does not; nothing where nothing is decided."""
    if verdict.certainty is None:
        return ()
    steps = Counter(verdict.certainty.doubts)
    found = [Reason(n, f"{capitalised(REASONS[doubt])}{_settings(verdict, doubt)}") for doubt, n in steps.items()]
    return (
        *found,
        *(Reason(0, words) for doubt, words in _GOOD.items() if doubt not in steps and _applies(verdict, doubt)),
    )


def _settings(verdict: Verdict, doubt: Doubt) -> str:
    """How the other choices of a claim's one test answer, beside the doubt that comes of them."""
    tests = verdict.multiverse.tests
    if doubt != "fragile" or len(tests) != 1:
        return ""
    return f": {counted_words((one.result for one in tests[0].all), 'the one setting', 'settings')}"


def _applies(verdict: Verdict, doubt: Doubt) -> bool:
    """Whether it can be said that a doubt does not hold: where there were others to compare, or other choices."""
    if doubt == "untelling":
        rates = (rate for f in verdict.findings if isinstance(f, SeriesFinding) for rate in f.result.base)
        return any(rate.n >= FEWEST for rate in rates)
    if doubt == "imprecise":
        return any(isinstance(f, SeriesFinding) for f in verdict.findings)
    return doubt != "fragile" or verdict.multiverse.size > 1


class Otherwise(NamedTuple):
    """One other choice: what we would have done, the answer that gives, and how many comparables pass then."""

    words: str
    result: Result
    passed: str


def other_choices(finding: Finding, test: Specifications, known: Knowledge) -> tuple[Otherwise, ...]:
    """Each single other choice of a test with its answer; those that turn the answer come first."""
    found = []
    for one in test.all:
        if len(one.changes) != 1:
            continue
        (made,) = one.changes
        words = if_words(test.evidence, made, test.headline.unit, one.unit, known.catalog)
        passed = _passed(finding, one.row) if made[0] == "threshold" else ""
        found.append(Otherwise(capitalised(words), one.result, passed))
    found.sort(key=lambda one: one.result.outcome == finding.outcome)
    return tuple(found[:MOST_CHANGES])


def _passed(finding: Finding, row: Evidence) -> str:
    """How many comparables pass with another threshold."""
    if not isinstance(finding, SeriesFinding):
        return ""
    others = tuple(rate.others for rate in finding.result.base if rate.where == "space")
    return ", ".join(f"{rate.yes} of {rate.n} comparables pass" for rate in rates(row, others))


class Note(NamedTuple):
    """One thing that is right or wrong with a test."""

    good: bool
    head: str
    more: str = ""


def notes_on(verdict: Verdict, known: Knowledge) -> tuple[Note, ...]:
    """What is right and what is wrong with the tests of a claim, what is right first."""
    weak = weak_tests((verdict,))
    used = {f.evidence.indicator for f in verdict.findings}
    found = [note for f in verdict.findings if isinstance(f, SeriesFinding) for note in _notes(f, weak, used, known)]
    found += [Note(False, _HEADS[one.weakness], f"{one.problem} {one.remedy.replace(_WEIGHT, '')}") for one in weak]
    return tuple(sorted(dict.fromkeys(found), key=lambda note: not note.good))


def _notes(finding: SeriesFinding, weak: Sequence[Weak], used: Container[str], known: Knowledge) -> Iterator[Note]:
    row, estimate = finding.evidence, finding.estimate
    if isinstance(estimate, Unanswered):
        yield Note(False, "It has no answer", capitalised(f"{finding.reason}."))
        return
    own = {one.weakness for one in weak if one.row is row}
    if not own & {"cannot pass", "cannot fail"}:
        yield Note(True, "It can pass and it can fail")
    for rate in finding.result.base:
        if rate.where == "space" and rate.n >= FEWEST and rate.rate <= MOST:
            few = rate.rate <= HALF
            head = "Not passed by most others" if few else "Passed by most others"
            yield Note(few, head, passed_words(rate, row, known.catalog))
        if rate.n < FEWEST:
            others = "earlier spans" if rate.where == "time" else "comparable cases"
            yield Note(
                False, "Few to compare with", f"Only {rate.n} {others}. It takes {FEWEST} to call a change rare."
            )
    if not finding.result.base:
        yield Note(False, "Nothing to compare with", "Whether the answer is out of the ordinary cannot be told.")
    if isinstance(estimate, Change):
        yield from _hangs(finding, estimate)
    yield from _siblings(finding, used, known)


def _hangs(finding: SeriesFinding, found: Change) -> Iterator[Note]:
    """Whether a change hangs on its last period."""
    row, series = finding.evidence, finding.series
    if row.ends > 1 or len(series) < 3:
        return
    last, before = float(series.values[-1]), float(series.values[-2])
    by, whole = last - before, found.interval.estimate
    if not whole or by / whole < HANGS or by / whole > 1:
        return
    told, _ = change_told(row, series, found, "")
    when = period(series.dates[-1], series.frequency, series.smoothing)
    yield Note(
        False,
        "It hangs on its last period",
        f"{when} alone brings {told.by(by)} of the change. Consider a mean of three periods at either end.",
    )


def _siblings(finding: SeriesFinding, used: Container[str], known: Knowledge) -> Iterator[Note]:
    """Another source that counts the same, where no test of the claim has it yet."""
    row = finding.evidence
    found = siblings(test_of(row), known)
    if found and not any(one in used for one in found):
        name = known.catalog.indicator[found[0]].name
        yield Note(False, "One source", f"There is another count: {name}. Add it as a second test.")


def guess_told(guess: float, finding: SeriesFinding) -> str:
    """A reader's guess beside what the figures say, in a sentence or two; empty where there is no answer."""
    row, estimate = finding.evidence, finding.estimate
    if isinstance(estimate, Unanswered):
        return ""
    of, told = estimate.interval, figures_of(row, finding.series, "")
    right = " That is within their doubt." if of.low <= guess <= of.high else ""
    if isinstance(estimate, Level):
        place = told.beside(of, row.limit)
        return f"You said {told.of(guess, place)}. The figures say {told.of(of.estimate, place)}.{right}"
    place = place_of(of.estimate, of.half, difference_unit(told.unit))
    said, found = (
        f"a {way_of(value, finding.series.unit)} of {told.by(value, place)}" if rounded(value, place) else "no change"
        for value in (guess, of.estimate)
    )
    return f"You said {said}. The figures say {found}.{right}"


def span_of(finding: SeriesFinding, test: OwnTest) -> tuple[float, float] | None:
    """Between what a guess may lie: what the whole series spans, so that it tells nothing of the answer."""
    values = finding.series.values
    if not len(values) or finding.series.unit == "rank":
        return None
    low, high = float(values.min()), float(values.max())
    reach = max(high - low, abs(test.threshold or 0.0)) * 1.25
    if reach <= 0:
        return None
    return (
        (min(low, test.threshold or low) - reach / 4, max(high, test.threshold or high) + reach / 4)
        if test.is_level
        else (-reach, reach)
    )


def second_test(tests: Sequence[OwnTest], known: Knowledge) -> OwnTest | None:
    """A second test of the same claim by a written rule; None where there is none that can be made.

    First another source that counts the same; else the same of the share in the world; else the same with three years at
    either end; else over twice the time.
    """
    first = tests[0]
    if first.looks_up:
        return None
    for other in _seconds(first, known):
        if other not in tests and not problem_of(other, known):
            return other
    return None


def _seconds(test: OwnTest, known: Knowledge) -> Iterator[OwnTest]:
    for name in siblings(test, known):
        yield replace(test, indicator=name)
    row = known.catalog.indicator[test.indicator]
    summed = row.aggregation == "sum" and test.measure == "level" and test.entity != WORLD
    if summed and stands(known, test.indicator, WORLD, test.counterpart) and not test.is_level:
        yield replace(test, measure="share", versus_entity=WORLD, threshold=1.0)
    if not test.is_step and test.ends == test.smoothing == 1 and row.frequency == "A":
        yield replace(test, ends=3)
    yield from _longer(test, known)


def _longer(test: OwnTest, known: Knowledge) -> Iterator[OwnTest]:
    """The same over twice the time, where there are figures."""
    series = whole_series(known, test.request)
    if not test.first or not len(series):
        return
    cells = periods(series, "from")
    if test.first in cells[1:]:
        at, ends = cells.index(test.first), periods(series, "to")
        earlier = 2 * at + 1 - (ends.index(test.last) if test.last in ends else 0)
        if earlier < len(cells):
            yield replace(test, first=cells[earlier])
