"""Edges of the catalog and of files: what may be passed on, first and last years, half of a table, a part beside the total."""

import dataclasses
import datetime as dt
import hashlib

import pandas as pd
import pytest
from builders import catalog, indicator, known, observations, row
from loading import CATALOG, parse
from official import values_table

from loaders import plausibility, sdmx_messages, snapshot
from loaders.catalog import is_year
from loaders.dated import Name
from loaders.errors import Changed, Invalid
from loaders.tables import Fault
from verdicts import article, doubt
from verdicts.findings import find
from verdicts.measures import Request, measure
from verdicts.refresh_text import clock_words
from verdicts.summary import Standing, topic_sentences


@pytest.mark.parametrize(
    ("source", "passed_on"),
    [("worldbank", {True}), ("unga_2025", {True}), ("sipri_industry", {True}), ("yahoo", {True, False})],
)
def test_what_may_be_passed_on_is_what_the_licence_says_and_where_it_says_derived_what_is_bundled(source, passed_on):
    rows = [one for one in CATALOG.indicators.rows if one.source == source]
    found = {one.id: CATALOG.may_pass_on(one.id) for one in rows}
    assert set(found.values()) == passed_on
    if CATALOG.source[source].pass_on == "derived":
        assert found == {name: name in CATALOG.edition for name in found}


def test_members_can_be_asked_for_from_1900_to_this_year():
    this = dt.date.today().year
    assert [is_year(str(year)) for year in (1899, 1900, this, this + 1)] == [False, True, True, False]


def test_a_table_that_is_refused_cannot_be_read():
    refused = CATALOG.events.refused(Fault("events.csv", 1, "", "It is none.", "Bring one."))
    assert (refused.readable, refused.rows) == (False, ())
    assert CATALOG.events.readable


def test_just_half_of_the_figures_exactly_doubled_is_a_doubt():
    days = pd.to_datetime([f"{year}-12-31" for year in range(2011, 2021)])
    former = pd.DataFrame({"entity": "USA", "counterpart": "", "date": days, "value": 10.0, "status": ""})
    doubled = former.assign(value=[20.0] * 5 + [10.0] * 5)
    (doubt_of_file,) = plausibility.doubts_beside(doubled, former, indicator(), catalog())
    assert "exactly twice the former ones" in doubt_of_file
    fewer = former.assign(value=[20.0] * 4 + [10.0] * 6)
    assert plausibility.doubts_beside(fewer, former, indicator(), catalog()) == []


def test_a_message_with_a_document_type_is_not_read_even_if_it_declares_nothing():
    with pytest.raises(Changed, match="document type"):
        sdmx_messages.read(b'<?xml version="1.0"?><!DOCTYPE message><message/>', ("FREQ",))


def test_a_table_of_values_is_refused_where_a_year_has_a_total_and_no_state():
    table = values_table("Exports by", "Total world export").decode()
    emptied = table.replace("United States,5,", "United States,,", 1)
    with pytest.raises(Invalid, match="1992"):
        parse("sipri_arms", "totals_export", emptied)


@pytest.mark.parametrize("more", ["Another table\r\n", "Total world export,1\r\n"])
def test_a_table_of_values_with_something_behind_it_is_refused(more):
    table = values_table("Exports by", "Total world export").decode()
    with pytest.raises(Invalid, match="more than one table"):
        parse("sipri_arms", "totals_export", table + more)


def test_a_file_of_the_snapshot_that_is_whole_and_no_table_is_named(tmp_path):
    (tmp_path / "observations").mkdir()
    columns = [field.name for field in dataclasses.fields(snapshot.Provenance)]
    cells = {
        "indicator": "x", "source": "s", "state": "bundled", "published": "2026-01-01", "retrieved": "2026-01-02",
        "first": "2020-12-31", "last": "2025-12-31", "observations": "1", "table": "observations/s.parquet",
    }  # fmt: skip
    header = [*columns, "table"]
    contents = {
        "observations/s.parquet": b"no Parquet",
        "provenance.csv": f"{','.join(header)}\n{','.join(cells.get(name, '') for name in header)}\n".encode(),
    }
    registry = "file,sha256,bytes\n"
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        registry += f"{name},{hashlib.sha256(content).hexdigest()},{len(content)}\n"
    (tmp_path / "registry.csv").write_text(registry)
    loaded = snapshot.load(tmp_path)
    assert [(fault.file, "cannot be read" in fault.problem) for fault in loaded.faults] == [
        ("data/observations/s.parquet", True)
    ]
    assert loaded.observations.provenance == {}


def test_an_unknown_key_of_an_article_is_named(tmp_path):
    (tmp_path / "case.toml").write_text('[article]\nauthor = "A"\nday = 2025-02-17\nabout = "B"\ncolour = "red"\n')
    told = [fault.problem for fault in article.read_article(tmp_path).faults]
    assert "There is no key 'colour'." in told


def test_the_scoreboard_says_which_part_of_all_choices_is_on_the_same_side(case):
    some = case.multiverses(case.now, case.argument.claims.rows[:5])
    told = {one["Claim"]: one["Same side"] for one in doubt.scoreboard_rows(some)}
    assert told == {m.claim.claim: pytest.approx(100 * m.same_side) for m in some}


def test_whoever_is_left_out_on_either_side_of_a_share_is_named():
    cat = catalog(indicator(aggregation="sum"), groups={"G": ["USA", "CHN", "DEU"], "H": ["USA", "CHN", "RUS"]})
    late = [None] * 9 + [1]
    lines = {("x", "USA"): [3] * 10, ("x", "CHN"): [1] * 10, ("x", "DEU"): late, ("x", "RUS"): late}
    found = measure(known(observations(lines), cat), Request("x", "G", "", "share", "", "H"))
    assert found.without == ("DEU", "RUS")
    assert found.values.tolist() == [100] * 10


def test_of_a_change_that_should_be_none_the_sentence_says_what_would_have_counted():
    obs, cat = observations({("x", "USA"): [10.0, 10.1] * 8}), catalog(indicator(margin_pct=0))
    finding = find(row(check="unchanged", event="break", **{"from": "2000"}, threshold=8), known(obs, cat))
    assert finding.outcome == "supports"
    assert "8 tonnes" in finding.sentence


def test_a_topic_of_which_nothing_is_borne_out_still_has_what_speaks_against_it(case):
    pairs = zip(case.verdicts(case.then), case.verdicts(case.now), strict=True)
    against = [Standing(then, now) for then, now in pairs if now.score is not None and now.score < 0]
    assert against
    told = topic_sentences(against)
    assert len(told) == 2
    assert told[1].startswith("Least supported, in our paraphrase: ")


def test_a_time_in_the_future_is_told_as_one_by_a_clock_that_was_ahead():
    now = dt.datetime.now(dt.UTC)
    assert clock_words(now - dt.timedelta(days=1)) == ""
    assert clock_words(now + dt.timedelta(days=400)) == ", by a clock that was ahead"


@pytest.mark.parametrize(
    ("entity", "plain", "with_article"),
    [
        ("EU", "European Union", "the European Union"),
        ("EU@2014", "European Union (members of 2014)", "the European Union (members of 2014)"),
        ("CHN", "China", "China"), ("XXX", "XXX", "XXX"), ("XXX@2014", "XXX@2014", "XXX@2014"), ("", "", ""),
    ],
)  # fmt: skip
def test_the_name_of_a_group_of_a_year_says_whose_members_it_has(entity, plain, with_article):
    assert (CATALOG.name_of(entity), CATALOG.name_of(entity, article=True)) == (plain, with_article)


@pytest.mark.parametrize(
    ("stem", "ours"),
    [
        ("20260901T120000000000Z-0123456789abcdef", True), ("89991231T235959999999Z-0123456789abcdef", True),
        ("90000101T000000000000Z-0123456789abcdef", False), ("20261301T120000000000Z-0123456789abcdef", False),
        ("20260901T120000000000Z-0123456789abcde", False), ("20260901T120000000000Z-0123456789ABCDEF", False), ("notes", False),
    ],
)  # fmt: skip
def test_a_dated_file_is_ours_by_its_name(stem, ours):
    name = Name(f"ledger/{stem}.json")
    assert name.ours == ours
    if ours:
        assert name.hash == "0123456789abcdef"
        assert Name.of("ledger", name.at, b"x", ".json").path.startswith(f"ledger/{stem[:22]}-")
