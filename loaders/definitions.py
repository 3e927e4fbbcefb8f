"""What a publisher's own words say of a table's definition: another one makes another indicator, and no revision."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.errors import Redefined


def require_title(found: Iterable[str], expected: str, meaning: str) -> None:
    """Raise :class:`Redefined` unless the titles found are as expected (a pattern): another word may be another definition."""
    for title in found:
        if not re.fullmatch(expected, title, re.IGNORECASE):
            raise Redefined(
                f"The table is called {title!r}. The figures in use are {meaning}: that is another definition, and the two are never mixed."
            )
