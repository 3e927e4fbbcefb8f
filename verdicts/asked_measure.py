"""The measure that a question asks for, of an indicator whose sides are filled in."""

from __future__ import annotations

from typing import NamedTuple

from verdicts.panels import WORLD
from verdicts.question import Mention, Question
from verdicts.sides import Request
from verdicts.slots import Held, Placed

POPULATION, OUTPUT = "population", "gdp_nominal"
LARGEST = 5
"""How many are shown where the largest are asked for."""
COMPARED = frozenset({"ratio", "gap", "distance"})
FIELD = 100
"""Entities with figures from which an indicator counts as one of the whole world."""


class Measured(NamedTuple):
    """A measure with what it compares with, and what cannot be had."""

    entities: tuple[str, ...]
    measure: str = "level"
    indicator: str = ""
    entity: str = ""
    counterpart: str = ""
    cannot: str = ""
    """Why it is not what was asked for, in a sentence; empty if it is."""


def measured(held: Held, indicator: str, placed: Placed, question: Question, wanted: str, gdp: bool) -> Measured:
    """The first measure that is asked for, where there are figures for it; else the figure as published.

    Parameters
    ----------
    wanted : str
        As ``catalog/question_words.csv`` calls it; empty for none.
    gdp : bool
        Whether a share is meant of output.
    """
    plain = Measured(placed.entities)
    if not wanted:
        return plain
    if wanted == "largest":
        return _largest(held, indicator, placed, question)
    for found in _ways(held, indicator, placed, question, wanted, gdp):
        if all(held.has(_request(indicator, entity, placed.counterpart, found)) for entity in found.entities):
            return found
    return plain._replace(cannot=_CANNOT[wanted])


_CANNOT = {
    "share": "There is nothing to take a share of here.",
    "per head": "It cannot be had per head here.",
    "rank": "Too few countries have figures here for a rank.",
    "growth": "It is in per cent already, so its growth would tell little.",
    "ratio": "There is nothing to compare with here.",
    "gap": "There is nothing to compare with here.",
    "distance": "There is nothing to compare with here.",
    "index": "It cannot be had as an index here.",
}


def _request(indicator: str, entity: str, counterpart: str, found: Measured) -> Request:
    return Request(indicator, entity, counterpart, found.measure, found.indicator, found.entity, found.counterpart)


def _ways(held: Held, indicator: str, placed: Placed, question: Question, wanted: str, gdp: bool) -> list[Measured]:
    """How a measure may be had, the likeliest first."""
    row, entities = held.catalog.indicator[indicator], placed.entities
    amount = not row.unit.startswith("%") and row.aggregation == "sum"
    if wanted == "per head":
        return [Measured(entities, "ratio", POPULATION)] if amount and row.frequency == "A" else []
    if wanted == "growth":
        return [] if row.unit.startswith("%") else [Measured(entities, "growth")]
    if wanted == "index":
        return [Measured(entities, "index")]
    if wanted == "rank":
        return [Measured(entities, "rank", entity=group) for group in _fields(held, indicator, placed)]
    if wanted in COMPARED:
        return _compared(held, indicator, placed, question, wanted)
    if not amount:
        return [Measured(entities)] if row.unit.startswith("%") and not gdp else []
    of_output = [Measured(entities, "share", OUTPUT)] if gdp and _comparable(held, indicator) else []
    return [*of_output, *_wholes(placed, question)]


def _comparable(held: Held, indicator: str) -> bool:
    """Whether it is money of the same kind as output, year by year."""
    row, output = held.catalog.indicator[indicator], held.catalog.indicator.get(OUTPUT)
    return output is not None and (row.unit, row.frequency) == (output.unit, output.frequency)


def _wholes(placed: Placed, question: Question) -> list[Measured]:
    """The wholes that a share may be of: on the side of whom is named before the word, all."""
    of_all = Measured(placed.entities, "share", entity=WORLD)
    to_all = Measured(placed.entities, "share", counterpart=WORLD)
    ways = [of_all] if WORLD not in placed.entities else []
    return [*ways, to_all] if placed.counterpart not in ("", WORLD) else ways


def _fields(held: Held, indicator: str, placed: Placed) -> list[str]:
    """The groups among whose members a place says something: all have figures."""
    there = held.of(indicator)
    if len(there) >= FIELD:
        return [WORLD]
    groups = [
        (len(members), group)
        for group, members in held.members.items()
        if set(placed.entities) <= set(members)
        and sum(placed.counterpart in there.get(member, ()) for member in members) >= 0.9 * len(members)
    ]
    return [group for _, group in sorted(groups, reverse=True)]


def _largest(held: Held, indicator: str, placed: Placed, question: Question) -> Measured:
    """Who has most, by the newest values; of whom is named, the place among the others."""
    if question.mentions and not all(WORLD in codes for m in question.mentions for codes in m.names):
        ranks = [Measured(placed.entities, "rank", entity=group) for group in _fields(held, indicator, placed)]
        able = [r for r in ranks if all(held.has(_request(indicator, e, placed.counterpart, r)) for e in r.entities)]
        return able[0] if able else Measured(placed.entities)
    kinds = held.catalog.entity
    alone = [
        entity
        for entity, counterparts in held.of(indicator).items()
        if placed.counterpart in counterparts and kinds[entity.partition("@")[0]].kind not in ("group", "institution")
    ]
    if len(alone) < 2:
        return Measured(placed.entities)
    first = sorted(alone, key=lambda entity: (-held.newest(indicator, entity, placed.counterpart), entity))
    return Measured(tuple(first[:LARGEST]))


def _compared(held: Held, indicator: str, placed: Placed, question: Question, wanted: str) -> list[Measured]:
    """One beside another: who is named behind the word, or the second of two."""
    other = other_side(question)
    if other is not None:
        codes, entities = held.named(indicator, other.names[0]), placed.entities
    elif len(placed.entities) == 2:
        codes, entities = [placed.entities[1]], placed.entities[:1]
    else:
        return []
    return [Measured(entities, wanted, entity=code) for code in codes if code not in entities]


def other_side(question: Question) -> Mention | None:
    """Whom a question compares with."""
    return next((m for m in question.mentions if m.before in COMPARED and m is not question.mentions[0]), None)
