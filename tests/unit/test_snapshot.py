"""Pictures that travel alone: what each says, and that it fits; drawn by a browser in test_browser_renderer.py."""

import dataclasses
import datetime as dt
import re

import plotly.graph_objects as go
import pytest
from PIL import ImageFont

from charts.snapshot import SMALLEST
from charts.text import fitted, shortened, width
from charts.theme import PALETTES
from exports.dossier import dossiers
from exports.fonts import FILES, font_css
from exports.interactive import interactive_html
from exports.pictures import PAGE, SIZES, argument_figure, argument_pictures, picture_figure, pictures_of
from verdicts.clock import ARTICLE_DAY, AsOf
from verdicts.words import day

pytestmark = pytest.mark.slow

ADDRESS = "https://plumbline.example.org"
CLAIMS = ("us-still-powerful", "biden-backed-ukraine", "perilous-economic-phase", "war-drains-russia-finances")
HOSTILE = "<b>Bold</b> & <script>alert('x')</script> <a href='https://example.org'>click</a>"


@pytest.fixture(scope="module")
def everything(project):
    return dossiers(project, address=ADDRESS)


@pytest.fixture(scope="module")
def some(everything):
    return [d for d in everything if d.claim.id in CLAIMS]


@pytest.fixture(scope="module")
def frozen(project):
    chosen = [c for c in project.argument.claims.rows if c.id in (*CLAIMS, "trump-cuts-aid")]
    return dossiers(project, chosen, AsOf(ARTICLE_DAY), ADDRESS)


def said(figure):
    """All words of a picture's frame, each note on a line, with the characters that were escaped."""
    notes = " ".join(note["text"] for note in figure["layout"]["annotations"])
    return notes.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def together(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("size", SIZES)
def test_every_picture_says_claim_verdict_day_question_unit_sources_and_link(project, some, size, mode):
    for d in some:
        pictures = pictures_of(d)
        assert {p.kind for p in pictures} == {"evidence", "test choices", "claim choices", "years"}
        for picture in pictures:
            figure = picture_figure(d, picture.id, size, mode)
            words, meta = together(said(figure)), figure["layout"]["meta"]
            assert together(d.claim.claim) in words, picture.id
            assert together(f"{d.now.label.capitalize()} as of {day(d.as_of.day)}") in words
            assert together(picture.title) in words
            assert together(meta["measured"]) in words
            assert together(meta["answer"]) in words
            assert f"plumbline.example.org/c/{d.claim.id}" in words
            assert "MeasuredbyPlumbline." in words
            layout = figure["layout"]
            assert (layout["width"], layout["height"]) == SIZES[size]
            assert layout["paper_bgcolor"] == PALETTES[mode].paper


def test_every_picture_there_is_is_one_plotly_accepts(everything):
    found = [(d, p) for d in everything for p in pictures_of(d)]
    assert len({p.id for _, p in found}) == len(found) > 450
    for d, picture in found[::3]:
        go.Figure(picture_figure(d, picture.id))
    for picture in argument_pictures(everything):
        go.Figure(argument_figure(everything, picture.id))


def test_the_unit_and_each_source_with_edition_and_licence_stand_in_a_chart(project, some):
    for d in some:
        for finding in d.now.findings:
            if finding.series is None or not len(finding.series):
                continue
            words = together(said(picture_figure(d, finding.evidence.id)))
            for name in finding.evidence.request.indicators:
                source = project.catalog.source[project.catalog.indicator[name].source]
                provenance = project.observations.provenance[name]
                for part in (source.publisher, source.name, f"({source.licence})", provenance.edition):
                    assert together(part) in words, finding.evidence.id
            assert f"Retrieved{together(day(provenance.retrieved))}" in words or "Retrievedbetween" in words


def test_a_curve_names_the_sources_of_all_its_alternatives(project, some):
    of = next(d for d in some if d.claim.id == "us-still-powerful")
    words = said(picture_figure(of, "us-still-powerful-gdp-choices"))
    assert "World Bank" in words
    assert "International Monetary Fund" in words


def test_where_the_verdict_moved_both_are_said(everything, project):
    moved = [d for d in everything if d.then.label != d.now.label and pictures_of(d)]
    assert len(moved) > 10
    for d in moved:
        words = together(said(picture_figure(d, pictures_of(d)[0].id)))
        assert together(f"{d.now.label.capitalize()} as of {day(d.as_of.day)}") in words
        assert together(f"{d.then.label.capitalize()} as of the article, {day(ARTICLE_DAY)}") in words
    stayed = next(d for d in everything if d.then.label == d.now.label and pictures_of(d))
    assert "as of the article" not in said(picture_figure(stayed, pictures_of(stayed)[0].id))


def test_a_frozen_picture_has_no_later_figure_and_says_its_day(frozen):
    drawn = 0
    for d in frozen:
        for picture in pictures_of(d):
            figure = picture_figure(d, picture.id)
            assert f"as of {day(ARTICLE_DAY)}" in said(figure)
            if picture.kind in ("evidence", "years"):
                for trace in figure["data"][:-1]:
                    assert all(x[:10] <= str(ARTICLE_DAY) for x in trace["x"]), picture.id
                    assert "projection" not in "".join(trace.get("text", []))
                    drawn += 1
    assert drawn > 20
    words = said(picture_figure(frozen[0], pictures_of(frozen[0])[0].id))
    assert "usual lag" in words or "Retrieved" not in words


def test_the_same_finding_of_now_reaches_further(some, frozen):
    now = next(d for d in some if d.claim.id == "perilous-economic-phase")
    then = next(d for d in frozen if d.claim.id == "perilous-economic-phase")
    name = next(p.id for p in pictures_of(then) if p.kind == "evidence")
    last = [picture_figure(d, name)["data"][0]["x"][-1] for d in (then, now)]
    assert last[0] < last[1]


def test_a_hostile_text_stays_text(some):
    d = some[0]
    claim = d.claim.model_copy(update={"claim": HOSTILE})
    rows = [f.evidence.model_copy(update={"question": HOSTILE}) for f in d.now.findings]
    findings = tuple(dataclasses.replace(f, evidence=row) for f, row in zip(d.now.findings, rows, strict=True))
    d = dataclasses.replace(
        d,
        then=dataclasses.replace(d.then, claim=claim),
        now=dataclasses.replace(d.now, claim=claim, findings=findings),
    )
    for picture in pictures_of(d):
        for size in ("slide", PAGE):
            figure = picture_figure(d, picture.id, size)
            for note in figure["layout"]["annotations"]:
                assert not re.search(r"<(?!/?b>|br>)", note["text"]), note["text"]
                assert "<b>Bold" not in note["text"]
        page = interactive_html(figure, HOSTILE)
        body = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", page, flags=re.S)
        assert "alert(&#x27;x&#x27;)" in body
        assert "<b>Bold" not in body
        assert "<script>alert" not in page
        assert "<a href='https://example.org'" not in body


def test_no_type_is_smaller_than_a_reader_can_read(some, everything):
    figures = [picture_figure(d, p.id, size) for d in some for p in pictures_of(d) for size in SIZES]
    figures += [argument_figure(everything, p.id, size) for p in argument_pictures(everything) for size in SIZES]
    for figure in figures:
        layout = figure["layout"]
        fonts = [note["font"]["size"] for note in layout["annotations"]]
        fonts += [layout[axis]["tickfont"]["size"] for axis in layout if re.match(r"[xy]axis[1-4]?$", axis)]
        assert min(fonts) >= SMALLEST


def test_the_argument_has_a_board_a_scoreboard_and_a_map(everything, mode):
    assert [p.id for p in argument_pictures(everything)] == ["board", "scoreboard", "map"]
    for name in ("board", "scoreboard", "map"):
        figure = argument_figure(everything, name, "square", mode)
        words = together(said(figure))
        assert together(f"Verdicts as of {day(everything[0].as_of.day)}") in words
        assert together(figure["layout"]["meta"]["answer"]) in words
        assert "publishers" in words
    marks = argument_figure(everything, "board")["data"][2]
    assert sorted(marks["customdata"]) == sorted(d.claim.id for d in everything)
    bars = argument_figure(everything, "scoreboard")["data"]
    named = {name for bar in bars if bar["type"] == "bar" for name in bar["customdata"]}
    assert named == {d.claim.id for d in everything if d.choices.contested}


def test_a_part_of_the_argument_has_no_map(some):
    assert "map" not in [p.id for p in argument_pictures(some)]
    with pytest.raises(ValueError, match="all claims"):
        argument_figure(some, "map")
    assert "(a selection)" in said(argument_figure(some, "board"))


def test_what_there_is_not_is_refused(some, everything):
    d = some[0]
    for name in ("nothing", "board", "us-still-powerful-nothing-choices"):
        with pytest.raises(KeyError):
            picture_figure(d, name)
    with pytest.raises(KeyError):
        picture_figure(d, pictures_of(d)[0].id, "poster")
    with pytest.raises(KeyError):
        argument_figure(some, "nothing")
    judged = next(d for d in everything if d.claim.kind == "judgement")
    with pytest.raises(ValueError, match=judged.claim.id):
        picture_figure(judged, f"{judged.claim.id}-choices")


def test_pictures_are_those_with_something_to_draw(everything):
    for d in everything:
        names = {p.id for p in pictures_of(d)}
        drawable = {f.evidence.id for f in d.now.findings if f.series is not None and len(f.series)}
        assert drawable <= names
        assert (f"{d.claim.id}-choices" in names) == d.choices.contested
        assert all(p.alt and p.title and p.claim == d.claim.id for p in pictures_of(d))


def test_without_an_address_the_picture_still_says_where_it_is_from(project):
    (d,) = dossiers(project, [project.argument.claim["us-still-powerful"]])
    assert "Plumbline, claim us-still-powerful" in said(picture_figure(d, "us-still-powerful-gdp"))


def test_widths_of_text_are_those_of_the_typeface():
    font = ImageFont.truetype(str(FILES["600"].with_suffix(".ttf")), 100)
    for text in ("The quick brown fox 0123456789", "jumps; over (the) lazy dog?", "US$ 29.2 tn"):
        assert font.getlength(text) <= width(text, 100) <= 1.15 * font.getlength(text)


def test_text_is_cut_into_lines_that_fit():
    text = "Under Biden the United States was a strong supporter of Ukraine, with weapons among other help."
    found = fitted(text, 20, 300)
    assert " ".join(found) == text
    assert all(width(line, 20) <= 300 for line in found)
    assert max(len(found), 3) == len(found)
    assert shortened(text, 20, 300, 2)[1].endswith("\N{HORIZONTAL ELLIPSIS}")
    assert "".join(fitted("W" * 100, 20, 300)) == "W" * 100
    assert fitted("", 20, 300) == []


def test_the_typeface_has_every_sign_that_pictures_use(everything):
    font = {chr(c) for c in range(0x20, 0x7F)}
    used = set().union(*(said(picture_figure(d, p.id)) for d in everything[::4] for p in pictures_of(d)))
    used |= set().union(*(said(argument_figure(everything, n)) for n in ("board", "scoreboard", "map")))
    truetype = ImageFont.truetype(str(FILES["400"].with_suffix(".ttf")), 40)
    missing = truetype.getmask("\uffff").getbbox(), bytes(truetype.getmask("\uffff"))
    for sign in sorted(used - font - {"\xa0"}):
        mask = truetype.getmask(sign)
        assert (mask.getbbox(), bytes(mask)) != missing, repr(sign)


def test_the_style_sheet_carries_both_weights_and_fetches_nothing():
    css = font_css()
    assert css.count("@font-face") == 2
    assert set(re.findall(r"url\((\w+:)", css)) == {"data:"}


def test_a_page_of_its_own_has_all_words_as_text(some, mode):
    d = some[0]
    figure = picture_figure(d, "us-still-powerful-gdp", PAGE, mode)
    assert "width" not in figure["layout"]
    page = interactive_html(figure, "A title", plotly_js="/plotly.js")
    for text in (
        d.claim.claim,
        "as of 22 August 2026",
        "World Bank",
        "CC BY 4.0",
        "<title>A title</title>",
        '<html lang="en">',
    ):
        assert text in page
    assert f'href="{ADDRESS}/c/us-still-powerful"' in page
    assert "<noscript>" in page
    assert 4e4 < len(page) < 2e5


def test_a_page_of_its_own_is_whole_without_a_network(some):
    page = interactive_html(picture_figure(some[0], "us-still-powerful-gdp", PAGE), "A title")
    assert 4e6 < len(page) < 7e6
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page.split("<main>")[0])
    assert "<script src=" not in page


def test_day_of_tests_is_the_day_of_the_figures(project):
    assert project.now.day == dt.date(2026, 8, 22)
