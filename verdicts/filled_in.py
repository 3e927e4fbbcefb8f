"""An indicator that meets a question, filled in: its sides, its measure and its years, and what it is instead where it is not quite what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from typing import NamedTuple

from loaders.word_rows import IndicatorWords
from verdicts.asked_measure import COMPARED, Asked, Measured, measured, other_side
from verdicts.mentions import OTHER, Mention
from verdicts.panels import WORLD
from verdicts.query_words import Words
from verdicts.question import Question
from verdicts.senses import Met
from verdicts.slots import Held, Place, Placed, place
from verdicts.words import capitalised

MOST_NAMED = 3
"""Of those that a question names, how many are put on sides."""
NAMED, ON_SIDE, BEFORE, SPLIT = 0.1, 0.2, 0.05, 0.1
"""What it counts that somebody named is shown, on the side that words of buying and selling say, behind a fitting word, and
that of two joined by "and" each is on a side of their own."""
NOBODY, LEFT, NEARBY, ALL, CANNOT = 0.05, 0.3, 0.12, 0.35, 0.25
"""What is taken off: nobody named on the other side, somebody named left out, a group or the world shown for one of its
members, the measure not to be had."""


@dataclass(frozen=True)
class Proposal:
    """A request that is proposed, filled in. All of it has figures."""

    indicator: str
    entities: tuple[str, ...]
    counterpart: str
    measure: str
    versus_indicator: str
    versus_entity: str
    versus_counterpart: str
    first: int | None
    """Years; None where the question names none."""
    last: int | None
    event: str
    why: str
    """Why it is proposed and, where it is not just what was asked, what it is instead: sentences."""
    exact: bool = True
    """Whether it is what was asked for, not the nearest to it."""


class Sides(NamedTuple):
    """Who of those named is put on which side of an indicator."""

    entity: Mention | None = None
    counterpart: Mention | None = None
    split: Mention | None = None
    """Two joined, of whom each is put on one side."""

    @property
    def used(self) -> tuple[Mention, ...]:
        return tuple(m for m in (self.entity, self.counterpart, self.split) if m)


class Ground(NamedTuple):
    """What proposals are made on."""

    held: Held
    year: int
    """That of the newest figures."""
    output: frozenset[Words] = frozenset()
    """What output is called: a share may be of it."""


def filled_in(ground: Ground, met: Met, question: Question) -> tuple[float, Proposal] | None:
    """An indicator filled in as it fits best, and how well that is; None if it has no figures at all."""
    options = [_tried(ground, met, question, sides) for sides in _ways(ground.held, met.sense.row, question)]
    able = [option for option in options if option]
    return max(able, key=lambda option: option[0]) if able else None


def _tried(ground: Ground, met: Met, question: Question, sides: Sides) -> tuple[float, Proposal] | None:
    row, held = met.sense.row, ground.held
    placed = place(held, Place(row.indicator, sides.entity, sides.counterpart, row.entity, row.counterpart))
    if placed is None:
        return None
    left = [m for m in _to_place(question) if m not in sides.used and not m.words <= met.name]
    how = measured(held, _asked(ground, met, question, placed, sides))
    score = met.score + _fit(row, sides)
    score -= (
        NOBODY * bool(placed.counterpart and not sides.counterpart)
        + LEFT * sum(len(m.names) for m in left)
        + CANNOT * bool(how.cannot)
    )
    score -= sum(ALL if shown in ("", WORLD) else NEARBY for _, shown in placed.instead)
    return score, _made(ground, row.indicator, placed, how, question, left, sides)


def _asked(ground: Ground, met: Met, question: Question, placed: Placed, sides: Sides) -> Asked:
    """The measure that is left to ask for: what the indicator's name says itself is not asked of it."""
    whole = any(not any(m.words <= name for name in met.sense.names) for m in question.wholes)
    absorbed = {word for word in question.measures if f"@{word}" in met.name and word not in COMPARED}
    absorbed -= {"share"} if whole else set()
    wanted = next((word for word in question.measures if word not in absorbed), "")
    told = met.sense.all
    left = [s.meanings for s in question.subjects if not any(words <= told for words in s.meanings)]
    output = any(words in ground.output for meanings in left for words in meanings)
    return Asked(met.sense.row, placed, question, wanted, output, whole, bool(sides.entity))


def _to_place(question: Question) -> list[Mention]:
    """Those named who are not only what others are compared with, or the world that a share is of."""
    compared = other_side(question)
    return [m for m in question.mentions if m is not compared and m not in question.wholes]


def _ways(held: Held, row: IndicatorWords, question: Question) -> Iterator[Sides]:
    """The ways in which those named may stand on the two sides of an indicator; none against the direction asked."""
    named = _to_place(question)[:MOST_NAMED]
    two_sided = bool(held.counterparts(row.indicator))
    if not two_sided:
        ways = [Sides(mention) for mention in (*named, None)]
    else:
        ways = [Sides(*pair) for pair in dict.fromkeys(permutations([*named, None, None], 2))]
        if not COMPARED & set(question.measures):
            ways += [sides for mention in named for sides in _split(held, row, mention)]
    yield from (sides for sides in ways if not _contrary(row, sides))


def _split(held: Held, row: IndicatorWords, mention: Mention) -> list[Sides]:
    """Two joined by "and", one on each side: between them, or with one another."""
    mutual = " with {counterpart}" in held.catalog.indicator[row.indicator].wording
    if len(mention.names) != 2 or not (mutual or mention.before == "between"):
        return []
    one, other = (
        replace(mention, names=(name,), typed=(typed,))
        for name, typed in zip(mention.names, mention.typed, strict=True)
    )
    return [Sides(one, other, mention), Sides(other, one, mention)]


def _contrary(row: IndicatorWords, sides: Sides) -> bool:
    if not row.entity_is:
        return False
    entity, counterpart = sides.entity, sides.counterpart
    wrong = bool(entity and entity.side == OTHER[row.entity_is])
    return wrong or bool(counterpart and counterpart.side == row.entity_is)


def _fit(row: IndicatorWords, sides: Sides) -> float:
    """How well those named stand where they are put."""
    entity, counterpart = sides.entity, sides.counterpart
    fit = NAMED * bool(entity) + SPLIT * bool(sides.split)
    if row.entity_is:
        fit += ON_SIDE * bool(entity and entity.side == row.entity_is)
        fit += ON_SIDE * bool(counterpart and counterpart.side == OTHER[row.entity_is])
    return fit + BEFORE * bool(counterpart and counterpart.before in ("in", "with", "to", "from"))


def _made(
    ground: Ground, indicator: str, placed: Placed, how: Measured, question: Question, left: list[Mention], sides: Sides
) -> Proposal:  # fmt: skip
    held = ground.held
    notes = [_instead(held, *pair) for pair in placed.instead]
    notes += [note for mention in left for note in _not_shown(held, indicator, mention)]
    notes += [how.cannot] if how.cannot else []
    said = [mention.note for mention in sides.used if mention.note]
    words = ", ".join(
        f"\N{LEFT DOUBLE QUOTATION MARK}{s.typed}\N{RIGHT DOUBLE QUOTATION MARK}" for s in question.subjects
    )
    found = [f"Found by {words}."] if words and not notes else []
    return Proposal(
        indicator, how.entities, placed.counterpart, how.measure, how.indicator, how.entity, how.counterpart,
        *_years(ground, question), question.event, " ".join([*found, *notes, *said]), not notes,
    )  # fmt: skip


def _years(ground: Ground, question: Question) -> tuple[int | None, int | None]:
    first, last = question.first, question.last
    if first is not None and first < 0:
        first += ground.year
    if question.event:
        year = ground.held.catalog.event[question.event].date.year
        first, last = (year, last) if question.when == "since" else (first, year)
    return first, last


def _instead(held: Held, asked: str, shown: str) -> str:
    """Who is shown for whom, in a sentence."""
    if not shown:
        return f"It has no figures of {_name(held, asked)}."
    return f"It has no figures of {_name(held, asked)} alone; shown are those of {_name(held, shown)}."


def _not_shown(held: Held, indicator: str, mention: Mention) -> Iterator[str]:
    """Why those named are in no place, a sentence each."""
    for codes, typed, name in zip(mention.names, mention.typed, _names(held, mention), strict=True):
        alone = replace(mention, names=(codes,), typed=(typed,))
        placed = place(held, Place(indicator, alone, None, "", ""))
        if placed and not placed.instead and not held.counterparts(indicator):
            yield f"{capitalised(name)} is not shown: write “and” between several."
        else:
            yield f"It has no figures of {name}."


def _names(held: Held, mention: Mention) -> list[str]:
    """What those named are called; one that may be several is called as it was typed."""
    pairs = zip(mention.names, mention.typed, strict=True)
    return [_name(held, codes[0]) if len(codes) == 1 else typed.title() for codes, typed in pairs]


def _name(held: Held, code: str) -> str:
    return held.catalog.name_of(code, article=True)
