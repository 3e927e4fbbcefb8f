"""Everything that can be taken away of some claims, as text by what it is."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

from exports import citations, feed, records, review
from exports.bundle import bundle
from exports.dossier import Dossier
from exports.pictures import argument_pictures, picture_chart, pictures_of
from exports.report import report_html
from exports.value_files import claim_csv
from exports.workbook import values_xlsx

AT = "https://example.org"
EMBEDDED = re.compile(r"url\(data:[^)]*\)")
"""A font in a page: letters that happen to be words."""


def everything(dossiers: list[Dossier]) -> Iterator[tuple[str, str]]:
    """What each file is, and its text; of a workbook, a picture and a bundle all the texts within."""
    case = dossiers[0].case
    for dossier in dossiers:
        yield from of_claim(dossier)
    for picture in argument_pictures(dossiers):
        yield f"picture {picture.id}", _words(picture_chart(dossiers, picture.id, "slide", "light"))
    yield "report", EMBEDDED.sub("", report_html(dossiers, "argument", {}))
    yield "claims", records.as_json(records.claims_record(case, dossiers)).decode()
    yield "feed", feed.atom([], case, AT, AT).decode()
    for path, text in _unzipped(bundle(dossiers[:2], {})):
        # What is in hand of all publishers is the same for every case.
        if path != "findings/sources.json":
            yield f"bundle {path}", text


def of_claim(dossier: Dossier) -> Iterator[tuple[str, str]]:
    """The files of one claim."""
    name = dossier.claim.id
    for form, one in citations.FORMS.items():
        yield f"citation {form} {name}", one.all([citations.of_claim(dossier)]).decode()
    yield f"review {name}", _words(review.claim_review(dossier))
    yield f"record {name}", records.as_json(records.claim_record(dossier)).decode()
    yield f"figures {name}", claim_csv(dossier).decode()
    yield f"report {name}", EMBEDDED.sub("", report_html([dossier], "claim", {}))
    for picture in pictures_of(dossier):
        yield f"picture {picture.id}", _words(picture_chart([dossier], picture.id, "slide", "light"))
    if dossier.now.findings:
        for path, text in _unzipped(values_xlsx(dossier, dossier.now.findings[0].evidence.id)):
            yield f"workbook {name} {path}", text


def _words(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _unzipped(content: bytes) -> Iterator[tuple[str, str]]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    for path in archive.namelist():
        if not path.endswith(".parquet"):
            yield path, archive.read(path).decode()
