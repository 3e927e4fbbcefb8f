"""SIPRI's transfer register as its page gives it out: two layouts, what was chosen on the page, and whether it is whole.

- By year ("Register with deliveries broken down by year" is ticked): a row a deal and year of delivery.
- By deal (the page's own choice): a row a deal, its years of delivery in one cell ("2022; 2023") and one sum for all of
  them, which is spread evenly here. What is spread is an estimate: right over five years, rough in a single one. A deal
  with a sum and no year is left out and counted in the log.

An extract of either has the four columns that are read, and may say in a fifth, "method", what is an "even split".

Eleven lines stand before the table, and a semicolon may end each line. The first of them says whose deliveries, to whom
and of which years the table has; that only some weapon categories, new or second-hand arms, or only licensed production
were chosen shows in the rows alone. A register of some suppliers, recipients, categories or kinds of deals is refused: a
sum over it is no sum of SIPRI's. A range of years is read if it begins early enough for the figures here and reaches as
far as the database did (the year before last, or later), because every year in it is whole.

The rows of a state stand together, the states in the order of the alphabet, so that what a cut leaves lacks the last
ones; of a part that is missing elsewhere, years or sums tell.
"""

from __future__ import annotations

import csv
import logging
import re
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from loaders.archives import csv_of
from loaders.errors import Changed, Invalid
from loaders.parsing import cells_of, numbers, read_table, text_of, whole_years

_LOG = logging.getLogger("plumbline.loaders")


@dataclass(frozen=True)
class Layout:
    """Which columns have what."""

    years: str
    value: str
    official: tuple[str, ...]
    """Columns that the page's own file has beside those that are read."""
    split: bool
    """Whether a row may list several years."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ("Supplier", "Recipient", self.years, self.value)


BY_YEAR = Layout("Delivery year", "TIV delivery values", ("Armament category", "Status", "Local production"), False)
BY_DEAL = Layout("Year(s) of delivery", "SIPRI TIV of delivered weapons", ("Weapon description", "status"), True)

PAGE = "On SIPRI's page (Arms Transfers, Transfer Register)"
AGAIN = "Download it from SIPRI's page once more."

SCOPE = re.compile(
    r"Transfers of major (?:conventional arms|arms) from (?P<suppliers>.+?)\s+to\s+(?P<recipients>.+?)\s*\. "
    r"Deals with deliveries(?: or orders)? made for (?:the )?year range '[^']*' to '(?P<last>[^']*)'"
)
PADDING = '",; \t'
"""What programs put around a line."""
GENERATED = re.compile(r"Data generated: \d+ \w+ (\d{4})")
ALL = "All countries"
CHOICE = re.compile(r"categor|second.hand|filter|\bstatus\b", re.IGNORECASE)
"""Words by which a line before the table would tell of a choice; none of the lines known has one."""

CHOICES = {
    "Status": (("New", "Second hand", "Second hand but modernized"), "status", "new and second-hand arms alike"),
    "Armament category": (
        (
            "Aircraft", "Air-defence systems", "Armoured vehicles", "Artillery", "Engines", "Missiles", "Naval weapons",
            "Other", "Satellites", "Sensors", "Ships",
        ),
        "weapon category", "all weapon categories",
    ),
    "Local production": (("No", "Yes"), "local production", "deals with and without local production"),
}  # fmt: skip
"""By column, what a whole register has of it, what that is called, and what to choose where some of it is missing."""

DESCRIPTIONS = {
    "Aircraft": "helicopter|transport aircraft",
    "Air-defence systems": "anti-aircraft gun|air-defence system|AA gun",
    "Armoured vehicles": "^tank$",
    "Artillery": "towed gun|mortar",
    "Engines": "engine|turbofan",
    "Missiles": "missile$",
    "Naval weapons": "naval gun",
    "Other": "turret|refuel",
    "Satellites": "satellite",
    "Sensors": "radar|sonar",
    "Ships": "frigate|patrol boat|corvette",
}
"""Words by which a register by deal, which names no category, shows that it has one."""

ENDS = {"Supplier": ("Albania", "Zimbabwe"), "Recipient": ("Afghanistan", "Zimbabwe")}
"""The first and the last state of the alphabet on either side, with deliveries in 1995 or later."""

TWICE = 0.001
"""Rows that stand twice: none in a register by year; in one by deal 3 of 10,000, which are two deals alike."""

UNDATED = 0.01
"""Part of all deliveries that may lack a year; SIPRI's registers have a handful of such deals, or none."""


@dataclass(frozen=True, eq=False)
class Register:
    """Deliveries as the register has them."""

    deliveries: pd.DataFrame
    """Supplier and recipient in SIPRI's names, year, value in TIV million, status: a row a deal and year."""
    official: bool
    """Whether it is as SIPRI's page gives it out, and so can be held against what the page gives."""


def layout_of(lines: list[str]) -> tuple[Layout, int] | None:
    """The layout of a table and the place of its header in the first twenty lines; None of no register. Never raises."""
    for place, line in enumerate(lines[:20]):
        cells = set(cells_of(line.rstrip(";")))
        for layout in (BY_YEAR, BY_DEAL):
            if cells.issuperset(layout.columns):
                return layout, place
    return None


def official_layout(lines: list[str]) -> Layout | None:
    """The layout of a register as SIPRI's page gives it out; None of an extract of some columns too. Never raises."""
    found = layout_of(lines)
    if found is None:
        return None
    layout, place = found
    return layout if set(cells_of(lines[place].rstrip(";"))).issuperset(layout.official) else None


@lru_cache(maxsize=1)
def read_register(content: bytes) -> Register:
    """Read a register (CSV, or alone in a zip file). An extract is taken as it is.

    Raises
    ------
    Changed
        If it is no register.
    Invalid
        If it is a part of one, or more than one.
    """
    text = text_of(csv_of(content))
    lines = [line.rstrip(";") for line in text.splitlines()]
    found = layout_of(lines)
    if found is None:
        raise Changed("a header line with Supplier and Recipient", "none in the first twenty lines")
    layout, place = found
    official = official_layout(lines) is not None
    if official:
        _refuse_scope(lines[:place])
        _refuse_ends(lines[place:], text.endswith(("\n", "\r")))
    table = read_table("\n".join(lines[place:]), layout.columns)
    if official:
        _refuse_short(lines[place:])
        _refuse_parts(table, layout)
    return Register(_deliveries(table, layout), official)


def require_years(register: Register, start: int) -> None:
    """Raise Invalid for a register of the page that begins after the year ``start``, or leaves out a year since."""
    years = set(register.deliveries["year"]) if register.official else {start}
    if min(years, default=start + 1) > start:
        raise Invalid(
            f"This register begins in {min(years, default='no year')}; deliveries from {start} on are needed. "
            f"{PAGE} leave the range of years open, or begin it in {start} or before, and download it again."
        )
    gaps = [str(year) for year in range(start, max(years)) if year not in years]
    if gaps:
        raise Invalid(f"This register has no deliveries of {_few(', '.join(gaps))}: a part is missing. {AGAIN}")


def _deliveries(table: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """The table as a row a deal and year."""
    rows = pd.DataFrame(
        {
            "supplier": table["Supplier"].str.strip(),
            "recipient": table["Recipient"].str.strip(),
            "year": table[layout.years].str.strip(),
            "value": numbers(table[layout.value]),
        }
    )
    rows["status"] = ""
    if "method" in table:
        rows["status"] = (table["method"].str.strip() == "even split").map({True: "estimate", False: ""})
    if layout.split:
        rows = _spread(rows)
    return rows.assign(year=whole_years(rows["year"]))


def _spread(deals: pd.DataFrame) -> pd.DataFrame:
    """Deals as a row for each of their years, each with the same part of the sum. An order has neither."""
    undated = deals["year"] == ""
    lost = deals.loc[undated, "value"]
    if lost.sum() > UNDATED * deals["value"].sum():
        raise Invalid(f"{(lost > 0).sum():,} deals of this register have deliveries and no year of delivery. {AGAIN}")
    if (lost > 0).any():
        _LOG.info(
            "deals without a year left out",
            extra={"source": "sipri_arms", "deals": int((lost > 0).sum()), "tiv_million": round(float(lost.sum()), 2)},
        )
    deals = deals[~undated]
    years = deals["year"].str.split(r"\s*;\s*", regex=True)
    parts = years.map(len)
    status = (parts > 1).map({True: "estimate", False: ""})
    spread = deals.assign(year=years, value=deals["value"] / parts, status=status)
    return spread.explode("year", ignore_index=True)


def _refuse_scope(head: list[str]) -> None:
    """Refuse a register whose head says that it is a part. A head may have been removed; then the rows have to tell."""
    for line in (line.strip(PADDING) for line in head):
        scope = SCOPE.fullmatch(line)
        if scope is None and (line.startswith("Transfers of major") or CHOICE.search(line)):
            raise Invalid(
                f"The register's first lines tell of a choice that is not known here: {line[:200]!r}. "
                f"{PAGE} choose all of everything, and download it again."
            )
        if scope is None:
            continue
        for side, word in (("suppliers", "from"), ("recipients", "to")):
            if scope[side] != ALL:
                raise Invalid(
                    f"This register has only deliveries {word} {_few(scope[side])}. {PAGE} choose all {side}, and "
                    "download it again."
                )
        generated = GENERATED.search("\n".join(head))
        if generated and scope["last"].isdigit() and int(scope["last"]) < int(generated[1]) - 2:
            raise Invalid(
                f"This register ends in {scope['last']}, and was made in {generated[1]}. {PAGE} leave the range of years "
                "open, and download it again."
            )


def _refuse_ends(lines: list[str], ended: bool) -> None:
    """Refuse a register whose last row is cut (each line of SIPRI's has an end), or that holds another one."""
    rows = [line for line in lines if line.strip()]
    if rows.count(rows[0]) > 1:
        raise Invalid(f"The register stands twice in this file. {AGAIN}")
    if not ended or len(cells_of(rows[-1])) < len(cells_of(rows[0])):
        raise Invalid(f"The register's last row is cut short: this file is not whole. {AGAIN}")


def _refuse_short(lines: list[str]) -> None:
    """Refuse a table with rows that lack cells: pandas fills them up and says nothing."""
    try:
        header, *rows = csv.reader(line for line in lines if line.strip())
    except csv.Error as error:
        raise Changed("cells of a register", str(error)) from error
    short = sum(len(row) < len(header) for row in rows)
    if short:
        raise Invalid(f"Rows of this register are cut short ({short:,} of {len(rows):,}). {AGAIN}")


def _refuse_parts(table: pd.DataFrame, layout: Layout) -> None:
    """Refuse a table that lacks rows, or has them twice."""
    twice = int(table.duplicated().sum())
    if twice > TWICE * len(table):
        raise Invalid(f"{twice:,} of the {len(table):,} rows of this register stand there twice. {AGAIN}")
    if layout.split:
        weapons = table["Weapon description"].str.strip()
        kinds = [kind for kind, words in DESCRIPTIONS.items() if weapons.str.contains(words).any()]
        present = {"Armament category": set(kinds), "Status": set(table["status"].str.strip())}
    else:
        present = {column: set(table[column].str.strip()) for column in layout.official}
    missing = {
        column: [v for v in values if v not in present.get(column, values)] for column, (values, *_) in CHOICES.items()
    }
    if lost := {column: values for column, values in missing.items() if values}:
        told = "; ".join(f"{CHOICES[column][1]} {_few(', '.join(values))}" for column, values in lost.items())
        chosen = " and ".join(CHOICES[column][2] for column in lost)
        raise Invalid(
            f"This register is a part of the whole: it has no deals of {told}. {PAGE} choose {chosen}, and download it again."
        )
    for side, states in ENDS.items():
        absent = [state for state in states if state not in set(table[side].str.strip())]
        if absent:
            raise Invalid(
                f"This register has no deliveries {'from' if side == 'Supplier' else 'to'} {absent[0]}, where the alphabet "
                f"{'begins' if absent[0] == states[0] else 'ends'}: a part is missing. {PAGE} choose all suppliers and "
                "all recipients, and download it again."
            )


def _few(names: str) -> str:
    """A list that stays readable: its first three, and how many more."""
    found = [name.strip() for name in names.split(",")]
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
