"""What a server holds for all readers, made once and closed once: the case as served, charts, dossiers, refresher, what draws."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from exports.browser import Renderer
from loaders.catalog import ROOT
from service.document_process import DocumentProcess
from service.dossiers import Dossiers
from service.kept_charts import KeptCharts
from service.refresher import Refresher
from service.served_case import ServedCase, pieces

_LOG = logging.getLogger("plumbline.service")
MARKUP = 400
"""Pieces of markup that are kept: the cards of each topic in light and dark, as a few filters show them."""


class Application:
    """Everything that outlives a reader's visit. Making one begins nothing: see :meth:`start`."""

    def __init__(self, folder: Path = ROOT):
        self.refresher = Refresher()
        self.renderer = Renderer()
        self.documents = DocumentProcess()
        self.served = ServedCase(self.refresher, folder)
        self.dossiers = Dossiers(self.served)
        self.charts = KeptCharts(self.served)
        self.markup = pieces(MARKUP)
        """Markup that is the same for all readers, by a key that holds the stamp."""
        self._warming: threading.Thread | None = None

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

    def _warm(self, warmed: Callable[[], object]) -> None:
        self.refresher.note()
        try:
            self.served.warm()
            _LOG.info("warmed", extra={"claims": len(self.served.case.argument.claims.rows)})
            warmed()
        except Exception:  # noqa: BLE001 whatever went wrong, pages go on: each works out what it needs
            _LOG.exception("warming failed")
        self.refresher.start(lambda: self.served.case, self.served.warm)
