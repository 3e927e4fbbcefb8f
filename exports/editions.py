"""Where the figures come from that an export as of a day rests on: the edition that was measured, not a newer one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Source
from verdicts.clock import AsOf
from verdicts.sources_in_use import SourceInUse, sources_in_use


def edition_of(indicator: str, observations: Observations, as_of: AsOf) -> Observations:
    """The edition of an indicator's figures that was measured as of a day."""
    return observations if as_of.latest else observations.edition(indicator, as_of.day)[0]


def measured(indicators: Iterable[str], observations: Observations, as_of: AsOf) -> Observations:
    """The observations with the provenance of some indicators alone, that of the editions measured as of a day."""
    found = {name: edition_of(name, observations, as_of).provenance.get(name) for name in indicators}
    return replace(observations, provenance={name: p for name, p in found.items() if p is not None})


def cited(source: Source, indicators: Iterable[str], observations: Observations, as_of: AsOf) -> str:
    """The citation of a source, with the editions of some indicators that were measured as of a day."""
    known = measured(indicators, observations, as_of).provenance.values()
    return source.cited(p.edition for p in known if p.source == source.id)


def sources_of(
    indicators: Iterable[str], observations: Observations, catalog: Catalog, as_of: AsOf
) -> list[SourceInUse]:
    """The sources of some indicators in the order of sources.csv, each with those of its indicators that are among them."""
    used = sources_in_use(catalog, measured(indicators, observations, as_of))
    return [SourceInUse(one.source, one.indicators) for one in used]
