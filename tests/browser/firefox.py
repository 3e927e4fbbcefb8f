"""Firefox without Playwright, which does not drive the one that Debian packages: by WebDriver BiDi, which it speaks itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("firefox-esr", "firefox")
LONG = 300
"""Seconds after which something hangs, on a slow machine too."""
_READY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def find_firefox() -> str | None:
    """The program, where there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """One window."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._asked = socket, 0
        self._command("session.new", {"capabilities": {}})
        self._window = self._command("browsingContext.getTree", {})["contexts"][0]["context"]

    def go(self, address: str) -> None:
        """Go to a page and wait until it is loaded."""
        self._command("browsingContext.navigate", {"context": self._window, "url": address, "wait": "complete"})

    def run(self, function: str, *values: Any) -> Any:
        """What the JSON says that an async function of JavaScript comes to."""
        given = [{"type": "string", "value": json.dumps(value)} for value in values]
        answer = self._command(
            "script.callFunction",
            {
                "functionDeclaration": f"(...given) => ({function})(...given.map(JSON.parse))",
                "arguments": given, "awaitPromise": True, "target": {"context": self._window},
            },
        )  # fmt: skip
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def _command(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv(LONG))).get("id") != self._asked:
            pass
        assert answer["type"] == "success", answer
        result: dict[str, Any] = answer["result"]
        return result


@contextmanager
def firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """A window of its own, without anything of an earlier one, until the block ends."""
    command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            told = (_READY.search(line) for line in process.stderr)
            where = next(filter(None, told))[1]
            with connect(f"{where}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.kill()
