"""Pictures at addresses: of the right claim and day, in the size asked for, and what is said where they cannot be made."""

import asyncio
import io
from xml.etree import ElementTree

import pytest
from calling import ENDPOINTS, SERVED, ask, asking
from PIL import Image
from pypdf import PdfReader

from exports.rendering import Busy, NoBrowser, Reason, RenderFailed
from loaders.catalog import Catalog
from verdicts.findings import EventFinding, has_figures
from web import pictured
from web.answer_cache import AnswerCache

CLAIM = "us-still-powerful"
DECIDING = SERVED.served.standings[CLAIM].now.deciding.evidence.id
TODAY = SERVED.dossiers.case.now.day
TITLE = "{http://www.w3.org/2000/svg}title"


class Pen:
    """Draws nothing, slowly, and counts; or raises what it is given."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.drawn = error, []

    def picture(self, chart, form, scale):
        if self.error:
            raise self.error
        self.drawn.append((chart["layout"]["meta"]["id"], form, scale))
        return f"{chart['layout']['meta']['id']} {chart['layout']['width']} {scale}".encode()


@pytest.fixture
def pen(monkeypatch):
    """A pen in place of the browser, and nothing kept."""

    def take(error: Exception | None = None, waiting: int = 80) -> Pen:
        found = Pen(error)
        monkeypatch.setattr(SERVED, "renderer", found)
        monkeypatch.setattr(ENDPOINTS.queues, "pictures", AnswerCache(4, waiting, 2**20, patience=5))
        return found

    return take


def test_the_picture_of_a_claim_is_its_deciding_chart_in_the_size_asked_for():
    png = ask(f"/claims/{CLAIM}.png?size=square&scale=2&mode=dark")
    assert png.headers["content-type"] == "image/png"
    assert png.headers["content-disposition"] == f'inline; filename="plumbline-{DECIDING}-{TODAY}-2160x2160-dark.png"'
    image = Image.open(io.BytesIO(png.raw))
    assert image.size == (2160, 2160)
    assert max(image.convert("RGB").getpixel((3, 3))) < 60
    assert len(image.convert("RGB").resize((200, 200)).getcolors(40_000)) > 20


def test_svg_and_pdf_say_the_claim_and_the_link():
    svg = ask(f"/pictures/{DECIDING}.svg?as_of=article")
    root = ElementTree.fromstring(svg.body)
    assert root.findtext(TITLE).startswith(SERVED.served.standings[CLAIM].now.claim.claim)
    assert "17 February 2025" in "".join(root.itertext())
    assert svg.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    pdf = ask(f"/pictures/{DECIDING}.pdf", accept_encoding="gzip")
    assert f"claim {CLAIM}" in PdfReader(io.BytesIO(pdf.body)).pages[0].extract_text()


def test_an_svg_for_editing_carries_no_typeface_and_has_a_name_of_its_own():
    got = ask(f"/pictures/{DECIDING}.svg?for=editing&size=social")
    assert (got.status, got.headers["content-type"]) == (200, "image/svg+xml")
    assert got.headers["content-disposition"] == f'inline; filename="plumbline-{DECIDING}-{TODAY}-1200x630.edit.svg"'
    assert "@font-face" not in got.text
    assert "font-family: Arial" in got.text
    assert ask(f"/pictures/{DECIDING}.png?for=editing").error["code"] == "unknown-parameter"


def test_a_figure_as_of_a_day_has_nothing_later():
    def last(query: str) -> str:
        data = ask(f"/pictures/{DECIDING}.json{query}").json["data"]
        return max(x for trace in data for x in trace["x"] if isinstance(x, str))

    assert last("?as_of=2015-06-30") < "2015-07" < last("")


def test_who_asks_for_the_same_at_once_gets_the_same_drawing(pen):
    drawn = pen()
    ids = [f.evidence.id for s in SERVED.served.standings.values() for f in s.now.findings if has_figures(f)][:40]

    async def crowd():
        return await asyncio.gather(*(asking(f"/pictures/{name}.png?scale=3") for name in ids * 5))

    for name, got in zip(ids * 5, asyncio.run(crowd()), strict=True):
        assert (got.status, got.text) == (200, f"{name} 1200 3")
    assert sorted(drawn.drawn) == sorted((name, "png", 3) for name in ids)


def test_a_reader_who_leaves_takes_nothing_from_the_others(pen):
    pen()

    async def two():
        path = f"/pictures/{DECIDING}.png?scale=4"
        leaves, stays = asyncio.create_task(asking(path)), asyncio.create_task(asking(path))
        await asyncio.sleep(0)
        leaves.cancel()
        return await stays

    assert asyncio.run(two()).text == f"{DECIDING} 1200 4"


def test_past_the_bound_the_answer_is_to_come_again(pen):
    pen(waiting=0)
    got = ask(f"/pictures/{DECIDING}.png")
    assert (got.status, got.error["code"], got.headers["retry-after"]) == (503, "busy", "5")


def test_days_that_have_to_be_worked_out_keep_nobody_else_waiting(monkeypatch):
    monkeypatch.setattr(ENDPOINTS.queues, "days", AnswerCache(1, 0, 0, patience=5))
    assert ask("/claims.json?as_of=2021-03-04").error["code"] == "busy"
    assert ask("/claims.json?as_of=article").status == ask("/claims.json").status == 200


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NoBrowser("No Chromium was found."), 501, "no-browser"),
        (Busy(9), 503, "busy"),
        (RenderFailed("It could not be drawn."), 500, "not-drawn"),
    ],
)
def test_where_nothing_can_be_drawn_the_envelope_says_why(pen, error, status, code):
    pen(error)
    for path in (f"/claims/{CLAIM}.svg", "/pictures/board.pdf"):
        got = ask(path)
        assert (got.status, got.error["code"]) == (status, code)
    if code == "busy":
        assert got.headers["retry-after"] == "9"
    if code == "no-browser":
        for other in got.error["allowed"]:
            assert ask(other).status == 200
    pen()
    assert ask(f"/claims/{CLAIM}.svg").status == 200, "a failure is kept"


def test_what_was_wrong_with_the_browser_is_for_the_log_and_not_for_readers(pen, caplog):
    pen(RenderFailed(Reason("It could not be drawn.", "It could not be drawn: file:///srv/secret/index.html:1")))
    got = ask("/pictures/board.svg?mode=dark")
    assert got.error["message"] == "It could not be drawn."
    assert "/srv/secret" not in got.text
    assert "/srv/secret" in " ".join(getattr(record, "reason", "") for record in caplog.records)


def test_a_test_without_figures_has_nothing_to_draw():
    event = next(f for s in SERVED.served.standings.values() for f in s.now.findings if isinstance(f, EventFinding))
    for path in (
        f"/pictures/{event.evidence.id}.json",
        f"/embed/{event.evidence.id}",
        f"/embed/{event.evidence.id}-choices",
    ):
        got = ask(path)
        assert (got.status, got.error["code"]) == (404, "nothing-to-draw")


def test_figures_that_may_not_be_passed_on_are_not_in_the_json_nor_in_an_embedded_page(monkeypatch):
    monkeypatch.setattr(Catalog, "may_pass_on", lambda *_: False)
    monkeypatch.setattr(ENDPOINTS.queues, "records", AnswerCache(2, 10, 0))
    got = ask(f"/pictures/{DECIDING}.json")
    assert (got.status, got.error["code"]) == (403, "withheld")
    page = ask(f"/embed/{DECIDING}").text
    assert "may not be passed on" in page
    assert 'id="figures"' not in page


def test_text_of_a_table_never_becomes_markup_in_an_embedded_page(monkeypatch):
    hostile = "</script><img src=x onerror=alert(1)>\"'&"
    real = pictured.picture_chart

    def chart(*asked):
        made = real(*asked)
        words = {**made["layout"]["meta"], "claim": hostile, "question": hostile, "sources": hostile, "alt": hostile}
        words["verdicts"] = [{"label": "supported", "word": hostile, "when": hostile}]
        words["key"] = [{"symbol": "x", "light": "#000", "dark": "#fff", "word": hostile}]
        return {"data": [{**made["data"][0], "name": hostile}], "layout": {**made["layout"], "meta": words}}

    monkeypatch.setattr(pictured, "picture_chart", chart)
    monkeypatch.setattr(ENDPOINTS.queues, "records", AnswerCache(2, 10, 0))
    page = ask(f"/embed/{DECIDING}").text
    assert "<img" not in page
    assert page.count("</script>") == 3
