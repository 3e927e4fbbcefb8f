"""Edges of single sources: names, tables that say little, pages, files of a list, digits, baskets."""

import dataclasses
import datetime as dt
import json
from types import SimpleNamespace

import pandas as pd
import pytest
from builders import catalog, table
from loading import CATALOG, parse, values

from loaders import ucdp as service
from loaders.errors import Changed
from loaders.observations import EMPTY_TABLE, Observations
from loaders.rows import EntityName
from loaders.sources import Recognised, troops, ucdp, unga
from loaders.sources.yahoo import basket


def test_a_host_of_troops_is_known_by_the_code_that_the_authors_alone_use():
    names = [
        EntityName(source="troops", name="GFR", entity="DEU"),
        EntityName(source="other", name="PRC", entity="CHN"),
    ]
    known = dataclasses.replace(catalog(), names=table(names))
    content = b"iso3c,year,troops_ad\nGFR,2024,100\nPRC,2024,7\n"
    assert values(troops.parse({"f.csv": content}, "troops_ad", known), "USA", "DEU") == {"2024-12-31": 100}
    assert len(troops.parse({"f.csv": content}, "troops_ad", known)) == 1


DEATHS = ",".join(ucdp.COLUMNS.values())
NOTHING = Observations(EMPTY_TABLE)


def test_a_country_year_table_of_just_the_columns_that_are_read_is_known_and_has_no_version():
    content = f"country,year,{DEATHS}\nUkraine,2024,75,70,90,60\n".encode()
    assert ucdp.recognise(content) == Recognised(("best", "low", "high", "interstate"), "", None)
    assert values(parse("ucdp", "high", content), "UKR") == {"2024-12-31": 90}
    for lacking in ("country", "year", *ucdp.COLUMNS.values()):
        assert ucdp.recognise(content.replace(lacking.encode(), b"other", 1)) is None


def deaths(states, years):
    rows = [f"{state},{year},{'1,' * 4}26.1" for state in states for year in years]
    return {"f.csv": "\n".join([f"country,year,{DEATHS},Version", *rows, ""]).encode()}


@pytest.mark.parametrize(
    ("states", "years", "told"),
    [
        (("Afghanistan", "Chile", "Ghana", "Peru", "Zimbabwe"), (1989, 1990, 1991), []),
        # Of many states that lack years three are named.
        (("Afghanistan", "Chile", "Ghana", "Peru", "Zimbabwe"), (1989, 1991),
            [f"{state} lacks years between 1989 and 1991." for state in ("Afghanistan", "Chile", "Ghana")]),
        (("Afghanistan", "Chile", "Ghana", "Peru", "Zimbabwe"), (1990, 1991),
            ["It begins in 1990 and not in 1989: years are missing."]),
        (("Afghanistan", "Chile", "Ghana", "Zimbabwe"), (1989, 1990),
            ["It lists 4 states in 1990, and the whole dataset at least 5: states are missing."]),
        (("Albania", "Chile", "Ghana", "Peru", "Zambia"), (1989, 1990),
            ["It has no Afghanistan in 1990: states are missing.", "It has no Zimbabwe in 1990: states are missing."]),
    ],
)  # fmt: skip
def test_what_a_country_year_table_lacks_is_told(monkeypatch, states, years, told):
    monkeypatch.setattr(ucdp, "STATES", 5)
    assert ucdp.doubts(deaths(states, years), "best", NOTHING) == told


def page(*rows, pages=1):
    """A page of the interface; rows are a state and its figure."""
    found = [{"country": s, "year": 2024, **dict.fromkeys(ucdp.COLUMNS.values(), figure)} for s, figure in rows]
    return json.dumps({"TotalPages": pages, "TotalCount": pages, "Result": found}).encode()


def test_pages_of_the_interface_are_known_with_blanks_before_them_and_are_not_doubted():
    files = {"01.json": b"\n  " + page(("Ukraine", 75)), "02.json": page(("Sudan", None), ("Chile", 0))}
    frame = parse("ucdp", "best", files)
    assert (values(frame, "UKR"), values(frame, "CHL")) == ({"2024-12-31": 75}, {"2024-12-31": 0})
    # Where there is no figure, there is none.
    assert (values(frame, "SDN"), values(frame, "WLD")) == ({}, {"2024-12-31": 75})
    assert ucdp.doubts(files, "best", NOTHING) == []


def test_forty_pages_of_the_interface_are_asked_for_and_no_more():
    def ask(pages):
        fetch = SimpleNamespace(token="sesame", get=lambda *_: page(("Ukraine", 75), pages=pages))
        return service.ask(fetch)

    version, files = ask(40)
    assert list(files) == [f"organizedviolencecy_v{version}_{number:02}.json" for number in range(40)]
    with pytest.raises(Changed, match=r"1 to 40 pages of 1000 rows; found 41\."):
        ask(41)


class Dataverse:
    """Answers as the place of the ideal points does: a list of files, and each by its number; that of number 9 has no points."""

    def __init__(self, *files, **version):
        self.files = files
        self.version = {"versionNumber": 38, "versionMinorNumber": 1, **version}

    def get(self, address, _=None):
        if not address.endswith("/datasets/:persistentId/"):
            return b"iso3c,year\nUSA,2025\n" if address.endswith("/9") else b"iso3c,year,IdealPointFP\nUSA,2025,1.5\n"
        return json.dumps({"data": {"latestVersion": {**self.version, "files": self.files}}}).encode()


def listed(label, number=1, **about):
    return {"label": label, "dataFile": {"id": number, **about}}


OLD, NEW = {"creationDate": "2024-06-24"}, {"creationDate": "2026-04-03"}


@pytest.mark.parametrize(
    ("newest", "others"),
    [
        (listed("Idealpoints2024.tab", **NEW), [listed("Idealpoints2025.tab", 2, **OLD)]),
        # Of one day, the later year; of one year, the later number. A label without a year is the oldest.
        (listed("Idealpoints1946-2025.tab", **NEW), [listed("Idealpoints.tab", 3, **NEW), listed("Idealpoints_1999.csv", 2, **NEW)]),
        (listed("Idealpoints.csv", **NEW), [listed("Idealpoints.tab", 0, **NEW)]),
        (listed("Idealpoints2025.tab"), [listed("Idealpoints2024.tab", 2), listed("Idealpoints.tab", 3)]),
        # One without the points is passed over, and what is kept from readers is no file.
        (listed("Idealpoints2024.tab", **OLD), [listed("Idealpoints2025.tab", 9, **NEW)]),
        (listed("Idealpoints2024.tab", **OLD), [{**listed("Idealpoints2025.tab", 2, **NEW), "restricted": True}]),
    ],
)  # fmt: skip
def test_of_several_files_of_ideal_points_the_newest_is_taken(newest, others):
    for files in ([newest, *others], [*others, newest]):
        found = unga.download(Dataverse(*files), "idealpointfp", CATALOG)
        assert (list(found.files), found.edition) == ([newest["label"]], f"version 38.1, {newest['label']}")


@pytest.mark.parametrize(("time", "day"), [("2026-04-03T14:21:09Z", dt.date(2026, 4, 3)), (None, None), ("", None)])
def test_a_version_that_was_released_nobody_says_when_has_no_day(time, day):
    assert (
        unga.download(Dataverse(listed("Idealpoints.tab"), releaseTime=time), "idealpointfp", CATALOG).published == day
    )


def test_a_time_of_release_that_is_none_is_told():
    with pytest.raises(Changed, match="a time such as 2026-07-30T12:00:00Z as releaseTime; found 'soon'"):
        unga.download(Dataverse(listed("Idealpoints.tab"), releaseTime="soon"), "idealpointfp", CATALOG)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([listed("Idealpoints.tab", 9)], "Expected the columns idealpointfp; found iso3c, year."),
        ([], "Expected a file named Idealpoint... (.tab or .csv); found none."),
        ([listed(f"Votes{n}.csv") for n in range(1, 10)],
            f"Expected a file named Idealpoint... (.tab or .csv); found {', '.join(f'Votes{n}.csv' for n in range(1, 9))}."),
    ],
)  # fmt: skip
def test_why_no_file_of_ideal_points_is_taken_is_told(files, told):
    with pytest.raises(Changed) as error:
        unga.download(Dataverse(*files), "idealpointfp", CATALOG)
    assert str(error.value) == told


@pytest.mark.parametrize(
    "header",
    ["ccode,year,IdealPointFP", "iso3c,year,IdealPoint", "iso3c,ccode,IdealPointFP", "iso3c,ccode,IdealPointAll"],
)
def test_a_table_without_states_points_or_years_is_none_of_ideal_points(header):
    assert unga.recognise(f"{header}\nUSA,2,1.5\n".encode()) is None


def test_ideal_points_of_sessions_are_those_of_the_years_they_opened_in():
    # The first session opened in 1946.
    content = b"iso3c,session,IdealPointFP\nUSA,1,1.5\nUSA,80,2.5\n"
    assert values(parse("unga", "idealpointfp", content), "USA") == {"1946-12-31": 1.5, "2025-12-31": 2.5}
    assert unga.recognise(content) == Recognised(("idealpointfp",), "1946-2025", None)


def test_ideal_points_that_cannot_be_read_are_known_and_of_no_edition():
    assert unga.recognise(b"iso3c,year,IdealPointFP\nUSA,soon,1.5\n") == Recognised(("idealpointfp",), "", None)


@pytest.mark.parametrize(("line", "read"), [(1, True), (10, True), (11, False)])
def test_the_years_of_the_banks_csv_stand_within_its_first_ten_lines(line, read):
    header = '"Country Name","Country Code","Indicator Name","Indicator Code","2023"'
    state = '"United States","USA","GDP (current US$)","NY.GDP.MKTP.CD","5"'
    content = "\n".join([*["Data Source"] * (line - 1), header, state])
    if read:
        assert values(parse("worldbank", "NY.GDP.MKTP.CD", content), "USA") == {"2023-12-31": 5}
        return
    with pytest.raises(Changed, match="begins with Country Name; found none in the first ten lines"):
        parse("worldbank", "NY.GDP.MKTP.CD", content)


def quotes(january, february):
    """Closes of the last two trading days of both months, the same in a month or two that differ."""
    days = ("2018-01-30", "2018-01-31", "2018-02-27", "2018-02-28")
    closes = [*((january, january) if isinstance(january, int | float) else january), february, february]
    return "date,close\n" + "".join(f"{day},{close}\n" for day, close in zip(days, closes, strict=True))


@pytest.mark.parametrize(
    ("code", "files", "entity", "months"),
    [
        # Two euros for three dollars; the others are per dollar as they come.
        ("market_rates", {"EURUSD=X": quotes(1.5, 2), "RUB=X": quotes(57, 58), "CNY=X": quotes(6, 7)}, "EUR", (0.6667, 0.5)),
        ("market_rates", {"EURUSD=X": quotes(1.5, 2), "RUB=X": quotes(57.12344, 58), "CNY=X": quotes(6, 7)}, "RUB", (57.1234, 58)),
        ("market_rates", {"EURUSD=X": quotes(1.5, 2), "RUB=X": quotes(57, 58), "CNY=X": quotes((6, 7), 6.54326)}, "CNY", (6.5, 6.5433)),
        ("brent_futures", {"BZ=F": quotes(66.666, 70.123)}, "BRENT", (66.67, 70.12)),
        ("gas_futures", {"TTF=F": quotes(18.333, 20.126)}, "TTF", (18.33, 20.13)),
        # 100 for the mean of January, 100.
        ("share_indices", {"^GSPC": quotes((90, 110), 123.46), "^STOXX50E": quotes(1, 1)}, "SP500", (100, 123.5)),
        ("us_basket", {**dict.fromkeys(("LMT", "RTX", "NOC", "GD", "LHX"), quotes(10, 12.346)), "SPY": quotes(5, 5)}, "DEFENCE-US", (100, 123.5)),
    ],
)  # fmt: skip
def test_means_by_month_are_given_in_the_digits_of_what_they_are(code, files, entity, months):
    frame = parse("yahoo", code, {f"{ticker}.csv": content for ticker, content in files.items()})
    assert values(frame, entity) == dict(zip(("2018-01-31", "2018-02-28"), months, strict=True))


def test_an_index_of_shares_needs_the_month_that_it_is_a_hundred_in():
    late = "date,close\n2018-02-27,5\n2018-02-28,5\n"
    with pytest.raises(Changed) as told:
        parse("yahoo", "share_indices", {"^GSPC.csv": quotes(1, 1), "^STOXX50E.csv": late})
    assert str(told.value) == "Expected closes of ^STOXX50E from January 2018; found 2018-02-27."


def test_a_basket_is_worth_at_the_start_of_a_year_what_it_was_at_the_end_of_the_one_before():
    days = pd.to_datetime(
        ["2018-01-02", "2018-06-29", "2018-12-31", "2019-01-02", "2019-06-28", "2019-12-31", "2020-01-02"]
    )
    prices = pd.DataFrame({"A": [10, 10, 20, 20, 10, 40, 40], "B": [5] * 7}, index=days)
    # One share doubles in each year, and the sums in both are made equal after it.
    assert basket(prices).tolist() == [1, 1, 1.5, 1.5, 1.125, 2.25, 2.25]
