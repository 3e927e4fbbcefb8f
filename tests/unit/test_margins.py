"""How margins carry over: closed forms by hand, and held against simulation."""

import numpy as np
import pytest
from builders import catalog, indicator, known, observations
from hypothesis import given
from hypothesis import strategies as st

from verdicts.margins import Band, change_between, divided, mean_of, minus, over, relative_to, share_of_whole
from verdicts.measures import Request
from verdicts.periods import OPEN
from verdicts.sides import Operands

DRAWS = 200_000
"""Of a simulation: two per cent of a spread is then far beyond chance."""


def band(value, below, above=None):
    return Band(*(np.array([float(x)]) for x in (value, below, below if above is None else above)))


def halves(found):
    return float(found.below[0]), float(found.above[0])


def test_of_two_figures_that_err_apart_the_margins_add_in_squares():
    found = minus(band(30, 3), band(40, 4))
    assert (found.values.tolist(), halves(found)) == ([-10], (5, 5))
    ratio = over(band(30, 3), band(40, 4))
    assert ratio.values.tolist() == [0.75]
    assert halves(ratio) == pytest.approx((0.75 * 0.02**0.5,) * 2)


def test_what_lowers_a_difference_is_a_low_minuend_and_a_high_subtrahend():
    # 100 (90 to 130) less 40 (36 to 43): down by 10 and 3, up by 30 and 4.
    found = minus(band(100, 10, 30), band(40, 4, 3))
    assert halves(found) == pytest.approx((np.hypot(10, 3), np.hypot(30, 4)))


def test_a_share_in_a_whole_is_surest_near_none_and_near_all():
    # Ten per cent of either: a half by 0.25 sqrt(2) of ten points, a tenth by 0.09 sqrt(2), all of it by nothing.
    for part, points in ((50, 2.5), (10, 0.9), (100, 0)):
        found = share_of_whole(band(part, part / 10), band(100, 10))
        assert (found.values.tolist(), halves(found)) == ([part], pytest.approx((points * 2**0.5,) * 2))


def test_uneven_margins_of_quotients_and_shares_stay_uneven():
    # What lowers a quotient is a low dividend and a high divisor: 10 of 100 and 3 of 40; what raises it 30 of 100 and 4 of 40.
    for a, size in ((100, 250), (-100, 250)):
        found = over(band(a, 10, 30), band(40, 4, 3), 100)
        assert found.values.tolist() == [2.5 * a]
        assert halves(found) == pytest.approx((size * np.hypot(0.1, 0.075), size * np.hypot(0.3, 0.1)))
    # A quarter of the whole: 100 times 1/4 times 3/4 of both parts; of five quarters times a quarter beyond all.
    found = share_of_whole(band(25, 5, 10), band(100, 10, 20))
    assert halves(found) == pytest.approx((18.75 * np.hypot(0.2, 0.2), 18.75 * np.hypot(0.4, 0.1)))
    found = share_of_whole(band(125, 12.5), band(100, 10))
    assert halves(found) == pytest.approx((31.25 * 0.02**0.5,) * 2)


def test_uneven_margins_of_which_a_part_is_shared():
    # 100 (90 to 120), then 130 (115 to 142). What both share moves the later one down by 15 where the first goes down by 10,
    # or the first up by 20 where the later one goes up by 12: 8 is more than 5. Upwards neither leaves anything.
    first, last = band(100, 10, 20), band(130, 15, 12)
    assert halves(change_between(first, last, 1.0)) == (8, 0)
    assert halves(change_between(first, last, 0.0)) == pytest.approx((np.hypot(15, 20), np.hypot(12, 10)))
    half = change_between(first, last, 0.5)
    assert half.values.tolist() == [30]
    assert halves(half) == pytest.approx(((0.5 * 64 + 0.5 * 625) ** 0.5, (0.5 * 244) ** 0.5))
    # And the other way: the first is now the surer one above, the later one below.
    assert halves(change_between(band(100, 15, 12), band(130, 10, 20), 1.0)) == (0, 8)
    assert halves(change_between(band(100, 15, 12), band(130, 10, 15), 1.0)) == (0, 5)
    # An index: a tenth and a fifth of 50, a fifth and a tenth of 75, of which 10 % of 150 are left.
    found = relative_to(band(50, 5, 10), band(75, 15, 7.5), 1.0)
    assert (found.values.tolist(), halves(found)) == ([150], pytest.approx((15, 0)))


def test_a_band_has_its_bounds_and_parts():
    two = Band(np.array([10.0, 20]), np.array([1.0, 2]), np.array([3.0, 4]))
    assert (two.low.tolist(), two.high.tolist()) == ([9, 18], [13, 24])
    assert [side.tolist() for side in two.at(slice(1, None))] == [[20], [2], [4]]


def test_what_two_years_share_cancels_in_their_difference():
    first, last = band(100, 10), band(120, 12)
    assert halves(change_between(first, last, 1.0)) == pytest.approx((2, 2))
    assert halves(change_between(first, last, 0.0)) == pytest.approx((np.hypot(10, 12),) * 2)
    assert halves(change_between(first, last, 0.5)) == pytest.approx((((4 + 100 + 144) / 2) ** 0.5,) * 2)


def test_uneven_bounds_stay_uneven_in_a_change_from_nothing():
    """Deaths of 0 before and 22,000 (20,000 to 39,000) after: the rise is as doubtful as the later figure."""
    found = change_between(band(0, 0), band(22_000, 2_000, 17_000), 0.9)
    assert halves(found) == pytest.approx((2_000, 17_000))


def test_an_index_shares_its_error_with_its_base():
    found = relative_to(band(50, 5), band(75, 7.5), 1.0)
    assert (found.values.tolist(), halves(found)) == ([150], (0, 0))
    apart = relative_to(band(50, 5), band(75, 7.5), 0.0)
    assert halves(apart) == pytest.approx((150 * 0.02**0.5,) * 2)


def test_a_mean_is_no_surer_than_its_periods():
    two = Band(np.array([10.0, 20]), np.array([1.0, 2]), np.array([2.0, 4]))
    assert [side.tolist() for side in mean_of(two)] == [[15], [1.5], [3]]
    assert [side.tolist() for side in mean_of(two.at(slice(1)))] == [[10], [1], [2]]


def test_nothing_to_divide_by_is_no_number_and_no_warning():
    assert np.isnan(divided(np.array([1.0]), np.array([0.0]))).all()
    assert np.isnan(over(band(1, 0.1), band(0, 0)).values).all()
    assert np.isnan(relative_to(band(0, 0), band(1, 0.1), 0.9).values).all()
    assert share_of_whole(band(0, 1), band(10, 1)).below.tolist() == [0]


def errors(rng, size, shared, n=DRAWS):
    """Errors of two years of one series: normal, ``shared`` of their variance in common, each of that standard deviation."""
    common = rng.normal(size=n)
    return [s * (shared**0.5 * common + (1 - shared) ** 0.5 * rng.normal(size=n)) for s in size]


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9, 1.0])
def test_the_margin_of_a_change_is_that_of_simulated_errors(shared):
    first, last = errors(np.random.default_rng(1), (5, 8), shared)
    found = change_between(band(100, 5), band(160, 8), shared)
    assert halves(found) == pytest.approx((np.std(last - first),) * 2, rel=0.02)


def test_the_margins_of_shares_and_quotients_are_those_of_simulated_errors():
    rng = np.random.default_rng(2)
    part, rest = 30 * (1 + 0.02 * rng.normal(size=DRAWS)), 70 * (1 + 0.02 * rng.normal(size=DRAWS))
    share = share_of_whole(band(30, 0.6), band(100, 2))
    assert halves(share)[0] == pytest.approx(np.std(100 * part / (part + rest)), rel=0.02)
    quotient = over(band(30, 0.6), band(70, 1.4))
    assert halves(quotient)[0] == pytest.approx(np.std(part / rest), rel=0.02)


POSITIVE = st.floats(0.1, 1e6)


@given(POSITIVE, POSITIVE, st.floats(0, 0.5), st.floats(0, 0.5), st.floats(0, 1))
def test_no_margin_is_negative_and_none_is_wider_than_both_together(a, b, da, db, shared):
    one, other = band(a, a * da, 2 * a * da), band(b, b * db, 2 * b * db)
    for found in (minus(one, other), change_between(one, other, shared)):
        low, high = halves(found)
        assert 0 <= low <= 1.0001 * (2 * a * da + 2 * b * db)
        assert 0 <= high <= 1.0001 * (2 * a * da + 2 * b * db)


@pytest.mark.parametrize(
    ("request_of", "part"),
    [
        (Request("x", "USA", "", "share", "", "TWO"), True),
        (Request("x", "RUS", "", "share", "", "TWO"), False),
        (Request("x", "USA", "", "share", "", "CHN"), False),
        (Request("x", "RUS", "", "share", "", "WLD"), True),
        (Request("x", "USA", "", "share", "y", "TWO"), False),
        (Request("x", "USA", "CHN", "share", "", "", "TWO"), True),
        (Request("x", "USA", "RUS", "share", "", "", "TWO"), False),
        (Request("x", "USA", "RUS", "share", "", "TWO", "WLD"), True),
        (Request("x", "RUS", "CHN", "share", "", "TWO", "TWO"), False),
    ],
)
def test_a_part_is_of_a_member_or_to_a_member_in_the_same_figures(request_of, part):
    cat = catalog(indicator(), indicator("y"), groups={"TWO": ["USA", "CHN"]})
    assert Operands(known(observations({("x", "USA"): [1]}), cat), OPEN, request_of).is_part == part
