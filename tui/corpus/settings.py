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


class EventSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When two articles tell one event.

    Names are the words that stand in capitals or hold digits and never in small letters. Two
    articles tell one event where they have at least `least_names` in common and these are
    at least `sure` of the geometric mean of both counts. From `possible` on, or where their
    likeness is at least `likeness`, they are aligned: that share and the share of their words
    in linked paragraphs (geometric mean) must come to `together`. `attempts` is how many such
    pairs are tried for each article, of ten articles at most one more. Of many articles some have
    that many names in common by chance: for ten times as many as ten, `possible` is greater by
    `tenfold`, and so on. Of ten at
    most, those are aligned as well that have `few_names` in common, as short reports do, or one
    name of a headline, where the share `clear_echo` of one's headline, and a third as much of the
    other's, stand in the other article. Whatever their names, two without a copied paragraph tell
    of two events if neither has the share `echo` of the other's headline. Nor do so
    few names do where both name days of the week, in the forms of `days`, and none is in both.

    Ten articles at most are put together by what they are about: how far the words that they have
    in common go beyond chance (`tui.corpus.story.subjects`), with `both_echoed` times the lesser
    share of a headline that is in the other one, must come to `common`. For a page that shows
    work of the paper's own the greater share counts, `one_echoed` times, and `reported` is
    enough, or `seen` where it begins with the same day or with none; `reported` is enough too
    where the share `named` of a headline is in the other one, with a whole name of two words.
    """

    sure: Fraction
    possible: Fraction
    tenfold: Fraction
    least_names: Some
    few_names: Some
    likeness: Fraction
    together: Fraction
    echo: Fraction
    clear_echo: Fraction
    attempts: Some
    common: float
    both_echoed: float
    seen: float
    reported: float
    one_echoed: float
    named: Fraction
    days: dict[str, tuple[str, ...]] = {}


class DerivationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When one article derives from another.

    `wholly`, `partially` and `doubtful` are shares of an article's prose, which is what stands
    outside quotation marks; `wholly` is asked of all its words as well, of which a quotation of
    at least `own_quotation` words counts as its own unless half of it stands in the other
    article. Paragraphs with fewer than `least_words` words of prose don't
    count for it; where the others have less than `least_prose` of the article's words, the
    shares are of all words. A near pair counts as copy only where at least `same_prose` of the
    shorter paragraph's prose stands in the longer one's in the same order, or where one has
    next to none; beside a quotation, `same_beside_quotation` of it is asked for, as each says who
    spoke and where. An article that names another service as its informant is part of that one's
    unless at least `nearly` of it is copied.

    Runs of at least `run` equal words are verbatim; a run of `telling_run` words of prose is
    no accident. Copy without a run of which less than `least_order` keeps the order is in
    doubt. Copy of which less than `reworded` is verbatim is reworded; one shorter than
    `condensed` of its model is condensed. Of two articles of which one cites a paper, and which
    have less than `retold` verbatim, one only retells the other.
    """

    wholly: Fraction
    partially: Fraction
    doubtful: Fraction
    nearly: Fraction
    least_prose: Fraction
    same_prose: Fraction
    same_beside_quotation: Fraction
    least_words: Some
    run: Some
    telling_run: Some
    own_quotation: Some
    least_order: Fraction
    reworded: Fraction
    retold: Fraction
    condensed: Fraction


class TruncationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When an article stops where another goes on.

    At least `found_before` of its words are in the other, and of the other's words up to
    there in it; after its own last copied paragraph it has at most `rest` of its words, and
    the other goes on for at least `paragraphs` paragraphs and `tail` of its words, of which
    at most `tail_found` are linked. It does not stop early where the share `own_quotations` of
    what follows are quotations that the other alone has, or where that has at least `own_names`
    names and none that stood before.
    """

    found_before: Fraction
    rest: Fraction
    paragraphs: Some
    tail: Fraction
    tail_found: Fraction
    own_quotations: Fraction
    own_names: Some


Wordings = dict[str, tuple[str, ...]]
"""RE2 expressions by language, searched whatever the case; those of all languages are tried on
every page."""


class ReleaseSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what a press release is known.

    A line among the first `top` that is one of `headings`, alone or before a colon, a dash or a
    number, and has at most `heading_words` words, is enough; so is one of `wires`, as the
    dateline of a service that spreads releases has it. Of the others, `enough` of different kinds
    are: lines that begin with one of `embargoes`, `contacts`, `closings` or `boilerplate`, and
    `announcements` in the first `top` lines. Lines that begin with one of `sites` are none of
    these: a news site speaks of itself there.

    A line of at most `credit_words` words that is one of `headings` or `credits` below the text,
    or one of `initials` at either end of it, gives a release as the source. So do `mentions`,
    which name one anywhere in the text.
    """

    headings: Wordings = {}
    wires: Wordings = {}
    embargoes: Wordings = {}
    contacts: Wordings = {}
    closings: Wordings = {}
    boilerplate: Wordings = {}
    sites: Wordings = {}
    announcements: Wordings = {}
    credits: Wordings = {}
    initials: Wordings = {}
    mentions: Wordings = {}
    top: Some
    heading_words: Some
    credit_words: Some
    enough: Some

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile."""
        return _faults(self)


class OwnWorkSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what a paper's own work is known, outside quotation marks.

    `told` are wordings before the name of a paper, and `found` wordings after it, which say that
    somebody told it something or that it found something out. That name is what a paper calls
    `itself` ("this newspaper"), or one with a word of `papers` in it ("the Echo"), written as in
    a name. Where the page does not say who publishes it, one of the `well_known` ones is taken
    for another's, and so is one that the first paragraphs cite, with one of `cites` before its
    name or of `reported` after it. Words of `syndicated` stand before the name of the paper that
    had a text first: "originally published in". `phrases` say as much without a name.
    `correspondents` are wordings above the text, or at its beginning, that say who was sent where.

    `leftovers` are what a service writes for the desks that get its text: where they were left
    in, the text is a service's.
    """

    itself: Wordings = {}
    papers: Wordings = {}
    well_known: Wordings = {}
    told: Wordings = {}
    found: Wordings = {}
    cites: Wordings = {}
    reported: Wordings = {}
    syndicated: Wordings = {}
    phrases: Wordings = {}
    correspondents: Wordings = {}
    leftovers: Wordings = {}

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile."""
        return _faults(self)


def _faults(settings: ReleaseSettings | OwnWorkSettings) -> Iterator[Fault]:
    for field in settings.__struct_fields__:
        patterns: Wordings | int = getattr(settings, field)
        if isinstance(patterns, int):
            continue
        for language, group in patterns.items():
            for index, pattern in enumerate(group):
                if reason := pattern_fault(pattern):
                    yield Fault((field, language, index), reason)


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of the articles that share text had it first, where no page credits a service.

    `own_work` are the points for signs of it in what is shared ("told this newspaper"),
    `earliest` for being dated before all others. An article is named as the source only with
    at least `lead` points more than any other. Each article is aligned with its `partners`
    likest ones, where no credit tells with which.
    """

    own_work: Worth
    earliest: Worth
    lead: Worth
    partners: Some


class IndexedPairSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which pairs of an index are linked, which the aligner is asked about, and what is enough.

    From the share `linked` of an article's runs of words on, a pair is linked where nothing is
    aligned. A link below `weak` has to be confirmed where it joins what is apart without it: two
    agencies report what was said in the same words. So has one below `again` where more days lie
    between the two than a story is news: what stands in both is more often a form, or what a
    service appends, than a copy.

    Confirmed is a pair of whose prose the share `confirmed` is copied; `plausible` is enough
    where the runs are as many as those of copies. `mostly` is asked for where so many days lie
    between, or the two credit different services: below it, what such pairs had in common on made
    corpora of six languages was a paragraph of background, or what was said in public.

    Reports of one template tell other figures in the same words: of at least `figures` numbers in
    paragraphs alike, fewer than the share `figures_in_common` are in both, or fewer than
    `facts_in_common` of the numbers and of the names.
    """

    linked: Fraction
    weak: Fraction
    again: Fraction
    confirmed: Fraction
    plausible: Fraction
    mostly: Fraction
    figures: Some
    figures_in_common: Fraction
    facts_in_common: Fraction


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
    pairs: IndexedPairSettings
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
                    ("attributions", index), f"names no service; put {SERVICE} where its name goes"
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
