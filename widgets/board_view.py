"""The claims under the head of the overview: as a list, as a board of marks, or by how firm their verdicts are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import streamlit as st

from charts.said import because
from charts.theme import MARKS, Mode
from exports import addresses
from exports.pictures import picture_id
from verdicts.doubt import scoreboard_rows, scoreboard_sentence
from verdicts.rule import SCALE
from verdicts.search import Found
from verdicts.summary import Standing
from verdicts.words import capitalised
from widgets.arrow import sortable_table
from widgets.download_menu import download_menu
from widgets.filters import Filters, kept
from widgets.markup import claim_anchor, link
from widgets.overview_view import groups
from widgets.rows import firm_cell, rows, share_cell
from widgets.signs import sign
from widgets.state import case, mode, multiverses, site, standings

COLUMNS = (*SCALE, "not scored")
"""Of the board: verdicts with a direction, from worst to best, and all others."""
BREAK = ("ontradicted", "ontra&shy;dicted")
"""Where a long word may be broken in the narrow columns of a phone."""
FIRM = "How firm: share of test settings by verdict"


def listing(shown: Sequence[Standing], of: int, filters: Filters, found: Found) -> None:
    """Some claims of ``of`` in the view that is asked for; where there are none, a word and what comes nearest."""
    st.html(f'<h2 class="head">{_title(shown, of, filters)}</h2>{_notes(filters, found)}')
    if not shown:
        _nothing(filters, found)
        return
    draw = {"Board": _board, "How firm": _firm}.get(filters.look, _list)
    draw(shown, filters)


def _title(shown: Sequence[Standing], of: int, filters: Filters) -> str:
    if not filters.narrows:
        return f"All {of} claims" if of > 1 else "The one claim"
    return f"{len(shown)} of {of} claims"


def _notes(filters: Filters, found: Found) -> str:
    """How the list came about, with a way back to all claims."""
    notes = [
        f"\N{LEFT DOUBLE QUOTATION MARK}{escape(typed)}\N{RIGHT DOUBLE QUOTATION MARK} is read as "
        f"\N{LEFT DOUBLE QUOTATION MARK}{escape(taken)}\N{RIGHT DOUBLE QUOTATION MARK}."
        for typed, taken in found.read_as
    ]
    if filters.search and found.claims and filters.order == "Article":
        notes.append("Best match first.")
    if filters.narrows:
        notes.append(link("./", "Clear all filters"))
    return f'<p class="notes" role="status">{" ".join(notes)}</p>' if notes else ""


def _nothing(filters: Filters, found: Found) -> None:
    """That nothing is left, and what comes nearest to the search."""
    st.info("No claim matches this. Take a filter away, or try another word.", icon=":material/filter_alt_off:")
    near = [standings()[claim].now.claim for claim in found.nearest]
    if near:
        items = "".join(f"<li>{claim_anchor(claim)}</li>" for claim in near)
        st.html(
            f'<p>Nearest to \N{LEFT DOUBLE QUOTATION MARK}{escape(filters.search)}\N{RIGHT DOUBLE QUOTATION MARK}:</p><ul class="claims">{items}</ul>'
        )


def _list(shown: Sequence[Standing], filters: Filters) -> None:
    """A row a claim, under heads unless the best match comes first."""
    titles = {topic.id: topic.title for topic in case().argument.topics.rows}
    ranked = bool(filters.search) and filters.order == "Article"
    all_, view = multiverses(), kept()

    def make() -> str:
        under = [("", shown)] if ranked else groups(shown, filters.order, titles)
        return rows(under, mode(), (FIRM, lambda s: firm_cell(all_[s.now.claim.id], mode())), view)

    st.html(_made(filters, "rows", filters.order, ranked, view, shown=shown, make=make))


def _firm(shown: Sequence[Standing], filters: Filters) -> None:
    """How firm each verdict is that rests on choices, the firmest first."""
    ranked = sorted(
        (s for s in shown if s.now.multiverse.contested),
        key=lambda s: (s.now.multiverse.robustness, s.now.multiverse.same_side),
        reverse=True,
    )
    contested = [s.now.multiverse for s in ranked]
    if not contested:
        st.info("None of these claims has a scored verdict that depends on how we test.", icon=":material/rule:")
        return
    st.caption(
        f"{scoreboard_sentence(contested)} The number is the share of test settings that give the verdict of today."
    )
    view = kept()

    def make() -> str:
        last = ("Share of test settings by verdict", lambda s: share_cell(s.now.multiverse, mode()))
        return rows([("", ranked)], mode(), last, view, "rows firmest")

    st.html(_made(filters, "firm", view, shown=ranked, make=make))
    download_menu(picture_id("scoreboard"), "How firm each verdict is")
    with st.expander("The figures"):
        certain = {s.now.claim.claim: s.now.certainty.degree if s.now.certainty else "" for s in ranked}
        sortable_table(
            [_with_certainty(row, certain[row["Claim"]]) for row in scoreboard_rows(contested)],
            column_config={
                name: st.column_config.NumberColumn(format="%.1f%%") for name in ("Same verdict", "Same side")
            },
            alt="How firm each verdict is, in figures",
        )


def _with_certainty(row: dict[str, Any], certain: str) -> dict[str, Any]:
    """A row of the table with how certain the verdict is, beside the verdict."""
    return {"Claim": row["Claim"], "Verdict": row["Verdict"], "Certainty": certain, **row}


def _board(shown: Sequence[Standing], filters: Filters) -> None:
    """A mark a claim, by topic and verdict; each is a link with the words of its claim."""
    st.caption(
        "A mark is a claim; a ring around it says that its verdict has changed since publication. Point at one to read it, choose it to open it."
    )
    titles = {topic.id: topic.title for topic in case().argument.topics.rows}
    view = kept()
    st.html(
        _made(
            filters, "board", view, shown=shown, make=lambda: board_table(groups(shown, "Topic", titles), mode(), view)
        )
    )
    download_menu(picture_id("board"), "The verdicts of all claims")


def board_table(topics: Sequence[tuple[str, Sequence[Standing]]], mode: Mode, view: str) -> str:
    """The verdicts as a table: a row a topic, a column a verdict, a link a claim."""
    heads = "".join(f'<th scope="col">{escape(capitalised(column)).replace(*BREAK)}</th>' for column in COLUMNS)
    body = "".join(_board_row(title, of, mode, view) for title, of in topics)
    return f'<table class="board"><thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _board_row(title: str, of: Sequence[Standing], mode: Mode, view: str) -> str:
    cells: dict[str, list[str]] = {column: [] for column in COLUMNS}
    for standing in of:
        label = standing.now.label
        cells[label if label in SCALE else COLUMNS[-1]].append(_mark(standing, mode, view))
    columns = "".join(f'<td><div class="marks">{"".join(marks)}</div></td>' for marks in cells.values())
    return f'<tr><th scope="row">{escape(title)}</th>{columns}</tr>'


def _mark(standing: Standing, mode: Mode, view: str) -> str:
    now = standing.now
    address = addresses.CLAIM_PAGE.link(claim=now.claim.id)
    was = f"; was: {standing.then.label}" if standing.moved else ""
    words, why = f"{now.claim.claim} {capitalised(now.label)}{was}.", because(now.certainty)
    said = escape(f"{words} {why}." if why else words)
    return (
        f'<a href="{escape(f"{address}&{view}" if view else address)}" target="_self" aria-label="{said}" '
        f'{"class=moved " if standing.moved else ""}style="color:{MARKS[now.label].colour(mode)}">{sign(now.label)}'
        f'<span class="tip" aria-hidden="true">{said}</span></a>'
    )


def _made(filters: Filters, *key: Any, shown: Sequence[Standing], make: Callable[[], str]) -> str:
    """Markup made once for all readers, unless it is for a search: those are as many as readers' words."""
    return make() if filters.search else made_once(*key, shown=shown, make=make)


def made_once(*key: Any, shown: Sequence[Standing], make: Callable[[], str]) -> str:
    """Markup made once for all readers who see the same claims in the same way."""
    whole = (site().served.stamp, mode(), *key, *(s.now.claim.id for s in shown))
    return site().markup(whole, make)
