"""The tables of words that readers type, read and held against what they name."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from loaders.cells import shown
from loaders.nearest import did_you_mean
from loaders.rows import Indicator
from loaders.tables import Fault, Table, check_references, read_if_there
from loaders.word_rows import IndicatorWords, Nickname, NotHeld, QuestionWord, Synonym


def read_words(
    folder: Path, indicators: Table[Indicator], named: Collection[str]
) -> tuple[Table[Synonym], Table[IndicatorWords], Table[Nickname], Table[QuestionWord], Table[NotHeld]]:
    """The tables of words for the search, each empty where there is none: a catalog may come without."""
    words = read_if_there(folder / "indicator_words.csv", IndicatorWords)
    words = words.without(
        check_references(words, "indicator", indicators.by_key(), "indicators.csv") + _unknown_sides(words, named)
    )
    nicknames = read_if_there(folder / "nicknames.csv", Nickname)
    not_held = read_if_there(folder / "not_held.csv", NotHeld)
    return (
        read_if_there(folder / "synonyms.csv", Synonym),
        words,
        nicknames.without(check_references(nicknames, "id", named, "entities.csv or events.csv")),
        read_if_there(folder / "question_words.csv", QuestionWord),
        not_held.without(_unknown_nearest(not_held, indicators)),
    )


def _unknown_nearest(not_held: Table[NotHeld], indicators: Table[Indicator]) -> list[Fault]:
    """Faults for indicators that not_held.csv names and that there are none of."""
    known = indicators.by_key()
    return [
        Fault(
            not_held.file,
            not_held.lines[row.key()],
            "nearest",
            f"{shown(name)} is not in indicators.csv.",
            did_you_mean(name, known) or "Use an id of indicators.csv.",
        )
        for row in not_held.rows
        for name in row.nearest.split()
        if name not in known
    ]


def _unknown_sides(words: Table[IndicatorWords], named: Collection[str]) -> list[Fault]:
    """Faults for who is named in indicator_words.csv and stands nowhere; a group may have a year behind it."""
    return [
        Fault(
            words.file,
            words.lines[row.key()],
            side,
            f"{shown(code)} is not in entities.csv.",
            did_you_mean(code, named) or "Use an id of entities.csv.",
        )
        for row in words.rows
        for side in ("entity", "counterpart")
        if (code := getattr(row, side)) and code.partition("@")[0] not in named
    ]
