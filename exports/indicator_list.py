"""The indicators there are, as a page of Markdown: what each is called, its unit, how often it comes, of whom and from when to when."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from loaders.catalog import Catalog
from loaders.observations import Observations
from loaders.rows import Indicator

_OFTEN = {"A": "yearly", "Q": "quarterly", "M": "monthly", "D": "daily"}
_NAMED = 4
"""So many countries and groups are named; more are counted."""
_KINDS = {
    "country": ("country", "countries"), "currency": ("currency", "currencies"), "instrument": ("instrument", "instruments"),
    "institution": ("institution", "institutions"), "group": ("group", "groups"),
}  # fmt: skip
_HEAD = """# The indicators

What a claim can be tested with, by source. `plumbline indicators` writes this page, from the catalog and the figures in hand; with `--case DIR` a case's own are on it too.
The *id* is what `evidence.csv` and `plumbline series` take. *Of whom* names the countries and groups that figures are bundled of; what flows from one to another has both sides. The codes stand in
`catalog/entities.csv`. Figures of a group are worked out from its members where a source gives none. In a browser, the search of *Explore* finds an indicator by plain words.
"""


def indicator_list(catalog: Catalog, observations: Observations) -> str:
    """The page, its sources in the order of sources.csv and their indicators in that of indicators.csv."""
    parts = [_HEAD]
    for source in catalog.sources.rows:
        rows = [row for row in catalog.indicators.rows if row.source == source.id]
        if rows:
            parts.append(
                f"## {source.name}\n\n{source.publisher}. Licence: {source.licence}. Its id is `{source.id}`.\n\n"
                "| id | name | unit | how often | of whom | from, to |\n|---|---|---|---|---|---|\n"
                + "".join(_line(row, catalog, observations) for row in rows)
            )
    return "\n".join(parts)


def _line(row: Indicator, catalog: Catalog, observations: Observations) -> str:
    cells = (f"`{row.id}`", row.name, row.unit, _OFTEN[row.frequency], *_held(row, catalog, observations))
    return f"| {' | '.join(_cell(cell) for cell in cells)} |\n"


def _held(row: Indicator, catalog: Catalog, observations: Observations) -> tuple[str, str]:
    """Of whom there are figures, and of which span."""
    provenance = observations.provenance.get(row.id)
    if provenance is None:
        return "live only: none are bundled", ""
    sides = observations.sides_of(row.id)
    whom = _named({entity for entity, _ in sides}, catalog)
    if others := {other for _, other in sides if other}:
        whom = f"{whom}; with {_named(others, catalog)}"
    first, last = (_period(day, row.frequency) for day in (provenance.first, provenance.last))
    return whom, first if first == last else f"{first} to {last}"


def _named(entities: set[str], catalog: Catalog) -> str:
    """A few entities by their names, many by how many there are of each kind."""
    if len(entities) <= _NAMED:
        return ", ".join(sorted(catalog.name_of(entity) for entity in entities))
    kinds: Counter[str] = Counter(catalog.entity[entity.partition("@")[0]].kind for entity in entities)
    return " and ".join(
        f"{kinds[kind]} {one if kinds[kind] == 1 else many}" for kind, (one, many) in _KINDS.items() if kinds[kind]
    )


def _period(day: dt.date, frequency: str) -> str:
    if frequency == "A":
        return str(day.year)
    if frequency == "Q":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day:%Y-%m}" if frequency == "M" else str(day)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
