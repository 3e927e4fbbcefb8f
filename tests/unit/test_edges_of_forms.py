"""Edges of the forms a file may be read in: which are tried and in what order, and what is said of a file that is no table."""

import pytest
from loading import workbook
from official import zipped

from loaders.readings import MOST_TABLES, readings, unpacked, why_not


@pytest.mark.parametrize(
    ("content", "forms"),
    [
        (b"a,b\n1,2\n", [b"a,b\n1,2\n"]),
        (b"one column\n1\n", [b"one column\n1\n"]),
        # As it is written to the byte, whatever wrote it: with its mark, in Windows-1252.
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", [b"\xef\xbb\xbfa,b\r\n1,2\r\n"]),
        (b"a,b\n\xe9,1\n", [b"a,b\n\xe9,1\n"]),
        ("a,b\né,1\n".encode("utf-16"), ["a,b\né,1\n".encode()]),
        ("a;b\n1;é\n".encode("utf-16-be"), ["a,b\n1,é\n".encode(), "a;b\n1;é\n".encode()]),
        # More commas than other signs, or as many, and it is likelier to be as it is.
        (b"a,b\n1;5,2\n", [b"a,b\n1;5,2\n", b'"a,b"\n1,"5,2"\n']),
        (b"a,b\n1;5,2;6\n", [b"a,b\n1;5,2;6\n", b'"a,b"\n1,"5,2",6\n']),
        (b"a,b;c\r\n1;2\r\n", [b'"a,b",c\n1,2\n', b"a,b;c\r\n1;2\r\n"]),
        (b"a\tb;c\n1;2\n", [b"a\tb,c\n1,2\n", b"a,b;c\n1;2\n", b"a\tb;c\n1;2\n"]),
        # Signs at the ends of lines part nothing; a quotation mark that is not closed makes no table.
        (b"a,b;;;\n1,2;;;\n", [b"a,b;;;\n1,2;;;\n"]),
        (b'a;"b\n1;2\n', [b'a;"b\n1;2\n']),
    ],
)
def test_a_text_is_read_as_it_is_and_with_each_sign_it_has_the_likeliest_first(content, forms):
    assert list(readings(content)) == forms


def test_a_text_with_a_line_too_long_for_a_table_is_tried_only_as_it_is():
    long = b"a;b\n" + b"x" * 1_000_001
    assert list(readings(long)) == [long]


@pytest.mark.parametrize(("count", "read"), [(1, 1), (3, 3), (4, 0)])
def test_a_workbook_of_up_to_three_sheets_is_read_sheet_by_sheet(count, read):
    content = workbook({f"Sheet{n}": [["year", "value"], [2020, n]] for n in range(count)})
    first, *sheets = readings(content)
    assert first == content
    assert sheets == [f"year,value\n2020,{n}\n".encode() for n in range(read)]


def test_the_tables_of_a_zip_file_are_unpacked_and_nothing_else():
    tables = {"a.csv": b"1", "in/B.TAB": b"2", "c.tsv": b"3", "d.txt": b"4", "e.xlsx": b"5", "f.xlsm": b"6"}
    others = {"__MACOSX/a.csv": b"x", ".hidden.csv": b"x", "in/._B.TAB": b"x", "g.pdf": b"x", "csv": b"x"}
    assert unpacked(zipped(tables | others)) == tables
    many = {f"{n}.csv": b"x" for n in range(MOST_TABLES + 1)}
    assert list(unpacked(zipped(many))) == list(many)[:20]


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"PK\x03\x04 cut", zipped({"../a.csv": b"x"})])
def test_what_is_no_zip_file_that_can_be_unpacked_has_no_tables(content):
    assert unpacked(content) == {}


def test_a_workbook_with_another_one_in_it_is_one_workbook():
    sheets = '<workbook xmlns="x"><sheets><sheet name="Data"/></sheets></workbook>'
    inner = {"xl/embeddings/table.xlsx": zipped({"a": b"x"})}
    assert unpacked(zipped({"xl/workbook.xml": sheets, **inner})) == {}
    assert unpacked(zipped(inner)) == inner


ZIPPED = "The zip file holds another one. Unpack it, and import what is in it."
OLDER = "The workbook in the zip file is not an .xlsx. Unpack it, open it and save it as .xlsx."
NUMBERS = "This is a file of Apple Numbers. Open it and export it as .xlsx."
PACKED = "This file is packed in a way that is not read here. Unpack it, and import what is in it."
PAGE = (
    "This is a web page, not a table: the site answered with a page, or the page was saved instead of the file. "
    "Download the file itself."
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", ""),
        (b" %PDF", ""),
        (zipped({"readme": b"x"}), ""),
        (zipped({"DATA.ZIP": b"x"}), ZIPPED),
        (zipped({"in/data.7z": b"x", "readme": b"x"}), ZIPPED),
        (zipped({"DATA.XLS": b"x"}), OLDER),
        (zipped({"data.ods": b"x"}), OLDER),
        (zipped({"data.xls.txt": b"x"}), ""),
        (zipped({"Index/Document.iwa": b"x"}), NUMBERS),
        (zipped({"Index.zip": b"x"}), NUMBERS),
        (b"7z\xbc\xaf\x27", PACKED),
        (b"Rar!\x1a", PACKED),
        (b'<?xml version="1.0"?>\n<HTML>', PAGE),
        (b"\xef\xbb\xbf\n<head>", PAGE),
        # It is looked for in the first thousand bytes.
        (b" " * 995 + b"<html", PAGE),
        (b" " * 996 + b"<html", ""),
    ],
)
def test_what_is_known_to_be_no_table_is_told_and_of_the_rest_nothing_is_said(content, words):
    assert why_not(content) == words
