"""The page that lists the articles of a server, and takes one that a visitor brings."""

import csv
import io

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from loaders.case_zip import packed
from service import new_case
from service.application import Application
from tests.pages.visiting import visit_page, words_of
from widgets import state

ZIP = "application/zip"


@pytest.fixture(autouse=True)
def served():
    """A server of its own, which holds nothing before."""
    application = Application()
    state.use(application)
    yield application
    application.close()
    state.use(Application())


def brought(content, name="mine.zip"):
    """The page once a file has been brought."""
    app = visit_page("cases")
    app.file_uploader[0].set_value((name, content, ZIP)).run()
    assert not app.exception
    return app


def held_by(application):
    return list(application.sites._held._brought)


def test_each_article_of_the_server_has_a_card_with_its_answer_and_the_way_to_it():
    words = words_of(visit_page("cases"))
    assert words.count('class="case"') == 2
    for author, way in (("Fateh Sami", './"'), ("Otaviano Canuto", './cases/dollar-privilege/"')):
        assert author in words
        assert f'href="{way}' in words


def test_a_case_that_is_brought_is_opened_at_an_address_of_its_own(served):
    words = words_of(brought(new_case.zipped()))
    (name,) = held_by(served)
    assert f'href="./cases/{name}/"' in words
    assert "1 claim, 2 tests." in words
    assert "fault" not in words.lower()
    assert name not in words_of(visit_page("cases"))


def test_it_is_opened_once_however_often_the_page_is_run(served):
    app = brought(new_case.zipped())
    app.run()
    app.run()
    assert len(held_by(served)) == 1


def test_the_file_itself_is_let_go_of_once_it_is_read(served, monkeypatch):
    let_go = []
    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", lambda manager, session, file: let_go.append(file))
    app = brought(new_case.zipped())
    assert len(let_go) == 1
    assert f'href="./cases/{held_by(served)[0]}/"' in words_of(app)


def test_another_file_takes_the_place_of_the_first(served):
    app = brought(new_case.zipped())
    (first,) = held_by(served)
    folder = served.sites.find(first).folder
    app.file_uploader[0].set_value(("other.zip", packed(new_case.files()), ZIP)).run()
    (second,) = held_by(served)
    assert second != first
    assert not folder.exists()
    assert f'href="./cases/{second}/"' in words_of(app)


def test_who_takes_the_file_out_has_nothing_held_any_longer(served):
    app = brought(new_case.zipped())
    app.file_uploader[0].set_value(None).run()
    assert held_by(served) == []
    assert "Open it" not in words_of(app)


def test_a_faulty_row_is_told_with_its_line_and_remedy_and_the_rest_is_opened(served):
    files = new_case.files()
    rows = list(csv.DictReader(io.StringIO(files["evidence.csv"].decode("utf-8-sig"))))
    rows[1]["indicator"] = "gdp_nominl"
    sink = io.StringIO()
    writer = csv.DictWriter(sink, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    words = words_of(brought(packed({**files, "evidence.csv": sink.getvalue().encode()})))
    assert "evidence.csv, line 3, column indicator" in words
    assert "gdp_nominal" in words
    assert "1 claim, 1 test." in words
    assert len(held_by(served)) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no zip", "It is no zip file, or a damaged one."),
        (packed({"claims.csv": b"id\n"}), "case.toml"),
        (packed({**new_case.files(), "case.toml": b"[article]\nabout = 'x'\n"}), "author"),
        (packed({"../../claims.csv": b"id\n"}), "leads out of the folder"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_the_reason_and_leads_nowhere(content, said):
    app = brought(content)
    words = words_of(app)
    assert said in words
    assert "It cannot be opened." in app.warning[0].value
    assert "Open it" not in words


def test_where_all_places_are_taken_a_visitor_is_asked_to_come_again(served, monkeypatch):
    monkeypatch.setattr("service.held_cases.MOST", 1)
    brought(new_case.zipped())
    app = brought(packed({**new_case.files(), "topics.csv": b"id,title,question\n"}), "other.zip")
    assert "Try again in ten minutes" in app.warning[0].value
    assert len(held_by(served)) == 1
