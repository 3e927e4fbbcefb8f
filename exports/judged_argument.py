"""The argument of a case with how each claim and conclusion stands as of a day: what files for programs of argument are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verdicts.argument import Argument
from verdicts.article import Article
from verdicts.conclusions import STANDS, footings
from verdicts.left_out import lost_words
from verdicts.rule import Label

if TYPE_CHECKING:
    from exports.dossier import Dossier
    from verdicts.case import Case


class Judgement(NamedTuple):
    """What stands of a verdict beside its claim."""

    label: Label
    certainty: str = ""
    """Empty where nothing was decided."""
    left_out: str = ""
    """The tests that faults leave out of it, in words; empty if none."""

    def record(self) -> dict[str, str]:
        """What there is to say of it."""
        said = {"verdict": self.label, "certainty": self.certainty, "left_out": self.left_out}
        return {name: text for name, text in said.items() if text}


@dataclass(frozen=True, eq=False)
class JudgedArgument:
    """The claims and conclusions of an article, judged."""

    article: Article
    argument: Argument
    judgements: Mapping[str, Judgement]
    """By the claim's id."""
    as_of: dt.date
    address: str = ""
    """Where the dashboard is to be found, without a slash at its end; empty where nobody said."""

    @property
    def stands(self) -> dict[str, str]:
        """How each conclusion stands, in words, by its id."""
        labels = {claim: judgement.label for claim, judgement in self.judgements.items()}
        return {name: STANDS[footing.standing] for name, footing in footings(self.argument, labels).items()}


def judged(case: Case, dossiers: Sequence[Dossier], address: str = "") -> JudgedArgument:
    """The argument of a case with the verdicts of its dossiers, which are all of one day."""
    verdicts = [dossier.now for dossier in dossiers]
    judgements = {
        verdict.claim.id: Judgement(
            verdict.label,
            verdict.certainty.degree if verdict.certainty else "",
            lost_words(verdict.lost) if verdict.lost else "",
        )
        for verdict in verdicts
    }
    as_of = max((verdict.as_of.day for verdict in verdicts), default=case.article.day)
    return JudgedArgument(case.article, case.argument, judgements, as_of, address)
