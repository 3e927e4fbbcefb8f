"""Edges of reading files and tables: the last byte that is taken, the nearest names, lines and editions that stand beside others."""

import io
import zipfile

import pyarrow as pa
import pytest
from builders import observations
from loading import parse

from loaders import case_zip, files, load, nearest
from loaders.errors import Changed
from loaders.observations import indicators_in


def test_a_file_of_just_the_most_bytes_is_read_and_one_of_a_byte_more_is_not(tmp_path):
    place = tmp_path / "a.csv"
    place.write_bytes(b"x" * 10)
    assert files.read_file(place, 10) == b"x" * 10
    with pytest.raises(files.Unfit):
        files.read_file(place, 9)


def test_a_case_of_a_byte_more_than_ten_million_is_refused_for_its_size_and_a_smaller_one_for_what_it_is():
    (large,) = case_zip.unpacked(b"x" * 10_000_001).faults
    (damaged,) = case_zip.unpacked(b"x" * 10_000_000).faults
    assert "up to 10 MB are taken" in large.problem
    assert damaged.problem == "It is no zip file, or a damaged one."


def test_members_of_a_packed_case_have_the_first_moment_that_a_zip_file_knows():
    packed = case_zip.packed({"case.toml": b"x"})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert [one.date_time for one in archive.infolist()] == [(1980, 1, 1, 0, 0, 0)]


NAMES = {"DEU": "Germany", "GEO": "Georgia", "USA": "United States", "UKR": "Ukraine"}


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("germany", "Did you mean DEU (Germany)?"),
        ("Germny", "Did you mean DEU (Germany)?"),
        ("deu", "Did you mean DEU (Germany)?"),
        ("Urkaine", "Did you mean UKR (Ukraine)?"),
        ("USB", "Did you mean USA (United States)?"),
        ("xyzzy", ""),
    ],
)
def test_a_code_is_told_for_a_name_a_slip_in_it_and_a_slip_in_the_code(written, hint):
    assert nearest.Hints().code(written, NAMES) == hint


def test_a_name_of_three_letters_is_no_slip_in_a_long_one():
    """Three letters are like too many names: only codes are looked at."""
    assert nearest.Hints().code("Mal", {"X1": "Mali", "X2": "Malta"}) == ""
    assert nearest.Hints().code("Malt", {"X1": "Mali", "X2": "Malta"}) == "Did you mean X2 (Malta) or X1 (Mali)?"


def test_hints_are_given_for_fifty_faults_of_a_table():
    hints = nearest.Hints()
    given = [hints("chexk", ["check"]) for _ in range(52)]
    assert given == ["Did you mean 'check'?"] * 50 + [""] * 2


def test_the_first_line_is_read_though_all_before_it_in_the_table_are_projections():
    of = observations({("a", "DEU", "RUS"): [1], ("b", "USA", "UKR"): [2, 3]}, marks={0: "projection"})
    assert of.names() == (("b", "USA", "UKR"),)
    assert of.line("b", "USA", "UKR").values.tolist() == [2, 3]
    assert of.projected("a", "DEU", "RUS").values.tolist() == [1]


def test_of_an_indicator_in_several_tables_only_the_last_counts_however_many_there_are():
    tables = [observations({(name, "USA"): [value]}).table for name, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4))]
    joined = load._joined(tables)
    assert indicators_in(joined) == {"a", "b", "c"}
    assert sorted(zip(joined["indicator"].to_pylist(), joined["value"].to_pylist(), strict=True)) == [
        ("a", 3.0), ("b", 2.0), ("c", 4.0),
    ]  # fmt: skip
    assert isinstance(joined, pa.Table)


COMEXT = "partner,year,export_eur\nUnited States,2018,100\nJapan,2018,{}\nExtra-EU27 (from 2020),2018,200\n"


def test_partners_may_miss_the_total_by_three_in_a_hundred():
    parse("eurostat_comext", "export", COMEXT.format(94.1))
    with pytest.raises(Changed, match=r"a gap of 3\.1%"):
        parse("eurostat_comext", "export", COMEXT.format(93.8))
