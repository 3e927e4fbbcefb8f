"""A reader's own claims: sentences with their tests, as the rows of an argument that the engine judges like any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.catalog import Catalog
from loaders.cells import cut, unseen
from loaders.observations import Observations
from loaders.tables import RowT, Table
from verdicts.argument import AUTHOR, Argument, Claim, Conclusion, Link, Topic
from verdicts.article import READER_S_LIST, Article
from verdicts.case import Case
from verdicts.clock import Knowledge, latest
from verdicts.evidence import Evidence
from verdicts.own_rows import Impossible, row_of
from verdicts.own_sentence import sentence
from verdicts.own_test import OwnTest

LONGEST = 200
"""Letters of a claim in a reader's own words."""
MOST_TESTS = 4
"""Tests of one claim."""
MOST_CLAIMS = 30
TOPIC = Topic(id="own", title="Your claims", question="Do these claims hold?")
AUTHOR_NAME = "You"
_FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True)
class OwnClaim:
    """One claim of a reader: in own words or, without any, in those of its first test; and its tests."""

    tests: tuple[OwnTest, ...]
    words: str = ""


def words_problem(words: str) -> str:
    """What is wrong with a claim in own words and what to change; empty where nothing is."""
    if len(words) > LONGEST:
        return f"The claim is too long: {len(words)} letters. Use up to {LONGEST}."
    if what := unseen(words) or ("a line break" if len(words.splitlines()) > 1 else ""):
        return f"The claim holds {what}. Type it again in plain letters."
    if words.startswith(_FORMULA):
        return f"A claim may not begin with {cut(words[0])}, which spreadsheets take for a formula. Begin with a word."
    return ""


def claim_id(number: int) -> str:
    """The id of a reader's n-th claim, counted from 1."""
    return f"claim-{number}"


def rows_of(claim: OwnClaim, number: int, known: Knowledge) -> tuple[Claim, tuple[Evidence, ...]]:
    """The rows of a claim and of its tests, with ids by its ``number``. Raises :class:`Impossible`, saying what to change."""
    if problem := words_problem(claim.words):
        raise Impossible(problem)
    if not claim.tests:
        raise Impossible("The claim has no test. Choose what to measure.")
    if len(claim.tests) > MOST_TESTS:
        raise Impossible(f"A claim may have up to {MOST_TESTS} tests. Take one out.")
    if len(set(claim.tests)) < len(claim.tests):
        raise Impossible("Two tests of the claim are the same. Change one, or take it out.")
    name, own = claim_id(number), bool(claim.words)
    tests = tuple(row_of(test, known, name, at, own) for at, test in enumerate(claim.tests, 1))
    sentences = [sentence(test, known) for test in claim.tests]
    ahead = any(looks_ahead(test, known.as_of.written) for test in claim.tests)
    row = Claim(
        id=name,
        topic=TOPIC.id,
        kind="forecast" if ahead else "fact",
        section=0,
        paragraph=number,
        voice=AUTHOR,
        mode="expects" if ahead else "asserts",
        claim=claim.words or sentences[0],
        would_be_true_if=" ".join(sentences),
    )
    return row, tests


def looks_ahead(test: OwnTest, day: dt.date) -> bool:
    """Whether a test asks about what had not come about by a day: then its claim is a forecast."""
    return test.until is not None and test.until > day


def argument_of(claims: Sequence[OwnClaim], known: Knowledge) -> Argument:
    """The argument that a reader's claims make. Raises :class:`Impossible`, saying what to change."""
    made = [rows_of(claim, number, known) for number, claim in enumerate(claims, 1)]
    return Argument(
        _table("topics.csv", [TOPIC]),
        _table("claims.csv", [claim for claim, _ in made]),
        _table("evidence.csv", [row for _, rows in made for row in rows]),
        Table[Conclusion]("conclusions.csv", (), {}),
        Table[Link]("argument.csv", (), {}),
    )


def _table(file: str, rows: Sequence[RowT]) -> Table[RowT]:
    """Rows as a file of them would be read: a head, then a line each."""
    return Table(file, tuple(rows), {row.key(): line for line, row in enumerate(rows, 2)})


def article_of_reader(day: dt.date) -> Article:
    """The reader's list, in the place of an article."""
    return Article(AUTHOR_NAME, day, READER_S_LIST)


def case_of(claims: Sequence[OwnClaim], known: Knowledge) -> Case:
    """A reader's claims as a case over what is ``known``, as of the day it was written. Raises :class:`Impossible`."""
    return Case(article_of_reader(known.as_of.written), known.catalog, argument_of(claims, known), known.observations)


def knowledge(catalog: Catalog, observations: Observations, day: dt.date) -> Knowledge:
    """What a reader's claim of ``day`` may look at: all figures in hand."""
    return Knowledge(observations, catalog, latest(observations, day))
