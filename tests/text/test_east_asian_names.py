"""A name changed in Chinese, Japanese or Korean is a key change; a word or a short form is none."""

from __future__ import annotations

import pytest
from support.articles import article_of
from support.default import default_config

from tui.text import align

CONFIG = default_config()

STAYS = "市は物資の支援を呼びかけている。"


def names_changed(left: str, right: str) -> list[tuple[str, str]]:
    link, _ = align(article_of([left, STAYS]), article_of([right, STAYS]), CONFIG).links
    found = (one for one in link.differences if one.what == "name" and one.left and one.right)
    return [(left[slice(*one.left)], right[slice(*one.right)]) for one in found]


@pytest.mark.parametrize(
    ("left", "right", "names"),
    [
        (
            "调查组组长周明在发布会上表示,事故原因仍在调查之中。",
            "调查组组长周亮在发布会上表示,事故原因仍在调查之中。",
            ("明", "亮"),
        ),
        (
            "地铁三号线将于年底通车,市长李文华在会议上表示。",
            "市长李文涛在会议上说,地铁三号线将于年底通车。",
            ("华", "涛"),
        ),
        (
            "田中市長は会見で、避難所の運営を続けると述べた。",
            "避難所の運営を続ける考えを、中田市長が会見で示した。",
            ("田中", "中田"),
        ),
        (
            "김민수 시장은 기자회견에서 대피소 운영을 계속하겠다고 말했다.",
            "대피소 운영을 계속하겠다고 박민수 시장이 기자회견에서 밝혔다.",
            ("김민수", "박민수"),
        ),
    ],
)
def test_a_name_without_a_capital_is_told_by_what_is_beside_it(left, right, names):
    assert names_changed(left, right) == [names]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "当地居民高兴地说,新桥通车后出行方便多了。",
            "当地居民高声说,新桥通车以后出行方便多了。",
        ),
        (
            "田中健一市長は会見で、避難所の運営を続けると述べた。",
            "田中市長は避難所の運営を続けると会見で述べた。",
        ),
        (
            "会社員の斉藤浩さん(45)が死亡した。",
            "会社員、斎藤浩さん(45)が亡くなった。",
        ),
    ],
)
def test_neither_a_word_nor_a_short_form_nor_a_spelling_is_another_name(left, right):
    assert names_changed(left, right) == []
