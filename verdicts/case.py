"""Everything a front end needs, opened once: catalog, argument, observations, and what is wrong with any of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loaders.catalog import ROOT, Catalog, read_catalog
from loaders.load import load
from loaders.observations import Observations
from loaders.store import Store
from loaders.tables import Fault
from verdicts.argument import Argument, Claim, read_argument
from verdicts.clock import AsOf, article, latest
from verdicts.history import Moment, through_the_years
from verdicts.multiverse import Multiverse, multiverse
from verdicts.verdict import Verdict, assess


@dataclass(frozen=True)
class Case:
    """One argument with its catalog and figures. Faulty rows and files are left out and listed in ``faults``."""

    catalog: Catalog
    argument: Argument
    observations: Observations
    faults: tuple[Fault, ...]

    @cached_property
    def then(self) -> AsOf:
        return article()

    @cached_property
    def now(self) -> AsOf:
        return latest(self.observations)

    def verdicts(self, as_of: AsOf, claims: tuple[Claim, ...] | None = None) -> tuple[Verdict, ...]:
        return assess(self.argument, self.observations, self.catalog, as_of, claims)

    def multiverses(self, as_of: AsOf, claims: tuple[Claim, ...] | None = None) -> tuple[Multiverse, ...]:
        """The claims under all their declared choices, with what was known on a day."""
        return tuple(
            multiverse(claim, self.argument.evidence_of(claim.id), self.observations, self.catalog, as_of)
            for claim in (self.argument.claims.rows if claims is None else claims)
        )

    def history(self, claim: Claim) -> tuple[Moment, ...]:
        """The verdict on a claim at each year end, on the article's day and now."""
        rows = self.argument.evidence_of(claim.id)
        return through_the_years(claim, rows, self.observations, self.catalog, self.now)


def open_case(folder: Path = ROOT, store: Store | None = None) -> Case:
    """Open the argument in a folder (topics.csv, claims.csv, evidence.csv) over the catalog and the figures in hand."""
    catalog = read_catalog()
    argument = read_argument(catalog, folder)
    snapshot = load(catalog, store)
    return Case(catalog, argument, snapshot.observations, catalog.faults + argument.faults + tuple(snapshot.faults))
