"""Edges of what becomes of a source's figures: days, names, zeros, corrections, windows."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from builders import catalog, indicator, table
from living import bundled, file_of, times
from loading import CATALOG, parse, values

from loaders import wall_clock
from loaders.breaker import State
from loaders.entity_names import Names
from loaders.ingest import ingest
from loaders.load import load
from loaders.parsing import PARSED
from loaders.plausibility import doubts_beside, problems_of
from loaders.prepare import correct, prepare
from loaders.rows import Correction, EntityName
from loaders.select import select
from loaders.sources import Delivery

DAY = dt.timedelta(days=1)


def frame(*rows):
    """(entity, counterpart, year, value) as a parsed frame."""
    found = pd.DataFrame(
        [(entity, other, f"{year}-12-31", value, "") for entity, other, year, value in rows], columns=list(PARSED)
    )
    return found.astype({"date": "datetime64[s]", "value": float})


@pytest.mark.parametrize(("ahead", "kept"), [(40, 0), (0, 0), (-40, -40)])
def test_no_edition_is_published_after_the_day_it_was_retrieved(store, publisher, ahead, kept):
    today = wall_clock.now().date()
    content = {"rates.csv": file_of(times(bundled("euro_in_usd"), 1.1))}
    delivery = Delivery(content, "of a test", published=today + ahead * DAY)
    ingest("fed", {"euro_in_usd": delivery}, store, CATALOG, State())
    row = load(CATALOG).observations.provenance["euro_in_usd"]
    assert row.retrieved in (today, today + DAY)  # midnight may pass while this runs
    assert row.published == today + kept * DAY


def test_nobody_supplies_himself_but_a_group_that_is_on_record():
    flows = frame(("USA", "CHN", 2000, 5), ("CHN", "USA", 2001, 7), ("WLD", "WLD", 2000, 5))
    both = {"entities": "USA CHN WLD", "counterparts": "USA CHN WLD", "absent": "zero"}
    kept = select(flows, indicator(**both), catalog())
    pairs = set(zip(kept["entity"], kept["counterpart"], strict=True))
    assert ("USA", "USA") not in pairs
    assert ("CHN", "CHN") not in pairs
    assert values(kept, "USA", "CHN") == {"2000-12-31": 5, "2001-12-31": 0}
    # The world to the world is on record, and quiet in 2001.
    assert values(kept, "WLD", "WLD") == {"2000-12-31": 5, "2001-12-31": 0}


def test_a_sources_own_alias_goes_before_one_for_all():
    # As the tables are read and the other way round: the order of rows decides nothing.
    rows = [EntityName(source="s", name="Korea", entity="CHN"), EntityName(source="*", name="Korea", entity="DEU")]
    for names in (rows, rows[::-1]):
        small = dataclasses.replace(catalog(), names=table(names))
        assert Names(small, "s").all_of(pd.Series(["Korea"])).tolist() == ["CHN"]
        assert Names(small, "other").all_of(pd.Series(["Korea"])).tolist() == ["DEU"]


@pytest.mark.parametrize(
    ("expected", "given", "applied"),
    [
        # A millionth of the figure may be noise of its digits: 2 of 2,000,000, and 3 of it is another figure.
        (2e6, 2e6 + 1.9, True),
        (2e6, 2e6 + 2, True),
        (2e6, 2e6 + 2.1, False),
        (-2e6, -2e6 - 1.9, True),
        (-2e6, -2e6 - 2.1, False),
        # Of a figure below one, a millionth of one.
        (0.001, 0.001 + 9e-7, True),
        (0.001, 0.001 + 1.1e-6, False),
    ],
)
def test_a_correction_expects_its_figure_to_a_millionth(expected, given, applied):
    row = Correction.model_validate(
        {"indicator": "x", "entity": "USA", "from": "2000-12-31", "to": "2000-12-31", "expect": expected, "value": 7, "reason": "So."}
    )  # fmt: skip
    corrected, stale = correct(frame(("USA", "", 2000, given)), [row])
    assert corrected["value"].tolist() == [7 if applied else given]
    assert bool(stale) != applied


def test_a_sum_feels_what_is_corrected_in_a_member_and_may_be_corrected_itself(monkeypatch):
    # The United States had 5 and not 500; of 2001 the club as a whole is known to be 9. China's 2.00000000004 keeps ten digits.
    parsed = frame(("USA", "", 2000, 500), ("CHN", "", 2000, 2.00000000004), ("USA", "", 2001, 1), ("CHN", "", 2001, 1))
    columns = ("entity", "from", "to", "expect", "value", "reason")
    rows = [
        ("USA", "2000-12-31", "2000-12-31", 500, 5, "A slip."),
        ("CLUB", "2001-12-31", "2001-12-31", 2, 9, "Known."),
        ("CHN", "2001-12-31", "2001-12-31", 7, 8, "It has mended itself."),
        ("CHN", "2000-12-31", "2000-12-31", 2, 3, "Of another series."),
    ]  # fmt: skip
    made = [Correction.model_validate({"indicator": "x", **dict(zip(columns, row, strict=True))}) for row in rows]
    made[-1] = made[-1].model_copy(update={"indicator": "y"})
    small = dataclasses.replace(catalog(groups={"CLUB": ["USA", "CHN"]}), corrections=table(made))
    monkeypatch.setattr("loaders.prepare.parser_of", lambda _: lambda files, code, catalog: parsed)
    found = prepare(indicator(entities="CLUB CHN"), {}, small)
    assert values(found.frame, "CLUB") == {"2000-12-31": 7, "2001-12-31": 9}
    assert values(found.frame, "CHN") == {"2000-12-31": 2, "2001-12-31": 1}
    assert found.corrections == ("A slip.", "Known.")
    (told,) = found.stale.values()
    assert told.startswith("The correction of CHN  2001-12-31 expects 7, and the source gives 1: see whether")
    assert found.problems == ()


def test_a_figure_left_out_leaves_no_gap_and_one_that_is_not_there_is_told(monkeypatch):
    parsed = frame(("USA", "", 2000, 500), ("USA", "", 2001, 1), ("USA", "", 2002, 2))
    fields = {"indicator": "x", "reason": "So."}
    made = [
        # Before sums are made, and after.
        Correction.model_validate({**fields, "entity": "USA", "from": "2000-12-31", "to": "2001-06-30", "expect": 500}),
        Correction.model_validate({**fields, "entity": "CLUB", "from": "2001-12-31", "to": "2001-12-31", "expect": 1}),
        Correction.model_validate({**fields, "entity": "RUS", "from": "2000-12-31", "to": "2000-12-31", "expect": 3}),
    ]
    small = dataclasses.replace(catalog(groups={"CLUB": ["USA"]}), corrections=table(made))
    monkeypatch.setattr("loaders.prepare.parser_of", lambda _: lambda files, code, catalog: parsed)
    found = prepare(indicator(entities="CLUB USA"), {}, small)
    assert list(found.frame.itertuples(name=None)) == [
        (0, "CLUB", "", pd.Timestamp("2002-12-31"), 2, ""), (1, "USA", "", pd.Timestamp("2001-12-31"), 1, ""),
        (2, "USA", "", pd.Timestamp("2002-12-31"), 2, ""),
    ]  # fmt: skip
    (told,) = found.stale.values()
    assert told.startswith("The correction of RUS  2000-12-31 expects 3, and the source gives nothing: see")


def test_who_supplies_most_is_counted_over_five_years_and_not_a_sixth():
    # Of 2000-04 France is Germany's first with 9. Of 2001-05 its 9 of 2000 no longer count: 4 of 2002 and 3 of 2005 are
    # the United States' 4 against France's 3. A sixth year would have France ahead, 12 to 4.
    deals = [("France", 2000, 9), ("United States", 2002, 4), ("France", 2005, 3)]
    register = "Supplier,Recipient,Delivery year,TIV delivery values\n" + "".join(
        f"{supplier},Germany,{year},{value}\n" for supplier, year, value in deals
    )
    group = "NATO-EUR@2024"
    found = parse("sipri_arms", f"first_supplier {group}", register)
    assert values(found, "FRA", group) == {"2004-12-31": 1}
    assert values(found, "USA", group) == {"2005-12-31": 1}


def test_a_quiet_period_has_no_status_where_those_on_record_differ():
    mixed = frame(("USA", "CHN", 2000, 5), ("USA", "RUS", 2000, 6), ("USA", "DEU", 2001, 7)).assign(
        status=["estimate", "provisional", "estimate"]
    )
    kept = select(mixed, indicator(entities="USA", counterparts="CHN RUS DEU", absent="zero"), catalog())
    found = {(row.counterpart, row.date.year): (row.value, row.status) for row in kept.itertuples()}
    assert found["DEU", 2000] == (0, "")
    assert found["CHN", 2001] == found["RUS", 2001] == (0, "estimate")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"entity": ["USA", "XXX"]}, ["XXX is not in entities.csv."]),
        # A group of a year is the group's, and a group is an entity.
        ({"entity": ["USA", "WLD@2024"]}, []),
        ({"status": ["", "guess"]}, ["The status guess is unknown."]),
        ({"value": [1, float("inf")]}, ["Some figures are not finite.", "1 figures lie outside 0 to 1e+16 tonnes, the first inf for USA 2001-12-31."]),
        ({"value": [0, 1e16]}, []),
        ({"value": [-1e-9, 1]}, ["1 figures lie outside 0 to 1e+16 tonnes, the first -1e-09 for USA 2000-12-31."]),
        ({"counterpart": ["", "CHN"]}, ["It has counterparts where indicators.csv names none, or none where it names some."]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_figures_is_said(changes, words):
    rows = frame(("USA", "", 2000, 1), ("USA", "", 2001, 2)).assign(**changes)
    assert problems_of(rows, indicator(), catalog()) == words


def test_a_period_with_two_figures_is_named():
    rows = frame(("USA", "", 2000, 1), ("USA", "", 2000, 1), ("CHN", "", 2000, 1))
    assert problems_of(rows, indicator(), catalog()) == ["1 periods have two figures, the first USA 2000-12-31."]
    # Also where the two differ, in the figure or in what it is marked as.
    rows = frame(
        ("USA", "", 2000, 1), ("USA", "", 2000, 2), ("CHN", "", 2001, 3), ("CHN", "", 2001, 3), ("USA", "", 2001, 1)
    )
    told = problems_of(rows.assign(status=["", "", "", "estimate", ""]), indicator(), catalog())
    assert told == ["2 periods have two figures, the first USA 2000-12-31."]


@pytest.mark.parametrize(
    ("unit", "low", "high"), [("% of GDP", 0, 100), ("% a year", -100, 50_000), ("tonnes", 0, 1e16)]
)
def test_the_range_of_a_figure_is_that_of_its_unit(unit, low, high):
    taken_from_to(indicator(unit=unit), low, high)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("trade_share_gdp", 0, 1000), ("inflation_imf", -100, 100_000), ("government_debt", 0, 700), ("current_account", -150, 350),
        ("fiscal_balance", -100, 150), ("un_ideal_point", -6, 6),
    ],
)  # fmt: skip
def test_some_indicators_have_a_range_of_their_own(name, low, high):
    taken_from_to(indicator(name, unit="% of GDP"), low, high)


def taken_from_to(one, low, high):
    """Assert that both ends of a range are taken, and nothing beyond."""
    unit = one.unit
    assert problems_of(frame(("USA", "", 2000, low), ("USA", "", 2001, high)), one, catalog()) == []
    for beyond in (low - 0.01, high * 1.01):
        (told,) = problems_of(frame(("USA", "", 2000, beyond)), one, catalog())
        assert told.startswith(f"1 figures lie outside {low:g} to {high:g} {unit}, the first ")


def test_what_was_written_out_as_zero_is_no_figure_of_a_source():
    # Of ten periods five were zeros that we wrote: four figures beside five are four fifths, and a tenth may go.
    former = frame(*(("USA", "", 2000 + i, i % 2) for i in range(10)))
    newer = frame(*(("USA", "", 2000 + i, i % 2 if i < 8 else 0) for i in range(10)))
    assert doubts_beside(newer, former, indicator(absent="zero"), catalog()) == [
        "4 figures where there were 5: more than a tenth is gone."
    ]
    assert doubts_beside(newer, former, indicator(), catalog()) == []


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (1.99, ""),
        (0.5, ""),
        (2.01, "Half of the 3 figures that both editions have are 2.01 times the former ones or more: another unit or base."),
        (0.49, "Half of the 3 figures that both editions have are 0.49 of the former ones or less: another unit or base."),
    ],
)  # fmt: skip
def test_twice_as_much_may_be_a_revision_and_more_is_another_unit(factor, words):
    # Figures below one too; what was nothing, or is nothing now, has no ratio.
    former = frame(*(("USA", "", 2000 + i, value) for i, value in enumerate((0.25, 0.5, 8, 0, 5))))
    newer = former.assign(value=[0.25 * factor, 0.5 * factor, 8 * factor, 7, 0])
    assert doubts_beside(newer, former, indicator(), catalog()) == ([words] if words else [])
