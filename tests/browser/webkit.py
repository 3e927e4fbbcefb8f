"""WebKit, the engine of Safari, as Debian packages it (WebKitGTK), by WebDriver: enough of it to run the menu's scripts."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

LONG = 300
"""Seconds after which something hangs, on a slow machine too."""
_AGAIN = 0.1
_BROWSERS = "*/webkit2gtk-4.*/MiniBrowser"
"""Below /usr/lib: the browser that comes with the library."""


def find_webkit() -> tuple[str, str, str] | None:
    """The programs that drive it, are it and give it a screen; None where one of them is not there."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(iter(sorted(Path("/usr/lib").glob(_BROWSERS))), None)
    return (driver, str(browser), screen) if driver and screen and browser else None


class WebKit:
    """One window."""

    def __init__(self, address: str, browser: str) -> None:
        self._address = address
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
        self._session = (
            f"/session/{self._ask('POST', '/session', {'capabilities': {'alwaysMatch': options}})['sessionId']}"
        )
        self._ask("POST", f"{self._session}/timeouts", {"script": LONG * 1000})

    def go(self, address: str) -> None:
        """Go to a page and wait until it is loaded."""
        self._ask("POST", f"{self._session}/url", {"url": address})

    def run(self, function: str, *values: Any) -> Any:
        """What the JSON says that an async function of JavaScript comes to."""
        script = (
            f"const [done, ...given] = [...arguments].reverse(); ({function})(...given.reverse())"
            ".then(done, (fault) => done(JSON.stringify({ fault: String(fault) })))"
        )
        found = json.loads(self._ask("POST", f"{self._session}/execute/async", {"script": script, "args": values}))
        assert not (isinstance(found, dict) and "fault" in found), found["fault"]
        return found

    def close(self) -> None:
        """Close the window."""
        self._ask("DELETE", self._session)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(f"{self._address}{path}", data, method=method), timeout=LONG) as answer:
            return json.load(answer)["value"]


@contextmanager
def webkit(driver: str, browser: str, screen: str) -> Iterator[WebKit]:
    """A window on a screen of its own, until the block ends."""
    reader, writer = os.pipe()
    shown = subprocess.Popen([screen, "-displayfd", str(writer)], pass_fds=(writer,), stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        display = f":{told.readline().strip()}"
    port = _free_port()
    driving = subprocess.Popen(
        [driver, f"--port={port}"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _listening(address)
        window = WebKit(address, browser)
        yield window
        window.close()
    finally:
        for process in (driving, shown):
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


def _listening(address: str) -> None:
    """Return once the driver answers."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        try:
            with urlopen(f"{address}/status", timeout=LONG):
                return
        except URLError:
            time.sleep(_AGAIN)
    raise AssertionError("WebKit's driver does not answer.")
