"""A claim on a page: its words, its place in the article, its verdict then and now."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

import streamlit as st

from charts.said import because
from charts.theme import Mode
from exports.addresses import CLAIM_PAGE
from verdicts.describe import about_claim, said_of
from verdicts.doubt import robustness_sentence
from verdicts.left_out import lost_sentence
from verdicts.multiverse import Multiverse
from verdicts.outcome import outcome_words
from verdicts.summary import Standing
from verdicts.verdict import Verdict
from verdicts.words import day
from widgets.markup import claim_anchor, definitions, firmness, link, moves, plain, shares_bar, verdict_badge
from widgets.state import case, mode, multiverse_of, standings

MOST_SHOWN = 10
"""Tests left out that are named."""


def claim_head(standing: Standing) -> None:
    """The top of a claim's page."""
    claim = standing.now.claim
    topic = case().argument.topic[claim.topic]
    then, now = multiverse_of(claim.id)
    st.caption(
        f"{plain(topic.title)} \N{MIDDLE DOT} section {claim.section}, paragraph {claim.paragraph} of the article"
    )
    st.markdown(plain(f"{said_of(claim)}:"))
    st.title(plain(claim.claim), anchor=False)
    st.html(
        '<div class="panel">'
        + _panel("As of the article", f"what was known on {day(standing.then.as_of.day)}", standing.then, then, mode())
        + _panel("As of now", f"figures retrieved up to {day(standing.now.as_of.day)}", standing.now, now, mode())
        + "</div>"
    )
    _left_out(standing.now)
    st.html(definitions(about_claim(claim)))


def _left_out(verdict: Verdict) -> None:
    """The tests that faults keep from being made, each with its fault."""
    if not verdict.lost:
        return
    st.warning(lost_sentence(verdict.lost), icon=":material/report:")
    for test in verdict.lost[:MOST_SHOWN]:
        st.text(f"{test.evidence}: {test.fault}" if test.evidence else str(test.fault))
    if len(verdict.lost) > MOST_SHOWN:
        st.caption(f"And {len(verdict.lost) - MOST_SHOWN} more.")


def claim_summary(standing: Standing) -> None:
    """A claim beside its chart: its words, its verdict, how certain that is, the sentence of its deciding finding, a link to its page."""
    claim, deciding = standing.now.claim, standing.now.deciding
    st.html(
        f'<h3 style="margin:0">{escape(claim.claim)}</h3><div class="row" style="margin:8px 0">{moves(standing, mode())}</div>{firmness(multiverse_of(claim.id)[1], mode())}'
        f'{_because(standing.now)}<p class="quiet">{escape(deciding.evidence.question if deciding else "")}</p>'
        f'<p class="answer">{escape(deciding.sentence if deciding else claim.caveat)}</p>'
    )
    st.page_link(
        "pages/claim.py",
        label="All evidence on this claim",
        icon=":material/arrow_forward:",
        query_params={"id": claim.id},
    )


def neighbours(standing: Standing) -> None:
    """Links to the claims before and after this one, and back to all of them.

    Plain links: a page link of Streamlit's to the page one is on changes the page but not the address.
    """
    ids = list(standings())
    place = ids.index(standing.now.claim.id)
    view = st.query_params.get("view", "")
    same_view = f"&view={quote(view)}" if view else ""
    links = [link("./", "All claims")]
    if place:
        links.append(link(CLAIM_PAGE.link(claim=ids[place - 1]) + same_view, "Previous claim"))
    if place + 1 < len(ids):
        links.append(link(CLAIM_PAGE.link(claim=ids[place + 1]) + same_view, "Next claim"))
    st.divider()
    st.html(f'<nav class="row" aria-label="Claims">{"".join(links)}</nav>')


def unknown_claim(asked: str) -> None:
    """A page for an address that names no claim."""
    st.title("There is no such claim" if asked else "Which claim?", anchor=False)
    if asked:
        st.text(
            f"No claim has the id \N{LEFT DOUBLE QUOTATION MARK}{asked[:80]}\N{RIGHT DOUBLE QUOTATION MARK}. It may have been renamed."
        )
    st.markdown("Choose one of the claims of the article:")
    claims = case().argument.claims.rows
    st.html(f'<ul class="claims">{"".join(f"<li>{claim_anchor(c)}</li>" for c in claims)}</ul>')


def _panel(title: str, known: str, verdict: Verdict, multiverse: Multiverse, mode: Mode) -> str:
    firm = ""
    if multiverse.contested:
        firm = (
            f'{shares_bar(multiverse.shares, mode)}<div class="quiet">{escape(robustness_sentence(multiverse))}</div>'
        )
    words = outcome_words(verdict)
    return (
        f'<div><div class="quiet">{escape(title)}: {escape(known)}</div><div class="row">{verdict_badge(verdict, mode)}</div>'
        f"<div>{escape(words)}</div>{_because(verdict)}"
        f'<div class="quiet">{escape(verdict.reason.removeprefix(words).strip())}</div>{firm}</div>'
    )


def _because(verdict: Verdict) -> str:
    """How certain a verdict is, and why no more; nothing where nothing was decided."""
    words = because(verdict.certainty)
    return f'<div class="because">{escape(words)}.</div>' if words else ""
