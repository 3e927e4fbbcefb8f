"""What stands below a claim's chart: how sure its verdict is, a view at a time; around one that has none, where to go next."""

from __future__ import annotations

import streamlit as st

from verdicts.nearby import nearby
from verdicts.summary import Standing
from widgets import doubt_view
from widgets.markup import claim_anchor, verdict_badge
from widgets.state import mode, standings

VIEWS = {
    "What would change it": doubt_view.what_would_change,
    "Other ways to test": doubt_view.other_choices,
    "Best case for and against": doubt_view.both_readings,
    "Verdict over time": doubt_view.through_the_years,
    "Why it matters to the argument": doubt_view.what_rests_on_it,
}
FORMER = {
    "Evidence": "",
    "Other choices": "Other ways to test",
    "Both readings": "Best case for and against",
    "Through the years": "Verdict over time",
    "What rests on it": "Why it matters to the argument",
}
"""What views were called until November 2026: addresses of that time still work."""


def asked_view() -> str:
    """The view that the address asks for, by today's name; empty for none."""
    asked = st.query_params.get("view", "")
    name = FORMER.get(asked, asked)
    return name if name in VIEWS else ""


def how_sure(standing: Standing) -> None:
    """How sure the verdict is: one view at a time, named in the address."""
    st.html('<h2 class="part">How sure is this?</h2>')
    names = list(VIEWS)
    # Streamlit has dropped from the address what is not offered any more.
    if st.query_params.get("view", "") in FORMER and asked_view():
        st.session_state["view"] = asked_view()
    view = st.pills(
        "How sure is this?",
        names,
        default=None if "view" in st.session_state else names[0],
        required=True,
        key="view",
        bind="query-params",
        label_visibility="collapsed",
        wrap=True,
    )
    with st.container(key="sure"):
        VIEWS[view or names[0]](standing)


def around(standing: Standing) -> None:
    """Where to go from a claim that is not scored: what can be tested near it, and what rests on it."""
    one, other = st.columns(2, gap="large")
    with one:
        st.html('<h2 class="small-head">What can be tested nearby</h2>')
        found = nearby(standing.now.claim, standings().values())
        items = "".join(
            f'<li><span class="row">{verdict_badge(near.now, mode())}</span>{claim_anchor(near.now.claim)}</li>'
            for near in found
        )
        st.html(f'<ul class="tests">{items}</ul>' if items else "<p>No other claim of this topic has a verdict.</p>")
    with other:
        st.html('<h2 class="small-head">Why it matters to the argument</h2>')
        doubt_view.what_rests_on_it(standing)
