"""SIPRI Arms Transfers Database: deliveries of major arms in trend-indicator values (TIV, millions).

- ``register``: the official trade register (CSV, a row per deal and delivery year), with or without its eleven
  lines of preamble and the semicolon at the end of each line. Values are summed by supplier, recipient and year of
  delivery.
- ``first_supplier <group>``: counted from the register over five years ending with each year: of how many members
  of the group a state was the largest supplier. A member that received nothing has none; a tie goes to the first by
  alphabet; unknown suppliers count for nobody.
- ``totals_export``, ``totals_import``: totals by state and year. Either the official table of import/export values
  (CSV, a preamble, a row per state and a column per year, its last line "Total world export" or "Total world import",
  which tells it from the table of one state's partners; "0" is less than half a million, and the newest year may be
  empty), which has one of the two; or both as extracted from the database (iso_or_name, name, flow, year,
  tiv_million), where rows without deliveries are left out.

Each CSV may be alone in a zip file. SIPRI's preamble has the day on which the file was generated, which is not that of
the release.

The world is the sum of everything delivered, rebels and unknown sides included, as the official table adds it up
before rounding. Rebels, the United Nations and the
like are no entities; nor are deliveries to "NATO" as such among those to its members. Libya's rebels of 2011 and its
rival government stand apart from Libya in SIPRI's names. Names, not the codes of the extract, say who is who: its
codes give North Yemen and South Vietnam those of today's states.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from loaders.archives import csv_of
from loaders.catalog import Catalog
from loaders.entity_names import Names
from loaders.errors import Changed, Empty
from loaders.parsing import (
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

WINDOW = 5
"""Years SIPRI itself adds up, since deliveries are lumpy."""

REGISTER = ("Supplier", "Recipient", "Delivery year", "TIV delivery values")
TABLES = {"Exports by": "export", "Recipient": "import"}
"""What the header of a table of values begins with."""


def recognise(content: bytes) -> Recognised | None:
    """The register by its columns, or a table of values by its first column and its last line."""
    lines = first_lines(content)
    generated = re.search(r"Data generated: \d+ \w+ \d{4}", "\n".join(lines))
    edition = generated[0] if generated else ""
    if any(set(REGISTER) <= set(cells_of(line.rstrip(";"))) for line in lines):
        return Recognised(("register", "first_supplier NATO-EUR@2024"), edition, None)
    flow, _ = _table_of_values(first_lines(content, 2_000, 1 << 20))
    return Recognised((f"totals_{flow}",), edition, None) if flow else None


def parse(files: Files, code: str, catalog: Catalog) -> pd.DataFrame:
    """Read one of the series above; TIV million, or a number of states."""
    names = Names(catalog, "sipri_arms")
    kind, _, group = code.partition(" ")
    if kind in ("totals_export", "totals_import"):
        return _totals(only(files), kind.removeprefix("totals_"), names)
    flows = _register(only(files))
    if kind == "first_supplier":
        return _first_suppliers(flows, group, names, catalog)
    if kind == "register":
        return _flows(flows, names)
    raise Changed("the code register, first_supplier, totals_export or totals_import", repr(code))


def figures(files: Files, code: str) -> int:
    """Figures in the database's file, for SIPRI's limit on reproduction: deliveries, or totals by state and year."""
    content = only(files)
    return len(_deliveries(content)) if code.startswith(("register", "first_supplier")) else len(_read_totals(content))


@lru_cache(maxsize=1)
def _deliveries(content: bytes) -> pd.DataFrame:
    """The register as it is: a row a deal and year of delivery."""
    lines = [line.rstrip(";") for line in text_of(csv_of(content)).splitlines()]
    start = next((i for i, line in enumerate(lines[:20]) if "Supplier" in line and "Recipient" in line), None)
    if start is None:
        raise Changed("a header line with Supplier and Recipient", "none in the first twenty lines")
    return read_table("\n".join(lines[start:]), REGISTER)


def _register(content: bytes) -> pd.DataFrame:
    """Deliveries by supplier, recipient (SIPRI's names) and year."""
    table = _deliveries(content)
    return (
        pd.DataFrame(
            {
                "entity": table["Supplier"].str.strip(),
                "counterpart": table["Recipient"].str.strip(),
                "year": whole_years(table["Delivery year"]),
                "value": numbers(table["TIV delivery values"]),
            }
        )
        .groupby(["entity", "counterpart", "year"], as_index=False)[["value"]]
        .sum()
    )


def _flows(flows: pd.DataFrame, names: Names) -> pd.DataFrame:
    flows = with_totals(flows.assign(date=year_ends(flows["year"])), entity=True, counterpart=True)
    entity, counterpart = names.all_of(flows["entity"]), names.all_of(flows["counterpart"])
    return tidy(entity, flows["date"], flows["value"], counterpart=counterpart, add_up=True)


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
        counts.append(first.value_counts().rename_axis("entity").reset_index(name="value").assign(year=last))
    table = pd.concat(counts, ignore_index=True)
    entity = names.all_of(table["entity"])
    return tidy(entity, year_ends(table["year"]), table["value"].astype(float), counterpart=group, add_up=True)


def _totals(content: bytes, flow: str, names: Names) -> pd.DataFrame:
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
    if not (rows["entity"] == "WLD").any():
        rows = with_totals(rows, entity=True)
    return tidy(names.all_of(rows["entity"]), rows["date"], rows["value"], add_up=True)


def _read_totals(content: bytes) -> pd.DataFrame:
    """Totals in the extract's columns, from the extract or from an official table."""
    text = text_of(csv_of(content))
    lines = text.splitlines()
    flow, start = _table_of_values(lines)
    if not flow:
        return read_table(text, ["name", "flow", "year", "tiv_million"])
    table = read_table("\n".join(lines[start:]), [])
    rows = melt_years(table.rename(columns={table.columns[0]: "name"}), "name")
    rows["name"] = rows["name"].where(rows["name"] != f"Total world {flow}", "WLD")
    rows = rows.rename(columns={"cell": "tiv_million"}).assign(flow=flow)
    return rows[rows["tiv_million"].str.strip() != ""]


def _table_of_values(lines: list[str]) -> tuple[str, int]:
    """Which flow an official table of all states has and on which line it begins; no flow if it is none."""
    for i, line in enumerate(lines[:20]):
        flow = TABLES.get(next(iter(cells_of(line)), ""))
        if flow and any(end.startswith(f"Total world {flow},") for end in lines[i:]):
            return flow, i
    return "", 0
