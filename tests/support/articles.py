"""Articles that are made of texts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.model import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.text.model import Role


def article_of(
    texts: Iterable[str],
    roles: Iterable[Role] | None = None,
    *,
    path: str = "page.txt",
    sha256: str = "",
) -> Article:
    """An article of a paragraph a line, of the body where no roles are given."""
    texts = list(texts)
    pairs = zip(texts, roles or ["body"] * len(texts), strict=True)
    paragraphs = tuple(
        Paragraph(text, role, (line, line)) for line, (text, role) in enumerate(pairs, 1)
    )
    return Article(path, sha256, "utf-8", None, None, None, None, paragraphs, ())
