"""Everything on some claims in one zip file: pictures, figures, findings, rules, and what describes and proves them.

The same dossiers and pictures give the same bytes: entries are in order, without the time of their making.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from exports import about
from exports.bundle_package import Described, data_package, sources_behind
from exports.citations import FORMS, of_source
from exports.dossier import Dossier
from exports.filenames import safe
from exports.readme import citation_file, readme
from exports.records import as_json, claim_record, sources_record
from exports.value_files import as_csv, as_parquet
from exports.values import claim_rows, file_rows
from exports.zips import still_zip
from loaders.catalog import ROOT
from loaders.tables import Row

SUMS = "SHA256SUMS"


def bundle(dossiers: Sequence[Dossier], pictures: Mapping[str, bytes], version: str | None = None) -> bytes:
    """A zip file of everything on the claims of some dossiers.

    Parameters
    ----------
    dossiers : sequence of Dossier
        At least one, all of one case and as of one day.
    pictures : mapping of file name to content
        Such as ``us-still-powerful-share.png``; they go to ``pictures/`` under names that are safe on every system.
    version : str, optional
        What the bundle says it was made by; the program's own if none is given.

    Raises ValueError without a dossier, and for a picture's name without an ending or that another one has.
    """
    if not dossiers:
        raise ValueError("A bundle is of one claim or more: choose at least one.")
    return archive(contents(dossiers, pictures, version or about.version()))


def contents(dossiers: Sequence[Dossier], pictures: Mapping[str, bytes], version: str) -> dict[str, bytes]:
    """The files of a bundle by their path, the list of their hashes last."""
    files: dict[str, bytes] = {}
    described: list[Described] = []
    for name in sorted(pictures):
        stem, dot, ending = name.rpartition(".")
        path = f"pictures/{safe(stem, ending.lower())}"
        if not dot or path in files:
            raise ValueError(f"{name!r} is no name for a picture: it needs an ending, and a name of its own.")
        files[path] = pictures[name]
        described.append(Described(path, "A picture of what the figures say; sources and licences stand in it."))
    for dossier in dossiers:
        for finding in dossier.now.findings:
            path = f"figures/{safe(finding.evidence.id, 'csv')}"
            files[path] = as_csv(file_rows(finding, dossier.observations, dossier.catalog))
            described.append(Described(path, finding.evidence.question, finding, dossier))
        path = f"findings/{safe(dossier.claim.id, 'json')}"
        files[path] = as_json(claim_record(dossier))
        described.append(Described(path, dossier.claim.claim))
    case, used = dossiers[0].case, sources_behind(dossiers)
    everything = [row for dossier in dossiers for row in claim_rows(dossier)]
    files["figures/all.parquet"] = as_parquet(everything, {"as_of": dossiers[0].as_of.day.isoformat()})
    files["findings/sources.json"] = as_json(sources_record(case))
    claims = [dossier.claim for dossier in dossiers]
    evidence = [row for claim in claims for row in case.argument.evidence_of(claim.id)]
    files["rules/claims.csv"] = _rules(claims)
    if evidence:
        files["rules/evidence.csv"] = _rules(evidence)
    files["rules/method.md"] = (ROOT / "docs" / "method.md").read_bytes()
    if case.known:
        files["rules/known.md"] = case.known.encode()
    cited = [of_source(one.source, one.indicators) for one in used]
    files |= {f"citations/sources.{ending}": form.all(cited) for ending, form in FORMS.items()}
    files["datapackage.json"] = as_json(data_package(dossiers, files, described, version))
    files["README.md"] = readme(dossiers, used, version, bool(pictures)).encode()
    files["CITATION.cff"] = citation_file(cited, version).encode()
    files[SUMS] = "".join(f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)).encode()
    return files


def archive(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip file, the same bytes for the same files."""
    return still_zip({path: files[path] for path in sorted(files)})


def _rules(rows: Sequence[Row]) -> bytes:
    """Rows of one of the argument's tables, as the table has them."""
    records = [row.model_dump(by_alias=True, mode="json") for row in rows]
    return as_csv(records, tuple(records[0]))
