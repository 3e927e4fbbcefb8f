"""The source line of a picture: who publishes the figures, in which edition, under which licence, retrieved when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Source
from verdicts.clock import AsOf, Knowledge
from verdicts.words import day

BY = "Measured by Plumbline."


def source_lines(
    indicators: Sequence[str], observations: Observations, catalog: Catalog, as_of: AsOf, summary: bool = False
) -> tuple[str, ...]:
    """The line in full, then shorter forms of it; each names every publisher and every licence once.

    With ``summary`` a last form says only how many publishers there are and where
    their names and licences stand, for pictures of a whole argument.
    """
    if not indicators:
        return (BY,)
    seen = Knowledge(observations, catalog, as_of)
    known = [(catalog.source[catalog.indicator[name].source], seen.provenance(name)) for name in indicators]
    sources = {source.id: source for source, _ in known}
    editions = {s: list(dict.fromkeys(p.edition for source, p in known if source.id == s and p)) for s in sources}
    days = [p.retrieved for _, p in known if p]
    when = f" Retrieved {_days(days)}." if days else ""
    if not all(seen.edition(name)[1] for name in indicators):
        when += f" Figures cut to what had been published by {day(as_of.day)}, by each source's usual lag."
    opening = "Source: " if len(sources) == 1 else "Sources: "
    full = "; ".join(f"{s.publisher}, {', '.join([s.name, *editions[s.id]])} ({s.licence})" for s in sources.values())
    named = "; ".join(f"{s.publisher}, {s.name} ({s.licence})" for s in sources.values())
    forms = [full, named, _by_licence(list(sources.values()))]
    if summary:
        publishers = dict.fromkeys(s.publisher for s in sources.values())
        forms.append(
            f"{len(indicators)} indicators of {len(publishers)} publishers, each under its own licence; the pages of the claims name each "
            "with edition and licence"
        )
    return tuple(f"{opening}{text}.{when} {BY}" for text in forms)


def _days(days: list[dt.date]) -> str:
    first, last = min(days), max(days)
    if first == last:
        return day(first)
    return f"between {day(first)} and {day(last)}"


def _by_licence(sources: list[Source]) -> str:
    """Publishers and licences only, each named once."""
    found: dict[str, dict[str, None]] = {}
    for source in sources:
        found.setdefault(source.licence, {})[source.publisher] = None
    return "; ".join(f"{', '.join(publishers)} ({licence})" for licence, publishers in found.items())
