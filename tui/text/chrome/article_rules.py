"""The rule types that find the article and name its parts."""

from __future__ import annotations

from typing import Annotated

import msgspec

from tui.text.article import Role  # noqa: TC001 - msgspec reads it at run time
from tui.text.chrome.rule import Count, Place, Rule, Share, Worth
from tui.text.chrome.wording import Wording


class BodyRule(Rule, frozen=True, kw_only=True, tag="body"):
    """The article: the run of lines whose sentences earn most, others paying.

    A sentence paragraph earns its words, at most `cap`. It earns only the share `lone` of them
    where it has fewer than `lone_words` and none of the `company` lines on either side is a
    sentence. A shorter line that a full stop ends earns the share `fragment`.

    Another line pays `short_cost`, less the closer it comes to `short` words, and that times
    `softened` where it holds a comma or a number; a list item pays `bullet_cost` on top, or
    nothing in a list that a colon leads in; a teaser that was cut off `cut_off_cost`, a line
    that a rule has taken `taken_cost`. However long a stretch without sentences is, it costs at
    most `longest_gap`.

    A run is worth `anchor_worth` more where one of the `anchor_within` lines above it is like
    `anchor` and has at most `anchor_words` words.

    Of the best run's words of `long_word` letters and more, a sentence's fellow sentences share
    some. The run is sought a second time, if `core` sentences or more make it up, with
    sentences losing up to the share `stranger` of their worth the less of those words they
    have; from the share `cohesion` on they lose nothing.

    At its edges the run takes in lines of `edge` words and more that a full stop ends. Below a
    soft stop marker inside it, lines go until sentences go on.
    """

    cap: Worth = 100
    company: Count = 1
    lone: Share = 0.35
    lone_words: Worth = 40
    fragment: Share = 0.2
    short: Annotated[float, msgspec.Meta(gt=0)] = 12
    short_cost: Worth = 10
    softened: Share = 0.6
    bullet_cost: Worth = 1
    cut_off_cost: Worth = 6
    taken_cost: Worth = 3
    longest_gap: Worth = 60
    anchor: Wording = Wording()
    anchor_within: Count = 10
    anchor_words: Count = 12
    anchor_worth: Worth = 20
    cohesion: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.25
    stranger: Share = 0.6
    core: Count = 5
    long_word: Count = 5
    edge: Count = 2


class ListRule(Rule, frozen=True, kw_only=True, tag="list"):
    """The article goes on through a list that its last line is part of or leads into.

    At most `most_lines` items of at most `at_most` words go on, which must have `average` words
    or more on average. An item begins with a bullet
    or number; below a line that ends in a colon, lines that no blank line parts are items too.
    """

    at_most: Count = 30
    average: Worth = 4
    most_lines: Count = 40


class AuthorRule(Rule, frozen=True, kw_only=True, tag="author"):
    """A note on the author below the article: it begins with a name that stands above it.

    The name is of two words or more with capitals. It stands at most `within` lines above the
    body, in a line of at most `longest` words like `byline` or one of at most `name_words`
    words; the body does not have it before. The note is one of the last `paragraphs`
    paragraphs of at least `spared` more, and has the name in its first `opening_words` words,
    or below a label that has it.
    """

    byline: Wording
    within: Count = 12
    name_words: Count = 4
    longest: Count = 12
    spared: Count = 4
    paragraphs: Count = 2
    opening_words: Count = 4


class RoleRule(Rule, frozen=True, kw_only=True, tag="role"):
    """Lines that stay in the article with another `role` than body text."""

    role: Role
    match: Wording
    place: Place = "article"
    at_least: Count = 0
    at_most: Count | None = None


class CaptionRule(Rule, frozen=True, kw_only=True, tag="caption"):
    """Captions by their shape: a sentence, then a credit of names that no full stop ends.

    The credit has at most `credit_words` words, each with a capital or one of `particles`.
    """

    place: Place = "article"
    credit_words: Count = 6
    at_least: Count = 8
    at_most: Count = 80
    particles: tuple[str, ...] = ()


class HeadlineWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What speaks for (and, below 0, against) a line being the headline.

    What it says. `shared`: up to three of its long words are in the article; `opening`: the
    share of them that is in the body's first paragraph below; `entry`: it is a menu entry or
    list item elsewhere on the page; `ends`: it ends another line; `part`: something such as | or
    » parts it from the rest of another line, as in a page title or a breadcrumb; `cut`: another
    line is its beginning, cut off with dots; `dated`: it is like a date or byline; `two`: 2
    words; `brief`: 3 or 4; `fitting`: 5 to 15. `bullet`, `full_stop`, `colon` (in it),
    `small_letter` (at its start) and `separators` (such as | and ») are what they say.

    Where it stands. `gap_above`: a blank line parts it; `apart`: one below, too; `same_indent`:
    indented as the body; `flush`: not indented; `inside`: the body begins with it;
    `next_to_body`: with the line below; `page_top`: it is one of the page's first three lines.

    What stands around it. `above_byline`: a date or byline is one of the three lines below;
    `below_byline`: is just above; `above_sentence`: one of the two lines below is a sentence;
    `alike`: the lines above and below are like it, as in a list of stories; `rival_above`: a
    line above, which stands apart too, has more long words that are in the article;
    `rival_below`: up to four long words of such a line below are.
    """

    shared: float = 0
    opening: float = 0
    entry: float = 0
    ends: float = 0
    part: float = 0
    cut: float = 0
    dated: float = 0
    two: float = 0
    brief: float = 0
    fitting: float = 0
    bullet: float = 0
    full_stop: float = 0
    colon: float = 0
    small_letter: float = 0
    separators: float = 0
    gap_above: float = 0
    apart: float = 0
    same_indent: float = 0
    flush: float = 0
    inside: float = 0
    next_to_body: float = 0
    page_top: float = 0
    above_byline: float = 0
    below_byline: float = 0
    above_sentence: float = 0
    alike: float = 0
    rival_above: float = 0
    rival_below: float = 0


class HeadlineRule(Rule, frozen=True, kw_only=True, tag="headline"):
    """The headline: of the `within` lines above the body and its first line, the likeliest.

    `weights` add up to how likely a line is; it needs `enough`. Lines like `not_like` are
    none, nor are those that a rule has taken, but for the rules in `despite`. `byline` says
    what a date or byline looks like, `letters` how many letters of two words must be the same,
    `rivals_above` and `rivals_below` how many lines around it are looked at for rivals.
    """

    within: Count = 45
    at_least: Count = 1
    at_most: Count = 40
    enough: float = 0
    letters: Annotated[int, msgspec.Meta(ge=1)] = 5
    rivals_above: Count = 12
    rivals_below: Count = 7
    weights: HeadlineWeights
    byline: Wording
    not_like: Wording = Wording()
    despite: tuple[str, ...] = ()


class BylineRule(Rule, frozen=True, kw_only=True, tag="byline"):
    """Who wrote it and when: lines like `match` between headline and body.

    Such a line has at most `longest` words; the body's first `top` lines may be some too.
    Lines of at most `at_most` words that stand between the headline and such a line belong
    to it. Of these, one like `author` says who wrote the article.
    """

    match: Wording
    author: Wording = Wording()
    longest: Count = 25
    top: Count = 2
    at_most: Count = 5


class StandfirstRule(Rule, frozen=True, kw_only=True, tag="standfirst"):
    """The standfirst: sentences below the headline that something else parts from the body.

    They stand at most `within` lines above the body, or are its first line where the next
    one is none of the body's. From `without_end` words on they need no full stop.
    """

    at_least: Count = 5
    at_most: Count = 80
    within: Count = 8
    without_end: Count = 15


class SubheadRule(Rule, frozen=True, kw_only=True, tag="subhead"):
    """Subheads: lines in the body of at most `at_most` words, above a paragraph.

    They end in none of `not_ending`.
    """

    at_most: Count = 12
    not_ending: tuple[str, ...] = (".", ",", ";", ":", "”", "“", '"')
