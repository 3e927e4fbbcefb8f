"""Claims by what readers type: their own words, their topic, and what their tests measure, of whom and around which event.

All words of a query must be met. A word is met by itself, by a word that begins with it, by what ``catalog/synonyms.csv``
gives for it, and, where nothing is written so, by words that are nearly the same. What stands in the claim
counts for most, then its topic, then its tests; a word that many claims share through their tests, or their topics, is
not asked there, since it would tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from loaders.catalog import Catalog
from verdicts.argument import Argument
from verdicts.evidence import Evidence

SHORTEST = 3
"""Letters from which a word may be the beginning of another, or a misspelt one."""
ALIKE = 0.78
"""How alike two words are (0 to 1, as difflib counts) that may be the same, misspelt."""
COMMON = 1 / 4
"""A word that more of the claims share through their tests (or topics) tells nothing there."""
MOST_NEAREST = 3
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
_LITTLE = frozenset("a an and at by for from in is of on or s the to with".split())
Words = frozenset[str]
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What a query finds."""

    claims: tuple[str, ...]
    """Ids of claims, the best match first."""
    read_as: tuple[tuple[str, str], ...] = ()
    """Words that are written nowhere, with what they were taken for."""
    nearest: tuple[str, ...] = ()
    """Where nothing is found, the claims that come nearest."""


class Index:
    """What can be found of an argument. Immutable once made; safe to ask from any thread."""

    def __init__(self, argument: Argument, catalog: Catalog):
        self._own: dict[str, Words] = {}
        self._topic: dict[str, Words] = {}
        self._all: dict[str, Words] = {}
        self._written: dict[str, str] = {}
        for claim in argument.claims.rows:
            topic = argument.topic[claim.topic]
            told = " ".join(text for row in argument.evidence_of(claim.id) for text in _told(row, catalog))
            self._own[claim.id] = self._noted(claim.claim)
            self._topic[claim.id] = self._own[claim.id] | self._noted(f"{topic.title} {topic.id}")
            self._all[claim.id] = self._topic[claim.id] | self._noted(f"{topic.question} {told}")
        self._synonyms: dict[Phrase, tuple[Words, ...]] = {}
        for row in catalog.synonyms.rows:
            if phrase := tuple(map(stem, split(row.word))):
                self._synonyms[phrase] = tuple(frozenset(map(stem, split(text))) for text in row.means.split("|"))
                self._written |= {phrase[0]: row.word.casefold()} if len(phrase) == 1 else {}

    def _noted(self, text: str) -> Words:
        """The words of a text as they are compared, each noted as it is written."""
        written = {stem(word): word for word in split(text)}
        self._written = written | self._written
        return frozenset(written)

    def find(self, query: str) -> Found:
        """The claims that meet all words of a query; all claims for one without words."""
        parts, read_as = self._parts(split(query))
        if not parts:
            return Found(tuple(self._own))
        met = [self._met(alternatives) for alternatives in parts]
        scores = {claim: [part.get(claim, 0) for part in met] for claim in self._own}
        best = sorted(scores, key=lambda claim: -sum(scores[claim]))
        found = tuple(claim for claim in best if all(scores[claim]))
        if found:
            return Found(found, read_as)
        return Found((), read_as, tuple(claim for claim in best if any(scores[claim]))[:MOST_NEAREST])

    def _parts(self, asked: tuple[str, ...]) -> tuple[list[list[Words]], tuple[tuple[str, str], ...]]:
        """A query as its parts, each with the sets of words that meet it, and what misspelt words were taken for."""
        parts: list[list[Words]] = []
        read_as = []
        stems, at = tuple(map(stem, asked)), 0
        longest = max(map(len, self._synonyms), default=1)
        while at < len(asked):
            length = next((n for n in range(longest, 1, -1) if stems[at : at + n] in self._synonyms), 1)
            phrase, typed = stems[at : at + length], asked[at]
            at += length
            taken = self._taken_for(phrase[0]) if length == 1 else []
            if taken and not any(word.startswith(phrase[0]) for word in taken):
                read_as.append((typed, self._written[taken[0]]))
            phrases: list[Phrase] = [(word,) for word in taken] or [phrase]
            parts.append([words for one in phrases for words in (frozenset(one), *self._synonyms.get(one, ()))])
        return parts, tuple(read_as)

    def _taken_for(self, word: str) -> list[str]:
        """The words that one stands for: itself if it is written anywhere, else what begins with it, else what is nearly it."""
        if word in self._written:
            return [word]
        if len(word) < SHORTEST:
            return []
        begun = sorted(known for known in self._written if known.startswith(word))
        return begun or get_close_matches(word, self._written, n=2, cutoff=ALIKE)

    def _met(self, alternatives: list[Words]) -> dict[str, int]:
        """The claims that meet a part of a query, and how well: 4 in their own words, 2 in their topic, 1 in their tests."""
        own, topic, tests = (
            {claim: worth for claim, text in told.items() if any(meaning <= text for meaning in alternatives)}
            for told, worth in ((self._own, 4), (self._topic, 2), (self._all, 1))
        )
        most = COMMON * len(self._all)
        if len(tests) <= most or not topic:
            return tests | topic | own
        return topic | own if len(topic) <= most or not own else own


def split(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without little ones; 'U.S.' is one word."""
    joined = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    return tuple(word for word in _WORD.findall(joined.casefold()) if word not in _LITTLE)


def stem(word: str) -> str:
    """A word without the ending of the plural, as words are compared."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


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
