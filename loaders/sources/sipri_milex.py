"""SIPRI Military Expenditure Database: spending by state and year.

Three layouts are read:

- the official workbook (SIPRI-Milex-data-1949-2024_2.xlsx): the sheets "Constant (2023) US$", "Current US$" and "Share
  of GDP". The year of constant prices changes with each edition, and has to be that of the indicator's unit.
- SIPRI's own sheets saved as CSV.
- a tidy extract (iso3, year, value) of the current-US$ and share-of-GDP sheets: US$, and per cent.

A sheet has title lines, a header line that begins with Country, regions as headings without figures, "..." where
there is none, "xxx" where the state did not exist. The title says what the figures are: US$ million at constant or
current prices, or fractions of GDP; and the years they cover, which is all a file says of its edition.

The world (in US$) is the sum of the states on record that year, those since dissolved among them, without the
budget of the European Union. Turkmenistan and Uzbekistan publish too little to be on record. SIPRI's colours, which
mark its own estimates, are not read.
"""

from __future__ import annotations

import csv
import io
import re

import pandas as pd

from loaders.archives import first_rows, is_zip, open_workbook, rows_of, sheets_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import (
    Files,
    first_lines,
    melt_years,
    numbers,
    only,
    read_table,
    require_prices,
    text_of,
    tidy,
    whole_years,
    with_totals,
    year_ends,
)
from loaders.sources import Recognised

TITLES = {"constant": ("constant", 1e6), "current": ("current prices", 1e6), "share": ("gross domestic product", 100)}
"""Words of the sheet's title, and what its figures are multiplied by: US$ million, or fractions."""

SHEETS = {"constant": r"Constant \(\d{4}\) US\$", "current": r"Current US\$", "share": r"Share of GDP"}
"""What the sheets of the official workbook are called."""

NOT_STATES = ("European Union",)
"""In the sheets the budget of the EU institutions, not the sum of the members."""


def recognise(content: bytes) -> Recognised | None:
    """The workbook by its three sheets and a title, or a sheet saved as CSV by its title."""
    sheets = sheets_of(content)
    named = {code: sheet for code in SHEETS if (sheet := _sheet_of(sheets, code))}
    if len(named) == len(SHEETS):
        rows = first_rows(content, named["current"], 1)
        codes, title = tuple(SHEETS), str(rows[0][0]) if rows else ""
    else:
        title = "".join(first_lines(content, 1))
        codes = tuple(code for code, (word, _) in TITLES.items() if word in title.lower())
    if not codes or not re.match(r'"?Military expenditure by country\b.*SIPRI', title):
        return None
    years = re.search(r"(\d{4})\W+(\d{4})", title)
    return Recognised(codes, f"{years[1]}-{years[2]}" if years else "", None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read ``current`` or ``constant`` (US$), or ``share`` (% of GDP)."""
    names = Names(catalog, "sipri_milex")
    lines = _lines(only(files), code)
    rows = _read(lines, code)
    if year := re.search(r"constant \((\d{4})\)", lines[0].lower()):
        require_prices(int(year[1]), catalog, "sipri_milex", code)
    rows["date"] = year_ends(rows["year"])
    states = rows.assign(entity=names.all_of(rows["entity"]))
    if code == "share":
        return tidy(states["entity"], states["date"], states["value"])
    world = with_totals(rows.assign(counterpart=""), entity=True).query("entity == 'WLD'")
    both = pd.concat([states, world], ignore_index=True)
    return tidy(both["entity"], both["date"], both["value"])


def figures(files: Files, code: str) -> int:
    """Figures in the database's sheet, for SIPRI's limit on reproduction."""
    return len(_read(_lines(only(files), code), code))


def _lines(content: bytes, code: str) -> list[str]:
    """The lines of a CSV file; a sheet of the workbook as if it had been saved as one."""
    if code not in TITLES:
        raise Changed(f"the code {', '.join(TITLES)}", repr(code))
    if not is_zip(content):
        return text_of(content).splitlines()
    book = open_workbook(content)
    sheet = _sheet_of(book.sheetnames, code)
    if not sheet:
        raise Changed(f"the sheet on {TITLES[code][0]}", ", ".join(book.sheetnames))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows_of(book, sheet))
    return text.getvalue().splitlines()


def _sheet_of(sheets: list[str], code: str) -> str | None:
    return next((sheet for sheet in sheets if re.fullmatch(SHEETS[code], sheet.strip())), None)


def _read(lines: list[str], code: str) -> pd.DataFrame:
    """The figures of states as the sheet names them: entity, year, value."""
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
