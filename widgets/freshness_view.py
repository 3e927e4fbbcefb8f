"""Asking the sources for newer figures, what was set aside, and what has changed, for the Data page."""

from __future__ import annotations

import streamlit as st

from loaders import vintages, wall_clock
from loaders.errors import StoreError
from loaders.load import mode
from loaders.observations import only
from loaders.store import Store
from service.errors import NoLedger
from service.refresher import PAUSE
from verdicts.refresh_text import clock_words, entry_sentences
from verdicts.words import capitalised
from widgets.asking import may_ask
from widgets.markup import plain
from widgets.state import application, case, site

SHOWN = 20
"""Entries of the ledger on the page; `plumbline ledger` has them all."""


def asking() -> None:
    """What a reader can do for newer figures, if anything; what only the operator can do is folded away."""
    refresher = application().refresher
    off = mode() == "off" or not refresher.running
    if refresher.trouble:
        st.warning(refresher.trouble, icon=":material/database_off:")
    if off or mode() == "stored":
        held = "the figures that came with it" if off else "the figures it holds"
        st.markdown(f"This site shows {held} and does not ask the publishers for newer ones.")
    elif may_ask():
        _ask()
    else:
        st.markdown(
            "Newer figures come by themselves: this server asks each source when its figures are no longer fresh."
        )
    with st.expander("For whoever runs this server"):
        st.markdown(
            "`PLUMBLINE_LIVE` says whether the sources are asked: `on`, `stored` (use what the store holds) or `off` (the bundled figures "
            "alone). `plumbline refresh` asks them now, `plumbline import FILE` reads a file of a publisher without an interface, and "
            "`plumbline ledger` lists everything that has changed."
        )
    st.fragment(_progress, run_every=1.0 if refresher.progress else None)()


def _ask() -> None:
    """What may be asked at once, and the button; nothing to press where all is fresh or was tried a moment ago."""
    refresher, sources = application().refresher, case().catalog.source
    names = {name: sources[name].name for name in refresher.may_be_asked(case(), wall_clock.now())}
    if not names:
        minutes = round(PAUSE.total_seconds() / 60)
        st.markdown(f"Nothing to do: each source is fresh, or was tried within the last {minutes} minutes.")
        return
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        chosen = st.multiselect(
            "Sources to check",
            list(names),
            format_func=names.__getitem__,
            placeholder="All that are not fresh",
            key="asked",
        )
    with right:
        pressed = st.button("Check for newer figures", icon=":material/refresh:", disabled=bool(refresher.progress))
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


def recent_changes() -> None:
    """The newest entries of the ledger."""
    try:
        found = site().dossiers.ledger(SHOWN)
    except NoLedger as error:
        st.caption(str(error))
        return
    if not found:
        st.markdown("None yet: the list begins with the first newer figures.")
        return
    for entry in found:
        heading, *rest = entry_sentences(entry, case().catalog, case().argument)
        with st.expander(f"{entry.at:%d %b %Y, %H:%M} UTC{clock_words(entry.at)}. {plain(heading)}"):
            st.markdown("\n".join(f"- {plain(line)}" for line in rest) or "No more to tell.")
