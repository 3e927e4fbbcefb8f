"""oEmbed (oembed.com): what a site that is given one of our links needs to show the chart itself, in a frame."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from exports import about, addresses, records
from exports.addresses import LATEST
from exports.pictures import SIZES, picture_id
from web.answers import Answer
from web.embed import HEIGHT, WIDTH, embed_snippet
from web.endpoint import AS_OF, Asked, Parameter
from web.faults import Fault, short, unknown_day
from web.landing import CARD
from web.picture_answers import deciding_picture
from web.pictured import OfView, Pictured, of_argument
from web.views import VIEW, exhibit_of

JSON = "application/json"
_OURS = (
    re.compile(r"/c/(?P<claim>[^/]+)(?:/(?P<evidence>[^/]+))?/?"),
    re.compile(r"/embed/(?P<picture>[^/]+)"),
    re.compile(r"/claim"),
)
"""The paths of links that a chart of the argument stands for, below the first page."""
_VIEWS = (addresses.EXPLORE_PAGE.path(), addresses.VIEW_EMBEDDED.path())
"""Those that a view stands for."""

_SIDE = "A number of pixels."
PARAMETERS = (
    Parameter(
        "url", "", "A link of ours: a short link, that of a claim's page, or of an embedded chart.", required=True
    ),
    Parameter("format", "json", "json; there is no other."),
    Parameter("maxwidth", "", _SIDE, pattern="[0-9]{0,5}"),
    Parameter("maxheight", "", _SIDE, pattern="[0-9]{0,5}"),
)
"""What may be asked of it."""


class Meant(NamedTuple):
    """What a link is to."""

    of: Pictured
    as_of: str


def oembed(asked: Asked) -> Answer:
    """The frame of a link's chart. Raises Fault, UnknownId, UnknownDay."""
    values = asked.values
    if values["format"] != "json":
        raise Fault("unsupported-format", "There is oEmbed as JSON only.", parameter="format", allowed=["json"])
    meant = _meant(asked, values["url"])
    words = meant.of.chart(CARD, "light")["layout"]["meta"]
    width, height = _bound(values, "maxwidth", WIDTH), _bound(values, "maxheight", HEIGHT)
    drawn = not asked.renderer.why_not()
    thumbnail = meant.of.picture(asked.address, "png", meant.as_of)
    record = {
        "version": "1.0",
        "type": "rich",
        "title": words["title"],
        "provider_name": about.NAME,
        "provider_url": f"{asked.address}/",
        "cache_age": 86_400,
        "html": embed_snippet(meant.of.embedded(asked.address, meant.as_of), words["title"], width, height),
        "width": width,
        "height": height,
    }
    if drawn:
        record |= {
            "thumbnail_url": f"{thumbnail}{'&' if '?' in thumbnail else '?'}size={CARD}",
            "thumbnail_width": SIZES[CARD][0],
            "thumbnail_height": SIZES[CARD][1],
        }
    return Answer(records.as_json(record), JSON, passing=not drawn)


def _meant(asked: Asked, url: str) -> Meant:
    """What a link is to. Raises Fault for one that is not to a chart of ours."""
    nowhere = Fault("unknown-address", f"There is no chart of ours at {short(url)}.", parameter="url")
    if asked.stated and not url.startswith(f"{asked.stated}/"):
        raise nowhere
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    as_of = query.get("as_of", [LATEST])[-1]
    if not re.fullmatch(AS_OF.pattern, as_of):
        raise unknown_day(f"{short(as_of)} is not a day. Give article, latest or a day such as 2024-06-30.")
    if parts.path.endswith(_VIEWS):
        return Meant(OfView(exhibit_of(_asking(asked, query), asked.address)), LATEST)
    for pattern in _OURS:
        # Behind a base path or a mount more stands before it.
        found = re.search(f"{pattern.pattern}$", parts.path)
        if not found:
            continue
        names = {name: unquote(value) for name, value in found.groupdict().items() if value}
        picture = names.get("picture", "") or names.get("evidence", "") or _shown(asked, parts.fragment, query)
        if not picture:
            claim = names.get("claim") or query.get("id", [""])[-1]
            (of,) = asked.dossiers.of((asked.dossiers.claim(claim),), as_of, asked.address)
            picture = deciding_picture(of) or picture_id("claim choices", of.claim.id)
        return Meant(of_argument(replace(asked, values={"as_of": as_of}), picture, asked.address), as_of)
    raise nowhere


def _asking(asked: Asked, query: Mapping[str, list[str]]) -> Asked:
    """A question about the view of a link; what else stands in the link is let pass."""
    return replace(asked, values={one.name: query.get(one.name, [one.default])[-1] for one in VIEW})


def _shown(asked: Asked, fragment: str, query: Mapping[str, list[str]]) -> str:
    """The test that the address of a claim's page names; empty where it names none."""
    known = {row.id for row in asked.case.argument.evidence.rows}
    return next((one for one in (*query.get("test", []), fragment) if one in known), "")


def _bound(values: Mapping[str, str], name: str, wanted: int) -> int:
    """A side of the frame in pixels, not longer than asked for."""
    return min(wanted, int(values[name])) if values[name] else wanted
