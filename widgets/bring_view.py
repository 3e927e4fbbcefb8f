"""Bringing an article of one's own: how, the file, what is wrong with it, and the way to its pages."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from exports.addresses import OWN_CLAIM_PAGE
from loaders.case_zip import LARGEST, packed, tables_of, unpacked
from loaders.tables import Fault
from service import new_case
from service.errors import TooManyHeld, UnknownId
from service.sites import Site
from verdicts.article import NoArticle
from verdicts.fault_words import cost_words
from verdicts.words import several
from widgets.markup import link, plain
from widgets.state import application, site

MOST_SHOWN = 40
"""Faults that are shown; the command for the terminal lists all."""
_FILE, _HELD = "case-file", "brought"
"""Where a visitor's session has the file that is being brought, and what came of the last one."""
_STEPS = (
    ("Start with the empty case", "It has a page for the article and three tables, with one worked claim in them."),
    (
        "Write the claims",
        "One line each, in your own words. Say who speaks, and whether they assert, expect or report.",
    ),
    ("Write the tests", "Say what must be seen for a yes before you look. Explore finds the figures by plain words."),
    ("Pack and drop it here", "Whatever is wrong is listed by file and line, with what would be right."),
)


class _Held(NamedTuple):
    """What came of a file."""

    file: str
    case: str
    """The id of the case made of it; empty where there is none."""
    faults: tuple[Fault, ...]


def bring() -> None:
    """The part of the page that takes a file."""
    st.header("Bring your own article", anchor=False)
    steps = "".join(
        f"<li><h3>{number}. {escape(title)}</h3><p>{escape(text)}</p></li>"
        for number, (title, text) in enumerate(_STEPS, 1)
    )
    st.html(f'<ol class="steps">{steps}</ol>')
    _downloads()
    label = f"Your case as a zip file, up to {LARGEST // 10**6} MB"
    file = st.file_uploader(label, type="zip", key=_FILE, on_change=_changed)
    st.caption(
        "It is read for you alone: not listed, not shown to other readers, and gone two hours after you last looked at it."
    )
    if file is not None:
        _taken(file)
    if known := st.session_state.get(_HELD):
        _shown(known)


def _downloads() -> None:
    with st.container(horizontal=True, key="case-downloads"):
        st.download_button(
            "Download the empty case", new_case.zipped, new_case.ZIP_NAME, "application/zip",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        of = site()
        st.download_button(
            "Download a worked example", lambda: packed(tables_of(of.folder)), "plumbline-example.zip", "application/zip",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    st.html(f"<p>{link(OWN_CLAIM_PAGE.link(), 'Only one claim? Test it here')}</p>")


def _taken(file: UploadedFile) -> None:
    """Open a file, once, and let go of it; what it held takes the place of what this visitor brought before."""
    known = st.session_state.get(_HELD)
    if known and known.file == file.file_id:
        return
    found = unpacked(file.getvalue())
    held = ""
    if found.tables:
        try:
            held = application().sites.hold(found.tables, st.context.ip_address or "").id
        except TooManyHeld as busy:
            st.warning(str(busy), icon=":material/hourglass_empty:")
            return
    _gone()
    st.session_state[_HELD] = _Held(file.file_id, held, found.faults)
    # Streamlit would keep it in memory for as long as the page is open.
    running = get_script_run_ctx()
    if running and isinstance(running.uploaded_file_mgr, MemoryUploadedFileManager):
        running.uploaded_file_mgr.remove_file(running.session_id, file.file_id)


def _changed() -> None:
    """Of a file that the visitor takes out, nothing is held any longer. One that was let go of is there, but empty."""
    if st.session_state[_FILE] is None:
        _gone()


def _gone() -> None:
    if known := st.session_state.pop(_HELD, None):
        application().sites.give_up(known.case)


def _shown(known: _Held) -> None:
    """What came of a file."""
    if not known.case:
        _faults(known.faults, "It cannot be opened.")
        return
    try:
        _opened(application().sites.find(known.case), known.faults)
    except UnknownId:
        del st.session_state[_HELD]
        st.info("It is no longer held. Bring the file again.", icon=":material/history:")
    except NoArticle as none:
        _faults((*known.faults, *none.faults), "It cannot be opened.")


def _opened(mine: Site, faults: tuple[Fault, ...]) -> None:
    """The way to a case that could be opened, and what is left out of it. Raises NoArticle."""
    with st.spinner("Reading the tables"):
        case = mine.served.case
    argument = case.argument
    counted = f"{several(len(argument.claims.rows), 'claim')}, {several(len(argument.evidence.rows), 'test')}."
    way = f"{site().up}{mine.path.removeprefix('/')}/"
    st.html(f'<p class="brought"><b>{escape(case.article.called)}</b> {counted} {link(way, "Open it")}</p>')
    _faults((*faults, *(fault for fault in case.faults if fault.file != "store")), "The rest can be used.")


def _faults(faults: tuple[Fault, ...], more: str) -> None:
    if not faults:
        return
    st.warning(f"{several(len(faults), 'fault')}. {more}", icon=":material/report:")
    items = "".join(
        f"<li><b>{escape(fault.where)}</b> {escape(fault.problem)} <b>{escape(fault.remedy)}</b> "
        f'<span class="quiet">{escape(cost_words(fault))}</span></li>'
        for fault in faults[:MOST_SHOWN]
    )
    st.html(f'<ul class="faults">{items}</ul>')
    if len(faults) > MOST_SHOWN:
        st.caption(plain(f"And {len(faults) - MOST_SHOWN:,} more, most of which may follow from these."))
