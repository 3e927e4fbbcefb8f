"""What is kept of a series: tokens, groups added up, zeros written out."""

import datetime as dt

import pandas as pd
import pytest
from builders import catalog, indicator

from loaders.errors import Empty, Invalid
from loaders.parsing import PARSED
from loaders.rows import Member
from loaders.select import select


def frame(*rows):
    """(entity, counterpart, date, value[, status]) as a parsed frame."""
    table = pd.DataFrame([(*row, "")[:5] for row in rows], columns=list(PARSED))
    return table.astype({"date": "datetime64[s]", "value": float})


def values(kept, entity, counterpart=""):
    rows = kept[(kept["entity"] == entity) & (kept["counterpart"] == counterpart)]
    return dict(zip(rows["date"].dt.year, rows["value"], strict=True))


def year(number):
    return f"{number}-12-31"


SERIES = frame(
    ("USA", "", year(2000), 1), ("USA", "", year(2001), 2),
    ("CHN", "", year(2000), 10), ("CHN", "", year(2001), 20),
    ("DEU", "", year(2001), 200),
)  # fmt: skip


def test_only_what_is_named_is_kept_from_its_first_year():
    kept = select(SERIES, indicator(entities="USA", start=2001), catalog())
    assert values(kept, "USA") == {2001: 2}
    assert set(kept["entity"]) == {"USA"}


def test_members_of_a_group_are_kept_one_by_one():
    members = [Member(group="OLD", entity="CHN", to=dt.date(1999, 1, 1)), "USA", "RUS"]
    kept = select(SERIES, indicator(entities="OLD/"), catalog(groups={"OLD": members}))
    assert set(kept["entity"]) == {"USA", "CHN"}  # former members too; Russia has no figures


def test_every_country_is_the_world_one_by_one():
    assert set(select(SERIES, indicator(entities="WLD/"), catalog())["entity"]) == {"USA", "CHN", "DEU"}


def test_an_entity_without_figures_is_named():
    with pytest.raises(Empty, match="No figures of Rus from"):
        select(SERIES, indicator(entities="USA RUS"), catalog())


def test_a_group_is_the_sum_of_those_who_are_members_on_the_day():
    members = ["USA", Member(group="CLUB", entity="CHN", **{"from": dt.date(2001, 6, 1)})]
    kept = select(SERIES, indicator(entities="CLUB"), catalog(groups={"CLUB": members}))
    assert values(kept, "CLUB") == {2000: 1, 2001: 22}


def test_a_group_of_a_year_keeps_its_members_in_every_year():
    members = ["USA", Member(group="CLUB", entity="CHN", **{"from": dt.date(2001, 6, 1)})]
    kept = select(SERIES, indicator(entities="CLUB@2001"), catalog(groups={"CLUB": members}))
    assert values(kept, "CLUB@2001") == {2000: 11, 2001: 22}


def test_a_sum_needs_all_but_the_smallest_members():
    rows = frame(
        *[("USA", "", year(y), 1000) for y in (2000, 2001)], ("CHN", "", year(2001), 5), ("DEU", "", year(2001), 900)
    )
    club = {"SMALL": ["USA", "CHN"], "LARGE": ["USA", "DEU"]}
    kept = select(rows, indicator(entities="SMALL LARGE"), catalog(groups=club))
    assert values(kept, "SMALL") == {2000: 1000, 2001: 1005}
    assert values(kept, "LARGE") == {2001: 1900}


def test_a_group_the_source_reports_is_not_added_up_again():
    rows = pd.concat([SERIES, frame(("CLUB", "", year(2000), 7))])
    assert values(select(rows, indicator(entities="CLUB"), catalog(groups={"CLUB": ["USA", "CHN"]})), "CLUB") == {
        2000: 7
    }


def test_what_does_not_add_up_is_not_added_up():
    with pytest.raises(Invalid, match="CLUB"):
        select(SERIES, indicator(entities="CLUB", aggregation="none"), catalog(groups={"CLUB": ["USA", "CHN"]}))


def test_a_sum_has_the_least_certain_status_of_its_parts():
    rows = frame(("USA", "", year(2000), 1), ("CHN", "", year(2000), 1, "projection"))
    kept = select(rows, indicator(entities="CLUB"), catalog(groups={"CLUB": ["USA", "CHN"]}))
    assert kept["status"].tolist() == ["projection"]


def test_a_figure_left_out_takes_the_sum_with_it_and_is_no_zero():
    rows = frame(
        ("USA", "", year(2000), 1),
        ("CHN", "", year(2000), None),
        ("CHN", "", year(2001), 3),
        ("USA", "", year(2001), 1),
    )
    club = catalog(groups={"CLUB": ["USA", "CHN"]})
    for absent in ("zero", "unknown"):
        kept = select(rows, indicator(entities="CLUB CHN", absent=absent), club)
        assert values(kept, "CLUB") == {2001: 4}
        assert values(kept, "CHN") == {2001: 3}


FLOWS = frame(
    ("USA", "DEU", year(2000), 5), ("USA", "DEU", year(2003), 7, "provisional"), ("USA", "WLD", year(2003), 7, "provisional"),
    ("CHN", "RUS", year(2001), 1),
)  # fmt: skip


def test_quiet_years_of_a_flow_are_zeros_for_pairs_that_never_met_too():
    kept = select(FLOWS, indicator(entities="USA CHN", counterparts="DEU RUS", absent="zero"), catalog())
    assert values(kept, "USA", "DEU") == {2000: 5, 2001: 0, 2002: 0, 2003: 7}
    assert values(kept, "CHN", "DEU") == dict.fromkeys(range(2000, 2004), 0)
    assert kept.loc[kept["date"] == "2003-12-31", "status"].unique().tolist() == ["provisional"]


def test_nobody_is_written_out_as_zero_whom_the_source_does_not_know():
    kept = select(FLOWS, indicator(entities="WLD/", counterparts="DEU", absent="zero"), catalog())
    assert set(kept["entity"]) == {"USA", "CHN"}  # Germany and Russia supply nobody on record
    assert values(kept, "CHN", "DEU") == dict.fromkeys(range(2000, 2004), 0)


def test_quiet_periods_of_unknown_meaning_stay_empty():
    kept = select(FLOWS, indicator(entities="USA", counterparts="DEU"), catalog())
    assert values(kept, "USA", "DEU") == {2000: 5, 2003: 7}


@pytest.mark.parametrize(
    ("frequency", "first", "last", "n"),
    [("M", "2024-01-31", "2024-12-31", 12), ("Q", "2023-03-31", "2024-12-31", 8), ("A", "2001-09-30", "2005-09-30", 5)],
)
def test_zeros_fall_on_the_ends_of_the_series_own_periods(frequency, first, last, n):
    rows = frame(("USA", "", first, 1), ("USA", "", last, 1))
    kept = select(rows, indicator(entities="USA", absent="zero", frequency=frequency), catalog())
    assert len(kept) == n
    assert kept["date"].dt.is_month_end.all()


def test_groups_are_added_up_on_both_sides_of_a_flow():
    rows = frame(("USA", "DEU", year(2000), 1), ("USA", "RUS", year(2000), 2), ("CHN", "DEU", year(2000), 4))
    both = catalog(groups={"SELLERS": ["USA", "CHN"], "BUYERS": ["DEU", "RUS"]})
    kept = select(rows, indicator(entities="SELLERS", counterparts="BUYERS", absent="zero"), both)
    assert values(kept, "SELLERS", "BUYERS") == {2000: 7}


def test_what_is_kept_is_in_order_and_numbered_through_and_nobody_else_is_written_out():
    rows = frame(
        ("USA", "", year(2002), 3), ("CHN", "", year(2001), 2), ("DEU", "", year(2001), 9), ("USA", "", year(2000), 1)
    )
    kept = select(rows, indicator(entities="USA CHN", absent="zero"), catalog())
    expected = frame(
        ("CHN", "", year(2000), 0), ("CHN", "", year(2001), 2), ("CHN", "", year(2002), 0),
        ("USA", "", year(2000), 1), ("USA", "", year(2001), 0), ("USA", "", year(2002), 3),
    )  # fmt: skip
    pd.testing.assert_frame_equal(kept, expected)


def test_of_a_flow_only_pairs_of_those_who_are_named_are_written_out():
    rows = frame(*FLOWS.drop(columns="status").itertuples(index=False, name=None), ("CHN", "DEU", year(2003), 2))
    kept = select(rows, indicator(entities="CHN", counterparts="RUS WLD", absent="zero"), catalog())
    assert set(zip(kept["entity"], kept["counterpart"], strict=True)) == {("CHN", "RUS"), ("CHN", "WLD")}
    assert values(kept, "CHN", "RUS") == {2000: 0, 2001: 1, 2002: 0, 2003: 0}
