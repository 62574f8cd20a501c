"""Printed text: an article as a reader would have it, and the ink all printed text is set in.

Ink is colour and weight on a terminal, and nothing where output goes to a file: then whoever
prints says in brackets what colour would have said. Its colours are those of the app and the
HTML report, from one table (`tui.presentation.kinds.LOOKS`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.presentation.kinds import LOOKS, PaintedLook
from tui.presentation.wrap import wrap
from tui.text.inert import inert

if TYPE_CHECKING:
    from tui.text.model import Article, Paragraph, Role


READING_WIDTH = 80
"""The widest a column of prose is set, in cells."""


Emphasis = Literal["plain", "strong", "quiet"]


PrintedStyle = Emphasis | PaintedLook


_EMPHASES: dict[Role, Emphasis] = {
    "headline": "strong",
    "standfirst": "strong",
    "subhead": "strong",
    "byline": "quiet",
    "caption": "quiet",
    "credit": "quiet",
    "body": "plain",
}


def article_text(article: Article, ink: Ink, width: int | None) -> str:
    """An article as text.

    Args:
        article: The article.
        ink: How to set off headline and byline.
        width: Cells to a line; None leaves every paragraph on one line.

    Returns:
        Inert text, blank lines between paragraphs, a newline at its end.
    """
    parts = [_set(heading(article), ink, "quiet", width)]
    roles = [paragraph.role for paragraph in article.paragraphs]
    if "headline" not in roles and article.title:
        parts.append(_set(inert(article.title), ink, "strong", width))
    parts += [_paragraph(paragraph, ink, width) for paragraph in article.paragraphs]
    if not article.paragraphs:
        parts.append(_set("No article text was found on this page.", ink, "quiet", width))
    return "\n\n".join(parts) + "\n"


def heading(article: Article) -> str:
    """What is known about an article, on one line: path, outlet, wire, date and sizes."""
    body = sum(paragraph.counted for paragraph in article.paragraphs)
    removed = sum(last - first + 1 for first, last in (gone.lines for gone in article.removed))
    known = (
        inert(article.path),
        *(f"also saved as {inert(path)}" for path in article.also),
        article.outlet and inert(article.outlet),
        article.credit and f"credits {inert(article.credit.service)}",
        article.date,
        counted(body, "paragraph"),
        removed and f"{counted(removed, 'line')} removed",
    )
    return " · ".join(part for part in known if part)


def counted(number: int, what: str) -> str:
    """A number and a noun, in the plural where it must be."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _paragraph(paragraph: Paragraph, ink: Ink, width: int | None) -> str:
    text = inert(paragraph.text)
    if paragraph.role == "caption":
        text = f"[{text}]"
    return _set(text, ink, _EMPHASES[paragraph.role], width)


def _set(text: str, ink: Ink, style: PrintedStyle, width: int | None) -> str:
    if width is None:
        return ink(text, style)
    lines = wrap(text, min(width, READING_WIDTH))
    return "\n".join(ink(text[start:end], style) for start, end in lines)


_CODES: dict[PrintedStyle, str] = {
    "plain": "",
    "strong": "1",
    "quiet": "2",
    **{look: colours.sgr for look, colours in LOOKS.items()},
}


@dataclass(frozen=True, slots=True)
class Ink:
    """Sets text off by weight or by the colours of its look; `colour` allows escape sequences."""

    colour: bool

    def __call__(self, text: str, style: PrintedStyle) -> str:
        """Inert text of one line in a style; unchanged without colour."""
        code = _CODES[style]
        if not self.colour or not code or not text:
            return text
        return f"\x1b[{code}m{text}\x1b[0m"
