"""What a reader does, in a real browser: open, filter, follow, look, take away."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from opened import CASE
from opening import DESKTOP, PHONE, assert_no_sideways_scrolling, open_page
from playwright.sync_api import expect

from verdicts.findings import has_figures
from verdicts.search import Index
from verdicts.words import label

CLAIMS = CASE.argument.claims.rows
ROW = "table.rows .what a"
FIRST, OTHER = "The US share of world output", "The dollar's share of currency reserves"
"""Two tests of one claim, by what they measure."""
PAGES = ["", "argument", "method", "sources", *(t.id for t in CASE.argument.topics.rows), f"claim?id={CLAIMS[0].id}"]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_opens_without_error_at_both_widths_and_without_sideways_scrolling(
    shared_tab, shared_said, address, path
):
    """Opened on a phone; then the window is made wide, as when a tablet is turned. Its policy keeps it from nothing."""
    tab, said = shared_tab, shared_said
    tab.set_viewport_size(PHONE)
    open_page(tab, address, path)
    for size in (PHONE, DESKTOP):
        tab.set_viewport_size(size)
        expect(tab.locator("[data-testid=stException]")).to_have_count(0)
        expect(tab.locator("h1").first).to_be_visible()
        assert_no_sideways_scrolling(tab)
    assert said == []


def test_the_method_in_full_fits_a_phone(tab, address):
    tab.set_viewport_size(PHONE)
    open_page(tab, address, "method")
    tab.get_by_text("The method in full").click()
    expect(tab.get_by_role("heading", name="What was known when the rules were written")).to_be_visible()
    assert_no_sideways_scrolling(tab)


def test_a_link_to_a_claim_opens_whole_even_as_the_first_page_of_a_new_server(tab, fresh_address):
    open_page(tab, fresh_address, f"claim?id={CLAIMS[1].id}")
    expect(tab.locator("h1")).to_have_text(CLAIMS[1].claim)
    expect(tab.get_by_role("link", name="Claims", exact=True).first).to_be_visible()


def test_a_search_narrows_the_list_as_one_types_and_the_address_gives_the_same_view(tab, address):
    open_page(tab, address)
    expect(tab.locator(ROW)).to_have_count(len(CLAIMS))
    tab.get_by_label("Search").press_sequentially("oil pr")
    found = Index(CASE.argument, CASE.catalog).find("oil pr").claims
    expect(tab.locator(ROW)).to_have_count(len(found))
    expect(tab).to_have_url(re.compile(r"[?&]q=oil.pr"))
    shared = tab.url
    open_page(tab, address, shared.removeprefix(address).lstrip("/"))
    expect(tab.locator(ROW)).to_have_count(len(found))
    tab.get_by_role("link", name="Clear all filters").click()
    expect(tab.locator(ROW)).to_have_count(len(CLAIMS))


def test_a_claim_opens_from_its_row_and_back_and_its_link_return_to_the_filtered_list(tab, address):
    open_page(tab, address, f"?topic={quote(CASE.argument.topic['energy'].title)}")
    of_topic = [c for c in CLAIMS if c.topic == "energy"]
    expect(tab.locator(ROW)).to_have_count(len(of_topic))
    for leave in (tab.go_back, lambda: tab.get_by_role("link", name="Back to the list").click()):
        tab.locator(ROW).first.click()
        expect(tab.locator("h1")).to_have_text(of_topic[0].claim)
        expect(tab).to_have_title(f"{of_topic[0].claim.rstrip('.')} - Plumbline")
        leave()
        expect(tab.locator(ROW)).to_have_count(len(of_topic))
        expect(tab).to_have_title("Claims - Plumbline")


def test_an_entry_under_the_bar_shows_the_claims_of_its_verdict_and_back_shows_all(tab, address):
    open_page(tab, address)
    entry = tab.get_by_role("navigation", name="Claims by verdict").get_by_role("link").first
    count = int(entry.locator("b").inner_text())
    entry.click()
    expect(tab.locator(ROW)).to_have_count(count)
    tab.go_back()
    expect(tab.locator(ROW)).to_have_count(len(CLAIMS))


def test_a_mark_on_the_board_is_named_opens_its_claim_and_back_returns_to_the_board(tab, address):
    open_page(tab, address, "?look=Board&kind=Fact")
    marks = tab.locator("table.board a")
    facts = [c for c in CLAIMS if c.kind == "fact"]
    expect(marks).to_have_count(len(facts))
    marks.first.focus()
    said = tab.locator("table.board .tip:visible")
    expect(said).to_have_count(1)
    claim = next(c for c in facts if said.inner_text().startswith(c.claim))
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text(claim.claim)
    tab.go_back()
    expect(marks).to_have_count(len(facts))


def test_a_topic_is_reached_from_the_navigation_by_name_on_every_screen(tab, address):
    topic = CASE.argument.topics.rows[0]
    for size in (DESKTOP, PHONE):
        tab.set_viewport_size(size)
        open_page(tab, address)
        if size == PHONE:
            pages = tab.get_by_role("navigation", name="Pages")
            pages.get_by_text("Topics", exact=True).click()
            pages.get_by_role("link", name=topic.title, exact=True).click()
        else:
            tab.get_by_text("Topics", exact=True).locator("visible=true").first.click()
            tab.get_by_role("menuitem", name=topic.title).click()
        expect(tab.locator("h1")).to_have_text(topic.question)
        expect(tab).to_have_url(re.compile(f"/{topic.id}$"))
        expect(tab).to_have_title(f"{topic.title} - Plumbline")


def test_the_next_claim_keeps_its_address(tab, address):
    open_page(tab, address, f"claim?id={CLAIMS[0].id}")
    tab.get_by_role("link", name="Next claim, 2").click()
    expect(tab.locator("h1")).to_have_text(CLAIMS[1].claim)
    expect(tab).to_have_url(re.compile(f"id={CLAIMS[1].id}"))
    tab.reload()
    expect(tab.locator("h1")).to_have_text(CLAIMS[1].claim)


OF_EACH = {
    "supported": "rivalry-long-defined",
    "leans supported": "us-still-powerful",
    "contradicted": "europe-distances-practice",
}


@pytest.mark.parametrize("claim", OF_EACH.values(), ids=OF_EACH)
def test_the_chart_that_decides_stands_above_the_fold(tab, address, claim):
    """On a laptop's screen, and within two screens of a phone."""
    for size, fold in (({"width": 1280, "height": 800}, 800), (PHONE, 2 * PHONE["height"])):
        tab.set_viewport_size(size)
        open_page(tab, address, f"claim?id={claim}")
        chart = tab.locator(".js-plotly-plot").first
        expect(chart).to_be_visible()
        # Parts of a page come one after another: it stands where it will once they are there.
        tab.wait_for_function(
            "([chart, fold]) => chart.getBoundingClientRect().top < fold", arg=[chart.element_handle(), fold]
        )


def test_a_test_chosen_beside_the_chart_is_shown_and_back_returns_to_the_one_before(tab, address):
    claim = "us-still-powerful"
    first, other = (row for row in CASE.argument.evidence_of(claim) if row.label in (FIRST, OTHER))
    open_page(tab, address, f"claim?id={claim}")
    expect(tab.get_by_role("figure", name=re.compile(re.escape(first.question)))).to_be_visible()
    tab.get_by_role("link", name=OTHER).click()
    expect(tab.get_by_role("figure", name=re.compile(re.escape(other.question)))).to_be_visible()
    expect(tab).to_have_url(re.compile(f"test={other.id}"))
    expect(tab.locator(".js-plotly-plot")).to_have_count(1)
    tab.go_back()
    expect(tab.get_by_role("figure", name=re.compile(re.escape(first.question)))).to_be_visible()


@pytest.fixture
def charted(tab, address):
    """A claim page with a chart, and its first finding that has one."""
    verdicts = CASE.verdicts(CASE.now)
    finding, claim = next((f, v.claim) for v in verdicts for f in v.findings if has_figures(f) and len(f.series) > 5)
    open_page(tab, address, f"claim?id={claim.id}")
    chart = tab.locator(f"[class*=st-key-chart-{finding.evidence.id}]")
    expect(chart.locator(".js-plotly-plot .scatterlayer path.js-line").first).to_be_visible()
    return chart, finding


def test_the_figures_are_saved_as_csv_with_units_and_sources(tab, charted):
    _, finding = charted
    tab.get_by_text("Figures in a table").click()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Figures as CSV").click()
    assert download.value.suggested_filename == f"plumbline-{finding.evidence.id}.csv"
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8"))))
    inside = [r for r in rows if r["in_window"] == "True"]
    assert [float(r["value"]) for r in inside] == pytest.approx(finding.series.values.tolist())
    assert {r["unit"] for r in rows} == {finding.series.unit}
    assert {r["series"] for r in rows} == {label(finding.evidence.request, CASE.catalog)}
    assert all(r["source"] and r["licence"] and r["url"].startswith("https://") for r in rows)


def test_every_chart_has_a_text_alternative(tab, charted):
    _, finding = charted
    expect(tab.get_by_role("figure").first).to_have_attribute(
        "aria-label", re.compile(re.escape(finding.evidence.question))
    )


def test_static_files_are_sent_compressed(first_tab, address):
    tab, answers = first_tab, []
    tab.on("response", lambda r: answers.append(r) if r.url.endswith(".js") else None)
    open_page(tab, address)
    assert answers
    assert {
        r.headers.get("content-encoding") for r in answers if int(r.headers.get("content-length", 9999)) > 1000
    } == {"br"}


def test_the_page_can_be_walked_with_the_keyboard(tab, address):
    open_page(tab, address, f"claim?id={CLAIMS[0].id}")
    reached = set()
    for _ in range(60):
        tab.keyboard.press("Tab")
        reached.add(
            tab.evaluate(
                "document.activeElement.innerText?.trim() || document.activeElement.getAttribute('aria-label')"
            )
        )
    names = {str(r).splitlines()[0] for r in reached if r}
    beside = CASE.argument.evidence_of(CLAIMS[0].id)[1]
    assert {"2 \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", beside.label, "What would change it"} <= names
