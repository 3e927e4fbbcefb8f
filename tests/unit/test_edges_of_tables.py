"""Edges of tables that people edit: headers, rows left out, how many are told, words that name nothing; each fault whole."""

import pytest
from builders import indicator, table
from loading import workbook
from pydantic import Field

from loaders import tables
from loaders.lines import UNCLOSED, Record
from loaders.rows import Correction, Member
from loaders.table_files import Unusable, header_of
from loaders.tables import Fault, LeftOut, Row, Table, read_if_there, read_table
from loaders.word_tables import read_words
from verdicts.argument import Link

COLUMNS = {
    name: Field(description=f"a {name}", **({} if name != "note" else {"default": ""}))
    for name in ("apple", "bread", "cheese", "drink", "note")
}
THE_COLUMNS = "The columns are, each once: apple, bread, cheese, drink, note."


def unusable(cells, line=1):
    with pytest.raises(Unusable) as told:
        header_of(Record(line, cells, []), COLUMNS)
    assert str(told.value) == told.value.problem
    return told.value.problem, told.value.remedy, told.value.line


@pytest.mark.parametrize(
    ("cells", "problem", "remedy"),
    [
        # Of up to three columns that are missing the remedy says what belongs there, of more it would be too much.
        (["apple"], "missing columns: bread, cheese, drink",
            f"{THE_COLUMNS} In bread: a bread. In cheese: a cheese. In drink: a drink."),
        (["note"], "missing columns: apple, bread, cheese, drink", THE_COLUMNS),
        # So are the nearest names of the first three that are unknown.
        (["apple", "bread", "cheese", "drink", "aple", "bred", "chese", "drnk"], "unknown columns: 'aple', 'bred', 'chese', 'drnk'",
            f"Did you mean 'apple'? Did you mean 'bread'? Did you mean 'cheese'? {THE_COLUMNS}"),
        (["apple", "bread", "cheese", "drink", "drink", "note", "drink", "bread"], "repeated columns: bread, drink", THE_COLUMNS),
        # What is unknown is told once, whatever it is repeated.
        (["apple", "bread", "cheese", "drink", "zzz", "zzz"], "unknown columns: 'zzz'", THE_COLUMNS),
        (["apple", "apple", "bread", "cheese", "zzz"], "missing columns: drink; unknown columns: 'zzz'; repeated columns: apple",
            f"{THE_COLUMNS} In drink: a drink."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_header_is_told_with_what_would_be_right(cells, problem, remedy):
    assert unusable(cells, 3) == (f"The header has {problem}.", remedy, 3)


def test_a_header_may_lack_what_need_not_be_there_and_have_blanks_around_and_behind():
    assert header_of(Record(1, [" bread", "apple ", "drink", "cheese", "", " "], []), COLUMNS) == [
        "bread", "apple", "drink", "cheese",
    ]  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def call(text, model=Link, most=100):
        (tmp_path / "table.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_table(tmp_path / "table.csv", model, most)

    return call


HEADER, ROW = "premise,relation,conclusion,why\n", "a{0},supports,b,So.\n"
BAD = "a{0},guesses,b,So.\n"


def test_a_file_that_is_missing_or_no_table_is_one_fault_of_its_first_line(tmp_path, read):
    there = "Put it there; plumbline new writes one to begin with."
    fault = Fault("none.csv", 1, "", "The file is missing.", there, "file")
    assert read_table(tmp_path / "none.csv", Link) == Table("none.csv", (), {}, (fault,), (), readable=False)
    packed = Fault(
        "table.csv", 1, "", "This is a workbook or a zip file, not a table.", "Save the table as CSV (UTF-8).", "file"
    )
    assert read(workbook({"Sheet": [["premise"]]})) == Table("table.csv", (), {}, (packed,), (), readable=False)


def test_a_table_that_may_be_missing_is_empty_and_called_by_its_name(tmp_path):
    assert read_if_there(tmp_path / "words.csv", Link) == Table("words.csv", (), {})
    assert read_if_there(tmp_path / "catalog" / "words.csv", Link).file == "catalog/words.csv"


class Remark(Row):
    """A row in which every cell may be empty."""

    words: str = ""

    def key(self):
        return self.words


def test_an_empty_file_is_a_table_without_rows_where_no_column_must_be_there(read):
    assert read("", Remark) == Table("table.csv", (), {})


def test_letters_that_are_guessed_are_told_with_their_line(read):
    found = read(f"{HEADER}a,supports,b,Z\u00fcrich\n".encode("cp1252"))
    assert found.faults == (
        Fault(
            "table.csv", 2, "", "The text is not UTF-8. It is read as Windows-1252: 'a,supports,b,Z\u00fcrich'.",
            "Save it as CSV, UTF-8, and look whether its letters are right.", "nothing",
        ),
    )  # fmt: skip
    assert found.rows[0].why == "Z\u00fcrich"


def test_a_row_that_is_left_out_is_kept_as_it_stands_only_where_its_cells_cannot_be_told(read):
    bad, wide, open_ended = "a,guesses,b,So.", "c,supports,b,So, they say.", 'd,supports,b,"So.'
    found = read(f"{HEADER}{bad}\n{wide}\n{open_ended}")
    names = HEADER.strip().split(",")
    quoted = "Put text that contains a comma between double quotes; leave an empty cell empty."
    word, many, unclosed = (left.fault for left in found.left_out)
    assert (word.line, word.column, word.problem) == (
        2,
        "relation",
        "'guesses': input should be 'supports' or 'attacks'.",
    )
    assert many == Fault("table.csv", 3, "", "The row has 5 cells, the header 4.", quoted)
    assert unclosed == Fault("table.csv", 4, "", "The row does not end before the file does.", UNCLOSED)
    assert found.faults == (word, many, unclosed)
    assert [(left.cells, left.misread.rstrip()) for left in found.left_out] == [
        (dict(zip(names, bad.split(","), strict=True)), ""),
        (dict(zip(names, wide.split(","), strict=False)), wide),
        ({"premise": "d", "relation": "supports", "conclusion": "b", "why": "So."}, open_ended),
    ]
    assert (found.rows, found.readable) == ((), True)


@pytest.mark.parametrize(("bad", "told"), [(1_000, ""), (1_001, "One more row of the file is faulty."), (1_002, "2 more rows of the file are faulty.")])  # fmt: skip
def test_a_thousand_faulty_rows_are_told_one_by_one(read, bad, told):
    found = read(HEADER + "".join(BAD.format(n) for n in range(bad)) + ROW.format(""), most=2_000)
    assert [fault.line for fault in found.faults[:1_000]] == [*range(2, 1_002)]
    rest = [Fault("table.csv", 0, "", told, "Mend those that are named, and look again.", "rows")] if told else []
    assert (list(found.faults[1_000:]), len(found.left_out), len(found.rows)) == (rest, bad, 1)


@pytest.mark.parametrize(("rows", "many"), [(2, ""), (3, "3"), (5, "5"), (6, "more than 5"), (9, "more than 5")])
def test_rows_beyond_what_is_read_are_counted_as_far_as_they_are_kept(read, monkeypatch, rows, many):
    monkeypatch.setattr(tables, "MOST_LEFT_OUT", 3)
    found = read(HEADER + "".join(ROW.format(n) for n in range(rows)), most=2)
    assert [row.premise for row in found.rows] == ["a0", "a1"]
    problem, remedy = f"The table has {many} rows. Up to 2 rows are read.", "Take rows out, or make two cases of them."
    assert found.faults == ((Fault("table.csv", 4, "", problem, remedy, "rows"),) if many else ())
    assert [left.cells["premise"] for left in found.left_out] == [f"a{n}" for n in range(2, min(rows, 5))]
    assert {left.fault.problem for left in found.left_out} <= {"Up to 2 rows are read."}


def test_a_row_that_another_table_leaves_out_is_told_by_the_columns_of_its_file(read):
    found = read("group,entity,from,to,source\nNATO,USA,2001-01-01,,\nNATO,FRA,,,\n", Member)
    fault = Fault("table.csv", 2, "group", "No.", "Another.")
    left = found.without([fault])
    cells = {"group": "NATO", "entity": "USA", "from": "2001-01-01", "to": "None", "source": "None"}
    assert left.left_out == (LeftOut(cells, fault),)
    assert ([row.entity for row in left.rows], left.faults) == (["FRA"], (fault,))
    assert found.without([]) is found


def test_a_rule_of_a_whole_row_is_told_without_a_column(read):
    text = "indicator,entity,from,to,expect,reason\nx,USA,2020-12-31,2019-12-31,1,So.\n"
    assert read(text, Correction).faults == (
        Fault("table.csv", 2, "", "The correction ends before it begins.", "See the table's description in docs/."),
    )


def test_words_that_name_nothing_are_told_with_what_is_meant(tmp_path):
    known = table([indicator("gdp_nominal"), indicator("population")])
    texts = {
        "indicator_words": "indicator,words,entity\ngdp_nominl,money,\npopulation,people,USX\ngdp_nominal,wealth,NATO@2014\nzzz,luck,\n",
        "nicknames": "id,words\nQQQ,nobody\nUSA,Uncle Sam\n",
        "not_held": "words,nearest\nluck,population gdp_nominl\njoy,zzz\nrain,population\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    synonyms, words, nicknames, questions, not_held = read_words(tmp_path, known, {"USA", "NATO"})
    assert [word.indicator for word in words.rows] == ["gdp_nominal"]
    assert words.faults == (
        Fault("indicator_words.csv", 2, "indicator", "'gdp_nominl' is not in indicators.csv.", "Did you mean 'gdp_nominal'?"),
        Fault("indicator_words.csv", 5, "indicator", "'zzz' is not in indicators.csv.", "Use an id of indicators.csv."),
        Fault("indicator_words.csv", 3, "entity", "'USX' is not in entities.csv.", "Did you mean 'USA'?"),
    )  # fmt: skip
    assert [nickname.id for nickname in nicknames.rows] == ["USA"]
    assert nicknames.faults == (
        Fault("nicknames.csv", 2, "id", "'QQQ' is not in entities.csv or events.csv.", "Use an id of entities.csv or events.csv."),
    )  # fmt: skip
    assert [row.words for row in not_held.rows] == ["rain"]
    assert not_held.faults == (
        Fault("not_held.csv", 2, "nearest", "'gdp_nominl' is not in indicators.csv.", "Did you mean 'gdp_nominal'?"),
        Fault("not_held.csv", 3, "nearest", "'zzz' is not in indicators.csv.", "Use an id of indicators.csv."),
    )
    assert (synonyms, questions) == (Table("synonyms.csv", (), {}), Table("question_words.csv", (), {}))
