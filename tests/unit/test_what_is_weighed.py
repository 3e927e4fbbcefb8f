"""Which claims newer figures can move: those of which a test, or another choice of it, looks at them."""

import dataclasses
import datetime as dt

import pytest
from builders import ARTICLE, a_claim, catalog, indicator, observations, row, table

from service import weighing
from verdicts.argument import Argument
from verdicts.case import Case

CATALOG = catalog(indicator(low="lo", high="hi"), indicator("y"), indicator("lo"), indicator("hi"))
ROWS = [
    row(id="a-x", claim="a"),
    row(id="b-y", claim="b", indicator="y"),
    row(id="c-y", claim="c", indicator="y", alternatives="indicator=x", alternatives_why="as good"),
    row(id="d-y", claim="d", indicator="y", measure="share", versus_indicator="x"),
]
LINES = {(name, "USA"): [1, 2, 3] for name in ("x", "y", "lo", "hi")}


def figures(**changed):
    """Figures with other provenance of some indicators."""
    found = observations(LINES)
    rows = {name: dataclasses.replace(p, **changed.get(name, {})) for name, p in found.provenance.items()}
    return dataclasses.replace(found, provenance=rows)


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({}, ""),
        ({"x": {"edition": "second"}}, "acd"),
        ({"y": {"edition": "second"}}, "bcd"),
        ({"lo": {"edition": "second"}}, "acd"),
        # On another day events may have come: every claim is asked as of now.
        ({"x": {"retrieved": dt.date(2026, 8, 2)}}, "acd abcd"),
    ],
)
def test_only_claims_that_look_at_other_figures_are_compared(monkeypatch, changed, asked):
    argument = Argument(table([]), table([a_claim(id=name) for name in "abcd"]), table(ROWS), table([]), table([]))
    before, after, seen = figures(), figures(**changed), []
    plain = weighing.assess
    monkeypatch.setattr(
        weighing, "assess", lambda *given: seen.append("".join(claim.id for claim in given[4])) or plain(*given)
    )
    weighing.verdict_moves(before, after, Case(ARTICLE, CATALOG, argument, after))
    then, now = (asked.split() * 2)[:2] if asked else ("", "")
    assert seen == [then, then, now, now]
