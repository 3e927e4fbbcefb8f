"""What is wrong with the tables of an argument beside each other: names that nothing has, circles, and too much to work out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import TYPE_CHECKING

from loaders.catalog import CODES, Catalog
from loaders.cells import shown
from loaders.nearest import Hints
from loaders.tables import Fault, Table, check_references
from verdicts.checks import HAPPENED
from verdicts.evidence import Evidence, event_inside
from verdicts.left_out import lost_tests
from verdicts.limits import MOST_LINKS, MOST_OF_CLAIM, MOST_OPEN, MOST_TESTS
from verdicts.sides import not_in_a_whole

if TYPE_CHECKING:
    from verdicts.argument import Claim, Conclusion, Link

_ENTITIES = ("entity", "counterpart", "versus_entity", "versus_counterpart")
_INDICATORS = ("indicator", "versus_indicator")
_REMEDIES = {
    "claim": "Split the claim, or take rows out.",
    "alternatives": "Declare fewer alternatives, those that would be defended.",
}
SHOWN = 8
"""Steps of a circle that are named."""


def unknown_names(table: Table[Evidence], catalog: Catalog) -> Iterator[Fault]:
    """What rows of evidence, or their alternatives, name that the catalog does not hold, or holds only in part."""
    hint = Hints()
    for row in table.rows:
        for column, problem, remedy in chain(_wrong_names(row, catalog, hint), _wrong_measures(row, catalog)):
            yield Fault(table.file, table.lines[row.id], column, problem, remedy)


def of_no_claim(evidence: Table[Evidence], claims: Table[Claim]) -> list[Fault]:
    """Faults for rows of evidence of what is no claim, or of one that a fault keeps out: it is that fault which is to be mended."""
    lost = {row.cells.get("id", "").strip(): row.fault for row in reversed(claims.left_out)}
    known = claims.by_key()
    theirs = [row for row in evidence.rows if row.claim in lost and row.claim not in known]
    faults = [
        Fault(
            evidence.file,
            evidence.lines[row.id],
            "claim",
            f"The claim {shown(row.claim)} is left out, because of a fault there.",
            f"Mend {lost[row.claim].where}.",
        )
        for row in theirs
    ]
    return faults + check_references(evidence.without(faults, ()), "claim", known, "claims.csv")


def beyond_limits(table: Table[Evidence]) -> list[Fault]:
    """Faults for the rows with which a claim asks for more than is worked out; what stands above them is kept."""
    tests, open_rows, sizes = Counter[str](), Counter[str](), dict[str, int]()
    faults = []
    for row in table.rows:
        claim, own = row.claim, row.combinations if row.weight else 1
        tests[claim] += 1
        open_rows[claim] += own > 1
        size = sizes.get(claim, 1) * own
        asked = (
            ("claim", tests[claim], MOST_TESTS, "tests"),
            ("alternatives", open_rows[claim] if own > 1 else 0, MOST_OPEN, "tests with alternatives"),
            ("alternatives", size, MOST_OF_CLAIM, "combinations of choices"),
        )
        for column, found, most, what in asked:
            if found > most:
                problem = f"With this row the claim has {found:,} {what}; up to {most:,} are worked out."
                faults.append(Fault(table.file, table.lines[row.id], column, problem, _REMEDIES[column]))
                break
        else:
            sizes[claim] = size
    return faults


def untested(claims: Table[Claim], evidence: Table[Evidence]) -> list[Fault]:
    """Faults for the claims that figures could decide and no row tests. A claim that lost its rows is told of with them."""
    tested = {row.claim for row in evidence.rows} | lost_tests(evidence, claims.by_key()).keys()
    problem = "No row of evidence.csv tests the claim."
    remedy = "Add one that does; or, if no data decides it, make it a judgement."
    return [
        Fault(claims.file, claims.lines[row.id], "id", problem, remedy, "nothing")
        for row in claims.rows
        if row.kind != "judgement" and row.id not in tested
    ]


def names_of_claims(conclusions: Table[Conclusion], claims: Table[Claim]) -> list[Fault]:
    """Faults for conclusions that carry a claim's id: a link could mean either."""
    known = claims.by_key()
    return [
        Fault(conclusions.file, conclusions.lines[row.id], "id", f"{row.id!r} is a claim's id.", "Choose another one.")
        for row in conclusions.rows
        if row.id in known
    ]


def too_many_links(links: Table[Link]) -> Fault | None:
    """The fault of a table with more links than are weighed: an argument that lacked some of them would be another one."""
    if len(links.rows) <= MOST_LINKS:
        return None
    line = links.lines[links.rows[MOST_LINKS].key()]
    problem = f"The table has {len(links.rows):,} links; up to {MOST_LINKS:,} are weighed, so none of them is."
    return Fault(links.file, line, "", problem, "Keep those that the article itself makes.")


def circles(links: Table[Link]) -> list[Fault]:
    """A fault for each link of each circle: what rests on itself supports nothing."""
    faults: list[Fault] = []
    rows = {link.key(): link for link in links.rows}
    while True:
        premises: dict[str, set[str]] = {}
        for link in rows.values():
            premises.setdefault(link.conclusion, set()).add(link.premise)
        try:
            TopologicalSorter(premises).prepare()
        except CycleError as error:
            circle = error.args[1]
            end = " ..." if len(circle) > SHOWN else "."
            problem = f"The conclusion rests on itself: {', '.join(circle[:SHOWN])}{end}"
            for step in (f"{premise} {conclusion}" for premise, conclusion in zip(circle, circle[1:], strict=False)):
                faults.append(Fault(links.file, links.lines[step], "premise", problem, "Take one of these links out."))
                del rows[step]
        else:
            return faults


def _wrong_names(row: Evidence, catalog: Catalog, hint: Hints) -> Iterator[tuple[str, str, str]]:
    """Column, problem and remedy of each name that a row cannot have."""
    named = [(column, column, getattr(row, column)) for column in (*_ENTITIES, *_INDICATORS, "event")]
    named += [(column, "alternatives", value) for column, values in row.choices for value in values]
    for column, where, value in named:
        if not value:
            continue
        if column in _ENTITIES and (problem := catalog.doubt_of(value)):
            yield where, problem, hint.code(value.partition("@")[0], catalog.name_by_code) or CODES
        elif column in _ENTITIES and value.partition("@")[0] in catalog.incomplete:
            problem = f"The group {value} lacks a member, whose row in the catalog is faulty."
            yield where, problem, "Mend groups.csv or entities.csv: the faults there say how."
        elif column in _INDICATORS and value not in catalog.indicator:
            remedy = hint(value, catalog.indicator) or "Use an id that stands there."
            yield where, f"{value!r} is not in catalog/indicators.csv.", remedy
        elif column == "event" and value not in catalog.event:
            yield (
                where,
                f"{value!r} is not in catalog/events.csv.",
                hint(value, catalog.event) or "Use an id that stands there.",
            )
    if row.event in catalog.event and not event_inside(row, catalog):
        yield "event", "The event lies outside the window.", "Widen the window, or choose another event."


def _wrong_measures(row: Evidence, catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Column, problem and remedy of a measure that its figures cannot have."""
    if row.check == HAPPENED:
        return
    if row.measure == "rank":
        for group in map(str, row.options.get("versus_entity", (row.request.versus[1],))):
            if not catalog.is_group(group):
                yield "versus_entity", f"A rank needs a group, and {group!r} is none.", "Use WLD or another group."
    for name in map(str, row.options.get("indicator", (row.indicator,))):
        if name in catalog.indicator and (problem := not_in_a_whole(replace(row.request, indicator=name), catalog)):
            yield "measure", problem, "Use ratio or gap, or figures that add up."
