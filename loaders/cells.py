"""What may stand in a cell: strict types of days and numbers that all tables share, and characters that nobody sees.

pydantic takes more than a person means: ``1709251200`` for a day of 2024, ``1_0`` for ten, ``yes`` or ``t`` for true. A
cell that is taken for something else than what it shows turns a verdict without a word, so these types take the form
that a person writes and a spreadsheet shows, and nothing else.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

FIRST_YEAR, LAST_YEAR = 1500, 2100
"""The years a day may lie in: no figure is older, and what is later is a slip of the pen."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHER_DAY = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}( .*)?")
"""A day in another order, as spreadsheets show it."""
_YEAR = re.compile(r"[0-9]{4}")
_PERIOD = re.compile(r"([0-9]{4})-(?:Q([1-4])|([0-9]{2}))")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+([eE][+-]?[0-9]{1,3})?")
"""A number with a decimal comma, or with one between its thousands: which of them, nobody can tell."""
_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
LARGEST = 1e30
"""No figure is larger: what is worked out of it would be no number any more."""
_LONGEST = 60
_LINE_ENDS = re.compile(r"\r\n|[\n\t]")
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffe\uffff\U000e0100-\U000e01ef]"
)
"""Letters and marks that are drawn as nothing, and what is no character."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that are not drawn: controls, formats (directions, joiners, no width), separators of lines."""


def cut(value: object) -> str:
    """A value as text, the end of a long one left out."""
    try:
        text = str(value)
    except ValueError:  # An integer of thousands of digits.
        text = "a number too long to be shown"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def shown(value: object) -> str:
    """A cell as a fault quotes it: what is not drawn is written out, what is long is cut."""
    return _IGNORED.sub(lambda found: ascii(found[0])[1:-1], repr(cut(value)))


def unseen(text: str) -> str:
    """What a text holds that nobody sees, in words; empty if there is nothing of the kind. Line ends and tabs are no such thing."""
    if text.isprintable() and not _IGNORED.search(text):
        return ""
    for character in _LINE_ENDS.sub("", text):
        if unicodedata.category(character) in _UNSEEN or _IGNORED.match(character):
            return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"
    return ""


def day(value: object) -> dt.date:
    """A day written YYYY-MM-DD. Raises ValueError for anything else."""
    return _day(value, "")


def first_day(value: object) -> dt.date:
    """A day, or the first day of a year written YYYY. Raises ValueError for anything else."""
    return _day(value, "-01-01")


def last_day(value: object) -> dt.date:
    """A day, or the last day of a year written YYYY. Raises ValueError for anything else."""
    return _day(value, "-12-31")


def period_end(value: object) -> dt.date:
    """The last day of a period written YYYY, YYYY-Qn or YYYY-MM, or a day. Raises ValueError for anything else."""
    found = _PERIOD.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return last_day(value)
    year, quarter, month = found.groups()
    first = _day(f"{year}-{3 * int(quarter) if quarter else int(month):02}-01", "")
    return (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def number(value: object) -> float:
    """A finite number in plain digits, with a point and, as spreadsheets write large ones, an exponent. Raises ValueError."""
    found = math.nan
    if isinstance(value, str):
        text = value.strip()
        found = float(text) if _NUMBER.fullmatch(text) else math.nan
        if _COMMA.fullmatch(text):
            raise ValueError(
                f"{shown(value)} has a comma: if it parts the decimals, write a point: {text.replace(',', '.')}."
            )
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        found = float(value)
    if not math.isfinite(found):
        raise ValueError(f"{shown(value)} is not a finite number in plain digits, such as 2.5.")
    if abs(found) > LARGEST:
        raise ValueError(f"{shown(value)} is larger than any figure: write one up to {LARGEST:g}.")
    return found


def _day(value: object, rest: str) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        found = value
    else:
        text = value.strip() if isinstance(value, str) else ""
        whole = text + rest if rest and _YEAR.fullmatch(text) else text
        if not _DAY.fullmatch(whole):
            form = "a year or a day: write 2014 or 2014-02-27" if rest else "a day: write it as 2014-02-27"
            if _OTHER_DAY.fullmatch(text):
                form += ", year, month and day; spreadsheets change it unless the column is formatted as text"
            raise ValueError(f"{shown(value)} is not {form}.")
        try:
            found = dt.date.fromisoformat(whole)
        except ValueError:
            raise ValueError(f"{shown(value)} is no day of the calendar.") from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"{shown(value)} lies outside the years {FIRST_YEAR} to {LAST_YEAR}.")
    return found


def _whole(value: object) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"{shown(value)} is not a whole number in plain digits, such as 12.")


def _exact(value: object) -> Decimal:
    if isinstance(value, Decimal) and value.is_finite():
        return value
    number(value)
    return Decimal(str(value).strip())


Day = Annotated[dt.date, BeforeValidator(day)]
_YEAR_OR_DAY = WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$"})
FirstDay = Annotated[dt.date, BeforeValidator(first_day), _YEAR_OR_DAY]
"""A day, or a year that stands for its first."""
LastDay = Annotated[dt.date, BeforeValidator(last_day), _YEAR_OR_DAY]
"""A day, or a year that stands for its last."""
_A_PERIOD = WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$"})
PeriodEnd = Annotated[dt.date, BeforeValidator(period_end), _A_PERIOD]
"""The last day of a period: a day, or the year, quarter or month that ends with it."""
Number = Annotated[float, BeforeValidator(number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Exact = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
"""A number to the very digits that are written."""
