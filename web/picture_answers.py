"""Answers that are pictures: drawn by the server's browser, and as plotly figures for those who draw themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from exports import filenames, records
from exports.dossier import Dossier
from exports.pictures import picture_id
from exports.rendering import EDITABLE, Busy, Format, NoBrowser, RenderFailed
from verdicts.findings import has_figures
from web.answers import DRAWING, INERT, Answer
from web.endpoint import AS_OF, MODE, PURPOSE, SCALE, SIZE, Asked, Parameter
from web.faults import Fault, busy
from web.pictured import OfArgument, Pictured, nothing, pictured

MEDIA: dict[Format, str] = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}

_LOG = logging.getLogger("plumbline.web")


def drawn_as(form: str, of: tuple[Parameter, ...] = (AS_OF,)) -> tuple[Parameter, ...]:
    """What may be asked of a picture: only one made of pixels has several numbers of them, and one of lines can be edited."""
    own = {"png": (SCALE,), "svg": (PURPOSE,)}
    return (*of, SIZE, *own.get(form, ()), MODE)


def of_claim(form: Format) -> Callable[[Asked], Answer]:
    def make(asked: Asked) -> Answer:
        (found,) = asked.dossiers.of((asked.claim,), asked.values["as_of"], asked.stated)
        if not (picture := deciding_picture(found)):
            raise nothing(f"No chart decides the claim {found.claim.id}: none of its tests has figures.")
        return _drawn(asked, OfArgument([found], picture), form)

    return make


def deciding_picture(dossier: Dossier) -> str:
    """The id of the chart that carries a claim's verdict; empty where none of its tests has figures."""
    deciding = dossier.now.deciding
    return picture_id("evidence", deciding.evidence.id) if deciding and has_figures(deciding) else ""


def of_anything(form: Format) -> Callable[[Asked], Answer]:
    """A picture of the argument, or of a view."""

    def make(asked: Asked) -> Answer:
        return _drawn(asked, pictured(asked, asked.stated), form)

    return make


def as_chart(asked: Asked) -> Answer:
    """A picture as a plotly figure. Raises Fault where its figures may not be passed on."""
    found = pictured(asked, asked.stated)
    if why := found.withheld:
        raise Fault("withheld", why)
    return Answer(records.as_json(_asked_for(asked, found)), "application/json", frozen=asked.frozen)


def _asked_for(asked: Asked, of: Pictured) -> dict[str, Any]:
    return of.chart(asked.values["size"], asked.values["mode"])  # type: ignore[arg-type]


def _drawn(asked: Asked, of: Pictured, form: Format) -> Answer:
    drawing, scale = _asked_for(asked, of), int(asked.values.get("scale", "1"))
    as_file = EDITABLE if asked.values.get("for") == "editing" else form
    try:
        body = asked.renderer.picture(drawing, as_file, scale)
    except NoBrowser as error:
        said = f"{error} Without one, the chart is at the addresses that are allowed, and its page saves pictures by itself."
        raise Fault("no-browser", said, allowed=of.undrawn()) from error
    except Busy as error:
        raise busy(error.retry_after) from error
    except RenderFailed as error:
        _LOG.warning("picture not drawn", extra={"picture": of.name, "reason": error.reason.detail})
        raise Fault("not-drawn", error.reason) from error
    size = (drawing["layout"]["width"] * scale, drawing["layout"]["height"] * scale)
    name = filenames.of_picture(of.name, of.day, size, asked.values["mode"], as_file)
    return Answer(body, MEDIA[form], name, False, asked.frozen, policy=DRAWING if form == "svg" else INERT)
