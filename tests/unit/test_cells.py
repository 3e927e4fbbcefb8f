"""What may stand in a cell: a day, a number, a yes or no, as a person writes them and as nothing else."""

import datetime as dt
import math
import re
import types
import typing
from decimal import Decimal, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from loaders import cells, rows
from loaders.cells import Day, Exact, Number, Whole, first_day, last_day, number, period_end, unseen
from loaders.tables import Row
from verdicts import argument, evidence

MODELS = {
    model.__name__: model
    for module in (rows, argument, evidence)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Row) and model is not Row
}
DIGITS = st.text(alphabet="0123456789-+._eE ,٠١²\N{MINUS SIGN}naif", max_size=14)
"""What numbers and days are made of, and what looks like it."""


def read(kind, cell):
    return TypeAdapter(kind).validate_python(cell)


def refused(kind, cell):
    try:
        read(kind, cell)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    "cell",
    [
        "1709251200", "1709251200.0", "20240301", "2024-W09-5", "2024-03-01T00:00:00", "2024-3-1", "2024", "01.03.2024",
        "2024-02-30", "0024-03-01", "9999-12-31", "\N{FULLWIDTH DIGIT TWO}024-03-01", "", "today",
    ],
)  # fmt: skip
def test_only_a_day_as_people_write_it_is_a_day(cell):
    assert refused(Day, cell)
    assert read(Day, "2024-03-01") == dt.date(2024, 3, 1)


@pytest.mark.parametrize("value", [1709251200, 1709251200.0, True, dt.datetime(2024, 3, 1)])
def test_a_moment_or_a_count_of_seconds_is_no_day(value):
    assert refused(Day, value)


def test_a_year_stands_for_its_first_or_its_last_day():
    assert (first_day("2014"), last_day("2014")) == (dt.date(2014, 1, 1), dt.date(2014, 12, 31))
    assert (first_day("2014-02-27"), last_day(" 2014-02-27 ")) == (dt.date(2014, 2, 27),) * 2
    for cell in ("1709251200", "202", "20144", "0202", "9999", "\N{ARABIC-INDIC DIGIT TWO}014"):
        with pytest.raises(ValueError, match="year"):
            first_day(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023", "2023-12-31"), ("2023-Q1", "2023-03-31"), ("2023-Q2", "2023-06-30"), ("2023-Q4", "2023-12-31"), ("2023-01", "2023-01-31"),
        ("2023-02", "2023-02-28"), (" 2024-02 ", "2024-02-29"), ("2023-04", "2023-04-30"), ("2023-12", "2023-12-31"), ("2023-02-03", "2023-02-03"),
    ],
)  # fmt: skip
def test_a_period_stands_for_its_last_day(cell, day):
    assert period_end(cell).isoformat() == day


@pytest.mark.parametrize("cell", ["2023-Q5", "2023-Q0", "2023-13", "2023-00", "2023-1", "Q1-2023", "", 2023, None])
def test_what_is_no_period_is_refused(cell):
    with pytest.raises(ValueError, match="is not a year or a day|is no day of the calendar"):
        period_end(cell)


@pytest.mark.parametrize(
    "cell", ["1_0", "1_000.5", "nan", "NaN", "inf", "-Infinity", "1e999", "0x10", "1,5", "5 %", "1 000", "١٢", "\N{MINUS SIGN}5", "--5", "e5", ".", "1e31", "-1e300"]
)  # fmt: skip
@pytest.mark.parametrize("kind", [Number, Exact])
def test_what_only_a_program_takes_for_a_number_is_none(kind, cell):
    assert refused(kind, cell)


@pytest.mark.parametrize(
    ("cell", "value"), [("2.5", 2.5), ("-3", -3), ("+4", 4), (".5", 0.5), ("1E+11", 1e11), (" 7 ", 7), ("007", 7)]
)
def test_numbers_as_people_and_spreadsheets_write_them_are_read(cell, value):
    assert read(Number, cell) == value
    assert read(Exact, cell) == Decimal(cell.strip())


@pytest.mark.parametrize("kind", [Number, Exact, Whole])
def test_yes_and_no_are_no_numbers_and_numbers_of_other_files_are(kind):
    assert refused(kind, True)
    assert refused(kind, False)
    assert read(kind, 7) == 7


@pytest.mark.parametrize("cell", ["1_0", "1.0", "1e2", "٣", "1 0", "9" * 5000, "true", ""])
def test_only_plain_digits_are_a_whole_number(cell):
    assert refused(Whole, cell)
    assert read(Whole, "12") == 12


@given(DIGITS)
def test_an_accepted_number_is_what_its_digits_say(cell):
    try:
        found = number(cell)
    except ValueError:
        return
    assert re.fullmatch(r"[0-9+\-.eE]+", cell.strip())
    try:
        assert found == float(Decimal(cell.strip()))
    except InvalidOperation:
        pytest.fail(f"{cell!r} was taken for {found}")
    assert math.isfinite(found)


@given(DIGITS)
def test_an_accepted_day_reads_as_it_is_written(cell):
    if not refused(Day, cell):
        assert read(Day, cell).isoformat() == cell.strip()


@pytest.mark.slow
@given(st.text(max_size=20))
def test_no_cell_makes_a_type_raise_anything_but_a_refusal(cell):
    assert {refused(kind, cell) for kind in (Day, Number, Exact, Whole)} <= {True, False}


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_every_table_uses_the_strict_types(model):
    """What stands behind a column is no bare number, day or truth of Python's, which pydantic reads in its own way."""
    hints = typing.get_type_hints(model, include_extras=True)
    for name in model.model_fields:
        union = isinstance(hints[name], types.UnionType) or typing.get_origin(hints[name]) is typing.Union
        kinds = typing.get_args(hints[name]) if union else (hints[name],)
        assert not set(kinds) & {int, float, bool, dt.date, dt.datetime, Decimal}, f"{model.__name__}.{name}"


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"), ("\u2066", "LEFT-TO-RIGHT ISOLATE"), ("\u200b", "ZERO WIDTH SPACE"),
        ("\u200f", "RIGHT-TO-LEFT MARK"), ("\ufeff", "ZERO WIDTH NO-BREAK SPACE"), ("\u00ad", "SOFT HYPHEN"),
        ("\x00", "CONTROL CHARACTER"), ("\x1b", "CONTROL CHARACTER"), ("\x85", "CONTROL CHARACTER"), ("a\rb", "CONTROL CHARACTER"),
        ("\u2028", "LINE SEPARATOR"), ("\u3164", "HANGUL FILLER"), ("\ufe0f", "VARIATION SELECTOR-16"), ("\U000e0041", "TAG LATIN CAPITAL LETTER A"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_named(character, name):
    assert name in unseen(f"Trade {character} grows")


@pytest.mark.parametrize(
    "text", ["Trade\ngrows", "Trade\r\ngrows\t", "Müller, 50 % – “so” €", "日本", "עברית", "e\u0301"]
)
def test_what_can_be_seen_is_no_fault(text):
    assert unseen(text) == ""


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a\u3164b", r"'a\u3164b'"), ("\u2800", r"'\u2800'"), ("a\u200bb", r"'a\u200bb'"), ("\U000e0100", r"'\U000e0100'"),
        ("Müller, 日本", "'Müller, 日本'"), ("a\\b", r"'a\\b'"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_written_out_where_a_cell_is_quoted(text, quoted):
    assert cells.shown(text) == quoted


def test_a_long_cell_is_quoted_in_part():
    assert len(cells.shown("x" * 100_000)) < 100
