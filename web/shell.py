"""The page in which Streamlit draws ours, called by our name from the first byte: it says its own until a script has run."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

THEIRS, OURS = b"<title>Streamlit</title>", b"<title>Plumbline</title>"
"""As long as each other, so that nothing else of an answer has to change."""


class Titled:
    """Middleware that gives the shell our title. What says another one stays as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # Streamlit would compress its page itself; what stands outside of this does so afterwards.
            kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        page = False

        async def told(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            elif page and message["type"] == "http.response.body":
                message = {**message, "body": bytes(message.get("body", b"")).replace(THEIRS, OURS)}
            await send(message)

        await self.app(scope, receive, told)
