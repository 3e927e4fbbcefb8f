"""Pictures that travel alone: what each says, and that it fits; drawn by a browser in test_browser_renderer.py."""

import dataclasses
import re
from types import SimpleNamespace

import plotly.graph_objects as go
import pytest
from builders import WRITTEN
from newest import IN_WORDS, NEWEST
from PIL import ImageFont

from charts.drawing import Drawing
from charts.framed import SMALLEST, framed
from charts.text import fitted, shortened, width
from charts.theme import PALETTES
from exports import picture_specs
from exports.dossier import dossiers
from exports.fonts import FILES, font_css
from exports.interactive import interactive_html
from exports.picture_specs import NothingToDraw, Subject
from exports.pictures import (
    PAGE,
    SIZES,
    UnknownPicture,
    argument_pictures,
    entries,
    picture_chart,
    picture_ids,
    pictures_of,
)
from verdicts.clock import AsOf
from verdicts.doubt import agreement
from verdicts.findings import has_figures
from verdicts.words import day

pytestmark = pytest.mark.slow

ADDRESS = "https://plumbline.example.org"
CLAIMS = ("us-still-powerful", "biden-backed-ukraine", "perilous-economic-phase", "war-drains-russia-finances")
HOSTILE = "<b>Bold</b> & <script>alert('x')</script> <a href='https://example.org'>click</a>"


@pytest.fixture(scope="module")
def everything(case):
    return dossiers(case, address=ADDRESS)


@pytest.fixture(scope="module")
def some(everything):
    return [d for d in everything if d.claim.id in CLAIMS]


@pytest.fixture(scope="module")
def frozen(case):
    chosen = [c for c in case.argument.claims.rows if c.id in (*CLAIMS, "trump-cuts-aid")]
    return dossiers(case, chosen, AsOf(WRITTEN, WRITTEN), ADDRESS)


def said(chart):
    """All words of a picture's frame, each note on a line, with the characters that were escaped."""
    notes = " ".join(note["text"] for note in chart["layout"]["annotations"])
    return notes.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def stands(verdict):
    """A verdict as a picture has it: its word, and how certain it is."""
    certain = f", {verdict.certainty.degree} certainty" if verdict.certainty else ""
    return f"{verdict.label.capitalize()}{certain}"


def together(text):
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("size", SIZES)
def test_every_picture_says_claim_verdict_day_question_unit_sources_and_link(case, some, size, mode):
    for d in some:
        pictures = pictures_of(d)
        of_all = {"claim choices"} if d.choices.contested else set()
        compared = (
            {"strip"} if any(f.result.base and f.result.base[-1].where == "space" for f in d.now.scored) else set()
        )
        assert {p.kind for p in pictures} == {"evidence", "test choices", "years", *of_all, *compared}
        for picture in pictures:
            chart = picture_chart([d], picture.id, size, mode)
            words, meta = together(said(chart)), chart["layout"]["meta"]
            assert together(d.claim.claim) in words, picture.id
            assert together(f"{stands(d.now)} as of {day(d.as_of.day)}") in words
            for reason in d.now.certainty.reasons if d.now.certainty else ():
                assert together(reason) in words
            assert together(picture.title) in words
            assert together(meta["measured"]) in words
            assert together(meta["answer"]) in words
            assert f"plumbline.example.org/c/{d.claim.id}" in words
            assert "MeasuredbyPlumbline." in words
            layout = chart["layout"]
            assert (layout["width"], layout["height"]) == SIZES[size]
            assert layout["paper_bgcolor"] == PALETTES[mode].paper


def test_every_picture_there_is_is_one_plotly_accepts(everything):
    found = [(d, p) for d in everything for p in pictures_of(d)]
    assert len({p.id for _, p in found}) == len(found) > 450
    for d, picture in found[::7]:
        go.Figure(picture_chart([d], picture.id))
    for picture in argument_pictures(everything):
        go.Figure(picture_chart(everything, picture.id))


def test_the_unit_and_each_source_with_edition_and_licence_stand_in_a_chart(case, some):
    for d in some:
        for finding in d.now.findings:
            if not has_figures(finding):
                continue
            words = together(said(picture_chart([d], finding.evidence.id)))
            for name in finding.evidence.request.indicators:
                source = case.catalog.source[case.catalog.indicator[name].source]
                provenance = case.observations.provenance[name]
                for part in (source.publisher, source.name, f"({source.licence})", provenance.edition):
                    assert together(part) in words, finding.evidence.id
            assert f"Retrieved{together(day(provenance.retrieved))}" in words or "Retrievedbetween" in words


def test_a_curve_names_the_sources_of_all_its_alternatives(case, some):
    of = next(d for d in some if d.claim.id == "us-still-powerful")
    words = said(picture_chart([of], "us-still-powerful-gdp-choices"))
    assert "World Bank" in words
    assert "International Monetary Fund" in words


def test_a_picture_says_in_how_many_settings_the_verdict_is_the_same_and_context_answers_nothing(everything):
    context = 0
    for d in everything[::4]:
        firm = together(agreement(d.choices))
        for picture in pictures_of(d):
            words = together(said(picture_chart([d], picture.id)))
            assert (firm in words) == d.choices.contested, picture.id
            if picture.kind == "evidence" and not d.finding(picture.id).evidence.weight:
                assert together("Context, decides nothing.") in words
                context += 1
    assert context


def test_where_the_verdict_moved_both_are_said(everything, case):
    moved = [d for d in everything if d.then.label != d.now.label and pictures_of(d)]
    assert len(moved) > 10
    for d in moved:
        words = together(said(picture_chart([d], pictures_of(d)[0].id)))
        assert together(f"{stands(d.now)} as of {day(d.as_of.day)}") in words
        assert together(f"{stands(d.then)} at publication, {day(WRITTEN)}") in words
    stayed = next(d for d in everything if d.then.label == d.now.label and pictures_of(d))
    assert "at publication" not in said(picture_chart([stayed], pictures_of(stayed)[0].id))


def test_a_frozen_picture_has_no_later_figure_and_says_its_day(frozen):
    drawn = 0
    for d in frozen:
        for picture in pictures_of(d):
            chart = picture_chart([d], picture.id)
            assert f"as of {day(WRITTEN)}" in said(chart)
            if picture.kind in ("evidence", "years") and chart["layout"]["xaxis"].get("type") == "date":
                for trace in chart["data"][:-1]:
                    assert all(x[:10] <= str(WRITTEN) for x in trace["x"]), picture.id
                    assert "projection" not in "".join(trace.get("text", []))
                    drawn += 1
    assert drawn > 20
    words = said(picture_chart([frozen[0]], pictures_of(frozen[0])[0].id))
    assert "updated 2024-10-24" in words


def test_the_same_finding_of_now_reaches_further(some, frozen):
    now = next(d for d in some if d.claim.id == "perilous-economic-phase")
    then = next(d for d in frozen if d.claim.id == "perilous-economic-phase")
    name = next(p.id for p in pictures_of(then) if p.kind == "evidence")
    last = [picture_chart([d], name)["data"][0]["x"][-1] for d in (then, now)]
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
            chart = picture_chart([d], picture.id, size)
            for note in chart["layout"]["annotations"]:
                assert not re.search(r"<(?!/?b>|br>)", note["text"]), note["text"]
                assert "<b>Bold" not in note["text"]
        page = interactive_html(chart, HOSTILE)
        body = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", page, flags=re.S)
        assert "alert(&#x27;x&#x27;)" in body
        assert "<b>Bold" not in body
        assert "<script>alert" not in page
        assert "<a href='https://example.org'" not in body


def test_no_type_is_smaller_than_a_reader_can_read(some, everything):
    figures = [picture_chart([d], p.id, size) for d in some for p in pictures_of(d) for size in SIZES]
    figures += [picture_chart(everything, p.id, size) for p in argument_pictures(everything) for size in SIZES]
    for chart in figures:
        layout = chart["layout"]
        fonts = [note["font"]["size"] for note in layout["annotations"]]
        fonts += [layout[axis]["tickfont"]["size"] for axis in layout if re.match(r"[xy]axis[1-4]?$", axis)]
        assert min(fonts) >= SMALLEST


def test_the_argument_has_a_board_a_scoreboard_and_a_map(everything, mode):
    assert [p.id for p in argument_pictures(everything)] == ["board", "scoreboard", "map"]
    for name in ("board", "scoreboard", "map"):
        chart = picture_chart(everything, name, "square", mode)
        words = together(said(chart))
        assert together(f"Verdicts as of {day(everything[0].as_of.day)}") in words
        assert together(chart["layout"]["meta"]["answer"]) in words
        assert "publishers" in words
    marks = picture_chart(everything, "board")["data"][2]
    assert sorted(marks["customdata"]) == sorted(d.claim.id for d in everything)
    bars = picture_chart(everything, "scoreboard")["data"]
    named = {name for bar in bars if bar["type"] == "bar" for name in bar["customdata"]}
    assert named == {d.claim.id for d in everything if d.choices.contested}


def test_a_part_of_the_argument_has_no_map(some):
    assert "map" not in [p.id for p in argument_pictures(some)]
    with pytest.raises(ValueError, match="all claims"):
        picture_chart(some, "map")
    assert "(a selection)" in said(picture_chart(some, "board"))


def test_what_there_is_not_is_refused(some, everything):
    d = some[0]
    of_another_claim = f"{some[1].claim.id}-years"
    for name in ("nothing", of_another_claim, "us-still-powerful-nothing-choices"):
        with pytest.raises(UnknownPicture):
            picture_chart([d], name)
    with pytest.raises(KeyError):
        picture_chart([d], pictures_of(d)[0].id, "poster")
    with pytest.raises(UnknownPicture):
        picture_chart(some, "nothing")
    judged = next(d for d in everything if d.claim.kind == "judgement")
    with pytest.raises(NothingToDraw, match=judged.claim.id):
        picture_chart([judged], f"{judged.claim.id}-choices")


def test_no_two_pictures_of_the_argument_have_the_same_id(case):
    claims, tests = len(case.argument.claim), len(case.argument.evidence.rows)
    assert len(picture_ids(case)) == len({"board", "scoreboard", "map"}) + 2 * claims + 3 * tests


def test_an_id_that_two_pictures_could_have_is_that_of_the_test_s_chart():
    rows = [SimpleNamespace(id=name, claim="a") for name in ("a-gdp", "a-gdp-choices", "a-years", "map")]
    case = SimpleNamespace(argument=SimpleNamespace(claim={"a": None}, evidence=SimpleNamespace(rows=rows)))
    found = {name: (one.kind.name, one.claim, one.test) for name, one in entries(case).items()}
    assert found["a-gdp"] == ("evidence", "a", "a-gdp")
    assert found["a-gdp-choices"] == ("evidence", "a", "a-gdp-choices")
    assert found["a-years"] == ("evidence", "a", "a-years")
    assert found["map"] == ("map", "", "")
    assert found["a-choices"] == ("claim choices", "a", "")
    assert found["a-gdp-choices-choices"] == ("test choices", "a", "a-gdp-choices")


def test_a_picture_has_the_same_bytes_in_each_process(everything):
    words = picture_specs.of_board(Subject("board", everything)).words
    asked = dict.fromkeys(("hovermode", "clickmode", "barmode", "bargap", "boxmode", "boxgap", "polar", "geo"), True)
    layout = framed(Drawing("Head", "Subtitle", [], asked), words, SIZES["slide"])["layout"]
    assert [name for name in layout if name in asked] == list(asked)


def test_pictures_are_those_with_something_to_draw(everything):
    for d in everything:
        names = {p.id for p in pictures_of(d)}
        drawable = {f.evidence.id for f in d.now.findings if has_figures(f)}
        assert drawable <= names
        assert (f"{d.claim.id}-choices" in names) == d.choices.contested
        assert all(p.alt and p.title and p.claim == d.claim.id for p in pictures_of(d))


def test_without_an_address_the_picture_still_says_where_it_is_from(case):
    (d,) = dossiers(case, [case.argument.claim["us-still-powerful"]])
    assert "Plumbline, claim us-still-powerful" in said(picture_chart([d], "us-still-powerful-gdp"))


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
    used = set().union(*(said(picture_chart([d], p.id)) for d in everything[::4] for p in pictures_of(d)))
    used |= set().union(*(said(picture_chart(everything, n)) for n in ("board", "scoreboard", "map")))
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
    chart = picture_chart([d], "us-still-powerful-gdp", PAGE, mode)
    assert "width" not in chart["layout"]
    page = interactive_html(chart, "A title", plotly_js="/plotly.js")
    for text in (
        d.claim.claim,
        f"as of {IN_WORDS}",
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
    page = interactive_html(picture_chart([some[0]], "us-still-powerful-gdp", PAGE), "A title")
    assert 4e6 < len(page) < 7e6
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page.split("<main>")[0])
    assert "<script src=" not in page


def test_day_of_tests_is_the_day_of_the_figures(case):
    assert case.now.day == NEWEST
