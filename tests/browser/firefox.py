"""Firefox without Playwright, which does not drive the one that Debian packages: by WebDriver BiDi, which it speaks itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("firefox-esr", "firefox")
LONG = 300
"""Seconds after which something hangs, on a slow machine too."""
_AGAIN = 0.05
"""Seconds between two looks at a page that is not there yet."""
_MIDDLE = """async (css, words) => {
  const found = [...document.querySelectorAll(css)].find((one) => one.innerText.includes(words));
  if (!found) return "null";
  const middle = async () => {
    found.scrollIntoView({ block: "center", behavior: "instant" });
    await new Promise(requestAnimationFrame);
    const { x, y, width, height } = found.getClientRects()[0] ?? new DOMRect();
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
  };
  let [before, now, steady] = [await middle(), null, 0];
  for (let looks = 0; looks < 120 && steady < 10; looks++) {
    now = await middle();
    steady = String(now) === String(before) ? steady + 1 : 0;
    before = now;
  }
  const there = steady === 10 && document.elementFromPoint(...now);
  return JSON.stringify(there && (found.contains(there) || there.contains(found)) ? now : null);
}"""
"""Where the first element stands that a selector finds and that has some words, in view and steady; null while it is not."""
_READY = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def find_firefox() -> str | None:
    """The program, where there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Gone(AssertionError):
    """A command failed: what it was about is not there, or not any more."""


class Firefox:
    """One window."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._asked = socket, 0
        self.told: list[dict[str, Any]] = []
        """What the console was told and what scripts threw, as BiDi's log entries."""
        self._command("session.new", {"capabilities": {}})
        self._command("session.subscribe", {"events": ["log.entryAdded"]})
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

    def resize(self, width: int, height: int) -> None:
        """Give the page another size."""
        self._command(
            "browsingContext.setViewport", {"context": self._window, "viewport": {"width": width, "height": height}}
        )

    def back(self) -> None:
        """Go back in the window's history."""
        self._command("browsingContext.traverseHistory", {"context": self._window, "delta": -1})

    def until(self, function: str, *values: Any) -> Any:
        """What an async function comes to, as of :meth:`run`, once that is something; pages may change meanwhile."""
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            try:
                if found := self.run(function, *values):
                    return found
            except Gone:
                pass
            time.sleep(_AGAIN)
        raise AssertionError(f"Waited in vain for {function} with {values}")

    def click(self, css: str, words: str = "") -> None:
        """Click, as a mouse does, on what a selector finds and has some words, once it is there."""
        x, y = self.until(_MIDDLE, css, words)
        steps = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._command(
            "input.performActions",
            {"context": self._window, "actions": [{"type": "pointer", "id": "mouse", "actions": steps}]},
        )

    def _command(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv(LONG))).get("id") != self._asked:
            if answer.get("method") == "log.entryAdded":
                self.told.append(answer["params"])
        if answer["type"] != "success":
            raise Gone(answer)
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
