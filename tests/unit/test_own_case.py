"""A reader's own claims as a case: its tables say what the pages say, and what strangers put into a link does no harm."""

import base64
import datetime as dt
import io
import json
import zipfile
import zlib
from hashlib import shake_256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_own_claim import DAY, KNOWN, POLAND, SUPPLIER, tests

import cli
from exports.own_case import LARGEST, LONGEST, TooLong, packed, tables_of, unpacked, zip_of
from verdicts.own_claim import LONGEST as LONGEST_WORDS
from verdicts.own_claim import OwnClaim, case_of
from verdicts.own_rows import Impossible
from verdicts.own_test import OwnTest, parse

EVENT = OwnTest(check="happened", event="iraq-2003", last="2004")
CLAIMS = (OwnClaim((POLAND,)), OwnClaim((SUPPLIER, EVENT), 'They said: "no, never", <b>twice</b>'))
HEAD = {"v": 1, "day": DAY.isoformat()}


def link_of(content):
    """A text, or what it says as JSON, as a stranger packs it."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


@pytest.fixture
def folder(tmp_path):
    for name, content in tables_of(CLAIMS, KNOWN).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_the_terminal_says_of_the_tables_what_the_page_says_of_the_claims(folder, capsys):
    assert cli.main(["verdicts", "--tables", str(folder), "--format", "json"]) == 0
    own = case_of(CLAIMS, KNOWN)
    told = json.loads(capsys.readouterr().out)
    here = [json.loads(json.dumps(verdict.record())) for verdict in own.verdicts(own.now)]
    assert [{name: one[name] for name in two} for one, two in zip(told, here, strict=True)] == here
    assert [one["verdict"] for one in told] == ["leans supported", "supported"]


def test_the_folder_is_without_a_fault(folder, capsys):
    assert cli.main(["validate", str(folder)]) == 0
    assert "2 claims, 3 rows of evidence" in capsys.readouterr().out


def test_the_zip_file_holds_the_folder_and_is_the_same_each_time():
    tables = tables_of(CLAIMS, KNOWN)
    with zipfile.ZipFile(io.BytesIO(zip_of(tables))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == tables
    assert zip_of(tables) == zip_of(tables_of(CLAIMS, KNOWN))


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=LONGEST_WORDS).filter(
    lambda text: not text.startswith(("=", "+", "-", "@")) and text.isprintable()
)


@given(st.lists(st.builds(OwnClaim, st.lists(tests, min_size=1, max_size=4).map(tuple), words), min_size=1, max_size=4))
def test_claims_come_out_of_a_link_as_they_went_in(claims):
    claims = [OwnClaim(tuple(parse(test.cells()).test for test in one.tests), one.words) for one in claims]
    found = unpacked(packed(claims, DAY))
    if found.fault:
        # What is not drawn may not be typed either.
        assert "holds U+" in found.fault
    else:
        assert found == (tuple(claims), DAY, "")


def test_a_link_is_as_long_as_browsers_carry_and_says_so_beyond():
    claims = [OwnClaim((SUPPLIER,), base64.b64encode(shake_256(bytes([n])).digest(140)).decode()) for n in range(60)]
    with pytest.raises(TooLong, match=r"These claims do not fit into a link any more\. Download them"):
        packed(claims, DAY)
    assert len(packed(claims[:20], DAY)) <= LONGEST


BROKEN = "The link is damaged"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", BROKEN), ("a", BROKEN), ("../../etc", BROKEN), ("%00", BROKEN), ("\N{SNOWMAN}", BROKEN), ("AAAA", BROKEN),
        ("A" * (LONGEST + 1), "The link is too long"),
        (link_of(b" " * 50_000_000)[:LONGEST], "The link is too long"),
        (link_of(b"0" * (4 * LARGEST)), "The link is too long"),
        (link_of(b"[" * (LARGEST - 1)), BROKEN),
        (link_of(b"\xff\xfe"), BROKEN),
        (packed(CLAIMS, DAY)[:-4], BROKEN),
        (link_of(["no", "claims"]), BROKEN),
        (link_of(HEAD | {"claims": "none"}), BROKEN),
        (link_of(HEAD | {"claims": [["x", {"indicator": 5}]]}), BROKEN),
        (link_of(HEAD | {"claims": [["x", {"note": "=1"}]]}), BROKEN),
        (link_of(HEAD | {"claims": [["x", "y"]]}), BROKEN),
        (link_of(HEAD | {"claims": [[5]]}), BROKEN),
        (link_of(HEAD | {"claims": [["", *({"check": "rises"},) * 9]]}), BROKEN),
        (link_of(HEAD | {"v": 2, "claims": []}), BROKEN),
        (link_of(HEAD | {"claims": []}), "A link may hold up to 30 claims; this one holds 0."),
        (link_of(HEAD | {"claims": [[""]] * 31}), "A link may hold up to 30 claims; this one holds 31."),
        (link_of(HEAD | {"day": "9999-01-01", "claims": [[""]]}), BROKEN),
        (link_of(HEAD | {"day": "2099-01-01", "claims": [[""]]}), "dated 2099-01-01, which cannot be"),
        (link_of(HEAD | {"day": 7, "claims": [[""]]}), BROKEN),
        (link_of(HEAD | {"claims": [["=cmd()", {}]]}), "A claim may not begin with ="),
        (link_of(HEAD | {"claims": [["x" * 201, {}]]}), "The claim is too long"),
        (link_of(HEAD | {"claims": [["", {"check": "explodes"}]]}), "There is no check 'explodes'"),
        (link_of(HEAD | {"claims": [["", {"threshold": "nan"}]]}), "'nan' is not a finite number"),
        (link_of(HEAD | {"claims": [["", {"smoothing": "0"}]]}), "An average is taken over 1 to 120 periods"),
        (link_of(HEAD | {"claims": [["", {"from": "year"}]]}), "'year' is no year from 1500 to 2100"),
    ],
)  # fmt: skip
def test_what_strangers_put_into_a_link_gives_a_sentence(text, said):
    found = unpacked(text)
    assert found[:2] == ((), None)
    assert said in found.fault


@given(st.one_of(st.text(max_size=200), st.binary(max_size=300).map(link_of), st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["v", "day", "claims", "check"]), inner),
).map(lambda told: link_of({"v": 1, "day": "2024-01-01", "claims": told}))))  # fmt: skip
def test_nothing_that_strangers_send_raises(text):
    found = unpacked(text)
    assert bool(found.fault) != bool(found.claims)
    assert not found.fault or found.fault.endswith(".")


def test_a_claim_of_a_link_that_names_what_is_not_there_is_told_and_not_made():
    (claim,) = unpacked(link_of(HEAD | {"claims": [["", {"indicator": "gdp_nominl", "entity": "USA"}]]})).claims
    with pytest.raises(Impossible, match="Did you mean GDP at market exchange rates"):
        tables_of([claim], KNOWN)


def test_a_link_of_tomorrow_may_come_from_the_other_side_of_the_earth():
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    assert unpacked(packed(CLAIMS, tomorrow)).claims == CLAIMS
