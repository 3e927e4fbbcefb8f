"""What stands beside the charts: sparklines, and the figures as CSV."""

import csv
import io
import re
from base64 import b64decode

import numpy as np
import pytest
from builders import catalog, observations, small

from charts.figures_table import COLUMNS, figure_rows, figures_csv
from charts.sparkline import sparkline
from charts.theme import PALETTES
from verdicts.measures import Series


def series(values, unit="US$", first=2000):
    dates = np.array([f"{first + i}-12-31" for i in range(len(values))], "datetime64[D]")
    return Series(dates, np.array(values, float), unit, "A", np.zeros(len(values)))


def drawing(image):
    return b64decode(re.search(r"base64,([^\"]+)", image)[1]).decode()


def test_a_sparkline_says_its_first_and_last_figure():
    assert 'alt="From US$ 1 bn in 2000 to US$ 3 bn in 2002"' in sparkline(series([1e9, 9e9, 3e9]))


@pytest.mark.parametrize("nothing", [None, series([]), series([1])], ids=["none", "empty", "one"])
def test_no_sparkline_without_a_series(nothing):
    assert sparkline(nothing) == ""


def test_a_sparkline_has_the_colours_of_its_mode():
    for mode in PALETTES:
        assert PALETTES[mode].accent in drawing(sparkline(series([1, 2]), mode))
    assert sparkline(series([1, 2]), "light") != sparkline(series([1, 2]), "dark")


@pytest.mark.parametrize(("unit", "rises"), [("US$", True), ("rank", False)])
def test_a_sparkline_goes_up_for_more_and_for_a_better_rank(unit, rises):
    ys = [
        float(p.split(",")[1])
        for p in re.search(r'points="([^"]+)"', drawing(sparkline(series([1, 5], unit))))[1].split()
    ]
    assert (ys[1] < ys[0]) == rises


def test_a_level_sparkline_is_in_the_middle_and_a_number():
    assert "nan" not in drawing(sparkline(series([7, 7, 7])))


def test_figures_csv_reads_back_with_units_and_sources(project, standings):
    for standing in standings:
        for finding in standing.now.findings:
            rows = figure_rows(finding, project.observations, project.catalog)
            if finding.series is None or not len(finding.series):
                assert rows == []
                continue
            back = list(csv.DictReader(io.StringIO(figures_csv(rows), newline="")))
            assert [dict.fromkeys(COLUMNS) for _ in back[:1]] == [dict.fromkeys(back[0])]
            assert [r["date"] for r in back] == sorted(r["date"] for r in back)
            assert len(back) == len(rows)
            row = finding.evidence
            indicators = list(dict.fromkeys(filter(None, (row.indicator, row.versus_indicator))))
            sources = [project.catalog.source[project.catalog.indicator[i].source] for i in indicators]
            inside = [float(r["value"]) for r in back if r["in_window"] == "True"]
            assert inside == pytest.approx(finding.series.values, rel=1e-9)
            for r in back:
                assert r["unit"] == finding.series.unit
                assert r["indicator"].split(" | ") == indicators
                assert r["citation"].split(" | ") == list(dict.fromkeys(s.citation for s in sources))
                assert all(s.publisher in r["source"] and s.licence in r["licence"] for s in sources)
                assert "projection" not in r["status"]


def test_the_csv_of_a_small_series():
    obs = observations({("x", "USA"): [1, 2]})
    finding, _ = small(obs)
    one, two = csv.DictReader(io.StringIO(figures_csv(figure_rows(finding, obs, catalog()))))
    assert (one["date"], one["period"], one["value"], one["unit"]) == ("2000-12-31", "2000", "1.0", "tonnes")
    assert (two["series"], two["in_window"], two["source"]) == ("X of Usa", "True", "Office, Series")
