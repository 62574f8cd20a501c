"""Going from the comparison to the other views, and back to a pair that one of them opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.text.article import Article
from tui.view.reading import Anchor
from tui.view.view_screen import Opened, Turned

if TYPE_CHECKING:
    from tui.view.command import View
    from tui.view.view_screen import Outcome, ViewScreen
    from tui.view.viewing_screen import ViewingScreen


def open_view(main: ViewingScreen, view: View) -> None:
    """Open a view over the comparison; what it is left with is carried out there.

    Args:
        main: The screen with the comparison.
        view: Which one.
    """
    # A page can be seen by itself; all other views take two articles.
    alone = view == "page" and bool(main.context().articles)
    if main.session.pair is None and not alone:
        none = "There is no page here to be shown."
        main.refuse(none if view == "page" and main.session.entries else main.nothing_yet)
        return
    screen = _screen_of(view)(main.context())
    main.app.push_screen(screen, lambda outcome: _carry_out(main, outcome))


def _screen_of(view: View) -> type[ViewScreen]:
    """The screen of a view, which is not imported before it is asked for."""
    if view == "coverage":
        from tui.view.coverage_view import CoverageScreen

        return CoverageScreen
    if view == "matrix":
        from tui.view.matrix_view import MatrixScreen

        return MatrixScreen
    if view == "page":
        from tui.view.page_view import PageScreen

        return PageScreen
    if view == "why":
        from tui.view.why_view import WhyScreen

        return WhyScreen
    raise ValueError(f"no screen shows {view!r}")


def _carry_out(main: ViewingScreen, outcome: Outcome) -> None:
    if isinstance(outcome, Turned):
        open_view(main, outcome.view)
    elif isinstance(outcome, Opened):
        places = {
            entry.path: place
            for place, entry in enumerate(main.session.entries)
            if isinstance(entry, Article)
        }
        # The folder may have changed while the view was open.
        if outcome.left in places and outcome.right in places:
            session = replace(main.session, left=places[outcome.left], right=places[outcome.right])
            main.open_at(session, _anchor(outcome))


def _anchor(outcome: Opened) -> Anchor | None:
    if outcome.left_paragraph is not None:
        return Anchor("left", outcome.left_paragraph, None)
    if outcome.right_paragraph is not None:
        return Anchor("right", outcome.right_paragraph, None)
    return None
