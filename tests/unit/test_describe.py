"""A claim in a reader's words: who says it, and how."""

import pytest
from builders import a_claim

from verdicts.argument import MODES
from verdicts.describe import said_of


@pytest.mark.parametrize(
    ("voice", "mode", "said"),
    [
        ("author", "asserts", "The article claims (our paraphrase)"),
        ("author", "expects", "The article expects (our paraphrase)"),
        ("author", "allows", "The article allows (our paraphrase)"),
        ("author", "urges", "The article urges (our paraphrase)"),
        ("some analysts", "reports", "The article reports what some analysts said (our paraphrase)"),
    ],
)
def test_what_stands_before_a_claim_says_how_the_article_says_it(voice, mode, said):
    claim = a_claim(voice=voice, mode=mode)
    assert said_of(claim) == said


def test_every_mode_has_a_word():
    assert set(MODES) == {"asserts", "expects", "allows", "urges", "reports"}
