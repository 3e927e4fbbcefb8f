"""The Federal Reserve Board's release H.10: which series is which, days without a figure, and what is no release."""

import datetime as dt

import pytest
from asking import delivered, fetch_for, figures
from cases import fed as service
from opened import CATALOG
from stub import Answer

from loaders.errors import Changed
from loaders.sources import parser_of

EURO = service.series(
    "RXI$US_N.B.EU",
    [("2024-05-29", "1.08", "A"), ("2024-05-30", "-9999", "ND"), ("2024-05-31", "1.09", "A"), ("2024-06-03", "2", "A")],
)
YUAN = service.series("RXI_N.B.CH", [("2024-05-31", "7.2", "A")])
INDEX = service.series("JRXWTFB_N.B", [("2024-05-31", "121.5", "A")])


@pytest.fixture
def fetch(tmp_path):
    return fetch_for("fed", tmp_path)


def test_a_month_is_the_mean_of_its_days_and_the_last_one_must_be_over(internet, fetch):
    internet.on(service.HOST, service.PLACE, service.release(YUAN, EURO, INDEX))
    assert figures("fed", "DEXUSEU", fetch).to_dict() == {("EUR", "2024-05-31"): 1.085}
    assert figures("fed", "DEXCHUS", fetch).to_dict() == {("CNY", "2024-05-31"): 7.2}
    assert figures("fed", "DTWEXBGS", fetch).to_dict() == {("USD", "2024-05-31"): 121.5}
    assert [request.url for request in internet.requests] == [
        "https://www.federalreserve.gov/releases/h10/data/FRB_h10_xml.zip"
    ]


def test_the_edition_is_the_day_on_which_the_release_was_prepared(internet, fetch):
    internet.on(service.HOST, service.PLACE, service.release(EURO))
    delivery = delivered("fed", "DEXUSEU", fetch)
    assert (delivery.edition, delivery.published) == ("H.10, prepared on 2026-11-23", dt.date(2026, 11, 23))


@pytest.mark.parametrize("prepared", ["", "2026-02-30", "Monday"])
def test_a_release_without_a_day_is_refused(internet, fetch, prepared):
    answer = service.changed(service.release(EURO), lambda text: text.replace("2026-11-23", prepared))
    internet.on(service.HOST, service.PLACE, answer)
    with pytest.raises(Changed, match="the day on which H10_data.xml was prepared; found none"):
        delivered("fed", "DEXUSEU", fetch)


def test_the_day_is_that_of_the_documents_head(internet, fetch):
    def later(text):
        prepared = "<message:Prepared>2026-11-23T16:15:00</message:Prepared>"
        return text.replace(prepared, "").replace("</frb:DataSet>", " " * (1 << 16) + prepared + "</frb:DataSet>")

    internet.on(service.HOST, service.PLACE, service.changed(service.release(EURO), later))
    with pytest.raises(Changed, match="the day on which H10_data.xml was prepared; found none"):
        delivered("fed", "DEXUSEU", fetch)


def parsed(answer):
    return parser_of("fed")({"release.zip": answer.body}, "DEXUSEU", CATALOG)["value"].tolist()


def test_names_may_come_without_a_namespace():
    def plain(text):
        return text.replace("kf:Series", "Series").replace("frb:Obs", "Obs")

    assert parsed(service.changed(service.release(EURO), plain)) == [1.085]


def test_a_day_without_a_value_has_none_and_a_value_without_a_day_is_refused():
    bare = EURO.replace(' OBS_VALUE="1.08"', "")
    assert bare != EURO
    assert parsed(service.release(bare)) == [1.09]
    with pytest.raises(Changed, match="dates such as 2024-12-31; found an empty cell"):
        parsed(service.release(EURO.replace(' TIME_PERIOD="2024-05-29"', "")))


def test_a_series_that_is_not_ours_is_not_asked_for(internet, fetch):
    with pytest.raises(Changed, match="DGS10"):
        delivered("fed", "DGS10", fetch)
    assert internet.requests == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (service.release(YUAN), r"a series RXI\$US_N.B.EU in H10_data.xml; found RXI_N.B.CH"),
        (service.release(EURO, EURO), r"one series RXI\$US_N.B.EU in H10_data.xml, in units; found two"),
        (service.release(), r"a series RXI\$US_N.B.EU in H10_data.xml; found none of ours"),
        (
            service.release(service.series("RXI$US_N.B.EU", [], "1000")),
            "in units; found two, or one in another multiple",
        ),
        (service.release(EURO.replace('"ND"', '"E"')), "a status A, NA, NC, ND of each day; found 'E'"),
        (service.release(EURO.replace('"1.09"', '"n/a"')), "numbers; found 'n/a'"),
        (service.release("<kf:Series>"), "XML as H10_data.xml"),
        (service.release(EURO, member="H15_data.xml"), "a zip file with H10_data.xml; found H10_struct.xml, H15"),
        (Answer(200, {}, b"PK\x03\x04"), "a zip file"),
    ],
    ids=["missing", "twice", "empty", "thousands", "status", "no number", "torn", "another release", "half a file"],
)
def test_what_is_no_release_of_the_known_shape_is_refused(internet, fetch, answer, words):
    internet.on(service.HOST, service.PLACE, answer)
    with pytest.raises(Changed, match=words):
        figures("fed", "DEXUSEU", fetch)


def test_entities_in_the_document_are_not_expanded(internet, fetch):
    bomb = service.changed(
        service.release(EURO),
        lambda text: text.replace("<message:Mess", '<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<message:Mess', 1),
    )
    internet.on(service.HOST, service.PLACE, bomb)
    with pytest.raises(Changed, match="XML as H10_data.xml"):
        figures("fed", "DEXUSEU", fetch)
