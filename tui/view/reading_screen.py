"""What a reader does with the text on the main screen: find words, unfold, copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from tui.presentation.rows import SIDES
from tui.text.inert import inert
from tui.view.bars import DetailBar, TitleBar
from tui.view.bindings import key_names
from tui.view.comparison import Comparison
from tui.view.copying import Copied
from tui.view.reading import Anchor
from tui.view.selecting import selected_paragraphs
from tui.view.watched_desk import WatchedDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.corpus.library import Library
    from tui.presentation.rows import ShownRow, Side
    from tui.view import work
    from tui.view.arranging import Arrangement
    from tui.view.search import Search
    from tui.view.session import Session


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
        first: Callable[[], work.Comparison | None] | None,
    ) -> None:
        super().__init__(library, first)
        self.search: Search | None = None
        self._keys = keys
        self._copied: Copied | None = None
        self._before: tuple[Arrangement, Sequence[ShownRow]] | None = None
        self._effect = ""
        self._effect_at: int | None = None

    @on(Comparison.RowReached)
    def _row_reached(self, message: Comparison.RowReached) -> None:
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
            from tui.view.effect import effect_of

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
        from tui.view.search import Search

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
        from tui.view.copying import passage_of, with_source

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

    @on(Comparison.Selected)
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
        from tui.view.copying import write

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
