"""How fresh the sources are, asking them for newer figures, and what has moved, for the Sources page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from loaders import vintages, wall_clock
from loaders.errors import StoreError
from loaders.load import mode
from loaders.observations import only
from loaders.store import Store
from service.errors import NoLedger
from service.refresher import PAUSE
from verdicts.freshness import ago
from verdicts.refresh_text import clock_words, entry_sentences, problem_sentences
from verdicts.sources_in_use import SourceInUse
from verdicts.words import capitalised, day
from widgets.arrow import sortable_table
from widgets.asking import may_ask
from widgets.markup import plain
from widgets.state import application, case, freshness_of

SHOWN = 20
"""Entries of the ledger on the page; `plumbline ledger` has them all."""

KINDS = {"live": "Live", "stored": "Stored", "bundled": "Bundled"}


def freshness_table(used: Sequence[SourceInUse]) -> None:
    """One row a source: what is in hand, how fresh it is, when it was last asked, and why it is not fresher."""
    sortable_table(
        [_row(source) for source in used],
        height="content",
        column_config={
            "Source": st.column_config.TextColumn(width="large"),
            "Why": st.column_config.TextColumn(width="large"),
            "Licence": st.column_config.TextColumn(width="medium"),
        },
        alt="The sources: number of figures, last period, how fresh they are, when they were last asked, and licence",
    )


def _row(used: SourceInUse) -> dict[str, Any]:
    now = wall_clock.now()
    state = application().refresher.state(used.source.id)
    kinds = {one.kind for one in freshness_of([p.indicator for p in used.indicators]).values()}
    return {
        # First, so that a phone shows it without scrolling.
        "State": " and ".join(words for kind, words in KINDS.items() if kind in kinds),
        "Source": f"{used.source.publisher}: {used.source.name}",
        "Figures": used.observations,
        "Last period": used.last,
        "Why": _why(used),
        "Last tried": ago(state.tried, now) if state.tried else "",
        "Last success": ago(state.succeeded, now) if state.succeeded else "",
        "Vintage": used.retrieved,
        "Licence": used.source.licence,
    }


def _why(used: SourceInUse) -> str:
    """Why the figures of a source are not fresher than they are."""
    catalog, state = case().catalog, application().refresher.state(used.source.id)
    ways = {catalog.indicator[p.indicator].update for p in used.indicators if p.indicator in catalog.indicator}
    if used.source.id in application().refresher.progress:
        return "Being asked."
    if state.ahead:
        return f"Last asked on {day(state.ahead.date())}, by a clock that was ahead: it will be asked again."
    if state.problems:
        return " ".join(problem_sentences(state.problems, catalog))
    if "download" in ways:
        return "" if state.succeeded else "Not asked yet."
    if "import" in ways:
        return "No stable interface: newer figures come with plumbline import FILE."
    return "No interface: newer figures come with a new release."


def asking() -> None:
    """The button that asks the sources, and how far that has come."""
    if mode() == "off" or not application().refresher.running:
        st.caption("This server uses the bundled figures alone (PLUMBLINE_LIVE), and asks no source.")
        return
    if application().refresher.trouble:
        st.warning(application().refresher.trouble, icon=":material/database_off:")
    if mode() == "stored":
        st.caption("This server uses what its store holds, and asks no source (PLUMBLINE_LIVE).")
        return
    if may_ask():
        _ask()
    else:
        st.caption("This server asks each source by itself when its figures are no longer fresh.")
    st.fragment(_progress, run_every=1.0 if application().refresher.progress else None)()


def _ask() -> None:
    """What may be asked at once, and the button; nothing to press where all is fresh or was tried a moment ago."""
    refresher, sources = application().refresher, case().catalog.source
    names = {name: sources[name].name for name in refresher.may_be_asked(case(), wall_clock.now())}
    if not names:
        minutes = round(PAUSE.total_seconds() / 60)
        st.caption(f"No source is asked now: each is fresh, or was tried within the last {minutes} minutes.")
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        chosen = st.multiselect(
            "Sources to ask",
            list(names),
            format_func=names.__getitem__,
            placeholder="All that are not fresh",
            key="asked",
        )
    with right:
        pressed = st.button("Ask for newer figures", icon=":material/refresh:", disabled=bool(refresher.progress))
    if pressed:
        refresher.ask(tuple(chosen or names))


def _progress() -> None:
    """The bars; once all are done the page is shown anew."""
    under_way = dict(application().refresher.progress)
    if not under_way:
        if st.session_state.pop("asking", False):
            st.rerun()
        return
    st.session_state["asking"] = True
    sources = case().catalog.source
    for source, at in sorted(under_way.items()):
        share = at.done / at.total if at.total else 0.0
        st.progress(share, f"{sources[source].name}: {at.what or ('done' if at.total else 'waiting')}")


def set_aside() -> None:
    """Figures in quarantine that a source still gives: shown, never used."""
    catalog = case().catalog
    for source in catalog.source:
        doubted = {name for name, p in application().refresher.state(source).problems.items() if p.kind == "Invalid"}
        if not doubted:
            continue
        try:
            store = Store.of_user()
            vintage = vintages.read(store, vintages.quarantined(store, source)[-1])
        except (StoreError, IndexError):
            continue
        for indicator, reason in vintage.notes.items():
            if indicator not in doubted:
                continue
            table = only(vintage.table, {indicator}).drop_columns("indicator")
            with st.expander(f"Set aside, not used: {capitalised(catalog.indicator[indicator].name)}"):
                st.markdown(plain(reason))
                st.dataframe(table, hide_index=True, height=240, lazy=False)


def what_moved() -> None:
    """The newest entries of the ledger."""
    try:
        found = application().dossiers.ledger(SHOWN)
    except NoLedger as error:
        st.caption(str(error))
        return
    if not found:
        st.caption("Nothing has moved yet: the ledger begins with the first newer figures.")
        return
    for entry in found:
        heading, *rest = entry_sentences(entry, case().catalog, case().argument)
        with st.expander(f"{entry.at:%d %b %Y, %H:%M} UTC{clock_words(entry.at)}. {plain(heading)}"):
            st.markdown("\n".join(f"- {plain(line)}" for line in rest) or "No more to tell.")
