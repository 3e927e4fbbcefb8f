"""Where to go from a claim that data cannot settle: claims near it that could be tested."""

from __future__ import annotations

from collections.abc import Iterable

from verdicts.argument import Claim
from verdicts.rule import SCALE
from verdicts.summary import Standing

MOST = 3


def nearby(claim: Claim, standings: Iterable[Standing], most: int = MOST) -> list[Standing]:
    """Claims of the same topic that have a verdict, the nearest in the article first."""

    def away(standing: Standing) -> tuple[int, int]:
        other = standing.now.claim
        return abs(other.section - claim.section), abs(other.paragraph - claim.paragraph)

    tested = (s for s in standings if s.now.claim.topic == claim.topic and s.now.label in SCALE)
    return sorted((s for s in tested if s.now.claim.id != claim.id), key=away)[:most]
