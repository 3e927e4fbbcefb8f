"""A claim beside its chart on the page of its topic, and the page of an address that names no claim."""

from __future__ import annotations

from html import escape

import streamlit as st

from charts.said import because
from verdicts.summary import Standing
from verdicts.verdict import Verdict
from widgets.markup import claim_anchor, firmness, moves
from widgets.state import case, mode, multiverse_of


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


def _because(verdict: Verdict) -> str:
    """How certain a verdict is, and why no more; nothing where nothing was decided."""
    words = because(verdict.certainty)
    return f'<div class="because">{escape(words)}.</div>' if words else ""
