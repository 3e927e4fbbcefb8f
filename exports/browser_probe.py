"""What is known of the browser of this machine: whether there is one to draw with, and whether its sandbox holds here."""

from __future__ import annotations

import logging
import os
import shutil
import time
from pathlib import Path

from exports.rendering import Reason

LOOK_AGAIN = 60.0
"""Seconds after which it is tried again whether a browser can be found or started."""
SHELL = "chromium-headless-shell"
REMEDY = "Install Chromium or Chrome, or name its program in the environment variable BROWSER_PATH."

Place = tuple[str | None, str | None]
"""The environment variables that say where programs are."""
_LOG = logging.getLogger("plumbline.exports")


class BrowserProbe:
    """What is known of the browser of this machine. Any thread may ask: what is known is replaced as one."""

    def __init__(self) -> None:
        self._known: tuple[Place, float, Reason] | None = None
        self._told_of_sandbox = False

    def why_not(self) -> Reason:
        """Why no pictures can be made, as a sentence that says what to do; empty if they can."""
        known = self._known
        if known and known[0] == _place() and time.monotonic() - known[1] < LOOK_AGAIN:
            return known[2]
        return self.note(_missing())

    def note(self, why: Reason) -> Reason:
        """Remember why there are no pictures for now, tell the log when that is news, and give it back."""
        known, self._known = self._known, (_place(), time.monotonic(), why)
        if why and (known is None or known[2] != why):
            _LOG.warning("no browser for pictures", extra={"reason": why.detail})
        return why

    def failed(self, error: Exception) -> Reason:
        """Remember that a browser was found and did not start; the sentence that says so."""
        said = "The browser for pictures could not be started"
        return self.note(Reason(f"{said}. {REMEDY}", f"{said} ({error or type(error).__name__}). {REMEDY}"))

    @property
    def may_try_sandbox(self) -> bool:
        """Whether the browser is to be started in its sandbox first: not by root, with whom it refuses."""
        return not (hasattr(os, "geteuid") and os.geteuid() == 0)

    def without_sandbox(self, refused: str) -> None:
        """Tell the log, once, that the browser goes without its sandbox, and why."""
        if not self._told_of_sandbox:
            _LOG.warning("browser without its sandbox", extra={"reason": refused or "it is run by root"})
        self._told_of_sandbox = True


def _place() -> Place:
    return os.environ.get("BROWSER_PATH"), os.environ.get("PATH")


def program() -> str | None:
    """The browser that draws: the one BROWSER_PATH names, else Chromium's headless shell, else what Kaleido finds.

    The shell draws the same bytes with two thirds of the memory and of the time: it has no window.
    """
    from choreographer.browsers.chromium import Chromium

    shell = None if os.environ.get("BROWSER_PATH") else shutil.which(SHELL)
    found: str | None = shell or Chromium.find_browser(skip_local=False)
    return found


def _missing() -> Reason:
    """Why no browser was found; empty if one was."""
    named, path = os.environ.get("BROWSER_PATH"), program()
    if path and Path(path).is_file():
        return Reason()
    said = "Pictures are drawn by a browser on the server, and "
    found = "no Chromium or Chrome was found"
    detail = f"BROWSER_PATH names {named}, which is no program" if named else found
    return Reason(f"{said}{found}. {REMEDY}", f"{said}{detail}. {REMEDY}")
