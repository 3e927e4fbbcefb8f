"""Files that a person downloaded, where a publisher has no stable interface: recognised by content, kept as a vintage."""

from __future__ import annotations

from pathlib import Path

from loaders.breaker import state_of
from loaders.catalog import Catalog
from loaders.files import Unfit, read_file
from loaders.ingest import ingest
from loaders.outcome import Outcome
from loaders.refresh import PATIENCE
from loaders.sources import Delivery, recognisers
from loaders.store import Store

LARGEST = 200_000_000
"""Bytes; the largest file that a source known here gives out is a tenth of it."""


class Unrecognised(Exception):
    """A file that is none of those known here; the message says which are."""


def take_file(path: Path, store: Store, catalog: Catalog) -> tuple[str, Outcome]:
    """Keep the figures of a file.

    Returns
    -------
    What the file turned out to be, in words, and what came of it.

    Raises
    ------
    Unrecognised
        If no source knows the file by its content, or it is no regular file of up to :data:`LARGEST` bytes.
    OSError
        If it cannot be read.
    Busy
        If another process has been asking the same source for too long.
    """
    try:
        content = read_file(path, LARGEST)
    except Unfit as error:
        raise Unrecognised(str(error)) from None
    known = recognisers(catalog)
    source, found = next(((s, r) for s, recognise in known.items() if (r := recognise(content))), ("", None))
    if found is None:
        names = ", ".join(catalog.source[s].name for s in known)
        raise Unrecognised(f"By its content this is none of the files known here. They are: {names}.")
    indicators = [i for i in catalog.indicator.values() if i.source == source and i.code in found.codes]
    delivery = Delivery({path.name: content}, found.edition, found.published)
    with store.lock(f"source-{source}", timeout=PATIENCE):
        state = state_of(store, source)
        outcome = ingest(source, {i.id: delivery for i in indicators}, store, catalog, state, asked=False)
    row = catalog.source[source]
    return f"{row.publisher}, {row.name}{f', {found.edition}' if found.edition else ''}", outcome
