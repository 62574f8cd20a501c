"""Reading the examples of rules for markup."""

from __future__ import annotations

from html.parser import HTMLParser

from tui.text.markup import Markup


def example_markup(html: str) -> tuple[str, Markup]:
    """Read a line of an example.

    Args:
        html: A text in elements. `<main>` stands for what the extractor takes for text.

    Returns:
        The text and what it stands in.
    """
    reader = _Example()
    reader.feed(html)
    reader.close()
    return reader.read()


class _Example(HTMLParser):
    """Reads one text and the elements around it."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._inside: tuple[str, ...] = ()
        self._names: set[str] = set()
        self._pieces: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        self._open.append(tag)
        self._names.update(word for _, value in attrs for word in (value or "").lower().split())

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        """Take some text."""
        if data.strip():
            self._inside = self._inside or tuple(tag for tag in self._open if tag != "a")
            self._pieces.append((data, "a" in self._open))

    def read(self) -> tuple[str, Markup]:
        """Give the text, and what it stands in."""
        text = " ".join("".join(piece for piece, _ in self._pieces).split())
        linked = sum(len(piece) for piece, link in self._pieces if link)
        share = linked / max(1, sum(len(piece) for piece, _ in self._pieces))
        extracted = "main" in self._inside
        inside = tuple(tag for tag in self._inside if tag != "main")
        holder = next((tag for tag in reversed(inside) if tag not in ("p", "li")), "")
        return text, Markup(inside, frozenset(self._names), holder, share, extracted)
