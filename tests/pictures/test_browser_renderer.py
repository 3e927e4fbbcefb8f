"""Pictures by a real browser: opened and looked at, each the right one."""

import http.server
import io
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from defusedxml.ElementTree import fromstring
from newest import IN_WORDS
from PIL import Image
from pypdf import PdfReader
from small import PATIENCE, plain, title_of

from exports.browser import Renderer
from exports.dossier import dossiers
from exports.pictures import picture_chart, pictures_of
from exports.rendering import Job, RenderFailed
from service.opening import open_case

HOSTILE = "<b>Bold</b> & <script>alert(1)</script>"
PAPER = {"light": (255, 255, 255), "dark": (20, 23, 27)}


@pytest.fixture(scope="module")
def some():
    case = open_case()
    return dossiers(case, case.argument.claims.rows[:14], address="https://plumbline.example.org")


@pytest.fixture(scope="module")
def chart(some):
    return picture_chart([some[0]], pictures_of(some[0])[0].id)


def test_a_browser_is_found_here(renderer):
    assert renderer.why_not() == ""


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_png_has_the_size_asked_for_and_is_not_blank(renderer, chart, scale):
    image = Image.open(io.BytesIO(renderer.picture(chart, "png", scale)))
    assert image.format == "PNG"
    assert image.size == (1200 * scale, 675 * scale)
    colours = image.convert("RGB").getcolors(2**24)
    assert len(colours) > 50
    assert max(n for n, _ in colours) < 0.99 * image.width * image.height


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_kind_has_its_paper_to_the_edge_and_ink_inside(renderer, some, mode):
    kinds = {p.kind: (d, p) for d in some for p in pictures_of(d)}
    assert set(kinds) == {"evidence", "strip", "test choices", "claim choices", "years"}
    for d, picture in kinds.values():
        data = renderer.picture(picture_chart([d], picture.id, "square", mode), "png")
        image = Image.open(io.BytesIO(data)).convert("RGB")
        assert image.size == (1080, 1080)
        for edge in ((0, 0, 1080, 4), (0, 1076, 1080, 1080), (0, 0, 8, 1080), (1072, 0, 1080, 1080)):
            assert {colour for _, colour in image.crop(edge).getcolors()} == {PAPER[mode]}, picture.id
        assert len(image.getcolors(2**24)) > 50


def test_svg_has_its_text_as_text_and_its_typeface_inside(renderer, some, chart):
    svg = renderer.picture(chart, "svg").decode()
    words = re.sub(r"\s+", "", "".join(fromstring(svg).itertext()))
    claim = some[0].claim
    for text in (
        claim.claim,
        some[0].now.label.capitalize(),
        f"as of {IN_WORDS}",
        f"/c/{claim.id}",
        "Measured by Plumbline.",
    ):
        assert re.sub(r"\s+", "", text) in words
    assert svg.count("@font-face") == 2
    assert set(re.findall(r"url\((?:&quot;|\")?(\w+:)", svg)) <= {"data:"}
    assert "http://www.w3.org" in svg
    assert not re.search(r"(href|src)=\"http", svg)


def test_what_a_claim_says_does_not_become_markup(renderer):
    chart = plain(
        HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), meta={"title": HOSTILE, "alt": HOSTILE}
    )
    svg = renderer.picture(chart, "svg")
    assert title_of(svg) == HOSTILE
    assert b"<script" not in svg
    assert b"<b>" not in svg


def test_pdf_has_its_text_and_the_typeface(renderer, some, chart):
    (page,) = PdfReader(io.BytesIO(renderer.picture(chart, "pdf"))).pages
    words = re.sub(r"\s+", "", page.extract_text())
    for text in (some[0].claim.claim, f"as of {IN_WORDS}", "Measured by Plumbline."):
        assert re.sub(r"\s+", "", text) in words
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert {name.partition("+")[2] for name in fonts} == {"PlumblineSans-Regular", "PlumblineSans-Semibold"}
    assert page.mediabox.width / page.mediabox.height == pytest.approx(1200 / 675, rel=0.01)


def test_raster_pictures_have_the_typeface_too(renderer):
    """The same letters in a typeface that is not there, and in ours: not the same picture."""
    fallback, ours = (
        renderer.picture(plain("Great graph of Quito", font={"family": family}), "png")
        for family in ("Nowhere, sans-serif", "Plumbline Sans")
    )
    assert fallback != ours


def test_the_same_figure_is_the_same_file_and_is_left_as_it_was(renderer, chart):
    before = repr(chart)
    with Renderer(tabs=1, seconds=PATIENCE, kept=0) as fresh:
        for format in ("svg", "png"):
            assert fresh.picture(chart, format) == renderer.picture(chart, format)
    assert repr(chart) == before


def test_two_hundred_readers_get_their_own_of_forty_charts(renderer, some):
    charts = [(d, p.id) for d in some for p in pictures_of(d) if p.kind == "evidence"][:40]
    assert len(charts) == 40
    figures = {name: picture_chart([d], name, "social", "dark") for d, name in charts}
    titles = {name: chart["layout"]["meta"]["title"] for name, chart in figures.items()}
    asked = list(figures) * 5
    with ThreadPoolExecutor(200) as readers:
        got = list(readers.map(lambda name: renderer.picture(figures[name], "svg"), asked))
    assert len(got) == 200
    for name, svg in zip(asked, got, strict=True):
        assert title_of(svg) == titles[name]
        words = re.sub(r"\s+", "", "".join(fromstring(svg).itertext()))
        last = figures[name]["layout"]["annotations"][-1]["text"]
        assert re.sub(r"\s+", "", last) in words


def test_many_at_once_come_each_under_their_own_name_and_one_that_fails_harms_no_other(renderer):
    names = [f"picture {i}" for i in range(9)]
    broken = {"data": [], "layout": {"width": 10, "height": 10, "xaxis": {"matches": 5}}}
    jobs = [Job(name, plain(name), "svg") for name in names]
    made = {
        m.job.name: m
        for m in renderer.pictures(iter([*jobs, Job("broken", {"data": 5, "layout": broken["layout"]}, "svg")]))
    }
    assert all(title_of(made[name].data) == name for name in names)
    assert set(made) == {*names, "broken"}
    assert made["broken"].error
    assert not made["broken"].data


def test_what_cannot_be_drawn_is_refused_and_the_next_is_drawn(renderer):
    with pytest.raises(RenderFailed):
        renderer.picture({"data": 5, "layout": {"width": 100, "height": 100}}, "png")
    assert title_of(renderer.picture(plain("next"), "svg")) == "next"
    for format, scale in (("gif", 1), ("png", 5), ("png", 0)):
        with pytest.raises(ValueError, match="is not|no format"):
            renderer.picture(plain(), format, scale)


def test_a_page_is_printed_on_a4_without_scripts(renderer):
    html = (
        "<!DOCTYPE html><meta charset=utf-8><style>section{break-after:page}</style><section>First \N{EN DASH} page</section>"
        "<p>Second page</p><script>document.body.append('a script ran')</script>"
    )
    pages = PdfReader(io.BytesIO(renderer.print_pdf(html))).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) == 2
    assert "First \N{EN DASH} page" in texts[0]
    assert "1 / 2" in texts[0]
    assert "Second page" in texts[1]
    assert "a script ran" not in "".join(texts)
    assert (float(pages[0].mediabox.width), float(pages[0].mediabox.height)) == pytest.approx((595.3, 841.9), abs=1)


def test_nothing_is_fetched(renderer):
    asked = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}"
        image = {"source": f"{address}/a.png", "xref": "paper", "yref": "paper", "x": 0, "y": 1, "sizex": 1, "sizey": 1}
        renderer.picture(plain("with an image", images=[image]), "svg")
        renderer.print_pdf(
            f"<link rel=stylesheet href={address}/b.css><img src={address}/c.png><iframe src={address}/d></iframe>Text"
        )
    finally:
        server.shutdown()
    assert asked == []
