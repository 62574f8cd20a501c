"""What the rules did to each line of a page: kept or dropped, by which rule, and its score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.text.article.read import credited, draft_of
from tui.text.chrome.body import BodyRule, Trust, costs, earning

if TYPE_CHECKING:
    from tui.text.article.settings import ArticleSettings
    from tui.text.chrome.draft import Draft
    from tui.text.chrome.recurrence import Recurrence
    from tui.text.chrome.rules import RuleKind
    from tui.text.model import Lines, Role
    from tui.text.page.model import Page


@dataclass(frozen=True, slots=True)
class LineTrace:
    """What became of one paragraph of the page.

    `role` is None where it was dropped. `rule` is the rule that decided, None where none did
    because no article was found. `score` is what the line earned (or, below 0, cost) in words
    when the `body` rule looked for the article; None where there is no such rule. `touched`
    names every rule that kept the line, took it, made it pay or trimmed it.
    """

    lines: Lines
    text: str
    role: Role | None
    rule: str | None
    score: float | None
    touched: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether the line is in the article."""
        return self.role is not None


def trace(
    page: Page,
    settings: ArticleSettings,
    without: frozenset[str] = frozenset(),
    recurring: Recurrence | None = None,
) -> list[LineTrace]:
    """Run the rules over a page and note what they do.

    Args:
        page: The page.
        settings: The rules and the wire services.
        without: Names of chrome rules; what these took is given to the body.
        recurring: The lines that the page shares with others of its site or folder.

    Returns:
        A trace for each paragraph of the page, in order.
    """
    watcher = _Watcher()
    draft = draft_of(page, settings, without, recurring, watcher)
    credited(draft, settings.wire_services)
    watcher.charge(draft)
    traces = []
    for line in draft.lines:
        role = (line.role or "body") if line.taken_by is None or line.role else None
        rule = line.kept_by or line.taken_by or draft.body_rule or None
        trimmed = (trim.rule for trim in line.trimmed)
        deciding = filter(None, [line.kept_by, line.taken_by])
        touched = (*trimmed, *watcher.charged.get(line.index, ()), *deciding)
        score = watcher.scores[line.index] if watcher.scores else None
        text = line.block.text or line.block.source
        traces.append(LineTrace(line.block.lines, text, role, rule, score, touched))
    return traces


class _Watcher:
    """Notes which rules make lines pay, and the scores that the body rule finds."""

    def __init__(self) -> None:
        self.scores: list[float] = []
        self.charged: dict[int, list[str]] = {}
        self._costs: list[float] = []
        self._last = ""

    def __call__(self, rule: RuleKind, draft: Draft) -> None:
        self.charge(draft)
        self._last = rule.name
        if isinstance(rule, BodyRule) and not self.scores:
            self.scores = _scores(rule, draft)

    def charge(self, draft: Draft) -> None:
        """Put down what lines have come to pay since the last call to the rule that ran."""
        before = self._costs or [0.0] * len(draft.lines)
        self._costs = [line.cost for line in draft.lines]
        for index, (old, new) in enumerate(zip(before, self._costs, strict=True)):
            if new != old:
                self.charged.setdefault(index, []).append(self._last)


def _scores(rule: BodyRule, draft: Draft) -> list[float]:
    """What each line earns or, below 0, costs in words, before gaps and starts are weighed."""
    trust = Trust()
    scores = []
    for line in draft.lines:
        if stop := draft.stops.get(line.index):
            trust.lower(stop)
        gain = earning(rule, draft, line) * trust.share(line)
        scores.append(gain if gain > 0 else -costs(rule, draft, line))
    return scores
