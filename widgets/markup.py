"""HTML for what Streamlit has no element for. Every text is escaped: a table's cell never becomes markup."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from exports import addresses
from verdicts.argument import Claim
from widgets.signs import badge as badge
from widgets.signs import shares_bar as shares_bar
from widgets.signs import standing_badge as standing_badge
from widgets.signs import standing_key as standing_key
from widgets.signs import verdict_badge as verdict_badge
from widgets.signs import verdict_key as verdict_key


def plain(text: str) -> str:
    """Text as it is, for an element that reads Markdown: nothing in it becomes a link, a formula or emphasis."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>#$~|:" else c for c in text)


def claim_anchor(claim: Claim) -> str:
    """A claim's words as a link to its page."""
    return link(addresses.CLAIM_PAGE.link(claim=claim.id), claim.claim)


def link(address: str, text: str) -> str:
    """A link that opens in the same tab."""
    return f'<a href="{escape(address)}" target="_self">{escape(text)}</a>'


def definitions(pairs: Iterable[tuple[str, str]]) -> str:
    """Terms and what they are, the values as plain text."""
    items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(value)}</dd>" for term, value in pairs if value)
    return f'<dl class="rule">{items}</dl>'


def lede(text: str) -> str:
    """The first sentence of a page."""
    return f'<p class="lede">{escape(text)}</p>'
