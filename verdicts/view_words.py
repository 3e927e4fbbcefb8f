"""A view in words: what it measures, what it shows in a sentence, and what it has no figures of."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from loaders.catalog import Catalog
from verdicts.case import Case
from verdicts.clock import Knowledge
from verdicts.measures import Request, Series
from verdicts.numbers import place_of
from verdicts.panels import WORLD
from verdicts.sources_in_use import LIVE_ONLY, live_only
from verdicts.units import unit_of
from verdicts.view import Seen, View
from verdicts.words import amount, averaged, capitalised, join, period, plural, within

_OF_ENTITY = re.compile(r"\s*\b\w+ {entity}|{entity}")
_ADDED = re.compile(r"(.+?)(, | \(|$)(.*)")
_LITTLE = frozenset("a an and as at by for from in of on the to".split())
ALIKE = 0.45
"""How many words of two names are the same, at least, where the one may do for the other."""
MOST_NEAREST = 3
HEAD = "population"
"""The indicator that a figure per head is divided by."""


def what(view: View, case: Case) -> str:
    """What a view measures, whoever it is of: 'Military spending as a share of GDP', 'Population as a share of the world total'."""
    catalog = case.catalog
    figures = _figures(view.indicator, view.counterpart, case)
    versus = catalog.indicator.get(view.versus_indicator)
    other = catalog.name_of(view.versus_entity, article=True) if view.versus_entity else ""
    to = catalog.name_of(view.versus_counterpart, article=True) if view.versus_counterpart else ""
    match view.measure:
        case "growth":
            found = f"yearly change of {figures}"
        case "rank":
            found = f"rank by {figures} {'in' if view.versus_entity == WORLD else 'among'} {other}"
        case "effective_number":
            found = f"number of equal powers, by {figures}"
        case "ratio" if per_head(view):
            found = _inserted(figures, " per head")
        case "share" if view.versus_entity == WORLD and not versus and not to:
            found = _inserted(figures, " as a share of the world total")
        case "share" | "ratio" | "gap" | "distance" as measure:
            joint = {
                "share": "as a share of",
                "ratio": "as a multiple of",
                "gap": "less",
                "distance": "and its distance to",
            }
            those = "those" if plural(case.catalog.indicator[view.indicator].name) else "that"
            that = versus.name if versus else (those if not to else "all")
            of = f" of {other}" if other else ""
            toward = f" with {to}" if to and view.versus_counterpart != WORLD else ""
            found = f"{figures} {joint[measure]} {that}{of}{toward}"
        case _:
            found = figures
    return capitalised(found)


def per_head(view: View) -> bool:
    """Whether a view divides by the people of each of its entities."""
    return view.measure == "ratio" and (view.versus_indicator, view.versus_entity, view.versus_counterpart) == (
        HEAD,
        "",
        "",
    )


def _figures(indicator: str, counterpart: str, case: Case) -> str:
    """An indicator's name with the other side of its flows: 'deliveries of major arms to European NATO'."""
    row = case.catalog.indicator[indicator]
    if counterpart in ("", WORLD):
        return row.name
    other = case.catalog.name_of(counterpart, article=True)
    return f"{row.name} {_OF_ENTITY.sub('', row.wording).strip().format(counterpart=other)}".strip()


def _inserted(figures: str, text: str) -> str:
    """Figures with a text behind them, before what their name adds after a comma or in brackets."""
    name, added, rest = _ADDED.match(figures).groups()  # type: ignore[union-attr]
    return f"{name}{text}{added}{rest}"


def headline(view: View, shown: Sequence[Seen], catalog: Catalog) -> str:
    """What a view shows, in a sentence without its stop: who is highest and lowest, or how the one moved."""
    there = [one for one in shown if len(one.series)]
    if not there:
        return "No figures for this choice"
    if len(there) == 1:
        return _course(there[0], view.request(there[0].entity))
    dates = there[0].series.dates
    for one in there[1:]:
        dates = np.intersect1d(dates, one.series.dates)
    if not len(dates):
        return "There is no period of which all have figures"
    of = there[0].series
    when = within(period(dates[-1], of.frequency, of.smoothing))
    last = sorted(((*_at(one.series, dates[-1]), _subject(one, catalog)) for one in there), key=lambda found: found[0])
    (_, low, lowest), *_, (_, high, highest) = last
    mean = averaged(of, view.request(there[0].entity))
    low, high = f"{low}{mean}", f"{high}{mean}"
    if low == high:
        return f"{'Both' if len(last) == 2 else 'All'} stood at {low} {when}"
    if of.unit == "rank":
        return f"{capitalised(lowest)} stood {low} {when}, {highest} {high}"
    if len(last) == 2:
        return f"{capitalised(highest)} stood at {high} {when}, {lowest} at {low}"
    return f"{capitalised(highest)} was highest {when}, at {high}; {lowest} was lowest, at {low}"


def _subject(one: Seen, catalog: Catalog) -> str:
    """Its name as a sentence has it: the US, the world, Germany."""
    row, name = catalog.entity.get(one.entity.partition("@")[0]), one.name
    # The article is that of the long name, and of its initials: the US, but DR Congo.
    if not row or not row.article or not (name.casefold().startswith(row.name.casefold()) or name.isupper()):
        return name
    return f"the {name[:1].lower() if row.name[:1].islower() else name[:1]}{name[1:]}"


def _course(one: Seen, request: Request) -> str:
    """How one line moved."""
    of, mean = one.series, averaged(one.series, request)
    last, text = _at(of, of.dates[-1])
    when = within(period(of.dates[-1], of.frequency, of.smoothing))
    if len(of) == 1:
        return f"{one.name}: {text}{mean} {when}"
    first, before = _at(of, of.dates[0])
    then = within(period(of.dates[0], of.frequency, of.smoothing))
    if before == text:
        return f"{one.name}: {text}{mean} {when}, as {then}"
    if of.unit == "rank":
        return f"{one.name}: {text} {when}, {before} {then}"
    return f"{one.name}: {text}{mean} {when}, {'up' if last > first else 'down'} from {before} {then}"


def _at(series: Series, date: np.datetime64) -> tuple[float, str]:
    """A value of a series, and the same in words, with the digits that its doubt carries."""
    at = int(series.dates.searchsorted(date))
    value, doubt = float(series.values[at]), float(series.below[at] + series.above[at]) / 2
    return value, briefly(value, series.unit, place_of(value, doubt, series.unit))


def briefly(value: float, unit: str, place: int | None = None) -> str:
    """A figure with its unit where what is measured stands beside it: 7.5% of GDP is 7.5%, and prices need no year."""
    text = amount(value, unit, place)
    of = unit_of(unit)
    return f"{text}%" if of.kind == "percent" else text if of.kind in ("rank", "index") else f"{text}{of.follows(text)}"


def nothing(view: View, shown: Sequence[Seen], case: Case, known: Knowledge) -> tuple[str, ...]:
    """Whom a view has no figures of, why, and what is nearest: a sentence each."""
    return tuple(_why(view, one.entity, case, known) for one in shown if not len(one.series))


def _why(view: View, entity: str, case: Case, known: Knowledge) -> str:
    catalog, held = case.catalog, case.observations.sides_of(view.indicator)
    row, name = catalog.indicator[view.indicator], catalog.name_of(entity, article=True)
    if not held:
        gone = view.indicator in {one.id for one in live_only(catalog, case.observations)}
        return f"{capitalised(row.name)}: {LIVE_ONLY if gone else 'no figures are in hand'}."
    line = known.line(view.indicator, entity, view.counterpart)
    if len(line.dates):
        first, last = (period(line.dates[at], row.frequency) for at in (0, -1))
        return f"Figures for {name} go from {first} to {last}. There are none for what is chosen here."
    others = tuple(catalog.name_of(other, article=True) for one, other in held if one == entity and other)
    if others:
        other = (
            f"with {catalog.name_of(view.counterpart, article=True)}" if view.counterpart else "without another side"
        )
        return f"No figures for {name} {other}. There are some with {join(others[:MOST_NEAREST])}."
    if catalog.is_group(entity) and row.aggregation == "none":
        return f"{capitalised(name)}: {row.name} cannot be added up for a group."
    said = f"No figures of {row.name} for {name}."
    if also := _elsewhere(view.indicator, entity, case):
        return f"{said} Nearest: {catalog.indicator[also].name}."
    have = tuple(catalog.name_of(one, article=True) for one in dict.fromkeys(one for one, _ in held))
    return f"{said} There are some for {join(have[:MOST_NEAREST])}."


def _elsewhere(indicator: str, entity: str, case: Case) -> str:
    """The indicator named most alike that has figures of an entity; empty where none is like it."""
    names = {row.id: frozenset(row.name.split()) - _LITTLE for row in case.catalog.indicators.rows}
    having = [one for one in names if one != indicator and any(e == entity for e, _ in case.observations.sides_of(one))]
    mine = names[indicator]
    likeness = {one: len(mine & names[one]) / len(mine | names[one]) for one in having}
    best = max(likeness, key=likeness.__getitem__, default="")
    return best if best and likeness[best] > ALIKE else ""
