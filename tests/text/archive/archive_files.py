"""Files that hold several articles, made by hand, and what comes out of one."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from support.default import default_config

from tui.text.archive.model import Census, Part, Piece, Unread
from tui.text.archive.open import Archive, open_archive
from tui.text.article.read import clean
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from tui.text.model import Article

CONFIG = default_config()


BODY = (
    "HARBOR FALLS (AP) — Dredging of the old harbor began on Monday after years of delay, and the"
    " first barge of silt was towed out to sea before noon, the port office said.\n\n"
    "“We waited eleven years for this day,” said Mira Holt, who runs the fish market on the quay,"
    " “and now the boats can come in at low tide again.”\n\n"
    "The work is to last until the autumn and costs 14 million, half of which the state pays."
)


def record(number: int, **more: object) -> dict[str, object]:
    """A row as scrapers write it."""
    row: dict[str, object] = {
        "title": f"Dredging of the harbor begins, part {number}",
        "text": BODY.replace("eleven", f"{number + 10}"),
        "date": f"2026-03-{number:02}",
        "source": "The Quay Post",
        "author": "By Jo Marsh, Associated Press",
        "url": f"https://quay.example/{number}",
    }
    return row | more


def json_lines(count: int = 3) -> bytes:
    """Some rows as JSON Lines."""
    return "".join(json.dumps(record(number)) + "\n" for number in range(1, count + 1)).encode()


def table(rows: list[dict[str, object]], **dialect: object) -> bytes:
    """Some rows as CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), **dialect)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def opened(data: bytes, name: str = "export.jsonl") -> Archive:
    """The archive that some bytes are."""
    archive = open_archive(name, CONFIG.archives, data)
    assert archive is not None
    return archive


def pieces(data: bytes, name: str = "export.jsonl") -> list[Piece]:
    """All that is in it."""
    return list(opened(data, name).pieces())


def articles(data: bytes, name: str = "export.jsonl") -> list[Article]:
    """The articles in it."""
    archive = opened(data, name)
    return [clean(archive.page(one), CONFIG) for one in archive.pieces() if isinstance(one, Part)]


def numbered_pieces(name: str, data: bytes) -> tuple[Archive | None, list[Piece]]:
    """All that is in it, seen to be numbered one after the other; nothing where it is refused."""
    try:
        archive = open_archive(name, CONFIG.archives, data)
        found = [] if archive is None else list(archive.pieces())
    except PageError:
        return None, []
    numbers = [one.number for one in found if not isinstance(one, Census)]
    assert numbers == list(range(1, len(numbers) + 1))
    return archive, found


def faults(data: bytes, name: str = "export.jsonl") -> list[tuple[int, str]]:
    """What could not be read of it, by number."""
    return [(one.number, one.reason) for one in pieces(data, name) if isinstance(one, Unread)]


def census(data: bytes, name: str) -> Census:
    """What it says of how much there is."""
    return next(one for one in pieces(data, name) if isinstance(one, Census))


def body(article: Article) -> list[str]:
    """The paragraphs of its body."""
    return [one.text for one in article.paragraphs if one.linkable]


class Sheet:
    """Pages on which text is set at places; the least of what a PDF can be."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]

    def at(self, x: float, y: float, text: str, size: float = 10) -> None:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.pages[-1].append(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET")

    def turn(self) -> None:
        self.pages.append([])

    def save(self) -> bytes:
        count = len(self.pages)
        kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(count))
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        ]
        for at, page in enumerate(self.pages):
            stream = "\n".join(page)
            objects += [
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font "
                f"<< /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>",
                f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
            ]
        data = "%PDF-1.4\n" + "".join(
            f"{at} 0 obj\n{one}\nendobj\n" for at, one in enumerate(objects, 1)
        )
        return (data + "trailer << /Root 1 0 R >>\n%%EOF").encode("latin-1")
