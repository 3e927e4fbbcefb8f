"""Names of sources: explicit, reported when unknown, never guessed."""

import dataclasses

import pandas as pd
import pytest
from builders import catalog, table

from loaders.catalog import ROOT, read_catalog
from loaders.entity_names import Names, unknown_names
from loaders.errors import Changed
from loaders.rows import EntityName


@pytest.fixture
def small():
    rows = [
        EntityName(source="*", name="Amerika", entity="USA"),
        EntityName(source="s", name="USA", entity="DEU"),
        EntityName(source="s", name="Rebels"),
    ]
    return dataclasses.replace(catalog(), names=table(rows))


def test_ids_names_and_aliases_are_known(small):
    names = Names(small, "other")
    assert names.all_of(pd.Series(["CHN", "Chn", "Amerika"])).tolist() == ["CHN", "CHN", "USA"]


def test_a_sources_own_name_goes_before_an_id(small):
    assert Names(small, "s").all_of(pd.Series(["USA"])).tolist() == ["DEU"]


def test_a_name_left_out_on_purpose_has_no_entity(small):
    assert Names(small, "s").all_of(pd.Series(["Rebels", "CHN"])).tolist() == [None, "CHN"]


def test_an_unknown_name_is_reported_where_it_would_be_lost_from_a_sum(small):
    with pytest.raises(Changed) as told:
        Names(small, "s").all_of(pd.Series(["CHN", "Chnia", "Atlantis"]))
    assert str(told.value) == (
        "Expected names listed in catalog/entity_names.csv; found 'Atlantis', 'Chnia' (add a row for the source s; leave the entity "
        "empty to leave it out)."
    )


@pytest.mark.parametrize(
    ("known", "unknown", "others_altogether"),
    [(0, 1, False), (17, 2, True), (18, 2, False), (26, 3, True), (27, 3, False)],
)
def test_of_more_than_one_name_and_a_tenth_that_are_unknown_the_table_is_another(known, unknown, others_altogether):
    rows = [EntityName(source="s", name=f"known {i}", entity="USA") for i in range(known)]
    names = Names(dataclasses.replace(catalog(), names=table(rows)), "s", own=True)
    given = [row.name for row in rows] + [f"x{i}" for i in range(unknown)]
    with unknown_names(set_aside=True) as noted:
        if others_altogether:
            with pytest.raises(Changed) as told:
                names.all_of(pd.Series(given))
            said = f"found {unknown} of {len(given)} that are unknown here, such as 'x0'."
            assert str(told.value) == f"Expected names of states; {said}"
            assert noted == set()
        else:
            assert names.all_of(pd.Series(given)).tolist() == ["USA"] * known + [None] * unknown
            assert noted == set(given[known:])


def test_no_name_is_taken_for_another_it_resembles(small):
    assert Names(small, "s").known(pd.Series(["Chnia", "usa"])).tolist() == [None, None]


def test_a_source_with_codes_of_its_own_knows_no_others(small):
    with pytest.raises(Changed, match="'CHN'"):
        Names(small, "s", own=True).all_of(pd.Series(["CHN"]))


def test_a_token_on_bundling_that_names_nobody_is_a_fault(tmp_path):
    for path in (ROOT / "catalog").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        if path.name == "indicators.csv":
            text = text.replace("WLD WLD/ EU,", "WLD WLD/ EUU,", 1).replace("WLD USA CHN RUS EU WLD/,", "WLD USA/,", 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    faults = [fault for fault in read_catalog(tmp_path).faults if fault.file == "indicators.csv"]
    assert [fault.column for fault in faults] == ["entities", "entities"]
    assert "'EUU' names no entity" in faults[0].problem
    assert "'USA/' names no group" in faults[1].problem
