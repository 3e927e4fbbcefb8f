"""plotly.js, as the Python package carries it, at an address that changes with it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import plotly

from exports import addresses
from web.answers import Answer
from web.endpoint import Asked
from web.faults import unknown


@cache
def _script() -> tuple[str, bytes]:
    body = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()
    return f"plotly-{sha256(body).hexdigest()[:16]}", body


def source() -> str:
    """The script as text."""
    return _script()[1].decode("utf-8")


def plotly_path() -> str:
    """Its address, without a slash at its beginning."""
    return addresses.SCRIPT.link(script=_script()[0])


def script(asked: Asked) -> Answer:
    """The script, which may be kept for ever: other bytes have another address."""
    name, body = _script()
    if asked.names["script"] != name:
        raise unknown("script", asked.names["script"], [name])
    always = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Answer(body, "text/javascript; charset=utf-8", frozen=True, headers=always)
