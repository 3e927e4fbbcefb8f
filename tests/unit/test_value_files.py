"""The figures of findings as rows and files: what a spreadsheet or a program reads back."""

import csv
import datetime as dt
import io
import json
import shutil
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from builders import WRITTEN, catalog, indicator, observations, row, small
from hypothesis import given
from hypothesis import strategies as st
from living import BUNDLED, bundled, stored, times
from loading import CATALOG
from newest import NEWEST
from travelling import dossier_of

from charts.evidence import evidence_chart
from exports.plain import inert, is_formula, printable
from exports.value_files import (
    as_csv,
    claim_csv,
    values_csv,
    values_parquet,
    values_xlsx,
)
from exports.values import COLUMNS, file_rows, note, rows, value_rows, withheld
from loaders.catalog import ROOT, read_catalog
from loaders.load import load
from verdicts.clock import AsOf, Knowledge, latest
from verdicts.findings import SeriesFinding, find, has_figures
from verdicts.words import day, scale_of


def every(taken):
    return [(dossier, finding) for dossier in taken for finding in dossier.now.findings]


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.slow
def test_csv_reads_back_with_units_and_sources(case, taken):
    for dossier, finding in every(taken):
        told = rows(dossier, finding.evidence.id)
        back = read(values_csv(dossier, finding.evidence.id))
        assert tuple(back[0]) == COLUMNS
        if not has_figures(finding):
            assert told == []
            assert len(back) == 1
            assert (back[0]["value"], back[0]["note"]) == ("", note(finding, case.catalog))
            assert back[0]["note"]
            continue
        assert [r["date"] for r in back] == sorted(r["date"] for r in back)
        assert len(back) == len(told)
        row = finding.evidence
        indicators = list(dict.fromkeys(filter(None, (row.indicator, row.versus_indicator))))
        sources = [case.catalog.source[case.catalog.indicator[i].source] for i in indicators]
        inside = [float(r["value"]) for r in back if r["in_window"] == "True"]
        assert inside == pytest.approx(finding.series.values, rel=1e-9)
        for r in back:
            assert (r["claim"], r["evidence"], r["note"]) == (row.claim, row.id, "")
            assert r["unit"] == finding.series.unit
            assert r["as_of"] == dossier.as_of.day.isoformat()
            assert r["indicator"].split(" | ") == indicators
            citations = [s.citation.partition("{edition}") for s in dict.fromkeys(sources)]
            assert len(r["citation"].split(" | ")) == len(citations)
            for cited, (start, _, end) in zip(r["citation"].split(" | "), citations, strict=True):
                assert cited.startswith(start)
                assert cited.endswith(end)
            assert "{" not in r["citation"]
            assert all(s.publisher in r["source"] and s.licence in r["licence"] for s in sources)


@pytest.mark.slow
def test_pandas_reads_the_rows_as_they_are(taken):
    for dossier, finding in every(taken):
        told = rows(dossier, finding.evidence.id)
        frame = pd.read_csv(io.BytesIO(values_csv(dossier, finding.evidence.id)), keep_default_na=False)
        if told:
            assert frame["value"].dtype == float
            assert frame["value"].tolist() == [r["value"] for r in told]
            assert frame["in_window"].tolist() == [r["in_window"] for r in told]
            assert frame["status"].tolist() == [r["status"] for r in told]


def test_the_table_has_the_projections_of_the_picture_and_no_test_looks_at_them(case, taken):
    found = {}
    for dossier, finding in every(taken):
        projected = [r for r in rows(dossier, finding.evidence.id) if r["status"] == "projection"]
        assert not any(r["in_window"] for r in projected)
        if projected:
            found[finding.evidence.id] = projected
    published = {
        "us-policy-contrast-economic-current-account",
        "war-drains-russia-finances-deficit",
        "war-drains-russia-economy-inflation",
        "perilous-economic-phase-inflation",
    }
    assert set(found) == published & case.argument.evidence.by_key().keys()
    for name, projected in found.items():
        row = case.argument.evidence.by_key()[name]
        line = case.observations.projected(row.indicator, row.entity, row.counterpart)
        assert [r["date"] for r in projected] == [str(date) for date in line.dates]
        assert [r["value"] for r in projected] == pytest.approx(line.values)


def test_the_table_and_the_picture_show_the_same_figures(case, taken):
    for dossier, finding in every(taken):
        if not has_figures(finding):
            continue
        chart = evidence_chart(finding, case.observations, case.catalog)
        if chart["layout"]["xaxis"].get("type") != "date":
            continue  # A single figure stands among its comparables, or as a bar: tests/unit/test_strip.py.
        measured, *others = chart["data"]
        dashed = [trace for trace in others if trace.get("line", {}).get("dash") == "dot"]
        told = rows(dossier, finding.evidence.id)
        drawn = [*measured["y"], *(y for trace in dashed for y in trace["y"][1:])]
        scale, _ = scale_of(max(abs(r["value"]) for r in told if r["status"] != "projection"))
        assert [r["value"] / scale for r in told] == pytest.approx(drawn, rel=1e-9)


def test_as_of_an_earlier_day_nothing_later_is_told(case):
    for verdict in case.verdicts(case.then):
        for finding in verdict.findings:
            for told in value_rows(finding, case.observations, case.catalog):
                assert told["date"] <= case.then.day.isoformat()
                assert told["as_of"] == "2025-02-17"


def test_an_edition_that_was_in_hand_is_named_with_its_figures(store):
    name, day = "euro_in_usd", BUNDLED.provenance["euro_in_usd"].retrieved
    stored(store, {name: times(bundled(name), 1.2)}, day + dt.timedelta(days=40))
    found = load(CATALOG).observations
    told = {}
    for as_of in (AsOf(day, WRITTEN), AsOf(day + dt.timedelta(days=40), WRITTEN), latest(found, WRITTEN)):
        finding = find(row(indicator=name, entity="EUR", threshold=1), Knowledge(found, CATALOG, as_of))
        told[as_of] = value_rows(finding, found, CATALOG)[-1]
    start = bundled(name)["value"][0]
    assert [r["value"] for r in told.values()] == pytest.approx([start, start * 1.2, start * 1.2])
    assert [r["state"] for r in told.values()] == ["bundled", "stored", "stored"]
    assert [r["retrieved"] for r in told.values()] == [str(day), *[str(day + dt.timedelta(days=40))] * 2]


def test_the_csv_of_a_small_series():
    obs = observations({("x", "USA"): [1, 2]})
    finding, _ = small(obs)
    one, two = read(as_csv(file_rows(finding, obs, catalog())))
    assert (one["date"], one["period"], one["value"], one["unit"]) == ("2000-12-31", "2000", "1.0", "tonnes")
    assert (two["series"], two["in_window"], two["source"]) == ("X of Usa", "True", "Office, Series")


def test_a_source_marks_its_own_figures():
    obs = observations({("x", "USA"): [1, 2, 3, 4]}, marks={1: "provisional", 3: "projection"})
    finding, _ = small(obs)
    told = value_rows(finding, obs, catalog())[::-1]
    assert [(r["value"], r["status"], r["in_window"]) for r in told] == [
        (1, "", True),
        (2, "provisional", True),
        (3, "", True),
        (4, "projection", False),
    ]


def test_a_mean_and_a_sum_carry_the_marks_of_what_they_are_made_of():
    lines = {("x", "USA"): [1, 2, 3, 4, 5], ("x", "CHN"): [1, 1, 1, 1, 1]}
    obs = observations(lines, marks={1: "provisional"})
    smoothed, _ = small(obs, smoothing=2)
    told = value_rows(smoothed, obs, catalog())[::-1]
    assert [r["status"] for r in told] == ["provisional", "provisional", "", ""]
    both = catalog(groups={"BOTH": ["USA", "CHN"]})
    summed, _ = small(obs, both, entity="BOTH")
    told = value_rows(summed, obs, both)[::-1]
    assert [(r["value"], r["status"]) for r in told][:3] == [(2, ""), (3, "provisional"), (4, "")]


@pytest.mark.parametrize(
    ("pass_on", "bundled", "goes"),
    [("figures", False, True), ("derived", True, True), ("derived", False, False), ("nothing", True, False)],
)
def test_what_a_licence_lets_pass_goes_and_nothing_else(pass_on, bundled, goes):
    dossier = dossier_of([1, 2, 3], pass_on=pass_on, bundled=bundled)
    (finding,) = dossier.now.findings
    assert bool(withheld(finding, dossier.catalog)) != goes
    (first, *_) = read(values_csv(dossier, "c-x"))
    assert (first["value"] == "1.0") == goes
    assert (first["note"] == "") == goes
    if not goes:
        assert rows(dossier, "c-x") == []
        assert "may not be passed on" in first["note"]
        sheet = openpyxl.load_workbook(io.BytesIO(values_xlsx(dossier, "c-x")))["Figures"]
        assert sheet.max_row == 2
        table = pq.read_table(io.BytesIO(values_parquet(dossier, "c-x"))).to_pylist()
        assert [(r["value"], r["date"]) for r in table] == [(None, None)]
        assert "may not be passed on" in table[0]["note"]
        assert len(value_rows(finding, dossier.observations, dossier.catalog)) == 3


def test_a_share_of_figures_that_may_not_go_does_not_go_either():
    dossier = dossier_of([1, 2, 3], pass_on="nothing", measure="growth")
    assert rows(dossier, "c-x") == []


def test_quotes_are_kept_and_every_bundled_indicator_may_go(case):
    known = case.catalog
    kept = {name for name in known.indicator if not known.may_pass_on(name)}
    assert kept == {"energy_shares", "arms_shares", "share_indices", "market_rates", "brent_futures", "gas_futures"}
    assert all(known.may_pass_on(name) for name in known.edition)


@pytest.mark.slow
def test_a_claim_is_one_table_of_all_its_tests(taken):
    for dossier in taken:
        back = read(claim_csv(dossier))
        tests = [f.evidence.id for f in dossier.now.findings]
        assert list(dict.fromkeys(r["evidence"] for r in back)) == (tests or [""])
        if not tests:
            assert back[0]["note"] == f"No indicator is held against this claim. {dossier.claim.caveat}"


def test_a_source_has_to_say_what_may_be_passed_on(tmp_path):
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    path = tmp_path / "catalog" / "sources.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].removesuffix("figures") + "all"
    lines[2] = lines[2].removesuffix("figures")
    path.write_text("\n".join(lines), encoding="utf-8")
    faults = [f for f in read_catalog(tmp_path / "catalog").faults if f.file.endswith("sources.csv")]
    assert [(f.line, f.column) for f in faults] == [(2, "pass_on"), (3, "pass_on")]
    assert all("figures (whatever is measured from it), derived" in f.remedy for f in faults)


@pytest.mark.slow
def test_no_workbook_of_any_claim_holds_a_formula_or_an_error(taken):
    for dossier, finding in [(of, of.now.findings[-1]) for of in taken if of.now.findings]:
        with zipfile.ZipFile(io.BytesIO(values_xlsx(dossier, finding.evidence.id))) as book:
            sheets = [book.read(f"xl/worksheets/sheet{n}.xml") for n in (1, 2, 3)]
        assert all(b"<sheetData>" in sheet for sheet in sheets)
        assert not any(b"<f>" in sheet or b't="e"' in sheet for sheet in sheets)


@pytest.mark.slow
def test_a_workbook_holds_numbers_days_and_text(taken):
    for dossier, finding in every(taken)[::15]:
        book = openpyxl.load_workbook(io.BytesIO(values_xlsx(dossier, finding.evidence.id)))
        assert book.sheetnames == ["Figures", "Metadata", "Rule"]
        for sheet in book:
            assert sheet.freeze_panes == "A2"
            assert all(8 <= width.width <= 60 for width in sheet.column_dimensions.values())
            assert not [c for line in sheet.iter_rows() for c in line if c.data_type in "fe"]
        told = rows(dossier, finding.evidence.id)
        head, *lines = book["Figures"].iter_rows(values_only=True)
        assert head == COLUMNS
        values = [line[COLUMNS.index("value")] for line in lines]
        days = [line[COLUMNS.index("date")] for line in lines]
        if told:
            assert values == [r["value"] for r in told]
            assert [f"{d:%Y-%m-%d}" for d in days] == [r["date"] for r in told]
            assert all(isinstance(d, dt.datetime) for d in days)
        said = dict(book["Metadata"].iter_rows(values_only=True))
        assert said["Claim"] == dossier.claim.claim
        assert said["Answer" if finding.evidence.weight else "What it shows"] == finding.sentence
        now = said[f"Verdict as of {day(dossier.as_of.day)}"]
        assert now.startswith(dossier.now.label)
        if dossier.now.certainty:
            assert f"{dossier.now.certainty.degree} certainty" in now
            assert all(reason in said["Certainty"] for reason in dossier.now.certainty.reasons)
        if isinstance(finding, SeriesFinding):
            assert said.get("Base rate", "") == finding.base_words
            assert f"And since? {said.get('And since?', '')}".strip() in (finding.since_words, "And since?")
        assert ("Why this window and threshold", finding.evidence.note) in list(
            book["Rule"].iter_rows(values_only=True)
        )


def test_a_workbook_is_the_same_bytes_each_time(taken):
    dossier = taken[0]
    name = dossier.now.findings[0].evidence.id
    one, two = (values_xlsx(dossier, name) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert f"{NEWEST}T00:00:00Z</dcterms:modified>".encode() in book.read("docProps/core.xml")


FORMULA = '=HYPERLINK("http://example.org","+1")'


def test_a_formula_in_a_table_is_text_in_every_file():
    dossier = dossier_of([-1.5, 2], question=FORMULA, note="@SUM(1)", name="-x", citation="\t=1\x07")
    one, _ = read(values_csv(dossier, "c-x"))
    assert (one["value"], one["citation"]) == ("-1.5", "'\t=1\N{REPLACEMENT CHARACTER}")
    book = openpyxl.load_workbook(io.BytesIO(values_xlsx(dossier, "c-x")))
    cells = {c.value: c for sheet in book for line in sheet.iter_rows() for c in line if c.value is not None}
    for text in (FORMULA, "@SUM(1)"):
        assert (cells[text].data_type, cells[text].quotePrefix) == ("s", True)
    assert cells[-1.5].data_type == "n"
    table = pq.read_table(io.BytesIO(values_parquet(dossier, "c-x")))
    assert json.loads(table.schema.metadata[b"plumbline"])["question"] == FORMULA


@pytest.mark.slow
def test_parquet_has_typed_columns_that_say_what_they_are(taken):
    for dossier, finding in every(taken):
        table = pq.read_table(io.BytesIO(values_parquet(dossier, finding.evidence.id)))
        about = json.loads(table.schema.metadata[b"plumbline"])
        assert (about["sentence"], about["verdict"]) == (finding.sentence, dossier.now.told)
        assert about["certainty"].startswith(
            f"{dossier.now.certainty.degree} certainty".capitalize() if dossier.now.certainty else ""
        )
        assert all(field.metadata[b"description"] for field in table.schema)
        told = rows(dossier, finding.evidence.id)
        if told:
            assert table["value"].to_pylist() == [r["value"] for r in told]
            assert [d.isoformat() for d in table["date"].to_pylist()] == [r["date"] for r in told]


def test_an_unknown_row_of_evidence_is_a_key_error(taken):
    for make in (values_csv, values_xlsx, values_parquet, rows):
        with pytest.raises(KeyError):
            make(taken[0], "no-such-row")


@given(st.text())
def test_no_text_of_a_csv_begins_like_a_formula_and_none_is_lost(text):
    told = inert(text)
    assert not is_formula(told)
    (back,) = read(as_csv([{"note": text}], ("note",)))
    assert back["note"] == told
    assert not back["note"].startswith(("=", "+", "-", "@", "\t", "\r"))
    plain = printable(text).replace("\r\n", "\n").replace("\r", "\n")
    assert told in (plain, f"'{plain}")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_never_touched(value):
    (back,) = read(as_csv([{"value": value}], ("value",)))
    assert float(back["value"]) == value
    assert not np.isnan(float(back["value"]))


def test_two_indicators_name_both_origins():
    obs = observations({("x", "USA"): [1, 2], ("y", "USA"): [2, 2]})
    known = catalog(indicator(), indicator("y"))
    finding, _ = small(obs, known, measure="share", versus_indicator="y", threshold=10)
    told = value_rows(finding, obs, known)
    assert told[0]["indicator"] == "x | y"
    assert told[0]["value"] == 100
