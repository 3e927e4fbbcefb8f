"""What a server holds for all readers, made once and closed once: the cases as served, the refresher, what draws."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from charts import outlines
from exports.browser import Renderer
from service.document_process import DocumentProcess
from service.dossiers import Dossiers
from service.refresher import Refresher
from service.served_case import ServedCase
from service.settings import case_folder
from service.sites import Sites

_LOG = logging.getLogger("plumbline.service")


class Application:
    """Everything that outlives a reader's visit. Making one begins nothing: see :meth:`start`.

    Parameters
    ----------
    folder : Path, optional
        The case at the first page; by default the one that the environment names. Raises UnknownSetting.
    """

    def __init__(self, folder: Path | None = None):
        self.refresher = Refresher()
        self.renderer = Renderer()
        self.documents = DocumentProcess()
        self.sites = Sites(self.refresher, case_folder() if folder is None else folder)
        self._warming: threading.Thread | None = None

    @property
    def served(self) -> ServedCase:
        """The case at the first page."""
        return self.sites.first.served

    @property
    def dossiers(self) -> Dossiers:
        """Those of the case at the first page."""
        return self.sites.first.dossiers

    def start(self, warmed: Callable[[], object] = lambda: None) -> None:
        """Begin to warm what pages need and to keep figures up to date, both behind whoever comes meanwhile.

        ``warmed`` is called once pages have what most of them need.
        """
        self._warming = threading.Thread(target=self._warm, args=(warmed,), name="warming", daemon=True)
        self._warming.start()

    @property
    def warmed(self) -> bool:
        """Whether what pages need is there, or what is wrong with it has been met."""
        return self._warming is not None and not self._warming.is_alive()

    def close(self) -> None:
        """End all of it; what is under way is finished or lost whole."""
        self.refresher.stop()
        self.documents.close()
        self.renderer.close()
        self.sites.close()

    def _warm(self, warmed: Callable[[], object]) -> None:
        self.refresher.note()
        try:
            self.served.warm()
            _LOG.info("warmed", extra={"claims": len(self.served.case.argument.claims.rows)})
            warmed()
            # Read for the first map, which a reader would wait for.
            outlines.world()
        except Exception:  # noqa: BLE001 whatever went wrong, pages go on: each works out what it needs
            _LOG.exception("warming failed")
        self.refresher.start(lambda: self.served.case, self._warm_all, self.sites.cases_beneath)

    def _warm_all(self, generation: int) -> None:
        """Work out what the pages of each case that is looked at need, for a generation of figures before any page sees it."""
        for site in self.sites.made():
            site.served.warm(generation)
