"""A case: one article with its claims, the tables that test them, and the figures in hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from loaders.additions import Additions
from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.tables import Fault
from verdicts.argument import Argument, Claim
from verdicts.article import Article
from verdicts.clock import AsOf, Knowledge, article, latest, parse_as_of
from verdicts.history import Moment, through_the_years
from verdicts.multiverse import Multiverse
from verdicts.verdict import Verdict, assess, assess_knowing


@dataclass(frozen=True, eq=False)
class Case:
    """One argument with its article, catalog and figures. Faulty rows and files are left out and listed in ``faults``."""

    article: Article
    catalog: Catalog
    argument: Argument
    observations: Observations
    faults: tuple[Fault, ...] = ()
    additions: Additions | None = None
    """What of the catalog and of the figures the case has brought itself; None for nothing."""
    known: str = ""
    """What was known when its rules were written, and what was changed since, in Markdown; empty where it is not told."""

    @cached_property
    def then(self) -> AsOf:
        """As of the article."""
        return article(self.article.day)

    @cached_property
    def now(self) -> AsOf:
        """With all figures in hand."""
        return latest(self.observations, self.article.day)

    def as_of(self, text: str) -> AsOf:
        """``article``, ``latest`` or a day. Raises ValueError saying what is allowed."""
        return parse_as_of(text, self.observations, self.article.day)

    def verdicts(self, as_of: AsOf, claims: tuple[Claim, ...] | None = None) -> tuple[Verdict, ...]:
        """The verdicts on the claims (or on some of them) with what was known on a day."""
        return assess(self.argument, self.observations, self.catalog, as_of, claims)

    def both_dates(self) -> tuple[tuple[Verdict, ...], tuple[Verdict, ...]]:
        """The verdicts on all claims as of the article and with all figures in hand; much of the work is done once for both."""
        now = Knowledge(self.observations, self.catalog, self.now)
        return assess_knowing(self.argument, now.at_publication), assess_knowing(self.argument, now)

    def multiverses(self, as_of: AsOf, claims: tuple[Claim, ...] | None = None) -> tuple[Multiverse, ...]:
        """The claims under all their declared choices, with what was known on a day."""
        return tuple(verdict.multiverse for verdict in self.verdicts(as_of, claims))

    def history(self, claim: Claim) -> tuple[Moment, ...]:
        """The verdict on a claim at each year end, on the article's day and now."""
        rows = self.argument.evidence_of(claim.id)
        return through_the_years(claim, rows, self.observations, self.catalog, self.now)
