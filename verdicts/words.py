"""Numbers, periods and series in a reader's words. English, one place for all of it.

House style: 26%, €1.84bn, $29.2tn, 145mn people, 2020-24 with an en dash, January 2025, 17 February 2025. A figure is given with
the digits that its doubt carries, three at most.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from textwrap import shorten

import numpy as np

from loaders.catalog import Catalog
from verdicts.arrays import Dates
from verdicts.measures import Request, Series
from verdicts.numbers import MINUS, ordinal, place_of, rounded, scaled
from verdicts.numbers import number as number
from verdicts.numbers import scale_of as scale_of
from verdicts.units import MONTHS, unit_of

_ADDED = re.compile(r"(.+?)(, | \(|$)(.*)")
_PRICES = re.compile(r"^\d{4} (?=US\$|EUR|international)")
_CUT = "\N{HORIZONTAL ELLIPSIS}"
EACH = {"A": " a year", "Q": " a quarter", "M": " a month", "D": " a day"}
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def quantity(value: float, unit: str, place: int | None = None) -> str:
    """A figure with its unit: $29.2tn, 42.6%, 1.94 times, third, 12 points. ``place`` is that of its last digit."""
    of = unit_of(unit)
    text = amount(value, unit, place)
    if of.kind == "rank":
        return text
    note = f" ({of.note})" if of.note else ""
    return f"{text}{of.follows(text)}{note}"


def amount(value: float, unit: str, place: int | None = None) -> str:
    """A figure without what follows it: $29.2tn, 42.6, third, 12."""
    of = unit_of(unit)
    if of.kind == "rank":
        return ordinal(value)
    if place is not None:
        place += round(math.log10(of.factor))
    form = scaled if of.kind in ("money", "amount") else number
    text = form(abs(value) * of.factor, place)
    # Nothing is neither above nor below itself.
    return f"{MINUS if value < 0 and text != '0' else ''}{of.before}{text}"


def axis_unit(unit: str, suffix: str) -> str:
    """A unit for an axis whose values were divided by a thousand million or so: €bn a day, thousand barrels a day."""
    of = unit_of(unit)
    if of.kind == "rank":
        return "place"
    if of.kind == "index":
        return of.note
    if of.kind == "money":
        return f"{of.before}{suffix}{of.after}{f' ({of.note})' if of.note else ''}"
    named = of.after.strip() if of.factor == 1 else unit
    return f"{suffix} {named}".strip()


def change(value: float, unit: str, place: int | None = None) -> str:
    """The size of a difference between two figures in ``unit``: percentages differ by points, ratios by numbers."""
    if unit == "times":
        return number(abs(value), place)
    return quantity(abs(value), difference_unit(unit), place)


def signed_change(value: float, unit: str, place: int | None = None) -> str:
    """A difference between two figures in ``unit`` with its sign before it: +5.2 points."""
    return f"{sign_of(value, place)}{change(value, unit, place)}"


def sign_of(value: float, place: int | None = None) -> str:
    """The sign before a change; none where nothing is left of it to a power of ten."""
    value = value if place is None else rounded(value, place)
    return "+" if value > 0 else MINUS if value < 0 else ""


def difference_unit(unit: str) -> str:
    if unit.startswith("%"):
        return "percentage points"
    if unit == "rank":
        return "places"
    return "index points" if unit.endswith("= 100") else unit


def plain_unit(unit: str) -> str:
    """A unit without what need not be said each time: the year of prices, the base of an index."""
    return "index points" if unit.endswith("= 100") else _PRICES.sub("", unit)


def shared_unit(units: Iterable[str]) -> str:
    """One unit for several series side by side, which may differ in their base, their year of prices, or what they are per cents of."""
    first, *others = dict.fromkeys(units)
    if not others and not first.endswith("= 100"):
        return first
    plain = plain_unit(first)
    return "%" if plain.startswith("%") else plain


def period(date: np.datetime64, frequency: str, smoothing: int = 1) -> str:
    """The period a date ends: 2024, Q4 2024, December 2024, 3 December 2024; 2020-24 or '12 months to December 2024' if smoothed."""
    ends = date.astype("datetime64[D]").item()
    if frequency == "A":
        return _years(ends.year - smoothing + 1, ends.year)
    if frequency == "Q":
        name, plural = f"Q{(ends.month + 2) // 3} {ends.year}", "quarters"
    elif frequency == "M":
        name, plural = f"{MONTHS[ends.month - 1]} {ends.year}", "months"
    else:
        name, plural = day(ends), "days"
    return name if smoothing == 1 else f"{smoothing} {plural} to {name}"


def _years(first: int, last: int) -> str:
    if first == last:
        return str(last)
    return f"{first}\N{EN DASH}{last % 100:02d}" if first // 100 == last // 100 else f"{first}\N{EN DASH}{last}"


def span(dates: Dates, frequency: str, smoothing: int = 1) -> str:
    """Several neighbouring periods as one: 2021-23, Q1 2023 to Q4 2023, January to December 2024."""
    if frequency == "A":
        ends = dates[[0, -1]].astype("datetime64[D]").tolist()
        return _years(ends[0].year - smoothing + 1, ends[1].year)
    first, last = period(dates[0], frequency, smoothing), period(dates[-1], frequency, smoothing)
    if first == last:
        return first
    if smoothing > 1:
        # From the first day, or the first month, that any of them covers.
        unit, each = {"D": ("D", 1), "M": ("M", 1), "Q": ("M", 3)}[frequency]
        begins = (dates[0].astype(f"datetime64[{unit}]") - (smoothing - 1) * each).astype("datetime64[D]")
        first, last = period(begins, frequency), period(dates[-1], frequency)
    if first[-4:] != last[-4:] or frequency == "D":
        return f"{first} to {last}"
    if (first[:-5], last[:-5]) in (("January", "December"), ("Q1", "Q4")):
        return last[-4:]
    return f"{first[:-5]} to {last}"


def within(when: str) -> str:
    """A period or a span as it follows a verb: in 2024; in the 12 months to May 2025; from March to May 2025."""
    if re.match(r"\d+ (quarters|months|days) to ", when):
        return f"in the {when}"
    return f"from {when}" if " to " in when else f"on {when}" if re.match(r"\d{1,2} ", when) else f"in {when}"


def last_value(value: float, series: Series, request: Request, ends: int = 1) -> str:
    """The last value of a series with its period: '26% in 2025', '€2.1bn a month on average in the 12 months to February 2026'.

    A mean of amounts says that it is one; a share over several periods is that of their sums.
    """
    doubt = float((series.below[-ends:] + series.above[-ends:]).mean()) / 2
    text = quantity(value, series.unit, place_of(value, doubt, series.unit))
    if ends > 1:
        return f"{text} on average {within(span(series.dates[-ends:], series.frequency, series.smoothing))}"
    when = within(period(series.dates[-1], series.frequency, series.smoothing))
    return f"{text}{averaged(series, request)} {when}"


def averaged(series: Series, request: Request) -> str:
    """What follows a value that is a mean: ' a month on average', ' on average' of what is no amount; empty for others."""
    if not is_mean(series, request):
        return ""
    rate = " a " in series.unit or "point" in series.unit or unit_of(series.unit).kind not in ("money", "amount")
    return f"{'' if rate else EACH[series.frequency]} on average"


def is_mean(series: Series, request: Request) -> bool:
    """Whether its values are means over several periods: a share over several is that of their sums."""
    return series.smoothing > 1 and request.measure not in ("share", "ratio", "rank", "effective_number")


def day(date: dt.date) -> str:
    """A calendar day: 17 February 2025."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def count(n: int) -> str:
    """How many: in a word up to twelve."""
    return _COUNTS[n] if n < len(_COUNTS) else f"{n:,}"


def join(names: tuple[str, ...], last: str = " and ") -> str:
    """a; a and b; a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])}{last}{names[-1]}"


def capitalised(text: str) -> str:
    """Text as it begins a sentence or a title."""
    return text[:1].upper() + text[1:]


def shortened(texts: Sequence[str], most: int) -> list[str]:
    """Texts cut at a word to so many letters; those that would read alike keep their ends, which tell them apart."""
    cut = [shorten(text, most, placeholder=_CUT) for text in texts]
    return [short if cut.count(short) == 1 else _with_end(text, most) for text, short in zip(texts, cut, strict=True)]


def _with_end(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    end = text[-most // 2 :].partition(" ")[2]
    return f"{shorten(text, most - len(end), placeholder=_CUT)} {end}"


def several(n: int, one: str, many: str = "") -> str:
    """A number of things, one of them in the singular: 1 test, 3 tests."""
    return f"{n:,} {one if n == 1 else many or f'{one}s'}"


def label(request: Request, catalog: Catalog) -> str:
    """What a request measures, as a noun phrase that begins a sentence."""
    return capitalised(_label(request, catalog))


def _label(request: Request, catalog: Catalog) -> str:
    this = _figures(request.indicator, request.entity, request.counterpart, catalog)
    indicator, entity = catalog.indicator[request.indicator], catalog.name_of(request.entity, article=True)
    if request.measure == "effective_number":
        return f"number of equal powers among {entity}, by {indicator.name}"
    if request.measure == "growth":
        return f"yearly change of {this}"
    if request.measure in ("level", "index"):
        return this
    versus, group, counterpart = request.versus
    other = catalog.name_of(group, article=True)
    if request.measure == "rank":
        return f"rank of {entity} by {indicator.name} {'in' if group == 'WLD' else 'among'} {other}"
    same = versus == request.indicator
    if same and request.measure == "distance":
        return f"distance between {entity} and {other}: {indicator.name}"
    if (
        same
        and request.measure == "share"
        and "WLD" in (group, counterpart)
        and request.counterpart in ("", counterpart)
    ):
        return f"{this} as a share of the world total"
    if same and request.measure == "share" and group == request.entity and counterpart == "WLD":
        return f"{this} as a share of all"
    that = "those" if plural(indicator.name) else "that"
    that = (
        f"{that} {_sides(versus, group, counterpart, catalog)}".strip()
        if same
        else _figures(versus, group, counterpart, catalog)
    )
    joint = {"share": "as a share of", "ratio": "as a multiple of", "gap": "less", "distance": "and its distance to"}
    return f"{this} {joint[request.measure]} {that}"


def plural(name: str) -> bool:
    """Whether a name is of several things: goods exports, deaths in wars; not a gas price."""
    head = re.split(r",| (?:in|of|at|by|from|to|on|as|with)\b", name)[0]
    return head.endswith("s") and not head.endswith(("ss", "gas"))


def _figures(indicator: str, entity: str, counterpart: str, catalog: Catalog) -> str:
    # What a name adds after a comma or in brackets follows whom the figure is about: GDP of China, constant prices.
    name, added, rest = _ADDED.match(catalog.indicator[indicator].name).groups()  # type: ignore[union-attr]
    return f"{name} {_sides(indicator, entity, counterpart, catalog)}".strip() + added + rest


def _sides(indicator: str, entity: str, counterpart: str, catalog: Catalog) -> str:
    wording = catalog.indicator[indicator].wording
    if wording == "none":
        return ""
    return wording.format(
        entity=catalog.name_of(entity, article=True), counterpart=catalog.name_of(counterpart, article=True)
    )
