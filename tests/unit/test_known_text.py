"""What was known when a case's rules were written: the text of its known.md, and what is told where it cannot be had."""

import pytest

from loaders.tables import Fault
from verdicts.known import LARGEST, read_known

REMEDY = "See that it is a text file in UTF-8, and may be read."


@pytest.mark.parametrize("marks", [b"", b"\xef\xbb\xbf"])
def test_the_text_is_told_as_it_stands_without_the_mark_before_it(tmp_path, marks):
    (tmp_path / "known.md").write_bytes(marks + "Höhe *known*.".encode())
    assert read_known(tmp_path) == ("Höhe *known*.", ())


def test_a_case_may_come_without_it(tmp_path):
    assert read_known(tmp_path) == ("", ())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("Höhe".encode("cp1252"), "The text is not UTF-8."),
        (b"x" * 2 * LARGEST, "The file is too large: up to 100.0 kB are read, and it has 200.0 kB."),
        (None, "This is a folder, not a file."),
    ],
)
def test_one_that_cannot_be_taken_is_told_as_a_fault_of_its_first_line(tmp_path, content, problem):
    path = tmp_path / "known.md"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    assert read_known(tmp_path) == ("", (Fault("known.md", 1, "", problem, REMEDY),))
