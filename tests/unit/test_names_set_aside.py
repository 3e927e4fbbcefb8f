"""A name that nobody is known by costs its own rows, and is told; the rest of the file goes on."""

import logging

import pandas as pd
import pytest
from living import BUNDLED
from loading import CATALOG, values

from loaders.breaker import State
from loaders.entity_names import Names
from loaders.errors import Changed
from loaders.ingest import ingest
from loaders.load import load
from loaders.outcome import left_out_words
from loaders.prepare import prepare
from loaders.sources import Delivery
from verdicts.refresh_text import outcome_sentences

POINTS = CATALOG.indicator["un_ideal_point"]


def table(*more):
    """The ideal points that are in hand, and some of others."""
    rows = [f"{row.entity},{row.date.year},{row.value}" for row in BUNDLED.part(POINTS.id).itertuples()]
    return "\n".join(["iso3c,year,IdealPointFP", *rows, *more, ""]).encode()


def brought(store, content, asked=False):
    return ingest("unga", {POINTS.id: Delivery({"f.csv": content}, "2026")}, store, CATALOG, State(), asked=asked)


def test_a_name_that_is_unknown_costs_its_own_rows_and_is_told_to_reader_log_and_page(store, caplog):
    caplog.set_level(logging.INFO, "plumbline.loaders")
    outcome = brought(store, table("XYZ,2024,1.5", "XYZ,2023,1.25"))
    assert (outcome.status, outcome.failed) == ("unchanged", False)
    assert outcome.left_out == {POINTS.id: ("XYZ",)}
    first, left_out = outcome_sentences(outcome, CATALOG)
    assert left_out.startswith("Rows of XYZ were left out: no state or group is known here by that name. ")
    assert "All else was read." in left_out
    (record,) = (r for r in caplog.records if r.message == "names unknown")
    assert (record.names, record.series, record.levelno) == (["XYZ"], [POINTS.id], logging.INFO)
    kept = load(CATALOG).observations
    assert len(kept.part(POINTS.id)) == len(BUNDLED.part(POINTS.id))
    assert kept.provenance[POINTS.id].doubt == left_out_words(["XYZ"])


def test_of_what_a_service_gave_the_log_warns(store, caplog):
    brought(store, table("XYZ,2024,1.5"), asked=True)
    (record,) = (r for r in caplog.records if r.message == "names unknown")
    assert record.levelno == logging.WARNING


def test_a_file_whose_names_are_others_altogether_is_refused(store):
    outcome = brought(store, table().replace(b",20", b"X,20"))
    (problem,) = outcome.problems.values()
    assert problem.kind == "Changed"
    assert "that are unknown here, such as " in problem.message
    assert "entity_names.csv" not in problem.message


def test_the_world_has_the_rows_of_unknown_names_all_the_same():
    header = "country,year,cumulative_total_deaths_in_orgvio_best,cumulative_total_deaths_in_orgvio_low,"
    header += "cumulative_total_deaths_in_orgvio_high,sb_interstate_deaths_best,Version\n"
    content = f"{header}Ukraine,1989,5,5,5,5,26.1\nAtlantis,1989,7,7,7,7,26.1\n".encode()
    deaths = CATALOG.indicator["deaths"].model_copy(update={"entities": ""})
    found = prepare(deaths, {"f": content}, CATALOG, set_aside=True)
    assert values(found.frame, "WLD") == {"1989-12-31": 12}
    assert set(found.frame["entity"]) == {"WLD", "UKR"}
    assert found.unknown == ("Atlantis",)


def test_what_is_bundled_has_no_unknown_name(store):
    with pytest.raises(Changed, match="'XYZ' \\(add a row"):
        prepare(POINTS, {"f.csv": table("XYZ,2024,1.5")}, CATALOG)


def test_a_misspelling_of_kiels_own_is_known():
    assert Names(CATALOG, "kiel").all_of(pd.Series(["FInland", "EU Institutions"])).tolist() == ["FIN", "EU-INST"]
