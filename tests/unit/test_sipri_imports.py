"""SIPRI's files as `plumbline import` takes them: what they are said to be, what is kept, what is refused."""

import pytest
from arms_tables import by_deal, by_year, head, whole
from loading import CATALOG
from official import milex, top100, values_table

import cli
from loaders import vintages
from loaders.imports import take_file
from loaders.observations import EMPTY_TABLE, Observations

TRANSFERS = "Stockholm International Peace Research Institute, SIPRI Arms Transfers Database"
INDUSTRY = "Stockholm International Peace Research Institute, SIPRI Arms Industry Database"
REGISTERED = {"arms_transfers", "arms_first_supplier"}


@pytest.fixture
def nothing_in_hand(monkeypatch):
    """Made-up figures are nothing like the bundled ones, which would speak against them."""
    monkeypatch.setattr("loaders.ingest.in_hand", lambda source, store, catalog: stored(store, source))


def stored(store, source):
    newest = vintages.names(store, source)[-1:]
    kept = [vintages.read(store, name) for name in newest]
    return Observations(kept[0].table, kept[0].provenance) if kept else Observations(EMPTY_TABLE)


def take(store, path, content):
    path.write_bytes(content)
    return take_file(path, store, CATALOG)


@pytest.mark.parametrize(
    ("content", "words", "series", "marks"),
    [
        (by_year(), f"{TRANSFERS}, Data generated: 12 Feb 2026", REGISTERED, {""}),
        (by_deal(), f"{TRANSFERS}, Data generated: 12 Feb 2026, each deal spread evenly over its years", REGISTERED, {"", "estimate"}),
        (top100(2015), f"{INDUSTRY}, 2002-2015, retrieved December 2016", {"arms_company_revenue"}, {""}),
    ],
    ids=["by year", "by deal", "top 100"],
)  # fmt: skip
def test_a_file_is_kept_as_the_edition_that_it_says_it_is(
    store, tmp_path, nothing_in_hand, content, words, series, marks
):
    said, outcome = take(store, tmp_path / "x.csv", content)
    assert (said, outcome.problems) == (words, {})
    kept = vintages.read(store, outcome.vintage)
    assert set(kept.provenance) == series
    assert all(f", {row.edition}" == words[-len(row.edition) - 2 :] for row in kept.provenance.values())
    assert set(kept.frame.loc[kept.frame["value"] != 0, "status"]) == marks


FAULTS = {
    "cut": (b"".join(by_year().splitlines(True)[:-1]), "no deliveries from Zimbabwe, where the alphabet ends"),
    "filtered": (by_year(whole(), head(suppliers="France  ")), "only deliveries from France"),
    "one category": (by_deal([d for d in whole() if d.category == "Ships"]), "no deals of "),
    "twice": (by_deal() + by_deal(), "stands twice in this file"),
    "without a state": (by_year([d for d in whole() if d.supplier != "China"]), "No figures of "),
    "without a state that is only summed": (by_year([d for d in whole() if d.recipient != "Kazakhstan"]), "No figures of |deals are missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_register_is_refused_or_set_aside_and_changes_nothing(store, tmp_path, nothing_in_hand, name):
    content, said = FAULTS[name]
    take(store, tmp_path / "good.csv", by_year())
    before = stored(store, "sipri_arms")
    _, outcome = take(store, tmp_path / "faulty.csv", content)
    assert outcome.failed
    assert outcome.problems["arms_transfers"].message
    assert any(word in outcome.problems["arms_transfers"].message for word in said.split("|"))
    assert stored(store, "sipri_arms").table.equals(before.table)


def test_a_faulty_file_is_told_in_one_line_at_the_terminal(store, tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_bytes(by_year(whole(), head(recipients="Israel  ")))
    assert cli.main(["import", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out.startswith(f"{path}: {TRANSFERS}, Data generated: 12 Feb 2026. Nothing came")
    (told,) = [line for line in err.splitlines() if line.startswith("plumbline: ")]
    assert "This register has only deliveries to Israel. On SIPRI's page" in told
    assert "(deliveries of major arms, European NATO members supplied first by)" in told


def test_a_workbook_of_other_prices_says_so_of_these_series_alone(store, tmp_path):
    outcome = take(store, tmp_path / "x.xlsx", milex(2023))[1]
    of_prices = {name for name, problem in outcome.problems.items() if "prices of 2024" in problem.message}
    assert of_prices == {"milex_constant", "milex_fsu"}


def test_a_table_of_values_of_one_state_is_known_for_what_it_is(store, tmp_path):
    said, outcome = take(store, tmp_path / "x.csv", values_table("Supplier", "Total exports to Israel"))
    assert said == f"{TRANSFERS}, Data generated: 13 Oct 2024"
    assert "partners of one state alone" in outcome.problems["arms_exports"].message
