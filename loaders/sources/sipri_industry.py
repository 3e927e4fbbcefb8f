"""SIPRI Arms Industry Database: arms revenue of the hundred largest firms, summed by the firms' home country.

Read from the official workbook: one sheet per year ("2022", "2010 "), three title lines, the third of which says when
it was retrieved from the database, a header whose words vary a little from year to year ("Arms Revenue", "Arms
revenues"), a hundred rows, notes. Each sheet is the year as the workbook has it; SIPRI revises the year before in the
sheet after it, and those revisions are not carried back (2021: 604.9 against 599.8 billion). A workbook that lacks a year
is refused: the missing one would count as a year without revenue.

A country without a firm among the hundred has none of this revenue: zero. But Chinese firms were counted only from
2015, for want of reliable figures: before, China has no figure, and the total is without it. Firms owned in several
European countries (Airbus, MBDA, KNDS) are "Trans-European".
"""

from __future__ import annotations

import re

import pandas as pd

from loaders.archives import Cells, first_rows, open_workbook, rows_of, sheets_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed, Invalid
from loaders.parsing import Files, only, tidy, whole_years, year_ends
from loaders.sources import Recognised

CHINA_COUNTED_FROM = 2015
FIRMS = 100
TITLE = "SIPRI Top 100 arms-producing"
"""What the title of each sheet has, whatever is said of the companies after it."""


def recognise(content: bytes) -> Recognised | None:
    """The workbook by its sheets, which are years, and the title of the newest."""
    years = sorted(name for name in sheets_of(content) if _is_year(name))
    if not years:
        return None
    title = " ".join(str(cell) for row in first_rows(content, years[-1], 4) for cell in row if cell is not None)
    if TITLE not in title:
        return None
    retrieved = re.search(r"retrieved \w+ \d{4}", title)
    covered = f"{years[0].strip()}-{years[-1].strip()}"
    return Recognised(("top100",), f"{covered}, {retrieved[0]}" if retrieved else covered, None)


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read arms revenue by country in current US$ (``code`` is top100); WLD is all hundred."""
    if code != "top100":
        raise Changed("the code top100", repr(code))
    book = open_workbook(only(files))
    years = {int(name): _sheet(rows_of(book, name), int(name)) for name in book.sheetnames if _is_year(name)}
    if not years:
        raise Changed("a sheet for each year", ", ".join(book.sheetnames))
    first = min([min(years), *(i.start for i in catalog.indicators.rows if i.source == "sipri_industry")])
    missing = [str(year) for year in range(first, max(years)) if year not in years]
    if missing:
        raise Invalid(f"The workbook has no sheet for {', '.join(missing)}. Download it from SIPRI's page once more.")
    table = pd.DataFrame(years).fillna(0.0)  # countries by years: no firm, no revenue
    table.loc["WLD"] = table.sum()
    rows = table.rename_axis("country").reset_index().melt("country", var_name="year", value_name="value")
    entity = Names(catalog, "sipri_industry").all_of(rows["country"])
    value = rows["value"].where((entity != "CHN") | (whole_years(rows["year"]) >= CHINA_COUNTED_FROM))
    return tidy(entity, year_ends(rows["year"]), value * 1e6, add_up=True)


def figures(files: Files, code: str) -> int:
    """Figures in the database's workbook, for SIPRI's limit on reproduction: a hundred firms a year."""
    book = open_workbook(only(files))
    return FIRMS * sum(_is_year(name) for name in book.sheetnames)


def _is_year(sheet: str) -> bool:
    return re.fullmatch(r"\d{4}", sheet.strip(), re.ASCII) is not None


def _sheet(rows: list[Cells], year: int) -> pd.Series:
    """Arms revenue of one year in US$ million, by the name of the country."""
    place = next((i for i, row in enumerate(rows) if str(row[0] or "").startswith("Rank")), None)
    if place is None:
        raise Changed(f"a header line that begins with Rank in the sheet {year}", "none")
    header = [re.sub(r"\s+", " ", str(cell or "")).strip() for cell in rows[place]]
    country = next((i for i, cell in enumerate(header) if cell.startswith("Country")), None)
    wanted = re.compile(rf"arms revenues? \({year}\)", re.IGNORECASE)
    revenue = next((i for i, cell in enumerate(header) if wanted.fullmatch(cell)), None)
    if country is None or revenue is None:
        raise Changed(f"the columns Country and Arms Revenue ({year})", ", ".join(filter(None, header)))
    firms = [row for row in rows[place + 1 :] if isinstance(row[0], (int, float)) and row[country]]
    if len(firms) != FIRMS:
        raise Changed(f"{FIRMS} firms in the sheet {year}", str(len(firms)))
    values = pd.Series([row[revenue] for row in firms], [str(row[country]).strip() for row in firms])
    return pd.to_numeric(values, errors="coerce").groupby(level=0).sum()
