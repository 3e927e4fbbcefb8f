"""How firm a verdict is, in a word: how far it stays the same when the claim is tested in other ways.

The limits are stated here and on the Method page. Firmness looks at the test settings alone; certainty has more reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from verdicts.certainty import MOST
from verdicts.multiverse import Multiverse
from verdicts.rule import Label

Word = Literal["Firm", "Fairly firm", "Fragile"]
SAME = 0.95
"""The share of test settings with the same verdict from which it is firm."""
MEANINGS: dict[Word, str] = {
    "Firm": f"At least {SAME:.0%} of the test settings give the same verdict.",
    "Fairly firm": f"At least {MOST:.0%} of the test settings give a verdict in the same direction.",
    "Fragile": f"Under {MOST:.0%} of the test settings give a verdict in the same direction.",
}


@dataclass(frozen=True)
class Firmness:
    """A word for a verdict's firmness, and what the settings most often say where that is another verdict."""

    word: Word
    mostly: Label | None = None


def firmness_of(multiverse: Multiverse) -> Firmness | None:
    """How firm a verdict is; None for one that is not scored or that rests on no choice."""
    if not multiverse.contested:
        return None
    commonest = max(multiverse.shares, key=lambda label: multiverse.shares[label])
    mostly = None if multiverse.shares.get(multiverse.headline, 0.0) >= multiverse.shares[commonest] else commonest
    if multiverse.robustness >= SAME:
        return Firmness("Firm", mostly)
    return Firmness("Fairly firm" if multiverse.same_side >= MOST else "Fragile", mostly)
