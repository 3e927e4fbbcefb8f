"""The bundle: unpacked and checked, by frictionless and by its own hashes."""

import io
import json
import subprocess
import zipfile
from hashlib import sha256

import pandas as pd
import pytest
import yaml
from frictionless import Package
from travelling import dossier_of

from charts.said import verdict_words
from exports.bundle import bundle
from exports.filenames import safe
from exports.value_files import values_csv
from exports.values import rows
from loaders.version import VERSION
from verdicts.certainty import MEANINGS
from verdicts.clock import Knowledge
from verdicts.findings import EventFinding
from verdicts.sources_in_use import sources_in_use

pytestmark = pytest.mark.slow

PICTURES = {
    "us-still-powerful-gdp.png": b"\x89PNG\r\n\x1a\n",
    "Board & map.SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "con.pdf": b"%PDF-1.7",
}


@pytest.fixture(scope="module")
def whole(taken):
    return zipfile.ZipFile(io.BytesIO(bundle(taken, PICTURES)))


@pytest.fixture(scope="module")
def unpacked(whole, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    whole.extractall(folder)
    return folder


def test_frictionless_finds_the_package_and_its_data_valid(taken, tmp_path):
    """Of every tenth claim and one with an event: all tables are of one make, and all of them are read back elsewhere."""
    event = next(d for d in taken if any(isinstance(f, EventFinding) for f in d.now.findings))
    some = [dossier for place, dossier in enumerate(taken) if place % 10 == 0 or dossier is event]
    zipfile.ZipFile(io.BytesIO(bundle(some, PICTURES))).extractall(tmp_path)
    report = Package(tmp_path / "datapackage.json").validate()
    assert report.valid, report.flatten(["type", "message"])[:5]


def test_every_hash_is_right_and_every_file_has_one(unpacked, whole):
    sums = dict(line.split("  ")[::-1] for line in (unpacked / "SHA256SUMS").read_text().splitlines())
    assert sorted([*sums, "SHA256SUMS"]) == sorted(whole.namelist())
    for path, told in sums.items():
        assert sha256((unpacked / path).read_bytes()).hexdigest() == told
    assert subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=unpacked).returncode == 0


def test_the_same_dossiers_and_pictures_give_the_same_bytes(taken):
    some = taken[:4]
    assert bundle(some, PICTURES) == bundle(some, dict(reversed(PICTURES.items())))
    assert bundle(some, PICTURES) != bundle(some, {})
    assert bundle(some, {}, "9.9") != bundle(some, {})


def test_all_there_is_on_every_claim_is_in_it(taken, unpacked):
    for dossier in taken:
        told = json.loads((unpacked / "findings" / f"{dossier.claim.id}.json").read_bytes())
        assert told["verdict"]["verdict"] == dossier.now.label
        for finding in dossier.now.findings:
            table = (unpacked / "figures" / f"{finding.evidence.id}.csv").read_bytes()
            assert table == values_csv(dossier, finding.evidence.id)
    everything = pd.read_parquet(unpacked / "figures" / "all.parquet")
    assert everything["value"].notna().sum() == sum(len(rows(d, f.evidence.id)) for d in taken for f in d.now.findings)
    evidence = pd.read_csv(unpacked / "rules" / "evidence.csv", keep_default_na=False)
    assert evidence["id"].tolist() == [f.evidence.id for d in taken for f in d.now.findings]
    assert len(pd.read_csv(unpacked / "rules" / "claims.csv")) == len(taken)
    assert "# How a verdict is reached" in (unpacked / "rules" / "method.md").read_text(encoding="utf-8")


def test_each_table_names_its_sources_and_licences(unpacked, taken, case):
    described = {r["path"]: r for r in json.loads((unpacked / "datapackage.json").read_bytes())["resources"]}
    for dossier in taken:
        for finding in dossier.now.findings:
            resource = described[f"figures/{finding.evidence.id}.csv"]
            if isinstance(finding, EventFinding):
                continue
            used = [case.catalog.source[case.catalog.indicator[i].source] for i in finding.evidence.request.indicators]
            editions = {s.id: [] for s in used}
            for name in finding.evidence.request.indicators:
                row = Knowledge(dossier.observations, case.catalog, dossier.as_of).provenance(name)
                editions[row.source].append(row.edition)
            assert {s["title"] for s in resource["sources"]} == {s.cited(editions[s.id]) for s in used}
            assert {s["title"] for s in resource["licenses"]} == {s.licence for s in used}


def test_names_and_entries_are_safe_on_every_system(whole):
    names = whole.namelist()
    assert len({name.casefold() for name in names}) == len(names)
    for entry in whole.infolist():
        folder, _, name = entry.filename.rpartition("/")
        assert "/" not in folder
        if folder:
            stem, _, ending = name.partition(".")
            assert name == safe(stem, ending)
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.external_attr >> 16 == 0o644
    assert {name for name in names if name.startswith("pictures/")} == {
        "pictures/us-still-powerful-gdp.png",
        f"pictures/{safe('Board & map', 'svg')}",
        f"pictures/{safe('con', 'pdf')}",
    }


def test_the_bundle_says_how_to_cite_it(unpacked, case):
    cited = yaml.safe_load((unpacked / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["cff-version"], cited["version"], cited["license"]) == ("1.2.0", VERSION, "MIT")
    used = {s.source.name for s in sources_in_use(case.catalog, case.observations)}
    assert {reference["title"] for reference in cited["references"]} <= used
    assert all(r["type"] == "data" and r["url"] and r["authors"] for r in cited["references"])
    assert (unpacked / "citations" / "sources.bib").read_text(encoding="utf-8").count("@misc") == len(
        cited["references"]
    )


def test_the_readme_names_every_claim_with_both_verdicts(unpacked, taken):
    text = (unpacked / "README.md").read_text(encoding="utf-8")
    for dossier in taken:
        now, then = (verdict_words(verdict) for verdict in (dossier.now, dossier.then))
        assert f"| {now} | {then} | Plumbline, claim {dossier.claim.id} |" in text
    assert "its certainty how much that can be relied on" in text
    assert all(meaning in text for meaning in MEANINGS.values())
    assert "## Left out" not in text


def test_quotes_are_left_out_and_the_readme_says_so(tmp_path):
    content = bundle([dossier_of([1, 2, 3], pass_on="nothing")], {})
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    assert Package(tmp_path / "datapackage.json").validate().valid
    frame = pd.read_csv(tmp_path / "figures" / "c-x.csv")
    assert frame["value"].isna().all()
    assert "may not be passed on" in frame["note"][0]
    assert pd.read_parquet(tmp_path / "figures" / "all.parquet")["value"].isna().all()
    assert "## Left out\n\n- `c-x`: The figures are left out" in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_text_of_a_table_is_neither_markup_nor_a_formula(tmp_path):
    statement = '=1+1 <img src=x onerror="alert(1)"> | [a](javascript:b) `c` *d*'
    content = bundle([dossier_of([1, 2], statement=statement)], {})
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert r"=1+1 \<img src=x onerror=\"alert(1)\"\> \| \[a\](javascript:b) \`c\` \*d\*".replace('\\"', '"') in text
    assert pd.read_csv(tmp_path / "rules" / "claims.csv")["claim"].tolist() == [f"'{statement}"]
    assert Package(tmp_path / "datapackage.json").validate().valid


def test_a_bundle_of_nothing_is_refused():
    with pytest.raises(ValueError, match="choose at least one"):
        bundle([], {})


@pytest.mark.parametrize("names", [["a"], ["a.PNG", "a.png"], ["a.p/g"]], ids=["no ending", "one name", "a path"])
def test_pictures_without_a_name_of_their_own_are_refused(names):
    with pytest.raises(ValueError, match="no name for a picture|no ending of a file"):
        bundle([dossier_of([1, 2])], dict.fromkeys(names, b"x"))
