"""Text inside charts: plotly reads markup in it and does not wrap it."""

from __future__ import annotations

import textwrap


def escaped(text: str) -> str:
    """Text as it is: nothing a table says becomes markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, width: int) -> str:
    """Escaped text in lines of at most ``width`` characters, as a reader counts them."""
    return "<br>".join(escaped(line) for line in textwrap.wrap(text, width))


def lines(text: str) -> int:
    """How many lines wrapped text has."""
    return 1 + text.count("<br>")
