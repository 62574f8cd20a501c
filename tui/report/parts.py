"""What a report tells of one article: who else has it, and what was removed from its page.

The matrix of a report: how much of each row's article stands in each column's.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.teaching import rules_in
from tui.presentation.kinds import claim, shade
from tui.presentation.rows import numbers
from tui.report.story import ranked
from tui.report.text import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.corpus.coverage import Column
    from tui.corpus.findings import Findings
    from tui.corpus.settings import Settings
    from tui.corpus.story.story import Verdict
    from tui.report.report import Report
    from tui.text.model import Article, Kind, Lines, Paragraph


WIDTH = 1000
"""The width of a strip, in units of the picture."""


_LEAST = 2
"""The least width of a paragraph in a strip."""


HEIGHTS: dict[Kind, int] = {"same": 20, "near": 14, "related": 7}
"""How high each kind stands in a strip of 20: the closer, the higher. Colour says it again."""


class StripBlock(NamedTuple):
    """A paragraph in a strip: where it begins, how wide it is, and how the other has it."""

    start: int
    width: int
    kind: Kind | None


class Strip(NamedTuple):
    """What one other article has of an article, as a picture and in words.

    Attributes:
        place: The other one's place; None for all the others together.
        blocks: The article's paragraphs in order, as wide as they are long.
        share: The share of its words in paragraphs that the other has, from 0 to 1.
        counts: How many of them it has, and how many there are.
        kinds: The numbers of the paragraphs of each kind, in words: `1–4, 7`.
        lacks: The numbers of those that it does not have.
        stops: The number of the last one it has, where it stops early; else None.
        goes_on: Whether the article stops early where the other one goes on.
    """

    place: int | None
    blocks: tuple[StripBlock, ...]
    share: float
    counts: tuple[int, int]
    kinds: tuple[tuple[Kind, str], ...]
    lacks: str
    stops: int | None
    goes_on: bool


class CoverageTable(NamedTuple):
    """Who else has which paragraphs of an article.

    Attributes:
        place: The article's place.
        strips: One for each article that has some of it, the one with most first, and one for
            all of them together where there are several.
        unique: Its paragraphs that no other one has, by number.
        left_out: How many others were not looked into, being less alike.
    """

    place: int
    strips: tuple[Strip, ...]
    unique: tuple[tuple[int, Paragraph], ...]
    left_out: int


class CoverageTold(NamedTuple):
    """What a report on the coverage of one article tells.

    Attributes:
        coverage: Who has which paragraphs.
        places: The article's place and those of the ones that have some of it, in order.
        verdicts: Whose copy these are, the source first.
        claims: What their stories come to, in a sentence each.
    """

    coverage: CoverageTable
    places: tuple[int, ...]
    verdicts: tuple[Verdict, ...]
    claims: tuple[str, ...]


class Taken(NamedTuple):
    """A piece of a page that a rule took."""

    text: str
    lines: Lines
    is_part: bool


class RuleOnPage(NamedTuple):
    """A rule, why it is there, and what it took from a page."""

    name: str
    why: str
    taken: tuple[Taken, ...]

    @property
    def line_count(self) -> int:
        """How many whole lines it took."""
        return sum(last - first + 1 for _, (first, last), is_part in self.taken if not is_part)


def coverage_of(findings: Findings, place: int) -> CoverageTable:
    """Find out who has which paragraphs of an article.

    Args:
        findings: What was found out.
        place: The article's place.
    """
    article = findings.articles[place]
    coverage = findings.coverage(place)
    places = {one.path: at for at, one in enumerate(findings.articles)}
    number = numbers(article)
    strips = [_strip(article, places[column.article.path], column) for column in coverage.columns]
    if len(strips) > 1:
        strips.append(_together(article, coverage.columns))
    unique = tuple(
        (number[index], article.paragraphs[index]) for index in coverage.unique if index in number
    )
    return CoverageTable(place, tuple(strips), unique, coverage.left_out)


def told_of_coverage(findings: Findings, place: int) -> CoverageTold:
    """Find out what is told of the coverage of one article.

    Args:
        findings: What was found out.
        place: The article's place.
    """
    found = coverage_of(findings, place)
    holders = {strip.place for strip in found.strips if strip.place is not None}
    places = tuple(sorted({place, *holders}))
    paths = {findings.articles[one].path for one in places}
    names = dict(zip((one.path for one in findings.articles), findings.names, strict=True))
    verdicts: list[Verdict] = []
    claims: list[str] = []
    for story in findings.stories:
        here = [verdict for verdict in ranked(story) if verdict.path in paths]
        verdicts += here
        if here and (said := claim(story, names)):
            claims.append(said)
    return CoverageTold(found, places, tuple(verdicts), tuple(claims))


def _strip(article: Article, place: int, column: Column) -> Strip:
    kinds = {index: witness.kind for index, witness in column.witnesses.items()}
    stops = None
    if column.stops_after is not None:
        stops = sum(index <= column.stops_after for index in numbers(article))
    return _made(article, place, kinds, stops, column.goes_on_after is not None)


def _together(article: Article, columns: Sequence[Column]) -> Strip:
    best: dict[int, Kind] = {}
    for column in columns:
        for index, witness in column.witnesses.items():
            known = best.get(index)
            if known is None or HEIGHTS[witness.kind] > HEIGHTS[known]:
                best[index] = witness.kind
    return _made(article, None, best, None, goes_on=False)


def _made(
    article: Article, place: int | None, kinds: Mapping[int, Kind], stops: int | None, goes_on: bool
) -> Strip:
    number = numbers(article)
    sizes = {
        index: max(len(one.text.split()), 1)
        for index, one in enumerate(article.paragraphs)
        if one.linkable
    }
    numbered = {index: kind for index, kind in sorted(kinds.items()) if index in number}
    total = sum(sizes.values())
    held = sum(sizes[index] for index in kinds)
    by_kind = tuple(
        (kind, ranges(number[index] for index in numbered if numbered[index] == kind))
        for kind in HEIGHTS
        if kind in numbered.values()
    )
    return Strip(
        place,
        tuple(_blocks(sizes, kinds, total)),
        held / total if total else 0.0,
        (len(numbered), len(number)),
        by_kind,
        ranges(number[index] for index in number if index not in kinds),
        stops,
        goes_on,
    )


def _blocks(
    sizes: Mapping[int, int], kinds: Mapping[int, Kind], total: int
) -> Iterator[StripBlock]:
    at = 0
    for index, size in sizes.items():
        start, at = at, at + size
        first, last = start * WIDTH // total, at * WIDTH // total
        yield StripBlock(first, max(last - first, _LEAST), kinds.get(index))


def ranges(found: Iterable[int]) -> str:
    """Numbers in words: `1–3, 5`.

    Args:
        found: Numbers, rising.
    """
    runs: list[list[int]] = []
    for number in found:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def in_words(strip: Strip, name: str) -> str:
    """A strip in words: which paragraphs the other has, which it lacks, where either stops.

    Args:
        strip: The strip.
        name: The other article's name.
    """
    held, count = strip.counts
    said = f"{held} of {counted(count, 'paragraph')}"
    said += "".join(f"; {kind} ¶ {numbers}" for kind, numbers in strip.kinds)
    if strip.lacks:
        said += f"; without ¶ {strip.lacks}"
    if strip.stops is not None:
        said += f". {name} stops early, after ¶ {strip.stops}"
    if strip.goes_on:
        said += f". {name} goes on where this one stops"
    return said + "."


def lines_said(lines: Lines) -> str:
    """Source lines in words: `line 3`, `lines 3–5`."""
    first, last = lines
    return f"line {first}" if first == last else f"lines {first}–{last}"


def reasons(config: Settings) -> dict[str, str]:
    """Why each rule is there, by its name."""
    return {rule.name: rule.why for rule, _ in rules_in(config)}


def removed_by_rule(article: Article, why: Mapping[str, str]) -> tuple[RuleOnPage, ...]:
    """What was removed from a page, by the rule that took it.

    Args:
        article: The article.
        why: Why each rule is there, by its name.

    Returns:
        The rules, the one that took most lines first.
    """
    found: defaultdict[str, list[Taken]] = defaultdict(list)
    for gone in article.removed:
        found[gone.rule].append(Taken(gone.text, gone.lines, is_part=False))
    for paragraph in article.paragraphs:
        for trim in paragraph.trimmed:
            found[trim.rule].append(Taken(trim.text, paragraph.lines, is_part=True))
    rules = (RuleOnPage(name, why.get(name, ""), tuple(taken)) for name, taken in found.items())
    return tuple(sorted(rules, key=lambda rule: (-rule.line_count, rule.name)))


MOST_ARTICLES = 60
"""How many articles stand in the matrix, those that share most first."""


class MatrixCell(NamedTuple):
    """How much of one article stands in another.

    Attributes:
        other: The place of the other article.
        share: The share of the words that is copy, from 0 to 1; None where nothing is shared.
        related: The share that tells the same in other words.
        sign: The shade.
        heat: The share in tenths.
        exact: Whether both were aligned; else it is estimated.
        pair: The two places of the pair that is shown side by side; None where it is left out.
    """

    other: int
    share: float | None
    related: float
    sign: str
    heat: int
    exact: bool
    pair: tuple[int, int] | None


class MatrixRow(NamedTuple):
    """An article by its place, and its cells; None stands for the article itself."""

    place: int
    cells: tuple[MatrixCell | None, ...]


class Matrix(NamedTuple):
    """The rows, which are the columns too, and how many articles are left out."""

    rows: tuple[MatrixRow, ...]
    left_out: int
    estimates: bool


def matrix_of(report: Report) -> Matrix:
    """Make the matrix of a report; articles that share text stand together.

    Args:
        report: The report.
    """
    sharing = report.findings.sharing
    ordered = [place for cluster in sharing.clusters for place in cluster]
    places = ordered[:MOST_ARTICLES]
    limited = report.findings.pair_count > report.pair_count
    shown = set(report.shown_pairs()) if limited else None
    rows = tuple(
        MatrixRow(
            one,
            tuple(None if one == other else _cell(report, one, other, shown) for other in places),
        )
        for one in places
    )
    cells = (cell for row in rows for cell in row.cells if cell is not None)
    estimates = any(cell.share is not None and not cell.exact for cell in cells)
    return Matrix(rows, len(ordered) - len(places), estimates)


def _cell(report: Report, one: int, other: int, shown: set[tuple[int, int]] | None) -> MatrixCell:
    share = report.findings.share(one, other)
    pair = report.findings.oriented(one, other)
    target = pair if shown is None or pair in shown else None
    if share is None:
        return MatrixCell(other, None, 0.0, "", 0, True, target)
    heat = min(int(share.copied * 10), 10)
    return MatrixCell(
        other,
        share.copied,
        share.share - share.copied,
        shade(share.copied),
        heat,
        share.exact,
        target,
    )
