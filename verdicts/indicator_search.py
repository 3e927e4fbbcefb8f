"""Indicators by plain words: "weapons Germany bought from America" becomes a request that there are figures for.

What a question names as its subject is held against the names of indicators (``catalog/indicator_words.csv`` and their
own); whom it names is put on the side where words of buying and selling, and "from" and "to", say; and only what
there are figures of is proposed. Everything is a matter of tables and of counting: the same words find the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.word_rows import IndicatorWords
from verdicts.asked_measure import OUTPUT
from verdicts.clock import AsOf, Knowledge
from verdicts.filled_in import Ground, filled_in
from verdicts.filled_in import Proposal as Proposal
from verdicts.query_words import ReadAs, Vocabulary, Words
from verdicts.question import Language, Question
from verdicts.senses import Met, Sense, Senses, either_way
from verdicts.slots import Held

MOST = 8
"""Proposals that are made."""
TRIED = 16
"""Indicators whose names come nearest: only of these it is looked who has figures."""
ENOUGH = 0.5
"""Part of the weight of a question's subject that an indicator's name has to meet."""
WORSE = 0.8
"""How much worse than the best a proposal may be that is made beside it."""
NEAREST = 3
NONE = "none"
"""Stands for the indicator that there is none of."""


@dataclass(frozen=True)
class Proposals:
    """What a question finds, best first."""

    matches: tuple[Proposal, ...]
    missing: str = ""
    """What is not held, with the nearest, in sentences; empty if nothing is missing. ``matches`` are then the nearest."""
    read_as: ReadAs = ()
    """Words that are written nowhere, with what they were taken for."""
    ignored: tuple[str, ...] = ()
    """Words that nothing was made of."""


class IndicatorIndex:
    """What can be asked of a catalog's figures. Safe to ask from any thread."""

    def __init__(self, catalog: Catalog, observations: Observations):
        self._catalog = catalog
        vocabulary = Vocabulary(catalog.synonyms.rows)
        self._language = Language(catalog, vocabulary)
        day = observations.latest_retrieval or dt.date.max
        self._held = Held(catalog, observations, Knowledge(observations, catalog, AsOf(day, day, latest=True)))
        rows = {row.indicator: row for row in catalog.indicator_words.rows}
        order = [*rows, *(name for name in catalog.indicator if name not in rows)]
        self._senses = Senses(
            self._sense(rows.get(name) or IndicatorWords(indicator=name, words=""))
            for name in order
            if self._held.of(name)
        )
        self._absent = Senses(
            Sense(
                names,
                frozenset().union(*names),
                IndicatorWords(indicator=NONE, words=row.words),
                tuple(row.nearest.split()),
            )
            for row in catalog.not_held.rows
            for names in [self._named(row.words.split("|"))]
        )
        vocabulary.close()
        output = frozenset(name for sense in self._senses.rows if sense.indicator == OUTPUT for name in sense.names)
        self._ground = Ground(self._held, day.year, output)

    def _sense(self, row: IndicatorWords) -> Sense:
        indicator = self._catalog.indicator[row.indicator]
        names = self._named([*row.words.split("|"), indicator.name])
        if row.entity_is and self._held.counterparts(row.indicator):
            names = either_way(names)
        source = self._catalog.source.get(indicator.source)
        more = self._language.plain(f"{indicator.unit} {source.publisher if source else ''}")
        return Sense(names, more.union(*names), row)

    def _named(self, texts: Iterable[str]) -> tuple[Words, ...]:
        return tuple(dict.fromkeys(words for text in texts if (words := self._language.plain(text))))

    def find(self, words: str) -> Proposals:
        """What a question in plain words asks for. Never raises; the same words give the same answer."""
        question = self._language.read(words)
        if not (question.subjects or question.mentions or question.directions):
            return Proposals((), read_as=question.read_as)
        met = self._senses.met(question)
        absent = [one for one in self._absent.met(question) if one.whole and one.part >= ENOUGH]
        if absent and (not met or absent[0].score > met[0].score):
            return self._not_held(question, absent[0].sense.row.words.partition("|")[0], absent[0].sense.nearest)
        good = [one for one in met if one.part >= ENOUGH]
        if not good:
            subject = " ".join(subject.typed for subject in question.subjects)
            return self._not_held(question, subject, [one.sense.indicator for one in met])
        found = self._filled_in(good[:TRIED], question)
        return Proposals(found[:MOST], "", question.read_as, _ignored(question, good[0]))

    def _filled_in(self, met: Iterable[Met], question: Question) -> tuple[Proposal, ...]:
        """Proposals, the best first, without those that are far worse."""
        made = [made for one in met if (made := filled_in(self._ground, one, question))]
        made.sort(key=lambda scored: -scored[0])
        return tuple(proposal for score, proposal in made if score >= made[0][0] - WORSE)

    def _not_held(self, question: Question, subject: str, nearest: Iterable[str]) -> Proposals:
        """That there are no figures of a subject, and what comes nearest; where nothing does, what there is of whom it names."""
        senses = {sense.indicator: sense for sense in self._senses.rows}
        alone = replace(question, subjects=(), directions=(), measures=())
        near = [Met(senses[name], name=senses[name].all) for name in nearest if name in senses]
        matches = self._filled_in(near[:NEAREST], alone)
        if not matches and question.mentions:
            of_them = self._filled_in([Met(sense) for sense in self._senses.rows], alone)
            matches = tuple(one for one in of_them if one.exact)[: NEAREST if subject else MOST]
        names = "; ".join(self._catalog.indicator[proposal.indicator].name for proposal in matches)
        said = f"We hold no figures on {subject}." if subject else ""
        return Proposals(matches, f"{said} Nearest: {names}." if names and said else said, question.read_as)


def _ignored(question: Question, best: Met) -> tuple[str, ...]:
    return tuple(s.typed for s in question.subjects if not any(words <= best.sense.all for words in s.meanings))
