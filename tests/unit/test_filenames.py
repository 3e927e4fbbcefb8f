"""Names of files: safe on every system, and never one for two."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.filenames import LONGEST, RESERVED, safe

WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
TEXTS = st.text() | st.sampled_from(
    ["con", "CON", "nul.txt", "..", ".", "", "a.", "a ", "A", "a", "../../etc", "~x", "-rf"]
)


@given(TEXTS, st.sampled_from(["", "csv", ".png", "tar.gz"]))
def test_a_name_is_safe_on_every_system(text, ending):
    name = safe(text, ending)
    assert name.isascii()
    assert name == name.lower()
    assert not WINDOWS.search(name)
    assert 0 < len(name) <= LONGEST + len(".tar.gz")
    assert name.partition(".")[0].upper() not in DEVICES
    assert not name.startswith((".", "-", " ", "~"))
    assert not name.endswith((".", " "))
    assert name.count(".") == ending.removeprefix(".").count(".") + bool(ending)


@given(TEXTS, TEXTS)
def test_two_texts_never_share_a_name(one, two):
    assert (safe(one, "csv") == safe(two, "csv")) == (one == two)


def test_an_id_keeps_its_name(case):
    ids = [row.id for row in (*case.argument.evidence.rows, *case.argument.claims.rows)]
    assert [safe(name, "json") for name in ids] == [f"{name}.json" for name in ids]
    assert safe("imf_weo", ".csv") == "imf_weo.csv"


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_device_of_windows_gets_another_name(name):
    assert re.fullmatch(rf"{name}-[0-9a-f]{{8}}\.csv", safe(name, "csv"))


@pytest.mark.parametrize("ending", ["c/v", "..", "CSV", "a b", "-", "csv."])
def test_an_ending_that_is_none_is_refused(ending):
    with pytest.raises(ValueError, match="no ending of a file"):
        safe("x", ending)


def test_a_long_text_is_cut_and_stays_its_own():
    one, two = safe("a" * 300, "svg"), safe("a" * 301, "svg")
    assert one != two
    assert len(one) == len(two) == LONGEST + 4
