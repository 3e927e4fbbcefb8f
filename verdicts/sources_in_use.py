"""Sources as they are in use: what each brings, how fresh it is, and whether it is bundled, stored or live."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.catalog import Catalog
from loaders.observations import Observations, Provenance
from loaders.rows import BundledEdition, Indicator, Source
from verdicts.words import day

_COMMIT = re.compile(r"(, commit [0-9a-f]+, )")
LIVE_ONLY = "no figures bundled; live only"
"""Said of an indicator whose figures may not be passed on, while none have been downloaded."""


def our_copy(provenance: Provenance) -> str:
    """Where the copy that figures were read from was found, in words; empty where it came from the publisher itself."""
    if not provenance.found_at:
        return ""
    if provenance.found_at.startswith("https://"):
        return f"found at {provenance.found_at}"
    return "found on GitHub: " + _COMMIT.sub(r"\1file ", provenance.found_at)


@dataclass(frozen=True)
class SourceInUse:
    """A source with the provenance of each of its indicators in hand."""

    source: Source
    indicators: tuple[Provenance, ...]
    earlier: Mapping[str, tuple[BundledEdition, ...]] = field(default_factory=dict)
    """By indicator, the earlier editions that verdicts of earlier days rest on, newest first."""
    live_only: tuple[Indicator, ...] = ()
    """Its indicators that are not bundled, and not in hand either."""

    @property
    def citation(self) -> str:
        return self.source.cited(p.edition for p in self.indicators)

    @property
    def observations(self) -> int:
        return sum(p.observations for p in self.indicators)

    @property
    def last(self) -> dt.date:
        return max(p.last for p in self.indicators)

    @property
    def retrieved(self) -> dt.date:
        return max(p.retrieved for p in self.indicators)

    @property
    def state(self) -> str:
        return " and ".join(sorted({p.state for p in self.indicators}))

    def record(self) -> dict[str, Any]:
        """The source as plain values, for JSON."""
        return {
            "source": self.source.id,
            "name": self.source.name,
            "publisher": self.source.publisher,
            "url": str(self.source.url),
            "licence": self.source.licence,
            "licence_url": str(self.source.licence_url) if self.source.licence_url else None,
            "citation": self.citation,
            "what_may_be_bundled": self.source.what_may_be_bundled,
            "pass_on": self.source.pass_on,
            "state": self.state,
            "indicators": len(self.indicators),
            "observations": self.observations,
            "last": self.last.isoformat(),
            "retrieved": self.retrieved.isoformat(),
            "series": [
                {
                    "indicator": p.indicator,
                    "edition": p.edition,
                    "published": p.published.isoformat(),
                    "retrieved": p.retrieved.isoformat(),
                    "state": p.state,
                    "file": p.file,
                    "found_at": p.found_at,
                    "sha256": p.sha256,
                    "observations": p.observations,
                    "first": p.first.isoformat(),
                    "last": p.last.isoformat(),
                    "doubt": p.doubt,
                    "corrections": list(p.corrections),
                    "earlier_editions": [
                        {
                            "edition": e.edition,
                            "published": e.published.isoformat(),
                            "file": e.file,
                            "found_at": e.found_at,
                            "doubt": e.doubt,
                        }
                        for e in self.earlier.get(p.indicator, ())
                    ],
                }
                for p in self.indicators
            ],
            "live_only": [indicator.id for indicator in self.live_only],
        }


def sources_in_use(catalog: Catalog, observations: Observations) -> list[SourceInUse]:
    """The sources that have figures in hand, in the order of sources.csv."""
    found: dict[str, list[Provenance]] = {}
    for provenance in observations.provenance.values():
        found.setdefault(provenance.source, []).append(provenance)
    absent = live_only(catalog, observations)
    return [
        SourceInUse(
            row,
            tuple(found[row.id]),
            {
                p.indicator: catalog.earlier_editions(p.indicator)
                for p in found[row.id]
                if p.indicator in catalog.edition
            },
            tuple(i for i in absent if i.source == row.id),
        )
        for row in catalog.sources.rows
        if row.id in found
    ]


def live_only(catalog: Catalog, observations: Observations) -> list[Indicator]:
    """Indicators without figures in hand that are downloaded and never bundled, in the order of indicators.csv."""
    return [
        row
        for row in catalog.indicators.rows
        if row.update == "download" and row.id not in catalog.edition and row.id not in observations.provenance
    ]


def earlier_words(editions: Iterable[BundledEdition]) -> str:
    """The earlier editions in hand of one indicator, in a phrase; empty without any."""
    told = [f"{row.edition}, published by {day(row.published)}" for row in editions]
    return f"{'; '.join(told)}. Verdicts as of those days rest on them." if told else ""
