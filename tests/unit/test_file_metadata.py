"""What files say of themselves: words as XML that stays whole, and PDFs that do not tell when they were printed."""

import datetime as dt
import io

from defusedxml.ElementTree import fromstring
from pypdf import PdfReader, PdfWriter

from exports.file_metadata import FileMetadata, file_words
from exports.pdf import described
from exports.pictures import picture_chart

HOSTILE = "<b>&amp;</b> ]]> \x00\x0b\ud800 \N{MINUS SIGN}1"
WORDS = FileMetadata(
    HOSTILE, HOSTILE, "World Bank (CC BY 4.0)", "https://example.org/c/x", dt.date(2026, 7, 13), ("one", HOSTILE)
)
LI = ".//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"


def printed(when: str) -> bytes:
    """A page, printed on a day."""
    writer = PdfWriter()
    writer.add_blank_page(200, 100)
    writer.add_metadata({"/Title": "Kaleido-fier", "/CreationDate": when, "/ModDate": when})
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()


def test_words_stay_words_in_the_packet_and_what_xml_cannot_hold_is_left_out():
    packet = fromstring(WORDS.xmp())
    said = [one.text for one in packet.iterfind(LI)]
    assert said.count("<b>&amp;</b> ]]>     \N{MINUS SIGN}1") == 3
    assert {"Plumbline", "World Bank (CC BY 4.0)", "https://example.org/c/x", "2026-07-13", "en", "one"} <= set(said)


def test_nothing_is_said_of_an_address_that_nobody_stated():
    assert "relation" not in FileMetadata("t", "", "s", "", dt.date(2026, 7, 13)).xmp()


def test_two_prints_of_a_page_are_the_same_file_and_tell_the_day_of_the_figures():
    one, other = (described(printed(when), WORDS) for when in ("D:20260101120000Z", "D:20261231235959Z"))
    assert one == other
    found = PdfReader(io.BytesIO(one))
    assert found.metadata.creation_date.date() == found.metadata.modification_date.date() == WORDS.day
    assert b"Kaleido" not in one
    assert described(printed("D:20260101120000Z"), FileMetadata("t", "", "s", "", dt.date(2025, 2, 17))) != one


def test_a_picture_carries_the_words_that_its_file_will_say(taken):
    chart = picture_chart(taken, "us-still-powerful-gdp")
    words = file_words(chart)
    assert words.title == chart["layout"]["meta"]["title"]
    assert words.source.startswith("Source: World Bank, ")
    assert words.record("slide light") == chart["layout"]["meta"]["file"]
    assert words.record("square light")["id"] != words.record("slide light")["id"]
    assert file_words({"layout": {}}) is None
