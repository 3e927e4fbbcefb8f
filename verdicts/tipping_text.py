"""What would change an answer, or a verdict, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from verdicts.answers import ANSWERS
from verdicts.checks import LEVELS, STEPS, Unanswered
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.intervals import Interval
from verdicts.numbers import MINUS, ordinal, place_of
from verdicts.tipping import Swing, TippingPoint, asks_for_place, place_beyond, tipping_points_of
from verdicts.told_figures import figures_of
from verdicts.verdict import Verdict
from verdicts.words import capitalised, count, difference_unit, join, sign_of

FINER = 4
"""Digits beyond those of the doubt that a turn may take to be told from the figure itself."""


def tipping_sentence(finding: Finding) -> str:
    """Where a finding's answer turns."""
    if isinstance(finding, EventFinding):
        return _event_point(finding)
    if isinstance(finding.estimate, Unanswered):
        return f"It has no answer yet: {finding.reason}."
    of, points = finding.estimate.interval, tipping_points_of(finding)
    now, *values = _told((of.estimate, *(point.value for point in points)), of, finding)
    if not finding.evidence.weight:
        return f"It is {now} now; as context it has no line to cross."
    if finding.result.ordinary:
        return f"It is {now} now, past our line; it would become yes only if it were rarer among others."
    if not points:
        return f"It is {now} now; no value would turn the answer."
    turns = join(tuple(_point(*pair, finding) for pair in zip(points, values, strict=True)))
    return f"It is {now} now. It would become {turns}."


def _point(point: TippingPoint, value: str, finding: SeriesFinding) -> str:
    answer = ANSWERS[point.outcome].casefold()
    if asks_for_place(finding):
        place = place_beyond(point, finding.evidence.check)
        return f"{answer} from {ordinal(place)} place {'down' if point.above else 'up'}"
    return f"{answer} {'above' if point.above else 'below'} {value}"


def _told(values: Sequence[float], of: Interval, finding: SeriesFinding) -> list[str]:
    """The statistic and the values at which it turns: levels as they are, changes with a sign, told apart from each other."""
    row, series = finding.evidence, finding.series
    told = figures_of(row, series, "", mean=row.check in STEPS or row.ends > 1)
    level = row.check in LEVELS
    for finer in range(FINER):
        texts = []
        for value in values:
            doubt = of.half * (abs(value / of.estimate) if level and series.proportional and of.estimate else 1)
            place = place_of(value, doubt, told.unit if level else difference_unit(told.unit)) - finer
            texts.append(told.of(value, place) if level else f"{sign_of(value, place)}{told.by(value, place)}")
        if len(set(texts)) == len(texts) or series.unit == "rank":
            break
    return texts


def _event_point(finding: EventFinding) -> str:
    if finding.outcome == "supports":
        return "It is on record: only a correction of the record could change that."
    if finding.outcome == "contradicts":
        return "The deadline has passed: only a record of it in time could change that."
    return "It would become yes as soon as it is on record."


def swing_sentence(swings: Sequence[Swing], verdict: Verdict) -> str:
    """Whether a single answer could change the verdict, and how many of them."""
    if verdict.label == "not testable":
        return "It is not scored, so no answer can change it."
    rows = len({swing.finding.evidence.id for swing in swings})
    tests = sum(bool(finding.evidence.weight) for finding in verdict.findings)
    if not tests:
        return "Its tests are context only: no answer is scored, so none can change it."
    if not rows:
        return "No single answer could change the verdict."
    if verdict.score is None:
        which = "Its one test" if tests == 1 else f"{capitalised(count(rows))} of its {count(tests)} tests"
        return f"{which}, once decided, could settle it."
    if tests == 1:
        return "A different answer to its one test would change the verdict."
    which = "any" if rows == tests else count(rows)
    return f"A different answer to {which} of its {count(tests)} tests could change the verdict."


def found_words(swing: Swing) -> str:
    """What we would have found instead, as it follows 'if we': found less than 19.4% instead of 26.2%."""
    finding, answer = swing.finding, ANSWERS[swing.outcome].casefold()
    if isinstance(finding, EventFinding):
        return "found it on record" if swing.outcome == "supports" else "found no record of it in time"
    if isinstance(finding.estimate, Unanswered):
        return f"had figures, and they were {answer}" if " " in answer else f"had figures that say {answer}"
    point = next(point for point in tipping_points_of(finding) if point.outcome == swing.outcome)
    now, value = _told((finding.estimate.interval.estimate, point.value), finding.estimate.interval, finding)
    if asks_for_place(finding):
        place = place_beyond(point, finding.evidence.check)
        return f"found {ordinal(place)} place or {'lower' if point.above else 'higher'} instead of {now}"
    than = "more than" if point.above else "less than"
    if finding.evidence.check in LEVELS:
        return f"found {than} {value} instead of {now}"
    rank = finding.series.unit == "rank"
    return f"found {_way(value, than, point.above, rank)} instead of {_way(now, '', point.above, rank)}"


def _way(text: str, than: str, above: bool, rank: bool) -> str:
    """A change told with its sign as a rise or a fall: a fall of more than 1.6 points."""
    up, down = ("a slip", "a climb") if rank else ("a rise", "a fall")
    size = text.lstrip(f"+{MINUS}")
    if size == text:
        return f"any {(up if above else down).partition(' ')[2]}" if than else "none"
    falls = text.startswith(MINUS)
    if falls and than:
        than = "less than" if above else "more than"
    return " ".join(filter(None, (down if falls else up, "of", than, size)))


def swing_words(swings: Sequence[Swing]) -> list[tuple[str, str]]:
    """Each question, and what other answers to it would do."""
    found: dict[str, list[str]] = {}
    for swing in swings:
        text = f"{ANSWERS[swing.outcome].casefold()}: {swing.label}"
        found.setdefault(swing.finding.evidence.question, []).append(text)
    return [(question, "; ".join(texts)) for question, texts in found.items()]
