"""The figures of one finding in words: with their unit, without what its subject has said already, in the digits their doubt carries."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from verdicts.arrays import Flags
from verdicts.checks import Change, Step, falls_after, separate
from verdicts.evidence import Evidence
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.numbers import place_of, rounded
from verdicts.units import unit_of
from verdicts.words import EACH, change, difference_unit, is_mean, join, number, quantity

YEARLY = frozenset({"deaths", "TIV million", "tonnes", "thousand tonnes", "million tonnes", "billion m³", "terajoules"})
"""Units of what adds up over a year: the mean of several years is so much a year."""
FINER = 6
"""Digits beyond those of the doubt that a figure may take to show on which side of its line it lies."""
APART = 1 / 4
"""How far the difference of two rounded ends may be from the rounded difference, as a part of it."""


class Ends(NamedTuple):
    """What a change lies between and comes to, each rounded to its last digit that is told."""

    first: str
    last: str
    by: str
    """The size of the change; empty where nothing is left of it."""


@dataclass(frozen=True)
class Figures:
    """How the figures of a finding are told."""

    unit: str
    """As :func:`verdicts.words.quantity` takes it."""
    said: tuple[str, ...]
    """What the subject has said already, such as ' of GDP' or ' deaths'."""
    note: str
    """What stands once, at the end: ' (2024 prices)'; empty for nothing."""
    relative: bool = False
    """Whether the figures are per cents of the first one: then so is a change."""

    def of(self, value: float, place: int | None = None, again: bool = False) -> str:
        """A figure; ``again`` where another one with its unit stands before it."""
        text = self._without(quantity(value, self.unit, place).removesuffix(self.note))
        after = self._without(unit_of(self.unit).after.removeprefix("%"))
        return text.removesuffix(after) if again and after else text

    def _without(self, text: str) -> str:
        """A text without what the subject has said."""
        for words in self.said:
            text = text.replace(words, "")
        return text

    def by(self, value: float, place: int | None = None) -> str:
        """The size of a difference."""
        if self.relative:
            return f"{number(abs(value), place)}%"
        return self._without(
            change(value, self.unit, place).removesuffix(self.note).replace("index points", "points")
        ).removesuffix(" to 1")

    def line(self, limit: float) -> str:
        """Our line, as a level is held against it: our 20% line; our line of 1,000."""
        if not limit:
            return "zero"
        before = unit_of(self.unit).kind in ("percent", "money")
        return f"our {self.limit(limit)} line" if before else f"our line of {self.limit(limit)}"

    def limit(self, limit: float) -> str:
        """The same alone: 20%; 1,000; zero."""
        of = unit_of(self.unit)
        if not limit:
            return "zero"
        text = quantity(limit, self.unit).removesuffix(self.note)
        if of.kind in ("percent", "money"):
            return text.removesuffix(of.after.removeprefix("%"))
        return text.removesuffix(of.follows(text.split()[0])) if of.kind in ("times", "amount") else text

    def place(self, of: Interval) -> int:
        """The last digit that a level's doubt carries."""
        return place_of(of.estimate, of.half, self.unit)

    def beside(self, of: Interval, limit: float) -> int:
        """The last digit of a level that shows on which side of our line it lies."""
        place = self.place(of)
        for finer in range(place, place - FINER, -1):
            if rounded(of.estimate, finer) != limit or of.estimate == limit:
                return finer
        return place

    def ends(self, first: float, last: float, doubts: tuple[float, float], of: Interval, limit: float | None) -> Ends:
        """What a change lies between and comes to, in digits that agree with each other and with our line."""
        unit = difference_unit(self.unit)
        places = [place_of(value, doubt, self.unit) for value, doubt in zip((first, last), doubts, strict=True)]
        finest = place_of(of.estimate, of.half, unit)
        by = self._size_place(of, limit, max(finest, min(places)))

        def told() -> float:
            return rounded(last, places[1]) - rounded(first, places[0])

        def off() -> bool:
            return abs(abs(told()) - abs(rounded(of.estimate, by))) > 0.51 * 10.0 ** max(by, *places)

        if off() and by > finest:
            by -= 1
            by += off()
        if abs(told() - of.estimate) > APART * abs(of.estimate) + 1e-12:
            # Where both are nothing so is their difference, and it is not apart.
            most = max(place_of(value, 0, self.unit) for value in (first, last) if value)
            places = [max(min(place, by), min(most, by)) for place in places]
        none = not rounded(of.estimate, by)
        if not told() and not none:
            # Both ends look alike: either there is next to no change, or one digit more shows it.
            none = limit is None or abs(of.estimate) < limit / 2
            places = places if none else [_telling(first, last, place) for place in places]
        if none:
            return Ends(self.of(first, places[0]), self.of(last, places[1], again=True), "")
        about = "about " if off() else ""
        return Ends(
            self.of(first, places[0]), self.of(last, places[1], again=True), f"{about}{self.by(of.estimate, by)}"
        )

    def _size_place(self, of: Interval, limit: float | None, place: int) -> int:
        """The last digit of a change: as its doubt has it, finer where else it would seem to be on our line or nothing."""
        size = abs(of.estimate)
        if limit is None or size == limit:
            return place
        for finer in range(place, place - FINER, -1):
            told = rounded(size, finer)
            if told != limit and (told or size < limit / 2):
                return finer
        return place

    def doubt(self, of: Interval) -> str:
        """The doubt of measuring: give or take 2 points; anywhere from 20 to 40."""
        place = self.place(of)
        if of.even:
            return f"give or take {self.by(of.half, place_of(of.half, of.half, self.unit))}"
        return f"anywhere from {self.of(of.low, place)} to {self.of(of.high, place, again=True)}"


def _telling(first: float, last: float, place: int) -> int:
    """The first digit, from ``place`` on, in which two figures differ."""
    return next((p for p in range(place, place - FINER, -1) if rounded(first, p) != rounded(last, p)), place)


def figures_of(row: Evidence, series: Series, subject: str, mean: bool = False) -> Figures:
    """How the figures of a row are told after its subject; ``mean`` where they are means over several periods."""
    told, unit = subject.casefold(), series.unit
    if row.measure == "index":
        base = unit_of(unit).note.removesuffix(" = 100")
        return Figures(f"% of the {base} level", (), "")
    if row.unit.startswith(f"{unit} a "):
        unit = row.unit
    elif (is_mean(series, row.request) and _adds_up(unit)) or (mean and unit in YEARLY):
        unit += EACH[series.frequency]
    of = unit_of(unit)
    said = []
    note = of.note
    if of.kind == "times":
        said.append(" times")
    rest = of.after.removeprefix("%")
    if of.kind == "percent" and rest and ("share of" in told or rest.removeprefix(" of ").casefold() in told):
        said.append(rest)
    if of.kind == "amount":
        name, each, what = rest.partition(" a ")
        if each and (f" a {what}" in told or (what == "day" and "daily" in told)):
            said.append(f" a {what}")
        if name and _named(name.strip(), told):
            said += [name, f" {quantity(1, name.strip()).removeprefix('1 ')}"]
    if row.measure == "ratio" and of.kind == "times" and "multiple" not in told:
        return Figures("to 1", (), "")
    if "TIV" in unit:
        note = "TIV is SIPRI's measure of the volume of arms"
    return Figures(unit, tuple(said), f" ({note})" if note else "")


def change_told(row: Evidence, series: Series, found: Change, subject: str) -> tuple[Figures, Ends]:
    """How the two ends of a window are told after a row's subject, and how far they are apart."""
    told, n = figures_of(row, series, subject, mean=row.ends > 1), found.ends
    if row.measure == "index" and found.first == 100:
        told = replace(told, relative=True)
    doubts = (_doubt(series, slice(n)), _doubt(series, slice(len(series) - n, None)))
    return told, told.ends(found.first, found.last, doubts, found.interval, row.limit if row.weight else None)


def step_told(row: Evidence, series: Series, found: Step, subject: str) -> tuple[Figures, Ends]:
    """The same of the means before and after an event."""
    told, kept = figures_of(row, series, subject, mean=True), separate(series)
    later = falls_after(series.dates[kept], found.event, series.frequency)
    doubts = (_doubt(series, kept, ~later), _doubt(series, kept, later))
    return told, told.ends(found.before, found.after, doubts, found.interval, row.limit if row.weight else None)


def _doubt(series: Series, kept: Flags | slice, side: Flags | None = None) -> float:
    """Half the doubt of the mean of some periods."""
    width = (series.below + series.above)[kept]
    return float((width if side is None else width[side]).mean()) / 2


def _adds_up(unit: str) -> bool:
    """Whether a mean of several periods is so much a period: amounts, not shares, points and what is a rate already."""
    return not (" a " in unit or unit.startswith("%") or "point" in unit or unit.endswith("= 100"))


def _named(name: str, told: str) -> bool:
    """Whether a subject says what is counted: deaths, powers, members for countries; troops for people."""
    also = {"countries": "members", "people": "troops"}.get(name)
    return bool(re.search(rf"\b{re.escape(name.casefold())}\b", told)) or (also is not None and also in told)


def listed(names: tuple[str, ...], most: int, what: str) -> str:
    """All of a few names, else how many of ``what`` and some of them."""
    return join(names) if len(names) <= most else f"{len(names)} {what}, among them {join(names[:most])}"
