"""SIPRI Military Expenditure Database: spending by state and year.

Three layouts are read:

- the official workbook (SIPRI-Milex-data-1949-2024_2.xlsx): the sheets "Constant (2023) US$", "Current US$" and "Share
  of GDP". Blue and red figures are SIPRI's estimates, the red ones highly uncertain: both have the status estimate.
- SIPRI's own sheets saved as CSV.
- a tidy extract (iso3, year, value) of the current-US$ and share-of-GDP sheets: US$, and per cent.

Constant prices are of another year in each edition. Those of another year than the indicator's unit has are brought to
its prices state by state, by the file's own figures of that year at current prices, which are what constant prices of
that year mean. So a file that does not reach that year, or has one sheet alone, is refused; a state without a figure in
that year has none; and the world counts such states by their part in the file's own prices, while that is small.

A sheet has title lines, a header line that begins with Country, regions as headings without figures, "..." where
there is none, "xxx" where the state did not exist. The title says what the figures are: US$ million at constant or
current prices, or fractions of GDP; and the years they cover, which is all a file says of its edition.

The world (in US$) is the sum of the states on record that year, those since dissolved among them, without the
budget of the European Union; it is an estimate if one of them is. Turkmenistan and Uzbekistan publish too little to be
on record. A sheet saved as CSV has lost its colours.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pandas as pd

from loaders.archives import first_rows, is_zip, open_workbook, rows_of, sheets_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed, Invalid
from loaders.parsing import (
    Files,
    cells_of,
    first_lines,
    numbers,
    only,
    read_table,
    text_of,
    tidy,
    whole_years,
    year_ends,
)
from loaders.sources import Recognised

TITLES = {"constant": ("constant", 1e6), "current": ("current prices", 1e6), "share": ("gross domestic product", 100)}
"""Words of the sheet's title, and what its figures are multiplied by: US$ million, or fractions."""

SHEETS = {"constant": r"Constant \(\d{4}\) US\$", "current": r"Current US\$", "share": r"Share of GDP"}
"""What the sheets of the official workbook are called."""

MARKS = {("indexed", "12"), ("rgb", "0000FF"), ("indexed", "10"), ("rgb", "FF0000")}
"""Blue and red, as numbers of Excel's palette and as other programs write them out."""

YEAR = re.compile(r"(\d{4})(?:\.0+)?")
"""A year, as programs that write all numbers with a decimal have it too."""

SAME = 0.001
"""By how much the sheets may differ in the year of constant prices."""

COUNTED = 0.97
"""The part of the world whose figures can be brought to other prices, for the rest to be counted with it."""

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
    title, rows = _read(only(files), code)
    world = rows.groupby("year", as_index=False).agg(value=("value", "sum"), status=("status", "max"))
    base, wanted = re.search(r"constant \((\d{4})\)", title.lower()), _prices(catalog, code)
    if base and wanted and int(base[1]) != wanted:
        rows, world = _in_prices_of(wanted, int(base[1]), rows, world, only(files))
    states = rows.assign(entity=Names(catalog, "sipri_milex").all_of(rows["entity"]))
    if code != "share":
        states = pd.concat([states, world.assign(entity="WLD")], ignore_index=True)
    return tidy(states["entity"], year_ends(states["year"]), states["value"], status=states["status"])


def _prices(catalog: Catalog, code: str) -> int | None:
    """The year whose prices the units of a series' indicators name."""
    units = [row.unit for row in catalog.indicators.rows if (row.source, row.code) == ("sipri_milex", code)]
    return next((int(found[1]) for unit in units if (found := re.match(r"(\d{4}) ", unit))), None)


def _in_prices_of(
    wanted: int, base: int, rows: pd.DataFrame, world: pd.DataFrame, content: bytes
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """States and the world at constant prices of another year than the file's. Raises Invalid where it has not what that takes."""
    refused = Invalid(
        f"The constant prices of this file are those of {base}, and the figures here are in prices of {wanted}. For them, "
        f"import SIPRI's whole workbook of an edition that reaches {wanted}."
    )
    if not is_zip(content) or wanted not in set(rows["year"]):
        raise refused
    constant = _by_year(rows)
    current = _by_year(_read(content, "current")[1]).reindex(constant.index)
    if wanted not in current or base not in current or base not in constant:
        raise refused
    # In the file's own year of prices both sheets say the same, or one of them is not to be relied on.
    agree = (current[base] / constant[base] - 1).abs().fillna(0) < SAME
    factors = (current[wanted] / constant[wanted]).where(agree & (constant[wanted] > 0))
    moved = rows.assign(value=rows["value"] * rows["entity"].map(factors)).dropna(subset="value")
    counted = rows[rows["entity"].map(factors).notna()].groupby("year")["value"].sum().reindex(world["year"]).to_numpy()
    sums = moved.groupby("year")["value"].sum().reindex(world["year"]).to_numpy()
    part = counted / world["value"].to_numpy()
    return moved, world.assign(value=sums / part)[part >= COUNTED]


def _by_year(rows: pd.DataFrame) -> pd.DataFrame:
    """States by years. That one has two figures of a year is told when all are put together."""
    table: pd.DataFrame = rows.drop_duplicates(["entity", "year"]).pivot(index="entity", columns="year", values="value")
    return table


def figures(files: Files, code: str) -> int:
    """Figures in the database's sheet, for SIPRI's limit on reproduction."""
    return len(_read(only(files), code)[1])


class Cell(NamedTuple):
    """What a cell says, and whether its colour marks it as an estimate."""

    text: str = ""
    estimate: bool = False


def _read(content: bytes, code: str) -> tuple[str, pd.DataFrame]:
    """The title of the sheet, and the figures of states as it names them: entity, year, value, status."""
    if code not in TITLES:
        raise Changed(f"the code {', '.join(TITLES)}", repr(code))
    if not is_zip(content) and text_of(content).startswith("iso3,"):
        title, rows = "", _tidy_extract(content)
    else:
        sheet = _sheet_in(content, code)
        title, rows = _title(sheet), _by_state(sheet, code)
    return title, rows[rows["value"].notna() & ~rows["entity"].isin(NOT_STATES)].reset_index(drop=True)


def _tidy_extract(content: bytes) -> pd.DataFrame:
    table = read_table(content, ["iso3", "year", "value"])
    value = numbers(table["value"])
    return pd.DataFrame({"entity": table["iso3"], "year": whole_years(table["year"]), "value": value, "status": ""})


def _sheet_in(content: bytes, code: str) -> list[list[Cell]]:
    """The rows of a CSV file, or of the workbook's sheet, without blank ones."""
    if not is_zip(content):
        rows = [[Cell(text) for text in cells_of(line)] for line in text_of(content).splitlines()]
    else:
        book = open_workbook(content)
        name = _sheet_of(book.sheetnames, code)
        if not name:
            raise Changed(f"the sheet on {TITLES[code][0]}", ", ".join(book.sheetnames))
        rows = [[cell or Cell() for cell in row] for row in rows_of(book, name, take=_cell)]
    return [row for row in rows if any(cell.text for cell in row)] or [[Cell()]]


def _cell(cell: Any) -> Cell | None:
    """What is taken of one of openpyxl's cells."""
    if cell.value is None:
        return None
    color = cell.font.color
    marked = color is not None and (color.type, str(color.value)[-6:]) in MARKS
    return Cell(str(cell.value).strip(), marked)


def _sheet_of(sheets: list[str], code: str) -> str | None:
    return next((sheet for sheet in sheets if re.fullmatch(SHEETS[code], sheet.strip())), None)


def _title(sheet: list[list[Cell]]) -> str:
    """The first row: one cell, or where nobody quoted it in CSV, as many as it has commas."""
    return ", ".join(cell.text for cell in sheet[0] if cell.text)


def _by_state(sheet: list[list[Cell]], code: str) -> pd.DataFrame:
    title = _title(sheet).lower()
    word, factor = TITLES[code]
    if word not in title:
        raise Changed(f"a SIPRI sheet whose title has the words {word!r}", title[:80] or "an empty file")
    start = next((i for i, row in enumerate(sheet[:20]) if row[0].text == "Country"), None)
    if start is None:
        raise Changed("a header line that begins with Country", "none in the first twenty lines")
    header, rows = sheet[start], sheet[start + 1 :]
    years = {place: int(found[1]) for place, cell in enumerate(header) if (found := YEAR.fullmatch(cell.text))}
    if not years:
        raise Changed("a column for each year", "none")
    if rows and len(rows[-1]) < len(header):
        raise Invalid("The sheet breaks off in its last row. Save it from SIPRI's workbook once more.")
    named = [row for row in rows if row[0].text]
    cells = [(row[0].text, year, row[place]) for row in named for place, year in years.items() if place < len(row)]
    texts = pd.Series([cell.text for _, _, cell in cells], dtype=str)
    return pd.DataFrame(
        {
            "entity": [state for state, _, _ in cells],
            "year": [year for _, year, _ in cells],
            "value": numbers(texts, missing=["...", "…", ". .", "xxx"]) * factor,
            "status": ["estimate" if cell.estimate else "" for _, _, cell in cells],
        }
    )
