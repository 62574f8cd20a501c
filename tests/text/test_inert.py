from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.inert import inert


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
