"""Numbers in a reader's words: as many digits as their doubt carries, three at most, large ones shortened."""

from __future__ import annotations

import math

from verdicts.units import COUNTS

_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"))
_PLACES = ("", *"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
MINUS = "\N{MINUS SIGN}"
MOST_DIGITS = 3
"""Significant digits of a figure whose doubt would carry more."""


def place_of(value: float, doubt: float, unit: str = "") -> int:
    """The power of ten of the last digit that a figure's doubt carries: 43 for 42.63 with a doubt of 2.

    At most three digits count; what is counted one by one is whole.
    """
    if unit in COUNTS and not doubt:
        return 0
    size = abs(value)
    finest = math.floor(math.log10(size)) + 1 - MOST_DIGITS if size else 0
    place = max(finest, math.floor(math.log10(doubt) + 1e-9)) if doubt > 0 else finest
    return max(place, 0) if unit in COUNTS else place


def rounded(value: float, place: int) -> float:
    """A value to a power of ten, a half away from nothing as readers round it."""
    whole = math.floor(abs(value) * 10.0**-place + 0.5 + 1e-9)
    return math.copysign(round(whole * 10.0**place, max(0, -place)), value) + 0.0


def number(value: float, place: int | None = None) -> str:
    """A number to a power of ten, else three significant digits or all digits before the point: 1,234; 42.6; 0.123."""
    if place is None:
        size = abs(value)
        place = -(0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3)
    text = f"{rounded(value, place):,.{max(0, -place)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def scaled(value: float, place: int | None = None) -> str:
    """A large number shortened: 29.2tn, 145mn; a small one as it is."""
    if place is not None:
        value = rounded(value, place)
    scale, suffix = scale_of(abs(value))
    return number(value / scale, None if place is None else place - round(math.log10(scale))) + suffix


def scale_of(largest: float) -> tuple[float, str]:
    """What numbers up to ``largest`` are divided by to be short, and its name: 1 and none where they are short as they are."""
    rounded = float(f"{largest:.3g}")
    return next(((scale, suffix) for scale, suffix in _SCALES if rounded >= scale), (1.0, ""))


def ordinal(value: float) -> str:
    """A place in an order: third, 21st; place 2.7 for a mean of places."""
    n = round(value)
    if abs(value - n) > 0.05:
        return f"place {number(value, -1)}"
    if 0 < n < len(_PLACES):
        return _PLACES[n]
    return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"
