"""Reports: everything is in them, nothing is fetched, and what a table says never becomes markup."""

import io
import re

import pytest
from builders import WRITTEN
from lxml import etree, html
from pypdf import PdfReader
from travelling import TODAY, dossier_of

from exports.browser import Renderer
from exports.dossier import dossiers
from exports.inline import inline_svg
from exports.rendering import Made, NoBrowser, Reason
from exports.report import cited, report_html, report_pdf
from exports.report_pictures import drawn, frames
from verdicts.findings import SeriesFinding
from verdicts.words import day

HOSTILE = "<script>alert(1)</script> \"quoted\" 'and' &amp; {{ 7*7 }} </style><img src=x onerror=alert(1)>"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="560" height="300" class="main-svg">'
    '<defs><clipPath id="clip1"><rect width="5" height="5"/></clipPath><path id="p"/></defs>'
    '<style>.a { fill: red }</style><g clip-path="url(#clip1)" style="stroke: rgb(28, 30, 33); mask: url(\'#clip1\')">'
    '<use xlink:href="#p"/><image href="https://example.org/x.png"/><text onclick="x()">Yes</text></g></svg>'
)
"""What a browser might give: ids of its own, styles, and what has no place in a page."""


@pytest.fixture(scope="module")
def everything(case):
    return dossiers(case)


@pytest.fixture(scope="module")
def whole(everything):
    """The report on the whole argument, without pictures."""
    return report_html(everything, "argument", {})


def parsed(text):
    """The page as a tree, and what the parser found wrong with it."""
    parser = etree.HTMLParser()
    tree = etree.fromstring(text.encode(), parser)
    return tree, [str(error) for error in parser.error_log]


def words_of(element):
    return " ".join("".join(element.itertext()).split())


def test_the_argument_has_each_claim_with_both_verdicts_in_the_table_and_in_its_own_place(whole, everything):
    tree, _ = parsed(whole)
    rows = {row.find(".//a").get("href"): row for row in tree.xpath("//table[@class='board']/tbody/tr[td]")}
    assert set(rows) == {f"#{d.claim.id}" for d in everything}
    for dossier in everything:
        then, now = (words_of(cell) for cell in rows[f"#{dossier.claim.id}"].xpath("td")[2:])
        for cell, verdict in ((then, dossier.then), (now, dossier.now)):
            assert verdict.label in cell
            assert (f"{verdict.certainty.degree} certainty" if verdict.certainty else "") in cell
        (place,) = tree.xpath(f"//article[@id='{dossier.claim.id}']")
        said = words_of(place)
        for verdict in (dossier.then, dossier.now):
            assert verdict.reason in said
            assert all(reason in said for reason in (verdict.certainty.reasons if verdict.certainty else ()))
        assert f"section {dossier.claim.section}, paragraph {dossier.claim.paragraph}" in said
        for finding in dossier.now.findings:
            assert finding.evidence.question in said
            assert " ".join(finding.statement.split()) in said
            if isinstance(finding, SeriesFinding):
                assert finding.base_words in said
                assert " ".join(finding.since_words.split()) in said


def test_claims_are_numbered_through_in_the_order_they_stand_in(whole):
    tree, _ = parsed(whole)
    numbers = [int(cell.text) for cell in tree.xpath("//table[@class='board']/tbody/tr/td[@class='n']")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [item.get("value") for item in tree.xpath("//nav//ol[@class='claims']/li")] == [str(n) for n in numbers]


def test_the_argument_has_every_conclusion_and_every_source_with_its_licence(whole, everything, case):
    said = words_of(parsed(whole)[0])
    for conclusion in case.argument.conclusions.rows:
        assert conclusion.conclusion in said
    used = {
        name
        for d in everything
        for f in d.now.findings
        if f.evidence.indicator
        for name in f.evidence.request.indicators
    }
    for source in {case.catalog.indicator[name].source for name in used}:
        row = case.catalog.source[source]
        assert row.licence in said
        assert row.citation.partition("{edition}")[0].rstrip() in said
        assert "{edition}" not in said


@pytest.mark.parametrize("scope", ["claim", "topic", "argument"])
def test_the_page_is_well_formed_its_links_lead_somewhere_and_nothing_is_fetched(everything, scope):
    chosen = {"claim": everything[:1], "topic": everything[:3], "argument": everything[:5]}[scope]
    pictures = {f.evidence.id: SVG for d in chosen for f in d.now.findings}
    tree, errors = parsed(report_html(chosen, scope, pictures))
    assert errors == []
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in tree.iter("a") if a.get("href").startswith("#")} <= set(ids)
    assert not list(tree.iter("script", "link", "iframe", "object"))
    for element in tree.iter("img", "image", "use"):
        assert not any("//" in value for value in element.attrib.values())
    styles = " ".join(element.text for element in tree.iter("style"))
    assert set(re.findall(r"url\(([^)]{5})", styles)) <= {"data:"}
    assert "@import" not in styles
    assert tree.get("lang") == "en"


def test_headings_go_down_a_step_at_a_time(whole, everything):
    for text in (whole, report_html(everything[7:8], "claim", {})):
        levels = [int(e.tag[1]) for e in parsed(text)[0].iter("h1", "h2", "h3", "h4", "h5")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_text_of_tables_never_becomes_markup():
    dossier = dossier_of(
        range(20), statement=HOSTILE, question=HOSTILE, note=HOSTILE, name=HOSTILE, citation=HOSTILE,
        source={"licence": HOSTILE, "publisher": HOSTILE, "name": HOSTILE},
    )  # fmt: skip
    for scope in ("claim", "topic", "argument"):
        text = report_html([dossier], scope, {"c-x": SVG})
        tree, _ = parsed(text)
        assert not list(tree.iter("script", "img"))
        assert len(list(tree.iter("style"))) == 1
        assert "49" not in tree.findtext(".//title")
        said = words_of(tree.find("body"))
        assert said.count("<script>alert(1)</script>") >= 5
        assert "{{ 7*7 }}" in said


def test_a_picture_fits_into_the_page():
    tree = html.fragment_fromstring(inline_svg(SVG, "one", 'It says "yes" & <no>', {"#1c1e21": "var(--ink)"}))
    assert tree.get("aria-label") == 'It says "yes" & <no>'
    assert tree.get("viewBox", tree.get("viewbox")) == "0 0 560 300"
    text = etree.tostring(tree).decode()
    assert "onclick" not in text
    assert "example.org" not in text
    assert "<style" not in text
    assert "rgb(28" not in text
    assert "var(--ink)" in text
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert all(name.startswith("one-") for name in ids)
    assert set(re.findall(r"#([\w-]+)", text)) <= ids
    with pytest.raises(ValueError, match="no SVG"):
        inline_svg("<html></html>", "one", "")
    with pytest.raises(ValueError, match="no SVG"):
        inline_svg("yes", "one", "")


def test_without_a_browser_the_page_says_so_and_shows_the_last_figures():
    text = report_html([dossier_of(range(20))], "claim", {})
    tree, _ = parsed(text)
    finding = tree.xpath("//section[@id='finding-c-x']")[0]
    assert "could not be drawn here" in words_of(finding)
    assert "they take a browser to draw" in words_of(tree.find(".//header"))
    assert "take a browser" not in report_html([dossier_of(range(20))], "topic", {"c-x": SVG})
    rows = [[words_of(cell) for cell in row] for row in finding.xpath(".//table/tbody/tr")]
    assert rows[0] == ["2019", "19 tonnes"]
    assert rows[-1] == ["2012", "12 tonnes"]
    assert not list(finding.iter("svg"))


def test_figures_that_may_not_be_passed_on_are_left_out_and_the_page_says_so():
    text = report_html([dossier_of(range(20), pass_on="nothing")], "claim", {})
    finding = parsed(text)[0].xpath("//section[@id='finding-c-x']")[0]
    assert "may not be passed on" in words_of(finding)
    assert not finding.xpath(".//table")


def test_context_answers_nothing():
    text = report_html([dossier_of(range(20), weight=0)], "claim", {"c-x": SVG})
    (finding,) = parsed(text)[0].xpath("//section[@id='finding-c-x']")
    (answer,) = finding.xpath(".//p[@class='answer']")
    assert words_of(answer) == "X of Usa came to 19 tonnes in 2019."
    assert "would be" not in words_of(finding)


def test_editions_are_named_and_one_that_came_later_says_so():
    said = words_of(parsed(report_html([dossier_of(range(26))], "claim", {"c-x": SVG}))[0])
    assert f"Edition: first, published {day(TODAY)}." in said
    assert f"Edition at publication: first, published later, on {day(TODAY)}." in said


def test_a_finding_without_figures_says_why():
    text = report_html([dossier_of([])], "topic", {})
    assert "There are no figures to draw" in words_of(parsed(text)[0])
    assert "could not be drawn" not in text


def test_the_date_is_that_of_the_figures_and_two_reports_are_the_same():
    first, second = (report_html([dossier_of(range(20))], "claim", {"c-x": SVG}) for _ in range(2))
    assert first == second
    cover = words_of(parsed(first)[0].find(".//header"))
    assert f"Date of this report {day(TODAY)}" in cover
    assert f"what was known on {day(WRITTEN)}" in cover


def test_an_address_is_linked_and_cited_only_where_it_is_known():
    assert "https://here.example/c/c" in report_html(
        [dossier_of(range(9), address="https://here.example")], "claim", {}
    )
    assert "/c/c" not in report_html([dossier_of(range(9))], "claim", {})


def test_a_report_is_cited_at_what_it_says_as_of_its_day():
    here = "https://here.example"
    dossier, bare = dossier_of(range(9), address=here), dossier_of(range(9))
    assert cited([dossier], "claim").endswith(f"{here}/c/c?as_of={TODAY}")
    assert cited([dossier], "topic").endswith(f"{here}/reports/topics/{dossier.topic.id}.html?as_of={TODAY}")
    assert cited([dossier], "argument").endswith(f"{here}/reports/argument.html?as_of={TODAY}")
    assert cited([bare], "argument").endswith("Plumbline: an argument held against data.")


def test_a_report_needs_a_claim():
    with pytest.raises(ValueError, match="at least one claim"):
        report_html([], "argument", {})


def test_frames_are_the_drawable_findings_and_for_one_claim_its_other_pictures(everything):
    dossier = next(d for d in everything if d.claim.id == "us-still-powerful")
    findings = {f.evidence.id for f in dossier.now.findings}
    assert set(frames([dossier], "topic")) == findings
    assert set(frames([dossier], "claim")) == findings | {"us-still-powerful-choices", "us-still-powerful-years"}
    assert all("title" not in f["layout"] for name, f in frames([dossier], "topic").items())


def test_why_pictures_are_missing_is_said(monkeypatch):
    dossier, renderer = dossier_of(range(20)), Renderer()

    def fails(jobs):
        yield from (Made(job, error=Reason("No paint.")) for job in jobs)

    def ends(jobs):
        raise NoBrowser("It could not be started.")

    renderer = Renderer()
    for pictures, words in ((fails, "No paint."), (ends, "It could not be started.")):
        monkeypatch.setattr(renderer, "pictures", pictures)
        assert drawn([dossier], "topic", renderer) == ({}, words)
    monkeypatch.setenv("BROWSER_PATH", "/no/such/browser")
    svg, why_not = drawn([dossier], "topic", renderer)
    assert svg == {}
    assert "BROWSER_PATH" in why_not


@pytest.mark.slow
def test_a_pdf_has_the_words_as_text_pages_a_title_a_language_and_bookmarks(everything):
    dossier = next(d for d in everything if d.claim.id == "us-still-powerful")
    figures = frames([dossier], "claim")
    with Renderer() as renderer:
        made, why_not = drawn([dossier], "claim", renderer)
        assert (set(made), why_not) == (set(figures), "")
        text = report_html([dossier], "claim", made)
        paper = report_pdf([dossier], "claim", text, renderer)
        assert report_pdf([dossier], "claim", text, renderer) == paper, "the time of printing shows"
    tree, errors = parsed(text)
    assert errors == []
    assert len([svg for svg in tree.iter("svg") if svg.get("class") != "sign"]) == len(figures)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for name in re.findall(r"url\(['\"&quot;]*#([\w-]+)", text):
        assert name in ids
    reader = PdfReader(io.BytesIO(paper))
    said = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert dossier.claim.claim in said
    for finding in dossier.now.findings:
        assert finding.evidence.question in said
    assert "asked: at least 20%" in said, "the words of a chart are text too"
    assert len(reader.pages) >= 4
    assert reader.metadata.title == dossier.claim.claim
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert len(reader.outline) > 0
    assert f"1 / {len(reader.pages)}" in reader.pages[0].extract_text()
