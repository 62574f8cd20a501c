"""What the themes' colours come to: readable in each, and three things told apart at a glance."""

from __future__ import annotations

import math
from itertools import combinations
from types import SimpleNamespace

import pytest
from textual.color import Color
from view_factory import compare_app

from tui.presentation.kinds import KINDS, LOOKS
from tui.view.styles import DARK_THEME, LIGHT_THEME, STYLES, PaintStyles

THEMES = (DARK_THEME, LIGHT_THEME)
TINTS = [
    "same-paper",
    "near-paper",
    "near-paper-less",
    "near-paper-far",
    "related-paper",
    "moved-paper",
    "only-left-paper",
    "only-right-paper",
]


def painted(theme, surface="background"):
    """The styles of a theme on one of its surfaces."""
    app = compare_app()
    app.theme = theme
    variables = app.get_css_variables()
    ground = Color.parse(variables[surface])
    return PaintStyles(SimpleNamespace(app=app, background_colors=(ground, ground)))


def channels(color):
    return [part / 255 for part in color.get_truecolor()]


def linear(value):
    return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4


def luminance(color):
    red, green, blue = map(linear, channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style):
    light, dark = sorted((luminance(style.color), luminance(style.bgcolor)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(color):
    red, green, blue = map(linear, channels(color))
    whites = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in whites)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", THEMES)
def test_running_text_is_readable_on_every_tint(theme) -> None:
    style = painted(theme)
    for tint in TINTS:
        assert contrast(style("text", tint)) >= 7, tint
        assert contrast(style("text", tint, "cursor")) >= 5.5, tint
        assert contrast(style("style", tint)) >= 3, tint
    assert contrast(style("text")) >= 7


@pytest.mark.parametrize("theme", THEMES)
def test_what_matters_is_readable(theme) -> None:
    style = painted(theme)
    for look in ("only-left", "only-right"):
        assert contrast(style(look, f"{look}-paper")) >= 4.5
        assert contrast(style(look, f"{look}-paper", "cursor")) >= 4.5
    for tint in TINTS[1:6]:
        assert contrast(style("text", tint, "weighty")) >= 4.5
        assert contrast(style("text", tint, "mark")) >= 4.5
    for surface in ("background", "surface"):
        verdicts = painted(theme, surface)
        for look in ("alarm", *(kind.look for kind in KINDS)):
            assert contrast(verdicts(look)) >= 4.5, look
            assert contrast(verdicts(look, "list-cursor")) >= 3, look


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_dimmed_too_far(theme) -> None:
    style = painted(theme)
    # A line between columns, the rest of a bar and the cursor's bar are no words.
    signs = {"line", "track", "cursor-bar", *(name for name in STYLES if STYLES[name][:3] == "on ")}
    words = sorted(set(STYLES) - signs - {"weighty"})
    assert [name for name in words if contrast(style(name)) < 3] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_key_change_stands_out_more_than_wording(theme) -> None:
    style = painted(theme)
    key, word, text = (style("text", "near-paper", name) for name in ("weighty", "mark", "text"))
    assert key.bgcolor != text.bgcolor == word.bgcolor


@pytest.mark.parametrize("theme", THEMES)
def test_common_and_unique_rows_are_told_apart_at_a_glance_and_in_grey(theme) -> None:
    style = painted(theme)
    papers = {
        name: lab(style("text", *names).bgcolor)
        for name, names in {
            "plain": (),
            "near": ("near-paper",),
            "far": ("near-paper-far",),
            "unique": ("only-left-paper",),
        }.items()
    }
    for one, other in combinations(papers, 2):
        if {one, other} != {"near", "far"}:
            assert math.dist(papers[one], papers[other]) >= 9, (one, other)
            assert abs(papers[one][0] - papers[other][0]) >= 3, (one, other)
    hues = [
        math.atan2(*lab(style("text", name).bgcolor)[:0:-1]) for name in ("near-paper", "weighty")
    ]
    assert abs(hues[0] - hues[1]) > 0.5


def test_no_hue_means_two_things() -> None:
    both = {LOOKS[look].light for look in ("same", "near")}
    alone = {LOOKS[look].light for look in ("only-left", "only-right")}
    changed = {LOOKS[look].light for look in ("mark", "weighty")}
    assert not both & alone
    assert not (both | alone) & changed
    assert len(alone) == 1


@pytest.mark.parametrize("theme", THEMES)
def test_the_chosen_entry_of_a_list_has_no_hue_and_is_readable(theme) -> None:
    app = compare_app()
    app.theme = theme
    colours = app.get_css_variables()
    surface = Color.parse(colours["surface"])

    def on(ground, words):
        return contrast(SimpleNamespace(color=words.rich_color, bgcolor=ground.rich_color))

    for state in ("block-cursor", "block-cursor-blurred"):
        ground = Color.parse(colours[f"{state}-background"])
        words = Color.parse(colours[f"{state}-foreground"])
        assert ground.r == ground.g == ground.b, state
        assert on(ground, surface) >= 1.3
        assert on(ground, words) >= 7
        # What is said of an entry is faint: two thirds of the colour.
        assert on(ground, ground.blend(words, 0.66)) >= 4.5
    selected = Color.parse(colours["input-selection-background"])
    assert selected.r == selected.g == selected.b
