"""What is special to the IMF and Eurostat: keys, projections, methods, notes in place of figures, dangerous XML."""

import re
from dataclasses import replace

import pytest
from cases import eurostat, imf_cofer, imf_weo
from downloads import ask, figures, frame, refresh, serve_changed
from opened import CATALOG
from sdmx_answers import answer, generic, note, structured

from loaders.catalog import read_catalog
from loaders.errors import Changed, Empty
from loaders.sources import parser_of

IMF = "api.imf.org"
WEO = re.compile(r"/data/IMF\.RES,WEO/")
GDP = frame(
    ("USA", "2024-12-31", 29.298025e12),
    ("USA", "2025-12-31", 30.767075e12),
    ("USA", "2026-12-31", 32.38392e12, "projection"),
    ("WLD", "2024-12-31", 111.598554e12),
    ("WLD", "2025-12-31", 118.175485e12, "estimate"),
    ("WLD", "2026-12-31", 126.295331e12, "projection"),
    ("TUV", "2025-12-31", 1e8),
)
SHARES = frame(("USD", "2025-12-31", 56.42), ("USD", "2026-03-31", 57.13), ("CNY", "2026-03-31", 1.9))
GAS = frame(("WLD", "2019-12-31", 15e6), ("RUS", "2019-12-31", 6e6), ("RUS", "2020-12-31", 5.93e6, "provisional"))
SERVED = {
    "imf_weo": (imf_weo, "NGDPD", {"gdp_nominal_imf": GDP}),
    "imf_cofer": (imf_cofer, "SHRO_PT", {"reserve_share": SHARES}),
    "eurostat": (eurostat, "nrg_ti_gas", {"gas_imports_eurostat": GAS}),
}


def weo(last: str, *, published: str = "2026-04-14T13:00:00Z", value: float = 3e12, update: str = ""):
    """An answer of one state, with this last actual year."""
    groups = [{"INDICATOR": "NGDPD", "COUNTRY": "IND", "LATEST_ACTUAL_ANNUAL_DATA": last}]
    key = {"COUNTRY": "IND", "INDICATOR": "NGDPD", "FREQUENCY": "A", "SCALE": "9"}
    years = [(str(year), value + year, "") for year in range(2023, 2028)]
    return structured(imf_weo.FLOW, {"PUBLICATION_DATE": published, "UPDATE_DATE": update}, groups, [(key, years)])


def parsed(said, source, code):
    return parser_of(source)({"answer.xml": said.body}, code, CATALOG)


def test_weo_is_in_units_with_projections_marked(internet, tmp_path):
    imf_weo.serve(internet, {"gdp_nominal_imf": GDP})
    delivery, table = refresh("imf_weo", "NGDPD", tmp_path)
    assert figures(table, "USA") == {
        "2024-12-31": (29.298025e12, ""),
        "2025-12-31": (30.767075e12, ""),
        "2026-12-31": (32.38392e12, "projection"),
    }
    assert [status for _, status in figures(table, "WLD").values()] == ["", "estimate", "projection"]
    assert delivery.edition == "WEO April 2026, updated 2026-04-15"
    assert str(delivery.published) == "2026-04-14"


def test_weo_is_asked_for_the_areas_of_the_catalog_by_the_codes_of_the_imf(internet, tmp_path):
    imf_weo.serve(internet, {"gdp_nominal_imf": GDP})
    _, table = refresh("imf_weo", "NGDPD", tmp_path)
    (request,) = internet.requests
    areas, code, frequency = request.target.removeprefix("/external/sdmx/2.1/data/IMF.RES,WEO/").split(".")
    assert (code, frequency) == ("NGDPD", "A")
    asked = areas.split("+")
    assert asked[:4] == ["G001", "G998", "USA", "CHN"]
    # The world and the Union, and each state once, Kosovo and Palestine under the IMF's own codes.
    assert len(asked) == len(set(asked)) == 2 + len(read_catalog().members_of("WLD"))
    assert {"TUV", "KOS", "WBG"} <= set(asked)
    assert not {"XKX", "PSE", "EU", "WLD", "G110"} & set(asked)
    assert len(request.target) < 1_500
    assert {"USA", "TUV"} <= set(table["entity"])


@pytest.mark.parametrize(("last", "statuses"), [("FY2024/25", ["", "", "projection"]), ("2025", ["", "", ""])])
def test_of_a_fiscal_year_the_earlier_one_is_the_last_actual(internet, tmp_path, last, statuses):
    internet.on(IMF, WEO, weo(last))
    found = [status for _, status in figures(refresh("imf_weo", "NGDPD", tmp_path)[1], "IND").values()]
    assert found == [*statuses, "projection", "projection"]


def test_an_edition_as_first_published_has_no_other_day(internet, tmp_path):
    internet.on(IMF, WEO, weo("2025"))
    assert ask("imf_weo", "NGDPD", tmp_path).edition == "WEO April 2026"


@pytest.mark.parametrize(
    ("update", "edition"),
    [
        ("2026-04-13T13:00:00Z", "WEO April 2026"),
        ("2026-04-14T18:00:00Z", "WEO April 2026"),
        ("2026-04-15T13:00:00Z", "WEO April 2026, updated 2026-04-15"),
    ],
)
def test_an_edition_is_updated_on_a_day_after_its_own(internet, tmp_path, update, edition):
    internet.on(IMF, WEO, weo("2025", update=update))
    assert ask("imf_weo", "NGDPD", tmp_path).edition == edition


@pytest.mark.parametrize(
    ("code", "published", "found"),
    [
        ("PPPGDP", "2026-04-14T13:00:00Z", "yearly figures of PPPGDP with a PUBLICATION_DATE; found NGDPD (A) of 2026-04-14"),
        ("NGDPD", "", "yearly figures of NGDPD with a PUBLICATION_DATE; found NGDPD (A) of no day"),
    ],
)  # fmt: skip
def test_another_concept_or_an_edition_of_no_day_is_refused(code, published, found):
    with pytest.raises(Changed) as caught:
        parsed(weo("2025", published=published), "imf_weo", code)
    assert str(caught.value) == f"Expected {found}."


def test_all_frequencies_and_concepts_of_a_wrong_answer_are_told():
    keys = [
        {"COUNTRY": "IND", "INDICATOR": code, "FREQUENCY": often} for code, often in (("NGDPD", "Q"), ("NGDPD", "A"))
    ]
    wrong = structured(
        imf_weo.FLOW, {"PUBLICATION_DATE": "2026-04-14"}, [], [(key, [("2025", 3e12, "")]) for key in keys]
    )
    with pytest.raises(Changed, match=re.escape("found NGDPD (A), NGDPD (Q) of 2026-04-14")):
        parsed(wrong, "imf_weo", "NGDPD")


def test_where_no_last_actual_year_is_given_the_year_before_the_edition_is_an_estimate():
    key = {"COUNTRY": "IND", "INDICATOR": "PPPGDP", "FREQUENCY": "A"}
    years = [(str(year), 1e13 + year, "") for year in (2024, 2025, 2026, 2027)]
    said = structured(imf_weo.FLOW, {"PUBLICATION_DATE": "2026-04-14T13:00:00Z"}, [], [(key, years)])
    assert figures(parsed(said, "imf_weo", "PPPGDP"), "IND") == {
        "2024-12-31": (1e13 + 2024, ""),
        "2025-12-31": (1e13 + 2025, "estimate"),
        "2026-12-31": (1e13 + 2026, "projection"),
        "2027-12-31": (1e13 + 2027, "projection"),
    }


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (weo("2025", published=""), "PUBLICATION_DATE"),
        (weo("2025", published="last spring"), "last spring"),
        (weo("lately"), "lately"),
        (weo("2025", value=4000.0), "as if in billions"),
    ],
)
def test_weo_otherwise_than_known_is_refused(internet, tmp_path, said, words):
    internet.on(IMF, WEO, said)
    with pytest.raises(Changed, match=words):
        refresh("imf_weo", "NGDPD", tmp_path)


def test_cofer_is_read_by_quarter(internet, tmp_path):
    imf_cofer.serve(internet, {"reserve_share": SHARES})
    delivery, table = refresh("imf_cofer", "SHRO_PT", tmp_path)
    assert figures(table, "USD") == {"2025-12-31": (56.42, ""), "2026-03-31": (57.13, "")}
    assert set(table["entity"]) == {"USD", "CNY"}
    assert delivery.edition == "COFER 2026Q1 (new method), updated 2026-10-01"
    assert str(delivery.published) == "2026-09-30"
    assert internet.requests[0].target == "/external/sdmx/2.1/data/IMF.STA,COFER/G001.AFXRA..SHRO_PT.Q"


def test_shares_of_a_part_of_the_reserves_are_not_taken_for_shares_of_all(internet, tmp_path):
    internet.on(IMF, re.compile("COFER"), imf_cofer.of_shares(SHARES, 92.8))
    with pytest.raises(Changed, match=r"as by the new method; found 92\.8"):
        refresh("imf_cofer", "SHRO_PT", tmp_path)


@pytest.mark.parametrize(
    ("together", "found"), [(100.009, ""), (99.991, ""), (100.02, "100.0"), (99.5, "99.5"), (101.0, "101.0")]
)
def test_shares_of_all_currencies_make_up_a_hundred_but_for_rounding(together, found):
    said = imf_cofer.of_shares(SHARES, together)
    if not found:
        assert figures(parsed(said, "imf_cofer", "SHRO_PT"), "CNY") == {"2026-03-31": (1.9, "")}
        return
    with pytest.raises(Changed) as caught:
        parsed(said, "imf_cofer", "SHRO_PT")
    assert str(caught.value) == (
        f"Expected a share of all currencies of 100 per cent since 2000, as by the new method; found {found}."
    )


def test_the_old_method_is_not_asked_for(internet, tmp_path):
    with pytest.raises(Changed, match="closed"):
        ask("imf_cofer", "old", tmp_path)
    assert internet.requests == []


def test_eurostats_flags_become_statuses(internet, tmp_path):
    eurostat.serve(internet, {"gas_imports_eurostat": GAS})
    delivery, table = refresh("eurostat", "nrg_ti_gas", tmp_path)
    assert figures(table, "RUS") == {"2019-12-31": (6e6, ""), "2020-12-31": (5.93e6, "provisional")}
    assert set(table["counterpart"]) == {"EU"}
    assert (delivery.edition, delivery.published) == ("", None)
    assert internet.requests[0].target == eurostat.PLACE + eurostat.KEY


def test_gas_in_another_unit_is_refused(internet, tmp_path):
    key = {"freq": "A", "siec": "G3000", "partner": "RU", "unit": "MIO_M3", "geo": "EU27_2020"}
    internet.on(eurostat.HOST, eurostat.PLACE, generic("ESTAT:NRG_TI_GAS(1.0)", [(key, [("2020", 155.0, "")])]))
    with pytest.raises(Changed, match="MIO_M3"):
        refresh("eurostat", "nrg_ti_gas", tmp_path)


QUEUED = (
    '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body><ns0:syncResponse xmlns:ns0="urn:x">'
    "<queued><id>98de05ea</id><status>SUBMITTED</status></queued></ns0:syncResponse></env:Body></env:Envelope>"
)
FAULT = '<S:Fault xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><faultcode>{}</faultcode><faultstring>{}</faultstring></S:Fault>'


@pytest.mark.parametrize(
    ("said", "error", "words"),
    [
        (note("Due to the large query the response will be written to a file"), Changed, "Due to the large query"),
        (answer(QUEUED), Changed, "made ready"),
        (answer(FAULT.format(150, "INVALID_QUERY_DIMENSION_VALUE")), Changed, "INVALID_QUERY_DIMENSION_VALUE"),
        (answer(FAULT.format(100, "NO_RESULTS: The query did not return any results.")), Empty, "NO_RESULTS"),
    ],
)
def test_a_note_in_place_of_figures_is_told_in_eurostats_words(internet, tmp_path, said, error, words):
    internet.on(eurostat.HOST, eurostat.PLACE, said)
    with pytest.raises(error, match=words):
        ask("eurostat", "nrg_ti_gas", tmp_path)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DANGEROUS = {
    "entities that grow": f'<!DOCTYPE m [<!ENTITY l0 "lol">{LAUGHS}]><m>&l9;</m>',
    "a file of this machine": '<!DOCTYPE m [<!ENTITY f SYSTEM "file:///etc/hostname">]><m>&f;</m>',
    "a document type alone": '<!DOCTYPE m SYSTEM "https://example.org/m.dtd"><m/>',
}


@pytest.mark.parametrize("source", SERVED)
@pytest.mark.parametrize("xml", DANGEROUS.values(), ids=DANGEROUS)
def test_xml_with_a_document_type_is_not_read(internet, tmp_path, source, xml):
    case, code, _ = SERVED[source]
    internet.on(case.HOST, "/", answer(xml))
    with pytest.raises(Changed, match="document type"):
        ask(source, code, tmp_path)


@pytest.mark.parametrize("source", SERVED)
def test_a_message_that_sdmx1_cannot_read_is_told_and_not_printed(internet, tmp_path, capfd, source):
    case, code, frames = SERVED[source]

    def without_structure(said):
        return replace(said, body=re.sub(rb"message:Structure\b", b"message:Build", said.body))

    serve_changed(internet, case.CASE, frames, without_structure)
    with pytest.raises(Changed, match="sdmx1 cannot read"):
        refresh(source, code, tmp_path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("source", SERVED)
def test_a_data_set_without_series_is_empty(internet, tmp_path, source):
    case, code, frames = SERVED[source]
    serve_changed(internet, case.CASE, frames, case.CASE.empty)
    with pytest.raises(Empty, match="without figures"):
        ask(source, code, tmp_path)


@pytest.mark.parametrize("source", SERVED)
def test_other_names_of_dimensions_are_told(internet, tmp_path, source):
    case, code, frames = SERVED[source]
    serve_changed(internet, case.CASE, frames, case.CASE.spoil)
    with pytest.raises(Changed, match="the dimensions"):
        refresh(source, code, tmp_path)


@pytest.mark.parametrize("source", ["imf_weo", "imf_cofer"])
def test_observations_without_their_measure_are_told(internet, tmp_path, source):
    case, code, frames = SERVED[source]
    serve_changed(internet, case.CASE, frames, lambda said: replace(said, body=said.body.replace(b"OBS_VALUE", b"V")))
    with pytest.raises(Changed, match="OBS_VALUE.*TIME_PERIOD, V"):
        ask(source, code, tmp_path)
