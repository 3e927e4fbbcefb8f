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
from loaders.encodings import decoded
from loaders.files import Unfit, read_file
from loaders.home import CASE_FILE
from loaders.nearest import did_you_mean
from loaders.table_files import missing_remedy
from loaders.tables import Fault
from verdicts.words import day

FILE = CASE_FILE
READER_S_LIST = "A reader's own list of claims"
"""What a list of a reader's own claims says it is."""
TABLE = "article"
LARGEST = 100_000
"""Bytes of the file."""
MOST_SAID = 20
"""Unknown keys that are told of."""
_NEEDED = {
    "author": "The name of whoever wrote it, between quotation marks.",
    "day": "The day it appeared, without quotation marks: day = 2024-06-30.",
    "about": "What the article is, in a few words of our own, between quotation marks.",
}
_OPTIONAL = {
    "subject": "What it is on, as it follows the word 'on' in a sentence, between quotation marks.",
    "title": "Its title, between quotation marks.",
    "address": "The address of its page, between quotation marks, beginning with https://.",
    "url": "The same as address: write one of them.",
    "language": 'The language it is written in, between quotation marks, as a code: "en", "de", "pt-BR".',
}
_FORMS = {
    "address": r"https?://[^\s<>\"]+",
    "url": r"https?://[^\s<>\"]+",
    "language": r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*",
}
LONGEST = 300
"""Characters of a text: it stands in headings and sentences."""


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
    language: str = ""
    """A code such as en or pt-BR (BCP 47)."""

    @property
    def by_reader(self) -> bool:
        """Whether it is no article, but the list of claims that a reader made: its claims are the reader's, not ours."""
        return self.about == READER_S_LIST

    @property
    def called(self) -> str:
        """Its title between quotation marks; what it is, where the title is not stated."""
        if self.title:
            return f"\N{LEFT DOUBLE QUOTATION MARK}{self.title}\N{RIGHT DOUBLE QUOTATION MARK}"
        return self.about

    @property
    def page(self) -> str:
        """The address of its page where that is one of the web, which may be linked to; else empty."""
        return self.address if self.address.startswith(("https://", "http://")) else ""

    @property
    def named(self) -> str:
        """Which it is: what it is called, its author and its day."""
        return f"{self.called}, {self.author}, {day(self.day)}"

    @property
    def introduced(self) -> str:
        """How a sentence begins that introduces it: 'An opinion article of 30 June 2024 on the price of bread'."""
        if self.by_reader:
            return f"A reader's own list of {day(self.day)}"
        return f"An opinion article of {day(self.day)}{f' on {self.subject}' if self.subject else ''}"

    def record(self) -> dict[str, str]:
        """The article as plain values, for JSON; what is not stated is left out."""
        stated = {"title": self.title, "address": self.address, "language": self.language}
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
        text, told = _text(folder)
        tables = _tables(text)
    except _Unusable as error:
        return ArticleFile(None, (error.fault,))
    faults = [
        *told,
        *(
            _fault(name, text, f"There is no {shown(name)} here.", did_you_mean(name, [TABLE]) or "Take it out.")
            for name in [name for name in tables if name != TABLE][:MOST_SAID]
        ),
    ]
    given = tables.get(TABLE)
    if not isinstance(given, dict):
        problem = f"The table [{TABLE}] is missing." if given is None else f"{TABLE!r} is no table."
        return ArticleFile(None, (*faults, Fault(FILE, 1, TABLE, problem, f"Write [{TABLE}] above its keys.", "case")))
    known = {**_NEEDED, **_OPTIONAL}
    good: dict[str, Any] = {}
    for name in (*known, *[name for name in given if name not in known][:MOST_SAID]):
        problem = _problem(name, given) if name in known else f"There is no key {shown(name)}."
        if problem:
            remedy = known.get(name) or did_you_mean(name, known) or f"The keys are: {', '.join(known)}."
            faults.append(_fault(name, text, problem, remedy))
        elif name in given:
            good[name] = given[name]
    good["address"] = good.get("address") or good.pop("url", "")
    good.pop("url", None)
    whole = good.keys() >= _NEEDED.keys()
    return ArticleFile(Article(**good) if whole else None, tuple(faults))


class _Unusable(Exception):
    """A file that states nothing."""

    def __init__(self, problem: str, remedy: str, line: int | None = None):
        super().__init__(problem)
        self.fault = Fault(FILE, line or 1, "", problem, remedy, "case")


def _text(folder: Path) -> tuple[str, list[Fault]]:
    """What the file says, and the fault of an encoding that was guessed. Raises _Unusable."""
    try:
        found = decoded(read_file(folder / FILE, LARGEST))
    except FileNotFoundError:
        raise _Unusable("The file is missing.", missing_remedy(folder / FILE)) from None
    except (OSError, Unfit) as error:
        said = f"The file cannot be read. {error if isinstance(error, Unfit) else ''}".strip()
        raise _Unusable(said, "See that it is a text file in UTF-8, and may be read.") from error
    if not found.guessed:
        return found.text, []
    problem = f"The text is not UTF-8. It is read as {found.encoding}."
    remedy = "Save it as UTF-8, and look whether its letters are right."
    return found.text, [Fault(FILE, found.guessed, "", problem, remedy, "nothing")]


def _tables(text: str) -> dict[str, Any]:
    """What stands in a text of TOML. Raises _Unusable."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        remedy = f"Write [{TABLE}] and its keys, nothing within them."
        raise _Unusable("It is nested too deeply to be read.", remedy) from None
    except ValueError as error:
        # Not of TOMLDecodeError alone: a number of thousands of digits is a plain ValueError.
        line = re.search(r"at line ([0-9]+)", str(error))
        said = f"It is no TOML: {cut(str(error))}."
        raise _Unusable(said, "See that texts stand between quotation marks.", int(line[1]) if line else None) from None


def _problem(name: str, given: dict[str, Any]) -> str:
    """What is wrong with a key that may be there; empty if nothing is."""
    value = given.get(name)
    if value is None:
        return "The key is missing." if name in _NEEDED else ""
    if name == "day":
        return _problem_of_day(value)
    if not isinstance(value, str):
        return f"{cut(value)} is no text."
    if what := unseen(value):
        return f"The text holds {what}, which nobody sees."
    if name in _NEEDED and not value.strip():
        return "The text is empty."
    if len(value) > LONGEST:
        return f"The text has {len(value):,} characters; up to {LONGEST} are shown."
    if name in _FORMS and value and not re.fullmatch(_FORMS[name], value):
        return f"{shown(value)} is none."
    if name == "url" and given.get("address") not in (None, value):
        return "It is another address than address says."
    return ""


def _problem_of_day(value: object) -> str:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        return f"{shown(value) if isinstance(value, str) else cut(value)} is no day."
    if value.year < FIRST_YEAR:
        return f"{value} lies before {FIRST_YEAR}."
    return f"{value} is yet to come." if value > dt.date.today() else ""


def _fault(name: str, text: str, problem: str, remedy: str) -> Fault:
    """The fault of a key, which costs the whole case where there can be no article without it."""
    column = name if re.fullmatch(r"\w{1,40}", name) else shown(name)
    return Fault(FILE, _line_of(name, text), column, problem, remedy, "case" if name in _NEEDED else "key")


def _line_of(name: str, text: str) -> int:
    """The line a key or a table stands on; that of the table [article], or the first, where it does not."""
    for pattern in (rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=\].]""", rf"\s*\[\s*{TABLE}\s*\]"):
        for number, line in enumerate(text.splitlines(), 1):
            if re.match(pattern, line):
                return number
    return 1
