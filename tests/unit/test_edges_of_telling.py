"""Edges of what is told of sources, of parts of a series, and of faults that many rows or files have."""

import datetime as dt
import io
import zipfile

import pytest
from builders import catalog, known, observations, row

from loaders import case_zip
from loaders.breaker import State
from loaders.tables import MOST_TOLD, read_table
from verdicts.argument import Topic
from verdicts.findings import find
from verdicts.freshness import source_sentence
from verdicts.numbers import number
from verdicts.sources_in_use import sources_in_use
from verdicts.sources_table import source_rows

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
        assert address.startswith("https://")
        assert address in (f"https://github.com/{words}", address if address.split("/")[2] == words else "")


def test_a_source_without_problems_is_not_told_to_have_failed():
    state = State(tried=NOW, succeeded=NOW)
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
