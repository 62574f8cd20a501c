"""The rule that finds the headline, and what speaks for each line that may be it.

A page that says itself what its title is has it settled, if a line says the same. On others each
line above the body is judged by what it says, where it stands and what stands around it; the
weights of these traits were fitted on the quality sets and stand in
tui/default/measured.yaml, below the rule of that name in config.yaml.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import msgspec

from tui.text.chrome.surroundings import (
    BELOW_TOP,
    BRIEF,
    LONGEST_TITLE,
    HeadlineSettings,
    Surroundings,
)
from tui.text.fields import Fraction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.text.chrome.draft import Draft, Line


_BY_ROUNDING = 1e-9
"""How far sums of the same numbers may be from one another."""


_SHAPE = (
    "bullet", "full_stop", "colon", "small_letter", "separators", "gap_above", "gap_below",
    "apart", "flush", "inside", "next_to_body", "page_top",
)  # fmt: skip
_AROUND = (
    "above_byline", "byline_below", "undated", "named", "alike", "listed", "rival_above",
    "longer_above", "deck_below", "deck",
)  # fmt: skip
_ELSEWHERE = ("entry", "ends", "part", "trail", "cut")
"""Traits of a line that take longer to find: by itself, around it and elsewhere on the page."""


class HeadlineWeights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What speaks for (and, below 0, against) a line being the headline.

    What it says. `telling`: how often the article has its long words, beside the line of which it
    has the `most` of them; `leads`: it is the first that is told half as often as that line;
    `better_above`: one of the three lines above is told more often; `covered`: the share of its
    long words that lines of the article have twice, beside the line of which that is greatest;
    `opening`: the share that is in the body's first paragraph below. `entry`: it is a menu entry
    or list item elsewhere on the page; `ends`: it ends another line; `part`: something such as |
    or » parts it from the rest of another line, as in a page title or a breadcrumb; `cut`: another
    line is its beginning, cut off with dots; `trail`: it ends with a line below, as a path through
    the site or a kicker glued to the headline does; `head`: one of the page's first two lines
    begins with it, as the page's title does. `two`: 2 words; `brief`: 3 or 4; `fitting`: 5 to 15;
    `lengthy`: to 20. `bullet`, `listed` (beside another), `full_stop`, `colon` (in it),
    `small_letter` (at its start) and `separators` (| and ») are what they say.

    Where it is. `gap_above`, `gap_below`: a blank line parts it from the next; `apart`: both do;
    `flush`: not indented; `inside`: the body begins with it; `next_to_body`: with the line below,
    and is not the page's first; `page_top`: it is one of the page's first three lines, where so
    many are above the body that some may be the site's; `near`: one of the 20 above the body.

    What is around it. `above_byline`: a date or byline is one of the three lines below;
    `byline_below`: is the next; `undated`: none stands between it and the body; `alike`: the lines
    above and below are like it, as in a list of stories; `rival_above`: a line above, which is set
    apart too, has more long words that are in the article; `named`: it is two to four words
    with capitals, as a name, and does not head a sentence as headings do, with no longer line
    beside it; `deck_below`: the next line is longer, and no label; `longer_above`: the line there
    is no sentence, and longer, as the headline below a kicker is; `deck`: the line above may be the
    headline, and is none of several such.
    """

    telling: float = 0
    most: float = 0
    leads: float = 0
    better_above: float = 0
    covered: float = 0
    opening: float = 0
    entry: float = 0
    ends: float = 0
    part: float = 0
    cut: float = 0
    head: float = 0
    two: float = 0
    brief: float = 0
    fitting: float = 0
    lengthy: float = 0
    bullet: float = 0
    full_stop: float = 0
    colon: float = 0
    small_letter: float = 0
    separators: float = 0
    gap_above: float = 0
    gap_below: float = 0
    apart: float = 0
    flush: float = 0
    inside: float = 0
    next_to_body: float = 0
    page_top: float = 0
    above_byline: float = 0
    byline_below: float = 0
    undated: float = 0
    alike: float = 0
    listed: float = 0
    rival_above: float = 0
    near: float = 0
    named: float = 0
    deck_below: float = 0
    longer_above: float = 0
    trail: float = 0
    deck: float = 0


class HeadlineRule(HeadlineSettings, frozen=True, kw_only=True, tag="headline"):
    """The headline: of the lines that may be it, the likeliest.

    `weights` add up to how likely a line is; it needs `enough`. Text copied from a browser has
    other blank lines and indents than a dump or a file that somebody wrote: if the share
    `flush_share` of the lines is not indented, `flush_weights` and `flush_enough` count.
    """

    weights: HeadlineWeights
    enough: float = 0
    flush_weights: HeadlineWeights | None = None
    flush_enough: float = 0
    flush_share: Fraction = 0.95

    def run(self, draft: Draft) -> None:
        """Find the headline above the body and give it its role."""
        if draft.first is None or draft.last is None:
            return
        if own := _titled(draft):
            own.taken_by, own.role = self.name, "headline"
            draft.headline = own.index
            return
        flush = self.flush_weights if self._is_as_copied(draft) else None
        weights, enough = (flush, self.flush_enough) if flush else (self.weights, self.enough)
        surroundings = Surroundings(self, draft)
        if line := _likeliest(surroundings, weights, enough):
            line = _heading_above(draft, line) or surroundings.above_byline(line)
            line.taken_by, line.role = self.name, "headline"
            draft.headline = line.index

    def _is_as_copied(self, draft: Draft) -> bool:
        flush = sum([line.block.indent == 0 for line in draft.lines])
        return flush >= self.flush_share * len(draft.lines)


def _likeliest(surroundings: Surroundings, weights: HeadlineWeights, enough: float) -> Line | None:
    """The line for whose being the headline the most speaks, if that is enough.

    What takes long to find out is asked of those lines alone that it can still make the likeliest;
    of equals it is the first.
    """
    each: dict[str, float] = msgspec.structs.asdict(weights)
    lines = surroundings.candidates()
    told = [_weighed(traits, each) for traits in surroundings.compare(lines)]
    never = surroundings.never_echoed()
    elsewhere = _at_most(each, (name for name in _ELSEWHERE if name not in never))
    around = elsewhere + _at_most(each, _AROUND)
    shaped = around + _at_most(each, _SHAPE)
    best = None
    for worth, line in sorted(zip(told, lines, strict=True), key=itemgetter(0), reverse=True):
        if worth + shaped < enough - _BY_ROUNDING:
            break
        so_far = worth + _weighed(surroundings.shape(line), each)
        if so_far + around < enough - _BY_ROUNDING:
            continue
        so_far += _weighed(surroundings.company(line), each)
        if so_far + elsewhere < enough - _BY_ROUNDING:
            continue
        so_far += _weighed(surroundings.echoes(line), each)
        first = best is None or line.index < best.index
        if so_far > enough + _BY_ROUNDING or (first and so_far >= enough - _BY_ROUNDING):
            best, enough = line, so_far
    return best


def _at_most(weights: dict[str, float], traits: Iterable[str]) -> float:
    """What some traits can add at most."""
    return sum([max(0.0, weights[name]) for name in traits])


def _weighed(traits: dict[str, float], weights: dict[str, float]) -> float:
    return sum([weights[name] * value for name, value in traits.items() if value])


def _titled(draft: Draft) -> Line | None:
    """Find the line that stands for the page's own title.

    Returns:
        The line above the body, or at its very top, that says the same as the title: one in a
        heading first, then the one nearest to the body; else a first heading that begins with it,
        as with the subject of a mail. None where there is none, or no title.
    """
    title = draft.metadata.title if draft.metadata else None
    if title is None or draft.first is None:
        return None
    words = " ".join(title.lower().split())
    above = draft.lines[: draft.first + BELOW_TOP]
    same = [line for line in above if " ".join(line.text.lower().split()) == words]
    best = max(same, key=lambda line: (_is_first_heading(line), line.index), default=None)
    if best is not None and _is_first_heading(best) and not _is_subject(best):
        return best
    longer = (line for line in above if line.text.lower().startswith(f"{words} "))
    return next(filter(_is_top_heading, longer), best)


def _is_first_heading(line: Line) -> bool:
    markup = line.block.markup
    return markup is not None and not {"h1", "h2"}.isdisjoint(markup.inside)


def _is_top_heading(line: Line) -> bool:
    markup = line.block.markup
    return markup is not None and "h1" in markup.inside and line.length <= LONGEST_TITLE


def _is_subject(line: Line) -> bool:
    """Whether a heading stands in no page, as the subject of a mail."""
    return line.block.markup is not None and line.block.markup.inside == ("h1",)


def _heading_above(draft: Draft, line: Line) -> Line | None:
    """The heading of the first rank just above one of the second, which then is a standfirst."""
    above = draft.lines[line.index - 1] if line.index else line
    inside = [one.block.markup.inside if one.block.markup else () for one in (above, line)]
    is_one = "h1" in inside[0] and "h2" in inside[1] and above.taken_by is None
    return above if is_one and BRIEF <= above.length <= LONGEST_TITLE else None
