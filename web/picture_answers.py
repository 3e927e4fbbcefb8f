"""Answers that are pictures: drawn by the server's browser, and as plotly figures for those who draw themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from charts.theme import Mode
from exports import addresses, filenames, records, values
from exports.dossier import Dossier
from exports.picture_specs import NothingToDraw
from exports.pictures import Entry, UnknownPicture, entry, picture_chart, picture_id, picture_ids
from exports.rendering import EDITABLE, Busy, Format, NoBrowser, RenderFailed
from verdicts.case import Case
from verdicts.findings import has_figures
from web.answers import DRAWING, INERT, Answer
from web.endpoint import Asked
from web.faults import Fault, busy, unknown

MEDIA: dict[Format, str] = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}

_LOG = logging.getLogger("plumbline.web")


def entry_of(case: Case, picture: str) -> Entry:
    """The picture with an id. Raises Fault."""
    try:
        return entry(case, picture)
    except UnknownPicture:
        raise unknown("picture", picture, picture_ids(case)) from None


def dossiers_of(asked: Asked, picture: str, address: str) -> list[Dossier]:
    """The dossier a picture is drawn from; those of all claims for one of the whole argument. Raises Fault.

    ``address``: where the dashboard is to be found, if the picture is to say so.
    """
    case = asked.case
    claim = entry_of(case, picture).claim
    rows = (case.argument.claim[claim],) if claim else case.argument.claims.rows
    return asked.dossiers.of(rows, asked.values["as_of"], address)


def of_claim(form: Format) -> Callable[[Asked], Answer]:
    def make(asked: Asked) -> Answer:
        (found,) = asked.dossiers.of((asked.claim,), asked.values["as_of"], asked.stated)
        if not (picture := deciding_picture(found)):
            raise nothing(f"No chart decides the claim {found.claim.id}: none of its tests has figures.")
        return _drawn(asked, [found], picture, form)

    return make


def deciding_picture(dossier: Dossier) -> str:
    """The id of the chart that carries a claim's verdict; empty where none of its tests has figures."""
    deciding = dossier.now.deciding
    return picture_id("evidence", deciding.evidence.id) if deciding and has_figures(deciding) else ""


def of_anything(form: Format) -> Callable[[Asked], Answer]:
    def make(asked: Asked) -> Answer:
        picture = asked.names["picture"]
        return _drawn(asked, dossiers_of(asked, picture, asked.stated), picture, form)

    return make


def as_chart(asked: Asked) -> Answer:
    picture = asked.names["picture"]
    found = dossiers_of(asked, picture, asked.stated)
    if why := withheld(found, picture):
        raise Fault("withheld", why)
    return Answer(records.as_json(_asked_for(asked, found, picture)), "application/json", frozen=asked.frozen)


def withheld(dossiers: list[Dossier], picture: str) -> str:
    """Why the figures of a picture may not be passed on, in a sentence; empty where they may."""
    test = entry(dossiers[0].case, picture).test
    return values.withheld(dossiers[0].finding(test), dossiers[0].catalog) if test else ""


def nothing(why: str) -> Fault:
    return Fault("nothing-to-draw", why)


def chart(dossiers: list[Dossier], picture: str, size: str, mode: Mode) -> dict[str, Any]:
    """A picture as a plotly figure. Raises Fault where there is nothing to draw."""
    try:
        return picture_chart(dossiers, picture, size, mode)
    except NothingToDraw as error:
        raise nothing(str(error)) from error


def _asked_for(asked: Asked, dossiers: list[Dossier], picture: str) -> dict[str, Any]:
    return chart(dossiers, picture, asked.values["size"], asked.values["mode"])  # type: ignore[arg-type]


def _drawn(asked: Asked, dossiers: list[Dossier], picture: str, form: Format) -> Answer:
    drawing, scale = _asked_for(asked, dossiers, picture), int(asked.values.get("scale", "1"))
    as_file = EDITABLE if asked.values.get("for") == "editing" else form
    try:
        body = asked.renderer.picture(drawing, as_file, scale)
    except NoBrowser as error:
        others = [addresses.EMBEDDED.path(picture=picture), addresses.PICTURE.path(picture=picture, form="json")]
        said = f"{error} Without one, the chart is at the addresses that are allowed, and its page saves pictures by itself."
        raise Fault("no-browser", said, allowed=others) from error
    except Busy as error:
        raise busy(error.retry_after) from error
    except RenderFailed as error:
        _LOG.warning("picture not drawn", extra={"picture": picture, "reason": error.reason.detail})
        raise Fault("not-drawn", error.reason) from error
    size = (drawing["layout"]["width"] * scale, drawing["layout"]["height"] * scale)
    name = filenames.of_picture(picture, dossiers[0].as_of.day, size, asked.values["mode"], as_file)
    return Answer(body, MEDIA[form], name, False, asked.frozen, policy=DRAWING if form == "svg" else INERT)
