"""SIPRI Military Expenditure Database: spending by state and year.

Two layouts are read:

- SIPRI's own sheets saved as CSV: title lines, a header line that begins with Country, regions as headings without
  figures, "..." where there is none, "xxx" where the state did not exist. The title says what the figures are: US$
  million at constant or current prices, or fractions of GDP.
- a tidy extract (iso3, year, value) of the current-US$ and share-of-GDP sheets: US$, and per cent.

The world (in US$) is the sum of the states on record that year, those since dissolved among them, without the
budget of the European Union. Turkmenistan and Uzbekistan publish too little to be on record. SIPRI's colours, which
mark its own estimates, are lost in both layouts.
"""

from __future__ import annotations

import pandas as pd

from loaders.catalog import Catalog
from loaders.errors import Changed
from loaders.names import Names
from loaders.parsing import (
    Files,
    melt_years,
    numbers,
    only,
    read_table,
    text_of,
    tidy,
    whole_years,
    with_totals,
    year_ends,
)

TITLES = {"constant": ("constant", 1e6), "current": ("current prices", 1e6), "share": ("gross domestic product", 100)}
"""Words of the sheet's title, and what its figures are multiplied by: US$ million, or fractions."""

NOT_STATES = ("European Union",)
"""In the sheets the budget of the EU institutions, not the sum of the members."""


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ``current`` or ``constant`` (US$), or ``share`` (% of GDP)."""
    names = Names(catalog, "sipri_milex")
    rows = _read(files, code)
    rows["date"] = year_ends(rows["year"])
    states = rows.assign(entity=names.all_of(rows["entity"]))
    if code == "share":
        return tidy(states["entity"], states["date"], states["value"])
    world = with_totals(rows.assign(counterpart=""), entity=True).query("entity == 'WLD'")
    both = pd.concat([states, world], ignore_index=True)
    return tidy(both["entity"], both["date"], both["value"])


def figures(files: Files, code: str) -> int:
    """Figures in the database's sheet, for SIPRI's limit on reproduction."""
    return len(_read(files, code))


def _read(files: Files, code: str) -> pd.DataFrame:
    """The figures of states as the sheet names them: entity, year, value."""
    if code not in TITLES:
        raise Changed(f"the code {', '.join(TITLES)}", repr(code))
    lines = text_of(only(files)).splitlines()
    rows = _tidy_extract(lines) if lines and lines[0].startswith("iso3,") else _sheet(lines, code)
    return rows[rows["value"].notna() & ~rows["entity"].isin(NOT_STATES)].copy()


def _tidy_extract(lines: list[str]) -> pd.DataFrame:
    table = read_table("\n".join(lines), ["iso3", "year", "value"])
    return pd.DataFrame({"entity": table["iso3"], "year": whole_years(table["year"]), "value": numbers(table["value"])})


def _sheet(lines: list[str], code: str) -> pd.DataFrame:
    title = lines[0].lower() if lines else ""
    word, factor = TITLES[code]
    if word not in title:
        raise Changed(f"a SIPRI sheet whose title has the words {word!r}", title[:80] or "an empty file")
    start = next((i for i, line in enumerate(lines[:20]) if line.startswith("Country,")), None)
    if start is None:
        raise Changed("a header line that begins with Country", "none in the first twenty lines")
    table = read_table("\n".join(lines[start:]), ["Country"])
    table["Country"] = table["Country"].str.strip()
    rows = melt_years(table[table["Country"] != ""], "Country")
    values = numbers(rows["cell"], missing=["...", "…", ". .", "xxx"]) * factor
    return pd.DataFrame({"entity": rows["Country"], "year": rows["year"], "value": values})
