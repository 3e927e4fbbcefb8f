"""What a reader of "Your claim" has chosen: all of it stands in the address, so that a link, and Back, give the same view."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from exports.own_case import TooLong, packed, unpacked
from verdicts.checks import DIRECTIONS
from verdicts.clock import Knowledge
from verdicts.evidence import Evidence
from verdicts.own_claim import MOST_CLAIMS, MOST_TESTS, OwnClaim, knowledge, words_problem
from verdicts.own_fit import fitted
from verdicts.own_test import COLUMNS, OwnTest, parse, test_of
from widgets.state import application, case

ALSO, WORDS, GUESS, KEPT, AT = "also", "words", "guess", "kept", "at"
"""Parameters beside those of the first test: further tests, own words, the guess, the list, and which of it is being changed."""
ASK, SHOWN = "ask", "shown"
"""A guess that is asked for, and one that was passed by."""
_LONGEST_ALSO = 1_000
"""Letters of a further test."""
_PROBLEM = "own problem"
"""Where one run notes for the next what could not be done."""


@dataclass(frozen=True)
class Draft:
    """The view: one claim being made, and the claims that were kept."""

    claim: OwnClaim
    day: dt.date
    """The day that all of it is of."""
    kept: tuple[OwnClaim, ...] = ()
    at: int | None = None
    """Which of the kept claims is being changed; None for a new one."""
    guess: str = ""

    @property
    def tests(self) -> tuple[OwnTest, ...]:
        return self.claim.tests

    def parameters(self) -> dict[str, str | list[str]]:
        """Its address. Raises :class:`exports.own_case.TooLong`."""
        first, *more = self.tests
        found: dict[str, str | list[str]] = dict(first.parameters())
        if more:
            found[ALSO] = [urlencode(test.parameters()) for test in more]
        values = {
            WORDS: self.claim.words,
            GUESS: self.guess,
            KEPT: packed(self.kept, self.day) if self.kept else "",
            AT: "" if self.at is None else str(self.at + 1),
        }
        return found | {name: value for name, value in values.items() if value}


def known(day: dt.date | None = None) -> Knowledge:
    """The figures that a reader's claims are held against, as claims of a day; of the day of the newest figures by default."""
    catalog, observations = application().sites.figures
    return knowledge(catalog, observations, day or observations.latest_retrieval or case().now.day)


def read_draft() -> tuple[Draft, tuple[str, ...]]:
    """What the address asks for, filled up with what is usual, and what of it could not be used, a sentence each."""
    figures, faults = known(), list[str]()
    asked = {name: st.query_params.get(name, "") for name in COLUMNS}
    # A view of Explore may name several.
    asked["entity"] = asked["entity"].partition(",")[0]
    first, told = _test(asked, figures)
    faults += told
    tests = [first]
    for text in st.query_params.get_all(ALSO)[: MOST_TESTS - 1]:
        try:
            cells = dict(parse_qsl(text[:_LONGEST_ALSO], max_num_fields=2 * len(COLUMNS)))
        except ValueError:
            continue
        test, told = _test(cells, figures)
        faults += told
        tests.append(test)
    words = st.query_params.get(WORDS, "")
    if problem := words_problem(words):
        faults.append(problem)
        words = ""
    list_ = unpacked(st.query_params[KEPT]) if st.query_params.get(KEPT) else None
    if list_ and list_.fault:
        faults.append(list_.fault)
    kept, day = (list_.claims, list_.day) if list_ else ((), None)
    at = st.query_params.get(AT, "")
    draft = Draft(
        OwnClaim(tuple(dict.fromkeys(tests)), words),
        day or figures.as_of.written,
        kept,
        int(at) - 1 if at.isascii() and at.isdigit() and len(at) < 3 and 0 < int(at) <= len(kept) else None,
        st.query_params.get(GUESS, "")[:20],
    )
    return draft, tuple(faults)


def _test(asked: Mapping[str, str], figures: Knowledge) -> tuple[OwnTest, tuple[str, ...]]:
    if not any(asked.get(name) for name in COLUMNS):
        return example(figures), ()
    read = parse(asked)
    return fitted(read.test, figures, read.given), read.faults


def example(figures: Knowledge) -> OwnTest:
    """The test that the page begins with: of the rises and falls that the case itself asks about the plainest.

    That is one without another side and with comparable entities, so that its answer has a base rate; of these the one that is said shortest.
    """
    rows = (row for row in case().argument.evidence.rows if row.check in DIRECTIONS and row.measure == "level")
    held = [row for row in rows if not row.event and figures.observations.sides_of(row.indicator)]

    def plainness(row: Evidence) -> tuple[bool, bool, int]:
        return bool(row.counterpart), not row.among, len(figures.catalog.indicator[row.indicator].name)

    row = min(held, key=plainness, default=None)
    return fitted(test_of(row) if row else OwnTest(), figures)


def show(draft: Draft) -> None:
    """Have the page show a draft: from the next run on, and at its own address. What does not fit into one is told."""
    try:
        st.query_params.from_dict(draft.parameters())
    except TooLong as error:
        st.session_state[_PROBLEM] = str(error)


def problem() -> str:
    """What could not be done since the last run, in a sentence; empty for nothing."""
    return str(st.session_state.pop(_PROBLEM, ""))


def with_test(draft: Draft, number: int, test: OwnTest) -> Draft:
    """The draft with another test in one place; a guess is asked for anew."""
    tests = list(draft.tests)
    tests[number] = test
    return with_tests(draft, tests)


def with_tests(draft: Draft, tests: list[OwnTest]) -> Draft:
    """The draft with other tests."""
    claim = replace(draft.claim, tests=tuple(dict.fromkeys(tests)))
    return replace(draft, claim=claim, guess=ASK if draft.guess else "")


def can_keep(draft: Draft) -> bool:
    """Whether the list has room, or a place that is being changed."""
    return draft.at is not None or len(draft.kept) < MOST_CLAIMS


def with_kept(draft: Draft) -> Draft:
    """The draft with its claim in the list."""
    if draft.at is None:
        return replace(draft, kept=(*draft.kept, draft.claim), at=len(draft.kept))
    kept = list(draft.kept)
    kept[draft.at] = draft.claim
    return replace(draft, kept=tuple(kept))
