"""All that decides about articles: how each is made, how two are aligned, whose text each is.

The section `story` of config.yaml has its structs here: when articles are one story, and who
copied whom. Only what loads a configuration needs the sum.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.text.alignment.links import AlignmentSettings
from tui.text.article.settings import ArticleSettings
from tui.text.fields import Fault, Fraction, Name, Some, Worth, pattern_fault
from tui.text.words.layers import HouseStyleLayer

if TYPE_CHECKING:
    from collections.abc import Iterator


SERVICE = "{service}"
"""What stands in a pattern for the name or mark of any wire service."""


PAPER = "{paper}"
"""What stands in a pattern for a newspaper, by its name or by what it calls itself."""


class EventSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two articles tell one event.

    Names are the words that stand in capitals or hold digits and never in small letters. Two
    articles tell one event where they have at least `least_names` in common and these are
    at least `sure` of the geometric mean of both counts. From `possible` on, or where their
    likeness is at least `likeness`, they are aligned: that share and the share of their words
    in linked paragraphs (geometric mean) must come to `together`. `attempts` is how many such
    pairs are tried for each article. Of many articles some have that many names in common by
    chance: for ten times as many as ten, `possible` is greater by `tenfold`, and so on.
    """

    sure: Fraction
    possible: Fraction
    tenfold: Fraction
    least_names: Some
    likeness: Fraction
    together: Fraction
    attempts: Some


class DerivationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When one article derives from another.

    `wholly`, `partially` and `doubtful` are shares of an article's prose, which is what stands
    outside quotation marks; `wholly` is asked of all its words as well, of which a quotation of
    at least `own_quotation` words counts as its own unless half of it stands in the other
    article. Paragraphs with fewer than `least_words` words of prose don't
    count for it; where the others have less than `least_prose` of the article's words, the
    shares are of all words. A near pair counts as copy only where at least `same_prose` of the
    shorter paragraph's prose stands in the longer one's in the same order, or where one has
    next to none. An article that names another service as its informant is part of that one's
    unless at least `nearly` of it is copied.

    Runs of at least `run` equal words are verbatim; a run of `telling_run` words of prose is
    no accident. Copy without a run of which less than `least_order` keeps the order is in
    doubt. Copy of which less than `reworded` is verbatim is reworded; one shorter than
    `condensed` of its model is condensed.
    """

    wholly: Fraction
    partially: Fraction
    doubtful: Fraction
    nearly: Fraction
    least_prose: Fraction
    same_prose: Fraction
    least_words: Some
    run: Some
    telling_run: Some
    own_quotation: Some
    least_order: Fraction
    reworded: Fraction
    condensed: Fraction


class TruncationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an article stops where another goes on.

    At least `found_before` of its words are in the other, and of the other's words up to
    there in it; after its own last copied paragraph it has at most `rest` of its words, and
    the other goes on for at least `paragraphs` paragraphs and `tail` of its words, of which
    at most `tail_found` are linked.
    """

    found_before: Fraction
    rest: Fraction
    paragraphs: Some
    tail: Fraction
    tail_found: Fraction


Patterns = dict[str, tuple[str, ...]]
"""RE2 expressions by language, searched whatever the case; those of all languages are tried on
every page."""


class ReleaseSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what a press release is known.

    All are looked for at the beginning of a line, but for `wires`. One of `headings`, in the
    first `top` lines and no more than `heading_words` words long, or one of `wires`, as in the
    dateline of a service that spreads releases, is enough. Of the others, `enough` of different
    kinds: `embargoes`, `contacts` for the press, `closings` and notes to editors, `boilerplate`
    about who sends it, `announcements` in the first paragraphs.

    A line of at most `credit_words` words that fits one of `credits` gives a release as the
    source; `mentions` are wordings that name one in the text, which is no credit.
    """

    headings: Patterns = {}
    wires: Patterns = {}
    embargoes: Patterns = {}
    contacts: Patterns = {}
    closings: Patterns = {}
    boilerplate: Patterns = {}
    announcements: Patterns = {}
    credits: Patterns = {}
    mentions: Patterns = {}
    top: Some
    heading_words: Some
    credit_words: Some
    enough: Some

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile."""
        for field in self.__struct_fields__:
            if isinstance(patterns := getattr(self, field), dict):
                yield from _faults(field, patterns)


class OwnWorkSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what a paper's own work is known, outside quotation marks.

    `wordings` say that somebody told a paper something, or that it found something out;
    `{paper}` stands there for what a paper calls `itself` ("this newspaper") or for a name with
    one of the words of `papers` in it ("the Echo"), which are written as in a name. Where the
    page does not say who publishes it, one of the `well_known` ones is taken for another's.
    `correspondents` are wordings above the text that say who was sent where.

    `leftovers` are what a service writes for the desks that get its text: where they were left
    in, the text is the service's.
    """

    itself: Patterns = {}
    papers: Patterns = {}
    well_known: Patterns = {}
    wordings: Patterns = {}
    correspondents: Patterns = {}
    leftovers: Patterns = {}

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile."""
        for field in self.__struct_fields__:
            yield from _faults(field, getattr(self, field))


def _faults(field: str, patterns: Patterns) -> Iterator[Fault]:
    for language, group in patterns.items():
        for index, pattern in enumerate(group):
            if reason := pattern_fault(pattern.replace(PAPER, "x")):
                yield Fault((field, language, index), reason)


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of the articles that share copy had it first, by points.

    `dateline`, `earliest`, `byline` (a person's), `fullest` and `own_work` (signs of it, such as
    "told this newspaper") are the points for each cue.
    An article is fuller than another by the difference between the two shares that they have
    in one another: at least `fuller` earns `fullest` once, at least `much_fuller` twice. An
    uncredited article is named as the source only with at least `lead` points more than any
    other. Each article is aligned with its `partners` likest ones, where no credit tells with
    which.
    """

    dateline: Worth
    earliest: Worth
    byline: Worth
    own_work: Worth
    fullest: Worth
    fuller: Fraction
    much_fuller: Fraction
    lead: Worth
    partners: Some


class StorySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The section `story`.

    `dateline` (RE2) finds the place that a story begins with. `contributions` names the frames
    of `wire_services` whose credit is for material, not for the article. `attributions` are
    wordings that name a service as having been told or having reported something.
    """

    events: EventSettings
    derivation: DerivationSettings
    truncation: TruncationSettings
    source: SourceSettings
    releases: ReleaseSettings
    own_work: OwnWorkSettings
    dateline: str
    contributions: tuple[str, ...]
    attributions: tuple[str, ...]

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile or name no service."""
        if reason := pattern_fault(self.dateline):
            yield Fault(("dateline",), reason)
        for index, pattern in enumerate(self.attributions):
            if SERVICE not in pattern:
                yield Fault(
                    ("attributions", index), f"names no service; write {SERVICE} where one stands"
                )
            elif reason := pattern_fault(pattern.replace(SERVICE, "x")):
                yield Fault(("attributions", index), reason)


class Settings(ArticleSettings, frozen=True, kw_only=True):
    """What decides about many articles, and about each of them.

    Attributes:
        house_style: The layers of what newsrooms write differently.
        alignment: Which paragraphs answer to each other, and what differs in them.
        story: When articles are one story, and who copied whom.
        originals: Files, folders and glob patterns of pages that are an agency's or a release's
            own text, as paths that hold from the current folder.
    """

    house_style: tuple[HouseStyleLayer, ...]
    alignment: AlignmentSettings
    story: StorySettings
    originals: tuple[Name, ...] = ()
