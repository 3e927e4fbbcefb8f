"""An argument written in Argdown as rows of conclusions.csv and argument.csv, over the claims that the tables have.

What supports or attacks something is a premise, and what it bears on a conclusion; the description of the argument
between the two is the reason. What the tables cannot say is told with its line, and the rest is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import ValidationError

from loaders.argdown import Argdown, Relation, read_argdown
from loaders.nearest import Hints
from loaders.tables import Fault, Row, Table, fault_of
from verdicts.argument import Claim, Conclusion, Link
from verdicts.cross_checks import circles, too_many_links

CONCLUSION = "conclusion"
"""The tag of a conclusion that nothing bears on, and that no claim is called like."""
RELATIONS = {"support": "supports", "attack": "attacks"}
LONGEST_ID = 40
CONCLUSIONS = tuple(field.alias or name for name, field in Conclusion.model_fields.items())
LINKS = tuple(field.alias or name for name, field in Link.model_fields.items())
"""The columns of the two tables."""


@dataclass
class ArgumentRows:
    """Rows as cells, in the order of the file, and what is wrong with them: a cell that the file leaves open is empty."""

    conclusions: list[dict[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Bearing(NamedTuple):
    """That a statement bears on another, by their titles."""

    premise: str
    relation: str
    conclusion: str
    why: str
    line: int


def argument_rows(text: str, claims: Mapping[str, Claim], name: str = "argdown") -> ArgumentRows:
    """The rows that a text in Argdown comes to. Never raises.

    ``claims``: those of claims.csv by id. A statement is one of them if its title is its id, or if it says the same and is
    no conclusion by its tag.
    """
    read = read_argdown(text, name)
    return _Rows(read, claims, name).rows()


class _Rows:
    def __init__(self, read: Argdown, claims: Mapping[str, Claim], name: str):
        self._read, self._claims, self._name = read, claims, name
        self._hint = Hints()
        self._rows = ArgumentRows(faults=list(read.faults))
        said = {_same(claim.claim): claim.id for claim in claims.values()}
        self._claim = {
            title: title
            if title in claims
            else ""
            if CONCLUSION in one.tags
            else said.get(_same(one.text or title), "")
            for title, one in read.statements.items()
        }
        self._bearings = [*self._of_steps(), *self._of_relations()]
        targets = dict.fromkeys(bearing.conclusion for bearing in self._bearings)
        self._conclusions = {
            title: ""
            for title, one in sorted(read.statements.items(), key=lambda pair: pair[1].line)
            if not self._claim[title] and (title in targets or CONCLUSION in one.tags)
        }

    def _fault(self, line: int, problem: str, remedy: str) -> None:
        self._rows.faults.append(Fault(self._name, line, "", problem, remedy))

    def rows(self) -> ArgumentRows:
        taken = set(self._claims)
        for title in self._conclusions:
            self._conclusions[title] = found = _id_of(title, taken)
            taken.add(found)
        for title, found in self._conclusions.items():
            one = self._read.statements[title]
            cells = {"id": found, "section": one.stated("section"), "paragraph": one.stated("paragraph")}
            self._rows.conclusions.append({**cells, "conclusion": one.text or one.title})
        lines: dict[str, int] = {}
        for bearing in self._bearings:
            self._link(bearing, lines)
        self._check(lines)
        self._tell_unused()
        self._rows.faults.sort(key=lambda fault: fault.line)
        return self._rows

    def _link(self, bearing: _Bearing, lines: dict[str, int]) -> None:
        premise = self._known(bearing.premise, bearing.line)
        conclusion = self._conclusions.get(bearing.conclusion, "")
        if not conclusion:
            problem = f"[{bearing.conclusion}] is a claim: argument.csv has links to conclusions only."
            self._fault(bearing.line, problem, "Let it bear on a conclusion, or give what it says a title of its own.")
        if not premise or not conclusion:
            return
        key = f"{premise} {conclusion}"
        if key in lines:
            problem = f"That {premise} bears on {conclusion} stands on line {lines[key]} already."
            self._fault(bearing.line, problem, "Say it once.")
            return
        lines[key] = bearing.line
        cells = {"premise": premise, "relation": bearing.relation, "conclusion": conclusion, "why": bearing.why}
        self._rows.links.append(cells)

    def _known(self, title: str, line: int) -> str:
        """The id of a premise; empty, and told, where there is none."""
        found = self._claim.get(title) or self._conclusions.get(title, "")
        if not found:
            near = self._hint(title, [*self._claims, *self._conclusions])
            near = near or "Call it by an id of claims.csv, as in [an-id]."
            self._fault(line, f"[{title[:80]}] is no claim of claims.csv, and nothing bears on it.", near)
        return found

    def _of_steps(self) -> Iterator[_Bearing]:
        """What arguments that are written out say."""
        for step in self._read.steps:
            said = self._read.arguments.get(step.argument)
            why = (said.text if said else "") or step.rule
            for premise in step.premises:
                if premise != step.conclusion:
                    yield _Bearing(premise, "supports", step.conclusion, why, step.line)

    def _of_relations(self) -> Iterator[_Bearing]:
        """What relations say: from statement to statement, or by way of an argument."""
        ends = {step.argument: step.conclusion for step in self._read.steps if step.argument}
        premises: dict[str, list[Relation]] = {}
        for relation in self._read.relations:
            if relation.target.kind == "argument":
                premises.setdefault(relation.target.title, []).append(relation)
        used: set[str] = set()
        for relation in self._read.relations:
            source, target = relation.source, relation.target
            if target.kind == "argument":
                continue
            named = RELATIONS[relation.relation]
            if source.kind == "statement":
                yield _Bearing(source.title, named, target.title, "", relation.line)
                continue
            said = self._read.arguments[source.title].text
            used.add(source.title)
            if source.title in ends:
                yield _Bearing(ends[source.title], named, target.title, said, relation.line)
                continue
            able = [one for one in premises.get(source.title, ()) if self._bears(one)]
            if not able:
                problem = f"The argument <{source.title[:80]}> has no premise."
                self._fault(relation.line, problem, "Put a claim below it: + [an-id].")
            for one in able:
                yield _Bearing(one.source.title, named, target.title, said, one.line)
        for title, relations in premises.items():
            if title not in used and title not in ends:
                self._fault(
                    relations[0].line, f"The argument <{title[:80]}> bears on nothing.", "Put it below a conclusion."
                )

    def _bears(self, relation: Relation) -> bool:
        """Whether it is a premise of an argument; else it is told what our tables cannot say."""
        if relation.relation == "support" and relation.source.kind == "statement":
            return True
        problem = "An argument that bears on another argument cannot be said in argument.csv."
        self._fault(relation.line, problem, "Let it bear on the conclusion.")
        return False

    def _check(self, lines: dict[str, int]) -> None:
        """Hold the rows against what their tables take."""
        of = {found: self._read.statements[title].line for title, found in self._conclusions.items()}
        for cells in self._rows.conclusions:
            self._tell(cells, Conclusion, of[cells["id"]])
        for cells in self._rows.links:
            self._tell(cells, Link, lines[_key(cells)])
        # Circles are told of links that lack a reason too.
        table = Table(self._name, tuple(Link.model_construct(None, **cells) for cells in self._rows.links), lines)
        self._rows.faults += circles(table)
        if fault := too_many_links(table):
            self._rows.faults.append(fault)

    def _tell(self, cells: dict[str, str], model: type[Row], line: int) -> None:
        """Tell what a table would refuse of a row."""
        try:
            model.model_validate({name: cell for name, cell in cells.items() if cell.strip()})
        except ValidationError as error:
            self._rows.faults += [
                fault_of(detail, model, self._name, line) for detail in error.errors(include_url=False)
            ]

    def _tell_unused(self) -> None:
        """Statements that are neither a claim nor a conclusion, and that nothing is made of."""
        told = {bearing.premise for bearing in self._bearings}
        for title, one in self._read.statements.items():
            if not self._claim[title] and title not in self._conclusions and title not in told:
                self._fault(
                    one.line,
                    f"Nothing is made of [{title[:80]}].",
                    f"Tag a conclusion #{CONCLUSION}, or let something bear on it.",
                )


def _key(cells: Mapping[str, str]) -> str:
    return f"{cells['premise']} {cells['conclusion']}"


def _same(text: str) -> str:
    """A sentence as it is compared with another: case, spaces and what ends it are no matter."""
    return " ".join(text.split()).rstrip(".!").casefold()


def _id_of(title: str, taken: set[str]) -> str:
    """An id for a title that is none of those taken: the title where it is one already."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    words = re.findall("[a-z0-9]+", plain)
    if "-".join(words) == title:
        found = title
    else:
        while len("-".join(words)) > LONGEST_ID and len(words) > 1:
            words.pop()
        found = "-".join(words)[:LONGEST_ID].strip("-") or "conclusion"
    number, first = 2, found
    while found in taken:
        found, number = f"{first}-{number}", number + 1
    return found
