"""Edges of what becomes of a source's figures: days, names, zeros, corrections, windows."""

import dataclasses
import datetime as dt

import pandas as pd
import pytest
from builders import catalog, indicator, table
from living import bundled, file_of, times
from loading import CATALOG, parse, values

from loaders.breaker import State
from loaders.entity_names import Names
from loaders.ingest import ingest
from loaders.load import load
from loaders.parsing import PARSED
from loaders.prepare import correct
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
    today = dt.datetime.now(dt.UTC).date()
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
