"""How firm a verdict is, by limits that are stated."""

from types import SimpleNamespace

import pytest

from verdicts.firmness import Firmness, firmness_of


def settings(headline, shares, robustness, same_side, contested=True):
    """A multiverse as far as its firmness goes."""
    return SimpleNamespace(
        headline=headline, shares=shares, robustness=robustness, same_side=same_side, contested=contested
    )


@pytest.mark.parametrize(
    ("robustness", "same_side", "word"),
    [
        (1.0, 1.0, "Firm"),
        (0.95, 0.95, "Firm"),
        (0.94, 1.0, "Fairly firm"),
        (0.4, 0.75, "Fairly firm"),
        (0.74, 0.74, "Fragile"),
        (0.2, 0.2, "Fragile"),
    ],
)
def test_the_word_follows_from_the_shares(robustness, same_side, word):
    shares = {"supported": robustness, "conflicting": 1 - robustness}
    assert firmness_of(settings("supported", shares, robustness, same_side)).word == word


def test_a_commoner_verdict_is_named():
    shares = {"leans supported": 0.33, "supported": 0.45, "conflicting": 0.22}
    assert firmness_of(settings("leans supported", shares, 0.33, 0.78)) == Firmness("Fairly firm", "supported")


def test_two_verdicts_that_are_as_common_name_none():
    shares = {"supported": 0.5, "conflicting": 0.5}
    assert firmness_of(settings("supported", shares, 0.5, 0.5)) == Firmness("Fragile")


def test_a_verdict_that_rests_on_no_choice_has_no_firmness():
    assert firmness_of(settings("supported", {"supported": 1.0}, 1.0, 1.0, contested=False)) is None


def test_the_commonest_verdict_is_that_of_most_settings_whatever_it_is_called():
    shares = {"leans supported": 0.5, "supported": 0.3, "conflicting": 0.2}
    assert firmness_of(settings("supported", shares, 0.3, 0.8)) == Firmness("Fairly firm", "leans supported")
    assert firmness_of(settings("leans supported", shares, 0.8, 0.8)) == Firmness("Fairly firm")
