"""Claims by what readers type: their own words, their topic, and what their tests measure, of whom and around which event.

All words of a query must be met. A word is met by itself, by a word that begins with it, by what ``catalog/synonyms.csv``
gives for it, and, where nothing is written so, by words that are nearly the same. What stands in the claim
counts for most, then its topic, then its tests; a word that many claims share through their tests, or their topics, is
not asked there, since it would tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.catalog import Catalog
from verdicts.argument import Argument
from verdicts.evidence import Evidence
from verdicts.query_words import Part, ReadAs, Vocabulary, Words, split

COMMON = 1 / 4
"""A word that more of the claims share through their tests (or topics) tells nothing there."""
MOST_NEAREST = 3


@dataclass(frozen=True)
class Found:
    """What a query finds."""

    claims: tuple[str, ...]
    """Ids of claims, the best match first."""
    read_as: ReadAs = ()
    """Words that are written nowhere, with what they were taken for."""
    nearest: tuple[str, ...] = ()
    """Where nothing is found, the claims that come nearest."""


class Index:
    """What can be found of an argument. Immutable once made; safe to ask from any thread."""

    def __init__(self, argument: Argument, catalog: Catalog):
        self._own: dict[str, Words] = {}
        self._topic: dict[str, Words] = {}
        self._all: dict[str, Words] = {}
        self._words = Vocabulary(catalog.synonyms.rows)
        for claim in argument.claims.rows:
            topic = argument.topic[claim.topic]
            told = " ".join(text for row in argument.evidence_of(claim.id) for text in _told(row, catalog))
            self._own[claim.id] = self._words.noted(claim.claim)
            self._topic[claim.id] = self._own[claim.id] | self._words.noted(f"{topic.title} {topic.id}")
            self._all[claim.id] = self._topic[claim.id] | self._words.noted(f"{topic.question} {told}")
        self._words.close()

    def find(self, query: str) -> Found:
        """The claims that meet all words of a query; all claims for one without words."""
        parts, read_as = self._words.parts(split(query))
        if not parts:
            return Found(tuple(self._own))
        met = [self._met(part) for part in parts]
        scores = {claim: [part.get(claim, 0) for part in met] for claim in self._own}
        best = sorted(scores, key=lambda claim: -sum(scores[claim]))
        found = tuple(claim for claim in best if all(scores[claim]))
        if found:
            return Found(found, read_as)
        return Found((), read_as, tuple(claim for claim in best if any(scores[claim]))[:MOST_NEAREST])

    def _met(self, part: Part) -> dict[str, int]:
        """The claims that meet a part of a query, and how well: 4 in their own words, 2 in their topic, 1 in their tests."""
        own, topic, tests = (
            {claim: worth for claim, text in told.items() if any(meaning <= text for meaning in part.meanings)}
            for told, worth in ((self._own, 4), (self._topic, 2), (self._all, 1))
        )
        most = COMMON * len(self._all)
        if len(tests) <= most or not topic:
            return tests | topic | own
        return topic | own if len(topic) <= most or not own else own


def _told(row: Evidence, catalog: Catalog) -> Iterable[str]:
    """The texts that say what a test is about."""
    yield row.label
    yield row.question
    for name in filter(None, row.request.indicators):
        yield catalog.indicator[name].name
    for entity in (row.entity, row.counterpart, row.versus_entity, row.versus_counterpart):
        if entity:
            yield catalog.name_of(entity)
    if row.event in catalog.event:
        event = catalog.event[row.event]
        yield event.label
        yield event.description
