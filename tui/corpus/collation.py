"""Several articles as the witnesses of one text: a table of their words, after CollateX.

Paragraphs first: article by article, those most alike after one another, each paragraph joins
the row of an earlier article's paragraph that it is a copy of, as far as every article keeps
its own order (progressive alignment; Feng and Doolittle 1987). Then words: in each row the
first article is the base that the others' words are set beside. Read from top to bottom, the
cells of an article are all of its words, in order; what moved therefore stands alone.

After Haentjens Dekker and Middell 2011, Computer-supported collation with CollateX; as there,
a row is a segment, in which words that all witnesses share without a difference are joined.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tui.text.fuzzy import Indel
from tui.text.words.house_style import house_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tui.corpus.findings import Findings
    from tui.text.words.house_style import HouseStyle


MOST_COLLATED = 8
"""How many of the earlier articles each is compared with, the likest first."""


CollatedRow = dict[int, list[int]]
"""The paragraphs of each article in a row, by the articles' places."""


class Token(NamedTuple):
    """A word of an article.

    Attributes:
        text: The word, with the white space after it and what stands before the first one; the
            last one of a paragraph ends in a line feed.
        key: Its normal form, equal where only house style differs.
        paragraph: The index of its paragraph.
        start: Where it starts in the paragraph's text, and `end` where it ends there.
    """

    text: str
    key: str
    paragraph: int
    start: int
    end: int


Segment = dict[int, list[Token]]
"""A row of the table: the words of each article that has any there, by place."""


def collate(findings: Findings) -> Iterator[Segment]:
    """Set the words of all articles beside one another.

    Args:
        findings: What was found out about the articles.

    Yields:
        The rows of the table, top to bottom, none of them empty.
    """
    style = house_style(findings.config.house_style, findings.config.alignment.stems)
    order = [place for cluster in findings.sharing.clusters for place in cluster]
    rank = {place: at for at, place in enumerate(order)}
    for row in _paragraph_rows(findings, order):
        words = {
            place: [
                token
                for index in row[place]
                for token in _tokens(findings.articles[place].paragraphs[index].text, index, style)
            ]
            for place in sorted(row, key=rank.__getitem__)
        }
        yield from _joined(_segments(words))


def _paragraph_rows(findings: Findings, order: Sequence[int]) -> list[CollatedRow]:
    rows: list[CollatedRow] = []
    for at, place in enumerate(order):
        wanted = _wanted(findings, order[:at], place, rows)
        body = [
            index for index, one in enumerate(findings.articles[place].paragraphs) if one.linkable
        ]
        rows = _with(rows, place, body, _chain(wanted))
    return rows


class _Wish(NamedTuple):
    """A paragraph that would join a row, and how much that is worth."""

    paragraph: int
    row: int
    worth: float


def _wanted(
    findings: Findings, earlier: Iterable[int], place: int, rows: Sequence[CollatedRow]
) -> list[_Wish]:
    """The rows that an article's paragraphs would join, by paragraph."""
    seats = {
        (other, index): number
        for number, row in enumerate(rows)
        for other, indexes in row.items()
        for index in indexes
    }
    worth: dict[tuple[int, int], float] = {}
    alike = ((findings.share(place, other), other) for other in earlier)
    likest = sorted((-share.share, other) for share, other in alike if share is not None)
    for _, other in likest[:MOST_COLLATED]:
        for link in findings.alignment(other, place).links:
            if link.kind == "related" or link.moved:
                continue
            wish = link.right, seats[other, link.left]
            length = len(findings.articles[place].paragraphs[link.right].text)
            worth[wish] = worth.get(wish, 0.0) + link.similarity * length
    return sorted(_Wish(*wish, value) for wish, value in worth.items())


@dataclass(slots=True)
class _Step:
    """The best chain that ends with a wish."""

    wish: _Wish
    total: float
    before: _Step | None


def _chain(wishes: Sequence[_Wish]) -> dict[int, int]:
    """The wishes worth most together of which none breaks the order: the row by paragraph."""
    # Rows and totals of the best chains so far, both rising.
    rows: list[int] = []
    steps: list[_Step] = []
    at = 0
    while at < len(wishes):
        end = at
        while end < len(wishes) and wishes[end].paragraph == wishes[at].paragraph:
            end += 1
        found = []
        for wish in wishes[at:end]:
            place = bisect_right(rows, wish.row)
            before = steps[place - 1] if place else None
            found.append(_Step(wish, wish.worth + (before.total if before else 0.0), before))
        for step in found:
            _keep(rows, steps, step)
        at = end
    chosen: dict[int, int] = {}
    last = steps[-1] if steps else None
    while last is not None:
        chosen[last.wish.paragraph] = last.wish.row
        last = last.before
    return chosen


def _keep(rows: list[int], steps: list[_Step], step: _Step) -> None:
    """Take a chain in, and drop those that end later and are worth no more."""
    place = bisect_right(rows, step.wish.row)
    if place and steps[place - 1].total >= step.total:
        return
    if place and rows[place - 1] == step.wish.row:
        place -= 1
    end = place
    while end < len(rows) and steps[end].total <= step.total:
        end += 1
    rows[place:end] = [step.wish.row]
    steps[place:end] = [step]


def _with(
    rows: Sequence[CollatedRow], place: int, body: Sequence[int], chosen: Mapping[int, int]
) -> list[CollatedRow]:
    """The rows with an article in them; what joins no row stands in one of its own."""
    last = {row: paragraph for paragraph, row in sorted(chosen.items())}
    own: dict[int, list[CollatedRow]] = {}
    now = -1
    for index in body:
        if index in chosen:
            now = chosen[index]
            rows[now].setdefault(place, []).append(index)
        elif now >= 0 and index < last[now]:
            # Between two parts of one paragraph.
            rows[now][place].append(index)
        else:
            own.setdefault(now, []).append({place: [index]})
    result = list(own.get(-1, ()))
    for number, row in enumerate(rows):
        result.append(row)
        result += own.get(number, ())
    return result


def _tokens(text: str, paragraph: int, style: HouseStyle) -> Iterator[Token]:
    words = style.read(text)
    if not len(words):
        # Of a soft hyphen alone, say: no word, and still all that the paragraph says.
        yield Token(text + "\n", text, paragraph, 0, len(text))
    for at, (key, start, end) in enumerate(zip(words.keys, words.starts, words.ends, strict=True)):
        following = words.starts[at + 1] if at + 1 < len(words) else len(text)
        space = text[end:following] if at + 1 < len(words) else text[end:] + "\n"
        # What is no word, such as a soft hyphen, may stand before the first one.
        lead = "" if at else text[:start]
        yield Token(lead + text[start:end] + space, key, paragraph, start, end)


def _segments(words: Mapping[int, list[Token]]) -> list[Segment]:
    """The words of one row of paragraphs beside those of its first article."""
    (base, own), *others = words.items()
    beside: list[Segment] = [{base: [token]} for token in own]
    # What stands before the first of the base's words, and after each of them.
    between: list[Segment] = [{} for _ in range(len(own) + 1)]
    keys = [token.key for token in own]
    for place, tokens in others:
        _set_beside(place, tokens, keys, beside, between)
    rows = [between[0]]
    for at, row in enumerate(beside):
        rows += [row, between[at + 1]]
    return [row for row in rows if row]


def _set_beside(
    place: int,
    tokens: list[Token],
    keys: Sequence[str],
    beside: Sequence[Segment],
    between: Sequence[Segment],
) -> None:
    deleted: list[int] = []
    inserted: list[Token] = []
    at = 0

    def settle(end: int) -> None:
        """Put what replaces words of the base beside them, the rest beside the last one."""
        for number, slot in enumerate(deleted):
            part = inserted[number : number + 1]
            if number == len(deleted) - 1:
                part = inserted[number:]
            if part:
                beside[slot][place] = part
        if inserted and not deleted:
            between[end][place] = list(inserted)
        deleted.clear()
        inserted.clear()

    for code in Indel.opcodes(keys, [token.key for token in tokens]):
        if code.tag == "equal":
            settle(at)
            for slot, token in zip(
                range(code.src_start, code.src_end),
                tokens[code.dest_start : code.dest_end],
                strict=True,
            ):
                beside[slot][place] = [token]
        deleted += range(code.src_start, code.src_end) if code.tag == "delete" else ()
        inserted += tokens[code.dest_start : code.dest_end] if code.tag == "insert" else ()
        at = code.src_end
    settle(at)


def _joined(rows: Iterable[Segment]) -> Iterator[Segment]:
    """Rows in which the same articles say the same are one."""
    last: Segment | None = None
    for row in rows:
        if last is not None and _agrees(last) and _agrees(row) and last.keys() == row.keys():
            last = {place: last[place] + row[place] for place in last}
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last


def _agrees(row: Segment) -> bool:
    return len({tuple(token.key for token in tokens) for tokens in row.values()}) == 1
