"""What must hold of every record, whatever the pages were: the promises made to scripts.

Each check takes records as they are read back from JSON, and fails with what does not hold.
"""

from __future__ import annotations

import json
from typing import Any

from tui.report.records import alignment_record, article_record, as_json, as_line
from tui.report.story import story_record
from tui.text.page.columns import in_columns

Record = dict[str, Any]

ROLES = {"headline", "standfirst", "byline", "caption", "subhead", "body", "credit"}
LINKABLE = {"body", "standfirst", "subhead"}
KINDS = {"same", "near", "related"}
CLASSES = {"house-style", "wording", "substance", "quotation"}
VERDICTS = {
    "original",
    "credited-copy",
    "uncredited-copy",
    "part-copy",
    "shared",
    "unclear",
    "own",
    "no-match",
}


def read_back(made: Any) -> Record:
    """A record as a script reads it: the same on one line and on many, and as UTF-8."""
    line, lines = as_line(made), as_json(made)
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert line.encode() + lines.encode()
    record: Record = json.loads(line)
    assert record == json.loads(lines)
    return record


def check_article(article: Any, lines: tuple[str, ...]) -> Record:
    """Check an article against the lines of its page; gives its record."""
    record = read_back(article_record(article))
    assert record["schema"] == "compare/article/1"
    assert len(record["sha256"]) == 64
    entries = record["paragraphs"] + record["removed"]
    held = sorted(line for one in entries for line in range(one["lines"][0], one["lines"][1] + 1))
    # A paragraph that goes on past the edge of a page has blank lines inside it.
    held = [number for number in held if lines[number - 1].strip()]
    expected = [number for number, line in enumerate(lines, start=1) if line.strip()]
    if in_columns(lines) or any("\f" in line.strip() for line in lines):
        # A line of a page in columns is in a paragraph of each, one with a form feed in two.
        held = sorted(set(held))
    assert held == expected
    for one in record["paragraphs"]:
        assert one["role"] in ROLES
        assert one["text"] == " ".join(one["text"].split())
    assert all(one["text"] and one["rule"] for one in record["removed"])
    credit = record["credit"]
    assert credit is None or (credit["service"] and credit["evidence"])
    return record


def check_alignment(alignment: Any) -> Record:
    """Check an alignment's links, rows and differences; gives its record."""
    record = read_back(alignment_record(alignment))
    assert record["schema"] == "compare/alignment/1"
    sides = {side: record[side]["paragraphs"] for side in ("left", "right")}
    linkable = {
        side: [at for at, one in enumerate(sides[side]) if one["role"] in LINKABLE]
        for side in sides
    }
    pairs = [(link["left"], link["right"]) for link in record["links"]]
    assert len(set(pairs)) == len(pairs)
    for link in record["links"]:
        _check_link(link, sides, linkable)
    _check_rows(record, linkable)
    counts = dict(record["summary"])
    corrections = counts.pop("corrections")
    assert all(isinstance(count, int) and count >= 0 for count in corrections.values())
    for name, value in counts.items():
        whole = isinstance(value, int) and value >= 0
        assert whole or 0 <= value <= 1, (name, value)
    return record


def _check_link(link: Record, sides: dict[str, Any], linkable: dict[str, list[int]]) -> None:
    assert link["left"] in linkable["left"]
    assert link["right"] in linkable["right"]
    assert link["kind"] in KINDS
    assert 0 <= link["similarity"] <= 1
    assert isinstance(link["moved"], bool)
    for difference in link["differences"]:
        assert difference["class"] in CLASSES
        assert difference["what"]
        assert difference["left"] or difference["right"]
        for side in ("left", "right"):
            if difference[side] is not None:
                start, end = difference[side]
                assert 0 <= start < end <= len(sides[side][link[side]]["text"])


def _check_rows(record: Record, linkable: dict[str, list[int]]) -> None:
    links = record["links"]
    pairs = {(link["left"], link["right"]) for link in links}
    linked = {side: {link[side] for link in links} for side in linkable}
    for side, expected in linkable.items():
        assert [at for row in record["rows"] for at in row[side]] == expected, side
    for row in record["rows"]:
        assert row["left"] or row["right"]
        if row["left"] and row["right"]:
            assert row["kind"] in KINDS
            assert pairs & {(left, right) for left in row["left"] for right in row["right"]}
        else:
            side = "left" if row["left"] else "right"
            # With the kind of its link stands alone what has moved, and what belongs to a
            # paragraph in another row.
            assert linked[side].issuperset(row[side]) == (row["kind"] in KINDS)
            assert row["kind"] in KINDS | {side}


def check_story(stories: Any, paths: list[str]) -> Record:
    """Check that every article is in one cluster, with shares that can be; gives the record."""
    record = read_back(story_record(stories))
    assert record["schema"] == "compare/story/1"
    articles = [one for cluster in record["clusters"] for one in cluster["articles"]]
    shown = sorted(one["path"] for one in articles)
    assert shown == sorted(read_back({"paths": paths})["paths"])
    for cluster in record["clusters"]:
        inside = {one["path"] for one in cluster["articles"]}
        assert cluster["source"] is None or cluster["source"] in inside
    for one in articles:
        assert one["verdict"] in VERDICTS
        assert one["evidence"]
        for share in ("share_from_source", "source_share_found"):
            assert one[share] is None or 0 <= one[share] <= 1
    return record
