"""Key parts look as they did, within a tolerance that lets letters be drawn otherwise and sees what a reader would see."""

import base64
import json

import pytest
from looks import EVEN, against_baseline, compared, look_of, part_of
from making import MAKE
from opening import DESKTOP, PHONE, open_page
from playwright.sync_api import expect

CLAIM, PICTURE = "us-still-powerful", "us-still-powerful-gdp"
BAND, CHART, STRIP = ".claim-head .band", f".st-key-chart-{PICTURE}", f".st-key-strip-{PICTURE}"
WIDE, NARROW = ({**size, "height": 2400} for size in (DESKTOP, PHONE))
"""Windows in which whole pages stand: Streamlit scrolls within a page."""
WANTED = "If that is wanted: CONTRIBUTING.md says how baselines are renewed."


def show(tab, address, path, size, scheme):
    """Open a page at a size and in a theme, its charts drawn and its letters even."""
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme)
    open_page(tab, address, path)
    if path:
        for part in (CHART, STRIP):
            expect(tab.locator(f"{part} .scatterlayer .points").first).to_be_visible()
    tab.add_style_tag(content=EVEN)
    tab.evaluate("document.fonts.ready")


def test_the_head_of_the_overview_with_its_bar_looks_as_it_did(shared_tab, address):
    show(shared_tab, address, "", WIDE, "light")
    assert against_baseline(shared_tab, "overview", part_of(shared_tab, "h1", ".facts")) == "", WANTED


def test_the_head_of_a_claim_on_a_phone_in_the_dark_looks_as_it_did(shared_tab, address):
    show(shared_tab, address, f"claim?id={CLAIM}", NARROW, "dark")
    assert against_baseline(shared_tab, "phone", part_of(shared_tab, ".claim-head")) == "", WANTED


def test_a_picture_to_take_away_looks_as_it_did(shared_tab, address):
    shared_tab.goto(f"{address}/_stcore/health")
    made = json.loads(shared_tab.evaluate(f"({MAKE})('{PICTURE}', ['svg'])"))
    svg = base64.b64decode(made["svg"]).decode()
    shared_tab.set_viewport_size(WIDE)
    shared_tab.set_content(
        f"<style>{EVEN} body {{ margin: 0 }} svg {{ display: block }}</style>{svg[svg.index('<svg') :]}"
    )
    shared_tab.evaluate("document.fonts.ready")
    assert against_baseline(shared_tab, "picture", part_of(shared_tab, "svg")) == "", WANTED


@pytest.fixture(scope="module")
def claim(shared_tab, address):
    """A claim's page on a wide screen in the light."""
    show(shared_tab, address, f"claim?id={CLAIM}", WIDE, "light")
    return shared_tab


@pytest.mark.parametrize(("name", "part"), [("band", BAND), ("chart", CHART), ("strip", STRIP)])
def test_a_part_of_a_claims_page_looks_as_it_did(claim, name, part):
    assert against_baseline(claim, name, part_of(claim, part)) == "", WANTED


LEGEND = "content: 'United States \\a China \\a Germany'; white-space: pre; font: 13px sans-serif; padding: 4px 20px"
CHANGES = {
    "lines are missing": (CHART, ".js-line { visibility: hidden }"),
    "dots are missing": (STRIP, ".points { visibility: hidden }"),
    "a legend lies over the lines": (
        CHART,
        f".js-plotly-plot::after {{ {LEGEND}; position: absolute; left: 30%; top: 25%; background: white; border: 1px solid }}",
    ),
    "words are cut off": (BAND, ".why { height: 1em; overflow: hidden }"),
    "shares have no colours": (BAND, ".shares span { background: none !important }"),
    "nothing has its style": (BAND, ".band, .band * { all: revert !important }"),
}


def test_the_comparison_sees_real_changes_and_not_how_letters_are_drawn(claim):
    before = {part: look_of(claim, part_of(claim, part)) for part in (BAND, CHART, STRIP)}

    def seen(part, style):
        sheet = claim.add_style_tag(content=style)
        found = compared(claim, part_of(claim, part), before[part])
        sheet.evaluate("sheet => sheet.remove()")
        return found

    assert [change for change, (part, style) in CHANGES.items() if not seen(part, style)] == []
    moved = ".band p, .band li, .js-plotly-plot text { translate: 0.5px 0.5px; -webkit-text-stroke: 0.1px }"
    assert [seen(part, moved) for part in before] == ["", "", ""]
