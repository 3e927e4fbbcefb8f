"""All there is on one claim: what every export of it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from exports import addresses
from loaders.catalog import Catalog
from loaders.observations import Observations
from verdicts.argument import Claim, Topic
from verdicts.case import Case
from verdicts.clock import AsOf
from verdicts.findings import Finding
from verdicts.history import Moment, through_the_years
from verdicts.multiverse import Multiverse
from verdicts.verdict import Verdict


@dataclass(frozen=True, eq=False)
class Dossier:
    """One claim with its verdicts: ``then`` as of the article, ``now`` as of the day of the export."""

    case: Case
    topic: Topic
    then: Verdict
    now: Verdict
    choices: Multiverse
    """All declared choices, as of the same day as ``now``."""
    address: str = ""
    """Where this dashboard is to be found, without a slash at its end; empty where nobody said."""

    @property
    def claim(self) -> Claim:
        return self.now.claim

    @property
    def as_of(self) -> AsOf:
        return self.now.as_of

    @property
    def catalog(self) -> Catalog:
        return self.case.catalog

    @property
    def observations(self) -> Observations:
        return self.case.observations

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """The verdict at each year end, on the article's day and on the dossier's day, which is the last."""
        rows = self.case.argument.evidence_of(self.claim.id)
        return through_the_years(self.claim, rows, self.observations, self.catalog, self.as_of)

    @property
    def link(self) -> str:
        """The short address of the claim; where nobody said where the dashboard is, its name."""
        if not self.address:
            return f"Plumbline, claim {self.claim.id}"
        return addresses.SHORT.link(self.address, claim=self.claim.id)

    def finding(self, evidence: str) -> Finding:
        """The finding of one row of evidence. Raises KeyError where the claim has none of that id."""
        for finding in self.now.findings:
            if finding.evidence.id == evidence:
                return finding
        raise KeyError(evidence)


def dossiers(
    case: Case, claims: Sequence[Claim] | None = None, as_of: AsOf | None = None, address: str = ""
) -> list[Dossier]:
    """The dossiers of some claims (or all), worked out now: verdicts and choices as of the article and as of a day."""
    chosen = tuple(case.argument.claims.rows if claims is None else claims)
    day = as_of or case.now
    both = zip(case.verdicts(case.then, chosen), case.verdicts(day, chosen), strict=True)
    topics = case.argument.topic
    return [Dossier(case, topics[then.claim.topic], then, now, now.multiverse, address) for then, now in both]
