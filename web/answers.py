"""Answers as HTTP has them: entity tags, caches, compression, headers that keep a file what it says it is (RFC 9110, 9111).

A tag is strong: it names the bytes. Compressed bytes are other bytes, so they have a tag of their own, and compression
happens here: what already has a coding is left alone by whatever stands between this and the reader.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from starlette.datastructures import Headers
from starlette.responses import Response

from web.address import has_place, placed
from web.faults import Fault
from web.ranges import Part, Unsatisfiable, part_of

SHORT, LONG = 60, 86_400
"""Seconds a cache may keep an answer without asking: one as of now, and one as of a day that is over."""
MINIMUM = 500
"""Bytes from which compression is worth it. Not above Streamlit's own, which would compress what is left plain here."""
COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/atom+xml", "application/xml", "image/svg+xml",
                "application/vnd.oai", "application/vnd.citationstyles", "application/pdf", "application/x-")  # fmt: skip
INERT = "default-src 'none'; frame-ancestors 'none'"
DRAWING = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
"""What an SVG may do: nothing but look as it is drawn."""
READABLE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""What a page that says what is wrong may do. It may stand in the frame that a chart was asked for in."""
EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag, Retry-After, X-Request-Id",
}
METHODS = "GET, HEAD, OPTIONS"
_TAGS = re.compile(r'(?:W/)?("[^"]*")')


@dataclass(frozen=True)
class Answer:
    """Bytes, what they are, and how long they hold."""

    body: bytes
    media: str
    """The media type, with its charset where it has one."""
    name: str = ""
    """The name of the file it is saved under; empty for what is not a file."""
    attached: bool = False
    """Whether a browser saves it rather than shows it."""
    frozen: bool = False
    """Whether it is as of a day that is over."""
    passing: bool = False
    """Whether asking again may give a better one: then it is not kept."""
    policy: str = INERT
    """The content security policy."""
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    _placed: dict[str, Answer] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def _hash(self) -> str:
        return sha256(self.body).hexdigest()[:32]

    @cached_property
    def zipped(self) -> bytes | None:
        """The body compressed, the same bytes each time; None where that is not worth it."""
        if len(self.body) < MINIMUM or not self.media.startswith(COMPRESSIBLE):
            return None
        return gzip.compress(self.body, 6, mtime=0)

    def tag(self, zipped: bool) -> str:
        return f'"{self._hash}-gzip"' if zipped else f'"{self._hash}"'

    @cached_property
    def is_anywhere(self) -> bool:
        """Whether it is the same whatever address it was asked for at."""
        return not has_place(self.body)

    @property
    def size(self) -> int:
        """Bytes it takes to keep; with the stand-in in it, it is itself never sent, but its last form is kept."""
        return len(self.body) + len(self.zipped or b"") if self.is_anywhere else 3 * len(self.body)

    def at(self, address: str) -> Answer:
        """As it is sent to one who asked at an address: the last one made for that address, or a new one."""
        if self.is_anywhere:
            return self
        known = self._placed.get(address)
        if known is None:
            known = replace(self, body=placed(self.body, address))
            # One is enough: those who ask as they should all use the same.
            self._placed.clear()
            self._placed[address] = known
        return known


def respond(answer: Answer, method: str, headers: Headers) -> Response:
    """An answer to a request of a method with these headers: whole, without its body, or only that it has not changed."""
    zipped = answer.zipped if takes_gzip(headers.get("accept-encoding", "")) else None
    # A part is one of the bytes as they are: those of a compressed body would be of no use to who reads a table.
    if "range" in headers:
        zipped = None
    tag = answer.tag(zipped is not None)
    age = LONG if answer.frozen and not answer.passing else SHORT
    said = {
        **EVERYWHERE,
        "ETag": tag,
        "Cache-Control": f"public, max-age={age}{'' if answer.frozen else ', must-revalidate'}",
        "Content-Security-Policy": answer.policy,
        **answer.headers,
    }
    if answer.zipped is not None:
        said["Vary"] = "Accept-Encoding"
    if answer.status == 200:
        said["Accept-Ranges"] = "bytes"
    if answer.status == 200 and matches(headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=said)
    body = answer.body if zipped is None else zipped
    status = answer.status
    if status == 200 and method == "GET" and (part := _part(headers, tag, len(body))):
        status, said["Content-Range"] = 206, part.header(len(body))
        body = body[part.start : part.stop]
    said["Content-Type"] = answer.media
    said["Content-Length"] = str(len(body))
    if zipped is not None:
        said["Content-Encoding"] = "gzip"
    if answer.name:
        said["Content-Disposition"] = f'{"attachment" if answer.attached else "inline"}; filename="{answer.name}"'
    return Response(b"" if method == "HEAD" else body, status, said)


def _part(headers: Headers, tag: str, size: int) -> Part | None:
    """The part that is asked for; None for the whole. Raises Fault (416)."""
    try:
        return part_of(headers, tag, size)
    except Unsatisfiable:
        said = f"There are {size} bytes here, and none of those that are asked for."
        raise Fault("no-such-bytes", said, {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}) from None


def refuse(fault: Fault, method: str, page: bytes | None = None) -> Response:
    """A fault in its envelope, or as a page for people, which no cache keeps."""
    body = fault.envelope() if page is None else page
    headers = {
        **EVERYWHERE,
        "Content-Type": "application/json" if page is None else "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Content-Security-Policy": INERT if page is None else READABLE,
        **fault.headers,
    }
    return Response(b"" if method == "HEAD" else body, fault.status, headers)


def matches(asked: str, tag: str) -> bool:
    """Whether If-None-Match names a tag; W/ makes no difference there."""
    return asked.strip() == "*" or tag in _TAGS.findall(asked)


def takes_gzip(accepted: str) -> bool:
    """Whether Accept-Encoding takes gzip."""
    return takes(accepted, "gzip")


def takes(accepted: str, wanted: str) -> bool:
    """Whether Accept-Encoding takes a coding."""
    qualities: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, parameter = part.partition(";")
        quality = parameter.strip().removeprefix("q=")
        try:
            qualities[coding.strip()] = float(quality) if quality else 1.0
        except ValueError:
            qualities[coding.strip()] = 0.0
    return qualities.get(wanted, qualities.get("*", 0.0)) > 0
