"""Ukraine Support Tracker of the Kiel Institute: aid to Ukraine by donor.

- ``Military``, ``Financial``, ``Humanitarian``, ``Total``: allocations by donor, month and type (EUR). Rows whose
  month is unknown (1.5 billion in Release 28, mostly Italian) are left out, as nothing says when they belong.
- ``allocation_pct_gdp``: allocations by donor and calendar year in per cent of the GDP of 2021. The last year of a
  release is a partial one and left out.
- ``disbursement``: foreign budget support received, by donor and month (EUR).

Two layouts are read. Extracts as CSV have one of these questions each. The official workbook
(``Ukraine_Support_Tracker_Release_28.xlsx``) was not at hand: its layout is known from how others read Releases 27, 28
and 30, and the extracts of Releases 28 and 30 bear it out.

- "Bilateral Assistance, MAIN DATA": a row per part of an activity, the columns' names in the first. Allocations are
  rows whose measure is Allocation; tot_sub_activity_value_EUR_redistr is the value by which Kiel's totals come out, "."
  or nothing where there is none; month counts from January 2022 as 1 and is 0 where it is unknown; a type may have a
  blank after it. Shares of GDP count only rows whose month_exists_dummy is 1, as the extract does.
- "Country Summary (€)": a line of names, below it one of units. Total bilateral allocations stand there in € billion
  and in % of the GDP of 2021, from which the GDP follows.
- "Financial disb per Month (€)": a line of months (January, ..., from 2022; later years in brackets), a line with
  Country below it, a row per donor in EUR billion, remarks instead of figures, and totals.

Older releases have other columns and are refused: those of 2022 and 2023 count what was committed (seen in the 7th,
whose main sheet is called Bilateral assistance and whose ReadMe names the release), those of 2024 what was allocated in
another layout. Of which release a later workbook is, its ReadMe may say too.

The Commission and Council and, in the disbursements, all EU institutions are EU-INST; the European Investment Bank
stands apart except in the disbursements. The European Peace Facility has commitments only and is left out. The
record begins on 24 January 2022, so that its first month is a week.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from loaders.archives import Cells, first_rows, is_zip, open_workbook, rows_of, sheets_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.parsing import MONTHS, Files, month_ends, numbers, only, read_table, require, tidy, year_ends
from loaders.sources import Recognised
from loaders.whole import require_once

TYPES = ("Military", "Financial", "Humanitarian")
MAIN, SUMMARY, PAID = "Bilateral Assistance, MAIN DATA", "Country Summary (€)", "Financial disb per Month (€)"
VALUE = "tot_sub_activity_value_EUR_redistr"
COLUMNS = ("donor", "aid_type_general", "measure", VALUE, "month", "month_exists_dummy")


OLDER = {"id", "countries", "announcement date", "type of aid general"}
"""Columns of the main sheet up to 2024, in small letters."""
WHY_NOT_OLDER = (
    "It is older than those that can be read: up to 2023 the tracker counted what had been committed, and the figures in use are of what was "
    "allocated. The two are never mixed. Import Release 21 (February 2025) or a later one."
)


def recognise(content: bytes) -> Recognised | None:
    """The workbook, by its main sheet's name and columns."""
    sheets = sheets_of(content)
    main = next((sheet for sheet in sheets if sheet.casefold() == MAIN.casefold()), "")
    header = {str(cell).strip() for row in (first_rows(content, main, 1) if main else []) for cell in row}
    if {name.casefold() for name in header} >= OLDER:
        return Recognised((*TYPES, "Total"), _release(content, sheets), None, WHY_NOT_OLDER)
    if main != MAIN or not header >= set(COLUMNS):
        return None
    more = {SUMMARY: "allocation_pct_gdp", PAID: "disbursement"}
    codes = (*TYPES, "Total", *(code for sheet, code in more.items() if sheet in sheets))
    return Recognised(codes, _release(content, sheets), None)


def _release(content: bytes, sheets: list[str]) -> str:
    """Of which release a workbook is, as its ReadMe has it ("7th release"); empty where it does not say."""
    readme = next((sheet for sheet in sheets if sheet.casefold() == "readme"), "")
    for row in first_rows(content, readme, 12) if readme else []:
        for cell in row:
            if found := re.search(r"\b(\d+)(?:st|nd|rd|th) release|\brelease (\d+)", str(cell), re.IGNORECASE):
                return f"Release {found[1] or found[2]}"
    return ""


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one of the series above; the counterpart is UKR."""
    names = Names(catalog, "kiel")
    content = only(files)
    if code in TYPES or code == "Total":
        columns = ["donor", "month", "aid_type", "allocation_eur"]
        table = _allocations(content) if is_zip(content) else read_table(content, columns)
        return _by_month(table, code, names)
    if code == "allocation_pct_gdp":
        table = _shares(content) if is_zip(content) else read_table(content, ["donor", "year", code])
        table = table[table["year"] < table["year"].max()]
        return tidy(names.all_of(table["donor"]), year_ends(table["year"]), numbers(table[code]), counterpart="UKR")
    if code == "disbursement":
        columns = ["donor", "month", "disbursement_eur_billion"]
        table = _payments(content) if is_zip(content) else read_table(content, columns)
        value = numbers(table["disbursement_eur_billion"]) * 1e9
        return tidy(names.all_of(table["donor"]), month_ends(table["month"]), value, counterpart="UKR", add_up=True)
    raise Changed(f"the code {', '.join(TYPES)}, Total, allocation_pct_gdp or disbursement", repr(code))


def _by_month(table: pd.DataFrame, aid_type: str, names: Names) -> pd.DataFrame:
    types = set(table["aid_type"])
    if types != set(TYPES):
        raise Changed(f"the types {', '.join(TYPES)}", ", ".join(sorted(types)))
    wanted = table["aid_type"].isin(TYPES if aid_type == "Total" else [aid_type])
    # A donor that gave other types of aid gave none of this one: that is a zero, not a gap.
    value = numbers(table["allocation_eur"]).where(wanted, 0.0)
    dated = table["month"] != "unknown"
    table, value = table[dated], value[dated]
    return tidy(names.all_of(table["donor"]), month_ends(table["month"]), value, counterpart="UKR", add_up=True)


@lru_cache(maxsize=1)
def _allocations(content: bytes) -> pd.DataFrame:
    """The workbook's allocations in the extract's columns, and whether Kiel counts the month as known."""
    rows = rows_of(open_workbook(content), MAIN)
    header = [str(cell).strip() for cell in rows[0]] if rows else []
    require(header, COLUMNS)
    table = pd.DataFrame(rows[1:], columns=header, dtype=object)
    require_once(table.dropna(how="all").astype(str))
    table = table[list(COLUMNS)].fillna("").astype(str)
    table = table.apply(lambda column: column.str.strip())
    table = table[table["measure"] == "Allocation"]
    value = numbers(table[VALUE], missing=["."]).fillna(0.0)
    # A row without a value may lack its type too.
    kept = (table["aid_type_general"] != "") | (value != 0)
    table, value = table[kept], value[kept]
    month = numbers(table["month"]).fillna(0).astype(int)
    return pd.DataFrame(
        {
            "donor": table["donor"],
            "month": [f"{2022 + (n - 1) // 12}-{(n - 1) % 12 + 1:02}" if n > 0 else "unknown" for n in month],
            "aid_type": table["aid_type_general"],
            "allocation_eur": value,
            "month_known": numbers(table["month_exists_dummy"]) == 1,
        }
    )


def _shares(content: bytes) -> pd.DataFrame:
    """Allocations by donor and year in per cent of the GDP of 2021, in the extract's columns."""
    rows = rows_of(open_workbook(content), SUMMARY)
    place = next((i for i, row in enumerate(rows[:30]) if "Country" in row), None)
    if place is None or place + 1 == len(rows):
        raise Changed(f"a line with Country in {SUMMARY}, and units below it", "none")
    titles = [
        ": ".join(str(cell or "").strip() for cell in pair) for pair in zip(*rows[place : place + 2], strict=True)
    ]
    wanted = [f"Total bilateral allocations: {unit}" for unit in ("€ billion", "% 2021 GDP")]
    require(titles, wanted)
    totals = pd.DataFrame(rows[place + 2 :]).set_index(rows[place].index("Country"))
    # Notes below the table have no figures; who has given nothing has no share to tell the GDP from.
    billion, share = (pd.to_numeric(totals[titles.index(title)], errors="coerce") for title in wanted)
    gdp = (billion / share.where(share > 0) * 100e9).dropna()
    gdp.index = gdp.index.astype(str).str.strip()

    table = _allocations(content)
    table = table[(table["month"] != "unknown") & table["month_known"]]
    sums = table.groupby(["donor", table["month"].str[:4].rename("year")])["allocation_eur"].sum().reset_index()
    share = sums["allocation_eur"] / sums["donor"].map(gdp) * 100
    return sums.assign(allocation_pct_gdp=share).dropna()


def _payments(content: bytes) -> pd.DataFrame:
    """The workbook's payments in the extract's columns."""
    rows = rows_of(open_workbook(content), PAID)
    place = next((i for i, row in enumerate(rows[:30]) if len(_months(row)) > 2), None)
    country = next((row.index("Country") for row in rows[place or 0 :][:3] if "Country" in row), None)
    if place is None or country is None:
        raise Changed(f"a line of months in {PAID}, and Country below it", "none")
    months = _months(rows[place])
    found = []
    for row in rows[place + 1 :]:
        donor = str(row[country] or "").strip()
        if donor in ("", "Country", "EU") or re.search("total|cumm?ulative", donor.lower()):
            continue
        for i, month in months.items():
            if isinstance(row[i], str) and re.search(r"\d", row[i]):
                raise Changed(f"figures or remarks in {PAID}", repr(row[i]))
            if row[i] and not isinstance(row[i], str):
                found.append((donor, month, row[i]))
    return pd.DataFrame(found, columns=["donor", "month", "disbursement_eur_billion"])


def _months(row: Cells) -> dict[int, str]:
    """Column to month, of a line of months such as January, ..., December, January (2023)."""
    labels = {i: re.fullmatch(rf"({'|'.join(MONTHS)})(?: \((\d{{4}})\))?", str(c).strip()) for i, c in enumerate(row)}
    months: dict[int, str] = {}
    year, last = 2022, None
    for i, label in labels.items():
        if not label:
            continue
        number = MONTHS.index(label[1]) + 1
        year = int(label[2] or year + (number == 1 and last is not None))
        if last is not None and year * 12 + number != last + 1:
            raise Changed("months one after the other", f"{label[0]} out of order")
        last = year * 12 + number
        months[i] = f"{year}-{number:02}"
    return months
