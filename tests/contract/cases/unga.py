"""Harvard Dataverse: the list of a dataset's files, and a file of ideal points with tabs between its cells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from cases import Case
from opened import CATALOG
from stub import Answer, Internet

HOST = "dataverse.harvard.edu"
FILE = 13642025
TABLE = {"Content-Type": 'text/tab-separated-values; name="Idealpointestimates1946-2025.tab"'}


def entry(label: str, number: int, uploaded: str) -> dict:
    """A file as a dataset lists it."""
    about = {"id": number, "filename": label, "contentType": "text/tab-separated-values", "creationDate": uploaded}
    return {"label": label, "restricted": False, "version": 1, "dataFile": about}


def listing(*files: dict) -> Answer:
    """The dataset's latest version."""
    version = {
        "id": 512345, "datasetPersistentId": "doi:10.7910/DVN/LEJUQZ", "versionNumber": 38, "versionMinorNumber": 0,
        "versionState": "RELEASED", "releaseTime": "2026-04-03T14:21:09Z", "files": list(files),
    }  # fmt: skip
    document = {"status": "OK", "data": {"id": 2692, "persistentUrl": "x", "latestVersion": version}}
    return Answer(200, {"Content-Type": "application/json"}, json.dumps(document).encode())


def table(frame: pd.DataFrame) -> Answer:
    lines = ["ccode\tiso3c\tCountryname\tyear\tIdealPointFP\tNVotesFP\n"]
    for row in frame.itertuples():
        value = "" if pd.isna(row.value) else f"{row.value:.10g}"
        name = CATALOG.entity[row.entity].name
        lines.append(f'2\t"{row.entity}"\t"{name}"\t{row.date.year}\t{value}\t25.0\n')
    return Answer(200, TABLE, "".join(lines).encode())


def serve(internet: Internet, frames: Mapping[str, pd.DataFrame]) -> None:
    """The file is answered at once; the way over another host has a test of its own."""
    (frame,) = (frame for name, frame in frames.items() if CATALOG.indicator[name].code == "idealpointfp")
    files = [
        entry("Codebook_IdealPointEstimates1946-2025.txt", FILE - 1, "2026-04-03"),
        entry("AgreementScores.csv", 11837234, "2025-07-28"),
        entry("Idealpointestimates1946-2025.tab", FILE, "2026-04-03"),
    ]
    internet.on(HOST, "/api/datasets/:persistentId", listing(*files))
    internet.on(HOST, f"/api/access/datafile/{FILE}", table(frame))


def spoil(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.replace(b"IdealPointFP", b"Position", 1))


def empty(answer: Answer) -> Answer:
    return replace(answer, body=answer.body.partition(b"\n")[0] + b"\n")


CASE = Case("unga", HOST, r"/api/access/datafile/", serve, spoil, empty)
