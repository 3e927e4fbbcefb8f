"""A claim in a reader's words: who says it, and how."""

import pytest

from verdicts.argument import MODES, Claim
from verdicts.describe import said_of


@pytest.mark.parametrize(
    ("voice", "mode", "said"),
    [
        ("author", "asserts", "The article claims (our paraphrase)"),
        ("author", "expects", "The article expects (our paraphrase)"),
        ("author", "allows", "The article allows (our paraphrase)"),
        ("author", "urges", "The article urges (our paraphrase)"),
        ("some analysts", "reports", "The article reports, as said by some analysts (our paraphrase)"),
    ],
)
def test_what_stands_before_a_claim_says_how_the_article_says_it(voice, mode, said):
    claim = Claim(
        id="c",
        topic="t",
        kind="fact",
        section=1,
        paragraph=1,
        voice=voice,
        mode=mode,
        claim="It is so.",
        would_be_true_if="Seen.",
    )
    assert said_of(claim) == said


def test_every_mode_has_a_word():
    assert set(MODES) == {"asserts", "expects", "allows", "urges", "reports"}
