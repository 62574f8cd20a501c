"""No sentence goes that stands directly between two paragraphs of the article.

Nor between its headline and the first; and of an HTML page hardly less is kept than the extractor
finds.
"""

from __future__ import annotations

import json
import re
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import trafilatura
from hypothesis import given, settings
from hypothesis import strategies as st
from support.articles import MARL
from support.default import default_config

from tui.text.article.read import clean
from tui.text.chrome import body
from tui.text.page.read import page_from_bytes, read_page

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft

MADE = Path(__file__).parent.parent.parent / "quality" / "made"

PAGES = sorted((MADE / "pages").glob("*.txt"))

SENTENCES = [
    "Nobody who stood on the bank that day had ever seen the water of the river as high as it was.",
    "An diesem Morgen hatte am Ufer noch niemand das Wasser des Flusses so hoch stehen sehen.",
    "Ce matin-là, personne sur la rive n'avait jamais vu les eaux du fleuve monter aussi haut.",
    "Тем утром никто из стоявших на берегу ещё не видел, чтобы вода в реке поднималась так высоко.",
    "その朝、川岸に立っていた人々の誰もが、これほど水位が上がった川を見たことがなかったという。",
]

ELEMENTS = [
    "<p>{}</p>", "<div>{}</div>", "<p class='teaser'>{}</p>", "<div class='intro shared'>{}</div>",
    "<p><strong>{}</strong></p>", "<p><em>{}</em></p>", "<p><a href='/x'>{}</a></p>",
    "<div><span>{}</span></div>",
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PAGES), st.sampled_from(SENTENCES), st.integers(min_value=0))
def test_a_sentence_between_two_paragraphs_of_a_text_stays(
    path: Path, sentence: str, place: int
) -> None:
    kept = clean(read_page(path), default_config()).paragraphs
    gaps = [
        below.lines[0] - 1
        for above, below in pairwise(kept)
        if above.role in ("body", "headline") and below.role == "body"
        if above.lines[1] + 2 >= below.lines[0]
    ]
    lines = path.read_text(encoding="utf-8").split("\n")
    at = gaps[place % len(gaps)]
    page = "\n".join([*lines[:at], "", sentence, "", *lines[at:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert sentence in [one.text for one in article.paragraphs]


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(ELEMENTS),
    st.sampled_from(SENTENCES[:3]),
    st.integers(min_value=0, max_value=len(MARL) - 1),
)
def test_a_sentence_between_two_paragraphs_of_html_stays(
    element: str, sentence: str, place: int
) -> None:
    paragraphs = [f"<p>{escape(one)}</p>" for one in MARL]
    paragraphs.insert(place, element.format(escape(sentence)))
    page = (
        "<html><body><nav><a href='/'>Home</a></nav><article><h1>Town closes its only pool</h1>"
        f"<div class='body'>{''.join(paragraphs)}</div></article></body></html>"
    )
    article = clean(page_from_bytes(page.encode(), "page.html"), default_config())
    texts = [one.text for one in article.paragraphs]
    assert sentence in texts
    assert [one for one in texts if one in MARL] == MARL


@pytest.mark.parametrize("name", sorted(json.loads((MADE / "html_gold.json").read_text())))
def test_of_an_html_page_hardly_less_is_kept_than_the_extractor_finds(name: str) -> None:
    gold = json.loads((MADE / "html_gold.json").read_text(encoding="utf-8"))[name]
    wanted = set(re.findall(r"\w{4,}", " ".join(gold["body"])))
    article = clean(read_page(MADE / "html" / name), default_config())
    own = " ".join(one.text for one in article.paragraphs)
    extracted = trafilatura.extract((MADE / "html" / name).read_text(encoding="utf-8")) or ""
    found, least = (len(wanted & set(re.findall(r"\w{4,}", text))) for text in (own, extracted))
    assert found >= 0.8 * least


CRANES = (
    "The harbour authority said on Monday that two of the three cranes would be idle until spring.",
    "Ships with grain wait outside the breakwater, and the pilots take them in by night instead.",
    "“We have never had so many lights on the horizon,” said the keeper of the harbour office.",
    "The third crane was built in 1958, and nobody had thought that it would be needed once more.",
    "A new one has been ordered and is to come by sea, in parts, before the middle of the year.",
    "The dockers have agreed to work on Sundays, for which they are paid twice what they earn.",
)

BOXES = [
    "What to read next\nThe last lamplighter\nHow a village bought its own plough",
    "Lesen Sie auch\n\n• Rathaus bleibt freitags zu\n• Streit um den Brunnen",
    "Zobacz także:\nKto posprząta plażę?\nLatarnik idzie na emeryturę",
    "Stay in the loop\nGet the stories that matter, every Friday.\nSubscribe\nSign up",
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("place", [2, 4])
def test_a_box_that_blank_lines_part_from_the_paragraphs_goes_alone(box: str, place: int) -> None:
    page = "\n\n".join(["Cranes stand still", *CRANES[:place], box, *CRANES[place:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    kept = [one.text for one in article.paragraphs]
    assert all(sentence in kept for sentence in CRANES)
    assert not {line.lstrip("• ") for line in box.split("\n") if line} & set(kept)


def test_a_subhead_above_a_button_is_no_box() -> None:
    page = "\n\n".join([*CRANES[:3], "The third crane\nShare", *CRANES[3:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert "The third crane" in [one.text for one in article.paragraphs]


THAI = [
    "ชาวบ้านริมแม่น้ำช่วยกันสร้างสะพานไม้ขึ้นใหม่หลังจากน้ำท่วมพัดสะพานเดิมหายไปเมื่อเดือนตุลาคมปีก่อน",
    "งานจะเริ่มในเดือนหน้าและวิศวกรคาดว่าจะใช้เวลาประมาณสองปีจึงจะเปิดให้รถยนต์ข้ามได้อีกครั้งหนึ่ง",
    "ระหว่างนี้มีเรือข้ามฟากให้บริการทุกชั่วโมงโดยไม่คิดค่าโดยสารตั้งแต่เช้าจนถึงค่ำทุกวันไม่เว้นวันหยุด",
    "คนขับเรือบอกว่าไม่เคยมีผู้โดยสารมากเท่านี้มาก่อนแม้แต่ในวันตลาดนัดใหญ่ประจำปีของอำเภอ",
]


def test_thai_puts_no_mark_at_the_end_of_a_sentence() -> None:
    page = "\n\n".join(["การเมือง", "กีฬา", "สร้างสะพานไม้ใหม่", *THAI, "ภูมิภาค", "ข่าวสังคม"])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [one.text for one in article.paragraphs if one.role == "body"] == THAI
    assert "กีฬา" not in [one.text for one in article.paragraphs]


def test_a_card_that_no_button_ends_goes_by_what_its_lines_offer_together() -> None:
    card = "The morning list\nThe day's stories in your inbox.\nJoin our newsletter"
    page = "\n\n".join([*CRANES[:3], card, *CRANES[3:]])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [one.text for one in article.paragraphs] == list(CRANES)


def test_below_a_label_and_two_headlines_the_last_two_paragraphs_stay() -> None:
    box = "Read also\nA choir of ninety-year-olds\nThe river that moved a border"
    page = "\n\n".join(["Cranes stand still", *CRANES[:4], box, *CRANES[4:], "Imprint"])
    article = clean(page_from_bytes(page.encode(), "page.txt"), default_config())
    assert [one.text for one in article.paragraphs if one.role == "body"] == list(CRANES)


def test_any_number_of_boxes_between_paragraphs_is_taken_in_a_few_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []
    look = body.best_run

    def counted(rule: body.BodyRule, draft: Draft, *given: Any) -> Any:
        looks.append(len(draft.lines))
        return look(rule, draft, *given)

    monkeypatch.setattr(body, "best_run", counted)
    story = [f"{text} This is number {at}." for at in range(40) for text in MARL[:2]]
    page = [f"{text}\n\nRead more\nFerry {at} sold\n" for at, text in enumerate(story)]
    text = "\n\n".join([*page, MARL[0]])
    clean(page_from_bytes(text.encode(), "page.txt"), default_config())
    assert len(looks) < 10
