"""The argument as tables: topics, claims, the evidence each claim is tested with, and what is concluded from them.

No table holds a verdict. A faulty row is reported with its line and left out; the rest keeps working.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from loaders.catalog import ROOT, Catalog
from loaders.cells import Whole, shown
from loaders.tables import Fault, Row, RowT, Table, check_references, empty_table, read_table
from verdicts.cross_checks import (
    beyond_limits,
    circles,
    names_of_claims,
    of_no_claim,
    too_many_links,
    unknown_names,
    untested,
)
from verdicts.evidence import SLUG, Evidence
from verdicts.left_out import LostTest, lost_tests
from verdicts.limits import MOST_CLAIMS, MOST_LINKS, MOST_ROWS

KINDS = {
    "fact": "A factual claim",
    "causal": "A claim that one thing brings about another",
    "forecast": "A forecast, settled by what came after",
    "judgement": "An opinion or advice; data cannot settle it",
}
AUTHOR = "author"
"""The voice of who wrote the article."""
MODES = {
    "asserts": "claims",
    "expects": "expects",
    "allows": "allows",
    "urges": "urges",
    "reports": "reports",
}
"""How the article says a claim, and the word for it on pages."""
PAGES = frozenset({"overview", "claim", "argument", "cases", "explore", "your-claim", "method", "sources"})
"""Addresses that are taken: no topic may be called so."""
MOST_PARTS = 999
"""Sections of an article, and paragraphs of a section: more are a slip of the pen."""
_SECTION = f"the article's section, counted from 0, up to {MOST_PARTS}"
_PARAGRAPH = f"the paragraph of that section, counted from 1, up to {MOST_PARTS}"


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
    """One statement of the article, in our own words: who says it, how, and what would bear it out."""

    id: str = Field(pattern=SLUG, description="lower-case words joined by -, such as us-still-powerful")
    topic: str = Field(description="an id of topics.csv")
    kind: Literal["fact", "causal", "forecast", "judgement"] = Field(description="fact, causal, forecast or judgement")
    section: Whole = Field(ge=0, le=MOST_PARTS, description=_SECTION)
    paragraph: Whole = Field(ge=1, le=MOST_PARTS, description=_PARAGRAPH)
    voice: str = Field(max_length=60, description="who says it: author, or a speaker as the article names them")
    mode: Literal["asserts", "expects", "allows", "urges", "reports"] = Field(
        description="asserts, expects, allows (could, may, might), urges or reports (what someone else says)"
    )
    claim: str = Field(description="one plain sentence in our own words, with the article's hedges and speakers")
    would_be_true_if: str = Field(default="", description="what the figures would show if it were true")
    caveat: str = Field(default="", description="the main limit; for a judgement, why no data decides it")

    @model_validator(mode="after")
    def _says_why(self) -> Claim:
        if self.kind == "judgement" and not self.caveat:
            raise ValueError("A judgement says in its caveat why no data decides it.")
        if self.kind != "judgement" and not self.would_be_true_if:
            raise ValueError("A claim that is tested says in would_be_true_if what would bear it out.")
        return self

    @model_validator(mode="after")
    def _mode_fits_voice(self) -> Claim:
        if self.mode == "reports" and self.voice == AUTHOR:
            raise ValueError("What the article reports someone else says. Name them in voice, or write another mode.")
        if self.mode != "reports" and self.voice != AUTHOR:
            raise ValueError(
                f"What {shown(self.voice)} says the article reports. Write reports in mode, or author in voice."
            )
        return self


class Conclusion(Row):
    """What the article concludes from its claims, in our own words."""

    id: str = Field(pattern=SLUG, description="lower-case words joined by -")
    section: Whole = Field(ge=0, le=MOST_PARTS, description=_SECTION)
    paragraph: Whole = Field(ge=1, le=MOST_PARTS, description=_PARAGRAPH)
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

    @cached_property
    def _lost(self) -> dict[str, tuple[LostTest, ...]]:
        return lost_tests(self.evidence, self.claim)

    def lost_of(self, claim: str) -> tuple[LostTest, ...]:
        """The tests of a claim that faults keep from being made."""
        return self._lost.get(claim, ())

    def less_of(self, conclusion: str) -> str:
        """What faults leave out of the links into a conclusion, in a few words; empty if nothing."""
        if not self.links.readable:
            return "links left out"
        lost = sum(row.cells.get("conclusion", "").strip() == conclusion for row in self.links.left_out)
        return f"{lost} link{'' if lost == 1 else 's'} left out" if lost else ""

    def claims_of(self, topic: str) -> tuple[Claim, ...]:
        return tuple(c for c in self.claims.rows if c.topic == topic)


def read_argument(catalog: Catalog, folder: Path = ROOT) -> Argument:
    """Read topics.csv, claims.csv and evidence.csv of a folder, and conclusions.csv and argument.csv if it has them.

    Never raises for what they say.
    """
    topics = read_table(folder / "topics.csv", Topic, MOST_CLAIMS)
    claims = read_table(folder / "claims.csv", Claim, MOST_CLAIMS)
    claims = claims.without(check_references(claims, "topic", topics.by_key(), "topics.csv"))
    evidence = read_table(folder / "evidence.csv", Evidence, MOST_ROWS)
    evidence = evidence.without([*of_no_claim(evidence, claims), *unknown_names(evidence, catalog)])
    evidence = evidence.without(beyond_limits(evidence))
    claims = claims.with_faults(untested(claims, evidence))
    concluded = (folder / "argument.csv").exists() or (folder / "conclusions.csv").exists()
    conclusions = _read_if(concluded, folder / "conclusions.csv", Conclusion, MOST_CLAIMS)
    conclusions = conclusions.without(names_of_claims(conclusions, claims))
    links = _read_if(concluded and bool(conclusions.rows), folder / "argument.csv", Link, 50 * MOST_LINKS)
    if fault := too_many_links(links):
        links = links.refused(fault)
    premises = [*claims.by_key(), *conclusions.by_key()]
    links = links.without(
        check_references(links, "premise", premises, "claims.csv or conclusions.csv")
        + check_references(links, "conclusion", conclusions.by_key(), "conclusions.csv")
    )
    return Argument(topics, claims, evidence, conclusions, links.without(circles(links)))


def _read_if(wanted: bool, path: Path, model: type[RowT], most: int) -> Table[RowT]:
    """A table, or an empty one: an argument may come without conclusions, and links need some to link to."""
    return read_table(path, model, most) if wanted else empty_table(path, model)
