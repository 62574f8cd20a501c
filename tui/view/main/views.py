"""Going from the comparison to the other views, and back to what one of them opens.

One table says which screen shows which view; none is loaded before it is asked for. A view
knows the comparison by what it starts from only, and is left with what is to be done there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.view.compare.anchor import Anchor
from tui.view.main.messages import FilesChanged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.view.commands import View
    from tui.view.compare.choose import Decision
    from tui.view.main.desk import Changed, Desk
    from tui.view.main.face import Face
    from tui.view.screen import Context, Opened, Outcome, ViewScreen
    from tui.view.services import Services
    from tui.view.threads import Turns


class Views:
    """Opens views over the comparison.

    Args:
        face: What they are opened over.
        desk: What they show.
        services: What writes what is handed over.
        keys: Keys that are in force instead of the default ones; they may change.
        turns: Lets other work wait while a view is being made.
        show: Shows what has changed when a view is left.
        decided: To be told when the reader has decided something about a pair of paragraphs.
    """

    def __init__(
        self,
        face: Face,
        desk: Desk,
        services: Services,
        keys: Mapping[str, str],
        turns: Turns,
        show: Callable[[Changed], object],
        decided: Callable[[Decision], object],
    ) -> None:
        self._face = face
        self._desk = desk
        self._services = services
        self._keys = keys
        self._turns = turns
        self._show = show
        self._decided = decided

    def context(self) -> Context:
        """What a view starts from."""
        # Not needed before one is opened.
        from tui.view.screen import Context

        desk, face = self._desk, self._face
        shown = desk.shown and (desk.shown.alignment.left, desk.shown.alignment.right)
        comparison = face.view.comparison
        # While another pair is being compared, the cursor is in articles that nobody asks about.
        at = comparison.held("left", strict=False) if shown == desk.session.pair else None
        return Context(
            desk.library,
            desk.session,
            desk.names,
            self._keys,
            at,
            self._decided,
            self._turns,
            self._services,
            desk.taught,
            lambda: face.screen.post_message(FilesChanged(settings=False)),
            desk.whose.clusters if desk.whose else (),
            not desk.all_read,
        )

    def open(self, view: View) -> None:
        """Go to a view, or say why there is none; what it is left with is carried out here."""
        context, session = self.context(), self._desk.session
        # A page can be seen by itself; all other views take two articles.
        alone = view == "page" and bool(context.articles)
        if session.pair is None and not alone:
            none = "There is no page here to show."
            is_none = view == "page" and session.entries
            self._face.refuse(none if is_none else self._desk.nothing_yet)
            return
        self._face.screen.app.push_screen(view_screen(view)(context), self._left)

    def export(self) -> None:
        """Ask what is to be handed over, or say why nothing can be."""
        # Not needed before a reader asks.
        from tui.view.export import subject_of
        from tui.view.export.screen import NOTHING_TO_EXPORT, open_export

        subject = subject_of(self._desk.session, "pair")
        if not open_export(self._face.screen.app, self._services, subject, self._desk.names):
            self._face.refuse(NOTHING_TO_EXPORT if self._desk.all_read else self._desk.nothing_yet)

    def help(self) -> None:
        """Explain the comparison and its keys."""
        # Not needed before a reader asks.
        from tui.view.help import HelpScreen

        self._face.screen.app.push_screen(HelpScreen(self._keys))

    def renew(self) -> None:
        """Let the views that are open show the articles as they are now, and what is known."""
        above = self._face.screen.app.screen_stack[1:]
        if not above:
            # The start has no view, and can do without loading what they are.
            return
        from tui.view.screen import ViewScreen

        for screen in above:
            if isinstance(screen, ViewScreen):
                screen.renew(self.context())

    def on_top(self) -> View:
        """The view that the reader is in, under any help or palette."""
        from tui.view.screen import ViewScreen

        for screen in reversed(self._face.screen.app.screen_stack):
            if isinstance(screen, ViewScreen):
                return screen.view_name
        return "compare"

    def _left(self, outcome: Outcome) -> None:
        from tui.view.screen import Opened, Turned

        if isinstance(outcome, Turned):
            self.open(outcome.view)
        elif isinstance(outcome, Opened):
            self._show(self._desk.open_paths(outcome.left, outcome.right, _anchor(outcome)))


def view_screen(view: View) -> type[ViewScreen]:
    """The screen of a view, which is not loaded before it is asked for."""
    if view == "coverage":
        from tui.view.coverage import CoverageScreen

        return CoverageScreen
    if view == "matrix":
        from tui.view.matrix import MatrixScreen

        return MatrixScreen
    if view == "history":
        from tui.view.history.screen import HistoryScreen

        return HistoryScreen
    if view == "page":
        from tui.view.page import PageScreen

        return PageScreen
    if view == "why":
        from tui.view.why import WhyScreen

        return WhyScreen
    raise ValueError(f"no screen shows {view!r}")


def _anchor(outcome: Opened) -> Anchor | None:
    """The paragraph that a view was left for, if for one."""
    if outcome.left_paragraph is not None:
        return Anchor("left", outcome.left_paragraph, None)
    if outcome.right_paragraph is not None:
        return Anchor("right", outcome.right_paragraph, None)
    return None
