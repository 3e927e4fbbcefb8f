"""Units as the tables write them, taken apart for a reader's words: 'EUR a day' is money, 'thousand tonnes' a thousand of something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

_MONEY = re.compile(r"^(?P<year>\d{4} )?(?P<currency>US\$|EUR|international \$)(?P<per> .+)?$")
_SIGNS = {"US$": "$", "EUR": "\N{EURO SIGN}", "international $": "$"}
_FACTORS = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_FACTOR = re.compile(r"^(?P<factor>thousand|million|billion) (?P<thing>.+)$")
_MONTH = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})\b")
MONTHS = tuple("January February March April May June July August September October November December".split())
_NAMES = {"persons": "people", "roubles a US$": "roubles to the dollar",
          "yuan a US$": "yuan to the dollar", "units a US$": "to the dollar"}  # fmt: skip
_AFTER = {" per persons": " a head", " a euro": " to the euro", " of world": " of the world total", " agreement": ""}
_ONE = {"points": "point", "scale points": "scale point", "countries": "country", "powers": "power", "places": "place",
        "deaths": "death", "warheads": "warhead", "times": "time", "index points": "index point", "people": "person",
        "tonnes": "tonne"}  # fmt: skip
COUNTS = frozenset({"countries", "persons", "deaths", "warheads"})
"""Units of things that are counted: there is no half of one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, in the parts that stand around a number."""

    kind: Literal["money", "percent", "points", "rank", "index", "times", "amount"]
    before: str = ""
    """The sign of a currency."""
    after: str = ""
    """What follows the number, with the blank before it if there is one."""
    note: str = ""
    """What figures in it are valued at: '2024 prices'."""
    factor: float = 1.0
    """What one of it stands for: a thousand barrels a day are a thousand."""

    def follows(self, amount: str) -> str:
        """What follows an amount: in the singular where it is one."""
        return (
            f" {_ONE[self.after[1:]]}"
            if amount.lstrip("\N{MINUS SIGN}") == "1" and self.after[1:] in _ONE
            else self.after
        )


@cache
def unit_of(text: str) -> Unit:
    """A unit as tables write it, taken apart."""
    if money := _MONEY.match(text):
        year, currency, per = money["year"], money["currency"], money["per"] or ""
        notes = ("PPP" if currency.startswith("international") else "", f"{year.strip()} prices" if year else "")
        return Unit("money", _SIGNS[currency], _AFTER.get(per, per), ", ".join(filter(None, notes)))
    if text.startswith("%"):
        return Unit("percent", "", f"%{_AFTER.get(text[1:], text[1:])}")
    if text == "percentage points":
        return Unit("points", "", " points")
    if text in ("rank", "times"):
        return Unit("rank" if text == "rank" else "times", "", "" if text == "rank" else " times")
    if text.endswith("= 100"):
        return Unit("index", "", "", base_words(text))
    factor, thing = 1.0, text
    if text.startswith("TIV million"):
        factor, thing = 1e6, text.replace("TIV million", "TIV")
    elif many := _FACTOR.match(text):
        factor, thing = _FACTORS[many["factor"]], many["thing"]
    name = _NAMES.get(thing, thing)
    return Unit("amount", "", f" {name}" if name else "", "", factor)


def base_words(unit: str) -> str:
    """The unit of an index with its base in words: 'January 2022 = 100' for '2022-01 = 100'."""
    return _MONTH.sub(lambda found: f"{MONTHS[int(found['month']) - 1]} {found['year']}", unit)
