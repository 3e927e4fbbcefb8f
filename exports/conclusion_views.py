"""What is said of each conclusion of the article: how it stands, and what bears on it; pages and reports lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from charts.argument_map import NOBODY
from verdicts.argument import Argument
from verdicts.conclusions import Footing, Premise, Stand, footings
from verdicts.left_out import lost_words
from verdicts.rule import Label


@dataclass(frozen=True)
class PremiseView:
    """A claim or a conclusion that bears on a conclusion."""

    words: str
    state: str
    """How it stands."""
    attacks: bool
    claim: str = ""
    """The id of the claim; empty where it is a conclusion."""


@dataclass(frozen=True)
class ConclusionView:
    """A conclusion of the article, how it stands, and what bears on it."""

    words: str
    place: str
    standing: Stand
    counted: str
    """How many of its premises count, how strongly they bear it, and what is left out of them."""
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
            return PremiseView(argument.claim[name].claim, state, attacks, name)
        if name in stand:
            return PremiseView(stand[name].conclusion.conclusion, stand[name].standing, attacks)
        return PremiseView(name, "not in this report", attacks)

    return [
        ConclusionView(
            one.conclusion.conclusion,
            f"section {one.conclusion.section}, paragraph {one.conclusion.paragraph}",
            one.standing,
            "; ".join(filter(None, (_counted(one), argument.less_of(one.conclusion.id)))),
            [premise(of) for of in one.premises],
        )
        for one in stand.values()
    ]


def _counted(footing: Footing) -> str:
    strength = "" if footing.strength is None else f", strength {footing.strength:+.2f}".replace("-", "\N{MINUS SIGN}")
    return f"{len(footing.counted)} of {len(footing.premises)} premises count{strength}"
