"""The article on the page: the run of lines whose sentences outweigh what stands between.

A maximum-sum run, as in maximum subsequence segmentation (Pasternack and Roth, "Extracting
Article Text from the Web with Maximum Subsequence Segmentation", 2009), with costs of gaps
that stop growing, and with stop markers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.rules import AfterRule, BodyRule, ListRule


class Run(NamedTuple):
    """A run of lines, by the indexes of its first and last, and what it earns in words."""

    worth: float
    first: int
    last: int


def find_body(rule: BodyRule, draft: Draft) -> None:
    """Find the article and set the draft's `first` and `last`."""
    run = best_run(rule, draft)
    if run is None:
        return
    draft.first, draft.last = run.first, run.last
    draft.body_rule = rule.name


def best_run(rule: BodyRule, draft: Draft) -> Run | None:
    """The run of lines that earns most; None where no line is a sentence."""
    best: Run | None = None
    # What the best run so far would be worth here, by the cost of the gap since it ended:
    # `near` has paid every line of it, `far` the highest price that a gap can have.
    near: Run | None = None
    far: Run | None = None
    paid = 0.0
    crossed = 0.0
    trust = Trust()
    for line in draft.lines:
        stop = draft.stops.get(line.index)
        if stop is not None:
            if stop.strength == "hard" and best is not None and best.worth >= stop.enough:
                break
            crossed += stop.cost
            trust.lower(stop)
        gain = earning(rule, draft, line) * trust.share(line)
        if gain <= 0:
            paid += costs(rule, draft, line)
            continue
        start = Run(anchored(rule, draft, line), line.index, line.index)
        options = [start]
        if near is not None:
            options.append(Run(near.worth - paid - crossed, near.first, line.index))
        if far is not None:
            options.append(Run(far.worth - rule.longest_gap - crossed, far.first, line.index))
        chosen = max(options, key=lambda run: run.worth)
        run = Run(chosen.worth + gain, chosen.first, line.index)
        if best is None or run.worth > best.worth:
            best = run
        if near is None or run.worth + paid + crossed > near.worth:
            near = run._replace(worth=run.worth + paid + crossed)
        if far is None or run.worth + crossed > far.worth:
            far = run._replace(worth=run.worth + crossed)
    return best


class Trust:
    """How far sentences are believed to be the article's after a soft stop marker."""

    def __init__(self) -> None:
        self._stop: AfterRule | None = None
        self._in_a_row = 0

    def lower(self, stop: AfterRule) -> None:
        """Lower the trust in what follows."""
        self._stop = stop
        self._in_a_row = 0

    def share(self, line: Line) -> float:
        """The share of its words that a line may earn."""
        if self._stop is None:
            return 1.0
        self._in_a_row = self._in_a_row + 1 if line.sentence else 0
        if self._in_a_row >= self._stop.restore:
            self._stop = None
            return 1.0
        return self._stop.trust


def earning(rule: BodyRule, draft: Draft, line: Line) -> float:
    """What a sentence paragraph earns, in words; 0 or less for any other line."""
    if not line.sentence or line.taken_by is not None:
        return 0.0
    worth = min(line.length, rule.cap)
    around = draft.lines[max(0, line.index - rule.company) : line.index + rule.company + 1]
    if sum(other.sentence and other.taken_by is None for other in around) < 2:
        worth *= rule.lone
    return worth - line.cost


def costs(rule: BodyRule, draft: Draft, line: Line) -> float:
    """What a line that is no sentence costs a run that goes over it, in words."""
    if line.taken_by is not None:
        return rule.taken_cost
    shortness = max(0.0, 1 - line.length / rule.short)
    cost = rule.short_cost * shortness
    if "," in line.text or "#" in line.words:
        cost *= rule.softened
    if line.bullet:
        cost += rule.bullet_cost
    return cost + line.cost


def anchored(rule: BodyRule, draft: Draft, line: Line) -> float:
    """What a run gains by starting at the line, for a date or byline just above it."""
    above = draft.lines[max(0, line.index - rule.anchor_within) : line.index]
    if any(
        other.length <= rule.anchor_at_most and draft.fits(other, (rule.name, "anchor"))
        for other in above
    ):
        return rule.anchor_worth
    return 0.0


def go_on_through_lists(rule: ListRule, draft: Draft) -> None:
    """Let the article go on through the lines of a list that it was in or leads into."""
    if draft.first is None or draft.last is None:
        return
    last = draft.lines[draft.last]
    if not (last.bullet or last.text.endswith(":")):
        return
    for line in draft.lines[draft.last + 1 : draft.last + 1 + rule.most_lines]:
        if line.taken_by is not None or not line.bullet or line.length > rule.at_most:
            break
        draft.last = line.index
