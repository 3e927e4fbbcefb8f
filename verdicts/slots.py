"""Who is meant on which side of an indicator: of those that a question names, whom it has figures of, or else who comes nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.clock import Knowledge
from verdicts.measures import measure
from verdicts.panels import WORLD
from verdicts.question import Mention
from verdicts.sides import Request

FEW = 8
"""Of many that may be meant, how many are tried."""


class Placed(NamedTuple):
    """An indicator's two sides, filled in."""

    entities: tuple[str, ...]
    counterpart: str
    instead: tuple[tuple[str, str], ...] = ()
    """Who was named and is not there, by the code, with who stands for them: empty for nobody."""


class Held:
    """Whom there are figures of, on either side of each indicator."""

    def __init__(self, catalog: Catalog, observations: Observations, known: Knowledge):
        self.catalog, self._known = catalog, known
        self._lines: dict[str, dict[str, dict[str, None]]] = {}
        for indicator, entity, counterpart in observations.names():
            self._lines.setdefault(indicator, {}).setdefault(entity, {})[counterpart] = None
        self._measured: dict[Request, bool] = {}
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
        if request not in self._measured:
            self._measured[request] = bool(len(measure(self._known, request)))
        return self._measured[request]

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
        """The groups that an entity belongs to, the smallest first, and the world."""
        for group, members in self.members.items():
            if entity in members:
                yield group
        if entity != WORLD:
            yield WORLD

    def newest(self, indicator: str, entity: str, counterpart: str) -> float:
        """The newest value, which is how the largest are told."""
        values = self._known.observations.line(indicator, entity, counterpart).values
        return float(values[-1]) if len(values) else float("-inf")

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


def place(held: Held, asked: Place) -> Placed | None:
    """The two sides filled in: with those named, else with those nearest to them. None if nothing is held."""
    counters = list(_counterparts(held, asked))[: 2 * FEW]
    names = asked.entity.names if asked.entity else ()
    if not names:
        return _anyone(held, asked, counters)
    best: tuple[int, Placed] | None = None
    for counterpart, replaced in counters:
        entities, instead = [], []
        for codes in names:
            exact = next(
                (c for c in held.named(asked.indicator, codes) if held.side(asked.indicator, c, counterpart)), ""
            )
            if exact:
                entities.append(exact)
                continue
            there = held.of(asked.indicator)
            near = next(
                (c for c in held.named(asked.indicator, held.wider(codes[0])) if counterpart in there.get(c, ())), ""
            )
            instead.append((codes[0], near))
            entities += [near] if near and near not in entities else []
        if not entities:
            continue
        cost = 2 * len(instead) + (2 if replaced else 0)
        if best is None or cost < best[0]:
            best = cost, Placed(tuple(dict.fromkeys(entities)), counterpart, (*instead, *replaced))
        if not cost:
            break
    return best[1] if best else None


def _counterparts(held: Held, asked: Place) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Who may stand on the other side, the nearest to what is asked first, each with whom they stand for."""
    there = held.counterparts(asked.indicator)
    if not there:
        yield "", ()
        return
    if asked.counterpart is None:
        for code in dict.fromkeys((asked.default_counterpart, WORLD, *there)):
            if code:
                yield code, ()
        return
    codes = asked.counterpart.names[0]
    left = tuple((other[0], "") for other in asked.counterpart.names[1:])
    for code in held.named(asked.indicator, codes, True):
        if code in there or held.catalog.is_group(code):
            yield code, left
    for code in held.named(asked.indicator, held.wider(codes[0]), True):
        if code in there:
            yield code, ((codes[0], code), *left)


def _anyone(held: Held, asked: Place, counters: list[tuple[str, tuple[tuple[str, str], ...]]]) -> Placed | None:
    """Whom an indicator is shown of where nobody is named."""
    there = held.of(asked.indicator)
    for (counterpart, replaced), entity in product(counters, dict.fromkeys((asked.default_entity, WORLD, *there))):
        if entity and counterpart in there.get(entity, ()):
            return Placed((entity,), counterpart, replaced)
    return None
