"""What pages say of how sure a verdict is."""

import re
from html import escape, unescape
from itertools import cycle

import pytest
from opened import CASE, verdicts
from visiting import charts_of, rows_of

from charts.said import because
from service import served_case
from service.application import Application
from verdicts import doubt, tipping_text
from verdicts.conclusions import STANDS, footings, shifts_with
from verdicts.firmness import firmness_of
from verdicts.tipping import swings
from widgets import state
from widgets.claim_around import FORMER
from widgets.markup import plain

CLAIMS = CASE.argument.claims.rows
VIEWS = {
    "Other ways to test": "Test by test|No other way to test this claim is declared",
    "Best case for and against": "best case (for|against)|only case|no case to make|decides it yet, in any test setting",
    "What would change it": "change the verdict\\.|could settle it\\.",
    "Verdict over time": "on every date since|The first verdict is that|no verdict for any year|for one date only",
    "Why it matters to the argument": "If it were contradicted|contradicted already|No conclusion of the article is linked",
}
"""Each view of a claim, and words that stand in no other."""
NOW = verdicts()
LABELS = {v.claim.id: v.label for v in NOW}
MULTIVERSES = {v.claim.id: v.multiverse for v in NOW}
SCORED = {v.claim.id: v for v in NOW if v.certainty}
SURE = "us-still-powerful"


def in_rotation() -> list[tuple[str, str]]:
    """Each claim that is scored in one view, so that each view is seen with every fifth claim of each kind; and one claim in all."""
    tested = [c.id for c in CLAIMS if any(row.weight for row in CASE.argument.evidence_of(c.id))]
    by_kind = sorted(tested, key=lambda name: CASE.argument.claim[name].kind)
    return sorted({*zip(by_kind, cycle(VIEWS), strict=False), *((SURE, view) for view in VIEWS)})


@pytest.mark.parametrize(("claim", "view"), in_rotation())
def test_a_view_of_a_claim_opens_with_its_own_words(visit, text_of, claim, view):
    """Every claim beyond its evidence, and every view with each kind of claim; not every view of every claim."""
    text = text_of(visit("claim", id=claim, view=view))
    assert [name for name, words in VIEWS.items() if re.search(words, text)] == [view]


@pytest.mark.parametrize(("former", "view"), FORMER.items())
def test_an_address_with_a_former_name_of_a_view_shows_the_same(visit, text_of, former, view):
    text = text_of(visit("claim", id=SURE, view=former))
    assert [name for name, words in VIEWS.items() if re.search(words, text)] == [view or "What would change it"]


def test_the_head_of_a_claim_shows_how_firm_its_verdict_is(visit, text_of):
    text = text_of(visit("claim", id=SURE))
    of = MULTIVERSES[SURE]
    assert f"{of.size:,} test settings. {escape(doubt.agreement(of))}" in text
    assert escape(doubt.flip_sentence(of, CASE.catalog)) in text
    assert text.count('class="shares"') == 1
    told = re.findall("<b>([\\d%]*)</b></span>", text)
    large = [share for share in of.shares.values() if share >= 0.05]
    assert sorted(filter(None, told)) == sorted(doubt.percent(share) for share in large)


@pytest.mark.parametrize("claim", ["us-resource-deal", "trust-secondary", "russia-silent-middle-east"])
def test_a_verdict_that_rests_on_no_choice_boasts_of_no_firmness(visit, text_of, claim):
    assert 'class="shares"' not in text_of(visit("claim", id=claim))


def test_other_ways_to_test_show_the_curve_and_each_test(visit):
    of = MULTIVERSES[SURE]
    app = visit("claim", id=SURE, view="Other ways to test", test=of.tests[2].evidence.id)
    _, curve, first = charts_of(app)
    assert curve.proto.alt.startswith("Specification curve")
    assert of.tests[2].evidence.question in first.proto.alt
    assert app.selectbox(key="curve").options == [f.evidence.question for f in of.tests if len(f.all) > 1]
    app.selectbox(key="curve").select_index(1).run()
    assert not app.exception
    assert of.tests[1].evidence.question in charts_of(app)[2].proto.alt
    assert any(m.value.startswith(plain(of.tests[1].evidence.question)) for m in app.markdown)


def test_both_readings_stand_side_by_side_each_with_its_choices(visit, text_of):
    text = text_of(visit("claim", id=SURE, view="Best case for and against"))
    of = MULTIVERSES[SURE]
    for reading in (of.strongest_for, of.strongest_against):
        assert f"</span>{reading.label}</span>" in text
        for test, specification in zip(of.tests, reading.specifications, strict=True):
            if specification.changes:
                assert f"With {escape(doubt.changes_words(test, specification, CASE.catalog))}." in text


def test_what_would_change_it_has_a_line_for_every_question(visit, text_of):
    text = text_of(visit("claim", id=SURE, view="What would change it"))
    (verdict,) = CASE.verdicts(CASE.now, (CASE.argument.claim[SURE],))
    for finding in verdict.findings:
        assert (escape(tipping_text.tipping_sentence(finding)) in text) == bool(finding.evidence.weight)


def test_what_would_change_it_has_a_row_for_each_setting_and_each_answer_that_makes_another_verdict(visit, text_of):
    claim = "china-rises-economic"
    of, (verdict,) = MULTIVERSES[claim], CASE.verdicts(CASE.now, (CASE.argument.claim[claim],))
    table = text_of(visit("claim", id=claim)).partition('<table class="if-we">')[2].partition("</table>")[0]
    rows = [
        (words, test, label)
        for words, test, label in re.findall(
            '<tr><td>(.*?)<span class="quiet">(.*?)</span></td><td>.*?</span>([a-z ]+)</span></td></tr>', table
        )
    ]
    settings = [(doubt.if_we(p, of, CASE.catalog), p.evidence.label, p.label) for p in of.pivotal_choices]
    assert rows[: len(settings)] == [tuple(map(escape, row)) for row in settings]
    answers = {(swing.finding.evidence.label, swing.label) for swing in swings(verdict)}
    assert {(unescape(test), label) for _, test, label in rows[len(settings) :]} == answers
    assert len(rows) == len(settings) + len(answers)


def test_the_years_say_whose_editions_the_figures_are(visit, text_of):
    app = visit("claim", id=SURE, view="Verdict over time")
    assert "answers rest on" in app.caption[-1].value
    assert len(charts_of(app)) == 2


@pytest.mark.parametrize(
    "claim", ["war-of-attrition", "us-still-powerful", "trump-cuts-aid", "war-must-continue-weapons"]
)
def test_what_rests_on_a_claim_names_its_conclusions_and_what_falls(visit, text_of, claim):
    text = text_of(visit("claim", id=claim, view="Why it matters to the argument"))
    for link in CASE.argument.links.rows:
        if link.premise == claim:
            assert CASE.argument.conclusion[link.conclusion].conclusion in unescape(text)
    assert plain(doubt.shifts_sentence(shifts_with(claim, CASE.argument, LABELS), LABELS[claim])) in text


def test_the_argument_page_lists_every_conclusion_with_its_premises(visit, text_of):
    text = unescape(text_of(visit("argument")))
    assert doubt.conclusions_sentence(CASE.argument, LABELS) in text
    for footing in footings(CASE.argument, LABELS).values():
        assert footing.conclusion.conclusion in text
        strengths = [p.strength or 0 for p in footing.premises]
        sides = {"for": sum(s > 0 for s in strengths), "against": sum(s < 0 for s in strengths)}
        told = ", ".join(f"{n} {side}" for side, n in sides.items() if n)
        assert f"{STANDS[footing.standing].capitalize()}: {told}" in text
    linked = {link.premise for link in CASE.argument.links.rows if link.premise in CASE.argument.claim}
    assert linked == set(re.findall(r'claim\?id=([\w-]+)"', text))


def test_how_the_conclusions_stand_is_worked_out_once_for_all_readers(visit, text_of, monkeypatch):
    asked = []
    monkeypatch.setattr(served_case, "conclusions_sentence", lambda *_: asked.append(1) or "So they stand.")
    state.use(Application())
    for _ in range(2):
        assert "So they stand." in text_of(visit("argument").run())
    state.use(Application())
    assert asked == [1]


def test_a_claim_taken_as_contradicted_shows_what_falls(visit, text_of):
    claim = next(c for c in CLAIMS if shifts_with(c.id, CASE.argument, LABELS))
    app = visit("argument", fallen=claim.claim)
    assert app.selectbox(key="fallen").value == claim.id
    supposed = doubt.shifts_sentence(shifts_with(claim.id, CASE.argument, LABELS), LABELS[claim.id])
    assert plain(supposed) in text_of(app)


def test_no_judgement_is_offered_to_be_supposed_contradicted(visit):
    offered = visit("argument").selectbox(key="fallen").options
    linked = {link.premise for link in CASE.argument.links.rows}
    assert offered == [c.claim for c in CLAIMS if c.kind != "judgement" and c.id in linked]


def test_a_judgement_in_the_address_is_supposed_to_be_nothing(visit):
    judgement = next(c for c in CLAIMS if c.kind == "judgement")
    assert visit("argument", fallen=judgement.claim).selectbox(key="fallen").value is None


def test_the_overview_shows_how_firm_each_verdict_is_that_rests_on_choices(visit, text_of):
    text = text_of(visit())
    firm = [firmness_of(m) for m in MULTIVERSES.values() if m.contested]
    assert text.count('class="firm"') == len(firm)
    for one in filter(None, firm):
        assert f">{one.word}</span>" in text
    assert text.count('<span class="was">most often ') == sum(bool(one and one.mostly) for one in firm)
    assert f"<b>{sum(m.robustness == 1 for m in MULTIVERSES.values() if m.contested)} of {len(firm)}</b>" in text


def test_a_row_says_how_certain_its_verdict_is_and_why(visit, text_of):
    (table,) = re.findall(r'<table class="rows">.*</table>', text_of(visit()))
    for verdict in SCORED.values():
        assert f'title="{escape(because(verdict.certainty))}"' in table
    assert table.count('class="degree"') == sum(v.certainty is not None for v in SCORED.values())


def test_the_head_of_a_claim_says_how_certain_both_verdicts_are_and_why(visit, text_of):
    text = text_of(visit("claim", id=SURE))
    for as_of in (CASE.then, CASE.now):
        (verdict,) = CASE.verdicts(as_of, (CASE.argument.claim[SURE],))
        assert escape(because(verdict.certainty)) in text
    assert text.count(f"</span>{verdict.certainty.degree} certainty</span>") == 1
    assert all(f"</b>{escape(reason.capitalize())}</li>" in text for reason in verdict.certainty.reasons)


def test_how_firm_is_a_bar_and_a_row_of_figures_for_the_same_claims(visit, listed):
    app = visit(look="Scoreboard")
    contested = [m for m in MULTIVERSES.values() if m.contested]
    table = app.dataframe[0].value
    assert [CASE.argument.claim[name].claim for name in listed(app)] == list(table["Claim"])
    assert sorted(listed(app)) == sorted(m.claim.id for m in contested)
    assert list(table["Same verdict"]) == sorted(table["Same verdict"], reverse=True)
    assert list(table["Certainty"]) == [SCORED[name].certainty.degree for name in listed(app)]


def test_how_firm_without_a_contested_claim_says_so(visit):
    app = visit(look="How firm", kind="judgement")
    assert "depends on how we test" in app.info[0].value


def test_the_data_page_holds_stated_numbers_against_ours_those_first_that_do_not_agree(visit, text_of):
    columns, rows = rows_of(text_of(visit("sources")), "stated")
    agree = [row[columns.index("Agrees")] for row in rows]
    assert len(rows) == len(CASE.catalog.stated.rows)
    assert agree == sorted(agree)
    assert set(agree) == {"no", "yes"}
