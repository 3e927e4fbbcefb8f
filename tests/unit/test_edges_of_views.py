"""Edges of addresses of views: the whole view that one asks for, and in whole sentences what of it cannot be had."""

import pytest
from builders import row
from small_views import ENTITIES, small_case

from loaders.rows import Entity
from verdicts.view import View, canonical, view_of
from verdicts.view_reading import Dropped, nearest, parse

CASE = small_case(
    {
        ("x", "USA"): [1, 2, 4],
        ("x", "CHN"): [1, 3, 9],
        ("population", "USA"): [2, 2, 2],
        ("rate", "USA"): [1, 1, 1],
        ("aid", "USA", "POL"): [3, 3, 3],
        ("aid", "DEU", "CHN"): [1, 1, 1],
    },
    tests=[("x", "USA"), ("aid", "USA", "POL")],
)
USUAL = View("x", ("USA", "CHN"))
"""What is shown where nothing is asked for: the one that a test looks at, then the other with figures."""
FULL = View(
    "aid", ("USA", "DEU", "PACT@2014"), "POL", "ratio", "x", "CHN", "DEU", 12, "2000", "2002-06-30", "2024-06-30", "bars", True,
    ("break",), True,
)  # fmt: skip
FULL_ADDRESS = {
    "indicator": "aid", "entity": "USA,DEU,PACT@2014", "counterpart": "POL", "measure": "ratio", "versus_indicator": "x",
    "versus_entity": "CHN", "versus_counterpart": "DEU", "smoothing": "12", "from": "2000", "to": "2002-06-30",
    "edition": "2024-06-30", "form": "bars", "log": "1", "events": "break", "sides": "1",
}  # fmt: skip


def read(**asked):
    """The view of an address, and what was dropped of it."""
    found = parse({name.rstrip("_"): value for name, value in asked.items()}, CASE)
    return found.view, found.dropped


def test_an_address_that_says_everything_is_read_whole_and_written_as_it_was():
    assert parse(FULL_ADDRESS, CASE) == (FULL, ())
    assert canonical(FULL) == FULL_ADDRESS


def test_names_in_any_case_blanks_and_the_words_of_claims_come_to_the_same_view():
    asked = {
        "indicator": " AID ", "entity": "united states, GERMANY ,, PACT@2014", "counterpart": "poland", "measure": "Ratio",
        "versus_indicator": "Crude Steel", "versus_entity": "china", "versus_counterpart": "germany", "smoothing": "012",
        "from": " 2000", "to": "2002-06-30 ", "edition": "2024-06-30", "form": "BARS", "log": "True",
        "events": "BREAK, break,Break",
        "sides": "TRUE", "q": "what was typed", "case": "another",
    }  # fmt: skip
    assert parse(asked, CASE) == (FULL, ())


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"indicator": "", "entity": "", "measure": "", "smoothing": "", "edition": "", "log": "", "events": " , ", "from": ""},
        {"indicator": "x", "entity": "USA,CHN,USA", "measure": "level", "smoothing": "1", "form": "line", "log": "0",
            "sides": "false"},
        # What is set against nothing is no part of a view.
        {"versus_indicator": "population", "versus_entity": "WLD", "versus_counterpart": "POL"},
    ],
)  # fmt: skip
def test_what_says_nothing_comes_to_what_is_usual(asked):
    assert parse(asked, CASE) == (USUAL, ())


@pytest.mark.parametrize(
    ("edition", "found"),
    [("today", "today"), ("latest", "today"), ("publication", "publication"), ("article", "publication"),
     ("2020-01-01", "2020-01-01")],
)  # fmt: skip
def test_an_edition_has_one_name(edition, found):
    view, dropped = read(edition=edition)
    assert (view.edition, dropped) == (found, ())


def test_a_view_is_of_the_day_that_its_edition_stands_for():
    assert View("x", ("USA",)).as_of(CASE) == CASE.now
    assert View("x", ("USA",), edition="publication").as_of(CASE) == CASE.then
    assert str(View("x", ("USA",), edition="2020-01-01").as_of(CASE).day) == "2020-01-01"


AVERAGE = "An average is taken over 1 to 120 periods, not {!r}."
RANK = "A rank needs a group to stand in (versus_entity), such as WLD."


@pytest.mark.parametrize(
    ("parameter", "value", "why", "near"),
    [
        ("indicator", "crude stel", "There is no indicator 'crude stel'. Nearest: crude steel.", ("x",)),
        ("indicator", "y" * 70, f"There is no indicator '{'y' * 60}...'.", ()),
        ("versus_indicator", "populaton", "There is no versus indicator 'populaton'. Nearest: population.", ("population",)),
        ("entity", "Germny", "There is no country or group 'Germny'. Nearest: Germany.", ("DEU",)),
        ("entity", "usb", "There is no country or group 'usb'. Nearest: United States.", ("USA",)),
        ("entity", "USA@2014", "There is no country or group 'USA@2014'.", ()),
        ("counterpart", "Polnd", "There is no country or group 'Polnd'. Nearest: Poland, world.", ("POL", "WLD")),
        ("versus_entity", "Chna", "There is no country or group 'Chna'. Nearest: China.", ("CHN",)),
        ("versus_counterpart", "Pct", "There is no country or group 'Pct'. Nearest: pact.", ("PACT",)),
        ("counterpart", "POL", "Figures of crude steel have no other side.", ()),
        ("measure", "levels", "There is no measure 'levels'. Nearest: level.", ("level",)),
        ("form", "rank", "There is no form 'rank'. Nearest: ranks.", ("ranks",)),
        ("events", "brek", "There is no event 'brek'. Nearest: Break.", ("break",)),
        *(("smoothing", text, AVERAGE.format(text), ()) for text in ("0", "121", "1000", "0012", "-1", "1.5", "\u0665", "\u00b2")),
        ("log", "yes", "log is 1 or 0, not 'yes'.", ()),
        ("sides", "2", "sides is 1 or 0, not '2'.", ()),
        ("from", "soon", "'soon' is not a year or a day: write 2014 or 2014-02-27.", ()),
        ("to", "2024-13-01", "'2024-13-01' is no day of the calendar.", ()),
        ("edition", "soon", "There is no edition 'soon'. There are: today, publication, or a day such as 2024-06-30.", ()),
        ("edition", "1989-01-01", "There is no edition '1989-01-01'. There are: today, publication, or a day such as 2024-06-30.",
            ()),
        ("measur", "", "Explore knows no 'measur'. Nearest: measure.", ("measure",)),
        ("entitty", "POL", "Explore knows no 'entitty'. Nearest: entity, versus_entity.", ("entity", "versus_entity")),
        ("colour", "red", "Explore knows no 'colour'.", ()),
    ],
)  # fmt: skip
def test_one_thing_that_cannot_be_had_is_told_and_the_usual_stands(parameter, value, why, near):
    found = parse({parameter: value}, CASE)
    shown = value if len(value) <= 60 else f"{value[:60]}..."
    assert found == (USUAL, (Dropped(parameter, shown, why, near),))
    assert found.notes == (why,)


@pytest.mark.parametrize(
    ("asked", "dropped"),
    [
        ({"measure": "gap"}, ("measure", "gap",
            "The measure 'gap' compares: the address has to say with what (versus_entity, versus_indicator, versus_counterpart).")),
        ({"measure": "rank", "versus_entity": "CHN"}, ("versus_entity", "CHN", RANK)),
        ({"measure": "rank", "versus_indicator": "population"}, ("measure", "rank", RANK)),
        ({"measure": "share", "versus_entity": "WLD", "indicator": "rate"}, ("measure", "share",
            "Figures of growth rate cannot be added up, so nobody has a share in them. They are shown as published.")),
        ({"from": "2001", "to": "2000-12-31"}, ("to", "2000-12-31", "The window from 2001 to 2000-12-31 ends before it begins.")),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told_and_nothing_of_the_comparison_is_left(asked, dropped):
    view, told = read(entity="USA", **asked)
    assert view == View(asked.get("indicator", "x"), ("USA",), first=asked.get("from", ""))
    assert told == (Dropped(*dropped),)


@pytest.mark.parametrize(
    ("asked", "changes"),
    [
        ({"measure": "gap", "versus_indicator": "population"}, {"versus_indicator": "population"}),
        ({"measure": "gap", "versus_entity": "CHN"}, {"versus_entity": "CHN"}),
        ({"measure": "gap", "versus_counterpart": "CHN"}, {"versus_counterpart": "CHN"}),
        ({"measure": "rank", "versus_entity": "PACT@2014"}, {"versus_entity": "PACT@2014"}),
        ({"measure": "share", "versus_entity": "WLD"}, {"versus_entity": "WLD"}),
    ],
)
def test_any_one_other_side_is_enough_to_compare_with(asked, changes):
    assert read(entity="USA", **asked) == (View("x", ("USA",), measure=asked["measure"], **changes), ())


def test_a_window_may_be_of_one_day():
    view, dropped = read(from_="2001-12-31", to="2001-12-31")
    assert (view.first, view.last, dropped) == ("2001-12-31", "2001-12-31", ())
    assert [str(day) for day in (view.window.start, view.window.end)] == ["2001-12-31", "2001-12-31"]


def test_the_first_120_periods_are_taken_for_an_average():
    assert read(smoothing="120") == (View("x", ("USA", "CHN"), smoothing=120), ())


def test_of_a_flow_the_usual_other_side_is_taken_and_one_without_figures_is_left_to_be_told():
    assert read(indicator="aid") == (View("aid", ("USA",), "POL"), ())
    assert read(indicator="aid", counterpart="CHN", entity="USA") == (View("aid", ("USA",), "CHN"), ())


def test_of_figures_with_and_without_another_side_those_without_are_usual():
    both = small_case({("aid", "USA"): [1], ("aid", "DEU", "POL"): [1]}, tests=[("aid", "DEU", "POL")])
    assert parse({"indicator": "aid"}, both).view == View("aid", ("USA",))
    assert parse({"indicator": "aid", "counterpart": "POL"}, both).view == View("aid", ("DEU",), "POL")


def test_an_indicator_without_any_figures_is_shown_without_another_side():
    none = small_case({("x", "USA"): [1]})
    view, dropped = parse({"indicator": "aid", "entity": "USA", "counterpart": "POL"}, none)
    assert view == View("aid", ("USA",))
    assert dropped == (Dropped("counterpart", "POL", "Figures of aid have no other side."),)
    assert parse({"indicator": "aid"}, none) == (View("aid", ("WLD",)), ())


def test_twelve_are_shown_and_the_next_is_named_once():
    more = [Entity(id=f"C{n:02}", name=f"Country {n}", kind="country") for n in range(14)]
    many = small_case({("x", "C00"): [1]}, entities=(*ENTITIES, *more))
    codes = [one.id for one in more]
    for asked in (13, 14):
        view, dropped = parse({"entity": ",".join(codes[:asked])}, many)
        assert view.entities == tuple(codes[:12])
        why = "Only 12 countries and groups are shown at once. Left out: Country 12."
        assert dropped == (Dropped("entity", "C12", why),)
    # Who is named again is there already.
    for again in ((), codes[:1]):
        assert parse({"entity": ",".join([*codes[:12], *again])}, many) == (View("x", tuple(codes[:12])), ())


def test_of_a_list_forty_names_are_looked_at():
    assert read(entity=",".join(["USA"] * 40)) == (View("x", ("USA",)), ())
    why = "Only the first 40 of a list are looked at."
    assert read(entity=",".join([*["USA"] * 40, "CHN", "DEU"])) == (
        View("x", ("USA",)),
        (Dropped("entity", "CHN", why),),
    )
    view, dropped = read(events=",".join([*["break"] * 40, "z" * 61]))
    assert (view.events, dropped) == (("break",), (Dropped("events", f"{'z' * 60}...", why),))


def test_each_wrong_name_of_a_list_is_told_and_the_rest_is_shown():
    view, dropped = read(entity="Germny,USA,Polnd", events="brek,break")
    assert (view.entities, view.events) == (("USA",), ("break",))
    assert [(one.parameter, one.value, one.near) for one in dropped] == [
        ("entity", "Germny", ("DEU",)),
        ("entity", "Polnd", ("POL", "WLD")),
        ("events", "brek", ("break",)),
    ]


def test_the_three_nearest_are_told_best_first_and_each_once():
    known = ["tables", "table", "stable", "cable", "sable"]
    assert nearest("TABLE", known) == ("table", "tables", "stable")
    assert nearest("table", known, most=1) == ("table",)
    # The id and the name of one are one; a name counts where the id is far.
    assert nearest("steel", ["steel", "q"], {"steel": "steels", "q": "Steely"}) == ("steel", "q")
    assert nearest("zzz", known) == ()


@pytest.mark.parametrize(("alike", "near"), [(36, True), (35, False)])
def test_what_is_near_has_six_letters_in_ten_of_the_first_eighty(alike, near):
    # 2 x 36 of 40 + 80 letters are 0.6.
    known = "a" * alike + "b" * (40 - alike)
    assert nearest("a" * alike + "z" * 200, [known]) == ((known,) if near else ())


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, View("x", ("USA",))),
        (
            {
                "counterpart": "POL", "measure": "gap", "versus_indicator": "aid", "versus_entity": "CHN",
                "versus_counterpart": "DEU",
                "smoothing": 3, "first": "2000", "last": "2010", "event": "break",
            },
            View("x", ("USA",), "POL", "gap", "aid", "CHN", "DEU", 3, "2000", "2010", events=("break",)),
        ),
        ({"first": "2000-02-01", "last": "2010-01-01"}, View("x", ("USA",), first="2000-02-01", last="2010-01-01")),
        ({"first": "2000-12-31", "last": "2010-12-30"}, View("x", ("USA",), first="2000-12-31", last="2010-12-30")),
    ],
)  # fmt: skip
def test_a_test_of_figures_is_a_view_whose_window_has_years_where_it_can(changes, expected):
    names = {"first": "from", "last": "to"}
    assert view_of(row(**{names.get(name, name): value for name, value in changes.items()})) == expected
