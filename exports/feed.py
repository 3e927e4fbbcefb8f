"""Atom feeds of verdicts that moved, from the ledger: one entry a verdict, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from exports import about, addresses
from exports.plain import printable
from loaders import wall_clock
from loaders.ledger import Entry, VerdictMove, VerdictsMoved
from verdicts.argument import Claim, Topic
from verdicts.case import Case
from verdicts.refresh_text import entry_sentences

ATOM = "http://www.w3.org/2005/Atom"
NOWHERE = "plumbline.invalid"
"""Who makes the ids where nobody said where the dashboard is: a name that is reserved and leads nowhere."""


@dataclass(frozen=True)
class About:
    """What a feed is about: all claims, those of a topic, or one."""

    title: str
    """What stands behind "verdicts that moved"; empty for all."""
    path: str
    """The path of the feed, without a slash before it."""
    page: str = ""
    """That of the page it belongs to; empty for the first one."""
    claims: Collection[str] | None = None
    """The claims whose verdicts it tells of; None for all, those included that are no longer there."""
    name: str = ""
    """What its id ends with; empty for all."""

    def tells(self, move: VerdictMove) -> bool:
        """Whether a verdict that moved belongs to it."""
        return self.claims is None or move.claim in self.claims


ALL = About("", addresses.FEED.link())


def of_topic(topic: Topic, claims: Iterable[Claim]) -> About:
    """The feed of a topic's claims."""
    page = addresses.TOPIC_PAGE.link(topic=topic.id)
    path = addresses.TOPIC_FEED.link(topic=topic.id)
    return About(topic.title, path, page, {claim.id for claim in claims}, f"/topics/{topic.id}")


def of_claim(claim: Claim) -> About:
    """The feed of one claim."""
    page = addresses.SHORT.link(claim=claim.id)
    return About(claim.claim, addresses.CLAIM_FEED.link(claim=claim.id), page, {claim.id}, f"/claims/{claim.id}")


def atom(entries: Iterable[Entry], case: Case, address: str, home: str = "", of: About = ALL) -> bytes:
    """The feed as XML. Entries of the ledger that move no verdict are left out; without any, it is a valid empty feed.

    Parameters
    ----------
    entries : iterable of Entry
        As :func:`loaders.ledger.entries` gives them, the newest first.
    case : Case
        For the words of claims and sources.
    address : str
        Where the dashboard is to be found, without a slash at its end; empty if nobody said: then nothing is linked.
    home : str
        The same as whoever runs it has stated it, whoever asks: ids begin with its host, and stay as they are.
    of : About
        An entry has the same id in every feed that it stands in.
    """
    moved = [entry for entry in entries if isinstance(entry, VerdictsMoved) and any(map(of.tells, entry.moves))]
    updated = max((_time(entry, case) for entry in moved), default=_start_of(case.now.day))
    root = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "title", f"{about.NAME}: verdicts that moved{f' ({of.title})' if of.title else ''}")
    _text(root, "subtitle", "When newer figures change what they say of a claim.")
    tag = _tag(case, home)
    _text(root, "id", f"{tag}{of.name}")
    _text(root, "updated", _moment(updated))
    _text(ElementTree.SubElement(root, "author"), "name", about.NAME)
    if address:
        _link(root, "self", "application/atom+xml", f"{address}/{of.path}")
        _link(root, "alternate", "text/html", f"{address}/{of.page}")
    seen: set[str] = set()
    for entry in moved:
        sentences = entry_sentences(entry, case.catalog, case.argument)
        for move, sentence in zip(entry.moves, sentences[1:], strict=True):
            name = _id(entry.at, move, tag)
            if of.tells(move) and name not in seen:
                seen.add(name)
                _entry(root, entry, move, (sentence, sentences[0]), name, case, address)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _entry(
    root: ElementTree.Element,
    entry: VerdictsMoved,
    move: VerdictMove,
    sentences: tuple[str, str],
    name: str,
    case: Case,
    address: str,
) -> None:
    claim = case.argument.claim.get(move.claim)
    when = "at publication" if move.as_of == "article" else "today"
    certain = f", {move.certainty} certainty" if move.certainty else ""
    item = ElementTree.SubElement(root, "entry")
    _text(item, "title", f"{claim.claim if claim else move.claim} ({when}: {move.after}{certain})")
    _text(item, "id", name)
    _text(item, "updated", _moment(_time(entry, case)))
    _text(item, "published", _moment(_time(entry, case)))
    if address and claim:
        _link(item, "alternate", "text/html", addresses.SHORT.link(address, claim=move.claim))
    _text(item, "content", " ".join(filter(None, (sentences[0], _certainty(move), sentences[1]))), type="text")


def _certainty(move: VerdictMove) -> str:
    """How certain the verdict is now, with the reasons, in a sentence; empty where that is not on record."""
    reasons = f" ({'; '.join(move.certainty_reasons)})" if move.certainty_reasons else ""
    return f"Certainty: {move.certainty}{reasons}." if move.certainty else ""


def _text(parent: ElementTree.Element, tag: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, tag, attributes).text = printable(text)


def _tag(case: Case, home: str) -> str:
    """The feed's own tag (RFC 4151). It needs a day on which its maker had the name; the article's is before any entry."""
    return f"tag:{urlsplit(home).hostname or NOWHERE},{case.article.day.isoformat()}:verdicts"


def _link(parent: ElementTree.Element, relation: str, media: str, to: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "type": media, "href": to})


def _id(at: dt.datetime, move: VerdictMove, tag: str) -> str:
    """A tag that is the same each time the feed is made, and of no other entry."""
    parts = (f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%S.%fZ}", move.claim, move.as_of, move.before, move.after)
    return f"{tag}/{'/'.join(quote(printable(part), safe='') for part in parts)}"


def _time(entry: VerdictsMoved, case: Case) -> dt.datetime:
    """When an entry was made. One of a clock that was ahead would stand above all others in readers' lists for years."""
    return entry.at if wall_clock.believed(entry.at) else _start_of(case.now.day)


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
