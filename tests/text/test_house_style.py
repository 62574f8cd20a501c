from __future__ import annotations

import msgspec
import pytest
from support.default import default_config

from tui.text.words.house_style import HouseStyle, house_style
from tui.text.words.tokens import PerWord

CONFIG = default_config()


def readings(layers, stems, one, other):
    style = house_style(layers, stems)
    return style.read(one).essence, style.read(other).essence


def test_every_example_needs_its_layer():
    stems = CONFIG.alignment.stems
    layers = CONFIG.house_style
    for at, layer in enumerate(layers):
        off = (*layers[:at], msgspec.structs.replace(layer, enabled=False), *layers[at + 1 :])
        assert layer.examples.strip(), layer.name
        for line in layer.examples.splitlines():
            one, other = line.split(" | ")
            left, right = readings(layers, stems, one, other)
            assert left == right, (layer.name, line)
            left, right = readings(off, stems, one, other)
            assert left != right, (layer.name, line)
            assert house_style(layers, stems).name_of(one, other) == layer.name


def test_layer_names_are_unique():
    names = [layer.name for layer in CONFIG.house_style]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("they told us", "they told US"),
        ("he said no.", "he said yes."),
        ("four men", "for men"),
        ("on March 3", "on March 4"),
        ("1.5 million", "15 million"),
        ("the prince was there", "the price was there"),
        ("не был", "был"),
        ("мой", "мои"),
        ("c'est très bon", "c'est trois bon"),
        ("by 25 basis points", "by 25 percentage points"),
        ("50 cents", "$50"),
        ("it rose to 12.3. Then", "it rose to March 12 Then"),
        ("in the 2nd place", "in the 22nd place"),
        ("a D-grade film", "a democratic film grade"),
        ("at 21 in the evening", "at 9:00"),
        ("die 90er Jahre", "die 90. Jahre"),
    ],
)
def test_no_layer_folds_what_differs(one, other):
    style = house_style(CONFIG.house_style, CONFIG.alignment.stems)
    assert style.read(one).essence != style.read(other).essence
    assert style.name_of(one, other) is None


@pytest.mark.parametrize("mark", ["\u0640", "\u064b", "\u0301", "\u0301\u0301"])
def test_a_mark_that_stands_alone_is_a_word(mark):
    style = house_style(CONFIG.house_style, CONFIG.alignment.stems)
    assert style.read(f"they {mark} fell").keys == ["they", mark, "fell"]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two hundred and fifty thousand five hundred and twenty-three", "250523"),
        ("nine hundred and sixty-one thousand, four hundred", "961000"),
        ("three million two hundred thousand and six", "3200006"),
        ("one thousand two hundred and four", "1204"),
    ],
)
def test_a_number_in_words_is_read_to_its_end(words, number):
    style = house_style(CONFIG.house_style, CONFIG.alignment.stems)
    assert style.read(words).keys[0] == number


def test_what_is_remembered_of_words_is_bounded_and_stays_the_same(monkeypatch):
    monkeypatch.setattr("tui.text.words.tokens._MEMORY", 3)
    known = PerWord(str.upper)
    assert [known[word] for word in "abcdeabcde"] == list("ABCDEABCDE")
    assert len(known) <= 3
    text = "She organised 1,200 talks on 3 March"
    usual = house_style(CONFIG.house_style, CONFIG.alignment.stems).read(text)
    bounded = HouseStyle(CONFIG.house_style, CONFIG.alignment.stems).read(text)
    assert (bounded.keys, bounded.stems) == (usual.keys, usual.stems)


def test_texts_of_a_thousand_articles_are_remembered_and_no_more():
    style = HouseStyle(CONFIG.house_style, CONFIG.alignment.stems)
    for number in range(20_000):
        style.read(f"{number}")
    assert style.read.cache_info().currsize <= 1 << 14
