"""Every page and every claim, run as a session would run it, without a browser."""

import re
from collections import Counter
from html import escape, unescape
from urllib.parse import urlencode

import pytest
from opened import CASE
from visiting import charts_of, rows_of, unfolded

from charts.captions import source_line
from charts.said import editions
from verdicts.brief import brief
from verdicts.describe import said_of
from verdicts.findings import has_figures
from verdicts.rule import FORMER, SCALE
from verdicts.search import Index
from verdicts.start_here import start_here
from verdicts.summary import Standing, answer_sentence, counted_sentence

CLAIMS = CASE.argument.claims.rows
TOPICS = [t.id for t in CASE.argument.topics.rows]


def unescaped(markdown: str) -> str:
    return re.sub(r"\\(.)", r"\1", markdown)


def test_the_overview_answers_counts_and_lists_every_claim_in_the_order_of_the_article(visit, text_of, listed):
    app = visit()
    text = text_of(app)
    standings = [Standing(a, b) for a, b in zip(*CASE.both_dates(), strict=True)]
    assert unescaped(app.title[0].value) == answer_sentence(standings)
    assert escape(counted_sentence(standings)) in text
    assert f"{CASE.article.about}, {CASE.article.author}, 17 February 2025" in unescape(text)
    assert listed(app) == [c.id for c in CLAIMS]
    labels = Counter(s.now.label for s in standings)
    for label in labels:
        assert f'href="./?{urlencode({"verdict": label})}"' in text
    assert {int(n) for n in re.findall(r"</span> <b>(\d+)</b></a>", text)} == set(labels.values())
    for start in start_here(standings):
        assert f'<p class="of">{start.what}</p><p class="said"><a href="claim?id={start.standing.now.claim.id}"' in text


def test_claims_stand_under_the_heads_of_the_order_that_is_asked_for(visit, text_of, listed):
    heads = {
        "Article": ["Opening", "Section 1"],
        "Topic": [t.title for t in CASE.argument.topics.rows],
        "Verdict": ["Supported", "Leans supported", "Conflicting"],
        "Certainty": ["High certainty", "Moderate certainty"],
    }
    for order, first in heads.items():
        app = visit(order=order)
        found = re.findall(r'<th scope="colgroup" colspan="4">([^<]+)</th>', text_of(app))
        assert found[: len(first)] == [escape(head) for head in first]
        assert sorted(listed(app)) == sorted(c.id for c in CLAIMS)


def test_the_overview_shows_no_notice_when_all_tables_are_sound(visit):
    assert not visit().warning


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_asks_its_question_and_lists_its_claims_with_the_figure_that_matters(visit, text_of, listed, topic):
    app = visit(topic)
    text = text_of(app)
    of_topic = CASE.argument.claims_of(topic)
    assert unescaped(app.title[0].value) == CASE.argument.topic[topic].question
    assert listed(app) == [c.id for c in of_topic]
    for verdict in CASE.verdicts(CASE.now, of_topic):
        scored = verdict.label in SCALE and verdict.deciding
        assert escape(scored.statement if scored else verdict.reason) in text
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert 0 < len(charts) == len(set(charts)) <= 2
    for other in TOPICS:
        assert (f'<a href="{other}"' in text.partition('aria-label="Other topics"')[2]) == (other != topic)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda c: c.id)
def test_a_claim_shows_its_verdicts_the_chart_that_decides_and_all_its_tests(visit, text_of, claim):
    app = visit("claim", id=claim.id)
    text = text_of(app)
    assert f'<p class="said">{escape(said_of(claim))}:</p><h1>{escape(claim.claim)}</h1>' in text
    (then,), (now,) = (CASE.verdicts(as_of, (claim,)) for as_of in (CASE.then, CASE.now))
    tested = any(row.weight for row in CASE.argument.evidence_of(claim.id))
    for verdict in (then, now) if tested else (now,):
        assert f"</span>{verdict.label}</span>" in text
    assert ("It is left out of every score." in text) == (not now.scored)
    for finding in now.findings:
        address = f"claim?id={claim.id}&amp;test={finding.evidence.id}"
        assert text.count(f'<a href="{address}"') == 1
        assert escape(brief(finding)) in text
    # One chart: of the test that decides, or after an event in words that of the heaviest test that has one.
    figures = sorted((f for f in now.findings if has_figures(f)), key=lambda f: -f.evidence.weight)
    drawn = [now.deciding] if now.deciding in figures else figures[:1]
    shown = list(dict.fromkeys([*([now.deciding] if now.deciding else []), *drawn]))
    assert [finding.sentence in chart.proto.alt for finding, chart in zip(drawn, charts_of(app), strict=True)] == [
        True
    ] * len(drawn)
    for finding in drawn:
        assert escape(source_line(finding, CASE.observations, CASE.catalog)) in text
    said = [f"{f.answer}. {f.parts[0]}" if f.evidence.weight else f.parts[0] for f in shown]
    headings = re.findall('<div class="test-head">.*?<h2>(.*?)</h2>', text)
    assert [re.sub("<[^>]+>", "", heading) for heading in headings] == [escape(words) for words in said]
    context = [f for f in (*now.findings, *shown) if not f.evidence.weight]
    assert text.count("Context: shows, does not judge") == len(context)


def test_beside_an_answer_stand_its_base_rate_what_came_since_and_its_editions(visit, text_of):
    told = set()
    for claim in (CASE.argument.claim[name] for name in ("us-still-powerful", "biden-backed-ukraine")):
        (verdict,), (then,) = (CASE.verdicts(as_of, (claim,)) for as_of in (CASE.now, CASE.then))
        for finding, before in zip(verdict.findings, then.findings, strict=True):
            row = finding.evidence.id
            text = text_of(unfolded(visit("claim", id=claim.id, test=row), f"source-{row}"))
            for words in filter(None, (finding.base_words, finding.since_words)):
                assert f"<p>{escape(words)}</p>" in text
                told.add(words.partition(" ")[0])
            for words in (*editions(finding), *editions(before)):
                assert escape(words) in text
            told.update("later" for one in before.editions if one.published > CASE.then.day)
    assert {"A", "And", "later"} <= told


@pytest.mark.parametrize("asked", ["id", "question"])
def test_a_test_in_the_address_is_the_one_shown(visit, text_of, asked):
    row = CASE.argument.evidence_of("us-still-powerful")[2]
    app = visit("claim", id="us-still-powerful", test=getattr(row, asked))
    assert [row.question in chart.proto.alt for chart in charts_of(app)] == [True]
    current = re.findall('<a href="([^"]+)" target="_self" aria-current=true>', text_of(app))
    assert current == [f"claim?id=us-still-powerful&amp;test={row.id}"]


def test_a_test_that_is_none_of_the_claim_leaves_the_one_that_decides(visit):
    plain, other = visit("claim", id="us-still-powerful"), visit("claim", id="us-still-powerful", test="nope")
    assert other.get("plotly_chart")[0].proto.alt == plain.get("plotly_chart")[0].proto.alt


def test_the_claims_before_and_after_are_linked_and_keep_the_view(visit, text_of):
    text = text_of(visit("claim", id=CLAIMS[1].id, view="Verdict over time"))
    for words, number in (("Previous claim, 1", 0), ("Next claim, 3", 2)):
        address = f"claim?id={CLAIMS[number].id}&amp;view=Verdict+over+time"
        assert f'<a href="{address}" target="_self" aria-label="{words}"' in text
    assert "Previous claim" not in text_of(visit("claim", id=CLAIMS[0].id))


def test_a_claim_that_is_not_scored_leads_on_to_claims_near_it_that_are(visit, text_of):
    opinion = next(c for c in CLAIMS if c.kind == "judgement" and CASE.argument.evidence_of(c.id))
    text = text_of(visit("claim", id=opinion.id))
    assert escape(opinion.caveat) in text
    assert "How sure is this?" not in text
    assert "No verdict, no certainty." in text
    near = text.partition("What can be tested nearby")[2].partition("Why it matters to the argument")[0]
    found = re.findall('claim\\?id=([^"]+)"', near)
    scored = {v.claim.id for v in CASE.verdicts(CASE.now) if v.certainty}
    assert 1 <= len(found) <= 3
    assert set(found) <= scored
    assert {CASE.argument.claim[name].topic for name in found} == {opinion.topic}


def test_the_rule_of_an_awaited_event_shows_its_deadline(visit, text_of):
    row = CASE.argument.evidence_of("us-resource-deal")[0].id
    app = unfolded(visit("claim", id="us-resource-deal"), f"works-{row}")
    assert "<dt>Deadline</dt><dd>17 February 2026</dd>" in text_of(app)


def test_an_unknown_claim_says_so_and_offers_all(visit, text_of):
    app = visit("claim", id="no-such-claim<b>")
    assert app.title[0].value == "There is no such claim"
    assert "no-such-claim<b>" in app.text[0].value
    assert text_of(app).count("claim?id=") == len(CLAIMS)


@pytest.mark.parametrize("word", ["energy", "Energy and resources", "ENERGY"])
def test_a_topic_in_the_address_by_id_or_title_narrows_the_list(visit, listed, word):
    app = visit(topic=word)
    assert listed(app) == [c.id for c in CLAIMS if c.topic == "energy"]
    assert not any("Not used from the address" in caption.value for caption in app.caption)


def test_filters_in_the_address_narrow_the_list_together(visit, listed):
    app = visit(certainty=["high"], kind="fact", moved="false", verdict=["supported", "leans supported"])
    found = {v.claim.id: v for v in CASE.verdicts(CASE.now)}
    wanted = [c.id for c in CLAIMS if c.kind == "fact" and (of := found[c.id].certainty) and of.degree == "high"]
    assert listed(app) == wanted


@pytest.mark.parametrize(("former", "now"), FORMER.items())
def test_an_address_with_a_former_name_of_a_verdict_shows_the_same_claims(visit, text_of, former, now):
    old, new = visit(verdict=[former, "supported"]), visit(verdict=[now, "supported"])
    assert old.multiselect(key="verdict").value == new.multiselect(key="verdict").value == [now, "supported"]
    assert text_of(old) == text_of(new)


def test_what_is_no_filter_is_dropped_with_a_word(visit, listed):
    app = visit(verdict=["mixed", "refuted"], topic="<b>weather</b>", order="size")
    assert app.multiselect(key="verdict").value == ["conflicting"]
    said = unescaped(app.caption[0].value)
    assert said == "Not used from the address, because it names no filter here: <b>weather</b>, refuted, size."
    assert listed(app)


def test_a_search_shows_what_it_finds_the_best_first(visit, listed):
    app = visit()
    app.text_input(key="q").set_value("oil price").run()
    assert listed(app) == list(Index(CASE.argument, CASE.catalog).find("oil price").claims)


def test_links_to_claims_carry_the_choices_that_lead_back(visit, text_of):
    text = text_of(visit(q="Ukrane", verdict="supported"))
    assert "is read as \N{LEFT DOUBLE QUOTATION MARK}ukraine\N{RIGHT DOUBLE QUOTATION MARK}." in text
    assert 'href="claim?id=conflicts-persist-ukraine&amp;q=Ukrane&amp;verdict=supported"' in text
    assert '<a href="./" target="_self">Clear all filters</a>' in text


def test_filters_that_leave_nothing_say_so_and_name_the_nearest(visit, text_of, listed):
    app = visit()
    app.text_input(key="q").set_value("zeppelin <b>").run()
    assert "No claim matches" in app.info[0].value
    assert not listed(app)
    app.text_input(key="q").set_value("afghan zeppelin <b>").run()
    assert "Nearest to \N{LEFT DOUBLE QUOTATION MARK}afghan zeppelin &lt;b&gt;" in text_of(app)
    assert '<li><a href="claim?id=afghanistan-parallel' in text_of(app)


def test_the_board_has_a_link_with_its_words_for_each_claim(visit, text_of, listed):
    app = visit(look="Board")
    assert sorted(listed(app)) == sorted(c.id for c in CLAIMS)
    text = unescape(text_of(app))
    for claim in CLAIMS:
        assert f'aria-label="{claim.claim} ' in text


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
    claim = "perilous-economic-phase"
    test = next(test.id for test in CASE.argument.evidence_of(claim) if test.indicator == "brent_price")
    text = text_of(unfolded(visit("claim", id=claim, test=test), f"source-{test}"))
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
