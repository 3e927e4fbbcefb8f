"""The article as case.toml states it: what is wrong with the file is said with its line, and what works without."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

import cli
from loaders.catalog import ROOT
from service.opening import open_case
from verdicts.article import Article, NoArticle, read_article

GOOD = """\
# A comment
[article]
author = "A. Writer"
day = 2020-03-01
about = "An article"
"""


@pytest.fixture
def read(tmp_path):
    """What a text as case.toml gives: the article, and each fault as file, line, column, problem."""

    def call(text):
        (tmp_path / "case.toml").write_text(text, encoding="utf-8")
        article, faults = read_article(tmp_path)
        assert all(fault.remedy for fault in faults)
        return article, [(fault.file, fault.line, fault.column, fault.problem) for fault in faults]

    return call


def test_the_project_states_who_wrote_the_article_when_and_on_what():
    article, faults = read_article(ROOT)
    assert faults == ()
    assert article == Article(
        "Fateh Sami",
        dt.date(2025, 2, 17),
        "An opinion article on U.S.-Russia relations under Trump's return",
        "the United States and Russia",
    )
    assert article.introduced == "An opinion article of 17 February 2025 on the United States and Russia"


def test_what_an_article_may_leave_unsaid_is_empty_and_not_in_its_record(read):
    article, faults = read(GOOD)
    assert (article, faults) == (Article("A. Writer", dt.date(2020, 3, 1), "An article"), [])
    assert article.introduced == "An opinion article of 1 March 2020"
    assert article.record() == {"author": "A. Writer", "published": "2020-03-01", "about": "An article"}
    article, faults = read(GOOD + 'title = "So it goes"\naddress = "https://example.org/a"\n')
    assert faults == []
    assert article.record()["title"] == "So it goes"
    assert article.record()["address"] == "https://example.org/a"


@pytest.mark.parametrize(
    ("before", "after", "line", "column", "problem"),
    [
        ('author = "A. Writer"', 'author = ""', 3, "author", "The text is empty."),
        ('author = "A. Writer"', "author = 7", 3, "author", "7 is no text."),
        ('author = "A. Writer"\n', "", 2, "author", "The key is missing."),
        ("2020-03-01", '"1 March"', 4, "day", "'1 March' is no day."),
        ("2020-03-01", "2020-03-01T10:00:00", 4, "day", "2020-03-01 10:00:00 is no day."),
        ("2020-03-01", "9000-03-01", 4, "day", "9000-03-01 is yet to come."),
        ("day = 2020-03-01\n", "", 2, "day", "The key is missing."),
        ('about = "An article"\n', "", 2, "about", "The key is missing."),
        ("[article]\n", "", 1, "article", "The table [article] is missing."),
        (GOOD, "article = 3\n", 1, "article", "'article' is no table."),
    ],
)
def test_without_author_day_and_a_word_on_it_there_is_no_article(read, before, after, line, column, problem):
    article, faults = read(GOOD.replace(before, after))
    assert article is None
    assert ("case.toml", line, column, problem) in faults


@pytest.mark.parametrize(
    ("more", "column", "problem"),
    [
        ("address = 'javascript:alert(1)'\n", "address", "'javascript:alert(1)' is none."),
        ("url = 'https://example.org/a b'\n", "url", "'https://example.org/a b' is none."),
        ("language = 'English'\n", "language", "'English' is none."),
        (f"title = '{'x' * 301}'\n", "title", "The text has 301 characters; up to 300 are shown."),
        ("address = 'https://a.org'\nurl = 'https://b.org'\n", "url", "It is another address than address says."),
    ],
)
def test_what_has_a_form_is_refused_in_another(read, more, column, problem):
    article, faults = read(GOOD + more)
    assert article is not None
    assert [(name, said) for _, _, name, said in faults] == [(column, problem)]


def test_the_address_may_be_called_url_and_the_language_is_told(read):
    article, faults = read(GOOD + "url = 'https://example.org/a'\nlanguage = 'pt-BR'\n")
    assert faults == []
    assert (article.address, article.language) == ("https://example.org/a", "pt-BR")
    assert article.record()["language"] == "pt-BR"


@pytest.mark.parametrize("number", ["9" * 5000, f"0x{'f' * 5000}"])
def test_a_number_of_thousands_of_digits_is_a_fault(read, number):
    article, faults = read(GOOD.replace('"A. Writer"', number))
    assert article is None
    assert len(faults) == 1


def test_two_faults_are_said_at_once(read):
    article, faults = read(GOOD.replace('"A. Writer"', "7").replace("2020-03-01", "9000-03-01"))
    assert article is None
    assert [(line, column) for _, line, column, _ in faults] == [(3, "author"), (4, "day")]


@pytest.mark.parametrize("day", ["2020-02-30", "1.3.2020", "2020-03-01x"])
def test_a_text_that_is_no_toml_is_named_with_its_line(read, day):
    article, faults = read(GOOD.replace("2020-03-01", day))
    assert article is None
    ((file, line, column, problem),) = faults
    assert (file, line, column) == ("case.toml", 4, "")
    assert problem.startswith("It is no TOML")


def test_a_text_that_is_not_utf_8_is_read_as_windows_has_it_and_that_is_said(tmp_path):
    (tmp_path / "case.toml").write_bytes(GOOD.replace("A. Writer", "A. Wr\u00eeter").encode("latin-1"))
    article, (fault,) = read_article(tmp_path)
    assert article.author == "A. Wr\u00eeter"
    assert (fault.where, fault.problem) == ("case.toml, line 3", "The text is not UTF-8. It is read as Windows-1252.")
    assert fault.cost == "nothing"


def test_a_file_that_is_missing_is_named_with_what_brings_it(tmp_path):
    article, (fault,) = read_article(tmp_path)
    assert article is None
    assert str(fault).startswith("case.toml, line 1: The file is missing.")
    assert "plumbline new" in fault.remedy
    _, (ours,) = read_article(ROOT / "none")
    assert "git checkout -- none/case.toml" in ours.remedy


@pytest.mark.parametrize(
    ("more", "line", "column"),
    [
        ("titel = 'So'\n", 6, "titel"),
        ("title = 3\n", 6, "title"),
        ("address = ['a']\n", 6, "address"),
        ("[artikle]\n", 6, "artikle"),
    ],
)
def test_a_fault_in_what_may_be_left_out_costs_that_only(read, more, line, column):
    article, faults = read(GOOD + more)
    assert article == Article("A. Writer", dt.date(2020, 3, 1), "An article")
    assert [(file, at, name) for file, at, name, _ in faults] == [("case.toml", line, column)]


def test_a_slip_of_the_pen_gets_the_key_that_was_meant(tmp_path):
    (tmp_path / "case.toml").write_text(GOOD + "titel = 'So'\n")
    _, (fault,) = read_article(tmp_path)
    assert fault.remedy == "Did you mean 'title'?"


@pytest.fixture
def folder(tmp_path):
    """A folder with an argument of its own."""
    for name in ("topics.csv", "claims.csv", "evidence.csv"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def test_a_folder_with_an_article_of_its_own_is_judged_as_of_that_one(folder):
    (folder / "case.toml").write_text(GOOD + "title = 3\n")
    case = open_case(folder)
    assert (case.then.day, case.then.written, case.now.written) == (dt.date(2020, 3, 1),) * 3
    assert case.as_of("article") == case.then
    assert case.as_of("2024-06-30").written == dt.date(2020, 3, 1)
    assert [fault.column for fault in case.faults] == ["title"]


def test_a_folder_without_one_is_judged_as_of_the_project_s_and_the_terminal_says_so(folder, capsys):
    assert open_case(folder).article == open_case().article
    assert cli.main(["verdicts", "--tables", str(folder), "--claim", "us-still-powerful", "--executor", "none"]) == 0
    said = capsys.readouterr().err
    assert said == (
        f"plumbline: {folder} has no case.toml: its claims are taken for those of Fateh Sami's article of 2025-02-17.\n"
    )


def test_a_case_without_an_article_is_refused_with_what_would_mend_it(folder, capsys):
    (folder / "case.toml").write_text(GOOD.replace("2020-03-01", "9000-03-01"))
    with pytest.raises(NoArticle, match="case.toml, line 4, column day: 9000-03-01 is yet to come."):
        open_case(folder)
    assert cli.main(["verdicts", "--tables", str(folder), "--executor", "none"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("plumbline: The article cannot be read, so nothing can be judged. case.toml, line 4")


def test_validate_lists_the_faults_of_the_article_too(folder, capsys):
    (folder / "case.toml").write_text(GOOD.replace("2020-03-01", "9000-03-01") + "[more]\n")
    assert cli.main(["validate", str(folder)]) == 1
    faults = [line for line in capsys.readouterr().out.splitlines() if line.startswith("case.toml")]
    assert len(faults) == 2


@pytest.mark.slow
def test_a_page_says_what_is_wrong_with_the_article_and_not_that_it_is_a_fault_of_ours():
    def page():
        from loaders.tables import Fault
        from verdicts.article import NoArticle
        from widgets.serve import explain

        explain(NoArticle((Fault("case.toml", 4, "day", "9000-03-01 is yet to come.", "Write a day."),)))

    (said,) = AppTest.from_function(page, default_timeout=60).run().error
    assert "case.toml, line 4, column day: 9000-03-01 is yet to come. Write a day." in said.value
    assert "fault of ours" not in said.value
