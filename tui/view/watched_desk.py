"""A desk that keeps up with its files, and knows where its reader was."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import on

from tui.corpus.names import short_names
from tui.text.inert import inert
from tui.view import work
from tui.view.bars import SummaryBar, TitleBar
from tui.view.desk import Desk
from tui.view.messages import (
    ArticlesReread,
    Failed,
    FilesChanged,
    SettingsBroken,
    SettingsRead,
)
from tui.view.reading import Anchor

if TYPE_CHECKING:
    from tui.config.errors import ConfigError
    from tui.view.command import View
    from tui.view.memory import Place
    from tui.view.watching import Settings

BROKEN_SHOWN = 30.0
"""Seconds for which a broken configuration is told; the last good one stays in use."""

MENDED_AFTER = 2.0
"""Seconds after which a broken configuration is looked at again."""

SETTLED = 0.5
"""Seconds after which a watch surely sees all that changes."""


class WatchedDesk(Desk, inherit_bindings=False):
    """A desk whose folders are watched once `watch` is called."""

    _settings: Settings | None = None
    _stop: Event | None = None
    _watched: tuple[Path, ...] = ()
    _other: str | None = None
    """The configuration that is passed over as another program's."""
    _broken: SettingsBroken | None = None
    """What was said of a configuration that cannot be used, while none can."""

    def take_place(self, at: Place | None) -> None:
        """Begin where the reader was; to be called before `begin`."""
        self.place_at = at
        if at is not None:
            self.arrangement = at.arrangement
            self.sort = at.sort
            self.view.comparison.lens = at.lens
            self.query_exactly_one(SummaryBar).show_lens(at.lens)
            self.query_exactly_one(TitleBar).show_arranged(self.arrangement.said, chrome=at.chrome)
            if at.theme in self.app.available_themes:
                self.app.theme = at.theme
            if at.paragraph is not None:
                self._at = Anchor(at.side, at.paragraph, None)

    def place(self) -> Place | None:
        """Where the reader is; None where no pair is shown."""
        shown = self.view.shown
        if shown is None:
            return None
        # Not needed before the reader leaves.
        from tui.view.memory import Place

        held = self.view.comparison.held("left", strict=False)
        side, paragraph = ("left", None) if held is None else (held.side, held.paragraph)
        arrangement = self.arrangement
        return Place(
            shown.alignment.left.path,
            shown.alignment.right.path,
            side,  # type: ignore[arg-type]
            paragraph,
            arrangement.order,
            self.view.comparison.lens,
            "" if self.app.theme == getattr(self.app, "usual_theme", "") else self.app.theme,
            chrome=arrangement.chrome,
            shown=arrangement.shown,
            fold=arrangement.fold,
            unfolded=arrangement.unfolded,
            sort=self.sort,
            view=self._view_on_top(),
        )

    def _view_on_top(self) -> View:
        """The view that the reader is in, under any help or palette."""
        for screen in reversed(self.app.screen_stack):
            view: View | None = getattr(screen, "view_name", None)
            if view is not None:
                return view
        return "compare"

    def watch_files(self, settings: Settings) -> None:
        """Keep up with the pages and the configuration from now on."""
        self._settings = settings
        self._watch_anew(self._folders())
        self._say_which_decides()
        # It may have changed since the pages were read, before anything was watched.
        self._look_at_settings_after(SETTLED)

    def _say_which_decides(self) -> None:
        """Say which configuration is in force, where the reader may not expect it."""
        # Not needed before the first screen is painted.
        from tui.config.errors import ConfigError
        from tui.config.locating import decided_by, passed_over

        asked = self._settings.asked if self._settings else None
        try:
            decides, other = decided_by(asked), passed_over(asked)
        except (ConfigError, OSError):
            return
        self.query_exactly_one(TitleBar).show_configuration(inert(decides or ""))
        if other is not None and other != self._other:
            self.notify(f"{inert(other)} is another program's, and was passed over.", markup=False)
        self._other = other

    def articles_reread(self) -> None:
        """The articles were read again, and their session is shown."""

    def on_unmount(self) -> None:
        """Watch no longer."""
        if self._stop is not None:
            self._stop.set()

    def _folders(self) -> tuple[Path, ...]:
        from tui.view.watching import folders_of

        given = (*self.library.given, *self.library.folders)
        return tuple(folders_of(self.library.paths, given, self._settings))

    def _watch_anew(self, folders: tuple[Path, ...]) -> None:
        """Watch these folders from now on, and no others."""
        if self._stop is not None:
            self._stop.set()
        stop = self._stop = Event()
        self._watched = folders
        self.run_worker(
            lambda: self._watch(folders, stop), thread=True, group="watch", exclusive=True
        )

    def _watch(self, folders: tuple[Path, ...], stop: Event) -> None:
        from tui.view.watching import watch_folders

        try:
            watch_folders(
                folders,
                self._settings,
                stop,
                lambda settings: self.post_message(FilesChanged(settings=settings)),
                any_name=bool(self.library.settings.pages.include),
            )
        except (OSError, RuntimeError) as error:
            reason = f"Changes will show after a new start ({inert(str(error))})."
            self.post_message(Failed("The folder cannot be watched", reason))

    @on(FilesChanged)
    def _files_changed(self, message: FilesChanged) -> None:
        settings = message.settings
        self.run_worker(lambda: self._reread(settings=settings), thread=True, group="reread")

    def _follow_folders(self) -> None:
        """Watch the folders that have come too, and look once more for what came into them."""
        folders = self._folders()
        if self._settings is None or folders == self._watched:
            return
        self._watch_anew(folders)
        self.set_timer(
            SETTLED, lambda: self.run_worker(self._look_again, thread=True, group="reread")
        )

    def _look_again(self) -> None:
        before = self.library.paths
        self.library.refresh()
        if self.library.paths != before:
            self.post_message(FilesChanged(settings=False))

    def _look_at_settings_after(self, seconds: float) -> None:
        self.set_timer(
            seconds,
            lambda: self.run_worker(
                self._look_at_settings, thread=True, group="settings", exclusive=True
            ),
        )

    def _look_at_settings(self) -> None:
        """Take up a configuration that has changed, or say that it is broken."""
        # Not needed before the first screen is painted.
        from tui.config.errors import ConfigError

        if self._settings is None:
            return
        try:
            config = self._settings.load()
        except ConfigError as error:
            self.post_message(SettingsBroken(_where(error), error.reason))
            return
        if self._broken is not None or config != self.library.settings:
            self.post_message(FilesChanged(settings=True))

    def _reread(self, *, settings: bool) -> None:
        # Not needed before the configuration changes.
        from tui.config.errors import ConfigError

        if settings and self._settings is not None:
            try:
                config = self._settings.load()
            except ConfigError as error:
                self.post_message(SettingsBroken(_where(error), error.reason))
                return
            self.post_message(SettingsRead(config.keys))
            # What was taught from the page is known already.
            if config != self.library.settings:
                self.library.reconfigure(config)
        self.library.refresh()
        self.post_message(ArticlesReread(work.reread(self.library, self.session, self.place())))

    @on(ArticlesReread)
    def _articles_reread(self, message: ArticlesReread) -> None:
        self._names = dict(zip(self.library.paths, short_names(self.library.paths), strict=True))
        self.session = message.session
        self.whose = None
        self.entries = [self._entry(entry) for entry in message.session.entries]
        self.show_list()
        if self.session.right is not None:
            self.articles.place_cursor(self.session.right)
        self.show_title()
        self.show_notice()
        self.all_read()
        self.compare_in_thread()
        self._shares_in_thread()
        self._work_behind()
        self.articles_reread()
        self._follow_folders()

    @on(SettingsRead)
    def _settings_read(self, message: SettingsRead) -> None:
        use_keys = getattr(self.app, "use_keys", None)
        if use_keys is not None:
            use_keys(message.keys)
        self._say_which_decides()
        if self._broken is not None:
            self._broken = None
            self.query_exactly_one(TitleBar).show_broken("")
            # What was said of it is over.
            self.app.clear_notifications()
            self.notify("The configuration can be read again, and is in force.", markup=False)

    @on(SettingsBroken)
    def _settings_broken(self, message: SettingsBroken) -> None:
        before, self._broken = self._broken, message
        # Also where no watch sees it mended.
        self._look_at_settings_after(MENDED_AFTER)
        if before is not None:
            if (before.where, before.reason) == (message.where, message.reason):
                return
            self.app.clear_notifications()
        self.query_exactly_one(TitleBar).show_broken(f"{message.where.partition(':')[0]} is broken")
        self.notify(
            f"{message.reason}\n\nThe last good rules and keys stay in force.",
            title=message.where,
            severity="error",
            timeout=BROKEN_SHOWN,
            markup=False,
        )

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self.notify(
            message.reason,
            title=message.title,
            severity="error",
            timeout=BROKEN_SHOWN,
            markup=False,
        )


def _where(error: ConfigError) -> str:
    """The file, as its author knows it, with line and column; inert."""
    place = error.place
    if place is None:
        return "config.yaml"
    return f"{inert(Path(place.path).name)}:{place.line}:{place.column}"
