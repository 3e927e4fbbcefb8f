"""Edges of reading files and tables: the last byte that is taken, the nearest names, lines and editions that stand beside others."""

import io
import zipfile

import pyarrow as pa
import pytest
from builders import observations
from loading import parse

from loaders import case_zip, files, lines, load, nearest
from loaders.encodings import Decoded, decoded
from loaders.errors import Changed
from loaders.observations import indicators_in


def test_a_file_of_just_the_most_bytes_is_read_and_one_of_a_byte_more_is_not(tmp_path):
    place = tmp_path / "a.csv"
    place.write_bytes(b"x" * 10)
    assert files.read_file(place, 10) == b"x" * 10
    with pytest.raises(files.Unfit):
        files.read_file(place, 9)


@pytest.mark.parametrize(
    ("most", "size", "words"),
    [
        (1_000_000, 2_345_678, "1.0 MB are read, and it has 2.3 MB."),
        (999_000, 1_000_000, "999.0 kB are read, and it has 1.0 MB."),
    ],
)
def test_how_large_a_file_is_and_may_be_is_told_in_thousands_or_millions_of_bytes(tmp_path, most, size, words):
    with (tmp_path / "a.csv").open("wb") as out:
        out.truncate(size)
    with pytest.raises(files.Unfit) as told:
        files.read_file(tmp_path / "a.csv", most)
    assert str(told.value) == f"The file is too large: up to {words}"


def test_of_a_file_without_end_one_byte_more_is_read_than_may_be(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(b"")
    taken = []

    class Endless(io.FileIO):
        def read(self, most=-1):
            taken.append(most)
            return b"x" * most

    monkeypatch.setattr(files.os, "fdopen", lambda number, mode: Endless(number, mode))
    with pytest.raises(
        files.Unfit, match=r"up to 0\.0 kB are read, and it has more, without an end that it tells of\."
    ):
        files.read_file(tmp_path / "a.csv", 10)
    assert taken == [11]


def test_a_zero_byte_is_of_utf_16_only_within_its_first_letter():
    assert decoded(b"a\0b\0") == Decoded("ab", "utf-16-le")
    assert decoded(b"\0a\0b") == Decoded("ab", "utf-16-be")
    assert decoded(b"ab\0d") == Decoded("ab\0d", "utf-8")
    assert decoded(b"") == Decoded("", "utf-8")


def test_rows_are_told_with_their_lines_as_they_stand_and_what_is_wrong_with_them():
    text = 'sep=;\r\na;"x\r\ny"\r\n"a" b;c\r\n"d";e\r\n"f\r\n'
    found = list(lines.records_of(text, ["a"]))
    assert [(one.line, list(one.cells), one.text, one.problem, one.separator) for one in found] == [
        (2, ["a", "x\r\ny"], ['a;"x\r\n', 'y"\r\n'], "", ";"),
        (4, [], ['"a" b;c\r\n'], "The row breaks off: ';' expected after '\"'.", ";"),
        (5, ["d", "e"], ['"d";e\r\n'], "", ";"),
        (6, [], ['"f\r\n'], "The row does not end before the file does.", ";"),
    ]
    # Each of its lines by itself, as a lenient reader takes it.
    alone = [[cells for cells, _ in one.alone()] for one in found]
    assert alone[1:] == [[["a b", "c"]], [["d", "e"]], [["f\r\n"]]]


def test_a_cell_that_is_longer_than_any_leaves_the_others_of_its_row_as_they_are():
    """What parts the cells is found all the same, by the names of the columns, in which words may stand apart."""
    long = "x" * 200_000
    (found,) = lines.records_of(f"the year;{long};b", ["the year", "b"])
    assert (found.separator, found.cells) == (";", ())
    assert found.problem == "The row breaks off: field larger than field limit (131072)."
    assert [cells for cells, _ in found.alone()] == [["the year", long, "b"]]


def test_a_text_may_have_just_so_many_lines_and_letters_in_one_and_the_line_is_told(monkeypatch):
    long = "x" * lines.LONGEST_LINE
    assert lines.too_long(f"a\n{long}") == (0, "")
    assert lines.too_long(f"a\n{long}y") == (2, "The line has 1,000,001 characters; up to 1,000,000 are read.")
    monkeypatch.setattr(lines, "MOST_LINES", 3)
    assert lines.too_long("a\nb\nc\n") == (0, "")
    assert lines.too_long("a\r\nb\r\nc\r\nd") == (4, "The file has more than 3 lines.")


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
    hints = nearest.Hints()
    given = [hints.code("germany", NAMES) for _ in range(52)]
    assert given == ["Did you mean DEU (Germany)?"] * 50 + [""] * 2


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        # Of 5 and 6, 7 or 8 letters five are alike: 10/11, 10/12, 10/13, all above three quarters.
        ("Malix", "Did you mean X1 (Malixa) or X3 (Malixab)?"),
        # Of 10 letters six are alike, which is no slip in a name.
        ("Toxyz", ""),
    ],
)
def test_of_names_the_two_nearest_are_told_from_three_quarters_on(written, hint):
    assert nearest.Hints().code(written, {"X1": "Malixa", "X2": "Malixabc", "X3": "Malixab", "X4": "Toxab"}) == hint


def test_of_codes_up_to_three_are_told_from_six_in_ten_on():
    """Two of three letters are alike, and of two letters one."""
    three = nearest.Hints().code("ab9", {f"AB{n}": f"Place {n}" for n in range(1, 5)})
    assert three.count("(Place ") == 3
    assert nearest.Hints().code("a9", {"A1": "Place"}) == ""


@pytest.mark.parametrize(("written", "known"), [("ab", "b"), ("ba", "b")])
def test_the_first_and_the_last_letter_of_a_name_count_where_many_are_known(written, known):
    """Eight others, as many as are looked at, share the other end with what was written, and are six letters long."""
    others = [f"a{'cdefghij'[n:] + 'cdefghij'[:n]}"[:6] for n in range(8)]
    others = others if written == "ab" else [name[::-1] for name in others]
    assert nearest.did_you_mean(written, [*others, known]) == f"Did you mean {known!r}?"


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
