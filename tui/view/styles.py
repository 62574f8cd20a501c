"""The colours and text styles of everything that is painted, by name, from theme variables.

Painting one line of text takes a dozen styles. Textual would look each of them up as a
component class of its widget, twenty milliseconds of a start that may take eighty; here they
are read from the theme when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from tui.presentation.kinds import LOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.widget import Widget


STYLES: Mapping[str, str] = {
    # the kinds of row and passage, and words that differ
    **{look: colours.theme for look, colours in LOOKS.items()},
    # running text: what both have, and what only one has
    "text": "$foreground 72%",
    "unique": "$foreground",
    "subhead": "bold",
    "standfirst": "italic",
    "match": "reverse",
    "selected": "on $primary 45%",
    # which rule removed something, and that a reader has decided about a pair
    "rule": "italic $foreground 45%",
    "choice": "bold $text-warning",
    # everything around it
    "name": "bold $text-accent",
    "title": "bold $text-primary",
    "headline": "bold $foreground",
    "heading": "bold $text-primary",
    "faint": "$foreground 58%",
    "first-words": "italic $foreground 65%",
    "count": "bold $foreground",
    "service": "bold $text-primary",
    "key": "bold $text-accent",
    "bar": "$primary",
    "track": "$foreground 18%",
    "line": "$foreground 22%",
    "failure": "$text-error",
    # the row or article under the cursor: a bar, and a background on top of the rest
    "cursor-bar": "$foreground 45%",
    "cursor-bar-focus": "$primary",
    "cursor": "on $foreground 8%",
    "list-cursor": "on $primary 25%",
    "list-cursor-focus": "on $primary 40%",
}
"""Each style as `[on] [text styles] [$variable [opacity]]`; a background is blended with the
widget's own, a colour with the background it stands on."""


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
        background = self._widget.background_colors[1]
        color: Color | None = None
        style = Style()
        for name in names:
            words = STYLES[name].split()
            paint, opacity = _color(words, variables)
            if paint is not None and paint.ansi is not None:
                # The terminal's own colours cannot be mixed: dim or reverse has to do.
                if "on" in words:
                    style += Style(reverse=opacity > REVERSED or None)
                else:
                    color = paint
                    style += Style(dim=opacity < 1)
            elif paint is not None and "on" in words:
                background += paint.multiply_alpha(opacity)
            elif paint is not None:
                color = paint.multiply_alpha(opacity)
            style += Style(
                bold="bold" in words or None,
                italic="italic" in words or None,
                underline="underline" in words or None,
                reverse="reverse" in words or None,
            )
        if color is None:
            color = Color.parse(variables["foreground"])
        mixed = color if color.ansi is not None else background + color
        return style + Style.from_color(mixed.rich_color, background.rich_color)


def _color(words: list[str], variables: Mapping[str, str]) -> tuple[Color | None, float]:
    """The colour that a style names, if any, and its opacity from 0 to 1."""
    for index, word in enumerate(words):
        if word.startswith("$"):
            opacity = words[index + 1 :]
            color = Color.parse(variables[word[1:]])
            return color, int(opacity[0].rstrip("%")) / 100 if opacity else 1.0
    return None, 1.0
