"""The Atom feed of verdicts that moved, read back by a feed reader."""

import datetime as dt
import re
from xml.etree import ElementTree

import feedparser
from hypothesis import given, settings
from hypothesis import strategies as st
from newest import NEWEST

from exports.feed import atom, of_claim, of_topic
from exports.plain import printable
from loaders.ledger import Removed, VerdictMove, VerdictsMoved, append, entries

AT = dt.datetime(2026, 9, 1, 12, 30, 5, 250000, dt.UTC)
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d{2}-\d{2}:[A-Za-z0-9._~/%:-]+")


def moved(*moves, at=AT):
    return VerdictsMoved(at=at, because={"worldbank": "v"}, moves=tuple(VerdictMove(**m) for m in moves))


def move(claim="us-still-powerful", as_of="latest", before="conflicting", after="supported", **certain):
    return {"claim": claim, "as_of": as_of, "before": before, "after": after, **certain}


def read(content):
    feed = feedparser.parse(content)
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def test_a_feed_of_nothing_is_a_feed(case):
    for ledger in ([], [Removed(at=AT, vintages=("a",))]):
        feed = read(atom(ledger, case, ""))
        assert feed.entries == []
        assert feed.feed.updated == f"{NEWEST}T00:00:00Z"
        assert feed.feed.author == "Plumbline"
        assert TAG.fullmatch(feed.feed.id)


def test_each_verdict_that_moved_is_an_entry_the_newest_first(case):
    ledger = [
        moved(move(before="supported", after="conflicting"), at=AT + dt.timedelta(days=1)),
        moved(move(), move(as_of="article", after="leans supported")),
    ]
    feed = read(atom(ledger, case, "https://example.org"))
    statement = case.argument.claim["us-still-powerful"].claim
    assert [e.updated for e in feed.entries] == ["2026-09-02T12:30:05Z", "2026-09-01T12:30:05Z", "2026-09-01T12:30:05Z"]
    assert feed.feed.updated == "2026-09-02T12:30:05Z"
    assert [e.title for e in feed.entries] == [
        f"{statement} (today: conflicting)",
        f"{statement} (today: supported)",
        f"{statement} (at publication: leans supported)",
    ]
    assert "conflicting, now supported." in feed.entries[1].content[0].value
    assert "because of World Bank, World Development Indicators" in feed.entries[1].content[0].value
    assert {e.link for e in feed.entries} == {"https://example.org/c/us-still-powerful"}
    assert len({e.id for e in feed.entries}) == 3
    assert all(TAG.fullmatch(e.id) for e in feed.entries)
    assert feed.feed.links[0].href == "https://example.org/feed.atom"


def test_the_feed_of_a_claim_and_of_a_topic_has_what_is_theirs_under_the_same_ids(case):
    other = next(c for c in case.argument.claims.rows if c.topic != case.argument.claim["us-still-powerful"].topic)
    ledger = [moved(move(), move(claim=other.id), move(claim="gone"))]
    everything = {e.id: e.title for e in read(atom(ledger, case, "https://example.org")).entries}
    claim = read(atom(ledger, case, "https://example.org", of=of_claim(case.argument.claim["us-still-powerful"])))
    topic = read(
        atom(ledger, case, "https://example.org", of=of_topic(case.argument.topic[other.topic], [other])),
    )
    assert len(everything) == 3
    assert [everything[e.id] for e in claim.entries] == [e.title for e in claim.entries]
    assert [e.link for e in claim.entries] == ["https://example.org/c/us-still-powerful"]
    assert [e.link for e in topic.entries] == [f"https://example.org/c/{other.id}"]
    assert len({feed.feed.id for feed in (claim, topic, read(atom(ledger, case, "")))}) == 3
    assert [link.href for link in topic.feed.links] == [
        f"https://example.org/topics/{other.topic}/feed.atom",
        f"https://example.org/{other.topic}",
    ]
    assert read(atom([moved(move(claim="gone"))], case, "", of=of_claim(other))).entries == []


def test_how_certain_a_verdict_is_stands_beside_it(case):
    certain = {"certainty": "low", "certainty_reasons": ("deciding tests disagree", "others too")}
    (entry,) = read(atom([moved(move(**certain))], case, "")).entries
    assert entry.title.endswith("(today: supported, low certainty)")
    assert "now supported. Certainty: low (deciding tests disagree; others too)." in entry.content[0].value
    (plain,) = read(atom([moved(move())], case, "")).entries
    assert plain.id == entry.id
    assert "ertainty" not in plain.title + plain.content[0].value


def test_the_ledger_of_a_store_is_told(case, store):
    append(store, moved(move()))
    append(store, Removed(at=AT, vintages=("a",)))
    (entry,) = read(atom(entries(store), case, "")).entries
    assert entry.title.endswith("(today: supported)")


def test_ids_stay_as_they_are_when_others_come(case):
    old = moved(move())
    new = moved(move(before="supported", after="conflicting"), at=AT + dt.timedelta(days=1))
    (before,) = read(atom([old], case, "https://example.org")).entries
    assert read(atom([new, old], case, "https://example.org")).entries[1].id == before.id
    assert read(atom([old, old], case, "https://example.org")).entries[0].id == before.id
    assert len(read(atom([old, old], case, "https://example.org")).entries) == 1


def test_ids_are_the_same_by_whatever_name_the_server_is_asked(case):
    feeds = [
        read(atom([moved(move())], case, address)) for address in ("", "https://example.org", "http://evil.example")
    ]
    assert len({feed.feed.id for feed in feeds}) == 1
    assert len({feed.entries[0].id for feed in feeds}) == 1
    assert "evil" not in feeds[-1].entries[0].id


def test_ids_begin_with_the_name_that_whoever_runs_the_server_has_stated(case):
    (entry,) = read(atom([moved(move())], case, "https://10.0.0.1", "https://plumbline.example:8443/argument")).entries
    assert entry.id.startswith("tag:plumbline.example,2025-02-17:verdicts/")


def test_a_claim_that_is_no_longer_there_is_told_by_its_id(case):
    (entry,) = read(atom([moved(move(claim="gone"))], case, "https://example.org")).entries
    assert entry.title == "gone (today: supported)"
    assert entry.get("links", []) == []


@settings(max_examples=40)
@given(st.text(), st.text())
def test_no_text_breaks_the_feed_or_becomes_markup(case, claim, label):
    content = atom([moved(move(claim=claim, after=label))], case, "")
    root = ElementTree.fromstring(content)
    atom_ = "{http://www.w3.org/2005/Atom}"
    entry = root.find(f"{atom_}entry")
    # A parser of XML reads any line end as a line feed.
    told = printable(f"{claim} (today: {label})").replace("\r\n", "\n").replace("\r", "\n")
    assert entry.find(f"{atom_}title").text == told
    assert len(entry.find(f"{atom_}content")) == 0
    assert TAG.fullmatch(entry.find(f"{atom_}id").text)


def test_a_feed_reader_sees_text_and_no_element(case):
    (entry,) = read(atom([moved(move(claim="<script>x</script>&amp;"))], case, "")).entries
    assert entry.content[0].type == "text/plain"
    assert "<script>x</script>&amp;" in entry.content[0].value
