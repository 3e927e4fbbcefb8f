"""What others show in answer to the same question, in words: earlier spans and comparable cases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.catalog import Catalog
from verdicts.base_rates import FEWEST, BaseRate
from verdicts.checks import LEVELS
from verdicts.evidence import Evidence
from verdicts.results import SeriesResult
from verdicts.units import unit_of
from verdicts.words import capitalised, change, count, join, number, quantity, several

_YEARS = re.compile(r"\b(\d{4})-(\d{2})\b")
_PERIODS = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}
_SUCH = {
    "at_least": "A figure as high as our line", "at_most": "A figure as low as our line", "rises": "Such a rise",
    "steps_up": "Such a rise", "falls": "Such a fall", "steps_down": "Such a fall", "unchanged": "As little change",
}  # fmt: skip
_ASKED = {"rises": "A rise of {} or more", "steps_up": "A rise of {} or more", "falls": "A fall of {} or more",
          "steps_down": "A fall of {} or more", "unchanged": "A change of {} or less"}  # fmt: skip


def base_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """How often the same was seen elsewhere, in a sentence or two; empty where nothing can be compared."""
    if not result.base or not row.weight:
        return ""
    yes = result.outcome == "supports" or result.ordinary
    what = _SUCH[row.check]
    if row.check in _ASKED and not yes:
        unit = result.series.unit
        size = change(row.limit, unit)
        what = _ASKED[row.check].format(size.replace("index points", "points"))
    if row.check in LEVELS:
        what = _bound(row, result.series.unit)
    if row.measure == "rank":
        what = f"A place in the top {count(round(row.limit))}" if row.limit > 1 else "The top place"
    if len(result.base) == 1 and result.base[0].n == 1 and not result.base[0].yes:
        return f"{what} was not seen in {_of(result.base[0], row, catalog)}.{_few(result.base, row, catalog)}"
    parts = join(tuple(_in(rate, row, catalog) for rate in result.base))
    return f"{what} was seen {parts}.{_few(result.base, row, catalog)}"


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
