"""Whatever a person types into a cell of the evidence: a fault, or a row that says what stands there, and a verdict either way."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opened import CATALOG

from loaders.catalog import ROOT
from loaders.load import load
from verdicts.argument import read_argument
from verdicts.clock import latest
from verdicts.evidence import Evidence
from verdicts.verdict import assess

COLUMNS = [field.alias or name for name, field in Evidence.model_fields.items()]
GOOD = dict.fromkeys(COLUMNS, "") | {
    "id": "us-still-powerful-x", "claim": "us-still-powerful", "question": "Is it?", "indicator": "gdp_nominal", "entity": "USA",
    "measure": "level", "check": "rises", "from": "1995", "weight": "1", "alternatives": "from=2000|2005",
    "alternatives_why": "as good", "proxy": "direct: it", "note": "why",
}  # fmt: skip
NUMBERS = {"threshold", "smoothing", "weight"}
DAYS = {"from", "to"}
WORDS = st.sampled_from(
    ["NATO@2014", "NATO@9999", "WLD", "CHN", "rank", "share", "index", "steps_up", "happened", "crimea-2014", "1709251200", "1_0", "2014",
     "2014-02-27", "nan", "-5", "1e5", "0.5", "threshold=1|2; from=2001", "event=crimea-2014", "smoothing=5|1_0", "from=|", "=", ";;", "us-russia"]
)  # fmt: skip
CELLS = st.one_of(WORDS, st.text(max_size=12), st.text(alphabet="0123456789-._e+=|;@ ", max_size=12))


@pytest.fixture(scope="module")
def figures():
    return load(CATALOG).observations


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the project's topics and claims."""
    folder = tmp_path_factory.mktemp("any")
    for name in ("topics.csv", "claims.csv"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


@pytest.mark.slow
@settings(max_examples=250)
@given(changes=st.dictionaries(st.sampled_from(COLUMNS), CELLS, min_size=1, max_size=3))
def test_a_row_of_evidence_is_what_stands_there_or_a_fault_and_its_claim_says_so(place, figures, changes):
    cells = GOOD | {name: cell.encode("utf-8", "replace").decode() for name, cell in changes.items()}
    text = "\n".join(",".join(map(quoted, line)) for line in (cells, cells.values())) + "\n"
    (place / "evidence.csv").write_text(text, encoding="utf-8", newline="")
    argument = read_argument(CATALOG, place)
    faults = [fault for fault in argument.faults if fault.file == "evidence.csv"]
    assert bool(faults) != bool(argument.evidence.rows)
    assert all(fault.problem and fault.remedy and fault.line >= 2 for fault in faults)
    for row in argument.evidence.rows:
        said = row.model_dump(by_alias=True)
        for name, cell in cells.items():
            if not cell.strip():
                assert said[name] == Evidence.model_fields[{"from": "first", "to": "last"}.get(name, name)].default
            elif name in NUMBERS:
                assert said[name] == float(Decimal(cell.strip()))
            elif name in DAYS:
                assert said[name].isoformat().startswith(cell.strip())
            else:
                assert said[name] == cell.strip()
    named = cells["claim"].strip() in argument.claim or cells["id"] == GOOD["id"]
    now = latest(figures, CATALOG.event["crimea-2014"].date)
    verdicts = assess(argument, figures, CATALOG, now)
    assert sum(bool(verdict.lost) for verdict in verdicts) == (1 if faults and named else 0)


BEFORE = read_argument(CATALOG)
WHOLE = (ROOT / "evidence.csv").read_text(encoding="utf-8")
BEGIN = WHOLE.index("\n") + 1
MARKS = [at for at, character in enumerate(WHOLE) if character in ',"\n' and at >= BEGIN]
"""Where what parts cells and rows stands, below the header."""
DAMAGES = st.lists(
    st.tuples(st.sampled_from(MARKS), st.sampled_from(["", '"', "\n", ",", '""', '",', '\n"']), st.integers(0, 1)),
    min_size=1,
    max_size=3,
)


@pytest.mark.slow
@settings(max_examples=30)
@given(damages=DAMAGES)
def test_marks_too_few_or_too_many_lose_no_test_in_silence(place, damages):
    known, text = BEFORE.evidence.by_key(), WHOLE
    for at, put, taken in sorted(damages, reverse=True):
        text = text[:at] + put + text[at + taken :]
    (place / "evidence.csv").write_text(text, encoding="utf-8", newline="")
    argument = read_argument(CATALOG, place)
    there = {row.id for row in argument.evidence.rows}
    for row in BEFORE.evidence.rows:
        renamed = any(one.id not in known for one in argument.evidence_of(row.claim))
        assert row.id in there or argument.lost_of(row.claim) or renamed, row.id
