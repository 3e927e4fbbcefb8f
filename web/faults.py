"""What can be wrong with a question, and the one envelope in which every answer says so.

``{"error": {"status": 404, "code": "unknown-claim", "message": "...", "near": ["..."]}}``. Beside ``status``, ``code`` and
``message`` may stand ``allowed`` (values or addresses that would do), ``near`` (ids like the one asked for),
``retry_after`` (seconds) and ``request`` (what names a request in the log).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from math import ceil
from typing import Any

CODES: dict[str, int] = {
    "unknown-parameter": 400,
    "repeated-parameter": 400,
    "unknown-value": 400,
    "unknown-day": 400,
    "unknown-format": 400,
    "unknown-address": 404,
    "unknown-case": 404,
    "unknown-claim": 404,
    "unknown-evidence": 404,
    "unknown-topic": 404,
    "unknown-picture": 404,
    "unknown-source": 404,
    "unknown-script": 404,
    "withheld": 403,
    "nothing-to-draw": 404,
    "nothing-to-cite": 404,
    "nothing-to-review": 404,
    "method-not-allowed": 405,
    "no-such-bytes": 416,
    "too-many-requests": 429,
    "fault-of-ours": 500,
    "not-drawn": 500,
    "no-browser": 501,
    "unsupported-format": 501,
    "busy": 503,
    "no-ledger": 503,
}
"""Every code there is, with its status."""
LONGEST = 80
"""Characters of a wrong word that are said back."""


class Fault(Exception):
    """An answer that is an error. Only its code, its message and its details ever reach a reader."""

    def __init__(self, code: str, message: str, headers: Mapping[str, str] | None = None, **details: Any) -> None:
        super().__init__(message)
        self.status = CODES[code]
        self.code = code
        self.message = message
        self.headers = dict(headers or {})
        self.details = details

    def envelope(self) -> bytes:
        """The body of the answer: JSON in plain ASCII and without a ``<``, so that no text in it can be anything else."""
        error = {"status": self.status, "code": self.code, "message": self.message, **self.details}
        return (json.dumps({"error": error}).replace("<", "\\u003c") + "\n").encode("ascii")


def unknown(what: str, asked: str, known: Iterable[str]) -> Fault:
    """Nothing has the id asked for; ``what`` is case, claim, evidence, topic, picture or source."""
    near = get_close_matches(asked[:LONGEST], list(known), n=3, cutoff=0.6)
    return Fault(f"unknown-{what}", f"No {what} has the id {short(asked)}.", near=near)


def unknown_value(parameter: str, value: str, allowed: Sequence[str]) -> Fault:
    """A parameter that only takes certain values has another one."""
    said = f"{parameter} cannot be {short(value)}. Give one of: {', '.join(allowed)}."
    return Fault("unknown-value", said, parameter=parameter, allowed=list(allowed))


def unknown_day(message: str) -> Fault:
    """``as_of`` is no day, or one that nothing is known of."""
    allowed = ["article", "latest", "YYYY-MM-DD"]
    return Fault("unknown-day", message[:300], parameter="as_of", allowed=allowed)


def busy(retry_after: float) -> Fault:
    """As much is being made as this server makes at a time."""
    seconds = max(1, round(retry_after))
    said = f"As many answers are being made as this server makes at a time. Ask again in {seconds} s."
    return Fault("busy", said, {"Retry-After": str(seconds)}, retry_after=seconds)


def too_many(retry_after: float) -> Fault:
    """A client has had as much made as one may in a while."""
    seconds = max(1, ceil(retry_after))
    said = f"That is more than this server makes for one client in a while. Ask again in {seconds} s."
    return Fault("too-many-requests", said, {"Retry-After": str(seconds)}, retry_after=seconds)


def stopping() -> Fault:
    """This server makes no more answers; another one, or the next, will."""
    return Fault("busy", "This server is stopping. Ask again in 5 s.", {"Retry-After": "5"}, retry_after=5)


def short(text: str) -> str:
    """A wrong word as it is said back."""
    return repr(text if len(text) <= LONGEST else f"{text[:LONGEST]}\N{HORIZONTAL ELLIPSIS}")
