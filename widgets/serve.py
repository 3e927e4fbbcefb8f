"""Before the first reader comes, and when a page fails."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from service.refresher import REFRESHER
from verdicts.article import NoArticle
from widgets.state import case, prewarm

_LOG = logging.getLogger("plumbline")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Read tables and figures, then take all of it out of the garbage collector's way.

    Streamlit collects after every rerun; walking modules and frames each time costs 60 to 100 ms.
    """
    # Until st.navigation has run once, Streamlit serves the files of pages/ as pages of their own, so that the first
    # reader's link to a claim would open it without frame and styles (seen in 1.67).
    PagesManager.uses_pages_directory = False
    # A token may stand in Streamlit's secrets, which become part of the environment once they are read.
    st.secrets.load_if_toml_exists()
    prewarm()
    REFRESHER.start(case, prewarm)
    gc.collect()
    gc.freeze()
    yield {}
    REFRESHER.stop()


def explain(error: Exception) -> bool:
    """Tell a reader what a fault of ours means for them; the trace goes to the log, not to the page."""
    if isinstance(error, NoArticle):
        st.error(str(error), icon=":material/report:")
        return True
    _LOG.error("A page failed", exc_info=error)
    st.error(
        "This page met a fault of ours and stopped. Nothing is lost: reload it, or go on with another page. "
        "Whoever runs this dashboard finds the details in its log.",
        icon=":material/report:",
    )
    return True
