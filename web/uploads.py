"""Files that readers send: few and small, or none.

One setting says how small: Streamlit's ``server.maxUploadSize``, in megabytes a file, in ``.streamlit/config.toml``. At 0 none
is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from web.front import Base, own_path, prefix

FOLDER = "/_stcore/upload_file/"
"""Where Streamlit takes them; a session and a file follow."""
FILES = 3
"""Files that one session may hold."""
HELD = 20
"""Files that all sessions together may hold, each as large as the setting lets it be: they are in memory."""
AT_ONCE = 4
"""Files that may be on their way at once."""
NO_UPLOADS = "No page of this dashboard takes files."

Held = Callable[[], Mapping[str, int]]
"""Gives how many files each session holds."""


class Uploads:
    """Middleware that lets files pass, or says why not before any of them is read.

    Parameters
    ----------
    largest : callable
        Gives the megabytes that a file may have; 0 while no page takes any.
    held : callable
    base : callable
    """

    def __init__(self, app: ASGIApp, largest: Callable[[], int], held: Held, base: Base = str) -> None:
        self.app, self._largest, self._held, self._base = app, largest, held, base
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = own_path(scope, prefix(self._base)) if scope["type"] == "http" else ""
        if not path.startswith(FOLDER):
            await self.app(scope, receive, send)
            return
        status, why = self._refused(scope["method"], path.removeprefix(FOLDER).partition("/")[0])
        if why:
            # The connection ends with the answer: nothing of the file is read.
            headers = {"Connection": "close", "Cache-Control": "no-store"}
            await PlainTextResponse(f"{why}\n", status, headers)(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._under_way -= 1

    def _refused(self, method: str, session: str) -> tuple[int, str]:
        """The status and the sentence with which a request is refused; no sentence if it is not."""
        if self._largest() <= 0:
            return 403, NO_UPLOADS
        if method != "PUT":
            return 200, ""
        held = self._held()
        if held.get(session, 0) >= FILES:
            return 413, f"This page holds {FILES} files already. Remove one of them first."
        if sum(held.values()) >= HELD or self._under_way >= AT_ONCE:
            return 429, "As many files are held as this server takes at a time. Try again in a minute."
        return 200, ""
