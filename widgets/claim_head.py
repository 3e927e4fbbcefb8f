"""The top of a claim's page: what the article claims, the verdict with how sure it is, and its two dates."""

from __future__ import annotations

from collections import Counter
from html import escape
from urllib.parse import urlencode

import streamlit as st

from charts.said import because, degree
from charts.theme import MARKS, WORST_TO_BEST, Mode
from exports.addresses import CLAIM_PAGE
from verdicts import certainty
from verdicts.argument import KINDS
from verdicts.brief import brief_since
from verdicts.describe import said_of
from verdicts.doubt import agreement, flip_sentence, percent
from verdicts.left_out import lost_sentence
from verdicts.multiverse import Multiverse
from verdicts.outcome import outcome_words
from verdicts.rule import SCALE
from verdicts.summary import Standing
from verdicts.verdict import Verdict
from verdicts.words import capitalised, day
from widgets.markup import badge, link
from widgets.signs import certainty_badge, filling
from widgets.state import case, mode, site, standings

READER_CLAIMS = "A reader claims (not Plumbline)"
MOST_SHOWN = 10
"""Tests left out that are named."""
SMALLEST = 0.05
"""A share of settings that has room for its number in the bar."""
_MINUS = "\N{MINUS SIGN}"


def claim_head(standing: Standing, view: str) -> None:
    """The head of a claim's page, the same for all readers; ``view`` is kept by the links to its neighbours."""
    served, claim = site().served, standing.now.claim.id
    key = ("claim head", served.stamp, claim, mode(), view)
    st.html(site().markup(key, lambda: _head(standing, view, mode())))
    _left_out(standing.now)


def scored(standing: Standing) -> bool:
    """Whether a claim has tests that could give it a verdict; of others what is shown is context."""
    return any(finding.evidence.weight for finding in standing.now.findings)


def _head(standing: Standing, view: str, mode: Mode) -> str:
    now = standing.now
    clocks = _clocks(standing, mode) if scored(standing) else ""
    return (
        f'<div class="claim-head">{_kicker(now, view)}<p class="said">{escape(_said(now))}:</p>'
        f"<h1>{escape(now.claim.claim)}</h1>{_band(now, mode)}{clocks}</div>"
    )


def _said(verdict: Verdict) -> str:
    """Who claims it: the article, or a reader of ours."""
    return READER_CLAIMS if case().article.by_reader else said_of(verdict.claim)


def _kicker(verdict: Verdict, view: str) -> str:
    """Which claim of how many, where it stands in the article, and the way to its neighbours."""
    claim, ids = verdict.claim, list(standings())
    place, topic = ids.index(claim.id), case().argument.topic[claim.topic]
    ways = [
        _neighbour(ids[at], at + 1, direction, view)
        for at, direction in ((place - 1, -1), (place + 1, 1))
        if 0 <= at < len(ids)
    ]
    where = f"article \N{SECTION SIGN}{claim.section}, \N{PILCROW SIGN}{claim.paragraph} \N{MIDDLE DOT} "
    return (
        f'<div class="kicker"><span>Claim {place + 1} of {len(ids)} \N{MIDDLE DOT} '
        f"{'' if case().article.by_reader else where}{link(topic.id, topic.title)}</span>"
        f'<nav aria-label="Claims">{"".join(ways)}</nav></div>'
    )


def _neighbour(claim: str, number: int, direction: int, view: str) -> str:
    """A link to the claim before or after. A plain one: a page link of Streamlit's changes the page but not the address."""
    address = CLAIM_PAGE.link(claim=claim) + (f"&{urlencode({'view': view})}" if view else "")
    words = "Previous claim" if direction < 0 else "Next claim"
    shown = f"\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK} {number}"
    if direction > 0:
        shown = f"{number} \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    return f'<a href="{escape(address)}" target="_self" aria-label="{words}, {number}" title="{words}">{shown}</a>'


def _band(verdict: Verdict, mode: Mode) -> str:
    """The verdict: what it is and how certain on one side, why on the other."""
    reached = f"{badge(verdict.label, mode)}{certainty_badge(verdict.certainty)}"
    if not any(f.evidence.weight for f in verdict.findings):
        reached += f'<p class="quiet">{escape(KINDS[verdict.claim.kind])}. No verdict, no certainty.</p>'
    return (
        f'<div class="band" style="border-top-color:{MARKS[verdict.label].colour(mode)}"><div>{reached}</div>'
        f"<div>{_why(verdict)}{_reasons(verdict)}{_choices(verdict.multiverse, mode)}</div></div>"
    )


def _why(verdict: Verdict) -> str:
    """Why the verdict is what it is, and which single setting would flip it."""
    first, *rest = verdict.why
    outcome = outcome_words(verdict)
    if case().article.by_reader:
        outcome = outcome.replace("The article", "The reader")
    if verdict.scored:
        rest += [outcome, flip_sentence(verdict.multiverse, case().catalog)]
    else:
        rest += [verdict.claim.caveat, "It is left out of every score."]
    return f'<p class="why"><b>{escape(first)}</b> {escape(" ".join(filter(None, rest)))}</p>'


def _reasons(verdict: Verdict) -> str:
    """Each step down of the certainty with its reason."""
    if verdict.certainty is None:
        return ""
    items = [
        f'<li><b aria-hidden="true">{_MINUS}{steps}</b>{escape(capitalised(certainty.REASONS[doubt]))}</li>'
        for doubt, steps in Counter(verdict.certainty.doubts).items()
    ]
    none = '<li><b aria-hidden="true">\N{CHECK MARK}</b>The deciding tests are direct, clear and agree: nothing lowers the certainty</li>'
    return f'<ul class="reasons">{"".join(items) or none}</ul>'


def _choices(of: Multiverse, mode: Mode) -> str:
    """The bar of all test settings with its shares, its two ends and how many settings there are."""
    if not of.contested:
        return ""
    parts = ""
    for label in (one for one in WORST_TO_BEST if one in of.shares):
        (pattern, style), share = filling(label, mode), of.shares[label]
        told = percent(share) if share >= SMALLEST else ""
        parts += f'<span class="{pattern}" style="width:{100 * share:.2f}%;{style}"><b>{told}</b></span>'
    words = ", ".join(f"{percent(of.shares[label])} {label}" for label in WORST_TO_BEST if label in of.shares)
    worst, best = (label for label in (SCALE[0], SCALE[-1]))
    return (
        f'<div class="choices"><div class="shares" role="img" aria-label="Under all choices: {escape(words)}" title="{escape(words)}">{parts}</div>'
        f'<div class="ends"><span>{badge(worst, mode)}</span><span class="size">{of.size:,} test settings. {escape(agreement(of))}</span>'
        f"<span>{badge(best, mode)}</span></div></div>"
    )


def _clocks(standing: Standing, mode: Mode) -> str:
    """The verdict at publication and today, and what the deciding test shows since."""
    then, now = standing.then, standing.now
    today = "Today, newest editions of the same years"
    if now.claim.kind == "forecast":
        today = f"Today, with figures up to {day(now.as_of.day)}"
    cells = [
        (f"At publication, {day(then.as_of.day)}", _on(then, mode)),
        (today, _on(now, mode, "changed" if standing.moved else "unchanged")),
    ]
    if now.deciding is not None and (since := brief_since(now.deciding)):
        cells.append(("And since? (does not decide)", escape(f"{capitalised(since)}.")))
    items = "".join(f"<div><b>{escape(title)}</b><span>{value}</span></div>" for title, value in cells)
    return f'<div class="clocks">{items}</div>'


def _on(verdict: Verdict, mode: Mode, *more: str) -> str:
    """A verdict on a day in a line, the reasons of its certainty to point at."""
    told = ", ".join(filter(None, (degree(verdict.certainty), *more)))
    return f'{badge(verdict.label, mode)}<span class="quiet" title="{escape(because(verdict.certainty))}">{escape(told)}</span>'


def _left_out(verdict: Verdict) -> None:
    """The tests that faults keep from being made, each with its fault."""
    if not verdict.lost:
        return
    st.warning(lost_sentence(verdict.lost), icon=":material/report:")
    for test in verdict.lost[:MOST_SHOWN]:
        st.text(f"{test.evidence}: {test.fault}" if test.evidence else str(test.fault))
    if len(verdict.lost) > MOST_SHOWN:
        st.caption(f"And {len(verdict.lost) - MOST_SHOWN} more.")
