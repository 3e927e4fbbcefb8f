"""Zip files and workbooks made to do harm, and those that only look like it."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import openpyxl
import pytest
from defusedxml import EntitiesForbidden
from loading import parse, values, workbook
from official import SAMPLES, member, pink_sheet, with_member, zipped

from loaders import archives
from loaders.archives import csv_of, first_rows, open_workbook, open_zip, rows_of, sheets_of, unpack
from loaders.errors import Changed
from loaders.sources.pink_sheet import recognise

SHEET = "xl/worksheets/sheet1.xml"


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped({"a.csv": bytes(20_000_000)})
    tracemalloc.start()
    try:
        with pytest.raises(Changed, match="up to 200 times its size"):
            csv_of(bomb)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_says_it_is_too_large_is_refused(monkeypatch):
    content = zipped({"a.csv": b"abcd" * 100, "b.txt": b"efgh" * 100}, zipfile.ZIP_STORED)
    monkeypatch.setattr(archives, "MOST_BYTES", 800)
    assert len(csv_of(content)) == 400
    monkeypatch.setattr(archives, "MOST_BYTES", 799)
    with pytest.raises(Changed, match="unpacks to up to"):
        csv_of(content)


@pytest.mark.parametrize(("size", "refused"), [(40_000, False), (40_001, True)])
def test_a_file_may_unpack_to_two_hundred_times_its_size_and_no_more(size, refused):
    sink = io.BytesIO(zipped({"a.csv": bytes(size)}))
    with zipfile.ZipFile(sink, "a") as archive:
        archive.comment = bytes(200 - len(sink.getvalue()))
    content = sink.getvalue()
    assert len(content) == 200
    if refused:
        with pytest.raises(Changed, match="up to 200 times its size; found 200 times"):
            csv_of(content)
    else:
        assert csv_of(content) == bytes(size)


def test_a_thousand_members_are_enough():
    assert len(open_zip(zipped({f"{i}.txt": "x" for i in range(1000)})).namelist()) == 1000
    with pytest.raises(Changed, match="up to 1,000 members; found 1,001"):
        open_zip(zipped({f"{i}.txt": "x" for i in range(1001)}))


@pytest.mark.parametrize("name", ["../a.csv", "x/../../a.csv", "/a.csv", "C:/a.csv", "..\\a.csv", "\\a.csv"])
def test_members_outside_the_folder_are_refused(name):
    with pytest.raises(Changed, match="stay in its folder"):
        csv_of(zipped({name: "a,b\n"}))
    assert csv_of(zipped({"folder/a..b.csv": "a,b\n"})) == b"a,b\n"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_python_unpacks_without_a_bound_are_refused(method):
    with pytest.raises(Changed, match="unusual method"):
        csv_of(zipped({"a.csv": "a,b\n"}, method))


def test_an_encrypted_file_is_refused():
    content = bytearray(zipped({"a.csv": "a,b\n"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    with pytest.raises(Changed, match="neither encrypted"):
        csv_of(bytes(content))


def test_a_directory_that_says_less_than_is_packed_gives_no_more_than_it_says():
    content = bytearray(zipped({"a.csv": bytes(50_000_000)}))
    sizes = struct.pack("<I", zlib.crc32(bytes(1000))), struct.pack("<I", 1000)
    for mark, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        start = content.index(mark) + place
        content[start : start + 4] = sizes[0]
        content[start + 8 : start + 12] = sizes[1]
    archive = open_zip(bytes(content))
    tracemalloc.start()
    try:
        assert unpack(archive, archive.infolist()[0]) == bytes(1000)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_member_with_a_wrong_checksum_is_a_typed_error():
    content = zipped({"a.csv": b"stateabb,year,cinc"}, zipfile.ZIP_STORED).replace(b"stateabb", b"stateaBB")
    with pytest.raises(Changed, match=r"member a\.csv"):
        csv_of(content)


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))
BOMBS = {
    "entities in entities": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "a file of the machine": '<!DOCTYPE x [<!ENTITY l8 SYSTEM "file:///etc/hostname">]>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_entities_in_a_sheet_are_refused(bomb, encoding):
    xml = member(pink_sheet(), SHEET).decode().replace("Updated on March 03, 2026", "&l8;")
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{BOMBS[bomb]}{xml[xml.index("<worksheet") :]}'
    content = with_member(pink_sheet(), SHEET, xml.encode(encoding))
    assert recognise(content) is None
    with pytest.raises(Changed, match=r"an Excel workbook|a sheet Monthly Prices that can be read") as refused:
        parse("pink_sheet", "Gold", content)
    assert any(isinstance(reason, EntitiesForbidden) for reason in reasons(refused.value)), "they were expanded first"


def reasons(error):
    """An error, and what it came of."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def test_entities_in_the_list_of_sheets_are_refused():
    xml = member(pink_sheet(), "xl/workbook.xml").decode().replace("Monthly Indices", "&l8;")
    bomb = BOMBS["entities in entities"] + xml[xml.index("<workbook") :]
    assert sheets_of(with_member(pink_sheet(), "xl/workbook.xml", bomb.encode())) == []


def test_openpyxl_reads_xml_through_defusedxml():
    assert openpyxl.DEFUSEDXML


def test_a_formula_gives_the_value_saved_with_it_or_none():
    book = openpyxl.load_workbook(io.BytesIO(pink_sheet()))
    book["Monthly Prices"]["F7"] = '=WEBSERVICE("https://example.org/")'
    sink = io.BytesIO()
    book.save(sink)
    assert values(parse("pink_sheet", "Gold", sink.getvalue()), "GOLD") == {"2026-02-28": 4800}
    xml = member(sink.getvalue(), SHEET).decode()
    assert "</f><v></v>" in xml or "</f><v />" in xml or "</f><v/>" in xml
    for empty in ("</f><v></v>", "</f><v />", "</f><v/>"):
        xml = xml.replace(empty, "</f><v>12.5</v>")
    saved = with_member(sink.getvalue(), SHEET, xml.encode())
    assert values(parse("pink_sheet", "Gold", saved), "GOLD")["2026-01-31"] == 12.5


def test_a_formula_that_nobody_has_worked_out_is_an_empty_cell():
    assert rows_of(open_workbook(workbook({"A": [["=1+1", 2]]})), "A") == [(None, 2)]


def test_what_a_workbook_links_to_is_not_looked_at():
    types = b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"'
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    link = b'<Relationship Id="rId99" Type="%s" Target="externalLinks/externalLink1.xml"/></Relationships>' % kind
    content = workbook({"A": [[1]]})
    for name, end, more in (
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", link),
        ("xl/workbook.xml", b"</workbook>", b'<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships" r:id="rId99"/></externalReferences></workbook>'),
        ("[Content_Types].xml", b"</Types>", b'<Override PartName="/xl/externalLinks/externalLink1.xml" %s/></Types>' % types),
    ):  # fmt: skip
        xml = member(content, name)
        assert end in xml
        content = with_member(content, name, xml.replace(end, more))
    # The link itself is damaged, and nothing is lost by that.
    content = with_member(content, "xl/externalLinks/externalLink1.xml", b"<externalLink")
    assert rows_of(open_workbook(content), "A") == [(1,)]


def test_empty_cells_at_the_end_of_a_row_are_none_of_it():
    book = openpyxl.Workbook()
    for column, cell in enumerate((1, None, 2, None, None), 1):
        book.active.cell(1, column, cell).number_format = "0.00"
    book.active.cell(2, 1, 3)
    sink = io.BytesIO()
    book.save(sink)
    assert b'r="E1"' in member(sink.getvalue(), SHEET)
    assert rows_of(open_workbook(sink.getvalue()), "Sheet") == [(1, None, 2), (3, None, None)]


def test_a_sheet_that_claims_to_be_huge_is_read_as_it_is():
    book = workbook({"A": [[1, 2, None], [3]]})
    xml = (
        member(book, SHEET)
        .replace(b'ref="A1:C2"', b'ref="A1:XFD1048576"')
        .replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    )
    assert b"XFD1048576" in xml
    assert rows_of(open_workbook(with_member(book, SHEET, xml)), "A") == [(1, 2), (3, None)]


def test_a_sheet_with_too_many_cells_is_refused(monkeypatch):
    book = open_workbook(workbook({"A": [[1, 2]] * 10}))
    monkeypatch.setattr(archives, "MOST_CELLS", 20)
    assert len(rows_of(book, "A")) == 10
    monkeypatch.setattr(archives, "MOST_CELLS", 19)
    with pytest.raises(Changed, match="up to 19 cells"):
        rows_of(book, "A")


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(Changed, match="a sheet B; found A"):
        rows_of(open_workbook(workbook({"A": [[1]]})), "B")


def test_only_some_rows_may_be_asked_for():
    assert rows_of(open_workbook(workbook({"A": [[1], [2], [3, 4]]})), "A", 2) == [(1,), (2,)]


@pytest.mark.parametrize(("count", "rows"), [((), 20), ((2,), 2), ((None,), 25)])
def test_the_first_rows_are_twenty_or_as_many_as_are_asked_for(count, rows):
    assert first_rows(workbook({"A": [[n] for n in range(25)]}), "A", *count) == [(n,) for n in range(rows)]


def test_sheets_are_named_where_they_have_names_and_their_list_is_no_longer_than_it_may_be(monkeypatch):
    content = workbook({"A": [[1]], "B & C": [[1]]})
    xml = member(content, "xl/workbook.xml")
    assert sheets_of(content) == ["A", "B & C"]
    assert sheets_of(with_member(content, "xl/workbook.xml", xml.replace(b'name="A"', b""))) == ["", "B & C"]
    monkeypatch.setattr(archives, "MOST_INDEX", len(xml))
    assert sheets_of(content) == ["A", "B & C"]
    monkeypatch.setattr(archives, "MOST_INDEX", len(xml) - 1)
    assert sheets_of(content) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 half a workbook", SAMPLES["cow"][2], SAMPLES["milex"][2][:3000]])
def test_what_is_no_workbook_has_no_sheets_and_is_a_typed_error(content):
    assert sheets_of(content) == []
    with pytest.raises(Changed, match="a zip file or an Excel workbook"):
        open_workbook(content)


@pytest.mark.parametrize("pack", [lambda table: table, lambda table: zipped({"a.csv": table})])
def test_only_the_beginning_of_a_table_may_be_asked_for_packed_or_not(pack):
    assert csv_of(pack(b"a,b\n1,2\n"), 4) == b"a,b\n"
    assert csv_of(pack(b"a,b\n1,2\n")) == b"a,b\n1,2\n"


def test_the_table_in_a_zip_file_is_found_among_what_is_none():
    packed = {"__MACOSX/._A.CSV": "x", "readme.txt": "x", "folder/A.CSV": "a,b\n"}
    assert csv_of(zipped(packed)) == b"a,b\n"


@pytest.mark.parametrize(
    ("packed", "told"),
    [
        (["readme.txt"], "Expected a zip file with one CSV file; found none."),
        (["a.csv", "b.csv"], "Expected a zip file with one CSV file; found a.csv, b.csv."),
        (list(map("{}.csv".format, "abcdef")), "Expected a zip file with one CSV file; found a.csv, b.csv, c.csv, d.csv, e.csv."),
    ],
)  # fmt: skip
def test_a_zip_file_without_one_table_says_what_is_in_it(packed, told):
    with pytest.raises(Changed) as refused:
        csv_of(zipped(dict.fromkeys(packed, "a,b\n")))
    assert told in str(refused.value)
