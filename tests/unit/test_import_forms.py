"""Files as people have them: packed, with other signs between cells, of another encoding, saved as a workbook; and none at all."""

import csv
import hashlib
import io

import pytest
from loading import CATALOG, parse, workbook
from official import COW, SAMPLES, UCDP, UNGA, kiel, kiel_2023, milex_csv, zipped

from loaders import imports
from loaders.imports import Unrecognised, take_file
from loaders.outcome import Outcome

TABLES = {
    "ucdp": ("ucdp", "best", UCDP),
    "cow": ("cow", "cinc", COW),
    "ideal points": ("unga", "idealpointfp", UNGA),
    "milex": ("sipri_milex", "constant", milex_csv().replace(b"Figures,,,\n,,,\n", b"")),
}


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode())))


def separated(content, sign):
    sink = io.StringIO()
    csv.writer(sink, delimiter=sign, lineterminator="\r\n").writerows(rows_of(content))
    return sink.getvalue()


def as_workbook(content):
    def cell(text):
        try:
            return float(text)
        except ValueError:
            return text or None

    return workbook({"Sheet1": [[cell(text) for text in row] for row in rows_of(content)]})


FORMS = {
    "as it is": lambda content: content,
    "in a zip file": lambda content: zipped({"data/table.csv": content, "data/codebook.pdf": b"%PDF", "__MACOSX/data/._table.csv": b"x"}),
    "as .tab in a zip file": lambda content: zipped({"table.tab": separated(content, "\t")}),
    "with semicolons": lambda content: separated(content, ";").encode(),
    "with tabs": lambda content: separated(content, "\t").encode(),
    "in UTF-16": lambda content: content.decode().encode("utf-16"),
    "as Excel's Unicode text": lambda content: separated(content, "\t").encode("utf-16"),
    "in UTF-16 without a mark": lambda content: content.decode().encode("utf-16-be"),
    "saved as a workbook": as_workbook,
    "as a workbook in a zip file": lambda content: zipped({"table.xlsx": as_workbook(content)}),
}  # fmt: skip


@pytest.fixture
def take(store, tmp_path, monkeypatch):
    """Takes a file, and gives what would be kept: the source, its deliveries, and what is said of the file."""
    taken = []

    def ingest(source, deliveries, *_, **__):
        taken.append((source, deliveries))
        return Outcome(source, "unchanged")

    monkeypatch.setattr(imports, "ingest", ingest)

    def call(content, name="downloaded.bin"):
        (tmp_path / name).write_bytes(content)
        words, _ = take_file(tmp_path / name, store, CATALOG)
        return *taken[-1], words

    return call


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_same_in_whatever_form_it_is_brought(take, name, form):
    own, code, content = TABLES[name]
    brought = FORMS[form](content)
    source, deliveries, _ = take(brought)
    delivery = next(d for i, d in deliveries.items() if CATALOG.indicator[i].code == code)
    assert source == own
    assert parse(source, code, dict(delivery.files)).equals(parse(own, code, content))
    # What is kept of the file itself is that of the one that was brought.
    assert delivery.given == {"downloaded.bin": brought}
    assert hashlib.sha256(delivery.given["downloaded.bin"]).digest() == hashlib.sha256(brought).digest()


def test_numbers_with_decimal_commas_are_read_between_semicolons(take):
    commas = separated(UNGA, ";").replace("1.5;", "1,5;").replace("2.5;", "2,5;").replace("1946.0", "1946")
    _, deliveries, _ = take(commas.replace("2025.0", "2025").replace("1967.0", "1967").encode("utf-16"))
    frame = parse("unga", "idealpointfp", dict(deliveries["un_ideal_point"].files))
    assert frame["value"].tolist() == [1.5, 2.5]


@pytest.mark.parametrize("name", ["pink sheet", "kiel", "milex", "nato of 2024", "nato of 2025"])
def test_a_publishers_workbook_is_read_out_of_a_zip_file(take, name):
    own, codes, content = SAMPLES[name]
    source, deliveries, _ = take(zipped({"workbook.xlsx": content, "readme.txt": "x"}))
    assert source == own
    assert {CATALOG.indicator[i].code for i in deliveries} == set(codes)
    assert {d.files["downloaded.bin"] for d in deliveries.values()} == {content}


def test_an_edition_that_the_file_does_not_tell_is_named_after_the_file(take):
    _, deliveries, words = take(kiel(), "Ukraine_Support_Tracker_Release_28.xlsx")
    assert {d.edition for d in deliveries.values()} == {
        "undated, from the file Ukraine_Support_Tracker_Release_28.xlsx"
    }
    assert words == "Kiel Institute for the World Economy, Ukraine Support Tracker"


PAGE = b"\xef\xbb\xbf\r\n<!DOCTYPE html><html><head><title>Sign in</title></head></html>"
NONE = {
    "an empty file": (b"", "The file is empty. Download it again."),
    "a file of blank lines": (b"\r\n \n", "The file is empty."),
    "a web page": (PAGE, "This is a web page, not a table"),
    "a page in a zip file": (zipped({"table.csv": PAGE}), "This is a web page, not a table"),
    "a cut workbook": (SAMPLES["milex"][2][:3000], "breaks off, or it is damaged. Download it again."),
    "a cut workbook in a zip file": (zipped({"a.xlsx": SAMPLES["milex"][2][:3000]}), "breaks off, or it is damaged."),
    "an .xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Open it and save it as .xlsx."),
    "an .ods": (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "OpenDocument file, such as .ods. Open it and save it as .xlsx."),
    "an .xlsb": (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": b"x"}), "binary workbook (.xlsb). Open it and save it as .xlsx."),
    "an .xls in a zip file": (zipped({"a.xls": b"\xd0\xcf\x11\xe0"}), "is not an .xlsx. Unpack it, open it and save it as .xlsx."),
    "a zip file in a zip file": (zipped({"NMC.zip": zipped({"NMC.csv": COW})}), "holds another one. Unpack it, and import what is in it."),
    "a PDF": (b"%PDF-1.7\n", "This is a PDF."),
    "a .gz": (b"\x1f\x8b\x08\x00" + bytes(20), "Unpack it, and import what is in it."),
    "two tables in a zip file": (zipped({"a.csv": COW, "b.csv": UCDP}), "several tables that are known here (a.csv, b.csv). Unpack it, and import each."),
    "Kiel of 2023": (kiel_2023(), "Ukraine Support Tracker, Release 7. It is older than those that can be read"),
    "another table": (b"a;b\n1;2\n", "none of the files known here"),
}  # fmt: skip


@pytest.mark.parametrize("name", NONE)
def test_what_cannot_be_read_is_told_in_a_sentence_of_its_own(take, store, name):
    content, words = NONE[name]
    with pytest.raises(Unrecognised) as raised:
        take(content)
    assert words in str(raised.value)
    assert store.folders("vintages") == ()
    for developers in ("catalog/", ".py", "row for", "parser"):
        assert developers not in str(raised.value)


def test_a_zip_file_with_a_password_says_so(take):
    content = bytearray(zipped({"a.csv": COW}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    with pytest.raises(Unrecognised, match="locked with a password"):
        take(bytes(content))
