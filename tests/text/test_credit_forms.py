"""Forms of credits, by place, language and service, and what only looks like one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

CONFIG = default_config()
HEADLINE = "Harbour closed after ship runs aground near lighthouse"
STORY = [
    "The harbour was closed on Monday after a ship ran aground near the old lighthouse, he said.",
    "Tugs are to pull it free by Friday, and the engineers expect that to take about two days.",
    "Until then ferries land in the next bay, and buses take passengers to the town for free.",
    "The fishermen say that they have never had as little to do as in these cold, windy weeks.",
    "The mayor thanked the crews, and promised that the lights would be repaired by winter.",
]
FURNITURE = ["Home", "Sport", "About us", "Contact", "Terms and conditions", "Privacy policy"]
PLACES = {
    "headline": ([], STORY),
    "byline": ([HEADLINE], STORY),
    "lead": ([HEADLINE], STORY),
    "prose": ([HEADLINE, *STORY[:2]], STORY[2:]),
    "caption": ([HEADLINE, *STORY[:2]], STORY[2:]),
    "end": ([HEADLINE, *STORY], []),
    "footer": ([HEADLINE, *STORY, *FURNITURE], []),
}


def forms() -> list[tuple[str, str, str]]:
    table = Path(__file__).with_name("credit_forms.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(row["place"], row["service"], row["words"]) for row in rows]


def service_of(*lines: str) -> str:
    page = page_from_bytes("\n\n".join(lines).encode(), "page.txt")
    credit = clean(page, CONFIG).credit
    return credit.service if credit else "none"


@pytest.mark.parametrize(("place", "service", "words"), forms())
def test_a_form_is_read(place: str, service: str, words: str) -> None:
    above, below = PLACES[place]
    assert service_of(*above, words, *below) == service


def test_a_first_sentence_with_a_dateline_is_no_headline() -> None:
    opening = f"HAYWARD, Calif. (AP) — {STORY[0]}"
    article = clean(page_from_bytes("\n\n".join([opening, *STORY[1:]]).encode(), "x"), CONFIG)
    roles = {paragraph.text: paragraph.role for paragraph in article.paragraphs}
    assert article.credit is not None
    assert roles[opening] == "body"


def test_a_credit_far_below_the_body_is_read() -> None:
    assert service_of(HEADLINE, *STORY, *FURNITURE, *FURNITURE, "mit dpa") == "dpa"


SWEDISH = [
    "Hamnen stängdes i måndags efter att ett fartyg gått på grund nära den gamla fyren.",
    "Bogserbåtar ska dra loss det till fredag, och arbetet väntas ta ungefär två dagar i hamnen.",
    "Till dess lägger färjorna till i nästa vik, och bussar kör passagerarna till staden.",
]


@pytest.mark.parametrize("words", ["TT", "TT-Reuters", "TT/AFP"])
def test_initials_of_other_things_count_alone_in_the_language_of_their_service(words: str) -> None:
    assert service_of("Fartyg på grund utanför hamnen", words, *SWEDISH) == "TT"
    assert service_of("Fartyg på grund utanför hamnen", *SWEDISH, words) == "TT"
    assert service_of(HEADLINE, words, *STORY) in {"none", "Reuters", "AFP"}
    assert service_of("Fartyg på grund utanför hamnen", *SWEDISH, "Kör på en Audi TT)") == "none"


def test_one_of_several_topics_below_the_story_is_no_credit() -> None:
    topics = ["• Shipping", "• Associated Press", "• Harbours"]
    assert service_of(HEADLINE, *STORY, *topics) == "none"
    assert service_of(HEADLINE, *STORY, "• Associated Press") == "AP"


def test_japanese_text_is_signed_without_a_full_stop() -> None:
    story = [
        "県内の製紙工場で十日、乾燥棟から出火し、工場は操業を停止した。従業員三百十人が避難した。",
        "けが人はいなかったが、会社は年内の再開は難しいとしている。工場は一九二二年に開業した。",
        "煙は湾の対岸からも見え、周辺の学校は窓を閉めて授業を続けた。",
    ]
    assert (
        service_of("製紙工場で火災", *story, "工場は教科書や買い物袋の紙を作っている（共同）")
        == "Kyodo"
    )
    assert service_of("製紙工場で火災", *story, "火災後の工場（共同）") == "none"
