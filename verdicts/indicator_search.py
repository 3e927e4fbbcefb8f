"""Indicators by plain words: "weapons Germany bought from America" becomes a request that there are figures for.

What a question names as its subject is held against the names of indicators (``catalog/indicator_words.csv`` and their
own); whom it names is put on the side where words of buying and selling, and "from" and "to", say; and only what
there are figures of is proposed. Everything is a matter of tables and of counting: the same words find the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from math import log

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.word_rows import IndicatorWords
from verdicts.asked_measure import COMPARED, Measured, measured, other_side
from verdicts.clock import AsOf, Knowledge
from verdicts.query_words import ReadAs, Vocabulary, Words
from verdicts.question import OTHER, Language, Mention, Question, Subject
from verdicts.slots import Held, Place, Placed, place

MOST = 8
"""Proposals that are made."""
TRIED = 16
"""Indicators whose names come nearest: only of these it is looked who has figures."""
ENOUGH = 0.5
"""Part of the weight of a question's subject that an indicator's name has to meet."""
NEAREST = 3
MOST_NAMED = 3
"""Of those that a question names, how many are put on sides."""


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


@dataclass(frozen=True)
class Proposals:
    """What a question finds, best first."""

    matches: tuple[Proposal, ...]
    missing: str = ""
    """What is not held, with the nearest, in sentences; empty if nothing is missing."""
    read_as: ReadAs = ()
    """Words that are written nowhere, with what they were taken for."""
    ignored: tuple[str, ...] = ()
    """Words that nothing was made of."""


@dataclass(frozen=True)
class _Sense:
    """An indicator by its names, or a subject that is not held."""

    indicator: str
    names: tuple[Words, ...]
    all: Words
    row: IndicatorWords
    nearest: tuple[str, ...] = ()
    subject: str = ""


@dataclass(frozen=True)
class _Met:
    """How well a sense meets a question."""

    sense: _Sense
    score: float
    part: float
    """Part of the weight of the question's subject that is met, 0 to 1."""
    name: Words
    """The name that meets it best."""
    whole: bool = False
    """Whether all words of that name are met."""


class IndicatorIndex:
    """What can be asked of a case's figures. Immutable once made but for what is kept; safe to ask from any thread."""

    def __init__(self, catalog: Catalog, observations: Observations):
        self._catalog = catalog
        vocabulary = Vocabulary(catalog.synonyms.rows)
        self._language = Language(catalog, vocabulary)
        held = set(observations.provenance)
        rows = {row.indicator: row for row in catalog.indicator_words.rows}
        order = [*rows, *(name for name in catalog.indicator if name not in rows)]
        self._senses = [
            self._sense(rows.get(name) or IndicatorWords(indicator=name, words=name)) for name in order if name in held
        ]
        self._absent = [
            _Sense(
                "", names, frozenset().union(*names), _NO_ROW, tuple(row.nearest.split()), row.words.partition("|")[0]
            )
            for row in catalog.not_held.rows
            for names in [self._named(row.words.split("|"))]
        ]
        vocabulary.close()
        counted = Counter(word for sense in (*self._senses, *self._absent) for word in sense.all)
        most = log(max(2, len(self._senses) + len(self._absent)))
        self._weights = {word: 1 + log(max(2, len(self._senses)) / times) / most for word, times in counted.items()}
        day = observations.latest_retrieval or dt.date.max
        self._year = day.year
        self._held = Held(catalog, observations, Knowledge(observations, catalog, AsOf(day, day, latest=True)))

    def _sense(self, row: IndicatorWords) -> _Sense:
        indicator = self._catalog.indicator[row.indicator]
        names = self._named([*row.words.split("|"), indicator.name])
        source = self._catalog.source.get(indicator.source)
        more = self._language.plain(f"{indicator.unit} {source.publisher if source else ''}")
        return _Sense(row.indicator, names, more.union(*names), row)

    def _named(self, texts: Iterable[str]) -> tuple[Words, ...]:
        return tuple(dict.fromkeys(words for text in texts if (words := self._language.plain(text))))

    def find(self, words: str) -> Proposals:
        """What a question in plain words asks for. Never raises; the same words give the same answer."""
        question = self._language.read(words)
        if not (question.subjects or question.mentions or question.directions):
            return Proposals((), read_as=question.read_as)
        met = self._met(self._senses, question)
        absent = [one for one in self._met(self._absent, question) if one.whole]
        if absent and (not met or absent[0].score > met[0].score) and absent[0].part >= ENOUGH:
            return self._not_held(question, absent[0].sense.subject, absent[0].sense.nearest)
        good = [one for one in met if one.part >= ENOUGH]
        if not good:
            subject = " ".join(subject.typed for subject in question.subjects)
            return self._not_held(question, subject, [one.sense.indicator for one in met])
        found = sorted(
            (found for one in good[:TRIED] if (found := self._proposal(one, question))), key=lambda found: -found[0]
        )
        matches = tuple(proposal for _, proposal in found[:MOST])
        return Proposals(matches, "", question.read_as, _ignored(question, good[0]))

    def _not_held(self, question: Question, subject: str, nearest: Iterable[str]) -> Proposals:
        """That there are no figures of a subject, and what comes nearest."""
        senses = {sense.indicator: sense for sense in self._senses}
        near = [senses[name] for name in nearest if name in senses][:NEAREST]
        alone = Question((), question.mentions, (), (), question.first, question.last, question.event, question.when)
        found = [self._proposal(_Met(sense, 0, 0, sense.all), alone) for sense in near]
        matches = tuple(proposal for one in found if one for proposal in [one[1]])
        names = ", ".join(self._catalog.indicator[proposal.indicator].name for proposal in matches)
        said = f"We hold no figures on {subject}." if subject else ""
        return Proposals(matches, f"{said} Nearest: {names}." if names else said, question.read_as)

    def _met(self, senses: Iterable[_Sense], question: Question) -> list[_Met]:
        """The senses that meet a question's subject, the best first."""
        subjects = question.subjects or tuple(Subject(d, (frozenset({f"@{d}"}),)) for d in question.directions)
        more = [frozenset({f"@{word}"}) for word in (*question.directions, *question.measures)]
        more += [frozenset({word}) for mention in question.mentions for word in mention.words]
        if not subjects:
            subjects = tuple(Subject(" ".join(m.typed), (m.words,)) for m in question.mentions)
        found = [self._meets(sense, subjects, more) for sense in senses]
        return sorted((one for one in found if one.part > 0), key=lambda one: -one.score)

    def _meets(self, sense: _Sense, subjects: tuple[Subject, ...], more: list[Words]) -> _Met:
        """How well a sense meets a question, by the best of its names."""
        weights = [self._weight(subject) for subject in subjects]
        total = sum(weights)
        loosely = [any(words <= sense.all for words in subject.meanings) for subject in subjects]
        best = _Met(sense, 0, 0, frozenset())
        if not any(loosely):
            return best
        for name in sense.names:
            used: set[str] = set()
            part = 0.0
            for subject, weight, somewhere in zip(subjects, weights, loosely, strict=True):
                meaning = next((words for words in subject.meanings if words <= name), None)
                part += weight / total * (1 if meaning else 0.4 if somewhere else 0)
                used |= meaning or set()
            extra = {word for words in more for word in words if words <= name}
            whole = sum(map(self._of, name))
            close = sum(map(self._of, used | extra)) / whole
            score = part + 0.3 * close + (0.15 * sum(map(self._of, extra)) / whole if used else 0)
            best = max(best, _Met(sense, score, part, name, name <= used | extra), key=lambda met: met.score)
        return best

    def _of(self, word: str) -> float:
        return 0.5 if word.startswith("@") else self._weights.get(word, 2.0)

    def _weight(self, subject: Subject) -> float:
        return max((max(map(self._of, words)) for words in subject.meanings), default=2.0)

    def _proposal(self, met: _Met, question: Question) -> tuple[float, Proposal] | None:
        """An indicator with its sides filled in, and how well it fits; None if it has no figures at all."""
        options = [self._placed(met, question, *sides) for sides in _sides(question, met.sense.row)]
        able = [option for option in options if option]
        return max(able, key=lambda option: option[0]) if able else None

    def _placed(
        self, met: _Met, question: Question, entity: Mention | None, counterpart: Mention | None
    ) -> tuple[float, Proposal] | None:
        row = met.sense.row
        placed = place(self._held, Place(row.indicator, entity, counterpart, row.entity, row.counterpart))
        if placed is None:
            return None
        two_sided = bool(self._held.counterparts(row.indicator))
        used = [entity] + [counterpart] * two_sided
        compared = other_side(question)
        left = [
            m for m in question.mentions if m not in used and m is not compared and not self._is_told(m, met, question)
        ]
        wanted = next((word for word in question.measures if word in COMPARED or f"@{word}" not in met.name), "")
        gdp = "gdp" not in met.sense.all and any(frozenset({"gdp"}) in s.meanings for s in question.subjects)
        how = measured(self._held, row.indicator, placed, question, wanted, gdp)
        score = met.score + _fit(row, entity, counterpart if two_sided else None)
        score -= 0.05 * bool(two_sided and counterpart is None)
        score -= 0.3 * len(left) + 0.12 * len(placed.instead) + 0.25 * bool(how.cannot)
        return score, self._made(row.indicator, placed, how, question, left, [m for m in used if m])

    @staticmethod
    def _is_told(mention: Mention, met: _Met, question: Question) -> bool:
        """Whether a name is part of the indicator's own, or the world that a share is of."""
        return mention.words <= met.name or mention in question.wholes

    def _made(
        self,
        indicator: str,
        placed: Placed,
        how: Measured,
        question: Question,
        left: list[Mention],
        used: list[Mention],
    ) -> Proposal:
        first, last = question.first, question.last
        if first is not None and first < 0:
            first += self._year
        if question.event:
            year = self._catalog.event[question.event].date.year
            first, last = (year, last) if question.when == "since" else (first, year)
        notes = [self._instead(*pair) for pair in placed.instead]
        notes += [f"It has no figures of {' and '.join(m.typed)}." for m in left]
        notes += [how.cannot] if how.cannot else []
        said = [m.note for m in used if m.note]
        return Proposal(
            indicator, how.entities, placed.counterpart, how.measure, how.indicator, how.entity, how.counterpart,
            first, last, question.event, " ".join([*notes, *said]), not notes,
        )  # fmt: skip

    def _instead(self, asked: str, shown: str) -> str:
        name = self._catalog.name_of(asked, article=True)
        if not shown:
            return f"There are no figures of {name} here."
        other = self._catalog.name_of(shown, article=True)
        return f"There are no figures of {name} alone; {other} comes nearest."


_NO_ROW = IndicatorWords(indicator="none", words="none")


def _sides(question: Question, row: IndicatorWords) -> list[tuple[Mention | None, Mention | None]]:
    """The ways in which those named may stand on the two sides of an indicator; none against the direction asked."""
    compared = other_side(question)
    named = [m for m in question.mentions if m is not compared and m not in question.wholes][:MOST_NAMED]
    pairs = [(a, b) for a, b in permutations([*named, None, None], 2)]
    return list(dict.fromkeys((a, b) for a, b in pairs if not _contrary(row, a, b)))


def _contrary(row: IndicatorWords, entity: Mention | None, counterpart: Mention | None) -> bool:
    if not row.entity_is:
        return False
    wrong = OTHER[row.entity_is]
    return bool(entity and entity.side == wrong) or bool(counterpart and counterpart.side == row.entity_is)


def _fit(row: IndicatorWords, entity: Mention | None, counterpart: Mention | None) -> float:
    """How well those named stand where they are put."""
    fit = 0.1 * bool(entity)
    if row.entity_is:
        fit += 0.2 * bool(entity and entity.side == row.entity_is)
        fit += 0.2 * bool(counterpart and counterpart.side == OTHER[row.entity_is])
    fit += 0.05 * bool(counterpart and counterpart.before in ("in", "with", "to", "from"))
    return fit


def _ignored(question: Question, best: _Met) -> tuple[str, ...]:
    return tuple(s.typed for s in question.subjects if not any(words <= best.sense.all for words in s.meanings))
