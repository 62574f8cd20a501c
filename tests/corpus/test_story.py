"""Whose copy it is, on the seeds and on invented stories that no threshold was chosen by."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import made_stories as made
import pytest
from support.default import default_config

from tui.config import demo_folder
from tui.corpus.library import Library
from tui.corpus.story.cues import CueReader
from tui.corpus.story.evidence import evidence
from tui.corpus.story.story import find_stories
from tui.corpus.story.verdicts import Judgement
from tui.text import align, read_article
from tui.text.article.read import clean
from tui.text.model import Credit, Evidence
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.corpus.story.story import Story, Verdict
    from tui.text.model import Alignment, Article

CONFIG = default_config()
WITHOUT_DATELINE = tuple(text.partition("(AP) — ")[2] or text for text in made.AGENCY)
AP = made.article("ap.txt", made.AGENCY, credit="AP")
REUTERS = made.article("reuters.txt", made.OTHER_AGENCY, credit="Reuters")


def aligned(left: Article, right: Article) -> Alignment:
    return align(left, right, CONFIG)


def stories(*articles: Article) -> tuple[Story, ...]:
    return find_stories(articles, aligned, CONFIG)


def verdicts(*articles: Article) -> dict[str, Verdict]:
    return {verdict.path: verdict for story in stories(*articles) for verdict in story.verdicts}


@pytest.fixture(scope="module")
def seeds() -> Story:
    library = Library([demo_folder()], CONFIG)
    (story,) = find_stories(library.articles(), library.align, CONFIG)
    return story


def test_seeds_are_one_story_with_ap_as_its_source(seeds: Story) -> None:
    assert seeds.source is not None
    assert Path(seeds.source).name.startswith("003")
    assert seeds.service == "AP"
    kinds = {Path(verdict.path).name[:3]: verdict.kind for verdict in seeds.verdicts}
    assert kinds == {
        "000": "no-match",
        "001": "part-copy",
        "002": "uncredited-copy",
        "003": "credited-copy",
        "004": "no-match",
    }


def test_seeds_verdicts_in_words(seeds: Story) -> None:
    lines = {Path(verdict.path).name[:3]: verdict.line for verdict in seeds.verdicts}
    assert lines == {
        "000": "no match in these pages",
        "001": "No credit: part AP, part Reuters, reworded, shortened",
        "002": "No credit: AP copy, reworded",
        "003": "AP copy, credited",
        "004": "no match in these pages, with AFP material",
    }


def test_seeds_show_their_evidence(seeds: Story) -> None:
    found = {Path(verdict.path).name[:3]: verdict for verdict in seeds.verdicts}
    assert found["003"].truncated
    assert not any(found[seed].truncated for seed in ("000", "001", "002", "004"))
    said = {seed: " ".join(verdict.evidence) for seed, verdict in found.items()}
    assert "RIYADH, Saudi Arabia —" in said["003"]
    assert "“told Reuters”" in said["001"]
    assert "“told The Associated Press” (line 3) mentions AP, but is not a credit" in said["002"]
    assert "AFP contributed" in said["004"]


def test_credited_whole_copy() -> None:
    found = verdicts(AP, made.article("copy.txt", WITHOUT_DATELINE, credit="AP"))
    assert found["copy.txt"].kind == "credited-copy"
    assert found["copy.txt"].line == "AP copy, credited"
    assert found["copy.txt"].share_from_source == 1.0


def test_uncredited_cut_copy_is_truncated() -> None:
    found = verdicts(AP, made.article("cut.txt", WITHOUT_DATELINE[:7]))["cut.txt"]
    assert (found.kind, found.line) == ("uncredited-copy", "No credit: AP copy")
    assert found.truncated
    assert 0.5 < found.source_share_found < 0.65


def test_reworded_copy() -> None:
    found = verdicts(AP, made.article("reworded.txt", made.REWORDED))["reworded.txt"]
    assert found.kind == "uncredited-copy"
    assert "reworded" in found.line
    assert found.derivation is not None
    assert found.derivation.derived == "wholly"
    assert found.derivation.verbatim < 0.3


def test_own_report_with_the_same_quotations_is_no_copy() -> None:
    (story,) = stories(AP, made.article("own.txt", made.OWN))
    own = story.verdicts[1]
    assert (own.kind, own.line) == ("no-match", "shares only quotations with ap")
    assert own.derivation is not None
    assert own.derivation.basis < 0.2
    # The share is that of all that stands in both; the evidence says what of it is no copy.
    assert own.derivation.only_quoted > 0
    assert any("only a quotation; not counted as copied" in said for said in own.evidence)


def test_everybody_who_was_there_has_the_same_quotations() -> None:
    agency = made.article("ap.txt", made.PRESS_AGENCY, credit="AP")
    own = made.article("own.txt", made.PRESS_OWN)
    cut = made.article("cut.txt", made.PRESS_AGENCY[:7])
    found = verdicts(agency, own, cut)
    assert found["own.txt"].kind == "no-match"
    assert found["own.txt"].share_from_source > 0.3
    assert found["own.txt"].line == "shares only quotations with ap"
    assert found["cut.txt"].kind == "uncredited-copy"


def test_material_from_a_service_does_not_make_its_copy() -> None:
    contributed = made.article("own.txt", made.OWN, credit="AP", rule="wire-contribution")
    found = verdicts(AP, contributed)["own.txt"]
    said = "shares only quotations with ap, with AP material"
    assert (found.kind, found.line) == ("no-match", said)


def test_contributions_are_frames_that_there_are() -> None:
    frames = {frame.name for frame in CONFIG.wire_services.frames}
    assert frames.issuperset(CONFIG.story.contributions)


def test_two_services_mixed() -> None:
    mixed = made.article("mixed.txt", WITHOUT_DATELINE[:6] + made.OTHER_AGENCY[:4])
    found = verdicts(AP, REUTERS, mixed)["mixed.txt"]
    assert found.kind == "part-copy"
    assert found.line == "No credit: part AP, part Reuters"


def test_the_rest_of_a_part_copy_is_own_only_where_the_page_shows_it() -> None:
    half = WITHOUT_DATELINE[:4] + made.OWN[3:]
    sign = ("Two of them told this newspaper that the yard had known of it since the spring.",)
    found = verdicts(AP, made.article("half.txt", half), made.article("own.txt", half + sign))
    assert (found["half.txt"].kind, found["own.txt"].kind) == ("part-copy", "part-copy")
    assert found["half.txt"].line == "No credit: part AP, part unmatched"
    assert found["own.txt"].line == "No credit: part AP, part own"


def test_shared_text_without_a_source_among_the_pages() -> None:
    (story,) = stories(
        made.article("one.txt", WITHOUT_DATELINE),
        made.article("other.txt", (*WITHOUT_DATELINE[:11], made.UNRELATED[3])),
    )
    assert (story.source, story.service) == (None, None)
    assert {verdict.kind for verdict in story.verdicts} == {"shared"}
    assert story.verdicts[0].line == "shares text with other; unclear which came first"
    for verdict in story.verdicts:
        said = " ".join(verdict.evidence)
        assert "is shared." in said
        assert not any(word in said for word in ("copied", "derived"))


def test_an_earlier_date_and_a_byline_do_not_show_whose_text_it_is() -> None:
    """A paper that put its own name over an agency's text the day before has both."""
    first = made.article("first.txt", WITHOUT_DATELINE, byline="By Ada Lund", date="2025-01-01")
    copy = made.article("copy.txt", WITHOUT_DATELINE[:8], date="2025-01-02")
    (story,) = stories(copy, first)
    assert story.source is None
    found = {verdict.path: verdict for verdict in story.verdicts}
    assert {verdict.kind for verdict in story.verdicts} == {"shared"}
    assert found["copy.txt"].line == "shares text with first, dated earlier; unclear whose it is"
    assert found["first.txt"].line.startswith("shares text with copy, dated later")


def test_what_a_paper_found_out_itself_shows_whose_text_it_is() -> None:
    told = "The crane drivers would go first, one of them told this newspaper before dawn."
    first = made.article("first.txt", (*WITHOUT_DATELINE, told), date="2025-01-01")
    reworded = told.replace("this newspaper", "the Velmar Echo")
    copy = made.article("copy.txt", (*WITHOUT_DATELINE[:8], reworded), date="2025-01-02")
    (story,) = stories(copy, first)
    assert (story.source, story.service) == ("first.txt", None)
    assert {verdict.path: verdict.kind for verdict in story.verdicts} == {
        "first.txt": "own",
        "copy.txt": "uncredited-copy",
    }
    assert story.verdicts[0].line == "No credit: copy of first"


def test_own_work_beside_a_text_does_not_show_whose_that_is() -> None:
    told = "Nobody slept, the widow of a docker told this newspaper in her kitchen on Sunday."
    one = made.article("one.txt", (*WITHOUT_DATELINE, told, *made.UNRELATED[:2]))
    other = made.article("other.txt", WITHOUT_DATELINE)
    (story,) = stories(one, other)
    assert {verdict.kind for verdict in story.verdicts} == {"shared"}


def test_a_tail_that_the_source_lacks_is_not_own_reporting() -> None:
    cut = made.article("ap.txt", made.AGENCY[:7], credit="AP")
    full = made.article("full.txt", WITHOUT_DATELINE)
    found = verdicts(cut, full)
    assert found["ap.txt"].truncated
    assert found["full.txt"].kind == "uncredited-copy"
    assert found["full.txt"].share_from_source < 0.75
    assert any("not counted as own reporting" in said for said in found["full.txt"].evidence)


def test_what_follows_a_cut_source_is_found_in_a_fuller_copy() -> None:
    cut = made.article("ap.txt", made.AGENCY[:7], credit="AP")
    full = made.article("full.txt", WITHOUT_DATELINE)
    reworded = made.article("reworded.txt", made.REWORDED)
    assert verdicts(cut, full, reworded)["reworded.txt"].kind == "uncredited-copy"


def test_unrelated_articles_are_stories_of_their_own() -> None:
    found = stories(
        AP,
        made.article("painting.txt", made.UNRELATED),
        made.article("damm.txt", made.GERMAN, credit="dpa"),
        made.article("damm-kurz.txt", made.GERMAN[1:5]),
        made.article("cut.txt", WITHOUT_DATELINE[:7]),
    )
    paths = [[verdict.path for verdict in story.verdicts] for story in found]
    assert paths == [["ap.txt", "cut.txt"], ["painting.txt"], ["damm.txt", "damm-kurz.txt"]]
    assert [story.source for story in found] == ["ap.txt", None, "damm.txt"]
    assert found[1].verdicts[0].kind == "no-match"
    assert found[2].verdicts[1].line == "No credit: dpa copy"


def test_two_services_credited_with_one_text_is_unclear() -> None:
    (story,) = stories(AP, made.article("other.txt", WITHOUT_DATELINE, credit="Reuters"))
    assert {verdict.kind for verdict in story.verdicts} == {"unclear"}
    assert story.source is None


def test_a_credit_that_the_text_belies_is_unclear() -> None:
    found = verdicts(AP, made.article("own.txt", made.OWN, credit="AP"))["own.txt"]
    assert (found.kind, found.line) == ("unclear", "can't tell")
    assert found.evidence[0].startswith("Can't tell: it credits AP")


def test_one_pasted_paragraph_is_unclear() -> None:
    pasted = made.article("own.txt", (*made.OWN, made.AGENCY[8]))
    found = verdicts(AP, pasted)["own.txt"]
    assert found.kind == "unclear"
    assert "word for word" in found.evidence[0]


def test_the_order_of_the_articles_changes_nothing() -> None:
    articles = (
        AP,
        REUTERS,
        made.article("own.txt", made.OWN),
        made.article("reworded.txt", made.REWORDED),
        made.article("mixed.txt", WITHOUT_DATELINE[:6] + made.OTHER_AGENCY[:4]),
    )
    expected = verdicts(*articles)
    for order in list(permutations(articles))[::17]:
        assert verdicts(*order) == expected


def test_progress_reaches_every_article() -> None:
    told: list[tuple[int, int]] = []
    articles = [AP, made.article("painting.txt", made.UNRELATED)]
    find_stories(articles, aligned, CONFIG, lambda done, of: told.append((done, of)))
    assert told[-1] == (2, 2)
    assert told == sorted(told)
    assert {done for done, _ in told} == {0, 1, 2}


def test_what_progress_raises_ends_the_work_before_anything_is_aligned() -> None:
    class StopError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        raise StopError

    def never(left: Article, right: Article) -> Alignment:
        raise AssertionError("nothing is to be aligned any more")

    with pytest.raises(StopError):
        find_stories([AP, made.article("reworded.txt", made.REWORDED)], never, CONFIG, stop)


def test_many_articles_are_not_aligned_pair_by_pair() -> None:
    asked: list[tuple[str, str]] = []

    def counted(left: Article, right: Article) -> Alignment:
        asked.append((left.path, right.path))
        return align(left, right, CONFIG)

    copies = [
        made.article(f"{number}.txt", WITHOUT_DATELINE[: 5 + number % 8]) for number in range(60)
    ]
    (story,) = find_stories([*copies, AP], counted, CONFIG)
    assert {verdict.kind for verdict in story.verdicts} == {"credited-copy", "uncredited-copy"}
    assert len(asked) < 3 * len(copies)


def test_no_article_and_empty_articles() -> None:
    assert stories() == ()
    empty = [made.article(f"{number}.txt", ()) for number in range(2)]
    assert [len(story.verdicts) for story in stories(*empty)] == [1, 1]


INTERVIEWS = (
    "“My father worked that crane before it had a number, and I meant to leave my helmet to my "
    "daughter some day,” said Rolf Eide, 52, who heard of the walkout on the bus.",
    "“We signed for the house in March,” said Dana Ruud, a lasher. “I called the bank before I "
    "called my mother, and they let me wait for forty minutes.”",
    "Across the road the cook, Pat Dorsen, had counted nine plates at noon. “I can run this place "
    "on half until Christmas, and then I am done,” she said.",
)


def test_interviews_below_a_whole_agency_text_are_own() -> None:
    agency = made.article("ap.txt", made.AGENCY[:6], credit="AP")
    paper = made.article("paper.txt", WITHOUT_DATELINE[:6] + INTERVIEWS)
    found = verdicts(agency, paper)
    assert found["paper.txt"].line == "No credit: part AP, part own"
    assert not found["ap.txt"].truncated


def test_an_ending_that_names_nobody_from_before_is_own() -> None:
    ending = (
        "In Fresno, where one yard in three is brown, Luz Ortega has hired two men and ordered "
        "agaves by the truckload since Friday.",
        "Eleven people at the Tower Nursery inspect what half a million have; its head would "
        "rather do it with the drones that were bought for pools.",
        "Carlos Vega denies that any of this has to do with the capital; it is the time of year, "
        "he says, and the agaves cost 19 dollars.",
    )
    agency = made.article("ap.txt", made.AGENCY[:5], credit="AP")
    found = verdicts(agency, made.article("paper.txt", WITHOUT_DATELINE[:5] + ending))
    assert found["paper.txt"].kind == "part-copy"


QUAKES = (
    (
        "LIMA, Peru (AP) — A strong earthquake shook southern Peru early Tuesday, but there were "
        "no immediate reports of serious damage or injuries, authorities said.",
        "The U.S. Geological Survey said the quake had a preliminary magnitude of 6.3 and was "
        "centered 35 kilometers south of the town of Acari, at a depth of 28 kilometers.",
        "Residents of Arequipa ran into the streets and stayed there for hours, local media "
        "reported. Power was out in parts of the city.",
        "Peru lies on the so-called Ring of Fire around the Pacific, where most of the world's "
        "earthquakes occur.",
    ),
    (
        "A strong earthquake rattled Indonesia's Sumatra island on Friday night, but there were "
        "no immediate reports of serious damage or injuries, officials said.",
        "The U.S. Geological Survey said the quake had a magnitude of 6.0 and was centered 44 "
        "kilometers west of the city of Bengkulu, at a depth of 41 kilometers.",
        "Patients were carried out of a hospital in Bengkulu, local television reported. Several "
        "houses were cracked.",
        "Indonesia lies on the so-called Ring of Fire around the Pacific, where most of the "
        "world's earthquakes occur.",
    ),
)
BICYCLES = (
    (
        "Regensburg (dpa) - Eine 23 Jahre alte Radfahrerin ist am Donnerstagmorgen bei einem "
        "Zusammenstoß mit einem Lieferwagen leicht verletzt worden.",
        "Nach Angaben der Polizei wollte ein 47-jähriger Fahrer von der Prüfeninger Straße nach "
        "links abbiegen und übersah dabei die Radfahrerin.",
        "Der Sachschaden wird auf rund 2500 Euro geschätzt. Die Polizei sucht Zeugen, die den "
        "Unfall gesehen haben.",
    ),
    (
        "Ein 54 Jahre alter Radfahrer ist am Montagabend bei einem Zusammenstoß mit einem Auto "
        "in Moosach schwer verletzt worden.",
        "Nach Angaben der Polizei wollte eine 31-jährige Fahrerin von der Dachauer Straße nach "
        "rechts abbiegen und übersah dabei den Radfahrer.",
        "Der Sachschaden wird auf rund 5000 Euro geschätzt. Die Polizei sucht Zeugen, die den "
        "Unfall beobachtet haben.",
    ),
)


STORMS = (
    (
        "(AFP) - Météo-France a placé lundi huit départements du Sud-Ouest en vigilance orange "
        "aux orages, de 16H00 à 23H00.",
        "Des rafales de 90 à 110 km/h et des chutes de grêle sont attendues, en particulier dans "
        "le Gers et les Landes.",
        "Les cumuls de pluie pourront atteindre 40 à 60 mm en peu de temps, précise l'organisme.",
        "Météo-France appelle à éviter les déplacements et à s'abriter hors des zones boisées.",
    ),
    (
        "Météo-France a placé jeudi onze départements de l'Est en vigilance orange aux orages, "
        "de 14H00 à 22H00.",
        "Des rafales de 80 à 100 km/h et de fortes chutes de grêle sont attendues, en particulier "
        "dans le Doubs et le Jura.",
        "Les cumuls de pluie pourront atteindre 30 à 50 mm en peu de temps, précise l'organisme.",
        "Météo-France appelle à éviter les déplacements et à s'abriter hors des zones boisées.",
    ),
)


@pytest.mark.parametrize(
    ("reports", "service"), [(QUAKES, "AP"), (BICYCLES, "dpa"), (STORMS, "AFP")]
)
def test_two_events_in_the_same_formulas_are_no_copy(
    reports: tuple[tuple[str, ...], tuple[str, ...]], service: str
) -> None:
    agency = made.article("agency.txt", reports[0], credit=service)
    found = stories(agency, made.article("paper.txt", reports[1]))
    assert [verdict.kind for story in found for verdict in story.verdicts] == ["no-match"] * 2
    assert len(found) == 2


def test_formulas_with_the_same_facts_are_copy() -> None:
    agency = made.article("agency.txt", QUAKES[0], credit="AP")
    paper = made.article("paper.txt", (QUAKES[0][0].partition("— ")[2], *QUAKES[0][1:]))
    assert verdicts(agency, paper)["paper.txt"].kind == "uncredited-copy"


def test_a_paper_that_retells_another_s_findings_and_says_so_shares_no_text() -> None:
    found = made.article(
        "found.txt",
        (
            "Environment minister Gordon Sallow owned shares in a quarry company while his "
            "department decided on its licence, the Harbour Gazette has learned.",
            "Company filings seen by the Gazette list Sallow as the holder of 12,500 shares in "
            "Stonegate Aggregates until 30 November, nine days after the licence was signed.",
            "Asked by the Gazette, Sallow said that he had forgotten the shares existed.",
            "Villagers at Hollin Edge have fought the plan for four million tonnes of limestone.",
            "It explains a great deal, said Wendy Sharrock, who keeps the records of meetings.",
        ),
    )
    cites = made.article(
        "cites.txt",
        (
            "Opposition politicians called for the resignation of environment minister Gordon "
            "Sallow after the Harbour Gazette reported that he had owned shares in a quarry.",
            "According to the newspaper, he held 12,500 shares in Stonegate Aggregates until "
            "nine days after the licence was given to the company.",
            "Sallow told the Gazette that he had forgotten about the shares.",
            "Prime minister Edwin Hale will answer questions in the chamber on Wednesday.",
            "Karen Ogilvie of the Greens called for an inquiry into all licences of this year.",
        ),
    )
    kinds = {path: verdict.kind for path, verdict in verdicts(found, cites).items()}
    assert kinds == {"found.txt": "own", "cites.txt": "no-match"}


RULING = (
    "A court in Accra sentenced the former head of the cocoa board to 12 years in prison on "
    "Wednesday for defrauding the state of $61 million.",
    "Kwabena Osei-Tutu, 63, showed no emotion as Judge Efua Mensah read out the verdict in a "
    "packed courtroom. His lawyers said they would appeal.",
    "Prosecutors said Osei-Tutu had awarded contracts for 14,000 tonnes of fertiliser to a company "
    "in which his brother-in-law held shares, and that more than half was never delivered.",
    "Two other defendants, a former finance director and the company's chief executive, were "
    "jailed for seven and nine years. A fourth was acquitted.",
    "The board sets the price that is paid to some 800,000 farmers. It has debts of more than 30 "
    "billion cedis and a harvest that fell to its lowest in more than two decades.",
    "Anti-corruption group Clean Ledger said it was the first time that a former head of a "
    "state-owned company had been given a prison term of more than ten years.",
)
RETOLD = (
    "The man who once ran Ghana's cocoa industry is going to jail. A judge in Accra gave Kwabena "
    "Osei-Tutu a dozen years behind bars for cheating the public purse out of $61m.",
    "The 63-year-old stayed calm while Judge Efua Mensah delivered her decision before a full "
    "gallery. An appeal is planned, his legal team said.",
    "He was found to have handed deals for 14,000 tonnes of fertiliser to a firm part-owned by the "
    "brother of his wife. Most of the goods never turned up, the prosecution argued.",
    "Also convicted were the board's one-time head of finance, who got seven years, and the "
    "fertiliser firm's boss, who got nine. One accused walked free.",
    "It fixes what around 800,000 growers are paid, owes upwards of 30bn cedis and has just come "
    "through its poorest crop in over 20 years.",
    "Campaigners at Clean Ledger said no ex-boss of a state enterprise had ever been locked up for "
    "over a decade before.",
)


def test_of_a_text_told_again_in_other_words_nobody_can_tell() -> None:
    court = made.article("court.txt", RULING, credit="Reuters")
    told = verdicts(court, made.article("told.txt", RETOLD))["told.txt"]
    assert told.kind == "unclear"
    assert "say the same as court" in told.evidence[0]
    credited = verdicts(court, made.article("told.txt", RETOLD, credit="AP"))["told.txt"]
    assert credited.kind == "no-match"
    few = verdicts(court, made.article("told.txt", (*RETOLD[:3], *made.AGENCY)))["told.txt"]
    assert few.kind == "no-match"


def test_a_photo_credit_is_named_as_what_it_is(tmp_path: Path) -> None:
    text = ["A sheep on the roof", "A sheep stood on the roof of the school in Ennor all night."]
    text += ["The caretaker heard it at six in the morning, and thought it was the heating."]
    page = tmp_path / "page.txt"
    page.write_text("\n\n".join([*text, "Photo: AP"]) + "\n", "utf-8")
    (verdict,) = verdicts(read_article(page, CONFIG)).values()
    assert verdict.kind == "no-match"
    assert "Credits AP for a photo only: “Photo: AP” (line 7)." in verdict.evidence


def test_a_page_that_credits_two_services_stands_for_neither() -> None:
    second = (*made.AGENCY[:8], *made.OTHER_AGENCY[:4])
    line = Evidence((1, 1), "wire-byline", "AP/Reuters")
    both = replace(made.article("both.txt", second, credit="AP"), credit=Credit("AP", (line,)))
    found = verdicts(both, AP, REUTERS)
    assert found["ap.txt"].kind == "credited-copy"
    assert found["ap.txt"].compared_with is None
    assert found["both.txt"].compared_with == "ap.txt"


def test_a_byline_with_a_stroke_credits_what_is_known_to_be_the_service_s(tmp_path: Path) -> None:
    def page(name: str, *above: str) -> Article:
        text = "\n\n".join(["The old bridge of Velmar", *above, *WITHOUT_DATELINE])
        (tmp_path / name).write_text(f"{text}\n")
        return read_article(tmp_path / name, CONFIG)

    full = page("full.txt", "Text: Ada Lund/AP")
    assert full.credit is not None
    signed, caption = page("signed.txt", "Ada Lund/AP"), "The port of Velmar at dawn, seen from"
    pictured = page("pictured.txt", f"{caption} the old bridge.", "Ada Lund/AP", "By Kit Moss")
    assert signed.credit is None
    found = {Path(path).stem: verdict for path, verdict in verdicts(full, signed, pictured).items()}
    assert found["signed"].kind == "credited-copy"
    assert found["pictured"].kind == "uncredited-copy"
    assert found["signed"].credited
    assert any("Its byline credits AP: “Ada Lund/AP”" in one for one in found["signed"].evidence)
    assert "Credits no wire service." not in found["signed"].evidence


STATEMENT = (
    "“It is with the deepest sadness that we say that our chairman died at home this morning, "
    "with his family around him.",
    "“He gave 41 years to this club, from the turnstiles to the boardroom, and never missed a "
    "game when there was room on the terrace.",
    "“There will be a minute's applause before the match on Saturday. We ask that the family be "
    "left in peace.”",
)


def test_a_statement_that_everybody_prints_is_nobody_s_copy() -> None:
    service = made.article(
        "service.txt",
        (
            "The chairman of Velmar Rovers, Denis Hart, who made his fortune in caravans, has died "
            "at 79, the club said.",
            *STATEMENT,
            "He was honoured in 2016 for what he did for the apprentices of the port.",
        ),
        credit="AP",
    )
    paper = made.article("paper.txt", ("Velmar Rovers lost Denis Hart on Friday.", *STATEMENT))
    found = verdicts(service, paper)["paper.txt"]
    assert found.kind == "unclear"
    assert found.evidence[0].startswith("Can't tell: what it has in common with service is a quot")


def test_a_little_of_a_text_without_a_long_run_accuses_nobody() -> None:
    agency = made.article(
        "agency.txt",
        (
            "Police who look for a fibreglass prawn that was stolen from the roof of a restaurant "
            "in Velmar have found it in a paddling pool 70 miles away.",
            "The prawn, named Susan and worth 4,000 crowns, vanished on the night of June 7 with "
            "its bolts neatly stacked beside the plinth, the police said.",
            "Officers were called to a garden in Osterby on Thursday after a neighbour had "
            "complained of a party that had gone on for three days.",
            "Nobody was arrested. The prawn is to be returned by lorry on Monday.",
        ),
        credit="PA",
    )
    paper = made.article(
        "paper.txt",
        (
            "They had bunting up in Pier Road by nine, and by ten there was a brass band. At "
            "eleven, strapped to a lorry and still wearing a veil, Susan came home.",
            "The prawn vanished from the roof of a restaurant on the night of June 7. It was found "
            "in a paddling pool in Osterby on Thursday.",
            "Children sang a song about mountains. The mayor gave a short speech and was drowned "
            "out by the gulls, which had come in numbers.",
            "Who took it nobody knows. The bolts were stacked so neatly that Kit Moss, who owns "
            "the restaurant, suspects an engineer.",
        ),
    )
    found = verdicts(agency, paper)["paper.txt"]
    assert found.kind == "unclear"
    assert found.evidence[0].startswith("Can't tell: less than half of it is in agency")


def test_the_fullest_signed_page_stands_for_the_service_s_text(tmp_path: Path) -> None:
    def page(name: str, above: tuple[str, ...], text: tuple[str, ...]) -> Article:
        lines = "\n\n".join(["The old bridge of Velmar", *above, *text])
        (tmp_path / name).write_text(f"{lines}\n")
        return read_article(tmp_path / name, CONFIG)

    signed = page("signed.txt", ("Ada Lund/AP",), WITHOUT_DATELINE)
    cut = page("cut.txt", ("Text: Ada Lund/AP",), WITHOUT_DATELINE[:5])
    found = {Path(path).stem: verdict for path, verdict in verdicts(signed, cut).items()}
    assert found["signed"].kind == "credited-copy"
    assert found["cut"].compared_with == str(tmp_path / "signed.txt")


def test_of_pages_that_share_the_same_the_earlier_stands_for_the_service() -> None:
    paper = replace(made.article("a.txt", made.AGENCY[:6], credit="AP"), date="2026-04-09")
    wire = replace(made.article("b.txt", made.AGENCY, credit="AP"), date="2026-04-08")
    found = verdicts(paper, wire)
    assert found["a.txt"].compared_with == "b.txt"
    assert any(
        "it credits AP, and the others are checked" in said for said in found["b.txt"].evidence
    )


def test_of_pages_that_share_the_same_without_dates_the_longer_stands_for_the_service() -> None:
    paper = replace(made.article("a.txt", made.AGENCY[:6], credit="AP"), date="2026-04-09")
    wire = made.article("b.txt", made.AGENCY, credit="AP")
    assert verdicts(paper, wire)["a.txt"].compared_with == "b.txt"


def test_a_headline_that_begins_with_the_service_credits_what_is_known_to_be_its_text() -> None:
    def page(name: str, headline: str) -> Article:
        lines = (headline, "The Velmar Echo", *WITHOUT_DATELINE)
        return clean(page_from_bytes("\n\n".join(lines).encode(), name), CONFIG)

    copy = page("copy.txt", "AP: Dockers walk out of the port")
    other = page("other.txt", "Reuters: Dockers walk out of the port")
    assert copy.credit is None
    found = {one.path: one for story in stories(AP, copy, other) for one in story.verdicts}
    assert (found["copy.txt"].kind, found["copy.txt"].credited) == ("credited-copy", True)
    said = "Its headline credits AP: “AP: Dockers walk out of the port” (line 1)."
    assert said in found["copy.txt"].evidence
    assert not found["other.txt"].credited
    assert stories(copy)[0].verdicts[0].service is None


def test_who_credits_agencies_without_naming_one_is_not_accused() -> None:
    lines = ("Dockers walk out of the port", "Staff and agencies", *WITHOUT_DATELINE)
    page = page_from_bytes("\n\n".join(lines).encode(), "copy.txt")
    copy = clean(page, CONFIG)
    verdict = {one.path: one for story in stories(AP, copy) for one in story.verdicts}["copy.txt"]
    assert (verdict.kind, verdict.credited) == ("credited-copy", True)
    assert "Credits wire services, none by name: “Staff and agencies” (line 3)." in verdict.evidence
    alone = stories(copy)[0].verdicts[0]
    assert (alone.kind, alone.evidence[0]) == ("no-match", verdict.evidence[0])


@pytest.mark.parametrize(
    ("end", "says"),
    [
        (" The strike goes on. (ag)", True),
        (" The plan was drawn up by both sides (ministries and agencies)", False),
    ],
)
def test_agencies_are_credited_in_brackets_behind_the_last_sentence(end: str, says: bool) -> None:
    lines = ("Dockers walk out of the port", *WITHOUT_DATELINE[:-1], WITHOUT_DATELINE[-1] + end)
    copy = clean(page_from_bytes("\n\n".join(lines).encode(), "copy.txt"), CONFIG)
    evidence = stories(copy)[0].verdicts[0].evidence
    assert any("none by name" in one for one in evidence) == says


PICKED_UP = (
    "A bill of 11,800 crowns for a gutter that was never hung lay at the bottom of a box, where "
    "the bookkeeper Per Lanz found it, the Valley Gazette has learned.",
    "In three years the council paid 212,000 crowns to a firm in a garage in Linden Street. This "
    "newspaper went there: the shutter is down and the letter box is full.",
    "“Nobody ever saw a builder there, and I live opposite,” Ada Bruse, 78, told this newspaper.",
    "Former councillor Gun Tarsen denies everything. “I signed what was put before me,” he said.",
    "Head teacher Laura Mont wrote to the council four times about buckets in the corridors.",
    "Police carried three boxes out of the works office yesterday morning.",
)

FROM_THE_GAZETTE = (
    "HESTAD (AP) — Prosecutors have opened a case over repairs to a school that were paid for and "
    "never made, the Valley Gazette reported on Friday.",
    "In three years the council paid 212,000 crowns to a firm in a garage in Linden Street, the "
    "newspaper said.",
    "“Nobody ever saw a builder there, and I live opposite,” a neighbour told the paper.",
    "Police carried three boxes out of the works office on Thursday morning.",
)


def test_a_paper_whose_story_a_service_picked_up_is_not_accused_of_taking_it() -> None:
    agency = made.article("ap.txt", FROM_THE_GAZETTE, credit="AP")
    gazette = replace(made.article("gazette.txt", PICKED_UP), outlet="Valley Gazette")
    found = verdicts(agency, gazette)["gazette.txt"]
    assert found.kind == "own"
    said = "ap gives this paper as its source: “Valley Gazette” (line 2)."
    assert said in found.evidence
    # Another paper with the same text is accused.
    other = replace(made.article("gazette.txt", PICKED_UP[1:]), outlet="Harbour Star")
    assert verdicts(agency, other)["gazette.txt"].kind == "part-copy"


def test_of_what_is_all_in_the_service_s_text_nobody_can_tell() -> None:
    agency = made.article("ap.txt", FROM_THE_GAZETTE, credit="AP")
    gazette = replace(made.article("gazette.txt", FROM_THE_GAZETTE[1:]), outlet="Valley Gazette")
    found = verdicts(agency, gazette)["gazette.txt"]
    assert (found.kind, found.line) == ("unclear", "can't tell")
    assert found.evidence[0].endswith("has its text, and gives its paper as a source.")


def test_what_matches_and_is_no_copy_is_not_told_as_no_match() -> None:
    paper = made.article("own.txt", (*made.OWN[:2], made.REWORDED[3], *made.OWN[3:]))
    found = verdicts(AP, paper)["own.txt"]
    assert (found.kind, found.line) == ("no-match", "no copy found in these pages")
    assert found.share_from_source > 0.2
    alone = verdicts(made.article("own.txt", made.OWN))["own.txt"]
    assert alone.line == "no match in these pages"
    assert "No other page here is close enough to compare it with." in alone.evidence


@pytest.mark.parametrize(("in_order", "said"), [(1.0, False), (0.2, True)])
def test_the_order_is_a_reason_only_where_it_differs(in_order: float, *, said: bool) -> None:
    paper = made.article("own.txt", made.REWORDED)
    derivation = verdicts(AP, paper)["own.txt"].derivation
    assert derivation is not None
    doubtful = replace(derivation, in_order=in_order)
    judgement = Judgement("unclear", "nothing-verbatim", model=0, derivation=doubtful)
    told = evidence(judgement, CueReader(CONFIG).read(paper), ["ap"], CONFIG.story.derivation)[0]
    assert told.startswith("Can't tell: much of it matches ap, but outside quotation marks no run")
    assert told.endswith(", and the order differs.") == said


ECHO = (
    "The mayor of Marl paid for the roof of his villa with 214,000 crowns of the harbour's fund, "
    "as 37 bills show that the Linde Echo has seen.",
    "The bills, which Roof & Sons wrote between 2022 and 2024, speak of works on the eastern quay, "
    "but the tiles and the copper gutters went to a house at 8 Beech Lane.",
    "“They told me to write quay and I wrote quay,” the roofer, Carl Moss, told the Linde Echo.",
    "The mayor, Anton Bell, did not answer questions. The prosecutor has opened a case.",
)


AGENCY = (
    "MARL (AP) — The mayor of Marl paid for the roof of his villa with 214,000 crowns of the "
    "harbour's fund, the Linde Echo reported, which has seen 37 bills.",
    "The bills, which Roof & Sons wrote between 2022 and 2024, speak of works on the eastern quay, "
    "but the tiles and the copper gutters went to a house at 8 Beech Lane.",
    "“They told me to write quay and I wrote quay,” the roofer, Carl Moss, told the paper.",
    "The mayor, Anton Bell, did not answer questions. The prosecutor has opened a case.",
)


def of_pages(folder: Path, pages: dict[str, str]) -> dict[str, Verdict]:
    for name, text in pages.items():
        (folder / f"{name}.txt").write_text(f"{text}\n", "utf-8")
    found = verdicts(*(read_article(folder / f"{name}.txt", CONFIG) for name in pages))
    return {Path(path).stem: verdict for path, verdict in found.items()}


def test_a_paper_whose_name_is_taken_for_its_headline_is_known_by_it(tmp_path: Path) -> None:
    """Its name is in the text, as it tells of its own work there, like a headline's words."""
    pages = {
        "a": "\n\n".join(("Linde Echo", "Mayor paid for villa", "By Ada Lund", *ECHO)),
        "b": "\n\n".join(("Mayor's roof", *AGENCY)),
    }
    found = of_pages(tmp_path, pages)
    assert found["a"].kind == "own"


def test_a_page_that_cites_the_paper_which_the_service_cites_is_not_accused(
    tmp_path: Path,
) -> None:
    """It may have the text from that paper, as the service has."""
    retold = (
        ECHO[0].replace(
            "as 37 bills show that the Linde Echo has seen", "as the Linde Echo reported"
        ),
        *ECHO[1:2],
        *AGENCY[3:],
    )
    pages = {
        "b": "\n\n".join(("Mayor's roof", *AGENCY)),
        "c": "\n\n".join(("Storm over a roof", *retold)),
    }
    found = of_pages(tmp_path, pages)
    assert found["c"].kind == "unclear"
    assert "from the paper that b cites, too" in found["c"].evidence[0]


def test_who_has_the_services_words_on_the_paper_has_its_text_from_the_service(
    tmp_path: Path,
) -> None:
    """The paper does not cite itself, so these words are the service's."""
    pages = {
        "b": "\n\n".join(("Mayor's roof", *AGENCY)),
        "c": "\n\n".join(("Storm over a roof", AGENCY[0].partition("— ")[2], *AGENCY[1:])),
    }
    assert of_pages(tmp_path, pages)["c"].kind == "uncredited-copy"


def test_a_word_that_begins_as_a_papers_name_cites_no_paper(tmp_path: Path) -> None:
    told = "according to Watchhill police, the mayor of Marl paid for the roof of his villa"
    pages = {
        "a": "\n\n".join(("The Watch", "Rain in the hills", "By Ada Lund", "It rained a lot.")),
        "b": "\n\n".join(("Mayor's roof", f"MARL (AP) — Bills were found, {told}.", *AGENCY[1:])),
        "c": "\n\n".join(("Storm over a roof", f"Today, {told}.", *AGENCY[1:])),
    }
    assert of_pages(tmp_path, pages)["c"].kind == "uncredited-copy"


def test_a_paper_is_cited_by_the_name_at_its_top_whatever_papers_are_called(tmp_path: Path) -> None:
    def named(texts: tuple[str, ...]) -> list[str]:
        return [text.replace("Linde Echo", "Lindener Lupe") for text in texts]

    first = AGENCY[0].removeprefix("MARL (AP) — ").replace(", which has seen 37 bills", "")
    retold = (first, *ECHO[1:2], *AGENCY[3:])
    pages = {
        "a": "\n\n".join(("Lindener Lupe", "Mayor paid", "By Ada Lund", *named(ECHO))),
        "b": "\n\n".join(("Mayor's roof", *named(AGENCY))),
        "c": "\n\n".join(("Storm over a roof", *named(retold))),
    }
    found = of_pages(tmp_path, pages)
    assert found["a"].kind in {"own", "unclear"}
    assert found["c"].kind == "unclear"
