"""Credits to wire services, in several languages, and what only looks like one."""

from __future__ import annotations

import pytest
from support.default import default_config

from tui.text.article.credit import LONGEST_END, Candidate, CreditFrame, WireServices
from tui.text.article.read import clean
from tui.text.chrome.rule import Examples
from tui.text.page.read import page_from_bytes

CONFIG = default_config()
HEADLINE = "Council agrees to rebuild the old bridge"
STORY = [
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
    "The ferrymen say that they have never had as many passengers as in these weeks.",
]


def service_of(*lines: str) -> str | None:
    page = page_from_bytes("\n\n".join(lines).encode(), "page.txt")
    credit = clean(page, CONFIG).credit
    return credit.service if credit else None


@pytest.mark.parametrize(
    ("byline", "service"),
    [
        ("By Associated Press", "AP"),
        ("By JANE DOE, Associated Press", "AP"),
        ("JANE DOE | AP", "AP"),
        ("The Associated Press, 5 May 2020", "AP"),
        ("site_ap_news", "AP"),
        ("Reuters", "Reuters"),
        ("Source: AFP | 5 May 2020", "AFP"),
        ("Agence France-Presse", "AFP"),
        ("Von dpa", "dpa"),
        ("5. Mai 2020, 13:22 Uhr, dpa/AFP", "dpa"),
        ("Quelle: APA", "APA"),
        ("Par Jane Doe avec AFP", "AFP"),
        ("Agencia EFE", "EFE"),
        ("Redazione ANSA", "ANSA"),
        ("Door ANP", "ANP"),
        ("Źródło: PAP", "PAP"),
        ("Por Lusa", "Lusa"),
        ("By Press Trust of India", "PTI"),
        ("Xinhua | Updated: 2020-05-05 13:22", "Xinhua"),
        # A surname that is also a word for who says something.
        ("Jane Doe and Omar Said, Reuters", "Reuters"),
        ("Written by AFP on April 3, 2026", "AFP"),
        ("【共同】", "Kyodo"),
        ("（中央社記者林小明台北3日電）", "CNA"),
        ("Additional reporting by PA", "PA"),
    ],
)
def test_a_byline_credits(byline: str, service: str) -> None:
    assert service_of(HEADLINE, byline, *STORY) == service


@pytest.mark.parametrize(
    ("dateline", "service"),
    [
        ("MILLBROOK, Maine (AP) — ", "AP"),
        ("PARIS, March 3 (Reuters) - ", "Reuters"),
        ("(Reuters) - ", "Reuters"),
        ("LONDON — (UPI) — ", "UPI"),
        ("Berlin (dpa/bb) - ", "dpa"),
        ("Wien (APA) ", "APA"),
        ("Paris (AFP) - ", "AFP"),
        ("MOSCOW, March 3. /TASS/. ", "TASS"),
        ("MOSCOW. March 3 (Interfax) - ", "Interfax"),
        ("Madrid, 3 mar (EFE).- ", "EFE"),
        ("(ANSA) - ROMA, 03 MAR - ", "ANSA"),
        ("BEIJING, March 3 (Xinhua) -- ", "Xinhua"),
        ("SEOUL, March 3 (Yonhap) -- ", "Yonhap"),
        ("TOKYO, March 3 (Kyodo) - ", "Kyodo"),
        ("AFP - ", "AFP"),
        ("/TT/ ", "TT"),
        ("HALIFAX - The Canadian Press - ", "CP"),
        ("(©NTB) ", "NTB"),
    ],
)
def test_a_dateline_credits(dateline: str, service: str) -> None:
    assert service_of(HEADLINE, f"{dateline}{STORY[0]}", *STORY[1:]) == service


@pytest.mark.parametrize(
    ("end", "service"),
    [
        ("AFP contributed reporting.", "AFP"),
        ("The Associated Press contributed to this report.", "AP"),
        ("Associated Press writers Jane Doe in Paris and John Roe in Rome contributed.", "AP"),
        ("(With inputs from PTI)", "PTI"),
        ("Reporting by the Associated Press", "AP"),
        ("(Reporting by Jane Doe in Paris; Editing by John Roe)", "Reuters"),
        ("(dpa)", "dpa"),
        ("AFP/dpa", "AFP"),
        ("Quelle: dpa", "dpa"),
        ("Mit Material der dpa", "dpa"),
        ("Mit Informationen von AFP und Reuters", "AFP"),
        ("Mit Material der Deutschen Presse-Agentur", "dpa"),
        ("Avec AFP", "AFP"),
        ("Con información de EFE", "EFE"),
        ("Copyright 2020 The Associated Press. All rights reserved.", "AP"),
        ("AGERPRES/(AS - autor: Ion Doe, editor: Ana Roe, editor online: Ada Poe)", "Agerpres"),
        ("(Reportage Jane Doe, édité par John Roe)", "Reuters"),
        ("(Reporte de Jane Doe; Editado en español por John Roe)", "Reuters"),
        ("This article was provided by Reuters and edited for length by the Echo.", "Reuters"),
        ("Dieser Beitrag wurde von der dpa übernommen und von uns gekürzt.", "dpa"),
        ("JYF // VM Lusa/Fim", "Lusa"),
        ("Dit artikel is door het ANP geleverd.", "ANP"),
        ("Cet article a été fourni par l'AFP.", "AFP"),
        ("Wir haben den Text der Agentur gekürzt und neu gegliedert. Quelle: dpa", "dpa"),
    ],
)
def test_a_line_below_the_story_credits(end: str, service: str) -> None:
    assert service_of(HEADLINE, "By Jane Doe", *STORY, end) == service


def html(head: str = "", above: str = "") -> bytes:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    page = f"<html><head>{head}</head><body><article><h1>{HEADLINE}</h1>{above}{story}</article>"
    return f"{page}</body></html>".encode()


@pytest.mark.parametrize(
    ("author", "service"),
    [
        ("Associated Press", "AP"),
        ("Jane Doe, Reuters", "Reuters"),
        ("Jane Doe and AFP", "AFP"),
        ("Jane Reuters", None),
        ("Coastal Press Association", None),
        ("Jane Doe", None),
    ],
)
def test_the_author_that_metadata_name_is_a_credit(author: str, service: str | None) -> None:
    page = page_from_bytes(html(f'<meta name="author" content="{author}">'), "page.html")
    credit = clean(page, default_config()).credit
    assert (credit.service if credit else None) == service


HINDI = [
    "तवेल नदी पर बने सेरकोट पुल को मंगलवार सुबह एक खंभे में दरारें मिलने के बाद बंद कर दिया गया।",
    "नगर प्रमुख यशपाल ने कहा कि यह फैसला एहतियात के तौर पर लिया गया है और कोई खतरे में नहीं था।",
    "इंजीनियर 1958 में बने पुल पर सेंसर लगाएंगे और दस दिन में रिपोर्ट देंगे।",
]


def test_a_word_that_is_a_service_in_one_language_alone() -> None:
    headline = "दरारों के कारण पुल बंद"
    assert service_of(headline, "भाषा", *HINDI) == "PTI"
    dateline = "सेरकोट, 24 नवंबर (भाषा) "
    assert service_of(headline, dateline + HINDI[0], *HINDI[1:]) == "PTI"
    assert service_of(headline, *HINDI) is None


def test_a_service_set_apart_like_a_subhead_above_the_story_is_looked_at() -> None:
    page = page_from_bytes(html(above='<span class="agency">AFP</span>'), "page.html")
    credit = clean(page, default_config()).credit
    assert credit is not None
    assert credit.service == "AFP"


def test_the_sign_of_a_service_after_the_last_sentence_makes_no_caption_of_it() -> None:
    page = "\n\n".join((HEADLINE, *STORY[:-1], f"{STORY[-1]} (©NTB)"))
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert article.paragraphs[-1].role == "body"
    assert article.credit is not None
    assert article.credit.service == "NTB"


def test_a_notice_on_the_figures_of_markets_is_no_credit() -> None:
    notice = "© 2026 Thomson Reuters. Market data delayed by 15 minutes."
    assert service_of(HEADLINE, "By Jane Doe", *STORY, notice) is None


@pytest.mark.parametrize(
    "line",
    [
        "Dieser Text wurde nicht von der dpa erstellt.",
        "Der Text wurde mithilfe von dpa erstellt.",
        "Text unter Verwendung von AFP erstellt",
        "Produced by Reuters and Netflix, the film opens on Friday.",
        "A report produced by Bloomberg, the company of the former mayor, says otherwise.",
        "USA AP",
        "Die Brücke und der Bürgermeister nach dem Hochwasser im März (Archivbild) Quelle: dpa",
    ],
)
def test_who_supplied_part_of_it_or_nothing_is_not_credited(line: str) -> None:
    assert service_of(HEADLINE, "By Jane Doe", *STORY, line) is None


def test_a_headline_with_a_bar_is_quoted_whole() -> None:
    page = page_from_bytes("\n\n".join([f"{HEADLINE} | AFP", *STORY]).encode(), "x")
    credit = clean(page, CONFIG).credit
    assert credit is not None
    assert credit.evidence[0].text == f"{HEADLINE} | AFP"


def test_a_signature_behind_the_last_sentence_credits() -> None:
    assert service_of(HEADLINE, *STORY[:-1], f"{STORY[-1]} (AFP/dpa)") == "AFP"


@pytest.mark.parametrize("signed", ["(dpa, 1.8.2025)", "(dpa/jd)"])
def test_a_signature_credits_above_a_line_of_the_papers_own(signed: str) -> None:
    own = "Our readers have asked for reports on bridges, and here they find one every Tuesday."
    assert service_of(HEADLINE, *STORY, signed, own) == "dpa"


@pytest.mark.parametrize(
    "line",
    [
        "The mayor told The Associated Press on Tuesday that the bridge would be wider.",
        "The mayor told The Associated Press (AP) that the bridge would be wider.",
        "Reuters reported on Tuesday that the bridge would be wider than the old one.",
        "The bridge will be wider, said Jane Doe, who once wrote for AFP and for the dpa.",
        "Wie die Agentur dpa am Dienstag meldete, soll die neue Brücke breiter werden.",
        "Selon l'AFP, le nouveau pont sera plus large que celui que le fleuve a emporté.",
        "Der Minister sagte der Deutschen Presse-Agentur, die Brücke werde breiter als früher.",
        "This report was first presented by Reuters Institute fellows in spring.",
        "Bloomberg News first reported that the council had set the money for it aside.",
    ],
)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_to_be_quoted_is_no_credit(line: str, place: int) -> None:
    assert service_of(HEADLINE, "By Jane Doe", *STORY[:place], line, *STORY[place:]) is None


@pytest.mark.parametrize(
    "caption",
    [
        "The old bridge in the flood of last spring. (AP)",
        "The old bridge in the flood of last spring. (AP Photo/Jane Doe)",
        "Foto: Erika Muster/dpa",
        "Photograph: Jane Doe/AFP/Getty Images",
        "© REUTERS/Jane Doe",
    ],
)
def test_a_picture_is_no_credit(caption: str) -> None:
    assert service_of(HEADLINE, "By Jane Doe", caption, *STORY) is None


@pytest.mark.parametrize(
    "line", ["Harrisburg, PA", "APA Heights News", "Lusaka", "By April Day", "Upi Harun"]
)
def test_words_that_only_look_like_a_mark_are_none(line: str) -> None:
    assert service_of(HEADLINE, f"By Jane Doe, {line}", *STORY) is None


@pytest.mark.parametrize(
    ("line", "service"),
    [
        ("Source: TT-Line", None),
        ("Kilde: NTB Arkitekter", None),
        ("Quelle: PAP Nord Spedition GmbH", None),
        ("Source: TT-AFP", "AFP"),
        ("By Jane Doe, PA Transport Correspondent", "PA"),
        ("By Jane Doe, AP Airlines Writer", "AP"),
        ("Von dpa-Korrespondent Max Muster", "dpa"),
        ("Fonte: Ansa Roma", "ANSA"),
    ],
)
def test_a_firm_that_begins_like_a_service_is_none(line: str, service: str | None) -> None:
    assert service_of(HEADLINE, line, *STORY) == service


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("KIRKBY (AP Møller) -", None),
        ("KIRKBY, 3 May (AP-Møller) —", None),
        ("KIRKBY (AP Sports) —", "AP"),
        ("KIRKBY (Reuters Health) -", "Reuters"),
        ("(AP) -", "AP"),
    ],
)
def test_initials_and_a_name_behind_a_place_are_no_service(place: str, service: str | None) -> None:
    assert service_of(HEADLINE, f"{place} {STORY[0]}", *STORY[1:]) == service


@pytest.mark.parametrize(
    ("end", "service"),
    [
        ("Der Minister (links) am Dienstag in Berlin. Quelle: dpa", None),
        ("Doe (right), with the mayor. Source: AP", None),
        ("Der Minister (l.) mit Kollegen. Quelle: dpa", None),
        ("Senator Jane Doe (R) said so on Tuesday. Source: AP", "AP"),
        ("Das Archivbild zeigt die Brücke im Mai. Quelle: dpa", None),
        ("Das sagte der Minister (62, CDU) am Dienstag. Quelle: dpa", "dpa"),
    ],
)
def test_a_caption_at_the_end_credits_its_picture(end: str, service: str | None) -> None:
    assert service_of(HEADLINE, "By Jane Doe", *STORY, end) == service


def test_evidence_that_makes_no_sense_alone_is_the_whole_line() -> None:
    page = page_from_bytes("\n\n".join([HEADLINE, "By Jane Roe, Reuters", *STORY]).encode(), "x")
    credit = clean(page, CONFIG).credit
    assert credit is not None
    assert [found.text for found in credit.evidence] == ["By Jane Roe, Reuters"]


def test_the_evidence_says_where_and_by_which_frame() -> None:
    page = page_from_bytes("\n".join([HEADLINE, "By Associated Press", *STORY]).encode(), "x")
    credit = clean(page, CONFIG).credit
    assert credit is not None
    assert [(e.lines, e.rule, e.text) for e in credit.evidence] == [
        ((2, 2), "wire-byline", "Associated Press")
    ]


@pytest.mark.parametrize(
    ("patterns", "unless", "service", "faults"),
    [
        (("by {service}",), (), None, []),
        (("by nobody",), (), None, [("patterns", 0)]),
        (("by nobody",), (), "AP", []),
        (("{service}", "({service}"), ("(",), None, [("patterns", 1), ("unless", 0)]),
    ],
)
def test_a_frame_knows_its_faults(
    patterns: tuple[str, ...],
    unless: tuple[str, ...],
    service: str | None,
    faults: list[tuple[str, int]],
) -> None:
    known = CONFIG.wire_services.frames[0]
    frame = CreditFrame(
        name="f", why="w", examples=known.examples, parts=("end",), patterns=patterns,
        unless=unless, service=service,
    )  # fmt: skip
    assert [fault.where for fault in frame.faults()] == faults


def test_without_services_nothing_is_credited() -> None:
    assert WireServices(frames=CONFIG.wire_services.frames).recogniser.find([]) == []


@pytest.mark.parametrize("sign", ["\uf8f0", "\uf8f1", "\uf8f2"])
def test_a_page_cannot_forge_what_stands_for_a_name(sign: str) -> None:
    forged = (f"By {sign}", f"WASHINGTON ({sign}) - {STORY[0]}", *STORY, f"({sign})")
    assert service_of(HEADLINE, *forged) is None
    assert service_of(HEADLINE, f"By {sign}, Reuters", *forged) == "Reuters"
    assert service_of(HEADLINE, "By Jane Doe, Reuters", *forged) == "Reuters"
    assert service_of(HEADLINE, f"site_{sign}_ap_news", *STORY) is None


def test_of_a_paragraph_beyond_all_measure_the_ends_are_read() -> None:
    filling = " ".join(STORY) + " "
    half = filling * (2 * LONGEST_END // len(filling))
    frame = CreditFrame(
        name="end",
        parts=("end",),
        patterns=(r"\({service}\)",),
        why="A test.",
        examples=Examples(drop=(), keep=()),
    )
    services = WireServices(frames=(frame,), services=CONFIG.wire_services.services)

    def found(text: str) -> list[str]:
        candidate = Candidate("end", text, (1, 1), 0)
        return [finding.service for finding in services.recogniser.find([candidate])]

    assert found(f"{half}{half} (AP)") == found(f"(AP) {half}{half}") == ["AP"]
    assert found(f"{half} (AP) {half}") == []
    assert found(f"{half[: LONGEST_END // 2]} (AP) {half[: LONGEST_END // 2]}") == ["AP"]
    assert found("(AP)" * 1_000_000) == ["AP"]
    assert found("AP_" * 500_000) == []


def test_of_thousands_of_lines_that_are_no_article_the_ends_are_read() -> None:
    lines = [f"item {number}" for number in range(4_200)]

    def service(at: int) -> str | None:
        page = "\n\n".join([*lines[:at], "(AP)", *lines[at:]])
        credit = clean(page_from_bytes(page.encode(), "page.txt"), default_config()).credit
        return credit.service if credit else None

    assert service(10) == service(4_190) == "AP"
    assert service(2_100) is None


@pytest.mark.parametrize(
    ("words", "alone", "said"),
    [
        ("Compiled from wire services", False, "Compiled from wire services"),
        ("(With inputs from agencies)", False, "With inputs from agencies"),
        ("Quelle: Agenturen", False, "Quelle: Agenturen"),
        ("Redacción / Agencias", True, "Redacción / Agencias"),
        ("Staff and agencies", True, "Staff and agencies"),
        ("Staff and agencies", False, None),
        ("(ag)", False, "ag"),
        ("rm/ag", True, "rm/ag"),
        ("AGENCIAS", True, "AGENCIAS"),
        ("(agenzie)", False, "agenzie"),
        ("Baden (AG)", True, None),
        ("Siemens/AG", True, None),
        ("(travel agencies)", False, None),
        ("Jobs at travel agencies", True, None),
        ("By Maria Holt", True, None),
    ],
)
def test_services_are_credited_without_a_name(words: str, alone: bool, said: str | None) -> None:
    assert CONFIG.wire_services.recogniser.unnamed(words, alone=alone) == said


def test_a_credit_is_quoted_without_half_of_the_date_behind_it() -> None:
    page = page_from_bytes("\n\n".join([HEADLINE, "Von dpa 12. März 2026", *STORY]).encode(), "p")
    credit = clean(page, CONFIG).credit
    assert credit is not None
    assert credit.evidence[0].text == "Von dpa"


@pytest.mark.parametrize(
    ("said", "services"),
    [
        ("Thomson Reuters", ("Reuters",)),
        ("Thomson Reuters Foundation", ()),
        ("Prix AFP / AP", ("AP",)),
    ],
)
def test_a_supplier_named_after_a_service_is_none(said: str, services: tuple[str, ...]) -> None:
    assert CONFIG.wire_services.recogniser.named(said) == services


@pytest.mark.parametrize(
    ("byline", "service"),
    [("EuroPA Media, dpa", "dpa"), ("Sources:\u00a0(AP)", "AP")],
    ids=["behind another body's name", "behind signs"],
)
def test_a_service_is_found_wherever_a_word_begins(byline: str, service: str) -> None:
    assert service_of(HEADLINE, byline, *STORY) == service
