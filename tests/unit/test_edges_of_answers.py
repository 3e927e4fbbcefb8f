"""Edges of answers of services: JSON of another shape than the one known, and SDMX messages with attributes on all levels."""

import datetime as dt

import pytest

from loaders.errors import Changed, Empty
from loaders.sdmx_messages import Head, head, is_xml, read
from loaders.shapes import part, read_json

NINE = dict.fromkeys("abcdefghi", 1)


@pytest.mark.parametrize(
    ("document", "kind", "path", "words"),
    [
        (NINE, str, ("x",), "Expected x in the answer; found a, b, c, d, e, f, g, h."),
        ({}, str, ("x",), "Expected x in the answer; found an empty object."),
        ({"x": {"y": {}}}, str, ("x", "y", "z"), "Expected x.y.z in the answer; found an empty object."),
        ({"x": []}, str, ("x", "y", "z"), "Expected x.y in the answer; found a list."),
        ({"x": "word"}, str, ("x", "y"), "Expected x.y in the answer; found text."),
        (None, str, ("x",), "Expected x in the answer; found nothing."),
        (1.5, str, ("x",), "Expected x in the answer; found a float."),
        (7, str, ("x",), "Expected x in the answer; found a whole number."),
        ({"x": None}, dict, ("x",), "Expected an object as x; found nothing."),
        ({"x": 1.5}, int, ("x",), "Expected a whole number as x; found a float."),
        ({"x": True}, int, ("x",), "Expected a whole number as x; found a bool."),
        ({"x": {"y": 5}}, list, ("x", "y"), "Expected a list as x.y; found a whole number."),
        ([], dict, (), "Expected an object as the answer; found a list."),
    ],
)
def test_what_is_missing_or_another_thing_is_named_with_its_place(document, kind, path, words):
    with pytest.raises(Changed) as raised:
        part(document, kind, *path)
    assert str(raised.value) == words


def test_what_is_there_is_given():
    assert part({"x": {"y": 0}}, int, "x", "y") == 0
    assert part([1], list) == [1]
    with pytest.raises(Changed, match=r"^Expected rates as JSON; found another kind of file\.$"):
        read_json(b"{", "rates")


@pytest.mark.parametrize(
    ("content", "xml"),
    [
        (b"<a/>", True), (b"\r\n  <a/>", True), (b"\xef\xbb\xbf<a/>", True), (b"\xef\xbb\xbf\n<a/>", True),
        (b"area,year\n", False), (b"", False), (b"a <b>", False),
    ],
)  # fmt: skip
def test_a_message_begins_with_a_tag_behind_its_mark_and_blanks(content, xml):
    assert is_xml(content) == xml


@pytest.mark.parametrize(
    ("said", "day"),
    [({}, None), ({"D": ""}, None), ({"D": "2026-04-14"}, dt.date(2026, 4, 14)), ({"D": "2026-04-14T23:30:00Z"}, dt.date(2026, 4, 14))],
)  # fmt: skip
def test_a_moment_is_told_as_its_day(said, day):
    assert Head(said).day("D") == day


def test_what_is_no_day_is_quoted_as_far_as_forty_letters():
    with pytest.raises(Changed) as raised:
        Head({"D": "x" * 41}).day("D")
    assert str(raised.value) == f"Expected a date as D; found '{'x' * 40}'."


SCHEMA = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/"
SPACE = "urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=A:F(1.0):ObsLevelDim:TIME_PERIOD"
START = (
    f'<m:StructureSpecificData xmlns:m="{SCHEMA}message" xmlns:c="{SCHEMA}common" xmlns:s="{SCHEMA}data/structurespecific" '
    f'xmlns:n="{SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><m:Header><m:ID>D</m:ID><m:Test>false</m:Test>'
    f'<m:Prepared>2026-11-02T12:00:00Z</m:Prepared><m:Sender id="A"/><m:Structure structureID="S" namespace="{SPACE}" '
    'dimensionAtObservation="TIME_PERIOD"><c:StructureUsage><Ref agencyID="A" id="F" version="1.0"/></c:StructureUsage>'
    "</m:Structure></m:Header>"
)


def message(*sets):
    """A structure-specific message of data sets, each its own attributes and what is in it."""
    whole = "".join(
        f'<m:DataSet s:dataScope="DataStructure" xsi:type="n:DataSetType" s:structureRef="S" {said}>{inner}</m:DataSet>'
        for said, inner in sets
    )
    return f"{START}{whole}</m:StructureSpecificData>".encode()


def series(key, **values):
    observed = "".join(f'<Obs TIME_PERIOD="{year[1:]}" OBS_VALUE="{value}"/>' for year, value in values.items())
    return f"<Series {key}>{observed}</Series>"


def group(said):
    return f'<Group xsi:type="n:G" {said}/>'


def told(rows, *columns):
    """The rows with their numbers."""
    return list(rows[list(columns)].itertuples(name=None))


def test_attributes_of_groups_are_those_of_the_series_they_name_and_others_keep_their_own():
    inner = (
        group('NOTE="of all"') + group('AREA="US" UNIT="old" MORE="m"') + group('AREA="US" UNIT="new"') + group('AREA="ZZ" GONE="x"')
        + series('AREA="US" FREQ="A" UNIT="own"', y2024=1.5) + series('AREA="CN" FREQ="A" UNIT="theirs"', y2024=2.5, y2025=3.0)
    )  # fmt: skip
    rows = read(message(("", inner)), ("AREA", "FREQ")).rows
    assert told(rows, "AREA", "TIME_PERIOD", "value", "UNIT", "NOTE", "MORE", "GONE") == [
        (0, "US", "2024", "1.5", "new", "of all", "", ""),
        (1, "CN", "2024", "2.5", "theirs", "of all", "", ""),
        (2, "CN", "2025", "3.0", "theirs", "of all", "", ""),
    ]


def test_the_data_sets_of_a_message_are_one_table():
    content = message(
        ('DAY="2026-01-01" OF="x"', group('AREA="CN" UNIT="u"') + series('AREA="US" FREQ="A"', y2024=1.5)),
        ('DAY="2026-02-02"', series('AREA="CN" FREQ="A"', y2024=2.5)),
    )
    found = read(content, ("AREA", "FREQ"))
    assert told(found.rows, "AREA", "value", "UNIT") == [(0, "US", "1.5", ""), (1, "CN", "2.5", "u")]
    assert (found.attributes, found.day("DAY")) == ({"DAY": "2026-02-02", "OF": "x"}, dt.date(2026, 2, 2))
    assert head(content).attributes == found.attributes


NONE = "The service answered that there are no figures: "


@pytest.mark.parametrize(
    ("xml", "error", "words"),
    [
        ("<f><faultcode>100</faultcode><s>\n Nothing  found... </s></f>", Empty, f"{NONE}100 Nothing found"),
        ('<f><ErrorMessage code="100"/></f>', Empty, f"{NONE}no words"),
        ("<f><s>...</s></f>", Changed, "Expected an SDMX message with figures; found XML of another kind (f): no words."),
        ("<f>.hidden.</f>", Changed, "Expected an SDMX message with figures; found XML of another kind (f): .hidden."),
        (f"<f>{'x' * 201}</f>", Changed, f"Expected an SDMX message with figures; found XML of another kind (f): {'x' * 200}."),
        ("<f><queued/></f>", Changed, "Expected figures; found a note that they will be made ready, as for large requests."),
        ("no XML", Changed, "Expected an SDMX message; found something that is no XML."),
    ],
)  # fmt: skip
def test_an_answer_in_place_of_figures_is_told_in_its_own_words(xml, error, words):
    with pytest.raises(error) as raised:
        head(xml.encode())
    assert str(raised.value) == words
