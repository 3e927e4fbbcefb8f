"""What the server's picture files are for others: programs that draw, that list, and that compare."""

import io
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from extents import SVG, lines_of
from PIL import Image
from pypdf import PdfReader

from charts.text import width
from exports.browser import Renderer
from exports.dossier import dossiers
from exports.file_metadata import file_words
from exports.pictures import SIZES, argument_pictures, picture_chart, pictures_of
from service.opening import open_case

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
APART = 25
"""Of so many pictures one is drawn, beside one of each kind."""
HOME = "https://plumbline.example.org"


@pytest.fixture(scope="module")
def all_():
    return dossiers(open_case(), address=HOME)


@pytest.fixture(scope="module")
def chart(all_):
    return picture_chart(all_, "us-still-powerful-gdp")


@pytest.fixture(scope="module")
def some(all_):
    """Charts of every kind, and of pictures all over the argument, in each size."""
    known = [*argument_pictures(all_), *(picture for one in all_ for picture in pictures_of(one))]
    kinds = {picture.kind: picture.id for picture in known}
    wanted = [*kinds.values(), *(picture.id for picture in known[::APART])]
    return {
        f"{name} {size}": picture_chart(all_, name, size)
        for name, size in ((name, list(SIZES)[n % len(SIZES)]) for n, name in enumerate(dict.fromkeys(wanted)))
    }


def test_an_svg_for_editing_keeps_its_text_within_the_frame(renderer, some):
    """Programs that draw read the first font only, which is nearly everywhere Arial or one with its widths."""
    assert len(some) > 20
    for name, chart in some.items():
        svg = renderer.picture(chart, "edit.svg")
        frame = chart["layout"]["width"], chart["layout"]["height"]
        lines = lines_of(svg)
        assert len(lines) > 5
        assert not [line for line in lines if not line.inside(*frame)], name
        assert {text.get("style").partition(",")[0] for text in texts(svg)} == {"font-family: Arial"}, name
        assert b"@font-face" not in svg


def test_no_line_is_longer_in_arial_than_in_the_typeface_it_was_laid_out_with(renderer, all_):
    """So that what stands beside each other does not meet."""
    for name in ("us-still-powerful-gdp", "us-still-powerful-choices", "us-still-powerful-years", "map"):
        chart = picture_chart(all_, name, "square")
        own, common = (lines_of(renderer.picture(chart, form)) for form in ("svg", "edit.svg"))
        for laid, line in zip(own, common, strict=True):
            assert line.text == laid.text
            # A mark alone may come from another typeface.
            assert len(line.text) < 3 or line.long <= width(laid.text, laid.size)


def test_lines_of_a_label_stand_below_each_other_without_being_moved(renderer, all_):
    """Some programs let what moves a line be, and draw all lines of a label on one place."""
    svg = renderer.picture(picture_chart(all_, "board"), "edit.svg")
    labels = [[part for part in text.iter(f"{SVG}tspan") if part.get("class") == "line"] for text in texts(svg)]
    two = [lines for lines in labels if len(lines) > 1]
    assert two
    for lines in two:
        assert not [line for line in lines if line.get("dy")]
        places = [float(line.get("y")) for line in lines]
        assert all(below - above > 10 for above, below in zip(places, places[1:], strict=False))


def texts(svg: bytes) -> list[Element]:
    return list(fromstring(svg).iter(f"{SVG}text"))


def test_each_file_says_what_it_is_of_and_under_which_licence(renderer, chart):
    meta = chart["layout"]["meta"]
    link = f"{HOME}/c/us-still-powerful"
    assert "(CC BY 4.0)" in meta["file"]["source"]
    png = Image.open(io.BytesIO(renderer.picture(chart, "png"))).info
    assert (png["Title"], png["Description"], png["Author"]) == (meta["title"], meta["alt"], "Plumbline")
    assert (png["Copyright"], png["Source"]) == (meta["file"]["source"], link)
    packets = [png["XML:com.adobe.xmp"]]
    for form in ("svg", "edit.svg"):
        root = fromstring(renderer.picture(chart, form))
        assert [child.tag.removeprefix(SVG) for child in root[:3]] == ["title", "desc", "metadata"]
        assert (root[0].text, root[1].text) == (meta["title"], meta["alt"])
        assert told(root) == (meta["title"], meta["file"]["source"], link)
    pdf = PdfReader(io.BytesIO(renderer.picture(chart, "pdf")))
    packets.append(pdf.root_object["/Metadata"].get_object().get_data().decode())
    for packet in packets:
        assert told(fromstring(packet)) == (meta["title"], meta["file"]["source"], link)
    assert (pdf.metadata.title, pdf.metadata.author, pdf.metadata.subject) == (meta["title"], "Plumbline", meta["alt"])
    assert pdf.root_object["/Lang"] == "en"
    assert alternatives(pdf.root_object["/StructTreeRoot"]) == [meta["alt"]]


def told(root: Element) -> tuple[str, str, str]:
    """Title, licence and link, as Dublin Core has them."""
    title, rights, link = (root.find(f".//{DC}{name}//{RDF}li").text for name in ("title", "rights", "relation"))
    return title, rights, link


def alternatives(node) -> list[str]:
    """The text alternatives in a PDF's tree of tags."""
    node = node.get_object()
    if isinstance(node, list):
        return [text for child in node for text in alternatives(child)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


def test_two_prints_of_a_picture_are_the_same_to_the_byte_whenever_they_are_made(renderer, chart):
    words = file_words(chart)
    first = renderer.picture(chart, "pdf")
    with Renderer(tabs=1, kept=0) as later:
        assert later.picture(chart, "pdf") == first
    assert PdfReader(io.BytesIO(first)).metadata.creation_date.date() == words.day
    assert first.count(b"/CreationDate") == 1
