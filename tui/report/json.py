"""A report as one JSON record, which holds the records of articles, stories and alignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.corpus.story.versions import find_versions
from tui.report.history import history_record
from tui.report.notes import note_record, notes_told
from tui.report.parts import groups_of
from tui.report.records import alignment_record, article_record, as_line
from tui.report.story import story_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.corpus.findings import Findings
    from tui.report.parts import GroupRow
    from tui.report.records import Record
    from tui.report.report import Report


REPORT_SCHEMA = "compare/report/1"


def json_report(report: Report) -> Iterator[str]:
    """A report as JSON: `compare/report/1`.

    Yields:
        The parts of one JSON object. Each record in its lists stands on a line of its own.
    """
    findings = report.findings
    # An object is left open for the lists that follow.
    yield as_line(_head(report)).rstrip("\n").removesuffix("}")
    lists: tuple[tuple[str, Iterable[Record]], ...] = (
        ("articles", map(article_record, findings.articles)),
        ("history", history_record(find_versions(findings.articles), findings.align)["articles"]),
        ("sharing", _sharing(findings)),
        ("coverage", (_coverage(findings, place) for place in range(len(findings.articles)))),
        (
            "alignments",
            (alignment_record(findings.alignment(*pair)) for pair in report.pairs()),
        ),
    )
    for name, records in lists:
        yield f',\n"{name}":['
        for number, record in enumerate(records):
            yield (",\n" if number else "\n") + as_line(record).rstrip("\n")
        yield "]"
    yield "}\n"


def _head(report: Report) -> Record:
    """What stands before the long lists."""
    findings, made = report.findings, report.provenance
    return {
        "schema": REPORT_SCHEMA,
        "version": made.version,
        "rules_sha256": made.rules_sha256,
        "configuration": made.configuration,
        "rules": made.rules,
        "without": made.without,
        "made": made.made,
        "originals": [one.path for one in findings.articles if one.original],
        "pairs": findings.pair_count,
        "pairs_left_out": report.pairs_left_out,
        "unreadable": [{"path": one.path, "reason": one.reason} for one in report.unreadable],
        "story": story_record(findings.stories),
        **_groups_and_notes(report),
    }


def _groups_and_notes(report: Report) -> Record:
    return {
        "groups": [_group(row) for row in groups_of(report.findings)[0]],
        "notes": [
            note_record(told, report.findings.articles, report.noted) for told in notes_told(report)
        ],
    }


def _group(row: GroupRow) -> Record:
    return {
        "group": row.number,
        "headline": row.headline,
        "paths": [verdict.path for verdict in row.story.verdicts],
        "summary": row.said,
        "not_shown": row.unsaid,
    }


def _sharing(findings: Findings) -> Iterator[Record]:
    for (one, other), share in sorted(findings.sharing.shares.items()):
        yield {
            "article": findings.articles[one].path,
            "in": findings.articles[other].path,
            "share": share.share,
            "copied": share.copied,
            "exact": share.exact,
        }


def _coverage(findings: Findings, place: int) -> Record:
    coverage = findings.coverage(place)
    return {
        "article": findings.articles[place].path,
        "others": [
            {
                "path": column.article.path,
                "share": column.share.share,
                "copied": column.share.copied,
                "stops_after": column.stops_after,
                "witnesses": [
                    {
                        "paragraph": index,
                        "other": witness.paragraph,
                        "kind": witness.kind,
                        "similarity": round(witness.similarity, 4),
                    }
                    for index, witness in sorted(column.witnesses.items())
                ],
            }
            for column in coverage.columns
        ],
        "unique": list(coverage.unique),
        "left_out": coverage.left_out,
    }
