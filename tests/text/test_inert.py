from __future__ import annotations

import json
import sys
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from tui.report.records import as_line
from tui.text.inert import inert, without_ignorable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text – “quoted”, naïve", "plain text – “quoted”, naïve"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("bell\x07 and\x7f", "bell␇ and␡"),
        ("\x9b31m", "�31m"),
        ("file\u202etxt.exe", "file⇄txt.exe"),
        ("\u2066isolated\u2069", "⇄isolated⇄"),
        ("zero\u200bwidth", "zero␣width"),
        ("line\u2028end", "line␤end"),
        ("half\ud800", "half�"),
        ("tag\U000e0041", "tag�"),
        ("❤\ufe0f", "❤ "),
        ("👩\u200d🚀", "👩␣🚀"),
        ("👍\U0001f3fd!", "👍 !"),
    ],
)
def test_shows_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_leaves_joiners_where_letters_need_them() -> None:
    persian = "می\u200cخواهم"
    assert inert(persian) == persian
    assert inert("\u200cخ") == "␣خ"


def test_shows_everything_that_unicode_lists_as_ignorable() -> None:
    listed = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    passed = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if listed.match(chr(code)) and set(inert(f"a{chr(code)}b")) & {chr(code)}
    ]
    assert passed == []
    ours = {chr(code) for code in range(sys.maxunicode + 1) if not without_ignorable(chr(code))}
    assert {one for one in ours if not listed.match(one)} == set()


def test_json_escapes_what_nobody_sees_but_letters_and_emoji_need() -> None:
    listed = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    hidden = [chr(code) for code in range(sys.maxunicode + 1) if listed.match(chr(code))]
    needed = {"\u200c", "\u200d", *map(chr, range(0xFE00, 0xFE10))}
    line = as_line({"text": "".join(hidden)})
    assert set(line) & set(hidden) == needed
    assert json.loads(line) == {"text": "".join(hidden)}


@given(st.text(alphabet=st.characters()))
def test_keeps_length_and_leaves_nothing_active(text: str) -> None:
    shown = inert(text)
    assert len(shown) == len(text)
    shown.encode("utf-8")
    left_over = {one for one in shown if unicodedata.category(one) in ("Cc", "Cs")}
    assert not left_over
    assert not set(shown) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"
    )
