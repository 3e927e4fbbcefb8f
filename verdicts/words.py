"""Numbers, periods and series in a reader's words. English, one place for all of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

import numpy as np

from loaders.catalog import Catalog
from verdicts.arrays import Dates
from verdicts.measures import Request, Series

_MONEY = re.compile(r"^(?P<year>\d{4} )?(?P<currency>US\$|EUR|international \$)(?P<per> .+)?$")
_PRICES = re.compile(r"^\d{4} (?=US\$|EUR|international)")
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"))
_ONE = {"points": "point", "scale points": "scale point", "countries": "country", "powers": "power", "places": "place",
        "deaths": "death", "warheads": "warhead", "times": "time", "index points": "index point"}  # fmt: skip
_EACH = {"A": " a year", "Q": " a quarter", "M": " a month", "D": " a day"}
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def number(value: float) -> str:
    """Three significant digits or all digits before the point: 1,234; 42.6; 0.123. A minus is a minus sign."""
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = f"{value:,.{digits}f}"
    if digits:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        text = "0"
    return text.replace("-", "\N{MINUS SIGN}")


def scaled(value: float) -> str:
    """A large number shortened: 29.2 tn, 145 mn; a small one as it is."""
    scale, suffix = scale_of(abs(value))
    return f"{number(value / scale)} {suffix}".rstrip()


def scale_of(largest: float) -> tuple[float, str]:
    """What numbers up to ``largest`` are divided by to be short, and its name: 1 and none where they are short as they are."""
    rounded = float(f"{largest:.3g}")
    return next(((scale, suffix) for scale, suffix in _SCALES if rounded >= scale), (1.0, ""))


def quantity(value: float, unit: str) -> str:
    """A figure with its unit: US$ 29.2 tn, 42.6 %, 1.94 times, no. 3, 12.1 points."""
    money = _MONEY.match(unit)
    if money:
        prices = f" ({money['year'].strip()} prices)" if money["year"] else ""
        sign = "\N{MINUS SIGN}" if value < 0 else ""
        return f"{sign}{money['currency']} {scaled(abs(value))}{money['per'] or ''}{prices}"
    if unit.startswith("%"):
        return f"{number(value)} %{unit[1:]}"
    if unit == "percentage points":
        return _counted(number(value), "points")
    if unit == "rank":
        return f"no. {value:.0f}"
    if unit.endswith("= 100"):
        return f"{number(value)} ({unit})"
    return _counted(scaled(value), unit)


def _counted(amount: str, unit: str) -> str:
    """An amount with its unit, in the singular where it is one."""
    return f"1 {_ONE[unit]}" if amount == "1" and unit in _ONE else f"{amount} {unit}"


def axis_unit(unit: str, suffix: str) -> str:
    """A unit for an axis whose values were divided by a thousand million or so: EUR bn a day, thousand barrels."""
    if unit == "rank":
        return "place"
    if not suffix:
        return unit
    money = _MONEY.match(unit)
    if not money:
        return f"{suffix} {unit}"
    prices = f" ({money['year'].strip()} prices)" if money["year"] else ""
    return f"{money['currency']} {suffix}{money['per'] or ''}{prices}"


def change(value: float, unit: str) -> str:
    """The size of a difference between two figures in ``unit``: percentages differ by points, ratios by numbers."""
    return number(abs(value)) if unit == "times" else quantity(abs(value), difference_unit(unit))


def signed_change(value: float, unit: str) -> str:
    """A difference between two figures in ``unit`` with its sign before it: +5.2 points."""
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{change(value, unit)}"


def interval(low: float, high: float, unit: str) -> str:
    """A difference between its bounds, each with its sign, the unit once: −5.2 to +1.4 points."""
    if unit == "times":
        return f"{_signed(low, number)} to {_signed(high, number)}"
    difference = difference_unit(unit)
    money = _MONEY.match(difference)
    if money:
        return f"{money['currency']} {_signed(low, scaled)} to {_signed(high, scaled)}{money['per'] or ''}"
    name = "points" if difference == "percentage points" else difference
    return f"{_signed(low, scaled)} to {_signed(high, scaled)} {name}"


def _signed(value: float, form: Callable[[float], str]) -> str:
    return ("+" if value > 0 else "") + form(value)


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
    """The period a date ends: 2024, Q4 2024, Dec 2024, 3 Dec 2024; 2020-24 or '12 months to Dec 2024' if smoothed."""
    day = date.astype("datetime64[D]").item()
    if frequency == "A":
        first, last = day.year - smoothing + 1, str(day.year)
        same_century = first // 100 == day.year // 100
        return last if smoothing == 1 else f"{first}\N{EN DASH}{last[2:] if same_century else last}"
    if frequency == "Q":
        name, plural = f"Q{(day.month + 2) // 3} {day.year}", "quarters"
    elif frequency == "M":
        name, plural = f"{_MONTHS[day.month - 1]} {day.year}", "months"
    else:
        name, plural = f"{day.day} {_MONTHS[day.month - 1]} {day.year}", "days"
    return name if smoothing == 1 else f"{smoothing} {plural} to {name}"


def span(dates: Dates, frequency: str, smoothing: int = 1) -> str:
    """Several neighbouring periods as one: 2021-23, Q1 to Q4 2023, Jan to Dec 2024."""
    first, last = period(dates[0], frequency, smoothing), period(dates[-1], frequency, smoothing)
    if first == last:
        return first
    if frequency == "A" and smoothing == 1:
        return f"{first}\N{EN DASH}{last[2:] if first[:2] == last[:2] else last}"
    return f"{first} to {last}"


def last_value(value: float, series: Series, request: Request, ends: int = 1) -> str:
    """The last value of a series with its period: '26 % in 2025', 'EUR 2.1 bn a month on average in the 12 months to Feb 2026'.

    A mean of amounts says that it is one; a share over several periods is that of their sums.
    """
    text = quantity(value, series.unit)
    if ends > 1:
        return f"{text} on average in {span(series.dates[-ends:], series.frequency, series.smoothing)}"
    when = period(series.dates[-1], series.frequency, series.smoothing)
    if series.smoothing == 1 or request.measure in ("share", "ratio", "rank", "effective_number"):
        return f"{text} in {when}"
    each = (
        "" if " a " in series.unit or series.unit.startswith("%") or "point" in series.unit else _EACH[series.frequency]
    )
    return f"{text}{each} on average in {'the ' if ' to ' in when else ''}{when}"


def day(date: dt.date) -> str:
    """A calendar day: 17 February 2025."""
    return f"{date.day} {date:%B %Y}"


def count(n: int) -> str:
    """How many: in a word up to twelve."""
    return _COUNTS[n] if n < len(_COUNTS) else f"{n:,}"


def join(names: tuple[str, ...]) -> str:
    """a; a and b; a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def capitalised(text: str) -> str:
    """Text as it begins a sentence or a title."""
    return text[:1].upper() + text[1:]


def label(request: Request, catalog: Catalog) -> str:
    """What a request measures, as a noun phrase that begins a sentence."""
    return capitalised(_label(request, catalog))


def _label(request: Request, catalog: Catalog) -> str:
    this = _figures(request.indicator, request.entity, request.counterpart, catalog)
    indicator = catalog.indicator[request.indicator]
    if request.measure == "effective_number":
        return f"effective number of powers by {indicator.name}, {catalog.name_of(request.entity, article=True)}"
    if request.measure == "growth":
        return f"yearly change of {this}"
    if request.measure in ("level", "index"):
        return this
    other = request.versus
    if request.measure == "rank":
        where = f"{'in' if other[1] == 'WLD' else 'among'} {catalog.name_of(other[1], article=True)}"
        return f"rank of {catalog.name_of(request.entity, article=True)} by {indicator.name} {where}"
    same = other[0] == request.indicator
    if same and request.measure == "distance":
        between = f"{catalog.name_of(request.entity, article=True)} and {catalog.name_of(other[1], article=True)}"
        return f"distance between {between}: {indicator.name}"
    that = f"that {_sides(*other, catalog)}".strip() if same else _figures(*other, catalog)
    joint = {"share": "as a share of", "ratio": "divided by", "gap": "minus", "distance": "and its distance to"}
    return f"{this} {joint[request.measure]} {that}"


def _figures(indicator: str, entity: str, counterpart: str, catalog: Catalog) -> str:
    return f"{catalog.indicator[indicator].name} {_sides(indicator, entity, counterpart, catalog)}".strip()


def _sides(indicator: str, entity: str, counterpart: str, catalog: Catalog) -> str:
    wording = catalog.indicator[indicator].wording
    if wording == "none":
        return ""
    return wording.format(
        entity=catalog.name_of(entity, article=True), counterpart=catalog.name_of(counterpart, article=True)
    )
