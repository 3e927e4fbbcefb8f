"""What is looked up in the catalog: editions by day, units of a series, members of a year, groups that lack a member."""

import datetime as dt
from dataclasses import replace

import pytest
from builders import catalog, indicator, table

from loaders.rows import BundledEdition, Member
from loaders.tables import Fault, LeftOut

FAULT = Fault("memory.csv", 0, "", "It is none.", "Bring one.")


def edition(name, published):
    return BundledEdition(indicator=name, edition="one", published=published, retrieved="2026-08-22")


def test_editions_are_found_newest_first():
    rows = [
        edition(*row) for row in [("x", "2025-01-10"), ("y", "2026-02-01"), ("x", "2026-06-01"), ("x", "2024-04-22")]
    ]
    found = replace(catalog(indicator("x"), indicator("y"), indicator("z")), editions=table(rows))
    assert {name: str(row.published) for name, row in found.edition.items()} == {"x": "2026-06-01", "y": "2026-02-01"}
    assert [str(row.published) for row in found.earlier_editions("x")] == ["2025-01-10", "2024-04-22"]
    assert found.earlier_editions("y") == found.earlier_editions("z") == ()


def test_another_unit_of_an_indicator_is_that_of_all_that_is_read_from_its_series():
    ours = catalog(
        indicator("x", code="a"), indicator("same", code="a"), indicator("other", code="b"), indicator("theirs", source="t", code="a")
    )  # fmt: skip
    changed = indicator("x", code="a", unit="2022 US$", lag_days=1)
    found = ours.with_indicator(changed)
    assert found.indicator["x"] == changed
    assert [(row.id, row.unit) for row in found.indicators.rows] == [
        ("x", "2022 US$"), ("same", "2022 US$"), ("other", "tonnes"), ("theirs", "tonnes"),
    ]  # fmt: skip
    assert found.entities == ours.entities


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2004-05-01", "2010-06-30", [False, True, True, True, False]),
        ("", "2010-06-30", [True, True, True, True, False]),
        ("2004-05-01", "", [False, True, True, True, True]),
        ("", "", [True] * 5),
        ("2004-05-01", "2004-05-01", [False, True, False, False, False]),
    ],
)
def test_a_member_is_one_from_its_first_day_to_its_last(first, last, days):
    member = Member.model_validate({"group": "G", "entity": "USA", "from": first or None, "to": last or None})
    asked = ("2004-04-30", "2004-05-01", "2007-01-01", "2010-06-30", "2010-07-01")
    assert [member.on(dt.date.fromisoformat(day)) for day in asked] == days


def test_members_are_those_of_the_day_even_if_all_came_or_left_some_time():
    ours = catalog(
        groups={
            "G": [
                Member(group="G", entity="USA", **{"from": "2004-01-01"}),
                Member(group="G", entity="CHN", to="2010-06-30"),
            ]
        }
    )
    assert ours.members_of("G@2003") == ("CHN",)
    assert ours.members_of("G", dt.date(2010, 6, 30)) == ("USA", "CHN")
    assert ours.members_of("G@2010") == ours.members_of("G") == ("USA",)


def test_what_is_wrong_with_a_code_is_told_with_it():
    ours = catalog(groups={"G": [Member(group="G", entity="USA", **{"from": "2004-01-01"})]})
    assert [ours.doubt_of(code) for code in ("USA", "G", "G@2004", "G@2003", "G@1899", "USA@2004", "ATL")] == [
        "",
        "",
        "",
        "'G@2003': it had no members then.",
        f"'G@1899': the members of a year are those of 1900 to {dt.date.today().year}.",
        "'USA@2004' has a year behind it, and USA is no group.",
        "'ATL' is not in catalog/entities.csv.",
    ]


@pytest.mark.parametrize(
    ("spoil", "incomplete"),
    [
        (lambda ours: {}, set()),
        (lambda ours: {"members": ours.members.without([replace(FAULT, line=2)])}, {"G"}),
        (lambda ours: {"members": left_out(ours.members, {"group": "OTHERS"})}, {"G", "H"}),
        (lambda ours: {"members": left_out(ours.members, {})}, {"G", "H"}),
        (lambda ours: {"members": ours.members.refused(FAULT)}, {"G", "H"}),
        (lambda ours: {"entities": ours.entities.without([replace(FAULT, line=2)])}, {"WLD"}),
        (lambda ours: {"entities": ours.entities.refused(FAULT)}, {"WLD"}),
    ],
)  # fmt: skip
def test_a_group_that_lacks_a_member_is_incomplete_and_so_are_all_if_nobody_knows_whose_it_is(spoil, incomplete):
    ours = catalog(groups={"G": ["USA"], "H": ["CHN"]})
    assert replace(ours, **spoil(ours)).incomplete == incomplete


def left_out(members, cells):
    return replace(members, left_out=(LeftOut(cells, FAULT),))
