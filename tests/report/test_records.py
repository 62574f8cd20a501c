"""The records that scripts read: their keys, their order, their bytes."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from tui.report.records import alignment_record, article_record, as_json, as_line, json_array
from tui.text.model import (
    Alignment,
    Article,
    Credit,
    Difference,
    Evidence,
    Link,
    Paragraph,
    Removed,
    Row,
    Summary,
    Trim,
)

ARTICLE = Article(
    path="pages/a.txt",
    sha256="00ff",
    encoding="utf-8",
    title="Bridge to be rebuilt",
    byline=None,
    date="2025-02-18",
    credit=Credit("AP", (Evidence((3, 3), "agency-byline", "By Associated Press"),)),
    paragraphs=(
        Paragraph("Bridge to be rebuilt", "headline", (1, 1)),
        Paragraph("It will be.", "body", (5, 6), (Trim("date 2025 ", "scraped"),)),
    ),
    removed=(Removed("Share", "share-buttons", (2, 2)),),
)
ALIGNMENT = Alignment(
    ARTICLE,
    replace(ARTICLE, path="pages/b.txt"),
    (
        Link(
            1,
            1,
            "near",
            0.123456,
            moved=False,
            differences=(Difference("substance", "number", (0, 2), None),),
        ),
    ),
    (Row((1,), (1,), "near"),),
    Summary(0, 1, 0, 0, 0, 0, 1.0, 2 / 3, 1.0, 2 / 3),
)


def test_the_article_record() -> None:
    assert article_record(ARTICLE) == {
        "schema": "compare/article/1",
        "path": "pages/a.txt",
        "also": [],
        "sha256": "00ff",
        "encoding": "utf-8",
        "title": "Bridge to be rebuilt",
        "byline": None,
        "date": "2025-02-18",
        "credit": {
            "service": "AP",
            "evidence": [{"lines": (3, 3), "rule": "agency-byline", "text": "By Associated Press"}],
        },
        "outlet": None,
        "url": None,
        "author": None,
        "paragraphs": [
            {"text": "Bridge to be rebuilt", "role": "headline", "lines": (1, 1)},
            {
                "text": "It will be.",
                "role": "body",
                "lines": (5, 6),
                "trimmed": [{"text": "date 2025 ", "rule": "scraped"}],
            },
        ],
        "removed": [{"text": "Share", "rule": "share-buttons", "lines": (2, 2)}],
    }


def test_the_alignment_record() -> None:
    record = alignment_record(ALIGNMENT)
    assert record["schema"] == "compare/alignment/1"
    assert record["left"] == article_record(ARTICLE)
    assert record["right"]["path"] == "pages/b.txt"
    assert record["links"] == [
        {
            "left": 1,
            "right": 1,
            "kind": "near",
            "similarity": 0.1235,
            "moved": False,
            "differences": [
                {"class": "substance", "what": "number", "left": (0, 2), "right": None}
            ],
        }
    ]
    assert record["rows"] == [{"left": (1,), "right": (1,), "kind": "near"}]
    assert record["summary"]["right_share"] == 0.6667


def test_json_reads_back_and_a_line_is_one_line() -> None:
    hostile = replace(
        ARTICLE, title="a\x1b[31m\x9b1m\u2028b\u202ec\x85d\n", path="caf\udce9\ud800.txt"
    )
    record = article_record(hostile)
    for text in (as_line(record), as_json(record), as_json([record])):
        assert not any(mark in text for mark in "\x1b\x9b\u2028\u202e\x85")
        text.encode()
    line = as_line(record)
    assert line.splitlines() == [line[:-1]]
    read = json.loads(line)
    assert read["title"] == hostile.title
    assert read["path"] == "caf\\xe9\\ud800.txt"
    assert json.loads(as_json([record])) == [read]


def test_millions_of_signs_that_nobody_sees_are_written_in_no_time() -> None:
    began = time.process_time()
    written = as_json({"text": "\u202e\U000e0041" * 500_000})
    # Each by itself took 1.7.
    assert time.process_time() - began < 1.2
    assert written.count("\\u202e\\udb40\\udc41") == 500_000


@pytest.mark.parametrize("count", [0, 1, 3])
def test_an_array_is_written_piece_by_piece_as_in_one(count: int) -> None:
    records = [{"a": [1, {"b": "two\nlines\x9b"}], "c": [], "d": {}}] * count
    assert "".join(json_array(iter(records))) == as_json(records)
