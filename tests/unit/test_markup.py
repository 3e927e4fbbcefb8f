"""Text from tables stays text: nothing in it becomes HTML or Markdown."""

import html
import re
from html.parser import HTMLParser

import numpy as np
import pytest
from builders import WRITTEN, catalog
from hypothesis import given
from hypothesis import strategies as st

from verdicts.argument import Claim
from verdicts.article import Article
from verdicts.certainty import REASONS, Certainty
from verdicts.checks import Level
from verdicts.clock import AsOf
from verdicts.evidence import Evidence
from verdicts.findings import SeriesFinding
from verdicts.intervals import Interval
from verdicts.measures import Series
from verdicts.multiverse import Multiverse
from verdicts.results import SeriesResult
from verdicts.rule import LABELS, MEANINGS
from verdicts.summary import Standing
from verdicts.verdict import Verdict
from widgets.board_view import board_table
from widgets.markup import (
    badge,
    claim_anchor,
    definitions,
    lede,
    link,
    plain,
    shares_bar,
    verdict_key,
)
from widgets.overview_view import article_eyebrow, bar
from widgets.rows import rows, verdict_cell
from widgets.signs import certainty_badge

NASTY = """<script>alert("1")</script> & 'quotes' "double" <b onclick=x>bold</b> </div> &lt;i&gt;"""
TEXT = st.text(min_size=1, max_size=60)


class Reader(HTMLParser):
    """What a browser would make of it: the elements, their attributes, and the text."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.text += data


def claim(text=NASTY, name="c"):
    fields = {
        "id": name,
        "topic": "t",
        "kind": "fact",
        "section": 1,
        "paragraph": 1,
        "voice": "author",
        "mode": "asserts",
        "claim": text,
        "caveat": "",
    }
    return Claim.model_construct(**fields, would_be_true_if="Seen.")


LOW = Certainty("low", ("indirect", "fragile"))


def standing(label="supported", then="supported", text=NASTY, certainty=None):
    row = Evidence(
        id="c-x", claim="c", question="Is it?", indicator="x", entity="USA", check="at_least", threshold=1, weight=1,
        proxy="near: close", note="why",
    )  # fmt: skip
    dates = np.array(["2020-12-31", "2021-12-31"], "datetime64[D]")
    series = Series(dates, np.array([1.0, 2.0]), "<u>", "A", *np.zeros((2, 2)))
    result = SeriesResult("supports", Level(Interval(2, 2, 2), 1), series)
    finding = SeriesFinding(row, AsOf(WRITTEN, WRITTEN), result, catalog())
    day = AsOf(WRITTEN, WRITTEN)
    one, other = (
        Verdict(claim(text), day, which, 1.0, (finding,), "", bare_multiverse(claim(text)), certainty)
        for which in (then, label)
    )
    return Standing(one, other)


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        (lede(NASTY), ["p"]),
        (link("https://example.org", NASTY), ["a"]),
        (claim_anchor(claim()), ["a"]),
        (definitions([(NASTY, "")]), ["dl"]),
    ],
    ids=["lede", "link", "claim", "no definition"],
)
def test_a_text_adds_no_element(source, tags):
    reader = Reader(source)
    assert reader.tags == tags
    assert reader.text == ("" if tags == ["dl"] else NASTY)


def test_terms_and_their_text_are_text():
    reader = Reader(definitions([(NASTY, NASTY), ("Source", "<script>")]))
    assert reader.tags == ["dl", "dt", "dd", "dt", "dd"]
    assert reader.text == NASTY + NASTY + "Source<script>"


@given(TEXT)
def test_any_text_comes_back_as_it_was(text):
    source = lede(text)
    assert html.unescape(source.removeprefix('<p class="lede">').removesuffix("</p>")) == text
    assert source.count("<") == source.count(">") == 2


def test_a_row_holds_claim_verdict_and_figure_as_text_only():
    shown = standing("conflicting", certainty=LOW)
    source = rows([(NASTY, [shown])], "light", (NASTY, lambda _: ""), kept='q="><b>')
    reader = Reader(source)
    assert set(reader.tags) == {"table", "thead", "tbody", "tr", "th", "td", "a", "span"}
    assert reader.text.count(NASTY) == 3
    assert not [name for name, _ in reader.attributes if name.startswith("on")]
    assert dict(reader.attributes)["href"] == 'claim?id=c&q="><b>'
    assert "was: supported" in reader.text


def test_the_bar_of_all_claims_links_each_verdict_to_its_claims_and_the_active_one_to_all():
    reader = Reader(bar(["supported", "supported", "no data"], "light", ("supported",), topic="A & B"))
    links = [value for name, value in reader.attributes if name == "href"]
    assert links == ["./?topic=A+%26+B", "./?topic=A+%26+B&verdict=no+data"]
    assert ("aria-current", "true") in reader.attributes
    assert dict(reader.attributes)["aria-label"] == "Claims by verdict"
    assert ("aria-label", "3 claims by verdict: 2 supported, 1 no data") in reader.attributes


@pytest.mark.parametrize(("address", "links"), [("https://example.org/a", 1), ("", 0), ("javascript:alert(1)", 0)])
def test_the_article_is_named_with_its_author_and_day_and_linked_if_it_has_an_address(address, links):
    article = Article(NASTY, WRITTEN, "An article", title="Snow", address=address)
    reader = Reader(article_eyebrow(article))
    assert (
        f"\N{LEFT DOUBLE QUOTATION MARK}Snow\N{RIGHT DOUBLE QUOTATION MARK}, {NASTY}, 17 February 2025" in reader.text
    )
    assert reader.tags.count("a") == links


def test_the_board_names_each_mark():
    source = board_table([(NASTY, [standing("conflicting", certainty=LOW)])], "light", "")
    reader = Reader(source)
    names = [value for name, value in reader.attributes if name == "aria-label"]
    assert names == [
        f"{NASTY} Conflicting; was: supported. Low certainty: {REASONS['indirect']}; {REASONS['fragile']}."
    ]
    assert reader.tags.count("a") == 1


def bare_multiverse(of):
    """The multiverse of a claim that leaves no choice open."""
    return Multiverse(of, AsOf(WRITTEN, WRITTEN), ())


def test_the_shares_of_verdicts_are_a_bar_with_a_text_alternative():
    reader = Reader(shares_bar({"conflicting": 0.25, "supported": 0.75}, "light"))
    widths = [value for name, value in reader.attributes if name == "style"]
    assert [w.partition(";")[0] for w in widths] == ["width:25.00%", "width:75.00%"]
    assert dict(reader.attributes)["aria-label"] == "Under all choices: 25% conflicting, 75% supported"


def test_a_link_quotes_its_address():
    reader = Reader(link('x" onclick="y', "words"))
    assert dict(reader.attributes) == {"href": 'x" onclick="y', "target": "_self"}


@pytest.mark.parametrize(
    "text",
    ["*a*", "**b**", "_c_", "[d](https://x.org)", "`e`", "# f", "<b>g</b>", "$h$", "a | b", ":red[i]", "~~j~~", "\\k",
     "> l", "{m}"],
)  # fmt: skip
def test_markdown_is_neutralised(text):
    done = plain(text)
    assert not re.search(r"(?<!\\)[`*_{}\[\]<>#$~|:]", re.sub(r"\\\\", "", done))
    assert re.sub(r"\\(.)", r"\1", done) == text


@given(TEXT)
def test_neutralised_text_loses_nothing(text):
    assert re.sub(r"\\([\\`*_{}\[\]<>#$~|:])", r"\1", plain(text)) == text


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_badge_is_a_word_beside_a_sign_that_is_not_read_aloud(mode):
    signs = set()
    for label in LABELS:
        source = badge(label, mode)
        signs.add(source[: source.rindex(label)])
        assert Reader(source).text.endswith(label)
        assert 'aria-hidden="true"' in source
    assert len(signs) == len(LABELS)


def test_a_row_says_what_a_verdict_was_only_where_it_was_another():
    assert Reader(verdict_cell(standing("conflicting", "conflicting"), "light")).text == "conflicting"
    assert Reader(verdict_cell(standing("conflicting", "supported"), "light")).text.endswith("was: supported")


def test_how_certain_a_verdict_is_stands_beside_it_with_its_reasons():
    certain = standing("conflicting", "supported", certainty=LOW).now.certainty
    reader = Reader(certainty_badge(certain))
    assert reader.text == "low certainty"
    titles = [value for name, value in reader.attributes if name == "title"]
    assert titles == [f"Low certainty: {REASONS['indirect']}; {REASONS['fragile']}"]
    assert Reader(certainty_badge(certain, short=True)).text == "Low"
    assert certainty_badge(None) == ""


def test_the_key_lists_what_is_in_use_in_order_with_its_meaning():
    reader = Reader(verdict_key(["conflicting", "supported", "conflicting"], "light"))
    titles = [value for name, value in reader.attributes if name == "title"]
    assert titles == [MEANINGS["supported"], MEANINGS["conflicting"]]
