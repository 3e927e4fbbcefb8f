"""Whether there is a browser to draw with, looked up once a minute."""

from __future__ import annotations

import os
import time
from pathlib import Path

LOOK_AGAIN = 60.0
"""Seconds after which it is tried again whether a browser can be found or started."""
REMEDY = "Install Chromium or Chrome, or name its program in the environment variable BROWSER_PATH."

Place = tuple[str | None, str | None]
"""The environment variables that say where programs are."""


class BrowserProbe:
    """What is known of the browser of this machine. Any thread may ask: what is known is replaced as one."""

    def __init__(self) -> None:
        self._known: tuple[Place, float, str] | None = None

    def why_not(self) -> str:
        """Why no pictures can be made, as a sentence that says what to do; empty if they can."""
        known = self._known
        if known and known[0] == _place() and time.monotonic() - known[1] < LOOK_AGAIN:
            return known[2]
        return self.note(_missing())

    def note(self, why: str) -> str:
        """Remember why there are no pictures for now, and give it back."""
        self._known = (_place(), time.monotonic(), why)
        return why

    def failed(self, error: Exception) -> str:
        """Remember that a browser was found and did not start; the sentence that says so."""
        return self.note(f"The browser for pictures could not be started ({error}). {REMEDY}")


def _place() -> Place:
    return os.environ.get("BROWSER_PATH"), os.environ.get("PATH")


def _missing() -> str:
    """Why no browser was found, as Kaleido looks for it; empty if one was."""
    from choreographer.browsers.chromium import Chromium

    named = os.environ.get("BROWSER_PATH")
    path = Chromium.find_browser(skip_local=False)
    if path and Path(path).is_file():
        return ""
    found = f"BROWSER_PATH names {named}, which is no program" if named else "no Chromium or Chrome was found"
    return f"Pictures are drawn by a browser on the server, and {found}. {REMEDY}"
