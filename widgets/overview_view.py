"""The head of the overview: which article, how its claims stand as one bar, three facts, and claims to begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from charts.theme import Mode
from exports import addresses
from verdicts.article import Article
from verdicts.certainty import DEGREES
from verdicts.conclusions import Stand
from verdicts.rule import LABELS, MEANINGS, Label
from verdicts.start_here import Start
from verdicts.summary import Standing, changed_words, conclusions_words, firm_words
from verdicts.words import capitalised
from widgets.markup import claim_anchor, link
from widgets.signs import badge, certainty_badge, filling


def eyebrow(first: str, words: str, more: str = "") -> str:
    """A line over the heading of a page; ``more`` is markup."""
    return f'<p class="eyebrow"><span>{escape(first)}</span> {escape(words)}{more}</p>'


def article_eyebrow(article: Article) -> str:
    """Which article this is: its title if it is stated, its author, its day, and a link to it if there is one."""
    linked = f" {_outward(article.page)}" if article.page else ""
    return eyebrow("Claims of a reader, not of Plumbline" if article.by_reader else "Fact-check", article.named, linked)


def _outward(address: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">Read the article</a>'


def bar(
    labels: Sequence[Label], mode: Mode, active: Iterable[str] = (), first: str = "./", of: str = "", **also: str
) -> str:
    """All claims by verdict as one bar; under it a legend whose entries show the claims of a verdict alone.

    Parameters
    ----------
    active : iterable of str
        The verdicts that are shown alone: choosing one of these again shows all.
    first : str
        The way to the first page of the case.
    of : str
        What the claims are of, where a page has several bars.
    also
        What else of the address of the overview the entries choose: ``topic="Arms sales"``.
    """
    counts = Counter(labels)
    used = [label for label in LABELS if counts[label]]
    words = ", ".join(f"{counts[label]} {label}" for label in used)
    parts = "".join(_part(label, counts[label], mode) for label in used)
    entries = "".join(_entry(label, counts[label], mode, set(active), first, also) for label in used)
    name = f"Claims by verdict: {of}" if of else "Claims by verdict"
    return (
        f'<div class="verdicts" role="img" aria-label="{len(labels)} claims by verdict: {escape(words)}">{parts}</div>'
        f'<nav class="legend" aria-label="{escape(name)}">{entries}</nav>'
    )


def _part(label: Label, count: int, mode: Mode) -> str:
    pattern, style = filling(label, mode)
    return f'<span class="{pattern}" style="flex:{count};{style}" title="{count} {escape(label)}"><b>{count}</b></span>'


def _entry(label: Label, count: int, mode: Mode, active: set[str], first: str, also: Mapping[str, str]) -> str:
    on = label in active
    choice = urlencode({**also, **({} if on else {"verdict": label})})
    address = f"{first}{'?' if choice else ''}{choice}"
    title = "Show all claims again" if on else MEANINGS[label]
    current = ' aria-current="true"' if on else ""
    return (
        f'<a href="{escape(address)}" target="_self" title="{escape(title)}"{current}>'
        f"{badge(label, mode)} <b>{count}</b></a>"
    )


def facts(standings: Sequence[Standing], stands: Mapping[str, Stand]) -> str:
    """Three facts on the whole, each with a link to where it is shown in full."""
    told = (
        (changed_words(standings), "./?moved=true", "See what changed"),
        (firm_words([s.now.multiverse for s in standings]), "./?look=How+firm", "See how firm each is"),
        (conclusions_words(list(stands.values())), addresses.MAP_PAGE.page, "See the argument"),
    )
    items = (
        f"<div><p><b>{escape(number)}</b> {escape(words)}</p><p>{escape(more)} {link(address, where)}</p></div>"
        for (number, words, more), address, where in told
        if number
    )
    return f'<div class="facts">{"".join(items)}</div>'


def starts(chosen: Sequence[Start], mode: Mode) -> str:
    """Claims to begin with, as cards."""
    if not chosen:
        return ""
    cards = "".join(
        f'<div class="card"><p class="of">{escape(one.what)}</p><p class="said">{claim_anchor(one.standing.now.claim)}</p>'
        f'<div class="row">{badge(one.standing.now.label, mode)}{certainty_badge(one.standing.now.certainty, short=True)}</div>'
        f'<p class="quiet">{escape(one.why)}</p></div>'
        for one in chosen
    )
    return f'<h2 class="head">Start with these</h2><div class="cards four">{cards}</div>'


def groups(shown: Sequence[Standing], order: str, topics: Mapping[str, str]) -> list[tuple[str, list[Standing]]]:
    """Claims under heads: by section of the article, topic, verdict or certainty; within each as they come.

    Parameters
    ----------
    order : str
        One of :data:`widgets.filters.ORDERS`.
    topics : mapping
        The titles of topics by their ids, in their order.
    """
    heads: dict[str, list[Standing]] = {head: [] for head in _HEADS.get(order, topics.values())}
    for standing in shown:
        heads.setdefault(_head(standing, order, topics), []).append(standing)
    return [(head, of) for head, of in heads.items() if of]


def _head(standing: Standing, order: str, topics: Mapping[str, str]) -> str:
    claim, certainty = standing.now.claim, standing.now.certainty
    if order == "Topic":
        return topics[claim.topic]
    if order == "Verdict":
        return capitalised(standing.now.label)
    if order == "Certainty":
        return f"{capitalised(certainty.degree)} certainty" if certainty else UNSURE
    return f"Section {claim.section}" if claim.section else "Opening"


UNSURE = "Nothing decided"
_HEADS: Mapping[str, Sequence[str]] = {
    "Article": (),
    "Verdict": [capitalised(label) for label in LABELS],
    "Certainty": [*(f"{capitalised(degree)} certainty" for degree in DEGREES), UNSURE],
}
"""The heads of each order, where they have one of their own; topics come in the order of topics.csv."""
