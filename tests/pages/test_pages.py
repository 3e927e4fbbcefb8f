"""Every page and every claim, run as a session would run it, without a browser."""

import re
from html import escape

import pytest
from visiting import rows_of

from charts.said import editions, signed
from service.opening import open_case
from verdicts.answers import ANSWERS, HELD_BACK, UNTOLD
from verdicts.describe import said_of
from verdicts.findings import has_figures
from verdicts.rule import FORMER

CASE = open_case()
CLAIMS = CASE.argument.claims.rows
TOPICS = [t.id for t in CASE.argument.topics.rows]


def unescaped(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


def test_the_overview_counts_every_claim_and_shows_each_as_a_link(visit, text_of):
    app = visit()
    assert f"Of {len(CLAIMS)} claims" in text_of(app)
    for claim in CLAIMS:
        assert f'href="claim?id={claim.id}"' in text_of(app)


def test_the_overview_shows_no_notice_when_all_tables_are_sound(visit):
    assert not visit().warning


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_shows_each_of_its_claims_with_a_sentence_and_no_other(visit, text_of, topic):
    app = visit(topic)
    text = text_of(app)
    assert unescaped(app.title[0].value) == CASE.argument.topic[topic].title
    links = [e.proto.query_string if hasattr(e.proto, "query_string") else str(e.proto) for e in app.get("page_link")]
    for claim in CLAIMS:
        assert any(claim.id in link for link in links) == (claim.topic == topic)
    assert f"Of {sum(claim.topic == topic for claim in CLAIMS)} claims, " in text


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.id)
def test_a_claim_shows_both_verdicts_and_every_question_with_an_answer(visit, text_of, claim):
    app = visit("claim", id=claim.id)
    text = text_of(app)
    assert unescaped(app.title[0].value) == claim.claim
    assert f"{said_of(claim)}:" in [unescaped(m.value) for m in app.markdown]
    for as_of in (CASE.then, CASE.now):
        (verdict,) = CASE.verdicts(as_of, (claim,))
        assert f"</span>{verdict.label}</span>" in text
    rows = CASE.argument.evidence_of(claim.id)
    assert [unescaped(s.value) for s in app.subheader] == [row.question for row in rows]
    drawn = [f for f in verdict.findings if has_figures(f)]
    charts = app.get("plotly_chart")
    assert len(charts) == len(drawn)
    for chart, finding in zip(charts, drawn, strict=True):
        assert finding.sentence in chart.proto.alt
        answers = [
            answer for answer in (*ANSWERS.values(), HELD_BACK, UNTOLD) if f'"text":"{answer}: ' in chart.proto.spec
        ]
        assert answers == [finding.answer] * bool(finding.evidence.weight)


def test_beside_an_answer_stand_its_base_rate_what_came_since_and_its_editions(visit, text_of):
    told = set()
    for claim in (CASE.argument.claim[name] for name in ("us-still-powerful", "biden-backed-ukraine")):
        text = text_of(visit("claim", id=claim.id))
        (verdict,), (then,) = (CASE.verdicts(as_of, (claim,)) for as_of in (CASE.now, CASE.then))
        for finding, before in zip(verdict.findings, then.findings, strict=True):
            if not has_figures(finding):
                continue
            for words in filter(None, (finding.base_words, finding.since_words)):
                assert f"<p>{escape(words)}</p>" in text
                told.add(words.partition(" ")[0])
            for words in (*editions(finding), *editions(before)):
                assert escape(words) in text
            told.update("later" for one in before.editions if one.published > CASE.then.day)
    assert {"A", "And", "later"} <= told


def test_context_shows_its_figure_and_no_answer(visit):
    claim = next(c for c in CLAIMS if any(not r.weight for r in CASE.argument.evidence_of(c.id)))
    app = visit("claim", id=claim.id)
    (verdict,) = CASE.verdicts(CASE.now, (claim,))
    said = [unescaped(m.value) for m in app.markdown]
    for finding in verdict.findings:
        alone = finding.statement in said
        assert alone == (not finding.evidence.weight)
        assert (f"**{signed(finding.result)}.** {finding.statement}" in said) == (not alone)


def test_the_rule_of_an_awaited_event_shows_its_deadline(visit, text_of):
    assert "<dt>Deadline</dt><dd>17 February 2026</dd>" in text_of(visit("claim", id="us-resource-deal"))


def test_an_unknown_claim_says_so_and_offers_all(visit, text_of):
    app = visit("claim", id="no-such-claim<b>")
    assert app.title[0].value == "There is no such claim"
    assert "no-such-claim<b>" in app.text[0].value
    assert text_of(app).count("claim?id=") == len(CLAIMS)


def test_filters_in_the_address_narrow_the_list(visit, text_of):
    app = visit(topic=CASE.argument.topic["energy"].title)
    shown = [c.id for c in CLAIMS if f"claim?id={c.id}" in text_of(app)]
    assert shown == [c.id for c in CLAIMS if c.topic == "energy"]


@pytest.mark.parametrize(("former", "now"), FORMER.items())
def test_an_address_with_a_former_name_of_a_verdict_shows_the_same_claims(visit, text_of, former, now):
    old, new = visit(verdict=[former, "supported"]), visit(verdict=[now, "supported"])
    assert old.multiselect(key="verdict").value == new.multiselect(key="verdict").value == [now, "supported"]
    assert text_of(old) == text_of(new)


def test_a_verdict_there_never_was_is_no_filter(visit):
    assert visit(verdict=["mixed", "refuted"]).multiselect(key="verdict").value == ["conflicting"]


def test_a_search_shows_the_claims_that_hold_all_its_words(visit, text_of):
    app = visit()
    app.text_input(key="q").set_value("ukraine aid").run()
    shown = {c.id for c in CLAIMS if f'claim?id={c.id}"' in text_of(app)}
    assert shown == {c.id for c in CLAIMS if all(w in f"{c.claim} {c.id}".casefold() for w in ("ukraine", "aid"))}


def test_filters_that_leave_nothing_say_so(visit):
    app = visit()
    app.text_input(key="q").set_value("zeppelin").run()
    assert "No claim matches" in app.info[0].value
    assert not app.get("plotly_chart")


def test_the_method_page_defines_every_measure_check_and_verdict(visit, text_of):
    from verdicts import certainty, checks, measures, rule

    text = text_of(visit("method"))
    for name in (
        *measures.MEASURES,
        *checks.CHECKS,
        *rule.LABELS,
        *(escape(reason.capitalize()) for reason in certainty.REASONS.values()),
    ):
        assert f"<dt>{name.replace('_', ' ')}</dt>" in text
    assert "A worked example" in text


def test_the_example_of_the_method_is_a_claim_in_words_with_each_step_to_its_verdict(visit, text_of):
    text = text_of(visit("method"))
    (claim,) = set(re.findall(r'href="claim\?id=([\w-]+)"', text))
    assert f">{escape(CASE.argument.claim[claim].claim)}</a>" in text
    assert f">{claim}<" not in text
    for term in ("We asked", "Period", "Our line", "Answer", "Verdict"):
        assert f"<dt>{term}</dt>" in text
    assert text.index("One claim, a few tests") < text.index("<dt>We asked</dt>")
    (verdict,) = CASE.verdicts(CASE.now, (CASE.argument.claim[claim],))
    assert verdict.label in ("supported", "contradicted")


def test_the_data_page_has_a_row_for_every_source_the_publisher_first_and_our_copy_last(visit, text_of):
    app = visit("sources")
    assert app.title[0].value == "Data"
    columns, rows = rows_of(text_of(app), "sources")
    assert (columns[0], columns[-1]) == ("Publisher and dataset", "Our copy")
    sources = [CASE.catalog.source[name] for name in {p.source for p in CASE.observations.provenance.values()}]
    assert len(rows) == len(sources)
    shown = {row[0]: row for row in rows}
    for source in sources:
        row = shown[f"{source.publisher} {source.name}"]
        assert all(row)
        assert row[columns.index("Licence")] == source.licence
        assert row[columns.index("Freshness")].startswith("Retrieved ")
        assert f'href="{escape(str(source.url))}"' in text_of(app)


def test_the_data_page_keeps_commands_and_settings_in_the_folded_part_for_the_operator(visit):
    app = visit("sources")
    (operator,) = [e for e in app.expander if e.label == "For whoever runs this server"]
    assert "PLUMBLINE_LIVE" in operator.markdown[0].value
    outside = [*(e.value for e in (*app.caption, *app.title, *app.header)), *(e.proto.body for e in app.get("html"))]
    outside += [e.value for e in app.markdown if e.value != operator.markdown[0].value]
    for words in outside:
        assert not re.search(r"PLUMBLINE_|`|plumbline (refresh|import|ledger)", words)


def test_no_source_is_in_full_until_one_is_chosen(visit, text_of):
    app = visit("sources")
    assert app.selectbox(key="source").value is None
    assert "SHA-256" not in text_of(app)
    assert "SHA-256" in text_of(app.selectbox(key="source").set_value("eia").run())


def test_a_source_in_full_names_its_publisher_first_and_last_where_our_copy_was_found(visit, text_of):
    row = CASE.catalog.source["eia"]
    text = text_of(visit("sources", source=f"{row.publisher}: {row.name}"))
    _, found, rest = text.partition(f"<dt>Publisher</dt><dd>{escape(row.publisher)}</dd>")
    assert found
    repository = CASE.catalog.edition["brent_price"].found_at.split(", ")[0]
    copy = rest.index(f'<dt>Our copy</dt><dd><a href="https://github.com/{repository}"')
    assert rest.index("<dt>Licence</dt>") < rest.index("<dt>Edition</dt>") < copy < rest.index("<dt>Read from</dt>")


def test_beside_a_finding_the_publisher_is_named_before_where_our_copy_was_found(visit, text_of):
    row = CASE.catalog.source["eia"]
    text = text_of(visit("claim", id="perilous-economic-phase"))
    _, found, rest = text.partition(f"<dt>Published by</dt><dd>{escape(row.publisher)}: {escape(row.name)}</dd>")
    assert found
    copy = CASE.catalog.edition["brent_price"].found_at.split(", ")
    repository, commit, file = map(escape, copy)
    assert rest.startswith(f"<dt>Our copy</dt><dd>found on GitHub: {repository}, {commit}, file {file}</dd>")


def test_a_source_says_which_of_its_indicators_are_live_only(visit, text_of):
    row = CASE.catalog.source["yahoo"]
    text = text_of(visit("sources", source=f"{row.publisher}: {row.name}"))
    assert text.count("No figures bundled; live only.") == 6
    assert "<dd>gas_futures, EUR a megawatt-hour</dd>" in text


@pytest.mark.parametrize("source", sorted({p.source for p in CASE.observations.provenance.values()}))
def test_a_source_in_full_shows_citation_licence_and_the_hash_of_each_file(visit, text_of, source):
    row = CASE.catalog.source[source]
    text = text_of(visit("sources", source=f"{row.publisher}: {row.name}"))
    editions = [p.edition for p in CASE.observations.provenance.values() if p.source == source]
    assert escape(row.cited(editions)) in text
    assert escape(row.licence) in text
    for provenance in CASE.observations.provenance.values():
        assert (provenance.sha256 in text and f"<dd>{provenance.indicator}, " in text) == (provenance.source == source)
