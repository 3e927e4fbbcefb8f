"""Edges of what is read and asked: rows that stand twice, means of days, the world beside its parts, licences, the log."""

import contextvars
import datetime as dt
import hashlib
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, quote_plus

import pytest
from arms_tables import by_deal, by_year, whole
from loading import CATALOG, parse, values

from loaders import load, logs, request_ids, wall_clock
from loaders.arms_register import read_register
from loaders.errors import Changed, Invalid
from loaders.fetch import Fetch
from loaders.registry import whole_files
from loaders.snapshot_package import licence_of
from loaders.tables import Fault
from verdicts.article import read_article


@pytest.mark.parametrize("written", [by_year, by_deal])
def test_a_register_with_one_row_twice_is_refused_while_that_is_more_than_one_in_a_thousand(written):
    *before, last = written().splitlines(keepends=True)
    with pytest.raises(Invalid, match=r"1 of the \d+ rows of this register stand there twice"):
        read_register(b"".join([*before, last, last]))


def test_two_deals_alike_among_thousands_are_two_deals():
    deals = whole()
    many = [deal._replace(number=1000 * i + deal.number) for i in range(20) for deal in deals]
    assert len(many) > 1000
    once = read_register(by_deal(many)).deliveries
    twice = read_register(by_deal([*many, many[0]])).deliveries
    assert len(twice) == len(once) + len(many[0].delivered)


def test_a_monthly_mean_of_rates_has_four_digits():
    text = "date,close\n2024-05-29,90\n2024-05-30,90\n2024-05-31,91\n"
    assert values(parse("cbr", "USDRUB", text), "RUB") == {"2024-05-31": 90.3333}


def test_an_address_at_a_host_that_is_not_named_is_not_asked(tmp_path):
    fetch = Fetch(["example.org"], tmp_path)
    for address in ("https://example.com/x", "http://example.org/x"):
        with pytest.raises(Changed, match=r"an address at example\.org over https.*not contacted"):
            fetch.get(address)


def test_a_wrong_clock_is_a_fault_of_the_store_and_of_no_line_of_it(monkeypatch):
    monkeypatch.setattr("loaders.wall_clock.now", lambda: dt.datetime(2031, 3, 3, tzinfo=dt.UTC))
    today = wall_clock.now().date()
    assert load._clock_faults(today) == []
    (behind,) = load._clock_faults(today + dt.timedelta(days=1))
    ahead = load._ahead_fault(CATALOG, "fed", today)
    for fault, words in ((behind, "it is behind"), (ahead, CATALOG.source["fed"].name)):
        assert fault == Fault("store", 0, "", fault.problem, load.SET_THE_CLOCK, "nothing")
        assert words in fault.problem
    assert "The figures of nobody are dated" in load._ahead_fault(CATALOG, "nobody", today).problem


def test_what_a_package_and_all_its_parts_tell_is_told_here(capsys, monkeypatch):
    monkeypatch.setattr(logs, "_known", set())
    logs.setup("warning", "text")
    names = ("edgy", "edgy.part", "edgy.part.of_it", "edgyother")
    found = [logging.getLogger(name) for name in names]
    try:
        logs.tell_of("edgy")
        assert [logger.filters == [logs.told_here] for logger in found] == [True, True, True, False]
    finally:
        for logger in found:
            logger.filters.clear()


@pytest.mark.parametrize(
    ("licence", "address", "expected"),
    [
        ("CC0 1.0", "", {"title": "CC0 1.0", "name": "CC0-1.0"}),
        ("Terms", "https://example.org/terms", {"title": "Terms", "path": "https://example.org/terms"}),
        ("CC0 1.0", "https://example.org/cc0", {"title": "CC0 1.0", "name": "CC0-1.0", "path": "https://example.org/cc0"}),
        # Of a licence without a name or an address, the dataset's page has the terms.
        ("Terms", "", {"title": "Terms", "path": "https://example.org/data"}),
    ],
)  # fmt: skip
def test_a_licence_has_its_name_or_its_address_and_else_that_of_the_data(licence, address, expected):
    source = CATALOG.source["fed"].model_copy(
        update={"licence": licence, "licence_url": address or None, "url": "https://example.org/data"}
    )
    assert licence_of(source) == expected


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a", True), ("Z9._-x", True), ("a" * 64, True), ("a" * 65, False), ("", False), ("-a", False), (".a", False), ("a b", False),
     ("a\n", False), ("\N{LATIN SMALL LETTER E WITH ACUTE}", False)],
)  # fmt: skip
def test_a_name_from_outside_stands_in_a_log_only_where_it_is_plain(name, safe):
    assert request_ids.is_safe(name) == safe


def test_what_belongs_to_a_request_has_its_name_on_any_thread():
    assert request_ids.current() == ""
    made = {request_ids.new() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch("[0-9a-f]{16}", name) for name in made)

    def of_a_request():
        request_ids.use("one")
        return request_ids.within(lambda: request_ids.current())

    made = contextvars.copy_context().run(of_a_request)
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(made).result() == "one"
    assert request_ids.current() == ""


CONTENTS = {"provenance.csv": b"p", "observations/x.parquet": b"x"}


def registered(folder, changes=(), header="file,sha256,bytes"):
    """A folder with files and their registry, of which some text is changed; what is whole, and the faults."""
    rows = [f"{name},{hashlib.sha256(content).hexdigest()},{len(content)}" for name, content in CONTENTS.items()]
    for name, content in CONTENTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    text = "\n".join([header, *rows]) + "\n"
    for before, after in changes:
        text = text.replace(before, after)
    (folder / "registry.csv").write_text(text)
    return whole_files(folder)


def test_files_are_whole_that_have_their_hash(tmp_path):
    assert registered(tmp_path) == (CONTENTS, [])
    (tmp_path / "provenance.csv").write_bytes(b"q")
    (tmp_path / "observations/x.parquet").unlink()
    found, faults = whole_files(tmp_path)
    assert found == {}
    assert [(f.file, f.line, f.column, f.problem) for f in faults] == [
        ("data/provenance.csv", 1, "", "The file is damaged (it is not the file the registry describes)."),
        ("data/observations/x.parquet", 1, "", "The file is missing."),
    ]
    assert all(f"data/{name}" in fault.remedy for name, fault in zip(CONTENTS, faults, strict=True))


@pytest.mark.parametrize(
    "changes",
    [[("file,sha256,bytes", "file,hash,bytes")], [(",1\n", ",x\n")], [("observations/x.parquet", "provenance.csv")],
     [("provenance.csv", "other.csv")], [("observations/x", "../x")], [("\nobs", "\n\nobs")]],
)  # fmt: skip
def test_a_registry_with_a_row_that_cannot_be_trusted_is_damaged(tmp_path, changes):
    faults = registered(tmp_path, changes)[1]
    assert "The file is damaged." in {fault.problem for fault in faults if fault.file == "data/registry.csv"}


def test_without_a_registry_there_are_no_figures_and_without_a_folder_all_of_it_is_to_be_brought_back(tmp_path):
    (found, (no_file,)), (_, (no_folder,)) = whole_files(tmp_path), whole_files(tmp_path / "none")
    assert (found, no_file.file, no_file.problem) == ({}, "data/registry.csv", "The file is missing.")
    assert (no_file.cost, no_folder.cost) == ("figures", "figures")
    assert "data/registry.csv" in no_file.remedy
    assert "data/registry.csv" not in no_folder.remedy
    (tmp_path / "registry.csv").write_bytes(b"\xff\xfe")
    assert [fault.problem for fault in whole_files(tmp_path)[1]] == ["The file is damaged."]


def test_a_secret_is_hidden_whole_in_each_of_its_forms(monkeypatch):
    monkeypatch.setattr(logs, "_known", set())
    secret = "\N{LATIN SMALL LETTER E WITH ACUTE}/q'\"\\ 7Qx"
    forms = [
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        repr(secret)[1:-1],
        json.dumps(secret)[1:-1],
    ]
    assert len(set(forms)) == 6
    logs.hide(secret)
    assert [logs.redacted(f"<{form}>") for form in forms] == [f"<{logs.HIDDEN}>"] * 6
    # What is shorter than four characters is none.
    logs.hide("abc")
    logs.hide("abcd")
    assert logs.redacted("abc abcd") == f"abc {logs.HIDDEN}"


def test_what_stands_under_two_names_of_one_state_adds_up():
    totals = "name,flow,year,tiv_million\nTurkey,export,1995,1\nTurkiye,export,1995,2\n"
    assert values(parse("sipri_arms", "totals_export", totals), "TUR") == {"1995-12-31": 3}
    hosts = "iso3c,year,troops_ad\nDEU,2024,100\nDEU,2024,20\nITA,2024,NA\n"
    frame = parse("troops", "troops_ad", hosts)
    assert (values(frame, "USA", "DEU"), values(frame, "USA", "ITA")) == ({"2024-12-31": 120}, {})


def test_an_article_that_is_nested_too_deeply_is_told_how_to_be_written(tmp_path):
    (tmp_path / "case.toml").write_text(f"[article]\nauthor = {'[' * 20_000}")
    (fault,) = read_article(tmp_path).faults
    assert fault.problem == "It is nested too deeply to be read."
    assert fault.remedy == "Write [article] and its keys, nothing within them."
