"""A small corpus in which it is known who has whose text, made of words drawn at random."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    first + then + last
    for first in ("ba", "ke", "lo", "mi", "nu", "ra", "se", "ti")
    for then in ("dor", "fen", "gal", "hur", "kol", "mar")
    for last in ("an", "e", "is", "o", "um")
]


def paragraph(chance: random.Random, size: int = 30) -> str:
    """A sentence of words that no other paragraph has in this order."""
    words = [chance.choice(WORDS) for _ in range(size)]
    return " ".join(words).capitalize() + "."


def made_corpus(*, papers: int = 6, stories: int = 4, own: int = 6) -> list[dict[str, Any]]:
    """Rows: wire copy, condensed copy, what papers wrote themselves, and a line of one paper's.

    One more text is in two papers, neither of which credits it.
    """
    chance = random.Random(17)  # noqa: S311
    line = paragraph(chance, 14)
    rows: list[dict[str, Any]] = []

    def add(paper: int, day: int, paragraphs: list[str], family: str | None, byline: str) -> None:
        text = [*paragraphs, line] if paper == 0 else paragraphs
        rows.append(
            {
                "id": f"a{len(rows)}",
                "outlet": f"Paper {paper}",
                "date": f"2024-03-{day:02}",
                "title": " ".join(paragraphs[0].split()[:6]),
                "byline": byline,
                "text": "\n\n".join(text),
                "family": family,
            }
        )

    for story in range(stories):
        wire = [paragraph(chance) for _ in range(8)]
        for paper in range(papers):
            kept = wire if paper % 3 else wire[: 3 + paper]
            byline = "By Associated Press" if paper % 2 == 0 else ""
            add(paper, 1 + 3 * story + (paper > 2), kept, f"f{story}", byline)
    unknown = [paragraph(chance) for _ in range(5)]
    add(1, 20, unknown, "unknown", "")
    add(2, 21, unknown, "unknown", "")
    for number in range(own):
        add(number % papers, 1 + 2 * number, [paragraph(chance) for _ in range(6)], None, "")
    return rows


def written(file: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows as JSON, one a line."""
    lines = [json.dumps({k: v for k, v in row.items() if k != "family"}) for row in rows]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table that was written as JSON, one a line."""
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]
