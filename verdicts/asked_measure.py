"""The measure that a question asks for, of an indicator whose sides are filled in."""

from __future__ import annotations

from typing import NamedTuple

from loaders.rows import Indicator
from loaders.word_rows import IndicatorWords
from verdicts.mentions import Mention
from verdicts.panels import WORLD
from verdicts.question import Question
from verdicts.sides import Request
from verdicts.slots import Held, Placed

POPULATION, OUTPUT = "population", "gdp_nominal"
LARGEST = 5
"""How many are shown where the largest are asked for."""
COMPARED = frozenset({"ratio", "gap", "distance"})
MOST_OF_THEM = 0.9
"""Part of a group's members who have to have figures, so that a place among them says something."""
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


class Asked(NamedTuple):
    """What is asked of an indicator whose sides are filled in."""

    row: IndicatorWords
    placed: Placed
    question: Question
    wanted: str
    """The measure, as ``catalog/question_words.csv`` calls it; empty for none."""
    of_output: bool
    """Whether a share is meant of output."""
    of_world: bool
    """Whether it is meant of the world, and the indicator is not that by its name."""
    named: bool
    """Whether the question says whom it is to be shown of."""


def measured(held: Held, asked: Asked) -> Measured:
    """The measure that is asked for, where there are figures for it; else the figure as published."""
    plain = Measured(asked.placed.entities)
    if not asked.wanted:
        return plain
    if asked.wanted == "largest":
        return _largest(held, asked)
    for found in _ways(held, asked):
        if _has(held, asked, found):
            return found
    return plain._replace(cannot=_CANNOT[asked.wanted])


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


def _has(held: Held, asked: Asked, found: Measured) -> bool:
    """Whether there are figures for all of it."""
    indicator, counterpart = asked.row.indicator, asked.placed.counterpart
    other = (found.indicator, found.entity, found.counterpart)
    return all(held.has(Request(indicator, entity, counterpart, found.measure, *other)) for entity in found.entities)


def _ways(held: Held, asked: Asked) -> list[Measured]:
    """How a measure may be had, the likeliest first."""
    row, entities, wanted = held.catalog.indicator[asked.row.indicator], asked.placed.entities, asked.wanted
    amount = not row.unit.startswith("%") and row.aggregation == "sum"
    if wanted == "per head":
        return [Measured(entities, "ratio", POPULATION)] if amount and _yearly_heads(held, row) else []
    if wanted == "growth":
        return [] if row.unit.startswith("%") else [Measured(entities, "growth")]
    if wanted == "index":
        return [Measured(entities, "index")]
    if wanted == "rank":
        return [Measured(entities, "rank", entity=group) for group in _fields(held, asked)]
    if wanted in COMPARED:
        return _compared(held, asked)
    if asked.of_output:
        return [Measured(entities, "share", OUTPUT)] if _comparable(held, row.id) else []
    if not amount:
        return [Measured(entities)] if row.unit.startswith("%") and not asked.of_world else []
    return _wholes(held, asked)


def _yearly_heads(held: Held, row: Indicator) -> bool:
    return row.frequency == "A" and POPULATION in held.catalog.indicator


def _comparable(held: Held, indicator: str) -> bool:
    """Whether it is money of the same kind as output, year by year."""
    row, output = held.catalog.indicator[indicator], held.catalog.indicator.get(OUTPUT)
    return output is not None and (row.unit, row.frequency) == (output.unit, output.frequency)


def _wholes(held: Held, asked: Asked) -> list[Measured]:
    """The wholes that a share may be of: of all who do the same, or of all that one does."""
    placed, default = asked.placed, asked.row.entity
    groups = [default] if set(placed.entities) <= set(held.members.get(default, ())) else []
    of_all = [Measured(placed.entities, "share", entity=group) for group in (*groups, WORLD)]
    ways = of_all if WORLD not in placed.entities else []
    to_all = Measured(placed.entities, "share", counterpart=WORLD)
    return [*ways, to_all] if placed.counterpart not in ("", WORLD) else ways


def _fields(held: Held, asked: Asked) -> list[str]:
    """The groups among whose members a place says something: nearly all have figures. The largest first."""
    there, placed = held.of(asked.row.indicator), asked.placed
    if len(there) >= FIELD:
        return [WORLD]
    groups = [
        (len(members), group)
        for group, members in held.members.items()
        if set(placed.entities) <= set(members)
        and sum(placed.counterpart in there.get(member, ()) for member in members) >= MOST_OF_THEM * len(members)
    ]
    return [group for _, group in sorted(groups, reverse=True)]


def _largest(held: Held, asked: Asked) -> Measured:
    """Who has most, by the newest figures; of whom is named, the place among the others."""
    placed = asked.placed
    if asked.named:
        ranks = (Measured(placed.entities, "rank", entity=group) for group in _fields(held, asked))
        return next((rank for rank in ranks if _has(held, asked, rank)), Measured(placed.entities))
    kinds = held.catalog.entity
    alone = [
        entity
        for entity, counterparts in held.of(asked.row.indicator).items()
        if placed.counterpart in counterparts and kinds[entity.partition("@")[0]].kind not in ("group", "institution")
    ]
    lately = {entity: held.lately(asked.row.indicator, entity, placed.counterpart) for entity in alone}
    first = sorted(alone, key=lambda entity: (-lately[entity], entity))[:LARGEST]
    return Measured(tuple(first) if len(first) > 1 else placed.entities)


def _compared(held: Held, asked: Asked) -> list[Measured]:
    """One beside another: who is named behind the word, or the second of two."""
    other, entities = other_side(asked.question), asked.placed.entities
    if other is not None:
        codes = held.named(asked.row.indicator, other.names[0])
    elif len(entities) == 2:
        codes, entities = [entities[1]], entities[:1]
    else:
        return []
    return [Measured(entities, asked.wanted, entity=code) for code in codes if code not in entities]


def other_side(question: Question) -> Mention | None:
    """Whom a question compares with."""
    return next((m for m in question.mentions if m.before in COMPARED and m is not question.mentions[0]), None)
