"""Signs and colours of verdicts: told apart without colour, in grey, and by colour-blind readers; words can be read.

Differences are CIEDE2000 (Sharma, Wu and Dalal 2005, whose first pair is checked); colour blindness is simulated by the
matrices of Machado, Oliveira and Fernandes (2009) at full severity, in linear light; grey is luminance.
"""

import re
from itertools import pairwise

import numpy as np
import pytest

from charts.signs import ANSWERS, STANDS, VERDICTS, dots_svg, enlarged, shapes, style_sheet, svg
from charts.theme import MARKS, PALETTES, STANDINGS, WORST_TO_BEST, contrast
from verdicts.certainty import DEGREES
from verdicts.rule import LABELS, SCALE

SIGHT = {
    "full": np.eye(3),
    "grey": np.tile([0.2126, 0.7152, 0.0722], (3, 1)),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
PAPERS = {"light": ("#ffffff", "#f5f3ee"), "dark": ("#14171b", "#1e2329")}
"""The paper of each mode, and the softer one beside it (.streamlit/config.toml)."""


def seen(colour, sight):
    """A colour in CIELAB (D65), as somebody sees it."""
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
    )
    t = to_xyz @ np.clip(SIGHT[sight] @ linear, 0, 1) / np.array([0.95047, 1, 1.08883])  # fmt: skip
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def ciede2000(one, other):
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1)) % 360, np.degrees(np.arctan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    h, c, lightness = (h1 + turn / 2) % 360, (c1 + c2) / 2, (l1 + l2) / 2
    t = (1 - 0.17 * np.cos(np.radians(h - 30)) + 0.24 * np.cos(np.radians(2 * h))
         + 0.32 * np.cos(np.radians(3 * h + 6)) - 0.2 * np.cos(np.radians(4 * h - 63)))  # fmt: skip
    dl = (l2 - l1) / (1 + 0.015 * (lightness - 50) ** 2 / np.sqrt(20 + (lightness - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * c)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * c * t)
    rotation = -np.sin(np.radians(60 * np.exp(-(((h - 275) / 25) ** 2)))) * 2 * np.sqrt(c**7 / (c**7 + 25**7))
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh))


def test_the_measure_of_colours_is_the_published_one():
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


@pytest.mark.parametrize("sight", SIGHT)
def test_neighbours_in_a_bar_are_far_apart_for_everybody(sight, mode):
    fills = [MARKS[label].fill(mode) for label in SCALE]
    assert min(ciede2000(seen(a, sight), seen(b, sight)) for a, b in pairwise(fills)) >= 15


def test_neighbours_in_a_bar_have_another_pattern_unless_neither_is_scored():
    for one, other in pairwise(WORST_TO_BEST):
        if one in SCALE and other in SCALE:
            assert MARKS[one].pattern != MARKS[other].pattern
        assert (MARKS[one].pattern == "outline") == (one in ("too early", "no data", "not testable"))


def test_words_can_be_read_on_both_papers_and_on_bars(mode):
    for mark in (*MARKS.values(), *STANDINGS.values()):
        assert min(contrast(mark.colour(mode), paper) for paper in PAPERS[mode]) >= 4.5
        assert contrast(mark.ink(mode), mark.fill(mode)) >= 4.5
    palette = PALETTES[mode]
    for colour in (palette.ink, palette.muted, palette.accent, palette.contrast):
        assert min(contrast(colour, paper) for paper in PAPERS[mode]) >= 4.5


def test_whom_a_chart_is_about_has_no_verdict_s_colour(mode):
    for mark in MARKS.values():
        for colour in (mark.colour(mode), mark.fill(mode)):
            assert ciede2000(seen(PALETTES[mode].accent, "full"), seen(colour, "full")) >= 15


def test_each_verdict_and_each_standing_has_a_sign_of_its_own():
    assert set(VERDICTS) == set(LABELS)
    drawn = [svg(sign) for sign in (*VERDICTS.values(), *STANDS.values())]
    assert len(set(drawn)) == len(drawn)
    assert all('aria-hidden="true"' in one for one in drawn)
    assert set(ANSWERS.values()) <= set(VERDICTS.values())


def test_a_lean_is_the_hollow_form_of_what_it_leans_to():
    for label in ("supported", "contradicted"):
        assert [part.filled for part in VERDICTS[label]] == [True]
        assert [part.filled for part in VERDICTS[f"leans {label}"]] == [False]
    assert [part.dashed for part in VERDICTS["no data"]] == [True]


@pytest.mark.parametrize(("degree", "filled"), list(zip(DEGREES, (4, 3, 2, 1), strict=True)))
def test_certainty_is_so_many_of_four_dots(degree, filled):
    drawn = dots_svg(degree)
    assert drawn.count("<path") == 4
    assert drawn.count('fill="currentColor"') == filled


def test_a_sign_in_a_chart_is_the_same_drawing_around_its_place():
    (up,) = shapes(VERDICTS["supported"], 3, 7, 16, "#123456")
    assert up["path"] == "M0 6 L7 -6 L-7 -6 Z"
    assert (up["xanchor"], up["yanchor"], up["fillcolor"]) == (3, 7, "#123456")
    assert shapes(VERDICTS["leans supported"], 0, 0, 16, "#123456")[0]["fillcolor"] == "rgba(0,0,0,0)"
    assert enlarged(up["path"], 2) == "M0 12 L14 -12 L-14 -12 Z"


def test_plotly_reads_the_paths():
    """It knows neither arcs nor relative places in the pixels of a shape."""
    for sign in (*VERDICTS.values(), *STANDS.values()):
        for part in sign:
            assert re.fullmatch(r"[MLCZ \d.]+", part.path)


def test_the_style_sheet_draws_each_sign_without_asking_a_network():
    sheet = style_sheet()
    for label in LABELS:
        assert f".sign-{label.replace(' ', '-')}{{--sign:url(" in sheet
    assert set(re.findall(r'url\("?(\w+:)', sheet)) == {"data:"}
    assert "<" not in sheet
