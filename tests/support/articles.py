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


MARL = [
    "The town of Marl has closed its only swimming pool for the winter after a pipe burst below "
    "the floor of the hall, the council said on Monday.",
    "Repairs will take until March at least and cost some 340,000 crowns, of which the insurer "
    "pays two thirds. The rest has to come from the budget for parks.",
    "“We looked at every other way to keep the children swimming,” said Ana Petrovic, who runs the "
    "sports department. “There was none.”",
    "Schools will send their pupils to the baths at Linde, which is 14 kilometres away. Buses are "
    "to leave from the market square at eight.",
    "Swimming clubs said that Marl had put off the renewal of the pipes for nine years, although "
    "engineers had warned of them twice.",
    "The council meets on Thursday. A vote on the money is planned for its last session before "
    "the holidays.",
]
"""The paragraphs of an article, in English, for what reads pages of any format."""
