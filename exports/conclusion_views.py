"""What is said of each conclusion of the article: how it stands, and what bears on it; pages and reports lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from charts.argument_map import NOBODY
from verdicts.argument import Argument
from verdicts.conclusions import STANDS, Footing, Premise, Stand, footings
from verdicts.left_out import lost_words
from verdicts.rule import Label

Side = Literal["for", "against", "undecided"]


@dataclass(frozen=True)
class PremiseView:
    """A claim or a conclusion that bears on a conclusion."""

    words: str
    state: str
    """How it stands."""
    attacks: bool
    """Whether it would speak against the conclusion if it were true."""
    side: Side
    """Which way it bears on the conclusion, as it stands."""
    claim: str = ""
    """The id of the claim; empty where it is a conclusion."""


@dataclass(frozen=True)
class ConclusionView:
    """A conclusion of the article, how it stands, and what bears on it."""

    words: str
    place: str
    standing: Stand
    evidence: str
    """What its standing means."""
    counted: str
    """How many of its premises are for and against it, its net support, and what is left out of them."""
    premises: list[PremiseView]


def conclusion_views(
    argument: Argument, labels: Mapping[str, Label], fallen: str = "", certain: Mapping[str, str] = NOBODY
) -> list[ConclusionView]:
    """All conclusions, given the verdicts on claims by their ids; that on ``fallen`` is a supposition.

    ``certain``: what is said of the certainty of each verdict; nothing of one that has none.
    """
    stand = footings(argument, labels)

    def premise(of: Premise) -> PremiseView:
        name, attacks = of.link.premise, of.link.relation == "attacks"
        if name in labels:
            less = f", {lost_words(argument.lost_of(name))}" if argument.lost_of(name) else ""
            verdict = ", ".join(filter(None, (labels[name], certain.get(name))))
            state = f"supposed {labels[name]}" if name == fallen else f"{verdict}{less}"
            return PremiseView(argument.claim[name].claim, state, attacks, _side(of), name)
        if name in stand:
            return PremiseView(stand[name].conclusion.conclusion, stand[name].standing, attacks, _side(of))
        return PremiseView(name, "not in this report", attacks, _side(of))

    return [
        ConclusionView(
            one.conclusion.conclusion,
            f"section {one.conclusion.section}, paragraph {one.conclusion.paragraph}",
            one.standing,
            STANDS[one.standing],
            "; ".join(filter(None, (_counted(one), argument.less_of(one.conclusion.id)))),
            [premise(of) for of in one.premises],
        )
        for one in stand.values()
    ]


def _side(premise: Premise) -> Side:
    if not premise.strength:
        return "undecided"
    return "for" if premise.strength > 0 else "against"


def _counted(footing: Footing) -> str:
    sides = [_side(premise) for premise in footing.premises]
    told = ", ".join(f"{sides.count(side)} {side}" for side in get_args(Side) if side in sides) or "nothing bears on it"
    if footing.strength is None:
        return told
    return f"{told}; net support {footing.strength:+.2f}".replace("-", "\N{MINUS SIGN}")
