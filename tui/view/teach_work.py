"""The work behind teaching a rule, off the main thread: making it, its effect, writing it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from tui.config import ConfigError
from tui.config.own_rules import carry_out, own_file, plan
from tui.corpus.rule_use import rules_in
from tui.corpus.teaching import anchor, derive, effects, lesson_of, renamed
from tui.text.inert import inert
from tui.text.page import PageError, read_page
from tui.view.view_screen import ViewScreen
from tui.view.work import REPORT_EVERY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.config.own_rules import Addition
    from tui.corpus.teaching import Chosen, Effect, Lesson, Taught
    from tui.text.article import Article
    from tui.text.chrome.deriving import Verdict
    from tui.view.view_screen import Context


class TeachWork(ViewScreen):
    """A view that makes a rule from lines of a page, and posts what comes of it.

    Args:
        context: What the page is shown with.
        article: The page.
        chosen: Its lines.
        verdict: What is to become of the lines, to begin with.
        asked: The configuration that was asked for, if any.
    """

    class Planned(Message):
        """It is known what would be written."""

        def __init__(self, lesson: Lesson, rule: Taught, addition: Addition) -> None:
            super().__init__()
            self.lesson = lesson
            self.rule = rule
            self.addition = addition

    class Refused(Message):
        """No rule can be made or written, and why; `again` where another try may do."""

        def __init__(self, reason: str, *, again: bool = False) -> None:
            super().__init__()
            self.reason = reason
            self.again = again

    class EffectsFound(Message):
        """It is known what would change on some of the pages."""

        def __init__(self, lesson: Lesson, found: tuple[Effect, ...], done: int) -> None:
            super().__init__()
            self.lesson = lesson
            self.found = found
            self.done = done

    class Written(Message):
        """The rule was written."""

    def __init__(
        self,
        context: Context,
        article: Article,
        chosen: Chosen,
        verdict: Verdict,
        asked: str | None,
    ) -> None:
        super().__init__(context)
        self.addition: Addition | None = None
        """What was written, once it was."""
        self._article = article
        self._chosen = chosen
        self._verdict: Verdict = verdict
        self._asked = asked
        self._chosen_name: str | None = None
        self._lesson: Lesson | None = None
        self._rule: Taught | None = None
        self._planned: Addition | None = None

    def _work_out(self, verdict: Verdict, name: str | None) -> None:
        config = self.context.config
        worker = get_current_worker()
        try:
            page = read_page(self._article.path)
            lesson = lesson_of(page, self._chosen, verdict)
            if not lesson.texts:
                raise ValueError("there are no words on these lines")
            path = own_file(self._asked)
            rule = derive(lesson, self._articles(), {rule.name for rule, _ in rules_in(config)})
            rule = renamed(rule, name) if name else rule
            addition = plan(path, rule, anchor(lesson, config.chrome))
        except (ConfigError, PageError, ValueError) as error:
            if not worker.is_cancelled:
                self.post_message(self.Refused(inert(str(error))))
            return
        if worker.is_cancelled:
            return
        self.post_message(self.Planned(lesson, rule, addition))
        found: list[Effect] = []
        reported = 0.0
        looked = effects(self.context.library, addition.config, rule, lesson, self._paths())
        for done, effect in enumerate(looked, start=1):
            if worker.is_cancelled:
                return
            if effect.dropped or effect.kept or effect.missed:
                found.append(effect)
            if monotonic() - reported > REPORT_EVERY:
                reported = monotonic()
                self.post_message(self.EffectsFound(lesson, tuple(found), done))
        self.post_message(self.EffectsFound(lesson, tuple(found), len(self.context.library)))

    def _rename(self, name: str) -> None:
        lesson, rule = self._lesson, self._rule
        if lesson is None or rule is None:
            return
        worker = get_current_worker()
        message: Message
        try:
            again = renamed(rule, name)
            before = anchor(lesson, self.context.config.chrome)
            message = self.Planned(lesson, again, plan(own_file(self._asked), again, before))
        except (ConfigError, ValueError) as error:
            message = self.Refused(inert(str(error)))
        if not worker.is_cancelled:
            self.post_message(message)

    def _carry_out(self, addition: Addition) -> None:
        try:
            carry_out(addition)
        except ConfigError as error:
            self.post_message(self.Refused(str(error), again=True))
            return
        self.addition = addition
        self.post_message(self.Written())

    def _articles(self) -> Iterator[Article]:
        """The pages that are read, this one first."""
        yield self._article
        yield from (one for one in self.context.articles if one.path != self._article.path)

    def _paths(self) -> list[str]:
        """All pages: this one, those that are read, and the others."""
        read = [one.path for one in self.context.articles]
        return list(dict.fromkeys([self._article.path, *read, *self.context.library.paths]))
