"""Which tests a claim has lost: rows of evidence that a fault keeps from being made, so that its verdict may be another one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from loaders.tables import Fault, Table
from verdicts.evidence import SLUG, Evidence


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
    for cells, fault in evidence.left_out:
        claim = _claim_of(cells, known)
        if claim:
            found.setdefault(claim, []).append(LostTest(cells.get("id", "").strip(), fault))
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


def _claim_of(cells: Mapping[str, str], claims: Container[str]) -> str:
    """The claim that a row belongs to: the one it names; else the one that its id begins with, as ids of evidence do."""
    named, identity = cells.get("claim", "").strip(), cells.get("id", "").strip()
    if named in claims:
        return named
    if re.fullmatch(SLUG, identity):
        while identity:
            identity = identity.rpartition("-")[0]
            if identity in claims:
                return identity
    return ""
