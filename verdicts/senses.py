"""What indicators are called, and how well each of their names meets the subject of a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from loaders.word_rows import IndicatorWords
from verdicts.mentions import OTHER
from verdicts.query_words import Part, Words
from verdicts.question import Question

LOOSELY = 0.4
"""What a word counts that stands somewhere in an indicator's names, but not in the one that meets a question best."""
CLOSENESS, TURNS = 0.3, 0.15
"""What it counts that a name says no more than the question, and that it says who gives and takes, or which measure."""
UNKNOWN = 2.0
"""Weight of a word that no name has: that of a rare one."""
ASIDE = 0.5
"""Weight of a word of buying and selling, or of a measure."""


@dataclass(frozen=True)
class Sense:
    """An indicator by its names, or a subject of which there are no figures."""

    names: tuple[Words, ...]
    all: Words
    """The words of all names, its unit and its publisher."""
    row: IndicatorWords
    nearest: tuple[str, ...] = ()
    """Of what is not held, the indicators that come nearest."""

    @property
    def indicator(self) -> str:
        return self.row.indicator


@dataclass(frozen=True)
class Met:
    """How well a sense meets a question."""

    sense: Sense
    score: float = 0
    part: float = 0
    """Part of the weight of the question's subject that is met, 0 to 1."""
    name: Words = frozenset()
    """The name that meets it best."""
    whole: bool = False
    """Whether all words of that name are met."""


class Senses:
    """Senses side by side: a word that few of them have tells more."""

    def __init__(self, senses: Iterable[Sense]):
        self.rows = tuple(senses)
        counted = Counter(word for sense in self.rows for word in sense.all)
        many = max(2, len(self.rows))
        self._weights = {word: 1 + log(many / times) / log(many) for word, times in counted.items()}

    def met(self, question: Question) -> list[Met]:
        """The senses that meet a question's subject, the best first; of equals the one that stands first."""
        subjects = _subjects(question)
        aside = {f"@{word}" for word in (*question.directions, *question.measures)}
        aside |= {word for mention in question.mentions for word in mention.words}
        found = [self._meets(sense, subjects, aside) for sense in self.rows]
        return sorted((one for one in found if one.part > 0), key=lambda one: -one.score)

    def _meets(self, sense: Sense, subjects: tuple[Part, ...], aside: set[str]) -> Met:
        """How well a sense meets a question, by the best of its names."""
        loosely = [any(words <= sense.all for words in subject.meanings) for subject in subjects]
        if not any(loosely):
            return Met(sense)
        weights = [self._weight(subject) for subject in subjects]
        parts = [weight / sum(weights) for weight in weights]
        return max(
            (self._named(sense, name, subjects, parts, loosely, aside) for name in sense.names),
            key=lambda met: met.score,
        )

    def _named(
        self, sense: Sense, name: Words, subjects: tuple[Part, ...], parts: list[float], loosely: list[bool], aside: set[str]
    ) -> Met:  # fmt: skip
        met: set[str] = set()
        part = 0.0
        for subject, weight, somewhere in zip(subjects, parts, loosely, strict=True):
            meaning = next((words for words in subject.meanings if words <= name), frozenset())
            part += weight * (1 if meaning else LOOSELY if somewhere else 0)
            met |= meaning
        turns = aside & name
        whole = self._sum(name)
        score = part + CLOSENESS * self._sum(met | turns) / whole + (TURNS * self._sum(turns) / whole if met else 0)
        return Met(sense, score, part, name, name <= met | turns)

    def _sum(self, words: Iterable[str]) -> float:
        return sum(map(self._of, words))

    def _of(self, word: str) -> float:
        return ASIDE if word.startswith("@") else self._weights.get(word, UNKNOWN)

    def _weight(self, subject: Part) -> float:
        return max((max(map(self._of, words)) for words in subject.meanings), default=UNKNOWN)


def _subjects(question: Question) -> tuple[Part, ...]:
    """What a question is about: where nothing is left of it but words of buying and selling these, else whom it names."""
    if question.subjects:
        return question.subjects
    if question.directions:
        return tuple(Part(side, (frozenset({f"@{side}"}),)) for side in question.directions)
    return tuple(Part(" ".join(mention.typed), (mention.words,)) for mention in question.mentions)


def either_way(names: tuple[Words, ...]) -> tuple[Words, ...]:
    """The names of a flow, seen from the other side too: what one sells another buys."""
    turned = (frozenset(f"@{OTHER[word[1:]]}" if word[1:] in OTHER else word for word in name) for name in names)
    return tuple(dict.fromkeys((*names, *turned)))
