"""Files that the menu's scripts make in Firefox, which writes the names of fonts in another way, and in WebKit, Safari's engine."""

import base64
import io
import re
from xml.etree import ElementTree

import pytest
from firefox import find_firefox, firefox
from making import MAKE
from pypdf import PdfReader
from webkit import find_webkit, webkit

PICTURE = "war-drains-russia-finances-deficit"
MINUS = "\N{MINUS SIGN}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=["Firefox", "WebKit"])
def made(request, address, tmp_path_factory):
    """A chart with figures below zero in each format, as another engine than Chromium makes it."""
    found = find_firefox() if request.param == "Firefox" else find_webkit()
    if not found:
        pytest.skip(f"There is no {request.param} here.")
    opened = firefox(found, tmp_path_factory.mktemp("profile")) if request.param == "Firefox" else webkit(*found)
    with opened as window:
        window.go(f"{address}/_stcore/health")
        return {name: base64.b64decode(file) for name, file in window.run(MAKE, PICTURE, ["svg", "pdf"]).items()}


def words_of(svg: bytes) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_pdf_has_its_minus_signs_and_carries_the_typeface(made):
    (page,) = PdfReader(io.BytesIO(made["pdf"])).pages
    below = [words for words in words_of(made["svg"]) if MINUS in words]
    assert below
    text = page.extract_text()
    assert all(words in text for words in below)
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].replace(" ", "") for font in fonts} == {"/PlumblineSans"}
    assert all("/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts)


def test_an_svg_names_the_typeface_that_it_carries(made):
    root = ElementTree.fromstring(made["svg"])
    styles = [text.get("style") for text in root.iter(f"{SVG}text")]
    assert styles
    assert all("font-family: Plumbline Sans," in re.sub("[\"']", "", style) for style in styles)
    assert "@font-face" in root.findtext(f"{SVG}style")
