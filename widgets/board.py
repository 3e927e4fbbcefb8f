"""The verdict board and the claims under it as cards."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from verdicts.summary import Standing
from widgets.markup import cards, heading, verdict_key
from widgets.state import board_of, mode, project


def board(shown: Sequence[Standing], of: int) -> None:
    """Some claims of ``of``: as marks by topic and verdict, then as cards by topic; a word if there are none."""
    if not shown:
        st.info(
            "No claim matches these filters. Clear one of them to see claims again.", icon=":material/filter_alt_off:"
        )
        return
    st.html(verdict_key((s.now.label for s in shown), mode()))
    chosen = st.plotly_chart(
        board_of(tuple(s.now.claim.id for s in shown)),
        theme=None,
        key="board",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False, "responsive": True},
        alt="Verdict board: a row for each topic, a mark for each claim by verdict. The cards below list the same claims.",
    )
    if chosen and chosen["selection"]["points"]:
        st.switch_page("pages/claim.py", query_params={"id": chosen["selection"]["points"][0]["customdata"]})
    st.subheader(f"{len(shown)} of {of} claims", anchor=False)
    for topic in project().argument.topics.rows:
        of_topic = [s for s in shown if s.now.claim.topic == topic.id]
        if of_topic:
            st.html(heading(topic.title))
            st.html(cards(of_topic, mode(), project().catalog))
