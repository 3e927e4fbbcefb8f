"""What others show in answer to the same question, in words: earlier spans and comparable cases."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.catalog import Catalog
from verdicts.base_rates import FEWEST, BaseRate
from verdicts.checks import LEVELS
from verdicts.evidence import Evidence
from verdicts.results import SeriesResult
from verdicts.units import unit_of
from verdicts.words import capitalised, change, count, join, quantity, several

_PERIODS = {"A": "year", "Q": "quarter", "M": "month", "D": "day"}
_SUCH = {
    "at_least": "A figure as high as our line", "at_most": "A figure as low as our line", "rises": "Such a rise",
    "steps_up": "Such a rise", "falls": "Such a fall", "steps_down": "Such a fall", "unchanged": "As little change",
}  # fmt: skip
_ASKED = {"rises": "A rise of {} or more", "steps_up": "A rise of {} or more", "falls": "A fall of {} or more",
          "steps_down": "A fall of {} or more", "unchanged": "A change of {} or less"}  # fmt: skip


def base_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """How often the same was seen elsewhere, in a sentence or two; empty where nothing can be compared."""
    if not result.base:
        return ""
    yes = result.outcome == "supports" or result.ordinary
    what = _SUCH[row.check]
    if row.check in _ASKED and not yes:
        unit = result.series.unit
        size = change(row.limit, unit)
        what = _ASKED[row.check].format(size.replace("index points", "points"))
    if row.check in LEVELS and unit_of(result.series.unit).kind != "rank":
        bound = quantity(row.limit, result.series.unit).partition(" (")[0]
        what = f"A figure of {bound} or {'more' if row.check == 'at_least' else 'less'}"
    parts = join(tuple(_in(rate, row, catalog) for rate in result.base))
    return f"{what} was seen {parts}.{_few(result.base, row, catalog)}"


def held_back_words(row: Evidence, result: SeriesResult, catalog: Catalog) -> str:
    """Why a yes of a causal claim does not count, as it follows in its sentence; empty for one that does."""
    if not result.ordinary:
        return ""
    if found := common(result.base):
        return f", but so did {join(tuple(_of(rate, row, catalog, named=False) for rate in found))}"
    if not result.base:
        return ", but there is nothing to compare it with"
    rate = min(result.base, key=lambda one: one.n)
    return f", but with only {several(rate.n, _one(rate, row, catalog))} to compare it with, that tells little"


def common(base: Sequence[BaseRate]) -> tuple[BaseRate, ...]:
    """The base rates by which a yes is nothing out of the ordinary, of those that tell."""
    return tuple(rate for rate in base if not rate.rare and rate.n >= FEWEST)


def _few(base: Sequence[BaseRate], row: Evidence, catalog: Catalog) -> str:
    """A word on those that are too few to tell."""
    few = [rate for rate in base if rate.n < FEWEST]
    if not few:
        return ""
    if len(few) > 1:
        return " So few cases tell little."
    rate = few[0]
    name = _one(rate, row, catalog)
    if rate.n == 1:
        return f" A single {name} tells little."
    return f" {capitalised(count(rate.n))} {name}s tell little."


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
    return catalog.name_of(rate.others.among, article=True)
