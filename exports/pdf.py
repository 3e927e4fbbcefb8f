"""What a PDF says of itself: what Chromium leaves out is added, and the time of printing becomes the day of its figures."""

from __future__ import annotations

import io

from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject, TextStringObject

from exports import about
from exports.file_metadata import LANGUAGE, FileMetadata


def described(content: bytes, words: FileMetadata) -> bytes:
    """The same pages with title, author, subject, keywords, language and an XMP packet.

    Pages, text and tags stay as they are. The same pages and words give the same bytes, whenever they were printed.
    """
    writer = PdfWriter(clone_from=io.BytesIO(content))
    # The version of XMP and of tags; pypdf would say an older one.
    writer.pdf_header = "%PDF-1.7"
    day = f"D:{words.day:%Y%m%d}000000Z"
    writer.metadata = {
        "/Title": words.title, "/Author": about.NAME, "/Subject": words.description, "/Keywords": ", ".join(words.keywords),
        "/Creator": f"{about.NAME} {about.version()}", "/Producer": "Chromium, pypdf", "/CreationDate": day, "/ModDate": day,
    }  # fmt: skip
    packet = StreamObject()
    packet.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    packet.set_data(words.xmp().encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(packet)
    writer.root_object[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    sink = io.BytesIO()
    writer.write(sink)
    return sink.getvalue()
