"""Where the figures come from that an export as of a day rests on: the edition that was measured, not a newer one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Source
from verdicts.clock import AsOf, Knowledge
from verdicts.sources_in_use import SourceInUse, sources_in_use


def measured(indicators: Iterable[str], known: Knowledge) -> Observations:
    """The observations with the provenance of some indicators alone, that of the editions measured as of a day."""
    found = {name: known.provenance(name) for name in indicators}
    return replace(known.observations, provenance={name: p for name, p in found.items() if p is not None})


def cited(source: Source, indicators: Iterable[str], observations: Observations, catalog: Catalog, as_of: AsOf) -> str:
    """The citation of a source, with the editions of some indicators that were measured as of a day."""
    known = Knowledge(observations, catalog, as_of)
    found = (known.provenance(name) for name in indicators)
    return source.cited(p.edition for p in found if p and p.source == source.id)


def sources_of(
    indicators: Iterable[str], observations: Observations, catalog: Catalog, as_of: AsOf
) -> list[SourceInUse]:
    """The sources of some indicators in the order of sources.csv, each with those of its indicators that are among them."""
    used = sources_in_use(catalog, measured(indicators, Knowledge(observations, catalog, as_of)))
    return [SourceInUse(one.source, one.indicators) for one in used]
