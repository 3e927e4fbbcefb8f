"""What a downloaded file turns out to be, by its content; and that nothing makes the modules stumble."""

import datetime as dt
import io
import zipfile
from contextlib import suppress
from importlib import import_module

import pytest
from arms_tables import by_year
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import CATALOG, parse, values, workbook
from official import (
    COW,
    SAMPLES,
    UCDP,
    UNGA,
    kiel,
    kiel_2023,
    member,
    milex_csv,
    pink_sheet,
    with_member,
    zipped,
)

from loaders.errors import SourceError
from loaders.sources.kiel import MAIN, PAID, SUMMARY

SOURCES = sorted({source for source, _, _ in SAMPLES.values()})

FOREIGN = {
    "nothing": b"",
    "a page": b"<!DOCTYPE html>\n<html><head><title>SIPRI, Supplier, Recipient</title></head></html>\n",
    "another CSV": b"Entity,Code,Year,value\nWorld,OWID_WRL,2023,1\n",
    "another workbook": workbook({"Monthly": [["Gold"]], "Table": [[1]]}),
    "half a workbook": SAMPLES["milex"][2][:3000],
    "a zip file": zipped({"readme.txt": "x"}),
    "two tables": zipped({"a.csv": COW, "b.csv": COW}),
    "a zip file in a zip file": zipped({"NMC-v7-abridged.zip": zipped({"NMC-70-abridged.csv": COW})}),
    "a bomb": zipped({"a.csv": b"stateabb,year,cinc\n" + bytes(10**7)}),
    "milex in local currency": milex_csv("in local currency"),
    "milex of another publisher": milex_csv().replace(b"SIPRI", b"IISS"),
    "a sheet with no cells": workbook({"Monthly Prices": [], MAIN: [], "TABLE2": [], "TABLE3": [], "Current US$": []}),
    "sheets with other contents": workbook(
        {"Monthly Prices": [["x"]], MAIN: [["donor"]], "TABLE2": [["x"]], "TABLE3": [["x"], [2021, 2022, 2023]]}
        | {"Current US$": [["x"]], "Share of GDP": [["x"]], "Constant (2024) US$": [["x"]]}
    ),
}


def recognise(source, content):
    return import_module(f"loaders.sources.{source}").recognise(content)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", SAMPLES)
def test_each_file_is_recognised_by_its_own_source_and_by_no_other(name, source):
    own, codes, content = SAMPLES[name]
    found = recognise(source, content)
    assert (found and found.codes) == (codes if source == own else None)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_none_of_the_files_is_none(name, source):
    assert recognise(source, FOREIGN[name]) is None


@pytest.mark.parametrize("source", SOURCES)
def test_the_files_bring_all_series_of_the_catalog_and_no_others(source):
    brought = {code for own, codes, _ in SAMPLES.values() if own == source for code in codes}
    assert brought == {row.code for row in CATALOG.indicators.rows if row.source == source and row.update}


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("register", "Data generated: 12 Feb 2026"), ("top 100", "2002-2003, retrieved December 2004"),
        ("register by deal", "Data generated: 12 Feb 2026, each deal spread evenly over its years"), ("exports", "Data generated: 13 Oct 2024"), ("milex", "1949-2025"),
        ("milex as CSV", "1949-2025"), ("nato of 2024", "2021-2023e"), ("nato of 2025", "2021-2025e"), ("kiel", ""),
        ("cow", "version 2025"), ("ucdp", "25.1"), ("ideal points", "1946-2025"), ("ucdp zipped", "25.1"), ("pink sheet", "Updated on March 03, 2026"),
    ],
)  # fmt: skip
def test_the_edition_is_what_the_file_says_and_no_more(name, edition):
    source, _, content = SAMPLES[name]
    found = recognise(source, content)
    assert found.edition == edition
    by = {"pink sheet": dt.date(2026, 3, 3), "exports": dt.date(2024, 10, 13)}
    by |= dict.fromkeys(("register", "register by deal"), dt.date(2026, 2, 12))
    assert found.published == by.get(name)


@pytest.mark.parametrize("day", ["31 Feb 2026", "12 Foo 2026", "0 May 2026", "12 May 0000"])
def test_a_day_that_is_none_is_told_as_it_stands(day):
    content = by_year().replace(b"12 Feb 2026", day.encode())
    found = recognise("sipri_arms", content)
    assert (found.edition, found.published) == (f"Data generated: {day}", None)


@pytest.mark.parametrize("updated", ["Updated on February 03, 2025", "Updated on February 31, 2026", "Updated", ""])
def test_a_day_that_cannot_be_that_of_the_publication_is_none(updated):
    assert recognise("pink_sheet", pink_sheet(updated)).published is None


def test_kiels_workbook_brings_only_what_it_has_sheets_for():
    index = member(kiel(), "xl/workbook.xml").decode()
    fewer = with_member(kiel(), "xl/workbook.xml", index.replace(SUMMARY, "Summary").replace(PAID, "Paid").encode())
    assert recognise("kiel", fewer).codes == ("Military", "Financial", "Humanitarian", "Total")


@pytest.mark.parametrize("words", ["Ukraine Support Tracker - Release 28", "UST, 28th release (to February 2026)"])
def test_the_release_of_kiels_workbook_is_what_its_readme_says(words):
    assert recognise("kiel", kiel(Readme=[[None], [None, words]])).edition == "Release 28"
    assert recognise("kiel", kiel(Readme=[["How to cite this release"]])).edition == ""


def test_the_version_of_ucdp_is_read_however_its_column_is_called():
    newer = UCDP.replace(b"_cy,", b",").replace(b"version", b"Version").replace(b"25.1", b"26.1")
    assert recognise("ucdp", newer).edition == "26.1"
    assert values(parse("ucdp", "best", newer), "UKR") == {"2024-12-31": 75}


def test_an_older_kiel_workbook_is_known_and_refused_with_what_to_import_instead():
    found = recognise("kiel", kiel_2023())
    assert found.edition == "Release 7"
    assert "committed" in found.refused
    assert "Import Release 21 (February 2025) or a later one" in found.refused


def test_ideal_points_of_all_votes_are_known_and_refused():
    found = recognise("unga", UNGA.replace(b"IdealPointFP", b"IdealPointAll"))
    assert "from all votes" in found.refused


def test_the_register_is_recognised_without_its_preamble_too():
    assert recognise("sipri_arms", by_year(before=[])).edition == ""


def test_an_extract_of_a_register_is_not_taken_for_the_whole():
    assert (
        recognise("sipri_arms", b"Supplier,Recipient,Delivery year,TIV delivery values\nFrance,Iraq,2001,5\n") is None
    )


@given(content=st.binary(max_size=600), start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xff\xfe", b'"']))
def test_recognising_never_raises_on_random_bytes(content, start):
    for source in SOURCES:
        recognise(source, start + content)


@given(name=st.sampled_from(sorted(SAMPLES)), at=st.floats(0, 1), byte=st.integers(0, 255))
@settings(deadline=None)
def test_recognising_never_raises_on_damaged_files(name, at, byte):
    content = SAMPLES[name][2]
    place = int(at * (len(content) - 1))
    for damaged in (content[:place], content[:place] + bytes([byte]) + content[place + 1 :]):
        for source in SOURCES:
            recognise(source, damaged)


WORKBOOKS = sorted(name for name, (_, _, content) in SAMPLES.items() if "xl/workbook.xml" in str(content))


@given(name=st.sampled_from(WORKBOOKS), data=st.data())
@settings(deadline=None, max_examples=30)
@pytest.mark.slow
def test_a_workbook_damaged_inside_is_a_typed_error_at_most(name, data):
    source, codes, content = SAMPLES[name]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = data.draw(st.sampled_from(sorted(archive.namelist())))
    inside = member(content, name)
    place = data.draw(st.integers(0, len(inside) - 1))
    cut = data.draw(st.integers(0, 20))
    damaged = with_member(content, name, inside[:place] + data.draw(st.binary(max_size=3)) + inside[place + cut :])
    recognise(source, damaged)
    for code in codes:
        with suppress(SourceError):
            parse(source, code, damaged)


def test_ideal_points_are_known_whatever_the_order_of_their_columns():
    found = recognise(
        "unga", b"iso3c,Countryname,year,IdealPointFP\nUSA,United States,1946,1.5\nUSA,United States,1950,1.5\n"
    )
    assert (found.codes, found.edition) == (("idealpointfp",), "1946-1950")
    assert recognise("unga", b"iso3c,Countryname,IdealPointFP\nUSA,United States,1.5\n") is None
