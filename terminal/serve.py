"""plumbline serve: the dashboard for browsers, as ``streamlit run app.py`` serves it, whichever folder one stands in.

What would make it a poor start is said first, in a sentence: bundled figures that are not whole or a port that is taken end
it; with a store that cannot be used it serves the bundled figures. The rest is Streamlit's own command, so all its settings hold: environment variables
(``STREAMLIT_SERVER_PORT``), the file beside app.py, and those of the user.
"""

from __future__ import annotations

import argparse
import errno
import os
import socket
import sys
import threading
import time
import tomllib
import webbrowser
from contextlib import suppress
from pathlib import Path

from loaders.errors import StoreError
from loaders.home import ROOT
from loaders.mode import mode
from loaders.registry import whole_files
from loaders.store import Store
from service.metrics import LOCAL, VARIABLE, place
from service.settings import CASE
from service.settings import check as check_settings
from terminal.printing import Misuse, warn

PATIENCE = 60.0
"""Seconds after which a browser is no longer opened."""


def _port(text: str) -> int:
    """A port. Raises Misuse for what is none."""
    if text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise Misuse(f"{text!r} is no port: a number from 1 to 65535 is meant.")


def serve(options: argparse.Namespace) -> int:
    """Serve until stopped; 1 if that cannot be done."""
    if options.case:
        os.environ[CASE] = str(Path(options.case).resolve())
    allowed = mode()
    check_settings()
    _, faults = whole_files(ROOT / "data")
    if faults:
        warn(faults)
        return 1
    try:
        if allowed == "on":
            Store.of_user().open()
        elif allowed == "stored":
            Store.of_user().check()
    except StoreError as error:
        print(f"plumbline: {error} The bundled figures are served.", file=sys.stderr)
    settings = _settings()
    host = options.host or settings["address"]
    port = _port(settings["port"] if options.port is None else options.port)
    watched = place()
    problem = _cannot_listen(host, port)
    if watched and not problem:
        problem = _cannot_listen(*watched, "Prometheus' page", (VARIABLE,))
    if problem:
        print(f"plumbline: {problem}", file=sys.stderr)
        return 1
    seen = "localhost" if host in ("", "0.0.0.0", "::") else host
    url = f"http://{f'[{seen}]' if ':' in seen else seen}:{port}/{settings['baseUrlPath'].strip('/')}"
    print(f"plumbline: the dashboard is at {url} until you press Ctrl-C.", file=sys.stderr)
    if options.open:
        threading.Thread(target=_open, args=(seen, port, url), daemon=True).start()
    return _run(host, port)


def _settings() -> dict[str, str]:
    """Where the server is, from where Streamlit will take it: the user's file, the folder's, the project's, the environment.

    Raises Misuse for a file that is not TOML.
    """
    found = {"address": LOCAL, "port": "8501", "baseUrlPath": ""}
    for folder in (Path.home(), Path.cwd(), ROOT):
        path = folder / ".streamlit" / "config.toml"
        with suppress(OSError):
            try:
                found |= tomllib.loads(path.read_text(encoding="utf-8")).get("server", {})
            except ValueError as error:
                raise Misuse(f"{path} is not TOML ({error}).") from error
    variables = {"address": "ADDRESS", "port": "PORT", "baseUrlPath": "BASE_URL_PATH"}
    found |= {name: os.environ.get(f"STREAMLIT_SERVER_{end}") or found[name] for name, end in variables.items()}
    return {name: str(found[name]) for name in variables}


def _cannot_listen(
    host: str, port: int, what: str = "The dashboard", settings: tuple[str, ...] = ("--host", "--port")
) -> str:
    """Why the server could not listen there; empty if it can. Streamlit would go on to the next port, which nobody knows.

    ``settings`` say where ``what`` is, the last of them at which port.
    """
    for address in [host] if host else ["::", "0.0.0.0"]:
        try:
            socket.create_server((address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET).close()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is in use. Stop what listens there, or name another port with {settings[-1]}."
            # A machine without IPv6 is served by the other address.
            if address != "::" or host:
                said = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
                return f"{what} cannot listen at {address}, port {port} ({said}). See {' and '.join(settings)}."
    return ""


def _open(host: str, port: int, url: str) -> None:
    """Open a browser as soon as the server listens."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            webbrowser.open(url)
            return


def _run(host: str, port: int) -> int:
    import click
    from streamlit.web.cli import main

    # uvicorn would believe whoever speaks from this machine; app.py believes the proxies that are named (PLUMBLINE_PROXIES).
    os.environ["FORWARDED_ALLOW_IPS"] = ""
    command = ["run", str(ROOT / "app.py"), "--server.port", str(port)]
    if host:
        command += ["--server.address", host]
    # Streamlit's welcome asks a service on the internet for the address of this machine.
    command += ["--logger.hideWelcomeMessage", "true"]
    try:
        main(command, prog_name="plumbline serve", standalone_mode=False)
    except click.ClickException as error:
        print(f"plumbline: {error.format_message()}", file=sys.stderr)
        return 2
    except (click.Abort, KeyboardInterrupt):
        return 130
    return 0
