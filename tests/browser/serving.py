"""The dashboard, served as readers and operators serve it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
STREAMLIT = ("-m", "streamlit", "run", "app.py", "--server.port", "{port}", "--server.address", "127.0.0.1")
"""What Python is started with; the port is filled in."""
LONG = 600
"""Seconds after which something hangs, on a slow machine too."""


@contextmanager
def serve(
    folder: Path,
    variables: Mapping[str, str] | None = None,
    start: Sequence[str] = STREAMLIT,
    standing_in: Path = ROOT,
) -> Iterator[str]:
    """A server on a free port, with other environment variables if given, until the block ends; its address."""
    with serving(folder, variables, start, standing_in) as (url, _):
        yield url


@contextmanager
def serving(
    folder: Path,
    variables: Mapping[str, str] | None = None,
    start: Sequence[str] = STREAMLIT,
    standing_in: Path = ROOT,
) -> Iterator[tuple[str, subprocess.Popen]]:
    """The same, with its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, *(part.format(port=port) for part in start)]
    environment = {**os.environ, **(variables or {})}
    with (folder / "log.txt").open("w+") as log:
        server = subprocess.Popen(command, cwd=standing_in, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            base = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
            url = f"http://127.0.0.1:{port}{f'/{base}' if base else ''}"
            _wait(url, server, log)
            yield url, server
        finally:
            server.terminate()
            server.wait(LONG)


def _wait(url: str, server: subprocess.Popen, log) -> None:
    end = time.monotonic() + LONG
    while server.poll() is None and time.monotonic() < end:
        try:
            # The body matters: unknown paths answer 200 too.
            if urllib.request.urlopen(f"{url}/_stcore/health", timeout=LONG).read() == b"ok":
                return
        except OSError:
            time.sleep(0.25)
    log.seek(0)
    raise RuntimeError(f"The server did not start:\n{log.read()}")
