"""Words that readers type, as searches compare them: without endings, with other words for the same, slips forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from loaders.word_rows import Synonym

SHORTEST = 3
"""Letters from which a word may be the beginning of another."""
SLIPS = ((4, 1), (8, 2))
"""From how many letters on how many slips are forgiven: a letter too many, missing, wrong, or two in each other's place."""
_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
_LITTLE = frozenset("a an and at by for from in is of on or s the to with".split())
Words = frozenset[str]
Phrase = tuple[str, ...]


class Part(NamedTuple):
    """A word of a query, or several that stand for one thing, with the sets of words that meet it."""

    typed: str
    meanings: tuple[Words, ...]


ReadAs = tuple[tuple[str, str], ...]
"""Words that are written nowhere, with what they were taken for."""


class Vocabulary:
    """The words that can be found, as they are compared and as they are written, and other words for them."""

    def __init__(self, synonyms: Iterable[Synonym]):
        self.written: dict[str, str] = {}
        self._synonyms: dict[Phrase, tuple[Words, ...]] = {}
        self._initials: dict[str, list[str]] = {}
        others: dict[str, str] = {}
        for row in synonyms:
            if phrase := tuple(map(stem, split(row.word))):
                self._synonyms[phrase] = tuple(frozenset(map(stem, split(text))) for text in row.means.split("|"))
                others |= {phrase[0]: row.word.casefold()} if len(phrase) == 1 else {}
        self._longest = max(map(len, self._synonyms), default=1)
        self._others = others

    def noted(self, text: str) -> Words:
        """The words of a text as they are compared, each noted as it is written."""
        written = {stem(word): word for word in split(text)}
        self.note(written)
        return frozenset(written)

    def note(self, written: dict[str, str]) -> None:
        """Take words in, by what they are compared as."""
        self.written = written | self.written

    def close(self) -> None:
        """Take in the words that others are given for: all there is has been noted."""
        self.note(self._others)
        for word in sorted(self.written):
            self._initials.setdefault(word[:1], []).append(word)

    def parts(self, asked: Iterable[str]) -> tuple[list[Part], ReadAs]:
        """A query as its parts, and what misspelt words were taken for."""
        parts: list[Part] = []
        read_as = []
        asked = tuple(asked)
        stems, at = tuple(map(stem, asked)), 0
        while at < len(asked):
            length = self.together(stems, at)
            phrase, typed = stems[at : at + length], asked[at : at + length]
            at += length
            taken = self.taken_for(phrase[0]) if length == 1 else []
            if taken and not any(word.startswith(phrase[0]) for word in taken):
                read_as.append((typed[0], self.written[taken[0]]))
            phrases: list[Phrase] = [(word,) for word in taken] or [phrase]
            parts.append(Part(" ".join(typed), tuple(words for one in phrases for words in self.meanings(one))))
        return parts, tuple(read_as)

    def together(self, stems: Phrase, at: int) -> int:
        """How many words from one on are known together."""
        return next((n for n in range(self._longest, 1, -1) if stems[at : at + n] in self._synonyms), 1)

    def meanings(self, phrase: Phrase) -> tuple[Words, ...]:
        """What a phrase says, and what is the same in other words."""
        return (frozenset(phrase), *self._synonyms.get(phrase, ()))

    def taken_for(self, word: str) -> list[str]:
        """The words that one stands for: itself if it is written anywhere, else what begins with it, else what is nearly it."""
        if word in self.written:
            return [word]
        if len(word) < SHORTEST:
            return []
        known = self._initials.get(word[0], [])
        begun = [other for other in known if other.startswith(word)]
        return begun or _nearly(word, known)


def _nearly(word: str, known: Iterable[str]) -> list[str]:
    """The two words at most that are nearest to one, within the slips that its length forgives; slips spare the first letter."""
    most = max((slips for letters, slips in SLIPS if len(word) >= letters), default=0)
    near = [(slips_between(word, other), other) for other in known if abs(len(other) - len(word)) <= most]
    near = [(slips, other) for slips, other in near if 0 < slips <= most]
    least = min(near, default=(0, ""))[0]
    return sorted(other for slips, other in near if slips == least)[:2]


@lru_cache(maxsize=20_000)
def slips_between(one: str, other: str) -> int:
    """The slips that make one word of another: letters put in, left out, changed, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row, last = row, [at], before
        for place, wanted in enumerate(other, 1):
            least = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != wanted))
            if at > 1 and place > 1 and letter == other[place - 2] and one[at - 2] == wanted:
                least = min(least, last[place - 2] + 1)
            row.append(least)
    return row[-1]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; 'U.S.' is one word."""
    joined = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    return tuple(_WORD.findall(joined.casefold()))


def split(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, without little ones."""
    return tuple(word for word in words_of(text) if word not in _LITTLE)


def stem(word: str) -> str:
    """A word without the ending of the plural, as words are compared."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
