"""Rich styles of a widget's component classes, combined and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from textual.widget import Widget


class ComponentStyles:
    """The styles that a line API widget paints with.

    Called with the last parts of component class names, as in `styles("text", "mark")`: the
    first gives colour, background and text style, each of the others adds what its own rule
    sets. The owner clears it in `notify_style_update`, when theme or focus have changed.

    Args:
        widget: The widget whose component classes are meant.
        prefix: What their names begin with, before the two dashes.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, ...], Style] = {}

    def __call__(self, *names: str) -> Style:
        """The combined style of some component classes."""
        style = self._styles.get(names)
        if style is None:
            first, *others = names
            style = self._whole(first)
            for name in others:
                style += self._own(name)
            self._styles[names] = style
        return style

    def clear(self) -> None:
        """Forget everything: the rules give other colours now."""
        self._styles.clear()

    def _whole(self, name: str) -> Style:
        return self._widget.get_component_rich_style(f"{self._prefix}--{name}")

    def _own(self, name: str) -> Style:
        """What the rule of one class sets, its colours blended with what is behind it."""
        rules = self._widget.get_component_styles(f"{self._prefix}--{name}")
        whole = self._whole(name)
        color = whole.color if rules.has_rule("color") else None
        background = whole.bgcolor if rules.has_rule("background") else None
        return rules.text_style + Style.from_color(color, background)
