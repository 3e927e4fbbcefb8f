"""Those whom a question names, and who of them gives and who takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from verdicts.panels import WORLD
from verdicts.query_words import Words

MEASURES = frozenset({"share", "per head", "rank", "largest", "growth", "ratio", "gap", "distance", "index"})
IN_WORLD = frozenset({"share", "rank", "largest"})
"""Measures of which the world is the whole."""
DIRECTIONS = {"buys": "takes", "imports": "takes", "sells": "gives", "exports": "gives"}
OTHER = {"takes": "gives", "gives": "takes"}
LOOSE = frozenset({"", "of"})
"""Words before a name that leave open on which side it is."""
VERBS = frozenset({"buys", "sells"})


@dataclass(frozen=True)
class Mention:
    """Somebody named, or several side by side: for each the ids that may be meant."""

    names: tuple[tuple[str, ...], ...]
    typed: tuple[str, ...]
    words: Words
    at: int
    before: str = ""
    """The word before it, by its role: from, to, of, in ..."""
    side: str = ""
    """Whether they give or take; empty if nothing says so."""
    note: str = ""


def sided(mentions: list[Mention], turns: list[tuple[str, int]]) -> tuple[Mention, ...]:
    """The names with the side that each is on, as words of selling and buying, and those before the names, say."""
    subject = _subject(mentions, turns)
    side = DIRECTIONS[turns[0][0]] if turns else ""
    found = []
    for mention in mentions:
        if mention is subject:
            mine = side
        elif mention.before in ("from", "to"):
            mine = "gives" if mention.before == "from" else "takes"
        elif mention.before in LOOSE | {"by"} and subject is not None:
            mine = OTHER[side]
        else:
            mine = ""
        found.append(replace(mention, side=mine))
    return tuple(found)


def _subject(mentions: list[Mention], turns: list[tuple[str, int]]) -> Mention | None:
    """Who sells or buys: whom ``by`` names, else the name next before the word, else (of nouns) one behind it."""
    if not turns:
        return None
    role, at = turns[0]
    mentions = [m for m in mentions if WORLD not in m.names[0]] or mentions
    ahead = [m for m in mentions if m.at < at and m.before in LOOSE | MEASURES]
    behind = [] if role in VERBS else [m for m in mentions if m.at > at and m.before in LOOSE]
    candidates = (
        *(m for m in mentions if m.before == "by"),
        *reversed(ahead),
        *sorted(behind, key=lambda m: m.before),
    )
    return candidates[0] if candidates else None
