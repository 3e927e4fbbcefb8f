"""A chart in a frame on a page of another origin: it draws, fits, keeps to its day, and takes nothing else along."""

import pytest
from playwright.sync_api import expect

from exports.addresses import EMBEDDED
from verdicts.findings import has_figures
from web.embed import embed_snippet
from widgets.state import standings

FINDING = next(f for f in standings()["us-still-powerful"].now.findings if has_figures(f))


@pytest.fixture
def said(tab):
    """What the page and its frames write to the console as an error, the missing icon of the outer page aside."""
    errors: list[str] = []
    tab.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type == "error" and "favicon" not in (message.location or {}).get("url", "")
            else None
        ),
    )
    return errors


def shown_dates(frame) -> list[str]:
    """The dates of all figures that a frame's chart holds."""
    return frame.locator("#chart").evaluate(
        "box => box.data.flatMap(trace => (trace.x || []).filter(x => typeof x === 'string'))"
    )


@pytest.mark.parametrize("width", [320, 760])
def test_a_chart_draws_in_a_frame_of_another_page_and_tells_its_height(address, elsewhere, tab, said, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(elsewhere(embed_snippet(EMBEDDED.link(address, picture=FINDING.evidence.id), "A chart")))
    frame = tab.frame_locator("iframe")
    expect(frame.locator("#chart .main-svg").first).to_be_visible()
    expect(frame.locator("h1")).to_contain_text(standings()["us-still-powerful"].now.claim.claim)
    expect(frame.locator(".verdict")).to_contain_text(standings()["us-still-powerful"].now.label.capitalize())
    expect(frame.get_by_role("link")).to_have_attribute("href", f"{address}/c/us-still-powerful")
    assert frame.locator("body").evaluate("body => document.documentElement.scrollWidth <= window.innerWidth")
    expect(tab.locator("iframe")).not_to_have_attribute("height", "640")
    inside = frame.locator("body").evaluate("body => body.getBoundingClientRect().height")
    assert abs(inside - tab.locator("iframe").bounding_box()["height"]) <= 1
    # Once: whatever stands below it on the other page moves once.
    assert tab.evaluate("told.length") == 1
    assert not said


def test_a_frozen_chart_keeps_to_its_day_beside_a_live_one(address, elsewhere, tab, said):
    frames = [
        embed_snippet(EMBEDDED.dated(address, as_of, picture=FINDING.evidence.id)) for as_of in ("2015-06-30", "latest")
    ]
    tab.goto(elsewhere("".join(frames)))
    frozen, live = (tab.frame_locator("iframe").nth(i) for i in (0, 1))
    for frame in (frozen, live):
        frame.locator("body").scroll_into_view_if_needed()
        expect(frame.locator("#chart .main-svg").first).to_be_visible()
    expect(frozen.get_by_text("as of 30 June 2015")).to_be_visible()
    assert max(shown_dates(frozen)) < "2015-07" < max(shown_dates(live))
    assert not said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark_as_the_device_has_it_unless_told(address, browser, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    papers = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 23, 27)"}
    for query, expected in (("", scheme), ("?mode=light", "light"), ("?mode=dark", "dark")):
        page.goto(f"{address}/embed/{FINDING.evidence.id}{query}")
        expect(page.locator("#chart .main-svg").first).to_be_visible()
        expect(page.locator("body")).to_have_css("background-color", papers[expected])
        assert page.locator("#chart .main-svg").first.evaluate("s => s.style.background") == papers[expected]
    context.close()


def test_without_scripts_the_sentence_and_the_link_remain(address, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/embed/{FINDING.evidence.id}")
    expect(page.get_by_text(FINDING.sentence)).to_be_visible()
    expect(page.locator("#chart .main-svg")).to_have_count(0)
    expect(page.get_by_role("link")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    "picture", ["board", "scoreboard", "map", "us-still-powerful-choices", "us-still-powerful-years"]
)
def test_every_kind_of_picture_can_be_embedded(address, tab, said, picture):
    tab.set_viewport_size({"width": 320, "height": 900})
    tab.goto(f"{address}/embed/{picture}")
    expect(tab.locator("#chart .main-svg").first).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not said
