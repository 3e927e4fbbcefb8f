"""What crawlers and browsers ask every site for, and what people type who guess an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from exports import addresses
from service.errors import UnknownId
from verdicts.case import Case
from web.answers import Answer
from web.endpoint import PAGE_MEDIA, Asked

SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
ICONS = {"ico": "image/vnd.microsoft.icon", "png": "image/png"}
KEPT_FROM_CRAWLERS = ("/_stcore/", "/bundles/", "/takeaway/", "/oembed")
"""What is made for one reader at a time, or says nothing to a search."""


def robots(asked: Asked) -> Answer:
    """What crawlers may ask for, and where the map of the site is (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_FROM_CRAWLERS), ""]
    if asked.address:
        lines += [f"Sitemap: {addresses.SITEMAP.link(asked.address)}", ""]
    return Answer("\n".join(lines).encode(), "text/plain; charset=utf-8")


def sitemap(asked: Asked) -> Answer:
    """All pages and the short link of each claim, those of the cases beneath included; of a claim that is the page that crawlers can read.

    What any of them says is of the day the newest figures in hand were retrieved.
    """
    root = ElementTree.Element("urlset", {"xmlns": SITEMAPS})
    for path, case in {"": asked.case, **asked.beneath}.items():
        for page in _pages(case):
            one = ElementTree.SubElement(root, "url")
            ElementTree.SubElement(one, "loc").text = f"{asked.address}{path}{page}"
            ElementTree.SubElement(one, "lastmod").text = case.now.day.isoformat()
    return Answer(ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n", "application/xml; charset=utf-8")


def _pages(case: Case) -> list[str]:
    """The paths of a case's pages, below its first."""
    argument = case.argument
    topics = [topic.id for topic in argument.topics.rows if argument.claims_of(topic.id)]
    return [
        *(f"/{page}" for page in addresses.PAGES),
        *(addresses.TOPIC_PAGE.path(topic=topic) for topic in topics),
        *(addresses.SHORT.path(claim=claim) for claim in argument.claim),
    ]


def icon(form: str) -> Callable[[Asked], Answer]:
    """The icon in a form of :data:`ICONS`."""

    def make(_: Asked) -> Answer:
        return Answer(Path(__file__).with_name(f"favicon.{form}").read_bytes(), ICONS[form], frozen=True)

    return make


def claim_page(asked: Asked) -> Answer:
    """The way to a claim's page; with a day, to what was known then, which the page does not show. Raises UnknownId, UnknownDay."""
    claim, as_of = asked.claim.id, asked.values["as_of"]
    if as_of == addresses.LATEST:
        return _led(addresses.CLAIM_PAGE.link("..", claim=claim))
    asked.dossiers.day(as_of)
    return _led(addresses.SHORT.dated("..", as_of, claim=claim))


def topic_page(asked: Asked) -> Answer:
    """The way to a topic's page. Raises UnknownId."""
    return _led(addresses.TOPIC_PAGE.link("..", topic=topic_of(asked)))


def topic_of(asked: Asked) -> str:
    """The topic in the path. Raises UnknownId for one that is not there or has no claims."""
    argument, topic = asked.case.argument, asked.names["topic"]
    known = [one for one in argument.topic if argument.claims_of(one)]
    if topic not in known:
        raise UnknownId("topic", topic, known)
    return topic


def _led(to: str) -> Answer:
    """The way to a page; relative, so that it holds behind any proxy."""
    return Answer(b"", PAGE_MEDIA, headers={"Location": to}, status=302)
