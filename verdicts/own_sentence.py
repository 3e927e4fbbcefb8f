"""A reader's own test as one sentence: words and slots in order, so that a page can draw the slots and a reader reads on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from verdicts.clock import Knowledge
from verdicts.measures import NEEDS_VERSUS, Series
from verdicts.numbers import MINUS, scale_of
from verdicts.own_figures import comparable, others, whole_series
from verdicts.own_periods import edge_word, is_day
from verdicts.own_test import OwnTest
from verdicts.units import unit_of
from verdicts.words import capitalised, difference_unit, plural


class Text(NamedTuple):
    """Words between slots."""

    words: str


class Slot(NamedTuple):
    """A choice: the column that it fills, and what is chosen in words."""

    column: str
    shown: str
    usual: bool = False
    """Whether it is left out where the sentence is only read: figures as published."""


Part = Text | Slot

MEASURE_WORDS = {
    "level": "as published",
    "share": "as a share of",
    "ratio": "as a multiple of",
    "gap": "less",
    "distance": "in distance from",
    "rank": "by rank in",
    "effective_number": "as a number of equal powers",
    "growth": "in yearly growth",
    "index": "as a percentage of its first period",
}
"""How a sentence goes on that has named the figure, by measure."""
CHECK_WORDS = {
    "at_least": "was at least",
    "at_most": "was at most",
    "rises": "rose",
    "falls": "fell",
    "steps_up": "was higher",
    "steps_down": "was lower",
    "unchanged": "stayed the same",
    "happened": "happened",
}
_OF_RANK = {
    "at_least": "was in place",
    "at_most": "was in the top",
    "rises": "slipped",
    "falls": "climbed",
    "steps_up": "was lower",
    "steps_down": "was higher",
}
"""The same of a place, of which the first is the best."""
_TO_COME = {
    "was": "will be", "were": "will be", "rose": "will rise", "fell": "will fall", "slipped": "will slip", "climbed": "will climb",
    "stayed": "will stay", "happened": "will happen",
}  # fmt: skip
LONG = 20
"""Letters of a name that a sentence has in full."""
PERIODS = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}


class Line(NamedTuple):
    """How a threshold is written in a sentence: what stands around the number, and what one of it is in the row's unit."""

    before: str
    after: str
    scale: float


def line_of(test: OwnTest, series: Series) -> Line:
    """How the threshold of a test is written."""
    unit = series.unit if test.is_level else difference_unit(series.unit)
    of, one = unit_of(unit), amount_of(test.threshold, 1.0)
    if unit in ("rank", "places"):
        # The first place is the best: what is at least the third is the third or a lower one.
        return Line("", (" or lower" if test.check == "at_least" else "") if test.is_level else of.follows(one), 1.0)
    if of.kind == "index":
        return Line("", "%" if test.measure == "index" else " points", 1.0)
    if unit == "index points" and test.measure == "index":
        return Line("", " point" if one == "1" else " points", 1.0)
    note = f" ({of.note})" if of.note else ""
    if of.factor != 1:
        return Line("", f" {unit}", 1.0)
    scale, suffix = 1.0, ""
    if of.kind in ("money", "amount") and len(series):
        scale, suffix = scale_of(float(abs(series.values).max()))
    if unit == "times" and not test.is_level:
        return Line("", "", 1.0)
    after = of.after if suffix else of.follows(one)
    return Line(of.before, f"{suffix}{after}{note}", scale)


def amount_of(value: float | None, scale: float) -> str:
    """A threshold as a reader types it: 1.5; 29.2 of trillions; empty for none."""
    if value is None:
        return ""
    text = f"{value / scale:,.10g}" if abs(value / scale) < 1e15 else f"{value / scale:g}"
    return text.replace("-", MINUS)


def sentence_parts(test: OwnTest, known: Knowledge) -> tuple[Part, ...]:
    """The sentence of a test, words and slots in order. A test that names what is not there is told as far as it goes."""
    if test.looks_up:
        event = known.catalog.event.get(test.event)
        named = Slot("event", event.label if event else "an event")
        by = Slot("to", edge_word(test.last, "to", "A") if test.last else "today")
        return (named, Text(" "), _check(test, known, ""), Text(" by "), by, Text("."))
    series = whole_series(known, test.request)
    return (*_subject(test, known), Text(" "), *_asked(test, known, series), Text("."))


def fine_print(test: OwnTest, known: Knowledge) -> tuple[Part, ...]:
    """What else is chosen, in a line under the sentence: means, the length of either end, comparables."""
    if test.looks_up:
        return ()
    period = PERIODS[_frequency(test, known)]
    made = f"means over {test.smoothing} {period}s" if test.smoothing > 1 else f"single {period}s"
    found: list[Part] = [Text("Measured in "), Slot("smoothing", made, test.smoothing == 1)]
    if not test.is_step:
        end = f"{test.ends} {period}s" if test.ends > 1 else f"one {period}"
        found += [
            Text(" \N{MIDDLE DOT} at either end " if not test.is_level else " \N{MIDDLE DOT} at the end "),
            Slot("ends", end, test.ends == 1),
        ]
    others = f"{_others(test, known)}" if test.among else "nobody"
    return (*found, Text(" \N{MIDDLE DOT} compared with "), Slot("among", others))


def sentence(test: OwnTest, known: Knowledge) -> str:
    """The sentence in words alone, with what is not as usual of the fine print."""
    said = "".join(_read(sentence_parts(test, known))).rstrip(".")
    period = PERIODS[_frequency(test, known)]
    if test.smoothing > 1 and not test.looks_up:
        said += f", in means over {test.smoothing} {period}s"
    if test.ends > 1 and not test.looks_up:
        said += f", with {test.ends} {period}s at {'the end' if test.is_level else 'either end'}"
    return f"{capitalised(re.sub(' +', ' ', said).strip())}."


def _read(parts: Iterable[Part]) -> Iterable[str]:
    for part in parts:
        if isinstance(part, Text):
            yield part.words
        elif not part.usual:
            yield part.shown


def _others(test: OwnTest, known: Knowledge) -> str:
    """A group of comparables with how many of them have figures."""
    name = known.catalog.name_of(test.among, article=True)
    return f"{name} ({comparable(known, test, test.among)} with figures)"


def _frequency(test: OwnTest, known: Knowledge) -> str:
    row = known.catalog.indicator.get(test.indicator)
    return row.frequency if row else "A"


def named(known: Knowledge, entity: str) -> str:
    """What an entity is called in a sentence, with its article: a long name by its short form."""
    base, _, year = entity.partition("@")
    row = known.catalog.entity.get(base)
    if row is None or not row.short or len(row.name) <= LONG:
        return known.catalog.name_of(entity, article=True) if entity else "\N{HORIZONTAL ELLIPSIS}"
    short = row.short
    if row.name[0].islower():
        short = f"{row.article} {short[0].lower()}{short[1:]}".strip()
    return f"{short} (members of {year})" if year else short


def _wording(known: Knowledge, indicator: str, sides: Sequence[tuple[str, str]]) -> list[Part]:
    """Whom a figure is of, in the words of its indicator; ``sides`` are the columns of entity and counterpart, each with its value."""
    row = known.catalog.indicator.get(indicator)
    wording = row.wording if row else "of {entity}"
    if wording == "none":
        return []
    (one, entity), (other, counterpart) = sides
    if counterpart and "{counterpart}" not in wording and len(others(known, indicator)) > 1:
        wording += " with {counterpart}"
    found: list[Part] = [Text(" ")]
    for part in re.split(r"({entity}|{counterpart})", wording):
        if part == "{entity}":
            found.append(Slot(one, named(known, entity)))
        elif part == "{counterpart}":
            found.append(Slot(other, named(known, counterpart)))
        elif part:
            found.append(Text(part))
    return found


def _subject(test: OwnTest, known: Knowledge) -> list[Part]:
    """What is measured, as far as the verb."""
    row = known.catalog.indicator.get(test.indicator)
    parts: list[Part] = [Slot("indicator", row.name if row else "a figure")]
    parts += _wording(known, test.indicator, (("entity", test.entity), ("counterpart", test.counterpart)))
    words = MEASURE_WORDS[test.measure]
    parts += [Text(" "), Slot("measure", words, test.measure == "level")]
    if test.measure not in NEEDS_VERSUS:
        return parts
    indicator, entity, counterpart = test.request.versus
    if test.measure == "rank":
        return [*parts, Text(" "), Slot("versus_entity", named(known, test.versus_entity))]
    there = known.catalog.indicator.get(indicator)
    same = indicator == test.indicator
    parts += [Text(" "), Slot("versus_indicator", "the same" if same or not there else there.name)]
    return parts + _wording(known, indicator, (("versus_entity", entity), ("versus_counterpart", counterpart)))


def _asked(test: OwnTest, known: Knowledge, series: Series) -> list[Part]:
    """What is asked of it, and of which periods."""
    line = line_of(test, series)
    text = amount_of(test.threshold, line.scale)
    how_much: list[Part] = [Text(line.before), Slot("threshold", text), Text(line.after)]
    verb = _check(test, known, series.unit)
    frequency = _frequency(test, known)
    between: list[Part] = [
        Text(" between "),
        _edge(test, "from", frequency),
        Text(" and "),
        _edge(test, "to", frequency),
    ]
    if test.is_level:
        when: list[Part]
        if test.measure == "index":
            when = [Text(" in "), _edge(test, "to", frequency), Text(", against "), _edge(test, "from", frequency)]
        elif test.first:
            when = [Text(" in the last figure"), *between]
        else:
            when = [Text(" on " if is_day(test.last, "to", frequency) else " in "), _edge(test, "to", frequency)]
        return [verb, Text(" "), *how_much, *when]
    if not test.is_step:
        return [verb, Text(" by at least "), *how_much, *between]
    event = known.catalog.event.get(test.event)
    named = Slot("event", event.label if event else "an event")
    if test.check == "unchanged":
        return [verb, Text(" after "), named, Text(", give or take "), *how_much, *between]
    return [verb, Text(" after "), named, Text(" than before, by at least "), *how_much, *between]


def _check(test: OwnTest, known: Knowledge, unit: str) -> Slot:
    """The verb, in the future where the window ends after the day."""
    row = known.catalog.indicator.get(test.indicator)
    words = check_words(test.check, unit == "rank")
    if row and plural(row.name) and not (test.looks_up or test.measure == "effective_number"):
        words = words.replace("was ", "were ")
    if test.until and test.until > known.as_of.day:
        verb, _, rest = words.partition(" ")
        words = f"{_TO_COME[verb]} {rest}".strip()
    return Slot("check", words)


def check_words(check: str, rank: bool = False) -> str:
    """The verb of a check."""
    return _OF_RANK.get(check, CHECK_WORDS[check]) if rank else CHECK_WORDS[check]


def _edge(test: OwnTest, column: str, frequency: str) -> Slot:
    cell = test.first if column == "from" else test.last
    return Slot(column, edge_word(cell, column, frequency) if cell else OPEN[column])


OPEN = {"from": "the first figure", "to": "the newest figure"}
"""What an open end of a window is called."""
