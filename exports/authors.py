"""Who is named as an author: people, whose names have two parts, and organisations, whose names are kept whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple


class Author(NamedTuple):
    """A person, or an organisation."""

    name: str
    """The family name of a person; the whole name of an organisation."""
    given: str = ""
    """The given names of a person; empty for an organisation."""

    @property
    def inverted(self) -> str:
        """As lists have it: 'Bailey, Michael A.'."""
        return f"{self.name}, {self.given}" if self.given else self.name

    @property
    def apa(self) -> str:
        """As the seventh edition of APA has it: 'Bailey, M. A.'."""
        initials = " ".join(_initials(name) for name in self.given.split())
        return f"{self.name}, {initials}" if initials else self.name

    def csl(self) -> dict[str, str]:
        """As the Citation Style Language has it."""
        return {"family": self.name, "given": self.given} if self.given else {"literal": self.name}

    def cff(self) -> dict[str, str]:
        """As the Citation File Format has it."""
        return {"family-names": self.name, "given-names": self.given} if self.given else {"name": self.name}


def authors_of(text: str) -> tuple[Author, ...]:
    """Authors from a cell: a semicolon between them, 'Family, Given' for a person, the name of an organisation as it is."""
    parts = (part.strip().partition(",") for part in text.split(";") if part.strip())
    return tuple(Author(name.strip(), given.strip()) for name, _, given in parts)


def apa_list(authors: Sequence[Author]) -> str:
    """Authors in one line: 'Allen, M. A., Flynn, M. E., & Machain, C. M.'; of more than twenty, nineteen and the last."""
    names = [one.apa for one in authors]
    if len(names) == 1:
        return names[0]
    if len(names) > 20:
        return f"{', '.join(names[:19])}, \N{HORIZONTAL ELLIPSIS} {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _initials(name: str) -> str:
    """'M.' of 'Michael', 'J.-P.' of 'Jean-Paul'."""
    return "-".join(f"{part[:1].upper()}." for part in re.split(r"-", name) if part)
