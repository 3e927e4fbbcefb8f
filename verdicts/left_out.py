"""Which tests a claim has lost: rows of evidence that a fault keeps from being made, so that its verdict may be another one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from loaders.tables import Fault, LeftOut, Table
from verdicts.evidence import SLUG, Evidence

_IDS = re.compile("[a-z0-9]+(?:-[a-z0-9]+)+")
"""What may be an id within a line: words of prose are not joined."""


class LostTest(NamedTuple):
    """A row of evidence that is left out of a verdict."""

    evidence: str
    """Its id; empty where that cannot be told."""
    fault: Fault
    """What is wrong with it, the first thing if there are several."""

    def record(self) -> dict[str, str]:
        """The test as plain values, for JSON."""
        return {"evidence": self.evidence, "where": self.fault.where, "problem": self.fault.problem}


def lost_tests(evidence: Table[Evidence], claims: Iterable[str]) -> dict[str, tuple[LostTest, ...]]:
    """By claim, the tests of it that are left out; of a table that cannot be read, every claim has lost what it had."""
    known = set(claims)
    if not evidence.readable:
        return {claim: (LostTest("", evidence.faults[0]),) for claim in known}
    found: dict[str, list[LostTest]] = {}
    for row in evidence.left_out:
        identity = row.cells.get("id", "").strip()
        for claim in _claims_of(row, known):
            found.setdefault(claim, []).append(LostTest(identity, row.fault))
    return {claim: tuple(lost) for claim, lost in found.items()}


def lost_sentence(lost: Sequence[LostTest]) -> str:
    """What a claim's lost tests mean for its verdict; empty if there are none."""
    if not lost:
        return ""
    if not any(test.evidence for test in lost):
        return "Its tests could not be read, so the verdict may be another one."
    if len(lost) == 1:
        return "One test of it is left out, because its row is faulty: with it the verdict may be another one."
    return f"{len(lost)} tests of it are left out, because their rows are faulty: with them the verdict may be another one."


def lost_words(lost: Sequence[LostTest]) -> str:
    """The same in a few words, to stand beside a verdict; empty if there are none."""
    if not lost:
        return ""
    return (
        f"{len(lost)} test{'' if len(lost) == 1 else 's'} left out"
        if any(t.evidence for t in lost)
        else "tests left out"
    )


def _claims_of(row: LeftOut, claims: Container[str]) -> Iterable[str]:
    """The claims that a row belongs to; none where that cannot be told.

    It is the one that the row names; else the one that its id begins with, as ids of evidence do. Where marks do not fit, two
    rows may have become one and cells have moved: then it is every claim whose id, or that of a test of it, stands anywhere.
    """
    named, identity = row.cells.get("claim", "").strip(), row.cells.get("id", "").strip()
    found = [named if named in claims else _begun(identity, claims)]
    if row.misread:
        words = dict.fromkeys(_IDS.findall(row.misread))
        found += [word if word in claims else _begun(word, claims) for word in words]
    return dict.fromkeys(filter(None, found))


def _begun(identity: str, claims: Container[str]) -> str:
    """The longest id of a claim that an id of evidence begins with."""
    while identity and re.fullmatch(SLUG, identity):
        identity = identity.rpartition("-")[0]
        if identity in claims:
            return identity
    return ""
