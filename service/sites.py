"""The cases of a server: one at its first page, others beneath it, and those that visitors bring.

Each is a site: the same pages and addresses over other tables, below ``cases/<id>/``. All of them share the catalog and the
figures, which are read once, the refresher and what draws.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock

from exports.addresses import CASE_ID, CASES
from exports.own_case import tables_of, unpacked
from loaders.catalog import Catalog
from loaders.home import CASE_FILE, ROOT
from loaders.observations import Observations
from service.dossiers import Dossiers
from service.errors import UnknownId
from service.held_cases import OWN, HeldCases
from service.kept_charts import KeptCharts
from service.opening import ids_beneath
from service.refresher import Refresher
from service.served_case import ServedCase, SharedFigures, pieces
from verdicts.article import NoArticle
from verdicts.case import Case
from verdicts.own_claim import knowledge
from verdicts.own_rows import Impossible

_LOG = logging.getLogger("plumbline.service")
MARKUP = 400
"""Pieces of markup that are kept: the cards of each topic in light and dark, as a few filters show them."""


class Site:
    """One case with all that is made of it for its readers.

    Parameters
    ----------
    name : str
        Its id; empty for the one at the first page.
    folder : Path
        Holds its tables.
    """

    def __init__(self, name: str, folder: Path, figures: SharedFigures):
        self.id, self.folder = name, folder
        self.served = ServedCase(figures, folder)
        self.dossiers = Dossiers(self.served, name)
        self.charts = KeptCharts(self.served)
        self.markup: Callable[[Hashable, Callable[[], str]], str] = pieces(MARKUP)
        """Markup that is the same for all readers, by a key that holds the stamp."""

    @property
    def path(self) -> str:
        """What stands before its pages in an address: empty, or ``/cases/<id>``."""
        return f"/{CASES}/{self.id}" if self.id else ""

    @property
    def up(self) -> str:
        """The way from one of its pages to the server's first page, as a link begins."""
        return "../../" if self.id else "./"

    @property
    def is_private(self) -> bool:
        """Whether a visitor brought it: then it is shown to whoever has its address, and named nowhere."""
        return bool(self.id) and not CASE_ID.fullmatch(self.id)


class Sites:
    """All of them, each made when it is first asked for. Safe to ask from any thread.

    Parameters
    ----------
    refresher : Refresher
    folder : Path
        The case at the first page; those in its folder ``cases`` are listed beneath it.
    """

    def __init__(self, refresher: Refresher, folder: Path = ROOT):
        self._figures = SharedFigures(refresher)
        self._folder, self._lock = folder, Lock()
        self.first = self._made("", folder)
        self._beneath: dict[str, Site] = {}
        self._held = HeldCases(self._made)

    def find(self, name: str) -> Site:
        """The site of a case. Raises UnknownId for one that is not, or no longer, there."""
        if not name:
            return self.first
        if CASE_ID.fullmatch(name):
            folder = self._folder / CASES / name
            if (folder / CASE_FILE).is_file():
                with self._lock:
                    return self._beneath.setdefault(name, self._beneath.get(name) or self._made(name, folder))
        elif site := self._held.find(name) or self._own(name):
            return site
        raise UnknownId("case", name, self.ids)

    def is_at_hand(self, name: str) -> bool:
        """Whether no case has to be made from its address to find this one."""
        return not name.startswith(OWN) or name in self._held

    def hold(self, tables: Mapping[str, bytes], client: str = "") -> Site:
        """The case of a visitor, who is a ``client``, by the names of its files, under an address that nobody can guess. Raises TooManyHeld."""
        return self._held.hold(tables, client)

    def give_up(self, name: str) -> None:
        """Hold a visitor's case no longer."""
        self._held.give_up(name)

    def of_content(self, packed: str, tables: Mapping[str, bytes]) -> Site:
        """A case that stands in its own address: ``packed``, which is a text for an address, says all that is in its tables."""
        return self._held.of_content(packed, tables)

    def _own(self, name: str) -> Site | None:
        """A reader's own claims, made from the address that holds them; None where it holds none, or none that can be made."""
        found = unpacked(name.removeprefix(OWN)) if name.startswith(OWN) else None
        if found is None or found.day is None:
            return None
        with suppress(Impossible):
            known = knowledge(*self.figures, found.day)
            return self.of_content(name.removeprefix(OWN), tables_of(found.claims, known))
        return None

    @property
    def figures(self) -> tuple[Catalog, Observations]:
        """The project's catalog and the figures in hand, which all cases share."""
        catalog, snapshot = self._figures.now
        return catalog, snapshot.observations

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the cases beneath the first one, in the order of the alphabet."""
        return ids_beneath(self._folder)

    def listed(self) -> tuple[Site, ...]:
        """The sites that are named to everybody, the first one first."""
        return (self.first, *(self.find(name) for name in self.ids))

    def cases_beneath(self) -> dict[str, Case]:
        """The listed cases but the first, by their ids; one whose article cannot be read is left out."""
        found = {}
        for site in self.listed()[1:]:
            with suppress(NoArticle):
                found[site.id] = site.served.case
        return found

    def warm(self, generation: int) -> None:
        """Work out what the pages of each listed case that was ever asked for need, for a generation of figures before any page sees it.

        A case beneath whose article cannot be read any more keeps the others from nothing. Raises NoArticle for the first.
        """
        self.first.served.warm(generation)
        for site in tuple(self._beneath.values()):
            try:
                site.served.warm(generation)
            except NoArticle as error:
                _LOG.warning("case not warmed", extra={"case": site.id, "reason": str(error)})

    def close(self) -> None:
        """Forget what visitors brought."""
        self._held.close()

    def _made(self, name: str, folder: Path) -> Site:
        return Site(name, folder, self._figures)
