"""A desk that keeps up with its files, and knows where its reader was.

Watching pages and configuration, so that a change shows without a key pressed.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual import on

from tui.corpus.files import short_names
from tui.files.names import known_as
from tui.text.inert import inert
from tui.text.page.names import is_page_name
from tui.view.compare.anchor import Anchor
from tui.view.main.desk import Desk
from tui.view.main.jobs import reread
from tui.view.messages import ArticlesReread, Failed, FilesChanged, SettingsBroken, SettingsRead
from tui.view.widgets.line import SummaryBar, TitleBar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tui.config.errors import ConfigError
    from tui.view.commands import View
    from tui.view.place import Bookmark
    from tui.view.services import SettingsFiles


BROKEN_SHOWN = 30.0
"""Seconds for which a broken configuration is told; the last good one stays in use."""


MENDED_AFTER = 2.0
"""Seconds after which a broken configuration is looked at again."""


SETTLED = 0.5
"""Seconds after which a watch surely sees all that changes."""


class WatchedDesk(Desk, inherit_bindings=False):
    """A desk whose folders are watched once `watch` is called."""

    _use_keys: Callable[[Mapping[str, str]], object]
    _chosen_theme: Callable[[], str]
    _settings: SettingsFiles | None = None
    _stop: Event | None = None
    _watched: tuple[Path, ...] = ()
    _other: str | None = None
    """The configuration that is passed over as another program's."""
    _broken: SettingsBroken | None = None
    """What was said of a configuration that cannot be used, while none can."""

    def take_place(self, at: Bookmark | None) -> None:
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

    def place(self) -> Bookmark | None:
        """Where the reader is; None where no pair is shown."""
        shown = self.view.shown
        if shown is None:
            return None
        # Not needed before the reader leaves.
        from tui.view.place import Bookmark

        held = self.view.comparison.held("left", strict=False)
        side, paragraph = ("left", None) if held is None else (held.side, held.paragraph)
        arrangement = self.arrangement
        return Bookmark(
            shown.alignment.left.path,
            shown.alignment.right.path,
            side,  # type: ignore[arg-type]
            paragraph,
            arrangement.order,
            self.view.comparison.lens,
            self._chosen_theme(),
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

    def watch_files(self, settings: SettingsFiles) -> None:
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
        from tui.config.locate import decided_by, passed_over

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
        self.post_message(ArticlesReread(reread(self.library, self.session, self.place())))

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
        self._use_keys(message.keys)
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


DEBOUNCE = 150
"""Milliseconds that changes are gathered, as an editor writes a file in several steps."""


def folders_of(
    paths: Iterable[str], given: Iterable[str], settings: SettingsFiles | None
) -> list[Path]:
    """The folders that some pages and the configuration are in, those that are there.

    Args:
        paths: The pages.
        given: What was opened: files and folders.
        settings: Where the configuration comes from, if it is watched.
    """
    folders = {Path(path).absolute().parent for path in paths}
    folders |= {Path(path).absolute() for path in given if os.path.isdir(path)}  # noqa: PTH112
    if settings is not None:
        folders |= {Path(file).absolute().parent for file in settings.files}
    return sorted(folder for folder in folders if os.path.isdir(folder))  # noqa: PTH112


def watch_folders(
    folders: Sequence[Path],
    settings: SettingsFiles | None,
    stop: Event,
    changed: Callable[[bool], object],
    *,
    any_name: bool = False,
) -> None:
    """Wait for changes until told to stop.

    Args:
        folders: Where to look; of what is below them, only folders that come and go.
        settings: Where the configuration comes from, if it is watched.
        stop: Ends the wait.
        changed: Is told of a change, and whether the configuration is part of it.
        any_name: Whether files are pages whatever their names end in.

    Raises:
        OSError: The folders cannot be watched.
        RuntimeError: The system watches no more of them.
    """
    # Not needed before the first screen is painted.
    from watchfiles import watch

    configs = _names_of(settings.files if settings else ())
    awaited = configs | _names_of(map(str, folders))

    def is_wanted(_change: object, path: str) -> bool:
        if known_as(path) in awaited:
            return True
        return any_name or is_page_name(path) or os.path.isdir(path)  # noqa: PTH112

    changes = watch(
        *folders,
        watch_filter=is_wanted,
        debounce=DEBOUNCE,
        step=50,
        stop_event=stop,
        recursive=False,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    for batch in changes:
        changed(any(known_as(path) in configs for _change, path in batch))


def _names_of(paths: Iterable[str]) -> set[str]:
    """What the system may call some files where it tells of them: also where no link leads."""
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100
    return {known_as(path) for path in (*whole, *map(os.path.realpath, whole))}
