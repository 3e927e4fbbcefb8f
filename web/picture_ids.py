"""Ids of pictures: which there can be, and which claim each belongs to."""

from __future__ import annotations

from verdicts.case import Case
from web.faults import unknown

ARGUMENT = ("board", "scoreboard", "map")
"""Pictures of the whole argument."""
CHOICES, YEARS = "-choices", "-years"


def picture_ids(case: Case) -> list[str]:
    """The ids of all pictures there can be; some have nothing to draw."""
    evidence = [row.id for row in case.argument.evidence.rows]
    claims = list(case.argument.claim)
    return [
        *ARGUMENT,
        *evidence,
        *(f"{name}{CHOICES}" for name in [*evidence, *claims]),
        *(f"{name}{YEARS}" for name in claims),
    ]


def owner(case: Case, picture: str) -> str:
    """The claim a picture belongs to; empty for one of the whole argument. Raises Fault for an unknown id."""
    if picture in ARGUMENT:
        return ""
    argument = case.argument
    claim_of = {row.id: row.claim for row in argument.evidence.rows}
    if picture in claim_of:
        return claim_of[picture]
    name = picture.removesuffix(CHOICES)
    if name != picture and (name in claim_of or name in argument.claim):
        return claim_of.get(name, name)
    name = picture.removesuffix(YEARS)
    if name != picture and name in argument.claim:
        return name
    raise unknown("picture", picture, picture_ids(case))
