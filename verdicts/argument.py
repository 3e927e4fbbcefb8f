"""The argument as tables: topics, claims, the evidence each claim is tested with, and what is concluded from them.

No table holds a verdict. A faulty row is reported with its line and left out; the rest keeps working.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from loaders.catalog import ROOT, Catalog
from loaders.tables import Fault, Row, RowT, Table, check_references, did_you_mean, read_table
from verdicts.checks import HAPPENED
from verdicts.evidence import SLUG, Evidence, event_inside

KINDS = {
    "fact": "true or not when it was written",
    "causal": "says that one thing brings about another",
    "forecast": "decided by what came after",
    "judgement": "a valuation or counsel that no data decides",
}
_ENTITIES = ("entity", "counterpart", "versus_entity", "versus_counterpart")
_INDICATORS = ("indicator", "versus_indicator")


PAGES = frozenset({"overview", "claim", "argument", "method", "sources"})
"""Addresses that are taken: no topic may be called so."""


class Topic(Row):
    """A theme of the article; it has a page of its own."""

    id: str = Field(pattern=SLUG, description="lower-case words joined by -")
    title: str = Field(max_length=40, description="a short title")
    question: str = Field(description="the question its page answers")

    @field_validator("id")
    @classmethod
    def _address_is_free(cls, value: str) -> str:
        if value in PAGES:
            raise ValueError(f"{value!r} is the address of a page of its own. Choose another id.")
        return value


class Claim(Row):
    """One empirical statement of the article, in our own words."""

    id: str = Field(pattern=SLUG, description="lower-case words joined by -, such as us-still-powerful")
    topic: str = Field(description="an id of topics.csv")
    kind: Literal["fact", "causal", "forecast", "judgement"] = Field(description="fact, causal, forecast or judgement")
    section: int = Field(ge=0, description="the article's section, counted from 0")
    paragraph: int = Field(ge=1, description="the paragraph of that section, counted from 1")
    claim: str = Field(description="one plain sentence in our own words")
    would_be_true_if: str = Field(default="", description="what the figures would show if it were true")
    caveat: str = Field(default="", description="the main limit; for a judgement, why no data decides it")

    @model_validator(mode="after")
    def _says_why(self) -> Claim:
        if self.kind == "judgement" and not self.caveat:
            raise ValueError("A judgement says in its caveat why no data decides it.")
        if self.kind != "judgement" and not self.would_be_true_if:
            raise ValueError("A claim that is tested says in would_be_true_if what would bear it out.")
        return self


class Conclusion(Row):
    """What the article concludes from its claims, in our own words."""

    id: str = Field(pattern=SLUG, description="lower-case words joined by -")
    section: int = Field(ge=0, description="the article's section, counted from 0")
    paragraph: int = Field(ge=1, description="the paragraph of that section, counted from 1")
    conclusion: str = Field(max_length=110, description="one plain sentence in our own words")


class Link(Row):
    """One step of the argument: a claim or a conclusion that speaks for or against a conclusion."""

    premise: str = Field(description="an id of claims.csv or of conclusions.csv")
    relation: Literal["supports", "attacks"] = Field(description="supports or attacks")
    conclusion: str = Field(description="an id of conclusions.csv")
    why: str = Field(description="why the one bears on the other")

    def key(self) -> str:
        return f"{self.premise} {self.conclusion}"


@dataclass(frozen=True)
class Argument:
    """Topics, claims, evidence and conclusions, cross-checked."""

    topics: Table[Topic]
    claims: Table[Claim]
    evidence: Table[Evidence]
    conclusions: Table[Conclusion]
    links: Table[Link]

    @property
    def faults(self) -> tuple[Fault, ...]:
        tables = (self.topics, self.claims, self.evidence, self.conclusions, self.links)
        return tuple(fault for table in tables for fault in table.faults)

    @cached_property
    def topic(self) -> dict[str, Topic]:
        return self.topics.by_key()

    @cached_property
    def claim(self) -> dict[str, Claim]:
        return self.claims.by_key()

    @cached_property
    def conclusion(self) -> dict[str, Conclusion]:
        return self.conclusions.by_key()

    @cached_property
    def _evidence(self) -> dict[str, tuple[Evidence, ...]]:
        found: dict[str, list[Evidence]] = {}
        for row in self.evidence.rows:
            found.setdefault(row.claim, []).append(row)
        return {claim: tuple(rows) for claim, rows in found.items()}

    @cached_property
    def premises(self) -> dict[str, tuple[Link, ...]]:
        """The links into each conclusion, those that others rest on first."""
        into: dict[str, list[Link]] = {row.id: [] for row in self.conclusions.rows}
        for link in self.links.rows:
            into[link.conclusion].append(link)
        order = TopologicalSorter({name: [link.premise for link in links] for name, links in into.items()})
        return {name: tuple(into[name]) for name in order.static_order() if name in into}

    def evidence_of(self, claim: str) -> tuple[Evidence, ...]:
        return self._evidence.get(claim, ())

    def claims_of(self, topic: str) -> tuple[Claim, ...]:
        return tuple(c for c in self.claims.rows if c.topic == topic)


def read_argument(catalog: Catalog, folder: Path = ROOT) -> Argument:
    """Read topics.csv, claims.csv and evidence.csv of a folder, and conclusions.csv and argument.csv if it has them.

    Never raises for what they say.
    """
    topics = read_table(folder / "topics.csv", Topic)
    claims = read_table(folder / "claims.csv", Claim)
    claims = claims.without(check_references(claims, "topic", topics.by_key(), "topics.csv"))
    evidence = read_table(folder / "evidence.csv", Evidence)
    faults = check_references(evidence, "claim", claims.by_key(), "claims.csv")
    faults += [fault for row in evidence.rows for fault in _faults_of(row, evidence, catalog)]
    concluded = (folder / "argument.csv").exists() or (folder / "conclusions.csv").exists()
    conclusions = _read_if(concluded, folder / "conclusions.csv", Conclusion)
    links = _read_if(concluded and bool(conclusions.rows), folder / "argument.csv", Link)
    conclusions = conclusions.without(_taken(conclusions, claims))
    premises = [*claims.by_key(), *conclusions.by_key()]
    links = links.without(
        check_references(links, "premise", premises, "claims.csv or conclusions.csv")
        + check_references(links, "conclusion", conclusions.by_key(), "conclusions.csv")
    )
    return Argument(topics, claims, evidence.without(faults), conclusions, links.without(_circles(links)))


def _read_if(wanted: bool, path: Path, model: type[RowT]) -> Table[RowT]:
    """A table, or an empty one: an argument may come without conclusions, and links need some to link to."""
    return read_table(path, model) if wanted else Table(path.name, (), {})


def _taken(conclusions: Table[Conclusion], claims: Table[Claim]) -> list[Fault]:
    """Faults for conclusions that carry a claim's id: a link could mean either."""
    known = claims.by_key()
    return [
        Fault(conclusions.file, conclusions.lines[row.id], "id", f"{row.id!r} is a claim's id.", "Choose another one.")
        for row in conclusions.rows
        if row.id in known
    ]


def _circles(links: Table[Link]) -> list[Fault]:
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
            problem = f"The conclusion rests on itself: {', '.join(circle)}."
            for step in (f"{premise} {conclusion}" for premise, conclusion in zip(circle, circle[1:], strict=False)):
                faults.append(Fault(links.file, links.lines[step], "premise", problem, "Take one of these links out."))
                del rows[step]
        else:
            return faults


def _faults_of(row: Evidence, table: Table[Evidence], catalog: Catalog) -> Iterator[Fault]:
    """What a row, or one of its alternatives, names that the catalog does not hold."""

    def fault(column: str, problem: str, remedy: str) -> Fault:
        return Fault(table.file, table.lines[row.id], column, problem, remedy)

    named = [(column, column, getattr(row, column)) for column in (*_ENTITIES, *_INDICATORS, "event")]
    named += [(column, "alternatives", value) for column, values in row.choices for value in values]
    for column, where, value in named:
        if not value:
            continue
        if column in _ENTITIES and not catalog.knows(value):
            remedy = "Use a code that stands there: three letters for a country."
            yield fault(where, f"{value!r} is not in catalog/entities.csv.", remedy)
        elif column in _INDICATORS and value not in catalog.indicator:
            remedy = did_you_mean(value, catalog.indicator) or "Use an id that stands there."
            yield fault(where, f"{value!r} is not in catalog/indicators.csv.", remedy)
        elif column == "event" and value not in catalog.event:
            remedy = did_you_mean(value, catalog.event) or "Use an id that stands there."
            yield fault(where, f"{value!r} is not in catalog/events.csv.", remedy)
    if row.measure == "rank" and row.check != HAPPENED:
        for group in map(str, row.options.get("versus_entity", (row.request.versus[1],))):
            if not catalog.is_group(group):
                yield fault(
                    "versus_entity", f"A rank needs a group, and {group!r} is none.", "Use WLD or another group."
                )
    if row.event in catalog.event and not event_inside(row, catalog):
        yield fault("event", "The event lies outside the window.", "Widen the window, or choose another event.")
