"""SIPRI Arms Industry Database: arms revenue of the hundred largest firms, summed by the firms' home country.

Read from the official workbook: one sheet per year ("2022", "2010 "), three title lines, a header whose words vary
a little from year to year, a hundred rows, notes. Each sheet is the year as the workbook has it; SIPRI revises the
year before in the sheet after it, and those revisions are not carried back (2021: 604.9 against 599.8 billion).

A country without a firm among the hundred has none of this revenue: zero. But Chinese firms were counted only from
2015, for want of reliable figures: before, China has no figure, and the total is without it. Firms owned in several
European countries (Airbus, MBDA, KNDS) are "Trans-European".
"""

from __future__ import annotations

import re

import pandas as pd

from loaders.archives import Cells, open_workbook, rows_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import Files, only, tidy, whole_years, year_ends

CHINA_COUNTED_FROM = 2015
FIRMS = 100


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read arms revenue by country in current US$ (``code`` is top100); WLD is all hundred."""
    if code != "top100":
        raise Changed("the code top100", repr(code))
    book = open_workbook(only(files))
    years = {int(name): _sheet(rows_of(book, name), int(name)) for name in book.sheetnames if name.strip().isdigit()}
    if not years:
        raise Changed("a sheet for each year", ", ".join(book.sheetnames))
    table = pd.DataFrame(years).fillna(0.0)  # countries by years: no firm, no revenue
    table.loc["WLD"] = table.sum()
    rows = table.rename_axis("country").reset_index().melt("country", var_name="year", value_name="value")
    entity = Names(catalog, "sipri_industry").all_of(rows["country"])
    value = rows["value"].where((entity != "CHN") | (whole_years(rows["year"]) >= CHINA_COUNTED_FROM))
    return tidy(entity, year_ends(rows["year"]), value * 1e6, add_up=True)


def figures(files: Files, code: str) -> int:
    """Figures in the database's workbook, for SIPRI's limit on reproduction: a hundred firms a year."""
    book = open_workbook(only(files))
    return FIRMS * sum(name.strip().isdigit() for name in book.sheetnames)


def _sheet(rows: list[Cells], year: int) -> pd.Series:
    """Arms revenue of one year in US$ million, by the name of the country."""
    place = next((i for i, row in enumerate(rows) if str(row[0] or "").startswith("Rank")), None)
    if place is None:
        raise Changed(f"a header line that begins with Rank in the sheet {year}", "none")
    header = [re.sub(r"\s+", " ", str(cell or "")).strip() for cell in rows[place]]
    country = next((i for i, cell in enumerate(header) if cell.startswith("Country")), None)
    revenue = next((i for i, cell in enumerate(header) if cell == f"Arms Revenue ({year})"), None)
    if country is None or revenue is None:
        raise Changed(f"the columns Country and Arms Revenue ({year})", ", ".join(filter(None, header)))
    firms = [row for row in rows[place + 1 :] if isinstance(row[0], (int, float)) and row[country]]
    if len(firms) != FIRMS:
        raise Changed(f"{FIRMS} firms in the sheet {year}", str(len(firms)))
    values = pd.Series([row[revenue] for row in firms], [str(row[country]).strip() for row in firms])
    return pd.to_numeric(values, errors="coerce").groupby(level=0).sum()
