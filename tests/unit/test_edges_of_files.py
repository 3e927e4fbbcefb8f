"""Edges of what is read and asked: rows that stand twice, means of days, the world beside its parts, licences, the log."""

import datetime as dt
import logging

import pytest
from arms_tables import by_deal, by_year, whole
from loading import CATALOG, parse, values

from loaders import load, logs, wall_clock
from loaders.arms_register import read_register
from loaders.errors import Changed, Invalid
from loaders.fetch import Fetch
from loaders.snapshot_package import licence_of
from loaders.tables import Fault


@pytest.mark.parametrize("written", [by_year, by_deal])
def test_a_register_with_one_row_twice_is_refused_while_that_is_more_than_one_in_a_thousand(written):
    *before, last = written().splitlines(keepends=True)
    with pytest.raises(Invalid, match=r"1 of the \d+ rows of this register stand there twice"):
        read_register(b"".join([*before, last, last]))


def test_two_deals_alike_among_thousands_are_two_deals():
    deals = whole()
    many = [deal._replace(number=1000 * i + deal.number) for i in range(20) for deal in deals]
    assert len(many) > 1000
    once = read_register(by_deal(many)).deliveries
    twice = read_register(by_deal([*many, many[0]])).deliveries
    assert len(twice) == len(once) + len(many[0].delivered)


def test_a_monthly_mean_of_rates_has_four_digits():
    text = "date,close\n2024-05-29,90\n2024-05-30,90\n2024-05-31,91\n"
    assert values(parse("cbr", "USDRUB", text), "RUB") == {"2024-05-31": 90.3333}


def test_an_address_at_a_host_that_is_not_named_is_not_asked(tmp_path):
    fetch = Fetch(["example.org"], tmp_path)
    for address in ("https://example.com/x", "http://example.org/x"):
        with pytest.raises(Changed, match=r"an address at example\.org over https.*not contacted"):
            fetch.get(address)


def test_a_wrong_clock_is_a_fault_of_the_store_and_of_no_line_of_it(monkeypatch):
    monkeypatch.setattr("loaders.wall_clock.now", lambda: dt.datetime(2031, 3, 3, tzinfo=dt.UTC))
    today = wall_clock.now().date()
    assert load._clock_faults(today) == []
    (behind,) = load._clock_faults(today + dt.timedelta(days=1))
    ahead = load._ahead_fault(CATALOG, "fed", today)
    for fault, words in ((behind, "it is behind"), (ahead, CATALOG.source["fed"].name)):
        assert fault == Fault("store", 0, "", fault.problem, load.SET_THE_CLOCK)
        assert words in fault.problem
    assert "The figures of nobody are dated" in load._ahead_fault(CATALOG, "nobody", today).problem


def test_what_a_package_and_all_its_parts_tell_is_told_here(capsys, monkeypatch):
    monkeypatch.setattr(logs, "_known", set())
    logs.setup("warning", "text")
    names = ("edgy", "edgy.part", "edgy.part.of_it", "edgyother")
    found = [logging.getLogger(name) for name in names]
    try:
        logs.tell_of("edgy")
        assert [logger.filters == [logs.told_here] for logger in found] == [True, True, True, False]
    finally:
        for logger in found:
            logger.filters.clear()


@pytest.mark.parametrize(
    ("licence", "address", "expected"),
    [
        ("CC0 1.0", "", {"title": "CC0 1.0", "name": "CC0-1.0"}),
        ("Terms", "https://example.org/terms", {"title": "Terms", "path": "https://example.org/terms"}),
        ("CC0 1.0", "https://example.org/cc0", {"title": "CC0 1.0", "name": "CC0-1.0", "path": "https://example.org/cc0"}),
        # Of a licence without a name or an address, the dataset's page has the terms.
        ("Terms", "", {"title": "Terms", "path": "https://example.org/data"}),
    ],
)  # fmt: skip
def test_a_licence_has_its_name_or_its_address_and_else_that_of_the_data(licence, address, expected):
    source = CATALOG.source["fed"].model_copy(
        update={"licence": licence, "licence_url": address or None, "url": "https://example.org/data"}
    )
    assert licence_of(source) == expected
