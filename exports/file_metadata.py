"""What a file says of itself to programs: title, author, source with licence, link, day. One maker for all kinds of files.

Pictures carry it as ``layout.meta["file"]``, beside their title and text alternative; ``scripts/files.js`` puts it into
SVG and PNG, ``pdf.py`` into PDF, and the menu's own script into the PDF that a reader's browser makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import escape

from exports import about

LANGUAGE = "en"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
)


@dataclass(frozen=True)
class FileMetadata:
    """The words of one file; plain text, in which a space stands for what XML cannot hold."""

    title: str
    description: str
    """A text alternative, or what the file is about."""
    source: str
    """Who publishes the figures, in which edition, under which licence."""
    link: str
    """Where more is to be found; empty where nobody said where the dashboard is."""
    day: date
    """The day of the figures, which is the date of the file: the same figures give the same bytes."""
    keywords: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("title", "description", "source", "link"):
            object.__setattr__(self, name, _FORBIDDEN.sub(" ", getattr(self, name)))
        object.__setattr__(self, "keywords", tuple(_FORBIDDEN.sub(" ", word) for word in self.keywords))

    def record(self, variant: str = "") -> dict[str, object]:
        """The words as plain values, with the packet and an id made of them; title and description stand beside it.

        ``variant``: what tells the file from others with the same words, such as its size.
        """
        packet = self.xmp()
        return {
            "author": about.NAME, "source": self.source, "link": self.link, "keywords": list(self.keywords), "day": self.day.isoformat(),
            "language": LANGUAGE, "id": sha256(f"{variant} {packet}".encode()).hexdigest()[:32], "xmp": packet,
        }  # fmt: skip

    def xmp(self) -> str:
        """An XMP packet (ISO 16684-1): Dublin Core as RDF/XML, for every format that takes one."""
        day = self.day.isoformat()
        elements = "".join(
            (
                _alt("dc:title", self.title),
                _alt("dc:description", self.description),
                _list("dc:creator", "Seq", [about.NAME]),
                _list("dc:subject", "Bag", self.keywords),
                _alt("dc:rights", self.source),
                _plain("dc:source", self.source),
                _list("dc:relation", "Bag", filter(None, [self.link])),
                _list("dc:date", "Seq", [day]),
                _list("dc:language", "Bag", [LANGUAGE]),
                _plain("xmp:CreatorTool", f"{about.NAME} {about.version()}"),
                _plain("xmp:CreateDate", day),
                _plain("xmp:ModifyDate", day),
                _plain("pdf:Keywords", ", ".join(self.keywords)),
            )
        )
        return (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description rdf:about="" {_SPACES}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
        )


def file_words(chart: Mapping[str, Any]) -> FileMetadata | None:
    """The words that a chart carries; None where it carries none."""
    meta = chart["layout"].get("meta", {})
    if "file" not in meta:
        return None
    told = meta["file"]
    return FileMetadata(
        meta["title"],
        meta["alt"],
        told["source"],
        told["link"],
        date.fromisoformat(told["day"]),
        tuple(told["keywords"]),
    )


def _plain(name: str, words: str) -> str:
    return f"<{name}>{escape(words)}</{name}>" if words else ""


def _alt(name: str, words: str) -> str:
    """A text that may be there in several languages."""
    item = f'<rdf:li xml:lang="x-default">{escape(words)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>" if words else ""


def _list(name: str, kind: str, words: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in words)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
