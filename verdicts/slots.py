"""Who is meant on which side of an indicator: of those that a question names, whom it has figures of, or else who comes nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.clock import Knowledge
from verdicts.measures import measure
from verdicts.mentions import Mention
from verdicts.panels import WORLD
from verdicts.sides import Request

YEAR = np.timedelta64(365, "D")
MOST_TRIED = 16
"""Of many counterparts that may be meant, how many are tried."""
MOST_KEPT = 500
"""Measurements that are kept. Each looks at up to a hundred lines, and what strangers may ask for has no end."""


class Placed(NamedTuple):
    """An indicator's two sides, filled in."""

    entities: tuple[str, ...]
    counterpart: str
    instead: tuple[tuple[str, str], ...] = ()
    """Who was named and is not there, by the code, with who stands for them: empty for nobody."""


class Held:
    """Whom there are figures of, on either side of each indicator."""

    def __init__(self, catalog: Catalog, observations: Observations, known: Knowledge):
        self.catalog, self._observations = catalog, observations
        self._lines: dict[str, dict[str, dict[str, None]]] = {}
        for indicator, entity, counterpart in observations.names():
            self._lines.setdefault(indicator, {}).setdefault(entity, {})[counterpart] = None
        self._measured: tuple[dict[Request, bool], Knowledge] = {}, known
        """What has been asked for so far, and the figures, which keep what was worked out of them."""
        groups = {member.group: catalog.members_of(member.group) for member in catalog.members.rows}
        self.members = {group: groups[group] for group in sorted(groups, key=lambda group: len(groups[group]))}
        """Of each group but the world, the smallest first."""
        self._counterparts = {
            indicator: tuple(dict.fromkeys(c for held in lines.values() for c in held if c))
            for indicator, lines in self._lines.items()
        }

    def of(self, indicator: str) -> dict[str, dict[str, None]]:
        """By entity, its counterparts."""
        return self._lines.get(indicator, {})

    def counterparts(self, indicator: str) -> tuple[str, ...]:
        """All counterparts of an indicator; none where it has but one side."""
        return self._counterparts.get(indicator, ())

    def has(self, request: Request) -> bool:
        """Whether there are figures of what is asked."""
        if request.measure == "level" and request.counterpart in self.of(request.indicator).get(request.entity, ()):
            return True
        measured, known = self._measured
        found = measured.get(request)
        if found is None:
            found = measured[request] = bool(len(measure(known, request)))
        if len(measured) >= MOST_KEPT:
            self._measured = {}, Knowledge(known.observations, known.catalog, known.as_of)
        return found

    def side(self, indicator: str, entity: str, counterpart: str) -> bool:
        """Whether there are figures of an entity with a counterpart, as published or from a group's members."""
        held = self.of(indicator)
        if counterpart in held.get(entity, ()):
            return True
        catalog, how = self.catalog, self.catalog.indicator[indicator].aggregation
        if how == "none" or not (catalog.is_group(entity) or catalog.is_group(counterpart)):
            return False
        return self.has(Request(indicator, entity, counterpart))

    def wider(self, entity: str) -> Iterator[str]:
        """The groups that a state belongs to, the smallest first, and the world."""
        row = self.catalog.entity.get(entity.partition("@")[0])
        if row is None or row.kind not in ("country", "group"):
            return
        for group, members in self.members.items():
            if entity in members:
                yield group
        if entity != WORLD:
            yield WORLD

    def lately(self, indicator: str, entity: str, counterpart: str) -> float:
        """What an entity comes to in the year up to the newest figure of anybody, which is how the largest are told."""
        lines = self._observations
        last = max(lines.line(indicator, *key).dates[-1] for key in self._keys(indicator))
        line = lines.line(indicator, entity, counterpart)
        return float(line.values[line.dates > last - YEAR].sum())

    def _keys(self, indicator: str) -> Iterator[tuple[str, str]]:
        return ((entity, other) for entity, others in self.of(indicator).items() for other in others)

    def named(self, indicator: str, codes: Iterable[str], counterparts: bool = False) -> list[str]:
        """Codes as the indicator has them: a group of which it has the members of some year is meant by that."""
        there = self.counterparts(indicator) if counterparts else tuple(self.of(indicator))
        found: dict[str, None] = {}
        for code in codes:
            found |= dict.fromkeys([code, *(other for other in there if other.partition("@")[0] == code)])
        return list(found)


class Place(NamedTuple):
    """Who is asked for on the two sides of an indicator, and whom it has where nobody is."""

    indicator: str
    entity: Mention | None
    counterpart: Mention | None
    default_entity: str = ""
    default_counterpart: str = ""


Instead = tuple[tuple[str, str], ...]


def place(held: Held, asked: Place) -> Placed | None:
    """The two sides filled in: with those named, else with those nearest to them. None if nothing is held."""
    best: Placed | None = None
    for counterpart, replaced in islice(_counterparts(held, asked), MOST_TRIED):
        names = asked.entity.names if asked.entity else ()
        found = _entities(held, asked.indicator, names, counterpart) if names else _anyone(held, asked, counterpart)
        if not found.entities:
            continue
        found = found._replace(instead=(*found.instead, *replaced))
        if best is None or len(found.instead) < len(best.instead):
            best = found
        if not found.instead:
            break
    return best


def _entities(held: Held, indicator: str, names: tuple[tuple[str, ...], ...], counterpart: str) -> Placed:
    """Those named, as far as there are figures of them; for the others who comes nearest."""
    entities: dict[str, None] = {}
    instead: list[tuple[str, str]] = []
    there = held.of(indicator)
    for codes in names:
        found = next((code for code in held.named(indicator, codes) if held.side(indicator, code, counterpart)), "")
        if not found:
            wider = held.named(indicator, held.wider(codes[0]))
            found = next((code for code in wider if counterpart in there.get(code, ())), "")
            instead.append((codes[0], found))
        entities |= {found: None} if found else {}
    return Placed(tuple(entities), counterpart, tuple(instead))


def _anyone(held: Held, asked: Place, counterpart: str) -> Placed:
    """Whom an indicator is shown of where nobody is named."""
    there = held.of(asked.indicator)
    found = (code for code in (asked.default_entity, WORLD, *there) if counterpart in there.get(code, ()))
    return Placed(tuple(islice(found, 1)), counterpart)


def _counterparts(held: Held, asked: Place) -> Iterator[tuple[str, Instead]]:
    """Who may stand on the other side, the nearest to what is asked first, each with whom they stand for."""
    there = held.counterparts(asked.indicator)
    if not there:
        yield "", ()
    elif asked.counterpart is None:
        yield from ((code, ()) for code in dict.fromkeys((asked.default_counterpart, WORLD, *there)) if code)
    else:
        codes = asked.counterpart.names[0]
        left = tuple((other[0], "") for other in asked.counterpart.names[1:])
        for code in held.named(asked.indicator, codes, counterparts=True):
            if code in there or held.catalog.is_group(code):
                yield code, left
        for code in held.named(asked.indicator, held.wider(codes[0]), counterparts=True):
            if code in there:
                yield code, ((codes[0], code), *left)
