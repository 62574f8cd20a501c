"""The rule types: what `chrome:` in config.yaml may say.

A rule is data. Rules run in the order in which they are written, over the lines of one
page (a line here is a paragraph-to-be), and each acts only on lines that no rule before
it has taken. The rule of kind `body` finds the article; rules that ask for a place in or
around the article stand below it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from tui.text.article import Role
from tui.text.faults import Fault, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
from tui.text.chrome.lexicon import Lexicon
from tui.text.chrome.wording import Phrases, Wording

Place = Literal["anywhere", "before", "above", "body", "article", "edge", "end", "after"]
"""Where a line must stand.

`before` is anywhere before the body, `above` between it and the headline (or, without one, a
few lines above), `article` is `above` and `body`, `edge` the body's first and last lines,
`end` its last lines and the first ones below, `after` anywhere after it.
"""

Count = Annotated[int, msgspec.Meta(ge=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Worth = Annotated[float, msgspec.Meta(ge=0)]
"""A weight in words: a word of a sentence earns 1."""


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that a rule must act on (`drop`) and texts that it must leave alone (`keep`).

    A text of several lines is a fragment of a page. Of a `drop` text the rule must take at
    least one line, of a `keep` text none; where lines begin with `>>`, it must take those
    and no others.
    """

    drop: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    keep: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every rule has: a unique name, why it is there, and examples that prove it."""

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    why: Annotated[str, msgspec.Meta(min_length=1)]
    examples: Examples


class LineRule(Rule, frozen=True, kw_only=True, tag="line"):
    """A line by its wording, its length and its place.

    It goes, or, where `cost` is given, stays and pays that much when the article is sought.
    """

    match: Wording
    place: Place = "anywhere"
    at_least: Count = 0
    at_most: Count | None = None
    cost: Worth | None = None


class PhraseCountRule(Rule, frozen=True, kw_only=True, tag="phrases"):
    """A line that holds so many different phrases, one more for every `words_per_hit` words."""

    phrases: Phrases
    hits: Annotated[int, msgspec.Meta(ge=1)] = 2
    words_per_hit: Annotated[int, msgspec.Meta(ge=1)] = 40
    place: Place = "anywhere"
    cost: Worth | None = None


class BeforeRule(Rule, frozen=True, kw_only=True, tag="before"):
    """Everything before a marker near the top of the page, the marker too."""

    match: Wording
    within: Count = 40


class AfterRule(Rule, frozen=True, kw_only=True, tag="after"):
    """A marker that ends the article, in the sight of the `body` rule below it.

    A `hard` one ends it where at least `enough` words of sentences stand before it. A
    `soft` one costs `cost`, and what follows earns only `trust` of its words, until
    `restore` paragraphs in a row are sentences again.
    """

    match: Wording
    at_most: Count = 8
    strength: Literal["hard", "soft"] = "hard"
    enough: Count = 60
    cost: Worth = 20
    trust: Share = 0.5
    restore: Count = 2


class BetweenRule(Rule, frozen=True, kw_only=True, tag="between"):
    """A block that one line opens and another closes, at most `at_most` lines apart."""

    opens: Wording
    closes: Wording
    at_most: Count = 30


class RepeatRule(Rule, frozen=True, kw_only=True, tag="repeats"):
    """Lines that stand on the page more than once.

    Lines count as the same from a `similarity` (out of 100) on. `times` is how often a
    line must stand there; the first one is spared where `keep_first` says so.
    """

    similarity: Annotated[float, msgspec.Meta(ge=50, le=100)] = 100
    times: Annotated[int, msgspec.Meta(ge=2)] = 2
    at_least: Count = 1
    at_most: Count | None = None
    within: Count | None = None
    place: Place = "anywhere"
    keep_first: bool = True


class TeaserRule(Rule, frozen=True, kw_only=True, tag="teasers"):
    """Runs of teasers: a label or a time of day beside a headline, again and again.

    `label` says what a label or a time looks like; a short line that stands `times` times
    in the run is one too. A run has at least `times` of them, none more than `apart` lines
    from the next, and no sentence line between.
    """

    label: Wording
    times: Annotated[int, msgspec.Meta(ge=2)] = 3
    apart: Annotated[int, msgspec.Meta(ge=1)] = 2
    at_most: Count = 4


class TrimRule(Rule, frozen=True, kw_only=True, tag="trim"):
    """A part of a line: what the RE2 expression `pattern` finds in the line as written.

    Of several groups in the expression, the first that took part goes; without a group,
    all that was found.
    """

    pattern: str

    def faults(self) -> Iterator[Fault]:
        """Give the pattern where it does not compile."""
        if reason := pattern_fault(self.pattern):
            yield Fault(("pattern",), reason)


class BodyRule(Rule, frozen=True, kw_only=True, tag="body"):
    """The article: the run of lines whose sentences earn most, others paying.

    A sentence paragraph earns its words, at most `cap`; only a share of them, `lone`, where
    none of the `company` lines on either side is one. Other lines pay up to `short_cost`,
    the less the closer they come to `short` words, times `softened` where they hold a comma
    or a number; a list item pays `bullet_cost` more, a line that a rule has taken
    `taken_cost`. However long a stretch without sentences, it costs at most `longest_gap`.
    A line like `anchor` at most `anchor_within` lines above the first sentence earns
    `anchor_worth`. Lines outside the run go, as does everything where it earns less than
    `enough`.
    """

    cap: Worth = 60
    company: Count = 3
    lone: Share = 0.5
    short: Worth = 12
    short_cost: Worth = 6
    softened: Share = 0.6
    bullet_cost: Worth = 1
    taken_cost: Worth = 3
    longest_gap: Worth = 60
    anchor: Wording = Wording()
    anchor_within: Count = 6
    anchor_at_most: Count = 12
    anchor_worth: Worth = 20


class ListRule(Rule, frozen=True, kw_only=True, tag="list"):
    """The article goes on through a list that its last lines lead into.

    Lines of at most `at_most` words go on where they look like the line before them: both
    items, or lengths within `likeness` of each other. `colon` also lets a line that ends in a
    colon lead in.
    """

    at_most: Count = 30
    most_lines: Count = 40


class RoleRule(Rule, frozen=True, kw_only=True, tag="role"):
    """Lines that stay in the article as something else than body text."""

    role: Role
    match: Wording
    place: Place = "article"
    at_least: Count = 0
    at_most: Count | None = None


class CaptionRule(Rule, frozen=True, kw_only=True, tag="caption"):
    """Captions by their shape: sentences, then a credit of names that no full stop ends.

    The credit has at most `credit_words` words, all of them with a capital but for
    `particles`.
    """

    place: Place = "article"
    credit_words: Count = 6
    at_most: Count = 80
    particles: Phrases = ()


class HeadlineRule(Rule, frozen=True, kw_only=True, tag="headline"):
    """The headline: the likeliest line among the `within` lines above the first sentences.

    A line earns `repeated` where it stands on the page again or begins a longer line (the
    page's title), `shared` times the share of its words that the article has too, and
    loses `distance` for every line between it and the article, `short` where it has only
    `short_words` and `label` where it is all in capitals. It must earn `enough`.
    """

    within: Count = 15
    at_least: Count = 2
    at_most: Count = 30
    repeated: Worth = 4
    shared: Worth = 4
    distance: Worth = 0.25
    short: Worth = 1
    short_words: Count = 3
    label: Worth = 1
    enough: float = 1
    not_like: Wording = Wording()
    despite: tuple[str, ...] = ()


class BylineRule(Rule, frozen=True, kw_only=True, tag="byline"):
    """Who wrote it and when: lines like `match` between headline and body.

    Lines of at most `at_most` words between the headline and such a line belong to it.
    """

    match: Wording
    longest: Count = 25
    at_most: Count = 5


class StandfirstRule(Rule, frozen=True, kw_only=True, tag="standfirst"):
    """The standfirst: one or two sentences that a byline, caption or cut parts from the body."""

    at_least: Count = 6
    at_most: Count = 60


class SubheadRule(Rule, frozen=True, kw_only=True, tag="subhead"):
    """Subheads: short lines in the article, without a full stop, with a sentence below."""

    at_most: Count = 12


RuleKind = (
    LineRule
    | PhraseCountRule
    | BeforeRule
    | AfterRule
    | BetweenRule
    | RepeatRule
    | TeaserRule
    | TrimRule
    | BodyRule
    | ListRule
    | RoleRule
    | HeadlineRule
    | CaptionRule
    | BylineRule
    | StandfirstRule
    | SubheadRule
)


class SentenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a sentence paragraph is: `at_least` words and one of `ends` at its end.

    `closers` may follow the end. A line of up to `teaser_words` words with one of `teasers`
    at its end was cut off and is none.
    """

    at_least: Count = 7
    ends: str = ".!?…:。！？"
    closers: str = " \"'”’»)]"
    teasers: tuple[str, ...] = ("…", "...")
    teaser_words: Count = 20
    east_asian_characters_per_word: Annotated[float, msgspec.Meta(gt=0)] = 2


class ChromeSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """The section `chrome:` of config.yaml."""

    sentences: SentenceSettings = SentenceSettings()
    rules: tuple[RuleKind, ...] = ()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The wordings of all rules, compiled once, under rule name and field."""
        wordings = {
            (rule.name, field): value
            for rule in self.rules
            for field in rule.__struct_fields__
            if isinstance(value := getattr(rule, field), Wording)
        }
        for rule in self.rules:
            if isinstance(rule, PhraseCountRule):
                wordings[rule.name, "phrases"] = Wording(contains=rule.phrases)
        return Lexicon(wordings)
