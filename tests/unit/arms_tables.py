"""SIPRI's transfer register in both of its layouts, whole by the page's rules, with made-up figures."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

YEARS = range(1995, 2025)
SUPPLIERS = ("Albania", "China", "France", "Germany", "Russia", "United Kingdom", "United States", "Zimbabwe")
RECIPIENTS = (
    "Afghanistan", "Germany", "Iraq", "Israel", "Kazakhstan", "Libya", "Poland", "Saudi Arabia", "Ukraine", "Zimbabwe",
)  # fmt: skip
KINDS = (
    ("Aircraft", "combat helicopter"), ("Air-defence systems", "anti-aircraft gun"), ("Armoured vehicles", "tank"),
    ("Artillery", "towed gun"), ("Engines", "ship engine"), ("Missiles", "anti-tank missile"),
    ("Naval weapons", "naval gun"), ("Other", "tank turret"), ("Satellites", "surveillance satellite"),
    ("Sensors", "air-search radar"), ("Ships", "frigate"),
)  # fmt: skip
STATUSES = ("New", "Second hand", "Second hand but modernized")


class Deal(NamedTuple):
    number: int
    supplier: str
    recipient: str
    category: str
    description: str
    status: str
    local: str
    delivered: dict[int, float]
    """TIV by year."""


def whole() -> list[Deal]:
    """Deals over all years, and of everything that can be chosen on the page: one of each pair of states.

    The last state of the alphabet has one delivery on either side, so that the last row is the only one of its state.
    Values go up and down, so that each of the four largest suppliers is the first one of somebody for a while.
    """
    pairs = [(s, r) for s in SUPPLIERS for r in RECIPIENTS if s != r and "Zimbabwe" not in (s, r)]
    deals = []
    for i, (supplier, recipient) in enumerate([*pairs, ("Russia", "Zimbabwe"), ("Zimbabwe", "Poland")]):
        first = YEARS[i * 7 % len(YEARS)]
        years = [year for year in (first, first + 2, first + 3) if year in YEARS][: 3 if i < len(pairs) else 1]
        kind, status, local = KINDS[i % len(KINDS)], STATUSES[i % 3], ("No", "Yes")[i // 2 % 2]
        deals.append(Deal(i, supplier, recipient, *kind, status, local, dict.fromkeys(years, 10.0 + 7 * i % 97)))
    return sorted(deals, key=lambda deal: (deal.supplier, deal.recipient))


def head(
    suppliers: str = "All countries ",
    recipients: str = "All countries ",
    years: str = "'Not specified' to 'Not specified'",
) -> list[str]:
    """The eleven lines before the table."""
    return [
        f"Transfers of major conventional arms from {suppliers} to {recipients}. "
        f"Deals with deliveries made for the year range {years} ",
        "A '?' in a column indicates uncertain data.",
        "An empty field for 'Number ordered' indicates that data is not yet available.",
        "SIPRI trend-indicator values (TIVs) are in millions.",
        "An empty field for 'SIPRI TIV for total order' indicates that data is not available.",
        "A '0' for 'SIPRI TIV of delivered weapons' indicates less than 0.5 million SIPRI TIV.",
        "Figures may not add up to stated totals due to the conventions of rounding.",
        "For the method see <https://www.sipri.org/databases/armstransfers/sources-and-methods>.",
        "",
        "Source: SIPRI Arms Transfers Database (c) SIPRI.",
        "Data generated: 12 Feb 2026 10:00:00 AM",
    ]


def by_year(deals: list[Deal] | None = None, before: list[str] | None = None, end: str = "") -> bytes:
    """The layout with a row a deal and year."""
    header = (
        "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,"
        "Order date is estimate,Numbers delivered,Numbers delivered is estimate,Delivery year,"
        "Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,TIV delivery values,Local production"
    )
    rows = [
        [d.number, d.supplier, d.recipient, "X, 1", d.description, d.category, min(d.delivered), "No", 1, "No", year, "No", d.status, 1, 1, tiv, d.local]
        for d in (whole() if deals is None else deals)
        for year, tiv in d.delivered.items()
    ]  # fmt: skip
    return _table(head() if before is None else before, header, rows, end)


def by_deal(deals: list[Deal] | None = None, before: list[str] | None = None) -> bytes:
    """The page's own layout: a row a deal, in the order of recipients."""
    header = (
        "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,"
        "Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
    )
    ordered = sorted(whole() if deals is None else deals, key=lambda d: (d.recipient, d.supplier))
    rows = [
        [d.recipient, d.supplier, 1995, "?", 4, "", f"X-{d.number}", d.description, 4, "", "; ".join(map(str, d.delivered)), d.status, "Aid; 2 more", 1, "", sum(d.delivered.values())]
        for d in ordered
    ]  # fmt: skip
    return _table(head() if before is None else before, header, rows, "")


def _table(before: list[str], header: str, rows: list[list], end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    lines = [*before, header, *text.getvalue().splitlines()]
    return "".join(f"{line}{end}\r\n" for line in lines).encode()
