"""The main screen: list, comparison and the lines around them, and what their keys do.

What a reader does with the text on the main screen: find words, unfold, copy.

Going from the comparison to other views, to help, and to handing something over.

Going from the comparison to the other views, and back to a pair that one of them opens.

What the screen says instead, where there is nothing to compare or no room for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import events, on
from textual.containers import Horizontal
from textual.widgets import Static

from tui.presentation.rows import SIDES, next_lens
from tui.text.inert import inert
from tui.text.model import Article
from tui.view.commands import ALONE_FOOTER, FOOTER
from tui.view.compare.anchor import Anchor
from tui.view.compare.arrange import Arrangement
from tui.view.compare.choose import pairs_meant
from tui.view.compare.select import selected_paragraphs
from tui.view.compare.widget import CompareView, ComparisonView
from tui.view.keys import bindings, key_names
from tui.view.main.copying import Copied
from tui.view.main.list import ArticleList, next_sort
from tui.view.main.watch import WatchedDesk
from tui.view.messages import FilesChanged
from tui.view.screen import Opened, Turned
from tui.view.widgets.line import DetailBar, KeyBar, SummaryBar, TitleBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Literal

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from tui.config.own_rules import Addition
    from tui.corpus.library import Library
    from tui.presentation.rows import Look, ShownRow, Side
    from tui.text.alignment.choices import Choice
    from tui.view.commands import View
    from tui.view.compare.arrange import ComparedPair
    from tui.view.main.list import ListEntry
    from tui.view.main.search import Search
    from tui.view.screen import Context, Outcome, ViewScreen
    from tui.view.services import Services
    from tui.view.state import Move, Session


SMALLEST = (36, 12)
"""Columns and lines of the smallest window in which the app can be used."""


MOST_REASONS = 8
"""How many unreadable files are named with their reason."""


def is_too_small(width: int, height: int) -> bool:
    """Whether a window of these columns and lines is too small."""
    return width < SMALLEST[0] or height < SMALLEST[1]


def too_small(width: int, height: int) -> str:
    """What a window that is too small says."""
    return f"This window is too small.\n{width}×{height} now; {SMALLEST[0]}×{SMALLEST[1]} will do."


def too_few(entries: Sequence[ListEntry], page_key: str) -> str:
    """Why there is nothing to compare, and what to do; inert.

    Args:
        entries: What was found: no article, or a single one, and what could not be read.
        page_key: The key that shows a page.
    """
    failed = [entry for entry in entries if entry.failure is not None]
    single = len(entries) > len(failed)
    found = "One article" if single else "No article"
    lines = [
        f"{found} could be read here, and it takes two to compare.",
        *(
            f"{entry.title} is also saved as {path}."
            for entry in entries
            for path in entry.also[:MOST_REASONS]
        ),
        *(["", f"{page_key} shows it line by line, and what was removed."] if single else []),
        "",
        *(f"{entry.title}: {entry.failure}" for entry in failed[:MOST_REASONS]),
        *([f"and {len(failed) - MOST_REASONS} more"] if len(failed) > MOST_REASONS else []),
        "",
        "Save more pages (.txt, .html) there, or name files and folders:\ncompare PATH…",
    ]
    return "\n".join(lines)


class ReadingScreen(WatchedDesk, inherit_bindings=False):
    """A desk whose articles are read.

    Args:
        library: The articles.
        keys: Keys from config.yaml by command id.
        first: Gives the comparison to begin with; without it, or where it gives None, the app
            makes it.
    """

    def __init__(
        self,
        library: Library,
        keys: Mapping[str, str],
        first: Callable[[], ComparedPair | None] | None,
    ) -> None:
        super().__init__(library, first)
        self.search: Search | None = None
        self._keys = keys
        self._copied: Copied | None = None
        self._before: tuple[Arrangement, Sequence[ShownRow]] | None = None
        self._effect = ""
        self._effect_at: int | None = None

    @on(ComparisonView.RowReached)
    def _row_reached(self, message: ComparisonView.RowReached) -> None:
        # The rows may be shown once more when more is known of them: the cursor stays then.
        if self._effect_at is None:
            self._effect_at = message.row
        elif message.row != self._effect_at:
            self._effect = ""
        if self.search is None:
            self.say(self._effect)

    def say(self, text: str) -> None:
        """Say something inert below the comparison, or else what the cursor's row comes to."""
        self.query_exactly_one(DetailBar).show(text or self.view.detail())

    @property
    def keys(self) -> Mapping[str, str]:
        """Keys from config.yaml by command id, which replace the default ones."""
        return self._keys

    @property
    def nothing_yet(self) -> str:
        """Why there is no comparison, where there is none."""
        if not self._all_read:
            return "The pages are still being read."
        return "It takes two articles, and there are not two here."

    def refuse(self, why: str) -> None:
        """Say why a key does nothing here, to the ear too."""
        self.app.bell()
        self.say(why)

    def pair_shown(self) -> None:
        """Say what another arrangement has changed, and search what is shown now."""
        shown, before = self.view.shown, self._before
        if before is not None and shown is not None and shown.arrangement == self.arrangement:
            # Not needed before the first key that arranges the rows.
            from tui.view.compare.arrange import effect_of

            self._before = self._effect_at = None
            self._effect = effect_of(before, (shown.arrangement, shown.document.rows))
        if self.search is not None:
            self.search.pair_changed()

    # Searching

    def all_read(self) -> None:
        """Search the articles that have been read since the words were looked for."""
        if self.search is not None:
            self.search.articles_changed()

    def action_search(self) -> None:
        """Search the comparison, or the list where that has the focus."""
        from tui.view.main.search import Search

        if self.search is not None:
            if self.search.line.has_focus:
                return
            self.search.close()
        self.search = Search(self, "list" if self.articles.has_focus else "pair")
        self.search.open()

    def search_submitted(self) -> None:
        """Go through what was found: the line that was typed in goes away."""
        if self.search is None:
            return
        search = self.search
        search.line.display = False
        if search.scope == "list":
            self.search = None
            self.articles.focus()
            self.articles.choose_shown()
            self.say(search.kept())
        else:
            self.view.comparison.focus()
            search.say()

    # Arranging

    def rearrange(self, arrangement: Arrangement) -> None:
        """Show the rows in another arrangement, and say what that changes."""
        if self.session.pair is None:
            self.refuse(self.nothing_yet)
            return
        shown = self.view.shown
        if shown is not None and self._before is None:
            self._before = (shown.arrangement, shown.document.rows)
        self.arrangement = arrangement
        title = self.query_exactly_one(TitleBar)
        title.show_arranged(arrangement.said, chrome=arrangement.chrome)
        self.compare_in_thread()

    def unfold(self, row: ShownRow, at: Anchor | None = None) -> None:
        """Unfold a row in place and go to a paragraph of it, the first if none is given."""
        for side in SIDES:
            if paragraphs := row.folded[0].paragraphs(side):
                self._at = at or Anchor(side, paragraphs[0], None)
        self.rearrange(self.arrangement.with_unfolded(row.folded))

    def open_at(self, session: Session, at: Anchor | None) -> None:
        """Compare a pair and go to a paragraph of it, the top where there is none."""
        self._at = at
        if session == self.session:
            self.compare_in_thread()
        else:
            self.go_to(session)

    # Copying

    def action_copy(self, side: Side) -> None:
        """Copy the paragraph under the cursor, or what is selected on a side, with its source.

        What was copied just before is copied without it, and with it again after that.
        """
        from tui.view.main.copying import passage_of, with_source

        row, pair, comparison = self.view.row, self.session.pair, self.view.comparison
        article = None if pair is None else pair[SIDES.index(side)]
        passage = None
        if row is not None and article is not None:
            name = self._names[article.path]
            selected = comparison.selected
            if selected is not None and selected.side == side:
                places = selected_paragraphs(comparison.document, selected)
                if places:
                    passage = with_source(comparison.selected_text, article, places, name)
            else:
                passage = passage_of(article, row, side, name)
        if passage is None:
            self.refuse(self._no_text(side))
            return
        key = key_names(f"copy-{side}", self._keys)[0]
        if passage == self._copied:
            self._copy(passage.alone(), f" without its source. {key} again: with it.")
        else:
            self._copy(passage, f" with its source. {key} again: without it.")

    def _no_text(self, side: Side) -> str:
        said = f"Nothing to copy: the {side} article has no text in this row"
        other = SIDES[1 - SIDES.index(side)]
        if self.view.row is None or not self.view.row.paragraphs(other):
            return f"{said}."
        return f"{said}; {key_names(f'copy-{other}', self._keys)[0]} copies the {other} one."

    def copy_selected(self) -> bool:
        """Copy the text that is selected and nothing else; False where none is."""
        comparison = self.view.comparison
        text, selected, pair = comparison.selected_text, comparison.selected, self.session.pair
        if selected is None or pair is None or not text:
            return False
        name = self._names[pair[SIDES.index(selected.side)].path]
        self._copy(Copied(text, f"{_counted(text)} of {name}"), ".")
        return True

    def _copy(self, passage: Copied, how: str) -> None:
        self._copied = passage
        self.app.copy_to_clipboard(passage.text)
        key = key_names("write", self._keys)[0]
        self.say(f"Copied {passage.name}{how} {key}: into a file, if your terminal took nothing.")

    @on(ComparisonView.Selected)
    def _selected(self) -> None:
        text = self.view.comparison.selected_text
        keys = [key_names(one, self._keys)[0] for one in ("copy-selection", "copy-left")]
        if self.view.comparison.selected is not None and self.view.comparison.selected.side == (
            "right"
        ):
            keys[1] = key_names("copy-right", self._keys)[0]
        copies = f"{keys[0]} copies it, {keys[1]} with its source."
        self.say(f"Selected {_counted(text)}: {copies}" if text else "")

    def action_write(self) -> None:
        """Write what was copied last to a file."""
        from rich.cells import cell_len

        from tui.text.exports import PASSAGES
        from tui.view.main.copying import write

        row = self.view.row
        if self._copied is None and row is not None:
            self.action_copy("left" if row.paragraphs("left") else "right")
        if self._copied is None:
            return
        try:
            file = write(self._copied, Path.cwd())
        except OSError as error:
            said = f"{Path.cwd() / PASSAGES} cannot be written ({error.strerror})."
            self.notify(inert(said), severity="error", markup=False)
            return
        said = f"Added {self._copied.name} to {inert(str(file))}."
        if cell_len(said) < self.size.width:
            self.say(said)
        else:
            # The line would not show all of it.
            self.notify(said, markup=False)


def _counted(text: str) -> str:
    words = len(text.split())
    return "1 word" if words == 1 else f"{words} words"


class ViewingScreen(ReadingScreen, inherit_bindings=False):
    """A screen of the comparison from which the other views are opened."""

    services: Services
    taught: list[Addition]

    def action_view(self, view: View) -> None:
        """Go to another view."""
        open_view(self, view)

    def action_export(self) -> None:
        """Hand something over."""
        from tui.view.export import subject_of
        from tui.view.export.screen import NOTHING_TO_EXPORT, open_export

        subject = subject_of(self.session, "pair")
        if not open_export(self.app, self.services, subject, self._names):
            self.refuse(NOTHING_TO_EXPORT if self._all_read else self.nothing_yet)

    def action_help(self) -> None:
        """Explain the screen."""
        from tui.view.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keys))

    def context(self) -> Context:
        """What another view starts from."""
        from tui.view.screen import Context

        at = self.view.comparison.held("left", strict=False)
        names, keys = self._names, self._keys
        return Context(
            self.library,
            self.session,
            names,
            keys,
            at,
            self.show_decision,
            self.turns,
            self.services,
            self.taught,
            lambda: self.post_message(FilesChanged(settings=False)),
        )

    def articles_reread(self) -> None:
        """Let the view that is open show the articles as they are now."""
        if len(self.app.screen_stack) > 1:
            from tui.view.screen import ViewScreen

            for screen in self.app.screen_stack:
                if isinstance(screen, ViewScreen):
                    screen.renew(self.context())


WIDE = 100
"""Columns from which the list stays beside the comparison."""


ARTICLES_BESIDE = 60
"""Columns from which the two articles stand side by side."""


PATIENCE = 0.25
"""Seconds that nothing is painted while the first comparison is being made."""


class MainScreen(ViewingScreen, inherit_bindings=False):
    """The list on the left, the comparison on the right."""

    view_name: ClassVar[View] = "compare"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen")]

    def __init__(
        self,
        services: Services,
        keys: Mapping[str, str],
        use_keys: Callable[[Mapping[str, str]], object],
        chosen_theme: Callable[[], str],
    ) -> None:
        super().__init__(services.library, keys, services.first)
        self.services = services
        self.taught: list[Addition] = []
        self._use_keys = use_keys
        self._chosen_theme = chosen_theme
        self._painted = False
        self._body = Horizontal(id="body")

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield TitleBar()
        with self._body:
            yield ArticleList()
            yield CompareView()
        yield Static(id="notice", markup=False)
        yield DetailBar()
        yield SummaryBar()
        yield KeyBar(self._keys)

    def on_mount(self) -> None:
        """Begin to read."""
        self.view.comparison.focus()
        self.show_title()
        self.take_place(self.services.place)
        if self.begin():
            # The first thing to be painted is the comparison, unless it takes long.
            self._body.display = False
            self.set_timer(PATIENCE, self.show_body)

    @on(ArticleList.Chosen)
    def _article_chosen(self, message: ArticleList.Chosen) -> None:
        self.go_to(self.session.choose_right(message.index))

    def first_painted(self) -> None:
        """Do what could wait, and keep up with the files from now on."""
        super().first_painted()
        if self.services.settings is not None:
            self.watch_files(self.services.settings())
        at, pair = self.place_at, self.session.pair or ()
        there = at is not None and [at.left, at.right] == [article.path for article in pair]
        if at is not None and there and at.view != "compare":
            self.action_view(at.view)

    # Keys

    def action_move(self, how: Move) -> None:
        """Move in the list or in the comparison, whichever has the focus."""
        target = self.articles if self.articles.has_focus else self.view
        target.move(how)

    def action_seek(self, step: Literal[1, -1], look: Look | None = None) -> None:
        """Go to the next or previous difference, or place where the words are found."""
        if self.search is not None and look is None:
            self.search.step(step)
        elif not self.view.seek(step, look):
            what = "of these" if look else "differences"
            self.refuse(f"No more {what} {'below' if step > 0 else 'above'}.")

    def action_turn(self, side: Side, step: int) -> None:
        """Compare another article."""
        turned = self.session.turn(side, step, self.articles.order)
        if turned == self.session:
            few = "There is no other article to compare."
            self.refuse(few if self.session.pair else self.nothing_yet)
        self.go_to(turned)

    def action_swap(self) -> None:
        """Let the two articles change sides."""
        if self.session.pair is None:
            self.refuse(self.nothing_yet)
        self.go_to(self.session.swap())

    def action_chrome(self) -> None:
        """Show what was removed, or hide it."""
        self.rearrange(replace(self.arrangement, chrome=not self.chrome))

    def action_order(self) -> None:
        """Let one article's order lead, the other's, or neither."""
        self.rearrange(self.arrangement.with_next_order())

    def action_filter(self) -> None:
        """Show everything, or only some rows."""
        self.rearrange(self.arrangement.with_next_filter())

    def action_fold(self) -> None:
        """Fold other runs of rows away."""
        self.rearrange(self.arrangement.with_next_fold())

    def action_arrange_as_usual(self) -> None:
        """Show everything again, both articles in their own order."""
        self.rearrange(Arrangement(chrome=self.chrome))

    def stop(self) -> bool:
        """Read no further pages, and say how to go on; False where none are being read."""
        if not self.stop_reading():
            return False
        read, key = self.session.file_count, key_names("read-on", self._keys)[0]
        self.say(f"Stopped at {read} of {len(self.library)} pages. {key} reads on.")
        return True

    def action_read_on(self) -> None:
        """Read on where it was stopped, or look for pages that have changed."""
        if not self._all_read:
            self.refuse(self.nothing_yet)
        elif self.session.file_count < len(self.library):
            self.place_at = self.place()
            self._all_read = False
            self.open_in_thread()
            self.say("Reading on …")
        else:
            self.post_message(FilesChanged(settings=False))
            self.say("The pages are read again where they have changed.")

    def action_sort(self) -> None:
        """Show the list in another order."""
        self.sort = next_sort(self.sort)
        self.show_list()
        self.query_exactly_one(DetailBar).show(f"The list is sorted by {self.sort}.")

    def action_lens(self) -> None:
        """Set off all words that differ, only those that matter, or none."""
        lens = next_lens(self.view.comparison.lens)
        self.view.comparison.lens = lens
        self.query_exactly_one(SummaryBar).show_lens(lens)
        if self.search is None:
            self.say("")

    def action_articles(self) -> None:
        """Go to the list, or back to the comparison; while typing, search elsewhere."""
        if self.search is not None and self.search.line.has_focus:
            self.search.change_scope()
        elif self.articles.has_focus:
            self.action_close()
        else:
            self.add_class("-listing")
            self.articles.focus()

    def action_choose(self) -> None:
        """Read what the list has chosen; in the comparison, unfold a row or jump from it."""
        row = self.view.row
        if self.articles.has_focus:
            self.leave_list()
        elif row is not None and row.folded:
            self.unfold(row)
        else:
            self.action_counterpart()

    def action_counterpart(self) -> None:
        """Jump between a moved paragraph and its counterpart."""
        if not self.view.jump():
            self.refuse("This row was not moved: it has no counterpart elsewhere.")

    def action_close(self) -> None:
        """End the search or the selection, or go back to the comparison."""
        if self.search is None and self.view.comparison.selected is not None:
            self.view.comparison.select(None)
            self.say("")
            return
        if self.search is not None:
            search, self.search = self.search, None
            search.close()
        elif self.wanted:
            self.wanted = ""
            self.show_list()
            self.say("All articles are listed again.")
            return
        self.leave_list()

    def leave_list(self) -> None:
        """Go to the comparison; what the list was filtered to stays."""
        self.view.comparison.focus()
        self.remove_class("-listing")

    def action_choose_pair(self, choice: Choice | None) -> None:
        """Pin the pair of the row, forbid it, or take that back; without a clear one ask why."""
        row, shown = self.view.row, self.view.shown
        meant = [] if row is None or shown is None else pairs_meant(shown.alignment, row, choice)
        if shown is not None and len(meant) == 1:
            self.decide(shown.alignment, meant[0], choice)
        elif choice is None and not meant:
            self.refuse("Nothing in this row was pinned or forbidden.")
        else:
            self.action_view("why")

    def read_beside_left(self, index: int) -> None:
        """Compare an article of the list with the one on the left."""
        self.go_to(self.session.choose_right(index))

    # Sizes

    def on_resize(self, event: events.Resize) -> None:
        """Fold away what there is no room for."""
        width, height = event.size
        stacked = width < ARTICLES_BESIDE
        self.set_class(width < WIDE, "-narrow")
        self.set_class(stacked, "-stacked")
        self.set_class(is_too_small(width, height), "-tiny")
        self.view.stack(stacked)
        self.show_notice()

    # Parts

    def show_body(self) -> None:
        """Display list and view from now on, unless there is a notice instead of them."""
        self._painted = True
        self._body.display = not self.has_class("-notice")

    def show_title(self) -> None:
        """Show what is open, in the title line."""
        session, failed = self.session, self.session.failed
        self.query_exactly_one(TitleBar).show(
            inert(self.services.title),
            (session.file_count, len(self.library)),
            len(session.entries) - failed,
            failed,
            stopped=self._all_read,
        )

    def show_notice(self) -> None:
        """Say why there is nothing to read, if so."""
        text = ""
        if self.has_class("-tiny"):
            text = too_small(*self.size)
        elif self._all_read and self.session.pair is None:
            text = too_few(self.entries, key_names("page", self._keys)[0])
            # What was known of articles that are gone.
            self.query_exactly_one(TitleBar).show_story(0, "")
        few = self._all_read and self.session.pair is None
        self.query_exactly_one(KeyBar).use(ALONE_FOOTER if few else FOOTER)
        notice = self.query_exactly_one("#notice", Static)
        notice.update(text)
        self.set_class(bool(text), "-notice")
        self._body.display = self._painted and not text


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
        from tui.view.coverage import CoverageScreen

        return CoverageScreen
    if view == "matrix":
        from tui.view.matrix import MatrixScreen

        return MatrixScreen
    if view == "page":
        from tui.view.page.screen import PageScreen

        return PageScreen
    if view == "why":
        from tui.view.why import WhyScreen

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
