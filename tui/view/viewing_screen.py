"""Going from the comparison to other views, to help, and to handing something over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.view.reading_screen import ReadingScreen

if TYPE_CHECKING:
    from tui.view.command import View
    from tui.view.view_screen import Context


class ViewingScreen(ReadingScreen, inherit_bindings=False):
    """A screen of the comparison from which the other views are opened."""

    def action_view(self, view: View) -> None:
        """Go to another view."""
        from tui.view.views import open_view

        open_view(self, view)

    def action_export(self) -> None:
        """Hand something over."""
        from tui.view.export_view import NOTHING, open_export
        from tui.view.exporting import subject_of

        if not open_export(self.app, subject_of(self.session, "pair"), self._names):
            self.refuse(NOTHING if self._all_read else self.nothing_yet)

    def action_help(self) -> None:
        """Explain the screen."""
        from tui.view.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keys))

    def context(self) -> Context:
        """What another view starts from."""
        from tui.view.view_screen import Context

        at = self.view.comparison.held("left", strict=False)
        names, keys = self._names, self._keys
        return Context(self.library, self.session, names, keys, at, self.show_decision, self.turns)

    def articles_reread(self) -> None:
        """Let the view that is open show the articles as they are now."""
        if len(self.app.screen_stack) > 1:
            from tui.view.view_screen import ViewScreen

            for screen in self.app.screen_stack:
                if isinstance(screen, ViewScreen):
                    screen.renew(self.context())
