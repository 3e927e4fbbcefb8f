"""SIPRI Arms Transfers Database: deliveries of major arms in trend-indicator values (TIV, millions).

- ``register``: the official transfer register in either of its layouts, as :mod:`loaders.arms_register` reads and
  checks it. Values are summed by supplier, recipient and year of delivery; where the register lists a deal's years with
  one sum for all, what rests on such a deal is an estimate.
- ``first_supplier <group>``: counted from the register over five years ending with each year: of how many members
  of the group a state was the largest supplier. A member that received nothing has none; a tie goes to the first by
  alphabet; unknown suppliers count for nobody.
- ``totals_export``, ``totals_import``: totals by state and year. Either the official table of import/export values
  (CSV, a preamble, a row per state and a column per year, its last line "Total world export" or "Total world import",
  which tells it from the table of one state's partners; "0" is less than half a million, and the newest year may be
  empty), which has one of the two and is refused where the rows do not add up to that line; or both as extracted from
  the database (iso_or_name, name, flow, year, tiv_million), where rows without deliveries are left out.

Each CSV may be alone in a zip file. SIPRI's preamble has the day on which the file was generated: its release is not told,
and had been published by then.

The world is the sum of everything delivered, rebels and unknown sides included, as the official table adds it up
before rounding. Rebels, the United Nations and the
like are no entities; nor are deliveries to "NATO" as such among those to its members. Libya's rebels of 2011 and its
rival government stand apart from Libya in SIPRI's names. Names, not the codes of the extract, say who is who: its
codes give North Yemen and South Vietnam those of today's states.
"""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from loaders.archives import csv_of
from loaders.arms_register import AGAIN, Register, official_layout, read_register, require_years
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed, Empty, Invalid
from loaders.observations import Observations
from loaders.parsing import (
    MONTHS,
    Files,
    cells_of,
    first_lines,
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
from loaders.sources import Recognised
from loaders.totals import doubts_about_totals

TOTALS = {
    "register": ("arms_transfers", "WLD", "WLD"),
    "first_supplier": ("arms_transfers", "WLD", "WLD"),
    "totals_export": ("arms_exports", "WLD"),
    "totals_import": ("arms_imports", "WLD"),
}
"""By the first word of a series' code, the line of the world's totals."""

WINDOW = 5
"""Years SIPRI itself adds up, since deliveries are lumpy."""

TABLES = {"Exports by": "export", "Supplier": "export", "Recipient": "import"}
"""What the header of a table of values begins with."""
VOLUME = "Volume of transfers of major arms"
"""What its first line says."""
VALUES_PAGE = "On SIPRI's page (Arms Transfers, Import/Export Values)"
SUMMED = 0.01
"""What the sum of a table's rows may differ by from the world's line, beside the rounding of each row."""


def recognise(content: bytes) -> Recognised | None:
    """The register by its columns, or a table of values by its first column and its last line."""
    lines = first_lines(content)
    edition, by = _generated(lines)
    if layout := official_layout(lines):
        words = (edition, "each deal spread evenly over its years" if layout.split else "")
        return Recognised(("register", "first_supplier NATO-EUR@2024"), ", ".join(filter(None, words)), by)
    flow, _ = _table_of_values(first_lines(content, 2_000, 1 << 20))
    return Recognised((f"totals_{flow}",), edition, by) if flow else None


def _generated(lines: list[str]) -> tuple[str, dt.date | None]:
    """When a file was generated, in its words and as a day; nothing where it does not say. Never raises."""
    found = re.search(r"Data generated: (\d{1,2}) (\w{3})\w* (\d{4})", "\n".join(lines), re.ASCII)
    if not found:
        return "", None
    months = [month[:3] for month in MONTHS]
    try:
        return found[0], dt.date(int(found[3]), months.index(found[2].title()) + 1, int(found[1]))
    except ValueError:
        return found[0], None


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one of the series above; TIV million, or a number of states."""
    names = Names(catalog, "sipri_arms")
    kind, _, group = code.partition(" ")
    if kind in ("totals_export", "totals_import"):
        return _totals(only(files), kind.removeprefix("totals_"), names, _start(catalog, kind))
    if kind not in ("register", "first_supplier"):
        raise Changed("the code register, first_supplier, totals_export or totals_import", repr(code))
    register = read_register(only(files))
    require_years(register, _start(catalog, "register"))
    flows = _by_pair(register)
    if kind == "first_supplier":
        return _first_suppliers(flows, group, names, catalog)
    return _flows(flows, names)


def _start(catalog: Catalog, code: str) -> int:
    """The year from which a series' figures are kept."""
    return next((i.start for i in catalog.indicators.rows if (i.source, i.code) == ("sipri_arms", code)), 9999)


def figures(files: Files, code: str) -> int:
    """Figures in the database's file, for SIPRI's limit on reproduction: deliveries, or totals by state and year."""
    content = only(files)
    registered = code.startswith(("register", "first_supplier"))
    return len(read_register(content).deliveries if registered else _read_totals(content))


def doubts(files: Files, code: str, current: Observations) -> list[str]:
    """Whether the world's totals tell that deals are missing from a file, or stand in it twice."""
    return doubts_about_totals(_world(files, code), current.line(*TOTALS[code.partition(" ")[0]]))


def _world(files: Files, code: str) -> pd.Series:
    """The world's deliveries by year in TIV million, as the file of a series has them."""
    if code.startswith(("register", "first_supplier")):
        totals: pd.Series = read_register(only(files)).deliveries.groupby("year")["value"].sum()
        return totals
    table = _read_totals(only(files))
    table = table[table["flow"] == code.removeprefix("totals_")]
    # An extract has no line of the world's.
    rows = table[table["name"] == "WLD"] if (table["name"] == "WLD").any() else table
    return numbers(rows["tiv_million"]).groupby(whole_years(rows["year"])).sum()


def _by_pair(register: Register) -> pd.DataFrame:
    """Deliveries by supplier, recipient (SIPRI's names) and year; an estimate where one of its parts is."""
    flows = register.deliveries.rename(columns={"supplier": "entity", "recipient": "counterpart"})
    keys = ["entity", "counterpart", "year"]
    return flows.groupby(keys, as_index=False).agg(value=("value", "sum"), status=("status", "max"))


def _flows(flows: pd.DataFrame, names: Names) -> pd.DataFrame:
    flows = flows.assign(date=year_ends(flows["year"]))
    # Totals are of numbers: how many parts of each are estimates.
    estimates = with_totals(flows.assign(value=(flows["status"] == "estimate") * 1.0), entity=True, counterpart=True)
    flows = with_totals(flows, entity=True, counterpart=True)
    status = (estimates["value"] > 0).map({True: "estimate", False: ""})
    entity, counterpart = names.all_of(flows["entity"]), names.all_of(flows["counterpart"])
    return tidy(entity, flows["date"], flows["value"], counterpart=counterpart, status=status, add_up=True)


def _first_suppliers(flows: pd.DataFrame, group: str, names: Names, catalog: Catalog) -> pd.DataFrame:
    members = catalog.members_of(group)
    if not members:
        raise Changed("a group of groups.csv after first_supplier", repr(group))
    flows = flows[names.all_of(flows["counterpart"]).isin(members) & (flows["value"] > 0)]
    if flows.empty or flows["year"].max() - flows["year"].min() < WINDOW - 1:
        raise Empty(f"The register has fewer than {WINDOW} years of deliveries to {group}.")
    counts = []
    for last in range(flows["year"].min() + WINDOW - 1, flows["year"].max() + 1):
        window = flows[flows["year"].between(last - WINDOW + 1, last)]
        sums = window.groupby(["counterpart", "entity"])["value"].sum()
        first = sums.groupby("counterpart").idxmax().str[1]
        counted = first.value_counts().rename_axis("entity").reset_index(name="value")
        counts.append(counted.assign(year=last, status=window["status"].max()))
    table = pd.concat(counts, ignore_index=True)
    entity, value = names.all_of(table["entity"]), table["value"].astype(float)
    return tidy(entity, year_ends(table["year"]), value, counterpart=group, status=table["status"], add_up=True)


def _totals(content: bytes, flow: str, names: Names, start: int) -> pd.DataFrame:
    table = _read_totals(content)
    if flow not in set(table["flow"]):
        raise Changed(f"totals of arms {flow}s", f"those of {'s, '.join(sorted(set(table['flow'])))}s")
    table = table[table["flow"] == flow]
    rows = pd.DataFrame(
        {
            "entity": table["name"].str.strip(),
            "counterpart": "",
            "date": year_ends(table["year"]),
            "value": numbers(table["tiv_million"]),
        }
    )
    if (rows["entity"] == "WLD").any():
        _refuse_part(rows, start)
    else:
        rows = with_totals(rows, entity=True)
    return tidy(names.all_of(rows["entity"]), rows["date"], rows["value"], add_up=True)


def _refuse_part(rows: pd.DataFrame, start: int) -> None:
    """Raise Invalid for an official table that begins too late, or whose rows are not all that make up its last line."""
    years = set(rows["date"].dt.year)
    if min(years) > start:
        raise Invalid(
            f"This table begins in {min(years)}; deliveries from {start} on are needed. {VALUES_PAGE} begin the range of "
            f"years in {start} or before, and download it again."
        )
    if gaps := [str(year) for year in range(start, max(years)) if year not in years]:
        raise Invalid(f"This table has no deliveries of {', '.join(gaps)}. {AGAIN}")
    world = rows[rows["entity"] == "WLD"].set_index("date")["value"]
    states = (
        rows[rows["entity"] != "WLD"].groupby("date")["value"].agg(["sum", "count"]).reindex(world.index, fill_value=0)
    )
    apart = (states["sum"] - world).abs()
    wrong = apart[apart > states["count"] / 2 + SUMMED * world]
    if len(wrong):
        day = wrong.index[0]
        raise Invalid(
            f"The rows of this table add up to {states['sum'][day]:,.0f} in {day.year}, and its last line says "
            f"{world[day]:,.0f}: rows are missing, or stand there twice. {AGAIN}"
        )


def _read_totals(content: bytes) -> pd.DataFrame:
    """Totals in the extract's columns, from the extract or from an official table."""
    text = text_of(csv_of(content))
    lines = text.splitlines()
    flow, start = _table_of_values(lines)
    if not flow:
        return read_table(text, ["name", "flow", "year", "tiv_million"])
    table = read_table("\n".join(lines[start : _end_of_table(lines, flow, start)]), [])
    rows = melt_years(table.rename(columns={table.columns[0]: "name"}), "name")
    rows["name"] = rows["name"].where(rows["name"] != f"Total world {flow}", "WLD")
    rows = rows.rename(columns={"cell": "tiv_million"}).assign(flow=flow)
    return rows[rows["tiv_million"].str.strip() != ""]


def _end_of_table(lines: list[str], flow: str, start: int) -> int:
    """The place after a table's last line, the world's total. Raises Invalid where there is none, or more tables than one."""
    ends = [i for i, line in enumerate(lines) if i > start and line.startswith("Total ")]
    if not ends:
        raise Invalid(f"The last line of this table, the total, is missing: the file is not whole. {AGAIN}")
    last = lines[ends[0]].partition(",")[0]
    if last != f"Total world {flow}":
        raise Invalid(
            f"This table has the partners of one state alone ({last}). {VALUES_PAGE} choose the totals of all "
            f"{'suppliers' if flow == 'export' else 'recipients'}, and download it again."
        )
    if any(line.strip() for line in lines[ends[0] + 1 :]):
        raise Invalid("This file has more than one table. Bring one at a time, as SIPRI's page gives it out.")
    return ends[0] + 1


def _table_of_values(lines: list[str]) -> tuple[str, int]:
    """Which flow an official table has, and on which line it begins; no flow if it is none. Never raises."""
    volume = any(VOLUME in line for line in lines[:20])
    for i, line in enumerate(lines[:20]):
        flow = TABLES.get(next(iter(cells_of(line)), ""))
        if flow and (volume or any(end.startswith(f"Total world {flow},") for end in lines[i:])):
            return flow, i
    return "", 0
