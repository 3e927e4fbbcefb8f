"""What pages say of how sure a verdict is."""

import re
from html import escape, unescape
from itertools import cycle

import pytest
from visiting import rows_of

from charts.said import because
from service import served_case
from service.application import Application
from service.opening import open_case
from verdicts import doubt, tipping_text
from verdicts.conclusions import STANDS, footings, shifts_with
from widgets import state
from widgets.markup import plain

CASE = open_case()
CLAIMS = CASE.argument.claims.rows
VIEWS = {
    "Other choices": "Test by test|No other choice is declared for this claim",
    "Both readings": "best case (for|against)|only reading|no case to make|decides it yet, in any test setting",
    "What would change it": "change the verdict\\.|none can change it|no answer can change it|could settle it\\.",
    "Through the years": "on every date since|The first verdict is that|no verdict for any year|for one date only|at no date",
    "What rests on it": "If it were contradicted|contradicted already|A judgement does not count",
}
"""Each view of a claim, and words that stand in no other."""
NOW = CASE.verdicts(CASE.now)
LABELS = {v.claim.id: v.label for v in NOW}
MULTIVERSES = {v.claim.id: v.multiverse for v in NOW}
SCORED = {v.claim.id: v for v in NOW if v.certainty}
SURE = "us-still-powerful"


def in_rotation() -> list[tuple[str, str]]:
    """Each claim in one view, so that each view is seen with every fifth claim of each kind; and one claim in all."""
    by_kind = sorted((c.id for c in CLAIMS), key=lambda name: CASE.argument.claim[name].kind)
    return sorted({*zip(by_kind, cycle(VIEWS), strict=False), *((SURE, view) for view in VIEWS)})


@pytest.mark.parametrize(("claim", "view"), in_rotation())
def test_a_view_of_a_claim_opens_with_its_own_words(visit, text_of, claim, view):
    """Every claim beyond its evidence, and every view with each kind of claim; not every view of every claim."""
    text = text_of(visit("claim", id=claim, view=view))
    assert [name for name, words in VIEWS.items() if re.search(words, text)] == [view]


def test_the_head_of_a_claim_shows_how_firm_both_verdicts_are(visit, text_of):
    text = text_of(visit("claim", id=SURE))
    for as_of in (CASE.then, CASE.now):
        (of,) = CASE.multiverses(as_of, (CASE.argument.claim[SURE],))
        assert escape(doubt.robustness_sentence(of)) in text
    assert text.count('class="shares"') == 2


@pytest.mark.parametrize("claim", ["us-resource-deal", "trust-secondary", "russia-silent-middle-east"])
def test_a_verdict_that_rests_on_no_choice_boasts_of_no_firmness(visit, text_of, claim):
    assert 'class="shares"' not in text_of(visit("claim", id=claim))


def test_other_choices_show_curve_pivotal_choices_and_each_test(visit, text_of):
    app = visit("claim", id=SURE, view="Other choices")
    of = MULTIVERSES[SURE]
    assert len(app.get("plotly_chart")) == 2
    for pivotal in of.pivotal_choices:
        question, words = doubt.pivotal_words(pivotal, of, CASE.catalog)
        assert f"<dt>{escape(question)}</dt><dd>{escape(words)}</dd>" in text_of(app)
    assert app.selectbox(key="test").options == [f.evidence.question for f in of.tests if len(f.all) > 1]
    app.selectbox(key="test").select_index(1).run()
    assert not app.exception
    assert of.tests[1].evidence.question in app.get("plotly_chart")[1].proto.alt
    assert any(m.value.startswith(plain(of.tests[1].evidence.question)) for m in app.markdown)


def test_both_readings_stand_side_by_side_each_with_its_choices(visit, text_of):
    text = text_of(visit("claim", id=SURE, view="Both readings"))
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


def test_the_years_say_whose_editions_the_figures_are(visit, text_of):
    app = visit("claim", id=SURE, view="Through the years")
    assert "answers rest on" in app.caption[-1].value
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.parametrize(
    "claim", ["war-of-attrition", "us-still-powerful", "trump-cuts-aid", "war-must-continue-weapons"]
)
def test_what_rests_on_a_claim_names_its_conclusions_and_what_falls(visit, text_of, claim):
    text = text_of(visit("claim", id=claim, view="What rests on it"))
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


def test_the_overview_says_how_many_verdicts_survive_and_shows_each_on_its_card(visit, text_of):
    text = text_of(visit())
    assert doubt.scoreboard_sentence(MULTIVERSES.values()) in unescape(text)
    assert text.count('class="firm"') == sum(m.contested for m in MULTIVERSES.values())


def test_a_card_says_how_certain_its_verdict_is_and_was(visit, text_of):
    text = text_of(visit())
    said = [v.certainty.degree for v in SCORED.values()]
    for then in CASE.verdicts(CASE.then):
        if then.certainty and then.label != LABELS[then.claim.id]:
            said.append(then.certainty.degree)
    shown = re.findall(r'<span class="certainty" title="[^"]+">([a-z ]+) certainty</span>', text)
    assert sorted(shown) == sorted(said)


def test_the_head_of_a_claim_says_how_certain_both_verdicts_are_and_why(visit, text_of):
    text = text_of(visit("claim", id=SURE))
    for as_of in (CASE.then, CASE.now):
        (verdict,) = CASE.verdicts(as_of, (CASE.argument.claim[SURE],))
        assert f'<div class="because">{escape(because(verdict.certainty))}.</div>' in text
        assert all(escape(reason) in text for reason in verdict.certainty.reasons)


def test_the_scoreboard_is_a_chart_and_a_table_of_the_same_claims(visit):
    app = visit(look="Scoreboard")
    contested = [m for m in MULTIVERSES.values() if m.contested]
    assert len(app.get("plotly_chart")) == 1
    table = app.dataframe[0].value
    assert set(table["Claim"]) == {m.claim.id for m in contested}
    assert list(table["Same verdict"]) == sorted(table["Same verdict"], reverse=True)
    certain = dict(zip(table["Claim"], table["Certainty"], strict=True))
    assert certain == {claim: SCORED[claim].certainty.degree for claim in certain}


def test_a_scoreboard_without_a_contested_claim_says_so(visit):
    app = visit(look="Scoreboard", kind="judgement")
    assert "other choices could move" in app.info[0].value


def test_the_data_page_holds_stated_numbers_against_ours_those_first_that_do_not_agree(visit, text_of):
    columns, rows = rows_of(text_of(visit("sources")), "stated")
    agree = [row[columns.index("Agrees")] for row in rows]
    assert len(rows) == len(CASE.catalog.stated.rows)
    assert agree == sorted(agree)
    assert set(agree) == {"no", "yes"}
