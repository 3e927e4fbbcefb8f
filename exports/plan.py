"""What an export holds: each file with its place, what it is made of, and how it is made.

A file's key is a fingerprint of all that goes into it and of the program that makes it. So a later run can tell, without
making the file again, whether the one that is there is still right.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from charts.theme import Mode
from exports import citations, records, value_files
from exports.dossier import Dossier
from exports.filenames import safe
from exports.rendering import EDITABLE, Format
from exports.report_pictures import Scope
from exports.review import claim_review
from verdicts.sources_in_use import sources_in_use

if TYPE_CHECKING:
    from exports.pictures import Picture

RASTER: Format = "png"
PICTURES: tuple[Format, ...] = (RASTER, "svg", EDITABLE, "pdf")
"""Pictures need a browser; so does the PDF of a report, and the pictures in reports and bundles."""
TEXTS = ("csv", "xlsx", "json", "parquet", "cite", "review")
FORMATS = (*PICTURES, "html", *TEXTS, "report", "bundle")
DRAWN = frozenset({*PICTURES, "report", "bundle"})
"""Formats that a browser has a part in."""
BUNDLED = "slide"
"""The size of the pictures in a bundle, at scale 1."""


@dataclass(frozen=True)
class Settings:
    """How pictures are to be drawn."""

    size: str = "slide"
    scale: int = 1
    mode: Mode = "light"

    def suffix(self, format: str) -> str:
        """What tells a picture from the same one with other settings."""
        scale = f"-{self.scale}x" if format == RASTER and self.scale != 1 else ""
        return f"-{self.size}{'-dark' if self.mode == 'dark' else ''}{scale}"


@dataclass(frozen=True)
class Draw:
    """A picture for the browser."""

    path: str
    key: str
    chart: dict[str, Any]
    format: Format
    scale: int = 1


@dataclass(frozen=True)
class Write:
    """A file that needs no browser."""

    path: str
    key: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Document:
    """What goes between two covers: a report or a bundle of a claim, a topic or the whole argument."""

    scope: Scope
    name: str
    dossiers: tuple[Dossier, ...]


def pictures(dossiers: Sequence[Dossier], formats: Sequence[str], settings: Settings, whole: bool) -> Iterator[Draw]:
    """The pictures of some claims; of the argument too if it is the ``whole`` of it."""
    wanted = [format for format in PICTURES if format in formats]
    for picture, chart in charts(dossiers, settings, whole) if wanted else ():
        for format in wanted:
            scale = settings.scale if format == RASTER else 1
            path = f"pictures/{safe(picture.id + settings.suffix(format), format)}"
            yield Draw(path, key(format, scale, chart), chart, format, scale)


def charts(dossiers: Sequence[Dossier], settings: Settings, whole: bool) -> Iterator[tuple[Picture, dict[str, Any]]]:
    """Each picture with its chart."""
    from exports.pictures import argument_pictures, picture_chart, pictures_of

    for dossier in dossiers:
        for one in pictures_of(dossier):
            yield one, picture_chart([dossier], one.id, settings.size, settings.mode)
    for one in argument_pictures(dossiers) if whole else ():
        yield one, picture_chart(dossiers, one.id, settings.size, settings.mode)


def pages(dossiers: Sequence[Dossier], settings: Settings, whole: bool) -> Iterator[Write]:
    """The same pictures as interactive pages, each complete in itself."""
    from exports.interactive import interactive_html

    for picture, chart in charts(dossiers, replace(settings, size="page"), whole):
        path = f"interactive/{safe(picture.id + ('-dark' if settings.mode == 'dark' else ''), 'html')}"
        yield Write(path, key("html", picture.title, chart), partial(_page, interactive_html, chart, picture.title))


def texts(dossiers: Sequence[Dossier], formats: Sequence[str]) -> Iterator[Write]:
    """Figures, findings, claims, citations and reviews."""
    for dossier in dossiers:
        whole = records.claim_record(dossier)
        for finding in dossier.now.findings:
            evidence = finding.evidence.id
            told = records.finding_record(dossier, evidence)
            for ending, form in value_files.FORMS.items():
                if ending in formats:
                    path = f"{'findings' if ending == 'json' else 'figures'}/{safe(evidence, ending)}"
                    yield Write(path, key(ending, told, whole["verdict"]), partial(form.make, dossier, evidence))
        claim = dossier.claim.id
        if "json" in formats:
            yield Write(f"claims/{safe(claim, 'json')}", key("json", whole), partial(records.as_json, whole))
        if "review" in formats and (review := claim_review(dossier)):
            yield _settled(f"reviews/{safe(claim, 'json')}", records.as_json(review))
        if "cite" in formats:
            cited = citations.of_claim(dossier)
            for ending, written in citations.FORMS.items():
                yield _settled(f"citations/{safe(claim, ending)}", written.all([cited]))
    if "json" in formats:
        yield _settled("sources.json", records.as_json(records.sources_record(dossiers[0].case)))
    if "cite" in formats:
        used = sources_in_use(dossiers[0].catalog, dossiers[0].observations)
        all_ = [citations.of_source(one.source, one.indicators) for one in used]
        for ending, written in citations.FORMS.items():
            yield _settled(f"citations/sources.{ending}", written.all(all_))


def report_path(document: Document, format: str) -> str:
    return f"reports/{safe(document.name, format)}"


def bundle_path(document: Document) -> str:
    return f"bundles/{safe(document.name, 'zip')}"


def bundled_pictures(document: Document) -> list[Draw]:
    """The pictures that go into a bundle; their paths are file names."""
    drawn = pictures(document.dossiers, [RASTER], Settings(BUNDLED), document.scope == "argument")
    return [Draw(PurePosixPath(one.path).name, one.key, one.chart, one.format) for one in drawn]


def key(*parts: Any) -> str:
    """A fingerprint of plain values and of the program that makes a file of them."""
    text = json.dumps([program(), *parts], sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """A fingerprint of what makes files: the rooms that draw and export, and the libraries they draw with."""
    digest = hashlib.sha256(f"{version('plotly')} {version('kaleido')}".encode())
    here = Path(__file__).parent
    for path in sorted(p for room in (here, here.parent / "charts", here.parent / "verdicts") for p in room.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _settled(path: str, content: bytes) -> Write:
    """A file that takes no time to make: its content says whether it is the same."""
    return Write(path, hashlib.sha256(content).hexdigest(), lambda: content)


def _page(make: Callable[..., str], chart: dict[str, Any], title: str) -> bytes:
    return make(chart, title).encode()
