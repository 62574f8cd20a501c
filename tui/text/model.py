"""What an article is, once the page around it is gone, and what an alignment of two is.

An `Article` keeps every non-blank line of its source: what a reader reads is in `paragraphs`, what
a rule took away is in `removed`, and each entry says which source lines it stands on. An
`Alignment` refers to paragraphs by their indexes. These records are all that the floors above the
text core see of it; they are frozen, know no settings, and do nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


Role = Literal[
    "headline", "standfirst", "byline", "caption", "subhead", "body", "credit", "correction"
]
"""What a kept paragraph is in the article; a correction is any note of the paper on its story."""


ROLES: tuple[Role, ...] = get_args(Role)


LINKABLE_ROLES: frozenset[Role] = frozenset({"body", "standfirst", "subhead"})
"""The roles whose paragraphs take part in an alignment."""


ARTICLE_SCHEMA = "compare/article/1"
"""What an article says that it is where it is written as a record."""


Lines = tuple[int, int]
"""First and last source line, counted from 1, both inclusive."""


PlaceKind = Literal["line", "paragraph", "row", "record", "page"]
"""What is counted where something stands: lines, but in files that are made of something else."""


def place_said(lines: Lines, places: PlaceKind = "line") -> str:
    """Where something stands, in words: `line 3`, `lines 3–5`, `row 17`."""
    first, last = lines
    return f"{places} {first}" if last <= first else f"{places}s {first}–{last}"


@dataclass(frozen=True, slots=True)
class Trim:
    """A part of a line that an inline rule took out of a kept paragraph."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A kept paragraph: its text with white space folded and markup stripped.

    `kept_by` is the rule that keeps it from all others, where there is one, `place` the index
    of its block on the page, where it is known: blocks of one line are told apart by it.
    """

    text: str
    role: Role
    lines: Lines
    trimmed: tuple[Trim, ...] = ()
    kept_by: str | None = None
    place: int | None = field(default=None, compare=False)

    @property
    def linkable(self) -> bool:
        """Whether an alignment may link this paragraph."""
        return self.role in LINKABLE_ROLES

    @property
    def corrects(self) -> bool:
        """Whether it is a correction or another note of the paper on its story."""
        return self.role == "correction"

    @property
    def counted(self) -> bool:
        """Whether readers count it as a paragraph: subheads are linked, but not counted."""
        return self.linkable and self.role != "subhead"


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of chrome, the name of the rule that took it, and its block's index."""

    text: str
    rule: str
    lines: Lines
    place: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words on a page that a finding rests on, and the rule that read them so."""

    lines: Lines
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Credit:
    """The wire service that a page credits, and where it does so."""

    service: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One saved page as an article. Paragraphs and removed lines are in source order.

    `path` is the path as the user gave it, `sha256` the hash of the file's bytes in hex,
    `encoding` the name of the encoding it was read with, `date` an ISO date, `also` the paths
    of other savings of the same article. `original` says that whoever gave it gave it as the
    agency's or the release's own text. In `mended` ones UTF-8 had been read as another encoding
    before they were saved, and is whole again. `part` is its number in a file that holds several,
    whose path stands before the `#` of its own; `places` is what its `lines` count there.
    `captured` is when a web archive took it, as an ISO time, `modified` when its text was last
    changed, as far as it says so, `version` the number that a feed gives it, and `identifier` what
    it is known by there, whatever its version. A feed says the catchword of a story too, its
    `slug`, until when it is under `embargo`, and what its `correction` is. `unchanged` are the
    later times at which it was captured again as it was. Of one that is `cut_off` the file, a mail
    or web archive, goes no further, so that its end may be missing.
    """

    path: str
    sha256: str
    encoding: str
    title: str | None
    byline: str | None
    date: str | None
    credit: Credit | None
    paragraphs: tuple[Paragraph, ...]
    removed: tuple[Removed, ...]
    outlet: str | None = None
    url: str | None = None
    author: str | None = None
    also: tuple[str, ...] = ()
    original: bool = False
    mended: bool = False
    part: int | None = None
    places: PlaceKind = "line"
    captured: str | None = None
    modified: str | None = None
    version: str | None = None
    identifier: str | None = None
    slug: str | None = None
    embargo: str | None = None
    correction: str | None = None
    unchanged: tuple[str, ...] = ()
    cut_off: bool = False

    @property
    def file(self) -> str:
        """The path of the file that it stands in."""
        return self.path if self.part is None else self.path.removesuffix(f"#{self.part}")

    @property
    def withdrawn(self) -> bool:
        """Whether its agency says that it is not to be used any more (a kill)."""
        return (self.correction or "").startswith(WITHDRAWN)


WITHDRAWN = "Withdrawn"
"""What `correction` begins with where a story is not corrected but withdrawn."""


Kind = Literal["same", "near", "related"]
"""How close two linked paragraphs are.

`same`: equal after the house-style layers; `near`: one is an edited or closely reworded
copy of the other or of a part of it; `related`: the same fact or quotation in other words.
"""


RowKind = Literal["same", "near", "related", "left", "right"]
"""A row's kind; `left` and `right` are paragraphs that only that side has."""


DifferenceClass = Literal["house-style", "wording", "substance", "quotation"]


Offsets = tuple[int, int]
"""Character offsets `[start, end)` into a paragraph's `text`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ inside a linked pair; None on the side where they are absent.

    `what` names the kind of substance, the quotation difference or the house-style layer.
    `elsewhere` is the index of the paragraph of the other article that has the words, where
    they are absent from this one but not from all: they moved. Of a difference of substance it
    has the sentence, with another number or day.
    """

    category: DifferenceClass
    what: str
    left: Offsets | None
    right: Offsets | None
    elsewhere: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One pair of paragraphs, as indexes into the two articles' `paragraphs`.

    `similarity` is from 0 to 1. `moved`: the pair breaks the order that most links keep, and one
    has the other's text. `elsewhere`: it breaks the order, but only the same fact is told there.
    `differences` are in reading order; those of an aligned pair are found when they are first
    looked at, as most links are never shown. `pinned`: a reader has decided that it is one.
    """

    left: int
    right: int
    kind: Kind
    similarity: float
    moved: bool
    differences: Sequence[Difference] = ()
    pinned: bool = False
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: paragraph indexes of each side, in that side's order.

    A paragraph whose counterpart stands elsewhere is in a row of its own on each side, with its
    link's kind; its counterpart is found through the links.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    kind: RowKind


@dataclass(frozen=True, slots=True)
class Summary:
    """Paragraph counts of an alignment, and shares from 0 to 1 by words.

    `same`, `near`, `related` and `moved` count links; `left_only` and `right_only` count
    linkable paragraphs without a link. `left_copied` is what is said as "of left is in right":
    the share of the left article's words in paragraphs that are the same as or near to one on
    the right, as text and not only as the same facts. `left_share` counts paragraphs that are
    only related too. `unheard` counts linkable paragraphs of
    both sides without a link which are so like very many others that not all of their words could
    be compared (`most_votes`): 0 but for articles of tens of thousands of paragraphs.
    """

    same: int
    near: int
    related: int
    moved: int
    left_only: int
    right_only: int
    left_share: float
    right_share: float
    left_copied: float
    right_copied: float
    unheard: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two articles aligned. Each linkable paragraph of each side is in exactly one row.

    `rows` are laid out when they are first looked at: who only judges whose text it is never does.
    `words` are the words of each linkable paragraph of either side by its index, as they are
    counted for every share; `forbidden` are the pairs, as indexes into both articles'
    `paragraphs`, that a reader has decided are none. `corrections` link what both papers corrected:
    paragraphs of that role, which take part in nothing else. With `formulaic` the two seem to
    tell of different events in the same formulas: only paragraphs that are the same are linked, and
    `withdrawn` is how many links were taken back for it. It is 0 where a reader compares the two
    and sees the links of the same sentences nevertheless.
    """

    left: Article
    right: Article
    links: tuple[Link, ...]
    rows: Sequence[Row]
    summary: Summary
    forbidden: tuple[tuple[int, int], ...] = ()
    corrections: tuple[Link, ...] = ()
    words: tuple[Mapping[int, int], Mapping[int, int]] = field(default=({}, {}), repr=False)
    formulaic: bool = False
    withdrawn: int = 0


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def readable_date(date: str) -> str:
    """An ISO date as people write it: "18 Feb 2025"; anything else as it is."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not (month.isdecimal() and day[:2].isdecimal() and 1 <= int(month) <= 12):
        return date
    return f"{int(day[:2])} {_MONTHS[int(month) - 1]} {year}"
