"""HTML of verdicts, answers and conclusions: a sign, a colour and a word. Every text is escaped.

Streamlit keeps no SVG in the HTML of a page, so a sign is an empty element that the style sheet draws as a mask over the
colour of its text (charts/signs.py): it follows the mode of the page, and paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from charts.said import because, degree
from charts.signs import name_of
from charts.theme import MARKS, STANDINGS, WORST_TO_BEST, Mode
from verdicts.answers import answer_words
from verdicts.certainty import Certainty
from verdicts.conclusions import STANDS, Stand
from verdicts.doubt import percent
from verdicts.findings import Finding
from verdicts.results import Result
from verdicts.rule import LABELS, MEANINGS, Label
from verdicts.verdict import Verdict
from verdicts.words import capitalised

_PULLS: dict[str, Label] = {
    "supports": "supported",
    "contradicts": "contradicted",
    "inconclusive": "not enough evidence",
    "no data": "no data",
}
"""Whose sign stands before the answer of a test."""


def sign(what: str) -> str:
    """The sign of a verdict or of a standing, in the colour of the text around it; it is not read aloud."""
    return f'<span class="sign {name_of(what)}" aria-hidden="true"></span>'


def badge(label: Label, mode: Mode) -> str:
    """A verdict as a sign, a colour and its word."""
    return f'<span class="badge" style="color:{MARKS[label].colour(mode)}">{sign(label)}{escape(label)}</span>'


def verdict_badge(verdict: Verdict, mode: Mode) -> str:
    """A verdict as its badge, with how certain it is and, to point at, the reasons."""
    return badge(verdict.label, mode) + certainty_badge(verdict.certainty)


def certainty_badge(certainty: Certainty | None, short: bool = False) -> str:
    """How certain a verdict is, as four dots and words, with the reasons to point at; empty where nothing was decided.

    ``short``: the degree alone, under a head that says of what.
    """
    if certainty is None:
        return ""
    kind, words = ("degree", capitalised(certainty.degree)) if short else ("certainty", degree(certainty))
    dots = f'<span class="sign {name_of(f"certainty {certainty.degree}")}" aria-hidden="true"></span>'
    return f'<span class="{kind}" title="{escape(because(certainty))}">{dots}{escape(words)}</span>'


def answer_badge(finding: Finding, mode: Mode) -> str:
    """The answer of a test as a sign, a colour and its word; empty for context, which answers nothing."""
    return result_badge(finding.result, mode) if finding.answer else ""


def result_badge(result: Result, mode: Mode) -> str:
    """What a scored test comes to, as a sign, a colour and its word."""
    pull = _PULLS[result.outcome]
    return f'<span class="badge" style="color:{MARKS[pull].colour(mode)}">{sign(pull)}{escape(answer_words(result))}</span>'


def standing_badge(standing: Stand, mode: Mode) -> str:
    """How a conclusion stands, as a sign, a colour and its word."""
    return f'<span class="badge" style="color:{STANDINGS[standing].colour(mode)}">{sign(standing)}{escape(standing)}</span>'


def standing_key(mode: Mode) -> str:
    """A legend of how conclusions stand, each with its meaning as a tooltip."""
    items = (
        f'<span role="listitem" title="{escape(meaning)}">{standing_badge(standing, mode)}</span>'
        for standing, meaning in STANDS.items()
    )
    return f'<div class="key" role="list" aria-label="Standings of conclusions">{"".join(items)}</div>'


def filling(label: Label, mode: Mode) -> tuple[str, str]:
    """The class and the style of a verdict's stretch of a bar: its colour, and its pattern by the style sheet."""
    mark = MARKS[label]
    return f"fill-{mark.pattern}", f"background-color:{mark.fill(mode)};color:{mark.ink(mode)}"


def shares_bar(shares: Mapping[Label, float], mode: Mode) -> str:
    """The shares of verdicts under all choices as a thin bar, from the worst verdict to the best, with a text alternative."""
    ordered = [label for label in WORST_TO_BEST if label in shares]
    parts = "".join(
        f'<span class="{pattern}" style="width:{100 * shares[label]:.2f}%;{style}"></span>'
        for label in ordered
        for pattern, style in (filling(label, mode),)
    )
    words = ", ".join(f"{percent(shares[label])} {label}" for label in ordered)
    return f'<div class="shares" role="img" aria-label="Under all choices: {escape(words)}" title="{escape(words)}">{parts}</div>'


def verdict_key(labels: Iterable[Label], mode: Mode) -> str:
    """A legend of the verdicts in use, each with its meaning as a tooltip and for screen readers."""
    used = set(labels)
    items = (
        f'<span role="listitem" title="{escape(MEANINGS[label])}">{badge(label, mode)}</span>'
        for label in LABELS
        if label in used
    )
    return f'<div class="key" role="list" aria-label="Verdicts">{"".join(items)}</div>'
