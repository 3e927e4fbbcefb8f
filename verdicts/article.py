"""The article whose claims are judged, as ``case.toml`` states it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from loaders.catalog import ROOT
from loaders.cells import FIRST_YEAR, cut, shown, unseen
from loaders.files import Unfit, read_file
from loaders.home import CASE_FILE
from loaders.tables import Fault, did_you_mean
from verdicts.words import day

FILE = CASE_FILE
TABLE = "article"
LARGEST = 100_000
"""Bytes of the file."""
MOST_SAID = 20
"""Unknown keys that are told of."""
_NEEDED = {
    "author": "The name of whoever wrote it, between quotation marks.",
    "day": "The day it appeared, without quotation marks: day = 2025-02-17.",
    "about": "What the article is, in a few words of our own, between quotation marks.",
}
_OPTIONAL = {
    "subject": "What it is on, as it follows the word 'on' in a sentence, between quotation marks.",
    "title": "Its title, between quotation marks.",
    "address": "The address of its page, between quotation marks.",
}


@dataclass(frozen=True)
class Article:
    """The article of a case. What is not stated is empty."""

    author: str
    day: dt.date
    """When it appeared: what came later could not be known to it."""
    about: str
    """What it is, in our words: it stands where the article is described."""
    subject: str = ""
    """What it is on, for the middle of a sentence."""
    title: str = ""
    address: str = ""

    @property
    def called(self) -> str:
        """Its title between quotation marks; what it is, where the title is not stated."""
        if self.title:
            return f"\N{LEFT DOUBLE QUOTATION MARK}{self.title}\N{RIGHT DOUBLE QUOTATION MARK}"
        return self.about

    @property
    def introduced(self) -> str:
        """How a sentence begins that introduces it: 'An opinion article of 17 February 2025 on the United States and Russia'."""
        return f"An opinion article of {day(self.day)}{f' on {self.subject}' if self.subject else ''}"

    def record(self) -> dict[str, str]:
        """The article as plain values, for JSON; what is not stated is left out."""
        stated = {"title": self.title, "address": self.address}
        always = {"author": self.author, "published": self.day.isoformat(), "about": self.about}
        return always | {name: value for name, value in stated.items() if value}


class ArticleFile(NamedTuple):
    """What ``case.toml`` gives. There is no article where its author, its day or what it is about is missing."""

    article: Article | None
    faults: tuple[Fault, ...]


class NoArticle(ValueError):
    """The article cannot be read, so there is no day to judge its claims as of; the message says what would mend it."""

    def __init__(self, faults: tuple[Fault, ...]):
        self.faults = faults
        super().__init__(" ".join(["The article cannot be read, so nothing can be judged.", *map(str, faults)]))


def article_folder(folder: Path) -> Path:
    """Where the article of a folder's tables is stated: there, or, in want of a ``case.toml``, with the project's own tables."""
    return folder if (folder / FILE).exists() else ROOT


def article_of(folder: Path = ROOT) -> tuple[Article, tuple[Fault, ...]]:
    """The article of a folder's tables, and what is wrong with what it may leave unsaid.

    A folder without a ``case.toml`` is taken to hold other claims of the project's own article.

    Raises
    ------
    NoArticle
        Where it is not said who wrote it, when, and what it is. Every claim is judged as of a day, and a forecast by what
        came after it: a day that stood in for the stated one would make verdicts that nobody asked for.
    """
    article, faults = read_article(article_folder(folder))
    if article is None:
        raise NoArticle(faults)
    return article, faults


def read_article(folder: Path = ROOT) -> ArticleFile:
    """Read the table ``[article]`` of a folder's ``case.toml``. Never raises for what it says.

    A fault in a key that may be left out costs that key only. Without author, day and a word on what it is there is no
    article: nothing could be said of it, nor be judged as of its day.
    """
    try:
        text = read_file(folder / FILE, LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        return _unusable("The file is missing.", f"Put it back, or run: git checkout -- {FILE}")
    except (OSError, Unfit, UnicodeDecodeError) as error:
        why = "The text is not UTF-8." if isinstance(error, UnicodeDecodeError) else "The file cannot be read."
        said = f"{why} {error}" if isinstance(error, Unfit) else why
        return _unusable(said, "See that it is a text file in UTF-8, and may be read.")
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        return _unusable("It is nested too deeply to be read.", f"Write [{TABLE}] and its keys, nothing within them.")
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        return _unusable(
            f"It is no TOML: {error}.", "See that texts stand between quotation marks.", found and int(found[1])
        )
    faults = [
        Fault(
            FILE,
            _line_of(name, text),
            cut(name),
            f"There is no {shown(name)} here.",
            did_you_mean(name, [TABLE]) or "Take it out.",
        )
        for name in [name for name in tables if name != TABLE][:MOST_SAID]
    ]
    given = tables.get(TABLE)
    if not isinstance(given, dict):
        problem = f"The table [{TABLE}] is missing." if given is None else f"{TABLE!r} is no table."
        return ArticleFile(None, (*faults, Fault(FILE, 1, TABLE, problem, f"Write [{TABLE}] above its keys.")))
    known = {**_NEEDED, **_OPTIONAL}
    good: dict[str, Any] = {}
    for name in (*known, *[name for name in given if name not in known][:MOST_SAID]):
        problem = _problem(name, given)
        if problem:
            remedy = known.get(name) or did_you_mean(name, known) or f"The keys are: {', '.join(known)}."
            faults.append(Fault(FILE, _line_of(name, text), cut(name), problem, remedy))
        elif name in given:
            good[name] = given[name]
    whole = good.keys() >= _NEEDED.keys()
    return ArticleFile(Article(**good) if whole else None, tuple(faults))


def _problem(name: str, given: dict[str, Any]) -> str:
    """What is wrong with a key; empty if nothing is."""
    value = given.get(name)
    if name not in _NEEDED and name not in _OPTIONAL:
        return f"There is no key {shown(name)}."
    if value is None:
        return "The key is missing." if name in _NEEDED else ""
    if name == "day":
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            return f"{shown(value) if isinstance(value, str) else cut(value)} is no day."
        if value.year < FIRST_YEAR:
            return f"{value} lies before {FIRST_YEAR}."
        return f"{value} is yet to come." if value > dt.date.today() else ""
    if not isinstance(value, str):
        return f"{cut(value)} is no text."
    if what := unseen(value):
        return f"The text holds {what}, which nobody sees."
    return "The text is empty." if name in _NEEDED and not value.strip() else ""


def _line_of(name: str, text: str) -> int:
    """The line a key or a table stands on; that of the table [article], or the first, where it does not."""
    for pattern in (rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=\].]""", rf"\s*\[\s*{TABLE}\s*\]"):
        for number, line in enumerate(text.splitlines(), 1):
            if re.match(pattern, line):
                return number
    return 1


def _unusable(problem: str, remedy: str, line: int | None = None) -> ArticleFile:
    return ArticleFile(None, (Fault(FILE, line or 1, "", problem, remedy),))
