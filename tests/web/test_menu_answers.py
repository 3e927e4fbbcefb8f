"""What the "Download and share" menu asks for: the picture in every form, and scripts that a browser may keep."""

import hashlib
import re
from html import unescape
from pathlib import Path

import plotly
import pytest
from calling import HOME, ask
from newest import IN_WORDS, NEWEST

from exports.pictures import SIZES
from web import assets, pictured
from web.download_answers import MODES

CLAIM, PICTURE = "us-still-powerful", "us-still-powerful-gdp"


@pytest.fixture(scope="module")
def told():
    return ask(f"/takeaway/{PICTURE}.json").json


def addresses(kit):
    fonts = kit["fonts"]
    return [kit[name] for name in ("menu", "plotly", "jspdf", "svg2pdf")] + [
        fonts["css"],
        *(face["ttf"] for face in fonts["faces"]),
    ]


def test_the_picture_is_told_in_every_size_light_and_dark_with_its_claim(told):
    assert set(told["figures"]) == set(MODES)
    for figures in told["figures"].values():
        sizes = {name: (f["layout"]["width"], f["layout"]["height"]) for name, f in figures.items()}
        assert sizes == dict(SIZES)
        for figure in figures.values():
            words = figure["layout"]["meta"]
            assert words["title"].startswith("The United States still has considerable power. ")
            assert words["alt"].startswith("Does the US produce")
            assert words["file"]["author"] == "Plumbline"
    light, dark = (told["figures"][mode]["slide"]["layout"]["paper_bgcolor"] for mode in ("light", "dark"))
    assert light != dark


def test_the_interactive_page_is_whole_once_fonts_and_plotly_are_put_between_its_pieces(told):
    for pieces in told["pages"].values():
        head, middle, end = pieces
        page = f"{head}FONTS{middle}PLOTLY{end}"
        assert page.startswith("<!DOCTYPE html>")
        assert page.rstrip().endswith("</html>")
        assert "<script>PLOTLY</script>" in page
        assert "<style>FONTS" in page
        assert "@font-face" not in page
        assert len(page) < 200_000


def test_every_address_the_menu_is_given_is_there_for_ever_and_compressed(told):
    for address in addresses(told["assets"]):
        got = ask(f"/{address}", accept_encoding="gzip")
        assert got.status == 200, address
        assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert got.headers["content-encoding"] == "gzip"
        assert len(got.raw) < len(got.body)
        assert ask(f"/{address}").headers.get("content-encoding") is None


def test_types_are_those_that_browsers_ask_for(told):
    types = {Path(a).suffix: ask(f"/{a}").headers["content-type"] for a in addresses(told["assets"])}
    assert types == {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".ttf": "font/ttf"}


def test_plotly_is_the_one_that_python_has(told):
    installed = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()
    assert ask(f"/{told['assets']['plotly']}").body == installed
    assert hashlib.sha256(installed).hexdigest()[:16] in told["assets"]["plotly"]


def test_another_hash_or_name_is_not_there_and_a_new_try_is():
    path = assets.asset_path("menu.js")
    found, name = path.split("/")[1:]
    assert ask(f"/{path}?again=2").status == 200
    for wrong in (f"/assets/{'0' * 16}/{name}", f"/assets/{found}/menu.css", f"/assets//{name}"):
        got = ask(wrong)
        assert got.status == 404
        assert got.error["code"].startswith("unknown-")


def test_scripts_that_name_each_other_share_a_hash():
    here = assets.asset_path("menu.js").split("/")[1]
    assert {assets.asset_path(name).split("/")[1] for name in assets.MODULES} == {here}
    named = {m for path in assets.MODULES.values() for m in re.findall(r'from "\./(.+)"', path.read_text())}
    assert named <= set(assets.MODULES)


def test_vendored_scripts_are_those_that_were_looked_at():
    folder = assets.FOLDER / "vendor"
    sums = dict(reversed(line.split()) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == set(assets.VENDORED.values())
    for name, said in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == said
        package = name.partition(".")[0]
        assert "Permission is hereby granted" in (folder / f"{package}.LICENSE.txt").read_text()


def test_everything_else_the_menu_offers_is_there(told):
    entries = [entry for group in told["groups"] for entry in group["entries"]]
    assert {"CSV", "BibTeX"} <= {entry["label"] for entry in entries}
    for entry in entries:
        if "href" in entry:
            assert ask(f"/{entry['href']}").status == 200, entry
        else:
            (link,) = re.findall(rf'{HOME}/[^"\s]+', entry["copy"])
            assert ask(unescape(link).removeprefix(HOME)).status == 200, entry


def test_links_and_code_lead_to_this_very_chart_live_or_as_of_the_day(told):
    copied = {
        entry["label"]: entry["copy"] for group in told["groups"] for entry in group["entries"] if "copy" in entry
    }
    today = f"as of {IN_WORDS}"
    assert copied["Copy the link (live)"] == f"{HOME}/c/{CLAIM}/{PICTURE}"
    assert copied[f"Copy the link ({today})"] == f"{HOME}/c/{CLAIM}/{PICTURE}?as_of={NEWEST}"
    frame = copied["Copy code (live)"]
    assert f'src="{HOME}/embed/{PICTURE}"' in frame
    assert re.search(r'<iframe [^>]*title="The United States [^"]+" width="100%" height="\d+" loading="lazy"', frame)
    assert f'src="{HOME}/embed/{PICTURE}?as_of={NEWEST}"' in copied[f"Copy code ({today})"]
    assert f'pd.read_csv("{HOME}/figures/{PICTURE}.csv"' in copied["Copy code for pandas"]
    assert f'read.csv("{HOME}/figures/{PICTURE}.csv")' in copied["Copy code for R"]
    for label, code in copied.items():
        if "pandas" in label:
            compile(code, label, "exec")


def test_a_picture_of_all_claims_can_be_embedded_and_has_no_link_of_its_own():
    titles = [group["title"] for group in ask("/takeaway/board.json").json["groups"]]
    assert titles == ["Figures", "Embed"]


NOTHING = {
    "us-power-intact-russia-tied-deaths": "us-power-intact-russia-tied-deaths has no figures to draw.",
    "europe-pressed-to-buy-demand-share-choices": (
        "europe-pressed-to-buy-demand-share-choices has no choices that bear on the verdict, so there is nothing to draw."
    ),
    "europe-pressed-to-buy-demand-choices": (
        "europe-pressed-to-buy-demand has no scored verdict that rests on other choices."
    ),
    "europe-pressed-to-buy-demand-years": "europe-pressed-to-buy-demand has no answer at any date to draw.",
}
"""Pictures without anything to draw as of the article: of a forecast, of an event, of a judgement."""


@pytest.mark.parametrize("picture", NOTHING)
def test_a_picture_with_nothing_to_draw_is_refused_with_the_same_sentence_wherever_it_is_asked_for(picture):
    for address in (
        f"takeaway/{picture}.json",
        f"pictures/{picture}.json",
        f"pictures/{picture}.png",
        f"embed/{picture}",
    ):
        got = ask(f"/{address}?as_of=article")
        assert (got.status, got.error["code"]) == (404, "nothing-to-draw")
        assert got.error["message"] == NOTHING[picture]


def test_a_fault_of_ours_is_not_taken_for_a_picture_with_nothing_to_draw(monkeypatch):
    def broken(*_):
        raise KeyError("a name of ours")

    monkeypatch.setattr(pictured, "picture_chart", broken)
    for address in (f"/takeaway/{PICTURE}.json?as_of=2023-06-30", f"/pictures/{PICTURE}.json?as_of=2023-06-30"):
        got = ask(address)
        assert (got.status, got.error["code"]) == (500, "fault-of-ours")
        assert "a name of ours" not in got.text


def test_figures_that_may_not_be_passed_on_are_neither_told_nor_in_a_page(monkeypatch):
    monkeypatch.setattr(pictured.OfArgument, "withheld", "The licence keeps these figures.")
    answer = ask(f"/takeaway/{PICTURE}.json?as_of=2024-06-30").json
    assert (answer["figures"], answer["pages"]) == ({}, {})
    assert answer["withheld"] == "The licence keeps these figures."
