"""The sources as one table for readers: who publishes what, what for, how new, under which licence, and where our copy was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from loaders.catalog import Catalog
from verdicts.argument import Argument
from verdicts.sources_in_use import SourceInUse
from verdicts.words import capitalised, day, period, several

NAMED = 2
"""Indicators that are named; the others are counted."""


class Link(NamedTuple):
    """Words, and the address they lead to; empty for none."""

    words: str
    address: str = ""


class SourceRow(NamedTuple):
    """One source in a reader's words."""

    id: str
    publisher: str
    dataset: Link
    used_for: str
    """The first indicators by name, the number of the others, and of the claims they are held against."""
    newest: str
    """The newest period that has a figure."""
    published: str
    """The day of the newest edition in hand."""
    licence: Link
    copies: tuple[Link, ...]
    """The public repositories (of a case's own figures: pages) in which copies were found; none where they came from the publisher."""


def source_rows(used: Sequence[SourceInUse], argument: Argument, catalog: Catalog) -> list[SourceRow]:
    """The sources in hand: those that a claim is held against, then the others, each in the order of the alphabet."""
    claims, asked = _claims(argument), _asked(argument, catalog)
    behind = sorted(_by_publisher(used), key=lambda one: not any(p.indicator in asked for p in one.indicators))
    return [_row(one, claims, asked, catalog) for one in behind]


def answer_sentences(used: Sequence[SourceInUse], argument: Argument, catalog: Catalog) -> str:
    """How many figures the claims are held against, from how many publishers, how many others there are, and how new the newest are."""
    asked = _asked(argument, catalog)
    behind = [(one, p) for one in used for p in one.indicators if p.indicator in asked]
    figures = sum(p.observations for _, p in behind)
    publishers = len({one.source.publisher.partition(";")[0] for one, _ in behind})
    others = sum(one.observations for one in used) - figures
    more = f" {others:,} others are in hand." if others else ""
    newest = max(one.retrieved for one in used)
    return (
        f"{figures:,} figures from {several(publishers, 'publisher')} stand behind the verdicts.{more} "
        f"The newest were retrieved on {day(newest)}."
    )


def _claims(argument: Argument) -> dict[str, set[str]]:
    """By indicator, the claims of which a test asks it."""
    found: dict[str, set[str]] = {}
    for row in argument.evidence.rows:
        for indicator in row.request.indicators:
            found.setdefault(indicator, set()).add(row.claim)
    return found


def _asked(argument: Argument, catalog: Catalog) -> set[str]:
    """The indicators that tests or their other choices ask, and those that bound them."""
    rows = argument.evidence.rows
    names = {name for row in rows for name in row.request.indicators}
    names |= {str(v) for r in rows for c in ("indicator", "versus_indicator") for v in r.options.get(c, ()) if v}
    known = [catalog.indicator[name] for name in names if name in catalog.indicator]
    return names | {bound for one in known for bound in (one.low, one.high) if bound}


def known_problems(used: Iterable[SourceInUse], catalog: Catalog) -> list[tuple[str, list[tuple[str, str]]]]:
    """What is known to be wrong with editions in hand: by source, the indicator and its problem."""
    found = []
    for one in _by_publisher(used):
        problems = [
            (capitalised(catalog.indicator[p.indicator].name), p.doubt)
            for p in one.indicators
            if p.doubt and p.indicator in catalog.indicator
        ]
        if problems:
            found.append((f"{one.source.publisher}: {one.source.name}", problems))
    return found


def _by_publisher(used: Iterable[SourceInUse]) -> list[SourceInUse]:
    return sorted(used, key=lambda one: (one.source.publisher.casefold(), one.source.name.casefold()))


def _row(used: SourceInUse, claims: dict[str, set[str]], asked: set[str], catalog: Catalog) -> SourceRow:
    source = used.source
    return SourceRow(
        source.id,
        source.publisher,
        Link(source.name, str(source.url)),
        _used_for(used, claims, asked, catalog),
        _newest(used, catalog),
        day(max(p.published for p in used.indicators)),
        Link(source.licence, str(source.licence_url or "")),
        _copies(used),
    )


def _used_for(used: SourceInUse, claims: dict[str, set[str]], asked: set[str], catalog: Catalog) -> str:
    # What most claims ask of the source comes first.
    ordered = sorted(used.indicators, key=lambda p: -len(claims.get(p.indicator, ())))
    names = [catalog.indicator[p.indicator].name for p in ordered if p.indicator in catalog.indicator]
    told = "; ".join(names[:NAMED])
    if len(names) > NAMED:
        told += f"; {len(names) - NAMED} more"
    held = set().union(*(claims.get(p.indicator, ()) for p in used.indicators))
    compared = any(p.indicator in asked for p in used.indicators)
    where = f"in {several(len(held), 'claim')}" if held else "to compare with" if compared else "not asked here"
    return f"{capitalised(told)} ({where})" if told else capitalised(where)


def _newest(used: SourceInUse, catalog: Catalog) -> str:
    newest = max(used.indicators, key=lambda p: p.last)
    indicator = catalog.indicator.get(newest.indicator)
    return period(np.datetime64(newest.last), indicator.frequency) if indicator else day(newest.last)


def _copies(used: SourceInUse) -> tuple[Link, ...]:
    found = dict.fromkeys(
        p.found_at if p.found_at.startswith("https://") else p.found_at.split(",")[0]
        for p in used.indicators
        if p.found_at
    )
    return tuple(
        Link(one.split("/")[2], one) if one.startswith("https://") else Link(one, f"https://github.com/{one}")
        for one in found
    )
