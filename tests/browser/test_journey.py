"""The way of a first-time reader: from all claims to one, to what speaks for and against it, to a picture of it, and back."""

import re

import pytest
from firefox import find_firefox, firefox
from opened import verdicts
from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, open_page
from playwright.sync_api import expect

VERDICTS = verdicts()
CLAIM = "us-still-powerful"
VERDICT = next(v for v in VERDICTS if v.claim.id == CLAIM)
ALIKE = sum(v.label == VERDICT.label for v in VERDICTS)
OTHER = next(f.evidence for f in VERDICT.findings if f is not VERDICT.deciding and f.evidence.label)
VIEW = "Best case for and against"
ROW = "table.rows .what a"
FILTERED = f"verdict={VERDICT.label.replace(' ', '+')}"
TABLET = {"width": 768, "height": 1024}
STREAMLITS_OWN = re.compile(r"/[a-z-]+/_stcore/(health|host-config)$")
"""What answers with a fault in every visit: Streamlit asks below the address of a page first, to learn whether it has a base path."""
LEAVING = re.compile(
    r"WebSocket onclose: code=1001 \(going away\)|downloadable font: download failed .* status=2152398850 "
)
"""What Firefox says as a page is left: of Streamlit's socket, and of a font still on its way (NS_BINDING_ABORTED)."""


def is_ours(address: str) -> bool:
    return not STREAMLITS_OWN.search(address)


@pytest.fixture
def faults(tab):
    """Errors and warnings in the console and answers with a fault, less Streamlit's own; a page error fails by itself."""
    heard: list[str] = []

    def hear(message) -> None:
        if message.type in ("error", "warning") and is_ours(message.location.get("url", "")):
            heard.append(message.text)

    tab.on("console", hear)
    tab.on("response", lambda r: heard.append(f"{r.status} {r.url}") if r.status >= 400 and is_ours(r.url) else None)
    return heard


@pytest.mark.parametrize(
    ("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark"), (TABLET, "light")], ids=["wide", "phone", "tablet"]
)
def test_from_the_bar_to_a_claim_its_doubts_a_picture_and_back_to_the_filtered_list(tab, faults, address, size, scheme):
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme)
    open_page(tab, address)
    entry = tab.get_by_role("navigation", name="Claims by verdict").locator("a", has_text=VERDICT.label).first
    entry.click()
    expect(tab.locator(ROW)).to_have_count(ALIKE)
    assert_no_sideways_scrolling(tab)

    tab.locator(ROW).get_by_text(VERDICT.claim.claim, exact=True).click()
    expect(tab.locator("h1")).to_have_text(VERDICT.claim.claim)
    expect(tab.locator(".js-plotly-plot").first).to_be_visible()
    tab.locator("ul.tests").get_by_role("link", name=OTHER.label).click()
    expect(tab.get_by_role("figure", name=re.compile(re.escape(OTHER.question)))).to_be_visible()

    tab.get_by_role("radio", name=VIEW).click()
    expect(tab.locator(".st-key-sure .reading").first).to_be_visible()
    menu = tab.locator(f".st-key-take-{OTHER.id}")
    menu.locator("summary").click()
    expect(menu.get_by_role("status")).to_contain_text("Ready.")
    assert_no_sideways_scrolling(tab)

    tab.go_back()
    tab.go_back()
    expect(tab.locator(ROW)).to_have_count(ALIKE)
    expect(entry).to_have_attribute("aria-current", "true")
    expect(tab).to_have_url(re.compile(re.escape(FILTERED)))
    assert faults == []


def test_a_keyboard_walks_the_navigation_in_the_order_in_which_it_is_shown(tab, address):
    open_page(tab, address)
    tab.get_by_role("link", name="Claims", exact=True).first.focus()
    walked = []
    for _ in range(7):
        tab.keyboard.press("Tab")
        walked.append(tab.evaluate("document.activeElement.innerText.trim().split('\\n')[0]"))
    assert walked == ["Topics", "Conclusions", "Explore", "Your claim", "Articles", "Method", "Data"]


COUNTED = "async (css, count) => JSON.stringify(document.querySelectorAll(css).length === count)"
SAID = """async (css, words) => JSON.stringify(
    [...document.querySelectorAll(css)].some((one) => one.checkVisibility() && one.textContent.includes(words)))"""
CHART = ".js-plotly-plot .scatterlayer path.js-line"


@pytest.fixture
def window(tmp_path):
    program = find_firefox()
    if not program:
        pytest.skip("There is no Firefox here.")
    with firefox(program, tmp_path) as window:
        window.resize(**DESKTOP)
        yield window


def test_the_same_way_in_firefox(window, address):
    window.go(address)
    window.click("nav.legend a", VERDICT.label)
    window.until(COUNTED, ROW, ALIKE)

    window.click(ROW, VERDICT.claim.claim)
    window.until(SAID, "h1", VERDICT.claim.claim)
    window.until(SAID, CHART, "")
    window.click("ul.tests a", OTHER.label)
    window.until(SAID, ".test-head .asked", OTHER.question)
    window.until(SAID, CHART, "")

    window.click("[role=radio]", VIEW)
    window.until(SAID, ".st-key-sure .reading", "With ")

    window.back()
    window.back()
    window.until(COUNTED, ROW, ALIKE)
    assert FILTERED in window.until("async () => JSON.stringify(location.search)")
    told = [entry["text"] for entry in window.told if entry["level"] in ("error", "warn")]
    assert [text for text in told if not LEAVING.match(text)] == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])
def test_the_claims_are_searched_from_any_page(tab, faults, address, size):
    tab.set_viewport_size(size)
    open_page(tab, address, "method")
    box = tab.get_by_role("searchbox", name="Search the claims")
    box.fill(VERDICT.claim.claim)
    box.press("Enter")
    expect(tab.locator(ROW).first).to_have_text(VERDICT.claim.claim)
    expect(tab.get_by_role("searchbox", name="Search the claims")).to_have_count(0)
    assert faults == []
