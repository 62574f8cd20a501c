"""The colours and text styles of everything that is painted, by name, from theme variables.

Painting one line of text takes a dozen styles. Textual would look each of them up as a
component class of its widget, twenty milliseconds of a start that may take eighty; here they
are read from the theme when they are first used.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.presentation.kinds import LOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget


LIGHT_THEME = "textual-light"


DARK_THEME = "textual-dark"


_LIGHT = frozenset({"7", "15"})
"""The numbers of white among the terminal's sixteen colours."""


def themes() -> tuple[Theme, Theme]:
    """Textual's two usual themes without hues of their own, which are the rows'."""
    light = replace(
        BUILTIN_THEMES[LIGHT_THEME],
        foreground="#1a1a1a",
        background="#f4f4f4",
        surface="#ebebeb",
        panel="#dedede",
        variables={
            **BUILTIN_THEMES[LIGHT_THEME].variables,
            **_scrollbars("#a0a0a0", "#808080"),
            **_chosen("#cacaca", "#1a1a1a"),
        },
    )
    dark = replace(
        BUILTIN_THEMES[DARK_THEME],
        surface="#1b1b1b",
        panel="#2a2a2a",
        variables={
            **BUILTIN_THEMES[DARK_THEME].variables,
            **_scrollbars("#505050", "#707070"),
            **_chosen("#3c3c3c", "#e0e0e0"),
        },
    )
    return light, dark


def _scrollbars(still: str, moved: str) -> dict[str, str]:
    return {"scrollbar": still, "scrollbar-hover": moved, "scrollbar-active": moved}


def _chosen(ground: str, words: str) -> dict[str, str]:
    """The chosen entry of a list, whether the list has the focus or, as in the palette, not."""
    return {
        "block-cursor-background": ground,
        "block-cursor-foreground": words,
        "block-cursor-blurred-background": ground,
        "block-cursor-blurred-foreground": words,
        "input-selection-background": ground,
    }


def has_light_background(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says that its background is light.

    Args:
        environment: Environment variables. rxvt, Konsole, iTerm and others set COLORFGBG to
            the numbers of their colours, the background's last.
    """
    return environment.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT


STYLES: Mapping[str, str] = {
    # the kinds of row and passage, and words that differ
    **{look: colours.theme for look, colours in LOOKS.items()},
    # what a row is tinted with: what both have, the stronger the closer, and what only one has
    **{f"{look}-paper": f"on $paper-{look}" for look, one in LOOKS.items() if one.paper[0]},
    "near-paper-less": "on $paper-near 82%",
    "near-paper-far": "on $paper-near 66%",
    # running text
    "text": "$foreground",
    "unique": "$foreground",
    "subhead": "bold",
    "standfirst": "italic",
    "match": "reverse",
    "selected": "on $foreground 35%",
    # which rule removed something, and that a reader has decided about a pair
    "rule": "italic $foreground 60%",
    "choice": "bold $foreground",
    # everything around it has no hue: a hue says what a row is
    "name": "bold $foreground",
    "title": "bold reverse $foreground",
    "headline": "bold $foreground",
    "heading": "bold underline $foreground",
    "faint": "$foreground 70%",
    "first-words": "italic $foreground 75%",
    "count": "bold $foreground",
    "service": "bold $foreground",
    "key": "bold $foreground",
    "badge": "bold reverse $foreground",
    "bar": "$ink-near",
    "track": "$foreground 25%",
    "line": "$foreground 30%",
    "failure": "$ink-alarm",
    # the row or article under the cursor: a bar, and a background on top of the rest
    "cursor-bar": "$foreground 45%",
    "cursor-bar-focus": "bold $foreground",
    "cursor": "on $foreground 7%",
    "list-cursor": "on $foreground 12%",
    "list-cursor-focus": "on $foreground 22%",
}
"""Each style as `[text styles] [$variable [opacity]] [on $variable [opacity]]`; a background is
blended with the widget's own, a colour with the background that it is on."""


CURSOR = "▌"
"""The bar before the row under the cursor."""


REVERSED = 0.2
"""Opacity from which a background is worth reversing a line in terminal-coloured themes."""


class PaintStyles:
    """The styles that a widget paints with.

    Called with names from `STYLES`, as in `styles("text", "mark")`: the first gives colour and
    text style, each of the others replaces or adds what it sets. The owner clears it in
    `notify_style_update`, when the theme has changed.

    Args:
        widget: The widget, whose background is behind everything.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[tuple[str, ...], Style] = {}

    def __call__(self, *names: str) -> Style:
        """The combined style of some names."""
        style = self._styles.get(names)
        if style is None:
            style = self._styles[names] = self._combined(names)
        return style

    def clear(self) -> None:
        """Forget everything: the theme gives other colours now."""
        self._styles.clear()

    def _combined(self, names: tuple[str, ...]) -> Style:
        variables = self._widget.app.theme_variables
        # Without colours, what alarms would be fainter than the rest.
        plain = self._widget.app.no_color
        background = self._widget.background_colors[1]
        color: Color | None = None
        style = Style()
        for name in names:
            front, back = _paints(STYLES[name], variables)
            words = STYLES[name].split()
            if back is not None:
                paint, opacity = back
                # The terminal's own colours cannot be mixed: reverse has to do.
                if paint.ansi is None:
                    background += paint.multiply_alpha(opacity)
                else:
                    style += Style(reverse=opacity > REVERSED or None)
            if front is not None:
                color, opacity = front
                if color.ansi is None:
                    color = color.multiply_alpha(opacity)
                else:
                    style += Style(dim=opacity < 1)
            style += Style(
                bold="bold" in words or None,
                italic="italic" in words or None,
                underline="underline" in words or (name == "alarm" and plain) or None,
                reverse="reverse" in words or None,
            )
        if color is None:
            color = Color.parse(variables["foreground"])
        mixed = color if color.ansi is not None else background + color
        return style + Style.from_color(mixed.rich_color, background.rich_color)


Paint: TypeAlias = tuple[Color, float]
"""A colour and its opacity from 0 to 1."""


def _paints(style: str, variables: Mapping[str, str]) -> tuple[Paint | None, Paint | None]:
    """What a style has for the text and for the background."""
    front, _, back = f" {style} ".partition(" on ")
    return _paint(front, variables), _paint(back, variables)


def _paint(words: str, variables: Mapping[str, str]) -> Paint | None:
    """The colour that some words name, if any."""
    _, found, rest = words.partition("$")
    if not found:
        return None
    name, *opacity = rest.split()
    share = int(opacity[0].rstrip("%")) / 100 if opacity else 1.0
    return Color.parse(variables[name]), share
