"""A page for who waits for a document in a browser: it shows how far the document is, and gives way to it."""

from __future__ import annotations

from collections.abc import Mapping

from exports import about
from exports.records import as_json
from exports.rendering import HowFar
from web.answers import Answer
from web.templates import HERE, HTML, look, script_hash, template

PROGRESS = "application/vnd.plumbline.progress+json"
"""With this in Accept, whoever asks for a document is told how far it is: ``{made, of}`` pictures, 0 of 0 before the first. It begins nothing."""
_SCRIPT = (HERE / "waiting.js").read_text("utf-8")
_POLICY = f"default-src 'none'; script-src {script_hash(_SCRIPT)}; style-src 'unsafe-inline'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_UNKEPT = {"Cache-Control": "no-store", "Vary": "Accept, Sec-Fetch-Dest"}
_CALLED = {"application/zip": "data package"}


def is_reader(headers: Mapping[str, str]) -> bool:
    """Whether a browser asks in order to show the answer as a page: it says so itself (Fetch Metadata), programs do not."""
    return headers.get("sec-fetch-dest") == "document" and "range" not in headers


def waiting_page(media: str) -> Answer:
    """The page for a document of a media type. Its script asks for the same address, which is held until the document is there."""
    html = template("waiting.html").render(**look(), name=about.NAME, what=_CALLED.get(media, "report"), script=_SCRIPT)
    return Answer(html.encode(), HTML, passing=True, policy=_POLICY, headers=_UNKEPT)


def progress(how_far: HowFar | None) -> Answer:
    """How far a document is; None where nobody waits for it."""
    made, of = how_far or HowFar(0, 0)
    return Answer(as_json({"made": made, "of": of}), PROGRESS, passing=True, headers=_UNKEPT, status=202)
