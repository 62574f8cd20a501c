"""A report as Markdown (CommonMark with tables), in which no word of a page is markup.

Pages are written by strangers: whatever of them could be a link, an image or HTML is escaped,
so that a report shows the words and nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.presentation.kinds import (
    ABSENT,
    GLYPHS,
    ITSELF,
    KINDS,
    NOTHING,
    corrections_said,
    line_of,
    missing,
)
from tui.presentation.rows import called
from tui.presentation.sentence import CLASS_NAMES
from tui.report.history import told_histories
from tui.report.notes import notes_told
from tui.report.pairs import differences_said, pair_parts
from tui.report.parts import (
    NO_GROUP,
    OPENING,
    coverage_of,
    groups_of,
    in_words,
    matrix_of,
    reasons,
    removed_by_rule,
    share_said,
    told_of_coverage,
)
from tui.report.story import ranked
from tui.report.text import counted
from tui.text.alignment.rows import percent
from tui.text.inert import inert
from tui.text.model import place_said

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from tui.corpus.story.story import Verdict
    from tui.report.history import ToldHistory
    from tui.report.notes import NoteTold
    from tui.report.pairs import PairPart, ShownPair, ShownParagraph, WordChange
    from tui.report.parts import CoverageTable, GroupRow, Matrix, MatrixCell
    from tui.report.report import Report
    from tui.text.model import Article


# What CommonMark, its table and link extensions, and common dialects read as markup: anywhere,
# as part of a bare address or name (a scheme, //host, host.name, 127.0.0.1), and at the beginning
# of a line. Of numbers only those with two points could be addresses.
_MARKUP = re.compile(
    r"[\\`*_{}\[\]<>#|~^$&@]|:(?=//|\w+:)|(?<=[^\W\d_]):(?=\S)|/(?=/)"
    r"|\.(?=[^\W\d])|(?<=[^\W\d])\.(?=\w)|\.(?=\d+\.\d)|(?<=\bwww)\.|^\s*\d+[.)]|^\s*[-+=:!%]"
)


def escaped(text: str) -> str:
    """A text that Markdown shows as it is.

    Returns:
        The text made inert, on one line, with a backslash before what would be markup.
    """
    return _MARKUP.sub(_with_backslash, inert(text).strip())


def _with_backslash(match: re.Match[str]) -> str:
    return f"{match[0][:-1]}\\{match[0][-1]}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, and an empty one.

    Args:
        heads: The names of the columns, escaped.
        rows: The cells of each row, escaped.
    """
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def markdown_report(report: Report) -> Iterator[str]:
    """A report as Markdown.

    Yields:
        The parts of one file, in order.
    """
    yield from _Markdown(report).parts()


def markdown_coverage(report: Report, place: int) -> Iterator[str]:
    """Who has which paragraph of one article, as Markdown.

    Yields:
        The parts of one file, in order.
    """
    yield from _Markdown(report).coverage_parts(place)


class _Markdown:
    """The lines of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._findings = report.findings
        self._names = [escaped(name) for name in report.findings.names]
        self._places = {one.path: place for place, one in enumerate(report.findings.articles)}

    def parts(self) -> Iterator[str]:
        articles = self._findings.articles
        groups, alone = groups_of(self._findings)
        yield _text(self._head(groups, alone))
        yield _text(self._notes(notes_told(self._report)))
        yield _text(["## Verdicts", ""])
        for row in groups:
            pages = counted(len(row.story.verdicts), "page")
            yield _text([f"### Group {row.number} · {pages} · {escaped(row.headline)}", ""])
            for verdict in ranked(row.story):
                yield _text(self._verdict(verdict))
        if alone:
            yield _text([f"### {NO_GROUP} · {counted(len(alone), 'page')}", ""])
        for verdict in alone:
            yield _text(self._verdict(verdict))
        yield _text(self._histories(told_histories(self._findings)))
        if len(articles) > 1:
            yield _text(self._matrix(matrix_of(self._report)))
        yield _text(["## Paragraph by paragraph", ""])
        for place in range(len(articles)):
            yield _text(self._coverage(coverage_of(self._findings, place)))
        yield _text(self._legend())
        for part in pair_parts(self._report):
            yield _text(self._pair(part))
        yield _text(["## What was removed", ""])
        why = reasons(self._findings.config)
        for place, article in enumerate(articles):
            yield _text(self._removed(place, article, why))
        yield _text(self._sources(range(len(articles))))

    def coverage_parts(self, place: int) -> Iterator[str]:
        told = told_of_coverage(self._findings, place)
        yield _text([f"# Coverage of {self._names[place]}, paragraph by paragraph", ""])
        yield _text(line for said in told.claims for line in (f"{escaped(said)}.", ""))
        yield _text(self._coverage(told.coverage))
        here = (one for one in notes_told(self._report) if place in dict(one.note.places))
        yield _text(self._notes(tuple(here)))
        yield _text(["## Verdicts", ""])
        for verdict in told.verdicts:
            yield _text(self._verdict(verdict))
        yield _text(self._sources(told.places))

    def _title(self, place: int) -> str:
        return escaped(called(self._findings.articles[place]))

    def _head(self, groups: Sequence[GroupRow], alone: Sequence[Verdict]) -> Iterator[str]:
        yield f"# Comparison of {counted(len(self._findings.articles), 'article')}"
        yield ""
        if len(groups) == 1:
            yield from (f"{escaped(groups[0].said)}.", "")
        elif groups:
            rows = [
                (
                    str(row.number),
                    escaped(row.headline),
                    str(len(row.story.verdicts)),
                    escaped(row.said),
                    escaped(row.unsaid),
                )
                for row in groups
            ]
            rest = [("", NO_GROUP, str(len(alone)), "", "")] if alone else []
            heads = ("Group", "Headline", "Pages", "Verdicts", "What these pages can't show")
            yield from table(heads, [*rows, *rest])
        yield from (OPENING, "")
        for unreadable in self._report.unreadable:
            yield f"- {escaped(unreadable.path)} could not be read: {escaped(unreadable.reason)}"
        yield ""

    def _notes(self, notes: Sequence[NoteTold]) -> Iterator[str]:
        if not notes:
            return
        yield from ("## Notes", "")
        heads = ["Flag", "Note", "On", "Words"]
        by = bool(notes[0].by)
        rows = (
            (
                one.mark,
                escaped(one.text),
                escaped(one.where),
                " / ".join(f"“{escaped(words)}”" for words in one.words),
                *([escaped(one.by)] if by else []),
            )
            for one in notes
        )
        yield from table([*heads, "By"] if by else heads, rows)

    def _verdict(self, verdict: Verdict) -> Iterator[str]:
        place = self._places[verdict.path]
        yield from (f"#### {self._names[place]} · {self._title(place)}", "")
        yield from (f"**{escaped(line_of(verdict))}** ({escaped(verdict.path)})", "")
        yield from (f"- {escaped(sentence)}" for sentence in verdict.evidence)
        yield ""

    def _histories(self, histories: Sequence[ToldHistory]) -> Iterator[str]:
        if histories:
            yield from ("## What was changed after publication", "")
        for history in histories:
            count = counted(len(history.versions), "version")
            yield from (f"### {escaped(history.title)}: {count}", "")
            if history.known:
                yield from (escaped(history.known), "")
            for version in history.versions:
                said = f"{self._names[version.place]}: {escaped(version.said)}"
                yield f"- **{escaped(version.when)}**, {said}"
                for name, text in version.changes:
                    yield f"  - {name}: {escaped(text)}"
            yield ""

    def _matrix(self, matrix: Matrix) -> Iterator[str]:
        yield from ("## Overlap", "")
        yield "How much of the row's article is in paragraphs that match the"
        yield "column's (same or near); after + how much more is paraphrased; · nothing;"
        yield "~ estimated."
        yield ""
        heads = ["of … in", *(self._names[row.place] for row in matrix.rows)]
        rows = ([self._names[row.place], *map(_matrix_cell, row.cells)] for row in matrix.rows)
        yield from table(heads, rows)
        if matrix.left_out:
            yield from (f"{counted(matrix.left_out, 'article')} more left out.", "")

    def _coverage(self, coverage: CoverageTable) -> Iterator[str]:
        yield from (f"### {self._names[coverage.place]} · {self._title(coverage.place)}", "")
        if not coverage.strips:
            yield from ("No other article here has any of it.", "")
            return
        rows = []
        for strip in coverage.strips:
            name = "All together" if strip.place is None else self._names[strip.place]
            picture = "".join(GLYPHS[one.kind] if one.kind else ABSENT for one in strip.blocks)
            rows.append((name, f"`{picture}`", share_said(strip.share), in_words(strip, name)))
        yield from table(("Article", "Its paragraphs", "Words", "In words"), rows)
        if coverage.left_out:
            yield from (
                f"{counted(coverage.left_out, 'article')} more, less similar, not compared.",
                "",
            )
        if coverage.unique:
            among = ", of those looked into" if coverage.left_out else ""
            yield from (f"Only in {self._names[coverage.place]}{among}:", "")
            for number, paragraph in coverage.unique:
                article = self._report.findings.articles[coverage.place]
                where = f"¶ {number}, {place_said(paragraph.lines, article.places)}"
                yield f"- {where}: {escaped(paragraph.text)}"
            yield ""

    def _legend(self) -> Iterator[str]:
        yield from ("## Side by side", "")
        rows = ((kind.glyph, kind.name, kind.meaning) for kind in KINDS)
        yield from table(("Sign", "Kind", "Meaning"), rows)
        yield "Words that the other side does not have are in ‹brackets›; in the last column they"
        yield "are listed by class, with the character offsets in the left and the right paragraph."
        yield ""
        if self._report.pairs_left_out:
            yield f"{counted(self._report.pairs_left_out, 'more pair')} left out."
            yield ""

    def _pair(self, part: PairPart) -> Iterator[str]:
        left, right = self._names[part.left], self._names[part.right]
        summary = part.alignment.summary
        yield from (f"### {left} and {right}", "")
        yield f"{percent(summary.left_copied)} of {left} is in {right}; "
        yield f"{percent(summary.right_copied)} of "
        yield f"{right} is in {left}. {self._counted(part)}."
        yield f"{corrections_said(part.alignment, (left, right))} {missing(part.alignment)}".strip()
        yield ""
        differ = differences_said(part.classes)
        yield from (f"Differences in what is same or near: {differ}.", "")
        yield from table(("Kind", left, right, "What differs"), map(_pair_row, part.rows))

    def _counted(self, part: PairPart) -> str:
        """How many rows of each kind there are, in the words of the app."""
        only = {"only-left": part.left, "only-right": part.right}
        return ", ".join(
            f"{part.counts.get(kind.look, 0)} "
            + (f"only in {self._names[only[kind.look]]}" if kind.look in only else kind.name)
            for kind in KINDS
        )

    def _removed(self, place: int, article: Article, why: dict[str, str]) -> Iterator[str]:
        yield from (f"### {self._names[place]} · {self._title(place)}", "")
        rows = [
            (escaped(rule.name), place_said(one.lines, article.places), escaped(one.text))
            for rule in removed_by_rule(article, why)
            for one in rule.taken
        ]
        if rows:
            yield from table(("Rule", "Where", "What it took"), rows)
        else:
            yield from ("Nothing was removed from it.", "")
        kept = [one for one in article.paragraphs if not one.linkable]
        if kept:
            yield from ("Part of the article, but not compared:", "")
            for one in kept:
                yield f"- {one.role}, {place_said(one.lines, article.places)}: {escaped(one.text)}"
            yield ""

    def _sources(self, places: Container[int]) -> Iterator[str]:
        made = self._report.provenance
        yield from ("## Sources and method", "")
        rows = (
            (
                name,
                ", also ".join(map(escaped, (one.path, *one.also))),
                f"`{one.sha256}`",
                escaped(one.encoding),
            )
            for name, one in zip(self._names, self._findings.articles, strict=True)
        )
        told = (row for place, row in enumerate(rows) if place in places)
        yield from table(("Article", "Path", "SHA-256", "Encoding"), told)
        yield f"- Program: compare {made.version}"
        yield f"- Rules in force (SHA-256 of the configuration): `{made.rules_sha256}`"
        if made.configuration is not None:
            path = escaped(made.configuration)
            yield f"- Configuration, not the default or the user's own: {path}"
        given = [escaped(one.path) for one in self._findings.articles if one.original]
        if given:
            yield f"- Given as originals: {', '.join(given)}"
        if not made.rules:
            yield "- Chrome rules: none; pages were taken as they are"
        if made.without:
            yield f"- Rules left out: {', '.join(map(escaped, made.without))}"
        if made.made:
            yield f"- Date: {made.made}"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _matrix_cell(cell: MatrixCell | None) -> str:
    if cell is None:
        return ITSELF
    if cell.share is None:
        return NOTHING
    return f"{cell.sign} {share_said(cell.share)}"


def _pair_row(row: ShownPair) -> tuple[str, ...]:
    changes = (
        f"{CLASS_NAMES[category]}: {', '.join(map(_change, several))}"
        for category, several in row.changes
    )
    return f"{row.glyph} {row.name}", _cell(row.left), _cell(row.right), " · ".join(changes)


def _cell(paragraphs: Iterable[ShownParagraph]) -> str:
    return " — ".join(map(_paragraph, paragraphs))


def _paragraph(one: ShownParagraph) -> str:
    words = "".join(
        f"‹{stretch.text}›" if stretch.weight in ("mark", "weighty") else stretch.text
        for stretch in one.stretches
    )
    if one.is_note:
        return f"({escaped(words)})"
    return f"{one.name}, {one.where}: {escaped(words)}"


def _change(change: WordChange) -> str:
    left, right = escaped(change.left), escaped(change.right)
    said = f"{left} → {right}" if left and right else f"−{left}" if left else f"+{right}"
    offsets = " / ".join(
        "–" if span is None else f"{span[0]}–{span[1]}"
        for span in (change.left_offsets, change.right_offsets)
    )
    return f"{escaped(change.what)} {said} ({offsets})".lstrip()
