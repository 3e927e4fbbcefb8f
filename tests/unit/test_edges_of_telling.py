"""Edges of what is told of sources, of parts of a series, and of faults that many rows or files have."""

import datetime as dt
import io
import zipfile

import pytest
from builders import WRITTEN, a_claim, catalog, known, observations, row
from openpyxl import Workbook

from loaders import case_zip
from loaders.breaker import State
from loaders.readings import readings
from loaders.tables import MOST_TOLD, read_table
from verdicts.argument import Topic
from verdicts.clock import AsOf
from verdicts.findings import find
from verdicts.freshness import source_sentence
from verdicts.history import through_the_years
from verdicts.intervals import Interval
from verdicts.numbers import number
from verdicts.own_test import OwnTest, with_column
from verdicts.sources_in_use import sources_in_use
from verdicts.sources_table import source_rows
from verdicts.told_figures import Figures

NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def rows(case):
    return {
        one.id: one for one in source_rows(sources_in_use(case.catalog, case.observations), case.argument, case.catalog)
    }


def test_what_most_claims_ask_of_a_source_comes_first(case, rows):
    asked = {}
    for one in case.argument.evidence.rows:
        for name in one.request.indicators:
            if name and case.catalog.indicator[name].source == "worldbank":
                asked.setdefault(name, set()).add(one.claim)
    most = max(map(len, asked.values()))
    first = {case.catalog.indicator[name].name.casefold() for name, claims in asked.items() if len(claims) == most}
    assert rows["worldbank"].used_for.partition(";")[0].casefold() in first


def test_a_copy_is_called_by_its_repository_or_its_host_and_leads_there(rows):
    copies = [copy for one in rows.values() for copy in one.copies]
    assert copies
    for words, address in copies:
        repository = "/" in words
        assert address == f"https://github.com/{words}" if repository else address.startswith(f"https://{words}/")


def test_a_source_without_problems_is_not_told_to_have_failed():
    state = State(tried=NOW)
    assert source_sentence(["bundled"], dt.date(2026, 8, 22), state, NOW) == "Retrieved 22 August 2026."


@pytest.mark.parametrize(
    ("value", "place", "text"), [(0.0, None, "0"), (-0.0001, None, "0"), (-0.4, 0, "0"), (-0.6, 0, "\N{MINUS SIGN}1")]
)
def test_nothing_has_no_sign(value, place, text):
    assert number(value, place) == text


def test_part_of_a_series_has_its_own_margins():
    series = find(row(), known(observations({("x", "USA"): [100, 200, 300, 400]}), catalog())).series
    part = series.within(slice(1, 3))
    assert part.values.tolist() == [200, 300]
    assert part.below.tolist() == series.below[1:3].tolist()
    assert part.above.tolist() == series.above[1:3].tolist()


@pytest.mark.parametrize(("files", "problem"), [(50, ""), (51, "It has 51 files; up to 50 are taken.")])
def test_a_packed_case_has_fifty_files_at_most(files, problem):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(files):
            archive.writestr(f"notes-{n}.txt", "x")
    told = [fault.problem for fault in case_zip.unpacked(packed.getvalue()).faults]
    assert any("up to 50 are taken" in one for one in told) == bool(problem)
    assert problem == "" or problem in told


def test_faults_beyond_those_that_are_told_are_counted_in_one(tmp_path):
    place = tmp_path / "topics.csv"
    place.write_text("id,title,question\n" + "A B,Title,Is it?\n" * (MOST_TOLD + 3))
    *_, last = read_table(place, Topic).faults
    assert last.problem == "3 more rows of the file are faulty."
    assert (last.remedy, last.line, last.cost) == ("Mend those that are named, and look again.", 0, "rows")


def test_a_day_in_a_workbook_is_read_without_the_time_that_workbooks_give_it():
    book, file = Workbook(), io.BytesIO()
    book.active.append(["date", "value"])
    book.active.append([dt.datetime(2024, 1, 31), 5])
    book.active.append([dt.datetime(2024, 1, 31, 12, 30), 6])
    book.save(file)
    (_, sheet) = readings(file.getvalue())
    assert sheet.decode().split() == ["date,value", "2024-01-31,5", "2024-01-31", "12:30:00,6"]


@pytest.mark.parametrize(
    ("column", "cell", "kept"),
    [
        ("from", "2014-01-01", "2014"),
        ("from", "2014-01-02", "2014-01-02"),
        ("from", "2014-12-31", "2014-12-31"),
        ("to", "2014-12-31", "2014"),
        ("to", "2014-12-30", "2014-12-30"),
        ("to", "2014-01-01", "2014-01-01"),
    ],
)
def test_an_edge_is_a_year_where_it_is_the_first_or_the_last_day_of_one(column, cell, kept):
    test = with_column(OwnTest(), column, cell)
    assert (test.first if column == "from" else test.last) == kept


def test_a_moment_stands_once_in_a_history_that_ends_with_the_article():
    at = AsOf(WRITTEN, WRITTEN, latest=True)
    moments = through_the_years(a_claim(), [row()], observations({("x", "USA"): [1, 2, 3]}), catalog(), at)
    days = [moment.as_of.day for moment in moments]
    assert days == sorted(set(days))
    assert days[-1] == WRITTEN


def test_a_doubt_that_is_not_even_is_told_in_the_digits_it_has():
    # A doubt of ten points and more leaves tens.
    assert Figures("%", (), "").doubt(Interval(30.0, 20.04, 41.2)) == "anywhere from 20% to 40%"
    assert Figures("%", (), "").doubt(Interval(30.0, 22.04, 41.2)) == "anywhere from 22% to 41%"
    assert Figures("%", (), "").doubt(Interval(30.0, 19.9, 40.1)) == "give or take 10 points"
