"""Small files in the layouts of the publishers' own downloads, with made-up figures."""

from __future__ import annotations

import io
import zipfile

from arms_tables import by_deal, by_year
from loading import workbook

from loaders.parsing import MONTHS
from loaders.sources.kiel import COLUMNS, MAIN, PAID, SUMMARY, VALUE
from loaders.sources.ucdp import COLUMNS as DEATHS


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return sink.getvalue()


def member(archive: bytes, name: str) -> bytes:
    """The content of a zip file's member."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return source.read(name)


def with_member(archive: bytes, name: str, content: bytes) -> bytes:
    """A zip file with another content of one member."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        members = {member: source.read(member) for member in source.namelist()}
    return zipped(members | {name: content})


def values_table(first: str, last: str, begin: int = 1992) -> bytes:
    """A table of import/export values, of all states or of the partners of one."""
    early = range(begin, 2021)
    return "\r\n".join(
        [
            "Volume of transfers of major arms",
            "Figures are in millions of SIPRI trend-indicator values (TIVs).",
            "A '0' indicates that the volume of deliveries is between 0 and 0.5 million SIPRI TIV.",
            "",
            "Source: SIPRI Arms Transfers Database (c) SIPRI.",
            "Data generated: 13 Oct 2024 12:33:53 PM",
            "",
            ",".join(
                [first, *map(str, early), "2021,2022,2023,2021-2023,Percentage,Sum total years,Percentage of total"]
            ),
            ",".join(["United States", *("5" for _ in early), "10,12,,22,73%,22,73%"]),
            ",".join(["Cote d'Ivoire", *("" for _ in early), ",0 ,,0 ,0.0%,0 ,0.0%"]),
            ",".join(["Libya HoR*", *("" for _ in early), "8,,,8,27%,8,27%"]),
            ",".join([last, *("5" for _ in early), "19,12,,31,100%,31,"]),
            "",
        ]
    ).encode()


def milex(year: int = 2024) -> bytes:
    def sheet(title: str, blanks: list, figures: list[list]) -> list[list]:
        return [
            [f"Military expenditure by country{title}, 1949-2025      © SIPRI 2026"],
            ['". ." = data unavailable. "xxx" = country did not exist.'],
            [""],
            ["Country", *blanks, "Notes", 1990, 1991],
            [None],
            ["Europe"],
            *[[name, *[None] * len(blanks), "§‖1", *values] for name, *values in figures],
        ]

    figures = [["Russia", "xxx", 200.5], ["USSR", 250, "xxx"], ["Germany", 50, "..."], ["European Union", 1, 1]]
    constant = sheet(f", in constant ({year}) US$ m.", [""], figures)
    current = sheet(", in millions of US$ at current prices and exchange rates", [], figures)
    share = sheet(" as percentage of gross domestic product", [], [["Germany", 0.025, 0.02], ["USSR", 0.1, "xxx"]])
    sheets = {f"Constant ({year}) US$": constant, "Current US$": current, "Share of GDP": share}
    return workbook({"Front page": [["SIPRI"]], "Per capita": [["x"]], **sheets, "Footnotes": [["†", "A note"]]})


def milex_csv(words: str = "in constant (2024) US$ m.") -> bytes:
    title = f'"Military expenditure by country, {words}, 1949–2025   © SIPRI 2026",,,\n'
    return f"{title}Figures,,,\n,,,\nCountry,,Notes,1990\nGermany,,,50\n".encode()


def top100(last: int = 2003, firms: int = 100) -> bytes:
    """Arms firms of ten countries from 2002 on; each has ten times its place."""

    def sheet(year: int) -> list[list]:
        words = "Arms revenues" if year == last else "Arms Revenue "
        rows = [[f"The SIPRI Top 100 arms-producing and military services companies in the world, {year} *Note (a)"]]
        rows += [
            ["Figures are in millions of US$"],
            [f"Source: SIPRI Arms Industry Database, retrieved December {last + 1}"],
        ]
        rows += [[f"Rank ({year}) *Note (b)", f"Rank ({year - 1})", "Company", "Country", f"{words} ({year})", "Total"]]
        rows += [[i + 1, "–", f"Firm {i}", HOMES[i % len(HOMES)], 10 * (i + 1), 9999] for i in range(firms)]
        return [*rows, ["(a)", "A note."]]

    return workbook({f"{year} " if year < 2011 else str(year): sheet(year) for year in range(last, 2001, -1)})


def nato_2024() -> bytes:
    years = [None, None, None, 2021, "2022", "2023e"]
    share = [[], [None, "Table 3 : Defence expenditure as a share of GDP"], years, [None, "Share of real GDP (%)"]]
    share += [[None, None, "Poland*", 2.2, 2.2, 3.3], [None, None, "NATO Total", 2.6, None, 2.5]]
    share += [[None, "Annual real change (%)"], [None, None, "Poland*", 6.1, 6.3, 46.6], [None, "Notes: estimates"]]
    dollars = [years, [None, "Current prices and exchange rates"], [None, None, "Poland*", 1, 1, 1]]
    dollars += [[None, "Constant 2015 prices and exchange rates"], [None, None, "NATO Total", 7, 8, 9]]
    return workbook({"TABLE1": [[]], "TABLE2": dollars, "TABLE3": share})


def nato_2025(what: str = "Defence expenditure") -> bytes:
    """The workbook of 2025; of 2026, with ``Core defence expenditure``."""
    years = [None, 2021, "2024e", "2025e"]
    share = [[f"Table 3: {what} as a share of GDP"], [], ["Share of real GDP (%)"], years]
    share += [["Poland*", 2.2, 4.1, 4.5], ["NATO Total", 2.6, 2.7, 2.8], [], ["Annual real change (%)"], years]
    share += [["Poland*", 6, 7, 8], ["Notes: estimates"]]
    dollars = [
        [f"Table 2: {what}"],
        [],
        ["Current prices and exchange rates"],
        years,
        ["Poland*", 1, 1, 1],
        [],
    ]
    dollars += [["Constant 2021 prices and exchange rates"], years, ["Poland*", 7, 8, 9]]
    return workbook({"Table 1": [[]], "Table 2": dollars, "Table 3": share})


def kiel_2023() -> bytes:
    """The workbook of 2023, which counts commitments."""
    main = [
        ["ID", "countries", "Announcement Date", "Type of Aid General", "Converted Value in EUR"],
        ["EEM1", "Estonia", "2022-03-01", "Military", 1e6],
    ]
    readme = [[None], [None, "Ukraine Support Tracker - 7th release (covering January 24 to November 20, 2022)"]]
    return workbook({"ReadMe": readme, "Bilateral assistance, MAIN DATA": main, "Country Summary": [["x"]]})


def pink_sheet(updated: str = "Updated on March 03, 2026", europe: str = "Natural gas, Europe") -> bytes:
    rows = [
        ["World Bank Commodity Price Data (The Pink Sheet)"],
        ["monthly prices in nominal US dollars, 1960 to present"],
        ["(monthly series are available only in nominal US dollars)"],
        [updated],
        [None, "Crude oil, average", "Coal, South African **", "Natural gas, US", europe, "Gold"],
        [None, "($/bbl)", "($/mt)", "($/mmbtu)", "($/mmbtu)", "($/troy oz)"],
        ["2026M01", 60, "…", 3.5, 11.25, 4700.5],
        ["2026M02", 61, "…", 3.25, "…", 4800],
    ]
    return workbook({"Monthly Prices": rows, "Monthly Indices": [["x"]], "Description": [["Gold"]]})


def kiel(**changed: list[list]) -> bytes:
    """The workbook; sheets by the names of their constants."""
    header = ["ID", "donor", "announcement_date", *COLUMNS[1:3], "tot_sub_activity_value_EUR", *COLUMNS[3:]]
    assert header[6] == VALUE
    main = [
        header,
        [1, "United States", "2022-03-05", "Military", "Allocation", 9, 10e9, 3, 1],
        [1, "United States", None, "Military", "Allocation", 9, ".", 3, 1],
        [2, "United States", "2023-01-01", "Humanitarian ", "Allocation", 5, 5e9, 13, 1],
        [3, "United States", None, "Financial", "Allocation", 7, 70e9, 0, 0],
        [4, "United States", None, "Financial", "Commitment", 8, 0, 4, 1],
        [5, "Estonia", "2024-02-01", "Financial", "Allocation", 1, 1e9, 26, 0],
        [6, "European Investment Bank", "2022-12-01", "Financial", "Allocation", 2, 2e9, 12, 1],
        [None] * 9,
    ]
    total = "Total bilateral allocations"
    summary = [
        *[["Country Summary"]] * 7,
        [None, "Country", "EU member", "Financial allocations", total, total, "GDP (2021)"],
        [None, None, None, "€ billion", "€ billion", "% 2021 GDP", None],
        [None, "United States", 0, 70, 85, 0.5, 20000],
        [None, "Estonia", 1, 1, 1, 4, 30],
        [None, "Total", None, 71, 86, 0.4, None],
        ["Note: the GDP is that of 2021"],
    ]
    months = [*MONTHS, "January (2023)", "February (2023)"]
    paid = [
        *[["Foreign budget support"]] * 9,
        [None, None, None, *months],
        [None, "Country", "EU member", *range(1, 15)],
        [None],
        [None, "EU Institutions", 1, 0, 0, 0.5, *[0] * 9, 1.5, None],
        [None, "China", 0, *["No budget support"] * 14],
        [None, "Total per month", None, *[1] * 14],
    ]
    return workbook({"Readme": [["x"]], MAIN: main, SUMMARY: summary, PAID: paid} | changed)


COW = b"stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\r\nUSA,2,1816,1,1,1,1,1,1,.25,2025\r\nSWZ,225,1816,-9,1,1,1,1,1,-9,2025\r\n"
UCDP = (
    f"country_id_cy,country_cy,year_cy,{','.join(DEATHS.values())},version\n369,Ukraine,2024,75,70,90,60,25.1\n"
).encode()

HOMES = ("United States", "China", "Russia", "France", "Trans-European")

UNGA = (
    b"ccode,iso3c,Countryname,year,IdealPointFP,NVotesFP\n2,USA,United States,1946.0,1.5,25\n2,USA,United States,2025.0,2.5,150\n"
    b"680,YMD,Yemen People's Republic,1967.0,-1.5,6\n"
)

REGISTER_CODES = ("register", "first_supplier NATO-EUR@2024")
KIEL_CODES = ("Military", "Financial", "Humanitarian", "Total", "allocation_pct_gdp", "disbursement")
PINK_CODES = ("Natural gas, Europe", "Natural gas, US", "Gold")

SAMPLES: dict[str, tuple[str, tuple[str, ...], bytes]] = {
    "register": ("sipri_arms", REGISTER_CODES, by_year(end=";")),
    "register zipped": ("sipri_arms", REGISTER_CODES, zipped({"trade-register.csv": by_year()})),
    "register by deal": ("sipri_arms", REGISTER_CODES, by_deal()),
    "exports": ("sipri_arms", ("totals_export",), values_table("Exports by", "Total world export")),
    "imports": ("sipri_arms", ("totals_import",), values_table("Recipient", "Total world import")),
    "milex": ("sipri_milex", ("constant", "current", "share"), milex()),
    "milex of 2025": ("sipri_milex", ("constant", "current", "share"), milex(2023)),
    "milex as CSV": ("sipri_milex", ("constant",), milex_csv()),
    "top 100": ("sipri_industry", ("top100",), top100()),
    "nato of 2024": ("nato", ("share", "constant"), nato_2024()),
    "nato of 2025": ("nato", ("share", "constant"), nato_2025()),
    "pink sheet": ("pink_sheet", PINK_CODES, pink_sheet()),
    "kiel": ("kiel", KIEL_CODES, kiel()),
    "cow": ("cow", ("cinc",), COW),
    "ucdp": ("ucdp", tuple(DEATHS), UCDP),
    "ideal points": ("unga", ("idealpointfp",), UNGA),
    "ucdp zipped": ("ucdp", tuple(DEATHS), zipped({"organizedviolencecy.csv": UCDP, "__MACOSX/._x.csv": b"x"})),
}
"""Name to source, the series the file brings, and content."""
