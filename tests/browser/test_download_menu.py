"""What a reader takes away from a chart, in a real browser: each format is saved by a click, and opened."""

import base64
import io
import json
import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from opened import CASE, verdicts
from opening import PHONE, assert_no_sideways_scrolling, open_page
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

CLAIM, PICTURE = "us-still-powerful", "us-still-powerful-gdp"
STATEMENT = CASE.argument.claim[CLAIM].claim
QUESTION = CASE.argument.evidence_of(CLAIM)[0].question
VERDICT = next(v for v in verdicts() if v.claim.id == CLAIM)
SAID = (STATEMENT, VERDICT.label.capitalize(), QUESTION, "World Bank", "CC BY 4.0", "as of")
DAY = CASE.now.day
SIZES = {"Slide": (1200, 675), "Post": (1200, 630), "Square": (1080, 1080)}
HOSTILE = '</script><img src=x onerror="window.hit=1">&amp;<b>'


def menu_of(tab: Page, picture: str) -> Locator:
    menu = tab.locator(f".st-key-take-{picture}")
    menu.scroll_into_view_if_needed()
    return menu


@pytest.fixture(scope="module")
def opened_once(shared_tab, address):
    """The menu under the first chart of a claim, open and ready."""
    open_page(shared_tab, address, f"claim?id={CLAIM}")
    return opened(menu_of(shared_tab, PICTURE))


@pytest.fixture
def menu(opened_once):
    """That menu, whatever was chosen in it before."""
    for words in ("Slide", "Light", "2\N{MULTIPLICATION SIGN}"):
        choose(opened_once, words)
    return opened_once


def opened(menu: Locator) -> Locator:
    menu.locator("summary").click()
    expect(menu.get_by_role("status")).to_contain_text("Ready.")
    return menu


def choose(menu: Locator, words: str) -> None:
    menu.locator("label", has=menu.page.get_by_text(words, exact=True)).click()


def saved(menu: Locator, button: str) -> tuple[str, bytes]:
    """Name and content of what a button saves."""
    with menu.page.expect_download() as download:
        menu.get_by_role("button", name=button, exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def opened_image(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content)).convert("RGB")
    assert len(image.getcolors(image.width * image.height)) > 100
    return image


def edges(image: Image.Image) -> set:
    """Colours of the outermost points: where a picture is clipped, its lines run into them."""
    wide, high = image.size
    across = (image.getpixel((x, y)) for y in (0, high - 1) for x in range(wide))
    return {*across, *(image.getpixel((x, y)) for x in (0, wide - 1) for y in range(high))}


@pytest.mark.parametrize("scale", [1, 4])
@pytest.mark.parametrize("words", SIZES)
def test_a_png_has_its_size_at_each_sharpness_and_is_neither_blank_nor_clipped(menu, words, scale):
    choose(menu, words)
    choose(menu, f"{scale}\N{MULTIPLICATION SIGN}")
    name, content = saved(menu, "PNG")
    width, height = SIZES[words]
    assert name == f"plumbline-{PICTURE}-{DAY}-{width * scale}x{height * scale}.png"
    image = opened_image(content)
    assert image.size == (width * scale, height * scale)
    assert edges(image) == {(255, 255, 255)}


def test_a_png_is_drawn_in_the_typeface_that_it_carries(menu):
    """Without the fonts inside, an image is drawn in whatever the device has."""
    choose(menu, "1\N{MULTIPLICATION SIGN}")
    carried = saved(menu, "PNG")[1]
    _, svg = saved(menu, "SVG")
    bare = re.sub(rb"<style[^>]*>@font-face.*?</style>", b"", svg, flags=re.S)
    assert bare != svg
    drawn = menu.page.evaluate(
        """async (svg) => {
            const image = new Image();
            image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
            await image.decode();
            const canvas = Object.assign(document.createElement("canvas"), { width: 1200, height: 675 });
            canvas.getContext("2d").drawImage(image, 0, 0);
            return canvas.toDataURL();
        }""",
        bare.decode(),
    )
    assert opened_image(base64.b64decode(drawn.partition(",")[2])).tobytes() != opened_image(carried).tobytes()


def test_an_svg_says_claim_verdict_question_and_source(menu):
    name, content = saved(menu, "SVG")
    assert name == f"plumbline-{PICTURE}-{DAY}-1200x675.svg"
    root = ElementTree.fromstring(content)
    assert root.get("viewBox") == "0 0 1200 675"
    text = " ".join(root.itertext())
    for words in SAID:
        assert words in text
    assert "@font-face" in text
    assert not re.findall(rb"(?:href|src)=[\"'](?!#|data:)", content)


def test_a_pdf_is_one_page_of_real_text_and_no_image(menu):
    choose(menu, "Post")
    name, content = saved(menu, "PDF")
    assert name == f"plumbline-{PICTURE}-{DAY}-1200x630.pdf"
    file = PdfReader(io.BytesIO(content))
    (page,) = file.pages
    assert [float(x) for x in page.mediabox[2:]] == [900, 472.5]
    text = " ".join(page.extract_text().split())
    for words in SAID:
        assert words in text
    assert not page.images
    fonts = page["/Resources"]["/Font"].values()
    assert {"/PlumblineSans"} & {str(f.get_object()["/BaseFont"]).replace("#20", "").replace(" ", "") for f in fonts}
    assert STATEMENT in file.metadata.title


def test_files_say_what_they_are_of_and_a_pdf_is_the_same_whenever_it_is_made(menu):
    (_, png), (_, svg), (_, pdf), (_, again) = (saved(menu, words) for words in ("PNG", "SVG", "PDF", "PDF"))
    told = Image.open(io.BytesIO(png)).info
    assert told["Title"].startswith(STATEMENT)
    assert "(CC BY 4.0)" in told["Copyright"]
    assert told["Creation Time"] == f"{DAY}T00:00:00Z"
    packet = told["XML:com.adobe.xmp"].partition("<rdf:Description")[2]
    about = PdfReader(io.BytesIO(pdf))
    assert packet in about.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert packet.partition("<dc:title>")[2].partition("</dc:title>")[0] in svg.decode()
    assert (about.metadata.author, about.trailer["/Root"]["/Lang"]) == ("Plumbline", "en")
    assert about.metadata.creation_date.date() == DAY
    assert pdf == again


def test_an_svg_for_editing_is_set_in_a_common_typeface(menu):
    name, content = saved(menu, "SVG for editing")
    assert name == f"plumbline-{PICTURE}-{DAY}-1200x675.edit.svg"
    texts = list(ElementTree.fromstring(content).iter("{http://www.w3.org/2000/svg}text"))
    assert {text.get("style").partition(",")[0] for text in texts} == {"font-family: Arial"}
    assert b"@font-face" not in content


def test_an_interactive_page_opens_from_the_disk_without_a_network(menu, browser, tmp_path):
    name, content = saved(menu, "Interactive page")
    assert name == f"plumbline-{PICTURE}-{DAY}.html"
    file = tmp_path / name
    file.write_bytes(content)
    context = browser.new_context(offline=True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    expect(page.locator("#chart .scatterlayer path.js-line").first).to_be_visible()
    expect(page.locator("h1")).to_contain_text(STATEMENT)
    expect(page.get_by_text("CC BY 4.0")).to_be_visible()
    box = page.locator("#chart .scatterlayer path.point").nth(9).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=5)
    expect(page.locator("#chart .hovertext").first).to_be_attached()
    context.close()
    assert not faults


def test_once_opened_it_works_without_a_network(first_tab, address):
    """Not from what the browser may have kept of earlier visits either."""
    tab = first_tab
    open_page(tab, address, f"claim?id={CLAIM}")
    menu = opened(menu_of(tab, PICTURE))
    tab.context.set_offline(True)
    choose(menu, "Square")
    choose(menu, "Dark")
    assert opened_image(saved(menu, "PNG")[1]).size == (2160, 2160)
    assert saved(menu, "PDF")[0] == f"plumbline-{PICTURE}-{DAY}-1080x1080-dark.pdf"
    assert len(saved(menu, "Interactive page")[1]) > 4_000_000
    expect(menu.get_by_role("status")).to_contain_text("Saved as")


def test_a_second_menu_asks_for_no_script_again(menu):
    asked = []
    menu.page.on("request", lambda request: asked.append(request.url))
    other = f"{PICTURE}-others"
    saved(opened(menu_of(menu.page, other)), "PNG")
    ours = [url for url in asked if "/assets/" in url or "/scripts/" in url]
    assert ours == []
    assert any(f"/takeaway/{other}.json" in url for url in asked)


def test_a_page_asks_for_nothing_of_it_until_a_menu_is_opened(tab, address):
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    open_page(tab, address, f"claim?id={CLAIM}")
    expect(menu_of(tab, PICTURE).locator("summary")).to_be_visible()
    assert not [url for url in asked if re.search("/(assets|scripts|takeaway)/", url)]


def test_on_a_phone_it_fits_and_saves(tab, address):
    tab.set_viewport_size(PHONE)
    open_page(tab, address, f"claim?id={CLAIM}")
    menu = opened(menu_of(tab, PICTURE))
    assert_no_sideways_scrolling(tab)
    for button in menu.get_by_role("button").all():
        box = button.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 24
    choose(menu, "4\N{MULTIPLICATION SIGN}")
    assert opened_image(saved(menu, "PNG")[1]).size == (4800, 2700)


def test_the_keyboard_alone_opens_chooses_and_saves(tab, address):
    open_page(tab, address, f"claim?id={CLAIM}")
    menu = menu_of(tab, PICTURE)
    summary = menu.locator("summary")
    expect(summary).to_have_accessible_name(f"Download and share: {QUESTION}")
    summary.focus()
    tab.keyboard.press("Enter")
    expect(menu.get_by_role("status")).to_contain_text("Ready.")
    tab.keyboard.press("Tab")
    expect(menu.get_by_role("radio", name="Slide")).to_be_focused()
    tab.keyboard.press("ArrowRight")
    expect(menu.get_by_role("radio", name="Post")).to_be_checked()
    for _ in range(3):
        tab.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="PNG")).to_be_focused()
    with tab.expect_download() as download:
        tab.keyboard.press("Enter")
    assert download.value.suggested_filename == f"plumbline-{PICTURE}-{DAY}-2400x1260.png"


@pytest.mark.parametrize("lost", ["**/takeaway/*.json", "**/menu.js*", "**/scripts/plotly-*", "**/jspdf*", "**/*.ttf"])
def test_where_something_cannot_be_loaded_it_says_so_offers_other_ways_and_can_try_again(tab, address, lost):
    tab.route(lost, lambda route: route.abort())
    open_page(tab, address, f"claim?id={CLAIM}")
    menu = menu_of(tab, PICTURE)
    menu.locator("summary").click()
    expect(
        menu.get_by_text("No picture can be made here").or_(menu.get_by_text("No picture could be made here"))
    ).to_be_visible()
    expect(menu.get_by_role("link", name="SVG")).to_have_attribute("href", re.compile(f"^pictures/{PICTURE}.svg"))
    tab.unroute(lost)
    if not menu.get_by_role("button", name="PNG").count():
        for _ in range(2):
            menu.locator("summary").click()
        expect(menu.get_by_role("status")).to_contain_text("Ready.")
    assert opened_image(saved(menu, "PNG")[1]).size == (2400, 1350)


def test_hostile_words_stay_words_in_every_format_and_in_the_menu(tab, address):
    """The server's answer is made hostile on its way, as a table with such a claim would make it."""

    def poison(route):
        told = route.fetch().json()
        told["groups"] = [
            {"title": HOSTILE, "entries": [{"label": HOSTILE, "copy": HOSTILE}], "note": HOSTILE},
        ]
        for figures in told["figures"].values():
            for chart in figures.values():
                words = {"source": HOSTILE, "xmp": f"<words>{escape(HOSTILE)}</words>"}
                file = {**chart["layout"]["meta"]["file"], **words, "keywords": [HOSTILE]}
                chart["layout"]["meta"] = {"title": HOSTILE, "alt": HOSTILE, "file": file}
        route.fulfill(json=told)

    tab.route("**/takeaway/*.json", poison)
    open_page(tab, address, f"claim?id={CLAIM}")
    menu = opened(menu_of(tab, PICTURE))
    expect(menu.get_by_role("heading", name=HOSTILE)).to_be_visible()
    assert menu.locator("img").count() == 0
    _, svg = saved(menu, "SVG")
    root = ElementTree.fromstring(svg)
    assert not [e for e in root.iter() if e.tag.endswith(("}script", "}img", "}b"))]
    assert HOSTILE in [e.text for e in root.iter() if e.tag.endswith("}title")]
    _, pdf = saved(menu, "PDF")
    assert PdfReader(io.BytesIO(pdf)).metadata.title == HOSTILE
    assert tab.evaluate("window.hit") is None


@pytest.mark.parametrize(
    ("path", "picture"),
    [
        ("?look=Board", "board"),
        ("?look=Scoreboard", "scoreboard"),
        ("argument", "map"),
        (f"claim?id={CLAIM}&view=Through+the+years", f"{CLAIM}-years"),
        (f"claim?id={CLAIM}&view=Other+choices", f"{CLAIM}-choices"),
    ],
)
def test_pictures_of_the_whole_and_of_doubt_can_be_taken_too(tab, address, path, picture):
    open_page(tab, address, path)
    name, content = saved(opened(menu_of(tab, picture)), "PNG")
    assert name == f"plumbline-{picture}-{DAY}-2400x1350.png"
    assert opened_image(content).size == (2400, 1350)


def test_names_of_files_are_safe_on_every_system(menu):
    menu_script = menu.page.evaluate(
        "performance.getEntriesByType('resource').map((e) => e.name).find((n) => /menu.js/.test(n))"
    )
    made = menu.page.evaluate(
        """async ([script, parts]) => (await import(script.replace("menu.js", "names.js"))).fileName("png", ...parts)""",
        [menu_script, ["plumbline", "../..\\CON:<a>|*?\u202e", "", "x" * 300]],
    )
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,120}\.png", made)
    assert json.dumps(made).isascii()
