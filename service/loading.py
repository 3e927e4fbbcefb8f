"""Loading behind the server's start: one thread at a time.

Of two threads that load packages which know each other, in different order, one may see half of a package.
"""

from __future__ import annotations

from threading import RLock

LOADING = RLock()
"""Held by whoever loads what the server did not need to listen."""
