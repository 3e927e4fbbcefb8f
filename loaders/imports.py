"""Files that a person downloaded, where a publisher has no stable interface: recognised by content, kept as a vintage."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from loaders.breaker import state_of
from loaders.catalog import Catalog
from loaders.files import Unfit, read_file
from loaders.ingest import ingest
from loaders.outcome import Outcome
from loaders.readings import readings, unpacked, why_not
from loaders.refresh import PATIENCE
from loaders.sources import Delivery, Recognise, Recognised, recognisers
from loaders.store import Store

LARGEST = 200_000_000
"""Bytes; the largest file that a source known here gives out is a tenth of it."""


class Unrecognised(Exception):
    """A file that cannot be taken; the message says what it is, or which are known."""


def take_file(path: Path, store: Store, catalog: Catalog) -> tuple[str, Outcome]:
    """Keep the figures of a file.

    Returns
    -------
    What the file turned out to be, in words, and what came of it.

    Raises
    ------
    Unrecognised
        If no source knows the file by its content, or it is an edition that cannot be used, or no regular file of up to
        :data:`LARGEST` bytes.
    OSError
        If it cannot be read.
    Busy
        If another process has been asking the same source for too long.
    """
    try:
        content = read_file(path, LARGEST)
    except Unfit as error:
        raise Unrecognised(str(error)) from None
    source, found, reading = _recognised(content, catalog)
    row = catalog.source[source]
    words = f"{row.publisher}, {row.name}{f', {found.edition}' if found.edition else ''}"
    if found.refused:
        raise Unrecognised(f"{words}. {found.refused}")
    indicators = [i for i in catalog.indicator.values() if i.source == source and i.code in found.codes]
    edition = found.edition or f"undated, from the file {path.name}"
    delivery = Delivery({path.name: reading}, edition, found.published, given={path.name: content})
    with store.lock(f"source-{source}", timeout=PATIENCE):
        state = state_of(store, source)
        outcome = ingest(source, {i.id: delivery for i in indicators}, store, catalog, state, asked=False)
    return words, outcome


def _recognised(content: bytes, catalog: Catalog) -> tuple[str, Recognised, bytes]:
    """Which source a file is of, what it turns out to be, and the form in which it can be read. Raises Unrecognised."""
    known = recognisers(catalog)
    tables = unpacked(content)
    hits = {name: hit for name, table in (tables or {"": content}).items() if (hit := _known(table, known))}
    if len(hits) > 1:
        raise Unrecognised(
            f"The zip file holds several tables that are known here ({', '.join(hits)}). Unpack it, and import each."
        )
    for hit in hits.values():
        return hit
    if said := next(filter(None, map(why_not, tables.values())), "") or why_not(content):
        raise Unrecognised(said)
    names = ", ".join(catalog.source[source].name for source in known)
    raise Unrecognised(f"By its content this is none of the files known here. They are: {names}.")


def _known(content: bytes, known: Mapping[str, Recognise]) -> tuple[str, Recognised, bytes] | None:
    for reading in readings(content):
        for source, recognise in known.items():
            if found := recognise(reading):
                return source, found, reading
    return None
