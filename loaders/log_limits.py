"""Bounds of the log: a text has so many characters, a traceback so many lines, and what is told again and again is counted.

Whoever can make a server log something can make it do so a thousand times a minute, with as long a text as they please.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

CHARACTERS = 2000
"""Of a message, or of a field."""
FIRST_LINES, LAST_LINES, WIDTH = 6, 24, 300
"""Lines of a traceback that are told, and characters of each."""
WINDOW = 60.0
"""Seconds in which what is alike is told once."""
KINDS = 200
"""Kinds that are told apart at a time; what is new beyond them counts as one kind more."""
CUT = re.compile(r" \.\.\. \([\d,]+ characters\)$")

Kind = tuple[object, ...]


def short(text: str, longest: int = CHARACTERS) -> str:
    """A text, cut where it is longer, with how long it was; cut a second time, it keeps what was said of it at first."""
    if len(text) <= longest:
        return text
    said = CUT.search(text[-40:])
    return text[:longest] + (said[0] if said else f" ... ({len(text):,} characters)")


def short_trace(text: str, clean: Callable[[str], str]) -> str:
    """A traceback's beginning and its end, where the error stands; ``clean`` sees its lines before they are cut to size."""
    lines = text.splitlines()
    left_out = len(lines) - FIRST_LINES - LAST_LINES
    if left_out > 0:
        lines[FIRST_LINES : FIRST_LINES + left_out] = [f"  ... lines left out: {left_out:,} ..."]
    cleaned = clean("\n".join(short(line, 4 * WIDTH) for line in lines))
    return "\n".join(short(line, WIDTH) for line in cleaned.splitlines())


@dataclass
class _Told:
    """A kind of record that was told."""

    until: float
    more: int = 0
    last: logging.LogRecord | None = None


class Repeats:
    """What was told lately, by kind. Safe to use from any thread.

    Only records with a traceback and those of other packages are of a kind: what rooms tell of their own work is as much
    as the work.
    """

    def __init__(self, window: float = WINDOW, clock: Callable[[], float] = time.monotonic) -> None:
        self._window, self._clock = window, clock
        self._lock = threading.Lock()
        self._told: dict[Kind, _Told] = {}

    def again(self, record: logging.LogRecord) -> bool:
        """Whether a record of this kind was told lately; then it is counted and need not be told."""
        kind = _kind(record)
        if not kind:
            return False
        with self._lock:
            if kind not in self._told and len(self._told) >= KINDS:
                kind = ("others",)
            if kind not in self._told:
                self._told[kind] = _Told(self._clock() + self._window)
                return False
            told = self._told[kind]
            told.more += 1
            # Without its traceback: frames keep alive what they worked with.
            told.last = copy(record)
            told.last.exc_info = told.last.exc_text = None
            return True

    def over(self, *, all_of_them: bool = False) -> list[logging.LogRecord]:
        """Of each kind whose time is over, the last record with the number of those that were not told, as ``more``."""
        with self._lock:
            now = self._clock()
            ended = [kind for kind, told in self._told.items() if all_of_them or told.until <= now]
            found = []
            for told in map(self._told.pop, ended):
                if told.last is not None:
                    told.last.more = told.more
                    found.append(told.last)
            return found


def _kind(record: logging.LogRecord) -> Kind:
    """Where a record comes from, and where the error does that it tells of; empty for one that is always told."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None and record.name.partition(".")[0] == "plumbline":
        return ()
    at = error.__traceback__ if error else None
    while at and at.tb_next:
        at = at.tb_next
    place = (at.tb_frame.f_code.co_filename, at.tb_lineno) if at else ()
    return (record.name, record.pathname, record.lineno, type(error), *place)
