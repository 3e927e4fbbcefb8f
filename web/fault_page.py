"""What is wrong with an address that people open, as a page that helps them on; programs that ask for JSON get the envelope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from exports import about
from exports.addresses import SHORT, SHORT_EVIDENCE, TOPIC_PAGE
from service.dossiers import Dossiers
from verdicts.argument import Argument
from web.faults import LONGEST, Fault
from web.templates import look, template

MOST = 5
"""Suggestions at once."""
ALIKE = 0.4
"""How much two names have in common, of 1, to be worth a look."""
_HEADINGS = {404: "There is no page here", 429: "Too many requests", 503: "Busy just now"}


_MEANT = ("unknown-claim", "unknown-topic", "unknown-evidence")
"""What somebody may have mistyped."""


class Suggestion(NamedTuple):
    """A page that may have been meant."""

    href: str
    words: str


def prefers_page(accept: str, page: bool) -> bool:
    """Whether Accept asks for a page rather than for JSON; where it takes both alike, ``page`` says."""
    html, json = (_quality(accept, media) for media in ("text/html", "application/json"))
    return html > json or (page and html == json)


def fault_page(fault: Fault, dossiers: Dossiers, path: str, names: Mapping[str, str]) -> bytes:
    """The page of a fault.

    Parameters
    ----------
    dossiers : Dossiers
        For what may have been meant. Asked only where an id is unknown: then there is a case.
    path : str
        Below the first page, with a slash before it: links on the page are relative to it.
    names : mapping
        What stands in the path, by its name in the table of addresses.
    """
    home = "/".join([".."] * max(0, path.count("/") - 1)) or "."
    found = _suggestions(fault, dossiers.case.argument, home, names) if fault.code in _MEANT else []
    html = template("fault.html").render(
        **look(),
        name=about.NAME,
        heading=_HEADINGS.get(fault.status, "This address cannot be answered"),
        message=fault.message,
        suggestions=found[:MOST],
        home=f"{home}/",
    )
    return html.encode()


def _suggestions(fault: Fault, argument: Argument, home: str, names: Mapping[str, str]) -> list[Suggestion]:
    if fault.code == "unknown-claim":
        return [
            Suggestion(SHORT.link(home, claim=one), argument.claim[one].claim)
            for one in near_claims(names.get("claim", ""), argument)
        ]
    if fault.code == "unknown-topic":
        ids = [one for one in argument.topic if argument.claims_of(one)]
        return [
            Suggestion(TOPIC_PAGE.link(home, topic=one), argument.topic[one].title)
            for one in _near(names.get("topic", ""), ids) or ids
        ]
    claim = names.get("claim", "")
    return [
        Suggestion(SHORT_EVIDENCE.link(home, claim=claim, evidence=row.id), row.question)
        for row in argument.evidence_of(claim)
    ]


def near_claims(asked: str, argument: Argument) -> list[str]:
    """The ids of claims whose id or whose words are most like what was asked for, the closest first."""
    said = {row.claim.lower(): row.id for row in argument.claims.rows}
    words = _near(asked.replace("-", " ").lower(), said)
    return list(dict.fromkeys([*_near(asked, argument.claim), *(said[one] for one in words)]))


def _near(asked: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(asked[:LONGEST], list(known), MOST, ALIKE)


def _quality(accept: str, media: str) -> float:
    """How much Accept wants a media type, from 0 to 1; the closest of its words counts (RFC 9110, 12.5.1)."""
    wanted: dict[str, float] = {}
    for part in (accept or "*/*").lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        quality = next((word[2:] for word in parameters if word.startswith("q=")), "1")
        try:
            wanted[name] = float(quality)
        except ValueError:
            wanted[name] = 0.0
    return next((wanted[one] for one in (media, f"{media.partition('/')[0]}/*", "*/*") if one in wanted), 0.0)
