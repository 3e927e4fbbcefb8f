"""How Python's garbage collector is set.

It walks through what there is to find what nobody holds any more, by default whenever 700 things more have been made than
dropped. A case is read and judged into very many things that stay: of a case of a thousand claims such walks took half of the time.
"""

from __future__ import annotations

import gc

_MADE = 20_000
"""Things made that call for a walk through the youngest: rarer ones gain little more, and hold what is dropped for longer."""


def walk_seldom() -> None:
    """Have it walk more rarely from now on."""
    gc.set_threshold(_MADE)


def spare_what_stays() -> None:
    """Take all that there is now out of its way: a walk through what a warm server holds costs 60 to 100 ms."""
    gc.collect()
    gc.freeze()
