"""What a question about a picture is of: a chart of the argument, or a view of Explore. Both are drawn, framed and shared alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Protocol

from charts.theme import Mode
from exports import addresses, values
from exports.addresses import LATEST
from exports.dossier import Dossier
from exports.exhibit import Exhibit
from exports.picture_specs import NothingToDraw
from exports.pictures import Entry, UnknownPicture, entry, picture_chart, picture_ids, view_chart
from verdicts.case import Case
from verdicts.view import canonical
from web.endpoint import Asked
from web.faults import Fault, unknown
from web.views import exhibit_of


class Pictured(Protocol):
    """A picture that is asked for, before it has a size."""

    @property
    def name(self) -> str:
        """What its files are called."""
        ...

    @property
    def day(self) -> dt.date:
        """The day of its figures."""
        ...

    @property
    def withheld(self) -> str:
        """Why its figures may not be passed on, in a sentence; empty where they may."""
        ...

    def chart(self, size: str, mode: Mode) -> dict[str, Any]:
        """It as a plotly figure. Raises Fault where there is nothing to draw."""
        ...

    def embedded(self, address: str, as_of: str = LATEST) -> str:
        """The link to its page for a frame: as of now, or of a day."""
        ...

    def picture(self, address: str, form: str, as_of: str = LATEST) -> str:
        """The link to it as a picture that the server makes: as of now, or of a day."""
        ...

    def undrawn(self) -> list[str]:
        """Addresses at which it is to be had where the server cannot draw."""
        ...


@dataclass(frozen=True)
class OfArgument:
    """A picture of a claim, or of the whole argument."""

    dossiers: list[Dossier]
    name: str

    @property
    def day(self) -> dt.date:
        return self.dossiers[0].as_of.day

    @property
    def withheld(self) -> str:
        of = self.dossiers[0]
        test = entry(of.case, self.name).test
        return values.withheld(of.finding(test), of.catalog) if test else ""

    def chart(self, size: str, mode: Mode) -> dict[str, Any]:
        try:
            return picture_chart(self.dossiers, self.name, size, mode)
        except NothingToDraw as error:
            raise nothing(str(error)) from error

    def embedded(self, address: str, as_of: str = LATEST) -> str:
        return addresses.EMBEDDED.dated(address, as_of, picture=self.name)

    def picture(self, address: str, form: str, as_of: str = LATEST) -> str:
        return addresses.PICTURE.dated(address, as_of, picture=self.name, form=form)

    def undrawn(self) -> list[str]:
        return [addresses.EMBEDDED.path(picture=self.name), addresses.PICTURE.path(picture=self.name, form="json")]


@dataclass(frozen=True)
class OfView:
    """A picture of a view of Explore."""

    exhibit: Exhibit

    @property
    def name(self) -> str:
        return self.exhibit.name

    @property
    def day(self) -> dt.date:
        return self.exhibit.as_of.day

    @property
    def withheld(self) -> str:
        return self.exhibit.withheld

    def chart(self, size: str, mode: Mode) -> dict[str, Any]:
        try:
            return view_chart(self.exhibit, size, mode)
        except NothingToDraw as error:
            raise nothing(str(error)) from error

    def embedded(self, address: str, as_of: str = LATEST) -> str:
        return addresses.VIEW_EMBEDDED.asking(address, self._parameters(as_of))

    def picture(self, address: str, form: str, as_of: str = LATEST) -> str:
        return addresses.VIEW_PICTURE.asking(address, self._parameters(as_of), form=form)

    def undrawn(self) -> list[str]:
        return [f"/{self.embedded('')}", f"/{self.picture('', 'json')}"]

    def _parameters(self, as_of: str) -> dict[str, str]:
        view = self.exhibit.view
        return canonical(view if as_of == LATEST else replace(view, edition=as_of))


def pictured(asked: Asked, address: str) -> Pictured:
    """What a question is of: the picture in its path, or the view behind its question mark. Raises Fault, UnknownDay.

    ``address``: where the dashboard is to be found, if the picture is to say so.
    """
    if "picture" in asked.names:
        return of_argument(asked, asked.names["picture"], address)
    return OfView(exhibit_of(asked, address))


def of_argument(asked: Asked, picture: str, address: str) -> OfArgument:
    """A picture by its id, with the dossier it is drawn from; those of all claims for one of the whole argument. Raises Fault."""
    case = asked.case
    claim = entry_of(case, picture).claim
    rows = (case.argument.claim[claim],) if claim else case.argument.claims.rows
    return OfArgument(asked.dossiers.of(rows, asked.values["as_of"], address), picture)


def entry_of(case: Case, picture: str) -> Entry:
    """The picture with an id. Raises Fault."""
    try:
        return entry(case, picture)
    except UnknownPicture:
        raise unknown("picture", picture, picture_ids(case)) from None


def nothing(why: str) -> Fault:
    return Fault("nothing-to-draw", why)
