"""The Data Package of a bundle (https://datapackage.org): what is in each file, from whom, and under which licence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from exports import about
from exports.dossier import Dossier
from exports.editions import cited, sources_of
from exports.values import FIELDS
from loaders.snapshot_package import licence_of
from loaders.tables import Row
from verdicts.argument import Claim
from verdicts.evidence import Evidence
from verdicts.findings import EventFinding, Finding, SeriesFinding
from verdicts.sources_in_use import SourceInUse

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
OURS = {"name": "MIT", "title": "MIT License (claims, rules and verdicts; figures keep the licence of their source)"}
MEDIA = {
    "csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet", "png": "image/png",
    "svg": "image/svg+xml", "pdf": "application/pdf", "html": "text/html",
}  # fmt: skip
_TYPES = {"threshold": "number", "weight": "number", "smoothing": "integer", "section": "integer", "paragraph": "integer",
          "from": "date", "to": "date"}  # fmt: skip


class Described(NamedTuple):
    """A file of a bundle with what it is; figures with the finding they are of."""

    path: str
    title: str
    finding: Finding | None = None
    dossier: Dossier | None = None


def sources_behind(dossiers: Sequence[Dossier]) -> list[SourceInUse]:
    """The sources that the findings of some claims are measured from, each with the indicators in question."""
    findings = [f for dossier in dossiers for f in dossier.now.findings if isinstance(f, SeriesFinding)]
    wanted = dict.fromkeys(name for finding in findings for name in finding.evidence.request.indicators)
    return sources_of(wanted, dossiers[0].observations, dossiers[0].catalog, dossiers[0].as_of)


def data_package(
    dossiers: Sequence[Dossier], files: Mapping[str, bytes], described: Iterable[Described], version: str
) -> dict[str, Any]:
    """The descriptor of a bundle with ``files``, those of them that are data or pictures."""
    used = [name for one in sources_behind(dossiers) for name in (p.indicator for p in one.indicators)]
    resources = [_resource(one, files[one.path], dossiers[0]) for one in described]
    resources += [
        {
            **_file("figures/all.parquet", files["figures/all.parquet"], "The figures of all findings in one table"),
            **_origin(used, dossiers[0]),
            "schema": _schema(),
        },
        _file("findings/sources.json", files["findings/sources.json"], "All sources in use, with their provenance"),
        _table("rules/claims.csv", files, "The claims, in our own words", Claim),
    ]
    if "rules/evidence.csv" in files:
        resources.append(_table("rules/evidence.csv", files, "What each claim is tested with, and why", Evidence))
    return {
        "$schema": PROFILE,
        "name": "plumbline-bundle",
        "title": f"{about.NAME}: {len(dossiers)} claim{'' if len(dossiers) == 1 else 's'} held against public figures",
        "description": f"Verdicts as of {dossiers[0].as_of.day.isoformat()} and of the article, {dossiers[0].then.as_of.day.isoformat()}.",
        "version": version,
        "contributors": [{"title": about.AUTHORS}],
        "licenses": [OURS],
        **({"homepage": dossiers[0].address} if dossiers[0].address else {}),
        "resources": resources,
    }


def _resource(one: Described, content: bytes, dossier: Dossier) -> dict[str, Any]:
    described = _file(one.path, content, one.title)
    if one.finding is None:
        return described
    described |= {"encoding": "utf-8", "schema": _schema()}
    if isinstance(one.finding, EventFinding):
        event = one.finding.event
        return described | (
            {"sources": [{"title": event.description, "path": str(event.source)}]} if event.source else {}
        )
    return described | _origin(one.finding.evidence.request.indicators, dossier)


def _origin(indicators: Iterable[str], dossier: Dossier) -> dict[str, Any]:
    catalog, indicators = dossier.catalog, list(indicators)
    rows = {name: catalog.source[name] for name in dict.fromkeys(catalog.indicator[i].source for i in indicators)}
    licences = {row.licence: licence_of(row) for row in rows.values()}
    origin = {
        "sources": [
            {
                "title": cited(row, indicators, dossier.observations, dossier.catalog, dossier.as_of),
                "path": str(row.url),
            }
            for row in rows.values()
        ],
        "licenses": list(licences.values()),
    }
    return {name: values for name, values in origin.items() if values}


def _file(path: str, content: bytes, title: str) -> dict[str, Any]:
    ending = PurePosixPath(path).suffix.removeprefix(".")
    described = {
        "name": path.replace("/", "-").replace(".", "-").replace("_", "-"),
        "title": title,
        "path": path,
        "format": ending,
        "mediatype": MEDIA.get(ending, "application/octet-stream"),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
    # frictionless 5.18 counts no bytes of Parquet files and calls any stated number wrong.
    return described if ending == "parquet" else {**described, "bytes": len(content)}


def _table(path: str, files: Mapping[str, bytes], title: str, model: type[Row]) -> dict[str, Any]:
    fields = [
        {
            "name": field.alias or name,
            "type": _TYPES.get(field.alias or name, "string"),
            "description": field.description or "",
        }
        for name, field in model.model_fields.items()
    ]
    return {**_file(path, files[path], title), "encoding": "utf-8", "schema": {"fields": fields, "primaryKey": ["id"]}}


def _schema() -> dict[str, Any]:
    return {
        "fields": [
            {"name": name, "type": kind, "description": description} for name, (kind, description) in FIELDS.items()
        ]
    }
