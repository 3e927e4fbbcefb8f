"""What others show in answer to the same question, in words: earlier spans and comparable cases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.catalog import Catalog
from verdicts.base_rates import FEWEST, BaseRate
from verdicts.checks import DIRECTIONS, LEVELS
from verdicts.evidence import Evidence
from verdicts.results import SeriesResult
from verdicts.units import unit_of
from verdicts.words import capitalised, change, count, join, number, quantity, several

_YEARS = re.compile(r"\b(\d{4})-(\d{2})\b")
_PERIODS = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}


def base_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """How often the same was seen elsewhere, in a sentence or two; empty where nothing can be compared."""
    if not result.base or not row.weight:
        return ""
    what = _what(row, result)
    if len(result.base) == 1 and result.base[0].n == 1 and not result.base[0].yes:
        return f"{what} was not seen in {_of(result.base[0], row, catalog)}.{_few(result.base, row, catalog)}"
    parts = join(tuple(_in(rate, row, catalog) for rate in result.base))
    return f"{what} was seen {parts}.{_few(result.base, row, catalog)}"


def _what(row: Evidence, result: SeriesResult) -> str:
    """What was asked of others: what ours has, where it passes; else what it lacks."""
    unit = result.series.unit
    if row.check in LEVELS:
        return _place(row) if unit == "rank" else _bound(row, unit)
    passes = result.outcome == "supports" or result.ordinary
    size = change(row.limit, unit).replace("index points", "points")
    if row.check not in DIRECTIONS:
        return "As little change" if passes else f"A change of {size} or less"
    way = way_of(DIRECTIONS[row.check], unit)
    return f"Such a {way}" if passes else f"A {way} of {size} or more"


def way_of(sign: float, unit: str) -> str:
    """What a change is called that has a sign: a rise, a fall; of places, of which the first is the best, a slip or a climb."""
    if unit == "rank":
        return "slip" if sign > 0 else "climb"
    return "rise" if sign > 0 else "fall"


def _place(row: Evidence) -> str:
    """Our line as the places of others are held against it."""
    where, top = ("in", row.limit) if row.check == "at_most" else ("outside", row.limit - 1)
    if top <= 1:
        return "The top place" if where == "in" else "A place below the first"
    return f"A place {where} the top {count(round(top))}"


def _bound(row: Evidence, unit: str) -> str:
    """Our line as others are held against it: a figure of 20% or more."""
    if row.measure == "index":
        return f"A figure of at {'least' if row.check == 'at_least' else 'most'} {number(row.limit)}% of the first"
    of = unit_of(unit)
    text = quantity(row.limit, unit).partition(" (")[0]
    if of.kind == "percent":
        text = text.removesuffix(of.after.removeprefix("%"))
    text = text.removesuffix(of.follows("1") if of.kind == "times" and row.limit == 1 else " times")
    return f"A figure of {text} or {'more' if row.check == 'at_least' else 'less'}"


def passed_words(rate: BaseRate, row: Evidence, catalog: Catalog) -> str:
    """How many of the others pass the same test, as a sentence: None of 19 comparable states (the 20 largest economies) passes."""
    if rate.n == 1:
        return f"{capitalised(_of(rate, row, catalog))} {'passes' if rate.yes else 'does not pass'}."
    return f"{capitalised(_of(rate, row, catalog))} {'passes' if rate.yes < 2 else 'pass'}."


def held_back_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """Why a yes of a causal claim does not count, as it ends its sentence; a full stop for one that does."""
    if not result.ordinary:
        return "."
    if found := common(result.base):
        others = join(tuple(_of(rate, row, catalog, named=False) for rate in found))
        return f", but so did {others}." if row.check in ("rises", "falls") else f", but the same was seen in {others}."
    if not result.base:
        return ". There is nothing to compare it with."
    rate = min(result.base, key=lambda one: one.n)
    return f". With only {several(rate.n, _one(rate, row, catalog))} to compare it with, that tells little."


def common(base: Sequence[BaseRate]) -> tuple[BaseRate, ...]:
    """The base rates by which a yes is nothing out of the ordinary, of those that tell."""
    return tuple(rate for rate in base if not rate.rare and rate.n >= FEWEST)


def _few(base: Sequence[BaseRate], row: Evidence, catalog: Catalog) -> str:
    """A word on those that are too few to tell."""
    few = [rate for rate in base if rate.n < FEWEST]
    if not few:
        return ""
    if len(few) > 1:
        return " So few are not much to go by."
    rate = few[0]
    name = _one(rate, row, catalog)
    if rate.n == 1:
        return f" One {name.split()[-1]} tells little."
    return f" {capitalised(count(rate.n))} {name.split()[-1]}s are too few to tell much."


def _in(rate: BaseRate, row: Evidence, catalog: Catalog) -> str:
    return f"{'not ' if rate.n == 1 and not rate.yes else ''}in {_of(rate, row, catalog)}"


def _of(rate: BaseRate, row: Evidence, catalog: Catalog, named: bool = True) -> str:
    """How many of how many: 2 of 24 earlier spans; none of 9 comparable states."""
    name = _one(rate, row, catalog)
    if rate.n == 1:
        return f"the one {name}"
    among = f" ({_group(rate, catalog)})" if named and rate.where == "space" and not _worldwide(rate) else ""
    which = f"{name}s{among}"
    if not rate.yes:
        return f"none of {rate.n} {which}"
    return f"all {rate.n} {which}" if rate.yes == rate.n else f"{rate.yes} of {rate.n} {which}"


def _one(rate: BaseRate, row: Evidence, catalog: Catalog) -> str:
    """What one of the others is called."""
    if rate.where == "time":
        single = row.check in LEVELS and row.measure != "index" and row.ends == 1 and row.smoothing == 1
        return f"earlier {_PERIODS[catalog.indicator[row.indicator].frequency] if single else 'span'}"
    states = all(catalog.entity[name].kind == "country" for name in rate.others.names if name in catalog.entity)
    return f"{'other' if _worldwide(rate) else 'comparable'} {'state' if states else 'case'}"


def _worldwide(rate: BaseRate) -> bool:
    return rate.others.among.partition("@")[0] == "WLD"


def _group(rate: BaseRate, catalog: Catalog) -> str:
    return _YEARS.sub("\\1\N{EN DASH}\\2", catalog.name_of(rate.others.among, article=True))
