"""Keeping up with the files: pages and configuration that change show without a key pressed.

Only folders are watched, not the files in them, as an editor may write a file by putting another
one in its place. What changed is then read in a thread, and told to the screen in messages; a
configuration that cannot be used is told, and the last good one stays in force until it is
mended.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from tui.corpus.files import is_listed_name
from tui.files.names import known_as
from tui.files.write import reason
from tui.text.inert import inert
from tui.view.main.messages import (
    ArticlesReread,
    Failed,
    FilesChanged,
    SettingsBroken,
    SettingsRead,
)
from tui.view.main.work import reread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from textual.screen import Screen

    from tui.config.errors import ConfigError
    from tui.view.main.desk import Changed, Desk
    from tui.view.place import Bookmark
    from tui.view.services import SettingsFiles


BROKEN_SHOWN = 30.0
"""Seconds for which a broken configuration is told; the last good one stays in use."""


MENDED_AFTER = 2.0
"""Seconds after which a broken configuration is looked at again."""


SETTLED = 0.5
"""Seconds after which a watch surely sees all that changes."""


class Watch:
    """Keeps a desk up with its files, once it is begun.

    Args:
        screen: Runs the threads, is sent the messages, and tells the reader.
        desk: What is open.
        show: Shows the parts of the screen that have changed.
        place: Says where the reader is.

    Attributes:
        folders: Those that are watched now.
    """

    def __init__(
        self,
        screen: Screen[Any],
        desk: Desk,
        show: Callable[[Changed], object],
        place: Callable[[], Bookmark | None],
    ) -> None:
        self.folders: tuple[Path, ...] = ()
        self._screen = screen
        self._desk = desk
        self._show = show
        self._place = place
        self._settings: SettingsFiles | None = None
        self._stop: Event | None = None
        self._passed_over: str | None = None
        self._told: SettingsBroken | None = None

    def begin(self, settings: SettingsFiles) -> None:
        """Keep up with the pages and the configuration from now on."""
        self._settings = settings
        self._watch_anew(self._wanted())
        self._say_which_decides()
        # It may have changed since the pages were read, before anything was watched.
        self._look_at_settings_after(SETTLED)

    def end(self) -> None:
        """Watch no longer."""
        if self._stop is not None:
            self._stop.set()

    def reread(self, *, settings: bool) -> None:
        """Read what has changed, in a thread; the configuration too if that is part of it."""
        self._run(lambda: self._reread(settings=settings), "reread")

    def follow(self) -> None:
        """Watch the folders that have come too, and look once more for what came into them."""
        folders = self._wanted()
        if self._settings is None or folders == self.folders:
            return
        self._watch_anew(folders)
        self._screen.set_timer(SETTLED, lambda: self._run(self._look_again, "reread"))

    def settings_read(self) -> None:
        """The configuration is in force; say so where it could not be used before."""
        self._say_which_decides()
        if self._told is not None:
            self._told = None
            self._show(self._desk.configuration_broke(""))
            # What was said of it is over.
            self._screen.app.clear_notifications()
            mended = "The configuration is valid again and in use."
            self._screen.notify(mended, markup=False)

    def settings_broken(self, message: SettingsBroken) -> None:
        """Say why the configuration cannot be used, once for each fault."""
        before, self._told = self._told, message
        # Also where no watch sees it mended.
        self._look_at_settings_after(MENDED_AFTER)
        if before is not None:
            if (before.where, before.reason) == (message.where, message.reason):
                return
            self._screen.app.clear_notifications()
        file = message.where.partition(":")[0]
        self._show(self._desk.configuration_broke(f"{file} is broken"))
        self._screen.notify(
            f"{message.reason}\n\nThe last good rules and keys stay in use.",
            title=message.where,
            severity="error",
            timeout=BROKEN_SHOWN,
            markup=False,
        )

    def failed(self, message: Failed) -> None:
        """Say what cannot be watched."""
        self._screen.notify(
            message.reason,
            title=message.title,
            severity="error",
            timeout=BROKEN_SHOWN,
            markup=False,
        )

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
        self._show(self._desk.configured(inert(decides or "")))
        if other is not None and other != self._passed_over:
            told = f"{inert(other)} belongs to another program and was skipped."
            self._screen.notify(told, markup=False)
        self._passed_over = other

    def _wanted(self) -> tuple[Path, ...]:
        library = self._desk.library
        given = (*library.pages.given, *library.pages.folders)
        return tuple(folders_of(library.paths, given, self._settings))

    def _watch_anew(self, folders: tuple[Path, ...]) -> None:
        """Watch these folders from now on, and no others."""
        self.end()
        stop = self._stop = Event()
        self.folders = folders
        self._run(lambda: self._watch(folders, stop), "watch", exclusive=True)

    def _run(self, work: Callable[[], None], group: str, *, exclusive: bool = False) -> None:
        self._screen.run_worker(work, thread=True, group=group, exclusive=exclusive)

    def _watch(self, folders: tuple[Path, ...], stop: Event) -> None:
        pages = self._desk.library.pages
        among = {*pages.folders, *pages.given}
        apart = (path for path in pages.paths if os.path.dirname(path) not in among)  # noqa: PTH120
        try:
            watch_folders(
                folders,
                self._settings,
                stop,
                lambda settings: self._screen.post_message(FilesChanged(settings=settings)),
                opened=(*among, *apart),
                any_name=bool(self._desk.library.settings.pages.include),
            )
        except (OSError, RuntimeError) as error:
            said = reason(error) if isinstance(error, OSError) else str(error)
            advice = f"Restart to see changes ({inert(said)})."
            self._screen.post_message(Failed("The folder cannot be watched", advice))

    def _look_again(self) -> None:
        library = self._desk.library
        before = library.paths
        library.refresh()
        if library.paths != before:
            self._screen.post_message(FilesChanged(settings=False))

    def _look_at_settings_after(self, seconds: float) -> None:
        self._screen.set_timer(
            seconds, lambda: self._run(self._look_at_settings, "settings", exclusive=True)
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
            self._screen.post_message(SettingsBroken(_where(error), error.reason))
            return
        if self._told is not None or config != self._desk.library.settings:
            self._screen.post_message(FilesChanged(settings=True))

    def _reread(self, *, settings: bool) -> None:
        # Not needed before the configuration changes.
        from tui.config.errors import ConfigError

        library = self._desk.library
        if settings and self._settings is not None:
            try:
                config = self._settings.load()
            except ConfigError as error:
                self._screen.post_message(SettingsBroken(_where(error), error.reason))
                return
            self._screen.post_message(SettingsRead(config.keys))
            # What was taught from the page is known already.
            if config != library.settings:
                library.reconfigure(config)
        library.refresh()
        before = self._desk.session
        session = reread(library, before, self._place())
        self._screen.post_message(ArticlesReread(session, before))


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
    opened: Iterable[str] = (),
    any_name: bool = False,
) -> None:
    """Wait for changes until told to stop.

    Args:
        folders: Where to look; of what is below them, only folders that come and go.
        settings: Where the configuration comes from, if it is watched.
        stop: Ends the wait.
        changed: Is told of a change, and whether the configuration is part of it.
        opened: Files, and folders whose pages are read: for no other page are they read anew.
        any_name: Whether files are pages whatever their names end in.

    Raises:
        OSError: The folders cannot be watched.
        RuntimeError: The system watches no more of them.
    """
    # Not needed before the first screen is painted.
    from watchfiles import watch

    configs = _names_of(settings.files if settings else ())
    own = _names_of(opened)
    changes = watch(
        *folders,
        watch_filter=_wanted(configs | _names_of(map(str, folders)) | own, own, any_name=any_name),
        debounce=DEBOUNCE,
        step=50,
        stop_event=stop,
        recursive=False,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    for batch in changes:
        changed(any(known_as(path) in configs for _change, path in batch))


def _wanted(
    awaited: set[str], within: set[str], *, any_name: bool
) -> Callable[[object, str], bool]:
    """What tells whether a change at a path counts: a file so named, a page or folder within."""

    def is_wanted(_change: object, path: str) -> bool:
        name = known_as(path)
        if name in awaited:
            return True
        if os.path.dirname(name) not in within:  # noqa: PTH120
            return False
        return any_name or is_listed_name(path) or os.path.isdir(path)  # noqa: PTH112

    return is_wanted


def _names_of(paths: Iterable[str]) -> set[str]:
    """What the system may call some files where it tells of them: also where no link leads."""
    whole = [os.path.abspath(path) for path in paths]  # noqa: PTH100
    return {known_as(path) for path in (*whole, *map(os.path.realpath, whole))}
