"""A file that was cut, put behind itself or sorted otherwise never revises figures as if it were a new edition."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loading import CATALOG, workbook
from official import kiel

from loaders.archives import open_workbook, rows_of, sheets_of
from loaders.errors import SourceError
from loaders.moves import move
from loaders.observations import EMPTY_TABLE, Observations
from loaders.plausibility import doubts_beside
from loaders.prepare import prepare
from loaders.sources import doubts_of
from loaders.sources.kiel import MAIN
from loaders.sources.ucdp import COLUMNS, FIRST_YEAR

STATES = 24
"""As many as the world of these tests has: whatever number the module asks for, so that tables are small."""

NAMES = [name for name in map(CATALOG.name_of, CATALOG.members_of("WLD")) if name.isalpha()]
COUNTRIES = sorted({*NAMES[: STATES - 1], "Zimbabwe"})
YEARS = range(FIRST_YEAR, FIRST_YEAR + 3)


@pytest.fixture(autouse=True, scope="module")
def a_small_world():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("loaders.sources.ucdp.STATES", STATES)
        yield


def ucdp() -> tuple[str, list[str]]:
    """All states in three years, sorted by name and year as UCDP does."""
    header = f"country,year,{','.join(COLUMNS.values())},Version"
    pairs = [(n, state, year) for n, state in enumerate(COUNTRIES) for year in YEARS]
    return header, [f"{state},{year},{','.join([str(n % 7 * year)] * 4)},26.1" for n, state, year in pairs]


def cow() -> tuple[str, list[str]]:
    rows = [f"{state},{year},.{n + 1}{year % 9},2025" for n, state in enumerate(("CHN", "RUS", "USA")) for year in range(2010, 2020)]  # fmt: skip
    return "stateabb,year,cinc,version", rows


def unga() -> tuple[str, list[str]]:
    rows = [f"{code},{year},{n}.{year % 9},25" for n, code in enumerate(("CHN", "RUS", "USA")) for year in range(2010, 2020)]  # fmt: skip
    return "iso3c,year,IdealPointFP,NVotesFP", rows


TABLES = {"deaths": ucdp(), "capability_index": cow(), "un_ideal_point": unga()}
INDICATORS = {name: CATALOG.indicator[name].model_copy(update={"entities": "", "start": 1900}) for name in TABLES}


def content_of(name, rows):
    return "\n".join([TABLES[name][0], *rows, ""]).encode()


@dataclasses.dataclass
class Outcome:
    said: list[str]
    moved: bool


def outcome(indicator, content, former):
    """What comes of a file beside the figures in hand: reasons why it is not used, or whether anything moved."""
    try:
        prepared = prepare(indicator, {"f": content}, CATALOG, set_aside=True)
    except SourceError as error:
        return Outcome([str(error)], moved=False)
    said = [*prepared.problems, *doubts_of(indicator, {"f": content}, Observations(EMPTY_TABLE))]
    said += doubts_beside(prepared.frame, former, indicator, CATALOG, of_file=True)
    return Outcome(said, bool(move(indicator.id, former, prepared.frame)))


FORMER = {
    name: prepare(INDICATORS[name], {"f": content_of(name, rows)}, CATALOG, set_aside=True).frame
    for name, (_, rows) in TABLES.items()
}


def no_silent_revision(name, content):
    found = outcome(INDICATORS[name], content, FORMER[name])
    assert found.said or not found.moved
    return found


@pytest.mark.parametrize("name", TABLES)
def test_the_whole_table_is_taken_and_moves_nothing(name):
    found = outcome(INDICATORS[name], content_of(name, TABLES[name][1]), FORMER[name])
    assert (found.said, found.moved) == ([], False)


@given(name=st.sampled_from(sorted(TABLES)), kept=st.floats(0.02, 0.999))
@settings(deadline=None, max_examples=25)
def test_a_file_cut_anywhere_is_no_revision(name, kept):
    content = content_of(name, TABLES[name][1])
    no_silent_revision(name, content[: int(len(content) * kept)])


@given(name=st.sampled_from(sorted(TABLES)), data=st.data())
@settings(deadline=None, max_examples=15)
def test_rows_missing_at_either_end_are_no_revision(name, data):
    rows = TABLES[name][1]
    first = data.draw(st.integers(0, len(rows) - 1))
    last = data.draw(st.integers(first + 1, len(rows)))
    no_silent_revision(name, content_of(name, rows[first:last]))


@given(name=st.sampled_from(sorted(TABLES)), data=st.data())
@settings(deadline=None, max_examples=8)
def test_the_order_of_rows_says_nothing_and_rows_that_stand_twice_are_refused(name, data):
    rows = data.draw(st.permutations(TABLES[name][1][:30]))
    rest = TABLES[name][1][30:]
    found = no_silent_revision(name, content_of(name, [*rest, *rows]))
    assert (found.said, found.moved) == ([], False)
    again = data.draw(st.integers(1, len(rows)))
    assert no_silent_revision(name, content_of(name, [*rest, *rows, *rows[:again]])).said


def test_a_file_put_behind_itself_is_refused_with_its_header_or_without():
    for name, (_, rows) in TABLES.items():
        whole = content_of(name, rows)
        assert no_silent_revision(name, whole + whole).said
        assert "stand in the file more than once" in no_silent_revision(name, content_of(name, rows * 2)).said[0]


def test_ucdp_cut_between_two_states_lacks_states_and_within_one_lacks_years():
    rows = TABLES["deaths"][1]
    fewer, none, gone, lower = no_silent_revision("deaths", content_of("deaths", rows[:-3])).said
    assert (
        fewer == f"It lists {STATES - 1} states in 1991, and the whole dataset at least {STATES}: states are missing."
    )
    assert none == "It has no Zimbabwe in 1991: states are missing."
    assert gone == "There is no figure of Zimbabwe, and there were some in the edition in hand."
    assert lower.startswith("3 of 3 past sums are lower than in the edition in hand and none is higher")
    late = no_silent_revision("deaths", content_of("deaths", [row for row in rows if ",1989," not in row])).said
    assert "It begins in 1990 and not in 1989: years are missing." in late
    within = no_silent_revision("deaths", content_of("deaths", rows[:-2])).said
    assert "It has no Zimbabwe in 1991: states are missing." in within
    state = COUNTRIES[10]
    hole = [row for row in rows if not row.startswith(f"{state},1990")]
    assert (
        f"{state} lacks years between 1989 and 1991." in no_silent_revision("deaths", content_of("deaths", hole)).said
    )


def test_four_states_of_ucdp_are_no_world():
    four = [row for row in TABLES["deaths"][1] if row.split(",")[0] in COUNTRIES[:4]]
    said = no_silent_revision("deaths", content_of("deaths", four)).said
    assert any("It lists 4 states in 1991" in sentence for sentence in said)
    assert any(sentence.startswith("There is no figure of ") for sentence in said)


def test_a_workbook_whose_rows_stand_twice_is_refused():
    sheets = {name: [list(row) for row in rows_of(open_workbook(kiel()), name)] for name in sheets_of(kiel())}
    sheets[MAIN] += sheets[MAIN][1:]
    found = outcome(CATALOG.indicator["aid_total"], workbook(sheets), None)
    assert "stand in the file more than once" in found.said[0]
