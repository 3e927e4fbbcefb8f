"""What a row of each table of words is: what readers type, and what is meant by it. Another language is another set of these tables."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from loaders.indicators import ID
from loaders.tables import Row


class Synonym(Row):
    """What readers may type in a search, and the words that it stands for."""

    word: str = Field(max_length=40, description="a word or a few, as a reader types them")
    means: str = Field(description="words of claims, topics, tests or indicators; several meanings are separated by |")

    def key(self) -> str:
        return self.word.casefold()


class IndicatorWords(Row):
    """What readers call an indicator, and which side of it is meant by whom they name. Of equals the upper row comes first."""

    indicator: str = Field(pattern=ID, description="an id of indicators.csv")
    words: str = Field(description="what readers call it, besides its name; several are separated by |")
    entity_is: Literal["", "gives", "takes"] = Field(
        default="",
        description="gives (sells, exports, donates) or takes (buys, imports) if its entity does; empty for neither",
    )
    entity: str = Field(
        default="", description="whom it is shown of where nobody is named; empty for whoever has figures"
    )
    counterpart: str = Field(default="", description="the other side where nobody is named, likewise")

    def key(self) -> str:
        return self.indicator


class Nickname(Row):
    """Other names of an entity or an event: its people, its capital, what newspapers call it."""

    id: str = Field(description="an id of entities.csv or of events.csv")
    words: str = Field(description="other names; several are separated by |")
    note: str = Field(
        default="", description="what readers are told where it is meant by such a name; empty if nothing"
    )

    def key(self) -> str:
        return f"{self.id} {self.words.casefold()}"


Role = Literal[
    "ignored", "and", "from", "to", "by", "of", "in", "with", "since", "until", "between", "last",
    "buys", "imports", "sells", "exports",
    "share", "per head", "rank", "largest", "growth", "ratio", "gap", "distance", "index",
]  # fmt: skip
"""What a word does in a question: it stands before a name or a year, says who gives and who takes, or asks for a measure.

``buys`` and ``sells`` are verbs, ``imports`` and ``exports`` nouns: a name behind a verb is the other side's.
"""


class QuestionWord(Row):
    """A word of questions that is no subject: what it does in them."""

    word: str = Field(max_length=40, description="a word or a few, as a reader types them")
    role: Role = Field(description="what it does: from, to, by, of, in, since, buys, sells, share, per head, rank ...")

    def key(self) -> str:
        return self.word.casefold()


class NotHeld(Row):
    """A subject that readers ask for and of which there are no figures, with the indicators that come nearest."""

    words: str = Field(description="what readers call it; several names are separated by |, the first is said to them")
    nearest: str = Field(default="", description="ids of indicators.csv, a space between; empty if none comes near")

    def key(self) -> str:
        return self.words.casefold()
