"""The page in which Streamlit draws ours: called by our name from the first byte, and what draws charts fetched from then on.

By itself it says Streamlit's name until a script has run, and it fetches the largest of its programs only once a chart is there.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exports.addresses import CASES, MAP_PAGE
from web.front import Base, asks_here, own_path, prefix

THEIRS, OURS = b"<title>Streamlit</title>", b"<title>Plumbline</title>"
"""As long as each other, so that nothing else of an answer has to change."""
WITHOUT_CHARTS = frozenset({"/", "/overview", f"/{MAP_PAGE.page}", f"/{CASES}", "/sources"})
"""Pages of Streamlit's that draw none: 1.2 MB would be for nothing."""


class Shell:
    """Middleware that gives the shell our title (what says another one stays as it is), and has a browser fetch ahead.

    Parameters
    ----------
    charts : str
        Where what draws charts is, from any page; nothing is fetched ahead if empty.
    base : callable
        Gives Streamlit's base path.
    """

    def __init__(self, app: ASGIApp, charts: str = "", base: Base = str) -> None:
        self.app, self._charts, self._base = app, charts, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # Streamlit would compress its page itself; what stands outside of this does so afterwards.
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        base = prefix(self._base)
        ahead = self._charts and not asks_here(scope, base) and own_path(scope, base) not in WITHOUT_CHARTS
        page = False

        async def told(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
                if page and ahead:
                    MutableHeaders(scope=message).append("Link", f"<{self._charts}>; rel=modulepreload; crossorigin")
            elif page and message["type"] == "http.response.body":
                message = {**message, "body": bytes(message.get("body", b"")).replace(THEIRS, OURS)}
            await send(message)

        await self.app(scope, receive, told)
