"""A reader's own test as a row of evidence, with the other choices that a written rule gives it, whatever the answer is.

The rule (docs/method.md tells it to readers): half and one and a half times a change, a tenth less and more of a level, the
next place of a rank; three periods at either end of yearly figures; a window that begins a period earlier or later; other
indicators that count the same in the same unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from pydantic import ValidationError

from loaders.catalog import Catalog
from loaders.cells import first_day, last_day
from loaders.tables import problem_in
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.measures import NEEDS_VERSUS, Series
from verdicts.own_figures import entities, others, stands, whole_series
from verdicts.own_periods import shifted
from verdicts.own_sentence import PERIODS, sentence
from verdicts.own_test import OwnTest
from verdicts.sides import not_in_a_whole
from verdicts.words import capitalised, difference_unit, join, label

MOST_SIBLINGS = 2
"""Other indicators that a test is tried with."""
JUMPY_ENDS = 3
"""Years at either end of yearly figures, which jump."""
MOST_NAMED = 3
_LABEL = 90
"""Letters of a label that a row may have."""
WHY = "By the rule for readers' own claims, which is the same for all of them and was written before any was tried."
NOTE = "Window and line are the reader's own."
DIRECT = "direct: the sentence names this very figure."
NEAR = "near: a reader chose this figure for words that do not name it."


class Impossible(ValueError):
    """The choices of a sentence do not go together; the message says what to change, for a reader."""


def row_of(test: OwnTest, known: Knowledge, claim: str, number: int, own_words: bool = False) -> Evidence:
    """The row of evidence that a test is; ``own_words``: whether the claim says it otherwise than the sentence.

    Raises :class:`Impossible` for choices that do not go together.
    """
    if problem := problem_of(test, known):
        raise Impossible(problem)
    series = whole_series(known, test.request) if not test.looks_up else None
    unit = series.unit if series is not None else ""
    told = label(test.request, known.catalog) if series is not None else ""
    choices = alternatives(test, known)
    cells = {
        **test.cells(),
        "id": f"{claim}-test-{number}",
        "claim": claim,
        "question": question(test, known),
        "label": told if len(told) <= _LABEL else "",
        "unit": unit if test.is_level else difference_unit(unit) if unit else "",
        "weight": "1",
        "alternatives": choices,
        "alternatives_why": WHY if choices else "",
        "proxy": NEAR if own_words else DIRECT,
        "note": NOTE,
    }
    try:
        return Evidence.model_validate({column: value for column, value in cells.items() if value})
    except ValidationError as error:
        raise Impossible(problem_in(error.errors()[0])) from None


def question(test: OwnTest, known: Knowledge) -> str:
    """The question of the test, whose yes supports the sentence."""
    said = sentence(test, known).rstrip(".")
    return f"Is it so that {_in_the_middle(said, test, known)}?"


def _in_the_middle(said: str, test: OwnTest, known: Knowledge) -> str:
    """A sentence as it follows other words: a name keeps its capital."""
    row = known.catalog.indicator.get(test.indicator)
    event = known.catalog.event.get(test.event) if test.looks_up else None
    begins = event.label if event else row.name if row else said
    return said if begins[:1].isupper() else f"{said[:1].lower()}{said[1:]}"


def problem_of(test: OwnTest, known: Knowledge) -> str:
    """What keeps a test from being made and what to change, in a sentence or two; empty where nothing does."""
    return next(_problems(test, known), "")


def _problems(test: OwnTest, known: Knowledge) -> Iterator[str]:
    catalog = known.catalog
    if (test.looks_up or test.is_step) and test.event not in catalog.event:
        yield f"There is no event \N{LEFT DOUBLE QUOTATION MARK}{test.event}\N{RIGHT DOUBLE QUOTATION MARK}. Choose one of the list."
    if test.looks_up:
        return
    for name in filter(None, (test.indicator, test.versus_indicator)) if test.indicator else ("",):
        if name not in catalog.indicator:
            yield f"There is no figure called \N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}. {_nearest(name, catalog)}"
            return
    for entity in (test.entity, test.counterpart, test.versus_entity, test.versus_counterpart):
        if entity and (doubt := catalog.doubt_of(entity)):
            yield f"{doubt.replace(' is not in catalog/entities.csv', ' is no country or group that we know')} Choose one of the list."
            return
        if entity.partition("@")[0] in catalog.incomplete:
            yield f"The group {catalog.name_of(entity)} cannot be used: a row of its members is faulty. Choose another one."
            return
    yield from _without_figures(test, known)
    yield from _comparison(test, known)
    yield from _times(test, known)


def _nearest(name: str, catalog: Catalog) -> str:
    """The figures that a wrong name may mean, by their names."""
    by_word = {row.name.casefold(): row.name for row in catalog.indicators.rows} | {
        row.id: row.name for row in catalog.indicators.rows
    }
    close = get_close_matches(name.casefold(), list(by_word), n=MOST_NAMED, cutoff=0.6)
    names = tuple(dict.fromkeys(by_word[one] for one in close))
    return f"Did you mean {join(names, ' or ')}?" if names else "Choose one of the list."


def _without_figures(test: OwnTest, known: Knowledge) -> Iterator[str]:
    """Sides that nothing is held of."""
    catalog, indicator = known.catalog, known.catalog.indicator[test.indicator]
    if not known.observations.sides_of(test.indicator):
        yield f"We hold no figures of {indicator.name}. Choose another figure."
    elif not test.entity:
        yield "Say whom it is about: choose a country or a group."
    elif not stands(known, test.indicator, test.entity, test.counterpart):
        of = f" and {catalog.name_of(test.counterpart, article=True)}" if test.counterpart else ""
        held = entities(known, test.indicator, test.counterpart) or others(known, test.indicator)
        names = join(tuple(catalog.name_of(one, article=True) for one in held[:MOST_NAMED]), " or ") if held else ""
        way = f"Choose another, such as {names}." if names else "Choose another figure."
        yield f"We hold no figures of {indicator.name} for {catalog.name_of(test.entity, article=True)}{of}. {way}"


def _comparison(test: OwnTest, known: Knowledge) -> Iterator[str]:
    """What cannot be set beside each other."""
    catalog = known.catalog
    if test.among and not catalog.is_group(test.among):
        yield "Only the members of a group can be compared with. Choose a group, or nobody."
    if test.measure == "effective_number" and not catalog.is_group(test.entity):
        name = catalog.name_of(test.entity, article=True)
        yield f"Equal powers are counted within a group, and {name} is none. Choose a group."
    if test.measure not in NEEDS_VERSUS:
        return
    indicator, entity, counterpart = test.request.versus
    if test.measure == "rank":
        if not catalog.is_group(entity):
            yield f"A rank needs a group to stand in, and {catalog.name_of(entity, article=True)} is none. Choose the world or another group."
        return
    if problem := not_in_a_whole(test.request, catalog):
        yield f"{problem} Choose another measure."
    elif not test.request.has_versus or (indicator, entity, counterpart) == (
        test.indicator,
        test.entity,
        test.counterpart,
    ):
        yield "A comparison needs something else to compare with. Choose another country, group or figure after it."
    elif (theirs := catalog.indicator[indicator].frequency) != (ours := catalog.indicator[test.indicator].frequency):
        yield (
            f"The two figures are not of the same periods: one is by the {PERIODS[ours]}, the other by the {PERIODS[theirs]}. "
            "Choose two of the same kind."
        )
    elif not stands(known, indicator, entity, counterpart):
        name = catalog.indicator[indicator].name
        yield f"We hold no figures of {name} for {catalog.name_of(entity, article=True)} to compare with. Choose another."


def _times(test: OwnTest, known: Knowledge) -> Iterator[str]:
    """Windows, ends and lines that no test can have."""
    if test.first and test.last and first_day(test.first) > last_day(test.last):
        yield "The period ends before it begins. Choose an earlier start or a later end."
    if test.threshold is None:
        yield "Say how much: type a number."
    elif not test.is_level and test.threshold <= 0:
        yield "Ask for a change above 0: how large it has to be. The word before it says the direction."
    elif test.is_level and test.measure == "rank" and test.threshold < 1:
        yield "The first place is 1. Choose that or one behind it."
    if test.is_step:
        if test.ends > 1:
            yield "Before and after an event all periods are taken. Set the length of each end to one."
        row = known.catalog.event[test.event]
        if (test.first and row.date < first_day(test.first)) or (test.until and test.until < row.date):
            yield f"{capitalised(row.label)} lies outside the period. Choose a longer period or another event."


def alternatives(test: OwnTest, known: Knowledge) -> str:
    """The cell of other choices that the written rule gives a test."""
    if test.looks_up:
        return ""
    series = whole_series(known, test.request)
    found = {
        "from": _starts(test, series, known),
        "threshold": _lines(test, series),
        "ends": _ends(test, series),
        "indicator": siblings(test, known),
    }
    return "; ".join(f"{column}={'|'.join(values)}" for column, values in found.items() if values)


def _lines(test: OwnTest, series: Series) -> list[str]:
    """Half and one and a half times a change, a tenth less and more of a level, the next place."""
    if not test.threshold:
        return []
    if series.unit == "rank":
        whole = {round(test.threshold) - 1, round(test.threshold) + 1}
        values = sorted(float(value) for value in whole if value >= 1)
    elif test.is_level:
        values = sorted((0.9 * test.threshold, 1.1 * test.threshold))
    else:
        values = [0.5 * test.threshold, 1.5 * test.threshold]
    return [replace(test, threshold=float(f"{value:.6g}")).cells()["threshold"] for value in values]


def _ends(test: OwnTest, series: Series) -> list[str]:
    """Three years at either end where single ones were taken and the window has room for both."""
    if series.frequency != "A" or test.smoothing > 1 or test.ends > 1 or test.is_step or series.unit == "rank":
        return []
    first = first_day(test.first) if test.first else None
    last = last_day(test.last) if test.last else None
    inside = [d for d in series.dates.tolist() if (not first or d >= first) and (not last or d <= last)]
    needed = JUMPY_ENDS if test.is_level else 2 * JUMPY_ENDS
    return [str(JUMPY_ENDS)] if len(inside) >= needed else []


def _starts(test: OwnTest, series: Series, known: Knowledge) -> list[str]:
    """A start one period earlier, where there are figures, and one later, where it is still before the end and the event."""
    if not test.first or (test.is_level and test.measure != "index") or not len(series):
        return []
    begins = series.dates[0].tolist()
    end = last_day(test.last) if test.last else series.dates[-1].tolist()
    if test.is_step:
        end = min(end, known.catalog.event[test.event].date)
    found = []
    for by in (-1, 1):
        cell = shifted(test.first, "from", series.frequency, by)
        beyond = shifted(cell, "from", series.frequency, 1) if cell else ""
        if cell and beyond and first_day(beyond) > begins and first_day(beyond) <= end:
            found.append(cell)
    return found


def siblings(test: OwnTest, known: Knowledge) -> list[str]:
    """Other indicators that count the same in the same unit, and have figures of the same sides over the same window."""
    if test.versus_indicator:
        return []
    catalog = known.catalog
    own = catalog.indicator[test.indicator]
    means = {row.word.casefold(): row.means.casefold().split("|") for row in catalog.synonyms.rows}
    bounds = {name for row in catalog.indicators.rows for name in (row.low, row.high) if name}
    found = []
    for row in catalog.indicators.rows:
        alike = (row.unit, row.frequency) == (own.unit, own.frequency) and _same(own.name, row.name, means)
        if (
            row.id != own.id
            and row.id not in bounds
            and alike
            and _reaches(replace(test, indicator=row.id), test, known)
        ):
            found.append(row.id)
    return found[:MOST_SIBLINGS]


def _reaches(other: OwnTest, test: OwnTest, known: Knowledge) -> bool:
    """Whether another series has figures over all of the window."""
    mine, theirs = (whole_series(known, one.request) for one in (test, other))
    if not len(theirs) or not len(mine) or theirs.unit != mine.unit:
        return False
    first = max(mine.dates[0].tolist(), first_day(test.first)) if test.first else None
    last = min(mine.dates[-1].tolist(), last_day(test.last)) if test.last else mine.dates[-1].tolist()
    dates = theirs.dates.tolist()
    return (first is None or any(d <= last and d >= first and d.year == first.year for d in dates)) and dates[
        -1
    ] >= last


def _same(one: str, other: str, means: Mapping[str, Sequence[str]]) -> bool:
    """Whether two names say the same but for what stands in brackets, word by word: military for defence too."""
    pairs = [re.sub(r"\(.*?\)", "", name).casefold().split() for name in (one, other)]
    if len(pairs[0]) != len(pairs[1]):
        return False
    return all(a == b or b in means.get(a, ()) or a in means.get(b, ()) for a, b in zip(*pairs, strict=True))
