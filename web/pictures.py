"""Answers that are pictures: drawn by the server's browser, and as plotly figures for those who draw themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from charts.theme import Mode
from exports import names, records, tables
from exports.browser import RENDERER, Busy, NoBrowser, RenderFailed
from exports.dossier import Dossier
from exports.pictures import argument_figure, picture_figure
from web.answers import DRAWING, INERT, Answer
from web.faults import Fault, busy
from web.picture_ids import ARGUMENT, CHOICES, owner
from web.records import dossier
from web.table import Asked

MEDIA = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}


def dossiers_of(asked: Asked, picture: str) -> list[Dossier]:
    """The dossier a picture is drawn from; those of all claims for one of the whole argument. Raises Fault."""
    project = asked.shelf.project
    claim = owner(project, picture)
    rows = (project.argument.claim[claim],) if claim else project.argument.claims.rows
    return asked.shelf.dossiers(rows, asked.values["as_of"], asked.address)


def of_claim(form: str) -> Callable[[Asked], Answer]:
    def make(asked: Asked) -> Answer:
        found = dossier(asked)
        deciding = found.now.deciding
        if deciding is None or deciding.series is None or not len(deciding.series):
            raise nothing(f"No chart decides the claim {found.claim.id}: none of its tests has figures.")
        return _drawn(asked, [found], deciding.evidence.id, form)

    return make


def of_anything(form: str) -> Callable[[Asked], Answer]:
    def make(asked: Asked) -> Answer:
        picture = asked.names["picture"]
        return _drawn(asked, dossiers_of(asked, picture), picture, form)

    return make


def as_figure(asked: Asked) -> Answer:
    picture = asked.names["picture"]
    found = dossiers_of(asked, picture)
    if why := withheld(found, picture):
        raise Fault("withheld", why)
    return Answer(records.as_json(_asked_for(asked, found, picture)), "application/json", frozen=asked.frozen)


def withheld(dossiers: list[Dossier], picture: str) -> str:
    """Why the figures of a picture may not be passed on, in a sentence; empty where they may."""
    rows = (f for d in dossiers for f in d.now.findings if picture in (f.evidence.id, f.evidence.id + CHOICES))
    return next((why for f in rows if (why := tables.withheld(f, dossiers[0].catalog))), "")


def nothing(why: str) -> Fault:
    return Fault("nothing-to-draw", why)


def figure(dossiers: list[Dossier], picture: str, size: str, mode: Mode) -> dict[str, Any]:
    """A picture as a plotly figure. Raises Fault where there is nothing to draw."""
    try:
        if picture in ARGUMENT:
            return argument_figure(dossiers, picture, size, mode)
        return picture_figure(dossiers[0], picture, size, mode)
    except KeyError as error:
        if error.args != (picture,):  # Not for want of this picture: a fault of ours.
            raise
        raise nothing(f"{picture} has no choices that bear on the verdict, so there is nothing to draw.") from error
    except ValueError as error:
        raise nothing(str(error)) from error


def _asked_for(asked: Asked, dossiers: list[Dossier], picture: str) -> dict[str, Any]:
    return figure(dossiers, picture, asked.values["size"], asked.values["mode"])  # type: ignore[arg-type]


def _drawn(asked: Asked, dossiers: list[Dossier], picture: str, form: str) -> Answer:
    drawing = _asked_for(asked, dossiers, picture)
    try:
        body = RENDERER.picture(drawing, form, int(asked.values.get("scale", "1")))
    except NoBrowser as error:
        others = [f"/embed/{picture}", f"/pictures/{picture}.json"]
        said = f"{error} Without one, the chart is at the addresses that are allowed, and its page saves pictures by itself."
        raise Fault("no-browser", said, allowed=others) from error
    except Busy as error:
        raise busy(error.retry_after) from error
    except RenderFailed as error:
        raise Fault("not-drawn", str(error)[:300]) from error
    name = names.safe(f"plumbline-{picture}", form)
    return Answer(body, MEDIA[form], name, False, asked.frozen, policy=DRAWING if form == "svg" else INERT)
