"""An exhibit: all there is on one view of Explore, which every drawing and export of it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from charts.explore_lines import Said
from exports import addresses
from exports.values import not_passed_on
from loaders.observations import EMPTY, Line
from verdicts import seen, view_words
from verdicts.case import Case
from verdicts.clock import AsOf, Knowledge
from verdicts.measures import Request
from verdicts.seen import Common, OneSide
from verdicts.view import Seen, View, canonical


@dataclass(frozen=True, eq=False)
class Told:
    """One line of an exhibit with what it was measured by."""

    request: Request
    seen: Seen
    ahead: Line = EMPTY
    """Projections of the source, for drawing only."""


@dataclass(frozen=True, eq=False)
class Exhibit:
    """A view with what it shows. Worked out as it is asked for, and then kept."""

    view: View
    case: Case
    address: str = ""
    """Where this dashboard is to be found, without a slash at its end; empty where nobody said."""

    @cached_property
    def known(self) -> Knowledge:
        return seen.knowledge(self.view, self.case)

    @property
    def as_of(self) -> AsOf:
        return self.known.as_of

    @property
    def is_fixed(self) -> bool:
        """Whether it stays as it is whatever figures come later."""
        return self.view.edition != "today"

    @cached_property
    def shown(self) -> tuple[Seen, ...]:
        """The series of each entity of the view."""
        return seen.seen(self.view, self.case, self.known)

    @cached_property
    def sides(self) -> tuple[OneSide, ...]:
        """Both sides of what is compared, where they are wanted and there are two in one unit."""
        return seen.both_sides(self.view, self.case, self.known) if self.view.sides else ()

    @cached_property
    def common(self) -> Common | None:
        """The last period that nearly all countries have figures of."""
        return seen.common(self.view, self.case, self.known)

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The lines that stand in its chart, and so in its files: of a map those of all countries, of one period each."""
        view = self.view
        if view.form == "map":
            return tuple(Told(view.request(one.entity), one) for one in self.common.shown) if self.common else ()
        own = [Told(view.request(one.entity), one, seen.ahead(view, one, self.case)) for one in self.shown]
        return (*own, *(Told(side.request, side.seen) for side in self.sides))

    @cached_property
    def what(self) -> str:
        """What is measured, without unit and period."""
        return view_words.what(self.view, self.case)

    @cached_property
    def head(self) -> str:
        """What is seen, as a sentence without its stop."""
        shown = self.common.shown if self.view.form == "map" and self.common else self.shown
        return view_words.headline(self.view, shown, self.case.catalog)

    @property
    def said(self) -> Said:
        """The words of its chart: that of both sides has the figures themselves on its axis."""
        of = self.view
        if self.sides:
            of = replace(of, measure="level", versus_indicator="", versus_entity="", versus_counterpart="")
        return Said(self.head, view_words.what(of, self.case))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Whom there are no figures of, and why: a sentence each."""
        return view_words.nothing(self.view, self.shown, self.case, self.known)

    @property
    def has_figures(self) -> bool:
        return any(len(one.seen.series) for one in self.told)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators it takes figures from: one, or two."""
        return self.view.request(self.view.entities[0]).indicators

    @cached_property
    def withheld(self) -> str:
        """Why its figures may not go into a file, in a sentence; empty where they may."""
        return not_passed_on(self.indicators, self.case.catalog)

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"explore-{self.view.indicator}"

    @property
    def link(self) -> str:
        """Where the view stands; where nobody said where the dashboard is, below its first page."""
        return addresses.EXPLORE_PAGE.asking(self.address, canonical(self.view))

    def pinned(self) -> Exhibit:
        """The same with what is known on its day, whatever comes later."""
        return self if self.is_fixed else replace(self, view=replace(self.view, edition=self.as_of.day.isoformat()))
