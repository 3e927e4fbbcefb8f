"""A question in plain words, taken apart: who is named and on which side, which years, which measure, and what is left to name a subject.

The tables of words say what each word does (``catalog/question_words.csv``) and who is meant (``entities.csv`` and
``catalog/nicknames.csv``); nothing here knows a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from loaders.catalog import Catalog
from verdicts.mentions import DIRECTIONS, IN_WORLD, MEASURES, Mention, sided
from verdicts.panels import WORLD
from verdicts.query_words import Part, Phrase, ReadAs, Vocabulary, Words, stem, words_of

MOST_WORDS = 40
"""Words of a question that are read."""
MOST_SLIPS = 10
"""Unknown words of it that are looked up."""
MOST_LETTERS = 1000
"""Letters of it."""
YEARS = range(1900, 2101)
SPANS = range(1, 100)
"""Years that a question may count back."""
_SPAN = re.compile(r"\b([12]\d{3})\s*[-\N{EN DASH}\N{EM DASH}/]\s*(\d{4}|\d{2})\b")
_DECADE = re.compile(r"\b([12]\d{2})0s\b")
_AMOUNT = re.compile(
    r"(?:\bby\s+)?(?:\b(?:at least|at most|more than|less than|over|above|under|below|about)\s+)?"
    r"\b[0-9]+(?:\.[0-9]+)?\s*(?:%|per ?cent\b|(?:percentage )?points?\b)",
    re.IGNORECASE,
)
"""How much a claim says: no year, and no subject."""


class Known(NamedTuple):
    """What a phrase of a question stands for."""

    entities: tuple[str, ...] = ()
    """Ids, the first that has figures is meant."""
    role: str = ""
    event: str = ""
    note: str = ""


@dataclass(frozen=True)
class Question:
    """A question taken apart."""

    subjects: tuple[Part, ...]
    mentions: tuple[Mention, ...]
    directions: tuple[str, ...] = ()
    """``gives`` and ``takes``, as its words of selling and buying say."""
    measures: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None
    """Years. A negative one counts back from the newest figures."""
    event: str = ""
    when: str = ""
    """Whether it begins with the event (since) or ends with it (until)."""
    read_as: ReadAs = ()

    @property
    def wholes(self) -> tuple[Mention, ...]:
        """The world, where it is what a share or a place is in."""
        return tuple(m for m in self.mentions if WORLD in m.names[0]) if IN_WORLD & set(self.measures) else ()


class Language:
    """The words by which questions are read."""

    def __init__(self, catalog: Catalog, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._known: dict[Phrase, Known] = {}
        for phrase, entity, note in _names(catalog):
            have = self._known.get(phrase, Known())
            self._known[phrase] = Known((*have.entities, entity), note=have.note or note)
        for row in catalog.question_words.rows:
            self._add(row.word, role=row.role)
        for event in catalog.events.rows:
            self._add(event.label, event=event.id)
        for nickname in catalog.nicknames.rows:
            if nickname.id in catalog.event:
                for words in nickname.words.split("|"):
                    self._add(words, event=nickname.id)
        self._joiner = next((row.word for row in catalog.question_words.rows if row.role == "and"), "")
        for phrase in self._known:
            vocabulary.note({word: word for word in phrase})
        self._longest = max(map(len, self._known), default=1)

    def _add(self, words: str, role: str = "", event: str = "") -> None:
        phrase = tuple(map(stem, words_of(words)))
        have = self._known.get(phrase, Known())
        if phrase:
            self._known[phrase] = have._replace(role=have.role or role, event=have.event or event)

    def plain(self, text: str) -> Words:
        """The words of a name as questions are compared with it: measures and directions by what they do, little words left out."""
        written = {stem(word): word for word in words_of(text)}
        self._vocabulary.note(written)
        found = set()
        for phrase, known, _ in self._pieces(tuple(map(stem, words_of(text))), in_name=True):
            found |= _compared(phrase, known)
        return frozenset(found)

    def _pieces(self, stems: Phrase, in_name: bool = False) -> Iterable[tuple[Phrase, Known, int]]:
        """A text phrase by phrase, the longest that is known first, each with where it begins."""
        at = 0
        while at < len(stems):
            length = next((n for n in range(self._longest, 0, -1) if self._means(stems[at : at + n], in_name)), 1)
            phrase = stems[at : at + length]
            yield phrase, self._known.get(phrase, Known()), at
            at += length

    def _means(self, phrase: Phrase, in_name: bool) -> bool:
        known = self._known.get(phrase)
        return known is not None and bool(known.entities or known.role or not in_name)

    def read(self, text: str) -> Question:
        """A question taken apart. Never raises."""
        text = _DECADE.sub(r"\g<1>0 \g<1>9", _SPAN.sub(_spelled, _AMOUNT.sub(" ", text[:MOST_LETTERS])))
        typed = words_of(text.replace(",", f" {self._joiner} "))[:MOST_WORDS]
        stems, read_as = self._spelled(typed)
        reading = _Reading()
        for phrase, known, at in self._pieces(stems):
            reading.take(phrase, known, at, typed[at : at + len(phrase)])
        return reading.question(self._subjects(reading.left), read_as)

    def _spelled(self, typed: Phrase) -> tuple[Phrase, ReadAs]:
        """The words as they are compared, slips put right, and what was put right."""
        stems, read_as, looked_up = [], [], 0
        for word in typed:
            found = stem(word)
            unknown = found not in self._vocabulary.written and not found[0].isdecimal()
            looked_up += unknown
            taken = self._vocabulary.taken_for(found) if unknown and looked_up <= MOST_SLIPS else []
            if taken and not any(other.startswith(found) for other in taken):
                read_as.append((word, self._vocabulary.written[taken[0]]))
            stems.append(min(taken, key=len) if taken else found)
        return tuple(stems), tuple(read_as)

    def _subjects(self, left: list[tuple[str, str]]) -> tuple[Part, ...]:
        """Words that nothing else was made of, with other words for the same; what is known together stays together."""
        subjects, at = [], 0
        stems = tuple(word for word, _ in left)
        while at < len(left):
            length = self._vocabulary.together(stems, at)
            phrase = stems[at : at + length]
            typed = " ".join(word for _, word in left[at : at + length])
            found = (self._done(words) for words in self._vocabulary.meanings(phrase))
            subjects.append(Part(typed, tuple(words for words in found if words)))
            at += length
        return tuple(subjects)

    def _done(self, words: Words) -> Words:
        """A meaning in other words, as names are compared."""
        return frozenset().union(*(_compared((word,), self._known.get((word,), Known())) for word in words))


class _Reading:
    """What has been made of a question so far."""

    def __init__(self) -> None:
        self.left: list[tuple[str, str]] = []
        self._mentions: list[Mention] = []
        self._turns: list[tuple[str, int]] = []
        self._measures: list[str] = []
        self._years: list[tuple[int, str]] = []
        self._event = self._when = ""
        self._before = ""
        self._named = self._joined = False
        """Whether the word before was a name, and whether another one is joined to it."""

    def take(self, phrase: Phrase, known: Known, at: int, typed: Phrase) -> None:
        """The next phrase."""
        if known.event and self._before in ("since", "until"):
            self._event, self._when = known.event, self._before
        elif known.entities:
            return self._name(phrase, known, at, " ".join(typed))
        elif known.role:
            return self._role(known.role, at)
        elif phrase[0].isdecimal():
            self._number(int(phrase[0][:9]))
        else:
            self.left += zip(phrase, typed, strict=True)
        self._before, self._named = "", False
        return None

    def _name(self, phrase: Phrase, known: Known, at: int, typed: str) -> None:
        if self._joined:
            last = self._mentions[-1]
            names, said, words = (
                (*last.names, known.entities),
                (*last.typed, typed),
                last.words | _compared(phrase, known),
            )
            self._mentions[-1] = replace(last, names=names, typed=said, words=words)
        else:
            words = frozenset(_compared(phrase, known))
            self._mentions.append(Mention((known.entities,), (typed,), words, at, self._before, note=known.note))
        self._before, self._named, self._joined = "", True, False

    def _role(self, role: str, at: int) -> None:
        if role == "ignored":
            return
        self._joined = role == "and" and self._named
        self._named = False
        if role in DIRECTIONS:
            self._turns.append((role, at))
        elif role in MEASURES:
            self._measures.append(role)
        self._before = "" if role == "and" or role in DIRECTIONS else role

    def _number(self, number: int) -> None:
        if number in YEARS:
            self._years.append((number, self._before))
        elif self._before == "last" and number in SPANS:
            self._years.append((-number, "since"))

    def question(self, subjects: tuple[Part, ...], read_as: ReadAs) -> Question:
        """All of it."""
        mentions = sided(self._mentions, self._turns)
        directions = tuple(dict.fromkeys(DIRECTIONS[role] for role, _ in self._turns))
        measures = tuple(dict.fromkeys(self._measures))
        first, last = _years(self._years)
        return Question(subjects, mentions, directions, measures, first, last, self._event, self._when, read_as)


def _years(found: list[tuple[int, str]]) -> tuple[int | None, int | None]:
    """From when to when, by the years that are named and the word before each."""
    if not found:
        return None, None
    years = [year for year, _ in found]
    if len(found) > 1:
        return min(years), max(years)
    year, before = found[0]
    return (None if before in ("until", "to") else year, None if before in ("since", "from") else year)


def _names(catalog: Catalog) -> Iterable[tuple[Phrase, str, str]]:
    """What entities are called, the names they are best known by first, with what is said where one is meant by it."""
    rows = [(row.id, name, "") for row in catalog.entities.rows for name in (row.name, row.short) if "(" not in name]
    rows += [
        (row.id, name, row.note)
        for row in catalog.nicknames.rows
        if row.id in catalog.entity
        for name in row.words.split("|")
    ]
    rows += [(row.entity, row.name, "") for row in catalog.names.rows if row.source == "*" and row.entity]
    done = set()
    for entity, name, note in rows:
        phrase = tuple(map(stem, words_of(name)))
        if phrase and (phrase, entity) not in done:
            done.add((phrase, entity))
            yield phrase, entity, note


def _compared(phrase: Phrase, known: Known) -> set[str]:
    """What a phrase is compared as: one name for whoever is meant, however called; measures and directions by what they do;
    nothing for little words."""
    role = known.role
    if known.entities:
        return {f"~{min(known.entities)}"}
    if role in DIRECTIONS:
        return {f"@{DIRECTIONS[role]}"}
    return {f"@{role}"} if role in MEASURES else set() if role else set(phrase)


def _spelled(found: re.Match[str]) -> str:
    """2014-24 as two years, and 1998-02 as well."""
    first, last = found[1], found[2]
    if len(last) == 4:
        return f"{first} {last}"
    century = "20" if first.startswith("19") and last < first[2:] else first[:2]
    return f"{first} {century}{last}"
