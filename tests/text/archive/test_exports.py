"""Exports of press databases: other languages and versions of layouts, and what is missing."""

from __future__ import annotations

import time

import pytest
import re2
from text.archive.archive_files import BODY
from text.archive.parted import CONFIG, body, is_page, parted, rich, said, word

from tui.text.page.model import PageError

FIRST = (
    "The mayor of Larkby said on Monday that the bridge over the Ouse would stay shut until May."
)
SECOND = "Two lorries have had to turn round on the north bank since it was closed in January."
THIRD = "“We cannot promise a day,” she told the council, which had asked for one in writing."


def nexis(labels: dict[str, str], articles: int = 2, listed: int | None = None) -> list[str]:
    lines = [
        f"{labels['time']}: Freitag",
        f"{labels['documents']} ({articles if listed is None else listed})",
    ]
    for at in range(1, (listed or articles) + 1):
        lines += [f"{at}. Bridge {at} stays shut", "Client/Matter: -None-", "", ""]
    for at in range(1, articles + 1):
        lines += [
            f"Bridge {at} stays shut", "Larkby Courier", labels["date"], "",
            "Copyright 2026 Larkby Courier", "", f"{labels['section']}: NEWS; S. 3",
            f"{labels['length']}:\u00a045 words", f"{labels['byline']}:\u00a0Ada Ostler",
            labels["body"], "", FIRST, "", SECOND, "", "Notes", "", "1. A list stays", "",
            labels["classes"], "", f"{labels['language']}: X", f"{labels['loaded']}: today",
            "", labels["end"],
        ]  # fmt: skip
    return lines


ENGLISH = {
    "time": "Date and Time", "documents": "Documents", "date": "May 4, 2026 Monday",
    "section": "Section", "length": "Length", "byline": "Byline", "body": "Body",
    "classes": "Classification", "language": "Language", "loaded": "Load-Date",
    "end": "End of Document",
}  # fmt: skip
GERMAN = ENGLISH | {
    "time": "Datum und Zeit", "documents": "Dokumente", "date": "Montag 4. Mai 2026",
    "section": "Rubrik", "length": "Länge", "byline": "Autor", "body": "Text",
    "classes": "Klassifizierung", "language": "Sprache", "loaded": "Ladedatum",
    "end": "Ende des Dokuments",
}  # fmt: skip
FRENCH = ENGLISH | {
    "time": "Date et heure", "documents": "Documents", "date": "lundi 4 mai 2026",
    "section": "Rubrique", "length": "Longueur", "byline": "Auteur", "body": "Corps",
    "classes": "Classement", "language": "Langue", "loaded": "Date de chargement",
    "end": "Fin du document",
}  # fmt: skip


@pytest.mark.parametrize("labels", [ENGLISH, GERMAN, FRENCH], ids=["en", "de", "fr"])
@pytest.mark.parametrize(("made", "name"), [(word, "export.docx"), (rich, "export.rtf")])
def test_nexis_in_its_languages(labels, made, name):
    found = parted(made(*nexis(labels)), name)
    assert [said(one) for one in found.articles] == [
        (f"Bridge {at} stays shut", "Larkby Courier", "2026-05-04", "Ada Ostler") for at in (1, 2)
    ]
    assert [body(one) for one in found.articles] == [[FIRST, SECOND], [FIRST, SECOND]]
    assert found.count.listed == 2
    assert not found.count.missing


def test_what_stands_at_the_head_of_each_page_is_no_part_of_the_article():
    lines = nexis(ENGLISH)
    for at in (2, 1):
        title = f"Bridge {at} stays shut"
        top = max(index for index, line in enumerate(lines) if line == title)
        second = lines.index(SECOND, top)
        lines[second:second] = ["Page 2 of 2", title]
        lines[top:top] = ["Page 1 of 2", title]
    found = parted(word(*lines), "export.docx")
    assert [one.title for one in found.articles] == ["Bridge 1 stays shut", "Bridge 2 stays shut"]
    assert [body(one) for one in found.articles] == [[FIRST, SECOND], [FIRST, SECOND]]


def test_an_article_that_the_cover_lists_and_the_file_lacks_is_named():
    found = parted(word(*nexis(ENGLISH, articles=2, listed=3)), "export.docx")
    assert len(found.articles) == 2
    assert found.count.listed == 3
    assert found.count.missing == ("3 “Bridge 3 stays shut”",)


def test_the_cover_is_taken_off_the_first_article():
    found = parted(word(*nexis(ENGLISH, articles=2)), "export.docx").articles
    covers = [[one for one in part.removed if one.rule == "nexis-cover"] for part in found]
    assert covers[0]
    assert not covers[1]
    assert covers[0][0].lines == (1, 1)


def test_an_article_of_nexis_that_is_cut_off_or_was_not_delivered_is_not_lost():
    error = "We are sorry but there is an error in this document and it is not possible to"
    lines = [*nexis(ENGLISH)[:-8], "End of Document", error, "End of Document"]
    found = parted(word(*lines, *nexis(ENGLISH, 1)[4:-4]), "export.docx")
    assert [one.part for one in found.articles] == [1, 2, 4]
    assert [one.number for one in found.unread] == [3]
    assert "error in this document" in found.unread[0].reason


def test_nexis_without_a_cover_or_labels():
    lines = ["Bridge stays shut", "Larkby Courier", "May 4, 2026", "Body", FIRST, SECOND]
    found = parted(word(*lines, "End of Document"), "one.docx")
    assert said(found.articles[0]) == ("Bridge stays shut", "Larkby Courier", "2026-05-04", None)
    assert body(found.articles[0]) == [FIRST, SECOND]


def lexisnexis(of: str, labels: tuple[str, ...], date: str, indent: int = 25) -> str:
    byline, section, length, loaded, language = labels
    return "".join(
        f"""


{" " * indent}{of.format(at)}



{" " * indent}Larkby Courier

{" " * indent}{date}
{" " * indent}Late Edition

Bridge {at} stays shut, and nobody in the north
will say for how long

{byline}: Ada Ostler

{section}: NEWS; Pg. 3

{length}: 45 words

The mayor of Larkby said on Monday that the bridge over the Ouse would
stay shut until May.

Correction: an earlier version of this article gave a wrong day, which the
paper regrets.

{loaded}: 4 May 2026

{language}: ANY


{" " * indent}Copyright 2026 Larkby Courier
"""
        for at in (1, 2, 3)
    )


@pytest.mark.parametrize(
    ("of", "labels", "date"),
    [
        ("{} of 3 DOCUMENTS", ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "LANGUAGE"),
         "May 4, 2026 Monday"),
        ("Dokument {} von 3", ("AUTOR", "RUBRIK", "LÄNGE", "UPDATE", "SPRACHE"),
         "4. Mai 2026 Montag"),
        ("Document {} de 3", ("AUTEUR", "RUBRIQUE", "LONGUEUR", "DATE-CHARGEMENT", "LANGUE"),
         "4 mai 2026 lundi"),
    ],
)  # fmt: skip
def test_lexisnexis_in_its_languages(of, labels, date):
    found = parted(lexisnexis(of, labels, date), "old.txt")
    for at, article in enumerate(found.articles, start=1):
        title = f"Bridge {at} stays shut, and nobody in the north will say for how long"
        assert said(article) == (title, "Larkby Courier", "2026-05-04", "Ada Ostler")
        assert body(article)[0] == FIRST
        assert body(article)[1].startswith("Correction: an earlier version")
        assert len(body(article)) == 2
    assert len(found.articles) == found.count.listed == 3


def test_lexisnexis_whose_numbers_have_a_gap_says_which_is_missing():
    text = lexisnexis("{} of 3 DOCUMENTS", ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "TYPE"),
                      "May 4, 2026")  # fmt: skip
    start, end = text.index("2 of 3 DOC"), text.index("3 of 3 DOC")
    found = parted(text[:start] + text[end:], "old.txt")
    assert [one.title[:8] for one in found.articles] == ["Bridge 1", "Bridge 3"]
    assert found.count.listed == 3
    assert found.count.missing == ("2",)


def test_lexisnexis_printed_with_the_request_above_and_a_word_before_the_number():
    labels = ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "LANGUAGE")
    text = lexisnexis("FOCUS - {} of 3 DOCUMENTS", labels, "May 4, 2026 Monday")
    request = "Print Request: All Documents: 1-3\n\nResearch Information:\n\nNews, All\n"
    found = parted(f"{request}{text}", "export.txt")
    assert [one.byline for one in found.articles] == ["Ada Ostler"] * 3
    assert found.count.listed == 3


def test_one_document_saved_alone_lacks_none_of_those_it_was_found_among():
    text = lexisnexis("{} of 42 DOCUMENTS", ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "TYPE"),
                      "May 4, 2026")  # fmt: skip
    found = parted(text[: text.index("2 of 42 DOC")], "old.txt")
    assert [one.title[:8] for one in found.articles] == ["Bridge 1"]
    assert found.count.listed is None
    assert found.count.missing == ()


def test_a_name_that_a_line_parts_at_its_hyphen_is_one():
    text = lexisnexis("{} of 3 DOCUMENTS", ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "TYPE"),
                      "May 4, 2026")  # fmt: skip
    text = text.replace("Bridge 1 stays shut", "Bridge 1 of Stoke-\nNorth stays shut")
    assert parted(text, "old.txt").articles[0].title.startswith("Bridge 1 of Stoke-North stays")


def test_a_byline_below_a_headline_that_markup_names_is_one():
    def article(byline: str) -> str:
        lines = (
            "45 Wörter",
            "4 Mai 2026",
            "14:32",
            "Larkby Courier",
            "LBCR",
            "Deutsch",
            "(c) 2026",
        )
        above = "".join(f"<div>{line}</div>" for line in (byline, *lines))
        return (
            '<div class="article deArticle"><p><div>Lokales</div><div id="hd"><span class='
            f"'deHeadline'>Brücke bleibt gesperrt</span></div>{above}"
            f"<p class='articleParagraph'>{FIRST}</p>"
            "<p>Dokument LBCR000020260504em5400001</p></div>"
        )

    found = parted(
        f"<html><body>{article('Von Ada Ostler')}{article('dpa')}</body></html>", "f.html"
    )
    assert [said(one) for one in found.articles] == [
        ("Brücke bleibt gesperrt", "Larkby Courier", "2026-05-04", byline)
        for byline in ("Von Ada Ostler", "dpa")
    ]


@pytest.mark.parametrize(
    ("words", "document", "date", "closing"),
    [
        ("ワード", "文書", "2026年5月4日", "検索サマリー"),
        ("字", "文件", "2026 年 5 月 4 日", "搜索摘要"),
        ("слов", "Документ", "4 мая 2026", "Сводка поиска"),
        ("woorden", "Document", "4 mei 2026", "Zoekoverzicht"),
    ],
)
def test_factiva_in_other_languages_with_the_search_below_it(words, document, date, closing):
    lines = ["Bridge stays shut", "By Ada Ostler", f"45 {words}", date, "Larkby Courier", "LBCR",
             "(c) 2026", FIRST, SECOND, f"{document} LBCR000020260504em5400001"]  # fmt: skip
    found = parted(rich(*lines, *lines, closing, "Text", "bridge and shut", "Date"), "export.rtf")
    assert [said(one) for one in found.articles] == [
        ("Bridge stays shut", "Larkby Courier", "2026-05-04", "By Ada Ostler")
    ] * 2
    assert [body(one) for one in found.articles] == [[FIRST, SECOND]] * 2
    assert not found.unread


def test_a_last_article_without_its_text_is_named():
    lines = ["Bridge stays shut", "By Ada Ostler", "45 words", "4 May 2026", "Larkby Courier",
             "LBCR", "(c) 2026"]  # fmt: skip
    end = "Document LBCR000020260504em5400001"
    found = parted(rich(*lines, FIRST, end, *lines[:2], *lines[3:], end), "export.rtf")
    assert [one.number for one in found.unread] == [2]
    text = "____________________________________________________________"
    article = f"{text}\n\nBridge stays shut\n\nFull text: {FIRST}\n\nTitle: Bridge stays shut\n\n"
    article += "Publication title: Larkby Courier\n\nProQuest document ID: 3\n\n"
    closed = f"{article}{text}\n\n© 2026 The Database LLC. Tous droits.\n"
    assert len(parted(closed, "proquest.txt").articles) == 1
    assert not parted(closed, "proquest.txt").unread


def factiva_page(words: str, document: str, date: str, fields: tuple[str, ...]) -> str:
    values = {
        "SE": "News", "HD": "Bridge stays shut", "BY": "By Ada Ostler", "CR": "Reuters",
        "WC": f"45 {words}", "PD": date, "ET": "14:32", "SN": "Larkby Courier", "SC": "LBCR",
        "LA": "English", "CY": "(c) 2026", "LP": f"<p class='articleParagraph'>{FIRST}</p>",
        "TD": f"<p class='articleParagraph'>{SECOND}</p><p class='articleParagraph'>{THIRD}</p>",
        "NS": "gcat : News", "AN": f"{document} LBCR000020260504em5400001",
    }  # fmt: skip
    rows = "".join(
        f"<tr><td class='index'><b>{field}</b>&nbsp;</td><td>{value}</td></tr>"
        for field, value in values.items()
        if field not in fields
    )
    return f"<div class='article frArticle'><p>Article</p><table>{rows}</table></div>"


@pytest.mark.parametrize(
    ("words", "document", "date"),
    [("words", "Document", "4 May 2026"), ("Wörter", "Dokument", "4. Mai 2026"),
     ("palabras", "Documento", "4 mayo 2026"), ("mots", "Document", "4 mai 2026")],
)  # fmt: skip
@pytest.mark.parametrize("missing", [(), ("BY",), ("CR", "SE"), ("ET", "SC", "LA")])
def test_factiva_with_field_codes(words, document, date, missing):
    page = factiva_page(words, document, date, missing)
    found = parted(f"<html><body>{page}<br>{page}</body></html>", "factiva.html")
    assert len(found.articles) == 2
    byline = None if "BY" in missing else "By Ada Ostler"
    for article in found.articles:
        assert said(article) == ("Bridge stays shut", "Larkby Courier", "2026-05-04", byline)
        assert body(article) == [FIRST, SECOND, THIRD]
        assert (article.credit.service if article.credit else None) == (
            None if "CR" in missing else "Reuters"
        )


@pytest.mark.parametrize("section", [["News"], []])
@pytest.mark.parametrize("byline", [["By Ada Ostler, Reuters"], ["Reuters"], []])
@pytest.mark.parametrize("middle", [["14:32"], []])
@pytest.mark.parametrize("below", [["LBCR", "A3", "Anglais"], ["LBCR", "Anglais"], ["LBCR"]])
def test_factiva_without_field_codes(section, byline, middle, below):
    lines = [
        *section, "{\\b Bridge stays shut and nobody will say for how long}", *byline, "45 mots",
        "4 mai 2026", *middle, "Larkby Courier", *below, "(c) 2026 Larkby Courier", "",
        FIRST, "", SECOND, "", "Document LBCR000020260504em5400001", "\\page",
    ]  # fmt: skip
    closing = ["Search Summary", "Text", "bridge"]
    found = parted(rich(*lines, *lines, *closing), "factiva.rtf")
    assert len(found.articles) == 2
    for article in found.articles:
        title = "Bridge stays shut and nobody will say for how long"
        assert said(article) == (title, "Larkby Courier", "2026-05-04", next(iter(byline), None))
        assert body(article) == [FIRST, SECOND]


def test_europresse_with_other_parts():
    article = f"""<article><header>
    <div><span class="DocPublicationName">L'Écho (site web)</span></div>
    <span class="DocHeader">Économie, lundi 4 mai 2026 - 08:15 UTC +02:00 45 mots</span>
    <p class="titreArticleVisu rdp__articletitle">Le pont reste fermé</p></header>
    <section><div class="DocText clearfix"><div class="docOcurrContainer">{FIRST}<br><br>{SECOND}
    </div></div></section><footer><small>© 2026 L'Écho. Tous droits réservés.</small></footer>
    </article>"""
    found = parted(f"<html><body id='docText'>{article * 2}</body></html>", "euro.html")
    assert [said(one) for one in found.articles] == [
        ("Le pont reste fermé", "L'Écho", "2026-05-04", None)
    ] * 2
    assert body(found.articles[0]) == [FIRST, SECOND]
    assert found.count is not None
    assert found.count.broken is None
    cut = parted(f"<html><body id='docText'>{article * 2}<article><header>", "euro.html")
    assert cut.count is not None
    assert "ends in the middle" in (cut.count.broken or "")


def test_proquest_in_part():
    line = "_" * 60
    article = f"""
Bridge stays shut

Author: Ostler, Ada.

ProQuest document link

Abstract: Nobody says for how long.

Full text: {FIRST}

{SECOND}

Credit: Associated Press

Publication title: Larkby Courier; Larkby

Publication date: May 4, 2026

ProQuest document ID: 2072
"""
    empty = "\nNothing but a headline\n\nPublication title: Larkby Courier\n\nSource type: News\n"
    text = f"\n{line}\n{article}\n{line}\n{empty}\n{line}\n{article}\n{line}\nContact us at: x\n"
    found = parted(text, "proquest.txt")
    assert [one.part for one in found.articles] == [1, 3]
    assert said(found.articles[0]) == (
        "Bridge stays shut", "Larkby Courier", "2026-05-04", "Ostler, Ada",
    )  # fmt: skip
    assert body(found.articles[0]) == [FIRST, SECOND]
    assert found.articles[0].credit.service == "AP"
    assert found.unread[0].reason == "has no text (“Nothing but a headline”)"


def test_what_an_export_takes_off_stays_off_though_an_agency_is_named_in_it():
    line, lead = "_" * 60, f"LARKBY (Reuters) - {FIRST}"
    article = (
        f"\n{line}\n\nBridge stays shut\n\nAuthor: Reuters\n\nAbstract: {lead}\n\n"
        f"Full text: {lead}\n\n{SECOND}\n\n"
        "Publication title: Larkby Courier\n\nProQuest document ID: 2072\n"
    )
    found = parted(article * 2, "proquest.txt").articles
    assert [body(one) for one in found] == [[lead, SECOND]] * 2


ITALIAN = ENGLISH | {
    "date": "4 maggio 2026 lunedì", "section": "Sezione", "length": "Lunghezza",
    "byline": "Autore", "body": "Corpo", "end": "Fine del documento",
}  # fmt: skip
UNKNOWN = ENGLISH | {"section": "Osasto", "length": "Pituus"}


@pytest.mark.parametrize("labels", [ITALIAN, UNKNOWN], ids=["it", "unknown words"])
def test_words_before_lines_that_are_not_known_spoil_nothing(labels):
    found = parted(word("Link to Image", *nexis(labels)[6:]), "export.docx")
    assert said(found.articles[0]) == (
        "Bridge 1 stays shut", "Larkby Courier", "2026-05-04", "Ada Ostler",
    )  # fmt: skip


def test_a_line_in_the_text_that_reads_as_the_word_above_it_stays():
    lines = ["Bridge stays shut", "Larkby Courier", "May 4, 2026", "Body", FIRST, "Body", SECOND]
    assert body(parted(word(*lines, "End of Document"), "one.docx").articles[0]) == [
        FIRST, "Body", SECOND,
    ]  # fmt: skip


def test_of_headlines_that_begin_alike_the_missing_one_is_named():
    lines = "\n".join(nexis(ENGLISH, articles=3)).replace("Bridge 2", "Bridge 1 stays shut, again")
    end = "End of Document"
    first, second, third, _ = lines.split(end)
    cover, first = first[: first.index("Bridge 1", 150)], first[first.index("Bridge 1", 150) :]
    found = parted(word(*f"{cover}{second}{end}{third}{end}".split("\n")), "export.docx")
    assert found.count.missing == ("1 “Bridge 1 stays shut”",)


def test_an_export_is_known_where_its_list_is_longer_than_what_is_looked_at():
    lines = nexis(ENGLISH, articles=2, listed=3)
    lines[2:2] = [f"{at}. Another headline of this long list" for at in range(4, 2000)]
    found = parted("\r\n".join(lines), "export.txt")
    assert [one.title for one in found.articles] == ["Bridge 1 stays shut", "Bridge 2 stays shut"]


def test_a_service_s_own_rights_are_none_of_the_text_of_nexis():
    article = [
        "Bridge stays shut",
        "Larkby Courier",
        "May 4, 2026",
        "Copyright 2026 Larkby Courier",
    ]
    article += ["Length: 45 words", "Body", "LARKBY (AP) — The bridge stays shut until May."]
    article += [
        "Copyright 2026 The Associated Press. All rights reserved.",
        "Load-Date: May 4, 2026",
    ]
    found = parted(rich(*article, "End of Document", *article, "End of Document"), "x.rtf")
    assert [body(one) for one in found.articles] == [article[6:7]] * 2
    assert {one.credit.service for one in found.articles if one.credit} == {"AP"}


def test_lexisnexis_with_the_copyright_above():
    text = lexisnexis("{} of 1,203 DOCUMENTS", ("BYLINE", "SECTION", "LENGTH", "LOAD-DATE", "TYPE"),
                      "May 4, 2026")  # fmt: skip
    rights = f"{' ' * 25}Copyright 2026 Larkby Courier Ltd\n{' ' * 25}All Rights Reserved\n\n"
    found = parted(text.replace(" " * 25 + "Larkby", rights + " " * 25 + "Larkby"), "old.txt")
    title = "Bridge 2 stays shut, and nobody in the north will say for how long"
    assert said(found.articles[1]) == (title, "Larkby Courier", "2026-05-04", "Ada Ostler")
    assert [len(body(one)) for one in found.articles] == [2, 2, 2]
    assert found.count.listed == 1203


def test_factiva_pasted_as_plain_text():
    lines = ["Bridge stays shut for now", "By Ada Ostler", "1,045 words", "4 May 2026",
             "Larkby Courier", "LBCR", "English", "(c) 2026", "", FIRST, "", SECOND, "",
             "Document LBCR000020260504em5400001", ""]  # fmt: skip
    found = parted("\r\n".join(lines * 2), "factiva.txt")
    assert [said(one) for one in found.articles] == [
        ("Bridge stays shut for now", "Larkby Courier", "2026-05-04", "By Ada Ostler")
    ] * 2


def test_europresse_with_a_line_above_the_headline():
    article = f"""<article><header><span class="DocPublicationName">L'Écho</span>
    <span class="DocHeader">lundi 4 mai 2026 45 mots</span><div class="titreArticle">
    <div class="rdp__surtitle">Région</div><p class="titreArticleVisu">Le pont reste fermé</p>
    <p class="rdp__subtitle">Personne ne sait</p></div></header>
    <div class="docOcurrContainer"><p>{FIRST}</p></div></article>"""
    found = parted(f"<html><body>{article}</body></html>", "euro.html")
    assert found.articles[0].title == "Le pont reste fermé"
    assert body(found.articles[0]) == ["Personne ne sait", FIRST]


def test_proquest_as_it_is_now_with_a_report_above():
    line = "_" * 60
    articles = "".join(
        f"\n{line}\n\n{at}.\n\nBridge {at} stays shut\n\nAuthor: Ostler, Ada\n\n"
        f"http://example.org/1\n\nABSTRACT (ENGLISH)\n\nNone.\n\nFULL TEXT\n\n{FIRST}\n\n{SECOND}"
        "\n\nDETAILS\n\nSubject:\tBridges\n\nPublication title:\tLarkby Courier; Larkby\n\n"
        f"Publication date:\tMay 4, 2026\n\nProQuest document ID:\t{at}\n\nLINKS\nCheck\n"
        for at in (1, 2)
    )
    report = f"{line}\nReport Information from ProQuest\n\nMarch 3 2026\n\n3 documents\n"
    found = parted((report + articles).replace("\n", "\r\n"), "proquest.txt")
    assert [said(one) for one in found.articles] == [
        (f"Bridge {at} stays shut", "Larkby Courier", "2026-05-04", "Ostler, Ada") for at in (1, 2)
    ]
    assert body(found.articles[0]) == [FIRST, SECOND]
    assert found.count.listed == 3


@pytest.mark.parametrize(
    "text",
    [
        f"Bridge stays shut\n\n{FIRST}\n\nEnd of document review, she said, is in May.\n\n{SECOND}",
        f"Bridge\n\n{FIRST}\n\n2 of 10 documents were lost, it said.\n\nLENGTH: 4 m\n\n{SECOND}",
        f"Bridge\n\n____________________\n\n{FIRST}\n\n{SECOND}",
    ],
)
def test_a_page_that_speaks_of_documents_is_a_page(text):
    assert is_page(text, "page.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
@pytest.mark.parametrize(
    "telling",
    [
        "Accession Number: 16{0}",
        "Record: 19{0}AB4",
        "Gale Document Number: GALE|A{0}",
        "OpenURL Link",
    ],
)
def test_articles_of_a_database_that_is_not_known_are_never_one(telling, name):
    lines = [
        line
        for at in (1, 2)
        for line in (f"Bridge {at} stays shut", telling.format(at), "", FIRST, "", SECOND, "")
    ]
    data = word(*lines) if name.endswith("docx") else "\r\n".join(lines).encode()
    with pytest.raises(PageError, match="export of 2 articles"):
        parted(data, name)


def test_tables_and_charts_in_a_text_are_no_records_of_a_database():
    text = f"{FIRST}\n\nRecord: 12-3\n\nSource: Census 2020\n\nRecord: 8-7\n\n{SECOND}\n"
    assert is_page(text, "a.txt")


FIELDS = (
    ("SE", "Local"), ("HD", "Bridge {} stays shut"), ("BY", "Ada Ostler"), ("WC", "41 words"),
    ("PD", "4 May 2026"), ("SN", "Larkby Courier"), ("LA", "English"), ("LP", FIRST),
    ("TD", SECOND), ("NS", "c42 : Labor"),
)  # fmt: skip


def coded(between: str, last: str = "") -> list[str]:
    """Two articles, each field a code and what it names."""
    lines = []
    for at in (1, 2):
        lines += [f"{code}{between}{text.format(at)}" for code, text in FIELDS]
        # What begins with the letters of a code is a paragraph all the same.
        lines[-1:-1] = ["IN BRIEF, nobody knows.", "BY NOON the gates were shut."]
        lines += [f"AN{between}{last}{at}", ""] if last else [""]
    return "\n".join(lines).split("\n")


@pytest.mark.parametrize("last", ["Document LARKCO0020260504em5400", "LARKCO0020260504em5400", ""])
@pytest.mark.parametrize(
    ("made", "name", "between"),
    [
        ("\n".join, "export.txt", "\t"),
        ("\n".join, "export.txt", "   "),
        (lambda lines: rich(*lines), "export.rtf", "  "),
        (lambda lines: rich(*lines), "export.rtf", "\n"),
        (lambda lines: word(*lines), "export.docx", "\t"),
        (
            lambda lines: "<html><body>" + "".join(f"<p>{line}</p>" for line in lines),
            "export.html",
            "</b>&nbsp; ",
        ),
        (
            lambda lines: (
                "<html><body><table>"
                + "".join(f"<tr><td>{line}</td></tr>" for line in lines if line)
            ),
            "export.html",
            "</td><td>",
        ),
    ],
    ids=["tabs", "blanks", "rtf", "rtf lines", "word", "html", "cells"],
)
def test_factiva_whose_codes_no_colon_parts_from_their_values(made, name, between, last):
    found = parted(made(coded(between, last)), name)
    assert [said(one) for one in found.articles] == [
        (f"Bridge {at} stays shut", "Larkby Courier", "2026-05-04", "Ada Ostler") for at in (1, 2)
    ]
    text = [FIRST, SECOND, "IN BRIEF, nobody knows.", "BY NOON the gates were shut."]
    assert [body(one) for one in found.articles] == [text, text]


def test_words_in_capitals_are_no_codes():
    assert is_page(f"HD 1 is a star.\n\n{FIRST}\n\nTD Bank pays.\n\n{SECOND}\n", "page.txt")


def retriever(at: int) -> str:
    return (
        f"Bron {at} förblir stängd\nLarkby Kurir, 2026-05-0{at} 06:12\nSida {at}, 5\n"
        f"Publicerat i print.\n\n{FIRST}\n\n{SECOND}\n\n© Larkby Kurir.\n\n"
        f"Läs hela artikeln på\nhttp://ret.nu/abc{at}\n{'=' * 78}\n\n"
    )


def infomedia(at: int) -> str:
    return (
        f"Broen {at} forbliver lukket\nLarkby Avis | 0{at}.05.2026 | 1. sektion | Side {at} | "
        f"45 ord | artikel-id: e9f2b1c{at}\nAda Ostler\n\n{FIRST}\n\n{SECOND}\n\n"
    )


def wiso(at: int) -> str:
    where = f"Larkbyer Bote vom 0{at}.05.2026, Nr. 10{at}, S. 3"
    return (
        f"{where}\n\nDie Brücke {at} bleibt zu\n\nVon Ada Ostler\n\n{FIRST}\n\n{SECOND}\n\n"
        f"Quelle: {where}\nRessort: Lokales\nDokumentnummer: LB2026050{at}\nDauerhafte Adresse des "
        f"Dokuments: https://www.wiso-net.de/document/LB_{at}\nAlle Rechte vorbehalten: (c) Bote\n"
    )


def apa(at: int) -> str:
    return (
        f'"Larkbyer Bote" vom 0{at}.05.2026      Seite: 3\n      Ressort: Chronik\n\n'
        f"Die Brücke {at} bleibt zu\n\nVon Ada Ostler\n\n{FIRST}\n\n{SECOND}\n\n(c) APA\n\n"
    )


def newsbank(at: int) -> str:
    return (
        f"Bridge {at} stays shut\n\nLarkby Courier (Larkby, ST)\nMay {at}, 2026\n"
        f"Author: Ada Ostler\nSection: News\nPage: 4\n\n{FIRST}\n\n{SECOND}\n\n"
        f"Record: 18C9F0A{at}22B7E3D8\nCopyright (c) 2026 Larkby Courier\n\n"
    )


def gale(at: int) -> str:
    return (
        f"{'-' * 60}\nTitle: Bridge {at} stays shut\nAuthor: Ada Ostler\nPublication Title: Larkby "
        f"Courier\nDate: May {at}, 2026\nGale Document Number: GALE|A81234{at}567\n\nFull Text: \n"
        f"{FIRST}\n\n{SECOND}\n\nSource Citation (MLA 9th Edition)\nAda Ostler. Gale OneFile.\n\n"
    )


def ebsco(at: int) -> str:
    fields = {
        "Title": f"Bridge {at} stays shut.", "Authors": "Ostler, Ada",
        "Source": f"Larkby Courier (Larkby, ST). 05/0{at}/2026, pA1.", "Document Type": "Article",
        "Subject Terms": "*BRIDGES\n        *RIVERS", "Full Text Word Count": "45",
        "Accession Number": f"2W6204{at}", "Database": "Newspaper Source Plus",
    }  # fmt: skip
    named = "".join(f"    {name}:\n        {said}\n" for name, said in fields.items())
    return (
        f"Record: {at}\n\n{named}\n{FIRST}\n\n{SECOND}\n\n~~~~~~~~\n\nBy Ada Ostler\n\n"
        "Copyright of Larkby Courier is the property of Larkby Press and may not be copied.\n\n"
    )


def wiso_without_a_line_above(at: int) -> str:
    _, text = wiso(at).split("\n\n", 1)
    return text


@pytest.mark.parametrize(
    "one", [wiso_without_a_line_above, retriever, infomedia, wiso, apa, newsbank, gale, ebsco]
)
def test_databases_of_other_countries(one):
    found = parted(one(1) + one(2), "export.txt")
    assert [article.date for article in found.articles] == ["2026-05-01", "2026-05-02"]
    assert [body(article) for article in found.articles] == [[FIRST, SECOND], [FIRST, SECOND]]
    for at, article in enumerate(found.articles, start=1):
        assert f" {at} " in (article.title or "")
        assert (article.outlet or "").startswith("Larkby")
        assert "Ostler" in (article.byline or "Ostler")
    assert not found.unread


def test_a_date_is_no_entry_of_a_list_of_contents():
    lines = ["Brücke bleibt gesperrt", "Larkauer Kurier", "15. April 2026 Mittwoch",
             "Länge: 45 Wörter", "Text", FIRST, SECOND, "Ladedatum: 15. April 2026",
             "Ende des Dokuments"]  # fmt: skip
    found = parted(word(*lines), "export.docx")
    assert [(one.title, one.outlet, one.date) for one in found.articles] == [
        ("Brücke bleibt gesperrt", "Larkauer Kurier", "2026-04-15")
    ]
    assert not found.count.missing


def test_a_headline_that_stands_again_above_the_text_is_no_part_of_it():
    again = [ebsco(at).replace(FIRST, f"Bridge {at} stays shut\n\n{FIRST}") for at in (1, 2)]
    found = parted("".join(again), "export.txt")
    assert [body(article) for article in found.articles] == [[FIRST, SECOND], [FIRST, SECOND]]


def test_a_list_of_contents_says_what_an_export_lacks():
    above = "Larkby universitet BIBSAM\nUttag 2026-05-09\n\nInnehållsförteckning:\n\n" + "".join(
        f"> Bron {at} förblir stängd, Larkby Kurir, 2026-05-0{at} 06:12\n\n" for at in (1, 2, 3)
    )
    found = parted(above + retriever(1) + retriever(3), "export.txt")
    assert [one.title for one in found.articles] == [
        "Bron 1 förblir stängd", "Bron 3 förblir stängd",
    ]  # fmt: skip
    assert found.count.missing == ("2 “Bron 2 förblir stängd”",)


def test_patterns_of_layouts_are_small():
    # Of a class of letters that is counted, each time takes as much as the class: what looks for
    # it says on standard error that its memory is used up.
    exports = CONFIG.archives.exports
    for layout in exports.layouts:
        for where, pattern in layout.patterns():
            size = re2.compile(f"(?im){exports.filled(pattern)}").programsize
            assert size < 5000, (layout.name, where, size)


LEXIS_ARTICLE = (
    "\n\n{0} of 3 DOCUMENTS\n\n     The Quay Post\n\n     March {0}, 2026\n\nThe harbor opens,"
    " part {0}\n\nBYLINE: Jo Marsh\n\nLENGTH: {0}45 words\n\n{1}\n\nLOAD-DATE: March {0}\n\n"
)
FACTIVA_ARTICLE = (
    "The harbor opens, part {0}\n\nBy Jo Marsh\n{0}45 words\n{0} March 2026\nThe Quay Post\nQUAY\n"
    "English\n(c) 2026 The Quay Post\n\n{1}\n\nDocument QUAY00002026030{0}em3{0}000{0}a\n\n"
)


@pytest.mark.parametrize(
    ("layout", "mark", "joined", "listed"),
    [
        (LEXIS_ARTICLE, "2 of 3", (1,), 3),
        (LEXIS_ARTICLE, "3 of 3", (2,), 3),
        (FACTIVA_ARTICLE, "Document QUAY000020260302", (2,), None),
        (FACTIVA_ARTICLE, "", (), None),
        (LEXIS_ARTICLE, "", (), 3),
    ],
)
def test_articles_that_a_damaged_line_no_longer_parts_are_said_to_be_several(
    layout: str, mark: str, joined: tuple[int, ...], listed: int | None
) -> None:
    text = "".join(layout.format(number, BODY) for number in (1, 2, 3))
    found = parted(text.replace(mark, mark[0] + "~ #" + mark[4:]) if mark else text, "export.txt")
    assert len(found.articles) == 3 - len(joined)
    assert found.count is not None
    assert (tuple(found.count.joined), found.count.listed) == (joined, listed)


def test_an_export_of_which_one_article_is_left_by_damage_is_not_said_to_be_whole() -> None:
    text = "".join(LEXIS_ARTICLE.format(number, BODY) for number in (1, 2, 3))
    found = parted(text.replace("2 of 3", "2 ## 3").replace("3 of 3", "3 ## 3"), "export.txt")
    assert found.count is not None
    assert (len(found.articles), [*found.count.joined], found.count.listed) == (1, [1], 3)


def test_which_article_another_one_has_swallowed_is_named() -> None:
    line = "_" * 60
    text = line.join(
        f"\n\nBridge {at} stays shut\n\nFull text: {FIRST}\n\n{SECOND}\n\nTitle: Bridge {at} stays"
        f" shut\n\nPublication title: Larkby Courier\n\nProQuest document ID: {at}\n\n"
        for at in range(5)
    )
    whole = parted(line + text, "proquest.txt").count
    assert whole is not None
    assert not whole.joined
    at = text.index(line)
    found = parted(line + text[:at] + "___ ##" + text[at + 60 :], "proquest.txt").count
    assert found is not None
    assert found.joined == {1: ("Bridge 1 stays shut",)}


def test_an_article_of_europresse_that_damaged_markup_hides_is_named() -> None:
    page = "".join(
        f"""<article><header><span class="DocPublicationName">L'Écho</span>
        <span class="DocHeader">Économie, lundi 4 mai 2026</span><p class="titreArticleVisu">Le
        pont {at}</p></header><div class="DocText"><p>{FIRST}</p><p>{SECOND}</p></div><footer>Paru
        dans <b class="DocPublicationName">La Voix</b></footer></article>"""
        for at in range(3)
    )
    whole = parted(f"<html><body>{page}</body></html>", "euro.html").count
    assert whole is not None
    assert (whole.joined, whole.broken) == ({}, None)
    found = parted(f"<html>{page.replace('</article>', '</articl>', 1)}</html>", "euro.html").count
    assert found is not None
    assert found.joined == {1: ("Le pont 1", "Le pont 2")}
    found = parted(f"<html>{page.replace('<article>', '<articl>', 1)}</html>", "euro.html").count
    assert found is not None
    assert (found.broken or "").startswith("“Le pont 0” cannot be read")


def test_a_service_s_own_rights_are_none_of_the_text_of_factiva() -> None:
    page = factiva_page("words", "Document", "4 May 2026", ())
    rights = "<p>Copyright 2026 The Associated Press. All rights reserved.</p>"
    below = "</td></tr><tr><td class='index'><b>NS"
    page = page.replace(below, rights + below)
    assert "Associated" in page
    found = parted(f"<html><body>{page}<br>{page}</body></html>", "factiva.html")
    assert [body(one) for one in found.articles] == [[FIRST, SECOND, THIRD]] * 2


def test_lexisnexis_in_html_is_several_articles():
    def line(text: str, style: str = "c2") -> str:
        return f'<DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="{style}">{text}</SPAN></P></DIV>\n'

    text = "The mayor of Larkby said on Monday that the bridge over the Ouse would stay shut."
    pages = "".join(
        line(f"{number} of 2 DOCUMENTS") + line("Der Spiegel") + line("27. Februar 2012")
        + line(f"Die Brücke {number}", "c7") + line("AUTOR: Ada Ostler")
        + line("L&Auml;NGE: 15 W&ouml;rter")
        + f'<DIV CLASS="c5"><P CLASS="c9">{text}</P>\n<P CLASS="c9">{text[4:]}</P></DIV>'
        + line("UPDATE: 28. Februar 2012") + line("SPRACHE: GERMAN; DEUTSCH")
        for number in (1, 2)
    )  # fmt: skip
    found = parted(f"<HTML><HEAD><TITLE>x</TITLE></HEAD><BODY>{pages}</BODY></HTML>", "nexis.html")
    assert [said(one) for one in found.articles] == [
        (f"Die Brücke {number}", "Der Spiegel", "2012-02-27", "Ada Ostler") for number in (1, 2)
    ]
    assert [body(one) for one in found.articles] == [[text, text[4:]]] * 2


def test_newsbank_with_section_and_link_beside_the_author():
    text = "The mayor of Larkby said on Monday that the bridge over the Ouse would stay shut."
    export = "".join(
        f"Bridge {number} shut\nLarkby Echo (Larkby, OR)\nMay {number + 3}, 2026 | Larkby Echo "
        f"(Larkby, OR)\nAuthor: Ada Ostler | Section: News | 15 Words\nOpenURL Link\n\n{text}\n\n"
        f"{text[4:]}\n\nRecord Number: 0FA1B2C3D4E5{number}\nCopyright (c) 2026 Larkby Echo\n\n"
        for number in (1, 2)
    )
    found = parted(export, "newsbank.txt")
    assert [said(one) for one in found.articles] == [
        (f"Bridge {number} shut", "Larkby Echo", f"2026-05-0{number + 3}", "Ada Ostler")
        for number in (1, 2)
    ]
    assert [body(one) for one in found.articles] == [[text, text[4:]]] * 2


def test_a_page_with_the_articles_of_a_database_that_is_not_known_is_not_read_as_one():
    text = "<p>The mayor of Larkby said on Monday that the bridge would stay shut until May.</p>"
    entry = "<h2>Bridge {0}</h2>{1}<p><b>Accession Number:</b> 12345{0}</p>"
    page = "".join(entry.format(number, text) for number in (1, 2, 3))
    with pytest.raises(PageError, match="export of 3 articles from an unknown database"):
        parted(f"<html><body>{page}</body></html>", "result.html")
    assert is_page(f"<html><body>{entry.format(1, text)}</body></html>", "one.html")


@pytest.mark.parametrize(
    "line",
    ["Accession Number: 19{0}.412.7", "Record: 199{0}", "Record: RCA12345"],
)
def test_a_page_with_numbers_of_objects_and_records_is_an_article(line):
    text = "The mayor of Larkby said on Monday that the bridge would stay shut until May."
    page = "".join(f"<p>{text}</p><p>{line.format(number)}</p>" for number in (1, 2, 3))
    assert is_page(f"<html><body>{page}</body></html>", "page.html")


def test_a_page_that_its_site_calls_one_article_is_not_taken_for_an_export():
    page = "".join(f"<p>Text {number}.</p><p>Source Citation</p>" for number in (1, 2, 3))
    meta = '<meta property="og:type" content="article">'
    assert is_page(f"<html><head>{meta}</head><body>{page}</body></html>", "page.html")
    with pytest.raises(PageError, match="export of 3 articles"):
        parted(f"<html><body>{page}</body></html>", "page.html")


def test_the_old_layout_of_retriever_in_norway_is_read_to_its_last_brief() -> None:
    line, end = "-" * 78, "=" * 78
    briefs = [
        f"Bridge {at} shut\n\n{line}\n{paper}, 0{at}.05.2026 06:12\nSide 4\nPublisert på trykk.\n\n"
        f"The bridge is shut.\n\n© {paper}\n\nSe webartikkelen på http://ret.example/{at}\n"
        for at, paper in ((1, "Fjordavisen"), (2, "Bygdeposten"))
    ]
    found = parted("Uttrekk fra arkivet\n\n" + f"{end}\n\n".join(briefs), "uttrekk.txt")
    assert [said(one)[:3] for one in found.articles] == [
        ("Bridge 1 shut", "Fjordavisen", "2026-05-01"),
        ("Bridge 2 shut", "Bygdeposten", "2026-05-02"),
    ]
    assert [body(one) for one in found.articles] == 2 * [["The bridge is shut."]]


def test_retriever_with_spaces_behind_where_it_was_published() -> None:
    one = (
        "Bridge {0} shut\nMorvalposten, 2026-05-0{0}\nSida 4\nPublicerat i print. \n\n"
        "{1}\n\n{2}\n\n"
        "©Morvalposten<br>Alla artiklar är skyddade.\n\nLäs hela artikeln på http://ret.example/{0}\n"
    )
    text = f"{'=' * 78}\n\n".join(one.format(at, FIRST, SECOND) for at in (1, 2))
    assert [body(read) for read in parted(text, "uttag.txt").articles] == 2 * [[FIRST, SECOND]]


def test_an_export_of_nexis_that_word_has_saved_as_a_page_is_several_articles() -> None:
    lines = nexis(ENGLISH)
    page = "".join(f"<p class=MsoNormal><span>{line or '&nbsp;'}</span></p>\n" for line in lines)
    found = parted(f"<html><body lang=EN-US>{page}</body></html>", "nexis.htm")
    assert [one.title for one in found.articles] == ["Bridge 1 stays shut", "Bridge 2 stays shut"]
    assert body(found.articles[0])[:2] == [FIRST, SECOND]


def test_a_delivery_of_nexis_without_documents_is_no_article() -> None:
    cover = "Date and Time: = Friday\nJob Number: = 1\n\nDocuments (0)\n\nSearch Terms: bridge\n"
    found = parted(f"{cover}\nNo documents found for your search.\n", "nexis.txt")
    assert not found.articles


@pytest.mark.parametrize(
    "telling",
    [
        "Larkby Courier | 0{0}.05.2026 | Side 4 | 45 ord | Original",
        "2026/05/0{0}  Larkby　朝刊  4ページ  512文字",
        "報章 | A1{0} | 港聞 | 字數: 41{0} words",
        "Length: 4{0} words",
        "@@4411{0} <h> Bridge",
    ],
)
@pytest.mark.parametrize("name", ["export.txt", "export.html", "export.docx"])
def test_articles_whose_lengths_are_told_are_never_one(telling: str, name: str) -> None:
    lines = [
        line
        for at in (1, 2)
        for line in (f"Bridge {at} stays shut", telling.format(at), FIRST, SECOND)
    ]
    if name.endswith("docx"):
        data: bytes | str = word(*lines)
    elif name.endswith("html"):
        shown = (line.replace("<h>", "&lt;h&gt;") for line in lines)
        data = "<html><body>" + "".join(f"<p>{line}</p>" for line in shown) + "</body></html>"
    else:
        data = "\n\n".join(lines)
    with pytest.raises(PageError, match="export of 2 articles from an unknown database"):
        parted(data, name)


@pytest.mark.parametrize(
    "line",
    ["On 04.05.2026 the letter of 512 words was read. On 05.05.2026 another of 300 words was.",
     "It runs to 4,000 words.", "Section 4 | 5 May 2026", "words: many"]
)  # fmt: skip
def test_words_that_are_counted_in_a_text_tell_nothing(line: str) -> None:
    text = "\n\n".join(["Bridge stays shut", FIRST, line, SECOND, line.replace("4", "6"), THIRD])
    assert is_page(text, "article.txt")


def assert_bridges_are_parted(lines: list[str], name: str) -> None:
    """Some lines, as text or as a document, have the articles on two bridges."""
    found = parted(word(*lines) if name.endswith("docx") else "\n\n".join(lines), name)
    assert [said(one) for one in found.articles] == [
        (f"Bridge {at} stays shut", "Larkby Courier", f"2026-05-0{at}", "Ada Ostler")
        for at in (1, 2)
    ]
    assert [body(one) for one in found.articles] == 2 * [[FIRST, SECOND]]


@pytest.mark.parametrize("name", ["gale.txt", "gale.docx"])
def test_articles_of_gale_that_nothing_but_their_citations_parts(name: str) -> None:
    lines = [
        line
        for at in (1, 2)
        for line in (
            f"Bridge {at} stays shut", "Author(s): Ada Ostler",
            f"Source: Larkby Courier (Larkby, KS). (May {at}, 2026): News: pA4.",
            "Document Type: Article", f"Gale Document Number: GALE|A81234{at}567", "Full Text:",
            FIRST, SECOND, "Source Citation (MLA 9th Edition)",
            f"Ostler, Ada. “Bridge {at}.” Gale, link.gale.com/apps/A{at}. Accessed 1 June.",
        )
    ]  # fmt: skip
    assert_bridges_are_parted(lines, name)


def test_notes_with_matter_above_each_of_them_are_not_read_as_one() -> None:
    note = "---\ntitle: Bridge {0}\nsource: Courier\ntags:\n  - town\n---\n\n{1}\n\n{2}\n"
    both = "\n".join(note.format(at, FIRST, SECOND) for at in (1, 2))
    with pytest.raises(PageError, match="export of 2 articles"):
        parted(both, "articles.md")
    assert is_page(note.format(1, FIRST, SECOND), "article.md")
    assert is_page(f"Shut\n---\n{FIRST}\n\n---\n\nOpen: when\n---\n{SECOND}", "article.md")


def test_a_table_that_a_spreadsheet_saved_as_a_page_is_no_article() -> None:
    names = "<tr><th>Datum</th><th>Medium</th><th><b>Titel</b></th><th>Text</th></tr>"
    text = 5 * FIRST
    cells = f"<tr><td>4.5.2026</td><td>Courier</td><td>Bridge shut</td><td>{text}</td></tr>"
    page = "<html><body><table border=1>{}" + cells + "</table></body></html>"
    with pytest.raises(PageError, match="saved as a page; save it as CSV"):
        parted(page.format(names), "export.xls")
    assert is_page(page.format("<tr><th>Team</th><th>Date</th><th>Points</th></tr>"), "page.html")


@pytest.mark.parametrize(
    "labels",
    [
        "Title: Book {0}\nPublished: 200{0}\nPublisher: House {0}",
        "Walk {0}\nLength: {0},5",
        "Walk {0}\nLänge: {0}",
    ],
)
def test_reviews_with_facts_above_each_are_one_article(labels: str) -> None:
    parts = (f"{labels.format(at)}\n\n{FIRST} {SECOND}" for at in range(1, 6))
    assert is_page("\n\n".join(["The books and walks of the month", *parts]), "article.txt")


def test_a_list_of_articles_in_a_table_is_a_page() -> None:
    names = "<tr><th>Date</th><th>Title</th><th>Article</th></tr>"
    row = "<tr><td>4 May 2026</td><td>Bridge shut</td><td><a href=/a>Read</a></td></tr>"
    page = f"<html><body><p>{FIRST}</p><table>{names}{5 * row}</table></body></html>"
    assert is_page(page, "cuttings.html")


def test_rows_without_an_end_are_looked_through_once() -> None:
    started = time.process_time()
    assert is_page(f"<html><body><p>{FIRST}</p>" + 10_000 * "<table><tr>", "page.html")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "start",
    ["<DOC>\n<DOCNO> LA010189-0001 </DOCNO>\n", '<DOC id="AFP_1" type="story" >\n<HEADLINE>\n',
     '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="YES">\n']
)  # fmt: skip
def test_a_corpus_in_sgml_is_not_read_as_one_article(start: str) -> None:
    with pytest.raises(PageError, match="corpus in SGML"):
        parted(2 * f"{start}<TEXT>\n<P>\n{FIRST}\n</P>\n</TEXT>\n</DOC>\n", "corpus.txt")


LABELS = [
    ("Title", "Source", "Date", "Author", None, "----------"),
    ("TITEL", "ZEITUNG", "DATUM", "Autor", "TEXT", ""),
    ("Titre", "Journal", "Publié le", "Auteur", "Texte", "* * *"),
]


@pytest.mark.parametrize("labels", LABELS, ids=["en", "de", "fr"])
@pytest.mark.parametrize("name", ["dump.txt", "dump.docx"])
def test_records_that_a_script_wrote_with_labels_above_each_text(labels, name) -> None:
    title, outlet, day, author, text, line = labels
    lines = [
        row
        for at in (1, 2)
        for row in (
            f"{title}: Bridge {at} stays shut", f"{outlet}: Larkby Courier",
            f"{day}: 2026-05-0{at}", f"{author}: Ada Ostler", f"{text}:" if text else "",
            FIRST, SECOND, line,
        )
        if row
    ]  # fmt: skip
    assert_bridges_are_parted(lines, name)


@pytest.mark.parametrize("name", ["dump.txt", "dump.html"])
def test_labels_in_another_order_are_not_read_as_one_article(name: str) -> None:
    rows = [
        (f"Bridge {at} stays shut", f"Source: Courier {at}", f"Date: 2026-05-0{at}", FIRST, SECOND)
        for at in (1, 2)
    ]
    lines = [line for row in rows for line in row]
    page = "".join(f"<p>{line}</p>" for line in lines)
    data = f"<html><body>{page}</body></html>" if name.endswith("html") else "\n".join(lines)
    with pytest.raises(PageError, match="export of 2 articles"):
        parted(data, name)


def test_labels_of_one_article_and_credits_of_pictures_part_nothing() -> None:
    one = f"Title: Bridge shut\nDate: 2026-05-04\nSource: Courier\n\n{FIRST}\n\n{SECOND}\n"
    assert is_page(one, "release.txt")
    source = "Source: Reuters"
    pictures = "\n\n".join(["Bridge shut", source, FIRST, source, SECOND, THIRD])
    assert is_page(pictures, "article.txt")
