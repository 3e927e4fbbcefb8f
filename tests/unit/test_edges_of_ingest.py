"""Edges of reading and keeping: one series that fails beside others, a ledger that lags, months, signs between cells."""

import datetime as dt
import hashlib

import pandas as pd
import pytest
from builders import catalog
from living import BUNDLED, bundled, file_of, rates, stored, times
from loading import CATALOG

from loaders import vintages
from loaders.breaker import State
from loaders.errors import Changed, Unreachable
from loaders.ingest import _read, ingest
from loaders.ledger import entries
from loaders.parsing import dates, month_ends, read_table
from loaders.sources import Delivery

DAY = dt.date(2026, 9, 1)


def delivery(name, factor=1.1):
    return Delivery({f"{name}.csv": file_of(times(bundled(name), factor))}, "of a test")


@pytest.mark.parametrize("bad", [Unreachable("Down."), Delivery({"x.csv": b"no table"}, "of a test")])
def test_a_series_that_fails_costs_none_of_those_after_it(store, publisher, bad):
    given = {"dollar_index": bad, "euro_in_usd": delivery("euro_in_usd"), "yuan_per_usd": delivery("yuan_per_usd")}
    told = ingest("fed", given, store, CATALOG, State())
    assert (told.status, set(told.problems)) == ("partly", {"dollar_index"})
    assert {move.indicator for move in told.moves} == {"euro_in_usd", "yuan_per_usd"}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_edition_that_the_ledger_does_not_know_is_told_with_the_one_before_it(store, publisher, number):
    for i in range(number):
        stored(store, rates(1.1 + i), DAY + dt.timedelta(days=i))
    names = vintages.names(store, "fed")
    ingest("fed", {"euro_in_usd": delivery("euro_in_usd", 9)}, store, CATALOG, State())
    # Newest first: what has just come, and before it the one that was not told.
    *_, told = entries(store)
    assert told.vintage == names[-1].path
    assert told.former == (names[-2].path if number > 1 else None)


def test_a_month_ends_on_its_last_day_whichever_of_its_days_is_given():
    given = pd.Series(["2024-02", "2024-02-29", "2023-02-01", "2024-12-31"])
    assert month_ends(given).dt.strftime("%Y-%m-%d").tolist() == [
        "2024-02-29",
        "2024-02-29",
        "2023-02-28",
        "2024-12-31",
    ]


def test_days_and_months_may_stand_in_one_column_and_nothing_else():
    assert dates(pd.Series(["2024-12-31", "2024-11"])).dt.strftime("%Y-%m-%d").tolist() == ["2024-12-31", "2024-11-01"]
    for text in ("31.12.2024", "December 2024"):
        with pytest.raises(Changed, match="dates such as"):
            dates(pd.Series(["2024-12-31", text]))


def test_cells_are_texts_as_they_are_between_whatever_signs_part_them():
    assert read_table("a,b\n01,NA\n", ["b"]).to_dict("records") == [{"a": "01", "b": "NA"}]
    assert read_table("a\tb\n1,5\t\n", ["a", "b"], sep="\t").to_dict("records") == [{"a": "1,5", "b": ""}]
    with pytest.raises(Changed, match="c"):
        read_table("a,b\n1,2\n", ["c"])


def test_what_is_no_group_has_no_members():
    club = catalog(groups={"CLUB": ["USA", "CHN"]})
    assert club.members_ever("CLUB") == club.members_of("CLUB") == ("USA", "CHN")
    assert club.members_ever("USA") == club.members_of("USA") == ()


@pytest.mark.parametrize(("given", "doubted"), [(None, False), ({"euro.csv": b"x"}, True)])
def test_a_month_may_be_gone_of_a_service_and_not_of_a_file(publisher, given, doubted):
    whole = bundled("euro_in_usd")
    files = {"euro.csv": file_of(whole[whole["date"] != whole["date"].iloc[len(whole) // 2]])}
    one = CATALOG.indicator["euro_in_usd"]
    _, reasons, row = _read(
        one, Delivery(files, "", given=given), CATALOG, BUNDLED, dt.datetime(2032, 1, 1, tzinfo=dt.UTC)
    )
    assert any("There is no figure of" in reason for reason in reasons) == doubted
    assert (row.edition, row.file, row.state) == ("as given out on 2032-01-01", "euro.csv", "stored")
    assert row.sha256 == hashlib.sha256(b"x" if given else files["euro.csv"]).hexdigest()
