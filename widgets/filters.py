"""Which claims to show. The choices live in the URL, so that a view can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from verdicts.argument import KINDS, Topic
from verdicts.rule import FORMER, LABELS
from verdicts.summary import Standing

_MEANT = "verdicts meant"
"""Where one run notes for the next which verdicts an address with former names means."""


@dataclass(frozen=True)
class Filters:
    """What the reader asked for; empty means all."""

    search: str = ""
    topics: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    moved: bool = False


def claim_filters(topics: Sequence[Topic]) -> Filters:
    """Draw the filter row and return what is chosen in it."""
    again = _as_called_now()
    titles = {t.id: t.title for t in topics}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="filters"):
        search = st.text_input(
            "Search",
            key="q",
            bind="query-params",
            placeholder="a word, such as arms",
            icon=":material/search:",
            width=200,
        )
        topic = st.multiselect(
            "Topic", list(titles), format_func=titles.__getitem__, key="topic", bind="query-params", width=205
        )
        verdict = st.multiselect("Verdict", LABELS, key="verdict", bind="query-params", width=205)
        kind = st.multiselect("Kind", list(KINDS), key="kind", bind="query-params", width=150)
        moved = st.toggle("Moved since the article", key="moved", bind="query-params")
    if again:
        st.rerun()
    return Filters((search or "").strip(), tuple(topic), tuple(verdict), tuple(kind), moved)


def _as_called_now() -> bool:
    """Verdicts of an address by today's names: links that were sent while they had others lead to the same claims.

    Streamlit has read the address before any page runs, and drops from it what the filter does not offer. So the first run
    notes what was meant, and the next one chooses it. Whether another run is needed.
    """
    if _MEANT in st.session_state:
        st.session_state["verdict"] = st.session_state.pop(_MEANT)
        return False
    asked = st.query_params.get_all("verdict")
    called = [FORMER.get(label, label) for label in asked]
    if called == asked:
        return False
    st.session_state[_MEANT] = list(dict.fromkeys(label for label in called if label in LABELS))
    return True


def matching(standings: Sequence[Standing], filters: Filters) -> list[Standing]:
    """The claims that meet every filter; all words of the search must stand in the claim or its id."""
    words = filters.search.casefold().split()
    return [
        s
        for s in standings
        if (not filters.topics or s.now.claim.topic in filters.topics)
        and (not filters.verdicts or s.now.label in filters.verdicts)
        and (not filters.kinds or s.now.claim.kind in filters.kinds)
        and (not filters.moved or s.moved)
        and all(word in f"{s.now.claim.claim} {s.now.claim.id}".casefold() for word in words)
    ]
