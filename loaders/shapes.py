"""JSON whose shape is checked while it is read: what is missing or of another kind is named by its place."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from loaders.errors import Changed

T = TypeVar("T")

KINDS = {dict: "an object", list: "a list", str: "text", int: "a whole number"}


def read_json(content: bytes, what: str) -> Any:
    """The document a file holds.

    Parameters
    ----------
    content : bytes
    what : str
        What it should be, as a noun phrase for the error.

    Raises
    ------
    Changed
        If it is no JSON.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Changed(f"{what} as JSON", "another kind of file") from error


def part(document: Any, kind: type[T], *path: str) -> T:
    """What stands at a path of keys.

    Raises
    ------
    Changed
        If a key is missing on the way, or something else than a ``kind`` stands there.
    """
    found = document
    for place, key in enumerate(path):
        if not isinstance(found, dict) or key not in found:
            keys = ", ".join(map(str, list(found)[:8])) if isinstance(found, dict) else _named(found)
            raise Changed(f"{'.'.join(path[: place + 1])} in the answer", keys or "an empty object")
        found = found[key]
    # True is an int to Python, and no number to anybody else.
    if not isinstance(found, kind) or isinstance(found, bool):
        raise Changed(f"{KINDS[kind]} as {'.'.join(path) or 'the answer'}", _named(found))
    return found


def _named(found: Any) -> str:
    kind = next((words for known, words in KINDS.items() if type(found) is known), None)
    return kind or ("nothing" if found is None else f"a {type(found).__name__}")
