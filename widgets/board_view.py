"""The verdict board, the scoreboard, and the claims under them as cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from exports.pictures import picture_id
from verdicts.doubt import scoreboard_rows, scoreboard_sentence
from verdicts.summary import Standing
from verdicts.verdict import Verdict
from widgets.arrow import sortable_table
from widgets.chart import chart as draw
from widgets.download_menu import download_menu
from widgets.markup import cards, heading, verdict_key
from widgets.state import application, case, charts, mode, multiverses


def board(shown: Sequence[Standing], of: int) -> None:
    """Some claims of ``of``: as marks by topic and verdict, then as cards by topic; a word if there are none."""
    if not shown:
        st.info(
            "No claim matches these filters. Clear one of them to see claims again.", icon=":material/filter_alt_off:"
        )
        return
    board, scores = st.tabs(["Board", "Scoreboard"], key="look", bind="query-params")
    if scores.open:
        with scores:
            _scoreboard([s.now for s in shown])
    else:
        with board:
            _board(shown)
    st.subheader(f"{len(shown)} of {of} claims", anchor=False)
    for topic in case().argument.topics.rows:
        of_topic = [s for s in shown if s.now.claim.topic == topic.id]
        if of_topic:
            st.html(heading(topic.title))
            st.html(cards_of(of_topic))


def cards_of(shown: Sequence[Standing]) -> str:
    """Some claims as cards, made once for all readers who see the same."""
    key = (application().served.stamp, mode(), *(s.now.claim.id for s in shown))
    return application().markup(key, lambda: cards(shown, multiverses(), mode(), case().catalog))


def _board(shown: Sequence[Standing]) -> None:
    """The verdicts as marks by topic."""
    st.caption("Choose a symbol to open its claim.")
    st.html(verdict_key((s.now.label for s in shown), mode()))
    chosen = draw(
        charts().board(tuple(s.now.claim.id for s in shown), mode()),
        key="board",
        on_select="rerun",
        selection_mode="points",
        alt="Verdict board: a row for each topic, a mark for each claim by verdict. The cards below list the same claims.",
    )
    _open_chosen(chosen)
    download_menu(picture_id("board"), "The verdict board of all claims")


def _scoreboard(shown: Sequence[Verdict]) -> None:
    """How firm each verdict is that rests on choices."""
    verdicts = {v.claim.id: v for v in shown if v.multiverse.contested}
    contested = [v.multiverse for v in verdicts.values()]
    if not contested:
        st.info("None of these claims has a scored verdict that other choices could move.", icon=":material/rule:")
        return
    st.html(verdict_key((label for m in contested for label in m.shares), mode()))
    chosen = draw(
        charts().scoreboard(tuple(m.claim.id for m in contested), mode()),
        key="scoreboard",
        on_select="rerun",
        selection_mode="points",
        alt=f"Scoreboard: a bar for each claim. {scoreboard_sentence(contested)} The table below has the figures.",
    )
    _open_chosen(chosen)
    download_menu(picture_id("scoreboard"), "The scoreboard of all claims")
    with st.expander("The figures of the scoreboard"):
        sortable_table(
            [_with_certainty(row, verdicts[row["Claim"]]) for row in scoreboard_rows(contested)],
            column_config={
                name: st.column_config.NumberColumn(format="%.1f %%") for name in ("Same verdict", "Same side")
            },
            alt="The figures of the scoreboard",
        )


def _with_certainty(row: dict[str, Any], verdict: Verdict) -> dict[str, Any]:
    """A row of the scoreboard with how certain the verdict is, beside the verdict."""
    certain = verdict.certainty.degree if verdict.certainty else ""
    return {"Claim": row["Claim"], "Verdict": row["Verdict"], "Certainty": certain, **row}


def _open_chosen(chosen: Any) -> None:
    """Open the claim whose mark was clicked."""
    points = chosen["selection"]["points"] if chosen else []
    if points:
        st.switch_page("pages/claim.py", query_params={"id": points[0]["customdata"]})
