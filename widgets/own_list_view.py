"""The claims that a reader kept: a row each, in the reader's order, and what can be taken away of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from html import escape

import streamlit as st

from exports.addresses import CLAIM_PAGE, REPORTS
from exports.own_case import tables_of, zip_of
from verdicts.own_claim import OwnClaim
from verdicts.words import several
from widgets.markup import link, plain
from widgets.own_draft import Draft, known, show
from widgets.own_shelf import changed_here
from widgets.signs import badge, certainty_badge
from widgets.state import beneath, mode, standings

_UNDO = "own removed"
"""Where the list stands as it was before the last removal."""


def list_view(draft: Draft) -> None:
    """The kept claims, which are those of the case shown."""
    st.html(f'<h2 class="part">Kept claims ({len(draft.kept)})</h2>')
    for number, (claim, standing) in enumerate(standings().items()):
        verdict = standing.now
        with st.container(key=f"own-row-{number}"):
            what, reached, ways = st.columns([5, 2.4, 3.4], vertical_alignment="center")
            words = link(CLAIM_PAGE.link(beneath(), claim=claim), verdict.claim.claim)
            changing = ' <span class="quiet">(being changed above)</span>' if draft.at == number else ""
            what.html(f'<p class="own-kept">{words}{changing}</p>')
            reached.html(
                f'<p class="own-verdict">{badge(verdict.label, mode())} {certainty_badge(verdict.certainty, short=True)}</p>'
            )
            with ways, st.container(horizontal=True, vertical_alignment="center", gap="small"):
                _buttons(draft, number, verdict.claim.claim)


def undo_view(draft: Draft) -> None:
    """A way back from the last removal."""
    before = st.session_state.get(_UNDO)
    if before:
        with st.container(horizontal=True, vertical_alignment="center", key="own-undo"):
            st.html('<p role="status">The claim was removed.</p>', width="content")
            st.button("Undo", icon=":material/undo:", on_click=_undone, args=(draft,), key="own-undo-button")


def _undone(draft: Draft) -> None:
    kept, day = st.session_state.pop(_UNDO)
    changed_here()
    show(replace(draft, kept=kept, day=day, at=None))


def _buttons(draft: Draft, number: int, words: str) -> None:
    last = len(draft.kept) - 1
    _button(
        "Open",
        ":material/edit:",
        words,
        number,
        lambda: show(replace(draft, claim=draft.kept[number], at=number, guess="")),
    )
    _button("Up", ":material/arrow_upward:", words, number, lambda: _moved(draft, number, -1), number == 0)
    _button("Down", ":material/arrow_downward:", words, number, lambda: _moved(draft, number, 1), number == last)
    _button("Remove", ":material/delete:", words, number, lambda: _removed(draft, number))


def _button(name: str, icon: str, words: str, number: int, act: Callable[[], None], disabled: bool = False) -> None:
    st.button(
        name, icon=icon, help=f"{name}: {plain(words[:80])}", type="tertiary", on_click=act, disabled=disabled, key=f"own-{name}-{number}"
    )  # fmt: skip


def _moved(draft: Draft, number: int, by: int) -> None:
    changed_here()
    kept, other = list(draft.kept), number + by
    kept[number], kept[other] = kept[other], kept[number]
    at = {number: other, other: number}.get(draft.at, draft.at) if draft.at is not None else None
    show(replace(draft, kept=tuple(kept), at=at))


def _removed(draft: Draft, number: int) -> None:
    changed_here()
    st.session_state[_UNDO] = (draft.kept, draft.day)
    kept = (*draft.kept[:number], *draft.kept[number + 1 :])
    at = draft.at if draft.at is None or draft.at < number else None if draft.at == number else draft.at - 1
    show(replace(draft, kept=kept, at=at))


def forget_removal() -> None:
    """What is kept anew is what counts."""
    st.session_state.pop(_UNDO, None)


def take_away(claims: tuple[OwnClaim, ...], draft: Draft) -> None:
    """What can be downloaded of some claims: a case, its tables, a report; and where they stand as a case of their own."""
    tables = tables_of(claims, known(draft.day))
    with st.container(horizontal=True, vertical_alignment="center", key="own-take"):
        for label, name, media, content in (
            (
                f"Download as a case ({several(len(claims), 'claim')}, zip)",
                "my-claims.zip",
                "application/zip",
                zip_of(tables),
            ),
            ("claims.csv", "claims.csv", "text/csv", tables["claims.csv"]),
            ("evidence.csv", "evidence.csv", "text/csv", tables["evidence.csv"]),
        ):
            st.download_button(
                label, content, name, media, icon=":material/download:", on_click="ignore", key=f"own-{name}"
            )
        links = (
            ("Report (page)", REPORTS["argument"].link(beneath(), form="html")),
            ("All pages of this list", f"{beneath()}/"),
        )
        items = "".join(f'<a href="{escape(address)}" target="_blank">{escape(words)}</a>' for words, address in links)
        st.html(f'<nav class="take row" aria-label="Your claims as pages">{items}</nav>', width="content")
    st.caption(
        "The zip file is a case folder: it opens in Plumbline as it is. These claims are listed nowhere: who has the link can see them."
    )
