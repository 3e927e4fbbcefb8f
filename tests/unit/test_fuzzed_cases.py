"""Cases that nobody would write and somebody will send: whatever the bytes, faults are told and nothing is raised.

``PLUMBLINE_FUZZ=10000`` before the command tries that many of each kind, in parts, instead of the few that the suite has room for.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from own_case import TABLES, write
from test_additions import GOOD

from loaders.case_zip import TABLES as NAMES
from loaders.case_zip import packed, unpacked
from service.opening import open_case, read_figures
from verdicts.article import NoArticle, read_article
from verdicts.fault_words import cost_words

ASKED = int(os.environ.get("PLUMBLINE_FUZZ") or 150)
PART = 500
"""Examples of one test at most: a test that takes ten minutes is taken to hang."""
PARTS = range(-(-ASKED // PART))
EXAMPLES = settings(
    max_examples=min(ASKED, PART),
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
CASE = {
    **{name: text.encode() for name, text in {**TABLES, **GOOD}.items()},
    "conclusions.csv": b"id,section,paragraph,conclusion\nso,1,1,So it is.\nthen,1,1,Then it is.\n",
    "argument.csv": b"premise,relation,conclusion,why\nus-is-large,supports,so,why\nso,supports,then,why\nthen,attacks,so,why\n",
}
FIGURES = read_figures()

NASTY = [
    "", " ", "\0", '"', '""', '"""', "'", ",", ";", "\t", "\r", "\n", "\r\n", "\ufeff", "\u202e", "\ufffd", "\U0001f600", "é", "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>", "{entity.__class__}", "{", "%s", "../../etc/passwd", "1,5", "1e999", "-0", "nan", "inf", "9" * 400, "0x10", "1_0",
    "2024-02-30", "0000-00-00", "9999-12-31", "2024", "1500", "2100-12-31", "2024-Q4", "2024-13", "27/02/2014", "USA", "NATO@2014", "WLD", "NATO@",
    "gdp_nominal", "glee", "us-is-large", "so", "from=2000|2001; threshold=1|2", "threshold=" + "|".join(map(str, range(500))), "a" * 2_000, "[" * 500,
    "sep=;", "id", "share", "rises", "happened", "rank", "growth", "unchanged", "my-day", "LARGEST20", "-1", "0", "0.5", "1", "120", "4000",
]  # fmt: skip
PIECES = st.one_of(st.sampled_from(NASTY), st.text(max_size=12))
CODECS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])


@st.composite
def spliced(draw, content):
    """Bytes with a few of them replaced, taken out, doubled or put in."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        end = draw(st.integers(at, min(len(content), at + 40)))
        how = draw(st.sampled_from(["bytes", "text", "twice", "cut"]))
        if how == "cut":
            content = content[:at]
            continue
        made = {"bytes": st.binary(max_size=8), "text": PIECES.map(lambda text: text.encode("utf-8", "replace"))}.get(
            how, st.just(content[at:end] * 2)
        )
        content = content[:at] + draw(made) + content[end:]
    return content


@st.composite
def rewritten(draw, content):
    """A table whose cells, separators, columns or letters are others."""
    rows = [line.split(",") for line in content.decode().splitlines()]
    for _ in range(draw(st.integers(0, 4))):
        row = draw(st.sampled_from(rows))
        at = draw(st.integers(0, max(len(row) - 1, 0)))
        row[at : at + draw(st.integers(0, 1))] = [draw(PIECES)]
    rows *= draw(st.sampled_from([1, 1, 1, 2, 30]))
    separator, end = draw(st.sampled_from([",", ";", "\t", "|"])), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    tail = separator * draw(st.integers(0, 3))
    text = "".join(separator.join(row) + tail + end for row in rows)
    return text.encode(draw(CODECS), "replace")


ANY = st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))


def spoilt(name):
    content = CASE[name]
    kinds = [spliced(content), ANY, st.none()]
    return st.one_of(*kinds, *([rewritten(content)] * 3 if name.endswith(".csv") else [spliced(content)]))


CASES = st.lists(st.sampled_from(list(CASE)), min_size=1, max_size=4, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: spoilt(name) for name in names})
)


@pytest.fixture(scope="module")
def place():
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


def check(faults):
    for fault in faults:
        assert fault.file
        assert fault.problem
        assert fault.remedy
        assert fault.line >= 0
        assert cost_words(fault)
        str(fault).encode("utf-8", "surrogatepass")


def opened(folder, tables):
    shutil.rmtree(folder)
    write(folder, tables)
    try:
        case = open_case(folder, figures=FIGURES)
    except NoArticle as error:
        check(error.faults)
        check(read_article(folder).faults)
        return None
    check(case.faults)
    return case


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
@EXAMPLES
@given(changes=CASES)
def test_no_folder_makes_the_reader_raise_and_what_is_left_is_judged(place, part, changes):
    tables = {**CASE, **changes}
    case = opened(place, {name: content for name, content in tables.items() if content is not None})
    if case:
        for as_of in (case.then, case.now):
            assert len(case.verdicts(as_of)) == len(case.argument.claims.rows)


MEMBERS = st.dictionaries(
    st.one_of(
        st.sampled_from([*NAMES, "../a", "/a", "C:\\a", "a/../../b", "CON", "x.zip", "__MACOSX/._a", "\u202ea", "a" * 300]), PIECES.filter(bool)
    ),
    st.one_of(ANY, st.sampled_from(list(CASE.values()))),
    max_size=6,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
@EXAMPLES
@given(data=st.data())
def test_no_zip_file_makes_the_reader_raise(place, part, data):
    content = packed(data.draw(st.one_of(MEMBERS, MEMBERS.map(lambda more: {**CASE, **more}))))
    content = data.draw(st.one_of(st.just(content), spliced(content), st.binary(max_size=100)))
    found = unpacked(content)
    check(found.faults)
    assert set(found.tables) <= set(NAMES)
    assert found.tables or found.faults
    if found.tables:
        opened(place, found.tables)
