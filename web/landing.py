"""The page at a short link: a card for whoever shares it, the verdict as text, and the way on to the dashboard's page.

The dashboard's pages are drawn by Streamlit in the reader's browser; what a crawler or a messenger fetches of them is the
same shell for each. So the short link answers with a page of its own, which has what those read, and takes readers on by a
script. What was known on a day, which the dashboard's pages do not show, stays and is read here.
"""

from __future__ import annotations

from dataclasses import dataclass

from charts.said import degree, verdict_sentence, verdict_words
from charts.signs import dots_svg, svg
from charts.theme import MARKS
from exports import about, addresses, review
from exports.addresses import LATEST
from exports.dossier import Dossier
from exports.pictures import SIZES
from verdicts.findings import Finding, has_figures
from verdicts.outcome import outcome_words
from verdicts.words import capitalised, day
from web.answers import Answer
from web.endpoint import Asked
from web.faults import unknown
from web.picture_answers import deciding_picture
from web.pictured import OfArgument
from web.templates import HTML, in_script, look, script_hash, template

CARD = "social"
"""The size of the picture on a card: 1200 x 630, as those who show cards ask for it."""
ON = "document.addEventListener('DOMContentLoaded', () => location.replace(document.getElementById('page').href));"
"""The script that takes a reader on, once all of the page has been read; no entry of its own is left in the history."""
POLICY = (
    f"default-src 'none'; script-src {script_hash(ON)}; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Card:
    """What stands on a card, and how it is found."""

    title: str
    description: str
    address: str
    """Its own; empty where it is not known at which the dashboard is to be found."""
    image: str
    """The address of its picture; empty where there is none."""
    alt: str

    @property
    def size(self) -> tuple[int, int]:
        return SIZES[CARD]


def page(asked: Asked) -> Answer:
    """The page of a claim, or of one of its tests if the path names one. Raises Fault, UnknownId, UnknownDay."""
    found = asked.dossiers_of((asked.claim,))[0]
    test = _test(asked, found)
    up = "../.." if test else ".."
    as_of = asked.values["as_of"]
    card = _card(asked, found, test)
    to = addresses.CLAIM_PAGE.link(up, claim=found.claim.id)
    if test:
        to = addresses.EVIDENCE_ON_PAGE.link(up, claim=found.claim.id, evidence=test.evidence.id)
    reviewed = review.claim_review(found) if as_of == LATEST and not test else None
    html = template("landing.html").render(
        **look(),
        card=card,
        name=about.NAME,
        dossier=found,
        article=found.case.article,
        mark=MARKS[found.now.label],
        sign=svg(MARKS[found.now.label].sign),
        label=capitalised(found.now.label),
        degree=degree(found.now.certainty),
        dots=dots_svg(found.now.certainty.degree) if found.now.certainty else "",
        outcome=outcome_words(found.now),
        then=verdict_sentence(found.then),
        as_of=day(found.as_of.day),
        published=day(found.case.article.day),
        dated=as_of != LATEST,
        findings=[test] if test else found.now.findings,
        only=test is not None,
        page=to,
        live=addresses.SHORT.link(up, claim=found.claim.id),
        home=up,
        picture=_picture(asked, found, test, up),
        links=_links(asked, found, card),
        review=in_script(reviewed) if reviewed else "",
        script=ON,
    )
    # Without a browser there is no picture now; there may be one soon.
    passing = bool(asked.renderer.why_not())
    return Answer(html.encode(), HTML, frozen=asked.frozen, passing=passing, policy=POLICY)


def _test(asked: Asked, dossier: Dossier) -> Finding | None:
    """The test that the path names; None for the whole claim. Raises Fault."""
    name = asked.names.get("evidence")
    if name is None:
        return None
    try:
        return dossier.finding(name)
    except KeyError:
        raise unknown("evidence", name, [finding.evidence.id for finding in dossier.now.findings]) from None


def _card(asked: Asked, dossier: Dossier, test: Finding | None) -> Card:
    claim, as_of = dossier.claim, asked.values["as_of"]
    then = "" if as_of == LATEST else f" (as of {day(dossier.as_of.day)})"
    if test:
        title, said = f"{test.evidence.question}{then}", test.sentence
        own = addresses.SHORT_EVIDENCE.dated(asked.address, as_of, claim=claim.id, evidence=test.evidence.id)
    else:
        title = f"{capitalised(dossier.now.label)}: {claim.claim.rstrip('.')}{then}"
        said = f"{capitalised(verdict_words(dossier.now))}. {outcome_words(dossier.now)}"
        own = addresses.SHORT.dated(asked.address, as_of, claim=claim.id)
    if not asked.address:
        return Card(title, said, "", "", "")
    image = _picture(asked, dossier, test, asked.address)
    alt = (
        OfArgument([dossier], _picture_id(dossier, test)).chart(CARD, "light")["layout"]["meta"]["alt"] if image else ""
    )
    return Card(title, said, own, image, alt)


def _picture_id(dossier: Dossier, test: Finding | None) -> str:
    """The picture of a card; empty where nothing of it can be drawn."""
    if test:
        return test.evidence.id if has_figures(test) else ""
    return deciding_picture(dossier)


def _picture(asked: Asked, dossier: Dossier, test: Finding | None, base: str) -> str:
    """Where the picture of a card is; empty where nothing can be drawn, or nobody here can draw it."""
    if not (picture := _picture_id(dossier, test)) or asked.renderer.why_not():
        return ""
    as_of = asked.values["as_of"]
    if test:
        where = addresses.PICTURE.dated(base, as_of, picture=picture, form="png")
    else:
        where = addresses.CLAIM.dated(base, as_of, claim=dossier.claim.id, form="png")
    return f"{where}{'&' if '?' in where else '?'}size={CARD}"


def _links(asked: Asked, dossier: Dossier, card: Card) -> list[dict[str, str]]:
    """What else there is of the claim, for programs that look for it; nothing where no address is known."""
    base, claim, topic = asked.address, dossier.claim, dossier.topic
    if not base:
        return []
    return [
        {
            "type": "application/json+oembed",
            "title": card.title,
            "href": addresses.oembed_link(base, card.address),
        },
        _feed(f"{about.NAME}: this claim", addresses.CLAIM_FEED.link(base, claim=claim.id)),
        _feed(f"{about.NAME}: {topic.title}", addresses.TOPIC_FEED.link(base, topic=topic.id)),
        _feed(f"{about.NAME}: all claims", addresses.FEED.link(base)),
        {
            "type": "application/json",
            "title": "Record",
            "href": addresses.CLAIM.dated(base, asked.values["as_of"], claim=claim.id, form="json"),
        },
    ]


def _feed(title: str, href: str) -> dict[str, str]:
    return {"type": "application/atom+xml", "title": title, "href": href}
