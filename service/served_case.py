"""A case as it is served: read and worked out once for all readers, and again when a table is saved or newer figures come.

Whatever is kept is kept under a stamp, which changes with the tables and the figures. Of many who ask for the same at
once, one works it out and the others wait for it. Safe to use from any thread.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from threading import Condition
from typing import Any, NamedTuple, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from exports.exhibit import Exhibit
from exports.values import value_rows
from loaders import wall_clock
from loaders.case_zip import TABLES
from loaders.catalog import Catalog
from loaders.home import ROOT
from loaders.observations import Observations
from service.opening import Figures, open_case, read_figures
from service.refresher import Refresher
from verdicts.case import Case
from verdicts.doubt import conclusions_sentence
from verdicts.findings import Finding
from verdicts.freshness import Freshness, freshness
from verdicts.history import Moment
from verdicts.indicator_search import IndicatorIndex
from verdicts.known import FILE as KNOWN
from verdicts.multiverse import Multiverse
from verdicts.rounding import Comparison, comparisons
from verdicts.rule import Label
from verdicts.search import Index
from verdicts.summary import Standing
from verdicts.view import View

STAMPS = 2
"""Stamps whose cases are kept: a reader may be in the middle of a page when another one comes."""
INDEXES = 2 * STAMPS
"""Of these, those of whose figures plain words were asked: each keeps the figures that it is of, so that none is taken for others."""
EXHIBITS = 200
"""Views of Explore whose figures are kept."""
PIECES = 800
"""Pieces of cases (a claim's choices, a finding's rows) kept of each kind."""

Made = TypeVar("Made")


def once(size: int, make: Callable[..., Made]) -> Callable[..., Made]:
    """A function whose last ``size`` results are kept, each worked out once however many threads ask for it."""
    return cached(LRUCache(size), condition=Condition())(make)


def pieces(size: int) -> Callable[[Hashable, Callable[[], str]], str]:
    """A keeper of the last ``size`` texts: asked with a key and how to make what it stands for, it makes each once."""
    return cached(LRUCache(size), key=lambda key, _: hashkey(key), condition=Condition())(lambda _, make: make())


class Stamp(NamedTuple):
    """What is kept of a case is kept under it."""

    figures: int
    """Changes when newer figures are there."""
    tables: int
    """Changes when someone saves a table."""


class SharedFigures:
    """The project's catalog and the figures in hand, read once for all cases of a server.

    Parameters
    ----------
    refresher : Refresher
        Its generation grows when newer figures can be shown.
    """

    def __init__(self, refresher: Refresher):
        self.refresher = refresher
        self._watched = (ROOT / "data" / "registry.csv", *sorted((ROOT / "catalog").glob("*.csv")))
        self._read = once(STAMPS, lambda stamp: read_figures())
        self.indicator_index: Callable[[Catalog, Observations], IndicatorIndex] = cached(
            LRUCache(INDEXES), key=lambda *of: hashkey(*map(id, of)), condition=Condition()
        )(IndicatorIndex)
        """What plain words find indicators by, made once of a catalog and the figures of it: most cases share both."""

    def stamp(self, generation: int) -> int:
        """Changes when newer figures are there, or somebody saves a table of the catalog."""
        return hash((generation, *map(_changed, self._watched)))

    def read(self, stamp: int) -> Figures:
        """Both, as they were when they were first asked for under a stamp."""
        return self._read(stamp)

    @property
    def now(self) -> Figures:
        """Both as they are at this moment."""
        return self.read(self.stamp(self.refresher.generation))


class ServedCase:
    """One case for all readers.

    Parameters
    ----------
    figures : SharedFigures
    folder : Path
        Holds the tables of the argument.
    """

    def __init__(self, figures: SharedFigures, folder: Path = ROOT):
        self._refresher, self._figures = figures.refresher, figures
        self._folder = folder
        self._watched = tuple(folder / name for name in (*TABLES, KNOWN))
        self._case = once(STAMPS, lambda stamp: open_case(folder, figures=figures.read(stamp.figures)))
        self._standings = once(STAMPS, self._work_out_standings)
        self._history = once(PIECES, self._work_out_history)
        self._index = once(STAMPS, self._work_out_index)
        self._stated = once(STAMPS, self._work_out_comparisons)
        self._conclusions = once(STAMPS, self._work_out_conclusions)
        self._rows = once(PIECES, self._work_out_rows)
        self._exhibit = once(EXHIBITS, lambda stamp, view: Exhibit(view, self._case(stamp)))

    @property
    def stamp(self) -> Stamp:
        """Changes when someone saves a table or newer figures are there. Others keep things under it too."""
        return self._stamp(self._refresher.generation)

    def _stamp(self, generation: int) -> Stamp:
        return Stamp(self._figures.stamp(generation), hash(tuple(map(_changed, self._watched))))

    @property
    def case(self) -> Case:
        """The case, read again after a table has changed."""
        return self._case(self.stamp)

    @property
    def standings(self) -> dict[str, Standing]:
        """Each claim's verdict as of the article and as of now, by the claim's id, in the order of claims.csv."""
        return self._standings(self.stamp)

    def finding(self, claim: str, evidence: str) -> Finding:
        """One finding as of now."""
        return _finding(self.standings, claim, evidence)

    def multiverse(self, claim: str) -> tuple[Multiverse, Multiverse]:
        """A claim under all choices, as of the article and as of now."""
        standing = self.standings[claim]
        return standing.then.multiverse, standing.now.multiverse

    @property
    def multiverses(self) -> dict[str, Multiverse]:
        """Each claim under all choices as of now, by the claim's id."""
        return {claim: standing.now.multiverse for claim, standing in self.standings.items()}

    def history(self, claim: str) -> tuple[Moment, ...]:
        """The verdict on a claim through the years."""
        return self._history(self.stamp, claim)

    def labels(self, fallen: str = "") -> dict[str, Label]:
        """The verdict of now on each claim; that of ``fallen``, if given, taken as contradicted."""
        return _labels(self.standings, fallen)

    @property
    def conclusions_sentence(self) -> str:
        """How the conclusions stand, in a sentence; it supposes every claim contradicted in turn."""
        return self._conclusions(self.stamp)

    @property
    def index(self) -> Index:
        """What the search finds claims by."""
        return self._index(self.stamp)

    @property
    def indicator_index(self) -> IndicatorIndex:
        """What plain words find indicators by."""
        case = self.case
        return self._figures.indicator_index(case.catalog, case.observations)

    def exhibit(self, view: View) -> Exhibit:
        """A view of Explore with what it shows."""
        return self._exhibit(self.stamp, view)

    @property
    def stated(self) -> tuple[Comparison, ...]:
        """Numbers that publishers state, beside ours."""
        return self._stated(self.stamp)

    def rows(self, claim: str, evidence: str) -> list[dict[str, Any]]:
        """The values of one finding as of now, as rows; see :func:`exports.values.value_rows`."""
        return self._rows(self.stamp, claim, evidence)

    def freshness(self, indicators: Sequence[str]) -> dict[str, Freshness]:
        """How fresh the figures of indicators are at this moment, by the indicator's id; nothing for those without figures."""
        case, now = self.case, wall_clock.now()
        known, services = case.observations.provenance, case.catalog.service
        return {
            name: freshness(
                known[name], services.get(known[name].source), self._refresher.state(known[name].source), now
            )
            for name in indicators
            if name in known
        }

    def warm(self, generation: int | None = None) -> None:
        """Work out what most pages need; with a number, for that generation of figures before any page sees it."""
        self._standings(self._stamp(self._refresher.generation if generation is None else generation))

    def _work_out_standings(self, stamp: Stamp) -> dict[str, Standing]:
        case = self._case(stamp)
        then, now = case.both_dates()
        return {a.claim.id: Standing(a, b) for a, b in zip(then, now, strict=True)}

    def _work_out_history(self, stamp: Stamp, claim: str) -> tuple[Moment, ...]:
        case = self._case(stamp)
        return case.history(case.argument.claim[claim])

    def _work_out_comparisons(self, stamp: Stamp) -> tuple[Comparison, ...]:
        case = self._case(stamp)
        return comparisons(case.observations, case.catalog, case.now)

    def _work_out_conclusions(self, stamp: Stamp) -> str:
        return conclusions_sentence(self._case(stamp).argument, _labels(self._standings(stamp)))

    def _work_out_index(self, stamp: Stamp) -> Index:
        case = self._case(stamp)
        return Index(case.argument, case.catalog)

    def _work_out_rows(self, stamp: Stamp, claim: str, evidence: str) -> list[dict[str, Any]]:
        case = self._case(stamp)
        return value_rows(_finding(self._standings(stamp), claim, evidence), case.observations, case.catalog)


def _finding(standings: dict[str, Standing], claim: str, evidence: str) -> Finding:
    return next(f for f in standings[claim].now.findings if f.evidence.id == evidence)


def _labels(standings: dict[str, Standing], fallen: str = "") -> dict[str, Label]:
    found = {claim: standing.now.label for claim, standing in standings.items()}
    return {**found, fallen: "contradicted"} if fallen else found


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
