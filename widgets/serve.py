"""The beginning and the end of a server, and what a reader is told when a page fails.

Nothing here imports what takes time to load: the server listens first.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit import runtime
from streamlit.file_util import get_static_dir
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

from loaders import logs
from service import collector, metrics
from service.loading import LOADING

if TYPE_CHECKING:
    from service.application import Application

_LOG = logging.getLogger("plumbline.widgets")
PATIENCE = 2
"""Seconds in which readers may take what is being sent to them when the server stops."""


class Server:
    """What is served, made behind the first answers."""

    def __init__(self) -> None:
        self._beginning: threading.Thread | None = None
        self._made: Application | None = None

    def application(self) -> Application:
        """The application whose pages these are."""
        with LOADING:
            from widgets import state

        return state.application()

    def made(self) -> Application | None:
        """The same, if it is made already: for those who must not wait."""
        return self._made

    def lifespan(
        self, queues: Callable[[], Mapping[str, metrics.Queue]], *closing: Callable[[], None]
    ) -> Callable[[st.App], AbstractAsyncContextManager[dict[str, Any]]]:
        """What Streamlit runs around the serving of an app; at its end the application is closed, after ``closing``.

        ``queues`` tells how the queues of answers stand. ``closing`` is called as soon as the server is told to stop,
        too, and is to wait for nothing.
        """

        @asynccontextmanager
        async def life(_: st.App) -> AsyncIterator[dict[str, Any]]:
            # Until st.navigation has run once, Streamlit serves the files of pages/ as pages of their own, so that the
            # first reader's link to a claim would open it without frame and styles (seen in 1.67).
            PagesManager.uses_pages_directory = False
            collector.walk_seldom()
            # A token may stand in Streamlit's secrets, which become part of the environment once they are read.
            st.secrets.load_if_toml_exists()
            logs.setup()
            tell_of_streamlit()
            metrics.begin(metrics.Sources(self.made, connected, queues))
            self._beginning = threading.Thread(target=self._begin, name="beginning", daemon=True)
            self._beginning.start()
            when_told_to_stop(*closing)
            yield {}
            for close in (*closing, self._end, metrics.end, logs.tell_counted):
                await asyncio.to_thread(close)

        return life

    def _begin(self) -> None:
        self._made = self.application()
        # What was loaded with it may log too.
        tell_of_streamlit()
        self._made.start(warmed=collector.spare_what_stays)

    def _end(self) -> None:
        if self._beginning:
            self._beginning.join()
            self.application().close()


def first_page() -> str:
    """The page in which Streamlit's pages are drawn, as it is served."""
    return Path(get_static_dir(), "index.html").read_text("utf-8")


def draws_charts() -> str:
    """The address, from any page, of what Streamlit draws Plotly's charts with; empty where that is not one file."""
    found = [path.name for path in Path(get_static_dir(), "static", "js").glob("PlotlyChart.*.js")]
    return f"./static/js/{found[0]}" if len(found) == 1 else ""


def held_files() -> dict[str, int]:
    """How many files of readers each session holds."""
    files = runtime.get_instance().uploaded_file_mgr
    return {session: len(held) for session, held in getattr(files, "file_storage", {}).copy().items()}


def largest_message() -> int:
    """Bytes that a message of a browser may have, which ``server.maxWidgetStateSize`` sets."""
    return get_max_widget_state_size_bytes()


def tell_of_streamlit() -> None:
    """Have what Streamlit and its server warn of in our log: a visitor's messages can make them write without end."""
    # First of all filters: what it holds back is not told by us either.
    logging.getLogger("streamlit.error_util").addFilter(_not_told_by_explain)
    logs.tell_of("streamlit", "uvicorn", "websockets", "asyncio")


def _not_told_by_explain(record: logging.LogRecord) -> bool:
    """A filter of logging: Streamlit tells of a fault of a page before it calls :func:`explain`, which does so too."""
    return record.msg != "Uncaught app execution"


def connected() -> int:
    """Readers whose pages are open."""
    from streamlit.runtime import get_instance
    from streamlit.runtime.stats import ACTIVE_SESSIONS_FAMILY, GaugeStat

    found = get_instance().stats_mgr.get_stats(family_names=[ACTIVE_SESSIONS_FAMILY])
    return sum(int(stat.value) for stat in found[ACTIVE_SESSIONS_FAMILY] if isinstance(stat, GaugeStat))


def when_told_to_stop(*closing: Callable[[], None]) -> None:
    """Have uvicorn call these when it is told to stop, before it waits for answers, and have it wait :data:`PATIENCE` at most.

    By itself it waits as long as readers take, and Streamlit, which starts it, gives no way to say otherwise.
    """
    import uvicorn

    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        handler = signal.getsignal(number)
        server = getattr(handler, "__self__", None)
        if not (callable(handler) and isinstance(server, uvicorn.Server)):
            continue

        def told(number: int, frame: FrameType | None, handler: Callable[..., object] = handler) -> None:
            for close in closing:
                loop.call_soon_threadsafe(close)
            handler(number, frame)

        # uvicorn puts back what it found when it ends.
        signal.signal(number, told)
        if server.config.timeout_graceful_shutdown is None:
            server.config.timeout_graceful_shutdown = PATIENCE


def explain(error: Exception) -> bool:
    """Tell a reader what a fault of ours means for them; the trace goes to the log, not to the page."""
    from service.errors import UnknownId
    from verdicts.article import NoArticle
    from widgets.runs import name_lines

    # It may have failed over a widget's value, before the page's own code began.
    name_lines()
    if isinstance(error, NoArticle):
        st.error(str(error), icon=":material/report:")
        return True
    if isinstance(error, UnknownId) and error.what == "case":
        st.error("There is no article at this address, or it is no longer held.", icon=":material/report:")
        st.markdown("[The articles on this server](../../cases)")
        return True
    _LOG.error("page failed", exc_info=error)
    st.error(
        "This page met a fault of ours and stopped. Nothing is lost: reload it, or go on with another page. "
        "Whoever runs this dashboard finds the details in its log.",
        icon=":material/report:",
    )
    return True
