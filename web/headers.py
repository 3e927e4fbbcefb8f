"""Security headers on every answer: what a page may do, who may frame it, what it tells others.

The addresses beside the pages say their own, which are stricter and stay as they are. For Streamlit's pages the policy is
as strict as Streamlit lets it be: it loads a component's script from a blob, counts in WebAssembly (no script can be made
of that), and writes styles into its pages.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exports.addresses import OWN_CLAIM_PAGE

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
UNLISTED = {"X-Robots-Tag": "noindex"}
"""What a reader wrote is nobody's to find."""
PAGES = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer",
            "microphone", "midi", "payment", "serial", "usb",
        )
    ),
}  # fmt: skip
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self' data:",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""The content security policy of pages, but for the scripts that stand in them and who may frame them."""
DOCUMENTS = ("text/html", "application/xhtml+xml", "image/svg+xml", "application/xml", "text/xml")
"""What a browser may run scripts of. Told by its type: Streamlit answers with its page wherever it knows nothing better."""
FAULT = "This address met a fault of ours. Whoever runs this dashboard finds the details in its log.\n"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def page_policy(html: str, frames: str) -> str:
    """The policy of a page.

    Parameters
    ----------
    html : str
        The page, whose own scripts are allowed by their hash.
    frames : str
        Who may frame it, as :func:`service.settings.frames` gives it.
    """
    hashes = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in _INLINE.findall(html)]
    policy = {**POLICY, "script-src": " ".join((POLICY["script-src"], *hashes)), "frame-ancestors": frames}
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def _of_reader(scope: Scope) -> bool:
    """Whether a page shows what a reader put into its address."""
    return bool(scope.get("query_string")) and scope["path"].rpartition("/")[2] == OWN_CLAIM_PAGE.page


class SecurityHeaders:
    """Middleware that adds what an answer does not say itself, one that failed included.

    Parameters
    ----------
    policy : str
        The content security policy of pages.
    """

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self._pages = {**ALWAYS, **PAGES, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        begun = False

        async def told(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                # What has not changed (304) says no type, and its headers replace those of the page that a browser keeps.
                document = headers.get("content-type", DOCUMENTS[0]).startswith(DOCUMENTS)
                added = self._pages if document else ALWAYS
                if document and _of_reader(scope):
                    added = {**added, **UNLISTED}
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, told)
        except Exception:
            if not begun:
                await PlainTextResponse(FAULT, 500, {"Cache-Control": "no-store"})(scope, receive, told)
            raise
