"""HTML for what Streamlit has no element for. Every text is escaped: a table's cell never becomes markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from charts.said import because, degree
from charts.sparkline import sparkline
from charts.theme import MARKS, STANDINGS, WORST_TO_BEST, Mode
from exports import addresses
from loaders.catalog import Catalog
from verdicts.argument import Claim
from verdicts.conclusions import STANDS, Stand
from verdicts.doubt import agreement, percent
from verdicts.findings import has_figures
from verdicts.left_out import lost_words
from verdicts.multiverse import Multiverse
from verdicts.rule import LABELS, MEANINGS, Label
from verdicts.summary import Standing
from verdicts.verdict import Verdict
from verdicts.words import label as series_label

HATCHED = ' class="hatched"'
"""On a stretch of a bar whose colour is near another's."""


def plain(text: str) -> str:
    """Text as it is, for an element that reads Markdown: nothing in it becomes a link, a formula or emphasis."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#$~|:" else c for c in text)


def claim_anchor(claim: Claim) -> str:
    """A claim's words as a link to its page."""
    return link(addresses.CLAIM_PAGE.link(claim=claim.id), claim.claim)


def link(address: str, text: str) -> str:
    """A link that opens in the same tab."""
    return f'<a href="{escape(address)}" target="_self">{escape(text)}</a>'


def badge(label: Label, mode: Mode) -> str:
    """A verdict as a shape, a colour and its word."""
    mark = MARKS[label]
    return (
        f'<span class="badge" style="color:{mark.colour(mode)}"><span class="sign" aria-hidden="true">{mark.symbol}</span>'
        f"{escape(label)}</span>"
    )


def verdict_badge(verdict: Verdict, mode: Mode) -> str:
    """A verdict as its badge, with how certain it is and, to point at, the reasons."""
    words = degree(verdict.certainty)
    if not words:
        return badge(verdict.label, mode)
    return f'{badge(verdict.label, mode)}<span class="certainty" title="{escape(because(verdict.certainty))}">{escape(words)}</span>'


def standing_badge(standing: Stand, mode: Mode) -> str:
    """How a conclusion stands, as a shape, a colour and its word."""
    mark = STANDINGS[standing]
    return (
        f'<span class="badge" style="color:{mark.colour(mode)}"><span class="sign" aria-hidden="true">{mark.symbol}</span>'
        f"{escape(standing)}</span>"
    )


def standing_key(mode: Mode) -> str:
    """A legend of how conclusions stand, each with its meaning as a tooltip."""
    items = (
        f'<span role="listitem" title="{escape(meaning)}">{standing_badge(standing, mode)}</span>'
        for standing, meaning in STANDS.items()
    )
    return f'<div class="key" role="list" aria-label="Standings of conclusions">{"".join(items)}</div>'


def shares_bar(shares: Mapping[Label, float], mode: Mode) -> str:
    """The shares of verdicts under all choices as a thin bar, from the worst verdict to the best, with a text alternative."""
    ordered = [label for label in WORST_TO_BEST if label in shares]
    parts = "".join(
        f'<span{HATCHED if MARKS[label].hatch else ""} style="width:{100 * shares[label]:.2f}%;background-color:{MARKS[label].colour(mode)}"></span>'
        for label in ordered
    )
    words = ", ".join(f"{percent(shares[label])} {label}" for label in ordered)
    return f'<div class="shares" role="img" aria-label="Under all choices: {escape(words)}" title="{escape(words)}">{parts}</div>'


def firmness(multiverse: Multiverse, mode: Mode) -> str:
    """How many choices agree with a verdict, as a bar with its words; nothing for a verdict that rests on none."""
    if not multiverse.contested:
        return ""
    return (
        f'<div class="firm">{shares_bar(multiverse.shares, mode)}'
        f'<span class="quiet">{escape(agreement(multiverse))}</span></div>'
    )


def verdict_key(labels: Iterable[Label], mode: Mode) -> str:
    """A legend of the verdicts in use, each with its meaning as a tooltip and for screen readers."""
    used = set(labels)
    items = (
        f'<span role="listitem" title="{escape(MEANINGS[label])}">{badge(label, mode)}</span>'
        for label in LABELS
        if label in used
    )
    return f'<div class="key" role="list" aria-label="Verdicts">{"".join(items)}</div>'


def moves(standing: Standing, mode: Mode) -> str:
    """The verdict now, with what is left out of it, and what it was as of the article if that differs."""
    now = verdict_badge(standing.now, mode)
    if standing.now.lost:
        now += f'<span class="quiet">{escape(lost_words(standing.now.lost))}</span>'
    if not standing.moved:
        return now
    return f'{verdict_badge(standing.then, mode)}<span role="img" aria-label="then">\N{RIGHTWARDS ARROW}</span>{now}'


def cards(standings: Sequence[Standing], multiverses: Mapping[str, Multiverse], mode: Mode, catalog: Catalog) -> str:
    """Claims as cards: statement, verdict then and now, how firm it is, and the deciding series as a line."""
    items = "".join(_card(s, multiverses[s.now.claim.id], mode, catalog) for s in standings)
    return f'<div class="cards">{items}</div>'


def _card(standing: Standing, multiverse: Multiverse, mode: Mode, catalog: Catalog) -> str:
    claim, deciding = standing.now.claim, standing.now.deciding
    line = sparkline(deciding.series, mode) if deciding and has_figures(deciding) else ""
    what = escape(series_label(deciding.evidence.request, catalog)) if deciding and line else ""
    tests = len(standing.now.scored)
    tested = f"{tests} scored test{'' if tests == 1 else 's'}" if tests else escape(claim.kind)
    return (
        f'<div class="card">{claim_anchor(claim)}'
        f'<div class="row">{moves(standing, mode)}</div>{firmness(multiverse, mode)}'
        f'<div class="end"><span class="quiet">{what or tested}</span>{line}</div></div>'
    )


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Terms and what they are, the values as plain text."""
    items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>" for term, value in pairs if value)
    return f'<dl class="rule">{items}</dl>'


def lede(text: str) -> str:
    """The first sentence of a page."""
    return f'<p class="lede">{escape(text)}</p>'


def heading(text: str) -> str:
    """A heading over a group of cards."""
    return f'<h3 class="topic-head">{escape(text)}</h3>'
