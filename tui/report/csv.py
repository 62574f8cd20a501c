"""Tables in CSV: of paragraphs that belong together, of articles, of pairs of them, of notes.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and where commas
are decimal it begins a new cell at a semicolon too, whatever stands around it. What could pass for
a formula gets an apostrophe in front, as OWASP recommends against CSV injection. Offsets do not
count it. There is exactly one for each such place, also where one stands already: the text comes
back when the first apostrophe in each place is taken out (`plain_cell`).
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from tui.presentation.rows import numbers
from tui.report.notes import notes_at, notes_cell, notes_told
from tui.report.parts import groups_of
from tui.report.story import ranked
from tui.text.inert import safe_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.corpus.coverage import Column
    from tui.corpus.notes import PlacedNote
    from tui.corpus.sharing import Share
    from tui.corpus.story.story import Verdict
    from tui.report.report import Report
    from tui.text.model import Alignment, Article, Link, Offsets


COLUMNS = (
    "left_path",
    "left_sha256",
    "left_paragraph",
    "left_first_line",
    "left_last_line",
    "right_path",
    "right_sha256",
    "right_paragraph",
    "right_first_line",
    "right_last_line",
    "kind",
    "similarity",
    "moved",
    "left_text",
    "right_text",
    "differences",
    "left_also",
    "right_also",
    "notes",
    "left_number",
    "right_number",
)
"""`differences` is, for each, `class/what left-offsets right-offsets`, several separated by `; `.
Paragraphs are indexes from 0, as in the JSON records; offsets are `start-end`, or `-`.
`left_also` and `right_also` are the other paths under which the article was saved, separated by
`; `. `notes` are those made in the app on the pair or on one of its paragraphs, `mark: note` each,
separated by `; `. One that is on no pair here has a line of its own at the end, whose `kind` is
`none`. `left_number` and `right_number` are the paragraphs' numbers as the app shows them (¶ 1 is
the first); subheads have none."""


COVERAGE_COLUMNS = (
    "path",
    "sha256",
    "paragraph",
    "first_line",
    "last_line",
    "text",
    "other_path",
    "other_sha256",
    "other_paragraph",
    "other_first_line",
    "other_last_line",
    "kind",
    "similarity",
    "other_text",
    "also",
    "other_also",
    "notes",
    "number",
    "other_number",
)
"""Of a paragraph that no other article has, what is said of the other one is empty. `notes` are
those on either paragraph or on both as a pair. The numbers are those that readers see: ¶ 3."""


ARTICLE_COLUMNS = (
    "name",
    "headline",
    "who",
    "outlet",
    "date",
    "credit",
    "verdict",
    "summary",
    "service",
    "from",
    "share_from_source",
    "source_share_found",
    "truncated",
    "paragraphs",
    "group",
    "path",
    "sha256",
    "also",
    "url",
    "notes",
)
"""`credit` is the wire service that the page names, `service` the one whose text it has, `from` the
article that the shares are of. An article in no group has no number. `notes` says how many there
are on the article."""


PAIR_COLUMNS = (
    "left",
    "right",
    "left_share",
    "left_share_with_paraphrases",
    "right_share",
    "right_share_with_paraphrases",
    "aligned",
    "group",
    "left_path",
    "right_path",
)
"""`left_share` is how much of the left article also appears in the right one, `right_share` the
reverse, from 0 to 1; estimated where they were not `aligned`. Pairs that share nothing are left
out."""


NOTE_COLUMNS = (
    "mark",
    "note",
    "name",
    "path",
    "paragraph",
    "first_line",
    "last_line",
    "words",
    "other_name",
    "other_path",
    "other_paragraph",
    "other_first_line",
    "other_last_line",
    "other_words",
    "author",
    "date",
    "number",
    "other_number",
)
"""A note on one paragraph has nothing in the columns of the other; one whose paragraph is gone has
no place. `number` is what readers call the paragraph (¶ 3), `paragraph` its index from 0 among all
that the article has, headline and byline too."""


def csv_report(report: Report) -> Iterator[str]:
    """The pairs of a report as CSV.

    Yields:
        A line of column names, then the lines of one pair of articles after the other.
    """
    yield csv_lines([COLUMNS])
    told: set[int] = set()
    for pair in report.pairs():
        alignment = report.findings.alignment(*pair)
        noted = [_noted_on(report, link, *pair) for link in alignment.links]
        told.update(id(one) for notes in noted for one in notes)
        yield csv_lines(_rows(alignment, noted))
    yield csv_lines([_lone(one, report) for one in report.noted.notes if id(one) not in told])


def csv_articles_report(report: Report) -> Iterator[str]:
    """The articles of a report as CSV: who, when, whose text, and how much of it.

    Yields:
        A line of column names, then a line for each article, in the order of the groups.
    """
    yield csv_lines([ARTICLE_COLUMNS])
    groups, alone = groups_of(report.findings)
    articles = {article.path: article for article in report.findings.articles}
    names = dict(zip(articles, report.findings.names, strict=True))
    notes = Counter(place for one in report.noted.notes for place in dict(one.places))
    noted = {path: str(notes[place]) for place, path in enumerate(articles)}
    for row in groups:
        told = (
            (*_article(one, articles[one.path], names, str(row.number)), noted[one.path])
            for one in ranked(row.story)
        )
        yield csv_lines(list(told))
    rest = ((*_article(one, articles[one.path], names, ""), noted[one.path]) for one in alone)
    yield csv_lines(list(rest))


def csv_pairs_report(report: Report) -> Iterator[str]:
    """The pairs of articles that share text as CSV, those that share most first.

    Yields:
        A line of column names, then a line for each pair.
    """
    yield csv_lines([PAIR_COLUMNS])
    findings = report.findings
    groups, _ = groups_of(findings)
    number = {one.path: row.number for row in groups for one in row.story.verdicts}
    for left, right in islice(findings.pairs(), len(findings.sharing_pairs)):
        one, other = findings.articles[left], findings.articles[right]
        there, back = findings.share(left, right), findings.share(right, left)
        is_aligned = all(share is None or share.exact for share in (there, back))
        same = number.get(one.path) == number.get(other.path)
        row = (
            safe_cell(findings.names[left]),
            safe_cell(findings.names[right]),
            *_share_cells(there),
            *_share_cells(back),
            "true" if is_aligned else "false",
            str(number.get(one.path, "")) if same else "",
            safe_cell(one.path),
            safe_cell(other.path),
        )
        yield csv_lines([row])


def csv_notes_report(report: Report) -> Iterator[str]:
    """The notes of a report as CSV.

    Yields:
        A line of column names, then a line for each note.
    """
    yield csv_lines([NOTE_COLUMNS])
    articles, names = report.findings.articles, report.findings.names
    for told in notes_told(report):
        cells: list[str] = []
        for (at, index), words in zip(told.note.places, told.words, strict=True):
            where = ("", "", "") if index is None else _place(articles[at], index)[2:]
            cells += [safe_cell(names[at]), safe_cell(articles[at].path), *where, safe_cell(words)]
        mark, text = told.note.note.mark, safe_cell(told.text)
        cells += [""] * (len(NOTE_COLUMNS) - 6 - len(cells))
        noted = safe_cell(report.noted.author), safe_cell(report.noted.date)
        called = [_number(articles[at], index) for at, index in told.note.places]
        yield csv_lines([(mark, text, *cells, *noted, *[*called, ""][:2])])


def _article(
    verdict: Verdict, article: Article, names: Mapping[str, str], group: str
) -> tuple[str, ...]:
    source = verdict.compared_with
    author = article.byline or article.author or ""
    shares = verdict.share_from_source, verdict.source_share_found
    return (
        safe_cell(names[article.path]),
        safe_cell(article.title or ""),
        safe_cell(author),
        safe_cell(article.outlet or ""),
        article.date or "",
        safe_cell(article.credit.service if article.credit else ""),
        verdict.kind,
        safe_cell(verdict.line),
        safe_cell(verdict.service or ""),
        safe_cell(names.get(source, source) if source else ""),
        *(f"{share:.4f}" for share in shares),
        "true" if verdict.truncated else "false",
        str(sum(paragraph.counted for paragraph in article.paragraphs)),
        group,
        safe_cell(article.path),
        article.sha256,
        _also(article),
        safe_cell(article.url or ""),
    )


def _share_cells(share: Share | None) -> tuple[str, str]:
    return ("0.0000", "0.0000") if share is None else (f"{share.copied:.4f}", f"{share.share:.4f}")


def csv_coverage(report: Report, place: int) -> Iterator[str]:
    """Who has which paragraph of one article, as CSV.

    Yields:
        A line of column names, then for each paragraph a line for each article that has it,
        the one that has most of all first; a single line where none has it.
    """
    yield csv_lines([COVERAGE_COLUMNS])
    places = {one.path: at for at, one in enumerate(report.findings.articles)}
    article, coverage = report.findings.articles[place], report.findings.coverage(place)
    for index, paragraph in enumerate(article.paragraphs):
        if not paragraph.linkable:
            continue
        own = (*_place(article, index), safe_cell(paragraph.text))
        also = _also(article)
        having = [column for column in coverage.columns if index in column.witnesses]
        others = [
            (places[column.article.path], column.witnesses[index].paragraph) for column in having
        ]
        noted = [notes_at(report.noted, (place, index), other) for other in others]
        number = _number(article, index)
        rows = [
            (
                *(*own, *_witness(column, index), also, _also(column.article)),
                *(_noted_cell(notes), number, _number(column.article, other)),
            )
            for column, notes, (_, other) in zip(having, noted, others, strict=True)
        ]
        nobody = [""] * (len(COVERAGE_COLUMNS) - len(own) - 5)
        alone = _noted_cell(notes_at(report.noted, (place, index)))
        yield csv_lines(rows or [(*own, *nobody, also, "", alone, number, "")])


def _noted_on(report: Report, link: Link, left: int, right: int) -> tuple[PlacedNote, ...]:
    return notes_at(report.noted, (left, link.left), (right, link.right))


def _noted_cell(notes: Iterable[PlacedNote]) -> str:
    return safe_cell(notes_cell(notes))


def _lone(note: PlacedNote, report: Report) -> tuple[str, ...]:
    """The line of a note that is on no pair: on one paragraph, or on two that are not linked."""
    articles = report.findings.articles
    places: list[str] = []
    texts, also, number = ["", ""], ["", ""], ["", ""]
    for side, (at, index) in enumerate(note.places):
        article = articles[at]
        gone = (safe_cell(article.path), article.sha256, "", "", "")
        places += gone if index is None else _place(article, index)
        words = note.words[side] if index is None else article.paragraphs[index].text
        texts[side], also[side] = safe_cell(words), _also(article)
        number[side] = _number(article, index)
    places += [""] * (10 - len(places))
    return (*places, "none", "0.0000", "false", *texts, "", *also, _noted_cell([note]), *number)


def _rows(alignment: Alignment, noted: Sequence[Sequence[PlacedNote]]) -> list[tuple[str, ...]]:
    left, right = alignment.left, alignment.right
    left_numbers, right_numbers = numbers(left), numbers(right)
    return [
        (
            *_place(left, link.left),
            *_place(right, link.right),
            link.kind,
            f"{link.similarity:.4f}",
            "true" if link.moved else "false",
            safe_cell(left.paragraphs[link.left].text),
            safe_cell(right.paragraphs[link.right].text),
            _differences(link),
            _also(left),
            _also(right),
            _noted_cell(notes),
            str(left_numbers.get(link.left, "")),
            str(right_numbers.get(link.right, "")),
        )
        for link, notes in zip(alignment.links, noted, strict=True)
    ]


def _witness(column: Column, index: int) -> tuple[str, ...]:
    witness, other = column.witnesses[index], column.article
    text = safe_cell(other.paragraphs[witness.paragraph].text)
    place = _place(other, witness.paragraph)
    return (*place, witness.kind, f"{witness.similarity:.4f}", text)


def _place(article: Article, index: int) -> tuple[str, ...]:
    first, last = article.paragraphs[index].lines
    return (safe_cell(article.path), article.sha256, str(index), str(first), str(last))


def _number(article: Article, index: int | None) -> str:
    """What readers call a paragraph; empty for a subhead and for a paragraph that is gone."""
    return "" if index is None else str(numbers(article).get(index, ""))


def _also(article: Article) -> str:
    return safe_cell("; ".join(article.also))


def _differences(link: Link) -> str:
    return "; ".join(
        f"{one.category}/{one.what} {_offsets(one.left)} {_offsets(one.right)}"
        for one in link.differences
    )


def _offsets(span: Offsets | None) -> str:
    return "-" if span is None else f"{span[0]}-{span[1]}"


def csv_lines(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines of CSV; cells with text of pages or paths have to be safe."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
