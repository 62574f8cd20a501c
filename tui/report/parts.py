"""The parts that HTML and Markdown both tell, before either writes them.

Of one article: who else has it, as a strip and in words, and what was removed from its page by
which rule. Of all of them: the matrix of how much of each row's article stands in each
column's. What is said in words is worded here, so that the formats differ in markup alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.sharing import Share
from tui.corpus.teaching import rules_in
from tui.presentation.kinds import KINDS, SHOWN_VERDICTS, claim, shade
from tui.presentation.rows import called, numbers
from tui.report.story import ranked
from tui.report.text import counted
from tui.text.alignment.rows import percent, share_of_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.corpus.coverage import Column
    from tui.corpus.findings import Findings
    from tui.corpus.settings import Settings
    from tui.corpus.story.story import Story, Verdict
    from tui.corpus.story.verdicts import VerdictKind
    from tui.report.report import Report
    from tui.text.model import Article, Kind, Lines, Paragraph


WIDTH = 1000
"""The width of a strip, in units of the picture."""


_LEAST = 2
"""The least width of a paragraph in a strip."""


HEIGHTS: dict[Kind, int] = {"same": 20, "near": 14, "related": 7}
"""How high each kind stands in a strip of 20: the closer, the higher. Colour says it again."""


_KIND_NAMES = {kind.look: kind.name for kind in KINDS}


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
        share: How much of it the other has.
        counts: How many of them it has, and how many there are.
        kinds: The numbers of the paragraphs of each kind, in words: `1–4, 7`.
        lacks: The numbers of those that it does not have.
        stops: The number of the last one it has, where it stops early; else None.
        goes_on: Whether the article stops early where the other one goes on.
    """

    place: int | None
    blocks: tuple[StripBlock, ...]
    share: Share
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
    """Find out who has which paragraphs of an article."""
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
    """Find out what is told of the coverage of one article."""
    coverage = coverage_of(findings, place)
    holders = {strip.place for strip in coverage.strips if strip.place is not None}
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
    return CoverageTold(coverage, places, tuple(verdicts), tuple(claims))


def _strip(article: Article, place: int, column: Column) -> Strip:
    kinds = {index: witness.kind for index, witness in column.witnesses.items()}
    stops = None
    if column.stops_after is not None:
        stops = sum(index <= column.stops_after for index in numbers(article))
    return _made(article, place, kinds, column, stops)


def _together(article: Article, columns: Sequence[Column]) -> Strip:
    best: dict[int, Kind] = {}
    for column in columns:
        for index, witness in column.witnesses.items():
            known = best.get(index)
            if known is None or HEIGHTS[witness.kind] > HEIGHTS[known]:
                best[index] = witness.kind
    words = columns[0].words
    found = {index for index, kind in best.items() if kind != "related"}
    share = Share(share_of_words(best, words), share_of_words(found, words), exact=True)
    together = replace(columns[0], share=share, goes_on_after=None)
    return _made(article, None, best, together, None)


def _made(
    article: Article,
    place: int | None,
    kinds: Mapping[int, Kind],
    column: Column,
    stops: int | None,
) -> Strip:
    number = numbers(article)
    # Subheads are no paragraphs: whoever counts along must come to the numbers that are told.
    sizes = {index: max(size, 1) for index, size in column.words.items() if index in number}
    numbered = {index: kind for index, kind in sorted(kinds.items()) if index in number}
    total = sum(sizes.values())
    by_kind = tuple(
        (kind, ranges(number[index] for index in numbered if numbered[index] == kind))
        for kind in HEIGHTS
        if kind in numbered.values()
    )
    return Strip(
        place,
        tuple(_blocks(sizes, kinds, total)),
        column.share,
        (len(numbered), len(number)),
        by_kind,
        ranges(number[index] for index in number if index not in kinds),
        stops,
        column.goes_on_after is not None,
    )


def _blocks(
    sizes: Mapping[int, int], kinds: Mapping[int, Kind], total: int
) -> Iterator[StripBlock]:
    at = 0
    for index, size in sizes.items():
        start, at = at, at + size
        first, last = start * WIDTH // total, at * WIDTH // total
        yield StripBlock(first, max(last - first, _LEAST), kinds.get(index))


def ranges(rising: Iterable[int]) -> str:
    """Numbers in words: `1–3, 5`.

    Args:
        rising: The numbers.
    """
    runs: list[list[int]] = []
    for number in rising:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def in_words(strip: Strip, name: str) -> str:
    """A strip in words: which paragraphs the other has, which it lacks, where either stops."""
    held, count = strip.counts
    said = f"{held} of {counted(count, 'paragraph')}"
    said += "".join(f"; {_KIND_NAMES[kind]} ¶ {numbers}" for kind, numbers in strip.kinds)
    if strip.lacks:
        said += f"; without ¶ {strip.lacks}"
    if strip.stops is not None:
        said += f". {name} ends early, after ¶ {strip.stops}"
    if strip.goes_on:
        said += f". {name} goes on where this one stops"
    return said + "."


def share_said(share: Share) -> str:
    """How much of one article is in another: `59%`, and `+7%` what is only paraphrased."""
    more = share.paraphrased
    return f"{share.said} +{percent(more)}" if more > 0 else share.said


def reasons(config: Settings) -> dict[str, str]:
    """Why each rule is there, by its name."""
    return {rule.name: rule.why for rule, _ in rules_in(config)}


def removed_by_rule(article: Article, why: Mapping[str, str]) -> tuple[RuleOnPage, ...]:
    """What was removed from a page, by the rule that took it.

    Args:
        why: Why each rule is there, by its name.

    Returns:
        The rules, the one that took most lines first.
    """
    pieces: defaultdict[str, list[Taken]] = defaultdict(list)
    for gone in article.removed:
        pieces[gone.rule].append(Taken(gone.text, gone.lines, is_part=False))
    for paragraph in article.paragraphs:
        for trim in paragraph.trimmed:
            pieces[trim.rule].append(Taken(trim.text, paragraph.lines, is_part=True))
    rules = (RuleOnPage(name, why.get(name, ""), tuple(taken)) for name, taken in pieces.items())
    return tuple(sorted(rules, key=lambda rule: (-rule.line_count, rule.name)))


MOST_ARTICLES = 60
"""How many articles stand in the matrix, those that share most first."""


class MatrixCell(NamedTuple):
    """How much of one article stands in another.

    Attributes:
        other: The place of the other article.
        share: How much of it; None where nothing is shared.
        sign: The shade.
        heat: The share that is copy, in tenths.
        pair: The two places of the pair that is shown side by side; None where it is left out.
    """

    other: int
    share: Share | None
    sign: str
    heat: int
    pair: tuple[int, int] | None


class MatrixRow(NamedTuple):
    """An article by its place, and its cells; None stands for the article itself."""

    place: int
    cells: tuple[MatrixCell | None, ...]


class Matrix(NamedTuple):
    """The rows, which are the columns too, how many articles are left out, and what cells say.

    Attributes:
        estimates: Whether some shares are estimated.
        nothing: Whether some two articles share nothing.
        paraphrased_alone: Whether an article has nothing but paraphrases of another one.
    """

    rows: tuple[MatrixRow, ...]
    left_out: int
    estimates: bool
    nothing: bool
    paraphrased_alone: bool


def matrix_of(report: Report) -> Matrix:
    """Make the matrix of a report; articles that share text stand together."""
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
    shares = [cell.share for row in rows for cell in row.cells if cell is not None]
    known = [share for share in shares if share is not None]
    return Matrix(
        rows,
        len(ordered) - len(places),
        estimates=not all(share.exact for share in known),
        nothing=len(known) < len(shares),
        paraphrased_alone=any(share.only_paraphrased for share in known),
    )


def _cell(report: Report, one: int, other: int, shown: set[tuple[int, int]] | None) -> MatrixCell:
    share = report.findings.share(one, other)
    pair = report.findings.oriented(one, other)
    target = pair if shown is None or pair in shown else None
    if share is None:
        return MatrixCell(other, None, "", 0, target)
    heat = min(int(share.copied * 10), 10)
    return MatrixCell(other, share, shade(share.copied), heat, target)


class GroupRow(NamedTuple):
    """A group of pages in the table that opens a report: what they are about, and what of it.

    Attributes:
        number: Its number, as in the list of articles.
        story: The pages.
        headline: The headline of its source, or of the first page that has one; where none has,
            its first words, quoted.
        said: Whose copy they are, as the title of the app says it.
        unsaid: What the pages don't show, in words; may be empty.
    """

    number: int
    story: Story
    headline: str
    said: str
    unsaid: str


def groups_of(findings: Findings) -> tuple[tuple[GroupRow, ...], tuple[Verdict, ...]]:
    """The groups of pages on one event, and the pages that are in none, as the list has them."""
    names = dict(zip((one.path for one in findings.articles), findings.names, strict=True))
    articles = {one.path: one for one in findings.articles}
    several = [story for story in findings.stories if len(story.verdicts) > 1]
    rows = tuple(
        GroupRow(
            number,
            story,
            _named([articles[one.path] for one in ranked(story)]),
            claim(story, names) or _kinds_said(story),
            _unsaid(story),
        )
        for number, story in enumerate(several, 1)
    )
    alone = (story.verdicts[0] for story in findings.stories if len(story.verdicts) == 1)
    return rows, tuple(alone)


def _named(articles: Sequence[Article]) -> str:
    """What a group is called, from its articles, the source first."""
    if headline := next(filter(None, (one.title for one in articles)), None):
        return headline
    with_text = (one for one in articles if any(part.linkable for part in one.paragraphs))
    return called(next(with_text, articles[0]))


def _kinds_said(story: Story) -> str:
    """What the pages of a group are whose source isn't known."""
    count = _kinds_in(story)
    heads = ((kind, shown.heading or "Copy") for kind, shown in SHOWN_VERDICTS.items())
    said = " · ".join(f"{head} in {count[kind]}" for kind, head in heads if count[kind])
    versions = len(story.verdicts) - count.total()
    if not versions:
        return f"{said} of {len(story.verdicts)}"
    articles = len({one.versions for one in story.verdicts if _is_version(one)})
    parted = f"{'one article' if articles == 1 else f'{articles} articles'} in {versions} versions"
    # Where the group is nothing else, it begins with that.
    return f"{said} of {len(story.verdicts)} · {parted}" if said else parted.capitalize()


def _kinds_in(story: Story) -> Counter[VerdictKind]:
    """How many pages have which verdict; versions that match nothing but one another have none."""
    return Counter(one.kind for one in story.verdicts if not _is_version(one))


def _is_version(verdict: Verdict) -> bool:
    return verdict.kind == "no-match" and bool(verdict.versions)


def _unsaid(story: Story) -> str:
    count = _kinds_in(story)
    said = (
        (count["shared"], "which page had the shared text first"),
        (count["unclear"], f"where the text of {count['unclear']} comes from"),
        (count["no-match"], f"any match for {count['no-match']}"),
    )
    return "; ".join(words for number, words in said if number)


OPENING = (
    "Pages are compared with each other only. No match means none in these pages, and text that"
    " several share may come from elsewhere."
)
"""What no report can say, said before all that it does."""
